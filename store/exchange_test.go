package store

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lumbung/store/coop"
)

// join makes a second device from an invite of this one.
func (b *testBook) join(t testing.TB, name string) *testBook {
	t.Helper()
	file, code, err := b.Invite(ctx, b.person(t, "Siti"), coop.ID{})
	if err != nil {
		t.Fatal(err)
	}
	at := place(t, name)
	guest, err := Join(ctx, at, file, code, name)
	if err != nil {
		t.Fatal(err)
	}
	g := &testBook{Book: guest, at: at}
	t.Cleanup(func() { g.Book.Close() })
	return g
}

// send gives the other book what it lacks, in messages of at most maxBytes.
func (b *testBook) send(t testing.TB, to *testBook, maxBytes int) coop.Intake {
	t.Helper()
	total := coop.Intake{}
	for range 1000 {
		have, err := to.Heads(ctx)
		if err != nil {
			t.Fatal(err)
		}
		runs, err := b.Runs(ctx, have, maxBytes)
		if err != nil {
			t.Fatal(err)
		}
		if len(runs) == 0 {
			return total
		}
		in, err := to.Receive(ctx, runs...)
		if err != nil {
			t.Fatal(err)
		}
		add(&total, in)
		if in.Applied+in.Waiting == 0 {
			return total
		}
	}
	t.Fatal("sending never ends")
	return total
}

func (b *testBook) exchange(t testing.TB, with *testBook) {
	t.Helper()
	b.send(t, with, 0)
	with.send(t, b, 0)
}

func TestJoin(t *testing.T) {
	a := newTestBook(t)
	a.record(t, "Siti", entry(20260105, "11101", "41109", 50_000))
	file, code, err := a.Invite(ctx, a.person(t, "Siti"), coop.ID{})
	if err != nil {
		t.Fatal(err)
	}
	var problem coop.Problem
	if _, err := Join(ctx, place(t, "x"), file, "0000-0000-0000-0000", "x"); !errors.As(err, &problem) ||
		problem.Key != "invite.wrong-code" {
		t.Errorf("a wrong code: %v", err)
	}
	for i := range file {
		if i%(len(file)/12) == 0 {
			bent := append([]byte{}, file...)
			bent[i] ^= 4
			if _, err := openInvite(bent, code); !errors.As(err, &problem) {
				t.Errorf("byte %d bent: %v", i, err)
			}
		}
	}
	at := place(t, "b")
	guest, err := Join(ctx, at, file, strings.ReplaceAll(code, "-", " "), "laptop ketua")
	if err != nil {
		t.Fatal(err)
	}
	b := &testBook{Book: guest, at: at}
	defer func() { b.Book.Close() }()
	b.reopen(t)
	done := b.record(t, "Siti", entry(20260106, "11101", "41109", 20_000))
	if done.Voucher != "BKM-AA-2026-000001" {
		t.Errorf("the guest's first entry: %+v", done)
	}
	a.exchange(t, b)
	if x, y := dumpOf(t, a), dumpOf(t, b); x != y {
		t.Error("the books differ after an exchange")
	}
	if again, _ := b.Runs(ctx, must(a.Heads(ctx))(t), 0); len(again) != 0 {
		t.Errorf("after an exchange there is still something to send: %d runs", len(again))
	}
	second := must(Join(ctx, place(t, "c"), file, code, "second use"))(t)
	c := &testBook{Book: second}
	defer c.Book.Close()
	a.exchange(t, c)
	if a.cut() == 0 || dumpOf(t, a) != dumpOf(t, c) {
		t.Errorf("an invite used twice: %d changes do not count", a.cut())
	}
}

// cut counts the changes that lie behind the end of their log.
func (b *testBook) cut() int {
	n := 0
	b.over.Scan(&coop.IrregularRow{}, 0, func(r coop.Record) bool {
		if r.(*coop.IrregularRow).What == coop.WhatCut {
			n++
		}
		return true
	})
	return n
}

func must[T any](v T, err error) func(testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// dumpOf gives the dump of a book that a full verify finds nothing in.
func dumpOf(t testing.TB, b *testBook) string {
	t.Helper()
	b.clean(t)
	var out strings.Builder
	if err := b.Dump(ctx, &out); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// TestJoin_largeBook lets a guest begin whose invite carries no books: it sends its own introduction first, writes only
// when its past has come.
func TestJoin_largeBook(t *testing.T) {
	a := newTestBook(t)
	file, code, err := a.Invite(ctx, a.person(t, "Siti"), coop.ID{})
	if err != nil {
		t.Fatal(err)
	}
	in, err := openInvite(file, code)
	if err != nil {
		t.Fatal(err)
	}
	in.Runs = nil
	if file, err = closeInvite(in, code); err != nil {
		t.Fatal(err)
	}
	at := place(t, "b")
	guest, err := Join(ctx, at, file, code, "laptop ketua")
	if err != nil {
		t.Fatal(err)
	}
	b := &testBook{Book: guest, at: at}
	defer func() { b.Book.Close() }()
	b.reopen(t)
	if _, err := b.Record(ctx, coop.Session{}, act(entry(20260106, "11101", "41109", 1))); !errors.Is(err, ErrNotYet) {
		t.Errorf("writing before the books have come: %v", err)
	}
	if in := b.send(t, a, 0); in.Applied != 1 {
		t.Errorf("the introduction: %+v", in)
	}
	a.send(t, b, 700)
	b.record(t, "Siti", entry(20260106, "11101", "41109", 20_000))
	a.exchange(t, b)
	if dumpOf(t, a) != dumpOf(t, b) {
		t.Error("the books differ")
	}
}

func TestRuns_cutAnywhere(t *testing.T) {
	a := newTestBook(t)
	b := a.join(t, "b")
	for i := range 30 {
		on := []*testBook{a, b}[i%2]
		on.record(t, "Siti", entry(20260106, "11101", "41109", int64(1000+i)))
		if i%7 == 6 {
			a.exchange(t, b)
		}
	}
	runs := must(a.Runs(ctx, nil, 0))(t)
	if n := len(runs); n > 12 {
		t.Errorf("%d runs for few sightings", n)
	}
	b.send(t, a, 500)
	a.send(t, b, 500)
	if dumpOf(t, a) != dumpOf(t, b) {
		t.Error("the books differ")
	}
	head := must(a.Heads(ctx))(t)[0]
	history := must(a.History(ctx, head, 5))(t)
	if len(history) != 5 || history[4].Hash() != head.Hash || history[1].Prev != history[0].Hash() {
		t.Errorf("history of %v: %v", head, history)
	}
}

func TestCopy(t *testing.T) {
	a := newTestBook(t)
	a.record(t, "Siti", entry(20260105, "11101", "41109", 50_000))
	b := a.join(t, "b")
	a.exchange(t, b)
	early := filepath.Join(t.TempDir(), "early.lumbung")
	if err := copyOut(ctx, a.at.File, early); err != nil {
		t.Fatal(err)
	}
	a.record(t, "Siti", entry(20260106, "11101", "41109", 60_000))
	heads := must(a.Heads(ctx))(t)
	if err := a.Leaving(ctx, heads); err != nil {
		t.Fatal(err)
	}
	a.send(t, b, 0)
	t.Run("beside_its_original_is_a_copy", func(t *testing.T) {
		c, err := Open(ctx, Place{File: early, Machine: a.at.Machine, Now: a.at.Now})
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		if _, err := c.Record(ctx, coop.Session{}); !errors.Is(err, ErrCopy) {
			t.Errorf("a copy writes: %v", err)
		}
	})
	if err := a.Book.Close(); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(early)
	if err != nil {
		t.Fatal(err)
	}
	for _, end := range []string{"-wal", "-shm"} {
		os.Remove(a.at.File + end)
	}
	if err := os.WriteFile(a.at.File, data, 0o600); err != nil {
		t.Fatal(err)
	}
	again := must(Open(ctx, a.at))(t)
	a.Book = again
	if !a.Copied(ctx) {
		t.Fatal("a book behind what has left the machine is not known as a copy")
	}
	var problem coop.Problem
	if err := a.GoOn(ctx, "0000-0000", "x"); !errors.As(err, &problem) {
		t.Errorf("an unreadable recovery code: %v", err)
	}
	if err := a.GoOn(ctx, a.recovery, "laptop baru"); err != nil {
		t.Fatal(err)
	}
	a.reopen(t)
	done := a.record(t, "Siti", entry(20260108, "11101", "41109", 5_000))
	if done.Voucher != "BKM-AZA-2026-000001" {
		t.Errorf("the new log's first entry: %+v", done)
	}
	a.exchange(t, b)
	if dumpOf(t, a) != dumpOf(t, b) {
		t.Error("the books differ")
	}
}

// TestCopy_behindCatchesUp: a book put back to an earlier day gets what had left from another device, and goes on in
// its own log, since nothing of it is missing.
func TestCopy_behindCatchesUp(t *testing.T) {
	a := newTestBook(t)
	b := a.join(t, "b")
	a.exchange(t, b)
	if err := a.device.leave(must(a.Heads(ctx))(t)[0]); err != nil {
		t.Fatal(err)
	}
	a.device.left = coop.Head{}
	a.record(t, "Siti", entry(20260106, "11101", "41109", 60_000))
	if a.Copied(ctx) {
		t.Error("a book that is ahead of what left is a copy")
	}
}

func TestRestore(t *testing.T) {
	a := newTestBook(t)
	member, err := a.AddMember(ctx, a.person(t, "Siti"), coop.MemberInput{
		Name: "Aminah", MemberPrivate: coop.MemberPrivate{NIK: "6112034107850001"},
	})
	if err != nil {
		t.Fatal(err)
	}
	b := a.join(t, "b")
	a.exchange(t, b)
	at := place(t, "new")
	var problem coop.Problem
	if _, err := Restore(ctx, at, a.at.File, b.device.Log.String(), "x"); !errors.As(err, &problem) {
		t.Errorf("a wrong recovery code: %v", err)
	}
	for _, with := range []string{a.recovery, ""} {
		t.Run("with_code_"+with, func(t *testing.T) { restoreWith(t, a, b, member.ID, with) })
	}
}

func restoreWith(t *testing.T, a, b *testBook, member coop.ID, with string) {
	at := place(t, "new")
	r := &testBook{Book: must(Restore(ctx, at, a.at.File, with, "laptop baru"))(t), at: at}
	defer r.Book.Close()
	r.reopen(t)
	r.record(t, "Siti", entry(20260106, "11101", "41109", 60_000))
	row := coop.MemberFieldRow{Member: member, Field: coop.FieldNIK}
	r.over.Get(&row)
	fields, err := r.openFieldsOf(row.Box)
	if (err == nil) != (with != "") || (err == nil && fields[coop.FieldNIK] != "6112034107850001") {
		t.Errorf("the sealed NIK with code %q: %v %v", with, fields, err)
	}
	in := r.send(t, b, 0)
	if with == "" {
		if in.Aside == 0 {
			t.Errorf("changes of an unknown device: %+v", in)
		}
		strangers := must(b.Strangers(ctx))(t)
		if len(strangers) != 1 {
			t.Fatalf("strangers: %v", strangers)
		}
		if _, err := b.Introduce(ctx, b.person(t, "Siti"), strangers[0]); err != nil {
			t.Fatal(err)
		}
		r.send(t, b, 0)
	}
	b.send(t, r, 0)
	r.send(t, b, 0)
	if dumpOf(t, r) != dumpOf(t, b) {
		t.Errorf("the books differ (code %q)", with)
	}
	a.exchange(t, b)
}
