package kit

import (
	"strings"

	"fyne.io/fyne/v2"
)

// MoneyEntry is a field for an amount. Thousands are set apart as one types; an amount copied from a chat
// ("Rp 1.250.000,-") is understood when it is pasted. The value is in the smallest unit that parse knows.
type MoneyEntry struct {
	Entry
	// OnAmount is told the amount after every key that leaves a readable one.
	OnAmount func(amount int64)

	parse     func(text string) (amount int64, complaint string)
	format    func(amount int64) string
	grouped   bool  // regroup is at work
	suggested int64 // shown grey while the field is empty; 0: nothing
	dotted    int   // how many figures stood before a dot that was typed; 0: none was
}

var _ Input = (*MoneyEntry)(nil)

// NewMoneyEntry makes a field for an amount; parse and format are the caller's. An empty field is 0.
func NewMoneyEntry(parse func(string) (int64, string), format func(int64) string) *MoneyEntry {
	m := &MoneyEntry{parse: parse, format: format}
	m.selects = true
	m.ExtendBaseWidget(m)
	m.OnChanged = func(string) { m.onTyped() }
	return m
}

// Amount reads the field; a complaint says why it cannot.
func (m *MoneyEntry) Amount() (amount int64, complaint string) {
	if strings.TrimSpace(m.Text) == "" {
		return 0, ""
	}
	return m.parse(m.Text)
}

// Suggest shows an amount in grey while the field is empty; the down arrow takes it. It is never taken by itself, and
// is no answer as long as it is grey. 0 takes the suggestion back.
func (m *MoneyEntry) Suggest(amount int64) {
	if m.suggested == amount {
		return
	}
	m.suggested = amount
	m.PlaceHolder = ""
	if amount != 0 {
		m.PlaceHolder = m.format(amount) + " ↓"
	}
	m.Refresh()
}

// Suggested is the amount that is shown in grey; 0: none.
func (m *MoneyEntry) Suggested() int64 { return m.suggested }

// SetAmount writes an amount; 0 empties the field.
func (m *MoneyEntry) SetAmount(amount int64) {
	m.dotted = 0
	if amount == 0 {
		m.SetText("")
		return
	}
	m.SetText(m.format(amount))
}

func (m *MoneyEntry) Complaint() string {
	if complaint := m.strayDot(); complaint != "" {
		return complaint
	}
	_, complaint := m.Amount()
	return complaint
}

// strayDot complains of a dot that was typed where none separates thousands: 1250.50 would be regrouped to another
// amount, and whoever is used to a decimal point might not see it.
func (m *MoneyEntry) strayDot() string {
	if m.dotted == 0 {
		return ""
	}
	whole, _, _ := strings.Cut(m.Text, ",")
	figures := strings.ReplaceAll(whole, ".", "")
	if strings.Trim(figures, "0123456789") != "" || len(figures) <= m.dotted || (len(figures)-m.dotted)%3 == 0 {
		return ""
	}
	_, complaint := m.parse(figures[:m.dotted] + "." + figures[m.dotted:])
	return complaint
}

// said tells what a sum or a short form ("2,5 jt") comes to.
func (m *MoneyEntry) said() string {
	amount, complaint := m.Amount()
	if complaint != "" || strings.Trim(m.Text, "-0123456789.,") == "" {
		return ""
	}
	return "= " + m.format(amount)
}

func (m *MoneyEntry) onTyped() {
	if m.grouped {
		return
	}
	text, caret := GroupThousands(m.Text, m.CursorColumn)
	if text != m.Text {
		m.grouped = true
		m.SetText(text)
		m.CursorColumn = caret
		m.Refresh()
		m.grouped = false
	}
	if amount, complaint := m.Amount(); complaint == "" && m.OnAmount != nil {
		m.OnAmount(amount)
	}
	m.changed()
}

// TypedKey regroups again after the entry has moved its caret: Backspace over a dot takes the figure before it.
func (m *MoneyEntry) TypedKey(event *fyne.KeyEvent) {
	before := m.Text
	switch {
	case event.Name == fyne.KeyDown && m.Text == "" && m.suggested != 0:
		m.SetText(m.format(m.suggested))
		m.CursorColumn = len(m.Text)
		m.Refresh()
		return
	case event.Name == fyne.KeyBackspace || event.Name == fyne.KeyDelete:
		m.dotted = 0 // it is being looked at
	}
	if event.Name == fyne.KeyBackspace && m.SelectedText() == "" {
		if at := m.CursorColumn; at > 1 && at <= len(before) && before[at-1] == '.' {
			m.CursorColumn--
		}
	}
	m.Entry.TypedKey(event)
	m.settle()
}

func (m *MoneyEntry) TypedRune(r rune) {
	if m.SelectedText() != "" || m.Text == "" {
		m.dotted = 0
	}
	if before := []rune(m.Text); r == '.' && m.CursorColumn <= len(before) {
		m.dotted = len(strings.ReplaceAll(string(before[:m.CursorColumn]), ".", ""))
	}
	m.Entry.TypedRune(r)
	m.settle()
}

// settle sets the caret right once more: Entry moves it after OnChanged has run.
func (m *MoneyEntry) settle() {
	if at := min(m.CursorColumn, len([]rune(m.Text))); at != m.CursorColumn {
		m.CursorColumn = at
		m.Refresh()
	}
}

func (m *MoneyEntry) TypedShortcut(shortcut fyne.Shortcut) {
	paste, is := shortcut.(*fyne.ShortcutPaste)
	if !is {
		m.Entry.TypedShortcut(shortcut)
		return
	}
	text := strings.TrimSpace(paste.Clipboard.Content())
	if amount, complaint := m.parse(text); complaint == "" {
		m.SetText(m.format(amount))
		m.CursorColumn = len([]rune(m.Text))
		m.Refresh()
		return
	}
	m.Entry.TypedShortcut(shortcut)
}

func (m *MoneyEntry) FocusLost() {
	m.Entry.FocusLost()
	if amount, complaint := m.Amount(); complaint == "" && m.strayDot() == "" && amount != 0 {
		m.SetText(m.format(amount))
	}
}

// GroupThousands sets a dot before every third figure of the whole part ("1250000,5" is "1.250.000,5") and moves the
// caret with the figure it stood behind. A text that is no plain figure stays as it is.
func GroupThousands(text string, caret int) (string, int) {
	whole, rest, comma := strings.Cut(text, ",")
	sign := ""
	if strings.HasPrefix(whole, "-") {
		sign, whole = "-", whole[1:]
	}
	if strings.Trim(whole, "0123456789.") != "" || strings.Trim(rest, "0123456789") != "" {
		return text, caret
	}
	behind := 0 // figures and commas right of the caret
	for i := len(text) - 1; i >= max(caret, 0); i-- {
		if text[i] != '.' {
			behind++
		}
	}
	figures := strings.ReplaceAll(whole, ".", "")
	var grouped strings.Builder
	grouped.WriteString(sign)
	for i, figure := range []byte(figures) {
		if i > 0 && (len(figures)-i)%3 == 0 {
			grouped.WriteByte('.')
		}
		grouped.WriteByte(figure)
	}
	if comma {
		grouped.WriteString("," + rest)
	}
	out := grouped.String()
	at := len(out)
	for ; behind > 0 && at > 0; at-- {
		if out[at-1] != '.' {
			behind--
		}
	}
	return out, at
}
