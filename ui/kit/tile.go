package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Tile is a big button with a word about what it does.
type Tile struct {
	press
	Title, Remark string
	Icon          fyne.Resource
}

// NewTile makes a big button.
func NewTile(title, remark string, icon fyne.Resource, tapped func()) *Tile {
	t := &Tile{Title: title, Remark: remark, Icon: icon}
	t.OnTapped = tapped
	t.ExtendBaseWidget(t)
	return t
}

func (t *Tile) CreateRenderer() fyne.WidgetRenderer {
	back := canvas.NewRectangle(color.Transparent)
	title := newPara(t.Title, ToneInk, theme.SizeNameText, true)
	remark := newPara(t.Remark, ToneSoft, theme.SizeNameCaptionText, false)
	icon := widget.NewIcon(theme.NewPrimaryThemedResource(t.Icon))
	refresh := func() {
		back.FillColor, back.StrokeColor, back.StrokeWidth = tint(ColorCard), tint(ColorLine), 1
		back.CornerRadius = size(theme.SizeNameCardRadius)
		if t.hovered {
			back.FillColor = tint(ColorGoodSoft)
		}
		if t.focused {
			back.StrokeColor, back.StrokeWidth = tint(theme.ColorNamePrimary), 2
		}
		title.Text, remark.Text = t.Title, t.Remark
		for _, o := range []fyne.CanvasObject{back, title, remark, icon} {
			o.Refresh()
		}
	}
	refresh()
	high := func() float32 {
		high := title.MinSize().Height
		if t.Remark != "" {
			high += remark.MinSize().Height
		}
		return high
	}
	return &face{
		objects: []fyne.CanvasObject{back, icon, title, remark},
		layout: func(s fyne.Size) {
			em, side := Em(), size(theme.SizeNameInlineIcon)*1.2
			back.Resize(s)
			icon.Resize(fyne.NewSquareSize(side))
			icon.Move(fyne.NewPos(0.8*em, (s.Height-side)/2))
			left := 1.5*em + side
			wide := s.Width - left - 0.6*em
			title.Resize(fyne.NewSize(wide, title.MinSize().Height)) // wrapped texts learn their width
			remark.Resize(fyne.NewSize(wide, remark.MinSize().Height))
			y := (s.Height - high()) / 2
			title.Move(fyne.NewPos(left, y))
			title.Resize(fyne.NewSize(wide, title.MinSize().Height))
			remark.Move(fyne.NewPos(left, y+title.MinSize().Height))
			remark.Resize(fyne.NewSize(wide, remark.MinSize().Height))
		},
		min: func() fyne.Size {
			return fyne.NewSize(title.MinSize().Width+2.1*Em()+size(theme.SizeNameInlineIcon)*1.2, high()+1.1*Em())
		},
		refresh: refresh,
	}
}

// TypedKey also walks to the tiles beside with the arrows.
func (t *Tile) TypedKey(event *fyne.KeyEvent) { walkBeside(t, event, t.press.TypedKey) }

// Place is one entry of the side bar: where one can go, and whether one is there.
type Place struct {
	press
	Title string
	Count string // how much waits there; empty: nothing
	Icon  fyne.Resource
	here  bool
	small bool
}

// NewPlace makes an entry of the side bar.
func NewPlace(title string, icon fyne.Resource, tapped func()) *Place {
	p := &Place{Title: title, Icon: icon}
	p.OnTapped = tapped
	p.ExtendBaseWidget(p)
	return p
}

// SetHere marks the place as the one where the person is.
func (p *Place) SetHere(here bool) {
	if p.here != here {
		p.here = here
		p.Refresh()
	}
}

// SetSmall shows only the picture.
func (p *Place) SetSmall(small bool) {
	if p.small != small {
		p.small = small
		p.Refresh()
	}
}

func (p *Place) CreateRenderer() fyne.WidgetRenderer {
	back, bar := canvas.NewRectangle(color.Transparent), canvas.NewRectangle(color.Transparent)
	title := (&Line{Text: p.Title, LeastEms: 4, Shrinks: true}).With()
	icon := widget.NewIcon(p.Icon)
	count := newCount()
	settle := func(s fyne.Size) {
		em, side, high := Em(), size(theme.SizeNameInlineIcon), title.MinSize().Height
		title.Move(fyne.NewPos(1.5*em+side, (s.Height-high)/2))
		title.Resize(fyne.NewSize(s.Width-1.9*em-side-count.place(s, p.small), high))
	}
	refresh := func() {
		count.show(p.Count, p.small)
		back.CornerRadius, bar.CornerRadius = size(theme.SizeNameButtonRadius), 2
		back.FillColor, bar.FillColor = color.Transparent, color.Transparent
		title.Text, title.Tone, title.Bold = p.Title, ToneInk, false
		icon.SetResource(theme.NewColoredResource(p.Icon, ColorSoft))
		switch {
		case p.here:
			back.FillColor, bar.FillColor = tint(ColorCard), tint(theme.ColorNamePrimary)
			title.Tone, title.Bold = ToneBrand, true
			icon.SetResource(theme.NewPrimaryThemedResource(p.Icon))
		case p.hovered:
			back.FillColor = tint(theme.ColorNameHover)
		}
		back.StrokeWidth = 0
		if p.focused {
			back.StrokeColor, back.StrokeWidth = tint(theme.ColorNamePrimary), 2
		}
		title.Hidden = p.small
		settle(p.Size())
		for _, o := range []fyne.CanvasObject{back, bar, title} {
			o.Refresh()
		}
	}
	refresh()
	return &face{
		objects: []fyne.CanvasObject{back, bar, icon, title, count.ground, count.number},
		layout: func(s fyne.Size) {
			em, side := Em(), size(theme.SizeNameInlineIcon)
			back.Resize(s)
			bar.Move(fyne.NewPos(0, s.Height*0.2))
			bar.Resize(fyne.NewSize(4, s.Height*0.6))
			left := 0.8 * em
			if p.small {
				left = (s.Width - side) / 2
			}
			icon.Resize(fyne.NewSquareSize(side))
			icon.Move(fyne.NewPos(left, (s.Height-side)/2))
			settle(s)
		},
		min: func() fyne.Size {
			side := size(theme.SizeNameInlineIcon)
			high := max(title.MinSize().Height, side) + 0.75*Em()
			if p.small {
				return fyne.NewSize(side+0.6*Em(), high)
			}
			return fyne.NewSize(side+6*Em(), high)
		},
		refresh: refresh,
	}
}

// count is the small number at the end of a place; where there is room for the picture only, a dot beside it.
type count struct {
	ground *canvas.Rectangle
	number *Line
}

func newCount() *count {
	return &count{
		ground: canvas.NewRectangle(color.Transparent),
		number: (&Line{Tone: ToneWait, Letters: theme.SizeNameCaptionText, Bold: true}).With(),
	}
}

func (c *count) show(text string, small bool) {
	c.number.Text = text
	c.number.Hidden, c.ground.Hidden = small || text == "", text == ""
	c.ground.FillColor = tint(ToneWait.ground())
	if small {
		c.ground.FillColor = tint(ColorWait)
	}
	c.ground.Refresh()
	c.number.Refresh()
}

// place sets the number at the end of a room, and says how much of its width it takes.
func (c *count) place(room fyne.Size, small bool) float32 {
	em := Em()
	if small {
		c.ground.CornerRadius = 0.25 * em
		c.ground.Resize(fyne.NewSquareSize(0.5 * em))
		c.ground.Move(fyne.NewPos(room.Width-0.8*em, 0.3*em))
		return 0
	}
	if c.ground.Hidden {
		return 0
	}
	need := c.number.MinSize()
	size := fyne.NewSize(need.Width+0.9*em, need.Height+0.1*em)
	at := fyne.NewPos(room.Width-size.Width-0.4*em, (room.Height-size.Height)/2)
	c.ground.CornerRadius = size.Height / 2
	c.ground.Resize(size)
	c.ground.Move(at)
	c.number.Resize(need)
	c.number.Move(at.AddXY(0.45*em, 0.05*em))
	return size.Width + 0.4*em
}
