package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// Input is a field that a Form can hold.
type Input interface {
	fyne.CanvasObject
	fyne.Focusable
	// Complaint says in a sentence why the input cannot be read as it stands; empty when it can.
	Complaint() string
	// follow tells the input what Enter and Esc do, and whom to tell of changes and of the focus.
	follow(next, back, changed, seen func())
}

// Entry is a line of text: Enter goes on to the next field, Esc back.
type Entry struct {
	widget.Entry
	OnEnter  func()
	OnEscape func()
	OnDown   func() // the arrow key; nil: Fyne's own
	onFollow func()
	onSeen   func()
	focused  bool
	long     bool // several paragraphs: Enter and the arrows are its own
	selects  bool // takes all of its text when the focus comes
}

var _ Input = (*Entry)(nil)

// NewEntry makes a line of text.
func NewEntry(placeholder string) *Entry {
	e := &Entry{}
	e.PlaceHolder = placeholder
	e.ExtendBaseWidget(e)
	e.OnChanged = func(string) { e.changed() }
	return e
}

// NewSecret makes a line for a PIN: what is typed is not shown.
func NewSecret(placeholder string) *Entry {
	e := NewEntry(placeholder)
	e.Password, e.selects = true, true // nobody can see what to take away: a wrong one is typed anew as a whole
	return e
}

func (e *Entry) Complaint() string { return "" }

func (e *Entry) follow(next, back, changed, seen func()) {
	e.OnEnter, e.OnEscape, e.onFollow, e.onSeen = next, back, changed, seen
}

func (e *Entry) changed() {
	if e.onFollow != nil {
		e.onFollow()
	}
}

func (e *Entry) typed() string      { return e.Text }
func (e *Entry) retype(text string) { e.SetText(text) }

func (e *Entry) FocusGained() {
	e.focused = true
	e.Entry.FocusGained()
	if e.onSeen != nil {
		e.onSeen()
	}
	if e.selects && e.Text != "" {
		e.Entry.TypedShortcut(&fyne.ShortcutSelectAll{})
	}
}

func (e *Entry) FocusLost() {
	e.focused = false
	e.Entry.FocusLost()
}

func (e *Entry) TypedKey(event *fyne.KeyEvent) {
	if passed(event) {
		return
	}
	if e.long && event.Name != fyne.KeyEscape {
		e.Entry.TypedKey(event)
		return
	}
	switch event.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		if e.OnEnter != nil {
			e.OnEnter()
		}
	case fyne.KeyEscape:
		if e.OnEscape != nil {
			e.OnEscape()
		}
	case fyne.KeyDown:
		if e.OnDown != nil {
			e.OnDown()
			return
		}
		e.Entry.TypedKey(event)
	default:
		e.Entry.TypedKey(event)
	}
}
