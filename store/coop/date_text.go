package coop

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// The keys of what can be wrong with a date or month that somebody typed; {0} is what they typed, shortened.
const (
	ProblemDateEmpty   = "date.empty"   // nothing typed; no argument
	ProblemDateUnknown = "date.unknown" // not like any date
	ProblemDateNoDay   = "date.no-day"  // no such day in the calendar: 30 February
	ProblemMonthEmpty  = "month.empty"  // nothing typed; no argument
	ProblemMonthWrong  = "month.wrong"  // not like any month
	ProblemMonthOrder  = "month.order"  // a range whose end lies before its beginning, or of more than ten years
)

func dateProblem(key, text string) Problem { return Problem{Key: key, Args: []any{shorten(text)}} }

var (
	monthNames = map[string][12]string{
		"id": {
			"Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober",
			"November", "Desember",
		},
		"en": {
			"January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
			"November", "December",
		},
	}
	dayNames = map[string][7]string{
		"id": {"Minggu", "Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu"},
		"en": {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"},
	}
)

// language answers "en" for English and "id" for all else.
func language(lang string) string {
	if lang == "en" {
		return "en"
	}
	return "id"
}

// DateText writes a day with its month's name in the language "id" or "en": 3 Mei 2026. The zero day is empty.
func DateText(d Date, lang string) string {
	if !d.Valid() {
		return ""
	}
	return fmt.Sprintf("%d %s", d%100, MonthText(d.Month(), lang))
}

// DayText is DateText with the day of the week before it: Rabu, 26 Maret 2025.
func DayText(d Date, lang string) string {
	if !d.Valid() {
		return ""
	}
	return dayNames[language(lang)][d.Time().Weekday()] + ", " + DateText(d, lang)
}

// DateShort writes a day in figures, as Indonesia does: 03/05/2026. The zero day is empty.
func DateShort(d Date) string {
	if d == 0 {
		return ""
	}
	return fmt.Sprintf("%02d/%02d/%04d", d%100, d/100%100, d/10000)
}

// MonthText writes a month with its name in the language "id" or "en": Mei 2026. The zero month is empty.
func MonthText(m Month, lang string) string {
	if !m.Valid() {
		return ""
	}
	return fmt.Sprintf("%s %04d", monthNames[language(lang)][m%100-1], m/100)
}

// String gives 2026-05.
func (m Month) String() string { return fmt.Sprintf("%04d-%02d", m/100, m%100) }

// Add gives the month n months later, or earlier where n is below zero.
func (m Month) Add(n int) Month {
	count := int(m/100)*12 + int(m%100) - 1 + n
	return Month(count/12*100 + count%12 + 1)
}

// monthWords are what people write besides the full names.
var monthWords = map[string]int{
	"feb": 2, "pebruari": 2, "peb": 2, "mrt": 3, "mar": 3, "apr": 4, "mai": 5, "jun": 6, "jul": 7, "agu": 8, "ags": 8,
	"agt": 8, "agust": 8, "aug": 8, "sep": 9, "sept": 9, "okt": 10, "oct": 10, "nov": 11, "nop": 11, "nopember": 11,
	"des": 12, "dec": 12, "jan": 1,
}

func init() {
	for _, names := range monthNames {
		for i, name := range names {
			monthWords[strings.ToLower(name)] = i + 1
		}
	}
}

// dayWords are days told from today.
var dayWords = map[string]int{
	"hari ini": 0, "sekarang": 0, "today": 0, "kemarin": -1, "kemaren": -1, "yesterday": -1, "kemarin dulu": -2,
	"kemarin lusa": -2, "besok": 1, "tomorrow": 1, "lusa": 2,
}

// weekWords are the days of the week as people write them, from Sunday; said alone, one is the last that has come.
var weekWords = map[string]int{
	"minggu": 0, "ahad": 0, "senin": 1, "selasa": 2, "rabu": 3, "kamis": 4, "jumat": 5, "jum'at": 5, "jum’at": 5,
	"sabtu": 6, "sunday": 0, "monday": 1, "tuesday": 2, "wednesday": 3, "thursday": 4, "friday": 5, "saturday": 6,
}

// weekday reads "senin", "hari senin", "monday" as the last such day up to today, and "senin lalu", "last monday" as
// the last before today.
func weekday(s string, today Date) (Date, bool) {
	latest := 0
	for _, word := range []string{"lalu", "kemarin", "last"} {
		rest, ok := strings.CutSuffix(s, " "+word)
		if !ok {
			rest, ok = strings.CutPrefix(s, word+" ")
		}
		if ok {
			s, latest = rest, 1
			break
		}
	}
	day, ok := weekWords[strings.TrimPrefix(s, "hari ")]
	if !ok || !today.Valid() {
		return 0, false
	}
	back := (int(today.AddDays(-latest).Time().Weekday()) - day + 7) % 7
	return today.AddDays(-latest - back), true
}

var (
	isoDate    = regexp.MustCompile(`^([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})$`)
	figureDate = regexp.MustCompile(`^([0-9]{1,2})(?:[/. -]([0-9]{1,2})(?:[/. -]([0-9]{4}|[0-9]{2}))?)?$`)
	namedDate  = regexp.MustCompile(`^([0-9]{1,2})[ -]?([a-z]+)\.?(?:[ -]?([0-9]{4}|[0-9]{2}))?$`)
	nameFirst  = regexp.MustCompile(`^([a-z]+)\.? ([0-9]{1,2})(?:,? ([0-9]{4}))?$`)
)

// ParseDate reads a day as people type it, in Indonesian or English: 3/5/2026, 3/5, 3, 2026-05-03, 3 Mei, 3 May 2026,
// hari ini, kemarin, senin. The day comes before the month. Where the year is left out it is the one that puts the day
// nearest to today without going more than two months ahead. The error is a Problem.
func ParseDate(text string, today Date) (Date, error) {
	s := strings.ToLower(strings.Join(strings.Fields(text), " "))
	if s == "" {
		return 0, Problem{Key: ProblemDateEmpty}
	}
	if days, ok := dayWords[s]; ok {
		return today.AddDays(days), nil
	}
	if d, ok := weekday(s, today); ok {
		return d, nil
	}
	day, month, year := "", 0, ""
	if m := isoDate.FindStringSubmatch(s); m != nil {
		day, month, year = m[3], number(m[2]), m[1]
	} else if m := figureDate.FindStringSubmatch(s); m != nil {
		day, month, year = m[1], number(m[2]), m[3]
		if m[2] == "" {
			month, year = int(today/100%100), strconv.Itoa(int(today/10000))
		}
	} else if m := namedDate.FindStringSubmatch(s); m != nil {
		day, month, year = m[1], monthWords[m[2]], m[3]
	} else if m := nameFirst.FindStringSubmatch(s); m != nil {
		day, month, year = m[2], monthWords[m[1]], m[3]
	}
	if day == "" || month == 0 {
		return 0, dateProblem(ProblemDateUnknown, text)
	}
	d := Date(yearOf(year, month, number(day), today)*10000 + month*100 + number(day))
	if !d.Valid() {
		return 0, dateProblem(ProblemDateNoDay, text)
	}
	return d, nil
}

func number(digits string) int {
	n, err := strconv.Atoi(digits)
	if err != nil {
		return 0
	}
	return n
}

// yearOf gives the year typed, with its century, or else the one that fits today.
func yearOf(typed string, month, day int, today Date) int {
	if len(typed) == 2 {
		return 2000 + number(typed)
	}
	if typed != "" {
		return number(typed)
	}
	year := int(today / 10000)
	limit := today.AddDays(62)
	switch {
	case Date(year*10000+month*100+day) > limit:
		return year - 1
	case Date((year+1)*10000+month*100+day) <= limit:
		return year + 1
	}
	return year
}
