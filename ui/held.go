package ui

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// Pages that make entries, counts and opening balances keep drafts of their own. The other forms hold what was typed
// here: it is there again after another language or size of letters, after a look at another page, and after a power
// cut.

// holding are the pages whose forms are held. What they take is no secret but where there is no book yet, and then it
// is nowhere but in memory.
var holding = []string{
	PageFound, PageJoin, PageMemberForm, PageReversal, PageFinding, PageFindingForm, PageException, PageEvidenceForm,
	PageLetterhead, PageOutlet, PageAccount, PageOccasion, PageRates, PageSync,
}

// heldForms is what stands in forms that nobody has recorded yet.
type heldForms struct {
	book   draftBook
	user   coop.ID
	forms  map[string][]string // by heldKey
	blank  []string            // what the open page's form held when it was drawn
	back   bool                // what was held stands in the open page again
	quiet  bool                // it is being put back
	saving bool                // it is about to be saved
}

// heldDraft is where a person's half typed forms lie.
func heldDraft(user coop.ID) string { return "held@" + user.String() }

func heldKey(r Route) string { return r.Page + " " + r.Arg }

// unheld says whose half typed forms have to be read first; nobody's where they are known.
func (s *Shell) unheld() coop.ID {
	if s.Book == nil || s.typing.book == draftBook(s.Book) && s.typing.user == s.session.User {
		return coop.ID{}
	}
	return s.session.User
}

// readHeld gives what is held for a person; it is called away from the window.
func readHeld(book draftBook, user coop.ID) (map[string][]string, error) {
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
	return forms, nil
}

// takeHeld takes over what readHeld gave.
func (s *Shell) takeHeld(forms map[string][]string) {
	if forms != nil {
		s.typing = heldForms{book: s.Book, user: s.session.User, forms: forms}
	}
}

func typedIn(layer *kit.Layer) []string {
	var all []string
	for _, f := range layer.Fields() {
		all = append(all, f.Typed())
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
	if typed := typedIn(s.layer); slices.Equal(typed, s.typing.blank) {
		delete(s.typing.forms, heldKey(here))
	} else {
		s.typing.forms[heldKey(here)] = typed
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
		s.Do(s.writeHeld(), func() {})
	})
}

// writeHeld takes what is held now and gives the work that writes it.
func (s *Shell) writeHeld() func(context.Context) error {
	book, user := s.typing.book, s.typing.user
	data, err := json.Marshal(s.typing.forms)
	empty := len(s.typing.forms) == 0
	return func(context.Context) error {
		switch {
		case err != nil:
			return fmt.Errorf("write what is half typed: %w", err)
		case empty:
			return book.DropDraft(heldDraft(user))
		}
		return book.SaveDraft(heldDraft(user), data)
	}
}

// putBack writes what is held into the page that was just drawn.
func (s *Shell) putBack() {
	s.typing.back, s.typing.blank = false, typedIn(s.layer)
	texts := s.typing.forms[heldKey(s.here())]
	s.typing.quiet = true
	for i := 0; i < len(texts); i++ { // an answer may bring further questions
		if fields := s.layer.Fields(); i < len(fields) && fields[i].Typed() != texts[i] {
			fields[i].Retype(texts[i])
			s.typing.back = true
		}
	}
	s.typing.quiet = false
}

// done forgets what is held for the open page: it is recorded, or nobody wants it.
func (s *Shell) done() { s.doneWith(s.here()) }

func (s *Shell) doneWith(r Route) {
	if s.typing.forms[heldKey(r)] != nil {
		delete(s.typing.forms, heldKey(r))
		s.typing.back = false
		s.saveHeld()
	}
}

// onEmpty empties the form of the open page: what was held is not wanted any more.
func (s *Shell) onEmpty() {
	s.done()
	s.open(s.here())
}
