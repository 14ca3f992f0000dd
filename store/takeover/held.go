package takeover

import (
	"lumbung/store/coop"
)

// held is what the book already has of what workbooks may bring.
type held struct {
	once     map[coop.ID]bool           // claimed by an entry that counts
	openings map[string]*coop.EntryView // by cash or bank account: the earliest opening balance that stands
	moves    map[string][]heldMove      // by cash or bank account, and 11109
}

// heldMove is one line of the book. bank is the cash or bank account on the other side of a transfer.
type heldMove struct {
	date   coop.Date
	amount coop.Money
	from   string
}

// readHeld reads the book's entries. Those that do not count, like the second of two with one once-id, are left out.
func readHeld(entries []coop.EntryView) held {
	h := held{once: map[coop.ID]bool{}, openings: map[string]*coop.EntryView{}, moves: map[string][]heldMove{}}
	for i := range entries {
		e := &entries[i]
		if !e.What.Counts() {
			continue
		}
		if !e.Once.IsZero() {
			h.once[e.Once] = true
		}
		own := ""
		for _, l := range e.Lines {
			if coop.IsMoney(l.Account) && l.Account != accountTransit {
				own = l.Account
			}
		}
		for _, l := range e.Lines {
			if coop.IsMoney(l.Account) {
				h.moves[l.Account] = append(h.moves[l.Account], heldMove{e.Date, l.Amount, own})
			}
			standing := e.Kind != coop.KindReversal && e.ReversedBy.IsZero()
			if l.Account == coop.OpeningAccount && standing && own != "" &&
				(h.openings[own] == nil || e.Date < h.openings[own].Date) {
				h.openings[own] = e
			}
		}
	}
	return h
}

// before is the balance of an account at the end of the day before.
func (h held) before(account string, day coop.Date) coop.Money {
	var sum coop.Money
	for _, m := range h.moves[account] {
		if m.date < day {
			sum += m.amount
		}
	}
	return sum
}

// amountOn is what an entry moves on an account.
func amountOn(e *coop.EntryView, account string) coop.Money {
	var sum coop.Money
	for _, l := range e.Lines {
		if l.Account == account {
			sum += l.Amount
		}
	}
	return sum
}

// Replaced is an opening balance of the book that gives way to the rows it was the sum of: a sheet of an earlier
// month is taken over now.
type Replaced struct {
	Entry   coop.ID
	Account string
	Date    coop.Date // of the opening balance, and of its reversal
	Amount  coop.Money
}

// placeOpenings decides what each opening row is. The first sheet of an account opens the book, unless the book has an
// opening of that day or an earlier one; the opening rows of later sheets repeat what their sheets before arrived at.
func (p *proposer) placeOpenings() {
	first := map[string]*placing{}
	began := map[string]coop.Date{}
	for _, pl := range p.inOrder {
		e := pl.entry
		if e.State != "" {
			continue
		}
		if _, ok := began[e.Account]; !ok {
			began[e.Account] = pl.sheet.begins()
		}
		if !e.Opening {
			continue
		}
		if first[e.Account] != nil {
			pl.aside("opening-carried")
			continue
		}
		first[e.Account] = pl
		h := p.held.openings[e.Account]
		switch {
		case (h == nil || e.Date < h.Date) && p.held.once[e.Once().ID()]:
			e.State = Recorded // and reversed by hand: it is not asked for again
		case h == nil || e.Date < h.Date:
			e.again = p.held.once[coop.OpeningOnce(e.Account, "", coop.ID{}).ID()]
		case e.Date > h.Date:
			pl.aside("opening-carried")
		case amountOn(h, e.Account) == e.Amount:
			e.State = Recorded
		default:
			pl.aside("opening-held", amountOn(h, e.Account), e.Amount)
		}
	}
	for account, day := range began {
		if h := p.held.openings[account]; h != nil && day < h.Date {
			p.Replaced = append(p.Replaced, Replaced{h.ID, account, h.Date, amountOn(h, account)})
		}
	}
}
