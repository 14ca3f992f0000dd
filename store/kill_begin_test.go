package store

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"lumbung/store/coop"
)

const killedFolder = "LUMBUNG_TEST_KILLED_FOLDER"

// begun makes or opens a book as a person does who tries again after the laptop went dark.
func begun(at Place, f Founding) (*Book, error) {
	b, _, err := Create(ctx, at, f)
	if errors.Is(err, ErrExists) {
		return Open(ctx, at)
	}
	return b, err
}

// TestKillBeginning_child founds, invites, joins, exchanges, backs up and rebuilds until it is killed.
func TestKillBeginning_child(t *testing.T) {
	folder := os.Getenv(killedFolder)
	if folder == "" {
		t.Skip("runs only as the child of TestKillBeginning")
	}
	go func() { // a parent that is gone kills nobody: end with it
		io.Copy(io.Discard, os.Stdin)
		os.Exit(3)
	}()
	for n := 0; ; n++ {
		at, guest := killedPlace(folder, n, "a"), killedPlace(folder, n, "b")
		b, err := begun(at, founding(t))
		if err != nil {
			t.Fatal(err)
		}
		tb := &testBook{Book: b, at: at}
		tb.record(t, "Siti", entry(20260105, "11101", "41109", 1000))
		g := &testBook{at: guest}
		if g.Book, err = Open(ctx, guest); err != nil {
			file, code, err := b.Invite(ctx, tb.person(t, "Siti"), coop.ID{})
			if err != nil {
				t.Fatal(err)
			}
			g.Book = must(Join(ctx, guest, file, code, "guest"))(t)
		}
		g.record(t, "Siti", entry(20260106, "11101", "41109", 2000))
		g.send(t, tb, 0)
		tb.send(t, g, 0)
		must(b.Backup(ctx, filepath.Join(folder, "backup")))(t)
		if err := errors.Join(b.Rebuild(ctx), b.Close(), g.Book.Close()); err != nil {
			t.Fatal(err)
		}
	}
}

func killedPlace(folder string, n int, name string) Place {
	file := filepath.Join(folder, fmt.Sprintf("%s%d.lumbung", name, n%3))
	return Place{File: file, Machine: filepath.Join(folder, "machine-"+name)}
}

// TestKillBeginning kills the program anywhere between founding and rebuilding: what it left can be worked on, by
// trying again if it had only begun, and is whole.
func TestKillBeginning(t *testing.T) {
	rounds := 6
	if long {
		rounds = 100
	}
	folder := t.TempDir()
	for round := range rounds {
		child := exec.Command(os.Args[0], "-test.run=^TestKillBeginning_child$", "-test.count=1")
		child.Env = append(os.Environ(), killedFolder+"="+folder)
		out := &bytes.Buffer{}
		child.Stdout = out
		if _, err := child.StdinPipe(); err != nil {
			t.Fatal(err)
		}
		if err := child.Start(); err != nil {
			t.Fatal(err)
		}
		timer := time.AfterFunc(time.Duration(20+rand.IntN(900))*time.Millisecond, func() { child.Process.Kill() })
		err := child.Wait()
		timer.Stop()
		if err == nil || out.Len() > 0 {
			t.Fatalf("round %d: the program ended by itself: %s", round, out)
		}
		for n := range 3 {
			for _, name := range []string{"a", "b"} {
				checkBegun(t, killedPlace(folder, n, name))
			}
		}
	}
}

func checkBegun(t *testing.T, at Place) {
	t.Helper()
	if _, err := os.Stat(at.File); err != nil {
		return
	}
	if _, err := os.Stat(at.File + ".lock"); err == nil && unbegun(ctx, at.File) {
		if !clearUnbegun(ctx, at.File) {
			t.Errorf("%s stands in the way", at.File)
		}
		return
	}
	b, err := Open(ctx, at)
	if err != nil {
		t.Errorf("%s: %v", at.File, err)
		return
	}
	tb := &testBook{Book: b, at: at}
	defer b.Close()
	tb.record(t, "Siti", entry(20260107, "11101", "41109", 3000))
	tb.clean(t)
}
