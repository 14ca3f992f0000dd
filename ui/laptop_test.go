package ui

import (
	"testing"

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

// The chair ends a lost laptop's rights: with a reason, and with a signature whose words are shown the first time.
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
	page := s.at.self.(*laptopPage)
	before := v.head
	s.command(t, "record")
	if !s.shown(s.Text.T("ui.found.needed")) || v.head != before {
		t.Error("it goes without a reason")
	}
	page.reason.SetText("dicuri di pasar")
	page.words.SetText("apa saja")
	s.command(t, "record")
	if page.fresh == "" || !s.shown(page.fresh) || page.reason.Text != "dicuri di pasar" {
		t.Fatal("the words of a first signature are not shown")
	}
	page.words.SetText(page.fresh)
	s.command(t, "record")
	if s.here().Page != PageDevices || !s.shown("Hak laptop laptop hilang dicabut") {
		t.Errorf("at %+v", s.here())
	}
}
