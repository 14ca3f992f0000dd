package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// ledgerRow draws one row, or the head, in the columns of its ledger.
type ledgerRow struct {
	widget.BaseWidget
	ledger *Ledger
	head   bool
	cells  []Cell
	texts  []*canvas.Text
	lower  []*canvas.Text    // second lines: for words that are too long for one
	frame  *canvas.Rectangle // around the cell on which the keys stand
}

func newLedgerRow(l *Ledger, head bool) *ledgerRow {
	r := &ledgerRow{
		ledger: l, head: head,
		cells: make([]Cell, len(l.Columns)), texts: make([]*canvas.Text, len(l.Columns)),
		lower: make([]*canvas.Text, len(l.Columns)),
		frame: canvas.NewRectangle(tint(theme.ColorNameInputBackground)),
	}
	r.frame.Hide()
	for i := range r.texts {
		r.texts[i] = canvas.NewText("", tint(theme.ColorNameForeground))
		r.lower[i] = canvas.NewText("", tint(theme.ColorNameForeground))
	}
	r.ExtendBaseWidget(r)
	return r
}

// show fills the row anew; the list hands one widget from row to row, so everything is set each time.
func (r *ledgerRow) show(row int) {
	clear(r.cells)
	if row < r.ledger.Rows() {
		r.ledger.Fill(row, r.cells)
	}
	r.draw()
}

func (r *ledgerRow) draw() {
	em, text := r.ledger.letters(), r.ledger.letters()
	if r.head {
		text = size(theme.SizeNameCaptionText)
		for i, c := range r.ledger.Columns {
			r.cells[i] = Cell{Text: c.Title, Tone: ToneSoft, Bold: true}
		}
	}
	x, high := rowInset*em, r.BaseWidget.Size().Height
	r.frame.Hide()
	for i, t := range r.texts {
		wide := r.ledger.widths[i]
		t.Hidden, r.lower[i].Hidden = wide == 0, true
		if t.Hidden {
			continue
		}
		cell, room := r.cells[i], r.room(i, em)
		t.TextSize, t.TextStyle, t.Color = text, fyne.TextStyle{Bold: cell.Bold}, cell.Tone.color()
		t.Alignment = fyne.TextAlignLeading
		if r.ledger.Columns[i].Figure {
			t.Alignment = fyne.TextAlignTrailing
		}
		t.Move(fyne.NewPos(x, 0))
		t.Resize(fyne.NewSize(room, high))
		r.write(i, room)
		if cell.near {
			r.drawFrame(fyne.NewPos(x-0.45*em, 0.1*em), fyne.NewSize(room+0.9*em, high-0.2*em))
		}
		x += wide + columnApart*em
	}
	for i, t := range r.texts {
		t.Refresh()
		r.lower[i].Refresh()
	}
}

const (
	lowerEms   = 0.82 // letters of words on two lines, in ems of a text
	lowerApart = 1.23 // from line to line, in their letters: both fit into the height of one row
)

// write says what stands in a cell. A figure stands on one line. Words that are too long for it get smaller letters,
// then a second line; only what does not fit into two is cut.
func (r *ledgerRow) write(column int, room float32) {
	t, words, wide := r.texts[column], r.cells[column].Text, room+1
	if t.Text = Cut(words, wide, t.TextSize, t.TextStyle); t.Text == words || r.ledger.Columns[column].Figure {
		return
	}
	if small := size(theme.SizeNameCaptionText); small < t.TextSize && Cut(words, wide, small, t.TextStyle) == words {
		t.Text, t.TextSize = words, small
		return
	}
	letters, lower := lowerEms*Em(), r.lower[column]
	if Cut(words, wide, letters, t.TextStyle) == words {
		t.Text, t.TextSize = words, letters
		return
	}
	lower.Hidden, lower.TextStyle, lower.Color, lower.TextSize = false, t.TextStyle, t.Color, letters
	t.TextSize = letters
	t.Text, lower.Text = Halve(words, wide, letters, t.TextStyle)
	high := fyne.MeasureText("Ag", letters, t.TextStyle).Height
	y := (r.BaseWidget.Size().Height - high - lowerApart*letters) / 2
	t.Move(fyne.NewPos(t.Position().X, y))
	t.Resize(fyne.NewSize(room, high))
	lower.Move(fyne.NewPos(t.Position().X, y+lowerApart*letters))
	lower.Resize(fyne.NewSize(room, high))
}

func (r *ledgerRow) drawFrame(at fyne.Position, wide fyne.Size) {
	r.frame.FillColor, r.frame.StrokeColor = tint(theme.ColorNameInputBackground), tint(theme.ColorNamePrimary)
	r.frame.StrokeWidth, r.frame.CornerRadius = 2, size(theme.SizeNameInputRadius)
	r.frame.Move(at)
	r.frame.Resize(wide)
	r.frame.Show()
	r.frame.Refresh()
}

// room is how wide a cell may be: words run on over the empty cells to their right, as in a spreadsheet.
func (r *ledgerRow) room(column int, em float32) float32 {
	wide := r.ledger.widths[column]
	if r.ledger.Columns[column].Figure {
		return wide
	}
	for i := column + 1; i < len(r.cells) && r.cells[i].Text == ""; i++ {
		if next := r.ledger.widths[i]; next > 0 {
			wide += next + columnApart*em
		}
	}
	return wide
}

func (r *ledgerRow) CreateRenderer() fyne.WidgetRenderer {
	objects := make([]fyne.CanvasObject, 0, 2*len(r.texts)+2)
	var back *canvas.Rectangle
	if r.head {
		back = canvas.NewRectangle(tint(ColorSide))
		objects = append(objects, back)
	}
	objects = append(objects, r.frame)
	for i, t := range r.texts {
		objects = append(objects, t, r.lower[i])
	}
	refresh := func() {
		if back != nil {
			back.FillColor, back.CornerRadius = tint(ColorSide), size(theme.SizeNameButtonRadius)
			back.Refresh()
		}
		r.draw()
	}
	return &face{
		objects: objects,
		layout: func(s fyne.Size) {
			if back != nil {
				back.Resize(s)
			}
			r.draw()
		},
		min:     func() fyne.Size { return fyne.NewSize(4*Em(), rowHeight()) },
		refresh: refresh,
	}
}
