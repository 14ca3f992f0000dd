package store

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"lumbung/store/coop"
)

// largeBook fills a book with n entries over five years, as a village would: dues, sales, purchases, expenses.
func largeBook(b *testing.B, n int) *testBook {
	b.Helper()
	book := newTestBook(b)
	who := book.person(b, "Siti")
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
	acts := make([]coop.Act, n)
	for i := range acts {
		kind := kinds[i%len(kinds)]
		day := coop.Date(20220101).AddDays(i * 1826 / n)
		acts[i] = act(entry(day, kind[0], kind[1], int64(1000+i%977)))
	}
	began := time.Now()
	if _, err := book.Import(ctx, who, acts); err != nil {
		b.Fatal(err)
	}
	b.Logf("%d entries imported at %.0f entries/s", n, float64(n)/time.Since(began).Seconds())
	return book
}

// BenchmarkTrialBalance shows that a month's end costs the same in a book of 25,000 and of 250,000 entries (budget
// 20 ms, design §10), what a day inside a month adds, and what the other pages of a large book cost.
func BenchmarkTrialBalance(b *testing.B) {
	for _, n := range []int{25_000, 250_000} {
		book := largeBook(b, n)
		for _, c := range []struct {
			name string
			read func() error
		}{
			{"month_end", func() error { _, err := book.TrialBalance(ctx, 20260101, 20261130); return err }},
			{"mid_month", func() error { _, err := book.TrialBalance(ctx, 20260101, 20261115); return err }},
			{"cash_book_of_a_month", func() error { _, err := book.CashBook(ctx, 20260301, 20260331); return err }},
			{"journal_of_a_month", func() error {
				_, err := book.Entries(ctx, coop.EntryQuery{From: 20260301, To: 20260331, Posted: true})
				return err
			}},
			{"journal_page", func() error {
				_, err := book.Entries(ctx, coop.EntryQuery{Newest: true, Limit: 50})
				return err
			}},
			{"home", func() error { _, err := book.Home(ctx, 20260315); return err }},
			{"home_evidence", func() error {
				_, _, err := book.EvidenceCount(ctx, 20260301, 20260331)
				return err
			}},
			{"home_unreviewed", func() error {
				_, _, err := book.Unreviewed(ctx, book.person(b, "Wati").User, 20260301, 20260331)
				return err
			}},
			{"home_after_an_entry", func() error {
				book.record(b, "Siti", entry(20260315, "11101", "42101", 1000))
				_, err := book.Home(ctx, 20260315)
				return err
			}},
			{"info", func() error { _, err := book.Info(ctx); return err }},
		} {
			b.Run(fmt.Sprintf("%s/%d", c.name, n), func(b *testing.B) {
				for b.Loop() {
					if err := c.read(); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

// BenchmarkHomeTwoLaptops shows what the home page reads of a book of 250,000 entries, half of which another laptop
// recorded, with tills counted and banks compared every month: for the treasurer, and what a board member's page reads
// beside it (budget 50 ms). One till was not counted any more since the middle of those years.
func BenchmarkHomeTwoLaptops(b *testing.B) {
	book := twoLaptops(b, 250_000)
	today := coop.Date(20261215)
	treasurer := func() error {
		_, home := book.Home(ctx, today)
		_, counts := book.Counts(ctx)
		_, info := book.Info(ctx)
		_, findings := book.Findings(ctx)
		_, _, evidence := book.EvidenceCount(ctx, 20261201, 20261231)
		return errors.Join(home, counts, info, findings, evidence)
	}
	for name, read := range map[string]func() error{
		"treasurer": treasurer,
		"treasurer_after_an_entry": func() error {
			book.record(b, "Siti", entry(today, "11101", "42101", 1000))
			return treasurer()
		},
		"home":       func() error { _, err := book.Home(ctx, today); return err },
		"counts":     func() error { _, err := book.Counts(ctx); return err },
		"reconciles": func() error { _, err := book.Reconciles(ctx); return err },
		"unreviewed": func() error {
			_, _, err := book.Unreviewed(ctx, book.person(b, "Wati").User, 20261201, 20261231)
			return err
		},
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if err := read(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// twoLaptops fills a book month by month from two laptops that hear of each other at its end, and counts the tills and
// compares the bank in between: what the other one recorded since was not in the counter's book.
func twoLaptops(b *testing.B, n int) *testBook {
	b.Helper()
	const months = 60
	mine := newTestBook(b)
	other := mine.join(b, "other")
	mine.send(b, other, 0)
	tills := []string{"11101", "11104", "11107", "11103"}
	for month := range months {
		last := coop.Month(202201).Add(month).Last()
		for _, book := range []*testBook{mine, other} {
			acts := make([]coop.Act, n/months/2)
			for i := range acts {
				to := [][2]string{
					{tills[i%4], "42101"}, {"13101", tills[i%3]}, {"61201", "11101"}, {"11201", "11101"},
				}[i%7%4]
				acts[i] = act(entry(last-coop.Date(i%28), to[0], to[1], int64(1000+i%977)))
			}
			must(book.Import(ctx, book.person(b, "Siti"), acts))(b)
		}
		for i, till := range tills {
			if i < 3 || month < months/2 {
				mine.record(b, "Siti", coop.Count{Account: till, Date: last, Counted: 1000, Booked: 1000})
			}
		}
		mine.record(b, "Siti", coop.Reconcile{Account: "11201", Until: last, Reason: "-"})
		other.send(b, mine, 0)
	}
	return mine
}

// BenchmarkSearch shows what a search in a large book costs once its file is there, and in how long it is made.
func BenchmarkSearch(b *testing.B) {
	book := largeBook(b, 250_000)
	began := time.Now()
	if err := book.IndexSearch(ctx); err != nil {
		b.Fatal(err)
	}
	b.Logf("indexed in %s", time.Since(began))
	for _, text := range []string{"BKM-A-2026-000123", "BKK"} {
		b.Run(text, func(b *testing.B) {
			for b.Loop() {
				found, err := book.Entries(ctx, coop.EntryQuery{Text: text, Newest: true, Limit: 50})
				if err != nil || len(found) == 0 {
					b.Fatal(found, err)
				}
			}
		})
	}
}
