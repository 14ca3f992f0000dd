package report

import (
	"math"
	"testing"

	"lumbung/store/coop"
)

// A sheet of figures alone, such as the card of a loan, stood on the left half of its paper: what no column of words
// takes is given to all columns, so that the table is as wide as its rules.
func TestMeasure_FiguresAlone(t *testing.T) {
	for _, kinds := range [][]Kind{{Code, Day, Amount, Amount, Count}, {Code, Text, Amount}, {Amount}} {
		s := &Sheet{}
		row := Row{Cells: make([]Cell, len(kinds))}
		for _, kind := range kinds {
			s.Columns = append(s.Columns, Column{Title: "Sisa pokok", Kind: kind, Width: 20})
		}
		s.Rows = []Row{row}
		d := newDrawing(s)
		d.lay("P")
		sum := 0.0
		for _, width := range d.widths {
			sum += width
		}
		if math.Abs(sum-d.width) > 0.01 {
			t.Errorf("%v: columns of %.1f mm in a table of %.1f", kinds, sum, d.width)
		}
	}
}

// The letters of a table of many columns are smaller only where its words have no room else: registers of three short
// loans were printed in letters too small for old eyes, with half the paper empty.
func TestMeasure_ManyColumns(t *testing.T) {
	for figure, want := range map[int64]float64{1: usualSize, 100_000_000_000: 6.8} {
		s := &Sheet{Columns: []Column{{Title: "Nama", Kind: Text, Width: 56}}}
		row := Row{Cells: []Cell{text("Setoran")}}
		for range 9 {
			s.Columns = append(s.Columns, Column{Title: "Jumlah", Kind: Count, Width: 30})
			row.Cells = append(row.Cells, Cell{Kind: Count, Count: figure * 123})
		}
		s.Rows = []Row{row}
		d := newDrawing(s)
		d.lay("L")
		if d.size != want {
			t.Errorf("%d: letters of %v, want %v", figure, d.size, want)
		}
	}
}

// Rupiah stand under rupiah: an amount without sen leaves room for those of the others, and one above zero for the
// bracket of those below.
func TestHang(t *testing.T) {
	s := &Sheet{Columns: []Column{{Kind: Amount}, {Kind: Amount}}}
	for _, m := range []coop.Money{100_00, 12_50, -7_00} {
		s.Rows = append(s.Rows, Row{Cells: []Cell{amount(m), amount(100_00)}})
	}
	d := newDrawing(s)
	d.lay("P")
	d.SetFont(fontName, "", d.size)
	sen, bracket := d.GetStringWidth(",00"), d.GetStringWidth(")")
	for i, want := range []float64{sen + bracket, bracket, sen} {
		if got := d.hang(0, s.Rows[i].Cells[0]); math.Abs(got-want) > 0.001 {
			t.Errorf("row %d leaves %v, want %v", i, got, want)
		}
		if got := d.hang(1, s.Rows[i].Cells[1]); got != 0 {
			t.Errorf("a column of whole rupiah leaves %v", got)
		}
	}
}
