package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
)

// Stepper shows one of a row of things, such as a month, between two arrows.
type Stepper struct {
	root  *fyne.Container
	title *Line
}

// NewStepper makes a stepper; step is told -1 or 1.
func NewStepper(title string, step func(int)) *Stepper { return NewShortStepper(title, 9, step) }

// NewShortStepper makes a stepper whose title needs so many ems.
func NewShortStepper(title string, ems float32, step func(int)) *Stepper {
	s := &Stepper{title: (&Line{Text: title, Bold: true, Align: fyne.TextAlignCenter}).With()}
	s.root = container.NewHBox(
		Button("", theme.NavigateBackIcon(), func() { step(-1) }),
		container.NewCenter(Least(ems, 0, s.title)),
		Button("", theme.NavigateNextIcon(), func() { step(1) }),
	)
	return s
}

// Content is what the page shows.
func (s *Stepper) Content() fyne.CanvasObject { return s.root }

// SetTitle changes what is shown between the arrows.
func (s *Stepper) SetTitle(title string) { s.title.Set(title, ToneInk) }
