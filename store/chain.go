package store

import (
	"bytes"
	"crypto/ed25519"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"slices"

	"lumbung/store/coop"
)

// logged is one row of the log, as read and proven by itself.
type logged struct {
	change  coop.Change
	hash    coop.Hash
	lamport int64
	bytes   []byte
}

func (l *logged) key() string { return fmt.Sprintf("%s/%d/%s", l.change.Log, l.change.Seq, l.hash) }

// before is the order of the fold: (lamport, hash), as the rows say it.
func (l *logged) before(o *logged) bool {
	if l.lamport != o.lamport {
		return l.lamport < o.lamport
	}
	return bytes.Compare(l.hash[:], o.hash[:]) < 0
}

// replay reads the log, proves its chain and gives every change its meaning again, in a replica: one goroutine reads
// and proves, one applies. A change whose past has not come before it (a forked log, or a bent row) is tried again
// later.
func (v *verification) replay() error {
	if err := v.choose(); err != nil {
		return err
	}
	v.fold = coop.NewFold(v.mem)
	v.last = map[coop.ID]coop.Hash{}
	batches := make(chan []logged, 4)
	failed := make(chan error, 1)
	go func() {
		defer close(batches)
		failed <- v.read(batches)
	}()
	var waiting []logged
	var unsaid error
	for batch := range batches { // to the end also after a failure: the other side waits to be read
		if unsaid != nil {
			continue
		}
		waiting = append(waiting, v.applyReady(batch)...)
		unsaid = v.mem.applied(len(batch))
	}
	if err := errors.Join(<-failed, unsaid); err != nil {
		return err
	}
	slices.SortFunc(waiting, func(x, y logged) int {
		if x.before(&y) {
			return -1
		}
		return 1
	})
	for len(waiting) > 0 {
		left := v.applyReady(waiting)
		if len(left) == len(waiting) {
			for _, row := range left {
				v.find("I7", "change", row.key(), "its past is not here")
			}
			break
		}
		waiting = left
	}
	return errors.Join(v.ctx.Err(), v.mem.settle())
}

// choose makes the replica: in memory, or on a thrifty laptop and of a large book in a file.
func (v *verification) choose() (err error) {
	if v.thrifty && v.all/2 > thriftyFrom {
		v.mem, err = newOnDisk(v.ctx)
		return err
	}
	v.mem = inMemory{coop.NewMap()}
	return nil
}

// applyReady applies what can be applied, in order, and gives the rest back.
func (v *verification) applyReady(rows []logged) (waiting []logged) {
	done := 0
	for _, row := range rows {
		if !v.ready(row.change) {
			waiting = append(waiting, row)
			continue
		}
		v.fold.ApplyHashed(row.change, row.hash, row.bytes)
		v.last[row.change.Log] = row.hash
		head := coop.HeadRow{Log: row.change.Log, Hash: row.hash}
		if v.mem.Get(&head) && head.Lamport != row.lamport {
			v.find("I8", "change", row.key(), "lamport is %d, by the log it is %d", row.lamport, head.Lamport)
		}
		done++
	}
	v.step(done)
	return waiting
}

// ready says whether all that the change names directly has been applied.
func (v *verification) ready(c coop.Change) bool {
	if c.Seq > 1 && v.last[c.Log] != c.Prev && !v.mem.Get(&coop.ChangeRow{Log: c.Log, Seq: c.Seq - 1, Hash: c.Prev}) {
		return false
	}
	for _, s := range c.Seen {
		found := false
		v.mem.Scan(&coop.ChangeRow{Log: s.Log, Seq: s.Seq}, 2, func(r coop.Record) bool {
			found = r.(*coop.ChangeRow).Hash.Short() == s.Hash
			return !found
		})
		if !found {
			return false
		}
	}
	return true
}

// read merges all logs in the order (lamport, hash), each read in the order of its seqs.
func (v *verification) read(batches chan<- []logged) error {
	streams, err := v.streams()
	defer func() {
		for _, s := range streams {
			s.rows.Close()
			s.stmt.Close()
		}
	}()
	if err != nil {
		return err
	}
	batch := make([]logged, 0, 256)
	for len(streams) > 0 {
		first := 0
		for i := range streams {
			if streams[i].row.before(&streams[first].row) {
				first = i
			}
		}
		batch = append(batch, streams[first].row)
		if len(batch) == cap(batch) {
			batches <- batch
			batch = make([]logged, 0, cap(batch))
			if err := v.ctx.Err(); err != nil {
				return err
			}
		}
		more, err := streams[first].next(v)
		if err != nil {
			return err
		}
		if !more {
			s := streams[first]
			streams = append(streams[:first], streams[first+1:]...)
			if err := errors.Join(s.rows.Close(), s.stmt.Close()); err != nil {
				return fmt.Errorf("store: verify: %w", err)
			}
		}
	}
	batches <- batch
	return nil
}

// stream reads one log.
type stream struct {
	stmt  driver.Stmt
	rows  driver.Rows
	cells []driver.Value
	row   logged
}

// streams opens every log at its first sound row.
func (v *verification) streams() ([]*stream, error) {
	l := v.lines[0]
	var logs []any
	err := l.query("SELECT DISTINCT log FROM change", nil, 1, func(cells []driver.Value) bool {
		logs = append(logs, cells[0])
		return true
	})
	if err != nil {
		return nil, err
	}
	t := coop.TableOf(&coop.ChangeRow{})
	var all []*stream
	for _, log := range logs {
		s := &stream{cells: make([]driver.Value, len(t.Columns))}
		if s.stmt, err = l.conn.Prepare(statements[t].scan[1]); err != nil {
			return all, fmt.Errorf("store: verify: %w", err)
		}
		if s.rows, err = s.stmt.(driver.StmtQueryContext).QueryContext(v.ctx, l.bind([]any{log})); err != nil {
			return all, errors.Join(fmt.Errorf("store: verify: %w", err), s.stmt.Close())
		}
		more, err := s.next(v)
		if err != nil || more {
			all = append(all, s)
		}
		if err != nil {
			return all, err
		}
		if !more {
			s.rows.Close()
			s.stmt.Close()
		}
	}
	return all, nil
}

// next reads the next row that is sound by itself; the others are findings.
func (s *stream) next(v *verification) (bool, error) {
	for {
		err := s.rows.Next(s.cells)
		if errors.Is(err, io.EOF) {
			return false, nil
		}
		if err != nil {
			return false, fmt.Errorf("store: verify: %w", err)
		}
		if row, ok := v.proven(s.cells); ok {
			s.row = row
			return true, nil
		}
	}
}

// proven proves a row of the log by itself: its bytes are canonical, its hash is that of its bytes behind the change
// before, and its other cells say what the bytes say.
func (v *verification) proven(cells []driver.Value) (logged, bool) {
	t := coop.TableOf(&coop.ChangeRow{})
	hash, _ := cells[2].([]byte)
	prev, _ := cells[3].([]byte)
	lamport, _ := cells[4].(int64)
	data, _ := cells[8].([]byte)
	c, err := coop.DecodeChange(data)
	if err == nil && (len(hash) != 32 || len(prev) != 32) {
		err = ErrDamaged
	}
	if err != nil {
		v.find("I7", t.Name, keyText(anys(cells[:t.Keys])), "%v", err)
		return logged{}, false
	}
	row := logged{change: c, hash: coop.Hash(hash), lamport: lamport, bytes: data}
	row.change.Prev = coop.Hash(prev)
	if coop.ChainHash(row.change.Prev, data) != row.hash {
		v.find("I7", t.Name, keyText(anys(cells[:t.Keys])), "its hash is not that of its bytes")
		return logged{}, false
	}
	v.compareCells(t, cells, &coop.ChangeRow{
		Log: c.Log, Seq: c.Seq, Hash: row.hash, Prev: row.change.Prev, Lamport: lamport, At: c.At, Author: c.Author,
		Kind: c.Kind, Bytes: data,
	})
	return row, true
}

// signed checks one signature of a head.
func (v *verification) signed(s *coop.SignedRow) {
	head := coop.Head{Log: s.Log, Seq: s.Seq, Hash: s.Hash}
	key := fmt.Sprintf("%s/%d/%s", s.Log, s.Seq, s.Hash)
	row := coop.LogRow{Log: s.Log}
	switch known := v.mem.Get(&row); {
	case !v.holds(head):
		v.find("I7", "signed_head", key, "signs a change that is not here")
	case !known && v.device != nil && s.Log == v.device.Log:
		row.Sign = public(v.device.sign)
	case !known:
		row.Sign = v.selfNamed(s.Log)
	}
	cooperative := v.fold.Cooperative().Cooperative
	if cooperative.IsZero() && v.device != nil {
		cooperative = v.device.Cooperative
	}
	if !ed25519.Verify(row.Sign[:], coop.HeadBytes(cooperative, head), s.Sign) {
		v.find("I7", "signed_head", key, "the signature is wrong")
	}
}

// selfNamed gives the key that a log's first change names for itself: of a device that nobody has introduced yet.
func (v *verification) selfNamed(log coop.ID) (key [32]byte) {
	v.mem.Scan(&coop.ChangeRow{Log: log, Seq: 1}, 2, func(r coop.Record) bool {
		if c, err := coop.DecodeChange(r.(*coop.ChangeRow).Bytes); err == nil && c.Kind == coop.KindDevice {
			if d, err := coop.DecodeBody[coop.Device](c.Body); err == nil && d.Log == log {
				key = d.Sign
			}
		}
		return true
	})
	return key
}
