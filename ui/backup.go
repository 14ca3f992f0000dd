package ui

import (
	"context"
	"fmt"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// PageBackups shows the copies of the book, and PageRestore goes on from one.
const (
	PageBackups = "backups"
	PageRestore = "restore"
	PageFetch   = "fetch" // the last step of restoring: what is newer than the copy
)

func init() {
	morePages[PageBackups] = plain(newBackups)
	morePages[PageRestore] = plain(newRestore)
	morePages[PageFetch] = plain(newFetch)
}

// Backups makes and knows the copies of the open book. It works by itself, once a day and when the program ends; each
// copy was read again and compared in full before it is called good.
type Backups interface {
	// Last tells of the last good copy and of the last try. It reads nothing.
	Last() BackupState
	// Now makes a copy wherever copies go, unless the book has not changed, and says of what went wrong.
	Now(ctx context.Context) error
	// List lists the copies of this book, the newest first.
	List(ctx context.Context) ([]BackupCopy, error)
	// Places are where copies go, or could go: the folder and the sticks that are in.
	Places() []BackupPlace
	// Allow lets copies go to a stick, from now on and on every laptop.
	Allow(place BackupPlace) error
}

// BackupState is how the copies stand.
type BackupState struct {
	At      time.Time // when the last good copy was made; zero: never
	Where   string    // in words
	Changes int       // how many changes of the book are in it
	Failed  error     // of the last try; nil when it went well
	Working bool
}

// BackupCopy is one copy of a book.
type BackupCopy struct {
	Path, Where string
	At          int64 // minutes since 1970 UTC
	Size        int64
	Cooperative string
	Entries     int
	Last        coop.Date // of the last entry; 0: none
}

// BackupPlace is a folder or a stick.
type BackupPlace struct {
	Path, Name string
	Stick      bool
	Allowed    bool // copies go there
}

// backupsPage shows when the book was last copied and where, and what a copy is good for.
type backupsPage struct{ shell *Shell }

type backupsData struct {
	info   coop.Info
	state  BackupState
	copies []BackupCopy
	places []BackupPlace
}

func newBackups(s *Shell) page { return bind(s.Text.T("ui.backup.title"), &backupsPage{s}) }

func (p *backupsPage) load(ctx context.Context) (d backupsData, err error) {
	s := p.shell
	if d.info, err = s.Book.Info(ctx); err != nil {
		return d, fmt.Errorf("read the book: %w", err)
	}
	if s.Backups == nil {
		return d, nil
	}
	if d.copies, err = s.Backups.List(ctx); err != nil {
		return d, fmt.Errorf("list the copies: %w", err)
	}
	d.state, d.places = s.Backups.Last(), s.Backups.Places()
	return d, nil
}

func (p *backupsPage) show(d backupsData) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	if s.Backups == nil {
		return kit.Page(kit.Capped(40, 0.7, kit.Notice(kit.ToneSoft, t.T("ui.backup.practice"))))
	}
	parts := []fyne.CanvasObject{kit.Tiles(16, 0.7,
		kit.FigureCard(t.T("ui.backup.last"), s.lastBackup(d.state), orElse(d.state.Where, t.T("ui.backup.none-yet")),
			kit.ToneInk),
		kit.FigureCard(t.T("ui.backup.after"), t.Count(max(d.info.Changes-d.state.Changes, 0)),
			t.T("ui.backup.after-text"), kit.ToneInk))}
	switch {
	case d.state.Failed != nil:
		parts = append(parts, kit.Notice(kit.ToneBad, t.T("ui.backup.failed", t.Sentence(d.state.Failed))))
	case d.state.At.IsZero():
		parts = append(parts, kit.Notice(kit.ToneWait, t.T("ui.backup.never")))
	default:
		parts = append(parts, kit.Notice(kit.ToneGood, t.T("ui.backup.fine")))
	}
	parts = append(parts, kit.NewHeading(t.T("ui.backup.places")), p.places(d.places),
		kit.NewHeading(t.T("ui.backup.holds")))
	for _, key := range []string{"ui.backup.holds-all", "ui.backup.holds-no-keys", "ui.backup.holds-code"} {
		parts = append(parts, kit.Words("– "+t.T(key), kit.ToneInk))
	}
	if len(d.copies) > 0 {
		parts = append(parts, kit.NewHeading(t.T("ui.backup.copies")), s.copyList(d.copies, nil),
			kit.SmallWords(t.T("ui.backup.thinned"), kit.ToneSoft))
	}
	return kit.Page(kit.Capped(56, 0.7, parts...))
}

// places says where copies go; a stick that never had any is asked about.
func (p *backupsPage) places(all []BackupPlace) fyne.CanvasObject {
	t := p.shell.Text
	var rows []fyne.CanvasObject
	sticks := 0
	for _, place := range all {
		if place.Stick {
			sticks++
		}
		if place.Allowed {
			rows = append(rows, kit.Words("✓ "+place.Name+" · "+place.Path, kit.ToneInk))
			continue
		}
		rows = append(rows, kit.Notice(kit.ToneWait, t.T("ui.backup.ask-stick", place.Path),
			kit.Button(t.T("ui.backup.allow"), theme.ConfirmIcon(), func() { p.onAllow(place) })))
	}
	if sticks == 0 {
		rows = append(rows, kit.SmallWords(t.T("ui.backup.no-stick"), kit.ToneSoft))
	}
	return kit.Stack(0.4, rows...)
}

func (p *backupsPage) onAllow(place BackupPlace) {
	s := p.shell
	s.Do(func(ctx context.Context) error {
		if err := s.Backups.Allow(place); err != nil {
			return err
		}
		return s.Backups.Now(ctx)
	}, func() {
		s.Reload()
		s.Tell("ui.backup.done")
	})
}

func (p *backupsPage) actions() []fyne.CanvasObject {
	if p.shell.Backups == nil {
		return nil
	}
	return []fyne.CanvasObject{
		kit.Main(p.shell.Text.T("ui.command.backup"), theme.DocumentSaveIcon(), p.shell.onBackup),
	}
}

// lastBackup says when the last good copy was made.
func (s *Shell) lastBackup(state BackupState) string {
	if state.At.IsZero() {
		return s.Text.T("ui.backup.none")
	}
	return s.Text.Moment(state.At.Unix()/60, s.Now())
}

// onBackup makes a copy now.
func (s *Shell) onBackup() {
	if s.Backups == nil {
		return
	}
	s.Tell("ui.backup.working")
	s.Do(s.Backups.Now, func() {
		s.backedUp()
		s.Tell("ui.backup.done")
	})
}

// BackedUp is told when a copy was made or failed in the background.
func (s *Shell) BackedUp() { s.backedUp() }

func (s *Shell) backedUp() {
	if s.here().Page == PageBackups && !s.session.User.IsZero() {
		s.Reload()
		return
	}
	s.frame.status()
}

// backupStatus is the foot's word of the copies: green where everything recorded is in one, straw where it is older
// than a day and something is not, red where the last try failed.
func (s *Shell) backupStatus(short string) (kit.Tone, string) {
	t, state := s.Text, s.Backups.Last()
	switch {
	case state.Failed != nil:
		return kit.ToneBad, "✗ " + t.T("ui.backup.status-failed")
	case state.At.IsZero():
		return kit.ToneWait, "● " + t.T("ui.backup.status-none")
	case state.Changes < s.info.Changes && s.Now().Sub(state.At) > 24*time.Hour:
		return kit.ToneWait, "● " + t.T("ui.backup.status"+short, s.lastBackup(state))
	}
	return kit.ToneSoft, "✓ " + t.T("ui.backup.status"+short, s.lastBackup(state))
}

// copyList lists copies; chosen, where it is given, takes one.
func (s *Shell) copyList(copies []BackupCopy, chosen func(BackupCopy)) fyne.CanvasObject {
	t := s.Text
	var open func(int)
	if chosen != nil {
		open = func(row int) { chosen(copies[row]) }
	}
	return kit.NewShort([]kit.Column{
		{Title: t.T("ui.backup.at"), Ems: 8, Grow: 1},
		{Title: t.T("ui.backup.entries"), Ems: 5, Figure: true},
		{Title: t.T("ui.backup.until"), Ems: 7, Rank: 1},
		{Title: t.T("ui.backup.where"), Ems: 7, Grow: 1, Rank: 2},
	}, len(copies), func(row int, cells []kit.Cell) {
		c := copies[row]
		cells[0] = kit.Cell{Text: t.Moment(c.At, s.Now()), Bold: true}
		cells[1].Text = t.Count(c.Entries)
		cells[2].Text = "–"
		if c.Last != 0 {
			cells[2].Text = t.ShortDay(c.Last)
		}
		cells[3] = kit.Cell{Text: c.Where, Tone: kit.ToneSoft}
	}, open)
}
