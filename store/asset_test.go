package store

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"lumbung/store/coop"
)

func testOccasions(t testing.TB) []coop.Occasion {
	t.Helper()
	data, err := os.ReadFile("../assets/occasions.txt")
	if err != nil {
		t.Fatal(err)
	}
	var chart []coop.ChartAccount
	for _, a := range standardChart(t) {
		chart = append(chart, coop.ChartAccount{
			Code: a.Code, NameID: a.NameID, Type: a.Type, Heading: a.Heading, NormalCredit: a.Credit, Sub: a.Sub,
		})
	}
	occasions, err := coop.LoadOccasions(data, chart)
	if err != nil {
		t.Fatal(err)
	}
	return occasions
}

// withAsset records a new card with the entry that brings the thing in, and gives its id.
func (b *testBook) withAsset(t testing.TB, in coop.AssetInput) coop.ID {
	t.Helper()
	act, then, problems := coop.NewAsset(in)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	done, err := b.RecordWith(ctx, b.person(t, "Siti"), []coop.Act{act}, then)
	if err != nil {
		t.Fatal(err)
	}
	return done[0].ID
}

// computer is golden row 6, store row 35: a computer, and a store rented for half a year.
func (b *testBook) computer(t testing.TB) coop.ID {
	return b.withAsset(t, coop.AssetInput{From: coop.AssetPaid, Cash: "11201", Paid: 9_600_000_00, Card: coop.AssetCard{
		Class: coop.AssetFixed, Name: "Komputer", Account: "16105", Debit: "61404", Credit: "16205",
		Amount: 9_600_000_00, Months: 48, First: 202507, Bought: 20250706,
	}})
}

func (b *testBook) rent(t testing.TB) coop.ID {
	return b.withAsset(t, coop.AssetInput{From: coop.AssetPaid, Cash: "11201", Paid: 1_200_000_00, Card: coop.AssetCard{
		Class: coop.AssetPrepaid, Name: "Gudang", Account: "14101", Debit: "61204", Credit: "14101",
		Amount: 1_200_000_00, Months: 6, First: 202510, Bought: 20251001,
	}})
}

// runMonth records all that a month needs, and says how many entries that were.
func (b *testBook) runMonth(t testing.TB, m coop.Month) int {
	t.Helper()
	chores := must(b.Chores(ctx, m, testOccasions(t)))(t)
	acts := coop.ChoreActs(chores)
	if _, err := b.Record(ctx, b.person(t, "Siti"), acts...); err != nil {
		t.Fatal(err)
	}
	return len(acts)
}

// balances writes the balances of some accounts at the end of a day.
func (b *testBook) balances(t testing.TB, day coop.Date, accounts ...string) string {
	t.Helper()
	by := map[string]coop.Money{}
	for _, row := range must(b.TrialBalance(ctx, 0, day))(t) {
		by[row.Account.Code] = row.Closing()
	}
	text := make([]string, len(accounts))
	for i, a := range accounts {
		text[i] = a + " " + coop.FormatPlain(by[a])
	}
	return strings.Join(text, ", ")
}

// The golden computer and the golden rent in a real book: rows 59 and 60 come out month by month, the register agrees
// with the ledger on every day, and what the month needs is empty afterwards.
func TestAssets(t *testing.T) {
	b := newTestBook(t)
	asset := b.computer(t)
	b.rent(t)
	if n := b.runMonth(t, 202512); n != 6+3 {
		t.Errorf("%d entries", n)
	}
	got := b.balances(t, 20251231, "16105", "16205", "61404", "14101", "61204")
	want := "16105 9.600.000, 16205 (1.200.000), 61404 1.200.000, 14101 600.000, 61204 600.000"
	if got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
	if n := b.runMonth(t, 202512); n != 0 {
		t.Errorf("a second time %d entries", n)
	}
	for day, want := range map[coop.Date]string{
		20250705: "", 20250706: "Komputer 9.600.000", 20250731: "Komputer 9.400.000",
		20251231: "Gudang 600.000, Komputer 8.400.000",
	} {
		list := must(b.Assets(ctx, day))(t)
		var text []string
		for _, v := range list.All {
			text = append(text, v.Card.Name+" "+coop.FormatPlain(v.Left()))
		}
		if got := strings.Join(text, ", "); got != want || len(list.Differs()) > 0 {
			t.Errorf("%s: %s, want %s; differs %v", day, got, want, list.Differs())
		}
	}
	v, _ := must(b.Assets(ctx, 20260110))(t).Find(asset)
	end, problems := coop.EndAsset(&v, coop.AssetEnd{Date: 20260110, Price: 9_000_000_00, Cash: "11101"},
		coop.AssetRulesOf(nil, 0))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	b.record(t, "Siti", end)
	got = b.balances(t, 20260131, "16105", "16205", "71103", "11101")
	if want := "16105 0, 16205 0, 71103 (600.000), 11101 9.000.000"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if n := b.runMonth(t, 202601); n != 1 {
		t.Errorf("%d entries after the sale, want the rent's", n)
	}
	b.clean(t)
}

// Two laptops without a line both record what December needs. Afterwards everything stands there once.
func TestChores_TwoLaptops(t *testing.T) {
	a := newTestBook(t)
	a.computer(t)
	a.rent(t)
	template, problems := coop.KeepTemplate(nil, coop.Template{
		Name: "Internet", Occasion: "rent", Answers: map[string]string{"amount": "250rb", "cash": "11101"},
	}, "")
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	recurring, problems := coop.KeepRecurring([]coop.Template{{Name: "Internet"}}, coop.Recurring{
		Name: "Internet", Day: 5, Every: 1, From: 202511,
	})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	if _, err := a.Record(ctx, a.person(t, "Siti"), append(template, recurring)...); err != nil {
		t.Fatal(err)
	}
	b := a.join(t, "b")
	a.exchange(t, b)
	if x, y := a.runMonth(t, 202511), b.runMonth(t, 202512); x != 5+2+1 || y != 6+3+2 {
		t.Fatalf("%d and %d entries", x, y)
	}
	a.runMonth(t, 202512)
	a.exchange(t, b)
	for _, book := range []*testBook{a, b} {
		got := book.balances(t, 20251231, "16205", "61404", "14101", "61204")
		if want := "16205 (1.200.000), 61404 1.200.000, 14101 600.000, 61204 1.100.000"; got != want {
			t.Errorf("%s, want %s", got, want)
		}
		if n := book.runMonth(t, 202512); n != 0 {
			t.Errorf("%d entries are wanted again", n)
		}
		for _, x := range must(book.Exceptions(ctx))(t) {
			if x.What == coop.WhatTwiceOther || x.What != coop.WhatTwice && x.What != coop.WhatNoDimension {
				t.Errorf("%+v", x)
			}
		}
	}
	if x, y := dumpOf(t, a), dumpOf(t, b); x != y {
		t.Error("the books differ")
	}
}

// A month that was taken back is wanted again, and two laptops that both record it anew record it once.
func TestChores_Again(t *testing.T) {
	a := newTestBook(t)
	asset := a.computer(t)
	a.runMonth(t, 202507)
	v, _ := must(a.Assets(ctx, 20250731))(t).Find(asset)
	a.record(t, "Siti", coop.Reversal{Entry: v.Recorded[202507].Entry, Date: 20250731, Reason: "salah"})
	b := a.join(t, "b")
	a.exchange(t, b)
	if x, y := a.runMonth(t, 202507), b.runMonth(t, 202507); x != 1 || y != 1 {
		t.Fatal(x, y)
	}
	a.exchange(t, b)
	for _, book := range []*testBook{a, b} {
		if got := book.balances(t, 20250731, "16205"); got != "16205 (200.000)" {
			t.Error(got)
		}
		if n := book.runMonth(t, 202507); n != 0 {
			t.Errorf("%d are wanted again", n)
		}
		once := coop.AssetOnce(asset, 202507)
		if became := must(book.Became(ctx, once))(t)[once.ID()]; !became.There() {
			t.Errorf("%+v", became)
		}
	}
	if dumpOf(t, a) != dumpOf(t, b) {
		t.Error("the books differ")
	}
}

// In a closed month nothing is recorded any more: what it lacks stands on the first open day.
func TestChores_Closed(t *testing.T) {
	b := newTestBook(t)
	b.computer(t)
	b.closeMonth(t, 202512)
	chores := must(b.Chores(ctx, 202601, nil))(t)
	for _, c := range chores[:6] {
		if c.Entry.Date != 20260101 {
			t.Errorf("%s stands on %s", c.Month, c.Entry.Date)
		}
	}
	if len(chores) != 7 || chores[6].Entry.Date != 20260131 {
		t.Errorf("%d chores", len(chores))
	}
	b.runMonth(t, 202601)
	if got := b.balances(t, 20260131, "16205"); got != "16205 (1.400.000)" {
		t.Error(got)
	}
	b.clean(t)
}

// A bill of December that comes in January is on the list until it is paid, and turned back only where that is set.
func TestAccruals(t *testing.T) {
	b := newTestBook(t)
	bill := entry(20251231, "61201", "23104", 150_000)
	bill.Occasion, bill.Remark = coop.OccasionAccrual, "Listrik"
	b.record(t, "Siti", bill)
	open := must(b.Accruals(ctx, 20260131))(t)
	if len(open) != 1 || open[0].Left != 150_000_00 || open[0].Remark != "Listrik" {
		t.Fatalf("%+v", open)
	}
	if chores := must(b.Chores(ctx, 202601, nil))(t); len(chores) != 0 {
		t.Errorf("%+v", chores)
	}
	b.record(t, "Siti", coop.Setting{Key: coop.SettingAccrualTurn, Value: "yes"})
	if chores := must(b.Chores(ctx, 202601, nil))(t); len(chores) != 1 || chores[0].Amount() != 150_000_00 {
		t.Errorf("%+v", chores)
	}
	paid, problems := coop.PayAccrual(open[0], 20260110, "11101", 160_000_00, "")
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	b.record(t, "Siti", paid)
	if open := must(b.Accruals(ctx, 20260131))(t); len(open) != 0 {
		t.Errorf("%+v", open)
	}
	if chores := must(b.Chores(ctx, 202601, nil))(t); len(chores) != 0 {
		t.Errorf("%+v", chores)
	}
	if got := b.balances(t, 20260131, "23104", "61201", "11101"); got != "23104 0, 61201 160.000, 11101 (160.000)" {
		t.Error(got)
	}
}

// BenchmarkChores shows what looking at a month costs a cooperative with sixty things that it has had for five years.
func BenchmarkChores(b *testing.B) {
	book := newTestBook(b)
	for i := range 60 {
		book.withAsset(b, coop.AssetInput{From: coop.AssetPaid, Cash: "11201", Paid: 9_600_000_00, Card: coop.AssetCard{
			Class: coop.AssetFixed, Name: fmt.Sprint("Barang ", i), Account: "16105", Debit: "61404", Credit: "16205",
			Amount: 9_600_000_00, Months: 96, First: 202101, Bought: 20210106,
		}})
	}
	book.runMonth(b, 202512)
	for b.Loop() {
		if chores := must(book.Chores(ctx, 202601, nil))(b); len(chores) != 60 {
			b.Fatal(len(chores))
		}
	}
}

// What other areas record once a month stands in the same list: golden rows 57 and 58, the interest of a loan that fell
// due and the allowance, and the interest on savings; two laptops that both record it record it once.
func TestChores_Loans(t *testing.T) {
	a := newTestBook(t)
	if _, err := a.MakeUserKey(ctx, a.person(t, "Budi"), testPhrase, ""); err != nil {
		t.Fatal(err)
	}
	member := a.member(t, coop.MemberInput{Number: "M-001", Name: "Aminah", Joined: "2025-07-01"})
	id := a.lend(t, coop.Loan{
		Member: member, Product: "flat", Principal: 10_000_000 * coop.Rupiah, Months: 12, Date: 20250820,
	}, goldenTerms())
	loan := must(a.Loan(ctx, id, 20250822))(t)
	e, problems := loan.PayOutEntry("11201", "", coop.LoanText{})
	a.entryOf(t, e, problems)
	for _, pay := range []struct {
		day    coop.Date
		amount coop.Money
	}{{20250922, 933_333 * coop.Rupiah}, {20251027, 938_000 * coop.Rupiah}} {
		v := must(a.Loan(ctx, id, pay.day))(t)
		from := []coop.Line{{Account: "11103", Amount: pay.amount}}
		e, problems := v.PayEntry(v.Split(pay.amount), from, coop.LoanText{})
		a.entryOf(t, e, problems)
	}
	b := a.join(t, "b")
	a.exchange(t, b)
	told := func(book *testBook) string {
		var text []string
		for _, c := range must(book.Chores(ctx, 202512, nil))(t) {
			state := coop.FormatPlain(c.Amount())
			if !c.Open() {
				state = "recorded"
			}
			text = append(text, c.Source+" "+state)
		}
		return strings.Join(text, ", ")
	}
	if got := told(a); got != "loan 200.000, provision 41.667" {
		t.Error(got)
	}
	a.runMonth(t, 202512)
	b.runMonth(t, 202512)
	a.exchange(t, b)
	for _, book := range []*testBook{a, b} {
		if got := book.balances(t, 20251231, "12201", "12109", "61301"); got !=
			"12201 200.000, 12109 (41.667), 61301 41.667" {
			t.Error(got)
		}
		if got := told(book); got != "loan recorded, provision recorded" {
			t.Error(got)
		}
	}
	if dumpOf(t, a) != dumpOf(t, b) {
		t.Error("the books differ")
	}
	for _, c := range must(a.Chores(ctx, 202601, nil))(t) {
		if c.Open() && (c.Ready() || c.Problems[0].Key != coop.ProblemChoreEarly) {
			t.Errorf("%s of a month that is not over: %v", c.Source, c.Problems)
		}
	}
}
