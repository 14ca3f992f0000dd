package ui

import (
	"context"

	"fyne.io/fyne/v2"
)

// Route names a page and what it is about. Two routes that are equal lead to the same place.
type Route struct {
	Page string // one of the Page constants
	Arg  string // an id, a code, a month; what the page says it wants
}

// content is what a page consists of: reading, which may take its time and touches no widget, and showing, which
// runs in the window and asks nobody anything.
type content[T any] interface {
	load(ctx context.Context) (T, error)
	show(data T) fyne.CanvasObject
}

// page is a content whose type of data is settled. What else a page can do it says by the small interfaces below.
type page struct {
	title string
	fetch func(ctx context.Context) (draw func() fyne.CanvasObject, err error)
	self  any
}

// bind makes a page of its content.
func bind[T any](title string, c content[T]) page {
	return page{
		title: title,
		self:  c,
		fetch: func(ctx context.Context) (func() fyne.CanvasObject, error) {
			data, err := c.load(ctx)
			if err != nil {
				return nil, err
			}
			return func() fyne.CanvasObject { return c.show(data) }, nil
		},
	}
}

// What a page may be able to do. Commands and the frame ask for it.
type (
	// starter sets the focus where typing begins, once the page is in the window.
	starter interface{ start() }
	// titled knows a better title once it is drawn, such as the name of whom it shows.
	titled interface{ heading() string }
	// acting has buttons for the head of the page.
	acting interface{ actions() []fyne.CanvasObject }
	// recorder records what is typed: Ctrl+Enter.
	recorder interface{ record() }
	// searcher goes to its search field: Ctrl+F.
	searcher interface{ search() }
	// monthly goes a month on or back: Ctrl+PageDown, Ctrl+PageUp.
	monthly interface{ step(months int) }
	// lettered knows what a letter or figure means that is typed where no field has the keys; false: nothing.
	lettered interface{ letter(r rune) bool }
	// steady holds something half typed: news from outside must not draw it anew.
	steady interface{ busy() bool }
	// bare stands without frame: no book is open, or nobody has logged in.
	bare interface{ bare() }
)
