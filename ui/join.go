package ui

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"lumbung/ui/kit"
)

// joinPage makes this machine a further device of a cooperative that is there already.
type joinPage struct {
	shell  *Shell
	form   *kit.Form
	code   *kit.Entry
	file   *kit.Line
	invite []byte
	only   ShelfFile // where no other file could be meant
}

func newJoin(s *Shell) page { return bind(s.Text.T("ui.welcome.join"), &joinPage{shell: s}) }

func (p *joinPage) load(ctx context.Context) ([]ShelfFile, error) {
	files, err := p.shell.filesOf(ctx, EndingInvite)
	if err == nil && len(files) == 1 {
		p.only = files[0]
		p.invite, err = p.shell.Shelf.Read(ctx, p.only.Path)
	}
	return files, err
}

func (p *joinPage) show(files []ShelfFile) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	p.file = (&kit.Line{Text: t.T("ui.join.no-file"), Tone: kit.ToneSoft, LeastEms: 8}).With()
	if len(p.invite) > 0 {
		p.file.Set("✓ "+p.only.Name, kit.ToneGood)
	}
	p.form = kit.NewForm(s.layer, 0)
	p.code = kit.NewEntry("")
	p.form.Add(t.T("ui.join.code"), p.code, func() string {
		if strings.TrimSpace(p.code.Text) == "" {
			return t.T("ui.found.needed")
		}
		return ""
	}).SetHint(t.T("ui.join.code-hint"))
	p.form.OnRecord, p.form.OnBack = p.record, s.Back
	list := s.fileList(files, func(file ShelfFile, data []byte) {
		p.invite = data
		p.file.Set("✓ "+file.Name, kit.ToneGood)
		p.form.Start()
	})
	return s.doorway(34, t.T("ui.welcome.join"), t.T("ui.join.lead"), kit.Card(
		kit.NewHeading(t.T("ui.join.choose")), list, p.file, p.form.Content(),
		kit.Flow(0.6, kit.Main(t.T("ui.join.do"), theme.ConfirmIcon(), p.record),
			kit.NewCaption(t.T("ui.record.key")),
			kit.Quiet(t.T("ui.cancel"), nil, s.Back))))
}

func (p *joinPage) bare()      {}
func (p *joinPage) busy() bool { return true }
func (p *joinPage) start()     { p.form.Start() }

// record joins.
func (p *joinPage) record() {
	s := p.shell
	if len(p.invite) == 0 {
		p.file.Set("✗ "+s.Text.T("ui.join.no-file"), kit.ToneBad)
		return
	}
	if !p.form.Right() {
		return
	}
	var opened Opened
	s.Do(func(ctx context.Context) (err error) {
		opened, err = s.Begin.Join(ctx, p.invite, strings.TrimSpace(p.code.Text))
		return err
	}, func() {
		s.done()
		s.Book, s.Exchange = opened.Book, opened.Exchange
		s.Home()
	})
}
