package kit

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Para is a paragraph that wraps at words and has no room of its own around it, so that it stands in line with the
// rest of a page.
type Para struct {
	widget.BaseWidget
	Text    string
	Tone    Tone
	Letters fyne.ThemeSizeName
	Bold    bool
	code    bool // a line may end behind a hyphen
	path    bool // a line may end behind a folder
	lines   []string
	width   float32
}

// between stands between things that are said together; where a line ends or begins, the line's end says as much.
const between = "·"

func newPara(text string, tone Tone, letters fyne.ThemeSizeName, bold bool) *Para {
	p := &Para{Text: text, Tone: tone, Letters: letters, Bold: bold}
	p.ExtendBaseWidget(p)
	return p
}

// Words makes a paragraph.
func Words(text string, tone Tone) *Para { return newPara(text, tone, theme.SizeNameText, false) }

// SmallWords makes a small paragraph.
func SmallWords(text string, tone Tone) *Para {
	return newPara(text, tone, theme.SizeNameCaptionText, false)
}

// BoldWords makes a bold paragraph.
func BoldWords(text string, tone Tone) *Para { return newPara(text, tone, theme.SizeNameText, true) }

// HeadWords makes a paragraph in the letters of a heading.
func HeadWords(text string) *Para { return newPara(text, ToneInk, theme.SizeNameSubHeadingText, true) }

// Set changes what it says. Who lays it out is to look at its height again.
func (p *Para) Set(text string, tone Tone) {
	p.Text, p.Tone = text, tone
	p.Refresh()
}

func (p *Para) style() fyne.TextStyle { return fyne.TextStyle{Bold: p.Bold} }

// wrap breaks the text into lines for a width; a word that alone is too long is cut.
func (p *Para) wrap(width float32) {
	p.width, p.lines = width, nil
	letters := size(p.Letters)
	for _, paragraph := range strings.Split(p.Text, "\n") {
		line := ""
		for _, word := range p.words(paragraph) {
			longer := word
			if line != "" && !p.code && !p.path {
				longer = line + " " + word
			} else if line != "" {
				longer = line + word
			}
			if line != "" && width > 0 && measure(longer, letters, p.style()) > width {
				p.lines = append(p.lines, strings.TrimSuffix(line, " "+between))
				if longer = word; word == between {
					longer = ""
				}
			}
			line = longer
		}
		p.lines = append(p.lines, line)
	}
	for i, line := range p.lines {
		if width > 0 {
			p.lines[i] = Cut(line, width+1, letters, p.style())
		}
	}
}

// words are what a line may end behind: words, the groups of a code, and the folders of a path.
func (p *Para) words(text string) []string {
	if p.code {
		return strings.SplitAfter(text, "-")
	}
	if p.path {
		var names []string
		for at := strings.IndexAny(text, `/\`); at >= 0; at = strings.IndexAny(text, `/\`) {
			names, text = append(names, text[:at+1]), text[at+1:]
		}
		return append(names, text)
	}
	return strings.Fields(text)
}

func (p *Para) lineHeight() float32 {
	return fyne.MeasureText("Ag", size(p.Letters), p.style()).Height
}

func (p *Para) CreateRenderer() fyne.WidgetRenderer {
	f := &face{}
	draw := func() {
		p.wrap(p.Size().Width)
		for len(f.objects) < len(p.lines) {
			f.objects = append(f.objects, canvas.NewText("", p.Tone.color()))
		}
		high := p.lineHeight()
		for i, o := range f.objects {
			text := o.(*canvas.Text)
			text.Hidden = i >= len(p.lines)
			if text.Hidden {
				continue
			}
			text.Text, text.TextSize = p.lines[i], size(p.Letters)
			text.TextStyle, text.Color = p.style(), p.Tone.color()
			text.Move(fyne.NewPos(0, float32(i)*high))
			text.Resize(fyne.NewSize(p.Size().Width, high))
			text.Refresh()
		}
	}
	f.refresh = draw
	f.layout = func(fyne.Size) { draw() }
	f.min = func() fyne.Size {
		p.wrap(p.width)
		full := measure(p.Text, size(p.Letters), p.style())
		return fyne.NewSize(min(full, 7*Em()), float32(len(p.lines))*p.lineHeight())
	}
	return f
}

// LargeWords makes words as large as figures: an answer to be read from beside.
func LargeWords(text string, tone Tone) *Para { return newPara(text, tone, SizeFigure, true) }

// CodeWords shows a code that is to be written down or told: large, and never cut.
func CodeWords(code string) *Para {
	p := newPara(code, ToneBrand, SizeFigure, true)
	p.code = true
	return p
}

// PathWords is where a file or a folder lies: it may break behind each folder.
func PathWords(path string, tone Tone) *Para {
	p := newPara(path, tone, theme.SizeNameCaptionText, false)
	p.path = true
	return p
}
