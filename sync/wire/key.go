package wire

import (
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
	"strings"

	"lumbung/store/coop"
)

// Key proves messages between one device and one server's log in one cooperative's book.
type Key [32]byte

// macBytes is the length of a proof: HMAC-SHA256, cut.
const macBytes = 16

// NewKey derives the key of a device and a server's log from what X25519 of their Box keys gives.
func NewKey(shared [32]byte, cooperative, device, server coop.ID) Key {
	return derive(shared[:], "lumbung exchange 1"+string(cooperative[:])+string(device[:])+string(server[:]))
}

// Activation derives from an activation code its name, which travels, and its key, which does not: so each side shows
// that it knows the code, and nobody between them learns it. Upper and lower case, spaces, hyphens and the letters that
// are taken for digits make no difference.
func Activation(code string) (name [16]byte, key Key) {
	typed := strings.NewReplacer("-", "", " ", "", "O", "0", "I", "1", "L", "1").Replace(strings.ToUpper(code))
	key = derive([]byte(typed), "lumbung activation 1")
	named := sha256.Sum256(append([]byte("lumbung activation name 1"), key[:]...))
	return [16]byte(named[:16]), key
}

func derive(secret []byte, info string) Key {
	key, err := hkdf.Key(sha256.New, secret, nil, info, len(Key{}))
	if err != nil {
		panic(err) // only a length beyond HKDF's or a FIPS mode that refuses SHA-256: no input can cause this
	}
	return Key(key)
}

// direction keeps an answer from being taken for a request.
type direction string

const (
	up   direction = "lumbung up 1"
	down direction = "lumbung down 1"
)

// prove gives the MAC over a message's bytes; about is the MAC of the request that an answer belongs to.
func (k Key) prove(d direction, about, message []byte) []byte {
	h := hmac.New(sha256.New, k[:])
	h.Write([]byte(d))
	h.Write([]byte{byte(len(about))})
	h.Write(about)
	h.Write(message)
	return h.Sum(nil)[:macBytes]
}

// open checks a message's MAC and gives what it covers.
func (k Key) open(d direction, about, data []byte) ([]byte, error) {
	if len(data) < macBytes {
		return nil, ErrMalformed
	}
	message, mac := data[:len(data)-macBytes], data[len(data)-macBytes:]
	if !hmac.Equal(mac, k.prove(d, about, message)) {
		return nil, ErrProof
	}
	return message, nil
}
