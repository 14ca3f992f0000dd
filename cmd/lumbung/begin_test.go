package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"lumbung/store/coop"
	"lumbung/ui"
)

// A founding that is refused leaves nothing behind: a PIN that was too easy once left a book without one, and the
// second try was told that the file exists.
func TestFound_RefusedLeavesNoBook(t *testing.T) {
	folder := t.TempDir()
	f := ui.Founding{
		Name: "KDMP Baru", Village: "6112032001", Treasurer: "Siti", Chair: "Budi",
		TreasurerPIN: "2580", ChairPIN: "1234",
	}
	b := &beginner{folder: folder}
	_, _, err := b.Found(context.Background(), f)
	if problem := (coop.Problem{}); !errors.As(err, &problem) || problem.Key != "login.easy-pin" {
		t.Fatalf("told %v", err)
	}
	if _, err := os.Stat(filepath.Join(folder, "buku.lumbung")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a book is left: %v", err)
	}
}
