package store

import (
	"bufio"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"lumbung/store/coop"
)

// long says whether the laws are to be tested in full: hours of a night, not minutes of a day.
var long = os.Getenv("LUMBUNG_LONG") != ""

const killedBook, killedRound = "LUMBUNG_TEST_KILLED_BOOK", "LUMBUNG_TEST_KILLED_ROUND"

// TestKill_child is the program that TestKill kills: it records until it dies and says what it was told is durable.
func TestKill_child(t *testing.T) {
	file := os.Getenv(killedBook)
	if file == "" {
		t.Skip("runs only as the child of TestKill")
	}
	at := Place{File: file, Machine: file + ".machine"}
	fmt.Println("opening")
	b, err := Open(ctx, at)
	if err != nil {
		t.Fatal(err)
	}
	siti, _ := b.session("Siti")
	fmt.Println("recording")
	for n := 0; ; n++ {
		acts := make([]coop.Act, 1+19*(n%7/6)) // every seventh time twenty at once
		said := ""
		for i := range acts {
			e := entry(20260105, "11101", "41109", int64(1000+n))
			e.Remark = fmt.Sprintf("%s/%d/%d", os.Getenv(killedRound), n, i)
			acts[i] = act(e)
			said += "durable " + e.Remark + "\n"
		}
		if _, err := b.Record(ctx, siti, acts...); err != nil {
			t.Fatal(err)
		}
		fmt.Print(said)
	}
}

// TestKill kills the program at random moments while it opens a book and records: every entry it said was recorded is
// there, none twice, and a full verify finds nothing. The moment lies a random while after a number of recordings, not
// after the start alone: a busy machine once recorded eight entries in fifteen rounds, and proved little.
func TestKill(t *testing.T) {
	rounds := 15
	if long {
		rounds = 200
	}
	at := place(t, "killed")
	at.Machine, at.Now = at.File+".machine", nil
	b, _, err := Create(ctx, at, founding(t))
	if err != nil {
		t.Fatal(err)
	}
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	durable := map[string]bool{}
	for round := range rounds {
		for _, remark := range killChild(t, at.File, round) {
			durable[remark] = true
		}
		checkKilled(t, at, durable)
		if t.Failed() {
			t.Fatalf("in round %d", round)
		}
	}
	if len(durable) < rounds {
		t.Errorf("only %d entries in %d rounds: the program hardly recorded", len(durable), rounds)
	}
}

// killChild lets the program run until a random moment and gives what it said is durable.
func killChild(t *testing.T, file string, round int) []string {
	t.Helper()
	child := exec.Command(os.Args[0], "-test.run=^TestKill_child$", "-test.count=1")
	child.Env = append(os.Environ(), killedBook+"="+file, fmt.Sprintf("%s=%d", killedRound, round))
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewReader(out)
	until, recordings := "recording", round%5
	if round%10 == 9 {
		until, recordings = "opening", 0
	}
	var said []string
	for begun := false; !begun || len(said) < recordings; {
		line, err := lines.ReadString('\n')
		if err != nil {
			t.Fatalf("the program ended by itself: %v", err)
		}
		line = strings.TrimSuffix(line, "\n")
		begun = begun || line == until
		if remark, ok := strings.CutPrefix(line, "durable "); ok {
			said = append(said, remark)
		}
	}
	timer := time.AfterFunc(time.Duration(rand.IntN(60_000))*time.Microsecond, func() { child.Process.Kill() })
	defer timer.Stop()
	rest, err := io.ReadAll(lines)
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Wait(); err == nil {
		t.Fatal("the program was not killed")
	}
	for _, line := range strings.SplitAfter(string(rest), "\n") {
		if remark, ok := strings.CutPrefix(line, "durable "); ok && strings.HasSuffix(remark, "\n") {
			said = append(said, strings.TrimSuffix(remark, "\n"))
		}
	}
	return said
}

func checkKilled(t *testing.T, at Place, durable map[string]bool) {
	t.Helper()
	b, err := Open(ctx, at)
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	times := map[string]int{}
	b.state.Scan(&coop.EntryRow{}, 0, func(r coop.Record) bool { times[r.(*coop.EntryRow).Remark]++; return true })
	for remark, n := range times {
		if n != 1 {
			t.Errorf("%s is there %d times", remark, n)
		}
	}
	for remark := range durable {
		if times[remark] == 0 {
			t.Errorf("%s was said to be recorded and is lost", remark)
		}
	}
	(&testBook{Book: b}).clean(t)
}
