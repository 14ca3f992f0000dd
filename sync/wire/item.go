package wire

import "encoding/binary"

// item is the head of one CBOR data item, and for strings their content.
type item struct {
	major   byte
	arg     uint64
	content []byte
	head    []byte // the head as it stood
}

// CBOR's major types.
const (
	majorUint   = 0
	majorNeg    = 1
	majorBytes  = 2
	majorText   = 3
	majorArray  = 4
	majorMap    = 5
	majorSimple = 7
)

// nextItem reads the head of the next item in its shortest form. False for what the columns do not know: tags, floats,
// indefinite lengths and longer forms.
func nextItem(b []byte) (it item, rest []byte, ok bool) {
	if len(b) == 0 {
		return it, b, false
	}
	it.major = b[0] >> 5
	size := 1
	switch info := b[0] & 31; {
	case info < 24:
		it.arg = uint64(info)
	case it.major == majorSimple || info > 27 || len(b) < 1+1<<(info-24):
		return it, b, false
	default:
		size += 1 << (info - 24)
		var wide [8]byte
		copy(wide[8-size+1:], b[1:size])
		it.arg = binary.BigEndian.Uint64(wide[:])
		if shortest(it.arg) != size {
			return it, b, false
		}
	}
	it.head, rest = b[:size:size], b[size:]
	switch it.major {
	case majorBytes, majorText:
		if it.arg > uint64(len(rest)) {
			return it, b, false
		}
		it.content, rest = rest[:it.arg:it.arg], rest[it.arg:]
	case majorSimple:
		ok = it.arg >= 20 && it.arg <= 22 // false, true, null
		return it, rest, ok
	case 6:
		return it, b, false
	}
	return it, rest, true
}

func shortest(n uint64) int {
	switch {
	case n < 24:
		return 1
	case n < 1<<8:
		return 2
	case n < 1<<16:
		return 3
	case n < 1<<32:
		return 5
	}
	return 9
}

// appendHead writes the head of an item in its shortest form.
func appendHead(b []byte, major byte, n uint64) []byte {
	m := major << 5
	switch shortest(n) {
	case 1:
		return append(b, m|byte(n))
	case 2:
		return append(b, m|24, byte(n))
	case 3:
		return binary.BigEndian.AppendUint16(append(b, m|25), uint16(n))
	case 5:
		return binary.BigEndian.AppendUint32(append(b, m|26), uint32(n))
	}
	return binary.BigEndian.AppendUint64(append(b, m|27), n)
}
