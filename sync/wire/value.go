package wire

import (
	"strconv"

	"lumbung/store/coop"
)

func zigzag(n int64) uint64   { return uint64(n)<<1 ^ uint64(n>>63) }
func unzigzag(n uint64) int64 { return int64(n>>1) ^ -int64(n&1) }

// number carries over an integer as its distance from what is expected of it.
func (k *codec) number(major byte, arg uint64, here place) uint64 {
	switch here {
	case placeAmount:
		arg = k.amount(major, arg)
		v, fits := signed(major, arg)
		sum, more := addSigned(k.sum, v)
		k.sum, k.fits = sum, k.fits && fits && more
		return arg
	case placeMonth:
		expect := k.month
		if expect == 0 {
			expect = k.last[placeDate] / 100
		}
		arg = expect + uint64(unzigzag(k.cols.uint(sortNumber, here, zigzag(int64(arg-expect)))))
		k.month = arg + 1
		if arg%100 == 12 {
			k.month = arg + 89
		}
		return arg
	}
	expect := k.last[here]
	arg = expect + uint64(unzigzag(k.cols.uint(sortNumber, here, zigzag(int64(arg-expect)))))
	k.last[here] = arg
	return arg
}

// balance gives the amount that the others lack to zero.
func (k *codec) balance() (major byte, arg uint64) {
	if !k.fits || k.sum == -1<<63 {
		k.cols.fail()
	}
	return integer(-k.sum)
}

// amount carries over an amount of money: one of the last in this hole of this shape, else digits and zeros.
func (k *codec) amount(major byte, arg uint64) uint64 {
	sen := arg
	if major == majorNeg {
		sen++ // CBOR counts negative numbers from -1; 2^64 wraps to 0 and back
	}
	seen := recentOf(k.amounts, slot{k.shape, k.hole}, maxAmounts)
	rank, known := seen.rank(sen)
	if code := k.cols.uint(sortAmount, anywhere, codeOf(rank, known)); code > 0 {
		if sen, known = seen.at(int(min(code, maxIDs)) - 1); !known {
			k.cols.fail()
			return 0
		}
		seen.use(int(code) - 1)
	} else {
		sen = k.figure(sen)
		seen.add(sen)
	}
	if major == majorNeg {
		return sen - 1
	}
	return sen
}

// figure carries over a number as its digits without the zeros at its end, and how many those are.
func (k *codec) figure(n uint64) uint64 {
	zeros := uint64(0)
	for n != 0 && n%10 == 0 {
		n /= 10
		zeros++
	}
	zeros = k.cols.uint(sortZeros, anywhere, zeros)
	n = k.cols.uint(sortFigure, anywhere, n)
	if zeros > 19 {
		k.cols.fail()
		return 0
	}
	for range zeros {
		n *= 10
	}
	return n
}

// id carries over an id: one met before, or its bytes.
func (k *codec) id(d domain, id coop.ID) coop.ID {
	met := k.idsOf(d)
	rank, known := met.rank(id)
	code := k.cols.uint(sortID, place{kind: coop.Kind(d)}, codeOf(rank, known))
	if code == 0 {
		copy(id[:], k.cols.raw(id[:], len(id)))
		met.add(id)
		return id
	}
	if id, known = met.at(int(min(code, maxIDs+1)) - 1); !known {
		k.cols.fail()
		return coop.ID{}
	}
	met.use(int(code) - 1)
	return id
}

// hash carries over thirty-two bytes: the hash of a change that went before, or its bytes.
func (k *codec) hash(b []byte) []byte {
	code := uint64(0)
	if !k.dec {
		for i := len(k.hashes) - 1; i >= 0; i-- {
			if string(k.hashes[i][:]) == string(b) {
				code = uint64(len(k.hashes) - i)
				break
			}
		}
	}
	code = k.cols.uint(sortID, place{kind: coop.KindClose}, code)
	if code == 0 {
		return k.cols.raw(b, len(coop.Hash{}))
	}
	if code > uint64(len(k.hashes)) {
		k.cols.fail()
		return nil
	}
	h := k.hashes[len(k.hashes)-int(code)]
	return h[:]
}

// text carries over a text: 0 for the last one with the number at its end counted up, then the rank of one met before,
// then the length of a new one.
func (k *codec) text(here place, b []byte) []byte {
	met := recentOf(k.texts, here, maxTexts)
	next := ""
	if last, ok := met.at(0); ok {
		next = countUp(last)
	}
	code := uint64(1 + maxTexts + len(b))
	if !k.dec {
		if rank, known := met.rank(string(b)); known {
			code = uint64(rank) + 1
		} else if next != "" && string(b) == next {
			code = 0
		}
	}
	code = k.cols.uint(sortTextCode, here, code)
	switch {
	case code == 0 && next != "":
		b = []byte(next)
		met.add(next)
	case code == 0:
		k.cols.fail()
	case code <= maxTexts:
		s, ok := met.at(int(code) - 1)
		if !ok {
			k.cols.fail()
			return nil
		}
		met.use(int(code) - 1)
		b = []byte(s)
	default:
		b = k.cols.bytes(sortText, anywhere, b, int(min(code-1-maxTexts, coop.MaxChangeBytes+1)))
		met.add(string(b))
	}
	return b
}

// countUp gives the text with the number at its end one higher, as wide as it was; "" where none stands there.
func countUp(s string) string {
	i := len(s)
	for i > 0 && len(s)-i < 9 && s[i-1] >= '0' && s[i-1] <= '9' {
		i--
	}
	if i == len(s) {
		return ""
	}
	n, err := strconv.Atoi(s[i:])
	if err != nil {
		return ""
	}
	digits := strconv.Itoa(n + 1)
	for len(digits) < len(s)-i {
		digits = "0" + digits
	}
	return s[:i] + digits
}
