package simulate_test

import (
	"testing"

	"lumbung/store/coop"
	"lumbung/store/report"
)

// largeYears fills a book with n entries over five years, as a village would, and closes all years but the last.
func largeYears(b *testing.B, n int) *yearBook {
	b.Helper()
	book := newYearBook(b, b.TempDir())
	kinds := [][2]string{
		{"11101", "31102"},
		{"11104", "42101"},
		{"13101", "11101"},
		{"61201", "11101"},
		{"11201", "11101"},
		{"11107", "41104"},
		{"51104", "13105"},
		{"61102", "11201"},
		{"11103", "21101"},
		{"12301", "41101"},
	}
	for year := range 5 {
		acts := make([]coop.Act, n/5)
		for i := range acts {
			kind := kinds[i%len(kinds)]
			day := coop.Date(20220101 + 10000*year).AddDays(i * 365 / len(acts))
			amount := coop.Money(1000+i%977) * coop.Rupiah
			acts[i] = coop.Act{Kind: coop.KindEntry, Body: coop.Entry{
				Date: day, Occasion: "test", Lines: []coop.Line{
					{Account: kind[0], Amount: amount}, {Account: kind[1], Amount: -amount},
				},
			}}
		}
		if _, err := book.Import(b.Context(), book.who, acts); err != nil {
			b.Fatal(err)
		}
		if year < 4 {
			book.closeYear(coop.Month(2022 + year))
		}
	}
	return book
}

// BenchmarkStatements shows what the figures of each statement cost in a book of 250,000 entries over five years
// (budget 20 ms): of the open year, and of a closed one, each with the year before. Cash flow of whole months is
// remembered, so that only its first reading costs more.
func BenchmarkStatements(b *testing.B) {
	book := largeYears(b, 250_000)
	for _, c := range []struct {
		name  string
		order report.Order
	}{
		{"trial-balance", report.Order{Name: "trial-balance", Period: report.Period{Date: 20261130}}},
		{"trial-balance-before-closing", report.Order{
			Name: "trial-balance", Period: report.Period{Date: 20251231}, Open: true,
		}},
		{"balance-sheet", report.Order{Name: "balance-sheet", Period: report.Period{Year: 2026}}},
		{"balance-sheet-closed", report.Order{Name: "balance-sheet", Period: report.Period{Year: 2025}}},
		{"income", report.Order{Name: "income", Period: report.Period{Year: 2026}}},
		{"income-closed", report.Order{Name: "income", Period: report.Period{Year: 2025}}},
		{"income-month", report.Order{Name: "income", Period: report.Period{Month: 202606}}},
		{"equity", report.Order{Name: "equity", Period: report.Period{Year: 2026}}},
		{"equity-closed", report.Order{Name: "equity", Period: report.Period{Year: 2025}}},
		{"cash-flow", report.Order{Name: "cash-flow", Period: report.Period{Year: 2026}}},
		{"cash-flow-closed", report.Order{Name: "cash-flow", Period: report.Period{Year: 2025}}},
		{"cash-flow-month", report.Order{Name: "cash-flow", Period: report.Period{Month: 202606}}},
	} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				sheet, err := report.Build(b.Context(), book.Book, c.order)
				if err != nil || !sheet.Agrees() {
					b.Fatal(sheet.Notes, err)
				}
			}
		})
	}
	b.Run("cash-flow-after-an-entry", func(b *testing.B) {
		for b.Loop() {
			book.posts(20261130, rp("11101", 1000), rp("42101", -1000))
			order := report.Order{Name: "cash-flow", Period: report.Period{Year: 2026}}
			if _, err := report.Build(b.Context(), book.Book, order); err != nil {
				b.Fatal(err)
			}
		}
	})
}
