package coop

import (
	"bytes"
	"cmp"
	"reflect"
)

// Differs gives the first column in which cells, as a store reads them, are not exactly the row's, by type and value;
// -1 where all are. It makes nothing on the way: verify asks it of every row of a book.
func Differs[C any](r Record, cells []C) int {
	v := reflect.ValueOf(r).Elem()
	for i := range v.NumField() {
		if !sameCell(v.Field(i), cells[i]) {
			return i
		}
	}
	return -1
}

func sameCell(f reflect.Value, c any) bool {
	switch c := c.(type) {
	case int64:
		switch f.Kind() {
		case reflect.Bool:
			return c == 0 && !f.Bool() || c == 1 && f.Bool()
		case reflect.Uint8:
			return c >= 0 && uint64(c) == f.Uint()
		case reflect.Int64, reflect.Int32:
			return c == f.Int()
		}
	case string:
		return f.Kind() == reflect.String && c == f.String()
	case []byte:
		return (f.Kind() == reflect.Slice || f.Kind() == reflect.Array) && bytes.Equal(c, f.Bytes())
	}
	return false
}

// CompareKey orders cells of the key columns, as a store reads them, against the row's key, as SQLite does: integers
// before text before blobs, each by value.
func CompareKey[C any](cells []C, r Record) int {
	v := reflect.ValueOf(r).Elem()
	for i := range r.table().Keys {
		if c := compareCell(cells[i], v.Field(i)); c != 0 {
			return c
		}
	}
	return 0
}

func compareCell(c any, f reflect.Value) int {
	switch c := c.(type) {
	case int64:
		switch f.Kind() {
		case reflect.Int64, reflect.Int32:
			return cmp.Compare(c, f.Int())
		case reflect.Uint8:
			return cmp.Compare(c, int64(f.Uint()))
		}
		return -1
	case string:
		switch f.Kind() {
		case reflect.String:
			return cmp.Compare(c, f.String())
		case reflect.Slice, reflect.Array:
			return -1
		}
	case []byte:
		if f.Kind() == reflect.Slice || f.Kind() == reflect.Array {
			return bytes.Compare(c, f.Bytes())
		}
	}
	return 1
}
