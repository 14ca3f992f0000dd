package store

import (
	"testing"

	"lumbung/store/coop"
)

// divides posts the division of 2025 by some percentages and gives what was recorded.
func (b *testBook) divides(t testing.TB, shares []coop.Share) coop.Recorded {
	t.Helper()
	v := must(b.Surplus(ctx, 2025, 20260314))(t)
	a, problems := v.Allocation(shares)
	if problems = append(problems, v.Ready(a)...); len(problems) > 0 {
		t.Fatal(problems)
	}
	entries, problems := a.Entries(decided(2025, shares), 20260314, v.Try)
	if len(problems) > 0 || len(entries) != 1 {
		t.Fatal(problems)
	}
	return b.record(t, "Siti", entries[0])
}

// pays settles what is left of the only member's share of 2025.
func (b *testBook) pays(t testing.TB, out coop.Payout) (coop.Recorded, coop.SurplusShare) {
	t.Helper()
	share := must(b.SurplusShares(ctx, 2025))(t)[0]
	e, problems := coop.SurplusPolicyOf(nil, out.Day).SurplusPayEntry(share, out)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return b.record(t, "Siti", e), share
}

var usualShares = coop.SurplusPolicyOf(nil, 20260314).Shares

// amendedShares are what the members decided in a second meeting: 20 percent for capital and 27 for business.
var amendedShares = []coop.Share{
	{Account: "31401", BasisPoints: 1300},
	{Account: "24101", BasisPoints: 2000},
	{Account: "24102", BasisPoints: 2700},
	{Account: "24107", BasisPoints: 2000},
	{Account: "24103", BasisPoints: 2000},
}

// A year was divided, a member was paid, the division was reversed and made anew with more for the members. The member
// counted as paid, and the rest stayed on 24101 and 24102 for ever, seen by nobody. What is left is paid now, and both
// accounts come to nothing.
func TestSurplus_Amended(t *testing.T) {
	b, _ := goldenMembers(t)
	first := b.divides(t, usualShares)
	b.pays(t, coop.Payout{Money: "11101", Day: 20260320})
	b.record(t, "Siti", coop.Reversal{Entry: first.ID, Date: 20260401, Reason: "RALB mengubah persen"})
	b.divides(t, amendedShares)
	share := must(b.SurplusShares(ctx, 2025))(t)[0]
	// 20 % of 3.143.202 is 628.640, 27 % is 848.664: 1.477.304, of which 1.257.280 is paid.
	if share.Sum() != 1_477_304_00 || share.Left() != 220_024_00 || !share.Open() || share.Try != 2 {
		t.Fatalf("%v of %v left, try %d", share.Left(), share.Sum(), share.Try)
	}
	b.pays(t, coop.Payout{Money: "11101", Day: 20260402})
	if got := balancesAt(t, b, 20260402, "24101", "24102", "11101"); got != "11101 412.696\n" {
		t.Errorf("after both payouts\n%s", got)
	}
	if share = must(b.SurplusShares(ctx, 2025))(t)[0]; share.Open() || share.Left() != 0 {
		t.Errorf("%v is left", share.Left())
	}
	b.clean(t)
}

// The other way round the members decided less after the payout: nothing is open, and what was paid too much is said.
func TestSurplus_AmendedToLess(t *testing.T) {
	b, _ := goldenMembers(t)
	first := b.divides(t, amendedShares)
	b.pays(t, coop.Payout{Money: "11101", Day: 20260320})
	b.record(t, "Siti", coop.Reversal{Entry: first.ID, Date: 20260401, Reason: "salah persen"})
	b.divides(t, usualShares)
	share := must(b.SurplusShares(ctx, 2025))(t)[0]
	if share.Left() != -220_024_00 || share.Open() || share.Gone() {
		t.Errorf("%v is left", share.Left())
	}
	_, problems := coop.SurplusPolicyOf(nil, 20260402).SurplusPayEntry(share,
		coop.Payout{Money: "11101", Day: 20260402})
	if len(problems) == 0 || problems[0].Key != coop.ProblemPayNothing {
		t.Errorf("paid once more: %v", problems)
	}
}

// Whoever leaves gets everything by the settlement of leaving (24101 and 24102 stand in it). The share of the year
// still waited to be fetched then, and one press on “all in cash” was refused for everybody because of it.
func TestSurplus_Left(t *testing.T) {
	b, aminah := goldenMembers(t)
	b.divides(t, usualShares)
	b.record(t, "Siti", coop.Entry{Date: 20260320, Occasion: coop.OccasionExit, Lines: []coop.Line{
		{Account: "24101", Amount: 471_480_00, Member: aminah},
		{Account: "24102", Amount: 785_800_00, Member: aminah},
		{Account: "21106", Amount: -1_257_280_00, Member: aminah},
	}})
	if share := must(b.SurplusShares(ctx, 2025))(t)[0]; share.Open() || !share.Gone() {
		t.Errorf("%+v", share)
	}
}

// After the division somebody found that the member had left in December, and on the same day a rule was changed. The
// list of the divided year came out anew without her: the papers said that they disagree with the journal, and nobody
// could mend that. What was recorded stays what it is.
func TestSurplus_RecordedStays(t *testing.T) {
	b, aminah := goldenMembers(t)
	b.divides(t, usualShares)
	want, _ := func() (coop.Allocation, []coop.Problem) {
		v := must(b.Surplus(ctx, 2025, 20260314))(t)
		return v.Allocation(usualShares)
	}()
	if want.Moved || want.MembersShare() != 1_257_280_00 {
		t.Fatalf("%+v", want)
	}
	b.acts(t, "Siti", coop.Act{Kind: coop.KindMemberEdit, Body: coop.MemberEdit{
		Member: aminah, Fields: map[coop.Field]string{coop.FieldLeft: "2025-12-30"},
	}}, act(coop.Setting{Key: coop.SettingWeight + "41101", From: 20260314, Value: "0"}))
	v := must(b.Surplus(ctx, 2025, 20260314))(t)
	a, problems := v.Allocation(usualShares)
	if len(problems) > 0 || !a.Moved || a.Warnings[0].Key != coop.WarnListMoved {
		t.Fatalf("%v %+v", problems, a.Warnings)
	}
	if len(a.Members) != 1 || a.Members[0].Name != "Aminah" || a.Members[0].Share() != 1_257_280_00 {
		t.Errorf("%+v", a.Members)
	}
	for _, p := range want.Parts {
		if got := a.Of(p.Account); got != p.Amount {
			t.Errorf("%s has %v, was divided %v", p.Account, got, p.Amount)
		}
	}
}

// The year was opened again after the division, and another cost came in: the surplus is less than what was divided,
// and that is said in words. Reversed, it can be divided again.
func TestSurplus_Reopened(t *testing.T) {
	b, _ := goldenMembers(t)
	first := b.divides(t, usualShares)
	b.reopenMonth(t)
	b.record(t, "Siti", entry(20251230, "61202", "11101", 143_202))
	b.closeYear(t, 202512)
	v := must(b.Surplus(ctx, 2025, 20260501))(t)
	a, problems := v.Allocation(usualShares)
	if len(problems) > 0 || !a.Moved || a.Warnings[0].Key != coop.WarnSurplusMoved || v.Surplus.Total != 3_000_000_00 {
		t.Fatalf("%v %v %v", problems, a.Warnings, v.Surplus.Total)
	}
	if a.Divided != 3_143_202_00 || a.Of("31401") != 628_642_00 {
		t.Errorf("divided %v", a.Divided)
	}
	b.record(t, "Siti", coop.Reversal{Entry: first.ID, Date: 20260401, Reason: "tahun dibuka kembali"})
	b.divides(t, usualShares)
	if got := balancesAt(t, b, 20260501, "31502", "24107", "31401"); got != "24107 (600.000)\n31401 (600.000)\n" {
		t.Errorf("after the second division\n%s", got)
	}
	b.clean(t)
}

// Two laptops divide the year apart, each by other percentages, and each pays the member: one in cash, one into the
// saving. Both books end alike, one division and one payout count, and the others are shown as what they are.
func TestSurplus_TwoDevices(t *testing.T) {
	a, _ := goldenMembers(t)
	b := a.join(t, "b")
	a.exchange(t, b)
	a.divides(t, usualShares)
	b.divides(t, amendedShares)
	a.pays(t, coop.Payout{Money: "11101", Day: 20260320})
	b.pays(t, coop.Payout{Way: coop.PaySave, Day: 20260320})
	a.exchange(t, b)
	if x, y := dumpOf(t, a), dumpOf(t, b); x != y {
		t.Error("the books differ")
	}
	twice := 0
	for _, x := range must(a.Exceptions(ctx))(t) {
		if x.What == coop.WhatTwiceOther {
			twice++
		}
	}
	v := must(a.Surplus(ctx, 2025, 20260314))(t)
	share := must(a.SurplusShares(ctx, 2025))(t)[0]
	if twice != 2 || len(v.DividedBy) != 1 || share.Try != 2 || share.Paid.IsZero() {
		t.Errorf("%d exceptions, divided by %d, try %d", twice, len(v.DividedBy), share.Try)
	}
	held := share.Sum() - share.Settled()
	if share.Held != held {
		t.Errorf("held %v, %v of the share is left", share.Held, held)
	}
	a.clean(t)
}

// A loss is covered from the reserve by the meeting; reversed, it can be covered once more, and never twice.
func TestLossCover(t *testing.T) {
	b := newTestBook(t)
	b.record(t, "Siti", entry(20251201, "31503", "31401", 500_000))
	b.record(t, "Siti", entry(20251201, "11101", "31401", 300_000))
	cover := func(amount coop.Money) (coop.Recorded, []coop.Problem) {
		v := must(b.LossCover(ctx, 2025))(t)
		e, problems := coop.CoverLoss(v, amount, decided(2025, nil), 20260314)
		if len(problems) > 0 {
			return coop.Recorded{}, problems
		}
		return b.record(t, "Siti", e), nil
	}
	if v := must(b.LossCover(ctx, 2025))(t); v.Most() != 500_000_00 || v.Reserve != 800_000_00 || v.Try != 1 {
		t.Fatalf("%+v", v)
	}
	done, _ := cover(400_000_00)
	if _, problems := cover(100_000_00); len(problems) == 0 || problems[0].Key != coop.ProblemCoverDone {
		t.Errorf("covered twice: %v", problems)
	}
	b.record(t, "Siti", coop.Reversal{Entry: done.ID, Date: 20260315, Reason: "salah jumlah"})
	if _, problems := cover(500_000_00); len(problems) > 0 {
		t.Error(problems)
	}
	if got := balancesAt(t, b, 20260401, "31503", "31401"); got != "31401 (300.000)\n" {
		t.Errorf("after the cover\n%s", got)
	}
}

// A loss of 2026 that was closed before the surplus of 2025 was divided is not for that surplus to cover.
func TestSurplus_LaterLoss(t *testing.T) {
	b, _ := goldenMembers(t)
	b.record(t, "Siti", entry(20260201, "31503", "11101", 90_000))
	if v := must(b.Surplus(ctx, 2025, 20260314))(t); v.Prior != 0 || v.Deficit != 90_000_00 {
		t.Errorf("prior %v, deficit %v", v.Prior, v.Deficit)
	}
}
