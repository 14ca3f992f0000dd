package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Short is a ledger of a few rows inside a page that scrolls: all of its rows exist, and it is as high as they need.
type Short struct {
	widget.BaseWidget
	ledger *Ledger
	head   *ledgerRow
	rows   []fyne.Widget
}

// Follow tells what is typed on a row beside the keys of a row, and on which row the keys are: the page may know what
// that means.
func (s *Short) Follow(typed func(r rune), seen func(row fyne.CanvasObject)) {
	for _, row := range s.rows {
		if row, leads := row.(*shortRow); leads {
			row.OnRune, row.OnSeen = typed, func() { seen(row) }
		}
	}
}

// NewShort makes a short ledger; open may be nil.
func NewShort(columns []Column, rows int, fill func(row int, cells []Cell), open func(row int)) *Short {
	s := &Short{}
	s.ledger = &Ledger{
		Columns: columns, Fill: fill, Rows: func() int { return rows }, widths: make([]float32, len(columns)),
	}
	s.head = newLedgerRow(s.ledger, true)
	for i := range rows {
		row := newLedgerRow(s.ledger, false)
		if open == nil {
			r := &stillRow{row: row, at: i}
			r.ExtendBaseWidget(r)
			s.rows = append(s.rows, r)
			continue
		}
		r := &shortRow{row: row, at: i}
		r.OnTapped = func() { open(i) }
		r.walk = s.walk
		r.ExtendBaseWidget(r)
		s.rows = append(s.rows, r)
	}
	s.ExtendBaseWidget(s)
	return s
}

func (s *Short) CreateRenderer() fyne.WidgetRenderer {
	back := canvas.NewRectangle(color.Transparent)
	objects := []fyne.CanvasObject{back, s.head}
	for _, r := range s.rows {
		objects = append(objects, r)
	}
	refresh := func() {
		back.FillColor, back.StrokeColor, back.StrokeWidth = tint(ColorCard), tint(ColorLine), 1
		back.CornerRadius = size(theme.SizeNameButtonRadius)
		back.Refresh()
		s.head.Refresh()
		for _, r := range s.rows {
			r.Refresh()
		}
	}
	return &face{
		objects: objects,
		layout: func(size fyne.Size) {
			s.ledger.fit(size.Width)
			high := rowHeight()
			back.Resize(size)
			s.head.Resize(fyne.NewSize(size.Width, high))
			for i, r := range s.rows {
				r.Move(fyne.NewPos(0, high*float32(i+1)))
				r.Resize(fyne.NewSize(size.Width, high))
			}
			refresh()
		},
		min: func() fyne.Size {
			return fyne.NewSize(14*Em(), rowHeight()*float32(len(s.rows)+1))
		},
		refresh: refresh,
	}
}

// shortRow is one row of a Short that leads somewhere.
type shortRow struct {
	press
	row  *ledgerRow
	at   int
	walk func(to int)
}

func (r *shortRow) CreateRenderer() fyne.WidgetRenderer {
	return rowFace(r.row, r.at, func() color.Color {
		switch {
		case r.focused:
			return tint(theme.ColorNameSelection)
		case r.hovered:
			return tint(theme.ColorNameHover)
		}
		return color.Transparent
	})
}

// stillRow is one row of a Short that leads nowhere: the keys pass it by.
type stillRow struct {
	widget.BaseWidget
	row *ledgerRow
	at  int
}

func (r *stillRow) CreateRenderer() fyne.WidgetRenderer {
	return rowFace(r.row, r.at, func() color.Color { return color.Transparent })
}

// rowFace draws a row of a Short under a hairline, on the ground that it has just then.
func rowFace(row *ledgerRow, at int, ground func() color.Color) fyne.WidgetRenderer {
	back, line := canvas.NewRectangle(color.Transparent), canvas.NewRectangle(color.Transparent)
	refresh := func() {
		back.FillColor, line.FillColor = ground(), tint(ColorLine)
		back.Refresh()
		line.Refresh()
		row.show(at)
	}
	return &face{
		objects: []fyne.CanvasObject{back, line, row},
		layout: func(s fyne.Size) {
			back.Resize(s)
			line.Resize(fyne.NewSize(s.Width, 1))
			row.Resize(s)
			refresh()
		},
		min:     func() fyne.Size { return fyne.NewSize(4*Em(), rowHeight()) },
		refresh: refresh,
	}
}

// walk puts the keys on another row, where there is one.
func (s *Short) walk(to int) {
	if to < 0 || to >= len(s.rows) {
		return
	}
	if on := fyne.CurrentApp().Driver().CanvasForObject(s); on != nil {
		on.Focus(s.rows[to].(*shortRow))
	}
}

// First is the row on which the keys begin; nil where there is none that leads anywhere.
func (s *Short) First() fyne.Focusable {
	if len(s.rows) == 0 {
		return nil
	}
	first, leads := s.rows[0].(*shortRow)
	if !leads {
		return nil
	}
	return first
}

// TypedKey walks by the arrows from row to row; the rest is as with all that is pressed.
func (r *shortRow) TypedKey(event *fyne.KeyEvent) {
	step := map[fyne.KeyName]int{fyne.KeyUp: -1, fyne.KeyDown: 1}[event.Name]
	if step == 0 {
		r.press.TypedKey(event)
		return
	}
	if r.walk != nil {
		r.walk(r.at + step)
	}
}
