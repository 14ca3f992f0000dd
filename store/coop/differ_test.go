package coop

import (
	"testing"

	"pgregory.net/rapid"
)

// TestDiffers takes rows of every table against their own cells and against cells with one bent.
func TestDiffers(t *testing.T) {
	for _, table := range Tables {
		r := table.New()
		cells := Values(nil, r)
		if at := Differs(r, cells); at >= 0 || CompareKey(cells, r) != 0 {
			t.Errorf("%s: an empty row differs from its own cells in column %d", table.Name, at)
		}
		for i := range cells {
			for _, other := range []any{int64(7), "7", []byte("7"), 7.0, nil, []byte{}, "", int64(-1)} {
				bent := append([]any{}, cells...)
				bent[i] = other
				want := i
				if Fill(table.New(), bent) == nil && equalCells(cells[i], other) {
					want = -1
				}
				if at := Differs(r, bent); at != want {
					name := table.Name + "." + table.Columns[i].Name
					t.Errorf("%s: %T %v for %v: column %d", name, other, other, cells[i], at)
				}
			}
		}
	}
}

func equalCells(a, b any) bool {
	x, isBytes := a.([]byte)
	y, areBytes := b.([]byte)
	if isBytes || areBytes {
		return isBytes && areBytes && string(x) == string(y)
	}
	return a == b
}

// TestCompareKey orders keys as their bytes (Key) are ordered.
func TestCompareKey(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		o := overlayed{t: t}
		a, _ := o.record()
		b, _ := o.record()
		if a.table() != b.table() {
			return
		}
		x, y := Key(a, a.table().Keys), Key(b, b.table().Keys)
		want := 0
		if x < y {
			want = -1
		} else if x > y {
			want = 1
		}
		if got := CompareKey(Values(nil, a), b); got != want {
			t.Fatalf("%v against %v: %d, want %d", a, b, got, want)
		}
	})
}
