package wire

import (
	"encoding/binary"

	"lumbung/store/coop"
)

// writer puts a message together. Logs are named once in full and then by their place.
type writer struct {
	b    []byte
	logs map[coop.ID]uint64
}

func (w *writer) byte(b byte)     { w.b = append(w.b, b) }
func (w *writer) raw(b []byte)    { w.b = append(w.b, b...) }
func (w *writer) uint(n uint64)   { w.b = binary.AppendUvarint(w.b, n) }
func (w *writer) count(n int)     { w.uint(uint64(n)) }
func (w *writer) bytes(b []byte)  { w.count(len(b)); w.raw(b) }
func (w *writer) text(s string)   { w.count(len(s)); w.b = append(w.b, s...) }
func (w *writer) know(id coop.ID) { w.logs = map[coop.ID]uint64{id: 1} }

// log names a log: 0 and sixteen bytes the first time, its place among those named afterwards.
func (w *writer) log(id coop.ID) {
	if n, ok := w.logs[id]; ok {
		w.uint(n)
		return
	}
	if w.logs == nil {
		w.logs = map[coop.ID]uint64{}
	}
	w.logs[id] = uint64(len(w.logs) + 1)
	w.byte(0)
	w.raw(id[:])
}

// reader takes a message apart. The first thing that is wrong stays in err and everything after reads as zero.
type reader struct {
	b    []byte
	logs []coop.ID
	err  error
}

func (r *reader) fail(err error) {
	if r.err == nil {
		r.err = err
	}
	r.b = nil
}

func (r *reader) take(n int) []byte {
	if n < 0 || n > len(r.b) {
		r.fail(ErrMalformed)
		return nil
	}
	out := r.b[:n:n]
	r.b = r.b[n:]
	return out
}

func (r *reader) byte() byte {
	if b := r.take(1); b != nil {
		return b[0]
	}
	return 0
}

// into fills dst.
func (r *reader) into(dst []byte) { copy(dst, r.take(len(dst))) }

// uint reads the one shortest form of a number.
func (r *reader) uint() uint64 {
	n, size := binary.Uvarint(r.b)
	if size <= 0 || (size > 1 && r.b[size-1] == 0) {
		r.fail(ErrMalformed)
		return 0
	}
	r.b = r.b[size:]
	return n
}

// count reads a number of things of which each takes at least size bytes of what is left.
func (r *reader) count(size int) int {
	n := r.uint()
	if n > uint64(len(r.b)/max(1, size)) {
		r.fail(ErrMalformed)
		return 0
	}
	return int(n)
}

func (r *reader) bytes() []byte { return r.take(r.count(1)) }

func (r *reader) id() (id coop.ID) {
	r.into(id[:])
	return id
}

// seq reads a place in a log: at least 1.
func (r *reader) seq() int64 {
	n := r.uint()
	if n < 1 || n > 1<<62 {
		r.fail(ErrMalformed)
		return 0
	}
	return int64(n)
}

func (r *reader) log() coop.ID {
	n := r.uint()
	if n == 0 {
		id := r.id()
		for _, known := range r.logs {
			if known == id {
				r.fail(ErrMalformed) // it has a place already
			}
		}
		if len(r.logs) >= maxLogs {
			r.fail(ErrMalformed)
		}
		r.logs = append(r.logs, id)
		return id
	}
	if n > uint64(len(r.logs)) {
		r.fail(ErrMalformed)
		return coop.ID{}
	}
	return r.logs[n-1]
}

// end checks that nothing is left over.
func (r *reader) end() error {
	if r.err == nil && len(r.b) > 0 {
		r.err = ErrMalformed
	}
	return r.err
}
