package store

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"os"

	"modernc.org/sqlite"
)

const notADatabase = 26 // SQLITE_NOTADB

// wrongFile tells a file that is no database from a machine that failed.
func wrongFile(file string, err error) error {
	var failed *sqlite.Error
	if errors.As(err, &failed) && failed.Code()&0xff == notADatabase {
		return fmt.Errorf("%w: %s: %w", ErrNotBook, file, err)
	}
	return fmt.Errorf("store: %s: %w", file, err)
}

// migrate brings a book to this program's schema, each step in one transaction, after a copy that was read again. An
// empty file becomes a book where create is set.
func migrate(ctx context.Context, l *line, file string, create bool) error {
	mark, err := l.number("PRAGMA application_id")
	if err != nil {
		return wrongFile(file, err)
	}
	has, err := l.number("PRAGMA user_version")
	if err != nil {
		return err
	}
	tables, err := l.number("SELECT count(*) FROM sqlite_schema")
	if err != nil {
		return err
	}
	switch fresh := mark == 0 && has == 0 && tables == 0; {
	case fresh != create, !fresh && mark != application:
		return fmt.Errorf("%w: %s", ErrNotBook, file)
	case has < 1 && !fresh: // no book was ever written with such a mark
		return fmt.Errorf("%w: %s has schema %d", ErrDamaged, file, has)
	case has > version:
		return fmt.Errorf("%w: %s has schema %d, this program knows %d", ErrNewer, file, has, version)
	case has < version && !fresh:
		if err := copyBook(ctx, l, fmt.Sprintf("%s.schema-%d", file, has)); err != nil {
			return err
		}
	}
	for ; has < version; has++ {
		if err := l.step(has); err != nil {
			return err
		}
	}
	return nil
}

// step runs one migration.
func (l *line) step(has int64) error {
	if err := l.script("BEGIN IMMEDIATE"); err != nil {
		return err
	}
	err := migrations[has](l)
	if err == nil {
		err = l.script(fmt.Sprintf("PRAGMA application_id = %d; PRAGMA user_version = %d; COMMIT", application, has+1))
	}
	if err != nil {
		return errors.Join(err, l.script("ROLLBACK"))
	}
	return nil
}

// copyBook writes a copy of the whole book and reads it again: whole by SQLite's own check, and with the same rows.
// What was copied under that name before is replaced only when the new copy is good.
func copyBook(ctx context.Context, l *line, to string) error {
	part := to + ".part"
	if err := os.Remove(part); err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("store: copy: %w", err)
	}
	if err := l.exec("VACUUM INTO ?", part); err != nil {
		return fmt.Errorf("store: copy to %s: %w", part, err)
	}
	if err := sameRows(ctx, l, part); err != nil {
		return errors.Join(err, os.Remove(part))
	}
	if err := syncFile(part); err != nil {
		return err
	}
	if err := os.Rename(part, to); err != nil {
		return fmt.Errorf("store: copy: %w", err)
	}
	return nil
}

// sameRows opens the copy and compares it with what is open.
func sameRows(ctx context.Context, l *line, file string) (err error) {
	c, err := dial(ctx, source(file, "query_only(1)"))
	if err != nil {
		return fmt.Errorf("store: copy %s: %w", file, err)
	}
	defer func() { err = errors.Join(err, c.close()) }()
	if err := c.sound(); err != nil {
		return fmt.Errorf("store: copy %s: %w", file, err)
	}
	var tables []string // those that a book of this age has
	query := "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
	err = l.query(query, nil, 1, func(cells []driver.Value) bool {
		tables = append(tables, fmt.Sprint(cells[0]))
		return true
	})
	if err != nil {
		return err
	}
	for _, table := range tables {
		count := "SELECT count(*) FROM " + quoted(table)
		want, err := l.number(count)
		if err != nil {
			return err
		}
		got, err := c.number(count)
		if err != nil {
			return err
		}
		if got != want {
			return fmt.Errorf("store: copy %s: %w: %d rows of %s, not %d", file, ErrDamaged, got, table, want)
		}
	}
	return nil
}

// sound asks SQLite whether the file is sound: pages, indexes, checks.
func (l *line) sound() error {
	var says []string
	err := l.query("PRAGMA integrity_check(20)", nil, 1, func(cells []driver.Value) bool {
		says = append(says, fmt.Sprint(cells[0]))
		return true
	})
	if err != nil {
		return err
	}
	if len(says) != 1 || says[0] != "ok" {
		return fmt.Errorf("%w: %v", ErrDamaged, says)
	}
	return nil
}

// syncFile makes a file's bytes last.
func syncFile(name string) error {
	f, err := os.OpenFile(name, os.O_RDWR, 0)
	if err != nil {
		return fmt.Errorf("store: %w", err)
	}
	defer f.Close()
	if err := f.Sync(); err != nil {
		return fmt.Errorf("store: %s: %w", name, err)
	}
	return nil
}
