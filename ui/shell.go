package ui

import (
	"context"
	"fmt"
	"time"

	"fyne.io/fyne/v2"

	"lumbung/assets"
	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// Setup is what a shell stands on. The wiring fills it.
type Setup struct {
	Window fyne.Window
	Text   *Text
	Book   Book // nil where this machine has none yet
	Now    func() time.Time
	// Run does work away from the window and then, in the window, what follows. Tests do both at once.
	Run func(work, then func())
	// Later does something in the window after a while. Tests never do.
	Later func(after time.Duration, do func())
	Prefs fyne.Preferences
	Shelf Shelf // nil: no files here
	Begin Beginner
	// Takeovers reads workbooks; nil: they cannot be taken over here.
	Takeovers TakeoverReader
	// Tables reads lists out of files; nil: it cannot be done here.
	Tables TableReader
	// Banks reads banks' statements; nil: they can only be ticked on paper.
	Banks BankReader
	// Backups makes copies of the book; nil: this book is for practice.
	Backups Backups
	// Restorer goes on from a copy where there is no book; nil: it cannot be done here.
	Restorer Restorer
	// Exchange goes to and comes from others; nil: this book is for practice and goes nowhere.
	Exchange Exchange
	Practice bool // this is a practice book, and must look like one
	// Practise opens another book in this window, with a new shell; nil: there is nowhere to practise.
	Practise func(how Practising)
}

// Shell is the window: the frame, the page in it, the way back, and who sits before it.
type Shell struct {
	Setup
	layer      *kit.Layer
	frame      *frame
	session    coop.Session
	standard   []coop.Occasion      // those that the program carries
	occasions  []coop.Occasion      // these and the cooperative's own
	hidden     map[string]bool      // occasions that are no longer offered
	ownAt      int                  // how many changes the book had when its own occasions were read; -1: never
	reviewFrom coop.Money           // from which amount on the board looks at an entry, as the cooperative has agreed
	chart      map[string][2]string // the names of the standard accounts
	history    []Route
	at         page
	info       coop.Info
	serial     int  // of the last page asked for: what comes late is dropped
	late       bool // what follows some work runs after another page was asked for
	recording  bool // something is on its way into the book (Record)
	toasts     int
	waiting    int    // exceptions not looked at and findings not answered
	counted    int    // how many changes the book had when they were counted
	recovery   string // of a cooperative that was just founded, until it is written down
	takeover   takeoverWork
	helping    bool                           // help stands beside the page
	review     reviewState                    // where a reviewer is
	picked     string                         // the answer that was taken before everything was drawn anew
	opening    *openingWork                   // half typed, as in its draft; nil: not looked at yet
	dues       *duesWork                      // what is ticked on the dues grid; nil: nothing yet
	attending  map[attendKey]map[coop.ID]bool // who is ticked as present; not recorded yet
	cancel     context.CancelFunc

	drawn    fyne.CanvasObject // of the open page
	held     *held             // behind the lock
	recorded justRecorded      // whose photo may follow
	touched  time.Time         // when somebody was last here
	entering coop.Session      // who replaces a PIN that another person gave, and which
	given    string

	openingSaves bool // its draft is about to be saved

	drafts  drafts            // forms half filled in
	typing  heldForms         // and those without a draft of their own
	sheets  map[string]*sheet // what is half typed and has a file of its own, by its key
	pattern *coop.Template    // the form that may be kept as a template

	settling bool // the program ends
}

// NewShell fills the window and opens its first page: first run, log-in or, in a session, home.
func NewShell(setup Setup, session coop.Session) (*Shell, error) {
	chart, err := coop.LoadChart(assets.Chart())
	if err != nil {
		return nil, fmt.Errorf("read the chart of accounts: %w", err)
	}
	occasions, err := coop.LoadOccasions(assets.Occasions(), chart)
	if err != nil {
		return nil, fmt.Errorf("read the occasions: %w", err)
	}
	s := &Shell{
		Setup: setup, session: session, standard: occasions, occasions: occasions, ownAt: -1, cancel: func() {},
		chart: map[string][2]string{}, sheets: map[string]*sheet{},
	}
	for _, a := range chart {
		s.chart[a.Code] = [2]string{a.NameID, a.NameEN}
	}
	if s.Book != nil {
		s.recovery = s.Book.PendingRecovery()
	}
	s.applyTheme()
	s.frame = newFrame(s)
	s.layer = kit.NewLayer(s.Window.Canvas(), s.frame.outer)
	s.layer.Grown, s.layer.Reveal = s.refit, s.reveal
	s.layer.Seen = func(*kit.Field) {
		s.frame.explain()
		s.keepHeld()
	}
	s.layer.Typed = s.hold
	s.Window.SetContent(s.layer.Root())
	s.Window.SetMainMenu(s.mainMenu())
	s.Window.Canvas().SetOnTypedKey(func(event *fyne.KeyEvent) {
		switch event.Name {
		case fyne.KeyEscape:
			s.Back()
		case fyne.KeyF1:
			s.onHelp()
		case fyne.KeyPageUp:
			s.leaf(-1)
		case fyne.KeyPageDown:
			s.leaf(1)
		}
	})
	kit.OnLeaf(s.leaf)
	s.Window.Canvas().SetOnTypedRune(func(r rune) { onPage(func(l lettered) { l.letter(r) })(s) })
	s.watch()
	s.Home()
	return s, nil
}

// Session is who sits before the screen.
func (s *Shell) Session() coop.Session { return s.session }

// Enter begins a session.
func (s *Shell) Enter(session coop.Session) {
	s.session = session
	if !s.unlocked() {
		s.Home()
	}
}

// Leave ends the session: the next person logs in.
func (s *Shell) Leave() {
	s.leaving()
	s.keepHeld()
	s.session, s.held, s.typing = coop.Session{}, nil, heldForms{}
	s.entering, s.given = coop.Session{}, ""
	s.Home()
}

// Home opens the first page and forgets the way back.
func (s *Shell) Home() {
	s.history = nil
	switch {
	case s.Book == nil:
		s.Go(Route{Page: PageWelcome})
	case s.recovery != "": // the power went while it stood on the screen
		s.Go(Route{Page: PageRecovery})
	case s.session.User.IsZero():
		s.Go(Route{Page: PageLogin})
	default:
		s.Go(Route{Page: PageHome})
	}
}

// refit lays the open page out anew: a part of it has become higher or lower.
func (s *Shell) refit() {
	for _, o := range s.frame.body.Objects {
		o.Refresh()
	}
}

// reveal scrolls the page so that a part of it is in sight.
func (s *Shell) reveal(object fyne.CanvasObject) {
	for _, o := range s.frame.body.Objects {
		if page, is := o.(*fyne.Container); is {
			kit.ScrollToSee(page, object)
		}
	}
}

// today is the day on the clock.
func (s *Shell) today() coop.Date { return coop.DateFromTime(s.Now()) }

// Tell shows a short word of success.
func (s *Shell) Tell(key string, args ...any) { s.toast(kit.ToneGood, "✓ "+s.Text.T(key, args...)) }

// Warn shows in a sentence what did not work.
func (s *Shell) Warn(err error) { s.toast(kit.ToneBad, "✗ "+s.Text.Sentence(err)) }

const toastSeconds = 5

func (s *Shell) toast(tone kit.Tone, text string) {
	s.layer.Toast(tone, text)
	s.toasts++
	mine := s.toasts
	s.Later(toastSeconds*time.Second, func() {
		if mine == s.toasts {
			s.layer.Quieten()
		}
	})
}

// Do works away from the window and, when that went well, goes on in it; an error is told. Where another page was asked
// for meanwhile, what follows no longer swaps it for one of its own.
func (s *Shell) Do(work func(ctx context.Context) error, then func()) {
	var err error
	then = s.unlessAway(then)
	s.Run(func() { err = work(context.Background()) }, func() {
		if err != nil {
			s.Warn(err)
			return
		}
		then()
	})
}

// Record is Do for what records. While it is under way it is not begun again: a key held down would record twice. The
// open page's form is marked on the disk before (handing).
func (s *Shell) Record(work func(ctx context.Context) error, then func()) {
	if s.recording {
		return
	}
	s.recording = true
	key := s.heldHere()
	work = s.handing(work)
	var err error
	then = s.unlessAway(then)
	s.Run(func() { err = work(context.Background()) }, func() {
		s.recording = false
		if err != nil {
			s.Warn(err)
			return
		}
		if key != s.heldHere() && s.typing.forms[key] != nil { // it is recorded, and the person elsewhere
			delete(s.typing.forms, key)
			s.keepHeld()
		}
		then()
	})
}

// unlessAway is what follows some work, told whether the person has asked for another page since now.
func (s *Shell) unlessAway(then func()) func() {
	asked := s.serial
	return func() {
		s.late = asked != s.serial
		defer func() { s.late = false }()
		then()
	}
}

// Turned is told at every turn of the exchange; news says that the book has changed by it.
func (s *Shell) Turned(news bool) {
	switch here := s.here().Page; {
	case news:
		s.Changed()
	case here == PageSync || here == PageCopy || here == PageFetch || here == PageLogin && s.form() == nil:
		s.Changed()
	default:
		s.refreshStatus()
	}
}

// form is the log-in's form, where that page is open and has one: a book that has arrived.
func (s *Shell) form() *kit.Form {
	if login, is := s.at.self.(*loginPage); is {
		return login.form
	}
	return nil
}

// Changed is told when the book has new changes from elsewhere. What is half typed stays.
func (s *Shell) Changed() {
	if busy, is := s.at.self.(steady); is && busy.busy() {
		s.refreshStatus()
		return
	}
	s.Reload()
}
