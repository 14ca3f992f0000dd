package coop

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

var (
	leaver = Leaver{
		MemberRow: MemberRow{Member: testID("M-040"), Same: testID("M-040"), Status: StatusAsked},
		Leaving:   "keluar|2025-11-10|pindah desa",
	}
	asked, _ = LeaveAskOf(leaver.Leaving)
)

func itemsOf(pairs ...any) []LeaveItem {
	var all []LeaveItem
	for i := 0; i < len(pairs); i += 2 {
		all = append(all, LeaveItem{
			Account: pairs[i].(string), Member: leaver.Member, Amount: Money(pairs[i+1].(int)) * Rupiah,
		})
	}
	return all
}

func TestLeave_Entries(t *testing.T) {
	for _, c := range []struct {
		name string
		has  []LeaveItem
		tax  Money
		to   string
		net  Money
		want string
	}{
		{
			"golden entry 50", itemsOf("31101", 50_000, "31102", 40_000), 0, "11101", 90_000,
			"D 31101 50000, D 31102 40000, K 11101 90000",
		},
		{
			"T1 the refund is kept", itemsOf("31101", 50_000, "31102", 40_000), 0, AccountRefund, 90_000,
			"D 31101 50000, D 31102 40000, K 21106 90000",
		},
		{
			"T2 set off against a loan", append(itemsOf("12101", -150_000, "21101", 100_000, "31101", 50_000, "31102",
				40_000, "41201", 999_000), LeaveItem{
				Account: "41201", Member: leaver.Member,
				Amount: -3_000_00, New: true,
			}),
			0, "11101", 37_000,
			"D 31101 50000, D 31102 40000, D 21101 100000, K 41201 3000, K 12101 150000, K 11101 37000",
		},
		{
			"unpaid surplus, purchases on credit", itemsOf("31101", 50_000, "24101", 7_000, "24102", 3_000,
				"12302", -20_000),
			0, "11201", 40_000, "D 31101 50000, D 24101 7000, D 24102 3000, K 12302 20000, K 11201 40000",
		},
		{
			"less than nothing: set off as far as it goes", itemsOf("31101", 50_000, "12101", -80_000, "12301",
				-10_000), 0,
			"11101", -40_000, "D 31101 50000, K 12101 50000",
		},
		{
			"nothing comes out of it", itemsOf("31101", 50_000, "12101", -50_000), 0, "11101", 0,
			"D 31101 50000, K 12101 50000",
		},
		{
			"interest of the running month, with tax", append(itemsOf("21101", 100_000_000),
				LeaveItem{Account: AccountVoluntary, Member: leaver.Member, Amount: 300_000_00, New: true}),
			30_000, "11201",
			100_270_000, "D 21101 100000000, D 53101 300000, K 23203 30000, K 11201 100270000",
		},
		{
			"an overdrawn saving is owed", itemsOf("21101", -5_000, "31101", 50_000), 0, "11101", 45_000,
			"D 31101 50000, K 21101 5000, K 11101 45000",
		},
		{"nothing at all", nil, 0, "11101", 0, ""},
	} {
		s := SumLeave(c.has, c.tax*Rupiah)
		e, any := s.Entry(leaver.Member, asked, c.to, 20251115, "", "")
		if got := linesText(e); got != c.want || s.Net() != c.net*Rupiah || any != (c.want != "") {
			t.Errorf("%s: net %v\n got %s\nwant %s", c.name, s.Net(), got, c.want)
		}
		if any && CheckLines(e.Lines) != WhatNone {
			t.Errorf("%s does not balance", c.name)
		}
	}
}

// After the entry nothing of the member is left but what could not be set off.
func TestLeave_AlwaysEndsAtZero(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var all []LeaveItem
		left := map[string]Money{}
		for _, account := range LeaveAccounts() {
			if account == AccountLoanInterest || account == AccountLoanPenalty || rapid.Bool().Draw(t, "none") {
				continue
			}
			amount := Money(rapid.Int64Range(1, 9e9).Draw(t, account))
			if slices.Contains(leaveOwes, account) {
				amount = -amount
			}
			all = append(all, LeaveItem{Account: account, Member: leaver.Member, Amount: amount})
			left[account] += amount
		}
		s := SumLeave(all, 0)
		e, _ := s.Entry(leaver.Member, asked, "11101", 20251115, "", "")
		sum, paid := Money(0), Money(0)
		for _, l := range e.Lines {
			sum += l.Amount
			left[l.Account] -= l.Amount
			if l.Account == "11101" {
				paid = -l.Amount
			}
		}
		delete(left, "11101")
		rest := Money(0)
		for account, amount := range left {
			if amount > 0 {
				t.Fatalf("%v is left on %s", amount, account)
			}
			rest -= amount
		}
		if sum != 0 || paid != max(0, s.Net()) || rest != max(0, -s.Net()) {
			t.Fatalf("off by %v; net %v, paid %v, still owed %v", sum, s.Net(), paid, rest)
		}
	})
}

func TestLeave_Steps(t *testing.T) {
	row := MemberRow{Member: testID("M-040"), Same: testID("M-040"), Status: StatusActive}
	s := SumLeave(itemsOf("31101", 50_000), 0)
	granted := LeaveDecision{Made: true, Granted: true, Figures: LeaveFigures(s)}
	for _, c := range []struct {
		name     string
		problems func() []Problem
		want     string
	}{
		{"asks", func() []Problem { _, p := AskLeave(Leaver{MemberRow: row}, asked); return p }, ""},
		{"asks twice", func() []Problem { _, p := AskLeave(leaver, asked); return p }, ProblemLeaveAsked},
		{"without a reason", func() []Problem {
			_, p := AskLeave(Leaver{MemberRow: row}, LeaveAsk{Why: StatusDead, Date: 20251110})
			return p
		}, ProblemLeaveReason},
		{"without a why", func() []Problem {
			_, p := AskLeave(Leaver{MemberRow: row}, LeaveAsk{"bosan", 20251110, "x"})
			return p
		}, ProblemLeaveWhy},
		{"a number of a person in the reason", func() []Problem {
			_, p := AskLeave(Leaver{MemberRow: row}, LeaveAsk{StatusDead, 20251110, "NIK 6112034507900003"})
			return p
		}, ProblemTemplatePersonal},
		{"stays", func() []Problem { _, p := StayAfterAll(leaver); return p }, ""},
		{
			"stays who never asked", func() []Problem {
				_,
					p := StayAfterAll(Leaver{MemberRow: row})
				return p
			}, ProblemLeaveNotAsked,
		},
		{"agreed", func() []Problem { return CheckLeave(leaver, s, granted, 0, 20251115) }, ""},
		{"waits", func() []Problem { return CheckLeave(leaver, s, LeaveDecision{}, 0, 20251115) }, ProblemLeaveWaits},
		{
			"refused", func() []Problem {
				return CheckLeave(leaver, s, LeaveDecision{Made: true}, 0,
					20251115)
			}, ProblemLeaveRefused,
		},
		{
			"a term deposit runs", func() []Problem { return CheckLeave(leaver, s, granted, 1, 20251115) },
			ProblemLeaveTerm,
		},
		{"dues came in since", func() []Problem {
			return CheckLeave(leaver, SumLeave(itemsOf("31101", 50_000, "31102", 20_000), 0), granted, 0, 20251115)
		}, ProblemLeaveChanged},
		{
			"before it was asked", func() []Problem { return CheckLeave(leaver, s, granted, 0, 20251109) },
			ProblemLeaveBefore,
		},
	} {
		got := c.problems()
		if (c.want == "") != (len(got) == 0) || len(got) > 0 && got[0].Key != c.want {
			t.Errorf("%s: %v, want %q", c.name, got, c.want)
		}
	}
	acts, problems := LeaveActs(leaver, s, AccountRefund, 20251115, "", "")
	if len(problems) > 0 || len(acts) != 2 || acts[1].Body.(MemberEdit).Fields[FieldLeft] != "2025-11-15" {
		t.Error(acts, problems)
	}
}

func TestHeirs(t *testing.T) {
	family := []Heir{
		{Name: "Aminah", Relation: "istri", Share: 3333},
		{Name: "Joko", Share: 3334},
		{Name: "Tuti", Share: 3333},
	}
	if p := CheckHeirs(family); len(p) != 0 {
		t.Error(p)
	}
	shares := HeirShares(100_000_00, Rupiah, family)
	if !slices.Equal(shares, []Money{33_330_00, 33_340_00, 33_330_00}) {
		t.Error(shares)
	}
	if back := HeirsOf(HeirsText(family)); !slices.Equal(back, family) || HeirsOf("{") != nil || HeirsText(nil) != "" {
		t.Error(back)
	}
	for want, all := range map[string][]Heir{
		ProblemHeirSum:   {{Name: "A", Share: 5000}, {Name: "B", Share: 4999}},
		ProblemHeirName:  {{Share: 10_000}},
		ProblemHeirShare: {{Name: "A", Share: 0}},
		ProblemHeirNIK:   {{Name: "A", NIK: "123", Share: 10_000}},
		ProblemHeirMany:  make([]Heir, 13),
	} {
		if p := CheckHeirs(all); len(p) == 0 || p[0].Key != want {
			t.Errorf("want %s, got %v", want, p)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		amount := Money(rapid.Int64Range(1, 9e12).Draw(t, "amount"))
		all, left := []Heir{}, int64(10_000)
		for left > 0 {
			share := rapid.Int64Range(1, left).Draw(t, "share")
			all, left = append(all, Heir{Name: "x", Share: share}), left-share
		}
		if sum, err := SumMoney(HeirShares(amount, Rupiah, all)...); err != nil || sum != amount {
			t.Fatal(sum, amount)
		}
	})
	for want, amount := range map[string]Money{"": 60_000_00, ProblemLeaveMore: 60_001_00, ProblemDuesNothing: 0} {
		e, p := PayRefund(testID("M-040"), amount, 60_000_00, "11101", 20251201, "Aminah", "")
		if (want == "") != (len(p) == 0) || len(p) > 0 && p[0].Key != want ||
			want == "" && linesText(e) != "D 21106 60000, K 11101 60000" {
			t.Errorf("want %q: %v %s", want, p, linesText(e))
		}
	}
}

func TestIdleAndPlaces(t *testing.T) {
	for _, c := range []struct {
		joined, last Date
		months       int
		idle         bool
	}{
		{20250101, 20251229, 11, false},
		{20250101, 20251129, 12, true},
		{20250101, 0, 22, true},
		{20261101, 0, 0, false},
		{0, 0, 0, false},
	} {
		months, idle := savingRulesOf().Idle(c.joined, c.last, 20261129)
		if months != c.months || idle != c.idle {
			t.Errorf("%v, %v: %d months, %v", c.joined, c.last, months, idle)
		}
	}
	member := func(name, hamlet, sex, joined, left string) MemberView {
		id := testID(name)
		return MemberView{MemberRow: MemberRow{
			Member: id, Same: id, Name: name, Hamlet: hamlet, Sex: sex, Joined: joined, Left: left,
		}}
	}
	all := []MemberView{
		member("a", "Krajan", "P", "2025-01-01", ""), member("b", "krajan ", "L", "2026-02-01", ""),
		member("c", "Krajan", "L", "2025-01-01", "2026-03-01"), member("d", "", "", "2025-01-01", ""),
		member("e", "Krajan", "P", "2025-01-01", "2025-12-31"), member("f", "Krajan", "P", "2027-01-01", ""),
	}
	places := PlacesOf(all, 20260101, 20261231, func(m *MemberView) string { return m.Hamlet })
	if len(places) != 2 || places[1].Name != "" || places[1].Unknown != 1 {
		t.Fatalf("%+v", places)
	}
	if p := places[0]; p.Women != 1 || p.Men != 1 || p.Came != 1 || p.Left != 1 || p.Before() != 2 || p.CameM != 1 {
		t.Errorf("%+v", p)
	}
}

func TestCheckFrozen(t *testing.T) {
	siti, budi := testID("Siti"), testID("Budi")
	members := []MemberView{
		{MemberRow: MemberRow{Member: siti, Name: "Siti", Status: StatusAsked}},
		{MemberRow: MemberRow{Member: budi, Name: "Budi", Status: StatusActive}},
	}
	for want, lines := range map[int][]Line{
		0: {{Account: "31101", Amount: 5, Member: budi}, {Account: "31102", Amount: -5, Member: siti}},
		1: {{Account: "31101", Amount: 5, Member: siti}, {Account: "12101", Amount: 9, Member: siti}},
	} {
		if got := CheckFrozen(members, lines); len(got) != want {
			t.Errorf("%v, want %d", got, want)
		}
	}
}

// Membership is nobody's to give: dues that go from one member to another are warned of, whatever else the entry does.
func TestCheckTransfer(t *testing.T) {
	siti, again, budi := testID("Siti"), testID("Siti again"), testID("Budi")
	members := []MemberView{
		{MemberRow: MemberRow{Member: siti, Same: siti, Name: "Siti"}},
		{MemberRow: MemberRow{Member: again, Same: siti, Name: "Siti lagi"}},
		{MemberRow: MemberRow{Member: budi, Same: budi, Name: "Budi"}},
	}
	line := func(account string, member ID, amount Money) Line {
		return Line{Account: account, Member: member, Amount: amount}
	}
	for name, c := range map[string]struct {
		lines []Line
		want  string
	}{
		"dues of one to another": {
			[]Line{line("31102", siti, 7), line("31102", budi, -7)}, "7 Siti Budi",
		},
		"pokok becomes another's wajib, and some is paid out": {
			[]Line{line("31101", budi, 50), line("31102", siti, -20), line("11101", ID{}, -30)}, "20 Budi Siti",
		},
		"a saving that may be given": {[]Line{line("21101", siti, 7), line("31102", budi, -7)}, ""},
		"both pay": {
			[]Line{line("11101", ID{}, 9), line("31102", siti, -4), line("31102", budi, -5)}, "",
		},
		"two registrations of one":       {[]Line{line("31102", siti, 7), line("31102", again, -7)}, ""},
		"a month that was the wrong one": {[]Line{line("31102", siti, 7), line("31102", siti, -7)}, ""},
	} {
		got := ""
		for _, p := range CheckTransfer(members, c.lines) {
			got += fmt.Sprintf("%d %s %s", p.Args[0].(Money), p.Args[1], p.Args[2])
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// TestHeirParts: each heir who was paid made the others' parts smaller, because parts were reckoned of what was still
// kept: of 1.000.001 the second of two halves was offered 250.000. Two heirs of one name were one heir, and the second
// payment to one was told as paid and not recorded.
func TestHeirParts(t *testing.T) {
	heirs := []Heir{{Name: "Siti  Aminah", Share: 5000}, {Name: "Joko", Share: 2500}, {Name: "Tuti", Share: 2500}}
	v := LeaverView{Member: MemberView{MemberRow: MemberRow{Member: testID("M-9")}}, Kept: 1_000_001_00}
	want := []Money{500_001_00, 250_000_00, 250_000_00} // what does not divide goes to the largest part
	pay := func(i int, amount Money) (Entry, []Problem) {
		return PayHeir(v.Member.Member, v.HeirParts(heirs)[i], amount, v.Kept, "11101", 20260105, "")
	}
	times := map[ID]bool{}
	for i, amounts := range [][]Money{{100_000_00, 400_001_00}, {250_000_00}, {250_000_00}} {
		for _, amount := range amounts {
			e, problems := pay(i, amount)
			if len(problems) > 0 || times[e.Once.ID()] {
				t.Fatalf("heir %d: %v, the same again: %v", i, problems, times[e.Once.ID()])
			}
			times[e.Once.ID()] = true
			v.Kept -= amount
			v.Refunds = append(v.Refunds, Refund{Entry: testID(e.Once.Period), Once: e.Once.ID(), Amount: amount})
		}
		for k, part := range v.HeirParts(heirs) {
			if part.Share != want[k] || (part.Open() == 0) != (k <= i) {
				t.Errorf("after heir %d, heir %d: %+v", i, k, part)
			}
		}
	}
	if _, problems := pay(1, 1_00); len(problems) != 1 || problems[0].Key != ProblemLeaveNothing {
		t.Error(problems)
	}
	v.Kept, v.Refunds[2].Amount = 250_000_00, 0 // Joko's was taken back
	if _, problems := pay(0, 1_00); len(problems) != 1 || problems[0].Key != ProblemHeirPaid {
		t.Error(problems)
	}
	if e, problems := pay(1, 250_000_00); len(problems) > 0 || times[e.Once.ID()] {
		t.Errorf("what was taken back cannot be paid again: %v", problems)
	}
	twice := []Heir{{Name: "Ahmad", Share: 5000}, {Name: " ahmad", Share: 5000}}
	if p := CheckHeirs(twice); len(p) != 1 || p[0].Key != ProblemHeirTwice {
		t.Error(p)
	}
}
