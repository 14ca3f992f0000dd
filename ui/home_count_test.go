package ui

import (
	"testing"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

func init() {
	moreScenes = append(moreScenes, func(t testing.TB, _ *village) []scene {
		return []scene{{"home-counted", func(s *screen) {
			s.onVillage(busyVillage(t))
			s.countsShort(t)
			s.layer.Quieten()
			s.Enter(s.village.as("Wati Lestari", coop.RoleSupervisor))
		}}}
	})
}

// Home says when the cash was last counted and by whom, calls the second person, and reminds when it is long ago.
func TestHome_Counts(t *testing.T) {
	v := busyVillage(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	if !s.shown("Saatnya menghitung kas") || !s.shown("belum pernah dihitung") {
		t.Error("nobody is reminded to count")
	}
	s.countsShort(t)
	s.Home()
	if s.shown("Saatnya menghitung kas") || !s.shown("Dihitung 25/11 oleh Siti") {
		t.Error("home does not say who counted")
	}
	if s.shown("menunggu saksi") {
		t.Error("who counted is asked to witness")
	}
	s.Enter(v.as("Wati Lestari", coop.RoleSupervisor))
	if !s.shown("Hitungan kas menunggu saksi") {
		t.Error("the second person is not called")
	}
	v.now = clock.AddDate(0, 2, 0)
	s.Enter(v.treasurer())
	if !s.shown("Saatnya menghitung kas") {
		t.Error("two months without counting pass in silence")
	}
}
