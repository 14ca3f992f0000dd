package main

import (
	"fyne.io/fyne/v2"

	"lumbung/store"
	"lumbung/ui"
)

// practise changes between the cooperative's own book and the practice village, in the same window. The book that is
// open is closed in order first, with everything that works beside the window.
func (p *program) practise(how ui.Practising) {
	if err := p.close(); err != nil {
		fyne.LogError("close a book", err)
	}
	p.work, p.book, p.sender = newWorkers(), (*store.Book)(nil), nil
	p.shell = nil
	p.practice = how != ui.PractiseLeave
	if how == ui.PractiseAnew {
		if err := throwPracticeAway(p.folder); err != nil {
			fyne.LogError("throw the practice village away", err)
		}
	}
	if err := p.open(p.prefs); err != nil {
		ui.ShowStop(p.window, p.text, explain(err))
	}
}
