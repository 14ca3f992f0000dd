package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Sheet is a ground with rounded corners behind an object.
type Sheet struct {
	widget.BaseWidget
	content fyne.CanvasObject
	ground  fyne.ThemeColorName
	edge    fyne.ThemeColorName
	radius  float32
}

func newSheet(ground, edge fyne.ThemeColorName, content fyne.CanvasObject) *Sheet {
	s := &Sheet{content: content, ground: ground, edge: edge, radius: size(theme.SizeNameCardRadius)}
	s.ExtendBaseWidget(s)
	return s
}

func (s *Sheet) CreateRenderer() fyne.WidgetRenderer {
	back := canvas.NewRectangle(color.Transparent)
	refresh := func() {
		back.FillColor, back.CornerRadius = tint(s.ground), s.radius
		if s.edge != "" {
			back.StrokeColor, back.StrokeWidth = tint(s.edge), 1
		}
		back.Refresh()
		s.content.Refresh()
	}
	refresh()
	return &face{
		objects: []fyne.CanvasObject{back, s.content},
		layout: func(size fyne.Size) {
			back.Resize(size)
			s.content.Resize(size)
		},
		min:     func() fyne.Size { return s.content.MinSize() },
		refresh: refresh,
	}
}

// Card is a sheet on the paper that holds one idea.
func Card(content ...fyne.CanvasObject) *Sheet {
	return newSheet(ColorCard, ColorLine, Inset(0.9, Stack(0.5, content...)))
}

// Ground lays a colour of the theme behind an object, without an edge and with square corners.
func Ground(name fyne.ThemeColorName, content fyne.CanvasObject) *Sheet {
	s := newSheet(name, "", content)
	s.radius = 0
	return s
}

// Rule is a hairline between two grounds.
func Rule() *Sheet {
	s := newSheet(ColorLine, "", Space(0, 0))
	s.radius = 0
	return s
}

// FigureCard shows what a figure is, the figure, and a word about it.
func FigureCard(title, figure, remark string, tone Tone) *Sheet {
	big := (&Line{Text: figure, Bold: true, Letters: SizeFigure, LeastEms: 6, Tone: tone, Whole: true}).With()
	about := (&Line{Text: remark, Tone: ToneSoft, Letters: theme.SizeNameCaptionText, LeastEms: 6}).With()
	return newSheet(ColorCard, ColorLine, InsetXY(0.9, 0.7, Stack(0.15, Words(title, ToneSoft), big, about)))
}

// Notice says something that the person should know, on the ground of its tone, with a sign; buttons may follow.
func Notice(tone Tone, text string, buttons ...fyne.CanvasObject) *Sheet {
	icon := widget.NewIcon(signOf(tone))
	sign := container.NewVBox(InsetXY(0.2, 0, icon))
	body := container.NewBorder(nil, nil, sign, nil, InsetXY(0.4, 0, Words(text, tone)))
	if len(buttons) == 0 {
		return newSheet(tone.ground(), "", InsetXY(0.6, 0.6, Stack(0.5, body)))
	}
	row := container.New(&headLayout{least: min(TextEms(text, false), noticeEms)}, body, container.NewHBox(buttons...))
	return newSheet(tone.ground(), "", InsetXY(0.6, 0.3, Stack(0.5, row)))
}

// noticeEms is how much room the sentence of a notice keeps beside its buttons; where there is less, they go below it.
const noticeEms = 16

func signOf(tone Tone) fyne.Resource {
	switch tone {
	case ToneGood, ToneBrand:
		return theme.NewColoredResource(theme.ConfirmIcon(), ColorGood)
	case ToneWait:
		return theme.NewColoredResource(theme.HistoryIcon(), ColorWait)
	case ToneBad:
		return theme.NewColoredResource(theme.WarningIcon(), ColorBad)
	}
	return theme.NewColoredResource(theme.InfoIcon(), ColorSoft)
}

// Chip is a short word with a sign on the ground of its tone: where an entry is, what waits.
func Chip(tone Tone, text string) *Sheet {
	line := (&Line{Text: text, Tone: tone, Letters: theme.SizeNameCaptionText, Bold: tone != ToneSoft}).With()
	s := newSheet(tone.ground(), "", InsetXY(0.6, 0.2, line))
	s.radius = Em()
	return s
}

// Empty says why there is nothing here yet and what to do about it. It stands in a Page, at its edge like other words.
func Empty(title, text string, buttons ...fyne.CanvasObject) fyne.CanvasObject {
	parts := []fyne.CanvasObject{
		(&Line{Text: title, Bold: true, Letters: theme.SizeNameSubHeadingText, LeastEms: 8}).With(),
		Words(text, ToneSoft),
	}
	if len(buttons) > 0 {
		parts = append(parts, Flow(0.5, buttons...))
	}
	return Capped(34, 0.4, parts...)
}

// Plain is a button of Fyne's that hands on the keys of the window.
type Plain struct{ widget.Button }

// TypedKey hands on what is the window's.
func (b *Plain) TypedKey(event *fyne.KeyEvent) {
	if !passed(event) {
		b.Button.TypedKey(event)
	}
}

func newPlain(text string, icon fyne.Resource, importance widget.Importance, tapped func()) *Plain {
	b := &Plain{widget.Button{Text: text, Icon: icon, Importance: importance, OnTapped: tapped}}
	b.ExtendBaseWidget(b)
	return b
}

// Main is the button of the one main action of a page.
func Main(text string, icon fyne.Resource, tapped func()) *Plain {
	return newPlain(text, icon, widget.HighImportance, tapped)
}

// Button is any other button.
func Button(text string, icon fyne.Resource, tapped func()) *Plain {
	return newPlain(text, icon, widget.MediumImportance, tapped)
}

// Risky is a button that is pressed with a reason: a reversal, a stop.
func Risky(text string, icon fyne.Resource, tapped func()) *Plain {
	return newPlain(text, icon, widget.DangerImportance, tapped)
}

// Quiet is a button without a ground.
func Quiet(text string, icon fyne.Resource, tapped func()) *Plain {
	return newPlain(text, icon, widget.LowImportance, tapped)
}
