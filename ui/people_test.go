package ui

import (
	"testing"

	"fyne.io/fyne/v2"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// strangeVillage is a busy village to which an unknown laptop has sent something.
func strangeVillage(t testing.TB) *village {
	t.Helper()
	v := busyVillage(t)
	v.strange = []coop.Device{{
		Log: idOf("stranger"), Letters: "AZA", Name: "laptop kantor baru", Sign: [32]byte{1}, Box: [32]byte{2},
	}}
	return v
}

// A laptop that went on without the recovery code is introduced by who may, and by nobody else.
func TestPeople_Introduce(t *testing.T) {
	v := strangeVillage(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	s.Enter(v.as("Wati Lestari", coop.RoleSupervisor))
	s.command(t, "people")
	if !s.shown("AZA laptop kantor baru") || s.shown("Perkenalkan") {
		t.Error("a supervisor may introduce a laptop")
	}
	s.Enter(v.treasurer())
	s.command(t, "people")
	page := s.at.self.(*peoplePage)
	page.onIntroduce(v.strange[0])
	if !s.shown("Sudah diperkenalkan: laptop kantor baru") || s.shown("belum dikenal") {
		t.Error("the laptop is still unknown")
	}
	row := coop.LogRow{Log: idOf("stranger")}
	if !v.state.Get(&row) || row.Letters != "AZA" {
		t.Errorf("introduced %+v", row)
	}
}

func TestPIN_Change(t *testing.T) {
	v := busyVillage(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	answer := func(texts ...string) {
		s.command(t, "home")
		s.command(t, "pin")
		for _, text := range texts {
			s.typed(text)
			s.pressed(fyne.KeyReturn)
		}
	}
	answer("1234", "7391", "7392")
	if v.pin != "1234" || !s.shown("Belum sama dengan PIN baru.") {
		t.Error("a slip of the finger becomes the PIN")
	}
	answer("9999", "7391", "7391")
	if v.pin != "1234" || s.here().Page != PagePIN {
		t.Error("the old PIN is not asked for")
	}
	answer("1234", "7391", "7391")
	if v.pin != "7391" || s.here().Page != PageHome {
		t.Errorf("the PIN is %s, at %+v", v.pin, s.here())
	}
}
