package coop

import (
	"strconv"
	"strings"
)

// Keys of the policies about loans; their values are whole numbers, separated by spaces where there are several.
const (
	SettingLoanRateCap    = "loan.rate.cap"               // basis points a year
	SettingLoanGradeDays  = "loan.grade.days"             // the last day of good, substandard and doubtful
	SettingLoanRelated    = "loan.related.cap"            // basis points of own capital
	SettingLoanAccrue     = "loan.accrue"                 // 1: interest that fell due and was not paid is accrued
	SettingLoanCapitalise = "loan.restructure.capitalise" // 1: accrued interest becomes principal of the new loan
	SettingLoanNPL        = "loan.npl.levels"             // basis points up to which it is healthy, fairly, less so
	SettingProvisionRates = "provision.rates"             // basis points of good, substandard, doubtful and loss
	SettingProvisionGoods = "provision.collateral"        // basis points of a security's worth that are counted
	SettingLoanManager    = "loan.ceiling.manager"        // rupiah up to which the manager decides; 0: nothing
	SettingLoanChair      = "loan.ceiling.chair"          // rupiah up to which the chair decides alone; 0: everything
)

// LoanPolicy is one policy about loans whose value the domain could not settle: what holds without a setting, and the
// translation key of the sentence that says where that comes from.
type LoanPolicy struct {
	Key     string
	Default string
	Source  string // "loan.source.<key>"
	Unit    PolicyUnit
	Parts   []string // what each number says, as screens know it: ui.loan.part.good
}

// PolicyUnit says what the numbers of a policy count.
type PolicyUnit uint8

// Units of policies.
const (
	PolicyPercent PolicyUnit = iota + 1 // kept in basis points
	PolicyDays
	PolicyRupiah
	PolicyYes // 1 yes, 0 no
)

// LoanPolicies are all policies that a book may set, in the order of the page. Sources: domain §2, §6.2–6.5 and §13.
func LoanPolicies() []LoanPolicy {
	one, most := []string{"yes"}, []string{"most"}
	policies := []LoanPolicy{
		{Key: SettingLoanManager, Default: "0", Unit: PolicyRupiah, Parts: []string{"up-to"}},
		{Key: SettingLoanChair, Default: "0", Unit: PolicyRupiah, Parts: []string{"up-to"}},
		{Key: SettingLoanRateCap, Default: "2400", Unit: PolicyPercent, Parts: most},
		{Key: SettingLoanGradeDays, Default: "90 180 270", Unit: PolicyDays, Parts: []string{"good", "less", "doubt"}},
		{
			Key: SettingProvisionRates, Default: "50 1000 5000 10000", Unit: PolicyPercent,
			Parts: []string{"grade-1", "grade-2", "grade-3", "grade-4"},
		},
		{Key: SettingProvisionGoods, Default: "0", Unit: PolicyPercent, Parts: []string{"counted"}},
		{Key: SettingLoanAccrue, Default: "1", Unit: PolicyYes, Parts: one},
		{Key: SettingLoanCapitalise, Default: "0", Unit: PolicyYes, Parts: one},
		{Key: SettingLoanRelated, Default: "1000", Unit: PolicyPercent, Parts: most},
		{
			Key: SettingLoanNPL, Default: "500 1000 1500", Unit: PolicyPercent,
			Parts: []string{"healthy", "fairly", "less-healthy"},
		},
	}
	for i := range policies {
		policies[i].Source = "loan.source." + policies[i].Key
	}
	return policies
}

// Numbers reads a value of the policy; its default where it is none.
func (p LoanPolicy) Numbers(text string) []int64 {
	numbers, ok := policyNumbers(p.Key, text)
	if !ok {
		numbers, _ = policyNumbers(p.Key, p.Default)
	}
	return numbers
}

// LoanRules are the policies about loans that hold on a day.
type LoanRules struct {
	RateCap    int64    // basis points a year; what is effectively above it is warned of
	GradeDays  [3]int64 // days past due up to which a loan is good, substandard, doubtful; beyond: loss
	Provision  [4]int64 // basis points of what is owed, by grade
	Collateral int64    // basis points of a security's worth that lower what is provided for
	Accrue     bool
	Capitalise bool
	Related    int64    // basis points of own capital that all related parties together may owe
	NPL        [3]int64 // basis points
	Limits     LoanLimits
}

// At gives what the policy is on a day: what the cooperative set or, where that cannot be read, what holds without.
func (p LoanPolicy) At(settings []SettingRow, day Date) string {
	if value := SettingText(settings, p.Key, day); PolicySound(p.Key, value) {
		return value
	}
	return p.Default
}

// LoanRulesAt reads the policies that hold on a day. A value that cannot be read is passed over for the default.
func LoanRulesAt(settings []SettingRow, day Date) LoanRules {
	values := map[string][]int64{}
	for _, p := range LoanPolicies() {
		values[p.Key] = p.Numbers(p.At(settings, day))
	}
	r := LoanRules{
		RateCap: values[SettingLoanRateCap][0], Collateral: values[SettingProvisionGoods][0],
		Accrue: values[SettingLoanAccrue][0] == 1, Capitalise: values[SettingLoanCapitalise][0] == 1,
		Related: values[SettingLoanRelated][0],
		Limits: LoanLimits{
			Manager: Money(values[SettingLoanManager][0]) * Rupiah, Chair: Money(values[SettingLoanChair][0]) * Rupiah,
		},
	}
	copy(r.GradeDays[:], values[SettingLoanGradeDays])
	copy(r.Provision[:], values[SettingProvisionRates])
	copy(r.NPL[:], values[SettingLoanNPL])
	return r
}

// PolicySound says whether text is a value of the policy: as many numbers as it wants, each within its bounds, and
// ascending where they are steps.
func PolicySound(key, text string) bool {
	_, ok := policyNumbers(key, text)
	return ok
}

func policyNumbers(key, text string) ([]int64, bool) {
	count := map[string]int{SettingLoanGradeDays: 3, SettingLoanNPL: 3, SettingProvisionRates: 4}[key]
	most := int64(10_000)
	switch key {
	case SettingLoanRateCap:
		most = MaxLoanRate
	case SettingLoanAccrue, SettingLoanCapitalise:
		most = 1
	case SettingLoanManager, SettingLoanChair:
		most = int64(maxLineAmount / Rupiah)
	}
	var numbers []int64
	for i, word := range strings.Fields(text) {
		n, err := strconv.ParseInt(word, 10, 64)
		if err != nil || n < 0 || n > most || i > 0 && n < numbers[i-1] {
			return nil, false
		}
		numbers = append(numbers, n)
	}
	return numbers, len(numbers) == max(count, 1)
}

// GradeOf is the grade by days past due of the oldest unpaid instalment. Source: domain §6.3 [D].
func (r LoanRules) GradeOf(days int) Grade {
	for i, limit := range r.GradeDays {
		if int64(days) <= limit {
			return Grade(i + 1)
		}
	}
	return GradeLoss
}

// AboveCap says whether a rate in basis points a year is above what the law allows for loans.
func (r LoanRules) AboveCap(rate int64) bool { return rate > r.RateCap }

// FormatRate writes basis points as people read them: 12 %, 21,46 %.
func FormatRate(rate int64) string { return PercentText(rate) + " %" }
