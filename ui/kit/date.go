package kit

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// DateWords are a calendar's words in the language of the screen.
type DateWords struct {
	Months [12]string
	Days   [7]string // short, from Monday
	Today  string
}

// DateEntry is a field for a day: typed in any way that parse understands and written back as format writes it, gone
// through with the arrow keys (a day) and PageUp and PageDown (a month), or chosen from a calendar.
type DateEntry struct {
	Entry
	OnDay func(day time.Time)
	Spell func(day time.Time) string // says a day in full words, as one types; nil: not at all

	layer  *Layer
	words  DateWords
	today  time.Time
	parse  func(text string) (day time.Time, complaint string)
	format func(day time.Time) string
	button *Plain
}

var _ Input = (*DateEntry)(nil)

// NewDateEntry makes a field for a day. An empty field is the zero time.
func NewDateEntry(layer *Layer, words DateWords, today time.Time,
	parse func(string) (time.Time, string), format func(time.Time) string,
) *DateEntry {
	d := &DateEntry{layer: layer, words: words, today: today, parse: parse, format: format}
	d.selects = true
	d.button = Quiet("", theme.CalendarIcon(), d.onCalendar)
	d.ActionItem = d.button
	d.ExtendBaseWidget(d)
	d.OnChanged = func(string) { d.onTyped() }
	return d
}

// Day reads the field; a complaint says why it cannot.
func (d *DateEntry) Day() (day time.Time, complaint string) {
	if d.Text == "" {
		return time.Time{}, ""
	}
	return d.parse(d.Text)
}

// SetDay writes a day; the zero time empties the field.
func (d *DateEntry) SetDay(day time.Time) {
	if day.IsZero() {
		d.SetText("")
		return
	}
	d.SetText(d.format(day))
}

func (d *DateEntry) Complaint() string {
	_, complaint := d.Day()
	return complaint
}

// said says in full words which day was understood.
func (d *DateEntry) said() string {
	if day, complaint := d.Day(); d.Spell != nil && complaint == "" && !day.IsZero() {
		return d.Spell(day)
	}
	return ""
}

func (d *DateEntry) onTyped() {
	if day, complaint := d.Day(); complaint == "" && !day.IsZero() && d.OnDay != nil {
		d.OnDay(day)
	}
	d.changed()
}

func (d *DateEntry) FocusLost() {
	d.Entry.FocusLost()
	if day, complaint := d.Day(); complaint == "" {
		d.SetDay(day)
	}
}

func (d *DateEntry) TypedKey(event *fyne.KeyEvent) {
	switch event.Name {
	case fyne.KeyUp:
		d.move(0, 1)
	case fyne.KeyDown:
		d.move(0, -1)
	case fyne.KeyPageUp:
		d.move(1, 0)
	case fyne.KeyPageDown:
		d.move(-1, 0)
	case fyne.KeyEscape:
		if d.layer.IsOpen(d) {
			d.layer.Close(d)
			return
		}
		d.Entry.TypedKey(event)
	default:
		d.Entry.TypedKey(event)
	}
}

// move goes so many months and days on, and stays inside the month it aims at.
func (d *DateEntry) move(months, days int) {
	day, complaint := d.Day()
	if complaint != "" || day.IsZero() {
		day = d.today
	}
	if months != 0 {
		first := time.Date(day.Year(), day.Month()+time.Month(months), 1, 0, 0, 0, 0, time.UTC)
		last := first.AddDate(0, 1, -1).Day()
		day = first.AddDate(0, 0, min(day.Day(), last)-1)
	}
	d.SetDay(day.AddDate(0, 0, days))
}

func (d *DateEntry) onCalendar() {
	if d.layer.IsOpen(d) {
		d.layer.Close(d)
		return
	}
	day, complaint := d.Day()
	if complaint != "" || day.IsZero() {
		day = d.today
	}
	calendar := newCalendar(d.words, day, d.today, func(day time.Time) {
		d.SetDay(day)
		d.layer.Close(d)
		d.layer.Focus(d)
	})
	d.layer.Open(d, d, calendar, 0, nil)
}
