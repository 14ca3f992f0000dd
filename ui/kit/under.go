package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Under sets a page that scrolls under a head that stays in sight.
func Under(head fyne.CanvasObject, page *fyne.Container) *fyne.Container {
	top := InsetXY(pageWide, pageHigh, head)
	return container.New(&underLayout{head: top, page: page}, top, page)
}

type underLayout struct {
	head fyne.CanvasObject
	page *fyne.Container
}

func (l *underLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	l.head.Resize(fyne.NewSize(size.Width, l.head.MinSize().Height)) // what it holds wraps at this width
	high := l.head.MinSize().Height
	l.head.Resize(fyne.NewSize(size.Width, high))
	l.page.Move(fyne.NewPos(0, high+gap()))
	l.page.Resize(fyne.NewSize(size.Width, size.Height-high-gap()))
}

func (l *underLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	head, page := l.head.MinSize(), l.page.MinSize()
	return fyne.NewSize(max(head.Width, page.Width), head.Height+page.Height)
}
