package store

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// KeepBackup keeps a series of copies of this book in a folder: it makes one where the newest there is not of this very
// state, and then lets old ones go: what stays is one of each of the last 7 days, 4 weeks and 12 months that have any.
// fresh says whether a copy was made. Nothing is let go before the new copy was proven, and the newest never.
func (b *Book) KeepBackup(ctx context.Context, folder string) (kept SavedCopy, fresh bool, err error) {
	name := b.copyName()
	if err := sweepHalves(folder, name); err != nil {
		return kept, false, err
	}
	heads, err := headsIn(ctx, b.at.File)
	if err != nil {
		return kept, false, err
	}
	for _, c := range b.Backups(ctx, folder) {
		if slices.Equal(c.Heads, heads) && soundFile(ctx, c.File) == nil {
			return c, false, b.copyPictures(ctx, b.at.File+albumEnd, b.albumBeside(folder))
		}
	}
	file, err := b.backup(ctx, folder, name, CopyEnd)
	if err != nil {
		return kept, false, err
	}
	if kept, err = Peek(ctx, file); err != nil {
		return kept, false, err
	}
	for _, c := range thinned(b.Backups(ctx, folder)) {
		if c.File != file {
			err = errors.Join(err, os.Remove(c.File))
		}
	}
	return kept, true, err
}

// Backups lists the copies of this book that KeepBackup made in a folder, the fullest first; what cannot be read as a
// copy of it is not among them, and is never let go.
func (b *Book) Backups(ctx context.Context, folder string) []SavedCopy {
	b.mu.Lock()
	own := b.fold.Cooperative().Cooperative
	b.mu.Unlock()
	var all []SavedCopy
	for _, file := range copiesIn(folder, b.copyName()) {
		if filepath.Ext(file) != CopyEnd {
			continue
		}
		if c, err := Peek(ctx, file); err == nil && c.Cooperative.Cooperative == own {
			all = append(all, c)
		}
	}
	slices.SortFunc(all, func(x, y SavedCopy) int {
		return cmp.Or(cmp.Compare(y.Changes, x.Changes), y.At.Compare(x.At), cmp.Compare(y.File, x.File))
	})
	return all
}

// copyName begins the names of this device's copies.
func (b *Book) copyName() string {
	name := strings.TrimSuffix(filepath.Base(b.at.File), filepath.Ext(b.at.File))
	if d, err := b.machine(); err == nil && d.Letters != "" {
		name += "-" + d.Letters
	}
	return name
}

// How many copies stay.
const (
	copiedDays   = 7
	copiedWeeks  = 4
	copiedMonths = 12
)

// thinned gives the copies that may go, of a list with the fullest first. A book only grows, so the fullest is the
// newest whatever the clock said; days count where there are copies of them, not from today on.
func thinned(all []SavedCopy) (old []SavedCopy) {
	days, weeks, months := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, c := range all {
		year, week := c.At.ISOWeek()
		stays := false
		for _, span := range []struct {
			have map[string]bool
			name string
			most int
		}{
			{days, c.At.Format("20060102"), copiedDays},
			{weeks, fmt.Sprint(year, week), copiedWeeks},
			{months, c.At.Format("200601"), copiedMonths},
		} {
			if !span.have[span.name] && len(span.have) < span.most {
				span.have[span.name] = true
				stays = true
			}
		}
		if !stays {
			old = append(old, c)
		}
	}
	return old
}

// sweepHalves takes away what was being written when the program was killed.
func sweepHalves(folder, name string) error {
	for _, file := range copiesIn(folder, name) {
		if !strings.Contains(filepath.Base(file), copyHalf) {
			continue
		}
		if err := os.Remove(file); err != nil {
			return fmt.Errorf("store: backup: %w", err)
		}
	}
	return nil
}

// copiesIn lists the copies of a name, of whatever year: a clock without its battery begins in 1980, or in 2000.
func copiesIn(folder, name string) []string {
	return append(filesIn(folder, name+"-1"), filesIn(folder, name+"-2")...)
}

// filesIn lists the files of a folder whose names begin like this; none where the folder cannot be read.
func filesIn(folder, begin string) []string {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil
	}
	var files []string
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), begin) && !e.IsDir() {
			files = append(files, filepath.Join(folder, e.Name()))
		}
	}
	return files
}

// soundFile asks SQLite whether a file that was proven once can still be read whole.
func soundFile(ctx context.Context, file string) (err error) {
	l, err := dial(ctx, source(file, "query_only(1)"))
	if err != nil {
		return wrongFile(file, err)
	}
	defer func() { err = errors.Join(err, l.close()) }()
	return l.sound()
}
