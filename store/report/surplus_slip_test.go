package report_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"lumbung/store/coop"
	"lumbung/store/report"
)

// slipMembers are five members whose slips an accountant reckons by hand.
func slipMembers() []coop.SurplusMember {
	one := func(n byte, name string, saved, bought, interest coop.Money) coop.SurplusMember {
		return coop.SurplusMember{
			Member: coop.ID{n}, Number: fmt.Sprint(n), Name: name, Savings: saved * coop.Rupiah,
			Bought: bought * coop.Rupiah, Interest: interest * coop.Rupiah,
		}
	}
	return []coop.SurplusMember{
		one(1, "Asih", 130_000, 1_200_000, 50_000), one(2, "Bayu", 270_000, 0, 0), one(3, "Cici", 70_000, 333_333, 0),
		one(4, "Dodi", 33_000, 90_000, 0), one(5, "Esti", 40, 15, 0),
	}
}

// slipsOf divides Rp10.000.000 among them: 15 % on capital (JMA 1.500.000), 25 % on business (JUA 2.500.000).
func slipsOf(t *testing.T, unit string) report.Division {
	t.Helper()
	d := report.Division{Accounts: []coop.AccountRow{{Code: "31401", NameID: "Cadangan Umum", NameEN: "Reserve"}}}
	d.View.Policy = coop.SurplusPolicyOf([]coop.SettingRow{
		{Key: coop.SettingPayUnit, From: 20260101, Value: unit},
	}, 20260314)
	whole := 10_000_000 * coop.Rupiah
	d.View.Surplus = coop.Surplus{Year: 2025, Total: whole, FromMembers: whole, Members: whole}
	d.View.Members = slipMembers()
	d.Division, d.Problems = coop.Allocate(d.View.Surplus, 0, d.View.Policy.Shares, d.View.Members, d.View.Policy)
	if len(d.Problems) > 0 {
		t.Fatal(d.Problems)
	}
	return d
}

// The slips of five members, reckoned by hand with TMS 503.040 and VUK 1.673.348, every part rounded down to whole
// rupiah:
//
//	Asih  130.000 ÷ 503.040 × 1.500.000 = 387.643,13   1.250.000 ÷ 1.673.348 × 2.500.000 = 1.867.513,74
//	Bayu  270.000 ÷ 503.040 × 1.500.000 = 805.104,96           0
//	Cici   70.000 ÷ 503.040 × 1.500.000 = 208.730,91     333.333 ÷ 1.673.348 × 2.500.000 =   498.003,17
//	Dodi   33.000 ÷ 503.040 × 1.500.000 =  98.401,72      90.000 ÷ 1.673.348 × 2.500.000 =   134.460,97
//	Esti       40 ÷ 503.040 × 1.500.000 =     119,27          15 ÷ 1.673.348 × 2.500.000 =        22,41
//
// The sums are 1.499.997 and 2.499.998: Rp3 and Rp2 go to the reserve, 20 % of 10.000.000 and 5 more. A payout in cash
// is rounded down to Rp100 or Rp500; what that leaves goes to the reserve too. Esti has less than Rp500: her slip said
// that she would be paid Rp0 and that the reserve got her Rp141, while the payout puts it into her saving.
func TestSurplusSlips_ByHand(t *testing.T) {
	v := golden(t)
	v.populate()
	tell := func(unit string) string {
		d := slipsOf(t, unit)
		var b strings.Builder
		for _, m := range d.Division.Members {
			s, err := report.SurplusSlip(context.Background(), v, d, m, "id")
			if err != nil {
				t.Fatal(err)
			}
			f := figures(s, "amount")
			fmt.Fprintf(&b, "%s %s %s %s", m.Name, f["Jasa modal Anda"], f["Jasa usaha Anda"], f["SHU Anda"])
			for _, n := range s.Notes {
				if strings.HasPrefix(n.Text, "Bila dibayar") || strings.HasPrefix(n.Text, "Masuk tabungan") {
					b.WriteString(" | " + strings.NewReplacer(" sisa pembulatan ", " sisa ",
						": terlalu kecil untuk dibayar tunai", "").Replace(n.Text))
				}
			}
			b.WriteString("\n")
		}
		rest := d.Division.Parts[0]
		fmt.Fprintf(&b, "%s %s %s %s\n", rest.Account, coop.FormatPlain(rest.Amount),
			coop.FormatPlain(d.Division.CapitalRest), coop.FormatPlain(d.Division.PatronageRest))
		return b.String()
	}
	for unit, want := range map[string]string{
		"1": `
			Asih 387.643 1.867.513 2.255.156
			Bayu 805.104         0   805.104
			Cici 208.730   498.003   706.733
			Dodi  98.401   134.460   232.861
			Esti     119        22       141
			31401 2.000.005 3 2
		`,
		"100": `
			Asih 387.643 1.867.513 2.255.156 | Bila dibayar tunai: Rp2.255.100; sisa Rp56 masuk Cadangan Umum.
			Bayu 805.104         0   805.104 | Bila dibayar tunai: Rp805.100; sisa Rp4 masuk Cadangan Umum.
			Cici 208.730   498.003   706.733 | Bila dibayar tunai: Rp706.700; sisa Rp33 masuk Cadangan Umum.
			Dodi  98.401   134.460   232.861 | Bila dibayar tunai: Rp232.800; sisa Rp61 masuk Cadangan Umum.
			Esti     119        22       141 | Bila dibayar tunai: Rp100; sisa Rp41 masuk Cadangan Umum.
			31401 2.000.005 3 2
		`,
		"500": `
			Asih 387.643 1.867.513 2.255.156 | Bila dibayar tunai: Rp2.255.000; sisa Rp156 masuk Cadangan Umum.
			Bayu 805.104         0   805.104 | Bila dibayar tunai: Rp805.000; sisa Rp104 masuk Cadangan Umum.
			Cici 208.730   498.003   706.733 | Bila dibayar tunai: Rp706.500; sisa Rp233 masuk Cadangan Umum.
			Dodi  98.401   134.460   232.861 | Bila dibayar tunai: Rp232.500; sisa Rp361 masuk Cadangan Umum.
			Esti     119        22       141 | Masuk tabungan Anda (paling sedikit Rp500).
			31401 2.000.005 3 2
		`,
	} {
		if got, want := squeezed(tell(unit)), squeezed(want); got != want {
			t.Errorf("Rp%s:\n%s\nwant\n%s", unit, got, want)
		}
	}
}

// squeezed leaves of a table its words, one row a line.
func squeezed(table string) string {
	var rows []string
	for line := range strings.Lines(table) {
		if row := strings.Join(strings.Fields(line), " "); row != "" {
			rows = append(rows, row)
		}
	}
	return strings.Join(rows, "\n")
}
