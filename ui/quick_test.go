package ui

import (
	"context"
	"errors"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// slowed makes the window slow: what follows some work waits until it is let go, in order.
func (s *screen) slowed() (letGo func()) {
	var waiting []func()
	s.Run = func(work, then func()) {
		work()
		waiting = append(waiting, then)
	}
	return func() {
		for len(waiting) > 0 {
			then := waiting[0]
			waiting = waiting[1:]
			then()
		}
		s.Run = func(work, then func()) {
			work()
			then()
		}
	}
}

// Ctrl+Enter and at once Ctrl+N: the entry was recorded, and then its form came back over the new one, which took the
// next words for the answer to another question.
func TestRecord_QuickNextForm(t *testing.T) {
	s := newScreen(t, busyVillage(t), "id", kit.LookPaper, 100)
	s.command(t, "write")
	s.typed("listrik")
	s.pressed(fyne.KeyReturn)
	s.typed("52500")
	before := len(s.village.entries())
	letGo := s.slowed()
	s.command(t, "record")
	s.command(t, "write")
	letGo()
	if n := len(s.village.entries()); n != before+1 {
		t.Fatalf("%d entries before, %d after", before, n)
	}
	if p, is := s.at.self.(*recordPage); !is || p.now.ID != "" {
		t.Errorf("the form of %v lies over the new one", s.here())
	}
}

// refusing is a book in which an entry cannot be recorded.
type refusing struct{ *village }

var errFull = errors.New("the disk is full")

func (refusing) Record(context.Context, coop.Session, ...coop.Act) ([]coop.Recorded, error) {
	return nil, errFull
}

// Of a form that was left while its entry was being refused nothing may be lost: it waits as a draft.
func TestRecord_RefusedAfterLeaving(t *testing.T) {
	s := newScreen(t, busyVillage(t), "id", kit.LookPaper, 100)
	s.Book = refusing{s.village}
	s.command(t, "write")
	s.typed("listrik")
	s.pressed(fyne.KeyReturn)
	s.typed("52500")
	letGo := s.slowed()
	s.command(t, "record")
	s.command(t, "home")
	letGo()
	kept := ""
	for _, draft := range s.village.drafts {
		kept += string(draft)
	}
	if !strings.Contains(kept, "52.500") {
		t.Errorf("what was typed is not among the drafts: %s", kept)
	}
}
