package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"lumbung/store/coop"
)

// Create founds a cooperative in a new book and gives the recovery code, which is shown once and kept nowhere. The
// first treasurer among the people (or the chair) is the author of the chart and the settings. It fails with ErrExists
// where the file is there.
func Create(ctx context.Context, at Place, f Founding) (_ *Book, recovery string, err error) {
	founder := -1
	for i, p := range f.People {
		if p.Role == coop.RoleTreasurer || (p.Role == coop.RoleChair && founder < 0) {
			founder = i
			if p.Role == coop.RoleTreasurer {
				break
			}
		}
	}
	if founder < 0 {
		return nil, "", coop.Problem{Key: "book.needs-treasurer"}
	}
	b, err := newBook(ctx, at)
	if err != nil {
		return nil, "", err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, b.discard())
		}
	}()
	dev, err := newDevice(at.Machine, deviceFile{
		Cooperative: newID(at.now()), Name: f.DeviceName, Letters: "A", Book: b.at.File,
	}, at.now())
	if err != nil {
		return nil, "", err
	}
	b.device, b.own, b.vault = dev, coop.Head{Log: dev.Log}, newVault()
	code := newRecovery()
	if err := dev.keep(pendingFile, code.String()); err != nil { // before the founding, which fixes its key for good
		return nil, "", err
	}
	if err := b.write(ctx, func() error { return b.found(f, code, founder) }); err != nil {
		return nil, "", err
	}
	b.check()
	return b, code.String(), nil
}

// newBook makes an empty book where there is none, or where a program that was killed had just begun one.
func newBook(ctx context.Context, at Place) (*Book, error) {
	if _, err := os.Stat(at.File); err == nil && !clearUnbegun(ctx, at.File) {
		return nil, fmt.Errorf("%w: %s", ErrExists, at.File)
	}
	if err := os.MkdirAll(filepath.Dir(at.File), 0o700); err != nil {
		return nil, fmt.Errorf("store: %w", err)
	}
	b, err := attach(ctx, at, true)
	if err != nil {
		return nil, err
	}
	if err := b.free(); err != nil {
		return nil, errors.Join(err, b.discard())
	}
	return b, nil
}

// clearUnbegun removes a book in which nothing was ever recorded, which a killed program left, and says whether it did.
// Such a file helps nobody and its name is the one that the person will type again.
func clearUnbegun(ctx context.Context, file string) bool {
	if _, err := os.Stat(file + ".lock"); err != nil {
		return false // no program of ours made it
	}
	lock, err := lockBook(ctx, file)
	if err != nil {
		return false
	}
	defer lock.close() //nolint:errcheck // it was only held for the look
	if !unbegun(ctx, file) {
		return false
	}
	for _, end := range []string{"-wal", "-shm", ""} {
		if err := os.Remove(file + end); err != nil && !errors.Is(err, os.ErrNotExist) {
			return false
		}
	}
	return true
}

// unbegun says whether the file holds no table at all, or those of a book without a single change.
func unbegun(ctx context.Context, file string) bool {
	l, err := dial(ctx, source(file, "query_only(1)"))
	if err != nil {
		return false
	}
	defer l.close() //nolint:errcheck // only read
	tables, err := l.number("SELECT count(*) FROM sqlite_schema")
	if err != nil || tables == 0 {
		return err == nil
	}
	mark, err := l.number("PRAGMA application_id")
	if err != nil || mark != application {
		return false
	}
	rows, err := l.number("SELECT (SELECT count(*) FROM change) + (SELECT count(*) FROM waiting)")
	return err == nil && rows == 0
}

// free lets go of the devices that wrote an earlier book under this file's name: that book is gone or lies elsewhere.
func (b *Book) free() error {
	all, err := devices(b.at.Machine, coop.ID{})
	if err != nil {
		return err
	}
	for _, d := range all {
		if d.Book == b.at.File {
			d.Book = ""
			if err := d.keep("device.json", d.deviceFile); err != nil {
				return err
			}
		}
	}
	return nil
}

// Discard closes a book that was just made and removes it, with its device's keys: for a caller who could not finish
// beginning it and must leave nothing behind. What was recorded in it is gone.
func (b *Book) Discard() error { return b.discard() }

// discard removes a book that could not be begun.
func (b *Book) discard() error {
	err := b.Close()
	for _, end := range []string{"", "-wal", "-shm", ".lock"} {
		os.Remove(b.at.File + end)
	}
	if b.device != nil {
		err = errors.Join(err, os.RemoveAll(b.device.folder))
	}
	return err
}

// found records the first changes: the founding, the chart as the second change, settings, and the sealing key for this
// device and for the holder of the recovery code.
func (b *Book) found(f Founding, code recoveryCode, founder int) error {
	found := coop.Found{
		Cooperative: b.device.Cooperative, Name: f.Name, Village: f.Village, Sign: public(b.device.sign),
		Box: publicBox(b.device.box), Letters: "A", Recovery: public(code.sign()), People: f.People,
	}
	now := b.at.now().Unix() / 60
	first := coop.Change{
		Log: b.own.Log, Seq: 1, Prev: coop.Genesis(found.Cooperative, b.own.Log), At: now, Kind: coop.KindFound,
		Version: 1, Body: coop.EncodeBody(found),
	}
	what, hash := b.append(first)
	if !what.Counts() {
		return &coop.Refusal{Index: -1, What: what}
	}
	author := coop.HashID(hash, 1+founder)
	record := func(kind coop.Kind, body any) error {
		what, _ := b.append(b.next(author, kind, coop.EncodeBody(body), 0, now))
		if !what.Counts() {
			return &coop.Refusal{Index: -1, What: what}
		}
		return nil
	}
	if len(f.Accounts) > 0 {
		if err := record(coop.KindAccounts, coop.Accounts{Add: f.Accounts}); err != nil {
			return err
		}
	}
	for _, s := range f.Settings {
		if err := record(coop.KindSetting, s); err != nil {
			return err
		}
	}
	box, err := code.box()
	if err != nil {
		return err
	}
	if err := b.handVault(author, b.own.Log, publicBox(b.device.box), b.vault.epoch, now); err != nil {
		return err
	}
	if err := b.handVault(author, coop.ID{}, publicBox(box), b.vault.epoch, now); err != nil {
		return err
	}
	b.signHead()
	return b.state.write(b.over, false)
}
