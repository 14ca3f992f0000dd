package store

import (
	"crypto/cipher"
	"crypto/ecdh"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math"

	"golang.org/x/crypto/chacha20poly1305"

	"lumbung/store/coop"
)

// vault holds the cooperative's sealing keys by epoch, opened, and the key of the NIK hash, which never rotates. When a
// device is revoked a new epoch begins: see epoch.go.
type vault struct {
	keys  map[int64][32]byte
	nik   [32]byte
	epoch int64 // the one to seal with; 0: none is here
}

// sealed is what a Vault change carries, wrapped to one X25519 key.
type sealed struct {
	Epoch int64    `cbor:"1,keyasint"`
	Key   [32]byte `cbor:"2,keyasint"`
	NIK   [32]byte `cbor:"3,keyasint"`
}

func (v *vault) add(s sealed) {
	if v.keys == nil {
		v.keys = map[int64][32]byte{}
	}
	v.keys[s.Epoch] = s.Key
	v.nik = s.NIK
	v.epoch = max(v.epoch, s.Epoch)
}

// clone is a copy to go back to.
func (v *vault) clone() vault {
	return vault{keys: maps.Clone(v.keys), nik: v.nik, epoch: v.epoch}
}

func (v *vault) sealed(epoch int64) sealed {
	return sealed{Epoch: epoch, Key: v.keys[epoch], NIK: v.nik}
}

func newVault() vault {
	v := vault{}
	s := sealed{Epoch: 1}
	fillRandom(s.Key[:])
	fillRandom(s.NIK[:])
	v.add(s)
	return v
}

// ErrSealed is returned for a box that this device has no key for, or that somebody altered.
var ErrSealed = errors.New("store: the box cannot be opened here")

// The first byte of a box says how its epoch is written behind it: in two bytes, or in eight.
const (
	boxShort = 1
	boxLong  = 2
)

// problemNoKey: personal data cannot be sealed, and so not be kept, before somebody hands this device a key.
const problemNoKey = "record.no-key"

// seal closes personal data in a box: format, epoch, nonce, XChaCha20-Poly1305.
func (v *vault) seal(plain []byte) ([]byte, error) {
	if v.epoch == 0 {
		return nil, coop.Problem{Key: problemNoKey}
	}
	key := v.keys[v.epoch]
	head := []byte{boxShort, byte(v.epoch >> 8), byte(v.epoch)}
	if v.epoch > math.MaxUint16 {
		head = binary.BigEndian.AppendUint64([]byte{boxLong}, uint64(v.epoch))
	}
	return closeBox(key[:], head, plain)
}

// open opens a box. It is called with the book's lock held; readers call Book.open.
func (v *vault) open(box []byte) ([]byte, error) {
	var epoch int64
	head := 0
	switch {
	case len(box) >= 3 && box[0] == boxShort:
		epoch, head = int64(binary.BigEndian.Uint16(box[1:])), 3
	case len(box) >= 9 && box[0] == boxLong:
		epoch, head = int64(binary.BigEndian.Uint64(box[1:])), 9
	}
	key, ok := v.keys[epoch]
	if !ok {
		return nil, ErrSealed
	}
	return openBox(key[:], box[:head], box[head:])
}

// closeBox gives head ‖ nonce ‖ ciphertext; the head is covered too.
func closeBox(key, head, plain []byte) ([]byte, error) {
	aead, err := chacha20poly1305.NewX(key)
	if err != nil {
		return nil, fmt.Errorf("store: %w", err)
	}
	nonce := make([]byte, aead.NonceSize())
	fillRandom(nonce)
	return aead.Seal(append(append([]byte{}, head...), nonce...), nonce, plain, head), nil
}

func openBox(key, head, rest []byte) ([]byte, error) {
	var aead cipher.AEAD
	aead, err := chacha20poly1305.NewX(key)
	if err != nil {
		return nil, fmt.Errorf("store: %w", err)
	}
	if len(rest) < aead.NonceSize() {
		return nil, ErrSealed
	}
	plain, err := aead.Open(nil, rest[:aead.NonceSize()], rest[aead.NonceSize():], head)
	if err != nil {
		return nil, ErrSealed
	}
	return plain, nil
}

// wrap closes data so that only the holder of the X25519 key can open it: a fresh key agrees with theirs.
func wrap(to [32]byte, plain []byte) ([]byte, error) {
	peer, err := ecdh.X25519().NewPublicKey(to[:])
	if err != nil {
		return nil, fmt.Errorf("store: wrap: %w", err)
	}
	once, err := ecdh.X25519().GenerateKey(rand.Reader)
	if err != nil {
		return nil, fmt.Errorf("store: wrap: %w", err)
	}
	key, err := wrapKey(once, peer, once.PublicKey().Bytes(), to[:])
	if err != nil {
		return nil, err
	}
	return closeBox(key, once.PublicKey().Bytes(), plain)
}

func unwrap(own *ecdh.PrivateKey, box []byte) ([]byte, error) {
	if len(box) < 32 {
		return nil, ErrSealed
	}
	peer, err := ecdh.X25519().NewPublicKey(box[:32])
	if err != nil {
		return nil, ErrSealed
	}
	key, err := wrapKey(own, peer, box[:32], own.PublicKey().Bytes())
	if err != nil {
		return nil, ErrSealed
	}
	return openBox(key, box[:32], box[32:])
}

func wrapKey(own *ecdh.PrivateKey, peer *ecdh.PublicKey, once, to []byte) ([]byte, error) {
	secret, err := own.ECDH(peer)
	if err != nil {
		return nil, fmt.Errorf("store: wrap: %w", err)
	}
	key, err := hkdf.Key(sha256.New, secret, append(append([]byte{}, once...), to...), "lumbung wrap 1", 32)
	if err != nil {
		return nil, fmt.Errorf("store: wrap: %w", err)
	}
	return key, nil
}

// nikKey is the keyed hash by which a NIK that is there twice is found without opening boxes.
func (v *vault) nikKey(nik string) coop.Hash {
	if nik == "" {
		return coop.Hash{}
	}
	mac := hmac.New(sha256.New, v.nik[:])
	mac.Write([]byte("lumbung nik 1\x00" + nik))
	return coop.Hash(mac.Sum(nil))
}

// unlockVault opens the sealing keys that were handed to this device: by an invite, or by vault changes in the book.
func (b *Book) unlockVault() error {
	if b.device == nil {
		return nil
	}
	var boxes [][]byte
	if err := b.device.recall("vault.json", &boxes); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	b.over.Scan(&coop.VaultRow{Log: b.device.Log}, 1, func(r coop.Record) bool {
		boxes = append(boxes, r.(*coop.VaultRow).Key)
		return true
	})
	for _, box := range boxes {
		plain, err := unwrap(b.device.box, box)
		if err != nil {
			continue // wrapped to another key: somebody's mistake that must not keep the book shut
		}
		if s, err := coop.DecodeBody[sealed](plain); err == nil && s.sound() {
			b.vault.add(s)
		}
	}
	b.chooseEpoch()
	return nil
}

// open opens a sealed box for a reader; ErrSealed where this device has no key for it.
func (b *Book) open(box []byte) ([]byte, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.vault.open(box)
}
