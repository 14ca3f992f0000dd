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
type bucket struct{ items []item }

type item struct {
	key string
	row Record
}

// search gives the place of key and whether it is there.
func (b *bucket) search(key []byte) (int, bool) {
	low, high := 0, len(b.items)
	if high > 0 && b.items[high-1].key < string(key) {
		return high, false // most rows come in their order
	}
	for low < high {
		if mid := (low + high) / 2; b.items[mid].key < string(key) {
			low = mid + 1
		} else {
			high = mid
		}
	}
	return low, low < len(b.items) && b.items[low].key == string(key)
}

// NewMap gives an empty state.
func NewMap() *Map { return &Map{tables: map[*Table]map[string]*bucket{}} }

// find leaves the row's key in m.key and gives its bucket and its place there.
func (m *Map) find(r Record) (b *bucket, first, i int, ok bool) {
	t := r.table()
	m.key, first = appendKey(m.key[:0], r, t.Keys)
	if b = m.tables[t][string(m.key[:first])]; b != nil {
		i, ok = b.search(m.key)
	}
	return b, first, i, ok
}

// Get implements State.
func (m *Map) Get(r Record) bool {
	b, _, i, ok := m.find(r)
	if ok {
		assign(r, b.items[i].row)
	}
	return ok
}

// Put implements State.
func (m *Map) Put(r Record) {
	b, first, i, ok := m.find(r)
	if ok {
		b.items[i].row = clone(r)
		return
	}
	key := string(m.key)
	if b == nil {
		t := r.table()
		b = &bucket{items: make([]item, 0, min(2, t.Keys))}
		if m.tables[t] == nil {
			m.tables[t] = map[string]*bucket{}
		}
		m.tables[t][key[:first]] = b
	}
	b.items = slices.Insert(b.items, i, item{key, clone(r)})
}

// Delete implements State.
func (m *Map) Delete(r Record) {
	b, first, i, ok := m.find(r)
	if !ok {
		return
	}
	b.items = slices.Delete(b.items, i, i+1)
	if len(b.items) == 0 {
		delete(m.tables[r.table()], string(m.key[:first]))
	}
}

// Scan implements State.
func (m *Map) Scan(prefix Record, n int, each func(Record) bool) {
	buckets := m.tables[prefix.table()]
	if n == 0 {
		var all []item
		for _, first := range slices.Sorted(maps.Keys(buckets)) {
			all = append(all, buckets[first].items...)
		}
		scanItems(all, each)
		return
	}
	want, first := appendKey(make([]byte, 0, 96), prefix, n)
	b := buckets[string(want[:first])]
	if b == nil {
		return
	}
	from, _ := b.search(want)
	to := from
	for to < len(b.items) && strings.HasPrefix(b.items[to].key, string(want)) {
		to++
	}
	scanItems(slices.Clone(b.items[from:to]), each)
}

func scanItems(items []item, each func(Record) bool) {
	for _, it := range items {
		if !each(clone(it.row)) {
			return
		}
	}
}

// Rows gives the rows of a table in key order, uncopied: they must not be changed.
func (m *Map) Rows(t *Table) []Record {
	buckets := m.tables[t]
	all := make([]Record, 0, len(buckets))
	for _, first := range slices.Sorted(maps.Keys(buckets)) {
		for _, it := range buckets[first].items {
			all = append(all, it.row)
		}
	}
	return all
}

// Len counts the rows of a table.
func (m *Map) Len(t *Table) int {
	n := 0
	for _, b := range m.tables[t] {
		n += len(b.items)
	}
	return n
}
