package report

import (
	"math"
	"testing"
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
