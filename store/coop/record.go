package coop

import (
	"encoding/binary"
	"fmt"
	"reflect"
	"strings"
)

// Record is a pointer to one row of a derived table. Its fields are its columns, in order; those tagged row:"key" come
// first and identify the row. Fields are integers, booleans, strings, byte slices and byte arrays: nothing is null.
type Record interface{ table() *Table }

// ColumnType is how a column is stored.
type ColumnType uint8

// The column types: Integer holds int64 and bool (0 or 1), Text UTF-8 without NUL, Blob bytes.
const (
	Integer ColumnType = iota + 1
	Text
	Blob
)

// Column describes one column of a derived table.
type Column struct {
	Name string
	Type ColumnType
}

// Table describes a derived table, so that a map, the book and the server store the same rows.
type Table struct {
	Name    string
	Columns []Column
	Keys    int  // the first so many columns are the primary key
	Log     bool // rows are never changed or removed
	typ     reflect.Type
	clone   func(Record) Record
	assign  func(dst, src Record)
}

// New gives an empty row of the table.
func (t *Table) New() Record { return reflect.New(t.typ).Interface().(Record) }

// TableOf gives the description of a row's table.
func TableOf(r Record) *Table { return r.table() }

// row is a pointer to T that is a Record.
type row[T any] interface {
	*T
	Record
}

func define[T any, P row[T]](name string) *Table {
	typ := reflect.TypeFor[T]()
	t := &Table{
		Name: name, typ: typ,
		clone:  func(r Record) Record { c := *r.(P); return P(&c) },
		assign: func(dst, src Record) { *dst.(P) = *src.(P) },
	}
	for i := range typ.NumField() {
		f := typ.Field(i)
		t.Columns = append(t.Columns, Column{Name: snake(f.Name), Type: columnType(f.Type)})
		if f.Tag.Get("row") == "key" {
			t.Keys = i + 1
		}
	}
	return t
}

func columnType(t reflect.Type) ColumnType {
	switch t.Kind() {
	case reflect.String:
		return Text
	case reflect.Slice, reflect.Array:
		return Blob
	default:
		return Integer
	}
}

func snake(name string) string {
	var b strings.Builder
	for i, r := range name {
		if r >= 'A' && r <= 'Z' && i > 0 && !(name[i-1] >= 'A' && name[i-1] <= 'Z') {
			b.WriteByte('_')
		}
		b.WriteRune(r)
	}
	return strings.ToLower(b.String())
}

// Values appends the row's cells in column order to dst: int64, string or []byte each.
func Values(dst []any, r Record) []any {
	v := reflect.ValueOf(r).Elem()
	for i := range v.NumField() {
		dst = append(dst, cell(v.Field(i)))
	}
	return dst
}

// KeyValues appends the cells of the first n columns.
func KeyValues(dst []any, r Record, n int) []any {
	v := reflect.ValueOf(r).Elem()
	for i := range n {
		dst = append(dst, cell(v.Field(i)))
	}
	return dst
}

func cell(f reflect.Value) any {
	switch f.Kind() {
	case reflect.String:
		return f.String()
	case reflect.Bool:
		if f.Bool() {
			return int64(1)
		}
		return int64(0)
	case reflect.Slice:
		b := f.Bytes()
		if b == nil {
			return []byte{}
		}
		return b
	case reflect.Array:
		return f.Slice(0, f.Len()).Bytes()
	case reflect.Uint8:
		return int64(f.Uint())
	default:
		return f.Int()
	}
}

// Fill sets a row's fields from cells in column order. It fails when a cell has not exactly its column's type or
// a fixed-size blob another length: a book file that was meddled with.
func Fill(r Record, cells []any) error {
	v := reflect.ValueOf(r).Elem()
	if len(cells) != v.NumField() {
		return fmt.Errorf("coop: %s: %d cells for %d columns", r.table().Name, len(cells), v.NumField())
	}
	for i, c := range cells {
		if err := setCell(v.Field(i), c); err != nil {
			return fmt.Errorf("coop: %s.%s: %w", r.table().Name, r.table().Columns[i].Name, err)
		}
	}
	return nil
}

func setCell(f reflect.Value, c any) error {
	switch c := c.(type) {
	case int64:
		return setInteger(f, c)
	case string:
		if f.Kind() != reflect.String {
			return fmt.Errorf("text where %s belongs", f.Kind())
		}
		f.SetString(c)
	case []byte:
		switch {
		case f.Kind() == reflect.Slice:
			f.SetBytes(append([]byte{}, c...))
		case f.Kind() == reflect.Array && f.Len() == len(c):
			reflect.Copy(f, reflect.ValueOf(c))
		default:
			return fmt.Errorf("blob of %d bytes where %s belongs", len(c), f.Type())
		}
	default:
		return fmt.Errorf("a cell of type %T", c)
	}
	return nil
}

func setInteger(f reflect.Value, n int64) error {
	switch f.Kind() {
	case reflect.Bool:
		if n != 0 && n != 1 {
			return fmt.Errorf("%d is not 0 or 1", n)
		}
		f.SetBool(n == 1)
	case reflect.Uint8:
		if n < 0 || n > 255 {
			return fmt.Errorf("%d is out of range", n)
		}
		f.SetUint(uint64(n))
	case reflect.Int64, reflect.Int32:
		if f.OverflowInt(n) {
			return fmt.Errorf("%d is out of range", n)
		}
		f.SetInt(n)
	default:
		return fmt.Errorf("integer where %s belongs", f.Kind())
	}
	return nil
}

// Key gives the first n columns as bytes whose order is the order of SQLite's primary key: integers by value, text
// and blobs bytewise.
func Key(r Record, n int) string {
	b, _ := appendKey(make([]byte, 0, 96), r, n)
	return string(b)
}

// appendKey appends the key of n columns to b and says how many bytes the first of them takes.
func appendKey(b []byte, r Record, n int) (key []byte, first int) {
	v := reflect.ValueOf(r).Elem()
	start := len(b)
	for i := range n {
		f := v.Field(i)
		switch f.Kind() {
		case reflect.String:
			b = append(append(b, f.String()...), 0)
		case reflect.Array:
			switch x := f.Addr().Interface().(type) {
			case *ID:
				b = append(b, x[:]...)
			case *Hash:
				b = append(b, x[:]...)
			default:
				b = append(b, f.Slice(0, f.Len()).Bytes()...)
			}
		case reflect.Uint8:
			b = append(b, byte(f.Uint()))
		case reflect.Int64, reflect.Int32:
			b = binary.BigEndian.AppendUint64(b, uint64(f.Int())^1<<63)
		default:
			panic("coop: " + r.table().Name + ": a key column of kind " + f.Kind().String())
		}
		if i == 0 {
			first = len(b) - start
		}
	}
	return b, first
}

// clone copies a row. Slices are shared: rows are never changed in place.
func clone(r Record) Record { return r.table().clone(r) }

func assign(dst, src Record) { dst.table().assign(dst, src) }
