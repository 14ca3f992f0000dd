package store

import (
	"crypto/ecdh"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"time"

	"lumbung/store/coop"
)

// device is one folder of the machine folder: what this installation knows of itself and no book file may hold.
// Machine/<cooperative>/<log>/ holds device.json, keys.json, left.json, pins.json, vault.json and drafts.
type device struct {
	folder string
	deviceFile
	sign ed25519.PrivateKey
	box  *ecdh.PrivateKey
	left coop.Head // the last change of the own log that has left this machine

	mu       sync.Mutex // guards what is kept in files beside the book
	accepted []acceptance
}

// deviceFile says which device this is and which book it writes.
type deviceFile struct {
	Cooperative coop.ID
	Log         coop.ID
	Name        string
	Letters     string
	Book        string // where the book file was when it was last opened
	Joined      coop.Hash
}

// keysFile holds the private keys: never in the book, never in a backup.
type keysFile struct {
	Sign []byte // seed of the Ed25519 key
	Box  []byte // X25519 key
}

// newDevice makes a device with new keys in the machine folder.
func newDevice(machine string, d deviceFile, now time.Time) (*device, error) {
	if d.Log.IsZero() {
		d.Log = newID(now)
	}
	_, sign, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return nil, fmt.Errorf("store: device key: %w", err)
	}
	box, err := ecdh.X25519().GenerateKey(rand.Reader)
	if err != nil {
		return nil, fmt.Errorf("store: device key: %w", err)
	}
	dev := &device{
		folder: filepath.Join(machine, d.Cooperative.String(), d.Log.String()), deviceFile: d, sign: sign, box: box,
	}
	if err := os.MkdirAll(filepath.Join(dev.folder, "drafts"), 0o700); err != nil {
		return nil, fmt.Errorf("store: machine folder: %w", err)
	}
	if err := dev.keep("keys.json", keysFile{Sign: sign.Seed(), Box: box.Bytes()}); err != nil {
		return nil, err
	}
	return dev, dev.keep("device.json", d)
}

// readDevice reads a device's folder.
func readDevice(folder string) (*device, error) {
	d := &device{folder: folder}
	var keys keysFile
	if err := d.recall("device.json", &d.deviceFile); err != nil {
		return nil, err
	}
	if err := d.recall("keys.json", &keys); err != nil {
		return nil, err
	}
	if err := d.recall("left.json", &d.left); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	if err := d.recallAccepted(); err != nil {
		return nil, err
	}
	if len(keys.Sign) != ed25519.SeedSize {
		return nil, fmt.Errorf("store: %s: %w", folder, ErrDamaged)
	}
	box, err := ecdh.X25519().NewPrivateKey(keys.Box)
	if err != nil {
		return nil, fmt.Errorf("store: %s: %w: %w", folder, ErrDamaged, err)
	}
	d.sign, d.box = ed25519.NewKeyFromSeed(keys.Sign), box
	return d, nil
}

// devices reads all devices that the machine folder knows of a cooperative; of every one where it is zero.
func devices(machine string, cooperative coop.ID) ([]*device, error) {
	pattern := "*"
	if !cooperative.IsZero() {
		pattern = cooperative.String()
	}
	folders, err := filepath.Glob(filepath.Join(machine, pattern, "*", "device.json"))
	if err != nil {
		return nil, fmt.Errorf("store: machine folder: %w", err)
	}
	var all []*device
	for _, file := range folders {
		d, err := readDevice(filepath.Dir(file))
		if err != nil {
			return nil, err
		}
		all = append(all, d)
	}
	return all, nil
}

// deviceOf finds the device that writes this book file: the one whose book it is, or one whose book file was moved
// here. A file beside a book that is still in its place is a copy of it and has no device.
func deviceOf(machine, file string, cooperative coop.ID, holds func(coop.ID) bool) (*device, error) {
	all, err := devices(machine, cooperative)
	if err != nil {
		return nil, err
	}
	here, err := os.Stat(file)
	if err != nil {
		return nil, fmt.Errorf("store: %w", err)
	}
	var moved *device
	for _, d := range all {
		there, err := os.Stat(d.Book)
		if err == nil && os.SameFile(here, there) {
			return d, nil
		}
		if errors.Is(err, fs.ErrNotExist) && holds(d.Log) {
			moved = d
		}
	}
	if moved != nil {
		moved.Book = file
		return moved, moved.keep("device.json", moved.deviceFile)
	}
	return nil, nil
}

// leave remembers that the own log up to h leaves this machine; it is on the disk before the caller sends a byte.
func (d *device) leave(h coop.Head) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if h.Seq <= d.left.Seq {
		return nil
	}
	if err := d.keep("left.json", h); err != nil {
		return err
	}
	d.left = h
	return nil
}

func (d *device) hasLeft() coop.Head {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.left
}

func (d *device) keep(name string, value any) error {
	data, err := json.Marshal(value)
	if err != nil {
		return fmt.Errorf("store: %s: %w", name, err)
	}
	return writeFile(filepath.Join(d.folder, name), data)
}

func (d *device) recall(name string, value any) error {
	data, err := os.ReadFile(filepath.Join(d.folder, name))
	if err != nil {
		return fmt.Errorf("store: machine folder: %w", err)
	}
	if err := json.Unmarshal(data, value); err != nil {
		return fmt.Errorf("store: %s: %w: %w", filepath.Join(d.folder, name), ErrDamaged, err)
	}
	return nil
}

// writeFile replaces a file as a whole: after a power cut it is the old one or the new one.
func writeFile(name string, data []byte) error {
	f, err := os.CreateTemp(filepath.Dir(name), ".new-*") // made with 0600
	if err != nil {
		return fmt.Errorf("store: %w", err)
	}
	_, err = f.Write(data)
	if err == nil {
		err = f.Sync()
	}
	if e := f.Close(); err == nil {
		err = e
	}
	if err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		os.Remove(f.Name())
		return fmt.Errorf("store: %w", err)
	}
	return syncFolder(filepath.Dir(name))
}

// syncFolder makes a rename last. Windows has no such call and writes its names through.
func syncFolder(name string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	f, err := os.Open(name)
	if err != nil {
		return fmt.Errorf("store: %w", err)
	}
	defer f.Close()
	if err := f.Sync(); err != nil {
		return fmt.Errorf("store: %w", err)
	}
	return nil
}

// newID draws a UUIDv7.
func newID(now time.Time) coop.ID {
	var id coop.ID
	if _, err := rand.Read(id[6:]); err != nil {
		panic(err) // the system has no randomness: nothing can be made safely
	}
	ms := now.UnixMilli()
	for i := range 6 {
		id[i] = byte(ms >> (40 - 8*i))
	}
	id[6] = id[6]&0x0f | 0x70
	id[8] = id[8]&0x3f | 0x80
	return id
}
