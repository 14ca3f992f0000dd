package report_test

import (
	"io"
	"testing"

	"lumbung/store/coop"
	"lumbung/store/report"
)

// largeLedger is the general ledger of a year with so many rows, in a village's words.
func largeLedger(t testing.TB, rows int) *report.Sheet {
	v := newVillage(t)
	accounts := []struct{ debit, credit, words string }{
		{"11101", "31102", "Terima simpanan wajib – Siti Aminah binti Abdul Rahman"},
		{"13101", "11101", "Beli barang dagangan dari agen di Pontianak untuk persediaan gerai sembako bulan ini"},
		{"11103", "41101", "Penjualan tunai gerai sembako"},
		{"61201", "11101", "Bayar listrik kantor"},
	}
	for n := 0; n*2 < rows; n++ {
		a := accounts[n%len(accounts)]
		sum := 1000 + n*7919%5_000_000
		v.post(coop.Date(20260101).AddDays(n*364*2/rows), a.words, a.debit, sum, a.credit, -sum)
	}
	return build(t, v, report.Order{Name: "ledger", Period: report.Period{Year: 2026}})
}

// BenchmarkLedgerPDF draws a general ledger of 10,000 rows; the budget is one second (issue 4, line 8).
func BenchmarkLedgerPDF(b *testing.B) {
	s := largeLedger(b, 10_000)
	b.ReportMetric(float64(len(s.Rows)), "rows")
	for b.Loop() {
		if err := report.WritePDF(io.Discard, s); err != nil {
			b.Fatal(err)
		}
	}
}
