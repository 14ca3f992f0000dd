package main

import (
	"context"
	"testing"
	"time"

	"lumbung/store/coop"
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
		"11101", "11201", "12301", "13101", "21101", "31101", "31102", "41101", "61201", "71107",
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
