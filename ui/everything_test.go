package ui

import (
	"testing"

	"fyne.io/fyne/v2"

	"lumbung/ui/kit"
)

func init() {
	moreScenes = append(moreScenes, func(testing.TB, *village) []scene {
		return []scene{
			{"everything", func(s *screen) { s.Go(Route{Page: PageEverything}) }},
			{"everything-search", func(s *screen) {
				s.Go(Route{Page: PageEverything})
				s.typed("ctrl+1")
				s.pressed(fyne.KeyDown)
			}},
		}
	})
}

// Whoever does not know where something is types a word of it, and Enter leads there.
func TestEverything_ByKeys(t *testing.T) {
	s := newScreen(t, busyVillage(t), "id", kit.LookPaper, 100)
	s.command(t, "everything")
	s.typed("daftar simpanannya")
	s.pressed(fyne.KeyReturn)
	if here := s.here(); here.Page != PageMembers {
		t.Fatalf("led to %+v", here)
	}
	s.command(t, "everything")
	s.typed("laptop")
	s.pressed(fyne.KeyDown, fyne.KeyDown, fyne.KeyUp)
	s.typed(" tak ada begini")
	if !s.shown("Tidak ada yang cocok") {
		t.Error("a letter on an item does not search on")
	}
	s.pressed(fyne.KeyReturn) // nothing there: nothing happens
	s.pressed(fyne.KeyEscape)
	if here := s.here(); here.Page != PageMembers {
		t.Errorf("Esc led to %+v", here)
	}
}

// A command of the page means the page that one came from.
func TestEverything_PageBefore(t *testing.T) {
	s := newScreen(t, busyVillage(t), "id", kit.LookPaper, 100)
	s.Go(Route{Page: PageJournal})
	s.command(t, "everything")
	s.typed("mundur sebulan")
	s.pressed(fyne.KeyReturn)
	if here := s.here(); here.Page != PageJournal || !s.shown("Oktober 2026") {
		t.Errorf("led to %+v", here)
	}
}
