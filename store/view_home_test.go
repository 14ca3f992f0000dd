package store

import (
	"testing"

	"lumbung/store/coop"
)

func TestHome(t *testing.T) {
	b := newTestBook(t)
	m := b.member(t, coop.MemberInput{Number: "1", Name: "Aminah", Joined: "2026-01-01"})
	b.member(t, coop.MemberInput{Number: "2", Name: "Budi", Joined: "2026-01-01"})
	b.member(t, coop.MemberInput{Number: "3", Name: "Pergi", Joined: "2025-01-01", Left: "2025-06-01"})
	b.record(t, "Siti", entry(20251220, "11101", "42101", 300000))
	b.record(t, "Siti", entry(20260105, "11201", "11101", 100000)) // to the bank: neither in nor out
	b.record(t, "Siti", due(m, 20260105, 20000, 202601))
	last := b.record(t, "Siti", entry(20260103, "61201", "11201", 15000))
	finding := b.record(t, "Wati", coop.Finding{Entry: last.ID, Text: "mana notanya?"})
	home, err := b.Home(ctx, 20260110)
	if err != nil {
		t.Fatal(err)
	}
	got := []coop.Money{home.Cash, home.Bank, home.DuesPaid, home.MonthIn, home.MonthOut}
	for i, want := range []coop.Money{220000, 85000, 20000, 20000, 15000} {
		if got[i] != want*coop.Rupiah {
			t.Errorf("figure %d is %v, want %v", i, got[i], want*coop.Rupiah)
		}
	}
	if home.DuesMembers != 1 || home.Members != 2 || home.Findings != 1 || len(home.Recent) != 4 ||
		home.Recent[0].ID != last.ID {
		t.Errorf("%+v", home)
	}
	figures := home.Months
	if len(figures) != 2 || figures[0].Month != 202512 || figures[0].Money != 300000*coop.Rupiah ||
		figures[1].Money != home.Cash+home.Bank || figures[1].DuesPaid != 20000*coop.Rupiah ||
		figures[1].DuesOwed != 40000*coop.Rupiah {
		t.Errorf("the months are %+v", figures)
	}
	if home.Owing != 0 || home.LastDate != 20260105 || home.LastAt == 0 {
		t.Errorf("%+v", home)
	}
	if later, err := b.Home(ctx, 20270301); err != nil || later.Owing != 2 ||
		later.Arrears != (14*2-1)*20000*coop.Rupiah || len(later.Months) != 12 || later.Months[0].Month != 202604 ||
		later.Months[0].Money != home.Cash+home.Bank || later.Months[0].DuesOwed != 40000*coop.Rupiah {
		t.Errorf("a year later: %+v (%v)", later, err)
	}
	b.recordKind(t, coop.KindAnswer, coop.Answer{Finding: finding.ID, Text: "di map"})
	findings, err := b.Findings(ctx)
	if err != nil || len(findings) != 1 || len(findings[0].Answers) != 1 || findings[0].Voucher != "BBK-A-2026-000001" {
		t.Errorf("%+v (%v)", findings, err)
	}
	if home, _ = b.Home(ctx, 20260110); home.Findings != 0 {
		t.Error("an answered finding is still open")
	}
}

// Exceptions are those of the rules, read from the tables, and follow what is recorded.
func TestExceptions(t *testing.T) {
	b := newTestBook(t)
	m := b.member(t, coop.MemberInput{Number: "1", Name: "Aminah", Joined: "2026-01-01"})
	if all, err := b.Exceptions(ctx); err != nil || len(all) != 0 {
		t.Fatalf("%v (%v)", all, err)
	}
	b.record(t, "Siti", due(m, 20260105, 20000, 202601))
	b.record(t, "Siti", due(m, 20260106, 20000, 202601))
	take := entry(20260210, "21101", "11101", 30000)
	take.Lines[0].Member = m
	b.record(t, "Siti", take)
	all, err := b.Exceptions(ctx)
	if err != nil || len(all) != 2 || all[0].What != coop.WhatOverdrawn || all[1].What != coop.WhatMonthTwice {
		t.Fatalf("%+v (%v)", all, err)
	}
	b.mu.Lock()
	want := b.fold.Exceptions()
	b.mu.Unlock()
	for i := range want {
		if all[i] != want[i] {
			t.Errorf("read %+v, the rules say %+v", all[i], want[i])
		}
	}
	if home, err := b.Home(ctx, 20260110); err != nil || home.Exceptions != 2 {
		t.Errorf("home counts %d (%v)", home.Exceptions, err)
	}
}

func TestInfo(t *testing.T) {
	b := newTestBook(t)
	b.member(t, coop.MemberInput{Name: "Aminah"})
	b.record(t, "Siti", entry(20260105, "11101", "42101", 1000))
	b.record(t, "Siti", entry(20260106, "11201", "11101", 1000))
	info, err := b.Info(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if info.Cooperative.Name != "KDMP Contoh" || info.Device.Letters != "A" || info.Members != 1 || info.Entries != 2 ||
		info.Changes != int(info.Head.Seq) || info.Unsent != info.Changes || info.UnsentSince == 0 || info.Copy ||
		info.Waiting != 0 || info.Aside != 0 || len(info.Checks) == 0 {
		t.Errorf("%+v", info)
	}
	if _, err := b.Verify(ctx, nil); err != nil {
		t.Fatal(err)
	}
	if verified, err := b.Info(ctx); err != nil || info.VerifiedAt != 0 || verified.VerifiedAt == 0 {
		t.Errorf("verified at %d, then %d (%v)", info.VerifiedAt, verified.VerifiedAt, err)
	}
	for _, c := range info.Checks {
		if !c.OK {
			t.Errorf("%+v", c)
		}
	}
}

// An entry is recorded, then sent, then reviewed when a board member approves or closes.
func TestEntryStates(t *testing.T) {
	b := newTestBook(t)
	done := b.record(t, "Siti", entry(20260131, "11101", "42101", 1000))
	later := b.record(t, "Siti", entry(20260205, "11101", "42101", 1000))
	state := func(id coop.ID) coop.EntryState {
		t.Helper()
		e, err := b.Entry(ctx, id)
		if err != nil {
			t.Fatal(err)
		}
		return e.State
	}
	if got := state(done.ID); got != coop.StateRecorded {
		t.Errorf("fresh: %d", got)
	}
	if err := b.Leaving(ctx, []coop.Head{{Log: b.own.Log, Seq: done.Seq, Hash: done.Hash}}); err != nil {
		t.Fatal(err)
	}
	if got := [2]coop.EntryState{state(done.ID), state(later.ID)}; got != [2]coop.EntryState{
		coop.StateSent, coop.StateRecorded,
	} {
		t.Errorf("left: %v", got)
	}
	b.closeMonth(t, 202601)
	if got := [2]coop.EntryState{state(done.ID), state(later.ID)}; got != [2]coop.EntryState{
		coop.StateReviewed, coop.StateRecorded,
	} {
		t.Errorf("closed: %v", got)
	}
	info, err := b.Info(ctx)
	if err != nil || info.Closed != 20260131 {
		t.Errorf("closed through %v (%v)", info.Closed, err)
	}
}

// A server's receipt makes accepted what it names and nothing behind it.
func TestReceiptAcceptsEntries(t *testing.T) {
	b := newTestBook(t)
	d := newDistrict()
	d.enrol(t, b)
	done := b.record(t, "Siti", entry(20260105, "11101", "42101", 1000))
	held := coop.Head{Log: b.own.Log, Seq: done.Seq, Hash: done.Hash}
	d.receive(t, b)
	later := b.record(t, "Siti", entry(20260106, "11101", "42101", 1000))
	if in, err := b.Receive(ctx, d.says(coop.KindReceipt, coop.Receipt{Heads: []coop.Head{held}})); err != nil ||
		in.Counting != 1 {
		t.Fatalf("%+v (%v)", in, err)
	}
	found, err := b.Entries(ctx, coop.EntryQuery{})
	if err != nil || found[0].State != coop.StateAccepted || found[1].State != coop.StateRecorded {
		t.Errorf("states %d and %d (%v)", found[0].State, found[1].State, err)
	}
	info, err := b.Info(ctx)
	if err != nil || info.Accepted != held || info.Unsent != int(later.Seq-done.Seq) || info.ReceivedAt == 0 ||
		info.UnsentSince == 0 {
		t.Errorf("%+v (%v)", info, err)
	}
}

// An entry recorded after its month was closed stands in the journal of the day it posts on, and in the book's own
// order under the day of its evidence.
func TestLateEntryStandsWhereItPosts(t *testing.T) {
	b := newTestBook(t)
	b.record(t, "Siti", entry(20260110, "11101", "42101", 1000))
	b.closeLate(t, 202601, false, entry(20260120, "11101", "42101", 7000))
	for query, want := range map[coop.EntryQuery]int{
		{From: 20260101, To: 20260131}:               2,
		{From: 20260101, To: 20260131, Posted: true}: 1,
		{From: 20260201, To: 20260228, Posted: true}: 1,
		{From: 20260201, To: 20260228}:               0,
	} {
		if found, err := b.Entries(ctx, query); err != nil || len(found) != want {
			t.Errorf("%+v finds %d, want %d (%v)", query, len(found), want, err)
		}
	}
	page, err := b.AccountPage(ctx, "42101", 20260201, 20260228)
	if err != nil || len(page.Lines) != 1 || page.Lines[0].Date != 20260201 || page.Opening != -1000*coop.Rupiah {
		t.Errorf("%+v (%v)", page, err)
	}
}

// Pages are read from any goroutine while somebody records; each answer is one whole view of the book.
func TestReadingBesideRecording(t *testing.T) {
	b := newTestBook(t)
	siti := b.person(t, "Siti")
	done := make(chan error, 1)
	go func() {
		for i := range 40 {
			if _, err := b.Record(ctx, siti, act(entry(20260105, "11101", "42101", int64(1000+i)))); err != nil {
				done <- err
				return
			}
		}
		done <- nil
	}()
	for writing := true; writing; {
		select {
		case err := <-done:
			if err != nil {
				t.Fatal(err)
			}
			writing = false
		default:
		}
		home, err := b.Home(ctx, 20260105)
		if err != nil || home.Cash != home.MonthIn {
			t.Fatalf("half an entry was seen: %+v (%v)", home, err)
		}
		info, err := b.Info(ctx)
		if err != nil || info.Changes != int(info.Head.Seq) {
			t.Fatalf("%+v (%v)", info, err)
		}
		if _, err := b.Entries(ctx, coop.EntryQuery{Text: "BKM"}); err != nil {
			t.Fatal(err)
		}
	}
	b.finds(t, "BKM", 40)
}
