package store

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"lumbung/store/coop"
)

// postedOn lists of each entry its own day and the day on which it posts.
func (b *testBook) postedOn(t testing.TB) string {
	t.Helper()
	text := ""
	for _, e := range must(b.Entries(ctx, coop.EntryQuery{Limit: 100}))(t) {
		if e.Kind == coop.KindEntry {
			text += fmt.Sprintf("%d:%d ", e.Date%10000, e.Posted%10000)
		}
	}
	return text
}

// closesOf tells of each close whether it holds, was reopened, and how many came late, by period.
func (b *testBook) closesOf(t testing.TB) string {
	t.Helper()
	var all []string
	for _, c := range must(b.Closes(ctx))(t) {
		state := map[bool]string{true: "holds", false: "void"}[c.Holds]
		if c.Reopened {
			state = "reopened"
		}
		all = append(all, fmt.Sprintf("%d %s %d; ", c.Period, state, len(c.Late)))
	}
	slices.Sort(all)
	return strings.Join(all, "")
}

// The chair opens January again on a laptop that has not heard that February was closed on the other one, nor of the
// entry that came late there. The close of February falls with that of January, which it names as the one before it;
// what had moved out of both months goes back to its own day; nothing is lost, and both laptops say the same.
func TestReopen_UnheardClose(t *testing.T) {
	a := newTestBook(t)
	a.record(t, "Siti", entry(20260110, "11101", "41109", 100_000))
	a.closeMonth(t, 202601)
	b := a.join(t, "b")
	a.exchange(t, b)
	b.record(t, "Siti", entry(20260215, "11101", "41109", 3_000)) // A closes without having heard of it
	a.record(t, "Siti", entry(20260220, "11101", "41109", 20_000))
	a.closeLate(t, 202602, false, entry(20260221, "11101", "41109", 5_000))
	if got := a.postedOn(t); got != "110:110 220:220 221:301 " {
		t.Fatal(got)
	}
	b.reopensAt(t)
	b.record(t, "Siti", entry(20260131, "11101", "41109", 1_000)) // why it was opened
	a.exchange(t, b)
	b.exchange(t, a)
	for name, book := range map[string]*testBook{"a": a, "b": b} {
		if got := book.closesOf(t); got != "202601 reopened 0; 202602 void 0; " {
			t.Errorf("%s: %s", name, got)
		}
		if got := book.postedOn(t); got != "110:110 131:131 215:215 220:220 221:221 " {
			t.Errorf("%s: %s", name, got)
		}
		if got := book.balances(t, 20260228, "11101"); got != "11101 129.000" {
			t.Errorf("%s: %s", name, got)
		}
		book.clean(t)
	}
	if dumpOf(t, a) != dumpOf(t, b) {
		t.Fatal("the books differ")
	}
	a.closeMonth(t, 202601) // both months are closed anew
	a.closeMonth(t, 202602)
	b.exchange(t, a)
	if got := b.closesOf(t); got != "202601 holds 0; 202601 reopened 0; 202602 holds 0; 202602 void 0; " {
		t.Error(got)
	}
}

// The chair opens January again on a laptop that has not heard that it was opened and closed again already. The close
// that it opens holds no more anywhere; the one that came since does, so that January stays closed: what was recorded
// in it meanwhile posts on the first open day, and is shown as late.
func TestReopen_ClosedAgain(t *testing.T) {
	a := newTestBook(t)
	a.record(t, "Siti", entry(20260110, "11101", "41109", 100_000))
	a.closeMonth(t, 202601)
	b := a.join(t, "b")
	a.exchange(t, b)
	a.reopenMonth(t)
	a.record(t, "Siti", entry(20260112, "11101", "41109", 4_000))
	a.closeMonth(t, 202601)
	b.reopensAt(t)
	b.record(t, "Siti", entry(20260131, "11101", "41109", 1_000))
	if got := b.postedOn(t); got != "110:110 131:131 " {
		t.Fatal(got)
	}
	a.exchange(t, b)
	b.exchange(t, a)
	for name, book := range map[string]*testBook{"a": a, "b": b} {
		if got := book.postedOn(t); got != "110:110 112:112 131:201 " {
			t.Errorf("%s: %s", name, got)
		}
		if got := book.balances(t, 20260131, "11101"); got != "11101 104.000" {
			t.Errorf("%s: %s", name, got)
		}
		late := 0
		for _, x := range must(book.Exceptions(ctx))(t) {
			if x.What == coop.WhatLate {
				late++
			}
		}
		if late != 1 {
			t.Errorf("%s: %d are told as late", name, late)
		}
		book.clean(t)
	}
	if dumpOf(t, a) != dumpOf(t, b) {
		t.Error("the books differ")
	}
}

// reopensAt lets the chair open the last closed month again on this laptop, with a key that is made here.
func (b *testBook) reopensAt(t testing.TB) {
	t.Helper()
	if budi := b.person(t, "Budi"); len(b.slots(budi.User)) == 0 || !b.signs(t, budi) {
		must(b.MakeUserKey(ctx, budi, testPhrase, ""))(t)
	}
	b.reopenMonth(t)
}

// signs tells whether somebody can sign on this laptop.
func (b *testBook) signs(t testing.TB, who coop.Session) bool {
	t.Helper()
	_, err := b.Sign(ctx, who, testPhrase, coop.KindReopen, coop.Reopen{Reason: "x"})
	return err == nil
}
