package coop

import "slices"

// Fixed assets, what was paid ahead and what was received ahead: on which accounts they stand and how long they last.
// A card (AssetCard) says what a thing is and how its worth is spread over months; what of it is borne already is the
// sum of the lines that name it, so that the register cannot differ from the ledger by itself.

// AssetKind says on which accounts a kind of thing stands.
type AssetKind struct {
	Class   AssetClass
	Account string // what it stands on
	Debit   string // of each month; empty: it loses nothing
	Credit  string // of each month
	Group   string // the AssetGroup that is proposed; empty: none
}

// Accounts of what happens to assets (domain §4 and §8.3 T36–T39).
const (
	AccountAssetBuilding = "16108" // a building that is being made
	AccountAssetBuilt    = "16102" // what most of them become
	AccountAssetGain     = "71103"
	AccountAssetLoss     = "72104"
	AccountAssetGrant    = "31301"
	AccountAssetLent     = "99103" // what the village lent: not owned, outside the balance sheet
	AccountMemo          = "99999"
)

// Occasions of entries about assets.
const (
	OccasionAssetBuy      = "asset-purchase"
	OccasionAssetCredit   = "asset-purchase-loan"
	OccasionAssetGrant    = "asset-granted"
	OccasionAssetLent     = "asset-lent"
	OccasionAssetLentBack = "asset-lent-returned"
	OccasionAssetImproved = "asset-improved"
	OccasionAssetFinished = "asset-finished"
	OccasionAssetMonth    = "depreciation"
	OccasionAssetSold     = "asset-sold"
	OccasionAssetLoss     = "asset-sold-loss"
	OccasionPrepaidRent   = "rent-prepaid"
	OccasionPrepaidOther  = "insurance-prepaid"
	OccasionPrepaidMonth  = "prepaid-used"
	OccasionUnearned      = "rent-ahead"
	OccasionUnearnedMonth = "rent-earned"
)

// AssetKinds are the kinds of things that have cards, in the order of the chart. Source: domain §4. Which group of
// years a kind falls in follows the lists of PMK 72/2023 (motor vehicles and machines in group 2, the rest in group
// 1); any other life may be typed.
func AssetKinds() []AssetKind {
	return []AssetKind{
		{AssetFixed, "16101", "", "", ""},
		{AssetFixed, "16102", "61401", "16202", "building"},
		{AssetFixed, "16103", "61402", "16203", "2"},
		{AssetFixed, "16104", "61403", "16204", "2"},
		{AssetFixed, "16105", "61404", "16205", "1"},
		{AssetFixed, "16106", "61405", "16206", "1"},
		{AssetFixed, "16107", "61406", "16207", "1"},
		{AssetFixed, AccountAssetBuilding, "", "", ""},
		{AssetFixed, "17101", "61407", "17109", "1"},
		{AssetFixed, AccountAssetLent, "", "", ""},
		{AssetPrepaid, "14101", "61204", "14101", ""},
		{AssetPrepaid, "14102", "61206", "14102", ""},
		{AssetUnearned, "23301", "23301", "42106", ""},
	}
}

// AssetKindOf finds the kind of thing that stands on an account.
func AssetKindOf(account string) (AssetKind, bool) {
	all := AssetKinds()
	i := slices.IndexFunc(all, func(k AssetKind) bool { return k.Account == account })
	if i < 0 {
		return AssetKind{}, false
	}
	return all[i], true
}

// AssetGroup is one of the groups by which the tax office says how long things last.
type AssetGroup struct {
	Code   string
	Months int64
}

// AssetGroups are the groups of PMK 72/2023, straight line: 4, 8, 16 and 20 years, permanent buildings 20 years and
// others 10. Source: domain §11 [S55]. They are proposals: a card may have any number of months.
func AssetGroups() []AssetGroup {
	return []AssetGroup{{"1", 48}, {"2", 96}, {"3", 192}, {"4", 240}, {"building", 240}, {"light", 120}}
}

// AssetGroupOf finds a group by its code; a code that is not there has no months.
func AssetGroupOf(code string) AssetGroup {
	for _, g := range AssetGroups() {
		if g.Code == code {
			return g
		}
	}
	return AssetGroup{}
}

// Keys of the settings about assets.
const (
	// SettingAssetFirst says which month bears the first part: "bought", that of the purchase; "next", the one after;
	// "half", that of the purchase where it was bought up to the 15th, else the next. Where none was set: "bought", as
	// the golden year of domain §8 has it (bought on 6 July, six months by December) and as the tax office counts.
	SettingAssetFirst = "asset.first-month"
	// SettingAssetLast says whether the month in which a thing is sold or thrown away bears a part: "no" or "yes".
	// Where none was set: "no". Doubtful: the sources say nothing, customs differ.
	SettingAssetLast = "asset.last-month"
	// SettingAssetRound is the unit in rupiah to which each month's part is rounded down; the last month takes the
	// rest. Where none was set: 1 (design §5: rules round to whole rupiah).
	SettingAssetRound = "asset.round"
)

// AssetRules are the settings about assets that hold on a day.
type AssetRules struct {
	First    string // of SettingAssetFirst
	LastPart bool   // the month of the end bears a part
	Unit     Money  // each part is a multiple of it
}

// AssetRulesOf reads the settings about assets that hold on a day, with the values that hold where none was set.
func AssetRulesOf(settings []SettingRow, day Date) AssetRules {
	said := map[string]string{}
	for _, p := range AssetPolicies() {
		said[p.Key] = p.At(settings, day)
	}
	unit, err := ParseData(said[SettingAssetRound])
	if err != nil {
		unit = Rupiah // cannot be: At gives what is sound
	}
	return AssetRules{First: said[SettingAssetFirst], LastPart: said[SettingAssetLast] == "yes", Unit: unit}
}

// FirstMonth gives the first month that bears a part of what was bought on a day.
func (r AssetRules) FirstMonth(bought Date) Month {
	if !bought.Valid() || r.First == "bought" || r.First == "half" && bought%100 <= 15 {
		return bought.Month()
	}
	return bought.Month().Add(1)
}

// AssetConditions are what a thing can look like, from good to bad, by the words of the data.
func AssetConditions() []string { return []string{"good", "worn", "broken"} }
