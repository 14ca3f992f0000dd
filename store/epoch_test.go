package store

import (
	"errors"
	"testing"

	"lumbung/store/coop"
)

// revoke ends the log of another device where this book holds it.
func (b *testBook) revoke(t testing.TB, name string, other *testBook) {
	t.Helper()
	who := b.person(t, name)
	must(b.MakeUserKey(ctx, who, testPhrase, ""))(t)
	body := coop.Revoke{Log: other.own.Log, Reason: "laptop dicuri"}
	for _, h := range must(b.Heads(ctx))(t) {
		if h.Log == other.own.Log {
			body.Seq, body.Hash = h.Seq, h.Hash
		}
	}
	b.marked(t, who, coop.KindRevoke, body)
}

// phoned registers a member with a telephone number and gives her ID.
func (b *testBook) phoned(t testing.TB, phone string) coop.ID {
	t.Helper()
	return must(b.AddMember(ctx, b.person(t, "Siti"), coop.MemberInput{
		Name: "Aminah", MemberPrivate: coop.MemberPrivate{Phone: phone, NIK: "6112034107850001"},
	}))(t).ID
}

// phone reads a number from its box. The bytes must be there, else the test proves nothing.
func (b *testBook) phone(t testing.TB, member coop.ID) string {
	t.Helper()
	row := coop.MemberFieldRow{Member: member, Field: coop.FieldPhone}
	if !b.over.Get(&row) || len(row.Box) == 0 {
		t.Fatal("the book does not hold the box")
	}
	fields, err := b.openFieldsOf(row.Box)
	if err != nil && !errors.Is(err, ErrSealed) {
		t.Fatal(err)
	}
	return fields[coop.FieldPhone]
}

// opens checks who can read a member's number.
func opens(t *testing.T, want string, member coop.ID, books ...*testBook) {
	t.Helper()
	for _, b := range books {
		if got := b.phone(t, member); got != want {
			t.Errorf("%s reads %q, want %q", b.device.Letters, got, want)
		}
	}
}

// TestRevoke_newEpoch: design §7, a revocation starts a new key epoch. The revoked laptop once went on reading whatever
// reached it.
func TestRevoke_newEpoch(t *testing.T) {
	a := newTestBook(t)
	b, c := a.join(t, "b"), a.join(t, "c")
	a.exchange(t, b)
	a.exchange(t, c)
	before := a.phoned(t, "081200000001")
	a.exchange(t, b)
	a.exchange(t, c)
	a.revoke(t, "Budi", c)
	after := a.phoned(t, "081200000002")
	a.exchange(t, b)
	a.exchange(t, c)
	byB := b.phoned(t, "081200000003") // learns of the revocation by the exchange alone
	b.exchange(t, a)
	a.exchange(t, c)
	d := a.join(t, "d")
	a.exchange(t, d)
	check := func(t *testing.T) {
		opens(t, "081200000001", before, a, b, c, d)
		opens(t, "081200000002", after, a, b, d)
		opens(t, "081200000003", byB, a, b, d)
		opens(t, "", after, c)
		opens(t, "", byB, c)
	}
	check(t)
	for _, book := range []*testBook{a, b, c, d} {
		book.reopen(t)
	}
	t.Run("after_a_restart", check)
	for _, book := range []*testBook{a, b, d} {
		if known := must(book.NIKKnown(ctx, "6112034107850001"))(t); len(known) != 3 {
			t.Errorf("%s finds %d members by NIK, want 3", book.device.Letters, len(known))
		}
		book.clean(t)
	}
	a.record(t, "Siti", entry(20260105, "11101", "41109", 1000))
	if n := len(a.vault.keys); n != 2 {
		t.Errorf("%d epochs after one revocation", n)
	}
	t.Run("recovery_code", func(t *testing.T) {
		at := place(t, "new")
		r := &testBook{Book: must(Restore(ctx, at, a.at.File, a.recovery, "baru"))(t), at: at}
		defer r.Book.Close()
		opens(t, "081200000001", before, r)
		opens(t, "081200000002", after, r)
	})
}

// TestRevoke_bySupervisor: a supervisor hands no keys, so the next recording of somebody who may begins the epoch, on
// whatever device, before it seals anything. Of the revoked guest nothing in the book says which keys it has.
func TestRevoke_bySupervisor(t *testing.T) {
	a := newTestBook(t)
	b := a.join(t, "b")
	a.exchange(t, b)
	c := a.join(t, "c")
	a.exchange(t, c)
	if a.handedAny(c.own.Log) {
		t.Fatal("the guest's keys stand in the book already")
	}
	a.revoke(t, "Wati", c)
	a.exchange(t, b)
	after := b.phoned(t, "081200000002")
	b.exchange(t, a)
	later := a.phoned(t, "081200000003")
	a.exchange(t, b)
	a.exchange(t, c)
	opens(t, "081200000002", after, a, b)
	opens(t, "081200000003", later, a, b)
	opens(t, "", after, c)
	opens(t, "", later, c)
	if len(a.vault.keys) != 2 || len(b.vault.keys) != 2 {
		t.Errorf("%d and %d epochs after one revocation", len(a.vault.keys), len(b.vault.keys))
	}
}

// TestRevoke_apart: two devices without a line each revoke one. Each new key was handed to a device that the other
// revoked, so the first recording that knows of both begins another; no key is lost.
func TestRevoke_apart(t *testing.T) {
	a := newTestBook(t)
	b, c, d := a.join(t, "b"), a.join(t, "c"), a.join(t, "d")
	for range 2 {
		for _, guest := range []*testBook{b, c, d} {
			a.exchange(t, guest)
		}
		a.record(t, "Siti", entry(20260105, "11101", "41109", 1000))
	}
	a.exchange(t, b)
	a.revoke(t, "Budi", c)
	byA := a.phoned(t, "081200000001")
	b.revoke(t, "Wati", d)
	byB := b.phoned(t, "081200000002")
	a.exchange(t, b)
	a.exchange(t, b)
	opens(t, "081200000001", byA, a, b)
	opens(t, "081200000002", byB, a, b)
	last := b.phoned(t, "081200000003")
	b.exchange(t, a)
	a.send(t, c, 0)
	a.send(t, d, 0)
	opens(t, "081200000003", last, a, b)
	opens(t, "", last, c, d)
	opens(t, "", byA, c)
	opens(t, "", byB, d)
	if x, y := dumpOf(t, a), dumpOf(t, b); x != y {
		t.Error("the books differ")
	}
}

// TestRevoke_refused: what a refused recording began is gone with it.
func TestRevoke_refused(t *testing.T) {
	a := newTestBook(t)
	c := a.join(t, "c")
	a.exchange(t, c)
	a.revoke(t, "Wati", c)
	before := dumpOf(t, a)
	siti := a.person(t, "Siti")
	if _, err := a.Record(ctx, siti, act(entry(20260105, "11101", "98765", 1000))); err == nil {
		t.Fatal("an account that is not there")
	}
	if dumpOf(t, a) != before || len(a.vault.keys) != 1 || a.vault.epoch != 1 {
		t.Errorf("a refused recording left %d epochs", len(a.vault.keys))
	}
	member := a.phoned(t, "081200000001")
	a.reopen(t)
	opens(t, "081200000001", member, a)
}

func TestMontgomery(t *testing.T) {
	for range 20 {
		code := newRecovery()
		boxes := must(code.boxes())(t)
		if got, ok := montgomery(public(code.sign())); !ok || got != publicBox(boxes[1]) {
			t.Fatalf("%s: %x, want %x", code, got, publicBox(boxes[1]))
		}
	}
	for _, none := range [][32]byte{{}, {1}} {
		if _, ok := montgomery(none); ok {
			t.Errorf("%x is a key", none)
		}
	}
}
