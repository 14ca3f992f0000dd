package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"lumbung/store/coop"
	"lumbung/ui"
)

func testShelf(t *testing.T) *shelf {
	t.Helper()
	t.Setenv("LUMBUNG_DATA", t.TempDir())
	text, err := ui.NewText("id")
	if err != nil {
		t.Fatal(err)
	}
	return newShelf(os.Getenv("LUMBUNG_DATA"), text)
}

func says(what string) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := io.WriteString(w, what)
		return err
	}
}

// A paper is kept whole or not at all, and a later one of the same name takes its place.
func TestShelf_Keep(t *testing.T) {
	s := testShelf(t)
	for _, text := range []string{"one", "two"} {
		path, err := s.Keep(t.Context(), "2026-11 Neraca saldo.pdf", says(text))
		data, reading := os.ReadFile(path)
		if err != nil || reading != nil || string(data) != text || filepath.Base(filepath.Dir(path)) != "Lumbung" {
			t.Fatalf("%s: %q %v %v", path, data, err, reading)
		}
	}
	broken := errors.New("broken")
	_, err := s.Keep(t.Context(), "2026-11 Neraca saldo.pdf", func(w io.Writer) error {
		return errors.Join(says("half")(w), broken)
	})
	data, _ := os.ReadFile(filepath.Join(s.keeps, "2026-11 Neraca saldo.pdf"))
	names, _ := os.ReadDir(s.keeps)
	if !errors.Is(err, broken) || string(data) != "two" || len(names) != 1 {
		t.Errorf("after a paper that broke: %q, %v, %v", data, names, err)
	}
}

// What another program holds is not written over: here a folder stands in for it, which no file can replace either.
func TestShelf_KeepBeside(t *testing.T) {
	s := testShelf(t)
	if err := os.MkdirAll(filepath.Join(s.keeps, "paper.xlsx", "open"), 0o755); err != nil {
		t.Fatal(err)
	}
	path, err := s.Keep(t.Context(), "paper.xlsx", says("x"))
	if err != nil || filepath.Base(path) != "paper (2).xlsx" {
		t.Errorf("%s %v", path, err)
	}
}

// A full disk and a place that may not be written to have sentences of their own.
func TestShelf_Trouble(t *testing.T) {
	s := testShelf(t)
	for key, cause := range map[string]error{
		"ui.print.full":      &os.PathError{Op: "write", Path: "x", Err: syscall.ENOSPC},
		"ui.print.read-only": &os.PathError{Op: "open", Path: "x", Err: syscall.EROFS},
	} {
		_, err := s.Keep(t.Context(), "paper.pdf", func(io.Writer) error { return cause })
		var problem coop.Problem
		if !errors.As(err, &problem) || problem.Key != key {
			t.Errorf("%v is told as %v", cause, err)
		}
		for _, language := range []string{"id", "en"} {
			text, err := ui.NewText(language)
			if err != nil || strings.Contains(text.Sentence(problem), "‹") {
				t.Errorf("%s in %s: %s (%v)", key, language, text.Sentence(problem), err)
			}
		}
	}
	if err := s.trouble(fmt.Errorf("write: %w", io.ErrShortWrite)); !errors.Is(err, io.ErrShortWrite) {
		t.Errorf("another trouble has become %v", err)
	}
	s.keeps = filepath.Join(t.TempDir(), "folder")
	if err := os.WriteFile(s.keeps, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Keep(t.Context(), "paper.pdf", says("x")); err == nil {
		t.Error("a paper is kept where there is no folder")
	}
}

// Without a program that shows papers the page is told so.
func TestShelf_OpenWithoutViewer(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	if err := testShelf(t).Open("paper.pdf"); !errors.Is(err, ui.ErrNoViewer) {
		t.Errorf("got %v", err)
	}
}
