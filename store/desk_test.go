package store

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"lumbung/store/coop"
)

// TestCounts: the treasurer counts, a second person signs for the figures, and the difference is an entry.
func TestCounts(t *testing.T) {
	b := newTestBook(t)
	b.record(t, "Siti", entry(20260105, "11101", "41109", 100_000))
	first := b.record(t, "Siti", coop.Count{Account: "11101", Date: 20260110, Counted: 100_000_00, Booked: 100_000_00})
	count := b.record(t, "Siti", coop.Count{
		Account: "11101", Date: 20260131, Counted: 98_500_00, Booked: 100_000_00, Reason: "kembalian",
		Notes: []coop.CountNote{{Value: 20_000_00, Pieces: 4}, {Value: 500_00, Pieces: 37}},
	})
	posted := entry(20260131, "61203", "11101", 1_500)
	posted.Once = coop.CountOnce(count.ID)
	difference := b.record(t, "Siti", posted)
	head := coop.Head{Log: b.own.Log, Seq: count.Seq, Hash: count.Hash}
	budi := b.person(t, "Budi")
	if _, err := b.MakeUserKey(ctx, budi, testPhrase, ""); err != nil {
		t.Fatal(err)
	}
	for _, bad := range [][]coop.Figure{nil, coop.CountFigures(100_000_00, 100_000_00)} {
		body := coop.Approval{Subject: head, Granted: true, Figures: bad}
		mark := must(b.Sign(ctx, budi, testPhrase, coop.KindApproval, body))(t)
		_, err := b.Record(ctx, budi, coop.Act{Kind: coop.KindApproval, Body: body, Mark: mark})
		var refused *coop.Refusal
		if !errors.As(err, &refused) || refused.What != coop.WhatFigures {
			t.Errorf("other figures: %v", err)
		}
	}
	figures := coop.CountFigures(98_500_00, 100_000_00)
	b.marked(t, budi, coop.KindApproval, coop.Approval{Subject: head, Granted: true, Figures: figures})
	counts := must(b.Counts(ctx))(t)
	if len(counts) != 2 || counts[0].Count != count.ID || counts[1].Count != first.ID {
		t.Fatalf("counts: %+v", counts)
	}
	c := counts[0]
	if c.AuthorName != "Siti" || c.WitnessName != "Budi" || c.Entry != difference.ID || c.Head() != head ||
		c.Difference() != -1_500_00 || len(c.Notes()) != 2 || c.Declined {
		t.Errorf("the count: %+v", c)
	}
	if !counts[1].Witness.IsZero() || !counts[1].Entry.IsZero() {
		t.Errorf("nobody signed for the first: %+v", counts[1])
	}
	b.clean(t)
}

// TestUnevidenced: what wants a paper, what has one, and what never had any.
func TestUnevidenced(t *testing.T) {
	b := newTestBook(t)
	paper := entry(20260105, "11101", "41109", 1000)
	paper.Evidence = "nota 1"
	b.record(t, "Siti", paper)
	bare := b.record(t, "Siti", entry(20260106, "11101", "41109", 2000))
	later := b.record(t, "Siti", entry(20260107, "11101", "41109", 3000))
	wrong := b.record(t, "Siti", entry(20260108, "11101", "41109", 4000))
	b.record(t, "Siti", coop.Reversal{Entry: wrong.ID, Date: 20260109, Reason: "salah"})
	b.record(t, "Siti", coop.Opening{Date: 20260101, Account: "11101", Amount: 5_000_00})
	b.record(t, "Siti", entry(20260206, "11101", "41109", 5000))
	count := b.record(t, "Siti", coop.Count{Account: "11101", Date: 20260131, Counted: 1, Booked: 1001})
	posted := entry(20260131, "61203", "11101", 10)
	posted.Once = coop.CountOnce(count.ID)
	b.record(t, "Siti", posted)
	missing, total, err := b.Unevidenced(ctx, 20260101, 20260131)
	if err != nil || total != 4 || len(missing) != 2 || missing[0].ID != bare.ID || missing[1].ID != later.ID {
		t.Fatalf("%d of %d, %v: %+v", len(missing), total, err, missing)
	}
	if n, of, err := b.EvidenceCount(ctx, 20260101, 20260131); n != len(missing) || of != total || err != nil {
		t.Errorf("%d of %d are counted, %d of %d listed (%v)", n, of, len(missing), total, err)
	}
	b.record(t, "Siti", coop.Evidence{Entry: later.ID, Paper: "kuitansi 3"})
	missing, total, err = b.Unevidenced(ctx, 20260101, 20260131)
	if n, of, err := b.EvidenceCount(ctx, 20260101, 20260131); n != len(missing) || of != total || err != nil {
		t.Errorf("%d of %d are counted, %d of %d listed (%v)", n, of, len(missing), total, err)
	}
	if err != nil || total != 4 || len(missing) != 1 || missing[0].ID != bare.ID {
		t.Errorf("%d of %d, %v", len(missing), total, err)
	}
	views := must(b.Evidence(ctx, later.ID))(t)
	if len(views) != 1 || views[0].Paper != "kuitansi 3" || views[0].AuthorName != "Siti" {
		t.Errorf("evidence: %+v", views)
	}
	phone := coop.Evidence{Entry: later.ID, Paper: "081234567890"}
	if _, err := b.Record(ctx, b.person(t, "Siti"), act(phone)); err == nil {
		t.Error("a telephone number lies open in the log")
	}
	b.clean(t)
}

// TestReviews: reviewers look at entries, never at their own; a query is open until the same person says otherwise.
func TestReviews(t *testing.T) {
	b := newTestBook(t)
	first := b.record(t, "Siti", entry(20260105, "11101", "41109", 1000))
	ids := []coop.ID{first.ID}
	if must(b.Entry(ctx, first.ID))(t).State != coop.StateRecorded {
		t.Error("nobody looked yet")
	}
	b.record(t, "Wati", coop.Review{Entries: ids, Verdict: coop.VerdictQuery})
	b.record(t, "Budi", coop.Review{Entries: ids, Verdict: coop.VerdictAgreed})
	v := must(b.Entry(ctx, first.ID))(t)
	if len(v.Reviews) != 2 || !v.Query() || v.State != coop.StateRecorded {
		t.Errorf("with a query open: %+v", v)
	}
	b.record(t, "Wati", coop.Review{Entries: ids, Verdict: coop.VerdictRead})
	if v := must(b.Entry(ctx, first.ID))(t); v.Query() || v.State != coop.StateReviewed {
		t.Errorf("without one: %+v", v)
	}
	_, err := b.Record(ctx, b.person(t, "Siti"), act(coop.Review{Entries: ids, Verdict: coop.VerdictRead}))
	var refused *coop.Refusal
	if !errors.As(err, &refused) || refused.What != coop.WhatNotEntitled {
		t.Errorf("the treasurer reviews: %v", err)
	}
	b.clean(t)
}

// TestOpen_firstSchema opens a book that the first version of this program wrote (testdata/book-schema-1.zip, with the
// machine folder of its laptop), and the copy that is made before the migration; both take what is new.
func TestOpen_firstSchema(t *testing.T) {
	at := unzipped(t, "testdata/book-schema-1.zip")
	b := &testBook{Book: must(Open(ctx, at))(t), at: at}
	defer func() { b.Book.Close() }()
	b.clean(t)
	entries := must(b.Entries(ctx, coop.EntryQuery{}))(t)
	if len(entries) != 2 || b.Copied(ctx) {
		t.Fatalf("%d entries, copied %v", len(entries), b.Copied(ctx))
	}
	b.record(t, "Siti", coop.Evidence{Entry: entries[1].ID, Paper: "nota 2"})
	b.record(t, "Siti", coop.Count{Account: "11101", Date: 20260131, Counted: 120_000_00, Booked: 120_000_00})
	b.record(t, "Budi", coop.Review{Entries: []coop.ID{entries[0].ID}, Verdict: coop.VerdictAgreed})
	b.record(t, "Siti", coop.Party{Class: coop.PartySupplier, Name: "Toko Makmur"})
	b.clean(t)
	want := dumpOf(t, b)
	if err := b.Rebuild(ctx); err != nil || dumpOf(t, b) != want {
		t.Errorf("a rebuild differs: %v", err)
	}
	old := at.File + ".schema-1"
	fresh := must(Restore(ctx, place(t, "new"), old, "", "laptop baru"))(t)
	defer fresh.Close()
	if n := len(must(fresh.Entries(ctx, coop.EntryQuery{}))(t)); n != 2 {
		t.Errorf("%d entries from a copy of the first version", n)
	}
}

// unzipped lays out a book and its machine folder.
func unzipped(t *testing.T, file string) Place {
	t.Helper()
	folder := t.TempDir()
	z := must(zip.OpenReader(file))(t)
	defer z.Close()
	for _, f := range z.File {
		to := filepath.Join(folder, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
			t.Fatal(err)
		}
		r := must(f.Open())(t)
		if err := os.WriteFile(to, must(io.ReadAll(r))(t), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := r.Close(); err != nil {
			t.Fatal(err)
		}
	}
	now := func() time.Time { return time.Date(2026, 11, 25, 8, 0, 0, 0, time.UTC) }
	return Place{File: filepath.Join(folder, "desa.lumbung"), Machine: filepath.Join(folder, "machine"), Now: now}
}

// TestReread_counts: a laptop whose program did not know counts kept one and its counter-signature; after the update
// they mean what they mean elsewhere.
func TestReread_counts(t *testing.T) {
	b := newTestBook(t)
	b.aYear(t)
	want := dumpOf(t, b)
	err := b.write(ctx, func() error {
		for i, kind := range []coop.Kind{coop.KindCount, coop.KindEvidence, coop.KindReview} {
			table := coop.TableOf([]coop.Record{&coop.CountRow{}, &coop.EvidenceRow{}, &coop.ReviewRow{}}[i])
			if err := b.line.script(fmt.Sprintf(
				"DELETE FROM %s; INSERT INTO irregular SELECT hash, %d, log, seq, kind FROM change WHERE kind = %d",
				table.Name, coop.WhatUnknown, kind)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	b.reopen(t)
	if dumpOf(t, b) != want {
		t.Error("after the update they mean nothing")
	}
	b.clean(t)
}
