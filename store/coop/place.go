package coop

// settle decides anew which of the entries that claim one once-id counts: the one in the earliest holding close that
// contains any of them, else the least (lamport, hash). The others keep their number and post nothing.
func (f *Fold) settle(once ID) {
	var all []*EntryRow
	f.state.Scan(&ClaimRow{Once: once}, 1, func(r Record) bool {
		e := &EntryRow{ID: r.(*ClaimRow).Entry}
		if f.state.Get(e) {
			all = append(all, e)
		}
		return true
	})
	winner := f.winner(all)
	for _, e := range all {
		lost := WhatNone
		if winner != nil && e.ID != winner.ID {
			lost = WhatTwiceOther
			if f.sameContent(e, winner) {
				lost = WhatTwice
			}
		}
		f.seat(e, nil, lost)
	}
}

func (f *Fold) winner(all []*EntryRow) *EntryRow {
	var best *EntryRow
	bestClose := 0
	for _, e := range all {
		if e.Fault != WhatNone {
			continue
		}
		in := f.firstClose(e)
		if best == nil || in < bestClose || (in == bestClose && e.stamp().before(best.stamp())) {
			best, bestClose = e, in
		}
	}
	return best
}

// firstClose gives the index of the earliest holding close that contains e, or the number of closes.
func (f *Fold) firstClose(e *EntryRow) int {
	closes := f.closes()
	for i := range closes {
		if f.contains(&closes[i], e.head()) {
			return i
		}
	}
	return len(closes)
}

func (f *Fold) sameContent(a, b *EntryRow) bool {
	if a.Kind != b.Kind || a.Date != b.Date || a.Remark != b.Remark || a.Occasion != b.Occasion {
		return false
	}
	x, y := f.Lines(a.ID), f.Lines(b.ID)
	if len(x) != len(y) {
		return false
	}
	for i := range x {
		if x[i] != y[i] {
			return false
		}
	}
	return true
}

// seat puts e on the day it posts on, or off the books when something is against it, and moves the sums with it.
// Lines are read when the caller has none at hand.
func (f *Fold) seat(e *EntryRow, lines []Line, lost What) {
	fresh := lines != nil // nothing can reverse an entry before it is there
	what, posted := e.Fault, Date(0)
	if what == WhatNone {
		what = lost
	}
	if what == WhatNone && !e.Reverses.IsZero() {
		original := EntryRow{ID: e.Reverses}
		if !f.state.Get(&original) || original.Posted == 0 {
			what = WhatReversedOff
		}
	}
	if what == WhatNone && f.correctsOff(e) {
		what = WhatCorrectsOff
	}
	if what == WhatNone {
		late := false
		if posted, late = f.postingDay(e); late {
			what = WhatLate
		}
	}
	if what == e.What && posted == e.Posted {
		return
	}
	if lines == nil {
		lines = f.Lines(e.ID)
	}
	if e.What != WhatNone {
		f.state.Delete(&IrregularRow{Hash: e.Hash, What: e.What})
	}
	counted := e.Posted != 0
	if counted {
		f.post(e.Posted, lines, -1)
	}
	e.What, e.Posted = what, posted
	f.keepEntry(e, lines)
	if posted != 0 {
		f.post(posted, lines, +1)
	}
	if what != WhatNone {
		f.state.Put(&IrregularRow{Hash: e.Hash, What: what, Log: e.Log, Seq: e.Seq, Kind: e.Kind})
	}
	if counted && posted == 0 || !counted && !fresh {
		f.settle(ReversalOnce(e.ID).ID())
		f.settle(CorrectionOnce(e.ID).ID())
	}
}

// correctsOff says whether e puts an entry right that gave way: of two who put one entry right, each on their laptop,
// one put their own correction right once more before they heard of the other's. What counts then is the other's alone.
// Where the entry itself has a fault, as behind the end of a revoked log, what stands in its place is all there is, and
// counts.
func (f *Fold) correctsOff(e *EntryRow) bool {
	if e.Corrects.IsZero() || e.Once != CorrectionOnce(e.Corrects).ID() {
		return false
	}
	wrong := EntryRow{ID: e.Corrects}
	if !f.state.Get(&wrong) || wrong.Posted != 0 || wrong.Fault != WhatNone {
		return false
	}
	return f.inPast(&arrival{Change: Change{Log: e.Log, Seq: e.Seq}, Hash: e.Hash}, wrong.head())
}

// postingDay gives the day e posts on, and whether that is later than its own date because its period was closed
// without it (design §4 Close).
func (f *Fold) postingDay(e *EntryRow) (Date, bool) {
	closes := f.closes()
	for i := range closes {
		if closes[i].end() < e.Date {
			continue
		}
		if f.contains(&closes[i], e.head()) {
			return e.Date, false
		}
		for j := i + 1; j < len(closes); j++ {
			if f.contains(&closes[j], e.head()) {
				return closes[j-1].end().AddDays(1), true
			}
		}
		return closes[len(closes)-1].end().AddDays(1), true
	}
	return e.Date, false
}

// post adds the lines to the running sums, sign times.
func (f *Fold) post(day Date, lines []Line, sign Money) {
	f.postFlows(day, lines, sign)
	for _, l := range lines {
		debit, credit := l.Amount, Money(0)
		if l.Amount < 0 {
			debit, credit = 0, -l.Amount
		}
		debit, credit = sign*debit, sign*credit
		balance := BalanceRow{Account: l.Account, Outlet: l.Outlet, Month: day.Month()}
		f.state.Get(&balance)
		within := !balance.tooMuch()
		balance.Debit += debit
		balance.Credit += credit
		f.over = f.over || within && balance.tooMuch()
		f.keep(&balance, balance.Debit == 0 && balance.Credit == 0)
		f.postSub(l.Account, DimMember, l.Member, debit, credit)
		for i, subject := range [...]ID{l.Loan, l.Supplier, l.Item, l.Asset} {
			if !subject.IsZero() {
				f.postSub(l.Account, DimLoan+Dim(i), subject, debit, credit)
			}
		}
		if l.Month != 0 {
			due := DueRow{Member: l.Member, Account: l.Account, Month: l.Month}
			f.state.Get(&due)
			due.Amount -= sign * l.Amount
			due.Times += int64(sign)
			f.keep(&due, due.Amount == 0 && due.Times == 0)
		}
	}
}

// maxSum bounds one running sum: a hundred trillion rupiah for one account in a month, far beyond any village and far
// enough below what Money can be that no statement over fifty years of it overflows.
const maxSum = 100 * maxLineAmount

func (b *BalanceRow) tooMuch() bool {
	return b.Debit > maxSum || b.Debit < 0 || b.Credit > maxSum || b.Credit < 0
}

func (f *Fold) postSub(account string, dim Dim, subject ID, debit, credit Money) {
	sub := SubRow{Account: account, Dim: dim, Subject: subject}
	f.state.Get(&sub)
	sub.Debit += debit
	sub.Credit += credit
	f.keep(&sub, sub.Debit == 0 && sub.Credit == 0)
}

// keep stores a running sum, or drops it when nothing is left in it, so that what came and went leaves no row.
func (f *Fold) keep(r Record, empty bool) {
	if empty {
		f.state.Delete(r)
	} else {
		f.state.Put(r)
	}
}
