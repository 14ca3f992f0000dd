package store

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"lumbung/store/coop"
)

// Backup writes a copy of the book into a folder, reads it again and proves it with the full verify. The copy holds no
// keys: see Restore. It gives the copy's path; with ErrDamaged where the book itself is not whole.
func (b *Book) Backup(ctx context.Context, folder string) (string, error) {
	ext := filepath.Ext(b.at.File)
	return b.backup(ctx, folder, strings.TrimSuffix(filepath.Base(b.at.File), ext), ext)
}

// backup writes a proven copy under a name that is free. A file bears such a name only once it was proven, so that one
// which was being written when the power went never looks like a copy.
func (b *Book) backup(ctx context.Context, folder, name, ext string) (string, error) {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return "", fmt.Errorf("store: backup: %w", err)
	}
	name += b.at.now().Format("-" + copyTime)
	to := filepath.Join(folder, name+ext)
	for n := 2; ; n++ {
		_, err := os.Lstat(to)
		if errors.Is(err, os.ErrNotExist) {
			break
		}
		if err != nil { // the stick is gone, or its disk broken: no other name would be free
			return "", fmt.Errorf("store: backup: %w", err)
		}
		to = filepath.Join(folder, fmt.Sprintf("%s-%d%s", name, n, ext))
	}
	half := to + copyHalf
	err := b.prove(ctx, folder, half)
	if err == nil {
		err = os.Rename(half, to)
	}
	if err != nil {
		for _, end := range []string{"", ".part", "-journal"} {
			os.Remove(half + end)
		}
		return "", fmt.Errorf("store: backup: %w", err)
	}
	return to, syncFolder(folder)
}

// prove copies the book to a file and its pictures beside it, and reads all of it again.
func (b *Book) prove(ctx context.Context, folder, half string) error {
	l, err := dial(ctx, source(b.at.File, "busy_timeout(5000)"))
	if err != nil {
		return err
	}
	if err := errors.Join(copyBook(ctx, l, half), l.close(), ctx.Err()); err != nil {
		return err
	}
	if err := verifyFile(ctx, half, b.at.Thrifty); err != nil {
		return err
	}
	if err := b.copyPictures(ctx, b.at.File+albumEnd, b.albumBeside(folder)); err != nil {
		return err
	}
	return b.copyLeaves(ctx, half)
}

// copyLeaves remembers what of the own log lies in a copy: it may come back by another device that is restored from it,
// so a book older than the copy is behind.
func (b *Book) copyLeaves(ctx context.Context, file string) error {
	d, err := b.machine()
	if err != nil {
		return nil //nolint:nilerr // a copy of a copy: this book has no log of its own
	}
	heads, err := headsIn(ctx, file)
	if err != nil {
		return err
	}
	return b.Leaving(ctx, slices.DeleteFunc(heads, func(h coop.Head) bool { return h.Log != d.Log }))
}

// The copies that the program makes by itself are named NAME-LETTERS-DAY-TIME: two laptops may share a stick.
const (
	// CopyEnd ends the names of the copies that KeepBackup makes.
	CopyEnd  = ".cadangan"
	copyHalf = ".half" // not proven yet
	copyTime = "20060102-1504"
)

// SavedCopy is a copy of a book, as far as can be told without proving it.
type SavedCopy struct {
	File        string
	At          time.Time // when it was made, by the clock of who made it
	Size        int64
	Cooperative coop.CoopRow
	Entries     int64
	Last        coop.Date // of the last entry; 0: none
	Changes     int64
	Heads       []coop.Head
}

// Peek says what a copy, or any book file, holds. ErrNotBook or ErrDamaged where it is none or cannot be read.
func Peek(ctx context.Context, file string) (c SavedCopy, err error) {
	info, err := os.Stat(file)
	if err != nil {
		return c, fmt.Errorf("store: %w", err)
	}
	c = SavedCopy{File: file, At: copiedAt(file, info.ModTime()), Size: info.Size()}
	l, err := dial(ctx, source(file, "query_only(1)"))
	if err != nil {
		return c, wrongFile(file, err)
	}
	defer func() { err = errors.Join(err, l.close()) }()
	mark, err := l.number("PRAGMA application_id")
	if err != nil {
		return c, wrongFile(file, err)
	}
	if mark != application {
		return c, fmt.Errorf("%w: %s", ErrNotBook, file)
	}
	q := statements[coop.TableOf(&c.Cooperative)]
	var filling error
	err = l.query(q.scan[0], nil, q.width, func(cells []driver.Value) bool {
		filling = l.fill(&c.Cooperative, cells)
		return false
	})
	if err := errors.Join(err, filling); err != nil {
		return c, err
	}
	var last int64
	for query, into := range map[string]*int64{
		"SELECT count(*) FROM entry": &c.Entries, "SELECT coalesce(max(date), 0) FROM entry": &last,
		"SELECT count(*) FROM change": &c.Changes,
	} {
		if *into, err = l.number(query); err != nil {
			return c, err
		}
	}
	c.Last = coop.Date(last)
	c.Heads, err = l.heads()
	return c, err
}

// copiedAt reads the time out of a copy's name; where it has none, the file's own.
func copiedAt(file string, otherwise time.Time) time.Time {
	name := filepath.Base(file)
	for i := range name {
		if i+len(copyTime) > len(name) {
			break
		}
		if at, err := time.ParseInLocation(copyTime, name[i:i+len(copyTime)], time.Local); err == nil {
			return at
		}
	}
	return otherwise
}

func headsIn(ctx context.Context, file string) (heads []coop.Head, err error) {
	l, err := dial(ctx, source(file, "query_only(1)"))
	if err != nil {
		return nil, wrongFile(file, err)
	}
	defer func() { err = errors.Join(err, l.close()) }()
	return l.heads()
}

// heads reads the heads of all logs, in the order of their keys.
func (l *line) heads() (all []coop.Head, err error) {
	err = l.query("SELECT log, hash, seq FROM head ORDER BY log, hash", nil, 3, func(cells []driver.Value) bool {
		log, _ := cells[0].([]byte)
		hash, _ := cells[1].([]byte)
		seq, _ := cells[2].(int64)
		if len(hash) == len(coop.Hash{}) && len(log) == len(coop.ID{}) {
			all = append(all, coop.Head{Log: coop.ID(log), Seq: seq, Hash: coop.Hash(hash)})
		}
		return true
	})
	return all, err
}
