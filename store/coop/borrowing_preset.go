package coop

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// BorrowPreset are terms of a lender as they are known from a day on; assets/borrowing-presets.csv explains them.
type BorrowPreset struct {
	From           Date
	Code           string
	NameID, NameEN string
	Terms          Borrowing // lender, account, ceiling, rate, method, months, grace and due day
	Source         string
}

// LoadBorrowPresets reads presets, one a line. The error names the line.
func LoadBorrowPresets(data []byte) ([]BorrowPreset, error) {
	var all []BorrowPreset
	for i, line := range strings.Split(string(data), "\n") {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		p, err := parsePreset(strings.Split(line, ";"))
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", i+1, err)
		}
		all = append(all, p)
	}
	return all, nil
}

func parsePreset(f []string) (BorrowPreset, error) {
	if len(f) != 12 {
		return BorrowPreset{}, fmt.Errorf("expected 12 fields, found %d", len(f))
	}
	var numbers [5]int64
	for i, at := range []int{5, 6, 8, 9, 10} {
		n, err := strconv.ParseInt(strings.TrimSpace(f[at]), 10, 48)
		if err != nil || n < 0 {
			return BorrowPreset{}, fmt.Errorf("expected a whole number, found %q", f[at])
		}
		numbers[i] = n
	}
	from, err := ParseDate(f[0], 0)
	if err != nil {
		return BorrowPreset{}, fmt.Errorf("expected a day, found %q", f[0])
	}
	method, ok := ParseLoanMethod(f[7])
	if !ok {
		return BorrowPreset{}, fmt.Errorf("expected flat, declining or annuity, found %q", f[7])
	}
	p := BorrowPreset{From: from, Code: f[1], NameID: f[2], NameEN: f[3], Source: f[11], Terms: Borrowing{
		Lender: f[2], Account: f[4], Ceiling: Money(numbers[0]) * Rupiah, Rate: numbers[1], Method: method,
		Months: numbers[2], Grace: numbers[3], DueDay: numbers[4], Date: from,
	}}
	if problems := CheckBorrowing(p.Terms); len(problems) > 0 {
		return BorrowPreset{}, problems[0]
	}
	p.Terms.Date = 0
	return p, nil
}

// PresetsOn gives of each code the last preset that holds on a day.
func PresetsOn(all []BorrowPreset, day Date) []BorrowPreset {
	var on []BorrowPreset
	for _, p := range all {
		at := slices.IndexFunc(on, func(o BorrowPreset) bool { return o.Code == p.Code })
		switch {
		case p.From > day:
		case at < 0:
			on = append(on, p)
		case on[at].From <= p.From:
			on[at] = p
		}
	}
	return on
}
