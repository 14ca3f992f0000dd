package wire

import "lumbung/store/coop"

// packVersion is the format of packs: columns, predictions and dictionary. A new one gets a new number; the old one is
// read for ever.
const packVersion = 1

// HistoryChanges is how many changes that the receiver holds a pack is compressed against, at most.
const HistoryChanges = 512

// Base names the changes that a pack is compressed against: the last Changes changes of a log up to and including
// (Log, Seq, Hash). Changes 0: only the format's own dictionary.
type Base struct {
	coop.Sighting
	Changes int
}

// header begins a pack.
type header struct {
	log   coop.ID
	first int64     // seq of the run's first change
	prev  coop.Hash // in full where the base does not give it
	count int
	size  int // canonical bytes of all changes together
	base  Base
	sign  []byte
}

const (
	packOwn   = 1 << 0 // the base is of the same log and the run follows it
	packOther = 1 << 1 // the base is of another log
	packPlain = 1 << 2 // the columns are not compressed
)

func (h *header) write(w *writer, flags byte) {
	w.raw(h.log[:])
	w.byte(packVersion)
	switch {
	case h.base.Changes > 0 && h.base.Log == h.log:
		flags |= packOwn
	case h.base.Changes > 0:
		flags |= packOther
	}
	w.byte(flags)
	w.count(h.size)
	w.count(h.count)
	if flags&packOther != 0 {
		w.raw(h.base.Log[:])
		w.uint(uint64(h.base.Seq))
	}
	if flags&(packOwn|packOther) != 0 {
		w.raw(h.base.Hash[:])
		w.count(h.base.Changes)
	}
	w.uint(uint64(h.first))
	if flags&packOwn == 0 && h.first > 1 {
		w.raw(h.prev[:])
	}
	w.bytes(h.sign)
}

func (r *reader) header() (h header, flags byte) {
	h.log = r.id()
	if v := r.byte(); r.err == nil && v != packVersion {
		r.fail(ErrVersion)
	}
	flags = r.byte()
	h.size, h.count = int(min(r.uint(), MaxUnpacked+1)), int(min(r.uint(), MaxUnpacked+1))
	if h.size > MaxUnpacked {
		r.fail(ErrTooLarge)
	}
	if flags > 7 || flags&packOwn != 0 && flags&packOther != 0 || h.count < 1 || h.count > h.size {
		r.fail(ErrMalformed)
	}
	if flags&packOther != 0 {
		h.base.Log, h.base.Seq = r.id(), r.seq()
	}
	if flags&(packOwn|packOther) != 0 {
		r.into(h.base.Hash[:])
		h.base.Changes = int(min(r.uint(), HistoryChanges+1))
		if h.base.Changes < 1 || h.base.Changes > HistoryChanges {
			r.fail(ErrMalformed)
		}
	}
	h.first = r.seq()
	switch {
	case flags&packOwn != 0:
		h.base.Log, h.base.Seq = h.log, h.first-1
		if h.first < 2 {
			r.fail(ErrMalformed)
		}
	case h.first > 1:
		r.into(h.prev[:])
	}
	h.sign = r.bytes()
	return h, flags
}

// BaseOf says what a pack is compressed against, so that the receiver can fetch it: History(Base) for Unpack.
func BaseOf(pack []byte) (Base, error) {
	r := reader{b: pack}
	h, _ := r.header()
	return h.base, r.err
}

// unpackedSize says how many canonical bytes a pack says it unpacks to.
func unpackedSize(pack []byte) (int, error) {
	r := reader{b: pack}
	h, _ := r.header()
	return h.size, r.err
}
