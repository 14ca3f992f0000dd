package coop

import (
	"bytes"
	"slices"
	"sort"
)

// place finds a's lamport and past, and makes it a head of its log.
func (f *Fold) place(a *arrival) {
	l := f.line(a.Log)
	var known []Head
	for _, s := range a.Seen {
		if row, ok := f.find(s); ok {
			a.Lamport = max(a.Lamport, row.Lamport)
			known = append(known, Head{Log: row.Log, Seq: row.Seq, Hash: row.Hash})
		}
	}
	at := slices.IndexFunc(l.heads, func(h HeadRow) bool { return h.Hash == a.Prev })
	if at >= 0 {
		a.Lamport = max(a.Lamport, l.heads[at].Lamport)
	} else if a.Seq > 1 {
		prev := ChangeRow{Log: a.Log, Seq: a.Seq - 1, Hash: a.Prev}
		if f.state.Get(&prev) {
			a.Lamport = max(a.Lamport, prev.Lamport)
		}
	}
	a.Lamport++
	var vector []Head
	if a.Seq > 1 {
		vector = f.vector(Head{Log: a.Log, Seq: a.Seq - 1, Hash: a.Prev})
	}
	if at >= 0 {
		f.state.Delete(&HeadRow{Log: a.Log, Hash: a.Prev})
		l.heads = slices.Delete(l.heads, at, at+1)
	}
	head := HeadRow{Log: a.Log, Hash: a.Hash, Seq: a.Seq, Lamport: a.Lamport}
	l.heads = append(l.heads, head)
	if l.forked() {
		f.branches(a.Log).add(a.Hash, a.Prev, a.Seq)
	}
	f.state.Put(&head)
	if a.Seq == 1 || len(known) > 0 {
		for _, k := range known {
			vector = f.join(vector, append(f.vector(k), k)...)
		}
		f.state.Put(&SightRow{Log: a.Log, Seq: a.Seq, Hash: a.Hash, Vector: EncodeBody(vector)})
		l.addSight(sight{a.head(), vector})
	}
}

// find looks a sighting up among the changes held.
func (f *Fold) find(s Sighting) (ChangeRow, bool) {
	var found ChangeRow
	ok := false
	f.state.Scan(&ChangeRow{Log: s.Log, Seq: s.Seq}, 2, func(r Record) bool {
		if row := r.(*ChangeRow); row.Hash.Short() == s.Hash {
			found, ok = *row, true
		}
		return !ok
	})
	return found, ok
}

// sightOf gives the last sight at or before h on h's own branch.
func (f *Fold) sightOf(h Head) (sight, bool) {
	l := f.line(h.Log)
	for i := sort.Search(len(l.sights), func(i int) bool { return l.sights[i].Seq > h.Seq }) - 1; i >= 0; i-- {
		if f.reaches(h, l.sights[i].Head) {
			return l.sights[i], true
		}
	}
	return sight{}, false
}

// vector gives the greatest heads of other logs in the past of h.
func (f *Fold) vector(h Head) []Head {
	s, _ := f.sightOf(h)
	return slices.Clone(s.vector)
}

// inPast says whether x, a change held here, lies in the past of a: on a's own branch, or under what a has seen.
func (f *Fold) inPast(a *arrival, x Head) bool {
	if x.Log == a.Log && x.Seq < a.Seq && f.reaches(a.head(), x) {
		return true
	}
	return f.under(f.pastOf(a), x)
}

// names says whether x, as some body names it, is a change in the past of a. What is not held is in nobody's past:
// only so is the answer the same before and after a branch arrives that does hold it.
func (f *Fold) names(a *arrival, x Head) bool {
	return f.state.Get(&ChangeRow{Log: x.Log, Seq: x.Seq, Hash: x.Hash}) && f.inPast(a, x)
}

// pastOf gives the vector of a.
func (f *Fold) pastOf(a *arrival) []Head {
	s, _ := f.sightOf(a.head())
	return s.vector
}

// under says whether some head of the vector reaches x.
func (f *Fold) under(vector []Head, x Head) bool {
	for _, h := range vector {
		if f.reaches(h, x) {
			return true
		}
	}
	return false
}

// join adds heads to a vector, keeping only the greatest of each branch.
func (f *Fold) join(vector []Head, more ...Head) []Head {
	for _, m := range more {
		if f.under(vector, m) {
			continue
		}
		vector = slices.DeleteFunc(vector, func(h Head) bool { return f.reaches(m, h) })
		vector = append(vector, m)
	}
	slices.SortFunc(vector, compareHeads)
	return vector
}

func compareHeads(a, b Head) int {
	if c := bytes.Compare(a.Log[:], b.Log[:]); c != 0 {
		return c
	}
	if a.Seq != b.Seq {
		return int(max(-1, min(1, a.Seq-b.Seq)))
	}
	return bytes.Compare(a.Hash[:], b.Hash[:])
}

func sortArrivals(all []*arrival) {
	slices.SortFunc(all, func(a, b *arrival) int {
		if a.stamp().before(b.stamp()) {
			return -1
		}
		return 1
	})
}

func decodeHeads(data []byte) []Head {
	heads, err := DecodeBody[[]Head](data)
	if err != nil {
		return nil
	}
	return heads
}

// Next says how the next change of a log is chained: own is the log's head as its device knows it, or only the log
// where it has none yet. Seen are the heads of other logs that own does not reach.
func (f *Fold) Next(own Head) (prev Hash, seq int64, seen []Sighting) {
	var vector []Head
	prev = own.Hash
	if own.Seq == 0 {
		prev = Genesis(f.coop.Cooperative, own.Log)
	} else {
		vector = f.vector(own)
	}
	f.state.Scan(&HeadRow{}, 0, func(r Record) bool {
		row := r.(*HeadRow)
		h := Head{Log: row.Log, Seq: row.Seq, Hash: row.Hash}
		if row.Log != own.Log && !f.under(vector, h) {
			seen = append(seen, Sighting{Log: h.Log, Seq: h.Seq, Hash: h.Hash.Short()})
		}
		return true
	})
	slices.SortFunc(seen, func(a, b Sighting) int {
		return compareHeads(Head{Log: a.Log, Seq: a.Seq}, Head{Log: b.Log, Seq: b.Seq})*4 +
			bytes.Compare(a.Hash[:], b.Hash[:])
	})
	return prev, own.Seq + 1, seen
}

// Heads lists the heads held, ascending.
func (f *Fold) Heads() []Head {
	var heads []Head
	f.state.Scan(&HeadRow{}, 0, func(r Record) bool {
		row := r.(*HeadRow)
		heads = append(heads, Head{Log: row.Log, Seq: row.Seq, Hash: row.Hash})
		return true
	})
	slices.SortFunc(heads, compareHeads)
	return heads
}
