package coop

import (
	"cmp"
	"slices"
	"sort"
)

// line caches what Fold needs of one log: its heads, its sights in ascending seq and, once it forked, its branches.
type line struct {
	heads  []HeadRow
	sights []sight
	tree   *branches // nil while there is only one branch, or not read yet
}

type sight struct {
	Head
	vector []Head
}

type pastCache struct{ logs map[ID]*line }

// branches tell which change of a forked log lies on which branch. A branch begins where a change follows one that
// another change follows already; it grows at its tip.
type branches struct {
	all []branch
	of  map[Hash]int
}

type branch struct {
	from   int64 // seq of its first change
	parent int   // the branch it leaves; -1: none
	tip    Hash
}

func (b *branches) add(hash, prev Hash, seq int64) {
	parent, ok := b.of[prev]
	if ok && b.all[parent].tip == prev {
		b.all[parent].tip = hash
		b.of[hash] = parent
		return
	}
	if !ok {
		parent = -1
	}
	b.of[hash] = len(b.all)
	b.all = append(b.all, branch{from: seq, parent: parent, tip: hash})
}

// reaches says whether x is h or before it on h's branch.
func (b *branches) reaches(h, x Head) bool {
	at, ok := b.of[h.Hash]
	if !ok {
		return false
	}
	for at >= 0 && b.all[at].from > x.Seq {
		at = b.all[at].parent
	}
	on, ok := b.of[x.Hash]
	return ok && on == at
}

func (f *Fold) line(log ID) *line {
	if l := f.past.logs[log]; l != nil {
		return l
	}
	l := &line{}
	f.state.Scan(&HeadRow{Log: log}, 1, func(r Record) bool {
		l.heads = append(l.heads, *r.(*HeadRow))
		return true
	})
	f.state.Scan(&SightRow{Log: log}, 1, func(r Record) bool {
		row := r.(*SightRow)
		l.sights = append(l.sights, sight{Head{Log: log, Seq: row.Seq, Hash: row.Hash}, decodeHeads(row.Vector)})
		return true
	})
	f.past.logs[log] = l
	return l
}

func (l *line) forked() bool { return len(l.heads) > 1 }

func (l *line) addSight(s sight) {
	i := sort.Search(len(l.sights), func(i int) bool { return l.sights[i].Seq > s.Seq })
	l.sights = append(l.sights, sight{})
	copy(l.sights[i+1:], l.sights[i:])
	l.sights[i] = s
}

// branches reads the branches of a forked log, once.
func (f *Fold) branches(log ID) *branches {
	l := f.line(log)
	if l.tree == nil {
		l.tree = &branches{of: map[Hash]int{}}
		f.state.Scan(&ChangeRow{Log: log}, 1, func(r Record) bool {
			row := r.(*ChangeRow)
			l.tree.add(row.Hash, row.Prev, row.Seq)
			return true
		})
	}
	return l.tree
}

// trunk gives how far a forked log is one line: all its branches hold what stands there and before it. As far as the
// shortest branch goes there are never fewer changes under a number than under the one before.
func (f *Fold) trunk(log ID) int64 {
	shortest := slices.MinFunc(f.line(log).heads, func(a, b HeadRow) int { return cmp.Compare(a.Seq, b.Seq) })
	return int64(sort.Search(int(shortest.Seq), func(i int) bool {
		n := 0
		f.state.Scan(&ChangeRow{Log: log, Seq: int64(i) + 1}, 2, func(Record) bool { n++; return n < 2 })
		return n > 1
	}))
}

// reaches says whether x is h itself or an earlier change on h's branch of the same log. Both are held.
func (f *Fold) reaches(h, x Head) bool {
	if x.Seq > h.Seq || x.Log != h.Log {
		return false
	}
	if x.Seq == h.Seq {
		return x.Hash == h.Hash
	}
	return !f.line(h.Log).forked() || f.branches(h.Log).reaches(h, x)
}
