package coop

import (
	"maps"
	"slices"
	"sort"
)

// State is what Apply works on: the derived tables, wherever they are kept. A failing store answers as if rows were
// missing and remembers its first error; whoever opened it asks for that error before committing, like bufio.Writer.
type State interface {
	// Get fills the rest of a row whose key fields are set and says whether it exists.
	Get(Record) bool
	// Put inserts the row or replaces the one with its key. The state keeps no reference to it.
	Put(Record)
	// Delete removes the row with this key, if there is one.
	Delete(Record)
	// Scan calls each for every row whose first n key columns equal those of prefix, in key order, until each
	// returns false. Rows may be changed while scanning: the scan sees those that existed when it began.
	Scan(prefix Record, n int, each func(Record) bool)
}

// Map is a State in memory: the reference, and what verify replays into.
type Map struct{ tables map[*Table]map[string]*bucket }

type bucket struct {
	keys []string
	rows []Record
}

// NewMap gives an empty state.
func NewMap() *Map { return &Map{tables: map[*Table]map[string]*bucket{}} }

func (m *Map) find(r Record, create bool) (*bucket, string, int, bool) {
	t := r.table()
	buckets := m.tables[t]
	if buckets == nil {
		if !create {
			return nil, "", 0, false
		}
		buckets = map[string]*bucket{}
		m.tables[t] = buckets
	}
	first := Key(r, 1)
	b := buckets[first]
	if b == nil {
		if !create {
			return nil, "", 0, false
		}
		b = &bucket{}
		buckets[first] = b
	}
	key := Key(r, t.Keys)
	n := len(b.keys)
	if n == 0 || b.keys[n-1] < key {
		return b, key, n, false
	}
	i := sort.SearchStrings(b.keys, key)
	return b, key, i, b.keys[i] == key
}

// Get implements State.
func (m *Map) Get(r Record) bool {
	b, _, i, ok := m.find(r, false)
	if ok {
		assign(r, b.rows[i])
	}
	return ok
}

// Put implements State.
func (m *Map) Put(r Record) {
	b, key, i, ok := m.find(r, true)
	row := clone(r)
	if ok {
		b.rows[i] = row
		return
	}
	b.keys = slices.Insert(b.keys, i, key)
	b.rows = slices.Insert(b.rows, i, row)
}

// Delete implements State.
func (m *Map) Delete(r Record) {
	b, _, i, ok := m.find(r, false)
	if !ok {
		return
	}
	b.keys = slices.Delete(b.keys, i, i+1)
	b.rows = slices.Delete(b.rows, i, i+1)
	if len(b.keys) == 0 {
		delete(m.tables[r.table()], Key(r, 1))
	}
}

// Scan implements State.
func (m *Map) Scan(prefix Record, n int, each func(Record) bool) {
	buckets := m.tables[prefix.table()]
	if n == 0 {
		var all []Record
		for _, first := range slices.Sorted(maps.Keys(buckets)) {
			all = append(all, buckets[first].rows...)
		}
		scanRows(all, each)
		return
	}
	b := buckets[Key(prefix, 1)]
	if b == nil {
		return
	}
	want := Key(prefix, n)
	from := sort.SearchStrings(b.keys, want)
	to := from
	for to < len(b.keys) && len(b.keys[to]) >= len(want) && b.keys[to][:len(want)] == want {
		to++
	}
	scanRows(slices.Clone(b.rows[from:to]), each)
}

func scanRows(rows []Record, each func(Record) bool) bool {
	for _, row := range rows {
		if !each(clone(row)) {
			return false
		}
	}
	return true
}

// Len counts the rows of a table.
func (m *Map) Len(t *Table) int {
	n := 0
	for _, b := range m.tables[t] {
		n += len(b.rows)
	}
	return n
}
