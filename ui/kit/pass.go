package kit

import "fyne.io/fyne/v2"

// leafed is told of the keys by which one leafs, and says whether it took them.
var leafed = func(pages int) bool { return false }

// OnLeaf says who comes before what has the keys when PageUp (-1) or PageDown (1) is pressed: help that lies over or
// beside a page never has them itself, for the page keeps them.
func OnLeaf(told func(pages int) bool) { leafed = told }

// passed hands F1 on to the window, and the keys by which one leafs to help that is open. Keys without Ctrl or Alt are
// no shortcuts in Fyne: whatever has the keys swallows them, and the window is told only where nothing has them. The
// program has one window; which canvas a widget is on cannot be asked from inside it, for the window knows only the
// outermost of embedded widgets.
func passed(event *fyne.KeyEvent) bool {
	switch event.Name {
	case fyne.KeyPageUp:
		return leafed(-1)
	case fyne.KeyPageDown:
		return leafed(1)
	case fyne.KeyF1:
	default:
		return false
	}
	for _, window := range fyne.CurrentApp().Driver().AllWindows() {
		if told := window.Canvas().OnTypedKey(); told != nil {
			told(event)
			break
		}
	}
	return true
}

// Leaf scrolls a Page by so many windows, less a line that one has read; false where it is not higher than its room.
func Leaf(page *fyne.Container, pages int) bool {
	layout, is := page.Layout.(*scrolledLayout)
	if !is {
		return false
	}
	scroll := layout.scroll
	most := scroll.Content.Size().Height - scroll.Size().Height
	if most <= 0 {
		return false
	}
	by := max(scroll.Size().Height-1.5*Em(), Em())
	scroll.Offset.Y = min(max(scroll.Offset.Y+float32(pages)*by, 0), most)
	scroll.Refresh()
	return true
}
