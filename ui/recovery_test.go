package ui

import (
	"testing"

	"fyne.io/fyne/v2"

	"lumbung/ui/kit"
)

// The plug was pulled while the recovery code stood on the screen: at the next start it stands there again, until its
// last group is typed.
func TestRecovery_AfterAPowerCut(t *testing.T) {
	v := busyVillage(t)
	v.unwritten = recoveryCode
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	if s.here().Page != PageRecovery || !s.shown(recoveryCode[:9]) {
		t.Fatalf("%v is open, without the code", s.here())
	}
	s.typed("XXXX")
	s.pressed(fyne.KeyReturn)
	if s.here().Page != PageRecovery || v.unwritten == "" {
		t.Error("a wrong group was taken for the right one")
	}
	s.at.self.(*recoveryPage).last.SetText(lastGroup(recoveryCode))
	s.at.self.(recorder).record()
	if s.here().Page == PageRecovery || v.unwritten != "" || s.recovery != "" {
		t.Errorf("%v is open, the code is kept as %q", s.here(), v.unwritten)
	}
}
