package store

import (
	"database/sql/driver"

	"lumbung/store/coop"
)

// state reads the book's tables for the fold, and writes what an overlay collected. It implements coop.State; its first
// error is kept and asked for before a commit.
type state struct {
	line *line
	err  error
	held map[coop.ID]int64 // the greatest seq of each log: what lies behind it is not here, and not looked for
	key  []any
}

func newState(l *line) (*state, error) {
	s := &state{line: l}
	return s, s.reload()
}

// reload reads again what is kept in memory, after a transaction was rolled back.
func (s *state) reload() error {
	s.err, s.held = nil, map[coop.ID]int64{}
	return s.line.query("SELECT log, max(seq) FROM head GROUP BY log", nil, 2, func(cells []driver.Value) bool {
		log, _ := cells[0].([]byte)
		seq, _ := cells[1].(int64)
		if len(log) == len(coop.ID{}) {
			s.held[coop.ID(log)] = seq
		}
		return true
	})
}

func (s *state) fail(err error) {
	if s.err == nil && err != nil {
		s.err = err
	}
}

// Get implements coop.State.
func (s *state) Get(r coop.Record) bool {
	t := coop.TableOf(r)
	q := statements[t]
	found := false
	s.key = coop.KeyValues(s.key[:0], r, t.Keys)
	err := s.line.query(q.get, s.key, q.width, func(cells []driver.Value) bool {
		found = true
		s.fail(s.line.fill(r, cells))
		return false
	})
	s.fail(err)
	return found && s.err == nil
}

// Scan implements coop.State.
func (s *state) Scan(prefix coop.Record, n int, each func(coop.Record) bool) {
	t := coop.TableOf(prefix)
	q := statements[t]
	err := s.line.query(q.scan[n], coop.KeyValues(nil, prefix, n), q.width, func(cells []driver.Value) bool {
		r := t.New()
		if err := s.line.fill(r, cells); err != nil {
			s.fail(err)
			return false
		}
		return each(r)
	})
	s.fail(err)
}

// Put implements coop.State.
func (s *state) Put(r coop.Record) {
	if s.err == nil {
		s.key = coop.Values(s.key[:0], r)
		s.fail(s.line.exec(statements[coop.TableOf(r)].put, s.key...))
	}
}

// Delete implements coop.State.
func (s *state) Delete(r coop.Record) {
	if s.err == nil {
		t := coop.TableOf(r)
		s.key = coop.KeyValues(s.key[:0], r, t.Keys)
		s.fail(s.line.exec(statements[t].del, s.key...))
	}
}

// Absent implements coop.Sparse: what a log recorded behind its last known change has no rows yet.
func (s *state) Absent(r coop.Record) bool {
	switch r := r.(type) {
	case *coop.ChangeRow:
		return r.Seq > s.held[r.Log]
	case *coop.HeadRow:
		return r.Seq > s.held[r.Log]
	case *coop.SightRow:
		return r.Seq > s.held[r.Log]
	case *coop.EntryRow:
		return r.Seq > s.held[r.Log]
	case *coop.IrregularRow:
		return r.Seq > s.held[r.Log]
	}
	return false
}

// write writes everything the overlay collected. Where lower is set, the guards of closed periods are lowered for it:
// a close, a reopening or what comes from other devices may lawfully move what a period contains.
func (s *state) write(o *coop.Overlay, lower bool) error {
	var holding []coop.Hash
	if lower {
		o.Scan(&coop.CloseRow{}, 0, func(r coop.Record) bool {
			if c := r.(*coop.CloseRow); c.Holds {
				holding = append(holding, c.Hash)
			}
			return true
		})
		s.fail(s.line.exec("UPDATE close SET holds = 0 WHERE holds = 1"))
	}
	heads := map[coop.ID]int64{}
	o.Changes(func(r coop.Record, deleted bool) {
		if deleted {
			s.Delete(r)
			return
		}
		s.Put(r)
		if h, ok := r.(*coop.HeadRow); ok {
			heads[h.Log] = max(heads[h.Log], h.Seq)
		}
	})
	for _, hash := range holding {
		s.fail(s.line.exec("UPDATE close SET holds = 1 WHERE hash = ?", hash[:]))
	}
	if s.err != nil {
		return s.err
	}
	for log, seq := range heads {
		s.held[log] = max(s.held[log], seq)
	}
	o.Settle()
	return nil
}

// changes reads the changes of a log with from < seq ≤ to.
func (s *state) changes(log coop.ID, from, to int64, each func(coop.Record) bool) {
	t := coop.TableOf(&coop.ChangeRow{})
	query := "SELECT " + names(t.Columns, "") + " FROM change WHERE log = ? AND seq > ? AND seq <= ? ORDER BY seq, hash"
	s.fail(s.line.query(query, []any{log[:], from, to}, len(t.Columns), func(cells []driver.Value) bool {
		r := t.New()
		if err := s.line.fill(r, cells); err != nil {
			s.fail(err)
			return false
		}
		return each(r)
	}))
}
