package coop

// AssetMonth is a month of a thing's life, with what it bears.
type AssetMonth struct {
	Month  Month
	Amount Money // that is recorded, or that is to be; below zero: too much was borne before
	Left   Money // what the thing is worth after it
	Done   Became
}

// Months gives the months of a thing's whole life that bear something: what is recorded as it is recorded, and what is
// open so that all together come to what is to be borne, whatever happened on the way: two laptops that recorded one
// month by two cards, a month that was taken back, another rounding. The last month takes what is left; where it is
// recorded already, the month after it does.
func (v *AssetView) Months(rules AssetRules) []AssetMonth {
	first, last := v.span()
	if last == 0 {
		return nil
	}
	for m := range v.Recorded {
		last = max(last, m)
	}
	rest := v.rest()
	var all []AssetMonth
	add := func(m Month, amount Money) {
		if amount != 0 {
			all = append(all, AssetMonth{Month: m, Amount: amount, Done: v.Recorded[m]})
		}
	}
	for m := first; m.Valid() && m <= last; m = m.Add(1) {
		switch {
		case v.Recorded[m].There():
			add(m, v.parts[m])
		case !v.gone(m, rules):
			due := v.due(m, rules.Unit, rest)
			rest -= due
			add(m, due)
		}
	}
	if v.ending == 0 {
		add(last.Add(1), rest)
	}
	left := v.worth()
	for i := range all {
		left -= all[i].Amount
		all[i].Left = left
	}
	return all
}

// rest is what is still to be borne as the whole ledger stands. A cost that no card knows of yet is not spread, and
// what is not in the books, because its purchase was taken back, bears nothing.
func (v *AssetView) rest() Money {
	if v.ending != 0 {
		return 0
	}
	return max(0, min(v.Card.Amount, v.cost)-v.Card.Residual) - v.worn
}

// worth is what the thing was worth before the first of its months.
func (v *AssetView) worth() Money {
	if v.ending != 0 {
		return v.Card.Amount - v.Original.Borne
	}
	left := v.cost - v.worn
	for m, became := range v.Recorded {
		if became.There() {
			left += v.parts[m]
		}
	}
	return left
}

// due is what an open month bears: its part of the plan, as far as something is left. The last takes all.
func (v *AssetView) due(m Month, unit, rest Money) Money {
	part := v.cardIn(m).Part(m, unit)
	switch {
	case v.ending != 0:
		return part
	case rest < 0 || m == v.Card.Last():
		return rest
	}
	return min(part, rest)
}

// cardIn is the card whose plan holds in a month: that of the last change that is not of a later month.
func (v *AssetView) cardIn(m Month) AssetCard {
	for i := len(v.cards) - 1; i >= 0; i-- {
		if c := v.cards[i]; c.Last() != 0 && c.First <= m {
			return c
		}
	}
	return AssetCard{}
}

// gone tells whether a thing that left the books bears nothing in a month any more.
func (v *AssetView) gone(m Month, rules AssetRules) bool {
	end := v.ending.Month()
	return v.ending != 0 && (m > end || m == end && !rules.LastPart)
}

// Remains tells whether something still stands under a thing that left the books: another laptop that did not know
// recorded a month of it, or put money into it.
func (v *AssetView) Remains() bool {
	return v.Ended != 0 && (v.Left() != 0 || v.Card.Class == AssetFixed && v.Cost != 0)
}

// Late gives the entries of months that were recorded though the thing had left the books; they are to be taken back.
func (v *AssetView) Late(rules AssetRules) []AssetMonth {
	var late []AssetMonth
	for _, m := range v.Months(rules) {
		if m.Done.There() && v.gone(m.Month, rules) {
			late = append(late, m)
		}
	}
	return late
}

// Unspread is the cost that its card does not know of yet: it was put in, and no month bears it.
func (v *AssetView) Unspread() Money {
	if v.Card.Last() == 0 || v.ending != 0 {
		return 0
	}
	return max(0, v.Cost-v.Card.Amount)
}

// AssetMonthEntry is the entry of a month's part (golden rows 59 and 60; domain §8.3 T40, T59): false where the month
// bears nothing or the thing is gone. It stands on the month's last day, or on the first open day where that is closed.
// The same card and the same ledger give the same entry on every laptop.
func AssetMonthEntry(v *AssetView, m Month, rules AssetRules, closed Date) (Entry, bool) {
	for _, one := range v.Months(rules) {
		if one.Month == m && !v.gone(m, rules) {
			return v.monthEntry(one, closed), true
		}
	}
	return Entry{}, false
}

func (v *AssetView) monthEntry(m AssetMonth, closed Date) Entry {
	c := v.Card
	debit, credit := Line{Account: c.Debit, Amount: m.Amount}, Line{Account: c.Credit, Amount: -m.Amount}
	e := Entry{Date: max(m.Month.Last(), closed.next()), Remark: c.Name, Once: AssetOnce(v.Asset, m.Month)}
	switch c.Class {
	case AssetUnearned:
		e.Occasion, debit.Asset, credit.Outlet = OccasionUnearnedMonth, v.Asset, c.Outlet
	case AssetPrepaid:
		e.Occasion, debit.Outlet, credit.Asset = OccasionPrepaidMonth, c.Outlet, v.Asset
	default:
		e.Occasion, debit.Outlet, credit.Asset = OccasionAssetMonth, c.Outlet, v.Asset
	}
	e.Lines = []Line{debit, credit}
	return m.Done.Again(e)
}

// next is the day after; 0 where there is no day.
func (d Date) next() Date {
	if d == 0 {
		return 0
	}
	return d.AddDays(1)
}

// AssetOpen gives the first month up to and including one whose part should be in the book and is not; zero where all
// are. A month whose entry was taken back is open again.
func AssetOpen(v *AssetView, through Month, rules AssetRules) Month {
	for _, m := range v.Months(rules) {
		if m.Month <= through && !m.Done.There() {
			return m.Month
		}
	}
	return 0
}

// AssetNext is the month after the last whose part is in the book; the card's first where none is.
func AssetNext(v *AssetView) Month {
	next := v.Card.First
	for m, became := range v.Recorded {
		if became.There() {
			next = max(next, m.Add(1))
		}
	}
	return next
}
