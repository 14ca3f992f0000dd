package store

import (
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Drafts and small things that this installation keeps for itself lie in the machine folder: they are not the log.

// SaveDraft keeps what is half typed under a name, through a power cut.
func (b *Book) SaveDraft(key string, data []byte) error { return b.keepAs("drafts", key, data) }

// Draft gives what SaveDraft kept; nothing when there is none.
func (b *Book) Draft(key string) ([]byte, error) { return b.keptAs("drafts", key) }

// DropDraft forgets a draft.
func (b *Book) DropDraft(key string) error {
	d, err := b.machine()
	if err != nil {
		return err
	}
	if err := os.Remove(d.path("drafts", key)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("store: draft: %w", err)
	}
	return syncFolder(filepath.Join(d.folder, "drafts"))
}

// Keep keeps a thing of this installation by name: its language, what it knows of its server ("server": an invite hands
// that on). It lies beside the keys and never in the book.
func (b *Book) Keep(name string, data []byte) error { return b.keepAs("kept", name, data) }

// Kept gives what Keep kept; nothing when there is none.
func (b *Book) Kept(name string) ([]byte, error) { return b.keptAs("kept", name) }

func (d *device) path(folder, key string) string {
	return filepath.Join(d.folder, folder, hex.EncodeToString([]byte(key)))
}

func (b *Book) keepAs(folder, key string, data []byte) error {
	d, err := b.machine()
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Join(d.folder, folder), 0o700); err != nil {
		return fmt.Errorf("store: %s: %w", folder, err)
	}
	return writeFile(d.path(folder, key), data)
}

func (b *Book) keptAs(folder, key string) ([]byte, error) {
	d, err := b.machine()
	if err != nil {
		return nil, err
	}
	data, err := os.ReadFile(d.path(folder, key))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("store: %s: %w", folder, err)
	}
	return data, nil
}
