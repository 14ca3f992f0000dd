package coop

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// How a cooperative divides its surplus is its own affair: articles (AD/ART) and the members' meeting. Whatever the
// domain leaves open is a dated setting with a default, and a sentence that says where the default comes from.

// Keys of the settings about the surplus. The sentence of each is the translation "setting.<key>.source".
const (
	SettingShare          = "surplus.share."          // + account: basis points of the surplus
	SettingSurplusKey     = "surplus.key"             // gross, or turnover
	SettingCapitalBase    = "surplus.capital"         // end: of the year; average: the months' ends
	SettingWeight         = "surplus.weight."         // + revenue account: percent at which it counts as business
	SettingLeavers        = "surplus.leavers"         // who left before the year's end: none, or share
	SettingPayUnit        = "surplus.pay.unit"        // rupiah: 1, 100 or 500; payouts in cash are rounded down to it
	SettingPayRest        = "surplus.pay.rest"        // account of what rounding leaves
	SettingPayLeast       = "surplus.pay.least"       // rupiah: smaller shares go to the saving, not out in cash
	SettingVillageLeast   = "surplus.village.least"   // basis points that the village should have
	SettingMembersCap     = "surplus.members.cap"     // refuse, or warn, where members get too much
	SettingUnclaimedYears = "surplus.unclaimed.years" // years after which a share may be given up; 0: never
	SettingUnclaimedTo    = "surplus.unclaimed.to"    // account that takes such shares
)

// SurplusDefault is a setting of the surplus with the value that holds where the cooperative set none.
type SurplusDefault struct{ Key, Value string }

// SurplusDefaults lists the settings of the surplus with their defaults, the shares first in the order of the minutes.
// Source: domain §7.2, §7.4, §13.
func SurplusDefaults() []SurplusDefault {
	return []SurplusDefault{
		{SettingShare + AccountReserve, "2000"},
		{SettingShare + AccountCapitalShare, "1500"},
		{SettingShare + AccountPatronageShare, "2500"},
		{SettingShare + AccountVillageShare, "2000"},
		{SettingShare + "24103", "500"},
		{SettingShare + "24104", "500"},
		{SettingShare + "24105", "500"},
		{SettingShare + "24106", "500"},
		{SettingSurplusKey, "gross"},
		{SettingCapitalBase, "end"},
		{SettingLeavers, "none"},
		{SettingWeight + AccountLoanFee, "0"}, // fees and penalties are no business of the member
		{SettingWeight + AccountLoanAdmin, "0"},
		{SettingWeight + AccountLoanPenalty, "0"},
		{SettingPayUnit, "1"},
		{SettingPayRest, AccountReserve},
		{SettingPayLeast, "0"},
		{SettingVillageLeast, "2000"},
		{SettingMembersCap, "refuse"},
		{SettingUnclaimedYears, "0"},
		{SettingUnclaimedTo, AccountReserve},
	}
}

// SurplusPolicy is what the settings say on a day.
type SurplusPolicy struct {
	Shares         []Share // basis points by account, none of them 0; may come to something else than 10,000
	Key            SurplusKey
	Average        bool // members' capital is the sum of the months' ends instead of the year's end
	Weights        map[string]int64
	Leavers        bool  // who left shares too
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
		if value := SettingText(settings, key, day); soundSurplus(key, value) {
			set(key, value)
		}
	}
	p := SurplusPolicy{
		Key:     map[string]SurplusKey{"turnover": SurplusByTurnover}[values[SettingSurplusKey]],
		Average: values[SettingCapitalBase] == "average", Weights: map[string]int64{},
		Leavers: values[SettingLeavers] == "share", PayRest: values[SettingPayRest],
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

// surplusKeys lists the keys about the surplus that were ever set, each once.
func surplusKeys(settings []SettingRow) []string {
	var keys []string
	for _, s := range settings {
		if strings.HasPrefix(s.Key, "surplus.") {
			keys = append(keys, s.Key)
		}
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

// soundSurplus says whether a value is one that its setting can have.
func soundSurplus(key, value string) bool {
	switch key {
	case SettingSurplusKey:
		return value == "gross" || value == "turnover"
	case SettingCapitalBase:
		return value == "end" || value == "average"
	case SettingLeavers:
		return value == "none" || value == "share"
	case SettingMembersCap:
		return value == "refuse" || value == "warn"
	case SettingPayUnit:
		return value == "1" || value == "100" || value == "500"
	case SettingPayRest, SettingUnclaimedTo:
		return value != ""
	}
	n, err := strconv.ParseInt(value, 10, 64)
	return err == nil && n >= 0 && n <= 1_000_000_000
}

func settingNumber(text string) int64 {
	n, _ := strconv.ParseInt(text, 10, 64) // soundSurplus looked at it
	return n
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
