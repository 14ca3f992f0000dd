package coop

// Keys of the settings about the audit by a public accountant. The sentence of each is the translation
// "setting.<key>.source".
const (
	SettingAuditFrom = "audit.from" // rupiah of capital from which on a year has to be audited; 0: never
	SettingAuditOf   = "audit.of"   // own: own capital alone counts; all: with what was borrowed
)

// auditSince is the day on which the rule came into force: Permenkop UKM 2/2024 (domain §3.2 [S6]). Years that ended
// before it are asked for no audit unless the cooperative said so.
const auditSince Date = 20240116

// AuditDefaults lists these settings with their defaults. Source: domain §3.2 [S6]: compulsory if the capital is Rp5
// billion or more in the book year. The press text does not say whether what was borrowed counts; UU 25/1992 Pasal 41
// calls both capital. So own capital decides, and where only both together reach the amount, the cooperative is told
// to ask.
func AuditDefaults() []SurplusDefault {
	return []SurplusDefault{
		{SettingAuditFrom, "5000000000", FormRupiah, nil, 1_000_000_000_000},
		{SettingAuditOf, "own", FormChoice, []string{"own", "all"}, 0},
	}
}

// AuditNeed says whether the statements of a year have to be audited.
type AuditNeed uint8

// Needs of an audit.
const (
	AuditFree AuditNeed = iota // nothing asks for it
	AuditAsk                   // by the wider reading of the rule: the district office should be asked
	AuditMust
)

// AuditPolicy is what the settings say of the audit on a day.
type AuditPolicy struct {
	From     Money // 0: no audit is asked for
	Borrowed bool  // what was borrowed counts too
}

// AuditPolicyOf reads the settings that hold on the last day of a book year.
func AuditPolicyOf(settings []SettingRow, day Date) AuditPolicy {
	all := AuditDefaults()
	least, since := all[0].On(settings, day)
	of, _ := all[1].On(settings, day)
	if since == 0 && day < auditSince {
		least = "0"
	}
	return AuditPolicy{From: Money(settingNumber(least)) * Rupiah, Borrowed: of == "all"}
}

// Need says whether a cooperative with this own and this borrowed capital at the year's end has to be audited.
func (p AuditPolicy) Need(own, borrowed Money) AuditNeed {
	all, err := AddMoney(own, max(borrowed, 0))
	switch {
	case p.From <= 0:
		return AuditFree
	case own >= p.From, p.Borrowed && (err != nil || all >= p.From):
		return AuditMust
	case err != nil || all >= p.From:
		return AuditAsk
	}
	return AuditFree
}
