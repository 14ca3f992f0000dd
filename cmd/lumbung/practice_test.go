package main

import (
	"context"
	"testing"
	"time"

	"lumbung/store"
	"lumbung/store/coop"
	"lumbung/store/report"
)

// The practice village is a sound book in which every page has something to show.
func TestPracticeVillage(t *testing.T) {
	ctx, folder := context.Background(), t.TempDir()
	book, who, err := openPractice(ctx, folder)
	if err != nil {
		t.Fatal(err)
	}
	if findings, err := book.Verify(ctx, func(int, int) {}); err != nil || len(findings) > 0 {
		t.Fatalf("it does not verify: %v, %v", findings, err)
	}
	balances, err := book.TrialBalance(ctx, 0, coop.DateFromTime(time.Now()))
	if err != nil {
		t.Fatal(err)
	}
	held := map[string]coop.Money{}
	for _, b := range balances {
		held[b.Account.Code] = b.Closing()
	}
	for _, code := range []string{
		"11101", "11201", "12101", "12301", "13101", "14101", "16105", "16205", "21101", "21103", "25107", "31101",
		"31102", "31401", "41101", "41201", "51101", "61201", "61404", "71107", "72101",
	} {
		if held[code] == 0 {
			t.Errorf("nothing on %s", code)
		}
	}
	if held["11101"] < 0 {
		t.Errorf("the cash is overdrawn: %v", held["11101"])
	}
	counts, err := book.Counts(ctx)
	if err != nil || len(counts) != 1 || counts[0].Difference() >= 0 {
		t.Errorf("counts %+v, %v", counts, err)
	}
	asked, err := book.Findings(ctx)
	if err != nil || len(asked) != 2 || len(asked[0].Answers)+len(asked[1].Answers) != 1 {
		t.Errorf("findings %+v, %v", asked, err)
	}
	if exceptions, err := book.Exceptions(ctx); err != nil || len(exceptions) != 1 ||
		exceptions[0].What != coop.WhatNoDimension { // sales of a week stand for many members
		t.Errorf("irregular: %+v, %v", exceptions, err)
	}
	if who.Role != coop.RoleTreasurer {
		t.Errorf("opened as %v", who.Role)
	}
	for _, name := range []string{practiceChair, practiceWatch} {
		if _, err := book.Login(ctx, name, practicePIN); err != nil {
			t.Errorf("%s cannot come in: %v", name, err)
		}
	}
	if err := book.Close(); err != nil {
		t.Fatal(err)
	}
	if err := throwPracticeAway(folder); err != nil {
		t.Fatal(err)
	}
	again, _, err := openPractice(ctx, folder)
	if err != nil {
		t.Fatalf("it cannot be made anew: %v", err)
	}
	if err := again.Close(); err != nil {
		t.Error(err)
	}
}

// On whatever day somebody begins to practise, the village has lived through whole months: nothing irregular but what
// is meant, never less than nothing in the till, loans in every state, a closed year whose surplus is divided.
func TestPracticeVillage_AnyDay(t *testing.T) {
	ctx := context.Background()
	for _, day := range []string{"2026-01-01", "2026-03-04", "2026-03-05", "2028-02-29", "2026-08-17", "2026-12-31"} {
		t.Run(day, func(t *testing.T) {
			now, err := time.Parse("2006-01-02 15:04", day+" 10:00")
			if err != nil {
				t.Fatal(err)
			}
			book, _, err := openPracticeOn(ctx, t.TempDir(), func() time.Time { return now })
			if err != nil {
				t.Fatal(err)
			}
			defer book.Close()
			if findings, err := book.Verify(ctx, func(int, int) {}); err != nil || len(findings) > 0 {
				t.Errorf("it does not verify: %v, %v", findings, err)
			}
			if irregular, err := book.Exceptions(ctx); err != nil || len(irregular) != 1 {
				t.Errorf("irregular: %+v, %v", irregular, err)
			}
			for _, account := range []string{"11101", "11201"} {
				tillNeverEmpty(t, book, account, coop.DateFromTime(now))
			}
			states(t, book, coop.DateFromTime(now))
			year := newPracticeVillage(&now, now).last
			d, err := report.DivisionOf(ctx, book, year)
			if err != nil || !d.Decided || d.View.Divided == 0 || d.Division.Surplus.Total <= 0 {
				t.Errorf("the surplus of %d: decided %v, posted on %v, %v, %v", year, d.Decided, d.View.Divided,
					d.Division.Surplus.Total, err)
			}
			shares, err := book.SurplusShares(ctx, year)
			open := 0
			for _, s := range shares {
				if s.Open() {
					open++
				}
			}
			if err != nil || open == 0 || open == len(shares) {
				t.Errorf("%d of %d shares wait, %v", open, len(shares), err)
			}
		})
	}
}

// tillNeverEmpty goes through a till's days.
func tillNeverEmpty(t *testing.T, book *store.Book, account string, today coop.Date) {
	t.Helper()
	page, err := book.AccountPage(context.Background(), account, 0, today)
	if err != nil {
		t.Fatal(err)
	}
	var held coop.Money
	for i, l := range page.Lines {
		held += l.Amount
		if ends := i+1 == len(page.Lines) || page.Lines[i+1].Date != l.Date; ends && held < 0 {
			t.Errorf("%s holds %v on %v", account, held, l.Date)
		}
	}
}

// states looks for a loan that is settled, one that runs on time, one that is late, one refused and one that waits.
func states(t *testing.T, book *store.Book, today coop.Date) {
	t.Helper()
	all, err := book.Loans(context.Background(), today)
	if err != nil {
		t.Fatal(err)
	}
	found := map[coop.LoanStatus]int{}
	late := 0
	for _, l := range all.Loans {
		found[l.Status]++
		if l.Late > 30 {
			late++
		}
	}
	for _, status := range []coop.LoanStatus{
		coop.LoanApplied, coop.LoanDeclined, coop.LoanRunning, coop.LoanSettled,
	} {
		if found[status] == 0 {
			t.Errorf("no loan is %s: %v", status.Key(), found)
		}
	}
	if late == 0 || late == found[coop.LoanRunning] || all.Unnamed() != 0 {
		t.Errorf("%d of %d loans are late, %v lent to nobody", late, found[coop.LoanRunning], all.Unnamed())
	}
}
