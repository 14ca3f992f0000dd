package ui

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

func init() {
	moreScenes = append(moreScenes, func(_ testing.TB, v *village) []scene {
		return []scene{
			{"locked", func(s *screen) { s.Lock() }},
			{"lost-pin", func(s *screen) {
				s.Leave()
				s.Go(Route{Page: PageLostPIN})
			}},
			{"new-pin", func(s *screen) {
				s.Leave()
				s.entering = v.treasurer()
				s.Go(Route{Page: PageNewPIN})
			}},
		}
	})
}

// unlock logs in with the PIN.
func (s *screen) unlock(t *testing.T, pin string) {
	t.Helper()
	if s.here().Page != PageLogin {
		t.Fatalf("at %+v", s.here())
	}
	s.typed(pin)
	s.pressed(fyne.KeyReturn)
}

// The screen locks after the minutes that are set without a key, or by Ctrl+L; what is half typed lies behind the lock
// and is there again for the same person.
func TestLock(t *testing.T) {
	v := busyVillage(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	s.command(t, "member-new")
	s.typed("Sulastri")
	v.now = v.now.Add(9 * time.Minute)
	s.lookAway()
	if s.here().Page != PageMemberForm {
		t.Fatal("locked too early")
	}
	s.window.Canvas().Focused().(*kit.Entry).KeyDown(&fyne.KeyEvent{Name: fyne.KeyA})
	v.now = v.now.Add(9 * time.Minute)
	s.lookAway()
	if s.here().Page != PageMemberForm {
		t.Fatal("locked although somebody types")
	}
	v.now = v.now.Add(time.Minute)
	s.lookAway()
	if s.here().Page != PageLogin || s.shown("Sulastri") || !s.Session().User.IsZero() {
		t.Fatal("not locked, or the page is seen through it")
	}
	s.unlock(t, "9999")
	if s.here().Page != PageLogin || !s.shown("tidak cocok") {
		t.Fatal("a wrong PIN unlocks")
	}
	s.unlock(t, "1234")
	page, is := s.at.self.(*memberFormPage)
	if !is || page.name.Text != "Sulastri" || s.here().Page != PageMemberForm {
		t.Fatalf("what was half typed is gone; at %+v", s.here())
	}
	s.typed(" Dewi")
	if page.name.Text != "Sulastri Dewi" {
		t.Errorf("the keys are elsewhere: %q", page.name.Text)
	}
	s.Prefs.SetInt(prefLock, 0)
	v.now = v.now.Add(24 * time.Hour)
	s.lookAway()
	if s.here().Page != PageMemberForm {
		t.Error("locked although nobody wants it")
	}
}

// For another person the page behind the lock begins anew, and what comes to its end behind it is not gone back to.
func TestLock_another(t *testing.T) {
	v := busyVillage(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	s.command(t, "member-new")
	s.typed("Sulastri")
	s.command(t, "leave")
	s.Enter(v.as("Budi Santoso", coop.RoleChair))
	if s.here().Page != PageHome || s.held != nil {
		t.Errorf("another person is at %+v", s.here())
	}
	s.command(t, "member-new")
	s.command(t, "leave")
	s.Swap(Route{Page: PageMembers}) // what a recording does that was under way
	if s.here().Page != PageLogin || s.shown("Sulastri") {
		t.Errorf("behind the lock at %+v", s.here())
	}
	s.Enter(v.as("Budi Santoso", coop.RoleChair))
	if s.here().Page != PageHome {
		t.Errorf("a form that was recorded is gone back to: %+v", s.here())
	}
}

// A PIN that another person gave is replaced before the book opens, and not by an easy one.
func TestPIN_givenIsReplaced(t *testing.T) {
	v := busyVillage(t)
	v.given = true
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	s.Leave()
	s.typed("siti")
	s.pressed(fyne.KeyReturn)
	s.unlock(t, "1234")
	if s.here().Page != PageNewPIN || !s.Session().User.IsZero() {
		t.Fatalf("at %+v", s.here())
	}
	for _, c := range []struct{ fresh, again, says string }{
		{"12", "12", "paling sedikit empat"},
		{"1234", "1234", "terlalu mudah"},
		{"1971", "1971", "tahun lahir"},
		{"7391", "7392", "Belum sama"},
	} {
		page := s.at.self.(*newPINPage)
		page.pins.fresh.SetText(c.fresh)
		page.pins.again.SetText(c.again)
		s.command(t, "record")
		if s.here().Page != PageNewPIN || !s.shown(c.says) || v.pin != "1234" {
			t.Errorf("%q %q: at %+v, the PIN is %s", c.fresh, c.again, s.here(), v.pin)
		}
	}
	s.at.self.(*newPINPage).pins.again.SetText("7391")
	s.command(t, "record")
	if v.pin != "7391" || v.given || s.here().Page != PageHome || s.Session().Name != "Siti Rahmawati" {
		t.Errorf("the PIN is %s, at %+v", v.pin, s.here())
	}
}

// The chair's lost PIN comes back by the recovery code; a wrong one is said, and nothing typed is lost.
func TestPIN_lostByTheChair(t *testing.T) {
	v := busyVillage(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	s.Leave()
	s.Go(Route{Page: PageLostPIN})
	page := s.at.self.(*lostPage)
	s.command(t, "record")
	if !s.shown("harus diisi") {
		t.Error("the missing code is not said")
	}
	page.code.SetText("AAAA")
	page.pins.fresh.SetText("8205")
	page.pins.again.SetText("8205")
	s.command(t, "record")
	if v.pin != "1234" || page.pins.fresh.Text != "8205" || !s.shown(s.Text.T("recovery.wrong")) {
		t.Errorf("a wrong code: the PIN is %s", v.pin)
	}
	page.code.SetText(villageRecovery)
	s.command(t, "record")
	if v.pin != "8205" || s.here().Page != PageLogin {
		t.Errorf("the PIN is %s, at %+v", v.pin, s.here())
	}
}
