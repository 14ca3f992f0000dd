package ui

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"lumbung/ui/kit"
)

// Restorer finds copies of books and goes on from one, on a machine that has no book.
type Restorer interface {
	// Copies lists what copies lie on this machine and its sticks, those that hold most first.
	Copies(ctx context.Context) ([]BackupCopy, error)
	// Restore makes this machine a new device with a copy's book: a new log and new keys. With the recovery code the
	// others know it at once; with an empty code a board member's laptop must introduce it. A coop.Problem says what
	// is wrong with the code; nothing is left then.
	Restore(ctx context.Context, path, recovery, deviceName string) (Opened, error)
}

// restorePage goes on from a copy on a new machine: first which copy, then the recovery code, then what is newer.
type restorePage struct {
	shell  *Shell
	form   *kit.Form
	name   *kit.Entry
	code   *kit.Entry
	field  *kit.Field // of the code
	copies []BackupCopy
	chosen BackupCopy
	first  *kit.Tile
	going  bool
}

func newRestore(s *Shell) page { return bind(s.Text.T("ui.welcome.restore"), &restorePage{shell: s}) }

func (p *restorePage) load(ctx context.Context) ([]BackupCopy, error) {
	if p.shell.Restorer == nil || p.chosen.Path != "" {
		return p.copies, nil
	}
	return p.shell.Restorer.Copies(ctx)
}

func (p *restorePage) show(copies []BackupCopy) fyne.CanvasObject {
	p.copies = copies
	if p.chosen.Path != "" {
		return p.askCode()
	}
	s, t := p.shell, p.shell.Text
	parts := []fyne.CanvasObject{kit.NewHeading(t.T("ui.restore.choose"))}
	if len(copies) == 0 {
		parts = append(parts, kit.Notice(kit.ToneWait, t.T("ui.restore.none")))
	}
	var tiles []fyne.CanvasObject
	for _, c := range copies[:min(len(copies), shelfMost)] {
		held := t.T("ui.restore.holds-none", t.Moment(c.At, s.Now()), c.Where)
		if c.Last != 0 {
			held = t.T("ui.restore.holds", t.Count(c.Entries), c.Last, t.Moment(c.At, s.Now()), c.Where)
		}
		tile := kit.NewTile(c.Cooperative, held, theme.HistoryIcon(), func() { p.onChoose(c) })
		if tiles = append(tiles, tile); len(tiles) == 1 {
			p.first = tile
		}
	}
	if len(tiles) > 0 {
		parts = append(parts, kit.SmallWords(t.T("ui.restore.first"), kit.ToneSoft), kit.Stack(0.4, tiles...))
	}
	parts = append(parts, kit.Flow(0.6, kit.Quiet(t.T("ui.shelf.again"), theme.ViewRefreshIcon(), s.Reload),
		kit.Quiet(t.T("ui.cancel"), nil, s.Back)))
	return s.doorway(38, t.T("ui.welcome.restore"), t.T("ui.restore.lead"), kit.Card(parts...),
		kit.Flow(0, kit.Quiet(t.T("ui.command.language"), nil, s.switchLanguage)))
}

func (p *restorePage) onChoose(c BackupCopy) {
	p.chosen = c
	p.shell.again(bind(p.shell.Text.T("ui.welcome.restore"), p))
}

// askCode is the second step: what going on from the copy means, and what it needs.
func (p *restorePage) askCode() fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	named, typed := "", ""
	if p.name != nil { // the language was switched
		named, typed = p.name.Text, p.code.Text
	}
	p.form = kit.NewForm(s.layer, 0)
	p.name, p.code = filled(named), filled(typed)
	p.form.Add(t.T("ui.copy.name"), p.name, func() string {
		if strings.TrimSpace(p.name.Text) == "" {
			return t.T("ui.found.needed")
		}
		return ""
	}).SetHint(t.T("ui.copy.name-hint"))
	p.field = p.form.Add(t.T("ui.copy.code"), p.code, nil).SetHint(t.T("ui.copy.code-hint"))
	p.form.OnRecord, p.form.OnBack = p.record, p.back
	parts := []fyne.CanvasObject{kit.NewHeading(t.T("ui.restore.then"))}
	for _, key := range []string{"ui.copy.means-device", "ui.copy.means-old", "ui.copy.means-code"} {
		parts = append(parts, kit.Words("– "+t.T(key), kit.ToneInk))
	}
	return s.doorway(38, t.T("ui.welcome.restore"), p.chosen.Cooperative, kit.Card(append(parts, p.form.Content(),
		kit.Flow(0.6, kit.Main(t.T("ui.restore.do"), theme.ConfirmIcon(), p.record),
			kit.NewCaption(t.T("ui.record.key")),
			kit.Quiet(t.T("ui.cancel"), nil, p.back)))...))
}

// back goes back to the choice of a copy.
func (p *restorePage) back() {
	p.chosen, p.name = BackupCopy{}, nil
	p.shell.again(bind(p.shell.Text.T("ui.welcome.restore"), p))
}

func (p *restorePage) bare()      {}
func (p *restorePage) busy() bool { return p.chosen.Path != "" }

func (p *restorePage) start() {
	switch {
	case p.chosen.Path != "":
		p.form.Start()
	case p.first != nil:
		p.shell.layer.Focus(p.first)
	}
}

// record goes on from the copy.
func (p *restorePage) record() {
	s := p.shell
	if p.going || p.chosen.Path == "" || !p.form.Right() {
		return
	}
	p.going = true
	code, name := strings.TrimSpace(p.code.Text), strings.TrimSpace(p.name.Text)
	var opened Opened
	var failed error
	s.Tell("ui.restore.working")
	s.Run(func() { opened, failed = s.Restorer.Restore(context.Background(), p.chosen.Path, code, name) }, func() {
		p.going = false
		if failed != nil {
			p.form.FocusOn(p.field)
			p.field.Complain(s.Text.Sentence(failed))
			return
		}
		s.Book, s.Exchange = opened.Book, opened.Exchange
		s.history = nil
		s.Go(Route{Page: PageFetch})
	})
}
