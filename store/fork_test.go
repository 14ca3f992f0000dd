package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"lumbung/store/coop"
)

// twin copies a whole machine, book and keys, as somebody does who clones a disk: from then on both write in one log.
func (b *testBook) twin(t *testing.T) *testBook {
	t.Helper()
	if err := b.Book.Close(); err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	if err := os.CopyFS(folder, os.DirFS(filepath.Dir(b.at.File))); err != nil {
		t.Fatal(err)
	}
	twin := &testBook{at: Place{
		File: filepath.Join(folder, "a.lumbung"), Machine: filepath.Join(folder, "machine"), Now: clock(),
	}}
	away := b.at.File + ".away" // another laptop does not see the first one's book
	if err := os.Rename(b.at.File, away); err != nil {
		t.Fatal(err)
	}
	twin.Book = must(Open(ctx, twin.at))(t)
	t.Cleanup(func() { twin.Book.Close() })
	if err := os.Rename(away, b.at.File); err != nil {
		t.Fatal(err)
	}
	b.Book = must(Open(ctx, b.at))(t)
	return twin
}

// TestFork copies a whole machine, book and keys, and lets both go on: both branches are kept and count on every book,
// and each goes on in its own.
func TestFork(t *testing.T) {
	a := newTestBook(t)
	a.record(t, "Siti", entry(20260105, "11101", "41109", 50_000))
	must(a.MakeUserKey(ctx, a.person(t, "Budi"), testPhrase, ""))(t)
	b := a.join(t, "b")
	a.exchange(t, b)
	twin := a.twin(t)
	mine := a.record(t, "Siti", entry(20260106, "11101", "41109", 60_000))
	theirs := twin.record(t, "Siti", entry(20260106, "11101", "41109", 70_000))
	twin.record(t, "Siti", entry(20260107, "11101", "41109", 80_000))
	for _, book := range []*testBook{a, twin} {
		if err := book.Leaving(ctx, must(book.Heads(ctx))(t)); err != nil {
			t.Fatal(err)
		}
		book.exchange(t, b)
	}
	a.exchange(t, b)
	a.reopen(t)
	a.record(t, "Siti", entry(20260108, "11101", "41109", 1000))
	a.exchange(t, b)
	twin.exchange(t, b)
	if x, y, z := dumpOf(t, a), dumpOf(t, b), dumpOf(t, twin); x != y || y != z {
		t.Fatal("the books differ")
	}
	for _, done := range []coop.Recorded{mine, theirs} {
		row := coop.EntryRow{ID: done.ID}
		if !b.over.Get(&row) || row.Posted == 0 {
			t.Errorf("an entry of one branch does not count: %+v", row)
		}
	}
	if heads := len(must(b.Heads(ctx))(t)); heads != 3 {
		t.Errorf("%d heads of two logs, one of them forked", heads)
	}
}

// TestMigrate brings a book to a newer schema: there is a copy first, and a step that fails leaves the book as it was.
func TestMigrate(t *testing.T) {
	b := newTestBook(t)
	b.record(t, "Siti", entry(20260105, "11101", "41109", 50_000))
	if err := b.Book.Close(); err != nil {
		t.Fatal(err)
	}
	old, had := migrations, version
	defer func() { migrations, version = old, had }()
	broken := errors.New("broken")
	for _, fails := range []bool{true, false} {
		step := func(l *line) error {
			if err := l.script("CREATE TABLE more (a INTEGER) STRICT"); err != nil || !fails {
				return err
			}
			return broken
		}
		migrations = append(old[:len(old):len(old)], step)
		version = had + 1
		again, err := Open(ctx, b.at)
		if fails != errors.Is(err, broken) {
			t.Fatalf("fails %v: %v", fails, err)
		}
		if err := verifyOld(fmt.Sprintf("%s.schema-%d", b.at.File, had), old); err != nil {
			t.Errorf("the copy before the migration: %v", err)
		}
		if fails {
			if err := verifyOld(b.at.File, old); err != nil {
				t.Errorf("the book after a migration that failed: %v", err)
			}
			continue
		}
		b.Book = again
		b.clean(t)
	}
}

// verifyOld verifies a file as the program before the migration would.
func verifyOld(file string, before []func(*line) error) error {
	now, had := migrations, version
	defer func() { migrations, version = now, had }()
	migrations, version = before, int64(len(before))
	return verifyFile(ctx, file, false)
}

// TestReadersAndWriter lets many read while one records and another verifies.
func TestReadersAndWriter(t *testing.T) {
	b := newTestBook(t)
	siti := b.person(t, "Siti")
	stop := make(chan struct{})
	var readers sync.WaitGroup
	for range 3 {
		readers.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				rows, err := b.TrialBalance(ctx, 20260101, 20261231)
				if err != nil {
					t.Error(err)
					return
				}
				var sum coop.Money
				for _, r := range rows {
					if !r.Account.Heading {
						sum += r.Debit - r.Credit
					}
				}
				if sum != 0 {
					t.Errorf("a reader saw half an entry: %s", sum)
				}
			}
		})
	}
	readers.Go(func() { b.clean(t) })
	for i := range 50 {
		if _, err := b.Record(ctx, siti, act(entry(20260105, "11101", "41109", int64(1+i)))); err != nil {
			t.Error(err)
		}
	}
	close(stop)
	readers.Wait()
}

// FuzzParseRecovery reads anything as a recovery code: it is refused, or it is the code that is written back.
func FuzzParseRecovery(f *testing.F) {
	f.Add(recoveryCode{1, 2, 3}.String())
	f.Add("oil0-")
	f.Fuzz(func(t *testing.T, typed string) {
		c, err := parseRecovery(typed)
		if err == nil && plainCode(c.String()) != plainCode(typed) {
			t.Errorf("%q reads as %s", typed, c)
		}
	})
}

// FuzzOpenBox gives anything as a box, a wrapped key and an invite: refused, and nothing breaks.
func FuzzOpenBox(f *testing.F) {
	v := newVault()
	box, err := v.seal([]byte("rahasia"))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(box)
	f.Add([]byte(inviteMagic + "0123456789abcdef"))
	own := must(newRecovery().box())(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		if plain, err := v.open(data); err == nil && string(plain) != "rahasia" {
			t.Errorf("opened %q", plain)
		}
		if _, err := unwrap(own, data); err == nil {
			t.Error("a wrapped key out of nothing")
		}
		if _, err := readInvitation(data); err == nil {
			t.Log("an invitation")
		}
	})
}
