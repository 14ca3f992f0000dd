package kit

import (
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
)

const ellipsis = "…"

// cuts remembers how texts were cut: measuring letters is what makes long lists slow (Fyne's own truncation shapes
// every cell at every refresh). Only the window's goroutine comes here.
var cuts = map[cutKey]string{}

const cutsMax = 8192

type cutKey struct {
	text  string
	width int32
	size  float32
	style fyne.TextStyle
}

// Cut shortens text to the width, in pixels, that it may take, and says so with an ellipsis. Two spaces of an em at
// the beginning are kept.
func Cut(text string, width, size float32, style fyne.TextStyle) string {
	if text == "" || width <= 0 {
		return ""
	}
	key := cutKey{text, int32(width), size, style}
	if cut, known := cuts[key]; known {
		return cut
	}
	if len(cuts) >= cutsMax {
		clear(cuts)
	}
	cut := cutTo(text, width, size, style)
	cuts[key] = cut
	return cut
}

func cutTo(text string, width, size float32, style fyne.TextStyle) string {
	if measure(text, size, style) <= width {
		return text
	}
	cut := fitting(text, ellipsis, width, size, style)
	if inFigure(cut, text[len(cut):]) {
		cut = strings.TrimSuffix(strings.TrimRight(cut, figureSigns), "Rp")
	}
	if cut != "" {
		return cut + ellipsis
	}
	return ""
}

const figureSigns = "0123456789.,"

// inFigure tells whether a text is parted inside a figure: its first half would be read as another one.
func inFigure(head, rest string) bool {
	last, next := strings.TrimRight(head, ".,"), strings.TrimLeft(rest, ".,")
	digit := func(b byte) bool { return b >= '0' && b <= '9' }
	return last != "" && next != "" && digit(last[len(last)-1]) && digit(next[0])
}

// fitting is as much of a text as fits before an end; all but one letter of it at most.
func fitting(text, end string, width, size float32, style fyne.TextStyle) string {
	runes := []rune(text)
	low, high := 0, len(runes)-1 // low fits
	for low < high {
		middle := (low + high + 1) / 2
		if measure(string(runes[:middle])+end, size, style) <= width {
			low = middle
		} else {
			high = middle - 1
		}
	}
	return string(runes[:max(low, 0)])
}

// halves remembers how texts were broken into two lines, as cuts does.
var halves = map[cutKey][2]string{}

// Halve breaks a text that is too long for one line into two: behind a word where it can, else behind a sign inside
// one, else anywhere. What is too long for two is cut. Spaces of an em at the beginning stand before both.
func Halve(text string, width, size float32, style fyne.TextStyle) (first, second string) {
	key := cutKey{text, int32(width), size, style}
	if both, known := halves[key]; known {
		return both[0], both[1]
	}
	if len(halves) >= cutsMax {
		clear(halves)
	}
	inset := text[:len(text)-len(strings.TrimLeftFunc(text, unicode.IsSpace))]
	head := fitting(text, "", width, size, style)
	rest := text[len(head):]
	words, sign := strings.LastIndex(head, " "), strings.LastIndexAny(head, "-/._")+1
	switch {
	case words > len(inset) && !strings.HasPrefix(rest, " "):
		head, rest = text[:words], text[words:]
	case words < 0 && sign > len(head)/2 && !inFigure(text[:sign], text[sign:]):
		head, rest = text[:sign], text[sign:]
	}
	head = strings.TrimSuffix(strings.TrimRight(head, " "), " "+between)
	rest = strings.TrimPrefix(strings.TrimLeft(rest, " "), between+" ")
	both := [2]string{head, cutTo(inset+rest, width, size, style)}
	halves[key] = both
	return both[0], both[1]
}

func measure(text string, size float32, style fyne.TextStyle) float32 {
	return fyne.MeasureText(text, size, style).Width
}
