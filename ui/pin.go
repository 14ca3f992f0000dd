package ui

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// pinBook is what changing one's PIN needs of the book.
type pinBook interface {
	// SetPIN replaces a person's PIN on this machine; a coop.Problem says what is wrong with the old or the new one.
	SetPIN(ctx context.Context, who coop.Session, old, fresh string) error
}

// pinPage changes the PIN of who sits before the screen.
type pinPage struct {
	shell             *Shell
	book              pinBook
	form              *kit.Form
	old, fresh, again *kit.Entry
	field             *kit.Field // of the old one
}

func newPIN(s *Shell) page { return bind(s.Text.T("ui.command.pin"), &pinPage{shell: s, book: s.Book}) }

func (p *pinPage) load(context.Context) (struct{}, error) { return struct{}{}, nil }

func (p *pinPage) show(struct{}) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	p.form = kit.NewForm(s.layer, 0)
	p.old, p.fresh, p.again = kit.NewSecret(""), kit.NewSecret(""), kit.NewSecret("")
	p.field = p.form.Add(t.T("ui.pin.old"), p.old, nil)
	p.form.Add(t.T("ui.pin.new"), p.fresh, func() string {
		if p.fresh.Text == "" {
			return t.T("ui.found.needed")
		}
		return s.pinWrong(p.fresh.Text)
	}).SetHint(t.T("ui.pin.hint"))
	p.form.Add(t.T("ui.pin.again"), p.again, func() string {
		if p.again.Text != p.fresh.Text {
			return t.T("ui.pin.differ")
		}
		return ""
	})
	p.form.OnRecord, p.form.OnBack = p.record, s.Back
	return kit.Page(kit.Capped(28, 0.7, kit.Words(t.T("ui.pin.lead"), kit.ToneSoft),
		kit.Card(p.form.Content(), kit.Flow(0.6,
			kit.Main(t.T("ui.command.pin"), theme.ConfirmIcon(), p.record), kit.NewCaption(t.T("ui.record.key"))))))
}

func (p *pinPage) start()     { p.form.Start() }
func (p *pinPage) busy() bool { return p.old != nil && p.old.Text+p.fresh.Text+p.again.Text != "" }

// record changes the PIN.
func (p *pinPage) record() {
	if !p.form.Right() {
		return
	}
	s, old, fresh := p.shell, p.old.Text, p.fresh.Text
	var failed error
	s.Run(func() { failed = p.book.SetPIN(context.Background(), s.session, old, fresh) }, func() {
		if failed != nil {
			p.form.FocusOn(p.field)
			p.field.Complain(s.Text.Sentence(failed))
			return
		}
		p.old.Text, p.fresh.Text, p.again.Text = "", "", ""
		s.Back()
		s.Tell("ui.pin.changed")
	})
}
