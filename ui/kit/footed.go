package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Footed keeps a bar with the main action in sight below a page that scrolls.
func Footed(page *fyne.Container, bar fyne.CanvasObject) *fyne.Container {
	foot := Ground(ColorCard, InsetXY(pageWide, 0.35, bar))
	rule := Rule()
	return container.New(&footedLayout{page: page, foot: foot, rule: rule}, page, foot, rule)
}

type footedLayout struct {
	page       *fyne.Container
	foot, rule fyne.CanvasObject
}

func (l *footedLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	l.foot.Resize(fyne.NewSize(size.Width, l.foot.MinSize().Height)) // what it holds wraps at this width
	high := l.foot.MinSize().Height
	l.foot.Resize(fyne.NewSize(size.Width, high))
	l.foot.Move(fyne.NewPos(0, size.Height-high))
	l.rule.Resize(fyne.NewSize(size.Width, 1))
	l.rule.Move(fyne.NewPos(0, size.Height-high))
	l.page.Resize(fyne.NewSize(size.Width, size.Height-high))
}

func (l *footedLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	page, foot := l.page.MinSize(), l.foot.MinSize()
	return fyne.NewSize(max(page.Width, foot.Width), page.Height+foot.Height)
}
