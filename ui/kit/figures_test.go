package kit

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// One types into a grid as into a spreadsheet; what is no amount stays and is said, what is half typed can be taken
// back, and rows that are pasted go to whoever wants them.
func TestFigures(t *testing.T) {
	cells := make([][2]int64, 1000)
	wrong, rows := "", ""
	var grid *Figures
	window, _ := stage(t, func(*Layer) fyne.CanvasObject {
		grid = NewFigures([]Column{{Title: "Nama", Ems: 6, Grow: 1}, {Ems: 6, Figure: true}, {Ems: 6, Figure: true}},
			func() int { return len(cells) },
			func(row int, out []Cell) { out[0].Text = fmt.Sprint("Anggota ", row) }, parseRupiah, formatRupiah)
		grid.Get = func(row, column int) int64 { return cells[row][column-1] }
		grid.Set = func(row, column int, amount int64) { cells[row][column-1] = amount }
		grid.OnWrong = func(sentence string) { wrong = sentence }
		grid.OnPaste = func(text string) bool { rows = text; return true }
		return grid.Ledger
	})
	list := grid.Focusable()
	window.Canvas().Focus(list)
	typed := func(text string, keys ...fyne.KeyName) {
		for _, r := range text {
			list.TypedRune(r)
		}
		press2(list, keys...)
	}
	typed("100000", fyne.KeyReturn)
	typed("240000", fyne.KeyReturn)
	typed("5", fyne.KeyDown)
	if cells[0] != [2]int64{100000, 240000} || cells[1][0] != 5 {
		t.Fatalf("typed: %v", cells[:2])
	}
	typed("7", fyne.KeyEscape, fyne.KeyUp, fyne.KeyDelete)
	if cells[2][0] != 0 || cells[1][0] != 0 {
		t.Errorf("taken back and emptied: %v", cells[:3])
	}
	typed("abc", fyne.KeyReturn)
	if wrong != "angka saja" || !grid.Begun() {
		t.Errorf("letters: %q, %v", wrong, grid.Begun())
	}
	typed("", fyne.KeyBackspace, fyne.KeyBackspace, fyne.KeyBackspace)
	typed("9", fyne.KeyEnd)
	if cells[1][0] != 9 || grid.list.near != 999 {
		t.Errorf("corrected: %v, on row %d", cells[1], grid.list.near)
	}
	clipboard := test.NewClipboard()
	clipboard.SetContent("Siti\t5\nBudi\t6")
	list.(fyne.Shortcutable).TypedShortcut(&fyne.ShortcutPaste{Clipboard: clipboard})
	clipboard.SetContent("Rp 1.250.000,-")
	list.(fyne.Shortcutable).TypedShortcut(&fyne.ShortcutPaste{Clipboard: clipboard})
	typed("", fyne.KeyReturn)
	if rows != "Siti\t5\nBudi\t6" || cells[999][0] != 1250000 {
		t.Errorf("pasted: %q, %v", rows, cells[999])
	}
}
