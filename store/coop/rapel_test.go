package coop

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// villageDues are four members, as the list of dues has them. The rates are those of testRates: Rp20.000, and
// Rp25.000 from February 2026; this month is March 2026.
//
//	Aminah   joined November 2025   paid until January 2026, and 5.000 of February
//	Budi     joined February 2026   paid nothing
//	Citra    joined December 2025   left in February 2026, paid nothing
//	Dewi     a candidate            paid nothing, owes nothing
func villageDues() []DueView {
	one := func(n byte, name string, d Dues) DueView {
		v := DueView{Dues: d}
		v.Member.Member, v.Member.Name = ID{n}, name
		return v
	}
	return []DueView{
		one(1, "Aminah", Dues{Joined: 20251120, Paid: map[Month]Money{
			202511: 20000_00, 202512: 20000_00, 202601: 20000_00, 202602: 5000_00,
		}}),
		one(2, "Budi", Dues{Joined: 20260210}),
		one(3, "Citra", Dues{Joined: 20251201, Left: 20260203}),
		one(4, "Dewi", Dues{}),
	}
}

const rapelNow = Month(202603)

// ticksOf reads “Aminah 2026-02, Budi 2026-03”.
func ticksOf(t testing.TB, text string) []DueTick {
	t.Helper()
	var ticks []DueTick
	for _, part := range strings.Split(text, ", ") {
		name, month, is := strings.Cut(part, " ")
		if !is {
			continue
		}
		tick := DueTick{Member: ID{99}}
		for _, v := range villageDues() {
			if v.Member.Name == name {
				tick.Member = v.Member.Member
			}
		}
		var y, m int
		if _, err := fmt.Sscanf(month, "%d-%d", &y, &m); err != nil {
			t.Fatal(err)
		}
		tick.Month = Month(y*100 + m)
		ticks = append(ticks, tick)
	}
	return ticks
}

// What each month is to each member: ✓ paid, a figure that is owed, (a figure) that may be paid ahead, . nothing.
func TestDues_Month(t *testing.T) {
	want := `
		        10/25   11/25   12/25   01/26   02/26   03/26   04/26
		Aminah  .       ✓       ✓       ✓       +20000  25000   (25000)
		Budi    .       .       .       .       25000   25000   (25000)
		Citra   .       .       20000   20000   .       .       .
		Dewi    (20000) (20000) (20000) (20000) (25000) (25000) (25000)
	`
	var got strings.Builder
	for _, v := range villageDues() {
		fmt.Fprintf(&got, "%s", v.Member.Name)
		for i := range 7 {
			at := v.Dues.Month(Month(202510).Add(i), rapelNow, testRates)
			figure := fmt.Sprint(int64(at.Open / Rupiah))
			got.WriteString(" " + []string{".", "✓", "+" + figure, figure, "(" + figure + ")"}[at.State])
		}
		got.WriteString("\n")
	}
	rows := strings.Split(strings.TrimSpace(want), "\n")[1:]
	for i, row := range strings.Split(strings.TrimSpace(got.String()), "\n") {
		if wanted := strings.Join(strings.Fields(rows[i]), " "); row != wanted {
			t.Errorf("months are\n%s, want\n%s", row, wanted)
		}
	}
}

func TestTickedShares(t *testing.T) {
	for name, c := range map[string]struct{ ticks, want, problems string }{
		"OK_two_members": {
			"Budi 2026-03, Aminah 2026-03, Budi 2026-02",
			"Aminah 2026-03 25000, Budi 2026-02 25000, Budi 2026-03 25000", "",
		},
		"OK_the_rest_of_a_part":      {"Aminah 2026-02", "Aminah 2026-02 20000", ""},
		"OK_ahead_at_the_known_rate": {"Aminah 2026-12", "Aminah 2026-12 25000", ""},
		"OK_old_rate_of_old_months":  {"Citra 2025-12", "Citra 2025-12 20000", ""},
		"OK_twice_counts_once":       {"Budi 2026-02, Budi 2026-02", "Budi 2026-02 25000", ""},
		"OK_a_candidate_begins":      {"Dewi 2026-03", "Dewi 2026-03 25000", ""},
		"refuses_nothing":            {"", "", "dues.many.nothing"},
		"refuses_paid": {
			"Aminah 2026-01, Budi 2026-02", "Budi 2026-02 25000", "dues.many.paid Aminah 2026-01",
		},
		"refuses_before_joining": {"Budi 2026-01", "", "dues.many.before Budi 2026-01"},
		"refuses_after_leaving":  {"Citra 2026-02", "", "dues.many.left Citra 2026-02"},
		"refuses_far_ahead":      {"Budi 2036-04", "", "dues.many.far Budi 2036-04"},
		"refuses_a_stranger":     {"Eko 2026-03", "", "dues.many.nobody"},
	} {
		t.Run(name, func(t *testing.T) {
			list := villageDues()
			shares, problems := TickedShares(ticksOf(t, c.ticks), list, rapelNow, testRates)
			var got []string
			for _, s := range shares {
				name := list[s.Member[0]-1].Member.Name
				got = append(got, fmt.Sprintf("%s %v %d", name, s.Month, s.Amount/Rupiah))
			}
			if strings.Join(got, ", ") != c.want || said(problems) != c.problems {
				t.Errorf("%v (%s), want %s (%s)", got, said(problems), c.want, c.problems)
			}
		})
	}
	_, problems := TickedShares(ticksOf(t, "Budi 2026-03"), villageDues(), rapelNow, nil)
	if said(problems) != "dues.many.no-rate Budi 2026-03" {
		t.Errorf("without a rate: %s", said(problems))
	}
}

// A rapel of two members, as an accountant writes it.
func TestRapelEntry(t *testing.T) {
	ticks := ticksOf(t, "Aminah 2026-02, Budi 2026-02, Budi 2026-03")
	shares, _ := TickedShares(ticks, villageDues(), rapelNow, testRates)
	e, problems := RapelEntry(shares, "11101", 20260305, " rapel di balai ", " kuitansi 12 ")
	want := `
		D 11101 70000
		K 31102 20000 1 2026-02
		K 31102 25000 2 2026-02
		K 31102 25000 2 2026-03
	`
	var got strings.Builder
	for _, l := range e.Lines {
		side, amount, more := "D", l.Amount, ""
		if amount < 0 {
			side, amount, more = "K", -amount, fmt.Sprintf(" %d %v", l.Member[0], l.Month)
		}
		fmt.Fprintf(&got, "%s %s %d%s ", side, l.Account, amount/Rupiah, more)
	}
	if strings.Join(strings.Fields(want), " ") != strings.TrimSpace(got.String()) || len(problems) > 0 {
		t.Errorf("the entry is %s (%s)", got.String(), said(problems))
	}
	if e.Remark+e.Evidence != "rapel di balaikuitansi 12" || e.Occasion != RapelOccasion || e.Date != 20260305 {
		t.Errorf("the entry says %+v", e)
	}
	tooMuch := []DueShare{{Amount: maxLineAmount + 1}}
	for name, c := range map[string]struct {
		shares       []DueShare
		cash, remark string
		day          Date
		want         string
	}{
		"refuses_nothing_ticked": {nil, "11101", "", 20260305, "dues.many.nothing"},
		"refuses_no_cash":        {shares, "42101", "", 20260305, "dues.many.cash 42101"},
		"refuses_no_day":         {shares, "11201", "", 0, "occasion.entry.date"},
		"refuses_long_remark":    {shares, "11201", strings.Repeat("x", 2001), 20260305, "occasion.entry.remark"},
		"refuses_far_too_much":   {tooMuch, "11101", "", 20260305, "occasion.draft.too-large"},
	} {
		if _, problems := RapelEntry(c.shares, c.cash, c.day, c.remark, ""); said(problems) != c.want {
			t.Errorf("%s: %s, want %s", name, said(problems), c.want)
		}
	}
}

// TestRapel_Law: whatever is ticked, the entry balances, the lines come to the sum of the ticks, no member's month
// stands on two lines, and once it is paid every ticked month is refused; what is owed comes to the arrears.
func TestRapel_Law(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list := make([]DueView, rapid.IntRange(1, 6).Draw(t, "members"))
		for i := range list {
			joined := Month(202501).Add(rapid.IntRange(0, 14).Draw(t, "joined")).First()
			list[i].Member.Member, list[i].Dues = ID{byte(i + 1)}, Dues{Joined: joined, Paid: map[Month]Money{}}
			for range rapid.IntRange(0, 5).Draw(t, "paid") {
				m := Month(202501).Add(rapid.IntRange(0, 20).Draw(t, "month"))
				list[i].Dues.Paid[m] = Money(rapid.Int64Range(1, 30_000).Draw(t, "amount")) * Rupiah
			}
		}
		var ticks []DueTick
		var sum Money
		for i, v := range list {
			var owed Money
			for m := Month(202501); m <= 202612; m = m.Add(1) {
				at := v.Dues.Month(m, rapelNow, testRates)
				if at.State == MonthOwed || at.State == MonthPart && m <= rapelNow {
					owed += at.Open
				}
				if at.Open > 0 && rapid.Bool().Draw(t, "ticked") {
					ticks = append(ticks, DueTick{list[i].Member.Member, m})
					sum += at.Open
				}
			}
			if arrears := v.Dues.Arrears(rapelNow, testRates); arrears != owed {
				t.Fatalf("the months come to %v and the arrears to %v", owed, arrears)
			}
		}
		if len(ticks) == 0 {
			return
		}
		shares, problems := TickedShares(append(ticks, ticks[0]), list, rapelNow, testRates)
		e, more := RapelEntry(shares, "11101", 20260331, "", "")
		if len(problems)+len(more) > 0 || CheckLines(e.Lines) != WhatNone || e.Lines[0].Amount != sum {
			t.Fatalf("ticks of %v give %v (%s%s)", sum, e.Lines, said(problems), said(more))
		}
		for _, l := range e.Lines[1:] {
			list[l.Member[0]-1].Dues.Paid[l.Month] -= l.Amount
		}
		again, problems := TickedShares(ticks, list, rapelNow, testRates)
		if len(again) > 0 || len(problems) != len(ticks) {
			t.Fatalf("paid again: %v (%s)", again, said(problems))
		}
	})
}
