package wire

import (
	"bytes"
	"unicode/utf8"

	"lumbung/store/coop"
)

// Enrol asks a server to take a cooperative in. Proven under the activation code's key; the code does not travel.
type Enrol struct {
	Activation  [16]byte // the code's name (Activation)
	Cooperative coop.ID
	Nonce       [8]byte
	Packs       [][]byte // begin with the founding run, packed against nothing

	mac []byte
}

// Enrolled answers an enrolment: the log that the server keeps in the cooperative's book and the keys to pin. The same
// code with the same founding gets the same answer again, so a lost answer costs nothing.
type Enrolled struct {
	Code Code
	Time int64 // the server's clock, seconds since 1970 UTC
	Log  coop.ID
	Sign [32]byte
	Box  [32]byte
	Pin  [32]byte // SHA-256 of the public key (SPKI) of the server's own TLS certificate; zero where it has none
	Name string   // what the server is called: "Dinas Koperasi Kabupaten Contoh"
}

// Encode gives the enrolment's bytes, proven under the activation code's key.
func (m *Enrol) Encode(key Key) []byte {
	w := writer{}
	w.byte(version)
	w.raw(m.Activation[:])
	w.raw(m.Cooperative[:])
	w.raw(m.Nonce[:])
	w.packs(m.Packs)
	m.mac = key.prove(up, m.Activation[:], w.b)
	return append(w.b, m.mac...)
}

// ActivationOf reads which activation code an enrolment says it was made with, before anything is proven.
func ActivationOf(data []byte) (name [16]byte, err error) {
	if len(data) > MaxMessage {
		return name, ErrTooLarge
	}
	r := reader{b: data}
	if v := r.byte(); r.err == nil && v != version {
		return name, ErrVersion
	}
	r.into(name[:])
	return name, r.err
}

// DecodeEnrol proves and reads an enrolment. The error is one of ErrProof, ErrMalformed, ErrVersion, ErrTooLarge.
func DecodeEnrol(data []byte, key Key) (*Enrol, error) {
	name, err := ActivationOf(data)
	if err != nil {
		return nil, err
	}
	message, err := key.open(up, name[:], data)
	if err != nil {
		return nil, err
	}
	m := &Enrol{Activation: name}
	r := reader{b: message}
	r.take(17)
	m.Cooperative = r.id()
	r.into(m.Nonce[:])
	m.Packs = r.packs()
	if err := r.end(); err != nil {
		return nil, err
	}
	if !bytes.Equal(m.Encode(key), data) {
		return nil, ErrMalformed
	}
	return m, nil
}

// Encode gives the answer's bytes to an enrolment, proven under the same key.
func (m *Enrolled) Encode(key Key, to *Enrol) []byte {
	w := writer{}
	w.byte(version)
	w.byte(byte(m.Code))
	w.uint(uint64(m.Time))
	w.raw(m.Log[:])
	w.raw(m.Sign[:])
	w.raw(m.Box[:])
	w.raw(m.Pin[:])
	w.text(m.Name)
	return append(w.b, key.prove(down, to.mac, w.b)...)
}

// DecodeEnrolled proves and reads the answer to an enrolment that was encoded before.
func DecodeEnrolled(data []byte, key Key, to *Enrol) (*Enrolled, error) {
	r := reader{b: data}
	r.open(data)
	if r.err != nil {
		return nil, r.err
	}
	message, err := key.open(down, to.mac, data)
	if err != nil {
		return nil, err
	}
	r = reader{b: message}
	r.take(1)
	m := &Enrolled{Code: Code(r.byte())}
	m.Time = int64(r.uint())
	m.Log = r.id()
	r.into(m.Sign[:])
	r.into(m.Box[:])
	r.into(m.Pin[:])
	m.Name = string(r.bytes())
	if err := r.end(); err != nil {
		return nil, err
	}
	if !utf8.ValidString(m.Name) || !bytes.Equal(m.Encode(key, to), data) {
		return nil, ErrMalformed
	}
	return m, nil
}
