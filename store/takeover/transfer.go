package takeover

import (
	"slices"

	"lumbung/store/coop"
)

// transferDays is how far apart the two books may date one transfer.
const transferDays = 31

// transit is what a row moves over 11109: negative when money left its book.
func transit(e *Entry) coop.Money {
	var sum coop.Money
	for _, l := range e.Lines {
		if l.Account == accountTransit {
			sum -= l.Amount
		}
	}
	return sum
}

// matchTransfers pairs the halves of transfers between two books: equal amounts, opposite ways, nearest days first.
// Each
// half is an entry of its own against 11109 (see the package comment); a pair needs no decision, a half alone does.
func (p *proposer) matchTransfers() {
	var halves []*placing
	for _, pl := range p.rows {
		if pl.entry.State == Taken && transit(pl.entry) != 0 {
			halves = append(halves, pl)
		}
	}
	type match struct{ a, b, apart int }
	var matches []match
	for i, a := range halves {
		for j := i + 1; j < len(halves); j++ {
			b := halves[j]
			apart := days(a.entry.Date) - days(b.entry.Date)
			apart = max(apart, -apart)
			if a.entry.Account != b.entry.Account && transit(a.entry) == -transit(b.entry) && apart <= transferDays {
				matches = append(matches, match{i, j, apart})
			}
		}
	}
	slices.SortStableFunc(matches, func(x, y match) int { return x.apart - y.apart })
	for _, m := range matches {
		if a, b := halves[m.a].entry, halves[m.b].entry; a.Pair == "" && b.Pair == "" {
			settle(a, b)
			settle(b, a)
		}
	}
	for _, pl := range halves {
		e := pl.entry
		p.InTransit -= transit(e)
		if e.Pair == "" {
			e.Sure = false
			e.Reasons = append(e.Reasons, problem("transfer-alone"))
		}
	}
}

// settle marks one half of a pair; a doubt of the rule about what the row is has been answered by the other book.
func settle(e, other *Entry) {
	e.Pair = other.Key
	e.Reasons = slices.DeleteFunc(e.Reasons, func(p Problem) bool { return p.Key == "takeover.rule-unsure" })
	e.Reasons = append(e.Reasons, problem("transfer-pair", other.String(), other.Date))
	e.Sure = !slices.ContainsFunc(e.Reasons, asks)
}
