package store

import (
	"errors"
	"testing"

	"lumbung/store/coop"
)

// An entry is put right in one transaction: both sides say so, and where one act is refused neither is in the book.
func TestCorrection(t *testing.T) {
	b := newTestBook(t)
	siti := b.person(t, "Siti")
	wrong := b.record(t, "Siti", entry(20260105, "61209", "11101", 50_000))
	view := must(b.Entry(ctx, wrong.ID))(t)
	now := entry(20260105, "61209", "11101", 5_000)
	acts, problems := coop.Correct(view, 20260105, "salah jumlah", now)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	spoiled := append([]coop.Act{acts[0]}, coop.Act{Kind: coop.KindEntry, Body: entry(20260105, "61209", "99999", 5)})
	head := must(b.Info(ctx))(t).Head
	var refusal *coop.Refusal
	if _, err := b.Record(ctx, siti, spoiled...); !errors.As(err, &refusal) || refusal.Index != 1 {
		t.Fatalf("a spoiled correction: %v", err)
	}
	if must(b.Info(ctx))(t).Head != head || !must(b.Entry(ctx, wrong.ID))(t).ReversedBy.IsZero() {
		t.Fatal("half a correction is in the book")
	}
	done, err := b.Record(ctx, siti, acts...)
	if err != nil {
		t.Fatal(err)
	}
	b.reopen(t)
	old, made := must(b.Entry(ctx, wrong.ID))(t), must(b.Entry(ctx, done[1].ID))(t)
	if old.ReversedBy != done[0].ID || old.CorrectedBy != done[1].ID || made.Corrects != wrong.ID {
		t.Errorf("not linked: %v %v %v", old.ReversedBy, old.CorrectedBy, made.Corrects)
	}
	if sums := closings(t, b.Book, 0, 20260131); sums["61209"] != 5_000 || sums["11101"] != -5_000 {
		t.Errorf("the sums are %v", sums)
	}
	if _, problems := coop.Correct(old, 20260105, "lagi", now); len(problems) != 1 ||
		problems[0].Key != coop.ProblemCorrectReversed {
		t.Errorf("corrected twice: %v", problems)
	}
	b.clean(t)
}

func TestLastRecorded(t *testing.T) {
	b := newTestBook(t)
	siti := b.person(t, "Siti")
	if none, err := b.LastRecorded(ctx, siti); err != nil || !none.ID.IsZero() {
		t.Fatalf("an empty book: %v, %v", none.ID, err)
	}
	b.record(t, "Siti", entry(20260110, "61209", "11101", 1_000))
	last := b.record(t, "Siti", entry(20260105, "61209", "11101", 2_000)) // recorded later, of an earlier day
	b.record(t, "Siti", coop.Opening{Date: 20260101, Account: "11101", Amount: 500_000_00})
	if got := must(b.LastRecorded(ctx, siti))(t); got.ID != last.ID || got.Amount != 2_000_00 {
		t.Errorf("the last one is %+v", got.EntryRow)
	}
	if none, err := b.LastRecorded(ctx, b.person(t, "Budi")); err != nil || !none.ID.IsZero() {
		t.Errorf("somebody else's: %v, %v", none.ID, err)
	}
}

// The journal is asked for the last entries of an occasion and of a person.
func TestEntries_ByOccasionAndAuthor(t *testing.T) {
	b := newTestBook(t)
	for i, occasion := range []string{"wages", "electricity", "wages"} {
		e := entry(20260110, "61209", "11101", int64(1_000*(i+1)))
		e.Occasion = occasion
		b.record(t, "Siti", e)
	}
	query := coop.EntryQuery{Occasion: "wages", Author: b.person(t, "Siti").User, Newest: true, Limit: 1}
	got := must(b.Entries(ctx, query))(t)
	if len(got) != 1 || got[0].Amount != 3_000_00 {
		t.Errorf("got %+v", got)
	}
	query.Author = b.person(t, "Budi").User
	if got := must(b.Entries(ctx, query))(t); len(got) != 0 {
		t.Errorf("of somebody else: %+v", got)
	}
}
