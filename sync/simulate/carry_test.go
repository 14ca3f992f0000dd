package simulate

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// The daily run is small; -villages and -changes make it long, -seed plays one village again.
var (
	villages  = flag.Int("villages", 1, "how many villages to play")
	changes   = flag.Int("changes", 200, "changes each laptop records while nothing goes through")
	everyByte = flag.Bool("every-byte", false, "cut an exchange at each of its bytes")
	seedFlag  = flag.Uint64("seed", 0, "play the village of this seed only")
)

// seeds gives the seeds of this run. Every one that fails is printed with its test.
func seeds(n int) []uint64 {
	if *seedFlag != 0 {
		return []uint64{*seedFlag}
	}
	first := uint64(time.Now().UnixNano()) % 1_000_000_000
	all := make([]uint64, n)
	for i := range all {
		all[i] = first + uint64(i)
	}
	return all
}

// village plays f for every seed, each in a test that carries it in its name.
func village(t *testing.T, f func(t *testing.T, seed uint64)) {
	for _, seed := range seeds(*villages) {
		t.Run(fmt.Sprintf("seed_%d", seed), func(t *testing.T) {
			t.Logf("play again with -seed=%d -changes=%d", seed, *changes)
			f(t, seed)
		})
	}
}

// equal wants two dumps alike and shows the first line that differs.
func equal(t *testing.T, aName string, a []byte, bName string, b []byte) {
	t.Helper()
	if bytes.Equal(a, b) {
		return
	}
	if keep := os.Getenv("LUMBUNG_DUMPS"); keep != "" {
		os.WriteFile(filepath.Join(keep, aName+".txt"), a, 0o600)
		os.WriteFile(filepath.Join(keep, bName+".txt"), b, 0o600)
	}
	x, y := bytes.Split(a, []byte("\n")), bytes.Split(b, []byte("\n"))
	for i := range max(len(x), len(y)) {
		var l, r []byte
		if i < len(x) {
			l = x[i]
		}
		if i < len(y) {
			r = y[i]
		}
		if !bytes.Equal(l, r) {
			t.Fatalf("the dumps differ in line %d:\n%s: %.300s\n%s: %.300s", i+1, aName, l, bName, r)
		}
	}
}

// Two laptops live apart and then hand each other nothing but signed runs, in pieces and in turn: the books are alike.
func TestCarryRuns(t *testing.T) {
	village(t, func(t *testing.T, seed uint64) {
		a := found(t, seed)
		for range 5 {
			if err := a.addMember(); err != nil {
				t.Fatal(err)
			}
		}
		b := a.guest("ketua", seed)
		a.live(*changes / 4) // TestVillage plays the whole number
		b.live(*changes / 4)
		for range 40 {
			from, to := a, b
			if a.rand.IntN(2) == 0 {
				from, to = b, a
			}
			if err := carryRuns(t.Context(), from, to); err != nil {
				t.Fatal(err)
			}
		}
		equal(t, a.name, a.dump(), b.name, b.dump())
		a.verify()
		b.verify()
	})
}
