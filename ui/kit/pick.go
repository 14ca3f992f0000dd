package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
)

// Pick is one of a few answers that stand side by side; the one that holds has a tick. Arrow keys walk, Enter and
// Space take.
type Pick struct {
	press
	Text   string
	Chosen bool
	OnBack func() // Esc
}

// NewPick makes an answer.
func NewPick(text string, chosen bool, tapped func()) *Pick {
	p := &Pick{Text: text, Chosen: chosen}
	p.OnTapped = tapped
	p.ExtendBaseWidget(p)
	return p
}

// TypedKey also walks to the answers beside with the arrows.
func (p *Pick) TypedKey(event *fyne.KeyEvent) {
	if event.Name == fyne.KeyEscape && p.OnBack != nil {
		p.OnBack()
		return
	}
	walkBeside(p, event, p.press.TypedKey)
}

func (p *Pick) CreateRenderer() fyne.WidgetRenderer {
	back := canvas.NewRectangle(color.Transparent)
	line := (&Line{}).With()
	refresh := func() {
		back.FillColor, back.StrokeColor, back.StrokeWidth = tint(theme.ColorNameButton), tint(ColorLine), 1
		back.CornerRadius = size(theme.SizeNameButtonRadius)
		line.Text, line.Tone, line.Bold = p.Text, ToneInk, p.Chosen
		if p.Chosen {
			back.FillColor = tint(theme.ColorNamePrimary)
			line.Text, line.Tone = "✓ "+p.Text, ToneOnBrand
		}
		if p.focused {
			back.StrokeColor, back.StrokeWidth = tint(ColorWait), 3
		} else if p.hovered && !p.Chosen {
			back.FillColor = tint(ColorGoodSoft)
		}
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
			need := line.MinSize()
			return fyne.NewSize(need.Width+1.6*Em(), need.Height+0.8*Em())
		},
		refresh: refresh,
	}
}
