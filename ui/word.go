package ui

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// Rupiah writes an amount as people do: Rp1.234.567, and sen only where there are some: Rp1.222,50. What is below
// zero stands in brackets.
func (t *Text) Rupiah(m coop.Money) string { return brackets(m, "Rp") }

// Figure is Rupiah without the Rp, for columns; nothing is a dash.
func (t *Text) Figure(m coop.Money) string {
	if m == 0 {
		return "–"
	}
	return brackets(m, "")
}

func brackets(m coop.Money, mark string) string {
	if m >= 0 {
		return mark + plain(uint64(m))
	}
	return "(" + mark + plain(uint64(-(m+1))+1) + ")"
}

// plain writes sen as rupiah with dots, and a comma where there are sen.
func plain(sen uint64) string {
	whole, _ := kit.GroupThousands(strconv.FormatUint(sen/uint64(coop.Rupiah), 10), 0)
	if rest := sen % uint64(coop.Rupiah); rest > 0 {
		return fmt.Sprintf("%s,%02d", whole, rest)
	}
	return whole
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
	return fmt.Sprintf("%d %s", d%100, t.Month(d.Month()))
}

// ShortDay writes a day for a column: 03/11/2026.
func (t *Text) ShortDay(d coop.Date) string {
	if d == 0 {
		return "–"
	}
	return fmt.Sprintf("%02d/%02d/%04d", d%100, d/100%100, d/10000)
}

// Month writes a month out: November 2026.
func (t *Text) Month(m coop.Month) string {
	if m == 0 {
		return "–"
	}
	return fmt.Sprintf("%s %d", t.T(fmt.Sprintf("month.%02d", m%100)), m/100)
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
func after(m coop.Month) coop.Month { return m.Last().AddDays(1).Month() }

// before is the month before another.
func before(m coop.Month) coop.Month { return m.First().AddDays(-1).Month() }

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
