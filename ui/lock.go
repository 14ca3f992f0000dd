package ui

import (
	"context"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// held is what lies behind a locked screen: the very page, with everything half typed in it.
type held struct {
	user    coop.ID
	at      page
	drawn   fyne.CanvasObject
	history []Route
	keys    fyne.Focusable
}

// Lock closes the screen until a PIN opens it. The person who was here goes on where they were; for another the page
// begins anew.
func (s *Shell) Lock() {
	if s.session.User.IsZero() || s.Book == nil {
		return
	}
	behind := &held{
		user: s.session.User, at: s.at, drawn: s.drawn, history: slices.Clone(s.history),
		keys: s.Window.Canvas().Focused(),
	}
	s.session, s.held = coop.Session{}, behind
	s.Home()
}

// unlocked shows the page that lay behind the lock, where it is the same person's.
func (s *Shell) unlocked() bool {
	behind := s.held
	s.held = nil
	if behind == nil || behind.user != s.session.User || behind.drawn == nil {
		return false
	}
	s.history = behind.history
	s.at, s.drawn = behind.at, behind.drawn
	s.layer.CloseAny()
	s.frame.put(behind.at, behind.drawn)
	if behind.keys != nil {
		s.layer.Focus(behind.keys)
	}
	s.refreshStatus()
	return true
}

// openPages can be seen by nobody in particular.
var openPages = []string{
	PageWelcome, PageFound, PageRecovery, PageJoin, PageLogin, PageSync, PageParcel, PageCopy, PageRestore, PageFetch,
	PageLostPIN, PageNewPIN,
}

// shut tells that a page may not be shown because nobody is logged in: what was under way when the screen was locked
// comes to its end behind the lock, and the page that asked for it is not gone back to.
func (s *Shell) shut(r Route) bool {
	if s.Book == nil || !s.session.User.IsZero() || slices.Contains(openPages, r.Page) {
		return false
	}
	s.held = nil
	return true
}

// watchEvery is how often it is looked whether somebody is still here.
const watchEvery = 15 * time.Second

// watch locks the screen when nobody has touched a key or the mouse for the minutes that are set.
func (s *Shell) watch() {
	s.touched = s.Now()
	kit.OnTouch(func() { s.touched = s.Now() })
	if keys, is := s.Window.Canvas().(desktop.Canvas); is {
		keys.SetOnKeyDown(func(*fyne.KeyEvent) { s.touched = s.Now() })
	}
	s.watchAgain()
}

func (s *Shell) watchAgain() {
	s.Later(watchEvery, func() {
		s.lookAway()
		s.watchAgain()
	})
}

// lookAway locks the screen if it is time.
func (s *Shell) lookAway() {
	minutes := s.Prefs.IntWithFallback(prefLock, lockMinutes)
	if minutes > 0 && !s.Practice && s.Now().Sub(s.touched) >= time.Duration(minutes)*time.Minute {
		s.Lock()
	}
}

// mustReplace tells whether the PIN of who enters was given by somebody else.
func (s *Shell) mustReplace(ctx context.Context, user coop.ID) (bool, error) {
	if s.Practice {
		return false, nil
	}
	return s.Book.PINGiven(ctx, user)
}
