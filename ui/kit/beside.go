package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Beside sets what a page is about, so many ems wide, to the left of what is to be done about it, which gets the rest;
// where that would leave the rest less than it needs, below each other.
func Beside(aboutEms, restEms float32, about, rest fyne.CanvasObject) *fyne.Container {
	return container.New(&besideLayout{about: aboutEms, rest: restEms}, about, rest)
}

type besideLayout struct {
	about, rest float32
	width       float32
}

const besideApart = 0.8

func (l *besideLayout) walk(objects []fyne.CanvasObject, width float32, place bool) float32 {
	em := Em()
	left, right, x, y := width, width, float32(0), float32(0)
	stacked := width < (l.about+besideApart+l.rest)*em
	if !stacked {
		left = l.about * em
		x = left + besideApart*em
		right = width - x
	}
	set := func(o fyne.CanvasObject, x, y, wide, high float32) float32 {
		if place {
			o.Move(fyne.NewPos(x, y))
			o.Resize(fyne.NewSize(wide, o.MinSize().Height)) // wrapped texts learn their width
			o.Resize(fyne.NewSize(wide, max(o.MinSize().Height, high)))
		}
		return o.MinSize().Height
	}
	high := set(objects[0], 0, 0, left, 0)
	if stacked {
		y = high + besideApart*em
	}
	low := set(objects[1], x, y, right, 0)
	if stacked {
		return y + low
	}
	set(objects[0], 0, 0, left, low)
	set(objects[1], x, 0, right, high)
	return max(high, low)
}

func (l *besideLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	l.walk(objects, size.Width, true)
}

func (l *besideLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	widest := max(objects[0].MinSize().Width, objects[1].MinSize().Width)
	return fyne.NewSize(widest, l.walk(objects, max(l.width, widest), false))
}
