package main

import (
	"fmt"
	"strconv"
	"strings"

	"lumbung/store/coop"
)

// parseAmount reads rupiah as CSV, JSON and flags write them: an integer, or with two decimals after a point.
// Separators of thousands are refused: nobody can tell 1.500 from one and a half.
func parseAmount(text string) (coop.Money, bool) {
	digits, minus := strings.CutPrefix(text, "-")
	whole, sen, decimals := strings.Cut(digits, ".")
	if !allDigits(whole) || len(whole) > 16 || decimals && (len(sen) != 2 || !allDigits(sen)) {
		return 0, false
	}
	rupiah, err := strconv.ParseInt(whole, 10, 64)
	if err != nil {
		return 0, false
	}
	m := coop.Money(rupiah) * coop.Rupiah
	if decimals {
		cents, err := strconv.ParseInt(sen, 10, 64)
		if err != nil {
			return 0, false
		}
		m += coop.Money(cents)
	}
	if minus {
		m = -m
	}
	return m, true
}

func allDigits(text string) bool { return text != "" && strings.Trim(text, "0123456789") == "" }

// rupiah is an amount that JSON shows as a number of rupiah.
type rupiah coop.Money

// MarshalJSON writes the exact number: no floating point comes near it.
func (r rupiah) MarshalJSON() ([]byte, error) { return []byte(coop.FormatData(coop.Money(r))), nil }

// moneyOf is the amount behind its JSON form.
func moneyOf(r rupiah) coop.Money { return coop.Money(r) }

// parseDate reads a day as 2026-01-31 or, as an Indonesian spreadsheet writes it, 31/01/2026.
func parseDate(text string) (coop.Date, bool) {
	parts := strings.Split(text, "-")
	if len(parts) != 3 {
		if parts = strings.Split(text, "/"); len(parts) != 3 {
			return 0, false
		}
		parts[0], parts[2] = parts[2], parts[0]
	}
	if len(parts[0]) != 4 || len(parts[1]) > 2 || len(parts[2]) > 2 {
		return 0, false
	}
	var n [3]int
	for i, part := range parts {
		if !allDigits(part) {
			return 0, false
		}
		n[i], _ = strconv.Atoi(part)
	}
	day := coop.Date(n[0]*10000 + n[1]*100 + n[2])
	return day, day.Valid()
}

// parseMonth reads a month as 2026-01.
func parseMonth(text string) (coop.Month, bool) {
	year, month, ok := strings.Cut(text, "-")
	if !ok || len(year) != 4 || len(month) != 2 || !allDigits(year) || !allDigits(month) {
		return 0, false
	}
	y, _ := strconv.Atoi(year)
	m, _ := strconv.Atoi(month)
	return coop.Month(y*100 + m), coop.Month(y*100 + m).Valid()
}

// dateValue is a flag that holds a day.
type dateValue coop.Date

func (d *dateValue) String() string {
	if *d == 0 {
		return ""
	}
	return coop.Date(*d).String()
}

// Set implements pflag.Value.
func (d *dateValue) Set(text string) error {
	day, ok := parseDate(text)
	if !ok {
		return fmt.Errorf("not a date: %q", text)
	}
	*d = dateValue(day)
	return nil
}

// Type implements pflag.Value; the text ctl.value.date says what it is.
func (d *dateValue) Type() string { return "date" }

// monthValue is a flag that holds a month.
type monthValue coop.Month

func (m *monthValue) String() string {
	if *m == 0 {
		return ""
	}
	return coop.Month(*m).String()
}

// Set implements pflag.Value.
func (m *monthValue) Set(text string) error {
	month, ok := parseMonth(text)
	if !ok {
		return fmt.Errorf("not a month: %q", text)
	}
	*m = monthValue(month)
	return nil
}

// Type implements pflag.Value.
func (m *monthValue) Type() string { return "month" }

// yearValue is a flag that holds a year.
type yearValue int

func (y *yearValue) String() string {
	if *y == 0 {
		return ""
	}
	return strconv.Itoa(int(*y))
}

// Set implements pflag.Value.
func (y *yearValue) Set(text string) error {
	if len(text) != 4 || !allDigits(text) || text < "1900" || text > "2199" {
		return fmt.Errorf("not a year: %q", text)
	}
	n, err := strconv.Atoi(text)
	*y = yearValue(n)
	return err
}

// Type implements pflag.Value.
func (y *yearValue) Type() string { return "year" }
