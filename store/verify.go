package store

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"sync"

	"lumbung/store/coop"
)

// Finding is something that Verify found wrong, in words for a log.
type Finding struct {
	Name   string // the invariant ("I7", "I8", …), "schema", "file" or "machine"
	Table  string // where there is one
	Row    string // its key, where there is one
	Detail string
	Why    coop.Problem // the detail as a person reads it, to be translated; no key where there is no sentence
}

// String gives the finding on one line.
func (f Finding) String() string {
	text := f.Name
	for _, part := range []string{f.Table, f.Row} {
		if part != "" {
			text += " " + part
		}
	}
	return text + ": " + f.Detail
}

// maxFindings bounds a list that nobody would read to its end.
const maxFindings = 1000

// Verify proves the whole book: schema, file, the chain and its signatures, authority, every cell of every table by
// type and value against a replay, the invariants, and the last row against what the machine folder says has
// left. No finding means that all of it holds. progress, unless nil, is told how much of all is done. Verify reads one
// consistent view; the book may be written meanwhile.
func (b *Book) Verify(ctx context.Context, progress func(done, all int)) (_ []Finding, err error) {
	v := &verification{ctx: ctx, progress: progress, thrifty: b.at.Thrifty}
	defer func() {
		err = errors.Join(err, v.drop())
		for _, l := range append(v.lines, v.whole) {
			if l != nil {
				err = errors.Join(err, l.close())
			}
		}
	}()
	if err := b.begin(v); err != nil {
		return nil, err
	}
	if err := errors.Join(v.run(), b.checkPictures(ctx, v)); err != nil {
		return nil, err
	}
	if device := v.device; len(v.findings) == 0 && device != nil {
		device.mu.Lock()
		defer device.mu.Unlock()
		return nil, device.keep("verified.json", b.at.now().Unix()/60)
	}
	return v.findings, nil
}

// begin opens the connections of a verification on one and the same view of the book.
func (b *Book) begin(v *verification) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.line == nil {
		return errClosed
	}
	if v.device = b.device; v.device != nil {
		v.left = v.device.hasLeft()
	}
	for range 3 {
		l, err := dial(v.ctx, source(b.at.File, reading...))
		if err != nil {
			return fmt.Errorf("store: verify: %w", err)
		}
		if v.whole == nil {
			v.whole = l
		} else {
			v.lines = append(v.lines, l)
		}
		if err := l.script("BEGIN"); err != nil {
			return err
		}
		if _, err := l.number("SELECT count(*) FROM coop"); err != nil { // now the view is taken
			return err
		}
	}
	return nil
}

// VerifiedAt says when a full verify last found nothing, in minutes since 1970 UTC; 0: never on this machine.
func (b *Book) VerifiedAt(context.Context) (at int64) {
	d, err := b.machine()
	if err != nil {
		return 0
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if err := d.recall("verified.json", &at); err != nil {
		return 0
	}
	return at
}

// drop throws the replica away.
func (v *verification) drop() error {
	if v.mem == nil {
		return nil
	}
	return v.mem.close()
}

// verification is one run of Verify.
type verification struct {
	ctx      context.Context
	lines    []*line // connections with one view; tables are compared on all of them at once
	whole    *line   // for SQLite's own check; nil: it is left out
	device   *device
	left     coop.Head
	progress func(done, all int)

	mem       replica // what the log means, to compare with
	thrifty   bool    // see Place.Thrifty
	fold      *coop.Fold
	last      map[coop.ID]coop.Hash // the change of each log applied last
	done, all int

	mu       sync.Mutex // findings and progress come from several goroutines
	findings []Finding
}

func (v *verification) find(name, table, row, format string, args ...any) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if len(v.findings) < maxFindings {
		v.findings = append(v.findings, Finding{name, table, row, fmt.Sprintf(format, args...), why(format, args)})
	}
}

// broken takes in an invariant that does not hold.
func (v *verification) broken(x coop.Broken) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if len(v.findings) < maxFindings {
		v.findings = append(v.findings, Finding{Name: x.I, Detail: x.Detail, Why: x.Why})
	}
}

func (v *verification) step(n int) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.done += n
	if v.progress != nil {
		v.progress(min(v.done, v.all), v.all)
	}
}

func (v *verification) run() error {
	whole := make(chan error, 1)
	go func() { whole <- v.wholeFile() }()
	err := errors.Join(v.schema(), v.count(), v.replay())
	if err == nil {
		err = v.compare()
	}
	if err == nil {
		err = errors.Join(v.local(), v.machine())
	}
	return errors.Join(err, <-whole)
}

// wholeFile lets SQLite look at its pages and indexes, on a connection of its own.
func (v *verification) wholeFile() error {
	if v.whole == nil {
		return nil
	}
	err := v.whole.sound()
	if errors.Is(err, ErrDamaged) {
		v.find("file", "", "", "%v", err)
		return nil
	}
	return err
}

// schema compares tables, indexes and triggers with those that this program makes.
func (v *verification) schema() error {
	want, err := dial(v.ctx, ":memory:")
	if err != nil {
		return fmt.Errorf("store: verify: %w", err)
	}
	defer want.close()
	for has := range version {
		if err := want.step(has); err != nil {
			return err
		}
	}
	made, err := want.parts()
	if err != nil {
		return err
	}
	here, err := v.lines[0].parts()
	if err != nil {
		return err
	}
	for name, text := range made {
		if here[name] == "" {
			v.find("schema", "", name, "is missing")
		} else if here[name] != text {
			v.find("schema", "", name, "is not as this program makes it")
		}
	}
	for name := range here {
		if made[name] == "" {
			v.find("schema", "", name, "does not belong here")
		}
	}
	return nil
}

// parts gives the text of every table, index and trigger, and the marks of the file.
func (l *line) parts() (map[string]string, error) {
	all := map[string]string{}
	query := "SELECT type, name, tbl_name, coalesce(sql, '-') FROM sqlite_schema"
	err := l.query(query, nil, 4, func(cells []driver.Value) bool {
		all[fmt.Sprintf("%v %v on %v", cells[0], cells[1], cells[2])] = fmt.Sprint(cells[3])
		return true
	})
	for _, pragma := range []string{"application_id", "user_version"} {
		n, e := l.number("PRAGMA " + pragma)
		err = errors.Join(err, e)
		all[pragma] = fmt.Sprint(n)
	}
	return all, err
}

func (v *verification) count() error {
	n, err := v.lines[0].number("SELECT count(*) FROM change")
	v.all = int(n) * 2
	return err
}

// invariants checks in memory what the tables were found equal to.
func (v *verification) invariants() {
	for _, x := range coop.CheckSums(v.mem) {
		v.broken(x)
	}
	forked := map[coop.ID]int{}
	v.mem.Scan(&coop.HeadRow{}, 0, func(r coop.Record) bool { forked[r.(*coop.HeadRow).Log]++; return true })
	for _, n := range forked {
		if n > 1 {
			return // two branches number alike: an exception for the board, no damage
		}
	}
	for _, x := range coop.CheckVouchers(v.mem) {
		v.broken(x)
	}
}

// machine compares the log with what the machine folder remembers, and the keys with those that the log names.
func (v *verification) machine() error {
	if v.device == nil {
		return nil
	}
	h := v.left
	if h.Seq > 0 && !v.holds(h) {
		v.find("machine", "", "", "change %d of log %s has left this machine and is not in the book", h.Seq, h.Log)
	}
	row := coop.LogRow{Log: v.device.Log}
	if v.mem.Get(&row) && (row.Sign != public(v.device.sign) || row.Box != publicBox(v.device.box)) {
		v.find("machine", "log", row.Log.String(), "the keys on this machine are not those the log names")
	}
	return nil
}

func (v *verification) holds(h coop.Head) bool {
	if v.mem.Get(&coop.ChangeRow{Log: h.Log, Seq: h.Seq, Hash: h.Hash}) {
		return true
	}
	n, err := v.lines[0].number("SELECT count(*) FROM waiting WHERE log = ? AND seq = ? AND hash = ?",
		h.Log[:], h.Seq, h.Hash[:])
	return err == nil && n > 0
}
