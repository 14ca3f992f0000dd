package coop

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// testRates: simpanan wajib Rp20.000, and Rp25.000 from February 2026.
var testRates = RatesOf([]SettingRow{
	{Key: SettingMandatory, From: 20260201, Value: "25000"},
	{Key: SettingMandatory, Value: "20000"},
	{Key: SettingPrincipal, Value: "50000"},
	{Key: SettingMandatory, From: 20270101, Value: "mahal"},
}, SettingMandatory)

func rupiahs(shares []MonthShare) string {
	out := ""
	for _, s := range shares {
		out += fmt.Sprintf(" %v=%d", s.Month, s.Amount/Rupiah)
	}
	return out
}

func TestDues_Arrears(t *testing.T) {
	full := map[Month]Money{202511: 20000_00, 202512: 20000_00, 202601: 20000_00}
	for _, c := range []struct {
		name    string
		dues    Dues
		through Month
		want    string
		paidTo  Month
	}{
		{"pays from the month of joining", Dues{Joined: 20251120, Paid: full}, 202601, "", 202601},
		{
			"owes the new rate from its date",
			Dues{Joined: 20251120, Paid: full},
			202603,
			" 2026-02=25000 2026-03=25000", 202601,
		},
		{"joined later owes less", Dues{Joined: 20260301}, 202603, " 2026-03=25000", 0},
		{
			"a part of a month is still open",
			Dues{Joined: 20251201, Paid: map[Month]Money{202512: 15000_00, 202601: 20000_00}},
			202601, " 2025-12=5000", 0,
		},
		{
			"what is too much for one month pays no other",
			Dues{Joined: 20251201, Paid: map[Month]Money{202512: 90000_00}},
			202601, " 2026-01=20000", 202512,
		},
		{"the month of leaving is not owed", Dues{Joined: 20251201, Left: 20260115}, 202603, " 2025-12=20000", 0},
		{"without a day of joining from the first payment", Dues{Paid: full}, 202602, " 2026-02=25000", 202601},
		{"nothing known, nothing owed", Dues{}, 202602, "", 0},
		{"the future is not owed", Dues{Joined: 20260601}, 202602, "", 0},
		{
			"two registrations are one person",
			JoinDues(Dues{Joined: 20260101, Paid: map[Month]Money{202601: 20000_00}},
				Dues{Joined: 20251201, Left: 20260110, Paid: map[Month]Money{202512: 20000_00}}),
			202602, " 2026-02=25000", 202601,
		},
	} {
		if got := rupiahs(c.dues.Unpaid(c.through, testRates)); got != c.want {
			t.Errorf("%s: open %q, want %q", c.name, got, c.want)
		}
		if got := c.dues.PaidTo(testRates); got != c.paidTo {
			t.Errorf("%s: paid to %v, want %v", c.name, got, c.paidTo)
		}
	}
	if left := JoinDues(Dues{Left: 20260110}, Dues{Left: 20260301}).Left; left != 20260301 {
		t.Errorf("both registrations left: %v", left)
	}
}

func TestDues_Rapel(t *testing.T) {
	june := []Month{202512, 202511, 202510, 202510}
	for _, c := range []struct {
		name           string
		amount         Money
		months         []Month
		dues           Dues
		rates          Rates
		want, problems string
	}{
		{"exact", 60000_00, june, Dues{}, testRates, " 2025-10=20000 2025-11=20000 2025-12=20000", ""},
		{
			"over a change of rate", 45000_00,
			[]Month{202601, 202602},
			Dues{},
			testRates,
			" 2026-01=20000 2026-02=25000", "",
		},
		{
			"too little: the oldest first", 50000_00, june,
			Dues{},
			testRates,
			" 2025-10=20000 2025-11=20000 2025-12=10000", "dues.rapel.differs Rp50.000 Rp60.000",
		},
		{
			"much too little: months without anything fall away", 15000_00, june,
			Dues{},
			testRates, " 2025-10=15000",
			"dues.rapel.differs Rp15.000 Rp60.000",
		},
		{
			"too much stands on the last", 70000_50, june,
			Dues{},
			testRates,
			" 2025-10=20000 2025-11=20000 2025-12=30000", "dues.rapel.differs Rp70.000,50 Rp60.000",
		},
		{
			"says which is paid", 40000_00,
			[]Month{202511, 202512},
			Dues{Paid: map[Month]Money{202511: 20000_00}},
			testRates, " 2025-11=20000 2025-12=20000", "dues.rapel.paid 2025-11",
		},
		{"without a rate equal parts", 100000_00, june, Dues{}, nil, " 2025-10=33333 2025-11=33333 2025-12=33334", ""},
		{"for no month", 20000_00, nil, Dues{}, testRates, "", "dues.rapel.no-month"},
		{"of nothing", 0, june, Dues{}, testRates, "", "dues.amount"},
	} {
		shares, problems := c.dues.Rapel(c.amount, c.months, c.rates)
		if rupiahs(shares) != c.want || said(problems) != c.problems {
			t.Errorf("%s: %s (%s), want %s (%s)", c.name, rupiahs(shares), said(problems), c.want, c.problems)
		}
	}
}

func TestDues_Propose(t *testing.T) {
	d := Dues{Joined: 20251101, Paid: map[Month]Money{202512: 20000_00}}
	shares, rest := d.Propose(75000_00, 202601, testRates)
	if rupiahs(shares) != " 2025-11=20000 2026-01=20000 2026-02=25000 2026-03=10000" || rest != 0 {
		t.Errorf("proposed %s and %v", rupiahs(shares), rest)
	}
	if shares, rest := d.Propose(75000_00, 202601, nil); shares != nil || rest != 75000_00 {
		t.Errorf("without a rate: %s and %v", rupiahs(shares), rest)
	}
	if shares, _ := (Dues{}).Propose(20000_00, 202601, testRates); rupiahs(shares) != " 2026-01=20000" {
		t.Errorf("a member of whom nothing is known: %s", rupiahs(shares))
	}
}

// TestDues_Law: shares always come to the amount, and after paying what is open nothing is.
func TestDues_Law(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := Dues{Joined: 20250115, Paid: map[Month]Money{}}
		amount := Money(rapid.Int64Range(1, 1_000_000_00).Draw(t, "amount"))
		months := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Month {
			return Month(202501).Add(rapid.IntRange(0, 30).Draw(t, "month"))
		}), 1, 9).Draw(t, "months")
		rates := testRates
		if rapid.Bool().Draw(t, "no rate") {
			rates = nil
		}
		shares, _ := d.Rapel(amount, months, rates)
		if shareSum(shares) != amount {
			t.Fatalf("rapel of %v comes to %v", amount, shareSum(shares))
		}
		proposed, rest := d.Propose(amount, 202603, rates)
		if shareSum(proposed)+rest != amount {
			t.Fatalf("proposal of %v comes to %v and %v", amount, shareSum(proposed), rest)
		}
		for _, s := range append(shares, d.Unpaid(202603, testRates)...) {
			d.Paid[s.Month] += s.Amount
		}
		if open := d.Arrears(202603, testRates); open != 0 {
			t.Fatalf("all was paid and %v is open", open)
		}
	})
}

func TestCheckSavings(t *testing.T) {
	for _, c := range []struct {
		got  []Problem
		want string
	}{
		{CheckPrincipal(0, 50000_00, 50000_00), ""},
		{CheckPrincipal(20000_00, 30000_00, 50000_00), ""},
		{CheckPrincipal(20000_00, 40000_00, 50000_00), "dues.principal.more Rp40.000 Rp30.000"},
		{CheckPrincipal(50000_00, 50000_00, 50000_00), "dues.principal.paid Rp50.000"},
		{CheckPrincipal(0, 1, 0), ""},
		{CheckPrincipal(0, 0, 1), "dues.amount"},
		{CheckWithdrawal(100000_00, 100000_00, 0), ""},
		{CheckWithdrawal(100000_00, 100000_01, 0), "dues.saving.balance Rp100.000,01 Rp100.000"},
		{CheckWithdrawal(-5, 1, 0), "dues.saving.balance Rp0,01 Rp0"},
		{CheckWithdrawal(100000_00, 95000_00, 10000_00), "dues.saving.minimum Rp10.000 Rp90.000"},
		{CheckWithdrawal(100000_00, -1, 0), "dues.amount"},
	} {
		if said(c.got) != c.want {
			t.Errorf("%s, want %s", said(c.got), c.want)
		}
	}
}

// An entry is judged by what it does to each saving of each person, all its lines together.
func TestCheckSavings_entry(t *testing.T) {
	a, b := ID{1}, ID{2}
	has := map[ID]map[string]Money{a: {AccountVoluntary: 50_000 * Rupiah, AccountPrincipal: 100_000 * Rupiah}}
	held := func(member ID, account string) Money { return has[member][account] }
	line := func(account string, member ID, rupiah Money) Line {
		return Line{Account: account, Member: member, Amount: rupiah * Rupiah}
	}
	for name, c := range map[string]struct {
		lines []Line
		want  []string
	}{
		"all_of_it": {[]Line{line(AccountVoluntary, a, 50_000)}, nil},
		"more":      {[]Line{line(AccountVoluntary, a, 50_001)}, []string{ProblemSavingBalance}},
		"in_two_lines": {
			[]Line{line(AccountVoluntary, a, 30_000), line(AccountVoluntary, a, 30_000)},
			[]string{ProblemSavingBalance},
		},
		"another_has_0": {[]Line{line(AccountVoluntary, b, 1)}, []string{ProblemSavingBalance}},
		"nobody_named":  {[]Line{line(AccountVoluntary, ID{}, 1_000_000)}, nil},
		"put_in":        {[]Line{line(AccountVoluntary, a, -1_000_000)}, nil},
		"pokok_again":   {[]Line{line(AccountPrincipal, a, -100_000)}, []string{ProblemDuesPrincipalPaid}},
		"pokok_first":   {[]Line{line(AccountPrincipal, b, -100_000)}, nil},
		"pokok_more":    {[]Line{line(AccountPrincipal, b, -100_001)}, []string{ProblemDuesPrincipalMore}},
		"other_account": {[]Line{line("11101", a, 1_000_000)}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			var keys []string
			for _, p := range CheckSavings(held, Rates{{Amount: 100_000 * Rupiah}}, 20260105, c.lines) {
				keys = append(keys, p.Key)
			}
			if !slices.Equal(keys, c.want) {
				t.Errorf("%v, want %v", keys, c.want)
			}
		})
	}
}
