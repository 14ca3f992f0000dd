package coop

// Reread gives a meaning to changes that were kept without being understood, because an earlier version of the program
// received them (design §4, four kinds of arrival), and says whether there were any. What they mean may change who had
// the right to what, so everything is told again.
func (f *Fold) Reread() bool {
	learned := false
	f.state.Scan(&IrregularRow{}, 0, func(r Record) bool {
		row := r.(*IrregularRow)
		change := ChangeRow{Log: row.Log, Seq: row.Seq, Hash: row.Hash}
		if row.What == WhatUnknown && f.state.Get(&change) {
			c, err := DecodeChange(change.Bytes)
			learned = err == nil && Knows(c.Kind, c.Version)
		}
		return !learned
	})
	if !learned {
		return false
	}
	all := f.arrivals()
	for _, t := range []*Table{tableRight, tableCut} {
		var rows []Record
		f.state.Scan(t.New(), 0, func(r Record) bool { rows = append(rows, r); return true })
		for _, r := range rows {
			f.state.Delete(r)
		}
	}
	f.right.points = nil
	f.wipe()
	ends := false
	for _, a := range all {
		what := f.decode(a)
		if what == WhatNone {
			what = f.entitled(a)
		}
		if what == WhatNone && decides(a) {
			f.state.Put(&RightRow{Lamport: a.Lamport, Hash: a.Hash, Log: a.Log, Seq: a.Seq, Kind: a.Kind})
			ends = f.decide(a) || ends
		}
		f.mean(a, what)
	}
	if ends { // some log ends earlier than it seemed while its changes were told
		f.refold()
	}
	return true
}
