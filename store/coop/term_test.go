package coop

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// termOf is a deposit of 5.000.000 at 6 % from 1 January 2026.
func termOf(months int64, held, accrued Money) *TermView {
	return &TermView{
		ID: testID("term"), Held: held * Rupiah, Accrued: accrued * Rupiah, Opened: true,
		Term: Term{
			Member: testID(
				"Siti",
			),
			Amount: 5_000_000_00,
			Months: months,
			Rate:   600,
			Date:   20260101,
			Roll:   RollPrincipal,
		},
	}
}

func TestTerm_Interest(t *testing.T) {
	for _, c := range []struct {
		name, rules string
		date        Date
		months      int64
		want        Money
	}{
		{"golden by days: 31/365", "", 20260101, 1, 25_479},
		{"golden by months", "term.year=months", 20260101, 1, 25_000},
		{"three months are 90 days", "", 20260101, 3, 73_973},
		{"three months are a quarter", "term.year=months", 20260101, 3, 75_000},
		{"a year", "", 20260101, 12, 300_000},
		{"a month from the 31st ends on the 28th", "", 20260131, 1, 23_014},
		{"and in a leap year on the 29th: 29/365", "", 20240131, 1, 23_836},
		{"from the 29th of February to the 28th a year later", "", 20240229, 12, 300_000},
		{"a year with a 29th of February has 366 days", "", 20240101, 12, 300_822},
		{"by months it is a year like others", "term.year=months", 20240101, 12, 300_000},
		{"four years from a leap day end on one", "", 20240229, 48, 1_200_822},
	} {
		v := Term{Amount: 5_000_000_00, Months: c.months, Rate: 600, Date: c.date}
		got, err := savingRulesOf(strings.Fields(c.rules)...).TermInterest(v)
		if err != nil || got != c.want*Rupiah {
			t.Errorf("%s: %v, want %v", c.name, got, c.want*Rupiah)
		}
	}
}

// A row is an end: how it is paid and which lines that makes.
func TestTerm_Ends(t *testing.T) {
	for _, c := range []struct {
		name, rules, to string
		held, accrued   Money
		day             Date
		before          TaxState
		want            string
	}{
		{
			"T6 at its end", "", "11103", 5_000_000, 0, 20260401,
			TaxState{},
			"D 21103 5000000, D 53102 73973, K 11103 5073973",
		},
		{
			"T6 with what was accrued", "", "11201", 5_000_000, 49_315, 20260401,
			TaxState{},
			"D 21103 5000000, D 23101 49315, D 53102 24658, K 11201 5073973",
		},
		{
			"late: no more interest", "", "11103", 5_000_000, 73_973, 20260701,
			TaxState{},
			"D 21103 5000000, D 23101 73973, K 11103 5073973",
		},
		{
			"with tax, as the month brought more", "", "11103", 5_000_000, 0, 20260401,
			TaxState{Gross: 200_000_00},
			"D 21103 5000000, D 53102 73973, K 23203 27397, K 11103 5046576",
		},
		{
			"broken: the interest falls away, accrued cost comes back", "", "11103", 5_000_000, 49_315, 20260310,
			TaxState{},
			"D 21103 5000000, D 23101 49315, K 53102 49315, K 11103 5000000",
		},
		{
			"broken with half the interest and a fee", "term.break.interest=5000 term.break.fee=50", "21101",
			5_000_000, 0,
			20260301,
			TaxState{},
			"D 21103 5000000, D 53102 24247, K 71107 25000, K 21101 4999247",
		},
	} {
		r, v := savingRulesOf(strings.Fields(c.rules)...), termOf(3, c.held, c.accrued)
		s, problems := r.EndTerm(v, c.day, c.before)
		e, more := PayTerm(v, s, c.to, c.day, "", "")
		if got := linesText(e); got != c.want || len(problems)+len(more) > 0 || CheckLines(e.Lines) != WhatNone {
			t.Errorf("%s:\n got %s %v\nwant %s", c.name, got, problems, c.want)
		}
	}
}

func TestTerm_RollsOver(t *testing.T) {
	for _, c := range []struct {
		name string
		roll RollOver
		want string
	}{
		{
			"T7: interest to the saving", RollPrincipal,
			"D 21103 5000000, D 23101 49315, D 53102 24658, K 21103 5000000, K 21101 73973",
		},
		{"interest stays", RollBoth, "D 21103 5000000, D 23101 49315, D 53102 24658, K 21103 5073973"},
	} {
		r, v := savingRulesOf("term.rate@20260401=550"), termOf(3, 5_000_000, 49_315)
		v.Roll = c.roll
		s, _ := r.EndTerm(v, 20260401, TaxState{})
		next, problems := r.RollTerm(v, s, "B-2", 20260401)
		e := RolledTerm(v, s, next, testID("next"))
		if got := linesText(e); got != c.want || len(problems) > 0 || CheckLines(e.Lines) != WhatNone {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
		if next.Replaces != v.ID || next.Rate != 550 || next.End() != 20260701 {
			t.Errorf("%s: %+v", c.name, next)
		}
	}
	v := termOf(3, 5_000_000, 0)
	s, _ := savingRulesOf().EndTerm(v, 20260331, TaxState{})
	if _, problems := savingRulesOf().RollTerm(v, s, "", 20260331); len(problems) != 1 ||
		problems[0].Key != ProblemTermEarly {
		t.Error("rolled a day early:", problems)
	}
}

// The lengths that are offered are typed by a person. What cannot be a length is refused there, and not offered where
// it stands in a book already.
func TestSoundTermMonths(t *testing.T) {
	for text, want := range map[string]string{
		"1,3,6,12": "true [1 3 6 12]", "6": "true [6]", " 3 , 120 ": "true [3 120]",
		"": "false [1 3 6 12]", "0": "false []", "3,0": "false [3]", "-6,12": "false [12]",
		"1000": "false []", "121": "false []", "3;6": "false []", "3 6": "false []",
		"3,": "false [3]", "tiga": "false []", "1.5": "false []",
	} {
		rules := savingRulesOf(SettingTermMonths + "=" + text)
		if got := fmt.Sprint(SoundTermMonths(text), rules.TermMonths(20260101)); got != want {
			t.Errorf("%q: %s, not %s", text, got, want)
		}
	}
}

func TestTerm_IsRefused(t *testing.T) {
	r := savingRulesOf()
	good := Term{Amount: 1_000_000_00, Months: 3, Rate: 600, Date: 20260101, Number: "B-1"}
	for _, c := range []struct {
		name   string
		change func(*Term)
		wrong  string
		warn   string
	}{
		{"fine", func(*Term) {}, "", ""},
		{"nothing", func(t *Term) { t.Amount = 0 }, ProblemTermAmount, ""},
		{"no length", func(t *Term) { t.Months = 0 }, ProblemTermLength, ""},
		{"another length is warned of", func(t *Term) { t.Months = 5 }, "", ProblemTermMonths},
		{"above the cap is warned of", func(t *Term) { t.Rate = 1000 }, "", ProblemSavingRate},
		{"far too much", func(t *Term) { t.Rate = 10001 }, ProblemTermRate, ProblemSavingRate},
		{"no day", func(t *Term) { t.Date = 20260230 }, ProblemEntryDate, ""},
		{"a certificate's number twice", func(t *Term) { t.Number = "b-7" }, ProblemTermNumber, ""},
	} {
		term := good
		c.change(&term)
		wrong, warn := r.CheckTerm(term, []string{"B-7"})
		for want, got := range map[string][]Problem{c.wrong: wrong, c.warn: warn} {
			if (want == "") != (len(got) == 0) && c.wrong != c.warn ||
				len(got) > 0 && want != "" && got[0].Key != want {
				t.Errorf("%s: %v, want %q", c.name, got, want)
			}
		}
	}
	ended := termOf(3, 0, 0)
	if _, problems := r.EndTerm(ended, 20260401, TaxState{}); problems[0].Key != ProblemTermEnded {
		t.Error(problems)
	}
	if _, problems := r.EndTerm(termOf(3, 1, 0), 20251231, TaxState{}); problems[0].Key != ProblemTermBegins {
		t.Error(problems)
	}
	if _, problems := OpenTerm(good, testID("x"), "41101", "", ""); problems[0].Key != ProblemRapelCash {
		t.Error(problems)
	}
	if e, _ := OpenTerm(good, testID("x"), AccountTerm, "", ""); linesText(e) != "D 21103 1000000, K 21103 1000000" {
		t.Error("money that stands there gets its certificate:", linesText(e))
	}
}

// Month by month the accruals come to no more than the interest, and with the end to exactly that; the deposit and its
// accrual end at zero.
func TestTerm_AccrualsEndAtTheInterest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := savingRulesOf("term.year=" + rapid.SampledFrom([]string{"days", "months"}).Draw(t, "year"))
		v := termOf(rapid.Int64Range(1, 24).Draw(t, "months"), 0, 0)
		v.Amount = Money(rapid.Int64Range(1, 9e9).Draw(t, "amount")) * Rupiah
		v.Rate, v.Held = rapid.Int64Range(0, 2400).Draw(t, "rate"), v.Amount
		v.Date = Date(20260101).AddDays(rapid.IntRange(0, 700).Draw(t, "day"))
		cost := Money(0)
		for m := v.Date.Month(); m <= v.End().Month().Add(rapid.IntRange(-6, 2).Draw(t, "until")); m = m.Add(1) {
			if e, any, err := r.Accrual(v, m); err != nil {
				t.Fatal(err)
			} else if any {
				v.Accrued += e.Lines[0].Amount
				cost += e.Lines[0].Amount
			}
		}
		s, problems := r.EndTerm(v, v.End(), TaxState{Gross: 1_000_000_00, Tax: 100_000_00})
		e, more := PayTerm(v, s, "11103", v.End(), "", "")
		if len(problems)+len(more) > 0 {
			t.Fatal(problems, more)
		}
		for _, l := range e.Lines {
			switch l.Account {
			case AccountTermInterest:
				cost += l.Amount
			case AccountAccrued:
				v.Accrued -= l.Amount
			case AccountTerm:
				v.Held -= l.Amount
			}
		}
		whole, _ := r.TermInterest(v.Term)
		if cost != whole || v.Accrued != 0 || v.Held != 0 || CheckLines(e.Lines) != WhatNone {
			t.Fatalf("cost %v of %v, accrued %v, held %v", cost, whole, v.Accrued, v.Held)
		}
	})
}
