package store

import (
	"fmt"
	"os"
	"syscall"
	"testing"
	"time"
)

func cpu() time.Duration {
	var r syscall.Rusage
	syscall.Getrusage(syscall.RUSAGE_SELF, &r)
	return time.Duration(r.Utime.Nano() + r.Stime.Nano())
}

func TestZZBig(t *testing.T) {
	dir := os.Getenv("ZZ")
	if dir == "" {
		t.Skip()
	}
	at := Place{File: dir + "/big.lumbung", Machine: dir + "/m"}
	if _, err := os.Stat(at.File); err != nil {
		bk, _, err := Create(ctx, at, founding(t))
		if err != nil {
			t.Fatal(err)
		}
		b := &testBook{Book: bk, at: at}
		c, w := cpu(), time.Now()
		acts := generated(250_000, b.withMembers(t, 500))
		_, err = b.Import(ctx, b.person(t, "Siti"), acts)
		fmt.Println("import", err, "cpu", cpu()-c, "wall", time.Since(w))
		b.Book.Close()
	}
	c, w := cpu(), time.Now()
	b := must(Open(ctx, at))(t)
	fmt.Println("open cpu", cpu()-c, "wall", time.Since(w))
	for range 2 {
		c, w = cpu(), time.Now()
		f, err := b.Verify(ctx, nil)
		fmt.Println("verify", f, err, "cpu", cpu()-c, "wall", time.Since(w))
	}
}
