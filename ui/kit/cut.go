package kit

import (
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
	runes := []rune(text)
	low, high := 0, len(runes)-1 // low fits
	for low < high {
		middle := (low + high + 1) / 2
		if measure(string(runes[:middle])+ellipsis, size, style) <= width {
			low = middle
		} else {
			high = middle - 1
		}
	}
	if low == 0 {
		return ""
	}
	return string(runes[:low]) + ellipsis
}

func measure(text string, size float32, style fyne.TextStyle) float32 {
	return fyne.MeasureText(text, size, style).Width
}
