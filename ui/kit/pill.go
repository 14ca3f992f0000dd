package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
)

// Pill is one of a few ways to see a list, with the key that chooses it.
type Pill struct {
	press
	Text string
	on   bool
}

// NewPill makes a pill; on says that this way is chosen.
func NewPill(text string, on bool, tapped func()) *Pill {
	p := &Pill{Text: text, on: on}
	p.OnTapped = tapped
	p.ExtendBaseWidget(p)
	return p
}

// On tells whether this way is chosen.
func (p *Pill) On() bool { return p.on }

// Set changes the words and whether this way is chosen.
func (p *Pill) Set(text string, on bool) {
	p.Text, p.on = text, on
	p.Refresh()
}

// TypedKey also walks to the pills beside with the arrows.
func (p *Pill) TypedKey(event *fyne.KeyEvent) { walkBeside(p, event, p.press.TypedKey) }

// CreateRenderer implements fyne.Widget. The chosen pill is filled, and its words are bold behind a sign.
func (p *Pill) CreateRenderer() fyne.WidgetRenderer {
	back := canvas.NewRectangle(color.Transparent)
	line := (&Line{Letters: theme.SizeNameCaptionText}).With()
	refresh := func() {
		line.Text, line.Bold, line.Tone = p.Text, p.on, ToneInk
		back.FillColor, back.StrokeColor, back.StrokeWidth = tint(ColorCard), tint(ColorLine), 1
		if p.on {
			line.Text, line.Tone = "✓ "+p.Text, ToneBrand
			back.FillColor, back.StrokeColor = tint(ColorGoodSoft), tint(theme.ColorNamePrimary)
		}
		if p.focused || p.hovered {
			back.StrokeColor, back.StrokeWidth = tint(theme.ColorNamePrimary), 2
		}
		back.CornerRadius = Em()
		back.Refresh()
		line.Refresh()
	}
	refresh()
	return &face{
		objects: []fyne.CanvasObject{back, line},
		layout: func(s fyne.Size) {
			need := line.MinSize()
			back.Resize(s)
			line.Resize(need)
			line.Move(fyne.NewPos((s.Width-need.Width)/2, (s.Height-need.Height)/2))
		},
		min: func() fyne.Size {
			refresh()
			return line.MinSize().AddWidthHeight(1.2*Em(), 0.5*Em())
		},
		refresh: refresh,
	}
}
