package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// optionsShown is how many options are in sight at once; the wheel and the arrow keys bring the others.
const optionsShown = 8

// optionList floats below a Choice.
type optionList struct {
	widget.BaseWidget
	options []Option
	none    string
	first   int // the first in sight
	at      int // the marked one
	walked  bool
	hovered bool
	rows    []*optionRow
	take    func(Option)
}

var (
	_ desktop.Hoverable = (*optionList)(nil)
	_ fyne.Scrollable   = (*optionList)(nil)
)

func newOptionList(take func(Option)) *optionList {
	l := &optionList{take: take}
	for i := range optionsShown {
		r := &optionRow{list: l, place: i}
		r.ExtendBaseWidget(r)
		l.rows = append(l.rows, r)
	}
	l.ExtendBaseWidget(l)
	return l
}

func (l *optionList) set(options []Option, none, _ string) {
	l.options, l.none, l.first, l.at, l.walked, l.hovered = options, none, 0, 0, false, false
	l.Refresh()
}

func (l *optionList) marked() (Option, bool) {
	if l.at < len(l.options) {
		return l.options[l.at], true
	}
	return Option{}, false
}

func (l *optionList) walk(down bool) {
	l.walked = true
	if down {
		l.at++
	} else {
		l.at--
	}
	l.at = max(0, min(l.at, len(l.options)-1))
	l.first = max(min(l.first, l.at), l.at-l.inSight()+1)
	l.Refresh()
}

func (l *optionList) Scrolled(event *fyne.ScrollEvent) {
	step := 1
	if event.Scrolled.DY > 0 {
		step = -1
	}
	l.first = max(0, min(l.first+step, len(l.options)-l.inSight()))
	l.Refresh()
}

// inSight is how many rows the room has: a small window with large letters has few.
func (l *optionList) inSight() int {
	high := l.Size().Height - 2*gap()
	if high <= 0 {
		return optionsShown
	}
	return max(1, min(int(high/l.rows[0].MinSize().Height+0.05), optionsShown))
}

func (l *optionList) MouseIn(*desktop.MouseEvent)    { l.hovered = true }
func (l *optionList) MouseMoved(*desktop.MouseEvent) {}
func (l *optionList) MouseOut()                      { l.hovered = false }

func (l *optionList) CreateRenderer() fyne.WidgetRenderer {
	back := canvas.NewRectangle(color.Transparent)
	none := (&Line{Tone: ToneSoft, LeastEms: 8}).With()
	objects := []fyne.CanvasObject{back, none}
	for _, r := range l.rows {
		objects = append(objects, r)
	}
	refresh := func() {
		back.FillColor, back.StrokeColor, back.StrokeWidth = tint(ColorCard), tint(theme.ColorNamePrimary), 1
		back.CornerRadius = size(theme.SizeNameInputRadius)
		back.Refresh()
		none.Hidden = len(l.options) > 0
		none.Set(l.none, ToneSoft)
		for i, r := range l.rows {
			r.Hidden = l.first+i >= len(l.options) || i >= l.inSight()
			r.Refresh()
		}
	}
	refresh()
	shown := func() int { return max(1, min(len(l.options), optionsShown)) }
	return &face{
		objects: objects,
		layout: func(s fyne.Size) {
			back.Resize(s)
			high, g := l.rows[0].MinSize().Height, gap()
			none.Move(fyne.NewPos(Em()*0.8, g+high*0.15))
			none.Resize(fyne.NewSize(s.Width-1.6*Em(), high))
			for i, r := range l.rows {
				r.Move(fyne.NewPos(g, g+float32(i)*high))
				r.Resize(fyne.NewSize(s.Width-2*g, high))
			}
		},
		min: func() fyne.Size {
			return fyne.NewSize(18*Em(), float32(shown())*l.rows[0].MinSize().Height+2*gap())
		},
		refresh: refresh,
	}
}

// optionRow is one option in sight.
type optionRow struct {
	widget.BaseWidget
	list  *optionList
	place int
}

var (
	_ fyne.Tappable     = (*optionRow)(nil)
	_ desktop.Hoverable = (*optionRow)(nil)
)

func (r *optionRow) Tapped(*fyne.PointEvent) {
	if at := r.list.first + r.place; at < len(r.list.options) {
		r.list.hovered = false
		r.list.take(r.list.options[at])
	}
}

func (r *optionRow) MouseIn(*desktop.MouseEvent) {
	r.list.hovered, r.list.at = true, r.list.first+r.place
	r.list.Refresh()
}

func (r *optionRow) MouseMoved(*desktop.MouseEvent) { r.list.hovered = true }
func (r *optionRow) MouseOut()                      { r.list.hovered = false }

func (r *optionRow) CreateRenderer() fyne.WidgetRenderer {
	back := canvas.NewRectangle(color.Transparent)
	title := (&Line{LeastEms: 4}).With()
	remark := (&Line{
		Tone: ToneSoft, Letters: theme.SizeNameCaptionText, Align: fyne.TextAlignTrailing, LeastEms: 2,
	}).With()
	place := func(s fyne.Size) {
		back.Resize(s)
		room := s.Width - 1.2*Em()
		name := measure(title.Text, size(theme.SizeNameText), fyne.TextStyle{Bold: true}) + Em()
		aside := measure(remark.Text, size(theme.SizeNameCaptionText), fyne.TextStyle{}) + 2
		if aside > room-name {
			aside = 0 // half a word helps nobody
		}
		high := title.MinSize().Height
		title.Move(fyne.NewPos(0.6*Em(), (s.Height-high)/2))
		title.Resize(fyne.NewSize(room-aside-0.5*Em(), high))
		small := remark.MinSize().Height
		remark.Move(fyne.NewPos(0.6*Em()+room-aside, (s.Height-small)/2))
		remark.Resize(fyne.NewSize(aside, small))
	}
	refresh := func() {
		at := r.list.first + r.place
		if at >= len(r.list.options) {
			return
		}
		back.FillColor, back.CornerRadius = color.Transparent, size(theme.SizeNameSelectionRadius)
		title.Bold = at == r.list.at
		if title.Bold {
			back.FillColor = tint(theme.ColorNameSelection)
		}
		title.Text, remark.Text = r.list.options[at].Title, r.list.options[at].Remark
		place(r.Size())
		back.Refresh()
		title.Refresh()
		remark.Refresh()
	}
	refresh()
	return &face{
		objects: []fyne.CanvasObject{back, title, remark},
		layout:  place,
		min:     func() fyne.Size { return fyne.NewSize(10*Em(), title.MinSize().Height+0.55*Em()) },
		refresh: refresh,
	}
}
