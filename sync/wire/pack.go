package wire

import (
	"errors"
	"fmt"
	"slices"

	"lumbung/store/coop"
)

// errChain is returned for a run that is no chain of changes of one log.
var errChain = errors.New("wire: a run that is not one chain of one log")

// Pack packs a signed run. History is what the receiver said it holds and both sides have: the last HistoryChanges
// changes at most of one log, ascending, up to a head that the receiver named. It is the run's own log up to the run's
// first change where possible, else any other; empty, the run is packed against the format's own dictionary. What Pack
// gives was unpacked again and compared.
func Pack(cooperative coop.ID, history []coop.Change, run coop.Run) ([]byte, error) {
	history = recentChanges(history)
	h, err := headerOf(cooperative, history, run)
	if err != nil {
		return nil, err
	}
	b := baseOf(history)
	memory := b.memory.clone()
	memory.begin(run.Log)
	k := newCodec(memory, newColumns())
	prev := run.Changes[0].Prev
	for _, c := range run.Changes {
		if c.Prev != prev || c.Log != run.Log {
			return nil, errChain
		}
		k.change(&c)
		prev = c.Hash()
		k.learn(&c, prev)
	}
	w := writer{}
	plain := k.cols.join()
	squeezed := squeeze(b.dictionary, plain)
	if len(squeezed) < len(plain) {
		h.write(&w, 0)
		w.bytes(k.cols.blob)
		w.raw(squeezed)
	} else {
		h.write(&w, packPlain)
		w.bytes(k.cols.blob)
		w.raw(plain)
	}
	back, err := unpack(cooperative, b, history, w.b)
	if err != nil {
		return nil, fmt.Errorf("wire: what was packed does not unpack: %w", err)
	}
	if !slices.EqualFunc(back.Changes, run.Changes, same) {
		return nil, errors.New("wire: what was packed unpacks to something else")
	}
	return w.b, nil
}

func same(a, b coop.Change) bool { return a.Prev == b.Prev && string(a.Encode()) == string(b.Encode()) }

func recentChanges(history []coop.Change) []coop.Change {
	return history[max(0, len(history)-HistoryChanges):]
}

// headerOf checks the run and says how the pack begins.
func headerOf(cooperative coop.ID, history []coop.Change, run coop.Run) (header, error) {
	if len(run.Changes) == 0 {
		return header{}, errChain
	}
	first := run.Changes[0]
	h := header{log: run.Log, first: first.Seq, prev: first.Prev, count: len(run.Changes), sign: run.Sign}
	for i, c := range run.Changes {
		if c.Seq != first.Seq+int64(i) {
			return header{}, errChain
		}
		canonical, err := c.Canonical()
		if err != nil {
			return header{}, err
		}
		h.size += len(canonical)
	}
	if first.Seq < 1 || (first.Seq == 1 && first.Prev != coop.Genesis(cooperative, run.Log)) {
		return header{}, errChain
	}
	if h.size > MaxUnpacked {
		return header{}, fmt.Errorf("%w: a run of %d bytes", ErrTooLarge, h.size)
	}
	if n := len(history); n > 0 {
		last := history[n-1]
		hash := last.Hash()
		h.base = Base{coop.Sighting{Log: last.Log, Seq: last.Seq, Hash: hash.Short()}, n}
		if last.Log == run.Log && (last.Seq != first.Seq-1 || hash != first.Prev) {
			return header{}, errChain
		}
	}
	return h, nil
}

// Unpack gives back the run of a pack, canonical byte for canonical byte. History is what BaseOf names; ErrBase where
// it is something else. The signature is not checked: whoever receives the run does that.
func Unpack(cooperative coop.ID, history []coop.Change, pack []byte) (coop.Run, error) {
	history = recentChanges(history)
	return unpack(cooperative, baseOf(history), history, pack)
}

func unpack(cooperative coop.ID, b base, history []coop.Change, pack []byte) (coop.Run, error) {
	r := reader{b: pack}
	h, flags := r.header()
	blob := r.bytes()
	if r.err != nil {
		return coop.Run{}, r.err
	}
	prev, err := h.follow(cooperative, history)
	if err != nil {
		return coop.Run{}, err
	}
	plain := r.b
	if flags&packPlain == 0 {
		if plain, err = stretch(b.dictionary, r.b, columnRoom(h.size)); err != nil {
			return coop.Run{}, err
		}
	}
	cols, err := split(plain, blob)
	if err != nil {
		return coop.Run{}, err
	}
	memory := b.memory.clone()
	memory.begin(h.log)
	k := newCodec(memory, cols)
	run := coop.Run{Log: h.log, Sign: h.sign}
	left := h.size
	for i := range h.count {
		c := coop.Change{Log: h.log, Seq: h.first + int64(i), Prev: prev}
		k.limit = min(left, coop.MaxChangeBytes)
		if !k.change(&c) {
			return coop.Run{}, cols.err
		}
		canonical, err := c.Canonical()
		if err != nil {
			return coop.Run{}, fmt.Errorf("%w: %w", ErrMalformed, err)
		}
		if left -= len(canonical); left < 0 {
			return coop.Run{}, ErrTooLarge
		}
		// Nothing may come out that could be stored and not be read again.
		checked, err := coop.DecodeChange(canonical)
		if err != nil {
			return coop.Run{}, fmt.Errorf("%w: %w", ErrMalformed, err)
		}
		checked.Prev = prev
		prev = coop.ChainHash(prev, canonical)
		k.learn(&c, prev)
		run.Changes = append(run.Changes, checked)
	}
	if err := cols.end(); err != nil || left != 0 {
		return coop.Run{}, ErrMalformed
	}
	return run, nil
}

// columnRoom is how large the columns of so many canonical bytes can be at most.
func columnRoom(size int) int { return 2*size + 1024 }

// follow checks that history is what the pack was made with, and gives the hash before the run's first change.
func (h *header) follow(cooperative coop.ID, history []coop.Change) (coop.Hash, error) {
	prev := h.prev
	if h.first == 1 {
		prev = coop.Genesis(cooperative, h.log)
	}
	if h.base.Changes != len(history) {
		return prev, ErrBase
	}
	if len(history) == 0 {
		return prev, nil
	}
	last := history[len(history)-1]
	hash := last.Hash()
	if h.base.Sighting != (coop.Sighting{Log: last.Log, Seq: last.Seq, Hash: hash.Short()}) {
		return prev, ErrBase
	}
	if last.Log == h.log {
		prev = hash
	}
	return prev, nil
}
