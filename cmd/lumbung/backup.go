package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"lumbung/store"
	"lumbung/ui"
)

// The copies lie where people find them, outside the data folder: Documents/Lumbung/Cadangan, and Lumbung/Cadangan on
// a stick that has a folder Lumbung. That folder is the person's yes: it travels with the stick to other laptops.
const (
	copyFolder  = "Cadangan"
	stickFolder = "Lumbung"
)

// keeper makes the copies of the book, and finds those of others on a machine that has none.
type keeper struct {
	program *program
	sticks  func() []root
	one     sync.Mutex // one backup at a time

	mu    sync.Mutex // guards state
	state ui.BackupState
}

var (
	_ ui.Backups  = (*keeper)(nil)
	_ ui.Restorer = (*keeper)(nil)
)

func newKeeper(p *program) *keeper { return &keeper{program: p, sticks: sticks} }

func (k *keeper) book() *store.Book {
	k.program.mu.Lock()
	defer k.program.mu.Unlock()
	return k.program.book
}

// Last tells of the last good copy and of the last try.
func (k *keeper) Last() ui.BackupState {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.state
}

func (k *keeper) note(change func(*ui.BackupState)) {
	k.mu.Lock()
	defer k.mu.Unlock()
	change(&k.state)
}

// Places are the folder on this machine and the sticks that are in.
func (k *keeper) Places() []ui.BackupPlace {
	t := k.program.text
	places := []ui.BackupPlace{{
		Path: filepath.Join(k.program.files.keeps, copyFolder), Name: t.T("ui.backup.folder"), Allowed: true,
	}}
	for _, stick := range k.sticks() {
		if info, err := os.Stat(stick.path); err != nil || !info.IsDir() {
			continue
		}
		info, err := os.Stat(filepath.Join(stick.path, stickFolder))
		places = append(places, ui.BackupPlace{
			Path: stick.path, Name: t.T("ui.backup.stick"), Stick: true, Allowed: err == nil && info.IsDir(),
		})
	}
	return places
}

// Allow makes the folder that lets copies go to a stick.
func (k *keeper) Allow(place ui.BackupPlace) error {
	if err := os.MkdirAll(filepath.Join(place.Path, stickFolder), 0o755); err != nil {
		return fmt.Errorf("use a stick for backups: %w", err)
	}
	return nil
}

// folderOf is where the copies of a place lie.
func folderOf(place ui.BackupPlace) string {
	if place.Stick {
		return filepath.Join(place.Path, stickFolder, copyFolder)
	}
	return place.Path
}

// Now makes copies in all places. What fails at one does not keep the others from theirs.
func (k *keeper) Now(ctx context.Context) error {
	k.one.Lock()
	defer k.one.Unlock()
	book := k.book()
	if book == nil {
		return nil
	}
	k.note(func(s *ui.BackupState) { s.Working = true })
	good := ui.BackupState{}
	var where []string
	var failed error
	for _, place := range k.Places() {
		if !place.Allowed {
			continue
		}
		copied, _, err := book.KeepBackup(ctx, folderOf(place))
		if copied.File != "" {
			good.Changes = int(copied.Changes)
			if copied.At.After(good.At) {
				good.At = copied.At
			}
			where = append(where, place.Name)
		}
		if err != nil && failed == nil {
			failed = err
		}
	}
	k.note(func(s *ui.BackupState) {
		if !good.At.IsZero() {
			s.At, s.Changes, s.Where = good.At, good.Changes, strings.Join(slices.Compact(where), ", ")
		}
		s.Failed, s.Working = failed, false
	})
	return failed
}

// List lists the copies of the open book, the newest first.
func (k *keeper) List(ctx context.Context) ([]ui.BackupCopy, error) {
	var all []ui.BackupCopy
	if book := k.book(); book != nil {
		for _, place := range k.Places() {
			for _, c := range book.Backups(ctx, folderOf(place)) {
				all = append(all, copyOf(c, place.Name))
			}
		}
	}
	slices.SortStableFunc(all, func(a, b ui.BackupCopy) int { return cmp.Compare(b.At, a.At) })
	return all, ctx.Err()
}

func copyOf(c store.SavedCopy, where string) ui.BackupCopy {
	return ui.BackupCopy{
		Path: c.File, Where: where, At: c.At.Unix() / 60, Size: c.Size, Cooperative: c.Cooperative.Name,
		Entries: int(c.Entries), Last: c.Last,
	}
}

// copiesMost bounds how many files are looked into on a machine without a book.
const copiesMost = 60

// Copies lists what copies of any book lie here and on the sticks, those that hold most first.
func (k *keeper) Copies(ctx context.Context) ([]ui.BackupCopy, error) {
	var all []store.SavedCopy
	names := map[string]string{}
	look := func(folder, name string, endings ...string) {
		entries, err := os.ReadDir(folder)
		if err != nil {
			return // a place that is not there holds nothing
		}
		slices.Reverse(entries) // by their names, the newest first
		for _, e := range entries {
			if len(all) >= copiesMost || ctx.Err() != nil {
				return
			}
			if e.IsDir() || !slices.Contains(endings, filepath.Ext(e.Name())) {
				continue
			}
			if c, err := store.Peek(ctx, filepath.Join(folder, e.Name())); err == nil {
				all, names[c.File] = append(all, c), name
			}
		}
	}
	for _, place := range k.Places() {
		look(folderOf(place), place.Name, store.CopyEnd, ui.EndingParcel)
		if place.Stick {
			look(filepath.Join(place.Path, stickFolder), place.Name, store.CopyEnd, ui.EndingParcel)
			look(place.Path, place.Name, store.CopyEnd, ui.EndingParcel)
		}
	}
	for _, r := range k.program.files.roots() {
		if r.key != "ui.shelf.stick" {
			look(r.path, k.program.text.T(r.key), store.CopyEnd)
		}
	}
	slices.SortStableFunc(all, func(a, b store.SavedCopy) int {
		return cmp.Or(cmp.Compare(b.Changes, a.Changes), b.At.Compare(a.At))
	})
	found := make([]ui.BackupCopy, len(all))
	for i, c := range all {
		found[i] = copyOf(c, names[c.File])
	}
	return found, ctx.Err()
}

// Restore goes on from a copy.
func (k *keeper) Restore(ctx context.Context, path, recovery, deviceName string) (ui.Opened, error) {
	book, err := store.Restore(ctx, k.program.place(), path, recovery, deviceName)
	if err != nil {
		return ui.Opened{}, explain(err)
	}
	return k.program.take(book)
}

// remember finds the last copy of earlier days, so that the window can say of when it is.
func (k *keeper) remember(ctx context.Context) {
	copies, err := k.List(ctx)
	if err != nil || len(copies) == 0 {
		return
	}
	book := k.book()
	for _, place := range k.Places() {
		for _, c := range book.Backups(ctx, folderOf(place)) {
			k.note(func(s *ui.BackupState) {
				if c.At.After(s.At) {
					s.At, s.Changes, s.Where = c.At, int(c.Changes), place.Name
				}
			})
		}
	}
}

// How often the keeper looks, and how long the end of the program waits for it.
const (
	lookEvery   = time.Hour
	copyEvery   = 24 * time.Hour
	endsWithin  = 20 * time.Second
	startsAfter = 30 * time.Second // the first minute of a slow disk belongs to the person
)

// keep makes a copy whenever the last is a day old, until the program ends. told is called after each.
func (k *keeper) keep(ctx context.Context, told func()) {
	if k.book() == nil {
		return
	}
	k.remember(ctx)
	told()
	for wait := startsAfter; ; wait = lookEvery {
		select {
		case <-ctx.Done():
			return
		case <-time.After(wait):
		}
		if time.Since(k.Last().At) < copyEvery {
			continue
		}
		_ = k.Now(ctx) // the window tells of it
		told()
	}
}

// end makes the copy of the program's end. It is given up after a while: what is half written then counts as nothing.
func (k *keeper) end() error {
	ctx, cancel := context.WithTimeout(context.Background(), endsWithin)
	defer cancel()
	done := make(chan error, 1)
	go func() { done <- k.Now(ctx) }()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		return errors.New("the backup at the program's end took too long")
	}
}
