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
	type sign struct {
		amount coop.Money
		day    int
	}
	bySign := map[sign][]*Entry{}
	for _, pl := range halves {
		at := sign{transit(pl.entry), days(pl.entry.Date)}
		bySign[at] = append(bySign[at], pl.entry)
	}
	for apart := range transferDays + 1 {
		for _, pl := range halves {
			a := pl.entry
			for _, day := range []int{days(a.Date) - apart, days(a.Date) + apart} {
				others := bySign[sign{-transit(a), day}]
				i := slices.IndexFunc(others, func(b *Entry) bool { return b.Pair == "" && b.Account != a.Account })
				if a.Pair == "" && i >= 0 {
					settle(a, others[i])
					settle(others[i], a)
				}
			}
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
