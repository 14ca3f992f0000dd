package ui

import (
	"context"
	"testing"
	"time"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// cut is a screen on the same laptop after the power failed.
func cut(t *testing.T, v *village) *screen {
	t.Helper()
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	s.Later = func(_ time.Duration, do func()) { do() }
	s.Banks = paperBank{}
	return s
}

// A plan of forty accounts that is half typed is there after a power cut, and does not come again once it is recorded.
func TestBegun_Budget(t *testing.T) {
	v := plannedVillage(t)
	s := cut(t, v)
	s.Go(Route{Page: PageBudget, Arg: "2026"})
	p := s.at.self.(*budgetPage)
	p.cells[coop.BudgetKey{Account: "61201"}] = 777_000_00
	p.keep()
	s = cut(t, v)
	s.Go(Route{Page: PageBudget, Arg: "2026"})
	p = s.at.self.(*budgetPage)
	if p.cells[coop.BudgetKey{Account: "61201"}] != 777_000_00 || !s.shown("belum disimpan") {
		t.Fatal("the plan is gone:", p.cells)
	}
	p.record()
	if b, _ := v.Budget(context.Background(), 2026); len(b.Budget.Lines) != 3 || s.shown("belum disimpan") {
		t.Errorf("%+v", b.Budget)
	}
	s = cut(t, v)
	s.Go(Route{Page: PageBudget, Arg: "2026"})
	if s.at.self.(*budgetPage).typed {
		t.Error("what is recorded comes again")
	}
	s.at.self.(*budgetPage).keep()
	s.at.self.(*budgetPage).onEmpty()
	if s.at.self.(*budgetPage).typed {
		t.Error("it cannot be emptied")
	}
}

// Ticks stay through a power cut and while a fee is recorded out of the list: they were lost with the redrawn page.
func TestBegun_Ticks(t *testing.T) {
	v := bankVillage(t, true)
	s := cut(t, v)
	s.Go(Route{Page: PageBank, Arg: "11202"})
	p := s.at.self.(*bankPage)
	for i, r := range p.rows {
		if r.offered {
			p.toggle(i)
			break
		}
	}
	ticked := len(p.matches)
	for i, r := range p.rows {
		if r.bank == "ADM 11/26" {
			p.ledger.GoTo(i)
			p.letter('c')
			break
		}
	}
	if got := len(s.at.self.(*bankPage).matches); got != ticked+1 {
		t.Errorf("%d are ticked after the fee, want %d", got, ticked+1)
	}
	s = cut(t, v)
	s.Go(Route{Page: PageBank, Arg: "11202"})
	p = s.at.self.(*bankPage)
	if len(p.matches) != ticked+1 {
		t.Errorf("%d are ticked after the power cut", len(p.matches))
	}
	p.record()
	bank, _ := v.Bank(context.Background(), "11202", 20261125)
	if len(bank.Mine) != ticked+1 || s.at.self.(*bankPage).typed {
		t.Errorf("%d are recorded", len(bank.Mine))
	}
}

// The agreement of a loan has twenty answers; they are there after a power cut.
func TestBegun_Borrowing(t *testing.T) {
	v := busyVillage(t)
	s := cut(t, v)
	s.Go(Route{Page: PageBorrowingForm})
	p := s.at.self.(*borrowingFormPage)
	p.preset.Retake("lpdb")
	p.number.SetText("77/2026")
	p.signers.SetText("Bu Ani")
	s.hold()
	s = cut(t, v)
	s.Go(Route{Page: PageBorrowingForm})
	if p = s.at.self.(*borrowingFormPage); p.number.Text != "77/2026" || p.signers.Text != "Bu Ani" {
		t.Errorf("%q %q", p.number.Text, p.signers.Text)
	}
}

// A floating rate is typed as a day and a rate, changes the interest of the months behind it, and stands in the form.
func TestBorrowing_Floats(t *testing.T) {
	v, id := loanVillage(t)
	s := cut(t, v)
	s.Go(Route{Page: PageBorrowingForm, Arg: id.String()})
	p := s.at.self.(*borrowingFormPage)
	p.from[0].SetText("1/12/2026")
	p.later[0].SetText("9")
	p.record()
	all, _ := v.Borrowings(context.Background(), 20261231)
	lines := all[0].State.Lines
	if len(all[0].Terms.Steps) != 1 || lines[4].Interest != 250_000_00 || lines[5].Interest != 375_000_00 {
		t.Errorf("%+v %v %v", all[0].Terms.Steps, lines[4], lines[5])
	}
	s.Go(Route{Page: PageBorrowingForm, Arg: id.String()})
	if p = s.at.self.(*borrowingFormPage); len(p.from) != 2 || p.later[0].Text != "9" {
		t.Error("the change is asked for again")
	}
	p.later[1].SetText("8") // without its day
	before := v.head.Seq
	if p.record(); v.head.Seq != before {
		t.Error("a rate without a day is recorded")
	}
}
