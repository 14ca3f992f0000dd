package coop

import (
	"slices"
	"strings"
)

// AssetPolicy is a setting about assets, or about what is turned back at a month's end, with the value that holds where
// none was set. The texts say what it is (asset.rule.<key>), where that value comes from (asset.why.<key>) and what its
// words mean (asset.word.<key>.<word>).
type AssetPolicy struct {
	Key     string
	Default string
	Words   []string // that it can be; none: an amount above zero
}

// AssetPolicies are the settings of which a cooperative decides how its assets wear.
func AssetPolicies() []AssetPolicy {
	return []AssetPolicy{
		{SettingAssetFirst, "bought", []string{"bought", "next", "half"}},
		{SettingAssetLast, "no", []string{"no", "yes"}},
		{SettingAssetRound, FormatData(Rupiah), nil},
		{SettingAccrualTurn, "no", []string{"no", "yes"}},
	}
}

// At gives what holds on a day.
func (p AssetPolicy) At(settings []SettingRow, day Date) string {
	if value := SettingText(settings, p.Key, day); p.Sound(value) {
		return value
	}
	return p.Default
}

// Sound tells whether the setting can be a value.
func (p AssetPolicy) Sound(value string) bool {
	if len(p.Words) > 0 {
		return slices.Contains(p.Words, value)
	}
	amount, err := ParseData(value)
	return err == nil && amount > 0
}

// AssetBears tells whether the months of what was paid ahead can become the cost of an account, and those of what was
// received ahead its income.
func AssetBears(class AssetClass, account string) bool {
	begins := []string{"5", "6", "72", "81"}
	if class == AssetUnearned {
		begins = []string{"41", "42", "43", "71"}
	}
	return slices.ContainsFunc(begins, func(b string) bool { return strings.HasPrefix(account, b) })
}
