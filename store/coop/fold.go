package coop

// Fold gives changes their meaning. It holds nothing that is not in its State but small caches, so two folds over
// equal states are equal. One Fold works on one State, in one goroutine.
type Fold struct {
	state State
	coop  CoopRow
	past  pastCache
	right rightCache
	known knownCache
	chain *chain // of holding closes; nil: not read yet
	over  bool   // a running sum went beyond maxSum
}

// knownCache keeps small tables that every entry asks for.
type knownCache struct {
	makes map[string][]AccountMakeRow
	made  map[string]AccountAdd // by code and the hash of the change that made it
}

// NewFold continues on a state that NewFold filled before, or starts on an empty one.
func NewFold(s State) *Fold {
	f := &Fold{state: s}
	s.Scan(&CoopRow{}, 0, func(r Record) bool { f.coop = *r.(*CoopRow); return false })
	f.reset()
	return f
}

func (f *Fold) reset() {
	f.past = pastCache{logs: map[ID]*line{}}
	f.right = rightCache{}
	f.known = knownCache{makes: map[string][]AccountMakeRow{}, made: map[string]AccountAdd{}}
	f.chain = nil
}

// Cooperative is whose book this is; zero before the founding.
func (f *Fold) Cooperative() CoopRow { return f.coop }

// Overrun says whether an entry applied since it was last asked took a running sum further than sums may go. A book
// refuses to record such an entry. What came from others counts all the same, because what counts must not depend on
// what came first: money wraps around then, CheckSums says so, and a revocation or reversal takes it back exactly.
func (f *Fold) Overrun() bool {
	over := f.over
	f.over = false
	return over
}

// Apply gives change c its place and meaning and says why it does not count, or that it does. Every change in its
// past must have been applied (Missing). Applying a change twice changes nothing.
//
// Apply never fails: what cannot be understood or breaks a rule is kept, chained and listed (design §4).
func (f *Fold) Apply(c Change) What {
	canonical := c.Encode()
	hash := ChainHash(c.Prev, canonical)
	return f.apply(&arrival{Change: c, Hash: hash}, canonical)
}

// ApplyHashed is Apply for a caller that has the canonical bytes and hash of c at hand.
func (f *Fold) ApplyHashed(c Change, hash Hash, canonical []byte) What {
	return f.apply(&arrival{Change: c, Hash: hash}, canonical)
}

// arrival is a change with what placing it found out.
type arrival struct {
	Change
	Hash    Hash
	Lamport int64
	Body    any // the decoded body
}

func (a *arrival) head() Head      { return Head{Log: a.Log, Seq: a.Seq, Hash: a.Hash} }
func (a *arrival) id(n int) ID     { return HashID(a.Hash, n) }
func (a *arrival) stamp() stamp    { return stamp{a.Lamport, a.Hash} }
func (a *arrival) subject() Record { return &ChangeRow{Log: a.Log, Seq: a.Seq, Hash: a.Hash} }

// stamp orders changes: (lamport, hash).
type stamp struct {
	lamport int64
	hash    Hash
}

func (s stamp) before(o stamp) bool {
	if s.lamport != o.lamport {
		return s.lamport < o.lamport
	}
	return string(s.hash[:]) < string(o.hash[:])
}

func (f *Fold) apply(a *arrival, canonical []byte) What {
	if f.state.Get(a.subject()) {
		return f.verdictOf(a)
	}
	f.place(a)
	f.state.Put(&ChangeRow{
		Log: a.Log, Seq: a.Seq, Hash: a.Hash, Prev: a.Prev, Lamport: a.Lamport, At: a.At,
		Author: a.Author, Kind: a.Kind, Bytes: canonical,
	})
	what := f.decode(a)
	if what == WhatNone {
		what = f.entitled(a)
	}
	if what == WhatNone && decides(a) {
		f.state.Put(&RightRow{Lamport: a.Lamport, Hash: a.Hash, Log: a.Log, Seq: a.Seq, Kind: a.Kind})
		if f.decide(a) {
			f.refold()
			return f.verdictOf(a)
		}
	}
	return f.mean(a, what)
}

// mean gives a placed change its meaning, once it is known what there is against it.
func (f *Fold) mean(a *arrival, what What) What {
	if what == WhatNone && f.cut(a) {
		what = WhatCut
		if d, ok := a.Body.(*Device); ok {
			f.recordDevice(a, d) // its log stays known: which changes are held must not depend on what came first
		}
	}
	if isEntry(a.Kind) && a.Body != nil {
		return f.recordEntry(a, what)
	}
	if what == WhatNone {
		what = f.record(a)
	}
	f.irregular(a, what)
	return what
}

func (f *Fold) irregular(a *arrival, what What) {
	if what != WhatNone {
		f.state.Put(&IrregularRow{Hash: a.Hash, What: what, Log: a.Log, Seq: a.Seq, Kind: a.Kind})
	}
}

// verdictOf says again what Apply said of a change that is already held.
func (f *Fold) verdictOf(a *arrival) What {
	what := WhatNone
	f.state.Scan(&IrregularRow{Hash: a.Hash}, 1, func(r Record) bool {
		if w := r.(*IrregularRow).What; !w.Counts() {
			what = w
		}
		return what == WhatNone
	})
	return what
}

// refold replays every change from the log: the slow and correct path for the rare change that does not commute,
// such as the revocation of a log whose later changes are already in the tables.
func (f *Fold) refold() {
	all := f.arrivals()
	f.wipe()
	for _, a := range all {
		what := f.decode(a)
		if what == WhatNone {
			what = f.entitled(a)
		}
		f.mean(a, what)
	}
}

// arrivals reads every change with its place, in the order (lamport, hash).
func (f *Fold) arrivals() []*arrival {
	var all []*arrival
	f.state.Scan(&ChangeRow{}, 0, func(r Record) bool {
		row := r.(*ChangeRow)
		c, err := DecodeChange(row.Bytes)
		if err != nil {
			return true // verify finds it; it was canonical when it was stored
		}
		c.Prev = row.Prev
		all = append(all, &arrival{Change: c, Hash: row.Hash, Lamport: row.Lamport})
		return true
	})
	sortArrivals(all)
	return all
}

// wipe empties every table whose rows mean something. The log, its heads and sights, the deciding changes and the
// ends of logs stay: they do not depend on what counts.
func (f *Fold) wipe() {
	keep := map[*Table]bool{tableChange: true, tableHead: true, tableSight: true, tableRight: true, tableCut: true}
	for _, t := range Tables {
		if keep[t] {
			continue
		}
		var rows []Record
		f.state.Scan(t.New(), 0, func(r Record) bool { rows = append(rows, r); return true })
		for _, r := range rows {
			f.state.Delete(r)
		}
	}
	points := f.right.points
	f.reset()
	f.loadRights()
	f.right.points = points
}
