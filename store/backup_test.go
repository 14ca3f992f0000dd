package store

import (
	"bytes"
	"context"
	"errors"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// keepsAt makes a copy on a day at noon.
func keepsAt(t *testing.T, b *testBook, folder string, at time.Time) (SavedCopy, bool) {
	t.Helper()
	b.Book.at.Now = func() time.Time { return at }
	c, fresh, err := b.KeepBackup(ctx, folder)
	if err != nil {
		t.Fatal(err)
	}
	return c, fresh
}

// A book that has not changed makes no new copy; one that has makes one that holds it all.
func TestKeepBackup_unchanged(t *testing.T) {
	b, folder := newTestBook(t), filepath.Join(t.TempDir(), "Cadangan [lama]")
	noon := time.Date(2026, 1, 5, 12, 0, 0, 0, time.Local)
	first, fresh := keepsAt(t, b, folder, noon)
	if !fresh || first.Entries != 0 {
		t.Fatalf("the first copy: %+v", first)
	}
	if again, fresh := keepsAt(t, b, folder, noon.AddDate(0, 0, 1)); fresh || again.File != first.File {
		t.Errorf("an unchanged book made %+v", again)
	}
	b.record(t, "Siti", entry(20260105, "11101", "41109", 1000))
	second, fresh := keepsAt(t, b, folder, noon.AddDate(0, 0, 1))
	if !fresh || second.Entries != 1 || second.Last != 20260105 || second.Cooperative.Name == "" {
		t.Errorf("the second copy: %+v", second)
	}
	if err := os.WriteFile(second.File, []byte("a stick that forgets"), 0o600); err != nil {
		t.Fatal(err)
	}
	third, fresh := keepsAt(t, b, folder, noon.AddDate(0, 0, 1))
	if !fresh || third.File == second.File {
		t.Error("a copy that cannot be read any more is taken for one")
	}
	if _, err := os.Stat(second.File); err != nil {
		t.Errorf("what is no copy is not ours to delete: %v", err)
	}
}

// Of two years of days what stays is a week, a month of weeks and a year of months; a wrong clock costs nothing.
func TestThinned(t *testing.T) {
	var all []SavedCopy
	day := time.Date(2026, 11, 25, 12, 0, 0, 0, time.UTC)
	for i := range 730 {
		for hour := range 2 {
			at := day.AddDate(0, 0, -i).Add(-time.Duration(hour) * time.Hour)
			all = append(all, SavedCopy{At: at, Changes: int64(2000 - 2*i - hour)})
		}
	}
	all[0].At = time.Date(2010, 1, 1, 0, 0, 0, 0, time.UTC) // the battery was empty this morning
	gone := thinned(all)
	var left []string
	for _, c := range all {
		if !slices.ContainsFunc(gone, func(g SavedCopy) bool { return g.Changes == c.Changes }) {
			left = append(left, c.At.Format("060102"))
		}
	}
	want := "100101 261125 261124 261123 261122 261121 261120 261115 261031 260930 260831 260731 260630 260531 " +
		"260430 260331 260228 260131"
	if got := strings.Join(left, " "); got != want {
		t.Errorf("left\n%s, want\n%s", got, want)
	}
}

// Two laptops and another cooperative share a stick: nobody's copies are counted, or let go, by another.
func TestKeepBackup_sharedStick(t *testing.T) {
	a, other, folder := newTestBook(t), newTestBook(t), t.TempDir()
	g := a.join(t, "guest")
	now := time.Date(2026, 1, 5, 12, 0, 0, 0, time.Local)
	for day := range 9 {
		for _, b := range []*testBook{a, g, other} {
			b.record(t, "Siti", entry(20260105, "11101", "41109", int64(1000+day)))
			keepsAt(t, b, folder, now.AddDate(0, 0, day))
		}
	}
	for _, b := range []*testBook{a, g, other} {
		if n := len(b.Backups(ctx, folder)); n != 7 && n != 8 {
			t.Errorf("%s has %d copies", b.copyName(), n)
		}
	}
}

// A stick that is full or was pulled out is an error, and what lay on it stays.
func TestKeepBackup_cannotWrite(t *testing.T) {
	b, folder := newTestBook(t), t.TempDir()
	first, _ := keepsAt(t, b, folder, time.Date(2026, 1, 5, 12, 0, 0, 0, time.Local))
	b.record(t, "Siti", entry(20260105, "11101", "41109", 1000))
	if _, _, err := b.KeepBackup(ctx, filepath.Join(first.File, "no folder")); err == nil {
		t.Error("a copy was made in a file")
	}
	ended, end := context.WithCancel(ctx)
	end()
	if _, _, err := b.KeepBackup(ended, folder); err == nil {
		t.Error("a copy was made after the time was over")
	}
	if files := must(filepath.Glob(filepath.Join(folder, "*")))(t); len(files) != 1 || files[0] != first.File {
		t.Errorf("left: %v", files)
	}
}

// A name that the disk cannot look up, as of a stick that was pulled out just now, is an error. It was taken for a name
// in use once, and the next one tried, for ever.
func TestBackup_noName(t *testing.T) {
	b, folder := newTestBook(t), t.TempDir()
	done := make(chan error, 1)
	go func() {
		_, err := b.backup(ctx, folder, strings.Repeat("k", 250), ".lumbung")
		done <- err
	}()
	select {
	case err := <-done:
		if err == nil {
			t.Error("a copy was made under a name of 260 letters")
		}
	case <-time.After(20 * time.Second):
		t.Fatal("it goes on for ever")
	}
}

// A clock without its battery begins in 1980: the copies are known and thinned all the same, and what was half written
// then is swept. They filled the stick once.
func TestKeepBackup_oldClock(t *testing.T) {
	b, folder := newTestBook(t), t.TempDir()
	keepsAt(t, b, folder, time.Date(2026, 1, 5, 12, 0, 0, 0, time.Local))
	morning := time.Date(1980, 1, 1, 0, 1, 0, 0, time.Local)
	for n := range 4 {
		b.record(t, "Siti", entry(20260105, "11101", "41109", 1000))
		last, fresh := keepsAt(t, b, folder, morning.Add(time.Duration(n)*time.Minute))
		if !fresh {
			t.Error("no copy was made")
		}
		if again, fresh := keepsAt(t, b, folder, morning); fresh || again.File != last.File {
			t.Errorf("an unchanged book made %+v", again)
		}
	}
	half := filepath.Join(folder, b.copyName()+"-19800101-0007"+CopyEnd+copyHalf)
	if err := os.WriteFile(half, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	all := b.Backups(ctx, folder)
	if len(all) != 2 || all[0].Entries != 4 {
		t.Errorf("%d copies, %+v", len(all), all[0])
	}
	keepsAt(t, b, folder, morning)
	if files := filesIn(folder, ""); len(files) != 2 {
		t.Errorf("left: %v", files)
	}
}

const killedBackup = "LUMBUNG_TEST_KILLED_BACKUP"

// TestKeepBackup_child makes copies until it is killed.
func TestKeepBackup_child(t *testing.T) {
	folder := os.Getenv(killedBackup)
	if folder == "" {
		t.Skip("runs only as the child of TestKeepBackup_killed")
	}
	go func() { // a parent that is gone kills nobody: end with it
		io.Copy(io.Discard, os.Stdin)
		os.Exit(3)
	}()
	b := &testBook{Book: must(Open(ctx, killedPlace(folder, 0, "a")))(t)}
	for n := 0; ; n++ {
		b.record(t, "Siti", entry(20260105, "11101", "41109", 1000))
		if _, _, err := b.KeepBackup(ctx, filepath.Join(folder, "Cadangan")); err != nil {
			t.Fatal(err)
		}
	}
}

// TestKeepBackup_killed kills the program anywhere in a backup: every file that bears a copy's name is whole and stands
// the full verify, there is always one, and what was half written is gone after the next backup.
func TestKeepBackup_killed(t *testing.T) {
	rounds := 12
	if long {
		rounds = 100
	}
	folder := t.TempDir()
	at, copies := killedPlace(folder, 0, "a"), filepath.Join(folder, "Cadangan")
	made, _, err := Create(ctx, at, founding(t))
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := made.KeepBackup(ctx, copies); err != nil {
		t.Fatal(err)
	}
	if err := made.Close(); err != nil {
		t.Fatal(err)
	}
	halves := 0
	for round := range rounds {
		child := exec.Command(os.Args[0], "-test.run=^TestKeepBackup_child$", "-test.count=1")
		child.Env = append(os.Environ(), killedBackup+"="+folder)
		out := &bytes.Buffer{}
		child.Stdout = out
		if _, err := child.StdinPipe(); err != nil {
			t.Fatal(err)
		}
		if err := child.Start(); err != nil {
			t.Fatal(err)
		}
		timer := time.AfterFunc(time.Duration(60+rand.IntN(500))*time.Millisecond, func() { child.Process.Kill() })
		err := child.Wait()
		timer.Stop()
		if err == nil || out.Len() > 0 {
			t.Fatalf("round %d: the program ended by itself: %s", round, out)
		}
		halves += checkCopies(t, at, copies)
	}
	t.Logf("%d of %d kills left something half written", halves, rounds)
}

func checkCopies(t *testing.T, at Place, copies string) (halves int) {
	t.Helper()
	files := must(filepath.Glob(filepath.Join(copies, "*"+CopyEnd)))(t)
	if len(files) == 0 {
		t.Error("no copy is left")
	}
	for _, file := range files {
		if err := verifyFile(ctx, file, false); err != nil {
			t.Errorf("%s bears a copy's name: %v", file, err)
		}
	}
	if left := must(filepath.Glob(filepath.Join(copies, "*"+copyHalf+"*")))(t); len(left) > 0 {
		halves = 1
	}
	b := must(Open(ctx, at))(t)
	defer b.Close()
	if _, _, err := b.KeepBackup(ctx, copies); err != nil {
		t.Error(err)
	}
	if left := must(filepath.Glob(filepath.Join(copies, "*"+copyHalf+"*")))(t); len(left) > 0 {
		t.Errorf("half written copies stay: %v", left)
	}
	return halves
}

// What is no book is told as such.
func TestPeek_noBook(t *testing.T) {
	file := filepath.Join(t.TempDir(), "foto.cadangan")
	if err := os.WriteFile(file, bytes.Repeat([]byte("foto"), 4000), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Peek(ctx, file); !errors.Is(err, ErrNotBook) {
		t.Errorf("a photo: %v", err)
	}
}
