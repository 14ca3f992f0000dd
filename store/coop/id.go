package coop

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"github.com/google/uuid"
)

// ID names a cooperative, a log, a person, an entry, a member. Devices and cooperatives draw a UUIDv7 (NewID in
// the caller: this package has no clock); what a change makes is a UUIDv8 of that change's hash (HashID); what may
// exist only once is a UUIDv5 of its rule, subject and period (OnceID). The zero ID means "none".
type ID [16]byte

// Hash is a SHA-256. A change is known by its hash.
type Hash [32]byte

// Short is the first eight bytes of a hash, enough to tell two changes of one (log, seq) apart on the wire.
type Short [8]byte

// String gives the usual UUID text, or "" for the zero ID.
func (id ID) String() string {
	if id == (ID{}) {
		return ""
	}
	return uuid.UUID(id).String()
}

// IsZero says whether the ID names nothing. CBOR's omitzero uses it.
func (id ID) IsZero() bool { return id == ID{} }

// ParseID reads the UUID text; an empty text is the zero ID.
func ParseID(text string) (ID, error) {
	if text == "" {
		return ID{}, nil
	}
	u, err := uuid.Parse(text)
	if err != nil {
		return ID{}, fmt.Errorf("coop: not an id: %q", text)
	}
	return ID(u), nil
}

// String gives the hash in hexadecimal.
func (h Hash) String() string { return hex.EncodeToString(h[:]) }

// IsZero says whether the hash is unset.
func (h Hash) IsZero() bool { return h == Hash{} }

// Short gives the first eight bytes.
func (h Hash) Short() Short { return Short(h[:8]) }

// HashID derives the n-th id of the change with hash h: a UUIDv8 over SHA-256(hash ‖ n).
func HashID(h Hash, n int) ID {
	sum := sha256.Sum256(append(h[:], byte(n>>8), byte(n)))
	id := ID(sum[:16])
	id[6] = id[6]&0x0f | 0x80
	id[8] = id[8]&0x3f | 0x80
	return id
}

var onceSpace = uuid.MustParse("6f0a5c1e-52b1-5d0c-9a6e-1d6a9b1f3c77")

// OnceID derives the id of what may exist only once: UUIDv5 over rule, subject and period (design §4).
func OnceID(rule, subject, period string) ID {
	return ID(uuid.NewSHA1(onceSpace, []byte(rule+"\x00"+subject+"\x00"+period)))
}
