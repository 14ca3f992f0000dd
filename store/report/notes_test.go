package report_test

import (
	"context"
	"strings"
	"testing"

	"lumbung/store/coop"
	"lumbung/store/report"
)

// meeting is a village before its annual meeting: it has agreed on settings and written words.
type meeting struct {
	*village
	settings []coop.SettingRow
	words    []coop.NoteView
}

func (v meeting) Settings(context.Context) ([]coop.SettingRow, error) { return v.settings, nil }

func (v meeting) Notes(_ context.Context, _ string) ([]coop.NoteView, error) { return v.words, nil }
func (v meeting) Outlets(context.Context) ([]coop.OutletRow, error)          { return nil, nil }
func agreed(key, value string) coop.SettingRow {
	return coop.SettingRow{Key: key, From: 20250101, Value: value}
}

// The notes explain the golden balance sheet account by account, and the words that somebody wrote tell its figures.
func TestGoldenNotes(t *testing.T) {
	v := meeting{village: golden(t), words: []coop.NoteView{
		{Note: coop.Note{Book: coop.PackBook, Year: 2024, Fields: map[string]string{
			"section": "notes.events", "text": "Tahun lalu.",
		}}},
		{Note: coop.Note{Book: coop.PackBook, Year: 2025, Fields: map[string]string{
			"section": "notes.events", "text": "SHU {shu} belum dibagi; {ini} tetap.",
		}}},
	}}
	v.populate()
	s := build(t, v, report.Order{Name: "notes", Period: bookYear})
	if !s.Agrees() {
		t.Error(s.Notes)
	}
	want(t, figures(s, "now"), `
		Kas Umum (Kantor)                     1.890.000
		Bank BRI                                464.600
		Pinjaman yang Diberikan - Anggota     8.333.334
		Penyisihan Kerugian Pinjaman           (41.667)
		Sewa Dibayar di Muka                    600.000
		Utang PPh Final 0,5%                    581.148
		Utang Bank BRI                       50.000.000
		SHU TAHUN BERJALAN                    3.143.202
		Partisipasi neto anggota (A)         13.081.417
		Laba bruto bukan anggota (B)          4.720.000
		dari anggota                          2.087.034
	`)
	var prose strings.Builder
	for _, r := range s.Rows {
		if r.Kind == report.Prose {
			prose.WriteString(r.Cells[0].Text + "\n")
		}
	}
	for _, said := range []string{
		"SHU Rp3.143.202 belum dibagi; {ini} tetap.", "masuk 40, keluar 0; pada akhir tahun 40 orang",
		"ketua Hasan Basri; sekretaris Maria Goreti; bendahara Sari Wulandari",
	} {
		if !strings.Contains(prose.String(), said) {
			t.Errorf("not said: %s\n%s", said, prose.String())
		}
	}
}

// What members owe of their loans by days late and by grade: 8.333.334 of which the oldest instalment is 39 days
// late at the golden year's end, and 220 half a year later. Both are the ledger's, and it is said where not.
func TestGoldenNotes_LoanAges(t *testing.T) {
	v := golden(t)
	s := build(t, v, report.Order{Name: "notes", Period: bookYear})
	want(t, figures(s, "now"), `
		31–60 hari                 8.333.334
		Lancar                     8.333.334
		Jumlah pinjaman anggota    8.333.334
	`)
	later := build(t, v, report.Order{Name: "notes", Period: report.Period{Date: 20260630}})
	want(t, figures(later, "now"), `
		181–270 hari               8.333.334
		Diragukan                  8.333.334
		Jumlah pinjaman anggota    8.333.334
	`)
	want(t, figures(later, "before"), `
		31–60 hari                 8.333.334
		Lancar                     8.333.334
		Jumlah pinjaman anggota    8.333.334
	`)
	if !s.Agrees() || !later.Agrees() {
		t.Error(s.Notes, later.Notes)
	}
	v.unnamed = 500_000_00
	off := build(t, v, report.Order{Name: "notes", Period: bookYear})
	if off.Agrees() || !strings.Contains(off.Notes[0].Text, "Rp8.333.334: selisih Rp500.000") {
		t.Error(off.Notes)
	}
}

// What membership was worth: prices 10 % dearer elsewhere, loans at 24 % a year there.
func TestGoldenPromotion(t *testing.T) {
	v := meeting{village: golden(t), settings: []coop.SettingRow{
		agreed(coop.SettingMarketPrice+"41101", "1000"), agreed(coop.SettingMarketLoan, "2400"),
	}}
	v.populate()
	s := build(t, v, report.Order{Name: "promotion", Period: bookYear})
	// Loans at the ends of November and December: see the balances of 12101 in the ledger; 2 % a month of their sum.
	var sum coop.Money
	for month := coop.Month(202501); month <= 202512; month = month.Add(1) {
		rows, _ := v.TrialBalance(context.Background(), 0, month.Last())
		for _, b := range rows {
			if b.Account.Code == "12101" {
				sum += b.Closing()
			}
		}
	}
	elsewhere, _ := coop.MulMoney(sum, 2, 100, coop.Rupiah)
	got := figures(s, "benefit")
	want(t, got, `
		Penjualan Anggota - Sembako    5.600.000
		Manfaat harga                  5.600.000
	`)
	if interest := got["Manfaat jasa pinjaman"]; interest != coop.FormatPlain(elsewhere-529_667*coop.Rupiah) {
		t.Errorf("loans: %s, elsewhere %s", interest, elsewhere)
	}
}

// The outlets together are the cooperative, also where nothing names an outlet.
func TestOutlets(t *testing.T) {
	v := meeting{village: golden(t)}
	s := build(t, v, report.Order{Name: "outlets", Period: bookYear})
	if got := figures(s, "outlet-result")["Jumlah"]; got != "3.143.202" || !s.Agrees() {
		t.Errorf("result %s, %v", got, s.Notes)
	}
}
