package store

import (
	"errors"
	"os"
	"testing"
	"time"

	"lumbung/store/coop"
)

// putBack lets a copy take the place of the closed book, as a person does who "repairs" a laptop.
func (b *testBook) putBack(t *testing.T, from string) {
	t.Helper()
	if err := b.Book.Close(); err != nil {
		t.Fatal(err)
	}
	for _, end := range []string{"", "-wal", "-shm"} {
		if err := os.Remove(b.at.File + end); err != nil && !errors.Is(err, os.ErrNotExist) {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(b.at.File, must(os.ReadFile(from))(t), 0o600); err != nil {
		t.Fatal(err)
	}
	b.Book = must(Open(ctx, b.at))(t)
}

// TestLeaving_inviteAndBackup: an invite carries the books to a guest and a backup may be restored elsewhere, but the
// machine folder once knew of neither. A book put back to the day before went on in the same log then, and forked it.
func TestLeaving_inviteAndBackup(t *testing.T) {
	for name, leave := range map[string]func(t *testing.T, b *testBook){
		"invite": func(t *testing.T, b *testBook) { b.join(t, "guest") },
		"backup": func(t *testing.T, b *testBook) { must(b.Backup(ctx, t.TempDir()))(t) },
	} {
		t.Run(name, func(t *testing.T) {
			b := newTestBook(t)
			old := b.at.File + ".old"
			if err := copyOut(ctx, b.at.File, old); err != nil {
				t.Fatal(err)
			}
			b.record(t, "Siti", entry(20260105, "11101", "41109", 1000))
			leave(t, b)
			b.putBack(t, old)
			_, err := b.Record(ctx, b.person(t, "Siti"), act(entry(20260105, "11101", "41109", 2000)))
			if !errors.Is(err, ErrCopy) || !b.Copied(ctx) {
				t.Errorf("it goes on in a log that left: %v", err)
			}
		})
	}
}

// TestBackup_putBack: the newest backup itself, put back in place, is no copy: nobody else can have more of its log.
func TestBackup_putBack(t *testing.T) {
	b := newTestBook(t)
	b.record(t, "Siti", entry(20260105, "11101", "41109", 1000))
	b.putBack(t, must(b.Backup(ctx, t.TempDir()))(t))
	b.record(t, "Siti", entry(20260105, "11101", "41109", 2000))
	b.clean(t)
}

// TestNewBook_unbegun: a program killed while it made a book left a file that could neither be opened for work nor made
// again. What holds no change is made anew; any other file stays.
func TestNewBook_unbegun(t *testing.T) {
	at := place(t, "half")
	b := must(newBook(ctx, at))(t)
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	b, _, err := Create(ctx, at, founding(t))
	if err != nil {
		t.Fatalf("after a beginning that was killed: %v", err)
	}
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	if _, _, err := Create(ctx, at, founding(t)); !errors.Is(err, ErrExists) {
		t.Errorf("over a book: %v", err)
	}
	other := place(t, "other")
	for _, name := range []string{other.File, other.File + ".lock"} {
		if err := os.WriteFile(name, []byte("a letter to my mother"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if _, _, err := Create(ctx, other, founding(t)); err == nil {
		t.Error("a book was made over a letter")
	}
}

// TestJoin_again: a guest whose book was lost joins again under the same file name. The device of the lost book is not
// taken for the new one's.
func TestJoin_again(t *testing.T) {
	b := newTestBook(t)
	g := b.join(t, "guest")
	if err := g.Book.Close(); err != nil {
		t.Fatal(err)
	}
	for _, end := range []string{"", "-wal", "-shm", ".lock"} {
		os.Remove(g.at.File + end)
	}
	file, code, err := b.Invite(ctx, b.person(t, "Siti"), coop.ID{})
	if err != nil {
		t.Fatal(err)
	}
	g.Book = must(Join(ctx, g.at, file, code, "guest again"))(t)
	log := g.own.Log
	g.reopen(t)
	if g.own.Log != log || g.Copied(ctx) {
		t.Errorf("it opens as log %v, joined as %v", g.own.Log, log)
	}
	g.record(t, "Siti", entry(20260105, "11101", "41109", 1000))
	g.clean(t)
}

// TestLogin_clockAhead: three wrong tries while the clock stood at 2099 once shut a person out until then.
func TestLogin_clockAhead(t *testing.T) {
	b := newTestBook(t)
	now := time.Date(2099, 1, 1, 0, 0, 0, 0, time.UTC)
	b.Book.at.Now = func() time.Time { return now }
	if err := b.SetFirstPIN(ctx, b.person(t, "Siti").User, "2468"); err != nil {
		t.Fatal(err)
	}
	for range 4 {
		if _, err := b.Login(ctx, "Siti", "1111"); err == nil {
			t.Fatal("a wrong PIN")
		}
		now = now.Add(5 * time.Second)
	}
	now = time.Date(2026, 1, 5, 8, 0, 0, 0, time.UTC)
	_, err := b.Login(ctx, "Siti", "2468")
	wantProblem(t, err, problemWait)
	now = now.Add(longestWait)
	if _, err := b.Login(ctx, "Siti", "2468"); err != nil {
		t.Errorf("a quarter of an hour later: %v", err)
	}
}

// TestRecord_personal: a NIK must not lie open in the log, whichever text it was typed into and whoever has the key.
func TestRecord_personal(t *testing.T) {
	b := newTestBook(t)
	siti := b.person(t, "Siti")
	e := entry(20260105, "11101", "41109", 1000)
	e.Remark, e.Evidence = "titip", "KTP 6112034107850001"
	done := b.record(t, "Siti", e)
	row := coop.EntryRow{ID: done.ID}
	b.over.Get(&row)
	if whole := must(b.open(row.Sealed))(t); string(whole) != "titip KTP 6112034107850001" || row.Evidence != "KTP …" {
		t.Errorf("%q, %q", whole, row.Evidence)
	}
	for _, body := range []any{
		coop.Reversal{Entry: done.ID, Date: 20260105, Reason: "salah 6112034107850001"},
		&coop.Reversal{Entry: done.ID, Date: 20260105, Reason: "telepon 081234567890"},
	} {
		_, err := b.Record(ctx, siti, coop.Act{Kind: coop.KindReversal, Body: body})
		wantProblem(t, err, problemPersonal)
	}
	_, err := b.AddMember(ctx, siti, coop.MemberInput{Name: "Joko 6112034107850001"})
	wantProblem(t, err, problemPersonal)
	b.vault = vault{} // as on a device that nobody has handed the key to
	_, err = b.Record(ctx, siti, act(e))
	wantProblem(t, err, problemNoKey)
}

// TestVerify_findsForgedWaiting: a change that waits is applied later without another look at its signature. One
// slipped into that table with a database tool, in another device's name, was once found by nothing and then counted.
func TestVerify_findsForgedWaiting(t *testing.T) {
	b := newTestBook(t)
	g := b.join(t, "guest")
	g.record(t, "Siti", entry(20260201, "11101", "41109", 3000))
	g.send(t, b, 0)
	b.clean(t)
	c := coop.Change{
		Log: g.own.Log, Seq: g.own.Seq + 1, Prev: g.own.Hash, At: 1, Author: b.person(t, "Siti").User,
		Kind: coop.KindEntry, Version: 1, Body: coop.EncodeBody(entry(20260201, "11101", "41109", 9000)),
	}
	err := b.write(ctx, func() error {
		b.over.Put(&coop.WaitRow{Log: c.Log, Seq: c.Seq, Hash: c.Hash(), Prev: c.Prev, Bytes: c.Encode()})
		return b.state.write(b.over, false)
	})
	if err != nil {
		t.Fatal(err)
	}
	if found := must(b.Verify(ctx, nil))(t); len(found) != 1 || found[0].Table != "waiting" {
		t.Errorf("%v", found)
	}
}
