package store

import (
	"bytes"
	"cmp"
	"context"
	"slices"

	"lumbung/store/coop"
)

// Receive takes in runs of other devices, in any order and any number of times, and returns when what they gave is
// durable. What is wrong with one run does not stop the others: the intake says it.
func (b *Book) Receive(ctx context.Context, runs ...coop.Run) (coop.Intake, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	total := coop.Intake{}
	if b.line == nil {
		return total, errClosed
	}
	err := b.write(ctx, func() (err error) {
		total, err = b.takeIn(runs)
		return err
	})
	if err != nil {
		return coop.Intake{}, err
	}
	return total, b.afterIntake(total)
}

// takeIn is Receive inside its transaction.
func (b *Book) takeIn(runs []coop.Run) (total coop.Intake, err error) {
	for i, run := range runs {
		if b.foreign(run) {
			total.Refused = true
			continue
		}
		add(&total, b.fold.Receive(run))
		if i%64 == 63 {
			if err := b.state.write(b.over, true); err != nil {
				return total, err
			}
		}
	}
	b.alone = false
	return total, b.state.write(b.over, true)
}

// afterIntake takes up what the intake brought for this device: its own log's state, and sealing keys handed to it.
func (b *Book) afterIntake(in coop.Intake) error {
	if in.Applied == 0 || b.device == nil {
		return nil
	}
	if b.copied || b.own.Seq == 0 {
		return b.settle(b.device)
	}
	return b.unlockVault()
}

// foreign says whether a run would found another cooperative in a book that waits for its own.
func (b *Book) foreign(run coop.Run) bool {
	if b.device == nil || !b.fold.Cooperative().Log.IsZero() || len(run.Changes) == 0 {
		return false
	}
	first := run.Changes[0]
	if first.Kind != coop.KindFound {
		return false
	}
	found, err := coop.DecodeBody[coop.Found](first.Body)
	return err != nil || found.Cooperative != b.device.Cooperative
}

func add(total *coop.Intake, in coop.Intake) {
	total.Applied += in.Applied
	total.Held += in.Held
	total.Waiting += in.Waiting
	total.Aside += in.Aside
	total.Counting += in.Counting
	total.Damaged = total.Damaged || in.Damaged
	total.Refused = total.Refused || in.Refused
}

// Gaps names what the changes that wait here are waiting for.
func (b *Book) Gaps(context.Context) ([]coop.Gap, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.line == nil {
		return nil, errClosed
	}
	return b.fold.Gaps(), b.state.err
}

// Heads lists the last changes held of every log, ascending: what this book can say that it has.
func (b *Book) Heads(context.Context) ([]coop.Head, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.line == nil {
		return nil, errClosed
	}
	heads := b.fold.Heads()
	if b.own.Seq == 0 && b.device != nil { // a guest that has not received its past yet holds only what it says itself
		b.over.Scan(&coop.WaitRow{Log: b.device.Log}, 1, func(r coop.Record) bool {
			w := r.(*coop.WaitRow)
			heads = append(heads, coop.Head{Log: w.Log, Seq: w.Seq, Hash: w.Hash})
			return true
		})
		slices.SortFunc(heads, compareHeads)
	}
	return heads, b.state.err
}

func compareHeads(a, b coop.Head) int {
	return cmp.Or(bytes.Compare(a.Log[:], b.Log[:]), cmp.Compare(a.Seq, b.Seq), bytes.Compare(a.Hash[:], b.Hash[:]))
}

// Runs gives what the holder of these heads lacks, as signed runs in causal order, up to about maxBytes of canonical
// bytes (0: all). Runs of other logs can only be cut where their device signed, so one may be larger.
func (b *Book) Runs(ctx context.Context, have []coop.Head, maxBytes int) ([]coop.Run, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.line == nil {
		return nil, errClosed
	}
	var all []piece
	for _, head := range b.ends() {
		all = append(all, b.pieces(head, have, maxBytes)...)
	}
	slices.SortStableFunc(all, func(x, y piece) int { return cmp.Compare(x.lamport, y.lamport) })
	var runs []coop.Run
	size := 0
	for _, p := range all {
		if maxBytes > 0 && size > 0 && size+p.bytes > maxBytes {
			break
		}
		size += p.bytes
		if n := len(runs); n > 0 && runs[n-1].Log == p.run.Log && follows(runs[n-1], p.run) {
			runs[n-1].Changes = append(runs[n-1].Changes, p.run.Changes...)
			runs[n-1].Sign = p.run.Sign
			continue
		}
		runs = append(runs, p.run)
	}
	return runs, b.state.err
}

func follows(a, b coop.Run) bool {
	last := a.Changes[len(a.Changes)-1]
	return b.Changes[0].Seq == last.Seq+1 && b.Changes[0].Prev == last.Hash()
}

// piece is a run that cannot be cut further here.
type piece struct {
	run     coop.Run
	bytes   int
	lamport int64
}

// ends gives the heads from which runs can be signed: those of all logs, and of a guest's own first change.
func (b *Book) ends() []coop.Head {
	heads := b.fold.Heads()
	if b.own.Seq == 0 && b.device != nil {
		b.over.Scan(&coop.WaitRow{Log: b.device.Log}, 1, func(r coop.Record) bool {
			w := r.(*coop.WaitRow)
			heads = append(heads, coop.Head{Log: w.Log, Seq: w.Seq, Hash: w.Hash})
			return true
		})
	}
	return heads
}

// pieces cuts what lies between what is had of a branch and its head into signed runs, ascending.
func (b *Book) pieces(head coop.Head, have []coop.Head, maxBytes int) []piece {
	rows := b.lacking(head, have)
	if len(rows) == 0 {
		return nil
	}
	signs := map[coop.Hash][]byte{}
	b.over.Scan(&coop.SignedRow{Log: head.Log}, 1, func(r coop.Record) bool {
		s := r.(*coop.SignedRow)
		signs[s.Hash] = s.Sign
		return true
	})
	own := b.device != nil && head.Log == b.device.Log
	var out []piece
	p := piece{run: coop.Run{Log: head.Log}}
	for i, row := range rows {
		c, err := coop.DecodeChange(row.Bytes)
		if err != nil {
			b.state.fail(err)
			return nil
		}
		c.Prev = row.Prev
		p.run.Changes = append(p.run.Changes, c)
		p.bytes += len(row.Bytes)
		p.lamport = row.Lamport
		sign := signs[row.Hash]
		last := i == len(rows)-1
		if own && (last || (maxBytes > 0 && p.bytes+len(rows[i+1].Bytes) > maxBytes)) {
			sign = b.signed(coop.Head{Log: row.Log, Seq: row.Seq, Hash: row.Hash})
		}
		if sign != nil {
			p.run.Sign = sign
			out = append(out, p)
			p = piece{run: coop.Run{Log: head.Log}}
		}
	}
	return out
}

// lacking gives the changes of a branch after the last of it that the other side holds, ascending. A head of theirs
// that is longer and unknown here is this branch, grown elsewhere: then they lack nothing of it.
func (b *Book) lacking(head coop.Head, have []coop.Head) []coop.ChangeRow {
	from := int64(0)
	wanted := map[coop.Hash]bool{}
	for _, h := range have {
		if h.Log != head.Log {
			continue
		}
		if h == head || (h.Seq > head.Seq && !b.holds(h)) {
			return nil
		}
		if h.Seq < head.Seq {
			wanted[h.Hash] = true
			from = h.Seq
		}
	}
	if len(wanted) != 1 {
		from = 0
	}
	rows, whole := b.branch(head, from, wanted)
	if !whole && from > 0 { // what they hold lies on another branch
		rows, _ = b.branch(head, 0, wanted)
	}
	return rows
}

// branch reads a branch back from its head to the change after seq from, or after one of the wanted hashes. It says
// whether it arrived there.
func (b *Book) branch(head coop.Head, from int64, wanted map[coop.Hash]bool) ([]coop.ChangeRow, bool) {
	byHash := map[coop.Hash]coop.ChangeRow{}
	read := func(cells coop.Record) bool {
		row := *cells.(*coop.ChangeRow)
		byHash[row.Hash] = row
		return true
	}
	b.state.changes(head.Log, from, head.Seq, read)
	b.over.Scan(&coop.WaitRow{Log: head.Log}, 1, func(r coop.Record) bool {
		w := r.(*coop.WaitRow)
		if _, held := byHash[w.Hash]; !held {
			byHash[w.Hash] = coop.ChangeRow{Log: w.Log, Seq: w.Seq, Hash: w.Hash, Prev: w.Prev, Bytes: w.Bytes}
		}
		return true
	})
	var rows []coop.ChangeRow
	for at := head.Hash; !wanted[at]; {
		row, ok := byHash[at]
		if !ok {
			break
		}
		rows = append(rows, row)
		at = row.Prev
	}
	slices.Reverse(rows)
	if len(rows) == 0 {
		return nil, true
	}
	first := rows[0]
	return rows, first.Seq == 1 || wanted[first.Prev]
}

// History gives the last n changes of a log up to and including upTo, ascending; fewer where the log is shorter, none
// where upTo is not held.
func (b *Book) History(ctx context.Context, upTo coop.Head, n int) ([]coop.Change, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.line == nil {
		return nil, errClosed
	}
	rows, _ := b.branch(upTo, max(0, upTo.Seq-int64(n)), nil)
	out := make([]coop.Change, 0, len(rows))
	for _, row := range rows {
		c, err := coop.DecodeChange(row.Bytes)
		if err != nil {
			return nil, err
		}
		c.Prev = row.Prev
		out = append(out, c)
	}
	return out, b.state.err
}

// Leaving is told before the first byte of these heads leaves the machine. When it has returned, the machine folder
// remembers it through a power cut: a book restored to an earlier day then knows that it is behind.
func (b *Book) Leaving(ctx context.Context, heads []coop.Head) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.device == nil {
		return nil
	}
	for _, h := range heads {
		if h.Log == b.device.Log {
			if err := b.device.leave(h); err != nil {
				return err
			}
		}
	}
	return nil
}
