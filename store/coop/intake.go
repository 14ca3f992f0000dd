package coop

import (
	"crypto/ed25519"
	"slices"
)

// Run is consecutive changes of one log on their way, with the device's signature over HeadBytes of the last one.
// Each change's Prev is set. Whoever holds a run may cut it at any signed head and forward it.
type Run struct {
	Log     ID
	Changes []Change
	Sign    []byte
}

// SignedRow keeps a head's signature, so that the changes up to it can be forwarded. It belongs to the log.
type SignedRow struct {
	Log  ID    `row:"key"`
	Seq  int64 `row:"key"`
	Hash Hash  `row:"key"`
	Sign []byte
}

// WaitRow is a change that is proven but whose past is not all held.
type WaitRow struct {
	Log   ID    `row:"key"`
	Seq   int64 `row:"key"`
	Hash  Hash  `row:"key"`
	Prev  Hash
	Bytes []byte
}

// AsideRow is a run of a log that nobody has introduced here; retried when an introduction arrives.
type AsideRow struct {
	Log   ID   `row:"key"`
	Last  Hash `row:"key"`
	First int64
	Prev  Hash
	Bytes []byte // CBOR of [][]byte, the canonical changes
	Sign  []byte
}

var (
	tableSigned = define[SignedRow]("signed_head")
	tableWait   = define[WaitRow]("waiting")
	tableAside  = define[AsideRow]("aside")
)

func (*SignedRow) table() *Table { return tableSigned }
func (*WaitRow) table() *Table   { return tableWait }
func (*AsideRow) table() *Table  { return tableAside }

// LocalTables are kept like Tables but differ from device to device: what arrived, not what it means.
var LocalTables = []*Table{tableSigned, tableWait, tableAside}

// Bounds of what is set aside: enough for a month of a village, little enough to be harmless.
const (
	maxAsideRuns  = 64
	maxAsideBytes = 4 << 20
)

// Intake says what became of a run. Damaged: nothing of it was stored and it is to be asked for again.
type Intake struct {
	Applied  int  // changes newly given their meaning, also those that waited for this run
	Held     int  // were held already
	Waiting  int  // proven, but their past is missing: Gaps names it
	Aside    int  // of an unknown device or another cooperative, set aside
	Damaged  bool // chain or signature is wrong
	Refused  bool // set aside already full
	Counting int  // of Applied, those that count
}

func (i *Intake) add(o Intake) {
	i.Applied += o.Applied
	i.Held += o.Held
	i.Waiting += o.Waiting
	i.Aside += o.Aside
	i.Counting += o.Counting
	i.Damaged = i.Damaged || o.Damaged
	i.Refused = i.Refused || o.Refused
}

// Receive takes a run in: it proves it, applies what can be applied and keeps what must wait (design §4, four kinds
// of arrival). The same run twice changes nothing.
func (f *Fold) Receive(run Run) Intake {
	in := f.receive(run)
	if in.Applied > 0 {
		in.add(f.retryAside())
	}
	return in
}

func (f *Fold) receive(run Run) Intake {
	hashes, ok := chainOf(run)
	if !ok {
		return Intake{Damaged: true}
	}
	last := Head{Log: run.Log, Seq: run.Changes[len(run.Changes)-1].Seq, Hash: hashes[len(hashes)-1]}
	cooperative, keys := f.keysOf(run)
	if len(keys) == 0 {
		return f.setAside(run, last)
	}
	message := HeadBytes(cooperative, last)
	if !slices.ContainsFunc(keys, func(k [32]byte) bool { return ed25519.Verify(k[:], message, run.Sign) }) {
		return Intake{Damaged: true}
	}
	in := Intake{}
	for i, c := range run.Changes {
		switch row := (ChangeRow{Log: c.Log, Seq: c.Seq, Hash: hashes[i]}); {
		case f.state.Get(&row):
			in.Held++
		case f.ready(c):
			in.take(f.ApplyHashed(c, hashes[i], c.Encode()))
		default:
			f.state.Put(&WaitRow{Log: c.Log, Seq: c.Seq, Hash: hashes[i], Prev: c.Prev, Bytes: c.Encode()})
			in.Waiting++
		}
	}
	f.state.Put(&SignedRow{Log: last.Log, Seq: last.Seq, Hash: last.Hash, Sign: run.Sign})
	if in.Applied > 0 {
		f.wake(&in)
	}
	return in
}

func (i *Intake) take(what What) {
	i.Applied++
	if what.Counts() {
		i.Counting++
	}
}

// chainOf checks that a run is one chain of one log and gives its hashes.
func chainOf(run Run) ([]Hash, bool) {
	if len(run.Changes) == 0 {
		return nil, false
	}
	hashes := make([]Hash, len(run.Changes))
	for i, c := range run.Changes {
		if c.Log != run.Log || c.Seq != run.Changes[0].Seq+int64(i) || c.Seq < 1 {
			return nil, false
		}
		if i > 0 && c.Prev != hashes[i-1] {
			return nil, false
		}
		canonical := c.Encode()
		if len(canonical) > MaxChangeBytes { // once stored nobody could read it again
			return nil, false
		}
		hashes[i] = ChainHash(c.Prev, canonical)
	}
	return hashes, true
}

// keysOf finds the keys that may have signed the run: those with which its log was introduced, or the one that its
// first change names with a right to do so. Of an unknown log there is none.
func (f *Fold) keysOf(run Run) (cooperative ID, keys [][32]byte) {
	if run.Log == f.coop.Log && !f.coop.Log.IsZero() {
		row := LogRow{Log: run.Log}
		f.state.Get(&row)
		return f.coop.Cooperative, [][32]byte{row.Sign}
	}
	f.state.Scan(&DeviceRow{Log: run.Log}, 1, func(r Record) bool {
		keys = append(keys, r.(*DeviceRow).Sign)
		return true
	})
	if len(keys) > 0 {
		return f.coop.Cooperative, keys
	}
	first := &arrival{Change: run.Changes[0], Hash: run.Changes[0].Hash()}
	if first.Seq != 1 || f.decode(first) != WhatNone {
		return ID{}, nil
	}
	switch b := first.Body.(type) {
	case *Found:
		if f.coop.Log.IsZero() && f.mayFound(first) == WhatNone {
			return b.Cooperative, [][32]byte{b.Sign}
		}
	case *Device:
		if b.Log == run.Log && !f.coop.Log.IsZero() && f.ready(first.Change) && f.invited(first, b) {
			return f.coop.Cooperative, [][32]byte{b.Sign}
		}
	}
	return ID{}, nil
}

// invited says whether the first change of an unknown log comes from the holder of an invite held here.
func (f *Fold) invited(a *arrival, d *Device) bool {
	var past []Head
	for _, s := range a.Seen {
		if row, ok := f.find(s); ok {
			h := Head{Log: row.Log, Seq: row.Seq, Hash: row.Hash}
			past = f.join(past, append(f.vector(h), h)...)
		}
	}
	v := f.viewOf(f.rightChanges(func(h Head) bool { return f.under(past, h) }))
	return f.mayJoin(a, d, v) == WhatNone
}

// ready says whether all that c's past names directly is held.
func (f *Fold) ready(c Change) bool {
	if c.Seq > 1 && !f.state.Get(&ChangeRow{Log: c.Log, Seq: c.Seq - 1, Hash: c.Prev}) {
		return false
	}
	if c.Seq == 1 && !f.coop.Log.IsZero() && c.Prev != Genesis(f.coop.Cooperative, c.Log) {
		return false
	}
	for _, s := range c.Seen {
		if _, ok := f.find(s); !ok {
			return false
		}
	}
	return true
}

// wake applies waiting changes until none can follow.
func (f *Fold) wake(in *Intake) {
	for again := true; again; {
		again = false
		var rows []WaitRow
		f.state.Scan(&WaitRow{}, 0, func(r Record) bool { rows = append(rows, *r.(*WaitRow)); return true })
		for _, row := range rows {
			c, err := DecodeChange(row.Bytes)
			if err != nil {
				f.state.Delete(&row)
				continue
			}
			c.Prev = row.Prev
			if f.ready(c) {
				f.state.Delete(&row)
				in.take(f.ApplyHashed(c, row.Hash, row.Bytes))
				again = true
			}
		}
	}
}

func (f *Fold) setAside(run Run, last Head) Intake {
	n := len(run.Changes)
	row := &AsideRow{
		Log:   run.Log,
		Last:  last.Hash,
		First: run.Changes[0].Seq,
		Prev:  run.Changes[0].Prev,
		Sign:  run.Sign,
	}
	if f.state.Get(&AsideRow{Log: run.Log, Last: last.Hash}) {
		return Intake{Aside: n}
	}
	all := make([][]byte, n)
	for i, c := range run.Changes {
		all[i] = c.Encode()
	}
	row.Bytes = EncodeBody(all)
	runs, size := 0, len(row.Bytes)
	f.state.Scan(&AsideRow{}, 0, func(r Record) bool {
		runs++
		size += len(r.(*AsideRow).Bytes)
		return true
	})
	if runs >= maxAsideRuns || size > maxAsideBytes {
		return Intake{Refused: true}
	}
	f.state.Put(row)
	return Intake{Aside: n}
}

// retryAside receives again what was set aside, now that more is known.
func (f *Fold) retryAside() Intake {
	total := Intake{}
	for again := true; again; {
		again = false
		var rows []AsideRow
		f.state.Scan(&AsideRow{}, 0, func(r Record) bool { rows = append(rows, *r.(*AsideRow)); return true })
		for _, row := range rows {
			run, ok := row.run()
			if !ok {
				f.state.Delete(&row)
				continue
			}
			if _, keys := f.keysOf(run); len(keys) == 0 {
				continue
			}
			f.state.Delete(&row)
			in := f.receive(run)
			total.add(in)
			again = again || in.Applied > 0
		}
	}
	return total
}

func (r *AsideRow) run() (Run, bool) {
	all, err := DecodeBody[[][]byte](r.Bytes)
	if err != nil {
		return Run{}, false
	}
	run := Run{Log: r.Log, Sign: r.Sign}
	prev := r.Prev
	for _, data := range all {
		c, err := DecodeChange(data)
		if err != nil {
			return Run{}, false
		}
		c.Prev = prev
		prev = ChainHash(prev, data)
		run.Changes = append(run.Changes, c)
	}
	return run, true
}

// Gap names what a waiting change waits for.
type Gap struct {
	Log  ID
	Seq  int64
	Hash Short
}

// Gaps lists what is missing for the changes that wait, by name.
func (f *Fold) Gaps() []Gap {
	seen := map[Gap]bool{}
	var gaps []Gap
	miss := func(g Gap) {
		if !seen[g] {
			seen[g] = true
			gaps = append(gaps, g)
		}
	}
	f.state.Scan(&WaitRow{}, 0, func(r Record) bool {
		row := r.(*WaitRow)
		c, err := DecodeChange(row.Bytes)
		if err != nil {
			return true
		}
		prev := Gap{Log: c.Log, Seq: c.Seq - 1, Hash: row.Prev.Short()}
		if c.Seq > 1 && !f.holds(prev) {
			miss(prev)
		}
		for _, s := range c.Seen {
			if g := (Gap{Log: s.Log, Seq: s.Seq, Hash: s.Hash}); !f.holds(g) {
				miss(g)
			}
		}
		return true
	})
	return gaps
}

// holds says whether the named change is applied or waits itself.
func (f *Fold) holds(g Gap) bool {
	if _, ok := f.find(Sighting{Log: g.Log, Seq: g.Seq, Hash: g.Hash}); ok {
		return true
	}
	waits := false
	f.state.Scan(&WaitRow{Log: g.Log, Seq: g.Seq}, 2, func(r Record) bool {
		waits = waits || r.(*WaitRow).Hash.Short() == g.Hash
		return !waits
	})
	return waits
}
