package store

import (
	"errors"
	"strings"
	"testing"

	"lumbung/store/coop"
)

// many gives an entry of that many lines.
func many(lines int, amount coop.Money) coop.Entry {
	e := coop.Entry{Date: 20260105}
	for range lines / 2 {
		e.Lines = append(e.Lines, coop.Line{Account: "11101", Amount: amount})
		e.Lines = append(e.Lines, coop.Line{Account: "41109", Amount: -amount})
	}
	return e
}

func wantProblem(t *testing.T, err error, key string) {
	t.Helper()
	if p := (coop.Problem{}); !errors.As(err, &p) || p.Key != key {
		t.Errorf("wanted %s, got %v", key, err)
	}
}

// TestRecord_size: an entry of 32,768 lines was once recorded and confirmed, and could never be read again: a change
// of more than MaxChangeBytes is canonical for nobody, so the log behind it was lost to verify and every exchange.
func TestRecord_size(t *testing.T) {
	b := newTestBook(t)
	siti := b.person(t, "Siti")
	if _, err := b.Record(ctx, siti, act(many(16_000, 100))); err != nil {
		t.Fatalf("a large entry that fits: %v", err)
	}
	before := b.own
	_, err := b.Record(ctx, siti, act(many(1<<15, 100)))
	wantProblem(t, err, problemTooLong)
	text := coop.OccasionText{Name: "panjang", Text: strings.Repeat("a", coop.MaxChangeBytes)}
	_, err = b.Record(ctx, siti, coop.Act{Kind: coop.KindOccasion, Body: text})
	wantProblem(t, err, problemTooLong)
	if b.own != before {
		t.Error("something was recorded all the same")
	}
	b.clean(t)
}

// TestRecord_sums: sums once wrapped around after a few huge entries, and then no page opened: SQLite refused to add
// them up. One entry is bounded now, and the entry that takes an account too far is refused in words.
func TestRecord_sums(t *testing.T) {
	b := newTestBook(t)
	siti := b.person(t, "Siti")
	largest := coop.Money(1_000_000_000_000) * coop.Rupiah
	_, err := b.Record(ctx, siti, act(many(4, largest)))
	if r := (*coop.Refusal)(nil); !errors.As(err, &r) || r.What != coop.WhatUnbalanced {
		t.Errorf("an entry of two trillion: %v", err)
	}
	for range 100 {
		if _, err = b.Record(ctx, siti, act(many(2, largest))); err != nil {
			t.Fatal(err)
		}
	}
	_, err = b.Record(ctx, siti, act(many(2, largest)))
	wantProblem(t, err, problemTooMuch)
	b.record(t, "Siti", entry(20260205, "11101", "41109", 1000))
	home, err := b.Home(ctx, 20260205)
	if want := 100*largest + 1000*coop.Rupiah; err != nil || home.Cash != want {
		t.Errorf("cash is %v, wanted %v: %v", home.Cash, want, err)
	}
	b.clean(t)
}
