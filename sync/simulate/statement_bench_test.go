package simulate_test

import (
	"path/filepath"
	"testing"
	"time"

	"lumbung/store"
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
// (budget 20 ms): of the open year, of a closed one, each with the year before, and of days that are no whole months.
func BenchmarkStatements(b *testing.B) {
	book := largeYears(b, 250_000)
	days := report.Period{From: 20260317, To: 20260905}
	for _, c := range []struct {
		name  string
		order report.Order
	}{
		{"trial-balance", report.Order{Name: "trial-balance", Period: report.Period{Date: 20261130}}},
		{"trial-balance-before-closing", report.Order{
			Name: "trial-balance", Period: report.Period{Date: 20251231}, Open: true,
		}},
		{"trial-balance-of-days", report.Order{Name: "trial-balance", Period: days}},
		{"balance-sheet", report.Order{Name: "balance-sheet", Period: report.Period{Year: 2026}}},
		{"balance-sheet-of-a-day", report.Order{Name: "balance-sheet", Period: report.Period{Date: 20261115}}},
		{"balance-sheet-closed", report.Order{Name: "balance-sheet", Period: report.Period{Year: 2025}}},
		{"income", report.Order{Name: "income", Period: report.Period{Year: 2026}}},
		{"income-closed", report.Order{Name: "income", Period: report.Period{Year: 2025}}},
		{"income-month", report.Order{Name: "income", Period: report.Period{Month: 202606}}},
		{"income-of-days", report.Order{Name: "income", Period: days}},
		{"equity", report.Order{Name: "equity", Period: report.Period{Year: 2026}}},
		{"equity-closed", report.Order{Name: "equity", Period: report.Period{Year: 2025}}},
		{"equity-of-days", report.Order{Name: "equity", Period: days}},
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
}

// BenchmarkCashFlow shows what the cash flow of that book costs when nothing of it was read before, after an entry,
// after a reversal and for days that are no months (budget 20 ms), beside the trial balance of the
// same days, and how long it takes to tell it entry by entry.
func BenchmarkCashFlow(b *testing.B) {
	book := largeYears(b, 250_000)
	year := report.Period{Year: 2026}
	for _, c := range []struct {
		name   string
		period report.Period
		before func()
	}{
		{"book-just-opened", year, func() { book.again(b) }},
		{"once-more", year, func() {}},
		{"after-an-entry", year, func() { book.posts(20261130, rp("11101", 1000), rp("42101", -1000)) }},
		{"after-a-reversal", year, func() { book.takesBack(b) }},
		{"closed-year", report.Period{Year: 2024}, func() {}},
		{"month", report.Period{Month: 202606}, func() {}},
		{"to-a-day", report.Period{Date: 20261115}, func() {}},
		{"from-day-to-day", report.Period{From: 20260317, To: 20260905}, func() {}},
	} {
		b.Run(c.name, func(b *testing.B) {
			var ours, trial time.Duration
			for b.Loop() {
				c.before()
				ours += book.build(b, book.Book, "cash-flow", c.period)
				trial += book.build(b, book.Book, "trial-balance", c.period)
			}
			b.ReportMetric(float64(ours.Microseconds())/1000/float64(b.N), "ms")
			b.ReportMetric(float64(ours)/float64(trial), "×trial-balance")
			b.ReportMetric(0, "ns/op")
		})
	}
	b.Run("entry-by-entry", func(b *testing.B) {
		var ours, told time.Duration
		for b.Loop() {
			ours += book.build(b, book.Book, "cash-flow", year)
			told += book.build(b, struct{ report.Source }{book.Book}, "cash-flow", year)
		}
		b.ReportMetric(float64(told.Microseconds())/1000/float64(b.N), "ms")
		b.ReportMetric(float64(told)/float64(ours), "×cash-flow")
		b.ReportMetric(0, "ns/op")
	})
}

// build makes a statement and says how long it took.
func (b *yearBook) build(t *testing.B, source report.Source, name string, period report.Period) time.Duration {
	t.Helper()
	began := time.Now()
	sheet, err := report.Build(t.Context(), source, report.Order{Name: name, Period: period})
	took := time.Since(began)
	if err != nil || !sheet.Agrees() {
		t.Fatal(sheet.Notes, err)
	}
	return took
}

// again closes the book and opens it, so that nothing of it is in memory but what the system keeps of files.
func (b *yearBook) again(t *testing.B) {
	t.Helper()
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	book, err := store.Open(t.Context(), store.Place{
		File: filepath.Join(b.folder, "a.lumbung"), Machine: filepath.Join(b.folder, "machine"), Now: time.Now,
	})
	if err != nil {
		t.Fatal(err)
	}
	b.Book = book
}

// takesBack records an entry of July and its reversal in November.
func (b *yearBook) takesBack(t *testing.B) {
	t.Helper()
	done, err := b.Record(t.Context(), b.who, coop.Act{Kind: coop.KindEntry, Body: coop.Entry{
		Date: 20260714, Remark: "uji", Lines: []coop.Line{rp("11101", 1000), rp("42101", -1000)},
	}})
	if err != nil {
		t.Fatal(err)
	}
	_, err = b.Record(t.Context(), b.who, coop.Act{Kind: coop.KindReversal, Body: coop.Reversal{
		Entry: done[0].ID, Date: 20261121, Reason: "uji",
	}})
	if err != nil {
		t.Fatal(err)
	}
}
