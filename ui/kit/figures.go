package kit

import (
	"strings"

	"fyne.io/fyne/v2"
)

// Figures is a ledger in which one types, as in a spreadsheet: arrows walk over the columns of figures, digits begin a
// new amount, Enter keeps it and goes on to the next cell, Delete empties, Esc takes back what is half typed. It shows
// a thousand rows as smoothly as ten, because a cell is a text until the keys stand on it.
type Figures struct {
	*Ledger
	// Get and Set read and keep the amount of a cell, in the smallest unit that Parse knows.
	Get func(row, column int) int64
	Set func(row, column int, amount int64)
	// OnWrong is told a sentence when what was typed is no amount; the text stays in its cell.
	OnWrong func(sentence string)
	// OnPaste is offered what is pasted; it says whether it took it. A single amount goes into the cell.
	OnPaste func(text string) bool

	parse   func(text string) (amount int64, complaint string)
	format  func(amount int64) string
	column  int
	begun   bool   // text stands in the cell in place of its amount
	text    string // half typed
	focused bool
}

// NewFigures makes it; fill is asked for what is in the columns that are no figures, as in NewLedger.
func NewFigures(columns []Column, rows func() int, fill func(row int, cells []Cell),
	parse func(string) (int64, string), format func(int64) string,
) *Figures {
	f := &Figures{parse: parse, format: format, column: -1}
	f.Ledger = NewLedger(columns, rows, func(row int, cells []Cell) {
		fill(row, cells)
		f.fill(row, cells)
	}, nil)
	f.Ledger.typing = f
	f.column = f.next(-1, 1)
	return f
}

// fill writes the figures, and what is half typed in place of its own.
func (f *Figures) fill(row int, cells []Cell) {
	for i, c := range f.Columns {
		if !c.Figure {
			continue
		}
		if amount := f.Get(row, i); amount != 0 {
			cells[i].Text = f.format(amount)
		} else {
			cells[i] = Cell{Text: "–", Tone: ToneSoft}
		}
		if f.focused && row == f.list.near && i == f.column {
			cells[i].near = true
			if f.begun {
				cells[i].Text, cells[i].Tone = f.text+"|", ToneInk
			}
		}
	}
}

// next is the next column of figures in a direction; -1 where there is none.
func (f *Figures) next(from, by int) int {
	for i := from + by; i >= 0 && i < len(f.Columns); i += by {
		if f.Columns[i].Figure {
			return i
		}
	}
	return -1
}

// Begun tells whether an amount is half typed.
func (f *Figures) Begun() bool { return f.begun }

// Keep keeps what is half typed; false when it is no amount, which is said.
func (f *Figures) Keep() bool {
	if !f.begun {
		return true
	}
	amount := int64(0)
	if strings.TrimSpace(f.text) != "" {
		var complaint string
		if amount, complaint = f.parse(f.text); complaint != "" {
			if f.OnWrong != nil {
				f.OnWrong(complaint)
			}
			return false
		}
	}
	f.begun = false
	f.Set(f.list.near, f.column, amount)
	f.list.RefreshItem(f.list.near)
	return true
}

// typedKey takes the keys that walk over columns or change a figure; the others are the ledger's.
func (f *Figures) typedKey(event *fyne.KeyEvent, last int) bool {
	row := f.list.near
	switch event.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		if !f.Keep() {
			return true
		}
		if to := f.next(f.column, 1); to >= 0 {
			f.column = to
		} else if row < last {
			f.column = f.next(-1, 1)
			f.list.near++
			f.list.Highlight(f.list.near)
		}
	case fyne.KeyRight, fyne.KeyLeft:
		by := 1
		if event.Name == fyne.KeyLeft {
			by = -1
		}
		if to := f.next(f.column, by); f.Keep() && to >= 0 {
			f.column = to
		}
	case fyne.KeyBackspace:
		if !f.begun {
			f.begun, f.text = true, ""
			if amount := f.Get(row, f.column); amount != 0 {
				f.text = f.format(amount)
			}
		}
		letters := []rune(f.text)
		f.setText(string(letters[:max(len(letters)-1, 0)]))
	case fyne.KeyDelete:
		f.begun, f.text = true, ""
		f.Keep()
	case fyne.KeyEscape:
		if !f.begun {
			return false
		}
		f.begun = false
	case fyne.KeySpace:
	default:
		return !f.Keep() // the ledger walks on from a cell that is kept
	}
	f.list.RefreshItem(row)
	f.list.RefreshItem(f.list.near)
	return true
}

func (f *Figures) setText(text string) {
	f.text, _ = GroupThousands(text, len(text))
	f.list.RefreshItem(f.list.near)
}

func (f *Figures) typedRune(r rune) {
	if f.Rows() == 0 || f.list.near >= f.Rows() {
		return
	}
	if !f.begun {
		f.begun, f.text = true, ""
	}
	f.setText(f.text + string(r))
}

func (f *Figures) paste(text string) {
	if f.OnPaste != nil && strings.ContainsAny(strings.TrimSpace(text), "\t\n") && f.OnPaste(text) {
		return
	}
	f.begun = true
	f.setText(strings.TrimSpace(text))
	if amount, complaint := f.parse(f.text); complaint == "" {
		f.text = f.format(amount)
	}
	f.list.RefreshItem(f.list.near)
}

// moveTo sets the keys on a row that was tapped.
func (f *Figures) moveTo(row int) {
	if f.Keep() {
		f.list.near = row
	}
	f.list.Highlight(f.list.near)
}

func (f *Figures) seen(focused bool) {
	f.focused = focused
	if !focused {
		f.Keep()
	}
	f.list.RefreshItem(f.list.near)
}

func (l *ledgerList) FocusLost() {
	l.List.FocusLost()
	if f := l.ledger.typing; f != nil {
		f.seen(false)
	}
}

func (l *ledgerList) TypedRune(r rune) {
	if f := l.ledger.typing; f != nil {
		f.typedRune(r)
		return
	}
	if l.ledger.OnRune != nil && r != ' ' {
		l.ledger.OnRune(r)
	}
}

// TypedShortcut hears of pasting.
func (l *ledgerList) TypedShortcut(shortcut fyne.Shortcut) {
	if paste, is := shortcut.(*fyne.ShortcutPaste); is && l.ledger.typing != nil {
		l.ledger.typing.paste(paste.Clipboard.Content())
	}
}

var _ fyne.Shortcutable = (*ledgerList)(nil)
