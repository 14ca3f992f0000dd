package coop

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// bri is the loan of rows 5 and 53 of the golden year: Rp50.000.000 at 6 % with six months of grace.
func bri() Borrowing {
	return Borrowing{
		Lender: "BRI", Number: "001/2025", Account: "25101", Ceiling: 50_000_000 * Rupiah, Rate: 600,
		Method: MethodDeclining, Months: 24, Grace: 6, DueDay: 12, Date: 20250705,
	}
}

func entryText(e Entry) string {
	var out []string
	for _, l := range e.Lines {
		out = append(out, fmt.Sprint(l.Account, " ", FormatPlain(l.Amount)))
	}
	return strings.Join(out, " | ")
}

// Row 5: drawn net of provision and administration. Row 53: five months of interest in the grace period. Then T41: the
// instalment splits as the schedule says.
func TestBorrowingGolden(t *testing.T) {
	b, id := bri(), ID{7}
	draw, problems := b.DrawEntry(id, 20250705, "11201", 50_000_000*Rupiah, 750_000*Rupiah, BorrowState{})
	if want := "11201 49.250.000 | 72102 750.000 | 25101 (50.000.000)"; len(problems) > 0 || entryText(draw) != want {
		t.Fatal(entryText(draw), problems)
	}
	moves := subLinesOf(draw, 1)
	s := b.StateAt(moves, 20251212)
	principal, interest := s.DueAt(20251212)
	if s.Drawn != 50_000_000*Rupiah || s.Fees != 750_000*Rupiah || principal != 0 || interest != 1_250_000*Rupiah ||
		s.Late != interest || s.LateSince != 20250812 {
		t.Fatalf("%+v", s)
	}
	pay, problems := b.PayEntry(id, 20251212, "11201", principal, interest, s)
	if want := "72101 1.250.000 | 11201 (1.250.000)"; len(problems) > 0 || entryText(pay) != want {
		t.Fatal(entryText(pay), problems)
	}
	moves = append(moves, subLinesOf(pay, 2)...)
	s = b.StateAt(moves, 20251231)
	if s.Late != 0 || s.Owed != 50_000_000*Rupiah || s.InterestPaid != interest || s.Next.K != 6 {
		t.Fatalf("%+v", s)
	}
	// The first instalment with principal: 50.000.000 / 18 months, 12 February 2026; January's interest before it.
	principal, interest = s.DueAt(20260212)
	if principal != 2_777_777*Rupiah || interest != 500_000*Rupiah {
		t.Error(principal, interest)
	}
	pay, _ = b.PayEntry(id, 20260212, "29101", principal, interest, s)
	if want := "25101 2.777.777 | 72101 500.000 | 29101 (3.277.777)"; entryText(pay) != want {
		t.Error("T41, T42:", entryText(pay))
	}
	use := SubLine{Line: Line{Account: "16105", Amount: 5_000_000 * Rupiah, Loan: id}, Posted: 20250801}
	if s = b.StateAt(append(moves, use), 20251231); s.Used != 5_000_000*Rupiah {
		t.Error("use of funds:", s.Used)
	}
}

func subLinesOf(e Entry, n byte) []SubLine {
	var out []SubLine
	for _, l := range e.Lines {
		out = append(out, SubLine{Line: l, Entry: ID{n}, Posted: e.Date})
	}
	return out
}

// Due on a Saturday or Sunday is due on Monday.
func TestBorrowingWorkday(t *testing.T) {
	lines := bri().Schedule(nil)
	if lines[2].Due != 20251013 || lines[3].Due != 20251112 { // 12 October 2025 is a Sunday
		t.Error(lines[2].Due, lines[3].Due)
	}
}

// For any loan, drawn in any stages: the principal comes to what was drawn, nothing is below zero, and in the months of
// grace nothing but interest is due.
func TestBorrowingSchedule(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := bri()
		b.Months = rapid.Int64Range(1, 72).Draw(t, "months")
		b.Grace = rapid.Int64Range(0, b.Months-1).Draw(t, "grace")
		b.Rate = rapid.Int64Range(0, 2_400).Draw(t, "rate")
		b.Method = LoanMethod(rapid.IntRange(1, 3).Draw(t, "method"))
		b.DueDay = rapid.Int64Range(0, 31).Draw(t, "day")
		var draws []SubLine
		var drawn, sum Money
		for range rapid.IntRange(1, 4).Draw(t, "draws") {
			amount := Money(rapid.Int64Range(1, 1e8).Draw(t, "amount")) * Rupiah
			day := Date(20250705).AddDays(rapid.IntRange(0, 900).Draw(t, "after"))
			draws = append(draws, SubLine{Line: Line{Amount: -amount}, Posted: day})
			drawn += amount
		}
		lines := b.Schedule(draws)
		if len(lines) != int(b.Months) {
			t.Fatal(len(lines), "instalments")
		}
		for i, l := range lines {
			if l.Principal < 0 || l.Interest < 0 || l.Balance < 0 || int64(i) < b.Grace && l.Principal != 0 {
				t.Fatal(l)
			}
			sum += l.Principal
		}
		if sum != drawn || lines[len(lines)-1].Balance != 0 {
			t.Fatal(sum, drawn)
		}
	})
}

// What cannot be is refused, with the figures that say why.
func TestBorrowingRefuses(t *testing.T) {
	for want, change := range map[string]func(*Borrowing){
		ProblemBorrowLender:  func(b *Borrowing) { b.Lender = " " },
		ProblemBorrowAccount: func(b *Borrowing) { b.Account = "11201" },
		ProblemBorrowDate:    func(b *Borrowing) { b.Date = 0 },
		ProblemBorrowCeiling: func(b *Borrowing) { b.Ceiling = 0 },
		ProblemBorrowMonths:  func(b *Borrowing) { b.Months = 999 },
		ProblemBorrowGrace:   func(b *Borrowing) { b.Grace = 24 },
		ProblemBorrowRate:    func(b *Borrowing) { b.Rate = -1 },
		ProblemBorrowMethod:  func(b *Borrowing) { b.Method = 9 },
		ProblemBorrowDueDay:  func(b *Borrowing) { b.DueDay = 32 },
		ProblemBorrowUse:     func(b *Borrowing) { b.Plan = []BorrowedUse{{Text: "a"}} },
		ProblemBorrowPlan:    func(b *Borrowing) { b.Plan = []BorrowedUse{{Text: "a", Amount: b.Ceiling + 1}} },
	} {
		b := bri()
		change(&b)
		if problems := CheckBorrowing(b); len(problems) != 1 || problems[0].Key != want {
			t.Errorf("%v, want %s", problems, want)
		}
	}
	b := bri()
	for want, try := range map[string]func() (Entry, []Problem){
		ProblemBorrowMore: func() (Entry, []Problem) {
			return b.DrawEntry(ID{}, 20250705, "11201", b.Ceiling+1, 0, BorrowState{})
		},
		ProblemBorrowFees: func() (Entry, []Problem) {
			return b.DrawEntry(ID{}, 20250705, "11201", 5, 5, BorrowState{})
		},
		ProblemBorrowOver: func() (Entry, []Problem) {
			return b.PayEntry(ID{}, 20250705, "11201", 5, 5, BorrowState{})
		},
		ProblemBorrowNothing: func() (Entry, []Problem) {
			return b.PayEntry(ID{}, 20250705, "11201", 0, 0, BorrowState{})
		},
	} {
		if _, problems := try(); len(problems) != 1 || problems[0].Key != want {
			t.Errorf("%v, want %s", problems, want)
		}
	}
}

// The presets in the program are sound and dated.
func TestBorrowPresets(t *testing.T) {
	data, err := os.ReadFile("../../assets/borrowing-presets.csv")
	if err != nil {
		t.Fatal(err)
	}
	all, err := LoadBorrowPresets(data)
	if err != nil || len(all) < 6 || len(PresetsOn(all, 20250701)) != 3 || len(PresetsOn(all, 20251231)) != len(all) {
		t.Fatal(len(all), err)
	}
	p := all[0]
	if p.Terms.Rate != 600 || p.Terms.Months != 72 || p.Terms.Ceiling != 3_000_000_000*Rupiah || p.Source == "" {
		t.Errorf("%+v", p)
	}
	for _, text := range []string{"a;b", strings.Replace(string(data), ";600;", ";x;", 1)} {
		if _, err := LoadBorrowPresets([]byte(text)); err == nil {
			t.Error("nonsense is read")
		}
	}
}
