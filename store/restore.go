package store

import (
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"lumbung/store/coop"
)

// Copied says whether this book is a copy: without its device's keys, or behind what has left this machine. It can be
// read and it receives; Record waits for GoOn.
func (b *Book) Copied(context.Context) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.copied
}

// GoOn makes a copy a device of its own: a new log with new keys. Get the newest changes by exchange or file first, so
// that nobody types again what exists. With the recovery code the new device introduces itself and opens the sealed
// boxes; with an empty code it waits until a board member's device introduces it (Introduce), and others set its
// changes aside until then. A coop.Problem says recovery.unreadable, recovery.wrong or book.no-copy.
func (b *Book) GoOn(ctx context.Context, recovery, deviceName string) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.line == nil {
		return errClosed
	}
	if !b.copied {
		return coop.Problem{Key: "book.no-copy"}
	}
	var code *recoveryCode
	if recovery != "" {
		c, err := parseRecovery(recovery)
		if err != nil {
			return err
		}
		if public(c.sign()) != b.fold.RecoveryKey() {
			return coop.Problem{Key: "recovery.wrong"}
		}
		code = &c
	}
	was, old, own, keys := b.device, b.copiedFrom(), b.own, b.vault
	fresh, err := newDevice(b.at.Machine, deviceFile{
		Cooperative: b.fold.Cooperative().Cooperative, Name: deviceName, Book: b.at.File,
		Letters: b.freeLetters(b.lettersOf(old.Log)+"Z", 'A'),
	}, b.at.now())
	if err != nil {
		return err
	}
	b.device, b.own, b.copied, b.alone = fresh, coop.Head{Log: fresh.Log}, false, false
	err = errors.Join(b.recoverVault(code), b.write(ctx, func() error { return b.restart(old, code) }))
	if err == nil && was != nil { // people keep their PINs and drafts; the old log is not written again
		was.Book = ""
		err = errors.Join(fresh.inherit(was), was.keep("device.json", was.deviceFile))
	}
	if err != nil {
		b.device, b.own, b.copied, b.vault = was, own, true, keys
		return errors.Join(err, os.RemoveAll(fresh.folder))
	}
	return nil
}

// inherit copies what people keep on this machine: PINs, drafts, settings, what is known of the server.
func (d *device) inherit(old *device) error {
	for _, pattern := range []string{"pins.json", "drafts/*", "kept/*"} {
		files, err := filepath.Glob(filepath.Join(old.folder, filepath.FromSlash(pattern)))
		if err != nil {
			return fmt.Errorf("store: machine folder: %w", err)
		}
		for _, file := range files {
			data, err := os.ReadFile(file)
			if err != nil {
				return fmt.Errorf("store: machine folder: %w", err)
			}
			to := filepath.Join(d.folder, strings.TrimPrefix(file, old.folder))
			if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
				return fmt.Errorf("store: machine folder: %w", err)
			}
			if err := writeFile(to, data); err != nil {
				return err
			}
		}
	}
	return nil
}

// copiedFrom gives the head of the log that this copy's device wrote, as far as that can be known: its own key is here,
// or only one device ever wrote.
func (b *Book) copiedFrom() coop.Head {
	if b.device != nil {
		return b.own
	}
	var only coop.Head
	logs := 0
	for _, h := range b.fold.Heads() {
		row := coop.LogRow{Log: h.Log}
		if b.over.Get(&row) && !row.Server {
			logs++
			only = h
		}
	}
	if logs != 1 {
		return coop.Head{}
	}
	return only
}

func (b *Book) lettersOf(log coop.ID) string {
	row := coop.LogRow{Log: log}
	if b.over.Get(&row) {
		return row.Letters
	}
	return "A"
}

// recoverVault keeps the sealing keys for the new device: those open here, and those the recovery code opens.
func (b *Book) recoverVault(code *recoveryCode) error {
	if code != nil {
		boxes, err := code.boxes()
		if err != nil {
			return err
		}
		b.over.Scan(&coop.VaultRow{}, 1, func(r coop.Record) bool {
			for _, box := range boxes {
				if plain, err := unwrap(box, r.(*coop.VaultRow).Key); err == nil {
					if s, err := coop.DecodeBody[sealed](plain); err == nil && s.sound() {
						b.vault.add(s)
					}
				}
			}
			return true
		})
	}
	var keys []sealed
	for _, epoch := range b.vault.epochs() {
		keys = append(keys, b.vault.sealed(epoch))
	}
	return b.keepVault(keys)
}

// restart makes the first change of the new log.
func (b *Book) restart(old coop.Head, code *recoveryCode) error {
	d := coop.Device{
		Log: b.device.Log, Letters: b.device.Letters, Name: b.device.Name, Sign: public(b.device.sign),
		Box: publicBox(b.device.box), From: old,
	}
	if code != nil {
		d.Invite = public(code.sign())
		d.Proof = ed25519.Sign(code.sign(), coop.JoinBytes(b.device.Cooperative, d))
	}
	what, _ := b.append(b.next(coop.ID{}, coop.KindDevice, coop.EncodeBody(d), 0, b.at.now().Unix()/60))
	if code != nil && !what.Counts() {
		return &coop.Refusal{Index: -1, What: what}
	}
	b.signHead()
	return b.state.write(b.over, true)
}

// Restore makes a new book on a new device from a copy (Backup, or any book file): see GoOn for the recovery code. The
// copy is read only. It fails with ErrExists where the new book's file is there, and with ErrDamaged or ErrNotBook.
func Restore(ctx context.Context, at Place, from, recovery, deviceName string) (_ *Book, err error) {
	if _, err := os.Stat(from); err != nil {
		return nil, fmt.Errorf("store: %w", err)
	}
	if _, err := os.Stat(at.File); err == nil {
		return nil, fmt.Errorf("%w: %s", ErrExists, at.File)
	}
	if err := os.MkdirAll(filepath.Dir(at.File), 0o700); err != nil {
		return nil, fmt.Errorf("store: %w", err)
	}
	if err := copyOut(ctx, from, at.File); err != nil {
		return nil, err
	}
	b, err := Open(ctx, at)
	if err == nil {
		if verifyFile(ctx, at.File, at.Thrifty) != nil {
			err = b.Rebuild(ctx) // where the log is whole, tables can be made again
		}
	}
	if err == nil {
		b.mu.Lock()
		b.device, b.copied = nil, true // also where this machine has the old device's keys: its book may live on
		b.mu.Unlock()
		err = b.GoOn(ctx, recovery, deviceName)
	}
	if err == nil {
		err = b.findPictures(ctx, from)
	}
	if err != nil {
		if b != nil {
			err = errors.Join(err, b.Close())
		}
		for _, end := range []string{"", "-wal", "-shm", ".lock"} {
			os.Remove(at.File + end)
		}
		return nil, err
	}
	return b, nil
}

// copyOut copies a book file that may be open elsewhere, and reads the copy again.
func copyOut(ctx context.Context, from, to string) (err error) {
	abs, err := filepath.Abs(from)
	if err != nil {
		return fmt.Errorf("store: %w", err)
	}
	l, err := dial(ctx, source(abs, "busy_timeout(5000)", "query_only(0)"))
	if err != nil {
		return wrongFile(from, err)
	}
	defer func() { err = errors.Join(err, l.close()) }()
	mark, err := l.number("PRAGMA application_id")
	if err != nil {
		return wrongFile(from, err)
	}
	if mark != application {
		return fmt.Errorf("%w: %s", ErrNotBook, from)
	}
	return copyBook(ctx, l, to)
}
