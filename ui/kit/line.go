package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Tone is what a text is about. Colour is never the only sign: a text of ToneWait, ToneBad or ToneGood says it in
// words or with a sign too.
type Tone uint8

// The tones.
const (
	ToneInk Tone = iota
	ToneSoft
	ToneBrand
	ToneGood
	ToneWait
	ToneBad
	ToneOnBrand
)

func (t Tone) name() fyne.ThemeColorName {
	switch t {
	case ToneSoft:
		return ColorSoft
	case ToneBrand:
		return theme.ColorNamePrimary
	case ToneGood:
		return ColorGood
	case ToneWait:
		return ColorWait
	case ToneBad:
		return ColorBad
	case ToneOnBrand:
		return theme.ColorNameForegroundOnPrimary
	}
	return theme.ColorNameForeground
}

// ground is the soft ground behind a tone.
func (t Tone) ground() fyne.ThemeColorName {
	switch t {
	case ToneGood, ToneBrand:
		return ColorGoodSoft
	case ToneWait:
		return ColorWaitSoft
	case ToneBad:
		return ColorBadSoft
	}
	return ColorSide
}

func (t Tone) color() color.Color { return tint(t.name()) }

// Line is one line of text. It takes the room its text needs, or LeastEms where that is set: then it is cut to the
// room that it gets.
type Line struct {
	widget.BaseWidget
	Text     string
	Tone     Tone
	Letters  fyne.ThemeSizeName // text size when empty
	Bold     bool
	Align    fyne.TextAlign
	LeastEms float32
	Whole    bool // never cut: the letters shrink instead, because half a figure is a wrong one
	Shrinks  bool // the letters shrink by a quarter at most before it is cut
}

// leastShrunk is how small the letters of a Line that Shrinks may become beside their own size.
const leastShrunk = 0.75

// NewLine makes a line of ordinary text.
func NewLine(text string) *Line { return (&Line{Text: text}).With() }

// NewSoft makes a line of second rank.
func NewSoft(text string) *Line { return (&Line{Text: text, Tone: ToneSoft}).With() }

// NewCaption makes a small line of second rank.
func NewCaption(text string) *Line {
	return (&Line{Text: text, Tone: ToneSoft, Letters: theme.SizeNameCaptionText}).With()
}

// NewHeading makes the heading of a part of a page.
func NewHeading(text string) *Line {
	return (&Line{Text: text, Bold: true, Letters: theme.SizeNameSubHeadingText}).With()
}

// NewTitle makes the title of a page.
func NewTitle(text string) *Line {
	return (&Line{Text: text, Bold: true, Letters: theme.SizeNameHeadingText, LeastEms: 15, Shrinks: true}).With()
}

// NewFigure makes a large figure.
func NewFigure(text string) *Line {
	return (&Line{Text: text, Bold: true, Letters: SizeFigure, LeastEms: 6, Whole: true}).With()
}

// With makes the line ready for use: (&Line{…}).With().
func (l *Line) With() *Line {
	l.ExtendBaseWidget(l)
	return l
}

// Set changes text and tone.
func (l *Line) Set(text string, tone Tone) {
	if l.Text == text && l.Tone == tone {
		return
	}
	l.Text, l.Tone = text, tone
	l.Refresh()
}

func (l *Line) style() fyne.TextStyle { return fyne.TextStyle{Bold: l.Bold} }

func (l *Line) textSize() float32 {
	if l.Letters == "" {
		return size(theme.SizeNameText)
	}
	return size(l.Letters)
}

func (l *Line) CreateRenderer() fyne.WidgetRenderer {
	text := canvas.NewText("", color.Black)
	refresh := func() {
		text.TextSize, text.TextStyle, text.Color, text.Alignment = l.textSize(), l.style(), l.Tone.color(), l.Align
		wide := l.Size().Width + 1
		text.Text = l.Text
		full := measure(l.Text, text.TextSize, text.TextStyle)
		if (l.Whole || l.Shrinks) && full > wide && wide > 1 {
			least := text.TextSize * leastShrunk
			if text.TextSize *= wide / full * 0.96; !l.Whole {
				text.TextSize = max(text.TextSize, least)
			}
		}
		if !l.Whole {
			text.Text = Cut(l.Text, wide, text.TextSize, text.TextStyle)
		}
		text.Refresh()
	}
	return &face{
		objects: []fyne.CanvasObject{text},
		layout: func(s fyne.Size) {
			text.Resize(s)
			refresh()
		},
		min: func() fyne.Size {
			full := fyne.MeasureText(l.Text, l.textSize(), l.style())
			if least := l.LeastEms * Em(); least > 0 && least < full.Width {
				full.Width = least
			}
			return full
		},
		refresh: refresh,
	}
}
