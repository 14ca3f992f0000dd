package coop

import (
	"crypto/sha256"
	"errors"
	"fmt"

	"github.com/fxamacker/cbor/v2"
)

// Kind says what a change records. The numbers travel and are hashed: append only, never reorder, never reuse.
type Kind uint8

// The kinds of the first format. Each has a body type of the same name in this package.
const (
	KindFound       Kind = 1
	KindDevice      Kind = 2
	KindInvite      Kind = 3
	KindRevoke      Kind = 4
	KindAdopt       Kind = 5
	KindUser        Kind = 6
	KindRole        Kind = 7
	KindUserKey     Kind = 8
	KindMember      Kind = 9
	KindMemberEdit  Kind = 10
	KindMemberSame  Kind = 11
	KindAccounts    Kind = 12
	KindAccountEdit Kind = 13
	KindOccasion    Kind = 14
	KindOutlet      Kind = 15
	KindSetting     Kind = 16
	KindEntry       Kind = 17
	KindReversal    Kind = 18
	KindOpening     Kind = 19
	KindClose       Kind = 20
	KindReopen      Kind = 21
	KindApproval    Kind = 22
	KindFinding     Kind = 23
	KindAnswer      Kind = 24
	KindReceipt     Kind = 25
	KindEnrol       Kind = 26
	KindLook        Kind = 27
	KindVault       Kind = 28
	KindCount       Kind = 29
	KindEvidence    Kind = 30
	KindReview      Kind = 31
	KindLoan        Kind = 32
	KindLoanAct     Kind = 33
	KindTerm        Kind = 34
	KindBlock       Kind = 35
	KindAsset       Kind = 36
	KindBorrowing   Kind = 37
	KindBudget      Kind = 38
	KindMeeting     Kind = 39
	KindMinutes     Kind = 40
	KindNote        Kind = 41
	KindParty       Kind = 42
	KindStatement   Kind = 43
	KindReconcile   Kind = 44
)

// MaxChangeBytes bounds the canonical bytes of one change. Pictures and other large things travel by their hash.
const MaxChangeBytes = 256 << 10

// Sighting names a change of another log that this log newly held when it recorded: one element of a change's seen.
type Sighting struct {
	_    struct{} `cbor:",toarray"`
	Log  ID
	Seq  int64
	Hash Short
}

// Change is one recorded fact of one device's log. Its hash chains it to Prev; everything else of its meaning
// follows from its canonical bytes (design §4).
type Change struct {
	Log     ID         // the device's log
	Seq     int64      // 1, 2, 3 … in that log
	Prev    Hash       // hash of the change before it, or Genesis for seq 1; chained, not part of the canonical bytes
	Seen    []Sighting // heads of other logs newly held, in ascending order of (log, seq, hash)
	At      int64      // wall clock in minutes since 1970 UTC; for people only
	Author  ID         // the person; zero when the device itself speaks
	Kind    Kind
	Version uint8  // of the body; starts at 1
	Body    []byte // deterministic CBOR of the body type
	Mark    []byte // the author's personal Ed25519 signature over MarkBytes, or empty
}

// frozen is the layout of a change's canonical bytes in format 1: a CBOR array. Never change it; add a format.
type frozen struct {
	_       struct{} `cbor:",toarray"`
	Format  uint8
	Log     ID
	Seq     int64
	Seen    []Sighting
	At      int64
	Author  []byte
	Kind    Kind
	Version uint8
	Body    cbor.RawMessage
	Mark    []byte
}

const format = 1

var (
	encoding = must(cbor.CoreDetEncOptions().EncMode())
	decoding = must(cbor.DecOptions{
		DupMapKey: cbor.DupMapKeyEnforcedAPF, IndefLength: cbor.IndefLengthForbidden, TagsMd: cbor.TagsForbidden,
		MaxArrayElements: 1 << 16, MaxMapPairs: 1 << 16, MaxNestedLevels: 16,
		ExtraReturnErrors: cbor.ExtraDecErrorUnknownField,
	}.DecMode())
)

func must[T any](v T, err error) T {
	if err != nil {
		panic(err) // an option of the codec is wrong: no input can cause this
	}
	return v
}

// ErrNotCanonical is returned for bytes that are not the one canonical form of a change or body.
var ErrNotCanonical = errors.New("coop: bytes are not canonical")

// Fits says whether the change stays within MaxChangeBytes whatever its small fields hold. A larger one must not be
// recorded: it could not be read again.
func (c Change) Fits() bool {
	const small, sighting = 256, 64 // more than the other fields, and one of Seen, can take
	return len(c.Body)+len(c.Mark)+small+sighting*len(c.Seen) <= MaxChangeBytes
}

// Encode gives the canonical bytes of a change: deterministic CBOR, frozen for format 1. The body must be CBOR.
func (c Change) Encode() []byte { return must(c.Canonical()) }

// Canonical is Encode for a change put together from parts that nobody has checked: it fails where the body is no
// CBOR. What it gives need not be canonical yet: DecodeChange says that.
func (c Change) Canonical() ([]byte, error) {
	f := frozen{
		Format: format, Log: c.Log, Seq: c.Seq, Seen: c.Seen, At: c.At, Kind: c.Kind, Version: c.Version,
		Body: c.Body, Mark: c.Mark,
	}
	if f.Seen == nil {
		f.Seen = []Sighting{}
	}
	if !c.Author.IsZero() {
		f.Author = c.Author[:]
	} else {
		f.Author = []byte{}
	}
	if f.Mark == nil {
		f.Mark = []byte{}
	}
	data, err := encoding.Marshal(f)
	if err != nil {
		return nil, fmt.Errorf("coop: change: %w", err)
	}
	return data, nil
}

// DecodeChange reads canonical bytes. Prev is not in them: the caller sets it from the chain. It returns
// ErrNotCanonical for anything that would not encode to the same bytes again.
func DecodeChange(data []byte) (Change, error) {
	if len(data) > MaxChangeBytes {
		return Change{}, fmt.Errorf("coop: change of %d bytes is larger than %d", len(data), MaxChangeBytes)
	}
	var f frozen
	if err := decoding.Unmarshal(data, &f); err != nil {
		return Change{}, fmt.Errorf("coop: change: %w", err)
	}
	c := Change{Log: f.Log, Seq: f.Seq, At: f.At, Kind: f.Kind, Version: f.Version, Body: f.Body}
	if len(f.Seen) > 0 {
		c.Seen = f.Seen
	}
	if len(f.Mark) > 0 {
		c.Mark = f.Mark
	}
	switch len(f.Author) {
	case 0:
	case len(c.Author):
		c.Author = ID(f.Author)
	default:
		return Change{}, ErrNotCanonical
	}
	if f.Format != format || f.Seq < 1 || string(c.Encode()) != string(data) {
		return Change{}, ErrNotCanonical
	}
	return c, nil
}

// Hash is SHA-256(Prev ‖ canonical bytes).
func (c Change) Hash() Hash { return ChainHash(c.Prev, c.Encode()) }

// ChainHash is the hash of the change with these canonical bytes behind prev.
func ChainHash(prev Hash, canonical []byte) Hash {
	h := sha256.New()
	h.Write(prev[:])
	h.Write(canonical)
	return Hash(h.Sum(nil))
}

// Genesis is what the first change of a log is chained to: it ties the log to its cooperative.
func Genesis(cooperative, log ID) Hash {
	return sha256.Sum256([]byte("lumbung log 1\x00" + string(cooperative[:]) + string(log[:])))
}

// EncodeBody gives the canonical bytes of a body.
func EncodeBody(body any) []byte { return must(encoding.Marshal(body)) }

// DecodeBody reads a body of type T; ErrNotCanonical when it would not encode to the same bytes.
func DecodeBody[T any](data []byte) (T, error) {
	var body T
	if err := decoding.Unmarshal(data, &body); err != nil {
		return body, fmt.Errorf("coop: body: %w", err)
	}
	if string(EncodeBody(body)) != string(data) {
		return body, ErrNotCanonical
	}
	return body, nil
}

// Head names the last change of a log, or of a part of it.
type Head struct {
	_    struct{} `cbor:",toarray"`
	Log  ID
	Seq  int64
	Hash Hash
}

// IsZero says whether the head names nothing.
func (h Head) IsZero() bool { return h == Head{} }

// HeadBytes is what a device signs for its head: ("lumbung head 1", cooperative, log, seq, hash).
func HeadBytes(cooperative ID, h Head) []byte {
	return EncodeBody([]any{"lumbung head 1", cooperative, h.Log, h.Seq, h.Hash})
}

// MarkBytes is what a person signs: (cooperative, kind, version, body), so that the signature survives any carrier.
func MarkBytes(cooperative ID, kind Kind, version uint8, body []byte) []byte {
	return EncodeBody([]any{"lumbung mark 1", cooperative, kind, version, body})
}
