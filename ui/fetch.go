package ui

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// fetchBook is what the last step of restoring needs of the book.
type fetchBook interface {
	Info(ctx context.Context) (coop.Info, error)
	Devices(ctx context.Context) ([]coop.LogRow, error)
	Entries(ctx context.Context, q coop.EntryQuery) ([]coop.EntryView, error)
}

// fetchPage is the last step of restoring: what is newer than the copy comes from the district or by file, before
// anybody types again what exists.
type fetchPage struct {
	shell  *Shell
	book   fetchBook
	form   *kit.Form
	server *kit.Entry
}

type fetchData struct {
	info     coop.Info
	last     coop.Date
	enrolled bool // the book knows a server
	state    ExchangeState
	files    []ShelfFile
}

func newFetch(s *Shell) page {
	return bind(s.Text.T("ui.fetch.title"), &fetchPage{shell: s, book: s.Book})
}

func (p *fetchPage) load(ctx context.Context) (d fetchData, err error) {
	s := p.shell
	if d.info, err = p.book.Info(ctx); err != nil {
		return d, fmt.Errorf("read the book: %w", err)
	}
	entries, err := p.book.Entries(ctx, coop.EntryQuery{Newest: true, Limit: 1})
	if err != nil {
		return d, fmt.Errorf("read the last entry: %w", err)
	}
	for _, e := range entries {
		d.last = max(d.last, e.Date)
	}
	devices, err := p.book.Devices(ctx)
	if err != nil {
		return d, fmt.Errorf("read the devices: %w", err)
	}
	d.enrolled = slices.ContainsFunc(devices, func(l coop.LogRow) bool { return l.Server })
	if s.Exchange != nil {
		d.state = s.Exchange.State()
	}
	d.files, err = s.filesOf(ctx, EndingParcel)
	return d, err
}

func (p *fetchPage) show(d fetchData) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	p.form = nil
	until := "–"
	if d.last != 0 {
		until = t.Day(d.last)
	}
	return s.doorway(38, t.T("ui.fetch.title"), d.info.Cooperative.Name,
		kit.Tiles(14, 0.7, kit.FigureCard(t.T("ui.fetch.entries"), t.Count(d.info.Entries), "", kit.ToneInk),
			kit.FigureCard(t.T("ui.fetch.until"), until, "", kit.ToneInk)),
		kit.Card(append([]fyne.CanvasObject{kit.NewHeading(t.T("ui.fetch.line"))}, p.line(d)...)...),
		kit.Card(kit.NewHeading(t.T("ui.fetch.file")), kit.Words(t.T("ui.fetch.file-text"), kit.ToneSoft),
			kit.Flow(0, kit.Button(t.T("ui.command.file-write"), theme.DocumentSaveIcon(), s.onFileWrite)),
			s.fileList(d.files, p.onFile)),
		kit.Notice(kit.ToneWait, t.T("ui.fetch.lost")),
		kit.Flow(0.6, kit.Main(t.T("ui.fetch.done"), theme.ConfirmIcon(), s.Home),
			kit.Quiet(t.T("ui.command.language"), nil, s.switchLanguage)))
}

// line is the way by network: the district's address first, where this machine does not know it.
func (p *fetchPage) line(d fetchData) []fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	switch {
	case s.Exchange == nil || !d.enrolled:
		return []fyne.CanvasObject{kit.Words(t.T("ui.fetch.no-server"), kit.ToneSoft)}
	case d.state.Server == "":
		p.form = kit.NewForm(s.layer, 0)
		p.server = kit.NewEntry("https://")
		p.form.Add(t.T("ui.sync.server"), p.server, func() string {
			if strings.TrimSpace(p.server.Text) == "" {
				return t.T("ui.found.needed")
			}
			return ""
		}).SetHint(t.T("ui.fetch.address-hint"))
		p.form.OnRecord = p.record
		return []fyne.CanvasObject{
			p.form.Content(), kit.Flow(0, kit.Button(t.T("ui.sync.connect-do"), theme.DownloadIcon(), p.record)),
		}
	}
	said := kit.Notice(kit.ToneGood, t.T("ui.fetch.fine", t.Moment(d.state.At, s.Now())))
	switch {
	case d.state.Working:
		said = kit.Notice(kit.ToneSoft, t.T("ui.sync.working"))
	case d.state.Failed != nil:
		said = kit.Notice(kit.ToneWait, t.T("ui.sync.failed", t.Sentence(d.state.Failed)))
	case d.state.At == 0:
		said = kit.Notice(kit.ToneSoft, t.T("ui.fetch.not-yet"))
	}
	return []fyne.CanvasObject{said, kit.Flow(0, kit.Button(t.T("ui.fetch.now"), theme.DownloadIcon(), s.onSend))}
}

func (p *fetchPage) onFile(file ShelfFile, data []byte) {
	s := p.shell
	var taken int
	s.Do(func(ctx context.Context) (err error) {
		taken, err = s.Exchange.ReadFile(ctx, data)
		return err
	}, func() {
		s.Reload()
		s.Tell("ui.sync.file-read", file.Name, s.Text.Count(taken))
	})
}

func (p *fetchPage) bare() {}

func (p *fetchPage) busy() bool {
	return p.form != nil && p.server.Text != ""
}

func (p *fetchPage) start() {
	if p.form != nil {
		p.form.Start()
	}
}

// record connects to the district's server, which the book knows by its keys.
func (p *fetchPage) record() {
	s := p.shell
	if p.form == nil {
		s.Home()
		return
	}
	if !p.form.Right() {
		return
	}
	address := strings.TrimSpace(p.server.Text)
	s.Do(func(ctx context.Context) error { return s.Exchange.Enrol(ctx, s.session, address, "") }, func() {
		s.Reload()
		s.Tell("ui.sync.trying")
	})
}
