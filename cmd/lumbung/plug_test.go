package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"lumbung/store"
	"lumbung/store/coop"
	"lumbung/ui"
)

// The child is told by these where its book is.
const plugFolder, plugPIN = "LUMBUNG_TEST_PLUG", "271828"

// past is what earlier lives of the typist said.
type past struct {
	lines  int
	fields map[int][]string // of each task, as they stood on the screen when they were left
	begun  map[int]bool
	seen   map[int]bool // the window said that it is recorded, or the person found it in the book
}

func readPast(t *testing.T, file string) past {
	t.Helper()
	p := past{fields: map[int][]string{}, begun: map[int]bool{}, seen: map[int]bool{}}
	data, err := os.ReadFile(file)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		if !strings.HasSuffix(line, "\n") {
			break
		}
		p.lines++
		var verb, text string
		var n int
		fmt.Sscanf(line, "%s %d %q", &verb, &n, &text)
		switch verb {
		case "begin":
			p.begun[n] = true
		case "field":
			p.fields[n] = append(p.fields[n], text)
		case "seen", "there":
			p.seen[n] = true
		}
	}
	return p
}

// TestPlug_child is the program that TestPlug kills: somebody types a month in the window and is told when each thing
// is recorded. What was unfinished when the plug was pulled goes on where it was.
func TestPlug_child(t *testing.T) {
	folder := os.Getenv(plugFolder)
	if folder == "" {
		t.Skip("runs only as the child of TestPlug")
	}
	c := newTypist(t, folder, folder+".said")
	c.login()
	for i, one := range monthOf(t) {
		if !c.past.seen[i] {
			c.place = i
			c.work(one)
		}
	}
	c.say("month %d", 0)
	c.end()
}

// work types one task and waits until the window says that it is recorded.
func (c *typist) work(one task) {
	c.blank = one.blank
	one.open(c)
	c.say("begin %d", c.place)
	if one.ticks > 0 {
		c.tick(one.ticks)
	}
	for n, answer := range one.fields {
		c.field(n, answer, n == len(one.fields)-1)
	}
	before := c.texts("ercatat") + c.texts("tersimpan") + c.texts("dibetulkan")
	c.say("records %d", c.place)
	c.ctrl(fyne.KeyReturn)
	if after := c.texts("ercatat") + c.texts("tersimpan") + c.texts("dibetulkan"); after == before {
		c.t.Fatalf("%s is not recorded:\n%s", one.name, c.texts(""))
	}
	c.say("seen %d", c.place)
}

// tick ticks the dues of so many members, one below the other; those that were ticked are ticked still.
func (c *typist) tick(ticks int) {
	known := len(c.past.fields[-1])
	data, err := c.p.book.Draft("dues")
	if err != nil {
		c.t.Fatal(err)
	}
	have := bytes.Count(data, []byte(`":[`))
	if have < known {
		c.t.Fatalf("of %d ticks %d are left", known, have)
	}
	for n := range ticks {
		if n >= have {
			c.key(fyne.KeySpace)
			c.quiet()
			c.say("field -1 %q", "tick")
		}
		c.key(fyne.KeyDown)
	}
	c.ctrl(fyne.KeyReturn)
}

// end closes the program as its window's cross does.
func (c *typist) end() {
	c.p.ending = true
	if err := c.p.close(); err != nil {
		c.t.Error(err)
	}
	c.say("ended %d", 0)
}

func (c *typist) holding() *holding { return holdingOf(c.t, c.p.book) }

func holdingOf(t *testing.T, book *store.Book) *holding {
	t.Helper()
	ctx := context.Background()
	h := &holding{fixes: map[coop.ID]bool{}}
	var err error
	if h.entries, err = book.Entries(ctx, coop.EntryQuery{}); err != nil {
		t.Fatal(err)
	}
	for _, e := range h.entries {
		if !e.CorrectedBy.IsZero() {
			h.fixes[e.CorrectedBy] = true
		}
	}
	if h.counts, err = book.Counts(ctx); err != nil {
		t.Fatal(err)
	}
	if h.members, err = book.Members(ctx, ""); err != nil {
		t.Fatal(err)
	}
	return h
}

// plugBook founds the cooperative whose month is typed.
func plugBook(t *testing.T, at store.Place) {
	t.Helper()
	ctx := context.Background()
	founding, err := foundingOf(ui.Founding{
		Name: "KDMP Gelap", Village: "6101012001", Treasurer: "Siti Rahmawati", Chair: "Budi Santoso",
		Principal: 100_000 * coop.Rupiah, Mandatory: 20_000 * coop.Rupiah,
	})
	if err != nil {
		t.Fatal(err)
	}
	book, _, err := store.Create(ctx, at, founding)
	if err != nil {
		t.Fatal(err)
	}
	if err := book.RecoveryWritten(); err != nil {
		t.Fatal(err)
	}
	if err := firstPIN(ctx, book, "Siti Rahmawati", plugPIN); err != nil {
		t.Fatal(err)
	}
	if err := book.Close(); err != nil {
		t.Fatal(err)
	}
}

// TestPlug pulls the plug at random moments of a typed month: what was confirmed is there once and whole, and of the
// form that was being filled in at most the field under the fingers is gone. The month then goes on to its end.
func TestPlug(t *testing.T) {
	if os.Getenv(plugFolder) != "" {
		return
	}
	kills := 6
	if os.Getenv("LUMBUNG_LONG") != "" {
		kills = 50
	}
	folder := filepath.Join(t.TempDir(), "data")
	at := (&program{folder: folder}).place()
	plugBook(t, at)
	month := monthOf(t)
	events := 0
	for _, one := range month {
		events += len(one.fields) + one.ticks + 2
	}
	pulled, times := map[string]int{}, 0
	for n := range kills {
		last := plugChild(t, folder, rand.IntN(2*events*3/4/kills), time.Duration(rand.IntN(40_000))*time.Microsecond)
		if last == "ended" {
			t.Logf("the month was over before kill %d", n+1)
			break
		}
		pulled[last]++
		times++
		checkPlug(t, at, folder+".said", month)
		if t.Failed() {
			t.Fatalf("at kill %d, after %s", n+1, last)
		}
	}
	if last := plugChild(t, folder, -1, 0); last != "ended" {
		t.Errorf("the month did not come to its end but to %s", last)
	}
	checkPlug(t, at, folder+".said", month)
	if seen := len(readPast(t, folder+".said").seen); seen != len(month) {
		t.Errorf("%d of %d things were recorded", seen, len(month))
	}
	t.Logf("the plug was pulled %d times while the typist had said last: %v", times, pulled)
}

// plugChild lets the typist work until so many more lines were said and a while has passed, or to the end of the month
// where lines is negative; it gives the last word.
func plugChild(t *testing.T, folder string, lines int, after time.Duration) string {
	t.Helper()
	file := folder + ".said"
	began := readPast(t, file).lines
	child := exec.Command(os.Args[0], "-test.run=^TestPlug_child$", "-test.count=1")
	child.Env = append(os.Environ(), plugFolder+"="+folder, "HOME="+filepath.Dir(folder), "XDG_CONFIG_HOME=")
	var out bytes.Buffer
	child.Stdout, child.Stderr = &out, &out
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- child.Wait() }()
	for lines >= 0 && readPast(t, file).lines < began+lines {
		select {
		case err := <-ended:
			if err != nil {
				t.Fatalf("the typist ended: %v\n%s", err, out.String())
			}
			return lastSaid(t, file)
		case <-time.After(time.Millisecond):
		}
	}
	if lines >= 0 {
		time.Sleep(after)
		child.Process.Kill()
	}
	if err := <-ended; err != nil && (lines < 0 || !strings.Contains(err.Error(), "killed")) {
		t.Fatalf("the typist ended: %v\n%s", err, out.String())
	}
	return lastSaid(t, file)
}

func lastSaid(t *testing.T, file string) (last string) {
	t.Helper()
	f, err := os.Open(file)
	if errors.Is(err, fs.ErrNotExist) {
		return "nothing"
	}
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		last, _, _ = strings.Cut(lines.Text(), " ")
	}
	return last
}

// checkPlug looks into the book after the plug was pulled, as a person does who wonders what became of the last entry.
func checkPlug(t *testing.T, at store.Place, file string, month []task) {
	t.Helper()
	book, err := store.Open(context.Background(), at)
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	if findings, err := book.Verify(context.Background(), func(int, int) {}); err != nil || len(findings) > 0 {
		t.Errorf("verify: %v %v", findings, err)
	}
	told, held := readPast(t, file), holdingOf(t, book)
	for i, one := range month {
		times, half := one.held(held)
		if half != "" {
			t.Errorf("%s is half there: %s", one.name, half)
		}
		switch {
		case told.seen[i] && times != 1:
			t.Errorf("%s was confirmed and is there %d times", one.name, times)
		case times > 1 || times == 1 && !told.begun[i]:
			t.Errorf("%s is there %d times", one.name, times)
		case times == 1 && !told.seen[i]:
			f, err := os.OpenFile(file, os.O_APPEND|os.O_WRONLY, 0)
			if err != nil {
				t.Fatal(err)
			}
			fmt.Fprintf(f, "there %d\n", i)
			f.Close()
		}
	}
}
