package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// GridMark says what a cell of a grid is. Colour is never the only sign: the text of a cell says it too.
type GridMark uint8

// The marks of cells.
const (
	GridNone   GridMark = iota // nothing can be done here
	GridQuiet                  // can be ticked; nothing waits
	GridWaits                  // waits to be ticked
	GridDone                   // was done before
	GridTicked                 // ticked now
)

// GridCell is one cell.
type GridCell struct {
	Text string
	Mark GridMark
}

// GridRow is what stands beside the cells of a row: its name, which never scrolls away, and a figure about the row.
type GridRow struct {
	Name  string
	Aside string
	Tone  Tone // of the figure
}

// Grid is a sheet of rows and columns in which one ticks. The arrow keys move the cursor, Space ticks a cell,
// Shift+Space a row and Ctrl+Space a column (as these keys mark rows and columns in a spreadsheet), PageUp and
// PageDown leap, Home and End go to the ends of the row and then of the sheet, Enter opens the row, letters are handed
// on to whoever searches. A click ticks a cell, or the column whose head it meets. A thousand rows cost what a dozen
// cost: only the cells in sight exist, and they are filled anew as the rows go by. What is too wide goes sideways
// under the cursor.
type Grid struct {
	widget.BaseWidget
	NameHead  string
	Heads     []string // of the columns
	AsideHead string
	Now       int // the column of today; -1: none
	Rows      func() int
	Row       func(row int) GridRow
	Cell      func(row, column int) GridCell

	OnTick       func(row, column int)
	OnTickRow    func(row int)
	OnTickColumn func(column int)
	OnOpen       func(row int)
	OnMove       func()       // the cursor is elsewhere
	OnType       func(r rune) // a letter or figure
	OnBack       func()

	NameEms, CellEms, AsideEms float32 // the least widths

	row, column           int // of the cursor
	firstRow, firstColumn int // in sight
	focused, shift        bool
	slip                  float32 // how far the wheel has turned towards the next row
	face                  *gridFace
}

var (
	_ fyne.Focusable    = (*Grid)(nil)
	_ fyne.Tappable     = (*Grid)(nil)
	_ fyne.Scrollable   = (*Grid)(nil)
	_ fyne.Draggable    = (*Grid)(nil)
	_ fyne.Shortcutable = (*Grid)(nil)
	_ desktop.Keyable   = (*Grid)(nil)
)

// NewGrid makes a grid; what it shows and calls is set on it before it is shown.
func NewGrid(heads []string) *Grid {
	g := &Grid{Heads: heads, Now: -1, NameEms: 9, CellEms: 3, AsideEms: 5}
	g.ExtendBaseWidget(g)
	g.face = newGridFace(g)
	return g
}

// CreateRenderer draws what is in sight.
func (g *Grid) CreateRenderer() fyne.WidgetRenderer { return g.face }

// Cursor is where the cursor stands.
func (g *Grid) Cursor() (row, column int) { return g.row, g.column }

// GoTo sets the cursor, inside what there is, and brings it into sight.
func (g *Grid) GoTo(row, column int) {
	g.row = max(min(row, g.Rows()-1), 0)
	g.column = max(min(column, len(g.Heads)-1), 0)
	g.reveal()
	if g.OnMove != nil {
		g.OnMove()
	}
	g.Refresh()
}

// reveal scrolls no further than the cursor needs.
func (g *Grid) reveal() {
	rows, columns := g.face.rowsInSight, g.face.columnsInSight
	if rows > 0 {
		g.firstRow = max(min(g.firstRow, g.row), g.row-rows+1)
		g.firstColumn = max(min(g.firstColumn, g.column), g.column-columns+1)
	}
	g.hold()
}

// hold keeps what is in sight inside the sheet.
func (g *Grid) hold() {
	g.firstRow = max(min(g.firstRow, g.Rows()-g.face.rowsInSight), 0)
	g.firstColumn = max(min(g.firstColumn, len(g.Heads)-g.face.columnsInSight), 0)
}

// scrollTo brings a row to the top, as far as there are rows below it. The cursor stays where it is.
func (g *Grid) scrollTo(row int) {
	before := g.firstRow
	g.firstRow = row
	g.hold()
	if g.firstRow != before {
		g.Refresh()
	}
}

// FocusGained shows where the keys go.
func (g *Grid) FocusGained() {
	g.focused, g.shift = true, false
	g.Refresh()
}

// FocusLost shows that they go elsewhere.
func (g *Grid) FocusLost() {
	g.focused, g.shift = false, false
	g.Refresh()
}

// KeyDown sees that Shift is held.
func (g *Grid) KeyDown(event *fyne.KeyEvent) {
	if event.Name == desktop.KeyShiftLeft || event.Name == desktop.KeyShiftRight {
		g.shift = true
	}
}

// KeyUp sees that it is let go.
func (g *Grid) KeyUp(event *fyne.KeyEvent) {
	if event.Name == desktop.KeyShiftLeft || event.Name == desktop.KeyShiftRight {
		g.shift = false
	}
}

// TypedShortcut ticks the column with Ctrl+Space.
func (g *Grid) TypedShortcut(shortcut fyne.Shortcut) {
	custom, is := shortcut.(*desktop.CustomShortcut)
	if is && custom.KeyName == fyne.KeySpace && custom.Modifier == fyne.KeyModifierShortcutDefault {
		g.tickColumn(g.column)
	}
}

// TypedRune hands letters and figures on.
func (g *Grid) TypedRune(r rune) {
	if r != ' ' && g.OnType != nil {
		g.OnType(r)
	}
}

// TypedKey moves, ticks and opens.
func (g *Grid) TypedKey(event *fyne.KeyEvent) {
	if passed(event) {
		return
	}
	row, column := g.row, g.column
	leap, lastRow, lastColumn := max(g.face.rowsInSight-1, 1), g.Rows()-1, len(g.Heads)-1
	switch event.Name {
	case fyne.KeyEscape:
		if g.OnBack != nil {
			g.OnBack()
		}
		return
	case fyne.KeyReturn, fyne.KeyEnter:
		if g.OnOpen != nil && row <= lastRow {
			g.OnOpen(row)
		}
		return
	case fyne.KeySpace:
		g.tick()
		return
	case fyne.KeyDown:
		row++
	case fyne.KeyUp:
		row--
	case fyne.KeyRight:
		column++
	case fyne.KeyLeft:
		column--
	case fyne.KeyPageDown:
		row += leap
	case fyne.KeyPageUp:
		row -= leap
	case fyne.KeyHome:
		if column == 0 {
			row = 0
		}
		column = 0
	case fyne.KeyEnd:
		if column == lastColumn {
			row = lastRow
		}
		column = lastColumn
	default:
		return
	}
	g.GoTo(row, column)
}

// tick ticks the cell at the cursor or, with Shift, its row.
func (g *Grid) tick() {
	switch {
	case g.row >= g.Rows():
		return
	case g.shift && g.OnTickRow != nil:
		g.OnTickRow(g.row)
	case !g.shift && g.OnTick != nil:
		g.OnTick(g.row, g.column)
	}
	g.reveal()
	g.Refresh()
}

func (g *Grid) tickColumn(column int) {
	if g.OnTickColumn != nil && g.Rows() > 0 {
		g.OnTickColumn(column)
	}
	g.Refresh()
}

// Tapped takes the keys and does what is meant by where it was: tick a cell, tick a column, go to a row.
func (g *Grid) Tapped(event *fyne.PointEvent) {
	if on := fyne.CurrentApp().Driver().CanvasForObject(g); on != nil {
		on.Focus(g)
	}
	row, column := g.face.at(event.Position)
	switch {
	case g.face.onBar(event.Position):
		g.scrollTo(g.face.rowOfBar(event.Position.Y))
	case row < 0 && column >= 0:
		g.GoTo(g.row, column)
		g.tickColumn(column)
	case row >= 0 && row < g.Rows() && column >= 0:
		g.GoTo(row, column)
		g.tick()
	case row >= 0 && row < g.Rows():
		g.GoTo(row, g.column)
	}
}

// wheelStep is how far the wheel turns for one row.
const wheelStep = 5

// Scrolled goes through the rows with the wheel, and sideways where it can be tilted.
func (g *Grid) Scrolled(event *fyne.ScrollEvent) {
	if dx := event.Scrolled.DX; dx != 0 && event.Scrolled.DY == 0 {
		step := 1
		if dx > 0 {
			step = -1
		}
		g.firstColumn += step
		g.hold()
		g.Refresh()
		return
	}
	g.slip -= event.Scrolled.DY
	rows := int(g.slip / wheelStep)
	g.slip -= float32(rows) * wheelStep
	g.scrollTo(g.firstRow + rows)
}

// Dragged moves the bar at the right edge.
func (g *Grid) Dragged(event *fyne.DragEvent) {
	if g.face.onBar(event.Position.SubtractXY(event.Dragged.DX, event.Dragged.DY)) {
		g.scrollTo(g.face.rowOfBar(event.Position.Y))
	}
}

// DragEnd does nothing more.
func (g *Grid) DragEnd() {}
