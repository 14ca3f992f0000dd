package ui

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"lumbung/ui/kit"
)

// Whoever signs for the first time copies four words from the screen. On 600 pixels they came below the question, under
// the bar with the buttons, and nothing seemed to happen.
func TestSigner_FirstWordsInSight(t *testing.T) {
	for _, c := range []struct {
		language string
		percent  int
	}{{"id", 100}, {"en", 100}, {"id", 150}} {
		l := &lendable{village: busyVillage(t), t: t}
		l.now = clock
		s := newScreen(t, l.village, c.language, kit.LookPaper, c.percent)
		s.Go(Route{Page: PageLoanDecide, Arg: l.applies(2, 2_000_000, "flat").String()})
		s.pressed(fyne.KeyReturn, fyne.KeyReturn)
		sign := s.at.self.(*loanDecidePage).sign
		if len(sign.users) > 1 {
			sign.name.SetChosen(kit.Option{Key: l.people["Budi Santoso"].String(), Title: "Budi Santoso"})
		}
		sign.pin.SetText(l.pin)
		sign.form.FocusOn(sign.wordsAt) // as Enter behind the PIN does
		s.command(t, "record")
		if sign.fresh == "" {
			t.Fatalf("%v: no words are offered", c)
		}
		driver := fyne.CurrentApp().Driver()
		var view *container.Scroll
		for _, o := range test.LaidOutObjects(s.frame.body) {
			if scroll, is := o.(*container.Scroll); is {
				view = scroll
				break
			}
		}
		top := driver.AbsolutePositionForObject(sign.notice).Y - driver.AbsolutePositionForObject(view).Y
		if bottom := top + sign.notice.Size().Height; top < 0 || bottom > view.Size().Height {
			t.Errorf("%v: the words stand from %.0f to %.0f of a page %.0f high", c, top, bottom, view.Size().Height)
		}
	}
}

// Making a signature takes a while on an old laptop. Whoever went to another page meanwhile was taken away from it
// again.
func TestSigner_GoneOn(t *testing.T) {
	l := newLendable(t)
	s := newScreen(t, l.village, "id", kit.LookPaper, 100)
	id := l.applies(2, 2_000_000, "flat")
	s.Go(Route{Page: PageLoanDecide, Arg: id.String()})
	sign := s.at.self.(*loanDecidePage).sign
	sign.name.SetChosen(kit.Option{Key: l.chair.User.String(), Title: l.chair.Name})
	sign.pin.SetText("1234")
	sign.words.SetText(l.words)
	letGo := s.slowed()
	s.command(t, "record")
	s.Go(Route{Page: PageMembers})
	letGo()
	if s.here().Page != PageMembers {
		t.Errorf("taken to %v", s.here())
	}
	loan, err := l.Loan(t.Context(), id, 20261125)
	if err != nil || !loan.Case.Granted {
		t.Errorf("not granted: %v", err)
	}
}
