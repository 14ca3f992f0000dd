package coop

import (
	"maps"
	"reflect"
	"slices"
	"sort"
	"strings"
)

// Overlay is a State that keeps changed rows in memory over a slower one below and hands them out at the end, so that
// applying many changes costs one write a row and hardly any read. It never writes to the state below.
type Overlay struct {
	below  State
	absent func(Record) bool // nil, or what the state below knows without looking
	tables map[*Table]*overlaid
	read   int // rows kept that were only read
}

// Sparse is a State that may know for certain, without looking, that it does not hold a row (whose fields are set).
type Sparse interface {
	Absent(Record) bool
}

// maxRead bounds the rows that an Overlay keeps because they were read, not changed.
const maxRead = 1 << 15

type overlaid struct {
	first   int // width of the first key column; 0: text, which ends with a NUL
	rows    map[string]*upper
	buckets map[string]*ranked // keys of changed rows by first column; one bucket where that is the whole key
	read    map[string]Record  // rows as they are below; nil: not there
}

// upper is a row that differs from the one below. It is replaced, never altered.
type upper struct {
	row     Record
	deleted bool
	fresh   bool // certainly not below
}

// ranked keeps keys and sorts them when somebody asks, not at every addition.
type ranked struct {
	keys   []string
	sorted bool
}

func (k *ranked) add(key string) {
	k.sorted = len(k.keys) == 0 || (k.sorted && k.keys[len(k.keys)-1] < key)
	k.keys = append(k.keys, key)
}

func (k *ranked) ascending() []string {
	if !k.sorted {
		slices.Sort(k.keys)
		k.keys = slices.Compact(k.keys)
		k.sorted = true
	}
	return k.keys
}

// NewOverlay lays an empty overlay over below.
func NewOverlay(below State) *Overlay {
	o := &Overlay{below: below}
	if s, ok := below.(Sparse); ok {
		o.absent = s.Absent
	}
	o.Reset()
	return o
}

// Reset forgets everything, also what was only read: after that the overlay shows exactly the state below.
func (o *Overlay) Reset() { o.tables, o.read = map[*Table]*overlaid{}, 0 }

// Settle says that the changes handed out by Changes are now in the state below. What was changed is kept as read.
func (o *Overlay) Settle() {
	for _, t := range o.tables {
		for key, u := range t.rows {
			if u.deleted {
				o.remember(t, key, nil)
			} else {
				o.remember(t, key, u.row)
			}
		}
		t.empty()
	}
}

// empty forgets the changed rows. A map that was large is made anew: cleared, it would stay as slow to walk through as
// it was when full.
func (x *overlaid) empty() {
	if len(x.rows) > 256 {
		x.rows, x.buckets = map[string]*upper{}, map[string]*ranked{}
		return
	}
	clear(x.rows)
	clear(x.buckets)
}

func (o *Overlay) table(t *Table) *overlaid {
	if x := o.tables[t]; x != nil {
		return x
	}
	x := &overlaid{rows: map[string]*upper{}, buckets: map[string]*ranked{}, read: map[string]Record{}}
	switch first := t.typ.Field(0).Type; first.Kind() {
	case reflect.String:
	case reflect.Array:
		x.first = first.Len()
	case reflect.Uint8:
		x.first = 1
	default:
		x.first = 8
	}
	o.tables[t] = x
	return x
}

// bucket gives the part of a key that all rows with the same first column share; nothing where that is the whole key.
func (x *overlaid) bucket(t *Table, key string) string {
	switch {
	case t.Keys == 1:
		return ""
	case x.first > 0:
		return key[:x.first]
	}
	return key[:strings.IndexByte(key, 0)+1]
}

func (o *Overlay) remember(x *overlaid, key string, row Record) {
	if o.read >= maxRead {
		for _, t := range o.tables {
			clear(t.read)
		}
		o.read = 0
	}
	if _, known := x.read[key]; !known {
		o.read++
	}
	x.read[key] = row
}

// Get implements State.
func (o *Overlay) Get(r Record) bool {
	t := r.table()
	x, key := o.table(t), Key(r, t.Keys)
	if u := x.rows[key]; u != nil {
		if !u.deleted {
			assign(r, u.row)
		}
		return !u.deleted
	}
	if row, known := x.read[key]; known {
		if row != nil {
			assign(r, row)
		}
		return row != nil
	}
	if o.absent != nil && o.absent(r) {
		return false
	}
	if !o.below.Get(r) {
		o.remember(x, key, nil)
		return false
	}
	o.remember(x, key, clone(r))
	return true
}

// Put implements State.
func (o *Overlay) Put(r Record) {
	t := r.table()
	x, key := o.table(t), Key(r, t.Keys)
	u := x.rows[key]
	if u == nil {
		x.note(t, key)
		x.rows[key] = &upper{row: clone(r), fresh: o.absent != nil && o.absent(r)}
		return
	}
	x.rows[key] = &upper{row: clone(r), fresh: u.fresh}
}

func (x *overlaid) note(t *Table, key string) {
	first := x.bucket(t, key)
	b := x.buckets[first]
	if b == nil {
		b = &ranked{}
		x.buckets[first] = b
	}
	b.add(key)
}

// Delete implements State.
func (o *Overlay) Delete(r Record) {
	t := r.table()
	x, key := o.table(t), Key(r, t.Keys)
	u := x.rows[key]
	switch {
	case u != nil && u.fresh:
		delete(x.rows, key)
	case u == nil:
		x.note(t, key)
		x.rows[key] = &upper{row: clone(r), deleted: true}
	default:
		x.rows[key] = &upper{row: clone(r), deleted: true}
	}
}

// Scan implements State: the rows below, merged in key order with what was changed above them.
func (o *Overlay) Scan(prefix Record, n int, each func(Record) bool) {
	t := prefix.table()
	x := o.table(t)
	if n >= t.Keys {
		row := clone(prefix)
		if o.Get(row) {
			each(row)
		}
		return
	}
	want := Key(prefix, n)
	changed := x.changed(t, want, n)
	stopped := false
	emit := func(c overlaidRow) bool {
		if !c.deleted && !each(clone(c.row)) {
			stopped = true
		}
		return !stopped
	}
	o.below.Scan(prefix, n, func(r Record) bool {
		key := Key(r, t.Keys)
		for len(changed) > 0 && changed[0].key < key {
			c := changed[0]
			changed = changed[1:]
			if !emit(c) {
				return false
			}
		}
		if len(changed) > 0 && changed[0].key == key {
			c := changed[0]
			changed = changed[1:]
			return emit(c)
		}
		stopped = !each(r)
		return !stopped
	})
	for i := 0; i < len(changed) && !stopped; i++ {
		emit(changed[i])
	}
}

type overlaidRow struct {
	key string
	*upper
}

// changed lists the changed rows whose key begins with want, ascending, as they are now.
func (x *overlaid) changed(t *Table, want string, n int) []overlaidRow {
	var out []overlaidRow
	take := func(b *ranked) {
		keys := b.ascending()
		for i := sort.SearchStrings(keys, want); i < len(keys) && strings.HasPrefix(keys[i], want); i++ {
			if u := x.rows[keys[i]]; u != nil {
				out = append(out, overlaidRow{keys[i], u})
			}
		}
	}
	if n > 0 {
		if b := x.buckets[x.bucket(t, want)]; b != nil {
			take(b)
		}
		return out
	}
	for _, first := range slices.Sorted(maps.Keys(x.buckets)) {
		take(x.buckets[first])
	}
	return out
}

// Changes calls each for every row that differs from the state below, in the order of Tables and LocalTables and in
// key order: put or replace it, or delete it. Of a deleted row only the key is sure.
func (o *Overlay) Changes(each func(r Record, deleted bool)) {
	for _, t := range slices.Concat(Tables, LocalTables) {
		x := o.tables[t]
		if x == nil {
			continue
		}
		for _, c := range x.changed(t, "", 0) {
			each(c.row, c.deleted)
		}
	}
}
