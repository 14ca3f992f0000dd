package coop

import "slices"

// chain is the holding closes in the order of their periods.
type chain struct{ rows []holding }

type holding struct {
	CloseRow
	heads []Head
}

// end is the last day of the period.
func (h *holding) end() Date { return h.Period.Last() }

// closes gives the holding closes, oldest first.
func (f *Fold) closes() []holding {
	if f.chain == nil {
		f.chain = &chain{rows: f.findChain()}
	}
	return f.chain.rows
}

// ClosedThrough is the last day of the last holding close; 0 when nothing is closed.
func (f *Fold) ClosedThrough() Date {
	if rows := f.closes(); len(rows) > 0 {
		return rows[len(rows)-1].end()
	}
	return 0
}

// LastClose is the hash that the next close names as the one before it.
func (f *Fold) LastClose() Hash {
	if rows := f.closes(); len(rows) > 0 {
		return rows[len(rows)-1].Hash
	}
	return Hash{}
}

// contains says whether the close contains the change.
func (f *Fold) contains(c *holding, x Head) bool { return f.under(c.heads, x) }

// findChain follows the closes from the first: of those with one predecessor and not voided by a reopening, the least
// (lamport, hash) holds. A period begins where its predecessor ends, so two closes of one predecessor are of one
// period.
func (f *Fold) findChain() []holding {
	next := map[Hash]CloseRow{}
	f.state.Scan(&CloseRow{}, 0, func(r Record) bool {
		row := *r.(*CloseRow)
		first, ok := next[row.Prev]
		if f.voided(row.Hash) || (ok && (stamp{first.Lamport, first.Hash}).before(stamp{row.Lamport, row.Hash})) {
			return true
		}
		next[row.Prev] = row
		return true
	})
	var rows []holding
	for row, ok := next[Hash{}]; ok; row, ok = next[row.Hash] {
		rows = append(rows, holding{row, decodeHeads(row.Contains)})
	}
	return rows
}

func (f *Fold) voided(close Hash) bool {
	voided := false
	f.state.Scan(&ReopenRow{Close: close}, 1, func(Record) bool { voided = true; return false })
	return voided
}

func (f *Fold) recordClose(a *arrival, b *Close) What {
	for _, h := range b.Contains {
		if !f.names(a, h) {
			return WhatNoSubject
		}
	}
	if !b.Prev.IsZero() {
		prev := CloseRow{Hash: b.Prev}
		if !f.state.Get(&prev) || !f.inPast(a, Head{Log: prev.Log, Seq: prev.Seq, Hash: prev.Hash}) {
			return WhatNoSubject
		}
		// A year may be closed when its last month is closed already: what was put right since then comes in.
		if again := len(b.Lines) > 0 && !prev.Year && prev.Period == b.Period; prev.Period >= b.Period && !again {
			return WhatMalformed
		}
	}
	if what := f.checkClosing(a, b); what != WhatNone {
		return what
	}
	was := slices.Clone(f.closes())
	f.state.Put(&CloseRow{
		Hash: a.Hash, Log: a.Log, Seq: a.Seq, Lamport: a.Lamport, Author: a.Author, Period: b.Period,
		Year: b.Year, Prev: b.Prev, Contains: EncodeBody(b.Contains), Digest: b.Digest,
	})
	f.rechain(was)
	return WhatNone
}

func (f *Fold) recordReopen(a *arrival, b *Reopen) What {
	row := CloseRow{Hash: b.Close}
	if !f.state.Get(&row) || !f.inPast(a, Head{Log: row.Log, Seq: row.Seq, Hash: row.Hash}) {
		return WhatNoSubject
	}
	was := slices.Clone(f.closes())
	f.state.Put(&ReopenRow{Close: b.Close, Hash: a.Hash, Author: a.Author, Reason: b.Reason})
	f.rechain(was)
	return WhatNone
}

// rechain finds the holding closes again and moves the entries that a close which came or went does not contain.
func (f *Fold) rechain(was []holding) {
	f.chain = nil
	now := f.closes()
	var moved []holding
	for _, h := range was {
		if !slices.ContainsFunc(now, func(n holding) bool { return n.Hash == h.Hash }) {
			moved = append(moved, h)
			h.Holds = false
			f.state.Put(&h.CloseRow)
			f.closeBooks(&h.CloseRow, false)
		}
	}
	for _, n := range now {
		if !slices.ContainsFunc(was, func(h holding) bool { return n.Hash == h.Hash }) {
			moved = append(moved, n)
			n.Holds = true
			f.state.Put(&n.CloseRow)
			f.closeBooks(&n.CloseRow, true)
		}
	}
	for _, m := range moved {
		f.reseatOutside(&m)
	}
}

// reseatOutside seats every entry anew that the close does not contain and that it can concern: those it contains
// post on the same day whether it holds or not.
func (f *Fold) reseatOutside(c *holding) {
	var outside []EntryRow
	f.state.Scan(&HeadRow{}, 0, func(r Record) bool {
		log := r.(*HeadRow).Log
		from := int64(0)
		if !f.line(log).forked() {
			for _, h := range c.heads {
				if h.Log == log {
					from = max(from, h.Seq)
				}
			}
		}
		if r.(*HeadRow).Seq <= from {
			return true
		}
		f.state.Scan(&ChangeRow{Log: log}, 1, func(r Record) bool {
			row := r.(*ChangeRow)
			if row.Seq > from && isEntry(row.Kind) {
				e := EntryRow{ID: HashID(row.Hash, 0)}
				if f.state.Get(&e) && (e.Date <= c.end() || !e.Once.IsZero()) {
					outside = append(outside, e)
				}
			}
			return true
		})
		return true
	})
	for _, e := range outside {
		if !e.Once.IsZero() {
			f.settle(e.Once)
		} else if f.state.Get(&e) {
			f.seat(&e, nil, WhatNone)
		}
	}
}
