package coop

import (
	"testing"

	"pgregory.net/rapid"
)

// assetLife is one thing whose months are recorded by two laptops that do not always hear of each other.
type assetLife struct {
	*rapid.T
	cards []AssetRecord
	moves []AssetMove
	made  int
}

func (l *assetLife) id() ID {
	l.made++
	return ID{byte(l.made >> 16), byte(l.made >> 8), byte(l.made), 1}
}

func (l *assetLife) view() *AssetView { return &AssetViews(l.cards, l.moves, 99991231)[0] }

// post keeps the lines of an entry that name the thing, unless one of its once-rule stands there already.
func (l *assetLife) post(e Entry) {
	if CheckLines(e.Lines) != WhatNone {
		l.Fatalf("no entry: %+v", e)
	}
	id := l.id()
	for _, m := range l.moves {
		if !e.Once.IsZero() && m.Once == e.Once.ID() {
			return
		}
	}
	for _, line := range e.Lines {
		if !line.Asset.IsZero() {
			l.moves = append(l.moves, AssetMove{
				Asset: line.Asset, Account: line.Account, Amount: line.Amount, Posted: e.Date, Entry: id,
				Kind: KindEntry, Occasion: e.Occasion, Once: e.Once.ID(), Corrects: e.Corrects,
			})
		}
	}
}

// keep records a card.
func (l *assetLife) keep(c AssetCard) {
	l.cards = append(l.cards, AssetRecord{ID: l.id(), Lamport: int64(l.made), Card: c})
}

// begins buys a random thing: amounts with sen and without, odd lives, residuals, what was borne before the book.
func (l *assetLife) begins() {
	kind := rapid.SampledFrom([]string{"16102", "16103", "16105", "17101", "14101", "23301"}).Draw(l.T, "kind")
	k, _ := AssetKindOf(kind)
	day := Date(20240101).AddDays(rapid.IntRange(0, 1000).Draw(l.T, "day"))
	c := AssetCard{
		Class: k.Class, Name: "x", Account: kind, Debit: k.Debit, Credit: k.Credit, Bought: day,
		Amount: Money(rapid.Int64Range(1, int64(maxLineAmount)/4).Draw(l.T, "amount")),
		Months: rapid.Int64Range(1, 60).Draw(l.T, "months"),
		First:  day.Month().Add(rapid.IntRange(0, 2).Draw(l.T, "first")),
	}
	in := AssetInput{From: AssetPaid, Cash: "11201"}
	if k.Class == AssetFixed {
		c.Residual = Money(rapid.Int64Range(0, int64(c.Amount)-1).Draw(l.T, "residual"))
	}
	if rapid.Bool().Draw(l.T, "held") {
		in.From, c.Borne = AssetHeld, Money(rapid.Int64Range(0, int64(c.Amount-c.Residual)).Draw(l.T, "borne"))
	}
	in.Card, in.Paid = c, c.Amount
	act, then, problems := NewAsset(in)
	if len(problems) > 0 {
		l.Fatal(problems)
	}
	l.keep(act.Body.(AssetCard))
	if then != nil {
		acts, err := then([]ID{l.cards[0].ID})
		if err != nil {
			l.Fatal(err)
		}
		l.post(acts[0].Body.(Entry))
	}
}

// runs records what is open up to a month, as a laptop that knows some of the cards and all of the entries.
func (l *assetLife) runs(known []AssetRecord, m Month, unit Money) {
	views := AssetViews(known, l.moves, m.Last())
	for _, c := range AssetChores(views, []SettingRow{{Key: SettingAssetRound, Value: FormatData(unit)}}, m, 0) {
		if c.Open() {
			l.post(c.Entry)
		}
	}
}

// step does one thing that can happen in the life of a thing.
func (l *assetLife) step() {
	v := l.view()
	first, last := v.span()
	m := first.Add(rapid.IntRange(0, monthsFrom(first, last)).Draw(l.T, "month"))
	unit := rapid.SampledFrom([]Money{Rupiah, 1, 1000 * Rupiah}).Draw(l.T, "unit")
	switch rapid.IntRange(0, 4).Draw(l.T, "what") {
	case 0:
		l.runs(l.cards, m, unit)
	case 1:
		l.runs(l.cards[:1], m, unit) // a laptop that has not heard of the newer cards
	case 2:
		if became := v.Recorded[m]; became.There() {
			l.takesBack(became.Entry)
		}
	case 3:
		l.runs(l.cards, m, unit)
		v = l.view()
		m = AssetNext(v)
		now := v.Card
		now.Months = rapid.Int64Range(1, 60).Draw(l.T, "other months")
		if card, problems := ChangeAsset(v, now, m, AssetRules{Unit: unit}); len(problems) == 0 {
			l.keep(card)
		}
	case 4:
		acts, problems := ImproveAsset(v, AssetCost{
			Date: m.First(), Amount: Money(rapid.Int64Range(1, 1e9).Draw(l.T, "cost")), What: "atap",
			Payment: Payment{Owed: "25101"}, Months: rapid.Int64Range(0, 24).Draw(l.T, "longer"),
		}, AssetRules{First: "bought", Unit: unit})
		if len(problems) == 0 {
			l.post(acts[0].Body.(Entry))
			l.keep(acts[1].Body.(AssetCard))
		}
	}
}

func (l *assetLife) takesBack(entry ID) {
	id := l.id()
	for _, m := range l.moves[:len(l.moves):len(l.moves)] {
		if m.Entry == entry {
			l.moves = append(l.moves, AssetMove{
				Asset: m.Asset, Account: m.Account, Amount: -m.Amount, Posted: m.Posted, Entry: id, Kind: KindReversal,
				Once: ReversalOnce(entry).ID(), Reverses: entry,
			})
		}
	}
}

// Whatever happens in the life of a thing, its months come to its cost without the residual, to the sen, and then no
// month wants anything: months by the card that another laptop had, months that were taken back, another life, money
// that was put into it, another rounding. 100,000 lives with LUMBUNG_LONG.
func TestAssetLife(t *testing.T) {
	check := func(t *rapid.T) {
		l := &assetLife{T: t}
		l.begins()
		for range rapid.IntRange(0, 6).Draw(t, "steps") {
			l.step()
		}
		v := l.view()
		last := v.Card.Last().Add(60)
		for range 3 { // what is over after the last month stands in the one after it
			l.runs(l.cards, last, Rupiah)
		}
		v = l.view()
		if v.Left() != v.Card.Residual || v.Cost != v.Card.Amount {
			t.Fatalf("%+v\n%v is left of %v, the residual is %v", v.Card, v.Left(), v.Cost, v.Card.Residual)
		}
		if open := AssetOpen(v, last, AssetRules{Unit: Rupiah}); open != 0 {
			t.Fatalf("%s is open", open)
		}
		months := v.Months(AssetRules{Unit: Rupiah})
		if n := len(months); n > 0 && months[n-1].Left != v.Card.Residual {
			t.Fatalf("the plan ends with %+v", months[n-1])
		}
	}
	if !longRun() {
		rapid.Check(t, check)
		return
	}
	for range 1000 {
		rapid.Check(t, check)
	}
}
