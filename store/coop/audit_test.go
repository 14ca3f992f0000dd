package coop

import "testing"

// From Rp5 billion on a public accountant is asked for (domain §3.2 [S6]); since when and of what is a setting.
func TestAuditPolicy(t *testing.T) {
	const bn = 1_000_000_000 * Rupiah
	set := func(key, value string, from Date) []SettingRow {
		return []SettingRow{{Key: key, Value: value, From: from}}
	}
	for _, c := range []struct {
		about         string
		settings      []SettingRow
		day           Date
		own, borrowed Money
		want          AuditNeed
	}{
		{"one rupiah less", nil, 20251231, 5*bn - Rupiah, 0, AuditFree},
		{"exactly", nil, 20251231, 5 * bn, 0, AuditMust},
		{"only with what was borrowed", nil, 20251231, 3 * bn, 2 * bn, AuditAsk},
		{"the year before the rule", nil, 20231231, 9 * bn, 0, AuditFree},
		{
			"the cooperative's own rule before it",
			set(SettingAuditFrom, "1000000000", 20230101),
			20231231, bn, 0,
			AuditMust,
		},
		{"what was borrowed counts", set(SettingAuditOf, "all", 20250101), 20251231, 3 * bn, 2 * bn, AuditMust},
		{"a later setting", set(SettingAuditFrom, "1000000000", 20260101), 20251231, 2 * bn, 0, AuditFree},
		{"never", set(SettingAuditFrom, "0", 20250101), 20251231, 9 * bn, 9 * bn, AuditFree},
		{"nobody can read it", set(SettingAuditFrom, "lima", 20250101), 20251231, 5 * bn, 0, AuditMust},
		{"a loss eats the capital", nil, 20251231, -bn, 0, AuditFree},
		{"sums that overflow", nil, 20251231, bn, 1<<63 - 1, AuditAsk},
	} {
		if got := AuditPolicyOf(c.settings, c.day).Need(c.own, c.borrowed); got != c.want {
			t.Errorf("%s: %d, want %d", c.about, got, c.want)
		}
	}
}
