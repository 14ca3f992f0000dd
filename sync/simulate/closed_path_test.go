package simulate_test

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"lumbung/assets"
	"lumbung/store"
	"lumbung/store/coop"
)

// closedDay says whether an error is the one word about days in closed periods: from when on they are open.
func closedDay(err error) bool {
	var problem coop.Problem
	return errors.As(err, &problem) && problem.Key == coop.ProblemClosedDay && problem.Args[1] == coop.Date(20260101)
}

// lateEntry is dated in the closed year.
func lateEntry(occasion string, once coop.Once) coop.Act {
	return coop.Act{Kind: coop.KindEntry, Body: coop.Entry{
		Date: 20251220, Occasion: occasion, Remark: "uji", Once: once,
		Lines: []coop.Line{rp("11101", 1000), rp("42101", -1000)},
	}}
}

// Every occasion and every rule of what may exist once: loans paid out and paid, parts of assets, interest, provisions,
// recurring entries, deposits that end, members who leave, shares paid, rows of a file and of a bank, corrections. None
// of them enters a closed year, whatever its rule, alone, beside others, or behind what they stand on; what is refused
// leaves nothing behind.
func TestClosedPeriod_NoOccasionEnters(t *testing.T) {
	b := goldenYear(t)
	chart, err := coop.LoadChart(assets.Chart())
	if err != nil {
		t.Fatal(err)
	}
	occasions, err := coop.LoadOccasions(assets.Occasions(), chart)
	if err != nil || len(occasions) < 100 {
		t.Fatal(len(occasions), err)
	}
	entries, err := b.Entries(t.Context(), coop.EntryQuery{Limit: 3})
	if err != nil {
		t.Fatal(err)
	}
	old, id := entries[0].ID, coop.ID{7}
	acts := map[string]coop.Act{
		"reversal": {Kind: coop.KindReversal, Body: coop.Reversal{Entry: old, Date: 20251231, Reason: "uji"}},
		"opening":  {Kind: coop.KindOpening, Body: coop.Opening{Date: 20251231, Account: "11103", Amount: 1000_00}},
		"opening of before the book": {Kind: coop.KindOpening, Body: coop.Opening{
			Date: 20190101, Account: "11105", Amount: 1000_00,
		}},
	}
	for _, o := range occasions {
		acts["occasion "+o.ID] = lateEntry(o.ID, coop.Once{})
	}
	for i, once := range []coop.Once{
		coop.AssetBeginOnce(id), coop.AssetEndOnce(id),
		{Rule: "asset", Subject: id.String(), Period: "2025-12"},
		coop.InterestOnce(id, 202512, 0), coop.ProvisionOnce(202512), coop.LoanAccrueOnce(id, 202512),
		coop.LoanOutOnce(id), coop.TermOnce(id), coop.TermEndOnce(id), coop.CountOnce(id), coop.CorrectionOnce(old),
		coop.ImportOnce("kas.csv", "7"),
		{Rule: "recurring", Subject: "Honor", Period: "2025-12"},
		{Rule: "surplus", Period: "2024"},
		{Rule: "surplus-pay", Subject: id.String(), Period: "2024"},
		{Rule: "bank-row", Subject: id.String(), Period: "0"},
		{Rule: "accrual-end", Subject: old.String()},
		{Rule: "leave", Subject: id.String(), Period: "20251220"},
		{Rule: "opening-name", Period: "0"},
	} {
		acts[fmt.Sprint("once ", i, " ", once.Rule)] = lateEntry("", once)
	}
	changes := b.changes()
	for name, act := range acts {
		good := coop.Act{Kind: coop.KindEntry, Body: coop.Entry{
			Date: 20260105, Remark: "sah", Lines: []coop.Line{rp("11101", 1000), rp("42101", -1000)},
		}}
		_, alone := b.Record(t.Context(), b.who, act)
		_, beside := b.Import(t.Context(), b.who, []coop.Act{good, act})
		_, behind := b.RecordWith(t.Context(), b.who, []coop.Act{good}, func([]coop.ID) ([]coop.Act, error) {
			return []coop.Act{act}, nil
		})
		_, member := b.ImportWith(t.Context(), b.who, []coop.MemberInput{{Name: "Aminah"}},
			func([]coop.ID) ([]coop.Act, error) { return []coop.Act{act}, nil })
		for i, err := range []error{alone, beside, behind, member} {
			if !closedDay(err) {
				t.Errorf("%s, way %d: %v", name, i, err)
			}
		}
	}
	if now := b.changes(); now != changes {
		t.Errorf("%d changes were left behind", now-changes)
	}
	b.goldenStatements("after all that", 2025)
}

// changes counts what the book holds.
func (b *yearBook) changes() int {
	b.t.Helper()
	info, err := b.Info(b.t.Context())
	if err != nil {
		b.t.Fatal(err)
	}
	return info.Changes
}

// besideEntries are changes of every kind that says something of days in 2025.
func besideEntries(old, member coop.ID) map[coop.Kind][]any {
	bodies := map[coop.Kind][]any{
		coop.KindAccounts: {coop.Accounts{Add: []coop.AccountAdd{ // an account that is there, with another type
			{Code: "41101", NameID: "Penjualan", Type: coop.Expense}, {Code: "11101", NameID: "Kas", Type: coop.Memo},
		}}},
		coop.KindAccountEdit: {coop.AccountEdit{Code: "41101", NameID: "Lain", Closed: true}},
		coop.KindOutlet:      {coop.Outlet{Code: "SEMBAKO", NameID: "Toko", Closed: true}},
		coop.KindLoan: {coop.Loan{
			Member: member, Product: "umum", Principal: 1_000_000_00, Months: 10, Date: 20251201, Purpose: "modal",
		}},
		coop.KindTerm: {coop.Term{
			Member: member, Amount: 5_000_000_00, Months: 12, Rate: 600, Date: 20251201, Roll: coop.RollPay,
		}},
		coop.KindBlock: {coop.Block{
			Member: member, Account: "21101", Amount: 1_00, Date: 20251201, Reason: "jaminan",
		}},
		coop.KindAsset: {coop.AssetCard{
			Class: coop.AssetFixed, Name: "Laptop", Account: "16105", Debit: "61404", Credit: "16205",
			Amount: 9_600_000_00, Months: 48, First: 202507, Bought: 20250706,
		}},
		coop.KindBorrowing: {coop.Borrowing{
			Lender: "BRI", Account: "25101", Ceiling: 50_000_000_00, Rate: 600, Method: coop.MethodFlat, Months: 72,
			Date: 20250705,
		}},
		coop.KindBudget:  {coop.Budget{Year: 2025, Lines: []coop.BudgetLine{{Account: "61101", Amount: 1_000_00}}}},
		coop.KindMeeting: {coop.Meeting{Class: coop.MeetingBoard, Date: 20251230}},
		coop.KindCount:   {coop.Count{Account: "11101", Date: 20251231, Counted: 1_00, Booked: 2_00, Reason: "uji"}},
		coop.KindReconcile: {coop.Reconcile{
			Account: "11201", Until: 20251231, Balance: 1_00, Reason: "uji",
		}},
		coop.KindEvidence: {coop.Evidence{Entry: old, Paper: "nota 1"}},
		coop.KindParty:    {coop.Party{Class: coop.PartySupplier, Name: "Toko Jaya"}},
		coop.KindNote:     {coop.Note{Book: "guests", Year: 2025, Fields: map[string]string{"name": "Tamu"}}},
	}
	for _, d := range coop.SurplusDefaults() {
		value := map[string]string{coop.SettingSurplusKey: "turnover"}[d.Key]
		if value == "" {
			value = d.Value
		}
		set := coop.Setting{Key: d.Key, From: 20250101, Value: value}
		bodies[coop.KindSetting] = append(bodies[coop.KindSetting], set)
	}
	return bodies
}

// What is recorded beside the entries may speak of days of a closed year: rates, cards, agreements, plans, counts,
// papers, remarks. No line of the closed year's statements moves by any of it.
func TestClosedPeriod_NothingElseMovesIt(t *testing.T) {
	b := goldenYear(t)
	entries, err := b.Entries(t.Context(), coop.EntryQuery{Limit: 3})
	if err != nil {
		t.Fatal(err)
	}
	old := entries[0].ID
	made, err := b.AddMember(t.Context(), b.who, coop.MemberInput{Name: "Aminah", Joined: "2025-07-01"})
	if err != nil {
		t.Fatal(err)
	}
	member := made.ID
	before, err := b.CloseBody(t.Context(), 202512, false)
	if err != nil {
		t.Fatal(err)
	}
	bodies := besideEntries(old, member)
	recorded := 0
	for kind, all := range bodies {
		for _, body := range all {
			if _, err := b.Record(t.Context(), b.who, coop.Act{Kind: kind, Body: body}); err == nil {
				recorded++
			} else if kind != coop.KindAccounts {
				t.Errorf("kind %d: %v", kind, err)
			}
		}
	}
	after, err := b.CloseBody(t.Context(), 202512, false)
	if err != nil || after.Digest != before.Digest || recorded < 20 {
		t.Errorf("%d recorded; the trial balance is another one: %v (%v)", recorded, after.Digest != before.Digest, err)
	}
	b.goldenStatements("with all that beside", 2025)
	b.goldenTrial("with all that beside", "76.322.267")
	exceptions, err := b.Exceptions(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if slices.ContainsFunc(exceptions, func(x coop.Exception) bool {
		return x.What == coop.WhatDigest || x.What == coop.WhatClosing
	}) {
		t.Errorf("a close is doubted: %v", exceptions)
	}
}

// A clock that was set back, into the closed year or into 2010, opens nothing; what is dated in an open day goes in.
func TestClosedPeriod_ClockSetBack(t *testing.T) {
	b := goldenYear(t)
	before := b.standing()
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	for _, year := range []int{2025, 2010} {
		book, err := store.Open(t.Context(), store.Place{
			File: filepath.Join(b.folder, "a.lumbung"), Machine: filepath.Join(b.folder, "machine"),
			Now: func() time.Time { return time.Date(year, 12, 20, 8, 0, 0, 0, time.UTC) },
		})
		if err != nil {
			t.Fatal(err)
		}
		b.Book = book
		b.holdsTogether()
		if _, err := b.Record(t.Context(), b.who, lateEntry("", coop.Once{})); !closedDay(err) {
			t.Errorf("with the clock in %d: %v", year, err)
		}
		b.posts(20260110, rp("11101", 500), rp("42101", -500))
		plan, err := b.PlanClose(t.Context(), 202601, false)
		ask := plan.Ask(coop.Date(year*10000 + 1220))
		if err != nil || len(plan.Against("")) > 0 || ask[0].Key != coop.ProblemCloseEarly {
			t.Errorf("January with the clock in %d: %v, %v", year, plan.Against(""), err)
		}
		b.sameStanding(before)
		if err := book.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// holdsTogether wants every check that the program shows to hold. The one of voucher numbers, made when a book is
// opened, took the two entries of a year's close for entries without a number: after the next start the book was said
// not to agree, and nothing could be closed any more.
func (b *yearBook) holdsTogether() {
	b.t.Helper()
	info, err := b.Info(b.t.Context())
	if err != nil {
		b.t.Fatal(err)
	}
	for _, c := range info.Checks {
		if !c.OK {
			b.t.Errorf("%s does not hold: %s", c.Name, c.Detail)
		}
	}
}

// sameStanding compares what stands on the accounts at the end of 2025.
func (b *yearBook) sameStanding(before map[string]coop.Money) {
	b.t.Helper()
	for account, sum := range b.standing() {
		if sum != before[account] {
			b.t.Errorf("%s has changed from %v to %v", account, before[account], sum)
		}
	}
}
