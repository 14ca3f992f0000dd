package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
)

// gridFace draws a grid: a head, and as many lines as have room, which are handed from row to row.
type gridFace struct {
	grid                        *Grid
	objects                     []fyne.CanvasObject
	head                        *canvas.Rectangle
	now                         *canvas.Rectangle // behind the column of today
	nameHead, asideHead         *canvas.Text
	heads                       []*canvas.Text
	lines                       []*gridLine
	ring                        *canvas.Rectangle // around the cell that has the keys
	bar                         *canvas.Rectangle
	size                        fyne.Size
	rowsInSight, columnsInSight int
	name, cell, aside           float32 // widths
	headHigh, rowHigh           float32
	letters                     map[letterKey]float32 // how large the text of a cell may be
}

type letterKey struct {
	text string
	bold bool
}

// gridLine is one line in sight.
type gridLine struct {
	back        *canvas.Rectangle
	name, lower *canvas.Text // the name, and its second line where it is long
	aside       *canvas.Text
	cells       []*canvas.Rectangle
	texts       []*canvas.Text
}

const (
	gridBarEms     = 0.6  // the width kept for the bar that shows how far down one is
	gridLowerEms   = 0.74 // letters of a name on two lines
	gridLowerApart = 1.28 // from the one to the other, in them
	gridNameMost   = 1.5  // how much wider than the least names become before cells get the rest
)

func gridRowHeight() float32 {
	return fyne.MeasureText("Ag", size(theme.SizeNameText), fyne.TextStyle{}).Height + 0.5*Em()
}

func newGridFace(g *Grid) *gridFace {
	text := func() *canvas.Text { return canvas.NewText("", color.Transparent) }
	return &gridFace{
		grid: g, nameHead: text(), asideHead: text(), letters: map[letterKey]float32{},
		head: &canvas.Rectangle{}, now: &canvas.Rectangle{}, ring: &canvas.Rectangle{}, bar: &canvas.Rectangle{},
	}
}

// Destroy frees nothing: all it holds are values.
func (f *gridFace) Destroy() {}

// Objects are what is drawn, from the back to the front.
func (f *gridFace) Objects() []fyne.CanvasObject { return f.objects }

// MinSize keeps a name, a cell and two rows in sight.
func (f *gridFace) MinSize() fyne.Size {
	g := f.grid
	return fyne.NewSize((g.NameEms+g.CellEms+g.AsideEms+gridBarEms)*Em(), 3*gridRowHeight())
}

// Layout shares out the room. Names and the figure keep their place; as many columns stand between as fit.
func (f *gridFace) Layout(size fyne.Size) {
	f.size = size
	g, em := f.grid, Em()
	f.headHigh, f.rowHigh = gridRowHeight(), gridRowHeight()
	f.aside = g.AsideEms * em
	room := size.Width - f.aside - gridBarEms*em
	f.columnsInSight = max(1, min(len(g.Heads), int((room-g.NameEms*em)/(g.CellEms*em))))
	f.name = max(min(room-g.CellEms*em*float32(f.columnsInSight), g.NameEms*em*gridNameMost), g.NameEms*em)
	f.cell = (room - f.name) / float32(f.columnsInSight)
	f.rowsInSight = max(1, int((size.Height-f.headHigh)/f.rowHigh))
	clear(f.letters)
	f.build()
	g.reveal()
	f.Refresh()
}

// build makes the lines and cells that there is room for.
func (f *gridFace) build() {
	if len(f.lines) == f.rowsInSight && len(f.heads) == f.columnsInSight {
		return
	}
	text := func() *canvas.Text { return canvas.NewText("", color.Transparent) }
	f.heads, f.lines = nil, nil
	f.objects = []fyne.CanvasObject{f.now, f.head, f.nameHead, f.asideHead}
	for range f.columnsInSight {
		f.heads = append(f.heads, text())
		f.objects = append(f.objects, f.heads[len(f.heads)-1])
	}
	for range f.rowsInSight {
		l := &gridLine{back: &canvas.Rectangle{}, name: text(), lower: text(), aside: text()}
		f.objects = append(f.objects, l.back, l.name, l.lower, l.aside)
		for range f.columnsInSight {
			cell, text := &canvas.Rectangle{}, text()
			l.cells, l.texts = append(l.cells, cell), append(l.texts, text)
			f.objects = append(f.objects, cell, text)
		}
		f.lines = append(f.lines, l)
	}
	f.objects = append(f.objects, f.ring, f.bar)
}

// Refresh fills everything in sight anew. Nothing is made.
func (f *gridFace) Refresh() {
	if f.size.Width == 0 {
		return
	}
	g := f.grid
	g.hold()
	f.drawHead()
	for i, l := range f.lines {
		f.drawLine(l, g.firstRow+i)
	}
	f.drawRing()
	f.drawBar()
	canvas.Refresh(g)
}

func (f *gridFace) drawHead() {
	g, em, small := f.grid, Em(), size(theme.SizeNameCaptionText)
	f.head.FillColor, f.head.CornerRadius = tint(ColorSide), size(theme.SizeNameButtonRadius)
	place(f.head, 0, 0, f.size.Width-gridBarEms*em, f.headHigh)
	bold := fyne.TextStyle{Bold: true}
	f.write(f.nameHead, Cut(g.NameHead, f.name-rowInset*em, small, bold), small, ToneSoft, bold, fyne.TextAlignLeading)
	place(f.nameHead, rowInset*em, 0, f.name-rowInset*em, f.headHigh)
	for i, t := range f.heads {
		column := g.firstColumn + i
		tone := ToneSoft
		if column == g.column || column == g.Now {
			tone = ToneBrand
		}
		text := g.Heads[column]
		if i == 0 && column > 0 {
			text = "« " + text
		}
		if i == len(f.heads)-1 && column < len(g.Heads)-1 {
			text += " »"
		}
		f.write(t, text, f.fitting(text, small, bold), tone, bold, fyne.TextAlignCenter)
		place(t, f.name+float32(i)*f.cell, 0, f.cell, f.headHigh)
	}
	f.write(f.asideHead, Cut(g.AsideHead, f.aside, small, bold), small, ToneSoft, bold, fyne.TextAlignTrailing)
	place(f.asideHead, f.name+float32(len(f.heads))*f.cell, 0, f.aside-0.4*em, f.headHigh)
	f.now.Hidden = g.Now < g.firstColumn || g.Now >= g.firstColumn+len(f.heads)
	f.now.FillColor = tint(ColorSide)
	high := f.headHigh + f.rowHigh*float32(min(f.rowsInSight, g.Rows()-g.firstRow))
	place(f.now, f.name+float32(g.Now-g.firstColumn)*f.cell, f.headHigh/2, f.cell, max(high-f.headHigh/2, 0))
}

func (f *gridFace) drawLine(l *gridLine, row int) {
	g, em := f.grid, Em()
	none := row >= g.Rows()
	l.back.Hidden, l.name.Hidden, l.lower.Hidden, l.aside.Hidden = none || row != g.row, none, true, none
	for i := range l.cells {
		l.cells[i].Hidden, l.texts[i].Hidden = none, none
	}
	if none {
		return
	}
	about, y := g.Row(row), f.headHigh+float32(row-g.firstRow)*f.rowHigh
	style := fyne.TextStyle{Bold: row == g.row}
	l.back.FillColor, l.back.CornerRadius = tint(theme.ColorNameSelection), size(theme.SizeNameSelectionRadius)
	place(l.back, 0, y+1, f.name, f.rowHigh-2)
	f.drawName(l, about.Name, y, style)
	small := fyne.TextStyle{Bold: about.Tone != ToneSoft}
	f.write(l.aside, about.Aside, f.fitWidth(about.Aside, f.aside-0.6*em, em, small), about.Tone, small,
		fyne.TextAlignTrailing)
	place(l.aside, f.name+float32(len(l.cells))*f.cell, y, f.aside-0.4*em, f.rowHigh)
	for i := range l.cells {
		f.drawCell(l.cells[i], l.texts[i], g.Cell(row, g.firstColumn+i))
		x := f.name + float32(i)*f.cell
		place(l.cells[i], x+1.5, y+2, f.cell-3, f.rowHigh-4)
		place(l.texts[i], x, y, f.cell, f.rowHigh)
	}
}

// drawName writes a name as in a ledger: a long one in smaller letters, then on two lines.
func (f *gridFace) drawName(l *gridLine, name string, y float32, style fyne.TextStyle) {
	em, small := Em(), size(theme.SizeNameCaptionText)
	x, wide := rowInset*em, f.name-(rowInset+0.4)*em
	letters := em
	if Cut(name, wide, em, style) != name {
		letters = small
	}
	if Cut(name, wide, letters, style) == name {
		f.write(l.name, name, letters, ToneInk, style, fyne.TextAlignLeading)
		place(l.name, x, y, wide, f.rowHigh)
		return
	}
	letters = gridLowerEms * em
	upper, lower := Halve(name, wide, letters, style)
	high := fyne.MeasureText("Ag", letters, style).Height
	y += (f.rowHigh - high - gridLowerApart*letters) / 2
	f.write(l.name, upper, letters, ToneInk, style, fyne.TextAlignLeading)
	f.write(l.lower, lower, letters, ToneInk, style, fyne.TextAlignLeading)
	l.lower.Hidden = false
	place(l.name, x, y, wide, high)
	place(l.lower, x, y+gridLowerApart*letters, wide, high)
}

// drawCell gives a cell its ground and its text: what waits has an edge like an empty box, what is ticked is full.
func (f *gridFace) drawCell(back *canvas.Rectangle, text *canvas.Text, cell GridCell) {
	var fill, edge fyne.ThemeColorName
	tone, style := ToneSoft, fyne.TextStyle{}
	switch cell.Mark {
	case GridWaits:
		fill, edge, tone = ColorCard, ColorWait, ToneInk
	case GridDone:
		fill, tone = ColorGoodSoft, ToneGood
	case GridTicked:
		fill, tone, style.Bold = theme.ColorNamePrimary, ToneOnBrand, true
	}
	back.FillColor, back.StrokeColor, back.StrokeWidth = color.Transparent, color.Transparent, 0
	if fill != "" {
		back.FillColor = tint(fill)
	}
	if edge != "" {
		back.StrokeColor, back.StrokeWidth = tint(edge), 1
	}
	back.CornerRadius = 5
	f.write(text, cell.Text, f.fitting(cell.Text, size(theme.SizeNameCaptionText), style), tone, style,
		fyne.TextAlignCenter)
}

func (f *gridFace) drawRing() {
	g := f.grid
	row, column := g.row-g.firstRow, g.column-g.firstColumn
	f.ring.Hidden = g.row >= g.Rows() || row < 0 || row >= len(f.lines) || column < 0 || column >= len(f.heads)
	f.ring.FillColor, f.ring.CornerRadius = color.Transparent, 6
	f.ring.StrokeColor, f.ring.StrokeWidth = tint(ColorSoft), 1.5
	if g.focused {
		f.ring.StrokeColor, f.ring.StrokeWidth = tint(theme.ColorNameForeground), 2.5
	}
	place(f.ring, f.name+float32(column)*f.cell, f.headHigh+float32(row)*f.rowHigh+0.5, f.cell, f.rowHigh-1)
}

// drawBar shows at the right edge how far down one is.
func (f *gridFace) drawBar() {
	g := f.grid
	rows, seen := float32(g.Rows()), float32(f.rowsInSight)
	f.bar.Hidden = rows <= seen
	if f.bar.Hidden {
		return
	}
	f.bar.FillColor, f.bar.CornerRadius = tint(theme.ColorNameInputBorder), 3
	room := f.size.Height - f.headHigh
	high := max(room*seen/rows, 1.5*Em())
	place(f.bar, f.size.Width-0.4*Em(), f.headHigh+(room-high)*float32(g.firstRow)/(rows-seen), 0.35*Em(), high)
}

func (f *gridFace) onBar(at fyne.Position) bool {
	return !f.bar.Hidden && at.X >= f.size.Width-gridBarEms*Em() && at.Y >= f.headHigh
}

func (f *gridFace) rowOfBar(y float32) int {
	part := (y - f.headHigh) / max(f.size.Height-f.headHigh, 1)
	return int(part*float32(f.grid.Rows())) - f.rowsInSight/2
}

// at gives row and column of a place; -1 for the head and for what lies beside the cells.
func (f *gridFace) at(p fyne.Position) (row, column int) {
	row, column = -1, -1
	if p.Y >= f.headHigh {
		if row = f.grid.firstRow + int((p.Y-f.headHigh)/f.rowHigh); row >= f.grid.firstRow+f.rowsInSight {
			row = f.grid.Rows()
		}
	}
	if x := p.X - f.name; x >= 0 && x < f.cell*float32(f.columnsInSight) {
		column = f.grid.firstColumn + int(x/f.cell)
	}
	return row, column
}

// fitting is how large letters may be for a text to fit into a cell: half a figure would be another one.
func (f *gridFace) fitting(text string, letters float32, style fyne.TextStyle) float32 {
	key := letterKey{text, style.Bold}
	if known := f.letters[key]; known > 0 {
		return known
	}
	f.letters[key] = f.fitWidth(text, f.cell-0.6*Em(), letters, style)
	return f.letters[key]
}

func (f *gridFace) fitWidth(text string, room, letters float32, style fyne.TextStyle) float32 {
	if full := measure(text, letters, style); full > room && room > 1 {
		return letters * room / full * 0.98
	}
	return letters
}

// write changes a text where it says something else than before: shaping letters is what costs.
func (f *gridFace) write(
	t *canvas.Text, text string, letters float32, tone Tone, style fyne.TextStyle, align fyne.TextAlign,
) {
	hue := tone.color()
	if t.Text == text && t.TextSize == letters && t.Color == hue && t.TextStyle == style && t.Alignment == align {
		return
	}
	t.Text, t.TextSize, t.Color, t.TextStyle, t.Alignment = text, letters, hue, style, align
	t.Refresh()
}

// place moves and resizes what is not there yet.
func place(o fyne.CanvasObject, x, y, wide, high float32) {
	if at := fyne.NewPos(x, y); o.Position() != at {
		o.Move(at)
	}
	if size := fyne.NewSize(wide, high); o.Size() != size {
		o.Resize(size)
	}
}
