package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Column says how one column of a ledger looks.
type Column struct {
	Title  string
	Ems    float32 // the least width
	Grow   float32 // the share of the width that is left over
	Figure bool    // a figure: set to the right
	Rank   int     // where the width is short, columns of the highest rank go first; 0 stays
}

// Cell is one field of a row.
type Cell struct {
	Text string
	Tone Tone
	Bold bool
	near bool // the keys stand on it: framed
}

// Ledger is a list of rows in fixed columns, under a head. It shows ten thousand rows as smoothly as ten: only the
// rows in sight exist (widget.List; widget.Table shapes every cell at every refresh). Up and down walk, PageUp and
// PageDown leap, Home and End go to the ends, Enter or a tap opens.
type Ledger struct {
	widget.BaseWidget
	Columns []Column
	Rows    func() int
	Fill    func(row int, cells []Cell) // cells are empty; one for each column
	OnOpen  func(row int)
	OnBack  func()            // Esc
	OnMark  func(row int)     // Space; nil: it opens too
	OnRune  func(r rune)      // a letter or a figure
	OnWide  func(ems float32) // is told how wide a row is before the rows are drawn: long words may be broken anew
	Small   bool              // letters of the second size: for sheets of many figures

	list   *ledgerList
	head   *ledgerRow
	widths []float32 // 0: the column is left out
	wide   float32
	typing *Figures // one types in it
}

// NewLedger makes a ledger.
func NewLedger(columns []Column, rows func() int, fill func(row int, cells []Cell), open func(row int)) *Ledger {
	l := &Ledger{Columns: columns, Rows: rows, Fill: fill, OnOpen: open, widths: make([]float32, len(columns))}
	l.ExtendBaseWidget(l)
	l.list = newLedgerList(l)
	l.head = newLedgerRow(l, true)
	return l
}

// Focusable is what takes the keys.
func (l *Ledger) Focusable() fyne.Focusable { return l.list }

// GoTo brings a row into sight and sets the keys on it.
func (l *Ledger) GoTo(row int) {
	if row >= 0 && row < l.Rows() {
		l.list.Highlight(row)
		l.list.near = row
	}
}

// Marked is the row that the arrow keys are on; false where there is none.
func (l *Ledger) Marked() (row int, there bool) {
	return l.list.near, l.list.near >= 0 && l.list.near < l.Rows()
}

// letters is the size of the rows' letters.
func (l *Ledger) letters() float32 {
	if l.Small {
		return size(theme.SizeNameCaptionText)
	}
	return Em()
}

// fit shares out the width: every column its least, the rest by Grow; where it is short, the highest ranks go.
func (l *Ledger) fit(wide float32) {
	em := l.letters()
	room := wide - 2*rowInset*em
	shown := make([]bool, len(l.Columns))
	for i := range shown {
		shown[i] = true
	}
	for {
		need, grow, worst := float32(0), float32(0), -1
		for i, c := range l.Columns {
			if !shown[i] {
				continue
			}
			need += (c.Ems + columnApart) * em
			grow += c.Grow
			if c.Rank > 0 && (worst < 0 || c.Rank > l.Columns[worst].Rank) {
				worst = i
			}
		}
		if need > room && worst >= 0 {
			shown[worst] = false
			continue
		}
		spare := max(room-need, 0)
		for i, c := range l.Columns {
			l.widths[i] = 0
			if shown[i] {
				l.widths[i] = c.Ems * em
				if grow > 0 {
					l.widths[i] += spare * c.Grow / grow
				}
			}
		}
		return
	}
}

const (
	rowInset    = 0.7 // ems free at both ends of a row
	columnApart = 1.1 // ems between columns
)

func rowHeight() float32 {
	return fyne.MeasureText("Ag", size(theme.SizeNameText), fyne.TextStyle{}).Height + 0.75*Em()
}

func (l *Ledger) CreateRenderer() fyne.WidgetRenderer {
	return &face{
		objects: []fyne.CanvasObject{l.head, l.list},
		layout: func(s fyne.Size) {
			l.fit(s.Width)
			high := rowHeight()
			l.head.Resize(fyne.NewSize(s.Width, high))
			l.list.Move(fyne.NewPos(0, high))
			l.list.Resize(fyne.NewSize(s.Width, s.Height-high))
			if l.wide != s.Width {
				l.wide = s.Width
				if l.OnWide != nil {
					l.OnWide(s.Width/l.letters() - 2*rowInset - columnApart)
				}
				l.list.Refresh()
				l.head.Refresh()
			}
		},
		min: func() fyne.Size {
			need := 2 * rowInset * l.letters()
			for _, c := range l.Columns {
				if c.Rank == 0 {
					need += (min(c.Ems, 6) + columnApart) * l.letters()
				}
			}
			return fyne.NewSize(need, 3*rowHeight())
		},
		refresh: func() {
			l.fit(l.BaseWidget.Size().Width)
			l.head.Refresh()
			l.list.Refresh()
		},
	}
}

// ledgerList is Fyne's list with the keys of a ledger.
type ledgerList struct {
	widget.List
	ledger *Ledger
	near   int
}

func newLedgerList(l *Ledger) *ledgerList {
	list := &ledgerList{ledger: l}
	list.Length = func() int { return l.Rows() }
	list.CreateItem = func() fyne.CanvasObject { return newLedgerRow(l, false) }
	list.UpdateItem = func(id int, object fyne.CanvasObject) { object.(*ledgerRow).show(id) }
	list.OnSelected = func(id int) {
		list.UnselectAll()
		if l.typing != nil {
			l.typing.moveTo(id)
			return
		}
		list.near = id
		if l.OnOpen != nil {
			l.OnOpen(id)
		}
	}
	list.ExtendBaseWidget(list)
	return list
}

func (l *ledgerList) FocusGained() {
	l.List.FocusGained()
	if l.near < l.Length() {
		l.Highlight(l.near)
	}
	if l.ledger.typing != nil {
		l.ledger.typing.seen(true)
	}
}

func (l *ledgerList) TypedKey(event *fyne.KeyEvent) {
	if passed(event) {
		return
	}
	leap := max(int(l.Size().Height/rowHeight())-1, 1)
	last := l.Length() - 1
	if last < 0 && event.Name != fyne.KeyEscape {
		return
	}
	if f := l.ledger.typing; f != nil && f.typedKey(event, last) {
		return
	}
	if event.Name == fyne.KeySpace && l.ledger.OnMark != nil {
		l.ledger.OnMark(min(l.near, last))
		return
	}
	switch event.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		l.Select(min(l.near, last))
		return
	case fyne.KeyEscape:
		if l.ledger.OnBack != nil {
			l.ledger.OnBack()
		}
		return
	case fyne.KeyDown:
		l.near++
	case fyne.KeyUp:
		l.near--
	case fyne.KeyPageDown:
		l.near += leap
	case fyne.KeyPageUp:
		l.near -= leap
	case fyne.KeyHome:
		l.near = 0
	case fyne.KeyEnd:
		l.near = last
	default:
		return
	}
	l.near = min(max(l.near, 0), last)
	l.Highlight(l.near)
}
