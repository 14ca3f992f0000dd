package server

import (
	"context"
	"crypto/ecdh"
	"errors"
	"fmt"
	"slices"

	"lumbung/store/coop"
	"lumbung/sync/wire"
)

// exchange answers one request of a device: takes in what it brings, says what is held, and gives what it lacks. An
// error means that nothing was proven; wire.CodeOf and codeOf say what to answer then.
func (s *Server) exchange(ctx context.Context, data []byte) ([]byte, error) {
	claim, key, request, err := proven(ctx, s, data, wire.DecodeRequest)
	if err != nil {
		return nil, err
	}
	var answer *wire.Response
	news := false
	err = s.change(ctx, claim.Cooperative, func(b *book) error {
		e := &exchange{book: b, request: request, answer: &wire.Response{Time: s.now().Unix()}}
		if err := e.run(claim); err != nil {
			return err
		}
		answer, news = e.answer, e.intake.Applied > 0 || e.certified
		return nil
	})
	if err != nil {
		return nil, err
	}
	if news {
		s.surveySoon()
	}
	return answer.Encode(key, request), nil
}

// proven reads a request: who sends it, the key that proves it, and what decode makes of it under that key. ErrBusy
// where that device asks too often.
func proven[R any](
	ctx context.Context, s *Server, data []byte, decode func([]byte, wire.Key) (R, error),
) (claim wire.Claim, key wire.Key, request R, err error) {
	if claim, err = wire.ClaimOf(data); err != nil {
		return claim, key, request, err
	}
	if key, err = s.keyOf(ctx, claim); err != nil {
		return claim, key, request, err
	}
	if request, err = decode(data, key); err != nil {
		return claim, key, request, err
	}
	if !s.limits.allow("device "+claim.Device.String(), deviceRequests, deviceRefill, s.now()) {
		err = ErrBusy
	}
	return claim, key, request, err
}

// keyOf finds the key that must have proven a request: agreed with the Box key under which the device was introduced,
// or, for a device not met yet, with the one that it names itself.
func (s *Server) keyOf(ctx context.Context, claim wire.Claim) (wire.Key, error) {
	box, log := claim.Box, coop.ID{}
	err := s.db.look(ctx, func(t *transaction) error {
		row, err := findCooperative(t, claim.Cooperative)
		if err != nil {
			return err
		}
		log = row.serverLog
		state := newState(t, row.id)
		if held := (coop.LogRow{Log: claim.Device}); state.Get(&held) {
			box = held.Box
		}
		return state.err
	})
	if err != nil {
		return wire.Key{}, err
	}
	if box == [32]byte{} || claim.Device == log {
		return wire.Key{}, errUnknownDevice
	}
	public, err := ecdh.X25519().NewPublicKey(box[:])
	if err != nil {
		return wire.Key{}, fmt.Errorf("%w: %w", wire.ErrProof, err)
	}
	shared, err := s.secret.box(log).ECDH(public)
	if err != nil {
		return wire.Key{}, fmt.Errorf("%w: %w", wire.ErrProof, err)
	}
	return wire.NewKey([32]byte(shared), claim.Cooperative, claim.Device, log), nil
}

var errUnknownDevice = errors.New("server: device is not introduced and names no key")

// codeOf says which code tells the other side of an error.
func codeOf(err error) wire.Code {
	switch {
	case errors.Is(err, ErrUnknownCoop):
		return wire.CodeUnknownCooperative
	case errors.Is(err, errUnknownDevice):
		return wire.CodeUnknownDevice
	case errors.Is(err, ErrBusy):
		return wire.CodeBusy
	case errors.Is(err, ErrCode):
		return wire.CodeActivation
	case errors.Is(err, ErrRefused):
		return wire.CodeMalformed
	}
	return wire.CodeOf(err)
}

// exchange is one exchange inside its transaction.
type exchange struct {
	*book
	request   *wire.Request
	answer    *wire.Response
	intake    coop.Intake
	certified bool
}

func (e *exchange) run(claim wire.Claim) error {
	packs, err := e.join()
	if err != nil {
		return err
	}
	unpacker := wire.NewUnpacker(e.coop, e.tail)
	for _, pack := range packs {
		if err := e.take(unpacker, pack); err != nil {
			return err
		}
	}
	if err := e.heard(heardNetwork, e.intake); err != nil {
		return err
	}
	row, known := e.logOf(claim.Device)
	switch {
	case !known || (claim.Box != [32]byte{} && row.Box != claim.Box):
		e.answer.Code = wire.CodeUnknownDevice
		return nil
	case e.ended(claim.Device):
		e.answer.Code = wire.CodeRevoked
		e.answer.Have = wire.VectorOf(e.fold.Heads())
		return nil
	}
	if !e.behind() {
		before := e.ownHead()
		if err := e.certify(); err != nil {
			return err
		}
		e.certified = e.ownHead() != before
	}
	if err := e.give(); err != nil {
		return err
	}
	e.answer.Have = wire.VectorOf(e.fold.Heads())
	return e.below.err
}

// take unpacks one pack and takes its run in. What cannot be unpacked is said in the answer's code and does not stop
// what comes behind it.
func (e *exchange) take(unpacker *wire.Unpacker, pack []byte) error {
	run, err := unpacker.Unpack(pack)
	if code := wire.CodeOf(err); code == wire.CodeStorage {
		return err
	} else if code != wire.CodeOK {
		e.answer.Code = code
		return nil
	}
	in := e.receive([]coop.Run{run})
	e.intake.Applied += in.Applied
	e.intake.Waiting += in.Waiting
	if in.Damaged {
		e.answer.Code = wire.CodeMalformed
	}
	return nil
}

// tail gives the last n changes of a log up to one of it; none where that is not held.
func (b *book) tail(upTo coop.Sighting, n int) ([]coop.Change, error) {
	head, ok := b.find(upTo)
	if !ok {
		return nil, b.below.err
	}
	if err := b.settle(); err != nil {
		return nil, err
	}
	return b.history(head, n)
}

// find looks a change up by its short name.
func (b *book) find(s coop.Sighting) (coop.Head, bool) {
	var head coop.Head
	found := false
	b.over.Scan(&coop.ChangeRow{Log: s.Log, Seq: s.Seq}, 2, func(r coop.Record) bool {
		if row := r.(*coop.ChangeRow); row.Hash.Short() == s.Hash {
			head, found = coop.Head{Log: s.Log, Seq: s.Seq, Hash: row.Hash}, true
		}
		return !found
	})
	return head, found
}

// ended says whether the log was ended: its device gets nothing any more.
func (b *book) ended(log coop.ID) bool { return coop.Ended(b.over, log) }

// behind says whether the device holds more of the server's own log than the server: it was put back from a copy, and
// must get its own changes again before it records another one.
func (e *exchange) behind() bool {
	return slices.ContainsFunc(e.request.Have, func(s coop.Sighting) bool {
		if s.Log != e.serverLog {
			return false
		}
		_, held := e.find(s)
		return !held
	})
}

// give packs what the device lacks into the answer, as much as it has room for.
func (e *exchange) give() error {
	runs, more, err := e.runs(e.request.Have.Heads(e.find), wire.MaxUnpacked)
	if err != nil {
		return err
	}
	room := e.request.Room
	if room == 0 {
		room = wire.RoomDefault
	}
	left := min(room, wire.MaxMessage-answerOverhead)
	e.answer.More = more
	packer := wire.NewPacker(e.coop, e.held(), e.tail)
	for i, run := range runs {
		pack, err := packer.Pack(run)
		if err != nil {
			return err
		}
		if left -= e.put(pack, left, i == 0); left < 0 {
			e.answer.More = true
			break
		}
	}
	return nil
}

// held is what the device says it holds and what is held here too: only that can be packed against.
func (e *exchange) held() wire.Vector {
	return slices.DeleteFunc(slices.Clone(e.request.Have), func(s coop.Sighting) bool {
		_, ok := e.find(s)
		return !ok
	})
}

// answerOverhead is kept free in an answer for everything that is not a pack.
const answerOverhead = 128 << 10

// put adds a pack to the answer, whole or, where it is long, in ranges behind what the device keeps of it. It gives
// the bytes used, more than left when the pack did not fit whole. The first pack is always begun.
func (e *exchange) put(pack []byte, left int, first bool) int {
	if len(pack) <= wire.PartBytes {
		if len(pack) > left && !first {
			return left + 1
		}
		e.answer.Packs = append(e.answer.Packs, pack)
		return len(pack)
	}
	kept, used := 0, 0
	for _, k := range e.request.Kept {
		if part, ok := wire.NextPart(pack, 0); ok && part.Sum == k.Sum {
			kept = k.Bytes
		}
	}
	for {
		part, more := wire.NextPart(pack, kept)
		if !more {
			return used
		}
		if used+len(part.Bytes) > left && (!first || used > 0) {
			return left + 1
		}
		e.answer.Parts = append(e.answer.Parts, part)
		kept += len(part.Bytes)
		used += len(part.Bytes)
	}
}
