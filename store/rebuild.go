package store

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"os"
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
	v := &verification{ctx: ctx, lines: []*line{b.line}, thrifty: b.at.Thrifty}
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
			next, stop := v.mem.rows(ctx, t)
			for r, more := next(); more; r, more = next() {
				b.state.Put(r)
			}
			if err := stop(); err != nil {
				return err
			}
		}
		for _, r := range local {
			b.state.Put(r)
		}
		return b.state.err
	})
	if err := errors.Join(err, v.drop()); err != nil {
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

// verifyFile proves a book file that nobody writes.
func verifyFile(ctx context.Context, file string, thrifty bool) (err error) {
	v := &verification{ctx: ctx, thrifty: thrifty}
	defer func() { err = errors.Join(err, v.drop()) }()
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
