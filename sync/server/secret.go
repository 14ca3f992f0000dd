package server

import (
	"crypto/cipher"
	"crypto/ecdh"
	"crypto/ed25519"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/crypto/chacha20poly1305"

	"lumbung/store/coop"
)

// secret is the server's one secret, kept in a file of the data folder and never in the database: the keys of its logs
// are derived from it, and the officers' second factors are sealed with it.
type secret [32]byte

const secretFile = "server.key"

// loadSecret reads the secret, or draws one where there is no file yet.
func loadSecret(folder string) (secret, error) {
	var s secret
	path := filepath.Join(folder, secretFile)
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		if _, err := rand.Read(s[:]); err != nil {
			return s, fmt.Errorf("draw the server's key: %w", err)
		}
		return s, writeSecret(path, s)
	}
	if err != nil {
		return s, fmt.Errorf("the server's key: %w", err)
	}
	key, err := hex.DecodeString(strings.TrimSpace(string(text)))
	if err != nil || len(key) != len(s) {
		return s, fmt.Errorf("%w: %s is damaged", ErrSecret, path)
	}
	return secret(key), nil
}

func writeSecret(path string, s secret) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("the server's key: %w", err)
	}
	_, err = f.WriteString(hex.EncodeToString(s[:]) + "\n")
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return fmt.Errorf("the server's key: %w", err)
	}
	return nil
}

// newID draws a UUIDv7: the time in milliseconds, then chance.
func (s *Server) newID() (coop.ID, error) {
	var id coop.ID
	if _, err := rand.Read(id[:]); err != nil {
		return id, fmt.Errorf("draw an id: %w", err)
	}
	milli := uint64(s.now().UnixMilli())
	binary.BigEndian.PutUint16(id[:2], uint16(milli>>32))
	binary.BigEndian.PutUint32(id[2:6], uint32(milli))
	id[6] = id[6]&0x0f | 0x70
	id[8] = id[8]&0x3f | 0x80
	return id, nil
}

// derive gives 32 bytes for one purpose.
func (s secret) derive(purpose string) []byte {
	key, err := hkdf.Key(sha256.New, s[:], nil, "lumbungd 1 "+purpose, 32)
	if err != nil {
		panic(err) // only a length that HKDF cannot give
	}
	return key
}

// sign is the Ed25519 key of the server's own log in one cooperative's book.
func (s secret) sign(log coop.ID) ed25519.PrivateKey {
	return ed25519.NewKeyFromSeed(s.derive("sign " + log.String()))
}

// box is the X25519 key of the server's own log in one cooperative's book.
func (s secret) box(log coop.ID) *ecdh.PrivateKey {
	key, err := ecdh.X25519().NewPrivateKey(s.derive("box " + log.String()))
	if err != nil {
		panic(err) // X25519 takes any 32 bytes
	}
	return key
}

// check recognises the secret that a database belongs to.
func (s secret) check() []byte { return s.derive("check") }

func (s secret) aead() cipher.AEAD {
	aead, err := chacha20poly1305.NewX(s.derive("seal"))
	if err != nil {
		panic(err) // the key has the length it must have
	}
	return aead
}

// seal closes what may only be read with the secret; about names what it belongs to.
func (s secret) seal(about string, plain []byte) ([]byte, error) {
	nonce := make([]byte, chacha20poly1305.NonceSizeX)
	if _, err := rand.Read(nonce); err != nil {
		return nil, fmt.Errorf("draw a nonce: %w", err)
	}
	return s.aead().Seal(nonce, nonce, plain, []byte(about)), nil
}

func (s secret) open(about string, box []byte) ([]byte, error) {
	if len(box) < chacha20poly1305.NonceSizeX {
		return nil, fmt.Errorf("%w: a box of %d bytes", ErrSecret, len(box))
	}
	nonce, sealed := box[:chacha20poly1305.NonceSizeX], box[chacha20poly1305.NonceSizeX:]
	plain, err := s.aead().Open(nil, nonce, sealed, []byte(about))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrSecret, err)
	}
	return plain, nil
}
