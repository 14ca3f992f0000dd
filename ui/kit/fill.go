package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// The room, in ems, that a page leaves free around itself.
const (
	pageWide = 1
	pageHigh = 0.2
)

// Page sets the parts of a page below each other; it scrolls where they are higher than the room.
func Page(parts ...fyne.CanvasObject) *fyne.Container {
	return Scrolled(InsetXY(pageWide, pageHigh, Stack(0.7, parts...)))
}

// Fill sets objects below each other and gives the last, usually a ledger, what is left of the height; where that is
// too little, the whole scrolls.
func Fill(apartEms float32, objects ...fyne.CanvasObject) *fyne.Container {
	return Scrolled(InsetXY(pageWide, pageHigh, container.New(&fillLayout{columnLayout{apart: apartEms}}, objects...)))
}

// FillFirst is Fill with something about the ledger between its head and the ledger; where the height is short the
// ledger comes first, so that its rows are in sight.
func FillFirst(apartEms float32, head, about, ledger fyne.CanvasObject) *fyne.Container {
	layout := &firstLayout{fillLayout{columnLayout{apart: apartEms}}}
	return Scrolled(InsetXY(pageWide, pageHigh, container.New(layout, head, about, ledger)))
}

type firstLayout struct{ fillLayout }

func (l *firstLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.fillLayout.Layout(objects, size) // wrapped texts learn their width
	if l.MinSize(objects).Height < size.Height {
		return
	}
	l.columnLayout.Layout([]fyne.CanvasObject{objects[0], objects[2], objects[1]}, size)
}

type fillLayout struct{ columnLayout }

func (l *fillLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.columnLayout.Layout(objects, size)
	last := objects[len(objects)-1]
	if rest := size.Height - last.Position().Y; rest > last.Size().Height {
		last.Resize(fyne.NewSize(size.Width, rest))
	}
}
