package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"lumbung/store"
	"lumbung/store/coop"
	"lumbung/ui"
)

// desk is a program without a window, with one stick that may be in.
func desk(t *testing.T, stick string) *program {
	t.Helper()
	text, err := ui.NewText("id")
	if err != nil {
		t.Fatal(err)
	}
	p := &program{folder: t.TempDir(), text: text, work: newWorkers(), practice: true} // it goes nowhere
	p.files = &shelf{text: text, keeps: filepath.Join(p.folder, "Documents", "Lumbung"), roots: func() []root {
		return []root{{"ui.shelf.stick", stick}}
	}}
	p.keeper = newKeeper(p)
	p.keeper.sticks = p.files.roots
	t.Cleanup(func() {
		if err := p.close(); err != nil {
			t.Error(err)
		}
	})
	return p
}

// seated founds a book on a desk and gives the recovery code and the treasurer.
func (p *program) seated(t *testing.T) (recovery string, who coop.Session) {
	t.Helper()
	ctx := context.Background()
	opened, recovery, err := (*beginner)(p).Found(ctx, ui.Founding{
		Name: "KDMP Contoh", Village: "6101012001", Treasurer: "Siti", Chair: "Budi", TreasurerPIN: "7391",
		ChairPIN: "8205",
	})
	if err != nil {
		t.Fatal(err)
	}
	if who, err = opened.Book.Login(ctx, "Siti", "7391"); err != nil {
		t.Fatal(err)
	}
	return recovery, who
}

func (p *program) earn(t *testing.T, who coop.Session) {
	t.Helper()
	_, err := p.book.Record(context.Background(), who, coop.Act{Kind: coop.KindEntry, Body: coop.Entry{
		Date: coop.DateFromTime(time.Now()),
		Lines: []coop.Line{
			{Account: "11101", Amount: 1000 * coop.Rupiah}, {Account: "71101", Amount: -1000 * coop.Rupiah},
		},
	}})
	if err != nil {
		t.Fatal(err)
	}
}

// A stick gets copies once the person said yes; pulled out in between it is only said, and the folder still gets its
// own.
func TestKeeper_stick(t *testing.T) {
	ctx, stick := context.Background(), t.TempDir()
	p := desk(t, stick)
	_, who := p.seated(t)
	k := p.keeper
	if err := k.Now(ctx); err != nil {
		t.Fatal(err)
	}
	if left, err := os.ReadDir(stick); err != nil || len(left) > 0 {
		t.Errorf("nobody said yes, and on the stick lies %v (%v)", left, err)
	}
	if err := k.Allow(k.Places()[1]); err != nil {
		t.Fatal(err)
	}
	if err := k.Now(ctx); err != nil {
		t.Fatal(err)
	}
	copies, err := k.List(ctx)
	if err != nil || len(copies) != 2 || copies[0].Cooperative != "KDMP Contoh" {
		t.Fatalf("%v, %v", copies, err)
	}
	if last := k.Last(); !strings.Contains(last.Where, "Stik") || last.Failed != nil || last.At.IsZero() {
		t.Errorf("said of the last: %+v", last)
	}
	folder := filepath.Join(stick, stickFolder, copyFolder)
	held, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(folder, 0o500); err != nil { // the stick's lock
		t.Fatal(err)
	}
	defer os.Chmod(folder, 0o700)
	p.earn(t, who)
	if err := k.Now(ctx); err == nil && os.Getuid() != 0 {
		t.Error("a copy went to a stick that cannot be written")
	}
	if now, err := os.ReadDir(folder); err != nil || len(now) < len(held) {
		t.Errorf("the stick lost a copy: %v, %v", now, err)
	}
	if last := k.Last(); last.Changes != int(mustInfo(t, p).Changes) {
		t.Errorf("the folder's copy holds %d changes of %d", last.Changes, mustInfo(t, p).Changes)
	}
}

func mustInfo(t *testing.T, p *program) coop.Info {
	t.Helper()
	info, err := p.book.Info(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return info
}

// The program ends with a copy, and the next machine finds it on the stick and goes on from it: with the recovery code,
// new keys and PINs of its own, and every entry.
func TestKeeper_endAndRestore(t *testing.T) {
	ctx, stick := context.Background(), t.TempDir()
	if err := os.Mkdir(filepath.Join(stick, stickFolder), 0o755); err != nil {
		t.Fatal(err)
	}
	old := desk(t, stick)
	recovery, who := old.seated(t)
	old.earn(t, who)
	was := mustInfo(t, old)
	old.ending = true
	if err := old.close(); err != nil {
		t.Fatal(err)
	}
	old.book = nil
	fresh := desk(t, stick)
	copies, err := fresh.keeper.Copies(ctx)
	if err != nil || len(copies) != 1 || copies[0].Entries != 1 {
		t.Fatalf("found %v, %v", copies, err)
	}
	if _, err := fresh.keeper.Restore(ctx, copies[0].Path, "abc", "laptop baru"); err == nil {
		t.Fatal("a code that cannot be right was taken")
	}
	if _, err := os.Stat(fresh.place().File); err == nil {
		t.Fatal("what was refused left a book")
	}
	opened, err := fresh.keeper.Restore(ctx, copies[0].Path, recovery, "laptop baru")
	if err != nil {
		t.Fatal(err)
	}
	info, err := opened.Book.Info(ctx)
	if err != nil || info.Entries != was.Entries || info.Device.Log == was.Device.Log || info.Copy {
		t.Errorf("restored %+v, %v", info, err)
	}
	if has, err := opened.Book.HasPIN(ctx, who.User); err != nil || has {
		t.Errorf("a PIN came with the backup: %v", err)
	}
	if findings, err := fresh.book.Verify(ctx, nil); err != nil || len(findings) > 0 {
		t.Errorf("%v, %v", findings, err)
	}
	fresh.earn(t, who)
}

// What lies on a stick and is no book is passed over.
func TestKeeper_strangeFiles(t *testing.T) {
	stick := t.TempDir()
	for _, name := range []string{"foto.cadangan", "lagu.lumbung", "surat.txt"} {
		text := []byte(strings.Repeat("bukan buku ", 999))
		if err := os.WriteFile(filepath.Join(stick, name), text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if copies, err := desk(t, stick).keeper.Copies(context.Background()); err != nil || len(copies) > 0 {
		t.Errorf("%v, %v", copies, err)
	}
	if _, err := store.Peek(context.Background(), filepath.Join(stick, "none")); err == nil {
		t.Error("a file that is not there was looked into")
	}
}
