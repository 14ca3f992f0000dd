package wire

import (
	"crypto/sha256"

	"lumbung/store/coop"
)

// maxParts bounds how many ranges a message holds.
const maxParts = 64

// Part is a byte range of a pack that is too long to travel in one piece.
type Part struct {
	Sum    coop.Hash // SHA-256 of the whole pack
	Size   int       // of the whole pack, at most MaxMessage
	Offset int
	Bytes  []byte
}

// Kept says how much of a pack somebody keeps, from its beginning.
type Kept struct {
	Sum   coop.Hash
	Bytes int
}

// NextPart gives the next range of a pack of which the receiver keeps the first so many bytes; false when it is whole.
func NextPart(pack []byte, kept int) (Part, bool) {
	if kept < 0 || kept >= len(pack) {
		return Part{}, false
	}
	end := min(len(pack), kept+PartBytes)
	return Part{Sum: sha256.Sum256(pack), Size: len(pack), Offset: kept, Bytes: pack[kept:end]}, true
}

// Join adds a range to what is kept of its pack and says whether the pack is whole. A range that leaves a gap changes
// nothing; bytes that are kept already stay. Of a whole pack whose sum is wrong nothing is kept.
func (p Part) Join(kept []byte) (now []byte, whole bool) {
	end := p.Offset + len(p.Bytes)
	if p.Offset > len(kept) || end <= len(kept) || end > p.Size {
		return kept, false
	}
	now = append(kept[:len(kept):len(kept)], p.Bytes[len(kept)-p.Offset:]...)
	if len(now) < p.Size {
		return now, false
	}
	if sha256.Sum256(now) != p.Sum {
		return nil, false
	}
	return now, true
}

func (w *writer) parts(parts []Part) {
	if len(parts) == 0 {
		return
	}
	w.count(len(parts))
	for _, p := range parts {
		w.raw(p.Sum[:])
		w.count(p.Size)
		w.count(p.Offset)
		w.bytes(p.Bytes)
	}
}

func (r *reader) parts(flags byte) []Part {
	if flags&flagParts == 0 {
		return nil
	}
	n := r.count(36)
	if n > maxParts {
		r.fail(ErrTooLarge)
		return nil
	}
	var parts []Part
	for range n {
		var p Part
		r.into(p.Sum[:])
		p.Size, p.Offset = int(min(r.uint(), MaxMessage+1)), int(min(r.uint(), MaxMessage+1))
		p.Bytes = r.bytes()
		if p.Size > MaxMessage || p.Offset+len(p.Bytes) > p.Size || len(p.Bytes) == 0 {
			r.fail(ErrMalformed)
		}
		parts = append(parts, p)
	}
	return parts
}

func (w *writer) kept(kept []Kept) {
	if len(kept) == 0 {
		return
	}
	w.count(len(kept))
	for _, k := range kept {
		w.raw(k.Sum[:])
		w.count(k.Bytes)
	}
}

func (r *reader) kept(flags byte) []Kept {
	if flags&flagKept == 0 {
		return nil
	}
	n := r.count(33)
	if n > maxParts {
		r.fail(ErrTooLarge)
		return nil
	}
	var kept []Kept
	for range n {
		var k Kept
		r.into(k.Sum[:])
		k.Bytes = int(min(r.uint(), MaxMessage))
		kept = append(kept, k)
	}
	return kept
}
