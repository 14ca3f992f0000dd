package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// Scrolled lets a page be higher than its room. Texts inside wrap at the width of the room first, so that the height
// is the true one.
func Scrolled(content fyne.CanvasObject) *fyne.Container {
	scroll := container.NewVScroll(content)
	return container.New(&scrolledLayout{scroll}, scroll)
}

type scrolledLayout struct{ scroll *container.Scroll }

func (l *scrolledLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	content := l.scroll.Content
	for range 2 { // the second pass knows the heights that wrapping at this width gives
		content.Resize(fyne.NewSize(size.Width, content.MinSize().Height))
	}
	l.scroll.Resize(size)
	l.scroll.Refresh()
}

func (l *scrolledLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(min(l.scroll.MinSize().Width, 8*Em()), 4*Em())
}

// ScrollToSee brings an object of a Scrolled page into sight: the field that has the focus, the one that is wrong.
func ScrollToSee(page *fyne.Container, object fyne.CanvasObject) {
	if footed, is := page.Layout.(*footedLayout); is {
		page = footed.page
	}
	if under, is := page.Layout.(*underLayout); is {
		page = under.page
	}
	layout, is := page.Layout.(*scrolledLayout)
	if !is {
		return
	}
	driver, scroll := fyne.CurrentApp().Driver(), layout.scroll
	at := driver.AbsolutePositionForObject(object).Y - driver.AbsolutePositionForObject(scroll).Y
	switch bottom := at + object.Size().Height; {
	case at < 0:
		scroll.Offset.Y += at - Em()
	case bottom > scroll.Size().Height:
		scroll.Offset.Y += bottom - scroll.Size().Height + Em()
	default:
		return
	}
	scroll.Offset.Y = min(max(scroll.Offset.Y, 0), max(scroll.Content.Size().Height-scroll.Size().Height, 0))
	scroll.Refresh()
}

// press is the part of a widget that can be tapped, hovered, and pressed with Enter or Space.
type press struct {
	widget.BaseWidget
	OnTapped         func()
	OnSeen           func()       // the keys came: a page that scrolls brings it into sight
	OnRune           func(r rune) // a letter or a figure: the page may know what it means
	hovered, focused bool
}

var (
	_ fyne.Tappable     = (*press)(nil)
	_ fyne.Focusable    = (*press)(nil)
	_ desktop.Hoverable = (*press)(nil)
)

func (p *press) Tapped(*fyne.PointEvent) {
	if p.OnTapped != nil {
		p.OnTapped()
	}
}

func (p *press) MouseIn(*desktop.MouseEvent)    { p.hovered = true; p.Refresh() }
func (p *press) MouseMoved(*desktop.MouseEvent) {}
func (p *press) MouseOut()                      { p.hovered = false; p.Refresh() }
func (p *press) FocusLost()                     { p.focused = false; p.Refresh() }

func (p *press) TypedRune(r rune) {
	if p.OnRune != nil {
		p.OnRune(r)
	}
}

// FocusGained shows that the keys are here.
func (p *press) FocusGained() {
	p.focused = true
	p.Refresh()
	if p.OnSeen != nil {
		p.OnSeen()
	}
}

func (p *press) TypedKey(event *fyne.KeyEvent) {
	if passed(event) {
		return
	}
	switch event.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		p.Tapped(nil)
	}
}

// Cursor is a hand.
func (p *press) Cursor() desktop.Cursor { return desktop.PointerCursor }

// Sideways lets a ledger with many columns be wider than its room.
func Sideways(ledger *Ledger) *container.Scroll { return container.NewHScroll(ledger) }
