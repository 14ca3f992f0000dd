package coop

// Keys of what stands on the cooperative's paper, and of what it asks of its board; the dues have theirs beside
// SettingAt. The values are plain texts; that of SettingReview is whole rupiah.
const (
	SettingAddress     = "coop.address"     // where the office is, as one line
	SettingLegal       = "coop.legal"       // number of the deed or of the ministry's decree
	SettingPhone       = "coop.phone"       // of the office
	SettingVillageName = "village.name"     // desa or kelurahan, kecamatan
	SettingVillageHead = "village.head"     // the head of the village, who is supervisor by office
	SettingReview      = "review.from"      // entries of this amount and more are looked at by the board
	SettingReviewFirst = 1_000_000 * Rupiah // the amount where none was set
)

// SettingText gives the value of a setting that holds on a day; empty where there is none.
func SettingText(settings []SettingRow, key string, day Date) string {
	value, _ := SettingSince(settings, key, day)
	return value
}

// SettingSince gives the value of a setting that holds on a day, and from which day on it does; empty and 0 where there
// is none.
func SettingSince(settings []SettingRow, key string, day Date) (value string, from Date) {
	from = -1
	for _, s := range settings {
		if s.Key == key && s.From <= day && s.From > from {
			value, from = s.Value, s.From
		}
	}
	return value, max(from, 0)
}

// ReviewFrom gives the amount from which on the board looks at an entry.
func ReviewFrom(settings []SettingRow, day Date) Money {
	amount, err := ParseData(SettingText(settings, SettingReview, day))
	if err != nil || amount < 0 {
		return SettingReviewFirst
	}
	return amount
}
