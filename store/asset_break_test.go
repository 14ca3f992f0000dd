package store

import (
	"testing"

	"lumbung/store/coop"
)

// asset gives a thing as it stands at the end of a day.
func (b *testBook) asset(t testing.TB, id coop.ID, day coop.Date) coop.AssetView {
	t.Helper()
	v, there := must(b.Assets(ctx, day))(t).Find(id)
	if !there {
		t.Fatal("no such thing")
	}
	return v
}

var wholeRupiah = coop.AssetRules{Unit: coop.Rupiah}

// sells sells a thing, and says what is against it.
func (b *testBook) sells(t testing.TB, id coop.ID, day coop.Date, price coop.Money) (coop.Recorded, []coop.Problem) {
	t.Helper()
	v := b.asset(t, id, 20991231)
	e, problems := coop.EndAsset(&v, coop.AssetEnd{Date: day, Price: price, Cash: "11201"}, wholeRupiah)
	if len(problems) > 0 {
		return coop.Recorded{}, problems
	}
	return b.record(t, "Siti", e), nil
}

// A computer was sold at a wrong price and the sale was taken back. Selling it anew was refused for ever, because the
// once-rule of the first sale was claimed; at the same price it said "recorded" and recorded nothing.
func TestAssets_SoldAgain(t *testing.T) {
	b := newTestBook(t)
	id := b.computer(t)
	b.runMonth(t, 202512)
	sold := func(day coop.Date, price coop.Money) coop.Recorded {
		t.Helper()
		done, problems := b.sells(t, id, day, price)
		if len(problems) > 0 || done.Already {
			t.Fatal(done, problems)
		}
		return done
	}
	for _, price := range []coop.Money{7_000_000_00, 7_000_000_00, 8_150_000_00} {
		done := sold(20260110, price)
		if v := b.asset(t, id, 20260131); v.Ended != 20260110 || v.Remains() {
			t.Errorf("%+v", v)
		}
		if price != 8_150_000_00 {
			b.record(t, "Siti", coop.Reversal{Entry: done.ID, Date: 20260112, Reason: "harganya salah"})
			if v := b.asset(t, id, 20260131); v.Ended != 0 || v.Left() != 8_400_000_00 {
				t.Errorf("the sale is taken back, and it is worth %v", v.Left())
			}
		}
	}
	got := b.balances(t, 20260131, "16105", "16205", "72104", "71103")
	if want := "16105 0, 16205 0, 72104 250.000, 71103 0"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if _, problems := b.sells(t, id, 20260111, 1); len(problems) != 1 || problems[0].Key != coop.ProblemAssetGone {
		t.Error(problems)
	}
	b.clean(t)
}

// One laptop finds that the computer lasts a year only and records January by the new card; the other records January
// and February by the old one. One of each month counts, and at the end a million was missing: the last month took what
// the plan left, not what the ledger did. However the months fall, all together come to the cost.
func TestAssets_CardChangedThere(t *testing.T) {
	a := newTestBook(t)
	id := a.computer(t)
	a.runMonth(t, 202512)
	b := a.join(t, "b")
	a.exchange(t, b)
	v := a.asset(t, id, 20251231)
	now := v.Card
	now.Months = 12
	card, problems := coop.ChangeAsset(&v, now, 202601, wholeRupiah)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	a.recordKind(t, coop.KindAsset, card)
	b.runMonth(t, 202602)
	a.runMonth(t, 202601)
	a.exchange(t, b)
	for _, book := range []*testBook{a, b} {
		left := book.asset(t, id, 20260228)
		last := left.Months(wholeRupiah)
		if end := last[len(last)-1]; end.Month != 202612 || end.Left != 0 {
			t.Errorf("the last month is %+v", end)
		}
	}
	a.runMonth(t, 202612)
	if got := a.balances(t, 20261231, "16105", "16205"); got != "16105 9.600.000, 16205 (9.600.000)" {
		t.Error(got)
	}
	if n := a.runMonth(t, 203012); n != 0 {
		t.Errorf("%d entries after the end", n)
	}
	a.clean(t)
}

// One laptop gives the computer another life, the other another name and place. The later of the two cards took the
// whole place of the other, and the other life was lost without a word.
func TestAssets_CardsOfTwo(t *testing.T) {
	a := newTestBook(t)
	id := a.computer(t)
	a.runMonth(t, 202512)
	b := a.join(t, "b")
	a.exchange(t, b)
	change := func(book *testBook, from coop.Month, how func(*coop.AssetCard)) {
		t.Helper()
		v := book.asset(t, id, 20251231)
		now := v.Card
		how(&now)
		card, problems := coop.ChangeAsset(&v, now, from, wholeRupiah)
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		book.recordKind(t, coop.KindAsset, card)
	}
	change(a, 202601, func(c *coop.AssetCard) { c.Months = 12 })
	change(b, 0, func(c *coop.AssetCard) { c.Name = "Komputer kantor" })
	change(b, 0, func(c *coop.AssetCard) { c.Place = "Gudang" })
	a.exchange(t, b)
	change(a, 0, func(c *coop.AssetCard) { c.Tag = "INV-7" })
	a.exchange(t, b)
	for _, book := range []*testBook{a, b} {
		c := book.asset(t, id, 20260131).Card
		if c.Name != "Komputer kantor" || c.Months != 12 || c.First != 202601 || c.Place != "Gudang" ||
			c.Tag != "INV-7" {
			t.Errorf("%+v", c)
		}
	}
}

// One laptop sells the computer, the other records the month of the sale and the next two. What they bore stood on
// under a thing that was gone, and nothing said so. It is told, and put right by taking those months back; they are
// not wanted again.
func TestAssets_SoldThere(t *testing.T) {
	a := newTestBook(t)
	id := a.computer(t)
	a.runMonth(t, 202512)
	b := a.join(t, "b")
	a.exchange(t, b)
	if _, problems := a.sells(t, id, 20260105, 8_400_000_00); len(problems) > 0 {
		t.Fatal(problems)
	}
	b.runMonth(t, 202603)
	a.exchange(t, b)
	list := must(a.Assets(ctx, 20260331))(t)
	v, _ := list.Find(id)
	late := v.Late(wholeRupiah)
	if !v.Remains() || len(late) != 3 || len(list.Remains()) != 1 {
		t.Fatalf("%+v", late)
	}
	for _, m := range late {
		a.record(t, "Siti", coop.Reversal{Entry: m.Done.Entry, Date: m.Month.Last(), Reason: "sudah dijual"})
	}
	if v := a.asset(t, id, 20260331); v.Remains() || v.Ended != 20260105 {
		t.Errorf("%+v", v)
	}
	if n := a.runMonth(t, 202604); n != 0 {
		t.Errorf("%d entries for what is gone", n)
	}
	if got := a.balances(t, 20260430, "16105", "16205", "72104"); got != "16105 0, 16205 0, 72104 0" {
		t.Error(got)
	}
}

// A sale of March that is recorded late, when April is in the book: April would have stood there for a thing that was
// gone, and the gain would have been wrong by it. April is taken back first. A month before the sale that is taken back
// afterwards is wanted again.
func TestAssets_SoldBefore(t *testing.T) {
	b := newTestBook(t)
	id := b.computer(t)
	b.runMonth(t, 202604)
	for _, month := range []coop.Month{202604, 202603} {
		_, problems := b.sells(t, id, 20260315, 1_000_000_00)
		if len(problems) != 1 || problems[0].Key != coop.ProblemAssetAfter || problems[0].Args[0] != month {
			t.Fatal(problems)
		}
		v := b.asset(t, id, 20260430)
		b.record(t, "Siti", coop.Reversal{Entry: v.Recorded[month].Entry, Date: month.Last(), Reason: "dijual"})
	}
	if _, problems := b.sells(t, id, 20260315, 1_000_000_00); len(problems) > 0 {
		t.Fatal(problems)
	}
	v := b.asset(t, id, 20260430)
	b.record(t, "Siti", coop.Reversal{Entry: v.Recorded[202602].Entry, Date: 20260228, Reason: "coba"})
	for month, want := range map[coop.Month]int{202601: 0, 202602: 1, 202612: 1} {
		if n := len(coop.ChoreActs(must(b.Chores(ctx, month, nil))(t))); n != want {
			t.Errorf("%s wants %d entries, not %d", month, n, want)
		}
	}
	b.runMonth(t, 202612)
	if got := b.balances(t, 20261231, "16105", "16205"); got != "16105 0, 16205 0" {
		t.Error(got)
	}
}

// A purchase that is taken back bore its months all the same: 200.000 each, of a thing that was not in the books. What
// was borne before it was taken back comes off with the next month.
func TestAssets_PurchaseBack(t *testing.T) {
	b := newTestBook(t)
	id := b.computer(t)
	b.runMonth(t, 202508)
	for _, e := range must(b.Entries(ctx, coop.EntryQuery{Account: "16105"}))(t) {
		b.record(t, "Siti", coop.Reversal{Entry: e.ID, Date: 20250915, Reason: "dikembalikan"})
	}
	if n := b.runMonth(t, 202512); n != 1 {
		t.Errorf("%d entries", n)
	}
	if got := b.balances(t, 20251231, "16105", "16205", "61404"); got != "16105 0, 16205 0, 61404 0" {
		t.Error(got)
	}
	if _, problems := b.sells(t, id, 20251231, 1); len(problems) != 1 || problems[0].Key != coop.ProblemAssetNothing {
		t.Error(problems)
	}
	b.clean(t)
}

// A bill was paid with a wrong amount and the payment taken back: paying it anew was refused for ever. What stood on
// the account before, or by an entry of another shape, is paid in its turn and does not make a listed bill look paid.
func TestAccruals_PaidAgain(t *testing.T) {
	b := newTestBook(t)
	b.record(t, "Siti", coop.Opening{Date: 20251201, Account: "23104", Amount: -90_000_00})
	bill := entry(20251231, "61201", "23104", 150_000)
	bill.Occasion, bill.Remark = coop.OccasionAccrual, "Listrik"
	b.record(t, "Siti", bill)
	old := entry(20260105, "23104", "11101", 90_000)
	old.Occasion = coop.OccasionAccrualPaid
	b.record(t, "Siti", old)
	pay := func(paid coop.Money) coop.Recorded {
		t.Helper()
		open := must(b.Accruals(ctx, 20260131))(t)
		if len(open) != 1 || open[0].Left != 150_000_00 {
			t.Fatalf("%+v", open)
		}
		e, problems := coop.PayAccrual(open[0], 20260110, "11101", paid, "")
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		return b.record(t, "Siti", e)
	}
	done := pay(15_000_00)
	b.record(t, "Siti", coop.Reversal{Entry: done.ID, Date: 20260110, Reason: "kurang nol"})
	if again := pay(150_000_00); again.Already {
		t.Error("nothing was recorded")
	}
	if open := must(b.Accruals(ctx, 20260131))(t); len(open) != 0 {
		t.Errorf("%+v", open)
	}
	if got := b.balances(t, 20260131, "23104", "61201", "11101"); got != "23104 0, 61201 150.000, 11101 (240.000)" {
		t.Error(got)
	}
}
