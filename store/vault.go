package store

import (
	"crypto/cipher"
	"crypto/ecdh"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"maps"

	"golang.org/x/crypto/chacha20poly1305"

	"lumbung/store/coop"
)

// vault holds the cooperative's sealing keys by epoch, opened, and the key of the NIK hash, which never rotates.
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

const boxFormat = 1

// problemNoKey: personal data cannot be sealed, and so not be kept, before somebody hands this device a key.
const problemNoKey = "record.no-key"

// sound says whether the key can be named in a box, which has two bytes for its epoch.
func (s *sealed) sound() bool { return s.Epoch > 0 && s.Epoch < 1<<16 }

// seal closes personal data in a box: format, epoch, nonce, XChaCha20-Poly1305.
func (v *vault) seal(plain []byte) ([]byte, error) {
	if v.epoch == 0 {
		return nil, coop.Problem{Key: problemNoKey}
	}
	key := v.keys[v.epoch]
	head := []byte{boxFormat, byte(v.epoch >> 8), byte(v.epoch)}
	return closeBox(key[:], head, plain)
}

// open opens a box. It is called with the book's lock held; readers call Book.open.
func (v *vault) open(box []byte) ([]byte, error) {
	if len(box) < 3 || box[0] != boxFormat {
		return nil, ErrSealed
	}
	key, ok := v.keys[int64(box[1])<<8|int64(box[2])]
	if !ok {
		return nil, ErrSealed
	}
	return openBox(key[:], box[:3], box[3:])
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
	return nil
}

// handVaults gives the sealing key to devices that were introduced and have none, when somebody records who may.
func (b *Book) handVaults(who coop.Session, at int64) error {
	if b.vault.epoch == 0 || !mayHandVault(b.fold.RoleOf(who.User)) {
		return nil
	}
	var to []coop.LogRow
	b.over.Scan(&coop.LogRow{}, 0, func(r coop.Record) bool {
		log := *r.(*coop.LogRow)
		if !log.Server && log.Box != [32]byte{} && !b.handed(log.Log) && !coop.Ended(b.over, log.Log) {
			to = append(to, log)
		}
		return true
	})
	for _, log := range to {
		if err := b.handVault(who.User, log.Log, log.Box, at); err != nil {
			return err
		}
	}
	return nil
}

// handed says whether somebody handed the present sealing key to the device.
func (b *Book) handed(log coop.ID) bool {
	found := false
	b.over.Scan(&coop.VaultRow{Log: log, Epoch: b.vault.epoch}, 2, func(coop.Record) bool {
		found = true
		return false
	})
	return found
}

func (b *Book) handVault(author, log coop.ID, box [32]byte, at int64) error {
	key, err := wrap(box, coop.EncodeBody(b.vault.sealed(b.vault.epoch)))
	if err != nil {
		return err
	}
	body := coop.EncodeBody(coop.Vault{Log: log, Epoch: b.vault.epoch, Key: key})
	what, _ := b.append(b.next(author, coop.KindVault, body, 0, at))
	if !what.Counts() {
		return &coop.Refusal{Index: -1, What: what}
	}
	return nil
}

func mayHandVault(r coop.Role) bool {
	return r == coop.RoleTreasurer || r == coop.RoleChair || r == coop.RoleSecretary
}

// open opens a sealed box for a reader; ErrSealed where this device has no key for it.
func (b *Book) open(box []byte) ([]byte, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.vault.open(box)
}

func fillRandom(p []byte) {
	if _, err := rand.Read(p); err != nil {
		panic(err) // the system has no randomness: nothing can be made safely
	}
}
