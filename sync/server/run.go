package server

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"slices"

	"lumbung/store/coop"
)

// outgoing is a run that the other side lacks, with what orders and bounds it.
type outgoing struct {
	run     coop.Run
	lamport int64 // of its last change
	bytes   int   // of its changes, canonical
}

// runs lists what the other side lacks: signed runs in causal order, at most maxBytes of canonical changes, but
// always at least one where there is any. More says that there are others.
func (b *book) runs(have []coop.Head, maxBytes int) (runs []coop.Run, more bool, err error) {
	held := map[coop.ID][]coop.Head{}
	for _, h := range have {
		held[h.Log] = append(held[h.Log], h)
	}
	var all []outgoing
	for _, log := range b.logs() {
		found, cut, err := b.lacking(log, held[log], maxBytes)
		if err != nil {
			return nil, false, err
		}
		all, more = append(all, found...), more || cut
	}
	slices.SortStableFunc(all, func(x, y outgoing) int { return cmp.Compare(x.lamport, y.lamport) })
	size := 0
	for _, o := range all {
		if size += o.bytes; size > maxBytes && len(runs) > 0 {
			more = true
			break
		}
		runs = append(runs, o.run)
	}
	return runs, more, b.below.err
}

// logs lists the logs of which something is held, ascending.
func (b *book) logs() []coop.ID {
	var logs []coop.ID
	b.over.Scan(&coop.HeadRow{}, 0, func(r coop.Record) bool {
		if log := r.(*coop.HeadRow).Log; len(logs) == 0 || logs[len(logs)-1] != log {
			logs = append(logs, log)
		}
		return true
	})
	return logs
}

// link is a change of one log as it is forwarded.
type link struct {
	coop.ChangeRow
	sign  []byte // where a head here is signed
	known bool   // the other side holds it
}

// lacking gives the signed runs of one log that lie behind what the other side holds of it. Where the log forked, each
// branch is a run of its own.
func (b *book) lacking(log coop.ID, held []coop.Head, maxBytes int) (out []outgoing, cut bool, err error) {
	links, cut, err := b.links(log, b.floor(log, held), maxBytes)
	if err != nil {
		return nil, false, err
	}
	for _, h := range held {
		for l := links[h.Hash]; l != nil && !l.known; l = links[l.Prev] {
			l.known = true
		}
	}
	var ends []*link
	for _, l := range links {
		if l.sign != nil && !l.known {
			ends = append(ends, l)
		}
	}
	slices.SortFunc(ends, func(x, y *link) int {
		return cmp.Or(cmp.Compare(x.Seq, y.Seq), bytes.Compare(x.Hash[:], y.Hash[:]))
	})
	for _, end := range ends {
		o, err := runTo(links, end)
		if err != nil {
			return nil, false, err
		}
		if len(o.run.Changes) > 0 {
			out = append(out, o)
		}
	}
	return out, cut, nil
}

// runTo makes the run that ends at one signed change and begins behind what is known; its changes are known from now.
func runTo(links map[coop.Hash]*link, end *link) (outgoing, error) {
	o := outgoing{run: coop.Run{Log: end.Log, Sign: end.sign}, lamport: end.Lamport}
	for l := end; l != nil && !l.known; l = links[l.Prev] {
		l.known = true
		c, err := coop.DecodeChange(l.Bytes)
		if err != nil {
			return o, fmt.Errorf("stored change %d of log %s: %w", l.Seq, l.Log, err)
		}
		c.Prev = l.Prev
		o.bytes += len(l.Bytes)
		o.run.Changes = append(o.run.Changes, c)
	}
	slices.Reverse(o.run.Changes)
	return o, nil
}

// floor is the seq from which on changes of the log can be missing over there. What the other side holds and nobody
// here knows (it is ahead, or on a branch unknown here) says nothing.
func (b *book) floor(log coop.ID, held []coop.Head) int64 {
	floor, known := int64(1)<<62, false
	for _, h := range held {
		if b.over.Get(&coop.ChangeRow{Log: log, Seq: h.Seq, Hash: h.Hash}) {
			floor, known = min(floor, h.Seq), true
		}
	}
	if !known || b.forked(log) {
		return 0
	}
	return floor
}

func (b *book) forked(log coop.ID) bool {
	heads := 0
	b.over.Scan(&coop.HeadRow{Log: log}, 1, func(coop.Record) bool { heads++; return true })
	return heads > 1
}

const linksText = `SELECT seq, hash, prev, lamport, bytes FROM "change" WHERE coop_id = $1 AND log = $2 AND seq >= $3
	ORDER BY seq, hash LIMIT $4`

// links reads the changes of one log from a seq on, as many as a message can use at the very most; cut says that there
// are others behind them.
func (b *book) links(log coop.ID, from int64, maxBytes int) (links map[coop.Hash]*link, cut bool, err error) {
	if err := b.settle(); err != nil {
		return nil, false, err
	}
	limit := max(64, maxBytes/64)
	rows, err := b.tx.QueryContext(b.tx.ctx, linksText, b.id, log[:], from, limit)
	if err != nil {
		return nil, false, fmt.Errorf("read a log: %w", err)
	}
	defer rows.Close() //nolint:errcheck // rows.Err is asked below
	links = map[coop.Hash]*link{}
	for size := 0; rows.Next(); {
		l := &link{ChangeRow: coop.ChangeRow{Log: log}}
		if err := rows.Scan(&l.Seq, bytesOf(l.Hash[:]), bytesOf(l.Prev[:]), &l.Lamport, &l.Bytes); err != nil {
			return nil, false, fmt.Errorf("read a log: %w", err)
		}
		links[l.Hash] = l
		if size += len(l.Bytes); size > 2*maxBytes || len(links) == limit {
			cut = true
			break
		}
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return nil, false, fmt.Errorf("read a log: %w", err)
	}
	b.over.Scan(&coop.SignedRow{Log: log}, 1, func(r coop.Record) bool {
		row := r.(*coop.SignedRow)
		if l := links[row.Hash]; l != nil {
			l.sign = row.Sign
		}
		return true
	})
	return links, cut, b.below.err
}

// settle writes what was received so far, so that statements see it.
func (b *book) settle() error {
	if err := b.below.flush(b.over); err != nil {
		return err
	}
	b.over.Settle()
	clear(b.below.last)
	return nil
}

const historyText = `SELECT seq, hash, prev, bytes FROM "change" WHERE coop_id = $1 AND log = $2 AND seq <= $3
	AND seq > $4 ORDER BY seq DESC, hash`

// history gives the last n changes of a log up to and including one of it, ascending; none when that is not held.
func (b *book) history(upTo coop.Head, n int) ([]coop.Change, error) {
	rows, err := b.tx.QueryContext(b.tx.ctx, historyText, b.id, upTo.Log[:], upTo.Seq, upTo.Seq-int64(n))
	if err != nil {
		return nil, fmt.Errorf("read a log's end: %w", err)
	}
	defer rows.Close() //nolint:errcheck // rows.Err is asked below
	var changes []coop.Change
	want := upTo.Hash
	for rows.Next() {
		var seq int64
		var hash, prev coop.Hash
		var data []byte
		if err := rows.Scan(&seq, bytesOf(hash[:]), bytesOf(prev[:]), &data); err != nil {
			return nil, fmt.Errorf("read a log's end: %w", err)
		}
		if hash != want {
			continue // another branch
		}
		c, err := coop.DecodeChange(data)
		if err != nil {
			return nil, fmt.Errorf("stored change %d: %w", seq, err)
		}
		c.Prev, want = prev, prev
		changes = append(changes, c)
	}
	slices.Reverse(changes)
	return changes, errors.Join(rows.Err(), rows.Close())
}
