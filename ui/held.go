package ui

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"lumbung/store/coop"
)

// Pages that make entries, counts and opening balances keep drafts of their own. The other forms hold what was typed
// here: it is there again after another language or size of letters, after a look at another page, and after a power
// cut.

// holding are the pages whose forms are held. What they take is no secret but where there is no book yet, and then it
// is nowhere but in memory.
var holding = []string{
	PageFound, PageJoin, PageMemberForm, PageReversal, PageFinding, PageFindingForm, PageException, PageEvidenceForm,
	PageLetterhead, PageOutlet, PageAccount, PageOccasion, PageRates, PageSync, PageTermForm, PageTermEnd, PageLeave,
	PageHeirs, PageSpecial, PageBlock, PageSavingRule,
	PageBorrowingForm, PageBorrowingMove, PageParty,
}

// parted is a page with several forms one after the other: what is half typed in one is not put into another.
type parted interface{ heldPart() string }

// heldForms is what stands in forms that nobody has recorded yet.
type heldForms struct {
	book   draftBook
	user   coop.ID
	forms  map[string][]string // by heldKey
	blank  []string            // what the open page's form held when it was drawn
	back   bool                // what was held stands in the open page again
	quiet  bool                // it is being put back
	part   string              // of the open page, where it has several forms one after the other
	saving bool                // it is about to be saved
}

// heldDraft is where a person's half typed forms lie.
func heldDraft(user coop.ID) string { return "held@" + user.String() }

func heldKey(r Route) string { return r.Page + " " + r.Arg }

// heldHere is the key of the open page's form.
func (s *Shell) heldHere() string {
	return strings.TrimSuffix(heldKey(s.here())+" "+s.typing.part, " ")
}

// unheld says whose half typed forms have to be read first; nobody's where they are known.
func (s *Shell) unheld() coop.ID {
	if s.Book == nil || s.typing.book == draftBook(s.Book) && s.typing.user == s.session.User {
		return coop.ID{}
	}
	return s.session.User
}

// readHeld gives what is held for a person; it is called away from the window.
func readHeld(book draftBook, user coop.ID, own coop.Head) (map[string][]string, error) {
	if user.IsZero() {
		return nil, nil
	}
	data, err := book.Draft(heldDraft(user))
	if err != nil {
		return nil, fmt.Errorf("read what is half typed: %w", err)
	}
	forms := map[string][]string{}
	if json.Unmarshal(data, &forms) != nil {
		forms = map[string][]string{} // none, or of another program: no reason to stop
	}
	unsent(forms, own.Seq)
	return forms, nil
}

// takeHeld takes over what readHeld gave.
func (s *Shell) takeHeld(forms map[string][]string) {
	if forms != nil {
		s.typing = heldForms{book: s.Book, user: s.session.User, forms: forms}
	}
}

// typedIn is what stands in the form. A secret is taken only where there is no book yet, and no file for it.
func (s *Shell) typedIn() []string {
	var all []string
	for _, f := range s.layer.Fields() {
		text := ""
		if s.Book == nil || !f.Secret() {
			text = f.Typed()
		}
		all = append(all, text)
	}
	return all
}

// hold keeps what stands in the open page's form; the layer tells of every change.
func (s *Shell) hold() {
	here := s.here()
	if s.typing.quiet || !slices.Contains(holding, here.Page) {
		return
	}
	if s.typing.forms == nil {
		s.typing.forms = map[string][]string{}
	}
	if typed := s.typedIn(); slices.Equal(typed, s.typing.blank) {
		delete(s.typing.forms, s.heldHere())
	} else {
		s.typing.forms[s.heldHere()] = typed
	}
	s.saveHeld()
}

func (s *Shell) saveHeld() {
	if s.typing.saving || s.typing.book == nil {
		return
	}
	s.typing.saving = true
	s.Later(draftAfter, func() {
		s.typing.saving = false
		s.keepHeld()
	})
}

// keepHeld writes what is held now: a field or a page is left.
func (s *Shell) keepHeld() {
	if s.typing.book == nil {
		return
	}
	data, err := heldFile(s.typing.forms)
	if err != nil {
		s.Warn(err)
		return
	}
	s.sheet(s.typing.book, heldDraft(s.typing.user)).keep(s, data)
}

// heldFile is what is held as it lies in its file; nothing where nothing is held.
func heldFile(forms map[string][]string) ([]byte, error) {
	if len(forms) == 0 {
		return nil, nil
	}
	data, err := json.Marshal(forms)
	if err != nil {
		return nil, fmt.Errorf("write what is half typed: %w", err)
	}
	return data, nil
}

// sentMark stands in the file, with how many changes this device had made, before the key of a form that is about to be
// recorded.
const sentMark = "sent "

// handing is some work that records the open page's form, with a mark on the disk before it: where the program is
// killed right behind the commit, the form does not come again, to be recorded twice. Where it fails the mark goes.
func (s *Shell) handing(work func(ctx context.Context) error) func(ctx context.Context) error {
	key := s.heldHere()
	if s.typing.book == nil || s.typing.forms[key] == nil {
		return work
	}
	forms, file := maps.Clone(s.typing.forms), s.sheet(s.typing.book, heldDraft(s.typing.user))
	return func(ctx context.Context) error {
		info, err := s.Book.Info(ctx)
		if err != nil {
			return err
		}
		plain, err := heldFile(forms)
		if err != nil {
			return err
		}
		forms[sentMark+key] = []string{strconv.FormatInt(info.Head.Seq, 10)}
		marked, err := heldFile(forms)
		if err != nil {
			return err
		}
		if err := file.put(marked); err != nil {
			return err
		}
		if err := work(ctx); err != nil {
			return errors.Join(err, file.put(plain))
		}
		return nil
	}
}

// unsent takes out of what is held the forms that were recorded all the same, and the marks.
func unsent(forms map[string][]string, seq int64) {
	for key, before := range forms {
		form, is := strings.CutPrefix(key, sentMark)
		if !is {
			continue
		}
		if len(before) == 1 {
			if n, err := strconv.ParseInt(before[0], 10, 64); err == nil && seq > n {
				delete(forms, form)
			}
		}
		delete(forms, key)
	}
}

// putBack writes what is held into the page that was just drawn.
func (s *Shell) putBack(made page) {
	s.typing.part = ""
	if several, is := made.self.(parted); is {
		s.typing.part = several.heldPart()
	}
	s.typing.back, s.typing.blank = false, s.typedIn()
	texts := s.typing.forms[s.heldHere()]
	s.typing.quiet = true
	for i := 0; i < len(texts); i++ { // an answer may bring further questions
		if fields := s.layer.Fields(); i < len(fields) && fields[i].Typed() != texts[i] {
			fields[i].Retype(texts[i])
			s.typing.back = true
		}
	}
	s.typing.quiet = false
}

// done forgets what is held for the open page: it is recorded, or nobody wants it. Behind some work it is not for the
// page that the person has gone to meanwhile; Record has forgotten the one that was handed in.
func (s *Shell) done() {
	if key := s.heldHere(); !s.late && s.typing.forms[key] != nil {
		delete(s.typing.forms, key)
		s.typing.back = false
		s.keepHeld()
	}
}

// onEmpty empties the form of the open page: what was held is not wanted any more.
func (s *Shell) onEmpty() {
	s.done()
	s.open(s.here())
}
