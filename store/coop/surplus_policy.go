package coop

import (
	"cmp"
	"slices"
	"strings"
)

// How a cooperative divides its surplus is its own affair: articles (AD/ART) and the members' meeting. Whatever the
// domain leaves open is a dated setting with a default, and a sentence that says where the default comes from.

// SurplusPolicy is what the settings say on a day.
type SurplusPolicy struct {
	Shares         []Share // basis points by account, none of them 0; may come to something else than 10,000
	Key            SurplusKey
	Average        bool // members' capital is the sum of the months' ends instead of the year's end
	Weights        map[string]int64
	Leavers        bool  // who left shares too
	Apart          bool  // prior losses are covered from the reserve alone, not by the surplus first
	PayUnit        Money // payouts in cash are rounded down to it
	PayRest        string
	PayLeast       Money
	VillageLeast   int64
	CapWarns       bool // members getting more than their business left is said, not refused
	UnclaimedYears int64
	UnclaimedTo    string
}

// SurplusPolicyOf reads the settings that hold on a day. What cannot be read counts as not set.
func SurplusPolicyOf(settings []SettingRow, day Date) SurplusPolicy {
	values := map[string]string{}
	var order []string
	set := func(key, value string) {
		if _, known := values[key]; !known {
			order = append(order, key)
		}
		values[key] = value
	}
	for _, d := range SurplusDefaults() {
		set(d.Key, d.Value)
	}
	for _, key := range surplusKeys(settings) {
		if value := soundText(settings, key, day); value != "" {
			set(key, value)
		}
	}
	p := SurplusPolicy{
		Key:     map[string]SurplusKey{"turnover": SurplusByTurnover}[values[SettingSurplusKey]],
		Average: values[SettingCapitalBase] == "average", Weights: map[string]int64{},
		Leavers: values[SettingLeavers] == "share", Apart: values[SettingPrior] == "apart",
		PayRest:      values[SettingPayRest],
		PayUnit:      Money(settingNumber(values[SettingPayUnit])) * Rupiah,
		PayLeast:     Money(settingNumber(values[SettingPayLeast])) * Rupiah,
		VillageLeast: settingNumber(values[SettingVillageLeast]), CapWarns: values[SettingMembersCap] == "warn",
		UnclaimedYears: settingNumber(values[SettingUnclaimedYears]), UnclaimedTo: values[SettingUnclaimedTo],
	}
	for _, key := range order {
		if account, is := strings.CutPrefix(key, SettingShare); is && settingNumber(values[key]) > 0 {
			p.Shares = append(p.Shares, Share{Account: account, BasisPoints: settingNumber(values[key])})
		}
		if account, is := strings.CutPrefix(key, SettingWeight); is {
			p.Weights[account] = settingNumber(values[key])
		}
	}
	return p
}

// Weight is the percent at which a revenue account counts as a member's business.
func (p SurplusPolicy) Weight(account string) int64 {
	if w, set := p.Weights[account]; set {
		return w
	}
	return 100
}

// Volume is a member's business of a year: what they bought, and the interest on loans that they paid. By holds what
// moved for the member on accounts, credit positive. What is only accrued (12201) is not paid yet. Every account counts
// by its weight, rounded down to the sen; more sent back than bought is no business.
func (p SurplusPolicy) Volume(by map[string]Money) (bought, interest Money, err error) {
	paid := Money(0)
	for _, account := range slices.SortedFunc(mapKeysOf(by), cmp.Compare[string]) {
		into, weight := &bought, p.Weight(account)
		switch {
		case account == AccountLoanInterest || account == AccountLoanDue:
			into, weight = &paid, 100
		case !strings.HasPrefix(account, "41"):
			continue
		}
		part, err := weighted(by[account], weight)
		if err == nil {
			*into, err = AddMoney(*into, part)
		}
		if err != nil {
			return 0, 0, err
		}
	}
	if interest, err = weighted(max(paid, 0), p.Weight(AccountLoanInterest)); err != nil {
		return 0, 0, err
	}
	return max(bought, 0), interest, nil
}

// Pay says what of a share is handed out in cash, and what rounding leaves. Shares are never rounded up.
func (p SurplusPolicy) Pay(share Money) (paid, rest Money) {
	unit := max(p.PayUnit, 1)
	rest = share % unit
	return share - rest, rest
}
