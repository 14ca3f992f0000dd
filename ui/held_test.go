package ui

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"lumbung/ui/kit"
)

// halfMember types half a member: a name, a hamlet, a group, and a sex that was chosen.
func halfMember(t *testing.T, s *screen) {
	t.Helper()
	s.command(t, "member-new")
	for _, answer := range []string{"Wagiyem", "", "", "Dusun Krajan", "Melati", "0812", "", "per"} {
		s.typed(answer)
		s.pressed(fyne.KeyReturn)
	}
}

// Another language, larger letters or the night look in the middle of a form takes nothing away: the whole form was
// once empty after it.
func TestHeld_RedrawInTheMiddle(t *testing.T) {
	s := newScreen(t, busyVillage(t), "id", kit.LookPaper, 100)
	halfMember(t, s)
	for _, name := range []string{"language", "larger", "night", "reload"} {
		s.command(t, name)
		for _, text := range []string{"Wagiyem", "Dusun Krajan", "Melati", "0812", "Female"} {
			if !s.shown(text) {
				t.Errorf("after %s %q is gone", name, text)
			}
		}
	}
	s.command(t, "record")
	members, err := s.village.Members(t.Context(), "")
	last := members[len(members)-1]
	if err != nil || last.Name != "Wagiyem" || last.Group != "Melati" || last.Sex != "P" {
		t.Errorf("recorded %+v, %v", last, err)
	}
	s.command(t, "member-new")
	if s.at.self.(*memberFormPage).name.Text != "" {
		t.Error("a recorded form comes back")
	}
}

// The founding of a cooperative has nine answers; a look at the other language once took them all.
func TestHeld_FoundingInTheOtherLanguage(t *testing.T) {
	s := newScreen(t, busyVillage(t), "id", kit.LookPaper, 100)
	s.Book = nil
	s.Leave()
	s.Go(Route{Page: PageFound})
	for _, answer := range []string{"KDMP Baru", "6112032001", "Siti", "Budi", "2580", "2580", "", "100000", "20000"} {
		s.typed(answer)
		if answer != "20000" {
			s.pressed(fyne.KeyReturn)
		}
	}
	s.command(t, "language")
	s.command(t, "record")
	if !s.shown("3GKL") {
		t.Error("what was typed did not found the cooperative")
	}
	if len(s.typing.forms) != 0 {
		t.Error("the PINs stay in memory")
	}
}

// Whoever looks at another page in the middle, or loses power, finds the form as it was, and can empty it.
func TestHeld_AnotherPageAndPowerCut(t *testing.T) {
	v := busyVillage(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	s.Later = func(_ time.Duration, do func()) { do() }
	halfMember(t, s)
	s.command(t, "write")
	s.command(t, "member-new")
	if !s.shown("Wagiyem") || !s.shown("Kosongkan isian") {
		t.Error("after another page the form is empty, or cannot be emptied")
	}
	again := newScreen(t, v, "id", kit.LookPaper, 100)
	again.Later = s.Later
	again.command(t, "member-new")
	if !again.shown("Wagiyem") || !again.shown("Melati") {
		t.Error("after the power cut the form is empty")
	}
	again.onEmpty()
	if again.shown("Wagiyem") || again.shown("Kosongkan isian") {
		t.Error("it is not emptied")
	}
	last := newScreen(t, v, "id", kit.LookPaper, 100)
	last.command(t, "member-new")
	if last.shown("Wagiyem") {
		t.Error("what was thrown away comes back")
	}
}

// What a form warns of still stands when the person has gone on to the next question.
func TestField_WarningStays(t *testing.T) {
	s := newScreen(t, busyVillage(t), "id", kit.LookPaper, 100)
	s.command(t, "member-new")
	for _, answer := range []string{"Wagiyem", "", "33abc"} {
		s.typed(answer)
		s.pressed(fyne.KeyReturn)
	}
	if !s.shown("NIK harus 16 angka") {
		t.Error("the warning is gone")
	}
}
