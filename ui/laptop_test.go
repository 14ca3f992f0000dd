package ui

import (
	"testing"

	"fyne.io/fyne/v2"

	"lumbung/store/coop"
)

func init() {
	moreScenes = append(moreScenes, func(t testing.TB, _ *village) []scene {
		chair := func(then Route) func(*screen) {
			return func(s *screen) {
				w := strangeVillage(t)
				w.must(t, "Siti Rahmawati", coop.KindDevice, w.strange[0])
				w.strange = nil
				s.Book = w
				s.Enter(w.as("Budi Santoso", coop.RoleChair))
				s.Go(then)
			}
		}
		return []scene{
			{"devices", chair(Route{Page: PageDevices})},
			{"laptop", chair(Route{Page: PageLaptop, Arg: idOf("stranger").String()})},
		}
	})
}

// The chair ends a lost laptop's rights by keys alone: with a reason, PIN and a signature whose words are shown the
// first time. The page signed in a way of its own, without asking for the PIN, and a key held down revoked twice.
func TestLaptop_Revoke(t *testing.T) {
	v, s := chaired(t)
	v.must(t, "Siti Rahmawati", coop.KindDevice, coop.Device{
		Log: idOf("stranger"), Letters: "AZA", Name: "laptop hilang", Sign: [32]byte{1}, Box: [32]byte{2},
	})
	s.command(t, "devices")
	if !s.shown("laptop hilang") {
		t.Fatal("the laptop is not listed")
	}
	s.Go(Route{Page: PageLaptop, Arg: idOf("stranger").String()})
	before := v.head
	s.command(t, "record")
	if !s.shown(s.Text.T("ui.found.needed")) || v.head != before {
		t.Error("it goes without a reason")
	}
	s.typed("dicuri di pasar")
	s.pressed(fyne.KeyReturn)
	s.closes()
	s.command(t, "record")
	s.command(t, "record")
	if s.here().Page != PageDevices || !s.shown("Hak laptop laptop hilang dicabut") {
		t.Errorf("at %+v", s.here())
	}
	if v.head.Seq != before.Seq+2 {
		t.Errorf("%d records, want a key and one revocation", v.head.Seq-before.Seq)
	}
}
