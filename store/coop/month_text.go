package coop

import (
	"regexp"
	"strings"
)

var (
	isoMonth    = regexp.MustCompile(`^([0-9]{4})-([0-9]{1,2})$`)
	figureMonth = regexp.MustCompile(`^([0-9]{1,2})(?:[/. -]([0-9]{4}|[0-9]{2}))?$`)
	namedMonth  = regexp.MustCompile(`^([a-z]+)\.?(?: ?'?([0-9]{4}|[0-9]{2}))?$`)
	monthRange  = regexp.MustCompile(` ?(?:-|–|—|s/d|s\.d\.?|\bsd\b|\bsampai dengan\b|\bsampai\b|\bhingga\b|\bto\b) ?`)
	oneMonth    = regexp.MustCompile(`^([0-9]{4}-[0-9]{1,2}|[0-9]{1,2}-[0-9]{4})$`)
	monthList   = regexp.MustCompile(` ?(?:[,;&+]|\bdan\b|\band\b) ?`)
	monthTold   = map[string]int{
		"bulan ini": 0, "this month": 0, "bulan lalu": -1, "bulan kemarin": -1, "last month": -1, "bulan depan": 1,
		"next month": 1,
	}
)

// ParseMonth reads a month as people type it: 5, 5/2026, 2026-05, Mei, Mei 26, May 2026, bulan ini. Without a year it
// is the one that puts the month nearest to today without going more than two months ahead. The error is a Problem.
func ParseMonth(text string, today Date) (Month, error) {
	s := strings.ToLower(strings.Join(strings.Fields(text), " "))
	if s == "" {
		return 0, Problem{Key: ProblemMonthEmpty}
	}
	m, ok := readMonth(s, 0, today)
	if !ok {
		return 0, dateProblem(ProblemMonthWrong, text)
	}
	return m, nil
}

// readMonth reads one month; year stands in where none is written.
func readMonth(s string, year int, today Date) (Month, bool) {
	if told, ok := monthTold[s]; ok {
		return today.Month().Add(told), true
	}
	month, typed := 0, ""
	if m := isoMonth.FindStringSubmatch(s); m != nil {
		month, typed = number(m[2]), m[1]
	} else if m := figureMonth.FindStringSubmatch(s); m != nil {
		month, typed = number(m[1]), m[2]
	} else if m := namedMonth.FindStringSubmatch(s); m != nil {
		month, typed = monthWords[m[1]], m[2]
	}
	if typed != "" || year == 0 {
		year = yearOf(typed, month, 1, today)
	}
	got := Month(year*100 + month)
	return got, got.Valid()
}

// ParseMonths reads the months of a rapel: "Jan-Mar 2026", "Juni - Des 25", "11/2025 s/d 2/2026", "Mei, Juni dan
// Agustus". A year written once stands for the months before it, too; of a range over the turn of the year it is that
// of the end. They come back ascending, each once. The error is a Problem.
func ParseMonths(text string, today Date) ([]Month, error) {
	s := strings.ToLower(strings.Join(strings.Fields(text), " "))
	if s == "" {
		return nil, Problem{Key: ProblemMonthEmpty}
	}
	parts := monthList.Split(s, -1)
	chosen := map[Month]bool{}
	year := 0
	for i := len(parts) - 1; i >= 0; i-- { // from the end: a year stands for what is before it
		ends := []string{parts[i]}
		if !oneMonth.MatchString(parts[i]) {
			ends = monthRange.Split(parts[i], -1)
		}
		last, ok := readMonth(ends[len(ends)-1], year, today)
		first := last
		if len(ends) == 2 && ok {
			first, ok = rangeStart(ends[0], last, today)
		}
		if !ok || len(ends) > 2 {
			return nil, dateProblem(ProblemMonthWrong, text)
		}
		if first > last || first.Add(120) <= last {
			return nil, dateProblem(ProblemMonthOrder, text)
		}
		for m := first; m <= last; m = m.Add(1) {
			chosen[m] = true
		}
		year = int(first / 100)
	}
	return sortedKeys(chosen), nil
}

// rangeStart reads the first month of a range; without a year of its own it lies before the last.
func rangeStart(s string, last Month, today Date) (Month, bool) {
	first, ok := readMonth(s, int(last/100), today)
	if !ok || first <= last {
		return first, ok
	}
	if alone, _ := readMonth(s, 1950, today); alone/100 == 1950 { // no year was written
		first = first.Add(-12)
	}
	return first, true
}
