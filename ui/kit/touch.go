package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// touched is told that somebody is here. It is one for the program, as there is one person before it.
var touched = func() {}

// OnTouch says whom to tell when a key goes down in a field or the mouse moves: a lock waits for nobody to do so.
func OnTouch(told func()) { touched = told }

// KeyDown tells that somebody types; fields take the keys before the window sees them.
func (e *Entry) KeyDown(event *fyne.KeyEvent) {
	touched()
	e.Entry.KeyDown(event)
}

// ground lies under the whole window and feels the mouse wherever nothing else does.
type ground struct{ widget.BaseWidget }

func newGround() *ground {
	g := &ground{}
	g.ExtendBaseWidget(g)
	return g
}

// CreateRenderer shows nothing.
func (g *ground) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(Space(0, 0))
}

// MouseIn, MouseMoved and MouseOut tell that somebody is here.
func (g *ground) MouseIn(*desktop.MouseEvent)    { touched() }
func (g *ground) MouseMoved(*desktop.MouseEvent) { touched() }
func (g *ground) MouseOut()                      { touched() }
