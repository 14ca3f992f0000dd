package server

import (
	"database/sql"
	"fmt"

	"lumbung/store/coop"
)

// state is coop.State over the tables of one cooperative in one transaction. It only reads; what a coop.Overlay above
// it gathered is written by flush. It remembers its first error and answers as if rows were missing from then on.
type state struct {
	tx   *transaction
	coop int64
	err  error
	last map[coop.ID]int64 // greatest seq held of a log when the transaction began
	args []any
}

func newState(tx *transaction, coopID int64) *state {
	return &state{tx: tx, coop: coopID, last: map[coop.ID]int64{}}
}

// Get implements coop.State.
func (s *state) Get(r coop.Record) bool {
	found := false
	shape := shapes[coop.TableOf(r)]
	s.read(shape, shape.get, r, shape.Keys, func() coop.Record { return r }, func(coop.Record) bool {
		found = true
		return false
	})
	return found
}

// Scan implements coop.State.
func (s *state) Scan(prefix coop.Record, n int, each func(coop.Record) bool) {
	shape := shapes[coop.TableOf(prefix)]
	if n >= shape.Keys {
		row := shape.New()
		if err := coop.Fill(row, coop.Values(nil, prefix)); err == nil && s.Get(row) {
			each(row)
		}
		return
	}
	var rows []coop.Record // read to the end first: one result set at a time on a connection
	s.read(shape, shape.scan[n], prefix, n, shape.New, func(r coop.Record) bool {
		rows = append(rows, r)
		return true
	})
	for _, r := range rows {
		if !each(r) {
			return
		}
	}
}

// read runs a query with the first n key columns of the prefix and fills rows from it.
func (s *state) read(
	shape *shape, text string, prefix coop.Record, n int, row func() coop.Record, each func(coop.Record) bool,
) {
	if s.err != nil {
		return
	}
	s.args = coop.KeyValues(append(s.args[:0], s.coop), prefix, n)
	rows, err := s.tx.query(text, s.args...)
	if err != nil {
		s.err = fmt.Errorf("read %s: %w", shape.Name, err)
		return
	}
	defer rows.Close() //nolint:errcheck // rows.Err is asked below
	cells := make([]any, len(shape.Columns))
	into := make([]any, len(cells))
	for i := range cells {
		into[i] = &cells[i]
	}
	for rows.Next() {
		r := row()
		if err = rows.Scan(into...); err == nil {
			err = coop.Fill(r, cells)
		}
		if err != nil || !each(r) {
			break
		}
	}
	if err == nil {
		err = rows.Err()
	}
	if err != nil {
		s.err = fmt.Errorf("read %s: %w", shape.Name, err)
	}
}

// Absent implements coop.Sparse: a change behind the end of what is held of its log is certainly not here, nor is
// what it made.
func (s *state) Absent(r coop.Record) bool {
	switch r := r.(type) {
	case *coop.ChangeRow:
		return r.Seq > s.lastOf(r.Log)
	case *coop.EntryRow:
		return !r.Log.IsZero() && r.Seq > s.lastOf(r.Log)
	}
	return false
}

const lastSeqText = `SELECT coalesce(max(seq), 0) FROM "change" WHERE coop_id = $1 AND log = $2`

func (s *state) lastOf(log coop.ID) int64 {
	last, known := s.last[log]
	if !known && s.err == nil {
		err := s.tx.QueryRowContext(s.tx.ctx, lastSeqText, s.coop, log[:]).Scan(&last)
		if err != nil {
			s.err = fmt.Errorf("end of a log: %w", err)
			return 1 << 62
		}
		s.last[log] = last
	}
	return last
}

// Put implements coop.State; it is never called: an Overlay lies above.
func (s *state) Put(coop.Record) { s.refuse() }

// Delete implements coop.State; it is never called: an Overlay lies above.
func (s *state) Delete(coop.Record) { s.refuse() }

func (s *state) refuse() {
	if s.err == nil {
		s.err = fmt.Errorf("write below the overlay: %w", sql.ErrTxDone)
	}
}

// flush writes what the overlay gathered.
func (s *state) flush(o *coop.Overlay) error {
	if s.err != nil {
		return s.err
	}
	var all []statement
	var shape *shape
	var puts []coop.Record
	put := func() {
		if shape != nil {
			all = s.put(all, shape, puts)
		}
		puts = puts[:0]
	}
	o.Changes(func(r coop.Record, deleted bool) {
		if now := shapes[coop.TableOf(r)]; now != shape {
			put()
			shape = now
		}
		if deleted {
			all = append(all, statement{shape.remove, coop.KeyValues([]any{s.coop}, r, shape.Keys)})
		} else {
			puts = append(puts, r)
		}
	})
	put()
	if err := s.tx.all(all); err != nil {
		s.err = fmt.Errorf("write the tables: %w", err)
	}
	return s.err
}

// put adds the statements that put the rows.
func (s *state) put(all []statement, shape *shape, rows []coop.Record) []statement {
	for _, size := range s.tx.db.engine.sizes(shape) {
		for len(rows) >= size {
			args := make([]any, 0, size*(len(shape.Columns)+1))
			for _, r := range rows[:size] {
				args = coop.Values(append(args, s.coop), r)
			}
			all = append(all, statement{shape.puts[size], args})
			rows = rows[size:]
		}
	}
	return all
}
