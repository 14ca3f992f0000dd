package coop

import (
	"slices"
	"strconv"
	"strings"
)

// Keys of the settings about the surplus. The sentence of each is the translation "setting.<key>.source".
const (
	SettingShare          = "surplus.share."          // + account: basis points of the surplus
	SettingSurplusKey     = "surplus.key"             // gross, or turnover
	SettingCapitalBase    = "surplus.capital"         // end: of the year; average: the months' ends
	SettingWeight         = "surplus.weight."         // + revenue account: percent at which it counts as business
	SettingLeavers        = "surplus.leavers"         // who left before the year's end: none, or share
	SettingPrior          = "surplus.prior"           // prior losses: first, out of the surplus; apart: by a meeting
	SettingPayUnit        = "surplus.pay.unit"        // rupiah: 1, 100 or 500; payouts in cash are rounded down to it
	SettingPayRest        = "surplus.pay.rest"        // account of what rounding leaves
	SettingPayLeast       = "surplus.pay.least"       // rupiah: smaller shares go to the saving, not out in cash
	SettingVillageLeast   = "surplus.village.least"   // basis points that the village should have
	SettingMembersCap     = "surplus.members.cap"     // refuse, or warn, where members get too much
	SettingUnclaimedYears = "surplus.unclaimed.years" // years after which a share may be given up; 0: never
	SettingUnclaimedTo    = "surplus.unclaimed.to"    // account that takes such shares
)

// SettingForm says how people write the value of a setting.
type SettingForm uint8

// Forms of a setting.
const (
	FormNumber  SettingForm = iota // a whole number: days, months, years, votes
	FormPercent                    // kept as basis points, written 12,5
	FormWeight                     // whole percent
	FormRupiah                     // whole rupiah
	FormChoice                     // one of Options
	FormFund                       // an account that takes what nobody gets (TakesRest)
)

// SurplusDefault is a setting of the surplus or of meetings: the value that holds where the cooperative set none, and
// which values it can have.
type SurplusDefault struct {
	Key, Value string
	Form       SettingForm
	Options    []string // of FormChoice
	Most       int64    // of the numbers
}

// SurplusDefaults lists the settings of the surplus with their defaults, the shares first in the order of the minutes.
// Source: domain §7.2, §7.4, §13.
func SurplusDefaults() []SurplusDefault {
	var all []SurplusDefault
	for i, account := range SurplusParts() {
		points := []string{"2000", "1500", "2500", "2000", "500", "500", "500", "500", "0", "0"}[i]
		all = append(all, SurplusDefault{SettingShare + account, points, FormPercent, nil, WholeShares})
	}
	for _, account := range []string{AccountLoanFee, AccountLoanAdmin, AccountLoanPenalty} {
		all = append(all, weightDefault(account, "0")) // fees and penalties are no business of the member
	}
	return append(all, []SurplusDefault{
		{SettingSurplusKey, "gross", FormChoice, []string{"gross", "turnover"}, 0},
		{SettingCapitalBase, "end", FormChoice, []string{"end", "average"}, 0},
		{SettingLeavers, "none", FormChoice, []string{"none", "share"}, 0},
		{SettingMembersCap, "refuse", FormChoice, []string{"refuse", "warn"}, 0},
		{SettingVillageLeast, "2000", FormPercent, nil, WholeShares},
		{SettingPrior, "first", FormChoice, []string{"first", "apart"}, 0},
		{SettingPayUnit, "1", FormChoice, []string{"1", "100", "500"}, 0},
		{SettingPayRest, AccountReserve, FormFund, nil, 0},
		{SettingPayLeast, "0", FormRupiah, nil, 1_000_000_000},
		{SettingUnclaimedYears, "0", FormNumber, nil, 100},
		{SettingUnclaimedTo, AccountReserve, FormFund, nil, 0},
	}...)
}

// weightDefault is the setting of how much a revenue account counts as business of a member.
func weightDefault(account, value string) SurplusDefault {
	return SurplusDefault{SettingWeight + account, value, FormWeight, nil, 1000}
}

// SurplusParts are the accounts among which a surplus is usually divided, in the order of the minutes. A cooperative
// may add funds and reserves of its own (TakesSurplus).
func SurplusParts() []string {
	return []string{
		AccountReserve, AccountCapitalShare, AccountPatronageShare, AccountVillageShare, "24103", "24104", "24105",
		"24106", "24108", "31402",
	}
}

// SurplusWeights are the settings of how much each revenue account of a chart counts as business of a member, in the
// order of the chart: 100 percent, and nothing for fees and penalties.
func SurplusWeights(chart []AccountRow) []SurplusDefault {
	var all []SurplusDefault
	for _, a := range chart {
		if a.Heading || a.Closed || !strings.HasPrefix(a.Code, "41") || len(a.Code) < 4 {
			continue
		}
		d, known := settingDefault(SettingWeight + a.Code)
		if !known {
			d = weightDefault(a.Code, "100")
		}
		all = append(all, d)
	}
	return all
}

// settingDefault finds a setting of the surplus or of meetings by its key.
func settingDefault(key string) (SurplusDefault, bool) {
	for _, d := range slices.Concat(SurplusDefaults(), MeetingDefaults(), AuditDefaults()) {
		if d.Key == key {
			return d, true
		}
	}
	return SurplusDefault{}, false
}

// SettingSound says whether a value is one that a setting of the surplus or of meetings can have. Another value counts
// as not set: what some other program wrote must not stop a page.
func SettingSound(key, value string) bool {
	d, known := settingDefault(key)
	switch {
	case known:
		return d.Sound(value)
	case strings.HasPrefix(key, SettingShare):
		return SurplusDefault{Form: FormPercent, Most: WholeShares}.Sound(value)
	case strings.HasPrefix(key, SettingWeight):
		return weightDefault("", "").Sound(value)
	}
	return false
}

// Sound says whether the setting can have a value.
func (d SurplusDefault) Sound(value string) bool {
	switch d.Form {
	case FormChoice:
		return slices.Contains(d.Options, value)
	case FormFund:
		return TakesRest(value)
	}
	n, err := strconv.ParseInt(value, 10, 64)
	return err == nil && n >= 0 && n <= d.Most
}

// On gives the value of the setting that holds on a day, and from which day on; 0 where it is the default's.
func (d SurplusDefault) On(settings []SettingRow, day Date) (value string, from Date) {
	value, from = d.Value, -1
	for _, s := range settings {
		if s.Key == d.Key && s.From <= day && s.From > from && d.Sound(s.Value) {
			value, from = s.Value, s.From
		}
	}
	return value, max(from, 0)
}

// Write writes a value as people read it: 20 or 12,5 for percent. Choices and accounts stay as they are.
func (d SurplusDefault) Write(value string) string {
	if d.Form == FormPercent {
		return PercentText(settingNumber(value))
	}
	return value
}

// Read reads what people wrote. False where the setting cannot have it.
func (d SurplusDefault) Read(text string) (value string, ok bool) {
	text = strings.TrimSpace(text)
	switch d.Form {
	case FormPercent:
		points, err := ParsePercent(text)
		return strconv.FormatInt(points, 10), err == nil && points <= d.Most
	case FormRupiah:
		m, err := ParseMoney(text)
		return strconv.FormatInt(int64(m/Rupiah), 10), err == nil && m >= 0 && m%Rupiah == 0 &&
			int64(m/Rupiah) <= d.Most
	case FormWeight, FormNumber:
		text = strings.TrimSpace(strings.TrimSuffix(text, "%"))
		if n, err := strconv.ParseUint(text, 10, 32); err == nil {
			text = strconv.FormatUint(n, 10) // 007 is 7
		}
	}
	return text, d.Sound(text)
}

// TakesRest says whether an account can take what nobody gets of a surplus: the funds and reserves, not what is owed to
// members.
func TakesRest(account string) bool {
	return TakesSurplus(account) && account != AccountCapitalShare && account != AccountPatronageShare
}

// soundText gives the last sound value of a setting that holds on a day; empty where there is none.
func soundText(settings []SettingRow, key string, day Date) string {
	value, from := "", Date(-1)
	for _, s := range settings {
		if s.Key == key && s.From <= day && s.From > from && SettingSound(key, s.Value) {
			value, from = s.Value, s.From
		}
	}
	return value
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

func settingNumber(text string) int64 {
	n, _ := strconv.ParseInt(text, 10, 64) // SettingSound looked at it
	return n
}
