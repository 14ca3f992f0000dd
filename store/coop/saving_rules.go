package coop

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// Keys of the settings of savings. Values are dated and plain: rates are basis points a year (300 is 3 %), amounts
// whole rupiah, words one of those named. What holds where nothing is set stands in SavingDefaults with
// where it comes from.
// A special-purpose saving has its own keys: savings.special.<code>.name, .rate and .minimum.
const (
	SettingVoluntaryRate    = "savings.voluntary.rate"
	SettingVoluntaryMethod  = "savings.voluntary.method" // MethodDaily, MethodLowest or MethodAverage
	SettingVoluntaryMinimum = "savings.voluntary.minimum"
	SettingSpecialRate      = "savings.special.rate"
	SettingSavingYear       = "savings.year" // YearDays or YearMonths
	SettingSavingUnit       = "savings.unit" // what interest and tax are rounded to, rupiah
	SettingSavingCap        = "savings.cap"  // no rate should be above it
	SettingSavingIdle       = "savings.idle" // months without any entry before a member is flagged
	SettingTaxFree          = "savings.tax.free"
	SettingTaxRate          = "savings.tax.rate"
	SettingTermRate         = "term.rate" // and term.rate.<months>
	SettingTermMonths       = "term.months"
	SettingTermYear         = "term.year"           // YearDays or YearMonths
	SettingTermBreakKept    = "term.break.interest" // how much of the interest so far is paid, basis points of it
	SettingTermBreakFee     = "term.break.fee"      // basis points of the deposit
	SettingLeavePay         = "leave.pay"           // LeaveNow or LeaveYearEnd

	specialPrefix = "savings.special."
	nameSuffix    = ".name"
)

// How the balance of a month is taken, and how a year is divided.
const (
	MethodDaily   = "daily"   // every day earns on what there is at its end
	MethodLowest  = "lowest"  // all days earn on the lowest balance of the month
	MethodAverage = "average" // all days earn on the average balance, in whole units
	YearDays      = "days"    // days / 365
	YearMonths    = "months"  // a month is a twelfth, whatever its days
	LeaveNow      = "now"     // refunds are paid when they are agreed to
	LeaveYearEnd  = "year-end"
)

// SavingDefault is what a setting of savings is where nobody has set it. Why is the key of the sentence that says where
// it comes from (saving.why.…): a law with its date, or a custom that a cooperative may decide otherwise.
type SavingDefault struct {
	Key   string
	Value string
	From  Date // when the rule it comes from began; 0: it has no beginning
	Why   string
}

// SavingDefaults lists the settings of savings with their defaults. Source: domain §6.1 and §13.
func SavingDefaults() []SavingDefault {
	return []SavingDefault{
		{SettingVoluntaryRate, "300", 0, "saving.why.custom"},
		{SettingVoluntaryMethod, MethodDaily, 0, "saving.why.method"},
		{SettingVoluntaryMinimum, "0", 0, "saving.why.custom"},
		{SettingSpecialRate, "0", 0, "saving.why.custom"},
		{SettingSavingYear, YearDays, 0, "saving.why.method"},
		{SettingSavingUnit, "1", 0, "saving.why.unit"},
		{SettingSavingCap, "900", 20231101, "saving.why.cap"},
		{SettingSavingIdle, "12", 0, "saving.why.custom"},
		{SettingTaxFree, "240000", 20090209, "saving.why.tax"},
		{SettingTaxRate, "1000", 20090209, "saving.why.tax"},
		{SettingTermRate, "600", 0, "saving.why.custom"},
		{SettingTermMonths, "1,3,6,12", 0, "saving.why.term"},
		{SettingTermYear, YearDays, 0, "saving.why.method"},
		{SettingTermBreakKept, "0", 0, "saving.why.break"},
		{SettingTermBreakFee, "0", 0, "saving.why.break"},
		{SettingLeavePay, LeaveNow, 0, "saving.why.leave"},
	}
}

// SavingRules read the settings of savings, each with its default.
type SavingRules struct {
	by map[string][]SettingRow // ascending by day
}

// SavingRulesOf sorts the settings that speak of savings, term deposits and leaving.
func SavingRulesOf(settings []SettingRow) SavingRules {
	r := SavingRules{by: map[string][]SettingRow{}}
	for _, s := range settings {
		for _, area := range []string{"savings.", "term.", "leave."} {
			if strings.HasPrefix(s.Key, area) {
				r.by[s.Key] = append(r.by[s.Key], s)
			}
		}
	}
	for _, d := range SavingDefaults() {
		r.by[d.Key] = append(r.by[d.Key], SettingRow{Key: d.Key, From: -1, Value: d.Value})
	}
	for _, rows := range r.by {
		slices.SortFunc(rows, func(a, b SettingRow) int { return cmp.Compare(a.From, b.From) })
	}
	return r
}

// Value gives the value that holds on a day. One that cannot be read counts as not set, by the reader good.
func (r SavingRules) value(key string, day Date, good func(string) bool) string {
	value := ""
	for _, s := range r.by[key] {
		if s.From <= day && good(s.Value) {
			value = s.Value
		}
	}
	return value
}

// Text gives the words of a setting on a day; empty where there are none.
func (r SavingRules) Text(key string, day Date) string {
	return r.value(key, day, func(s string) bool { return s != "" })
}

// Number gives a setting's whole number on a day, never below zero; 0 where there is none.
func (r SavingRules) Number(key string, day Date) int64 {
	n, _ := strconv.ParseInt(r.value(key, day, func(s string) bool {
		n, err := strconv.ParseInt(s, 10, 32)
		return err == nil && n >= 0
	}), 10, 64)
	return n
}

// Amount gives a setting's amount on a day; 0 where there is none.
func (r SavingRules) Amount(key string, day Date) Money {
	amount, _ := ParseData(r.value(key, day, func(s string) bool {
		amount, err := ParseData(s)
		return err == nil && amount >= 0
	}))
	return amount
}

// Unit is what interest and tax are rounded to: whole rupiah unless it was set otherwise.
func (r SavingRules) Unit(day Date) Money {
	if unit := r.Amount(SettingSavingUnit, day); unit > 0 {
		return unit
	}
	return Rupiah
}

// word gives a setting that is one of two or three words.
func (r SavingRules) word(key string, day Date, words ...string) string {
	return r.value(key, day, func(s string) bool { return slices.Contains(words, s) })
}

// Rate is the interest of a saving on a day, in basis points a year. Special is the id of a purpose, or zero. Simpanan
// pokok and wajib bear none: their reward is the surplus (domain §6.1).
func (r SavingRules) Rate(account string, special ID, day Date) int64 {
	switch account {
	case AccountVoluntary:
		return r.Number(SettingVoluntaryRate, day)
	case AccountSpecial:
		for _, s := range r.Specials(day) {
			key := SettingSpecial(s.Code, "rate")
			if s.ID == special && len(r.by[key]) > 0 && r.by[key][0].From <= day {
				return r.Number(key, day)
			}
		}
		return r.Number(SettingSpecialRate, day)
	}
	return 0
}

// Minimum is what must stay on a saving.
func (r SavingRules) Minimum(account string, special ID, day Date) Money {
	switch account {
	case AccountVoluntary:
		return r.Amount(SettingVoluntaryMinimum, day)
	case AccountSpecial:
		for _, s := range r.Specials(day) {
			if s.ID == special {
				return r.Amount(SettingSpecial(s.Code, "minimum"), day)
			}
		}
	}
	return 0
}

// ProblemSavingRate warns: {0} percent a year is more than the {1} that the ministry's rule allows for savings.
const ProblemSavingRate = "saving.rate.cap"

// CheckSavingRate warns of a rate above the cap (Permenkop 8/2023 Pasal 26: 9 % a year; a setting).
func (r SavingRules) CheckSavingRate(points int64, day Date) []Problem {
	if cap := r.Number(SettingSavingCap, day); points > cap {
		return []Problem{{Key: ProblemSavingRate, Args: []any{FormatPoints(points), FormatPoints(cap)}}}
	}
	return nil
}

// FormatPoints writes basis points as people write percent: 3 %, 3,5 %, 0,25 %.
func FormatPoints(points int64) string { return FormatPercent(points) + " %" }

// FormatPercent is FormatPoints without the sign.
func FormatPercent(points int64) string {
	sign := ""
	if points < 0 {
		sign, points = "-", -points
	}
	text := sign + strconv.FormatInt(points/100, 10)
	if rest := points % 100; rest != 0 {
		text += "," + strings.TrimRight(strconv.FormatInt(100+rest, 10)[1:], "0")
	}
	return text
}

// ProblemPercent is a percentage that cannot be read, or has more than two decimals; {0} is what was typed.
const ProblemPercent = "saving.percent"

// ParsePercent reads what people type for a percentage, in basis points: 3, 3,5, 3.5 %, 0,25. The error is a Problem.
func ParsePercent(text string) (int64, error) {
	wrong := Problem{Key: ProblemPercent, Args: []any{shorten(text)}}
	s := strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(text), "%"))
	whole, decimals, _ := strings.Cut(strings.ReplaceAll(s, ".", ","), ",")
	if !allDigits(whole) || len(whole) > 4 || len(decimals) > 2 || decimals != "" && !allDigits(decimals) ||
		decimals == "" && strings.HasSuffix(s, ",") {
		return 0, wrong
	}
	points, err := strconv.ParseInt(whole+(decimals + "00")[:2], 10, 64)
	if err != nil {
		return 0, wrong
	}
	return points, nil
}
