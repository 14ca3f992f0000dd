package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"lumbung/store"
	"lumbung/store/coop"
	"lumbung/ui"
)

// The practice village: a real book, made by recording real changes as its treasurer would have, for learning and for
// pictures. It lies in a folder of its own with its keys, is never sent anywhere, and may be thrown away at any time.
const (
	practiceFolder    = "latihan"
	practiceName      = "latihan.lumbung"
	practiceTreasurer = "Siti Rahmawati"
	practiceChair     = "Budi Santoso"
	practiceWatch     = "Wati Lestari"
	practiceScribe    = "Dewi Anggraini"
	practicePIN       = "1234"
	practiceWords     = "padi sawah lumbung desa" // of the chair's key; the page that asks for them tells them
)

// openPractice opens the practice village, founding it first where it is not there, and lets its treasurer in.
func openPractice(ctx context.Context, folder string) (*store.Book, coop.Session, error) {
	return openPracticeOn(ctx, folder, time.Now)
}

// openPracticeOn opens it on a day: what the village has lived through ends the day before.
func openPracticeOn(ctx context.Context, folder string, now func() time.Time) (*store.Book, coop.Session, error) {
	var clock time.Time // stands still while the past is recorded, then runs
	at := store.Place{
		File:     filepath.Join(folder, practiceFolder, practiceName),
		Machine:  filepath.Join(folder, practiceFolder, "machine"),
		Practice: true, Now: func() time.Time {
			if clock.IsZero() {
				return now()
			}
			return clock
		},
	}
	book, err := store.Open(ctx, at)
	if errors.Is(err, fs.ErrNotExist) {
		if book, err = foundPractice(ctx, at, &clock, now()); err != nil {
			return nil, coop.Session{}, fmt.Errorf("make the practice village: %w", err)
		}
		clock = time.Time{}
	}
	if err != nil {
		return nil, coop.Session{}, err
	}
	who, err := book.Login(ctx, practiceTreasurer, practicePIN)
	if err != nil {
		return nil, coop.Session{}, errors.Join(err, book.Close())
	}
	return book, who, nil
}

// throwPracticeAway removes the practice village, with its keys.
func throwPracticeAway(folder string) error {
	if err := os.RemoveAll(filepath.Join(folder, practiceFolder)); err != nil {
		return fmt.Errorf("throw the practice village away: %w", err)
	}
	return nil
}

// foundPractice founds the village and lets it live until today.
func foundPractice(
	ctx context.Context, at store.Place, clock *time.Time, today time.Time,
) (book *store.Book, err error) {
	v := newPracticeVillage(clock, today)
	*clock = v.start.Time().Add(2 * time.Hour)
	founding, err := foundingOf(ui.Founding{
		Name: "KDMP Lumbung Sari (latihan)", Village: "6112032001", Treasurer: practiceTreasurer, Chair: practiceChair,
		Principal: 100_000 * coop.Rupiah, Mandatory: 20_000 * coop.Rupiah,
	})
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(filepath.Dir(at.File), 0o755); err != nil {
		return nil, fmt.Errorf("make the practice village's folder: %w", err)
	}
	if book, _, err = store.Create(ctx, at, founding); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, book.Close())
		}
	}()
	if err := book.RecoveryWritten(); err != nil { // nobody needs it here
		return nil, err
	}
	v.book = book
	return book, v.fill(ctx)
}
