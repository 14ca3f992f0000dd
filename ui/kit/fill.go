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

type fillLayout struct{ columnLayout }

func (l *fillLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.columnLayout.Layout(objects, size)
	last := objects[len(objects)-1]
	if rest := size.Height - last.Position().Y; rest > last.Size().Height {
		last.Resize(fyne.NewSize(size.Width, rest))
	}
}
