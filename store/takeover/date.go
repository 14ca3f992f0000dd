package takeover

import (
	"strings"
	"time"
	"unicode"

	"lumbung/store/coop"
)

// makeDate gives the day, or 0 when there is no such day.
func makeDate(year, month, day int) coop.Date {
	t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if year < 1900 || year > 2199 || t.Year() != year || int(t.Month()) != month || t.Day() != day {
		return 0
	}
	return coop.Date(year*10000 + month*100 + day)
}

func (r ymd) date() coop.Date { return makeDate(r.y, r.m, r.d) }

type ymd struct{ y, m, d int }

func split(d coop.Date) ymd { return ymd{int(d) / 10000, int(d) / 100 % 100, int(d) % 100} }

// days counts days since the year 0, for distances.
func days(d coop.Date) int {
	p := split(d)
	return int(time.Date(p.y, time.Month(p.m), p.d, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

func lastDay(m coop.Month) int {
	return time.Date(int(m)/100, time.Month(int(m)%100)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

func dayOf(m coop.Month, day int) coop.Date { return coop.Date(int(m)*100 + min(day, lastDay(m))) }

// readDate decodes a cell of the date column; 0 when it is no day. year is taken where the text names none.
func readDate(c cell, date1904 bool, year int) coop.Date {
	switch c.typ {
	case number:
		return serialDate(c.text, date1904)
	case isoDate, text:
		return writtenDate(c.text, year)
	default:
		return 0
	}
}

// serialDate turns Excel's day number into a day. Day 60 of the 1900 count is 29 February 1900, which never was; the
// count before it is off by one. Fractions are hours and fall away.
func serialDate(s string, date1904 bool) coop.Date {
	whole, _, _ := strings.Cut(s, ".")
	n, ok := digits(whole)
	if !ok || n < 61 || n > 109_574 { // 1 March 1900 to 31 December 2199
		return 0
	}
	base := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	if date1904 {
		base = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	t := base.AddDate(0, 0, n)
	return makeDate(t.Year(), int(t.Month()), t.Day())
}

// writtenDate reads "5/1/2026", "05-01-26", "5.1", "5 Januari 2026", "Senin, 5 Jan 26" and "2026-01-05"; the day comes
// first (domain §11) unless the first number is a year.
func writtenDate(s string, year int) coop.Date {
	s, _, _ = strings.Cut(strings.ToLower(s), "t00:") // an ISO time
	words := strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	var numbers []int
	month := 0
	for _, w := range words {
		if n, ok := digits(w); ok {
			numbers = append(numbers, n)
		} else if n := monthNumber(w); n > 0 && month == 0 {
			month = n
		}
	}
	if month > 0 && len(numbers) > 0 {
		numbers = append([]int{numbers[0], month}, numbers[1:]...)
	}
	switch {
	case len(numbers) == 2 && year > 0:
		numbers = append(numbers, year)
	case len(numbers) < 3:
		return 0
	}
	if numbers[0] >= 1000 && month == 0 {
		return makeDate(numbers[0], numbers[1], numbers[2])
	}
	if numbers[2] < 100 {
		numbers[2] += 2000
	}
	return makeDate(numbers[2], numbers[1], numbers[0])
}
