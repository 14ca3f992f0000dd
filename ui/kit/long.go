package kit

import "fyne.io/fyne/v2"

// NewLong makes a field for several paragraphs: Enter begins a new one, Tab goes on to what follows, Esc back.
func NewLong(text string, lines int) *Entry {
	e := NewEntry("")
	e.long = true
	e.MultiLine, e.Wrapping = true, fyne.TextWrapWord
	e.SetMinRowsVisible(lines)
	e.Text = text
	return e
}

// AcceptsTab lets Tab go on to the next widget also where Enter does not.
func (e *Entry) AcceptsTab() bool { return false }
