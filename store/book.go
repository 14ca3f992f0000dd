package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"lumbung/store/coop"
)

// Founding says what a new book begins with.
type Founding struct {
	Name       string // of the cooperative
	Village    string // area code, 10 digits
	People     []coop.FoundOne
	Accounts   []coop.AccountAdd // the standard chart: coop.LoadChart
	DeviceName string
	Settings   []coop.Setting
}

// Place says where a book lies.
type Place struct {
	File    string
	Machine string           // the root of the machine folder, outside the book
	Now     func() time.Time // nil: time.Now
	// Practice says that the book is for learning: any PIN will do.
	Practice bool
	// Thrifty is for a laptop with little memory: the proof of a large book replays the log in a file that is thrown
	// away, with memory that does not grow with the book instead of some 3 kB a change, and takes half as long again.
	Thrifty bool
}

// thriftyFrom is the number of changes from which a thrifty book is replayed in a file.
var thriftyFrom = 20_000

func (p Place) now() time.Time {
	if p.Now != nil {
		return p.Now()
	}
	return time.Now()
}

// Book is one cooperative's data on one device. Its methods may be called from any goroutine: one writes, many read.
type Book struct {
	at   Place
	lock *line
	read *sql.DB // readers only
	seen atomic.Pointer[known]
	odd  exceptions
	late lates
	find finder

	shelf sync.Mutex // held while a picture's file is written

	mu     sync.Mutex // guards all below: there is one writer
	line   *line
	state  *state
	over   *coop.Overlay
	fold   *coop.Fold
	device *device // nil where this book is a copy without a key
	own    coop.Head
	alone  bool // nothing was received since the own log's last change: that change has seen everything
	copied bool
	vault  vault
	checks []coop.Check
}

// Open opens a book, bringing it to this program's schema first (after a verified copy), and checks the invariants
// that running sums can show. It fails with ErrInUse, ErrNewer, ErrNotBook or ErrDamaged.
func Open(ctx context.Context, at Place) (*Book, error) {
	if _, err := os.Stat(at.File); err != nil {
		return nil, fmt.Errorf("store: %w", err)
	}
	b, err := attach(ctx, at, false)
	if err != nil {
		return nil, err
	}
	if err := b.recognise(); err != nil {
		return nil, errors.Join(err, b.Close())
	}
	if err := b.reread(ctx); err != nil {
		return nil, errors.Join(err, b.Close())
	}
	b.check()
	if err := b.state.err; err != nil {
		return nil, errors.Join(fmt.Errorf("%w: %w", ErrDamaged, err), b.Close())
	}
	return b, nil
}

// attach locks the file, opens it, migrates it and continues its fold. A new file becomes an empty book.
func attach(ctx context.Context, at Place, create bool) (*Book, error) {
	b, err := connect(ctx, at, create)
	if err != nil {
		return nil, err
	}
	if b.state, err = newState(b.line); err != nil {
		return nil, errors.Join(fmt.Errorf("%w: %w", ErrDamaged, err), b.Close())
	}
	b.over = coop.NewOverlay(b.state)
	b.fold = coop.NewFold(b.over)
	if err := b.state.err; err != nil {
		return nil, errors.Join(fmt.Errorf("%w: %w", ErrDamaged, err), b.Close())
	}
	return b, nil
}

// connect locks the file, opens it and migrates it.
func connect(ctx context.Context, at Place, create bool) (_ *Book, err error) {
	if at.File, err = filepath.Abs(at.File); err != nil {
		return nil, fmt.Errorf("store: %w", err)
	}
	b := &Book{at: at}
	if b.lock, err = lockBook(ctx, at.File); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, b.Close())
		}
	}()
	if b.line, err = dial(ctx, source(at.File, writing...)); err != nil {
		return b, fmt.Errorf("store: %s: %w: %w", at.File, ErrNotBook, err)
	}
	if err = migrate(ctx, b.line, at.File, create); err != nil {
		return b, err
	}
	b.read, err = pool(at.File)
	return b, err
}

// recognise finds the device that writes this book, and whether it is a copy.
func (b *Book) recognise() error {
	holds := func(log coop.ID) bool { return b.state.held[log] > 0 }
	device, err := deviceOf(b.at.Machine, b.at.File, b.fold.Cooperative().Cooperative, holds)
	if err != nil {
		return err
	}
	if device == nil {
		b.copied = true
		return nil
	}
	return b.settle(device)
}

// settle makes the device the writer of this book.
func (b *Book) settle(d *device) error {
	b.device, b.alone = d, false
	b.own = coop.Head{Log: d.Log}
	b.copied = !b.holds(d.left)
	if heads := b.headsOf(d.Log); len(heads) > 0 {
		b.own = slices.MaxFunc(heads, func(x, y coop.Head) int {
			if len(heads) > 1 && b.reaches(x, d.left) != b.reaches(y, d.left) {
				if b.reaches(x, d.left) { // of two branches the one that this device sent
					return 1
				}
				return -1
			}
			return cmp.Compare(x.Seq, y.Seq)
		})
	}
	return errors.Join(b.unlockVault(), b.state.err)
}

func (b *Book) headsOf(log coop.ID) []coop.Head {
	var all []coop.Head
	b.over.Scan(&coop.HeadRow{Log: log}, 1, func(r coop.Record) bool {
		h := r.(*coop.HeadRow)
		all = append(all, coop.Head{Log: h.Log, Seq: h.Seq, Hash: h.Hash})
		return true
	})
	return all
}

// reaches says whether x is head or lies before it on its branch.
func (b *Book) reaches(head, x coop.Head) bool {
	if x.Seq == 0 {
		return true
	}
	rows, _ := b.branch(head, x.Seq-1, nil)
	return len(rows) > 0 && rows[0].Hash == x.Hash
}

func (b *Book) holds(h coop.Head) bool {
	return h.Seq == 0 || b.over.Get(&coop.ChangeRow{Log: h.Log, Seq: h.Seq, Hash: h.Hash}) ||
		b.over.Get(&coop.WaitRow{Log: h.Log, Seq: h.Seq, Hash: h.Hash})
}

// check takes down which invariants hold, from the running sums.
func (b *Book) check() {
	broken := map[string][]string{}
	for _, x := range coop.CheckSums(b.state) {
		broken[x.I] = append(broken[x.I], x.Detail)
	}
	if detail := b.voucherGap(); detail != "" {
		broken["I6"] = []string{detail}
	}
	b.checks = nil
	for _, name := range []string{"I2", "I3", "I4", "I6"} {
		b.checks = append(b.checks, coop.Check{
			Name: name, OK: len(broken[name]) == 0, Detail: strings.Join(broken[name], "; "),
		})
	}
}

// voucherGap says whether the last serials add up to the number of entries: then no number is missing. Two branches of
// one log number alike; their fork is an exception already.
func (b *Book) voucherGap() string {
	forked, err := b.line.number("SELECT count(*) - count(DISTINCT log) FROM head")
	if err != nil || forked > 0 {
		return ""
	}
	serials, err := b.line.number("SELECT coalesce(sum(serial), 0) FROM voucher")
	b.state.fail(err)
	entries, err := b.line.number("SELECT count(*) FROM entry")
	b.state.fail(err)
	entries -= b.closingEntries()
	if serials == entries {
		return ""
	}
	return fmt.Sprintf("%d voucher numbers for %d entries", serials, entries)
}

// closingEntries counts the entries that year closes made: they take no number of any series.
func (b *Book) closingEntries() (n int64) {
	b.state.Scan(&coop.CloseRow{}, 0, func(r coop.Record) bool {
		c := r.(*coop.CloseRow)
		for i := range 2 {
			if e := (coop.EntryRow{ID: coop.HashID(c.Hash, i)}); c.Holds && c.Year && b.state.Get(&e) {
				n++
			}
		}
		return true
	})
	return n
}

// Close closes the book. What was recorded is durable without it.
func (b *Book) Close() error {
	b.closeSearch()
	b.mu.Lock()
	defer b.mu.Unlock()
	var errs []error
	if b.read != nil {
		errs = append(errs, b.read.Close())
	}
	if b.line != nil {
		errs = append(errs, b.line.close())
	}
	if b.lock != nil {
		errs = append(errs, b.lock.close())
	}
	b.read, b.line, b.lock = nil, nil, nil
	return errors.Join(errs...)
}

// lockBook takes the lock that one program holds a book with. The system releases it when the program ends in any way:
// it is SQLite's own lock on a small file beside the book, which works wherever SQLite does.
func lockBook(ctx context.Context, file string) (*line, error) {
	l, err := dial(ctx, source(file+".lock", "busy_timeout(0)"))
	if err != nil {
		return nil, fmt.Errorf("store: lock of %s: %w", file, err)
	}
	if err := l.script("PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE"); err != nil {
		return nil, errors.Join(ErrInUse, err, l.close())
	}
	return l, nil
}

// look runs f on one consistent view of the book, beside whoever writes.
func (b *Book) look(ctx context.Context, f func(q *sql.Tx) error) error {
	tx, err := b.read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return fmt.Errorf("store: %w", err)
	}
	defer tx.Rollback() //nolint:errcheck // a read leaves nothing behind
	return f(tx)
}

// rowsOf reads rows of a table: rest is what follows FROM table, with ? for the arguments.
func rowsOf[T coop.Record](ctx context.Context, q *sql.Tx, rest string, args ...any) ([]T, error) {
	var none T
	t := coop.TableOf(none)
	text := "SELECT " + names(t.Columns, "") + " FROM " + quoted(t.Name) + " " + rest
	rows, err := q.QueryContext(ctx, text, args...)
	if err != nil {
		return nil, fmt.Errorf("store: %s: %w", t.Name, err)
	}
	defer rows.Close()
	cells := make([]any, len(t.Columns))
	into := make([]any, len(cells))
	for i := range cells {
		into[i] = &cells[i]
	}
	var all []T
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return nil, fmt.Errorf("store: %s: %w", t.Name, err)
		}
		r := t.New()
		if err := coop.Fill(r, cells); err != nil {
			return nil, fmt.Errorf("store: %w: %w", ErrDamaged, err)
		}
		all = append(all, r.(T))
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("store: %s: %w", t.Name, err)
	}
	return all, nil
}
