package ui

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// PageLostPIN helps who forgot a PIN, and PageNewPIN replaces one that another person chose.
const (
	PageLostPIN = "lost-pin"
	PageNewPIN  = "new-pin"
)

func init() {
	morePages[PageLostPIN] = plain(newLostPIN)
	morePages[PageNewPIN] = plain(newNewPIN)
}

// lostBook is what these pages need of the book.
type lostBook interface {
	Users(ctx context.Context) ([]coop.UserRow, error)
	// PINGiven says whether somebody else chose a person's PIN, so that it is to be replaced.
	PINGiven(ctx context.Context, user coop.ID) (bool, error)
	// GivePIN lets the chair give another person a PIN.
	GivePIN(ctx context.Context, who coop.Session, user coop.ID, fresh string) error
	// RecoverPIN gives the chair a new PIN by the recovery code.
	RecoverPIN(ctx context.Context, user coop.ID, recovery, fresh string) error
	SetPIN(ctx context.Context, who coop.Session, old, fresh string) error
}

// twice asks for a new PIN two times.
type twice struct {
	shell        *Shell
	fresh, again *kit.Entry
	field        *kit.Field
}

func (w *twice) addTo(f *kit.Form) {
	s, t := w.shell, w.shell.Text
	w.fresh, w.again = kit.NewSecret(""), kit.NewSecret("")
	w.field = f.Add(t.T("ui.pin.new"), w.fresh, func() string { return s.pinWrong(w.fresh.Text) }).
		SetHint(t.T("ui.pin.hint"))
	f.Add(t.T("ui.pin.again"), w.again, func() string {
		if w.again.Text != w.fresh.Text {
			return t.T("ui.pin.differ")
		}
		return ""
	})
}

// lostPage says what to do about a lost PIN; the chair's comes back by the recovery code.
type lostPage struct {
	shell  *Shell
	book   lostBook
	chairs []coop.UserRow
	form   *kit.Form
	code   *kit.Entry
	field  *kit.Field
	pins   twice
	who    *kit.Choice
}

func newLostPIN(s *Shell) page {
	return bind(s.Text.T("ui.lost.title"), &lostPage{shell: s, book: s.Book})
}

func (p *lostPage) load(ctx context.Context) ([]coop.UserRow, error) {
	users, err := p.book.Users(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the people: %w", err)
	}
	p.chairs = nil
	for _, u := range users {
		if u.Role == coop.RoleChair {
			p.chairs = append(p.chairs, u)
		}
	}
	return p.chairs, nil
}

func (p *lostPage) show(chairs []coop.UserRow) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	p.form = kit.NewForm(s.layer, 0)
	var options []kit.Option
	for _, u := range chairs {
		options = append(options, kit.Option{Key: u.User.String(), Title: u.Name, Remark: t.Role(u.Role)})
	}
	p.who = kit.NewChoice(s.layer, t.T("ui.login.nobody"), kit.FindIn(options))
	if len(options) == 1 {
		p.who.SetChosen(options[0])
	} else {
		p.form.Add(t.T("ui.login.name"), p.who, func() string {
			if p.who.Chosen().Key == "" {
				return t.T("ui.login.name-missing")
			}
			return ""
		})
	}
	p.code = kit.NewEntry("")
	p.field = p.form.Add(t.T("ui.lost.code"), p.code, func() string {
		if strings.TrimSpace(p.code.Text) == "" {
			return t.T("ui.found.needed")
		}
		return ""
	}).SetHint(t.T("ui.copy.code-hint"))
	p.pins = twice{shell: s}
	p.pins.addTo(p.form)
	p.form.OnRecord, p.form.OnBack = p.record, s.Back
	name := ""
	if len(chairs) > 0 {
		name = chairs[0].Name
	}
	return s.doorway(32, t.T("ui.lost.title"), t.T("ui.lost.lead"),
		kit.Card(kit.NewHeading(t.T("ui.lost.others")), kit.Words(t.T("ui.lost.others-text", name), kit.ToneInk)),
		kit.Card(kit.NewHeading(t.T("ui.lost.chair")), p.form.Content(),
			kit.Flow(0.6, kit.Main(t.T("ui.lost.do"), theme.ConfirmIcon(), p.record),
				kit.NewCaption(t.T("ui.record.key")),
				kit.Quiet(t.T("ui.cancel"), nil, s.Back))))
}

func (p *lostPage) bare()      {}
func (p *lostPage) start()     { p.form.FocusOn(p.field) }
func (p *lostPage) busy() bool { return p.code != nil && p.code.Text != "" }

// record gives the chair the new PIN.
func (p *lostPage) record() {
	if !p.form.Right() {
		return
	}
	s := p.shell
	user, err := coop.ParseID(p.who.Chosen().Key)
	if err != nil {
		p.field.Complain(s.Text.T("ui.login.name-missing"))
		return
	}
	var failed error
	s.Run(func() { failed = p.book.RecoverPIN(context.Background(), user, p.code.Text, p.pins.fresh.Text) }, func() {
		if failed != nil {
			p.form.FocusOn(p.field)
			p.field.Complain(s.Text.Sentence(failed))
			return
		}
		s.Home()
		s.Tell("ui.pin.changed")
	})
}

// newPINPage stands between the log-in and the book for who was given a PIN by another.
type newPINPage struct {
	shell *Shell
	book  lostBook
	form  *kit.Form
	pins  twice
}

func newNewPIN(s *Shell) page {
	return bind(s.Text.T("ui.lost.replace"), &newPINPage{shell: s, book: s.Book})
}

func (p *newPINPage) load(context.Context) (struct{}, error) { return struct{}{}, nil }

func (p *newPINPage) show(struct{}) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	p.form = kit.NewForm(s.layer, 0)
	p.pins = twice{shell: s}
	p.pins.addTo(p.form)
	p.form.OnRecord, p.form.OnBack = p.record, s.Leave
	lead := t.T("ui.lost.replace-text", s.entering.Name)
	return s.doorway(28, t.T("ui.lost.replace"), lead, kit.Card(p.form.Content(),
		kit.Flow(0.6, kit.Main(t.T("ui.command.pin"), theme.ConfirmIcon(), p.record),
			kit.NewCaption(t.T("ui.record.key")),
			kit.Quiet(t.T("ui.cancel"), nil, s.Leave))))
}

func (p *newPINPage) bare()      {}
func (p *newPINPage) start()     { p.form.Start() }
func (p *newPINPage) busy() bool { return true }

// record replaces the PIN and lets its owner in.
func (p *newPINPage) record() {
	if !p.form.Right() {
		return
	}
	s := p.shell
	who, old := s.entering, s.given
	var failed error
	s.Run(func() { failed = p.book.SetPIN(context.Background(), who, old, p.pins.fresh.Text) }, func() {
		if failed != nil {
			p.form.FocusOn(p.pins.field)
			p.pins.field.Complain(s.Text.Sentence(failed))
			return
		}
		s.entering, s.given = coop.Session{}, ""
		s.Enter(who)
		s.Tell("ui.pin.changed")
	})
}
