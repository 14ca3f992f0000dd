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

// copyBook is what a copied book must be able to do.
type copyBook interface {
	Info(ctx context.Context) (coop.Info, error)
	// GoOn makes a copy a device of its own, with new keys. With the recovery code the others know it at once; with an
	// empty code a board member's device must introduce it first. A coop.Problem says what is wrong with the code.
	GoOn(ctx context.Context, recovery, deviceName string) error
}

// copyPage says that this book is a copy, and leads out of it: first what is newest, so that nobody types again what
// exists, and then on as a device of its own. Nothing else can be recorded until then.
type copyPage struct {
	shell *Shell
	book  copyBook
	form  *kit.Form
	name  *kit.Entry
	code  *kit.Entry
	field *kit.Field // of the code
	going bool
}

type copyData struct {
	info  coop.Info
	state ExchangeState
}

func newCopy(s *Shell) page {
	return bind(s.Text.T("ui.copy.title"), &copyPage{shell: s, book: s.Book})
}

func (p *copyPage) load(ctx context.Context) (d copyData, err error) {
	if d.info, err = p.book.Info(ctx); err != nil {
		return d, fmt.Errorf("read the book: %w", err)
	}
	if p.shell.Exchange != nil {
		d.state = p.shell.Exchange.State()
	}
	return d, nil
}

func (p *copyPage) show(d copyData) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	keyed := !d.info.Device.Log.IsZero() // it is this machine's own book, put back to an earlier day
	why := t.T("ui.copy.foreign")
	if keyed {
		why = t.T("ui.copy.behind")
	}
	first := []fyne.CanvasObject{kit.NewHeading(t.T("ui.copy.first"))}
	switch {
	case !keyed:
		first = append(first, kit.Words(t.T("ui.copy.first-foreign"), kit.ToneInk))
	case s.Exchange != nil:
		first = append(first, kit.Words(t.T("ui.copy.first-behind"), kit.ToneInk), s.fetchButtons())
		if d.state.Failed != nil {
			first = append(first, kit.Notice(kit.ToneWait, t.Sentence(d.state.Failed)))
		}
	}
	return s.doorway(34, t.T("ui.copy.title"), d.info.Cooperative.Name, kit.Notice(kit.ToneWait, why),
		kit.Card(first...), p.goOn(keyed),
		kit.Flow(0, kit.Quiet(t.T("ui.command.language"), nil, s.switchLanguage)))
}

// goOn says what going on here means, and asks for what it needs. Later: something else is to be done first.
func (p *copyPage) goOn(later bool) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	p.form = kit.NewForm(s.layer, 0)
	p.name, p.code = kit.NewEntry(""), kit.NewEntry("")
	p.form.Add(t.T("ui.copy.name"), p.name, func() string {
		if strings.TrimSpace(p.name.Text) == "" {
			return t.T("ui.found.needed")
		}
		return ""
	}).SetHint(t.T("ui.copy.name-hint"))
	p.field = p.form.Add(t.T("ui.copy.code"), p.code, nil).SetHint(t.T("ui.copy.code-hint"))
	p.form.OnRecord = p.record
	parts := []fyne.CanvasObject{kit.NewHeading(t.T("ui.copy.then"))}
	for _, key := range []string{"ui.copy.means-device", "ui.copy.means-old", "ui.copy.means-code"} {
		parts = append(parts, kit.Words("– "+t.T(key), kit.ToneInk))
	}
	button := kit.Main
	if later {
		button = kit.Button
	}
	return kit.Card(append(parts, p.form.Content(), kit.Flow(0.6,
		button(t.T("ui.copy.do"), theme.ConfirmIcon(), p.record), kit.NewCaption(t.T("ui.record.key"))))...)
}

func (p *copyPage) bare()      {}
func (p *copyPage) busy() bool { return p.name != nil && p.name.Text+p.code.Text != "" }

// record goes on in this copy.
func (p *copyPage) record() {
	s := p.shell
	if p.going || !p.form.Right() {
		return
	}
	p.going = true
	code, name := strings.TrimSpace(p.code.Text), strings.TrimSpace(p.name.Text)
	var failed error
	s.Run(func() { failed = p.book.GoOn(context.Background(), code, name) }, func() {
		p.going = false
		if failed != nil {
			p.form.FocusOn(p.field)
			p.field.Complain(s.Text.Sentence(failed))
			return
		}
		if s.Exchange != nil {
			s.Exchange.Try()
		}
		s.Home()
		s.Tell("ui.copy.done")
	})
}
