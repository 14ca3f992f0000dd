package ui

import (
	"testing"

	"lumbung/ui/kit"
)

func init() {
	moreScenes = append(moreScenes, func(testing.TB, *village) []scene {
		practising := func(page string) func(*screen) {
			return func(s *screen) {
				s.Practice, s.Practise = true, func(Practising) {}
				s.redraw()
				s.Go(Route{Page: page})
			}
		}
		return []scene{
			{"practice-home", practising(PageHome)},
			{"practice-record", practising(PageRecord)},
			{"practice-login", func(s *screen) {
				practising(PageHome)(s)
				s.Leave()
			}},
			{"practice-welcome", func(s *screen) {
				s.Practise, s.Book = func(Practising) {}, nil
				s.Leave()
			}},
		}
	})
}

// One comes to the practice village from the first page and from the menu, always sees where one is, and comes back.
func TestPractice_ThereAndBack(t *testing.T) {
	s := newScreen(t, busyVillage(t), "id", kit.LookPaper, 100)
	var asked []Practising
	s.Practise = func(how Practising) { asked = append(asked, how) }
	s.command(t, "practice-leave") // one is not there
	s.command(t, "practice")
	s.Practice = true
	s.redraw()
	s.command(t, "practice") // one is there already
	for _, page := range []string{PageHome, PageRecord, PageMembers, PageSettings} {
		s.Go(Route{Page: page})
		if !s.shown("◆ BUKU LATIHAN") {
			t.Errorf("the page %s does not say that this is practice", page)
		}
	}
	s.command(t, "practice-anew")
	s.command(t, "practice-leave")
	want := []Practising{PractiseEnter, PractiseAnew, PractiseLeave}
	if len(asked) != len(want) {
		t.Fatalf("asked for %v", asked)
	}
	for i := range want {
		if asked[i] != want[i] {
			t.Errorf("asked for %v", asked)
		}
	}
}
