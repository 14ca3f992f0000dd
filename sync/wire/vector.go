package wire

import (
	"bytes"
	"cmp"
	"slices"

	"lumbung/store/coop"
)

// maxLogs bounds how many logs a message can name.
const maxLogs = 4096

// Vector says what somebody holds: the heads of all logs, ascending by (log, seq, hash); a forked log has several.
type Vector []coop.Sighting

// VectorOf shortens heads to a vector.
func VectorOf(heads []coop.Head) Vector {
	v := make(Vector, 0, len(heads))
	for _, h := range heads {
		v = append(v, coop.Sighting{Log: h.Log, Seq: h.Seq, Hash: h.Hash.Short()})
	}
	slices.SortFunc(v, compareSightings)
	return slices.Compact(v)
}

// Heads gives the vector's whole heads. Find looks a change up among those held here; one that is not found here keeps
// zeros behind its eight bytes, so that it is a head of its log which nobody here holds.
func (v Vector) Heads(find func(coop.Sighting) (coop.Head, bool)) []coop.Head {
	heads := make([]coop.Head, 0, len(v))
	for _, s := range v {
		h, ok := find(s)
		if !ok {
			h = coop.Head{Log: s.Log, Seq: s.Seq}
			copy(h.Hash[:], s.Hash[:])
		}
		heads = append(heads, h)
	}
	return heads
}

// Equal says whether both hold the same.
func (v Vector) Equal(o Vector) bool { return slices.Equal(v, o) }

// Holds says whether the sighting is one of the heads.
func (v Vector) Holds(s coop.Sighting) bool { return slices.Contains(v, s) }

// of gives the heads of one log.
func (v Vector) of(log coop.ID) Vector {
	from, _ := slices.BinarySearchFunc(v, log, func(s coop.Sighting, l coop.ID) int {
		return bytes.Compare(s.Log[:], l[:])
	})
	to := from
	for to < len(v) && v[to].Log == log {
		to++
	}
	return v[from:to]
}

func compareSightings(a, b coop.Sighting) int {
	return cmp.Or(bytes.Compare(a.Log[:], b.Log[:]), cmp.Compare(a.Seq, b.Seq), bytes.Compare(a.Hash[:], b.Hash[:]))
}

func (w *writer) vector(v Vector) {
	w.count(len(v))
	for _, s := range v {
		w.log(s.Log)
		w.uint(uint64(s.Seq))
		w.raw(s.Hash[:])
	}
}

func (r *reader) vector() Vector {
	n := r.count(10)
	var v Vector
	for range n {
		s := coop.Sighting{Log: r.log(), Seq: r.seq()}
		r.into(s.Hash[:])
		if len(v) > 0 && compareSightings(v[len(v)-1], s) >= 0 {
			r.fail(ErrMalformed)
		}
		v = append(v, s)
	}
	return v
}

// difference writes how v differs from what the other side said it holds: log by log, all heads of those that differ.
func (w *writer) difference(v, from Vector) {
	var logs []coop.ID
	for _, s := range slices.Concat(v, from) {
		logs = append(logs, s.Log)
	}
	slices.SortFunc(logs, func(a, b coop.ID) int { return bytes.Compare(a[:], b[:]) })
	logs = slices.DeleteFunc(slices.Compact(logs), func(l coop.ID) bool { return v.of(l).Equal(from.of(l)) })
	w.count(len(logs))
	for _, l := range logs {
		w.log(l)
		heads := v.of(l)
		w.count(len(heads))
		for _, s := range heads {
			w.uint(uint64(s.Seq))
			w.raw(s.Hash[:])
		}
	}
}

func (r *reader) difference(from Vector) Vector {
	n := r.count(2)
	v := slices.Clone(from)
	for range n {
		log := r.log()
		v = slices.DeleteFunc(v, func(s coop.Sighting) bool { return s.Log == log })
		for range r.count(9) {
			s := coop.Sighting{Log: log, Seq: r.seq()}
			r.into(s.Hash[:])
			v = append(v, s)
		}
	}
	slices.SortFunc(v, compareSightings)
	return slices.Compact(v)
}
