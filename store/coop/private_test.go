package coop

import "testing"

func TestHidePersonal(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"empty", "", ""},
		{"amount_stays", "kas Rp1.234.567 tgl 20-01-2026", "kas Rp1.234.567 tgl 20-01-2026"},
		{"rapel_stays", "rapel Juni - Des 25", "rapel Juni - Des 25"},
		{"voucher_stays", "BKM-A-2026-000123", "BKM-A-2026-000123"},
		{"nik", "Aminah 6112034107850001 baru", "Aminah … baru"},
		{"nik_in_groups", "NIK 6112 0341 0785 0001", "NIK …"},
		{"nik_from_a_workbook", "6112\u00a00341\u00a00785\u00a00001 / 611203\u2013410785\u20110001", "… / …"},
		{"phone", "hp 081234567890", "hp …"},
		{"phone_abroad", "wa +62 812-3456-7890.", "wa +…."},
		{"after_a_date", "20-01-2026 081234567890", "20-01-2026 …"},
		{"two", "081234567890/6112034107850001", "…/…"},
		{"17_digits_stay", "61120341078500012", "61120341078500012"},
		{"account_stays", "rek 1234567890", "rek 1234567890"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, found := HidePersonal(c.text)
			if got != c.want || found != (c.want != c.text) {
				t.Errorf("%q gives %q %v, want %q", c.text, got, found, c.want)
			}
		})
	}
}
