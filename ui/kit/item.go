package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
)

// Item is one of a list of things to do or to read: a title, a word about it, and small at its end the keys or a sign.
type Item struct {
	press
	Title, Remark, Aside string
	Tone                 Tone            // of what stands at the end
	OnWalk               func(steps int) // the arrow keys
	OnRune               func(r rune)    // a letter: one searches on
	OnBack               func()          // Esc
}

// NewItem makes an item.
func NewItem(title, remark, aside string, tapped func()) *Item {
	i := &Item{Title: title, Remark: remark, Aside: aside, Tone: ToneSoft}
	i.OnTapped = tapped
	i.ExtendBaseWidget(i)
	return i
}

// TypedKey walks with the arrows.
func (i *Item) TypedKey(event *fyne.KeyEvent) {
	walk := func(steps int) {
		if i.OnWalk != nil {
			i.OnWalk(steps)
		}
	}
	switch event.Name {
	case fyne.KeyDown, fyne.KeyRight:
		walk(1)
	case fyne.KeyUp, fyne.KeyLeft:
		walk(-1)
	case fyne.KeyEscape:
		if i.OnBack != nil {
			i.OnBack()
		}
	default:
		i.press.TypedKey(event)
	}
}

// TypedRune hands on a letter.
func (i *Item) TypedRune(r rune) {
	if i.OnRune != nil && r != ' ' {
		i.OnRune(r)
	}
}

func (i *Item) CreateRenderer() fyne.WidgetRenderer {
	back := canvas.NewRectangle(color.Transparent)
	title := newPara(i.Title, ToneInk, theme.SizeNameText, true)
	remark := newPara(i.Remark, ToneSoft, theme.SizeNameCaptionText, false)
	aside := (&Line{Letters: theme.SizeNameCaptionText, Bold: true, Align: fyne.TextAlignTrailing}).With()
	refresh := func() {
		back.FillColor, back.StrokeColor, back.StrokeWidth = tint(ColorCard), tint(ColorLine), 1
		back.CornerRadius = size(theme.SizeNameCardRadius)
		if i.hovered {
			back.FillColor = tint(ColorGoodSoft)
		}
		if i.focused {
			back.StrokeColor, back.StrokeWidth = tint(theme.ColorNamePrimary), 2
			back.FillColor = tint(ColorGoodSoft)
		}
		title.Text, remark.Text, aside.Text, aside.Tone = i.Title, i.Remark, i.Aside, i.Tone
		for _, o := range []fyne.CanvasObject{back, title, remark, aside} {
			o.Refresh()
		}
	}
	refresh()
	high := func() float32 {
		high := title.MinSize().Height
		if i.Remark != "" {
			high += remark.MinSize().Height
		}
		return high
	}
	return &face{
		objects: []fyne.CanvasObject{back, title, remark, aside},
		layout: func(s fyne.Size) {
			em := Em()
			back.Resize(s)
			wide, end := s.Width-1.6*em, aside.MinSize()
			name := wide
			if i.Aside != "" {
				name -= end.Width + 0.6*em
			}
			title.Resize(fyne.NewSize(name, title.MinSize().Height)) // wrapped texts learn their width
			remark.Resize(fyne.NewSize(wide, remark.MinSize().Height))
			y := 0.5 * em
			title.Move(fyne.NewPos(0.8*em, y))
			title.Resize(fyne.NewSize(name, title.MinSize().Height))
			remark.Move(fyne.NewPos(0.8*em, y+title.MinSize().Height))
			remark.Resize(fyne.NewSize(wide, remark.MinSize().Height))
			aside.Resize(end)
			lower := (size(theme.SizeNameText) - size(theme.SizeNameCaptionText)) / 2
			aside.Move(fyne.NewPos(s.Width-0.8*em-end.Width, y+lower))
		},
		min: func() fyne.Size {
			return fyne.NewSize(title.MinSize().Width+aside.MinSize().Width+2.2*Em(), high()+Em())
		},
		refresh: refresh,
	}
}
