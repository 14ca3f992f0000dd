package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// Bar is one bar of a chart.
type Bar struct {
	Label string // short, below it
	Value int64
	Whole int64  // drawn as a frame around the bar: what the value could be; 0: none
	Words string // its figures exactly, with what they are
}

// Chart is a small row of bars. The figures of one of them stand below in words: the last at first, and with the arrow
// keys, Home and End, a tap or the mouse any other, so that nothing must be read from heights or colours.
type Chart struct {
	widget.BaseWidget
	Title  string
	None   string // in the place of the bars where there are none
	OnRune func(r rune)
	OnSeen func() // the keys came: a page that scrolls brings it into sight

	bars    []Bar
	scale   func(int64) string // writes the ends of the scale shortly
	at      int
	focused bool
}

var (
	_ fyne.Focusable    = (*Chart)(nil)
	_ fyne.Tappable     = (*Chart)(nil)
	_ desktop.Hoverable = (*Chart)(nil)
)

// NewChart draws bars; scale writes the highest and the lowest of them shortly.
func NewChart(title, none string, bars []Bar, scale func(int64) string) *Chart {
	c := &Chart{Title: title, None: none, bars: bars, scale: scale, at: len(bars) - 1}
	c.ExtendBaseWidget(c)
	return c
}

// Reading is what stands below: the figures of the bar that is marked.
func (c *Chart) Reading() string {
	if c.at < 0 {
		return c.None
	}
	return c.bars[c.at].Words
}

// ends are the highest and the lowest value, nought among them.
func (c *Chart) ends() (high, low int64) {
	for _, b := range c.bars {
		high, low = max(high, b.Value, b.Whole), min(low, b.Value, b.Whole)
	}
	return high, low
}

func (c *Chart) mark(at int) {
	if at < 0 || at >= len(c.bars) || at == c.at {
		return
	}
	c.at = at
	c.Refresh()
}

// FocusGained lets the arrows walk over the bars.
func (c *Chart) FocusGained() {
	c.focused = true
	c.Refresh()
	if c.OnSeen != nil {
		c.OnSeen()
	}
}

// FocusLost leaves the mark where it is.
func (c *Chart) FocusLost() { c.focused = false; c.Refresh() }

// TypedRune hands on a letter.
func (c *Chart) TypedRune(r rune) {
	if c.OnRune != nil {
		c.OnRune(r)
	}
}

// TypedKey walks over the bars; up and down leave the chart.
func (c *Chart) TypedKey(event *fyne.KeyEvent) {
	if passed(event) {
		return
	}
	switch event.Name {
	case fyne.KeyLeft:
		c.mark(c.at - 1)
	case fyne.KeyRight:
		c.mark(c.at + 1)
	case fyne.KeyHome:
		c.mark(0)
	case fyne.KeyEnd:
		c.mark(len(c.bars) - 1)
	default:
		walkBeside(c, event, func(*fyne.KeyEvent) {})
	}
}

// Tapped marks a bar.
func (c *Chart) Tapped(event *fyne.PointEvent) { c.mark(c.barAt(event.Position.X)) }

// MouseIn marks the bar under the mouse.
func (c *Chart) MouseIn(event *desktop.MouseEvent) { c.MouseMoved(event) }

// MouseMoved marks the bar under the mouse.
func (c *Chart) MouseMoved(event *desktop.MouseEvent) { c.mark(c.barAt(event.Position.X)) }

// MouseOut leaves the mark where it is.
func (c *Chart) MouseOut() {}

// barAt is the bar whose column a place lies in; -1: none.
func (c *Chart) barAt(x float32) int {
	column := c.column(c.Size().Width)
	x -= chartInset * Em()
	if column <= 0 || x < 0 {
		return -1
	}
	return int(x / column)
}

// column is how wide the column of one bar is.
func (c *Chart) column(wide float32) float32 {
	if len(c.bars) == 0 {
		return 0
	}
	return min((wide-2*chartInset*Em())/float32(len(c.bars)), columnMost*Em())
}

const (
	chartInset = 0.9 // ems free around
	columnMost = 5   // ems: few bars are not drawn as wide as a wall
	plotEms    = 5.5 // how high the highest bar is
)
