package wire

import (
	"bytes"
	"fmt"

	"lumbung/store/coop"
)

// version begins every message. A message of another one is ErrVersion.
const version = 1

// Bounds of one message, in bytes.
const (
	MaxMessage  = 1 << 20 // as it travels
	MaxUnpacked = 1 << 20 // what all its packs unpack to, canonical bytes together
	PartBytes   = 32 << 10
)

// Request asks for one exchange: what the asker holds and its next changes.
type Request struct {
	Cooperative coop.ID
	Device      coop.ID
	Box         [32]byte // the device's X25519 key until a server has answered it once; else zero
	Nonce       [8]byte  // drawn anew for each request, so that no old answer fits
	Have        Vector
	Room        int // how many bytes of packs the asker wants back at most; 0: RoomDefault
	Packs       [][]byte
	Parts       []Part
	Kept        []Kept // what the asker keeps of packs that came in ranges

	mac []byte
}

// RoomDefault is what an answer brings at most, in bytes of packs, where the request says nothing.
const RoomDefault = 64 << 10

// Response answers one request.
type Response struct {
	Code  Code
	Time  int64  // the server's clock, seconds since 1970 UTC
	Have  Vector // what the server holds now; empty until it knows the device
	More  bool   // there is more that the asker lacks
	Packs [][]byte
	Parts []Part
	Kept  []Kept // what the server keeps of packs that came in ranges
}

// The flags of a request and of an answer.
const (
	flagBox   = 1 << 0
	flagRoom  = 1 << 1
	flagParts = 1 << 2
	flagKept  = 1 << 3
	flagMore  = 1 << 4
	flagCode  = 1 << 5
)

func flagIf(set bool, f byte) byte {
	if set {
		return f
	}
	return 0
}

// Encode gives the request's bytes, proven under key. The request remembers its proof for the answer.
func (m *Request) Encode(key Key) []byte {
	w := writer{}
	w.byte(version)
	w.byte(flagIf(m.Box != [32]byte{}, flagBox) | flagIf(m.Room != 0, flagRoom) | flagIf(len(m.Parts) > 0, flagParts) |
		flagIf(len(m.Kept) > 0, flagKept))
	w.raw(m.Cooperative[:])
	w.raw(m.Device[:])
	w.know(m.Device)
	if m.Box != [32]byte{} {
		w.raw(m.Box[:])
	}
	w.raw(m.Nonce[:])
	if m.Room != 0 {
		w.count(m.Room)
	}
	w.vector(m.Have)
	w.packs(m.Packs)
	w.parts(m.Parts)
	w.kept(m.Kept)
	m.mac = key.prove(up, nil, w.b)
	return append(w.b, m.mac...)
}

// Claim is what a request says of its sender before anything is proven: enough to find the key.
type Claim struct {
	Cooperative coop.ID
	Device      coop.ID
	Box         [32]byte
}

// ClaimOf reads who a request says it is from.
func ClaimOf(data []byte) (Claim, error) {
	r := reader{b: data}
	flags := r.open(data)
	c := Claim{Cooperative: r.id(), Device: r.id()}
	if flags&flagBox != 0 {
		r.into(c.Box[:])
	}
	return c, r.err
}

// open reads version and flags.
func (r *reader) open(data []byte) byte {
	if len(data) > MaxMessage {
		r.fail(ErrTooLarge)
		return 0
	}
	if v := r.byte(); r.err == nil && v != version {
		r.fail(ErrVersion)
	}
	return r.byte()
}

// DecodeRequest proves and reads a request. The error is one of ErrProof, ErrMalformed, ErrVersion, ErrTooLarge.
func DecodeRequest(data []byte, key Key) (*Request, error) {
	claim, err := ClaimOf(data)
	if err != nil {
		return nil, err
	}
	message, err := key.open(up, nil, data)
	if err != nil {
		return nil, err
	}
	m := &Request{Cooperative: claim.Cooperative, Device: claim.Device, Box: claim.Box}
	r := reader{b: message, logs: []coop.ID{claim.Device}}
	flags := r.open(message)
	r.take(32)
	if flags&flagBox != 0 {
		r.take(32)
	}
	r.into(m.Nonce[:])
	if flags&flagRoom != 0 {
		m.Room = int(min(r.uint(), MaxMessage))
	}
	m.Have = r.vector()
	m.Packs = r.packs()
	m.Parts = r.parts(flags)
	m.Kept = r.kept(flags)
	if err := r.end(); err != nil {
		return nil, err
	}
	if !bytes.Equal(m.Encode(key), data) {
		return nil, ErrMalformed // another form of the same: nobody writes it
	}
	return m, nil
}

// Encode gives the answer's bytes to a request, proven under the same key. Have travels as its difference from to.Have.
func (m *Response) Encode(key Key, to *Request) []byte {
	w := writer{}
	w.byte(version)
	w.byte(flagIf(m.Code != CodeOK, flagCode) | flagIf(m.More, flagMore) | flagIf(len(m.Parts) > 0, flagParts) |
		flagIf(len(m.Kept) > 0, flagKept))
	w.know(to.Device)
	if m.Code != CodeOK {
		w.byte(byte(m.Code))
	}
	w.uint(uint64(m.Time))
	w.difference(m.Have, to.Have)
	w.packs(m.Packs)
	w.parts(m.Parts)
	w.kept(m.Kept)
	return append(w.b, key.prove(down, to.mac, w.b)...)
}

// DecodeResponse proves and reads the answer to a request that was encoded or decoded before.
func DecodeResponse(data []byte, key Key, to *Request) (*Response, error) {
	r := reader{b: data}
	flags := r.open(data)
	if r.err != nil {
		return nil, r.err
	}
	message, err := key.open(down, to.mac, data)
	if err != nil {
		return nil, err
	}
	r = reader{b: message, logs: []coop.ID{to.Device}}
	r.take(2)
	m := &Response{More: flags&flagMore != 0}
	if flags&flagCode != 0 {
		m.Code = Code(r.byte())
	}
	m.Time = int64(r.uint())
	m.Have = r.difference(to.Have)
	m.Packs = r.packs()
	m.Parts = r.parts(flags)
	m.Kept = r.kept(flags)
	if err := r.end(); err != nil {
		return nil, err
	}
	if !bytes.Equal(m.Encode(key, to), data) {
		return nil, ErrMalformed
	}
	return m, nil
}

// packs writes packs with their logs named by place.
func (w *writer) packs(packs [][]byte) {
	w.count(len(packs))
	for _, p := range packs {
		w.log(coop.ID(p[:16]))
		w.bytes(p[16:])
	}
}

// packs reads packs and refuses what says that it unpacks to more than a message may.
func (r *reader) packs() [][]byte {
	packs, total := r.allPacks()
	if total > MaxUnpacked {
		r.fail(fmt.Errorf("%w: packs of %d bytes in one message", ErrTooLarge, total))
	}
	return packs
}

// allPacks reads packs and adds up what they say they unpack to.
func (r *reader) allPacks() (packs [][]byte, total int) {
	for range r.count(2) {
		log := r.log()
		p := append(log[:], r.bytes()...)
		size, err := unpackedSize(p)
		if r.err == nil && err != nil {
			r.fail(err)
		}
		total += size
		packs = append(packs, p)
	}
	return packs, total
}
