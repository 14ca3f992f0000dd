package client

import (
	"context"
	"crypto/ecdh"
	"crypto/rand"
	"crypto/sha256"
	"fmt"
	"slices"

	"lumbung/store/coop"
	"lumbung/sync/wire"
)

// agree derives the key that proves messages to and from a server.
func agree(box *ecdh.PrivateKey, peer [32]byte, cooperative, log, server coop.ID) (wire.Key, error) {
	public, err := ecdh.X25519().NewPublicKey(peer[:])
	if err != nil {
		return wire.Key{}, fmt.Errorf("client: the server's key: %w", err)
	}
	shared, err := box.ECDH(public)
	if err != nil {
		return wire.Key{}, fmt.Errorf("client: the server's key: %w", err)
	}
	return wire.NewKey([32]byte(shared), cooperative, log, server), nil
}

// ask makes the next request: what the book holds and the next changes that the server lacks.
func (s *session) ask(ctx context.Context) (*wire.Request, error) {
	heads, err := s.book.Heads(ctx)
	if err != nil {
		return nil, err
	}
	ask := &wire.Request{Cooperative: s.cooperative, Device: s.log, Have: wire.VectorOf(heads)}
	if _, err := rand.Read(ask.Nonce[:]); err != nil {
		return nil, fmt.Errorf("client: %w", err)
	}
	if !s.cursor.Met {
		ask.Box = s.box
	}
	if s.room != wire.RoomDefault {
		ask.Room = s.room
	}
	for _, k := range s.cursor.Ours {
		ask.Kept = append(ask.Kept, wire.Kept{Sum: k.Sum, Bytes: len(k.Bytes)})
	}
	if err := s.pack(ctx, ask); err != nil {
		return nil, err
	}
	return ask, nil
}

// perByte is how many canonical bytes are read for one byte of room, at most: entries are packed twenty to one.
const perByte = 16

// pack fills the request with what the server lacks, as much as there is room for, and tells the book before any of it
// leaves.
func (s *session) pack(ctx context.Context, ask *wire.Request) error {
	have := wire.Vector(s.cursor.Have)
	theirs, err := s.theirs(ctx, ask)
	if err != nil {
		return err
	}
	runs, err := s.book.Runs(ctx, theirs, min(wire.MaxUnpacked/2, s.room*perByte))
	if err != nil {
		return err
	}
	packer := wire.NewPacker(s.cooperative, have, s.tail(ctx))
	left, unpacked := s.room, wire.MaxUnpacked
	var leaving []coop.Head
	s.sent = nil
	for _, run := range runs {
		if unpacked -= size(run); unpacked < 0 && len(leaving) > 0 {
			break
		}
		pack, err := packer.Pack(run)
		if err != nil {
			return err
		}
		if len(leaving) > 0 && len(pack) > left {
			break
		}
		leaving = append(leaving, end(run))
		s.sent = append(s.sent, span{run.Log, run.Changes[0].Seq, end(run).Seq})
		if left -= s.put(ask, pack); left <= 0 {
			break
		}
	}
	if len(leaving) == 0 {
		return nil
	}
	return s.book.Leaving(ctx, leaving)
}

// theirs gives what the server holds as far as known. While it has not said anything, other logs than the own one are
// taken to be there: its answer says what is not.
func (s *session) theirs(ctx context.Context, ask *wire.Request) ([]coop.Head, error) {
	if len(s.cursor.Have) > 0 || s.cursor.Doubt {
		return s.resolve(ctx, s.cursor.Have)
	}
	others := slices.DeleteFunc(slices.Clone(ask.Have), func(h coop.Sighting) bool { return h.Log == s.log })
	return s.resolve(ctx, others)
}

// put adds a pack to the request, whole or, where it is long, the next range that the server lacks. It gives the bytes
// used.
func (s *session) put(ask *wire.Request, pack []byte) int {
	if len(pack) <= wire.PartBytes {
		ask.Packs = append(ask.Packs, pack)
		return len(pack)
	}
	kept := s.cursor.theirs(sha256.Sum256(pack))
	used := 0
	for used == 0 || used+wire.PartBytes <= s.room {
		part, more := wire.NextPart(pack, kept)
		if !more {
			break
		}
		ask.Parts = append(ask.Parts, part)
		kept += len(part.Bytes)
		used += len(part.Bytes)
	}
	if kept < len(pack) {
		return s.room // nothing that follows can be taken before this is whole
	}
	return used
}

func size(run coop.Run) int {
	n := 0
	for _, c := range run.Changes {
		n += len(c.Encode())
	}
	return n
}

func end(run coop.Run) coop.Head {
	last := run.Changes[len(run.Changes)-1]
	return coop.Head{Log: last.Log, Seq: last.Seq, Hash: last.Hash()}
}

// resolve gives the whole heads of a vector.
func (c *Client) resolve(ctx context.Context, v wire.Vector) ([]coop.Head, error) {
	var failed error
	heads := v.Heads(func(s coop.Sighting) (coop.Head, bool) {
		h, ok, err := c.book.Find(ctx, s)
		if err != nil {
			failed = err
		}
		return h, ok
	})
	return heads, failed
}

// tail reads the end of a log from the book.
func (c *Client) tail(ctx context.Context) wire.Tail {
	return func(upTo coop.Sighting, n int) ([]coop.Change, error) {
		head, ok, err := c.book.Find(ctx, upTo)
		if err != nil || !ok {
			return nil, err
		}
		return c.book.History(ctx, head, n)
	}
}
