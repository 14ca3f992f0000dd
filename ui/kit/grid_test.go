package kit

import (
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
)

// sheet is a grid of so many rows over twelve months that remembers what it was told.
func sheet(t testing.TB, rows int) (*Grid, fyne.Window, *[]string) {
	t.Helper()
	heads := strings.Fields("Jan Feb Mar Apr Mei Jun Jul Agu Sep Okt Nov Des")
	g := NewGrid(heads)
	var told []string
	say := func(form string, args ...any) { told = append(told, fmt.Sprintf(form, args...)) }
	g.Rows = func() int { return rows }
	g.Row = func(row int) GridRow { return GridRow{Name: fmt.Sprintf("Anggota %04d", row), Aside: "20.000"} }
	g.Cell = func(row, column int) GridCell {
		return GridCell{Text: fmt.Sprint(row % 90), Mark: GridMark((row + column) % 5)}
	}
	g.OnTick = func(row, column int) { say("tick %d %d", row, column) }
	g.OnTickRow = func(row int) { say("row %d", row) }
	g.OnTickColumn = func(column int) { say("column %d", column) }
	g.OnOpen = func(row int) { say("open %d", row) }
	g.OnType = func(r rune) { say("type %c", r) }
	g.OnBack = func() { say("back") }
	window, _ := stage(t, func(*Layer) fyne.CanvasObject { return g })
	window.Canvas().Focus(g)
	return g, window, &told
}

// The keys move the cursor, tick and open, and the cursor is always in sight.
func TestGrid_Keys(t *testing.T) {
	g, _, told := sheet(t, 1000)
	inSight := func() bool {
		return g.row >= g.firstRow && g.row < g.firstRow+g.face.rowsInSight &&
			g.column >= g.firstColumn && g.column < g.firstColumn+g.face.columnsInSight
	}
	leap := g.face.rowsInSight - 1
	for _, c := range []struct {
		keys   []fyne.KeyName
		row    int
		column int
	}{
		{[]fyne.KeyName{fyne.KeyDown, fyne.KeyDown, fyne.KeyRight}, 2, 1},
		{[]fyne.KeyName{fyne.KeyUp, fyne.KeyLeft, fyne.KeyLeft}, 1, 0},
		{[]fyne.KeyName{fyne.KeyPageDown}, 1 + leap, 0},
		{[]fyne.KeyName{fyne.KeyPageUp, fyne.KeyPageUp}, 0, 0},
		{[]fyne.KeyName{fyne.KeyEnd}, 0, 11},
		{[]fyne.KeyName{fyne.KeyEnd, fyne.KeyDown, fyne.KeyRight}, 999, 11},
		{[]fyne.KeyName{fyne.KeyHome}, 999, 0},
		{[]fyne.KeyName{fyne.KeyHome}, 0, 0},
	} {
		press2(g, c.keys...)
		if row, column := g.Cursor(); row != c.row || column != c.column || !inSight() {
			t.Errorf("%v lead to %d, %d, want %d, %d; in sight from %d, %d", c.keys, row, column, c.row, c.column,
				g.firstRow, g.firstColumn)
		}
	}
	press2(g, fyne.KeyDown, fyne.KeyRight, fyne.KeySpace)
	g.TypedRune(' ') // comes with the key
	g.KeyDown(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	press2(g, fyne.KeySpace)
	g.KeyUp(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	g.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeySpace, Modifier: fyne.KeyModifierShortcutDefault})
	press2(g, fyne.KeyReturn)
	g.TypedRune('s')
	press2(g, fyne.KeyEscape)
	want := "tick 1 1, row 1, column 1, open 1, type s, back"
	if got := strings.Join(*told, ", "); got != want {
		t.Errorf("told %s, want %s", got, want)
	}
}

// A click ticks the cell it meets, also where the sheet is scrolled; on a head it ticks the column, on a name nothing.
func TestGrid_Clicks(t *testing.T) {
	g, _, told := sheet(t, 1000)
	g.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -50)})
	if g.firstRow != 10 {
		t.Fatalf("the wheel leads to row %d", g.firstRow)
	}
	f := g.face
	at := func(row, column int) *fyne.PointEvent {
		return &fyne.PointEvent{Position: fyne.NewPos(f.name+(float32(column)+0.5)*f.cell,
			f.headHigh+(float32(row)+0.5)*f.rowHigh)}
	}
	g.Tapped(at(2, 3))
	g.Tapped(at(-1, 5))
	g.Tapped(&fyne.PointEvent{Position: fyne.NewPos(10, f.headHigh+0.5*f.rowHigh)})
	if got := strings.Join(*told, ", "); got != "tick 12 3, column 5" || g.row != 10 {
		t.Errorf("told %s, the cursor in row %d", got, g.row)
	}
	g.Tapped(&fyne.PointEvent{Position: fyne.NewPos(f.size.Width-2, f.size.Height-1)})
	if g.firstRow != 1000-f.rowsInSight {
		t.Errorf("the end of the bar leads to row %d", g.firstRow)
	}
}

// Where the width is short, fewer months are in sight and the head says that there are more. A sheet may be empty.
func TestGrid_Narrow(t *testing.T) {
	g, window, _ := sheet(t, 3)
	window.Resize(fyne.NewSize(420, 300))
	if n := g.face.columnsInSight; n >= 12 || n < 2 {
		t.Fatalf("%d months are in sight", n)
	}
	press2(g, fyne.KeyEnd, fyne.KeyLeft)
	first, last := g.face.heads[0].Text, g.face.heads[len(g.face.heads)-1].Text
	if !strings.HasPrefix(first, "«") || last != "Des" {
		t.Errorf("the heads go from %q to %q", first, last)
	}
	g.Rows = func() int { return 0 }
	g.GoTo(0, 0)
	press2(g, fyne.KeyDown, fyne.KeySpace, fyne.KeyReturn)
	for _, o := range g.face.objects {
		if text, is := o.(*canvas.Text); is && text.Visible() && strings.HasPrefix(text.Text, "Anggota") {
			t.Errorf("an empty sheet shows %q", text.Text)
		}
	}
}

// A thousand rows need no more objects than those in sight.
func TestGrid_MakesOnlyWhatIsInSight(t *testing.T) {
	few, _, _ := sheet(t, 100)
	before := len(few.face.objects)
	many, _, _ := sheet(t, 100_000)
	press2(many, fyne.KeyEnd, fyne.KeyEnd, fyne.KeyPageUp)
	if after := len(many.face.objects); after != before {
		t.Errorf("%d objects for 100 rows, %d for 100,000", before, after)
	}
}

// BenchmarkGrid is a step through 1,000 members with the arrow key, by the page, and with the picture drawn each time
// by the software driver.
func BenchmarkGrid(b *testing.B) {
	for name, c := range map[string]struct {
		key  fyne.KeyName
		draw bool
	}{
		"step":       {fyne.KeyDown, false},
		"page":       {fyne.KeyPageDown, false},
		"step_drawn": {fyne.KeyDown, true},
	} {
		b.Run(name, func(b *testing.B) {
			g, window, _ := sheet(b, 1000)
			for b.Loop() {
				if press2(g, c.key); g.row == 999 {
					g.GoTo(0, 0)
				}
				if c.draw {
					window.Canvas().Capture()
				}
			}
		})
	}
}
