package store

import (
	"errors"
	"os"
	"testing"

	"lumbung/store/coop"
)

// TestOpen_rereads: a laptop kept a kind of change that its program did not know. After the update the change must mean
// there what it means everywhere; it once stayed unknown for ever, and verify called the book damaged.
func TestOpen_rereads(t *testing.T) {
	b := newTestBook(t)
	done := b.record(t, "Budi", coop.Outlet{Code: "warung", NameID: "Warung"})
	want := dumpOf(t, b)
	err := b.write(ctx, func() error { // as the tables of a program stand that knows no outlets
		b.over.Delete(&coop.OutletRow{Code: "warung"})
		b.over.Put(&coop.IrregularRow{
			Hash: done.Hash, What: coop.WhatUnknown, Log: b.own.Log, Seq: done.Seq, Kind: coop.KindOutlet,
		})
		return b.state.write(b.over, false)
	})
	if err != nil {
		t.Fatal(err)
	}
	b.reopen(t)
	if dumpOf(t, b) != want {
		t.Error("after the update it still means nothing")
	}
	b.clean(t)
	b.record(t, "Siti", entry(20260105, "11101", "41109", 1000))
}

// TestVault_notForRevoked: a device that was introduced and ended before anybody handed it the sealing key does not get
// it afterwards.
func TestVault_notForRevoked(t *testing.T) {
	b := newTestBook(t)
	at := place(t, "new")
	r := &testBook{Book: must(Restore(ctx, at, b.at.File, "", "laptop curian"))(t), at: at}
	defer func() { r.Book.Close() }()
	r.send(t, b, 0)
	wati := b.person(t, "Wati")
	if _, err := b.MakeUserKey(ctx, wati, testPhrase, ""); err != nil {
		t.Fatal(err)
	}
	acts := must(b.Strangers(ctx))(t)
	if _, err := b.Introduce(ctx, b.person(t, "Siti"), acts[0]); err != nil {
		t.Fatal(err)
	}
	b.marked(t, wati, coop.KindRevoke, coop.Revoke{Log: r.device.Log, Reason: "dicuri"})
	b.record(t, "Siti", entry(20260105, "11101", "41109", 1000))
	if ended := must(b.Ended(ctx))(t); len(ended) != 1 || ended[0] != r.device.Log {
		t.Errorf("ended: %v", ended)
	}
	b.over.Scan(&coop.VaultRow{Log: r.device.Log}, 1, func(row coop.Record) bool {
		if _, err := unwrap(r.device.box, row.(*coop.VaultRow).Key); err == nil {
			t.Error("a stolen laptop was handed a sealing key")
		}
		return true
	})
	b.clean(t)
}

// TestOpen_bentMarks: a book whose schema number somebody set to -1 once made the program fall over, and one set to 0
// was to be made anew over its own tables. What is bent is said, and garbage behind the pages alters nothing.
func TestOpen_bentMarks(t *testing.T) {
	b := newTestBook(t)
	b.record(t, "Siti", entry(20260105, "11101", "41109", 1000))
	want := dumpOf(t, b)
	if err := b.Book.Close(); err != nil {
		t.Fatal(err)
	}
	whole := must(os.ReadFile(b.at.File))(t)
	for query, wanted := range map[string]error{
		"PRAGMA user_version = -1": ErrDamaged, "PRAGMA user_version = 0": ErrDamaged,
		"PRAGMA user_version = 99": ErrNewer, "PRAGMA application_id = 7": ErrNotBook,
		"DROP TABLE head": ErrDamaged,
	} {
		l := must(dial(ctx, source(b.at.File, "query_only(0)")))(t)
		if err := errors.Join(l.script(query), l.close()); err != nil {
			t.Fatal(err)
		}
		if again, err := Open(ctx, b.at); !errors.Is(err, wanted) {
			t.Errorf("%s: %v", query, err)
			if again != nil {
				again.Close()
			}
		}
		if err := os.WriteFile(b.at.File, whole, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(b.at.File, append(whole, make([]byte, 5000)...), 0o600); err != nil {
		t.Fatal(err)
	}
	b.Book = must(Open(ctx, b.at))(t)
	if dumpOf(t, b) != want {
		t.Error("garbage behind the book altered it")
	}
	b.clean(t)
}
