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
	rows   []*shortRow
}

// NewShort makes a short ledger; open may be nil.
func NewShort(columns []Column, rows int, fill func(row int, cells []Cell), open func(row int)) *Short {
	s := &Short{}
	s.ledger = &Ledger{
		Columns: columns, Fill: fill, Rows: func() int { return rows }, widths: make([]float32, len(columns)),
	}
	s.head = newLedgerRow(s.ledger, true)
	for i := range rows {
		r := &shortRow{row: newLedgerRow(s.ledger, false), at: i}
		if open != nil {
			r.OnTapped = func() { open(i) }
		}
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

// shortRow is one row of a Short.
type shortRow struct {
	press
	row *ledgerRow
	at  int
}

func (r *shortRow) CreateRenderer() fyne.WidgetRenderer {
	back, line := canvas.NewRectangle(color.Transparent), canvas.NewRectangle(color.Transparent)
	refresh := func() {
		back.FillColor = color.Transparent
		switch {
		case r.focused:
			back.FillColor = tint(theme.ColorNameSelection)
		case r.hovered && r.OnTapped != nil:
			back.FillColor = tint(theme.ColorNameHover)
		}
		line.FillColor = tint(ColorLine)
		back.Refresh()
		line.Refresh()
		r.row.show(r.at)
	}
	return &face{
		objects: []fyne.CanvasObject{back, line, r.row},
		layout: func(s fyne.Size) {
			back.Resize(s)
			line.Resize(fyne.NewSize(s.Width, 1))
			r.row.Resize(s)
			refresh()
		},
		min:     func() fyne.Size { return fyne.NewSize(4*Em(), rowHeight()) },
		refresh: refresh,
	}
}
