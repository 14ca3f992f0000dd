package report_test

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"

	"lumbung/store/coop"
	"lumbung/store/report"
)

// Assets are the computer and the rented store of the golden year (domain §8.1 rows 6, 35, 59, 60) on its last day, and
// a car of the village.
func (v *village) Assets(context.Context, coop.Date) (coop.AssetList, error) {
	card := func(class coop.AssetClass, account, name string, cost, worn int64) coop.AssetView {
		kind, _ := coop.AssetKindOf(account)
		return coop.AssetView{
			Cost: coop.Money(cost) * coop.Rupiah, Worn: coop.Money(worn) * coop.Rupiah, Card: coop.AssetCard{
				Class: class, Account: account, Debit: kind.Debit, Credit: kind.Credit, Name: name, Bought: 20250706,
				Months: 6, First: 202510, Condition: "good", Place: "Kantor", Amount: coop.Money(cost) * coop.Rupiah,
			},
		}
	}
	return coop.AssetList{All: []coop.AssetView{
		card(coop.AssetPrepaid, "14101", "Gudang", 1_200_000, 600_000),
		card(coop.AssetFixed, "16105", "Komputer", 9_600_000, 1_200_000),
		card(coop.AssetFixed, "99103", "Pikap desa", 80_000_000, 0),
	}}, nil
}

// offVillage has cards that differ from the ledger.
type offVillage struct{ *village }

func (v offVillage) Assets(ctx context.Context, day coop.Date) (coop.AssetList, error) {
	list, err := v.village.Assets(ctx, day)
	list.Sums = []coop.AssetSum{{Account: "16105", Cards: 100, Ledger: 300, Undivided: 200}}
	return list, err
}

// rowsOf writes the rows of a sheet as one would read them.
func rowsOf(sheet *report.Sheet) string {
	var b strings.Builder
	for _, row := range sheet.Rows {
		for _, c := range row.Cells {
			switch c.Kind {
			case report.Amount:
				fmt.Fprintf(&b, "%s ", coop.FormatPlain(c.Amount))
			case report.Text, report.Code:
				if c.Text != "" {
					fmt.Fprintf(&b, "%s ", c.Text)
				}
			}
		}
		b.WriteString("\n")
	}
	return b.String()
}

// The inventory book of the golden year: one computer, with what it lost in six months, and apart from it what the
// village lent.
func TestInventory(t *testing.T) {
	v := golden(t)
	order := report.Order{Name: "assets", Period: report.Period{Date: 20251231}, Lang: "id"}
	sheet, err := report.Build(context.Background(), v, order)
	if err != nil {
		t.Fatal(err)
	}
	want := `16105 Peralatan Kantor dan Komputer 
Komputer 9.600.000 1.200.000 8.400.000 Kantor baik 
Jumlah Peralatan Kantor dan Komputer 9.600.000 1.200.000 8.400.000 
Jumlah 9.600.000 1.200.000 8.400.000 
Barang milik desa yang dipinjam (bukan aset koperasi) 
Pikap desa 80.000.000 0 80.000.000 Kantor baik 
`
	if got := rowsOf(sheet); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
	if !sheet.Agrees() || len(sheet.Signatures) == 0 {
		t.Errorf("%+v", sheet.Notes)
	}
	for _, format := range []string{"pdf", "xlsx", "csv"} {
		var out bytes.Buffer
		if err := report.Write(&out, sheet, format); err != nil || out.Len() == 0 {
			t.Errorf("%s: %v", format, err)
		}
	}
	sheet, err = report.Build(context.Background(), offVillage{v}, order)
	if err != nil || sheet.Agrees() {
		t.Errorf("a difference is not told: %v", err)
	}
}

// What was paid ahead: half of the rent of six months is left.
func TestPrepaid(t *testing.T) {
	order := report.Order{Name: "prepaid", Period: report.Period{Date: 20251231}, Lang: "id"}
	sheet, err := report.Build(context.Background(), golden(t), order)
	if err != nil {
		t.Fatal(err)
	}
	want := `14101 Sewa Dibayar di Muka 
Gudang 1.200.000 600.000 600.000 Maret 2026 
Jumlah Sewa Dibayar di Muka 1.200.000 600.000 600.000 
Jumlah 1.200.000 600.000 600.000 
`
	if got := rowsOf(sheet); got != want || !sheet.Agrees() {
		t.Errorf("%s\nwant\n%s", got, want)
	}
}
