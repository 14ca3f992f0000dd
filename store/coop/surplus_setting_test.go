package coop

import (
	"math"
	"slices"
	"testing"
)

// What some other program wrote counts as not set; the last sound value before it holds. A weight of a thousand million
// percent once made every amount too large, and no page of the surplus opened any more.
func TestSurplusPolicy_Unsound(t *testing.T) {
	rows := func(key string, values ...string) (all []SettingRow) {
		for i, v := range values {
			all = append(all, SettingRow{Key: key, From: 20260101 + Date(i), Value: v})
		}
		return all
	}
	for _, c := range []struct {
		key    string
		values []string
		want   func(SurplusPolicy, MeetingPolicy) any
		is     any
	}{
		{
			SettingWeight + "41101",
			[]string{"50", "1000000000"},
			func(p SurplusPolicy, _ MeetingPolicy) any { return p.Weight("41101") }, int64(50),
		},
		{
			SettingPayUnit,
			[]string{"100", "250"},
			func(p SurplusPolicy, _ MeetingPolicy) any { return p.PayUnit },
			100 * Rupiah,
		},
		{
			SettingPayRest,
			[]string{"24106", "11101"},
			func(p SurplusPolicy, _ MeetingPolicy) any { return p.PayRest },
			"24106",
		},
		{SettingPayRest, []string{"24101"}, func(p SurplusPolicy, _ MeetingPolicy) any { return p.PayRest }, "31401"},
		{
			SettingUnclaimedYears,
			[]string{"-1", "5000"},
			func(p SurplusPolicy, _ MeetingPolicy) any { return p.UnclaimedYears }, int64(0),
		},
		{
			SettingQuorum,
			[]string{"5000", "20000"},
			func(_ SurplusPolicy, m MeetingPolicy) any { return m.Quorum },
			int64(5000),
		},
		{
			SettingRATMonths,
			[]string{"999999"},
			func(_ SurplusPolicy, m MeetingPolicy) any { return m.RATMonths },
			int64(3),
		},
		{SettingPrior, []string{"apart"}, func(p SurplusPolicy, _ MeetingPolicy) any { return p.Apart }, true},
	} {
		all := rows(c.key, c.values...)
		if got := c.want(SurplusPolicyOf(all, 20260601), MeetingPolicyOf(all, 20260601)); got != c.is {
			t.Errorf("%s %v is %v, want %v", c.key, c.values, got, c.is)
		}
	}
}

// Every setting reads back what it writes, refuses what it cannot be, and its default is one that it can be.
func TestSurplusDefaults_ReadWrite(t *testing.T) {
	for _, d := range slices.Concat(SurplusDefaults(), MeetingDefaults(), AuditDefaults()) {
		if value, ok := d.Read(d.Write(d.Value)); !ok || value != d.Value || !SettingSound(d.Key, d.Value) {
			t.Errorf("%s: default %s reads as %s", d.Key, d.Value, value)
		}
		for _, wrong := range []string{"-1", "x", "100,123"} {
			if value, ok := d.Read(wrong); ok {
				t.Errorf("%s took %q as %s", d.Key, wrong, value)
			}
		}
		if value, from := d.On(nil, 20260101); value != d.Value || from != 0 {
			t.Errorf("%s is %s from %s", d.Key, value, from)
		}
	}
	quorum := MeetingDefaults()[0]
	for text, want := range map[string]string{"12,5": "1250", "20 %": "2000", "0": "0", "100": "10000"} {
		if got, ok := quorum.Read(text); got != want || !ok {
			t.Errorf("%q is %s, %v", text, got, ok)
		}
	}
	for _, wrong := range []string{"", "101", "1.000"} {
		if got, ok := quorum.Read(wrong); ok {
			t.Errorf("%q is %s", wrong, got)
		}
	}
}

// Sums near the largest amount are refused, never wrapped: further income that stands on the members' account alone,
// because others made a loss, once gave members a negative surplus.
// A cooperative that serves members alone has nothing from others: half a rupiah of bank interest was "from others",
// and the common costs of others were less than nothing.
func TestSeparateSurplus_MembersAlone(t *testing.T) {
	accounts := []AccountBalance{
		{Account: AccountRow{Code: "41101", Type: Revenue}, Credit: 1_000_00},
		{Account: AccountRow{Code: "71101", Type: Revenue}, Credit: 12_50},
	}
	s, err := SeparateSurplus(2025, accounts, SurplusByGross)
	if err != nil || s.FromMembers != 1_012_50 || s.FromOthers != 0 || s.CommonOthers != 0 {
		t.Errorf("%+v %v", s, err)
	}
}

func TestSeparateSurplus_Large(t *testing.T) {
	of := func(code string, credit Money) AccountBalance {
		return AccountBalance{
			Account: AccountRow{Code: code, Type: Revenue}, Credit: max(credit, 0),
			Debit: max(-credit, 0),
		}
	}
	if s, err := SeparateSurplus(2025, []AccountBalance{
		of("41101", 8e18), of("52101", -5e18), of("71101", 5e18),
	}, SurplusByGross); err == nil {
		t.Errorf("%+v", s)
	}
	if s, err := SeparateSurplus(2025, []AccountBalance{of("41101", math.MaxInt64)}, SurplusByGross); err != nil ||
		s.FromMembers != math.MaxInt64 {
		t.Errorf("%+v %v", s, err)
	}
}

// A share that was divided on a leap day may be given up a day later in years that have none.
func TestForgoFrom(t *testing.T) {
	p := SurplusPolicy{UnclaimedYears: 3}
	for divided, want := range map[Date]Date{20240229: 20270301, 20250314: 20280314} {
		if got, _ := p.ForgoFrom(SurplusShare{Divided: divided}); got != want {
			t.Errorf("%s gives %s, want %s", divided, got, want)
		}
	}
	p.UnclaimedYears = 4
	if got, _ := p.ForgoFrom(SurplusShare{Divided: 20240229}); got != 20280229 {
		t.Error(got)
	}
}
