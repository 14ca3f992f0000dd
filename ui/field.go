package ui

import (
	"strings"
	"time"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// dateEntry is a field for a day in the language of the screen.
func (s *Shell) dateEntry() *kit.DateEntry {
	d := kit.NewDateEntry(s.layer, s.Text.dateWords(), s.today().Time(), s.parseDay,
		func(day time.Time) string { return s.Text.ShortDay(coop.DateFromTime(day)) })
	d.Spell = func(day time.Time) string { return coop.DayText(coop.DateFromTime(day), s.Text.Language()) }
	return d
}

// parseDay reads a day as people type it; the sentence says why it cannot.
func (s *Shell) parseDay(text string) (time.Time, string) {
	day, err := coop.ParseDate(text, s.today())
	if err != nil {
		return time.Time{}, s.Text.Sentence(err)
	}
	return day.Time(), ""
}

// parseMoney reads an amount as people type, paste and add it up; the sentence says why it cannot.
func (s *Shell) parseMoney(text string) (int64, string) {
	amount, err := coop.ParseAmount(text)
	if err != nil {
		return 0, s.Text.Sentence(err)
	}
	return int64(amount), ""
}

// belowNought says that an amount cannot be negative, where one is.
func (s *Shell) belowNought(m *kit.MoneyEntry) string {
	if amount, _ := m.Amount(); amount < 0 {
		return s.Text.T("ui.field.below-nought")
	}
	return ""
}

// writeMoney writes an amount into a field.
func writeMoney(sen int64) string { return coop.FormatPlain(coop.Money(sen)) }

// nikWarning says what is odd about a NIK beside the rest of the form; it may stand all the same.
func (s *Shell) nikWarning(nik, sex string) string {
	if strings.TrimSpace(nik) == "" {
		return ""
	}
	_, problems := coop.CheckNIK(nik, sex, 0, s.info.Cooperative.Village, s.today())
	if len(problems) == 0 {
		return ""
	}
	return s.Text.Problem(problems[0])
}
