package ui

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// Rupiah writes an amount: Rp1.234.567, with sen only where there are some; what is below zero stands in brackets.
func (t *Text) Rupiah(m coop.Money) string { return coop.FormatAccounting(m) }

// Figure is Rupiah without the Rp, for columns; nothing is a dash.
func (t *Text) Figure(m coop.Money) string {
	if m == 0 {
		return "–"
	}
	return coop.FormatPlain(m)
}

// Count writes a number with dots.
func (t *Text) Count(n int) string {
	grouped, _ := kit.GroupThousands(strconv.Itoa(n), 0)
	return grouped
}

// Day writes a day out: 3 November 2026.
func (t *Text) Day(d coop.Date) string {
	if d == 0 {
		return "–"
	}
	return coop.DateText(d, t.lang)
}

// ShortDay writes a day for a column: 03/11/2026.
func (t *Text) ShortDay(d coop.Date) string {
	if d == 0 {
		return "–"
	}
	return coop.DateShort(d)
}

// Month writes a month out: November 2026.
func (t *Text) Month(m coop.Month) string {
	if m == 0 {
		return "–"
	}
	return coop.MonthText(m, t.lang)
}

// ShortMonth writes a month for a narrow place: Nov 2026.
func (t *Text) ShortMonth(m coop.Month) string {
	return fmt.Sprintf("%s %d", t.T(fmt.Sprintf("month.short.%02d", m%100)), m/100)
}

// Months writes a row of months shortly, joining those without a gap: Jul–Des 2025, Feb 2026.
func (t *Text) Months(months []coop.Month) string {
	var parts []string
	for i := 0; i < len(months); {
		last := i
		for last+1 < len(months) && months[last+1] == after(months[last]) {
			last++
		}
		switch {
		case last == i:
			parts = append(parts, t.ShortMonth(months[i]))
		case months[i]/100 == months[last]/100:
			parts = append(parts, t.T(fmt.Sprintf("month.short.%02d", months[i]%100))+"–"+t.ShortMonth(months[last]))
		default:
			parts = append(parts, t.ShortMonth(months[i])+" – "+t.ShortMonth(months[last]))
		}
		i = last + 1
	}
	return strings.Join(parts, ", ")
}

// after is the month after another.
func after(m coop.Month) coop.Month { return m.Add(1) }

// before is the month before another.
func before(m coop.Month) coop.Month { return m.Add(-1) }

// Moment says when something was, seen from now: today at an hour, yesterday at an hour, or the day.
func (t *Text) Moment(minutes int64, now time.Time) string {
	if minutes == 0 {
		return t.T("ui.time.never")
	}
	at := time.Unix(minutes*60, 0).In(now.Location())
	day, today := coop.DateFromTime(at), coop.DateFromTime(now)
	hour := fmt.Sprintf("%02d.%02d", at.Hour(), at.Minute())
	switch day {
	case today:
		return t.T("ui.time.today", hour)
	case today.AddDays(-1):
		return t.T("ui.time.yesterday", hour)
	}
	return t.Day(day)
}

// Role names what a person does in the cooperative.
func (t *Text) Role(r coop.Role) string { return t.T(fmt.Sprintf("role.%d", r)) }

// dateWords are the calendar's words.
func (t *Text) dateWords() kit.DateWords {
	words := kit.DateWords{Today: t.T("ui.date.today")}
	for i := range words.Months {
		words.Months[i] = t.T(fmt.Sprintf("month.%02d", i+1))
	}
	for i := range words.Days {
		words.Days[i] = t.T(fmt.Sprintf("day.short.%d", i+1))
	}
	return words
}

// Ago says in words how many days ago something was.
func (t *Text) Ago(days int) string {
	switch days {
	case 0:
		return t.T("ui.time.ago-today")
	case 1:
		return t.T("ui.time.ago-yesterday")
	}
	return t.T("ui.time.ago", t.Count(days))
}

// ShortRupiah writes about how much an amount is, for the ends of a scale: Rp1,2 jt.
func (t *Text) ShortRupiah(m coop.Money) string {
	sign, rupiah := "", int64(m/coop.Rupiah)
	if rupiah < 0 {
		sign, rupiah = "-", -rupiah
	}
	for _, unit := range []struct {
		size int64
		key  string
	}{{1_000_000_000, "ui.money.billion"}, {1_000_000, "ui.money.million"}, {1_000, "ui.money.thousand"}} {
		if rupiah < unit.size {
			continue
		}
		whole, tenth := rupiah/unit.size, rupiah%unit.size*10/unit.size
		text := t.Count(int(whole))
		if tenth > 0 && whole < 100 {
			text += t.T("ui.money.comma") + strconv.FormatInt(tenth, 10)
		}
		return sign + "Rp" + t.T(unit.key, text)
	}
	return sign + "Rp" + strconv.FormatInt(rupiah, 10)
}
