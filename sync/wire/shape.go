package wire

import (
	"encoding/binary"

	"lumbung/store/coop"
)

// A shape is what changes have in common: kind, version, how many sightings, how long a mark, and the body with a hole
// for every value that varies. The holes are CBOR heads that CBOR itself reserves, so a shape reads like a body.
const (
	holeUint    = 0x1c
	holeBalance = 0x1d // an amount that is what the other amounts of the entry lack to zero
	holeNeg     = 0x3c
	holeBytes   = 0x5c
	holeID      = 0x5d // sixteen bytes
	holeHash    = 0x5e // thirty-two bytes
	holeText    = 0x7c
)

// The flags of a shape.
const (
	shapeAuthor = 1 << 0 // another author than the change before
	shapeRaw    = 1 << 1 // the body is not what the columns know: it travels as it is
)

// maxDepth bounds how deep bodies nest in columns; deeper ones travel as they are.
const maxDepth = 16

// path says where in a body a value stands: map keys, and one of two marks for elements of arrays.
type path struct {
	at [6]byte
	n  int
}

const (
	pathEach  = 0xff // an element that has parts of its own: all alike
	pathPlace = 0xe0 // an element that has none: by its place
	pathOther = 0xdf // a map key that is no small number
)

func (p path) down(b byte) path {
	if p.n < len(p.at) {
		p.at[p.n] = b
		p.n++
	}
	return p
}

func (p path) key(it item) path {
	if it.major == majorUint && it.arg < pathOther {
		return p.down(byte(it.arg))
	}
	return p.down(pathOther)
}

func (p path) element(place int, major byte) path {
	if major == majorArray || major == majorMap {
		return p.down(pathEach)
	}
	return p.down(pathPlace + byte(min(place, 7)))
}

// place is one kind's value at one path: it has a column and its own predictions.
type place struct {
	kind coop.Kind
	path [6]byte
}

func at(kind coop.Kind, keys ...byte) place {
	p := place{kind: kind}
	copy(p.path[:], keys)
	return p
}

// constant lists the texts that belong to a shape because few different ones exist. An empty text always does.
var constant = map[place]bool{
	at(coop.KindEntry, 2):                         true, // occasion
	at(coop.KindEntry, 4, pathEach, 1):            true, // account
	at(coop.KindEntry, 4, pathEach, 5):            true, // outlet
	at(coop.KindEntry, 6, 1):                      true, // once: rule
	at(coop.KindOpening, 3):                       true, // account
	at(coop.KindSetting, 1):                       true, // key
	at(coop.KindApproval, 3, pathEach, pathPlace): true, // figure's name
}

var (
	placeDate   = at(coop.KindEntry, 1)
	placeAmount = at(coop.KindEntry, 4, pathEach, 2)
	placeMonth  = at(coop.KindEntry, 4, pathEach, 4)
)

// shaping makes the shape of one change.
type shaping struct {
	kind    coop.Kind
	out     []byte
	sum     int64
	amounts int
	last    int // where in out the hole of the last amount is
	odd     bool
}

// shapeOf gives the shape of a change.
func shapeOf(c *coop.Change, sameAuthor bool) string {
	flags := byte(shapeAuthor)
	if sameAuthor {
		flags = 0
	}
	s := shaping{kind: c.Kind, out: make([]byte, 0, 96)}
	s.head(c, flags)
	rest, ok := s.value(c.Body, path{}, 0)
	if !ok || len(rest) > 0 {
		s.out = s.out[:0]
		s.head(c, flags|shapeRaw)
		return string(s.out)
	}
	if c.Kind == coop.KindEntry && s.amounts > 1 && s.sum == 0 && !s.odd {
		s.out[s.last] = holeBalance
	}
	return string(s.out)
}

func (s *shaping) head(c *coop.Change, flags byte) {
	s.out = append(s.out, byte(c.Kind), c.Version, flags)
	s.out = binary.AppendUvarint(s.out, uint64(len(c.Seen)))
	s.out = binary.AppendUvarint(s.out, uint64(len(c.Mark)))
}

func (s *shaping) value(b []byte, p path, depth int) ([]byte, bool) {
	it, rest, ok := nextItem(b)
	if !ok || depth > maxDepth {
		return b, false
	}
	here := place{s.kind, p.at}
	switch it.major {
	case majorUint, majorNeg:
		s.number(it, here)
	case majorBytes:
		s.out = append(s.out, holeOf(len(it.content)))
	case majorText:
		if constant[here] || it.arg == 0 {
			s.out = append(append(s.out, it.head...), it.content...)
		} else {
			s.out = append(s.out, holeText)
		}
	case majorSimple:
		s.out = append(s.out, it.head...)
	case majorArray:
		s.out = append(s.out, it.head...)
		for i := uint64(0); i < it.arg && ok; i++ {
			if len(rest) == 0 {
				return b, false
			}
			rest, ok = s.value(rest, p.element(int(min(i, 7)), rest[0]>>5), depth+1)
		}
	case majorMap:
		s.out = append(s.out, it.head...)
		for i := uint64(0); i < it.arg && ok; i++ {
			var key item
			if key, rest, ok = nextItem(rest); !ok || key.major > majorText {
				return b, false
			}
			s.out = append(append(s.out, key.head...), key.content...)
			rest, ok = s.value(rest, p.key(key), depth+1)
		}
	}
	return rest, ok
}

func (s *shaping) number(it item, here place) {
	if here == placeAmount {
		v, fits := signed(it.major, it.arg)
		sum, more := addSigned(s.sum, v)
		s.odd = s.odd || !fits || !more
		s.sum, s.last = sum, len(s.out)
		s.amounts++
	}
	if it.major == majorNeg {
		s.out = append(s.out, holeNeg)
	} else {
		s.out = append(s.out, holeUint)
	}
}

func holeOf(size int) byte {
	switch size {
	case 16:
		return holeID
	case 32:
		return holeHash
	}
	return holeBytes
}

// signed gives the number of a CBOR integer, if it fits.
func signed(major byte, arg uint64) (int64, bool) {
	if major == majorNeg {
		return -1 - int64(arg), arg < 1<<63
	}
	return int64(arg), arg < 1<<63
}

func addSigned(a, b int64) (int64, bool) {
	sum := a + b
	return sum, (sum > a) == (b > 0)
}

// integer gives the CBOR integer of a number.
func integer(v int64) (major byte, arg uint64) {
	if v < 0 {
		return majorNeg, uint64(-1 - v)
	}
	return majorUint, uint64(v)
}
