package ui

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// fixKey stands before the id of an entry that is put right, in routes and as the key of the draft.
const fixKey = "@fix:"

// newCorrect puts the entry right whose id is arg: the form that made it, filled with what it says.
func newCorrect(s *Shell, arg string) page { return newRecord(s, fixKey+arg) }

// fixing is an entry that is put right: taken back, and replaced by what the form then holds, both at once.
type fixing struct {
	shell   *Shell
	old     coop.EntryView
	refused string  // why it cannot be
	instead coop.ID // what stands in its place already
	closed  bool    // its month is closed
	foreign bool    // somebody else recorded it
	day     coop.Date
	reason  *kit.Choice
	field   *kit.Field
	begun   string // the reason of a draft
}

func readFixing(ctx context.Context, s *Shell, book recordBook, arg string) (*fixing, error) {
	id, err := coop.ParseID(arg)
	if err != nil {
		return nil, err
	}
	f := &fixing{shell: s}
	if f.old, err = book.Entry(ctx, id); err != nil {
		return nil, fmt.Errorf("read an entry: %w", err)
	}
	info, err := book.Info(ctx)
	if err != nil {
		return nil, err
	}
	reversal := ""
	if !f.old.ReversedBy.IsZero() {
		by, err := book.Entry(ctx, f.old.ReversedBy)
		if err != nil {
			return nil, fmt.Errorf("read a reversal: %w", err)
		}
		reversal, f.instead = by.Voucher, f.old.CorrectedBy
		if f.instead.IsZero() {
			f.instead = by.ID
		}
	}
	if problem, may := coop.MayCorrect(f.old, reversal); !may {
		f.refused = s.Text.Problem(problem)
	}
	if f.old.Kind == coop.KindReversal {
		f.instead = f.old.Reverses
	}
	f.closed = f.old.Posted <= info.Closed
	f.day = coop.CorrectionDay(f.old.Posted, info.Closed, s.today())
	f.foreign = f.old.Author != s.session.User
	return f, nil
}

// notice says which entry is put right and what will happen.
func (f *fixing) notice() fyne.CanvasObject {
	t, e := f.shell.Text, f.old
	text := t.T("ui.correct.of", e.Voucher, e.Date, e.Amount)
	if f.closed {
		text += " " + t.T("ui.correct.closed", e.Posted.Month(), f.day)
	}
	if f.foreign {
		text += " " + t.T("ui.correct.foreign", orElse(e.AuthorName, "–"))
	}
	if e.Kind == coop.KindOpening {
		text += " " + t.T("ui.correct.opening")
	}
	return kit.Notice(kit.ToneSoft, text)
}

// date is the day that the new entry begins with: that of the old one, or an open one where its month is closed.
func (f *fixing) date() coop.Date {
	if f.closed {
		return f.day
	}
	return f.old.Date
}

// ask puts the question for the reason at the end of a form.
func (f *fixing) ask(form *kit.Form) {
	if f == nil {
		return
	}
	s, t := f.shell, f.shell.Text
	if f.reason == nil {
		f.reason = kit.NewChoice(s.layer, t.T("ui.choice.none"), f.reasons())
		f.reason.Free = true
		if f.begun != "" {
			f.reason.SetChosen(kit.Option{Key: f.begun, Title: f.begun})
		}
	}
	f.field = form.Add(t.T("ui.correct.reason"), f.reason, func() string {
		if f.reasonText() == "" {
			return t.Problem(coop.Problem{Key: coop.ProblemCorrectReason})
		}
		return ""
	}).SetHint(t.T("ui.correct.reason-hint"))
}

// askIn asks in a form, and sets the question into another place of the page.
func (f *fixing) askIn(form *kit.Form, place *fyne.Container) *kit.Field {
	f.ask(form)
	content := form.Content()
	last := content.Objects[len(content.Objects)-1]
	content.Remove(last)
	place.Add(kit.Card(last))
	return f.field
}

// commonReasons are why most entries are put right, the most frequent first.
var commonReasons = []string{
	"ui.correct.reason.1", "ui.correct.reason.2", "ui.correct.reason.3", "ui.correct.reason.4", "ui.correct.reason.5",
	"ui.correct.reason.6",
}

// reasons offers the common reasons; what is typed is a reason as well.
func (f *fixing) reasons() func(string) []kit.Option {
	t := f.shell.Text
	var common []kit.Option
	for _, key := range commonReasons {
		common = append(common, kit.Option{Key: t.T(key), Title: t.T(key)})
	}
	find := kit.FindIn(common)
	return func(typed string) []kit.Option {
		found := find(typed)
		typed = strings.TrimSpace(typed)
		for _, o := range found {
			if strings.EqualFold(o.Title, typed) {
				return found
			}
		}
		if typed != "" {
			found = append(found, kit.Option{Key: typed, Title: typed})
		}
		return found
	}
}

// reasonText is the reason as it stands.
func (f *fixing) reasonText() string {
	if f == nil || f.reason == nil {
		return ""
	}
	return strings.TrimSpace(orElse(f.reason.Chosen().Key, f.reason.Text))
}

// acts are the two acts that put the entry right.
func (f *fixing) acts(now coop.Entry) ([]coop.Act, []coop.Problem) {
	return coop.Correct(f.old, f.day, f.reasonText(), now)
}
