package coop

import (
	"bytes"
	"cmp"
	"slices"
)

// CountRow is one counting of an account.
type CountRow struct {
	Count   ID `row:"key"`
	Hash    Hash
	Log     ID
	Seq     int64
	Lamport int64
	At      int64
	Author  ID
	Account string
	Date    Date
	Tally   []byte // CBOR of []CountNote
	Counted Money
	Booked  Money
	Reason  string
}

// Head names the change that counted: what the second person's approval speaks of.
func (c *CountRow) Head() Head { return Head{Log: c.Log, Seq: c.Seq, Hash: c.Hash} }

// Difference is what was found beyond the book, or short of it when below zero.
func (c *CountRow) Difference() Money { return c.Counted - c.Booked }

// Notes gives the pieces counted, the largest first.
func (c *CountRow) Notes() []CountNote {
	notes, err := DecodeBody[[]CountNote](c.Tally)
	if err != nil {
		return nil // verify finds it
	}
	return notes
}

// maxNotes bounds the kinds of banknotes and coins of one count.
const maxNotes = 64

// soundCount wants the largest note first, each once, and the sum of the notes to be what was counted.
func soundCount(b *Count) bool {
	if !code(b.Account) || !b.Date.Valid() || !plain(b.Reason) || len(b.Notes) > maxNotes {
		return false
	}
	if max(b.Counted, -b.Counted) > maxSum || max(b.Booked, -b.Booked) > maxSum {
		return false
	}
	var sum Money
	for i, n := range b.Notes {
		if n.Value <= 0 || n.Value > maxLineAmount || n.Pieces <= 0 || n.Pieces > int64(maxSum/n.Value) {
			return false
		}
		if i > 0 && b.Notes[i-1].Value <= n.Value {
			return false
		}
		if sum += n.Value * Money(n.Pieces); sum > maxSum {
			return false
		}
	}
	return len(b.Notes) == 0 || sum == b.Counted
}

// CountOnce is the once-rule of the entry that posts a count's difference.
func CountOnce(count ID) Once { return Once{Rule: "count", Subject: count.String()} }

// CountFigures are the figures that a granted approval of a count must carry: the second person signs for both.
func CountFigures(counted, booked Money) []Figure {
	return []Figure{{Name: "counted", Value: int64(counted)}, {Name: "booked", Value: int64(booked)}}
}

func (f *Fold) recordCount(a *arrival, b *Count) What {
	if known, _ := f.accountKnown(a, b.Account); !known {
		return WhatAccount
	}
	f.state.Put(&CountRow{
		Count: a.id(0), Hash: a.Hash, Log: a.Log, Seq: a.Seq, Lamport: a.Lamport, At: a.At, Author: a.Author,
		Account: b.Account, Date: b.Date, Tally: EncodeBody(b.Notes), Counted: b.Counted, Booked: b.Booked,
		Reason: b.Reason,
	})
	return WhatNone
}

// checkCountersign says what is against the second person's signature under a count: a count that does not count, or
// other figures. Who does not agree need not say which figures they found.
func (f *Fold) checkCountersign(count Hash, b *Approval) What {
	row := CountRow{Count: HashID(count, 0)}
	if !f.state.Get(&row) {
		return WhatNoSubject
	}
	if b.Granted && !slices.Equal(b.Figures, CountFigures(row.Counted, row.Booked)) {
		return WhatFigures
	}
	return WhatNone
}

// CountSaw tells whether a change lies in what the counter's book held, and so in Booked.
func (f *Fold) CountSaw(c *CountRow, x Head) bool {
	return f.inPast(&arrival{Change: Change{Log: c.Log, Seq: c.Seq}, Hash: c.Hash}, x)
}

// CountPast gives the last change of each log up to which the counter's book surely held all of it: whatever stands
// there or before it lies in Booked. Of a log with branches that is where they part; of what stands behind, CountSaw
// tells.
func (f *Fold) CountPast(c *CountRow) []Head {
	past := append(f.vector(Head{Log: c.Log, Seq: c.Seq, Hash: c.Hash}), Head{Log: c.Log, Seq: c.Seq})
	for i := range past {
		if f.line(past[i].Log).forked() {
			past[i].Seq, past[i].Hash = min(past[i].Seq, f.trunk(past[i].Log)), Hash{}
		}
	}
	return past
}

// countsTwice lists the differences that two people found in one till without hearing of each other: both post, and
// what is missing once is missing twice in the book. Always whoever came later by (lamport, hash).
func (f *Fold) countsTwice() []Exception {
	posted := map[string][]CountRow{}
	entries := map[ID]ID{}
	f.state.Scan(&CountRow{}, 0, func(r Record) bool {
		c := *r.(*CountRow)
		if entry := f.posts(CountOnce(c.Count)); !entry.IsZero() {
			posted[c.Account] = append(posted[c.Account], c)
			entries[c.Count] = entry
		}
		return true
	})
	var out []Exception
	for account, counts := range posted {
		slices.SortFunc(counts, func(a, b CountRow) int {
			return cmp.Or(cmp.Compare(a.Lamport, b.Lamport), bytes.Compare(a.Hash[:], b.Hash[:]))
		})
		for i, c := range counts {
			a := &arrival{Change: Change{Log: c.Log, Seq: c.Seq}, Hash: c.Hash}
			if !slices.ContainsFunc(counts[:i], func(o CountRow) bool { return !f.inPast(a, o.Head()) }) {
				continue
			}
			out = append(out, Exception{
				What: WhatCountTwice, Subject: c.Hash, Kind: KindCount, Entry: entries[c.Count], Account: account,
				Amount: c.Difference(), Log: c.Log, Seq: c.Seq,
			})
		}
	}
	return out
}

// posts gives the entry that counts under a once-id and was not taken back; zero: none.
func (f *Fold) posts(once Once) (entry ID) {
	f.state.Scan(&ClaimRow{Once: once.ID()}, 1, func(r Record) bool {
		e := EntryRow{ID: r.(*ClaimRow).Entry}
		if f.state.Get(&e) && e.Posted != 0 && f.posts(ReversalOnce(e.ID)).IsZero() {
			entry = e.ID
		}
		return entry.IsZero()
	})
	return entry
}
