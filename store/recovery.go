package store

import (
	"crypto/ecdh"
	"crypto/ed25519"
	"crypto/hkdf"
	"crypto/sha256"
	"crypto/sha512"
	"errors"
	"fmt"
	"io/fs"
	"math/big"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"lumbung/store/coop"
)

// recoveryCode is 128 bits that stand for a signing key (named in the founding) and a key that can open the vault. It
// is shown until it is written down, and then kept nowhere.
type recoveryCode [16]byte

// letters of codes that are read out and typed: no I, L, O, U.
const codeLetters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

func newRecovery() recoveryCode {
	var c recoveryCode
	fillRandom(c[:])
	return c
}

// String writes the code as seven groups of four; the last ten bits are a checksum, so that a slip is noticed.
func (c recoveryCode) String() string {
	sum := sha256.Sum256(append([]byte("lumbung code 1"), c[:]...))
	return groups(encodeCode(append(c[:], sum[0], sum[1]), 28))
}

// encodeCode writes the first n × 5 bits.
func encodeCode(data []byte, n int) string {
	var b strings.Builder
	for i := range n {
		v := 0
		for bit := i * 5; bit < i*5+5; bit++ {
			v <<= 1
			if bit/8 < len(data) {
				v |= int(data[bit/8] >> (7 - bit%8) & 1)
			}
		}
		b.WriteByte(codeLetters[v])
	}
	return b.String()
}

func groups(s string) string {
	var all []string
	for ; len(s) > 4; s = s[4:] {
		all = append(all, s[:4])
	}
	return strings.Join(append(all, s), "-")
}

// plainCode reads what a person typed: any case, any spaces and hyphens, O for 0, I and L for 1.
func plainCode(typed string) string {
	return strings.NewReplacer(" ", "", "-", "", ".", "", "O", "0", "I", "1", "L", "1").Replace(strings.ToUpper(typed))
}

// parseRecovery reads a typed code; a Problem says that it cannot be right.
func parseRecovery(typed string) (recoveryCode, error) {
	text := plainCode(typed)
	bits := make([]byte, 18)
	for i, r := range text {
		v := strings.IndexRune(codeLetters, r)
		if v < 0 || len(text) != 28 {
			return recoveryCode{}, coop.Problem{Key: "recovery.unreadable"}
		}
		for k := range 5 {
			if bit := i*5 + k; bit/8 < len(bits) {
				bits[bit/8] |= byte(v>>(4-k)&1) << (7 - bit%8)
			}
		}
	}
	if len(text) != 28 {
		return recoveryCode{}, coop.Problem{Key: "recovery.unreadable"}
	}
	c := recoveryCode(bits[:16])
	if plainCode(c.String()) != text {
		return recoveryCode{}, coop.Problem{Key: "recovery.unreadable"}
	}
	return c, nil
}

func (c recoveryCode) derive(use string) []byte {
	key, err := hkdf.Key(sha256.New, c[:], nil, "lumbung recovery 1 "+use, 32)
	if err != nil {
		panic(err) // only a length out of range can cause this
	}
	return key
}

func (c recoveryCode) sign() ed25519.PrivateKey { return ed25519.NewKeyFromSeed(c.derive("sign")) }

func (c recoveryCode) box() (*ecdh.PrivateKey, error) {
	key, err := ecdh.X25519().NewPrivateKey(c.derive("box"))
	if err != nil {
		return nil, fmt.Errorf("store: recovery code: %w", err)
	}
	return key, nil
}

// boxes are the keys that open what was handed to the holder of the code: at the founding to a key of its own, later,
// when nobody has the code at hand, to the signing key that the book names, read as a point of the other curve.
func (c recoveryCode) boxes() ([]*ecdh.PrivateKey, error) {
	first, err := c.box()
	if err != nil {
		return nil, err
	}
	sum := sha512.Sum512(c.derive("sign")) // what Ed25519 itself makes of a seed
	later, err := ecdh.X25519().NewPrivateKey(sum[:32])
	if err != nil {
		return nil, fmt.Errorf("store: recovery code: %w", err)
	}
	return []*ecdh.PrivateKey{first, later}, nil
}

// montgomery gives the X25519 key of whoever holds an Ed25519 key: u = (1 + y) / (1 - y) modulo 2²⁵⁵ - 19 (RFC 7748).
// It handles nothing secret.
func montgomery(sign [32]byte) (box [32]byte, ok bool) {
	slices.Reverse(sign[:])
	sign[0] &= 0x7f // the sign of x
	one := big.NewInt(1)
	p := new(big.Int).Sub(new(big.Int).Lsh(one, 255), big.NewInt(19))
	y := new(big.Int).SetBytes(sign[:])
	below := new(big.Int).Sub(one, y)
	below.Mod(below, p)
	if y.Sign() == 0 || below.Sign() == 0 {
		return box, false // there is no such key
	}
	u := new(big.Int).Add(one, y)
	u.Mul(u, below.ModInverse(below, p)).Mod(u, p)
	u.FillBytes(box[:])
	slices.Reverse(box[:])
	return box, true
}

// pendingFile keeps the recovery code in the machine folder from before the founding until it is written down: a power
// cut while it stood on the screen took it away for good.
const pendingFile = "recovery.json"

// PendingRecovery is the recovery code that nobody has said is written down; empty where there is none, as usually.
func (b *Book) PendingRecovery() string {
	var code string
	if d, err := b.machine(); err != nil || d.recall(pendingFile, &code) != nil {
		return ""
	}
	return code
}

// RecoveryWritten forgets the recovery code: from now on it is on paper alone.
func (b *Book) RecoveryWritten() error {
	d, err := b.machine()
	if err != nil {
		return err
	}
	if err := os.Remove(filepath.Join(d.folder, pendingFile)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("store: forget the recovery code: %w", err)
	}
	return nil
}
