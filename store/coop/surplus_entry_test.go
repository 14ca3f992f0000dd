package coop

import (
	"fmt"
	"strings"
	"testing"
)

// signedRAT are minutes of the RAT of a year that the chair signed.
func signedRAT(year int64, shares []Share) Decided {
	return Decided{
		Hash: Hash{0x1f, 0x0c}, Signed: true, Meeting: Meeting{Class: MeetingAnnual, Year: year, Date: 20260314},
		Minutes: Minutes{Shares: shares},
	}
}

func linesTable(e Entry) string {
	var b strings.Builder
	for _, l := range e.Lines {
		debit, credit := FormatPlain(l.Amount), ""
		if l.Amount < 0 {
			debit, credit = "", FormatPlain(-l.Amount)
		}
		member := ""
		if !l.Member.IsZero() {
			member = fmt.Sprintf("M-%03d", l.Member[0])
		}
		fmt.Fprintf(&b, "%s %s %s D%s K%s\n", e.Date, l.Account, member, debit, credit)
	}
	return b.String()
}

// The journal from the RAT to the last rupiah: C5, C6 in cash rounded to Rp100, C6 into the saving (T53).
func TestSurplusEntries_Journal(t *testing.T) {
	p := SurplusPolicyOf([]SettingRow{{Key: SettingPayUnit, Value: "100"}}, 20260314)
	a := allocate(t, ofMembers(48_765_432*Rupiah), 0, p.Shares, fiveMembers(), p)
	entries, problems := a.Entries(signedRAT(2025, p.Shares), 20260314, 1)
	if len(problems) > 0 || len(entries) != 1 {
		t.Fatal(problems, len(entries))
	}
	sameText(t, linesTable(entries[0]), `
		2026-03-14 31502       D48.765.432 K
		2026-03-14 31401       D K9.753.093
		2026-03-14 24107       D K9.753.086
		2026-03-14 24103       D K2.438.271
		2026-03-14 24104       D K2.438.271
		2026-03-14 24105       D K2.438.271
		2026-03-14 24106       D K2.438.271
		2026-03-14 24101 M-001 D K2.599.479
		2026-03-14 24102 M-001 D K6.227.282
		2026-03-14 24101 M-002 D K1.954.647
		2026-03-14 24102 M-002 D K3.828.171
		2026-03-14 24101 M-003 D K1.309.815
		2026-03-14 24102 M-003 D K1.692.841
		2026-03-14 24101 M-004 D K866.493
		2026-03-14 24101 M-005 D K584.379
		2026-03-14 24102 M-005 D K443.062
	`)
	if e := entries[0]; e.Evidence != "RAT 2026-03-14, berita acara 1f0c000000000000" ||
		e.Once != SurplusOnce(2025, 1, 1) {
		t.Errorf("%q %+v", e.Evidence, e.Once)
	}
	aminah := SurplusShare{
		Of: ID{1}, Year: 2025, Capital: 2_599_479_00, Patronage: 6_227_282_00, Held: 8_826_761_00, Divided: 20260314,
	}
	cash, problems := p.SurplusPayEntry(aminah, Payout{Money: "11101", Day: 20260320})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	sameText(t, linesTable(cash), `
		2026-03-20 24101 M-001 D2.599.479 K
		2026-03-20 24102 M-001 D6.227.282 K
		2026-03-20 11101       D K8.826.700
		2026-03-20 31401       D K61
	`)
	saved, problems := p.SurplusPayEntry(aminah, Payout{Way: PaySave, Day: 20260320})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	sameText(t, linesTable(saved), `
		2026-03-20 24101 M-001 D2.599.479 K
		2026-03-20 24102 M-001 D6.227.282 K
		2026-03-20 21101 M-001 D K8.826.761
	`)
	if saved.Once != cash.Once {
		t.Error("one share could be paid and saved")
	}
}

// A year whose surplus first covers an old loss, with sen that nobody can be paid.
func TestSurplusEntries_PriorLoss(t *testing.T) {
	p := SurplusPolicyOf(nil, 20260314)
	shares := []Share{{Account: AccountReserve, BasisPoints: 8000}, {Account: AccountVillageShare, BasisPoints: 2000}}
	a := allocate(t, ofMembers(1_000_50), 300_25, shares, nil, p)
	entries, problems := a.Entries(signedRAT(2025, shares), 20260314, 1)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	sameText(t, linesTable(entries[0]), `
		2026-03-14 31502 D1.000,50 K
		2026-03-14 31503 D K300,25
		2026-03-14 31401 D K560,25
		2026-03-14 24107 D K140
	`)
}

// More members than one entry can hold: several entries, each balanced, none doubled.
func TestSurplusEntries_Many(t *testing.T) {
	var members []SurplusMember
	for i := range 7001 {
		members = append(members, SurplusMember{
			Member: ID{byte(i >> 8), byte(i)}, Savings: Money(50_000+i) * Rupiah, Bought: Money(1+i) * Rupiah,
		})
	}
	p := SurplusPolicyOf(nil, 20260314)
	a := allocate(t, ofMembers(3_000_000_000*Rupiah), 0, p.Shares, members, p)
	entries, problems := a.Entries(signedRAT(2025, p.Shares), 20260314, 1)
	if len(problems) > 0 || len(entries) != 3 {
		t.Fatal(problems, len(entries))
	}
	var sum Money
	once := map[ID]bool{}
	for _, e := range entries {
		if what := CheckLines(e.Lines); what != WhatNone {
			t.Error(what)
		}
		if c := (Change{Kind: KindEntry, Body: EncodeBody(e)}); !c.Fits() {
			t.Errorf("%d lines are %d bytes: too long for a change", len(e.Lines), len(c.Body))
		}
		sum += e.Lines[0].Amount
		once[e.Once.ID()] = true
	}
	if sum != a.Divided || len(once) != 3 {
		t.Errorf("%v of %v in %d", sum, a.Divided, len(once))
	}
}

// What the entries refuse, in the order of a careless treasurer's mistakes.
func TestSurplusEntries_Refuses(t *testing.T) {
	p := SurplusPolicyOf(nil, 20260314)
	a := allocate(t, ofMembers(48_765_432*Rupiah), 0, p.Shares, fiveMembers(), p)
	for _, c := range []struct {
		name    string
		change  func(d *Decided)
		day     Date
		refused string
	}{
		{"OK", func(*Decided) {}, 20260314, ""},
		{
			"refuses_board_meeting", func(d *Decided) { d.Meeting.Class = MeetingBoard }, 20260314,
			"surplus.minutes.class []",
		},
		{
			"refuses_other_year", func(d *Decided) { d.Meeting.Year = 2024 }, 20260314,
			"surplus.minutes.year [2024 2025]",
		},
		{"refuses_undecided", func(d *Decided) { d.Minutes.Shares = nil }, 20260314, "surplus.minutes.none []"},
		{"refuses_unsigned", func(d *Decided) { d.Signed = false }, 20260314, "surplus.minutes.unsigned []"},
		{"refuses_before_meeting", func(*Decided) {}, 20260313, "surplus.day.before [2026-03-13 2026-03-14]"},
		{"refuses_no_day", func(*Decided) {}, 20260230, "occasion.entry.date []"},
		{
			"refuses_other_shares",
			func(d *Decided) {
				d.Minutes.Shares = []Share{{Account: AccountReserve, BasisPoints: 2500}}
				d.Minutes.Shares = append(d.Minutes.Shares, p.Shares[1:7]...)
			},
			20260314, "surplus.minutes.differ [31401 25 20] surplus.minutes.differ [24106 0 5]",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := signedRAT(2025, p.Shares)
			c.change(&d)
			entries, problems := a.Entries(d, c.day, 1)
			if got := problemText(problems); got != c.refused || (got == "") != (len(entries) == 1) {
				t.Errorf("refused %q, want %q", got, c.refused)
			}
		})
	}
}

// What paying a share refuses.
func TestSurplusPayEntry_Refuses(t *testing.T) {
	usual := SurplusPolicyOf([]SettingRow{
		{Key: SettingPayUnit, Value: "500"},
		{Key: SettingPayLeast, Value: "2000"},
		{Key: SettingUnclaimedYears, Value: "3"},
	}, 20260314)
	never := SurplusPolicyOf(nil, 20260314)
	open := SurplusShare{
		Of: ID{1}, Year: 2025, Capital: 3_000_00, Patronage: 700_00, Held: 3_700_00, Divided: 20260314,
		Member: MemberView{MemberRow: MemberRow{Name: "Aminah"}},
	}
	paid, less, small := open, open, open
	paid.PaidCapital, paid.PaidPatronage, less.Held, small.Capital = 3_000_00, 700_00, 100_00, 900_00
	rat := signedRAT(2025, nil)
	for _, c := range []struct {
		name    string
		policy  SurplusPolicy
		share   SurplusShare
		out     Payout
		refused string
	}{
		{"OK", usual, open, Payout{Money: "11101", Day: 20260320}, ""},
		{"OK_bank", usual, open, Payout{Money: "11201", Day: 20260320}, ""},
		{"OK_saved_though_small", usual, small, Payout{Way: PaySave, Day: 20260320}, ""},
		{"OK_given_up_after_three_years", usual, open, Payout{Way: PayForgo, Day: 20290314, By: rat}, ""},
		{"refuses_paid", usual, paid, Payout{Money: "11101", Day: 20260320}, "surplus.pay.nothing [Aminah 2025]"},
		{"refuses_sales_account", usual, open, Payout{Money: "41101", Day: 20260320}, "surplus.pay.cash [41101]"},
		{
			"refuses_no_day", usual, open,
			Payout{Money: "11101"},
			"occasion.entry.date [] surplus.day.before [0000-00-00 2026-03-14]",
		},
		{
			"refuses_before_it_was_divided", usual, open,
			Payout{Money: "11101", Day: 20260301},
			"surplus.day.before [2026-03-01 2026-03-14]",
		},
		{
			"refuses_more_than_held", usual, less,
			Payout{Way: PaySave, Day: 20260320},
			"surplus.pay.balance [Rp3.700 Rp100 Aminah]",
		},
		{
			"refuses_too_small_in_cash", usual, small,
			Payout{Money: "11101", Day: 20260320},
			"surplus.pay.little [Rp1.600 Rp2.000]",
		},
		{
			"refuses_giving_up_early", usual, open,
			Payout{Way: PayForgo, Day: 20290313},
			"surplus.unclaimed.early [2025 2029-03-14]",
		},
		{
			"refuses_giving_up_unset", never, open,
			Payout{Way: PayForgo, Day: 20290314, By: rat},
			"surplus.unclaimed.never []",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			e, problems := c.policy.SurplusPayEntry(c.share, c.out)
			if got := problemText(problems); got != c.refused {
				t.Fatalf("refused %q, want %q", got, c.refused)
			}
			if c.refused == "" && CheckLines(e.Lines) != WhatNone {
				t.Errorf("%+v", e.Lines)
			}
		})
	}
}

// Two members who died were paid in one go, and the one name that was typed stood in both entries as who received it.
func TestPayShares_TwoHeirs(t *testing.T) {
	dead := func(n byte) SurplusShare {
		return SurplusShare{
			Of: ID{n}, Year: 2025, Capital: 3_000_00, Held: 3_000_00, Divided: 20260314,
			Member: MemberView{MemberRow: MemberRow{Status: StatusDead, Left: "2026-01-20"}},
		}
	}
	p, till := SurplusPolicyOf(nil, 20260314), Till{Title: "Kas", Holds: 1_000_000_00}
	out := Payout{Money: "11101", Day: 20260320, Receiver: "Rini"}
	both := []SurplusShare{dead(1), dead(2)}
	_, problems := p.PayShares(both, map[ID]PayWay{{1}: PayCash, {2}: PayCash}, out, till)
	if got := problemText(problems); got != "surplus.pay.heirs [2]" {
		t.Errorf("refused %q", got)
	}
	entries, problems := p.PayShares(both, map[ID]PayWay{{2}: PayCash}, out, till)
	if len(problems) > 0 || len(entries) != 1 || entries[0].Remark != "SHU 2025, diterima ahli waris: Rini" {
		t.Errorf("%v %+v", problems, entries)
	}
}

// A loss is covered from the reserve by a meeting's decision (T54), never by more than there is.
func TestCoverLoss(t *testing.T) {
	d := signedRAT(2025, nil)
	v := LossView{Year: 2025, Loss: 500_00, Reserve: 900_00, Try: 1}
	poor, done := v, v
	poor.Reserve, done.Covered = 300_00, ID{1}
	e, problems := CoverLoss(v, 400_00, d, 20260314)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	sameText(t, linesTable(e), `
		2026-03-14 31401 D400 K
		2026-03-14 31503 D K400
	`)
	unsigned := d
	unsigned.Signed = false
	board := d
	board.Meeting.Class = MeetingBoard
	for _, c := range []struct {
		want   string
		v      LossView
		amount Money
		d      Decided
		day    Date
	}{
		{"surplus.cover.more [Rp600 Rp500]", v, 600_00, d, 20260314},
		{"surplus.cover.reserve [Rp400 Rp300]", poor, 400_00, d, 20260314},
		{"dues.amount []", v, 0, d, 20260314},
		{"surplus.minutes.unsigned []", v, 1_00, unsigned, 20260314},
		{"surplus.minutes.class []", v, 1_00, board, 20260314},
		{"surplus.day.before [2026-03-13 2026-03-14]", v, 1_00, d, 20260313},
		{"surplus.cover.done [2025]", done, 1_00, d, 20260314},
	} {
		if _, problems := CoverLoss(c.v, c.amount, c.d, c.day); problemText(problems) != c.want {
			t.Errorf("refused %q, want %q", problemText(problems), c.want)
		}
	}
}

// Who left has no saving any more, and gets even little in cash; somebody has to be named who receives what the dead
// have; and what went with the settlement of leaving is not paid again.
func TestSurplusPayEntry_Gone(t *testing.T) {
	usual := SurplusPolicyOf([]SettingRow{
		{Key: SettingPayUnit, Value: "500"},
		{Key: SettingPayLeast, Value: "2000"},
		{Key: SettingUnclaimedYears, Value: "3"},
	}, 20260314)
	open := SurplusShare{
		Of: ID{1}, Year: 2025, Capital: 3_000_00, Patronage: 700_00, Held: 3_700_00, Divided: 20260314,
		Member: MemberView{MemberRow: MemberRow{Name: "Aminah"}},
	}
	gone, dead, settled := open, open, open
	gone.Member.Left, gone.Capital, gone.Patronage = "2026-01-31", 300_00, 15_00
	dead.Member.Status, dead.Member.Left, settled.Held = StatusDead, "2026-01-31", 0
	cash := Payout{Money: "11101", Day: 20260320}
	heir, nobody := cash, cash
	heir.Receiver, nobody.Receiver = "Rini", "  "
	for _, c := range []struct {
		share   SurplusShare
		out     Payout
		refused string
	}{
		{gone, Payout{Way: PaySave, Day: 20260320}, "surplus.pay.left [Aminah]"},
		{gone, cash, ""},
		{dead, nobody, "surplus.pay.heir [Aminah]"},
		{dead, heir, ""},
		{open, Payout{Way: PayForgo, Day: 20290314}, "surplus.minutes.class [] surplus.minutes.unsigned []"},
		{settled, cash, "surplus.pay.nothing [Aminah 2025]"},
	} {
		e, problems := usual.SurplusPayEntry(c.share, c.out)
		if got := problemText(problems); got != c.refused || got == "" && CheckLines(e.Lines) != WhatNone {
			t.Errorf("refused %q, want %q: %+v", got, c.refused, e.Lines)
		}
	}
}
