package coop

import (
	"bytes"
	"crypto/sha256"
	"strings"
)

// CheckCode is the short code on a slip (kuitansi): it proves that a change with exactly this content is in the book.
// Ten characters, without the letters that are mistaken for figures; zero is no code.
//
// The first 30 bits are those of the entry's id, so that the entry is found without an index. The next 15 are those of
// SHA-256 over a label, the change's hash and the member the slip is for, or none where it is for the whole entry: the
// slip of one member of a rapel has a code of its own, which says nothing of the others'. Both derive from the change's
// hash, so a code covers day, amounts, members, author and everything recorded before. The last character is a check:
// any one wrong character and any two that changed places are always noticed, of other slips of the pen 31 in 32.
//
// A code drawn at random passes in a book with n slips with the chance n/2^50, with the check reckoned n/2^45: in a
// village of 25,000 slips 1 in 1.4 thousand million. That is for guessing. Whoever keeps the book can give the code of
// another entry, so whoever checks compares what is shown (voucher, day, name, amount) with the paper.
type CheckCode string

// codeLetters are Crockford's: no I, L, O and U.
const codeLetters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

const (
	codeLength = 10
	codeLabel  = "lumbung slip 1"
	entryBits  = 30 // of the entry's id
	memberBits = 15
)

// The problems of a code that was typed.
const (
	ProblemCodeEmpty  = "code.empty"  // nothing typed
	ProblemCodeLetter = "code.letter" // args: the letter
	ProblemCodeLength = "code.length" // args: how many there are, how many there must be
	ProblemCodeWrong  = "code.wrong"  // the check character does not fit
)

// CheckCodeOf gives the code of the slip for a member of the change with this hash; no member: of the whole entry.
func CheckCodeOf(hash Hash, member ID) CheckCode {
	bits := uint64(entryPart(HashID(hash, 0)))<<memberBits | uint64(memberPart(hash, member))
	var code [codeLength]byte
	var sum byte
	for i := range codeLength - 1 {
		value := byte(bits >> (entryBits + memberBits - 5*(i+1)) & 31)
		code[i] = codeLetters[value]
		sum ^= times(value, i)
	}
	code[codeLength-1] = codeLetters[sum]
	return CheckCode(code[:])
}

// entryPart is the first 30 bits of an entry's id.
func entryPart(id ID) uint32 {
	return (uint32(id[0])<<24 | uint32(id[1])<<16 | uint32(id[2])<<8 | uint32(id[3])) >> (32 - entryBits)
}

// memberPart is 15 bits of what the change says to this member.
func memberPart(hash Hash, member ID) uint16 {
	sum := sha256.Sum256(bytes.Join([][]byte{[]byte(codeLabel), hash[:], member[:]}, nil))
	return (uint16(sum[0])<<8 | uint16(sum[1])) >> (16 - memberBits)
}

// times multiplies by the (n+1)-th power of x in the field of 32 elements of x⁵+x²+1: the powers differ for all places
// of a code, which is why the check notices two characters that changed places.
func times(value byte, n int) byte {
	for range n + 1 {
		value <<= 1
		if value > 31 {
			value ^= 0b100101
		}
	}
	return value
}

// codeForgiven are letters that are read or written for others.
var codeForgiven = strings.NewReplacer("O", "0", "I", "1", "L", "1", "U", "V")

// ParseCheckCode reads a code as people type it: small or large, with spaces and dashes anywhere, O for 0, I and L for
// 1. The error is a Problem, also where the check character says that something was mistyped.
func ParseCheckCode(text string) (CheckCode, error) {
	var typed strings.Builder
	var sum byte
	for _, r := range codeForgiven.Replace(strings.ToUpper(text)) {
		if strings.ContainsRune(" -–—.·/\t\r\n\u00a0", r) {
			continue
		}
		value := strings.IndexRune(codeLetters, r)
		if value < 0 {
			return "", Problem{Key: ProblemCodeLetter, Args: []any{string(r)}}
		}
		if n := typed.Len(); n < codeLength-1 {
			sum ^= times(byte(value), n)
		} else if n == codeLength-1 {
			sum ^= byte(value)
		}
		typed.WriteRune(r)
	}
	switch n := typed.Len(); {
	case n == 0:
		return "", Problem{Key: ProblemCodeEmpty}
	case n != codeLength:
		return "", Problem{Key: ProblemCodeLength, Args: []any{n, codeLength}}
	case sum != 0:
		return "", Problem{Key: ProblemCodeWrong}
	}
	return CheckCode(typed.String()), nil
}

// String writes the code in two halves: 7K2M9-QX4TF.
func (c CheckCode) String() string {
	if len(c) != codeLength {
		return string(c)
	}
	return string(c[:codeLength/2]) + "-" + string(c[codeLength/2:])
}

// Span gives the least and the greatest id of the entries that the code can be of; hardly ever is there more than one.
func (c CheckCode) Span() (least, most ID) {
	var bits uint64
	for i := range min(len(c), codeLength-1) {
		bits = bits<<5 | uint64(max(strings.IndexByte(codeLetters, c[i]), 0))
	}
	first := uint32(bits>>memberBits) << (32 - entryBits)
	for i := range most {
		most[i] = 0xff
	}
	for i := range 4 {
		least[i] = byte(first >> (24 - 8*i))
		most[i] = least[i]
	}
	most[3] |= 1<<(32-entryBits) - 1
	return least, most
}
