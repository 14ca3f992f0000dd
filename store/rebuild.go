package store

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"lumbung/store/coop"
)

// Rebuild drops every table, index and trigger and makes them again from the log. It needs a log that is whole: else it
// fails with ErrDamaged, says where, and changes nothing.
func (b *Book) Rebuild(ctx context.Context) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.line == nil {
		return errClosed
	}
	v := &verification{ctx: ctx, lines: []*line{b.line}}
	var local []coop.Record
	err := b.write(ctx, func() error {
		if err := errors.Join(v.count(), v.replay()); err != nil {
			return err
		}
		for _, f := range v.findings {
			if f.Name == "I7" {
				return fmt.Errorf("%w: %s", ErrDamaged, f)
			}
		}
		for _, t := range coop.LocalTables {
			if err := v.localRows(t.New(), func(r coop.Record) { local = append(local, r) }); err != nil {
				return err
			}
		}
		if err := b.line.remake(); err != nil {
			return err
		}
		for _, t := range coop.Tables {
			for _, r := range v.mem.Rows(t) {
				b.state.Put(r)
			}
		}
		for _, r := range local {
			b.state.Put(r)
		}
		return b.state.err
	})
	if err != nil {
		return err
	}
	b.over.Reset()
	b.fold = coop.NewFold(b.over)
	if err := b.state.reload(); err != nil {
		return err
	}
	b.check()
	return nil
}

// reread gives a meaning to changes that an earlier version of this program kept without understanding them (design §4,
// four kinds of arrival). Their meaning may change that of others, so the tables are made again. Of a log that is not
// whole the book opens as it is, and Verify says why.
func (b *Book) reread(ctx context.Context) error {
	learned := false
	query := `SELECT c.bytes FROM irregular i JOIN change c ON c.log = i.log AND c.seq = i.seq AND c.hash = i.hash
		WHERE i.what = ?`
	err := b.line.query(query, []any{int64(coop.WhatUnknown)}, 1, func(cells []driver.Value) bool {
		if data, ok := cells[0].([]byte); ok {
			c, err := coop.DecodeChange(data)
			learned = err == nil && coop.Knows(c.Kind, c.Version)
		}
		return !learned
	})
	if err != nil || !learned {
		return err
	}
	if err := b.Rebuild(ctx); !errors.Is(err, ErrDamaged) {
		return err
	}
	return nil
}

// Repair rebuilds a book that cannot be opened because tables are missing or bent: see Rebuild.
func Repair(ctx context.Context, at Place) error {
	if _, err := os.Stat(at.File); err != nil {
		return fmt.Errorf("store: %w", err)
	}
	b, err := connect(ctx, at, false)
	if err != nil {
		return err
	}
	b.state = &state{line: b.line, held: map[coop.ID]int64{}}
	b.over = coop.NewOverlay(b.state)
	return errors.Join(b.Rebuild(ctx), b.Close())
}

// remake empties the file and makes the schema again, in the transaction that is open.
func (l *line) remake() error {
	for _, kind := range []string{"trigger", "index", "view", "table"} {
		var names []string
		query := "SELECT name FROM sqlite_schema WHERE type = ? AND name NOT LIKE 'sqlite_%'"
		err := l.query(query, []any{kind}, 1, func(cells []driver.Value) bool {
			names = append(names, fmt.Sprint(cells[0]))
			return true
		})
		if err != nil {
			return err
		}
		for _, name := range names {
			if err := l.script("DROP " + kind + ` "` + strings.ReplaceAll(name, `"`, `""`) + `"`); err != nil {
				return err
			}
		}
	}
	for _, step := range migrations {
		if err := step(l); err != nil {
			return err
		}
	}
	return nil
}

// Backup writes a copy of the book into a folder, reads it again and proves it with the full verify. The copy holds no
// keys: see Restore. It gives the copy's path; with ErrDamaged where the book itself is not whole.
func (b *Book) Backup(ctx context.Context, folder string) (string, error) {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return "", fmt.Errorf("store: backup: %w", err)
	}
	ext := filepath.Ext(b.at.File)
	name := strings.TrimSuffix(filepath.Base(b.at.File), ext) + b.at.now().Format("-20060102-1504")
	to := filepath.Join(folder, name+ext)
	for n := 2; ; n++ {
		if _, err := os.Stat(to); errors.Is(err, os.ErrNotExist) {
			break
		}
		to = filepath.Join(folder, fmt.Sprintf("%s-%d%s", name, n, ext))
	}
	l, err := dial(ctx, source(b.at.File, "busy_timeout(5000)"))
	if err != nil {
		return "", fmt.Errorf("store: backup: %w", err)
	}
	if err := errors.Join(copyBook(ctx, l, to), l.close()); err != nil {
		return "", err
	}
	if err := verifyFile(ctx, to); err != nil {
		return "", errors.Join(err, os.Remove(to))
	}
	if err := b.copyLeaves(ctx, to); err != nil {
		return "", err
	}
	if err := b.copyPictures(ctx, b.at.File+albumEnd, b.albumBeside(folder)); err != nil {
		return "", err
	}
	return to, syncFolder(folder)
}

// copyLeaves remembers what of the own log lies in a copy: it may come back by another device that is restored from it,
// so a book older than the copy is behind.
func (b *Book) copyLeaves(ctx context.Context, file string) error {
	d, err := b.machine()
	if err != nil {
		return nil //nolint:nilerr // a copy of a copy: this book has no log of its own
	}
	l, err := dial(ctx, source(file, "query_only(1)"))
	if err != nil {
		return wrongFile(file, err)
	}
	var all []coop.Head
	err = l.query("SELECT log, seq, hash FROM head WHERE log = ?", []any{d.Log[:]}, 3, func(cells []driver.Value) bool {
		hash, _ := cells[2].([]byte)
		seq, _ := cells[1].(int64)
		if len(hash) == len(coop.Hash{}) {
			all = append(all, coop.Head{Log: d.Log, Seq: seq, Hash: coop.Hash(hash)})
		}
		return true
	})
	if err := errors.Join(err, l.close()); err != nil {
		return err
	}
	return b.Leaving(ctx, all)
}

// verifyFile proves a book file that nobody writes.
func verifyFile(ctx context.Context, file string) (err error) {
	v := &verification{ctx: ctx}
	for range 2 {
		l, err := dial(ctx, source(file, "query_only(1)"))
		if err != nil {
			return wrongFile(file, err)
		}
		defer l.close()
		v.lines = append(v.lines, l)
	}
	if err := v.run(); err != nil {
		return err
	}
	if len(v.findings) > 0 {
		return fmt.Errorf("%w: %s: %s (and %d more)", ErrDamaged, file, v.findings[0], len(v.findings)-1)
	}
	return nil
}
