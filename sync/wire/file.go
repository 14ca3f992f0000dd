package wire

import (
	"bytes"
	"crypto/ecdh"
	"crypto/ed25519"
	"errors"
	"fmt"
	"io"
	"strings"

	"filippo.io/age"

	"lumbung/store/coop"
)

// ErrNotForUs is returned for a file that was encrypted to others, or that is no file of ours.
var ErrNotForUs = errors.New("wire: the file is not for this device")

// MaxFile bounds a file, in bytes, encrypted.
const MaxFile = 64 << 20

// File is what goes by stick or chat: changes for its receivers, packed against the format's dictionary and each other
// (a Packer without have), and what the writer holds. A file that answers another one is its receipt: the writer of
// that one learns from Have what has arrived.
type File struct {
	Cooperative coop.ID
	From        coop.ID // the writer's log
	Name        [8]byte // drawn anew for each file
	Answers     [8]byte // the name of the file that this one is the receipt of; zero: of none
	Time        int64   // minutes since 1970 UTC, for people
	Have        Vector
	Packs       [][]byte
	Pictures    [][]byte // sealed bytes of pictures that the changes name; the last part of the file

	signed []byte
	sign   []byte
}

// fileLine begins the encrypted content and keeps a signature from being taken for another one. A file that carries
// pictures says so in its first line, for a program that knows none.
const (
	fileLine        = "lumbung file 1\n"
	fileLinePicture = "lumbung file 2\n"
)

// MaxFilePictures bounds the bytes of all pictures in one file: what a chat and an old stick still carry.
const MaxFilePictures = 12 << 20

// WriteFile encrypts a file to the X25519 keys of its receivers' devices. Sign signs with the writer's Ed25519 key, so
// that Have can be believed; what the packs hold carries its own signatures.
func WriteFile(receivers [][32]byte, f File, sign func(message []byte) []byte) ([]byte, error) {
	var to []age.Recipient
	for _, key := range receivers {
		r, err := age.ParseX25519Recipient(bech32("age", key[:]))
		if err != nil {
			return nil, fmt.Errorf("wire: receiver: %w", err)
		}
		to = append(to, r)
	}
	content := f.encode()
	var out bytes.Buffer
	w, err := age.Encrypt(&out, to...)
	if err != nil {
		return nil, fmt.Errorf("wire: encrypt: %w", err)
	}
	signature := sign(content)
	if len(signature) != ed25519.SignatureSize {
		return nil, errors.New("wire: a signature of another length")
	}
	if _, err := w.Write(append(content, signature...)); err != nil {
		return nil, fmt.Errorf("wire: encrypt: %w", err)
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("wire: encrypt: %w", err)
	}
	return out.Bytes(), nil
}

func (f *File) encode() []byte {
	w := writer{b: []byte(fileLine)}
	if len(f.Pictures) > 0 {
		w.b = []byte(fileLinePicture)
	}
	w.raw(f.Cooperative[:])
	w.raw(f.From[:])
	w.know(f.From)
	w.raw(f.Name[:])
	w.raw(f.Answers[:])
	w.uint(uint64(f.Time))
	w.vector(f.Have)
	w.packs(f.Packs)
	if len(f.Pictures) > 0 {
		w.count(len(f.Pictures))
		for _, box := range f.Pictures {
			w.bytes(box)
		}
	}
	return w.b
}

// pictures reads the last part of a file.
func (r *reader) pictures() (boxes [][]byte) {
	total := 0
	for range r.count(2) {
		box := r.bytes()
		if total += len(box); len(box) == 0 || len(box) > coop.MaxPictureBytes || total > MaxFilePictures {
			r.fail(ErrTooLarge)
		}
		boxes = append(boxes, box)
	}
	return boxes
}

// ReadFile opens a file with the X25519 key of one of its receivers: ErrNotForUs, ErrMalformed, ErrTooLarge or
// ErrVersion where that fails. Any change of any bit is noticed.
func ReadFile(data []byte, box *ecdh.PrivateKey) (*File, error) {
	if len(data) > MaxFile {
		return nil, ErrTooLarge
	}
	identity, err := age.ParseX25519Identity(strings.ToUpper(bech32("age-secret-key-", box.Bytes())))
	if err != nil {
		return nil, fmt.Errorf("wire: key: %w", err)
	}
	in, err := age.Decrypt(bytes.NewReader(data), identity)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNotForUs, err)
	}
	content, err := io.ReadAll(io.LimitReader(in, MaxFile+1))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrMalformed, err)
	}
	return decodeFile(content)
}

func decodeFile(content []byte) (*File, error) {
	signed := len(content) - ed25519.SignatureSize
	switch {
	case signed < len(fileLine):
		return nil, ErrMalformed
	case string(content[:len(fileLine)]) != fileLine && string(content[:len(fileLine)]) != fileLinePicture:
		return nil, ErrVersion
	}
	f := &File{signed: content[:signed], sign: content[signed:]}
	r := reader{b: content[len(fileLine):signed]}
	f.Cooperative, f.From = r.id(), r.id()
	r.logs = []coop.ID{f.From}
	r.into(f.Name[:])
	r.into(f.Answers[:])
	f.Time = int64(r.uint())
	f.Have = r.vector()
	f.Packs, _ = r.allPacks()
	if string(content[:len(fileLine)]) == fileLinePicture {
		f.Pictures = r.pictures()
	}
	if err := r.end(); err != nil {
		return nil, err
	}
	if !bytes.Equal(f.encode(), f.signed) {
		return nil, ErrMalformed
	}
	return f, nil
}

// Proven says whether the holder of this Ed25519 key wrote the file: only then is its Have a receipt.
func (f *File) Proven(key [32]byte) bool { return ed25519.Verify(key[:], f.signed, f.sign) }
