package coop

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// savingRulesOf reads "key=value" and "key@20260201=value".
func savingRulesOf(texts ...string) SavingRules {
	var rows []SettingRow
	for _, text := range texts {
		key, value, _ := strings.Cut(text, "=")
		key, day, _ := strings.Cut(key, "@")
		row := SettingRow{Key: key, Value: value}
		fmt.Sscan(day, &row.From) //nolint:errcheck // none is 0
		rows = append(rows, row)
	}
	return SavingRulesOf(rows)
}

// Every row is a saving of January 2026: what was there, what moved, and what it earns.
func TestSavingRules_Interest(t *testing.T) {
	for _, c := range []struct {
		name, rules string
		opening     Money
		moves       []DayMove
		want        Money
	}{
		{"golden: 5.000.000 at 6 % for 31 days", "savings.voluntary.rate=600", 5_000_000, nil, 25_479},
		{"golden: the same by months", "savings.voluntary.rate=600 savings.year=months", 5_000_000, nil, 25_000},
		{"3 % where nothing is set", "", 1_000_000, nil, 2_548},
		{"paid in earns from its own day", "", 0, []DayMove{{20260131, 36_500_000_00}}, 3_000},
		{"paid out earns no more on its own day", "", 36_500_000, []DayMove{{20260102, -36_500_000_00}}, 3_000},
		{
			"the rate of each day", "savings.voluntary.rate=300 savings.voluntary.rate@20260131=600", 36_500_000, nil,
			30*3_000 + 6_000,
		},
		{
			"the lowest balance", "savings.voluntary.method=lowest", 36_500_000,
			[]DayMove{{20260120, -36_499_900_00}, {20260121, 90_000_000_00}},
			0,
		},
		{"the average", "savings.voluntary.method=average", 0, []DayMove{{20260131, 31_000_00}}, 3},
		{"no rate, no interest", "savings.voluntary.rate=0", 5_000_000, nil, 0},
		{"below zero earns nothing and costs nothing", "", -5_000_000, []DayMove{{20260131, 41_500_000_00}}, 3_000},
		{"a rate that cannot be read is none", "savings.voluntary.rate=banyak", 36_500_000, nil, 93_000},
		{
			"rounded to hundreds where that is set", "savings.voluntary.rate=600 savings.unit=100", 5_000_000,
			nil, 25_500,
		},
		{"nothing there", "", 0, nil, 0},
	} {
		r := savingRulesOf(strings.Fields(c.rules)...)
		shares, err := r.Run(InterestMonth{Month: 202601, Savings: []SavingMonth{{
			Member: testID("Siti"), Account: AccountVoluntary, Opening: c.opening * Rupiah, Moves: c.moves,
		}}})
		got := Money(0)
		if len(shares) > 0 {
			got = shares[0].Gross
		}
		if err != nil || got != c.want*Rupiah {
			t.Errorf("%s: earns %v, want %v (%v)", c.name, got, c.want*Rupiah, err)
		}
	}
}

// The limit is of a member and month, over all savings; above it the whole is taxed.
func TestSavingRules_Tax(t *testing.T) {
	for _, c := range []struct {
		name                 string
		before, taxed, gross Money
		tax, short           Money
	}{
		{"golden: 240.000", 0, 0, 240_000, 0, 0},
		{"golden: 300.000", 0, 0, 300_000, 30_000, 0},
		{"one rupiah above", 0, 0, 240_001, 24_000, 0},
		{"a term deposit ended in the same month", 200_000, 0, 100_000, 30_000, 0},
		{"of which tax was withheld", 300_000, 30_000, 100_000, 10_000, 0},
		{"too little is left to take it from", 240_000, 0, 1_000, 1_000, 23_100},
		{"nothing", 0, 0, 0, 0, 0},
	} {
		tax, short := savingRulesOf().TaxNow(TaxState{c.before * Rupiah, c.taxed * Rupiah}, c.gross*Rupiah, 20260131)
		if tax != c.tax*Rupiah || short != c.short*Rupiah {
			t.Errorf("%s: %v and %v short", c.name, tax, short)
		}
	}
	r := savingRulesOf("savings.tax.free@20270101=500000", "savings.tax.rate@20270101=2000")
	if a, b := r.Tax(600_000_00, 20261231), r.Tax(600_000_00, 20270101); a != 60_000_00 || b != 120_000_00 {
		t.Errorf("a new law counts from its day: %v, %v", a, b)
	}
}

func linesText(e Entry) string {
	var out []string
	for _, l := range e.Lines {
		side := "D"
		if l.Amount < 0 {
			side = "K"
		}
		out = append(out, fmt.Sprintf("%s %s %d", side, l.Account, max(l.Amount, -l.Amount)/Rupiah))
	}
	return strings.Join(out, ", ")
}

func TestSavingRules_RunIsOneEntryAMember(t *testing.T) {
	r := savingRulesOf("savings.voluntary.rate=600", "savings.year=months", "savings.special.lebaran.name=Hari raya",
		"savings.special.lebaran.rate=1200")
	siti, budi, joko := testID("Siti"), testID("Budi"), testID("Joko")
	in := InterestMonth{Month: 202602, Savings: []SavingMonth{
		{Member: siti, Account: AccountSpecial, Special: SpecialID("lebaran"), Opening: 20_000_000_00},
		{Member: siti, Account: AccountVoluntary, Opening: 20_000_000_00},
		{Member: siti, Account: AccountPrincipal, Opening: 50_000_00},
		{Member: budi, Account: AccountVoluntary, Opening: 1_000_000_00},
		{Member: joko, Account: AccountVoluntary, Opening: 2_000_000_00},
	}, Done: map[ID]Money{joko: 9_000_00}}
	shares, err := r.Run(in)
	if err != nil || len(shares) != 3 {
		t.Fatal(shares, err)
	}
	want := []string{
		"D 53101 300000, K 21101 70000, K 21102 200000, K 23203 30000", "D 53101 5000, K 21101 5000", "",
	}
	acts := RunActs(shares, 202602)
	for i, act := range acts {
		e := act.Body.(Entry)
		if got := linesText(e); got != want[i] || e.Date != 20260228 || CheckLines(e.Lines) != WhatNone {
			t.Errorf("entry %d: %s on %v, want %s", i, got, e.Date, want[i])
		}
	}
	gross, tax, members := InterestTotal(shares)
	if len(acts) != 2 || gross != 305_000_00 || tax != 30_000_00 || members != 2 {
		t.Errorf("%d entries, %v and %v of %d", len(acts), gross, tax, members)
	}
	for want, got := range map[string][]Problem{
		"":                     CheckRun(shares, 202602, 20260228, 20260131, gross),
		ProblemInterestEarly:   CheckRun(shares, 202602, 20260227, 20260131, gross),
		ProblemInterestClosed:  CheckRun(shares, 202602, 20260305, 20260228, gross),
		ProblemInterestNothing: CheckRun(shares[2:], 202602, 20260305, 0, 0),
		ProblemInterestChanged: CheckRun(shares, 202602, 20260305, 0, gross+100),
	} {
		if (want == "") != (len(got) == 0) || len(got) > 0 && got[0].Key != want {
			t.Errorf("want %q, got %v", want, got)
		}
	}
}

// What a run adds to savings and withholds is what it costs, to the rupiah; no tax is above its rate; splitting a month
// between a term deposit and a saving never changes the tax of both together.
func TestSavingRules_RunAlwaysAddsUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := savingRulesOf(
			fmt.Sprintf("savings.voluntary.rate=%d", rapid.Int64Range(0, 3000).Draw(t, "rate")),
			"savings.special.rate="+fmt.Sprint(rapid.Int64Range(0, 3000).Draw(t, "special")),
			"savings.voluntary.method="+rapid.SampledFrom([]string{"daily", "lowest", "average"}).Draw(t, "method"),
			"savings.year="+rapid.SampledFrom([]string{"days", "months"}).Draw(t, "year"))
		in := InterestMonth{Month: 202600 + Month(rapid.IntRange(1, 12).Draw(t, "month")), Before: map[ID]TaxState{}}
		for i := range rapid.IntRange(1, 5).Draw(t, "members") {
			member := testID(fmt.Sprint(i))
			earned := Money(rapid.Int64Range(0, 1_000_000).Draw(t, "before")) * Rupiah
			in.Before[member] = TaxState{earned, r.Tax(earned, in.Month.Last())}
			for _, account := range []string{AccountVoluntary, AccountSpecial} {
				s := SavingMonth{Member: member, Account: account}
				s.Opening = Money(rapid.Int64Range(-1_000_00, 100_000_000_00).Draw(t, "opening"))
				for range rapid.IntRange(0, 4).Draw(t, "moves") {
					day := in.Month.First() + Date(rapid.IntRange(0, 27).Draw(t, "day"))
					s.Moves = append(s.Moves, DayMove{day, Money(rapid.Int64Range(-9e9, 9e9).Draw(t, "amount"))})
				}
				in.Savings = append(in.Savings, s)
			}
		}
		shares, err := r.Run(in)
		if err != nil {
			t.Fatal(err)
		}
		for i := range shares {
			s := &shares[i]
			sum, added := Money(0), Money(0)
			for _, l := range s.Entry(in.Month).Lines {
				sum += l.Amount
				if l.Member == s.Member {
					added -= l.Amount
				}
			}
			all := r.Tax(s.Before.Gross+s.Gross, in.Month.Last())
			switch {
			case sum != 0 || added != s.Net():
				t.Fatalf("an entry is off by %v, or adds %v for %v", sum, added, s.Net())
			case s.Net() < 0 || s.Tax < 0 || s.Tax > s.Gross || 10*all > s.Before.Gross+s.Gross:
				t.Fatalf("tax %v of %v, all %v", s.Tax, s.Gross, all)
			case s.Before.Tax+s.Tax+s.Short != max(all, s.Before.Tax):
				t.Fatalf("%v and %v and %v short are not %v", s.Before.Tax, s.Tax, s.Short, all)
			case s.Gross%Rupiah != 0 || s.Tax%Rupiah != 0:
				t.Fatalf("not in whole rupiah: %v, %v", s.Gross, s.Tax)
			}
		}
	})
}

func TestBlocks(t *testing.T) {
	siti, again := testID("Siti"), testID("Siti again")
	same := func(id ID) ID {
		if id == again {
			return siti
		}
		return id
	}
	blocks := []BlockView{
		{Block: Block{Member: siti, Account: AccountVoluntary, Amount: 100_000_00, Date: 20260110}},
		{Block: Block{Member: again, Account: AccountVoluntary, Amount: 50_000_00, Date: 20260120}},
		{
			Block:    Block{Member: siti, Account: AccountVoluntary, Amount: 7_000_00, Date: 20260101},
			LiftedBy: testID("x"), LiftedOn: 20260115,
		},
		{Block: Block{Member: siti, Account: AccountTerm, Amount: 9_000_000_00, Date: 20260101}},
		{Block: Block{Member: testID("Budi"), Account: AccountVoluntary, Amount: 9_000_000_00, Date: 20260101}},
	}
	for day, want := range map[Date]Money{20260105: 7_000, 20260114: 107_000, 20260115: 100_000, 20260120: 150_000} {
		if got := Blocked(blocks, same, again, AccountVoluntary, day); got != want*Rupiah {
			t.Errorf("%v: %v blocked, want %v", day, got, want)
		}
	}
	for amount, want := range map[Money]string{
		60_000_00: "", 60_001_00: ProblemBlocked, 300_000_00: ProblemSavingBalance, 0: ProblemDuesNothing,
	} {
		got := CheckDraw(220_000_00, 150_000_00, 10_000_00, amount)
		if (want == "") != (len(got) == 0) || len(got) > 0 && got[0].Key != want {
			t.Errorf("%v: %v, want %q", amount, got, want)
		}
	}
	_, wrong, warn := NewBlock(siti, AccountMandatory, 0, 0, 0, " ")
	if len(wrong) != 4 || len(warn) != 0 {
		t.Errorf("wrong %v, warn %v", wrong, warn)
	}
	b, wrong, warn := NewBlock(siti, AccountVoluntary, 5_000_00, 1_000_00, 20260101, " agunan  PJ-3 ")
	if len(wrong) != 0 || len(warn) != 1 || b.Reason != "agunan PJ-3" {
		t.Errorf("%v: wrong %v, warn %v", b, wrong, warn)
	}
	if _, problems := blocks[2].Lift(20260120, "lunas"); len(problems) != 1 || problems[0].Key != ProblemBlockLifted {
		t.Error("lifted twice:", problems)
	}
}

func TestTransfer(t *testing.T) {
	e, problems := Transfer(
		testID("Siti"),
		[]MonthShare{{202601, 20_000_00}, {202602, 25_000_00}},
		45_000_00,
		20260203,
		"",
	)
	if got := linesText(e); got != "D 21101 45000, K 31102 20000, K 31102 25000" || len(problems) > 0 {
		t.Error(got, problems)
	}
	for want, shares := range map[string][]MonthShare{
		ProblemDuesNothing: nil, ProblemSavingBalance: {{202601, 45_000_01}},
	} {
		if _, problems := Transfer(testID("Siti"), shares, 45_000_00, 20260203, ""); problems[0].Key != want {
			t.Error(problems, want)
		}
	}
}

func TestPercent(t *testing.T) {
	for text, want := range map[string]int64{
		"3": 300, "3,5": 350, "3.25 %": 325, "0,05%": 5, " 12 %": 1200, "x": -1, "": -1, "-3": -1, "3,": -1,
		"1,234": -1,
	} {
		got, err := ParsePercent(text)
		if (err != nil) != (want < 0) || err == nil && got != want {
			t.Errorf("%q is %d, %v; want %d", text, got, err, want)
		}
	}
	if a, b, c := FormatPoints(300), FormatPoints(350), FormatPoints(-5); a != "3 %" || b != "3,5 %" || c != "-0,05 %" {
		t.Error(a, b, c)
	}
}

func TestSavingRules_CapAndSpecials(t *testing.T) {
	r := savingRulesOf("savings.special.b.name=Pendidikan", "savings.special.a.name=Hari raya",
		"savings.special.c.name=Lama", "savings.special.c.name@20260101=", "savings.special.a.minimum=10000")
	var names []string
	for _, s := range r.Specials(20260105) {
		names = append(names, s.Name)
	}
	if !slices.Equal(names, []string{"Hari raya", "Pendidikan"}) || len(r.Specials(20251231)) != 3 {
		t.Error(names)
	}
	if r.Minimum(AccountSpecial, SpecialID("a"), 20260105) != 10_000_00 {
		t.Error("the minimum of a purpose")
	}
	if len(r.CheckSavingRate(900, 20260101)) != 0 || len(r.CheckSavingRate(901, 20260101)) != 1 {
		t.Error("9 % is allowed, more is warned of")
	}
}

// What is blocked or must stay is warned of when it is drawn; a saving that ends with all of it is not.
func TestSavingRules_CheckBlocked(t *testing.T) {
	r := savingRulesOf("savings.voluntary.minimum=10000")
	siti := testID("Siti")
	for _, c := range []struct {
		name             string
		blocked, drawing Money
		account, want    string
	}{
		{"enough is free", 100_000, 90_000, AccountVoluntary, ""},
		{"blocked", 100_000, 150_000, AccountVoluntary, ProblemBlocked},
		{"all of it, with a block", 100_000, 200_000, AccountVoluntary, ProblemBlocked},
		{"all of it, without", 0, 200_000, AccountVoluntary, ""},
		{"the least balance", 0, 195_000, AccountVoluntary, ProblemSavingMinimum},
		{"more than there is is another's affair", 100_000, 300_000, AccountVoluntary, ""},
		{"a deposit", 100_000, -300_000, AccountVoluntary, ""},
		{"dues are not drawn", 100_000, 150_000, AccountMandatory, ""},
	} {
		got := r.CheckBlocked(func(ID, string) Money { return 200_000_00 },
			func(ID, string) Money { return c.blocked * Rupiah }, 20260110, []Line{
				{Account: c.account, Amount: c.drawing * Rupiah, Member: siti}, {Account: "11101", Amount: -c.drawing},
			})
		if (c.want == "") != (len(got) == 0) || len(got) > 0 && got[0].Key != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}
