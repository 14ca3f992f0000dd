package ui

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// Exchange is what goes to and comes from others, as the pages see it. It works by itself in the background and tells
// the shell when something came (Shell.Changed); nothing here blocks the screen for longer than it takes to ask.
type Exchange interface {
	// State tells how the exchange stands.
	State() ExchangeState
	// Try asks for an exchange now.
	Try()
	// Nudge says that something was recorded: it goes out in a while.
	Nudge()
	// Enrol makes the district's server known by the activation code that the district gave. A book that knows its
	// server already, because another laptop enrolled, needs only the address: the code is empty.
	Enrol(ctx context.Context, who coop.Session, server, code string) error
	// WriteFile writes what others lack into a file for a stick or a chat: its place, and how many changes are in it.
	WriteFile(ctx context.Context) (place string, changes int, err error)
	// ReadFile takes in a file that came, and says how much of it was new.
	ReadFile(ctx context.Context, data []byte) (taken int, err error)
	// Invite writes an invite for a person's further device, and gives its place and the code to be told by telephone.
	Invite(ctx context.Context, who coop.Session, user coop.ID) (place, code string, err error)
}

// ExchangeState is how the exchange stands.
type ExchangeState struct {
	Server  string // empty: no server is known yet
	Working bool
	Failed  error // of the last try; nil when it went well
	At      int64 // of the last try that went well; minutes since 1970 UTC, 0: never
}

// syncBook is what the page of the exchange needs of the book.
type syncBook interface {
	Info(ctx context.Context) (coop.Info, error)
	Users(ctx context.Context) ([]coop.UserRow, error)
	Devices(ctx context.Context) ([]coop.LogRow, error)
	// Gaps names the changes that others must still send before what waits can be taken in.
	Gaps(ctx context.Context) ([]coop.Gap, error)
	// Pictures lists the pictures that the log names, with how much of each is here.
	Pictures(ctx context.Context) ([]coop.PictureView, error)
}

// syncPage shows what is unsent, how the last exchange went, and the ways without a line.
type syncPage struct {
	shell  *Shell
	book   syncBook
	form   *kit.Form
	server *kit.Entry
	code   *kit.Entry
}

type syncData struct {
	info    coop.Info
	users   []coop.UserRow
	devices []coop.LogRow
	gaps    []coop.Gap
	photos  int // that the log names and that have not arrived whole
	state   ExchangeState
}

// enrolled tells whether some laptop of the cooperative has enrolled, so that the book knows the server's keys.
func (d syncData) enrolled() bool {
	return slices.ContainsFunc(d.devices, func(row coop.LogRow) bool { return row.Server })
}

// noServer is the key of why there is no server's address: nobody enrolled, or another laptop did.
func (d syncData) noServer() string {
	if d.enrolled() {
		return "ui.sync.no-address"
	}
	return "ui.sync.no-server"
}

func newSync(s *Shell) page {
	return bind(s.Text.T("ui.sync.title"), &syncPage{shell: s, book: s.Book})
}

func (p *syncPage) load(ctx context.Context) (d syncData, err error) {
	if d.info, err = p.book.Info(ctx); err != nil {
		return d, err
	}
	if d.users, err = p.book.Users(ctx); err != nil {
		return d, err
	}
	if d.devices, err = p.book.Devices(ctx); err != nil {
		return d, err
	}
	if d.gaps, err = p.book.Gaps(ctx); err != nil {
		return d, err
	}
	pictures, err := p.book.Pictures(ctx)
	if err != nil {
		return d, err
	}
	for _, v := range pictures {
		if v.Held < v.Size {
			d.photos++
		}
	}
	if p.shell.Exchange != nil {
		d.state = p.shell.Exchange.State()
	}
	return d, nil
}

func (p *syncPage) show(d syncData) fyne.CanvasObject {
	t := p.shell.Text
	unsent := kit.FigureCard(t.T("ui.sync.unsent"), t.Count(d.info.Unsent), p.since(d), kit.ToneInk)
	last := kit.FigureCard(t.T("ui.sync.last"), t.Moment(d.info.ReceivedAt, p.shell.Now()),
		orElse(d.state.Server, t.T(d.noServer())), kit.ToneInk)
	parts := []fyne.CanvasObject{kit.Tiles(16, 0.7, unsent, last), p.outcome(d)}
	parts = append(parts, p.waiting(d)...)
	if d.state.Server == "" {
		parts = append(parts, p.enrolment(d))
	}
	parts = append(parts, kit.NewHeading(t.T("ui.sync.without-line")),
		kit.Words(t.T("ui.sync.without-line-text"), kit.ToneSoft), p.shell.fileButtons())
	parts = append(parts, kit.NewHeading(t.T("ui.sync.devices")), p.shell.deviceTable(d.devices, d.info.Device.Log),
		kit.Flow(0.6, kit.Button(t.T("ui.invite.title"), theme.ContentAddIcon(), func() {
			p.shell.Go(Route{Page: PageInvite})
		})))
	return kit.Page(kit.Capped(56, 0.7, parts...))
}

func (p *syncPage) since(d syncData) string {
	t := p.shell.Text
	if d.info.Unsent == 0 {
		return t.T("ui.sync.nothing-unsent")
	}
	return t.T("ui.sync.since", t.Moment(d.info.UnsentSince, p.shell.Now()))
}

// outcome says how the last try went, in a sentence.
func (p *syncPage) outcome(d syncData) fyne.CanvasObject {
	t := p.shell.Text
	switch {
	case d.state.Server == "" && d.enrolled():
		return kit.Notice(kit.ToneWait, t.T("ui.sync.not-connected"))
	case d.state.Server == "":
		return kit.Notice(kit.ToneWait, t.T("ui.sync.not-enrolled"))
	case d.state.Working:
		return kit.Notice(kit.ToneSoft, t.T("ui.sync.working"))
	case d.state.Failed != nil:
		return kit.Notice(kit.ToneWait, t.T("ui.sync.failed", t.Sentence(d.state.Failed)))
	case d.info.Unsent > 0:
		return kit.Notice(kit.ToneWait, t.T("ui.sync.will-send"))
	}
	return kit.Notice(kit.ToneGood, t.T("ui.sync.fine"))
}

// waiting says what has come and cannot be taken in yet, and what it waits for.
func (p *syncPage) waiting(d syncData) []fyne.CanvasObject {
	t := p.shell.Text
	var parts []fyne.CanvasObject
	if d.info.Waiting > 0 {
		letters := map[coop.ID]string{}
		for _, l := range d.devices {
			letters[l.Log] = strings.TrimSpace(l.Letters + " " + l.Name)
		}
		var missing []string
		for _, g := range d.gaps {
			missing = append(missing, orElse(letters[g.Log], t.T("ui.sync.unknown-device")))
		}
		parts = append(parts, kit.Notice(kit.ToneWait,
			t.T("ui.sync.waits", t.Count(d.info.Waiting), strings.Join(missing, ", "))))
	}
	if d.photos > 0 {
		parts = append(parts, kit.Notice(kit.ToneSoft, t.T("ui.sync.photos", t.Count(d.photos))))
	}
	if d.info.Aside > 0 {
		parts = append(parts, kit.Notice(kit.ToneWait, t.T("ui.sync.aside", t.Count(d.info.Aside)),
			kit.Button(t.T("ui.command.people"), theme.NavigateNextIcon(), goToIn(p.shell, PagePeople))))
	}
	return parts
}

// enrolment asks for the district's address and, where no laptop of the cooperative has enrolled yet, for the code.
func (p *syncPage) enrolment(d syncData) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	p.form = kit.NewForm(s.layer, 15)
	p.server, p.code = kit.NewEntry("https://"), kit.NewEntry("")
	needed := func(e *kit.Entry) func() string {
		return func() string {
			if strings.TrimSpace(e.Text) == "" {
				return t.T("ui.found.needed")
			}
			return ""
		}
	}
	p.form.Add(t.T("ui.sync.server"), p.server, needed(p.server))
	p.form.OnRecord = p.record
	title, do := "ui.sync.connect", "ui.sync.connect-do"
	if !d.enrolled() {
		title, do = "ui.sync.enrol", "ui.sync.enrol-do"
		p.form.Add(t.T("ui.sync.code"), p.code, needed(p.code)).SetHint(t.T("ui.sync.code-hint"))
	}
	return kit.Card(kit.NewHeading(t.T(title)), p.form.Content(),
		kit.Flow(0.6, kit.Main(t.T(do), theme.ConfirmIcon(), p.record), kit.NewCaption(t.T("ui.record.key"))))
}

// record enrols this cooperative at the district.
func (p *syncPage) record() {
	s := p.shell
	if p.form == nil || s.Exchange == nil || !p.form.Right() {
		return
	}
	server, code := strings.TrimSpace(p.server.Text), strings.TrimSpace(p.code.Text)
	s.Do(func(ctx context.Context) error { return s.Exchange.Enrol(ctx, s.session, server, code) }, func() {
		s.done()
		s.Reload()
		s.Tell("ui.sync.enrolled")
	})
}

// start sets the keys on the enrolment, where there is one to do.
func (p *syncPage) start() {
	if p.form != nil {
		p.form.Start()
	}
}

func (p *syncPage) busy() bool { return p.server != nil && p.server.Text+p.code.Text != "" }

func (p *syncPage) actions() []fyne.CanvasObject {
	s := p.shell
	if s.Exchange == nil || s.Exchange.State().Server == "" {
		return nil
	}
	return []fyne.CanvasObject{kit.Main(s.Text.T("ui.command.send"), theme.UploadIcon(), s.onSend)}
}

// onSend asks for an exchange now.
func (s *Shell) onSend() {
	if s.Exchange == nil {
		return
	}
	if s.Exchange.State().Server == "" {
		s.Go(Route{Page: PageSync})
		return
	}
	s.Exchange.Try()
	s.Tell("ui.sync.trying")
}

// fileButtons are the ways without a line.
func (s *Shell) fileButtons() fyne.CanvasObject {
	t := s.Text
	return kit.Flow(0.6, kit.Button(t.T("ui.command.file-write"), theme.DocumentSaveIcon(), s.onFileWrite),
		kit.Button(t.T("ui.command.file-read"), theme.FolderOpenIcon(), goToIn(s, PageParcel)))
}

// fetchButtons are what a machine that joined can do before anything has arrived.
func (s *Shell) fetchButtons() fyne.CanvasObject {
	t := s.Text
	return kit.Flow(0.6, kit.Main(t.T("ui.fetch.now"), theme.DownloadIcon(), s.onSend),
		kit.Button(t.T("ui.command.file-read"), theme.FolderOpenIcon(), goToIn(s, PageParcel)))
}

// goToIn opens a page when a button is pressed.
func goToIn(s *Shell, page string) func() { return func() { s.Go(Route{Page: page}) } }

func (s *Shell) onFileWrite() {
	if s.Exchange == nil {
		return
	}
	var place string
	var changes int
	s.Do(func(ctx context.Context) (err error) {
		place, changes, err = s.Exchange.WriteFile(ctx)
		return err
	}, func() { s.Tell("ui.sync.file-written", s.Text.Count(changes), place) })
}
