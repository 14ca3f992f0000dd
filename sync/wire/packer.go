package wire

import "lumbung/store/coop"

// Tail gives the last n changes of a log up to and including the one that the sighting names, ascending; none where
// that is not held.
type Tail func(upTo coop.Sighting, n int) ([]coop.Change, error)

// Packer packs the runs of one message or file, one after the other: each against what the receiver said it holds, or
// what went before in the same message.
type Packer struct {
	cooperative coop.ID
	have        Vector
	tail        Tail
	chains      chains
}

// NewPacker makes a packer for a receiver that holds have. Where have is empty tail is not called and may be nil.
func NewPacker(cooperative coop.ID, have Vector, tail Tail) *Packer {
	return &Packer{cooperative: cooperative, have: have, tail: tail, chains: chains{}}
}

// Pack packs the next run.
func (p *Packer) Pack(run coop.Run) ([]byte, error) {
	if len(run.Changes) == 0 {
		return nil, errChain
	}
	history, err := p.history(run)
	if err != nil {
		return nil, err
	}
	pack, err := Pack(p.cooperative, history, run)
	if err != nil {
		return nil, err
	}
	p.chains.add(run, history)
	return pack, nil
}

// young is up to how many changes a log says less about itself than a longer one of the same village.
const young = 48

// history chooses what the run is packed against: its own log, unless that is young; else the longest other log.
func (p *Packer) history(run coop.Run) ([]coop.Change, error) {
	first := run.Changes[0]
	before := coop.Sighting{Log: run.Log, Seq: first.Seq - 1, Hash: first.Prev.Short()}
	own, ok := p.chains.last(before, HistoryChanges)
	if !ok && p.have.Holds(before) {
		var err error
		if own, err = p.tail(before, HistoryChanges); err != nil {
			return nil, err
		}
	}
	if len(own) > young {
		return own, nil
	}
	var best coop.Sighting
	for _, s := range p.have {
		if s.Log != run.Log && s.Seq > best.Seq {
			best = s
		}
	}
	other := p.chains.longest(run.Log)
	if best.Seq > int64(len(other)) {
		history, err := p.tail(best, HistoryChanges)
		if err != nil {
			return nil, err
		}
		if len(history) > len(other) {
			other = history
		}
	}
	if len(other) > 4*len(own) {
		return other, nil
	}
	return own, nil
}

// Unpacker unpacks the packs of one message or file, in their order.
type Unpacker struct {
	cooperative coop.ID
	tail        Tail
	chains      chains
}

// NewUnpacker makes an unpacker; tail reads what is held here, and may be nil for a file.
func NewUnpacker(cooperative coop.ID, tail Tail) *Unpacker {
	return &Unpacker{cooperative: cooperative, tail: tail, chains: chains{}}
}

// Unpack unpacks the next pack. ErrBase: what it was packed against is not held here; a pack that follows may still be
// unpacked.
func (u *Unpacker) Unpack(pack []byte) (coop.Run, error) {
	base, err := BaseOf(pack)
	if err != nil {
		return coop.Run{}, err
	}
	var history []coop.Change
	if base.Changes > 0 {
		chain, ok := u.chains.last(base.Sighting, base.Changes)
		if !ok && u.tail != nil {
			if chain, err = u.tail(base.Sighting, base.Changes); err != nil {
				return coop.Run{}, err
			}
		}
		history = chain
	}
	run, err := Unpack(u.cooperative, history, pack)
	if err != nil {
		return coop.Run{}, err
	}
	u.chains.add(run, history)
	return run, nil
}

// chains are the ends of logs that went by in one message.
type chains map[coop.ID][]coop.Change

// last gives the last n changes up to one that is the end of a chain.
func (c chains) last(s coop.Sighting, n int) ([]coop.Change, bool) {
	chain := c[s.Log]
	if len(chain) == 0 {
		return nil, false
	}
	end := chain[len(chain)-1]
	if hash := end.Hash(); end.Seq != s.Seq || hash.Short() != s.Hash {
		return nil, false
	}
	return chain[max(0, len(chain)-n):], true
}

func (c chains) add(run coop.Run, history []coop.Change) {
	if len(history) > 0 && history[0].Log != run.Log {
		history = nil
	}
	chain := append(history[:len(history):len(history)], run.Changes...)
	c[run.Log] = recentChanges(chain)
}

// longest gives the longest chain of another log.
func (c chains) longest(but coop.ID) []coop.Change {
	var best []coop.Change
	for log, chain := range c {
		if log == but || len(chain) < len(best) {
			continue
		}
		if len(chain) > len(best) || string(log[:]) < string(best[0].Log[:]) {
			best = chain
		}
	}
	return best
}
