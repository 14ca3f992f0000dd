package coop

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// lent is a loan of Rp12.000.000 over a year at 12 %, equal parts of principal, drawn on 15 January 2025.
func lent() (Borrowing, []SubLine) {
	b := Borrowing{
		Lender: "LPDB", Account: "25105", Ceiling: 12_000_000 * Rupiah, Rate: 1_200, Method: MethodDeclining,
		Months: 12, Date: 20250110,
	}
	return b, []SubLine{borrowMoved(1, 20250115, "25105", -12_000_000)}
}

func borrowMoved(n byte, day Date, account string, rupiah Money) SubLine {
	return SubLine{Entry: ID{n}, Posted: day, Line: Line{Account: account, Amount: rupiah * Rupiah}}
}

func interestText(s BorrowState) string {
	var out []string
	for _, l := range s.Lines {
		out = append(out, fmt.Sprint(int64(l.Interest/Rupiah)/1000))
	}
	return strings.Join(out, " ")
}

// What is paid early bears no interest from the next due day on. It used to: a loan that was paid back whole in its
// third month stood as late, with the interest of nine months that nobody owes.
func TestBorrowingEarly(t *testing.T) {
	b, moves := lent()
	for name, c := range map[string]struct {
		change func(*Borrowing)
		paid   []SubLine
		want   string // interest of each month, in thousands
	}{
		"as planned": {nil, nil, "120 110 100 90 80 70 60 50 40 30 20 10"},
		"five million more after the first": {
			nil, []SubLine{
				borrowMoved(2, 20250217, "25105", 1_000_000), borrowMoved(3, 20250220, "25105", 5_000_000),
			}, "120 110 60 60 60 60 60 50 40 30 20 10",
		},
		"a few days before it is due": {
			nil, []SubLine{borrowMoved(2, 20250214, "25105", 1_000_000)}, "120 110 100 90 80 70 60 50 40 30 20 10",
		},
		"all of it": {
			nil, []SubLine{borrowMoved(2, 20250220, "25105", 12_000_000)}, "120 110 0 0 0 0 0 0 0 0 0 0",
		},
		"all of it, flat": {
			func(b *Borrowing) { b.Method = MethodFlat },
			[]SubLine{borrowMoved(2, 20250220, "25105", 12_000_000)},
			"120 120 0 0 0 0 0 0 0 0 0 0",
		},
		"half of it, flat": {
			func(b *Borrowing) { b.Method = MethodFlat },
			[]SubLine{borrowMoved(2, 20250220, "25105", 6_000_000)},
			"120 120 120 120 120 120 120 120 120 120 120 120",
		},
		"in the months of grace": {
			func(b *Borrowing) { b.Grace = 6 },
			[]SubLine{borrowMoved(2, 20250301, "25105", 6_000_000)},
			"120 120 60 60 60 60 60 60 60 60 40 20",
		},
		"the rate rises in April": {
			func(b *Borrowing) { b.Steps = []RateStep{{From: 20250401, Rate: 1_800}} }, nil,
			"120 110 100 135 120 105 90 75 60 45 30 15",
		},
		"it rises and half was paid": {
			func(b *Borrowing) { b.Steps = []RateStep{{From: 20250401, Rate: 1_800}} },
			[]SubLine{borrowMoved(2, 20250220, "25105", 6_000_000)},
			"120 110 60 90 90 90 90 75 60 45 30 15",
		},
		"taken back": {
			nil, []SubLine{
				borrowMoved(2, 20250220, "25105", 12_000_000),
				{Entry: ID{3}, Reverses: ID{2}, Posted: 20250221, Line: Line{Account: "25105", Amount: -1_200_000_000}},
			}, "120 110 100 90 80 70 60 50 40 30 20 10",
		},
	} {
		t.Run(strings.ReplaceAll(name, " ", "_"), func(t *testing.T) {
			terms := b
			if c.change != nil {
				c.change(&terms)
			}
			s := terms.StateAt(append(moves, c.paid...), 20251231)
			if got := interestText(s); got != c.want {
				t.Errorf("%s, want %s", got, c.want)
			}
		})
	}
	paid := append(moves, borrowMoved(2, 20250220, "25105", 12_000_000), borrowMoved(2, 20250220, "72101", 230_000))
	if s := b.StateAt(paid, 20251231); s.Late != 0 || s.Owed != 0 || s.Next.K != 0 {
		t.Errorf("a loan that was paid back is late: %v, %+v", s.Late, s.Next)
	}
}

// What is drawn on the due day itself bears interest from then on, not for the month before it (domain §9.4).
func TestBorrowingDrawnOnDueDay(t *testing.T) {
	b := bri()
	lines := b.Schedule([]SubLine{
		{Posted: 20250705, Line: Line{Amount: -10_000_000 * Rupiah}},
		{Posted: 20250812, Line: Line{Amount: -10_000_000 * Rupiah}},
	})
	if lines[0].Interest != 50_000*Rupiah || lines[1].Interest != 100_000*Rupiah {
		t.Error(lines[0].Interest, lines[1].Interest)
	}
}

// An annuity whose rate changes is reckoned anew on what is left, and ends at zero.
func TestBorrowingAnnuityFloats(t *testing.T) {
	b, _ := lent()
	b.Method, b.Steps = MethodAnnuity, []RateStep{{From: 20250401, Rate: 1_800}}
	lines := b.Schedule(nil)
	if lines[0].Instalment() != 1_066_185*Rupiah || lines[2].Instalment() != lines[0].Instalment() {
		t.Error(lines[0].Instalment())
	}
	if lines[3].Interest != monthly(lines[2].Balance, 1_800) || lines[3].Instalment() <= lines[0].Instalment() {
		t.Error(lines[3])
	}
	if SumLoan(lines).Principal != b.Ceiling || lines[11].Balance != 0 {
		t.Error(SumLoan(lines))
	}
}

// Whatever is drawn, paid and changed: principal comes to what was drawn, what is open of it is what is owed, no
// interest is more than planned, and behind the day on which all was paid there is none.
func TestBorrowingEarlyAny(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := bri()
		b.Months = rapid.Int64Range(1, 48).Draw(t, "months")
		b.Grace = rapid.Int64Range(0, b.Months-1).Draw(t, "grace")
		b.Rate = rapid.Int64Range(0, 2_400).Draw(t, "rate")
		b.Method = LoanMethod(rapid.IntRange(1, 3).Draw(t, "method"))
		day := Date(20250705)
		for range rapid.IntRange(0, 3).Draw(t, "steps") {
			day = day.AddDays(rapid.IntRange(1, 300).Draw(t, "days"))
			b.Steps = append(b.Steps, RateStep{From: day, Rate: rapid.Int64Range(0, 3_000).Draw(t, "to")})
		}
		moves := []SubLine{}
		owed, last := Money(0), Date(20250705)
		for i := range rapid.IntRange(1, 12).Draw(t, "moves") {
			last = last.AddDays(rapid.IntRange(0, 90).Draw(t, "later"))
			amount := Money(rapid.Int64Range(1, 1e7).Draw(t, "amount"))
			if i > 0 && rapid.Bool().Draw(t, "pays") {
				amount = -min(amount, owed/Rupiah)
			}
			if amount != 0 {
				moves = append(moves, borrowMoved(byte(i), last, "25101", -amount))
				owed += amount * Rupiah
			}
		}
		s := b.StateAt(moves, 20991231)
		planned := b.StateAt(draws(moves), 20991231)
		var principal, open Money
		for i, l := range s.Lines {
			p, _ := l.Open()
			principal, open = principal+l.Principal, open+p
			if l.Interest < 0 || l.Interest > planned.Lines[i].Interest {
				t.Fatal(l.Interest, planned.Lines[i].Interest)
			}
			if i > 0 && owed == 0 && s.Lines[i-1].Due >= last && l.Interest != 0 {
				t.Fatal("interest of what was paid", l)
			}
		}
		if principal != s.Drawn || open != s.Owed || s.Owed != owed {
			t.Fatal(principal, s.Drawn, open, s.Owed, owed)
		}
	})
}

func draws(moves []SubLine) (out []SubLine) {
	for _, m := range moves {
		if m.Amount < 0 {
			out = append(out, m)
		}
	}
	return out
}

// A rate that floats needs its days in order, behind the agreement's.
func TestBorrowingSteps(t *testing.T) {
	b, _ := lent()
	for _, c := range []struct {
		steps []RateStep
		ok    bool
	}{
		{nil, true},
		{[]RateStep{{From: 20250401, Rate: 0}}, true},
		{[]RateStep{{From: 20250110, Rate: 5}}, false},
		{[]RateStep{{From: 20250401, Rate: 5}, {From: 20250401, Rate: 6}}, false},
		{[]RateStep{{Rate: 6}}, false},
		{[]RateStep{{From: 20250401, Rate: -1}}, false},
	} {
		b.Steps = c.steps
		if ok := len(CheckBorrowing(b)) == 0; ok != c.ok {
			t.Error(c)
		}
	}
	b.Steps = []RateStep{{From: 20250401, Rate: 700}, {From: 20250701, Rate: 900}}
	for day, want := range map[Date]int64{20250331: 1_200, 20250401: 700, 20250630: 700, 20251231: 900} {
		if b.RateOn(day) != want {
			t.Error(day, b.RateOn(day))
		}
	}
	row := RegisterRow{Kind: KindBorrowing, Body: EncodeBody(b)}
	if again, ok := BorrowingOf(row); !ok || len(again.Steps) != 2 || again.Steps[1].Rate != 900 {
		t.Error(again)
	}
}
