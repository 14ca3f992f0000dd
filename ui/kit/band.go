package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
)

// Band is a strip over the whole window in a colour that nothing else has, with a bold word, a sentence where there is
// room, and the way out of what it speaks of.
type Band struct {
	press
	Word, Sentence, Out string
}

// NewBand makes a band; a tap anywhere on it, or Enter, goes the way out.
func NewBand(word, sentence, out string, tapped func()) *Band {
	b := &Band{Word: word, Sentence: sentence, Out: out}
	b.OnTapped = tapped
	b.ExtendBaseWidget(b)
	return b
}

func (b *Band) CreateRenderer() fyne.WidgetRenderer {
	back, edge := canvas.NewRectangle(color.Transparent), canvas.NewRectangle(color.Transparent)
	word, sentence := canvas.NewText("", color.Black), canvas.NewText("", color.Black)
	out := canvas.NewText("", color.Black)
	place := func(s fyne.Size) {
		em, high := Em(), s.Height
		back.Resize(s)
		edge.Resize(fyne.NewSize(s.Width, 2))
		edge.Move(fyne.NewPos(0, high-2))
		x, end := 0.8*em, s.Width-0.8*em
		for _, t := range []*canvas.Text{word, out, sentence} {
			need := fyne.MeasureText(t.Text, t.TextSize, t.TextStyle)
			at := x
			if t == out {
				at = end - need.Width
				end = at - em
			} else {
				x += need.Width + em
			}
			t.Hidden = t == sentence && x > end // half a sentence helps nobody
			t.Move(fyne.NewPos(at, (high-need.Height)/2))
			t.Resize(need)
		}
	}
	refresh := func() {
		back.FillColor, edge.FillColor = tint(theme.ColorNameWarning), tint(theme.ColorNameForegroundOnWarning)
		word.Text, sentence.Text, out.Text = b.Word, b.Sentence, b.Out+" ›"
		for _, t := range []*canvas.Text{word, sentence, out} {
			t.Color, t.TextSize = tint(theme.ColorNameForegroundOnWarning), size(theme.SizeNameCaptionText)
			t.TextStyle = fyne.TextStyle{Bold: t != sentence, Underline: t == out && (b.focused || b.hovered)}
		}
		place(b.Size())
		for _, o := range []fyne.CanvasObject{back, edge, word, sentence, out} {
			o.Refresh()
		}
	}
	refresh()
	return &face{
		objects: []fyne.CanvasObject{back, edge, word, sentence, out},
		layout:  place,
		min: func() fyne.Size {
			letters := fyne.MeasureText("Ag", size(theme.SizeNameCaptionText), fyne.TextStyle{})
			return fyne.NewSize(20*Em(), letters.Height+0.5*Em())
		},
		refresh: refresh,
	}
}
