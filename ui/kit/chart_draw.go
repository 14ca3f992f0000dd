package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
)

// chartFace draws a chart: a title, the bars over their labels, and the reading below.
type chartFace struct {
	chart         *Chart
	back          *canvas.Rectangle
	title         *Line
	reading       *Para
	top, base     *canvas.Rectangle // hairlines of the scale's upper end and of nought
	high, low     *canvas.Text      // what they and the lower end stand for
	frames, fills []*canvas.Rectangle
	labels        []*canvas.Text
}

// CreateRenderer implements fyne.Widget.
func (c *Chart) CreateRenderer() fyne.WidgetRenderer {
	f := &chartFace{
		chart: c, back: canvas.NewRectangle(color.Transparent),
		title:   (&Line{Text: c.Title, Bold: true, LeastEms: 8}).With(),
		reading: newPara("", ToneInk, theme.SizeNameText, false),
		top:     canvas.NewRectangle(color.Transparent), base: canvas.NewRectangle(color.Transparent),
		high: canvas.NewText("", color.Black), low: canvas.NewText("", color.Black),
	}
	objects := []fyne.CanvasObject{f.back, f.title, f.reading, f.top, f.base, f.high, f.low}
	for range c.bars {
		frame, fill := canvas.NewRectangle(color.Transparent), canvas.NewRectangle(color.Transparent)
		label := canvas.NewText("", color.Black)
		f.frames, f.fills, f.labels = append(f.frames, frame), append(f.fills, fill), append(f.labels, label)
		objects = append(objects, frame, fill, label)
	}
	return &face{
		objects: objects,
		layout:  func(s fyne.Size) { f.draw(s) },
		min:     f.min,
		refresh: func() { f.draw(c.Size()) },
	}
}

// longest is the reading that needs the most room: the others get as much, so that nothing moves.
func (f *chartFace) longest() string {
	longest := f.chart.None
	for _, b := range f.chart.bars {
		if len(b.Words) > len(longest) {
			longest = b.Words
		}
	}
	return longest
}

func captionHigh() float32 {
	return fyne.MeasureText("Ag", size(theme.SizeNameCaptionText), fyne.TextStyle{}).Height
}

// readingHigh is how high the longest reading is at a width.
func (f *chartFace) readingHigh(wide float32) float32 {
	p := Para{Text: f.longest(), Letters: theme.SizeNameText}
	p.wrap(wide)
	return float32(len(p.lines)) * p.lineHeight()
}

func (f *chartFace) min() fyne.Size {
	em := Em()
	wide := max(f.chart.Size().Width-2*chartInset*em, 12*em)
	high := f.title.MinSize().Height + f.readingHigh(wide) + 2*0.7*em
	if len(f.chart.bars) > 0 {
		high += plotEms*em + 2*captionHigh() + 0.6*em
	}
	return fyne.NewSize(12*em+2*chartInset*em, high)
}

func (f *chartFace) draw(s fyne.Size) {
	c, em := f.chart, Em()
	wide := s.Width - 2*chartInset*em
	if wide <= 0 {
		return
	}
	f.back.FillColor, f.back.StrokeColor, f.back.StrokeWidth = tint(ColorCard), tint(ColorLine), 1
	f.back.CornerRadius = size(theme.SizeNameCardRadius)
	if c.focused {
		f.back.StrokeColor, f.back.StrokeWidth = tint(theme.ColorNamePrimary), 2
	}
	f.back.Resize(s)
	f.back.Refresh()
	f.title.Text = c.Title
	f.title.Move(fyne.NewPos(chartInset*em, 0.7*em))
	f.title.Resize(fyne.NewSize(wide, f.title.MinSize().Height))
	f.title.Refresh()
	f.reading.Text, f.reading.Tone = c.Reading(), ToneInk
	if len(c.bars) == 0 {
		f.reading.Tone = ToneSoft
	}
	y := 0.7*em + f.title.MinSize().Height
	for _, o := range []fyne.CanvasObject{f.top, f.base, f.high, f.low} {
		if o.Hide(); len(c.bars) > 0 {
			o.Show()
		}
	}
	if len(c.bars) > 0 {
		f.plot(y+captionHigh(), wide)
		y += plotEms*em + 2*captionHigh() + 0.6*em
	}
	f.reading.Move(fyne.NewPos(chartInset*em, y))
	f.reading.Resize(fyne.NewSize(wide, f.readingHigh(wide)))
	f.reading.Refresh()
}

// plot draws the bars with the upper end of the scale at y.
func (f *chartFace) plot(y, wide float32) {
	c, em := f.chart, Em()
	left, room := chartInset*em, plotEms*em
	high, low := c.ends()
	place := func(v int64) float32 { // pixels only: the figures themselves stand in words
		if high == low {
			return y + room
		}
		return y + room*float32(float64(high-v)/float64(high-low))
	}
	ruled := func(rule *canvas.Rectangle, at float32, tone color.Color) {
		rule.FillColor = tone
		rule.Move(fyne.NewPos(left, at))
		rule.Resize(fyne.NewSize(wide, 1))
		rule.Refresh()
	}
	ruled(f.top, y, tint(ColorLine))
	ruled(f.base, place(0), tint(ColorSoft))
	f.end(f.high, high, left, y-captionHigh(), wide)
	f.low.Hidden = low == 0
	f.end(f.low, low, left, y+room-captionHigh(), wide)
	column := c.column(wide + 2*chartInset*em)
	every := f.every(column)
	for i, b := range c.bars {
		x, thick := left+float32(i)*column+0.15*column, 0.7*column
		near := i == c.at
		f.bar(f.frames[i], place(b.Whole), place(0), x, thick)
		f.frames[i].Hidden = b.Whole == 0
		f.frames[i].FillColor, f.frames[i].StrokeColor, f.frames[i].StrokeWidth = tint(ColorSide), tint(ColorSoft), 1
		f.bar(f.fills[i], place(b.Value), place(0), x, thick)
		f.fills[i].FillColor, f.fills[i].StrokeWidth = tint(theme.ColorNamePrimary), 0
		if b.Value < 0 {
			f.fills[i].FillColor = tint(ColorBad)
		}
		if near {
			f.fills[i].StrokeColor, f.fills[i].StrokeWidth = tint(ColorWait), 2
		}
		label := f.labels[i]
		label.Hidden = (len(c.bars)-1-i)%every != 0
		label.Text, label.TextSize, label.Alignment = b.Label, size(theme.SizeNameCaptionText), fyne.TextAlignCenter
		label.TextStyle, label.Color = fyne.TextStyle{Bold: near}, tint(ColorSoft)
		label.Move(fyne.NewPos(left+float32(i)*column, y+room+0.1*em))
		label.Resize(fyne.NewSize(column, captionHigh()))
		for _, o := range []fyne.CanvasObject{f.frames[i], f.fills[i], label} {
			o.Refresh()
		}
	}
}

// end writes one end of the scale, at the right.
func (f *chartFace) end(text *canvas.Text, value int64, x, y, wide float32) {
	text.Text, text.TextSize, text.Color = f.chart.scale(value), size(theme.SizeNameCaptionText), tint(ColorSoft)
	text.Alignment = fyne.TextAlignTrailing
	text.Move(fyne.NewPos(x, y))
	text.Resize(fyne.NewSize(wide, captionHigh()))
	text.Refresh()
}

// bar stands a rectangle between a height and the line of nought. What is there at all is seen.
func (f *chartFace) bar(bar *canvas.Rectangle, from, to, x, thick float32) {
	if from > to {
		from, to = to, from
	}
	bar.CornerRadius = 2
	bar.Move(fyne.NewPos(x, from))
	bar.Resize(fyne.NewSize(thick, to-from))
}

// every says at which distance labels fit beside each other; the last one always stands.
func (f *chartFace) every(column float32) int {
	widest := float32(0)
	for _, b := range f.chart.bars {
		widest = max(widest, measure(b.Label, size(theme.SizeNameCaptionText), fyne.TextStyle{Bold: true}))
	}
	for n := 1; n < len(f.chart.bars); n++ {
		if widest+0.3*Em() <= column*float32(n) {
			return n
		}
	}
	return max(len(f.chart.bars), 1)
}
