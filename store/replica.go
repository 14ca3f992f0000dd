package store

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"

	"lumbung/store/coop"
)

// replica is where a replay of the log puts its rows, to be compared with the book's own.
type replica interface {
	coop.State
	// applied is told of more changes that were given their meaning.
	applied(n int) error
	// settle is called once, when all were: from then on rows and size answer, from any goroutine.
	settle() error
	// rows gives the rows of a table in key order, one a call, and false behind the last; stop ends it and says what
	// went wrong.
	rows(ctx context.Context, t *coop.Table) (next func() (coop.Record, bool), stop func() error)
	size(t *coop.Table) int
	close() error
}

// inMemory is the fast replica: about 3 kB of memory a change.
type inMemory struct{ *coop.Map }

func (inMemory) applied(int) error        { return nil }
func (inMemory) settle() error            { return nil }
func (m inMemory) size(t *coop.Table) int { return m.Len(t) }
func (inMemory) close() error             { return nil }
func (m inMemory) rows(_ context.Context, t *coop.Table) (func() (coop.Record, bool), func() error) {
	all := m.Rows(t)
	return func() (coop.Record, bool) {
		if len(all) == 0 {
			return nil, false
		}
		first := all[0]
		all = all[1:]
		return first, true
	}, func() error { return nil }
}

// onDisk is the thrifty replica: a file that is thrown away, for books whose replay would fill a small laptop's memory.
type onDisk struct {
	*coop.Overlay
	folder string
	line   *line
	state  *state
	unsaid int // changes since rows were last written to the file
	sizes  map[*coop.Table]int
}

// onDiskEvery is after how many changes the rows collected in memory are written.
const onDiskEvery = 2000

func newOnDisk(ctx context.Context) (_ *onDisk, err error) {
	folder, err := os.MkdirTemp("", "lumbung-")
	if err != nil {
		return nil, fmt.Errorf("store: verify: %w", err)
	}
	d := &onDisk{folder: folder}
	defer func() {
		if err != nil {
			err = errors.Join(err, d.close())
		}
	}()
	// What is lost with the current is made again: nothing is waited for, nothing can be taken back.
	d.line, err = dial(ctx, source(d.file(), "journal_mode(OFF)", "synchronous(OFF)", "cache_size(-16000)"))
	if err != nil {
		return nil, fmt.Errorf("store: verify: %w", err)
	}
	for has := range version {
		if err := d.line.step(has); err != nil {
			return nil, err
		}
	}
	if err := d.line.bare(); err != nil {
		return nil, err
	}
	if d.state, err = newState(d.line); err != nil {
		return nil, err
	}
	d.Overlay = coop.NewOverlay(d.state)
	return d, d.line.script("BEGIN")
}

func (d *onDisk) file() string { return filepath.Join(d.folder, "replay") }

// bare takes away what guards and finds rows in a book: a replay only looks by key.
func (l *line) bare() error {
	var drops []string
	query := "SELECT type, name FROM sqlite_schema WHERE type IN ('trigger', 'index') AND sql IS NOT NULL"
	err := l.query(query, nil, 2, func(cells []driver.Value) bool {
		drops = append(drops, fmt.Sprintf(`DROP %v "%v"`, cells[0], cells[1]))
		return true
	})
	for _, drop := range drops {
		err = errors.Join(err, l.script(drop))
	}
	return err
}

func (d *onDisk) applied(n int) error {
	if d.unsaid += n; d.unsaid < onDiskEvery {
		return nil
	}
	return d.write()
}

func (d *onDisk) write() error {
	d.unsaid = 0
	if err := d.state.write(d.Overlay, false); err != nil {
		return err
	}
	return d.line.script("COMMIT; BEGIN")
}

func (d *onDisk) settle() error {
	if err := errors.Join(d.write(), d.line.script("COMMIT")); err != nil {
		return err
	}
	d.sizes = map[*coop.Table]int{}
	for _, t := range coop.Tables {
		n, err := d.line.number(`SELECT count(*) FROM "` + t.Name + `"`)
		if err != nil {
			return err
		}
		d.sizes[t] = int(n)
	}
	return nil
}

func (d *onDisk) size(t *coop.Table) int { return d.sizes[t] }

// rows reads on a connection of its own.
func (d *onDisk) rows(ctx context.Context, t *coop.Table) (func() (coop.Record, bool), func() error) {
	var failed error
	next, stop := iter.Pull(func(yield func(coop.Record) bool) {
		l, err := dial(ctx, source(d.file(), reading...))
		if err != nil {
			failed = err
			return
		}
		q := statements[t]
		err = l.query(q.scan[0], nil, q.width, func(cells []driver.Value) bool {
			r := t.New()
			if err := l.fill(r, cells); err != nil {
				failed = err
				return false
			}
			return yield(r)
		})
		failed = errors.Join(failed, err, l.close())
	})
	return next, func() error {
		stop()
		return failed
	}
}

func (d *onDisk) close() (err error) {
	if d.line != nil {
		err = d.line.close()
	}
	return errors.Join(err, os.RemoveAll(d.folder))
}
