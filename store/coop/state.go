package coop

import (
	"maps"
	"slices"
	"strings"
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
type Map struct {
	tables map[*Table]map[string]*bucket
	key    []byte // of the row last asked for; saves making one each time
}

// bucket holds the rows whose first key column is the same, in key order.
type bucket struct {
	keys []string
	rows []Record
}

// search gives the place of key and whether it is there.
func (b *bucket) search(key []byte) (int, bool) {
	low, high := 0, len(b.keys)
	if high > 0 && b.keys[high-1] < string(key) {
		return high, false // most rows come in their order
	}
	for low < high {
		if mid := (low + high) / 2; b.keys[mid] < string(key) {
			low = mid + 1
		} else {
			high = mid
		}
	}
	return low, low < len(b.keys) && b.keys[low] == string(key)
}

// NewMap gives an empty state.
func NewMap() *Map { return &Map{tables: map[*Table]map[string]*bucket{}} }

// find leaves the row's key in m.key and gives its bucket and its place there.
func (m *Map) find(r Record, create bool) (*bucket, int, bool) {
	t := r.table()
	buckets := m.tables[t]
	if buckets == nil {
		if !create {
			return nil, 0, false
		}
		buckets = map[string]*bucket{}
		m.tables[t] = buckets
	}
	key, first := appendKey(m.key[:0], r, t.Keys)
	m.key = key
	b := buckets[string(key[:first])]
	if b == nil {
		if !create {
			return nil, 0, false
		}
		b = &bucket{}
		buckets[string(key[:first])] = b
	}
	i, ok := b.search(key)
	return b, i, ok
}

// Get implements State.
func (m *Map) Get(r Record) bool {
	b, i, ok := m.find(r, false)
	if ok {
		assign(r, b.rows[i])
	}
	return ok
}

// Put implements State.
func (m *Map) Put(r Record) {
	b, i, ok := m.find(r, true)
	if ok {
		b.rows[i] = clone(r)
		return
	}
	b.keys = slices.Insert(b.keys, i, string(m.key))
	b.rows = slices.Insert(b.rows, i, clone(r))
}

// Delete implements State.
func (m *Map) Delete(r Record) {
	b, i, ok := m.find(r, false)
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
	want, first := appendKey(make([]byte, 0, 96), prefix, n)
	b := buckets[string(want[:first])]
	if b == nil {
		return
	}
	from, _ := b.search(want)
	to := from
	for to < len(b.keys) && strings.HasPrefix(b.keys[to], string(want)) {
		to++
	}
	scanRows(slices.Clone(b.rows[from:to]), each)
}

func scanRows(rows []Record, each func(Record) bool) {
	for _, row := range rows {
		if !each(clone(row)) {
			return
		}
	}
}

// Rows gives the rows of a table in key order, uncopied: they must not be changed.
func (m *Map) Rows(t *Table) []Record {
	buckets := m.tables[t]
	all := make([]Record, 0, len(buckets))
	for _, first := range slices.Sorted(maps.Keys(buckets)) {
		all = append(all, buckets[first].rows...)
	}
	return all
}

// Len counts the rows of a table.
func (m *Map) Len(t *Table) int {
	n := 0
	for _, b := range m.tables[t] {
		n += len(b.rows)
	}
	return n
}
