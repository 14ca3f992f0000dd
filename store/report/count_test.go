package report_test

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"lumbung/store/coop"
	"lumbung/store/report"
)

// The minutes of a count show the very figures that the second person signed for, in words too, and who signed.
func TestMinutes(t *testing.T) {
	v := newVillage(t)
	view := coop.CountView{AuthorName: "Siti Rahmawati", WitnessName: "Budi Santoso", Witness: coop.ID{1}}
	view.CountRow = coop.CountRow{
		Account: "11101", Date: 20260131, Counted: 268_500_00, Booked: 283_500_00, Reason: "salah kembalian",
		Tally: coop.EncodeBody([]coop.CountNote{
			{Value: 100_000_00, Pieces: 2}, {Value: 50_000_00, Pieces: 1}, {Value: 500_00, Pieces: 37},
		}),
	}
	account := coop.AccountRow{Code: "11101", NameID: "Kas Umum (Kantor)", NameEN: "Cash on hand, office"}
	s, err := report.Minutes(t.Context(), v, view, account, "id")
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	if err := report.WriteText(&out, s); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"Berita acara hitung kas", "Rp100.000", "2 lembar", "37 keping", "268.500", "(15.000)",
		"dua ratus enam puluh delapan ribu lima ratus rupiah", "Kurang Rp15.000", "Sebab: salah kembalian",
		"Disaksikan Budi Santoso",
	} {
		if !strings.Contains(strings.ReplaceAll(strings.ToLower(out.String()), "\n", " "), strings.ToLower(want)) {
			t.Errorf("%q is not on\n%s", want, out.String())
		}
	}
	if len(s.Signatures) != 2 || s.Signatures[0].Name != "Siti Rahmawati" || s.Signatures[1].Name != "Budi Santoso" {
		t.Errorf("signed by %+v", s.Signatures)
	}
	view.Tally, view.Account, view.Witness, view.Booked = nil, "11201", coop.ID{}, view.Counted
	bank, err := report.Minutes(t.Context(), v, view, account, "en")
	if err != nil || bank.Title[1] != "Minutes of a bank balance" {
		t.Fatal(bank, err)
	}
	for _, sheet := range []*report.Sheet{s, bank} {
		var pdf bytes.Buffer
		if err := report.WritePDF(&pdf, sheet); err != nil || pdf.Len() < 1000 {
			t.Errorf("%s: %d bytes, %v", sheet.Name, pdf.Len(), err)
		}
		if folder := os.Getenv("LUMBUNG_REPORTS"); folder != "" {
			if err := os.WriteFile(folder+"/"+sheet.Name+".pdf", pdf.Bytes(), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
}
