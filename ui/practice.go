package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"lumbung/ui/kit"
)

// Practising says which book is wanted in the window.
type Practising uint8

// The ways between the books.
const (
	PractiseEnter Practising = iota + 1 // the practice village, made where there is none
	PractiseAnew                        // the same, after the old one was thrown away
	PractiseLeave                       // the cooperative's own book, or the first page where there is none
)

// practise asks for another book. What is not possible here is passed over: one cannot leave where one is not.
func practise(how Practising) func(*Shell) {
	return func(s *Shell) {
		if s.Practise == nil || how == PractiseLeave && !s.Practice || how == PractiseEnter && s.Practice {
			return
		}
		s.cancel()
		s.serial++ // what is being read for this shell comes to nothing
		s.Practise(how)
	}
}

// has tells whether a command leads anywhere here: the way out of practising only for who practises.
func (s *Shell) has(c command) bool {
	switch c.Name {
	case "practice":
		return s.Practise != nil && !s.Practice
	case "practice-anew":
		return s.Practise != nil
	case "practice-leave":
		return s.Practise != nil && s.Practice
	}
	return true
}

// banded sets a band over everything while one practises: nobody shall take this for the cooperative's book, nor the
// cooperative's for this.
func (s *Shell) banded(root fyne.CanvasObject) fyne.CanvasObject {
	if !s.Practice {
		return root
	}
	t := s.Text
	band := kit.NewBand("◆ "+t.T("ui.status.practice"), t.T("ui.practice.band"), t.T("ui.command.practice-leave"),
		func() { practise(PractiseLeave)(s) })
	return container.NewBorder(band, nil, nil, nil, root)
}
