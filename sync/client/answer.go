package client

import (
	"context"
	"errors"
	"fmt"

	"lumbung/store/coop"
	"lumbung/sync/wire"
)

// take takes an answer in: what the server holds now, and the changes that it brings.
func (s *session) take(ctx context.Context, answer *wire.Response) error {
	before, was := wire.Vector(s.cursor.Have), s.cursor.Theirs
	s.cursor.Theirs = nil
	for _, k := range answer.Kept {
		s.cursor.Theirs = append(s.cursor.Theirs, kept{Sum: k.Sum, Bytes: k.Bytes})
	}
	s.cursor.Time = max(s.cursor.Time, answer.Time)
	s.moved = progressed(was, s.cursor.Theirs)
	switch answer.Code {
	case wire.CodeOK, wire.CodeBase, wire.CodeMalformed:
	case wire.CodeUnknownDevice:
		// What came was kept there and waits. What the server holds it does not say, so nothing is taken for granted
		// at the next try: perhaps this book alone has the introduction.
		s.moved = s.moved || !s.cursor.Doubt
		s.cursor.Met, s.cursor.Doubt, s.cursor.Have = false, true, nil
		fallthrough
	default:
		if err := keep(s.book, keptCursor, s.cursor); err != nil || s.moved {
			return err
		}
		return &Refused{Code: answer.Code, Proven: true}
	}
	intake, err := s.receive(ctx, answer)
	if err != nil {
		return err
	}
	s.count(answer, intake)
	s.cursor.Met, s.cursor.Doubt, s.cursor.Have = true, false, answer.Have
	heads, err := s.book.Heads(ctx)
	if err != nil {
		return err
	}
	s.agreed = answer.Have.Equal(wire.VectorOf(heads)) && !answer.More
	s.moved = s.moved || !answer.Have.Equal(before) || intake.Applied > 0
	if err := errors.Join(s.confirm(ctx, answer.Have), s.remember()); err != nil {
		return err
	}
	if answer.Code != wire.CodeOK && !s.moved {
		return &Refused{Code: answer.Code, Proven: true}
	}
	return nil
}

// remember keeps how far this device got, and what a guest may begin with.
func (s *session) remember() error {
	if !wire.Vector(s.server.Have).Equal(s.cursor.Have) {
		s.server.Have = s.cursor.Have
		if err := keep(s.book, keptServer, s.server); err != nil {
			return err
		}
	}
	return keep(s.book, keptCursor, s.cursor)
}

// count adds up what an exchange brought about. Of what was sent counts what the server holds now.
func (s *session) count(answer *wire.Response, intake coop.Intake) {
	for _, run := range s.sent {
		top := int64(0)
		for _, h := range answer.Have {
			if h.Log == run.log {
				top = max(top, h.Seq)
			}
		}
		s.total.ChangesUp += int(max(0, min(run.to, top)-run.from+1))
	}
	s.total.ChangesDown += intake.Applied
	s.total.SetAside += intake.Aside
	s.total.Waiting = intake.Waiting
	s.total.Damaged = s.total.Damaged || intake.Damaged
}

// progressed says whether the server keeps more of some pack than before.
func progressed(before, now []kept) bool {
	was := map[coop.Hash]int{}
	for _, k := range before {
		was[k.Sum] = k.Bytes
	}
	for _, k := range now {
		if k.Bytes > was[k.Sum] {
			return true
		}
	}
	return false
}

// receive unpacks what came down and takes it in. What cannot be unpacked here stops only what needs it.
func (s *session) receive(ctx context.Context, answer *wire.Response) (coop.Intake, error) {
	held := s.cursor.held()
	whole := s.cursor.join(answer.Parts)
	s.moved = s.moved || len(whole) > 0 || s.cursor.held() > held
	packs := append(answer.Packs, whole...)
	if len(packs) == 0 {
		return coop.Intake{}, nil
	}
	intake, _, err := s.unpack(ctx, s.cooperative, packs)
	return intake, err
}

// unpack takes packs in and says how many changes they held.
func (c *Client) unpack(ctx context.Context, cooperative coop.ID, packs [][]byte) (coop.Intake, int, error) {
	unpacker := wire.NewUnpacker(cooperative, c.tail(ctx))
	var runs []coop.Run
	var failed error
	changes := 0
	for _, pack := range packs {
		run, err := unpacker.Unpack(pack)
		if err != nil {
			failed = fmt.Errorf("client: unpack: %w", err)
			continue
		}
		runs = append(runs, run)
		changes += len(run.Changes)
	}
	if len(runs) == 0 {
		return coop.Intake{}, 0, failed
	}
	intake, err := c.book.Receive(ctx, runs...)
	return intake, changes, err
}

// confirm tells the book what the server holds of it.
func (c *Client) confirm(ctx context.Context, have wire.Vector) error {
	var heads []coop.Head
	for _, sighting := range have {
		h, ok, err := c.book.Find(ctx, sighting)
		if err != nil {
			return err
		}
		if ok {
			heads = append(heads, h)
		}
	}
	return c.book.Accepted(ctx, heads)
}
