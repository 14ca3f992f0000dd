package client

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"slices"

	"lumbung/store/coop"
	"lumbung/sync/wire"
)

// ErrNoReceivers is returned when the book knows no other device or server that could read a file.
var ErrNoReceivers = errors.New("client: nobody could read the file")

// ErrOtherBook is returned when the file belongs to another cooperative.
var ErrOtherBook = errors.New("client: the file belongs to another cooperative")

// pieceBytes is how many canonical bytes one run of a file holds, about.
const pieceBytes = wire.MaxUnpacked / 4

// Written is a file for a stick or a chat.
type Written struct {
	Data      []byte
	Changes   int
	Receivers int
	Pictures  int
	Left      int // pictures that had no room; they travel by line or with a later file
}

// Read is what a file brought.
type Read struct {
	From     coop.ID // the log of its writer
	Writer   string  // the writer's device as the book names it; empty: unknown here
	Changes  int     // in the file
	New      int     // not held before
	SetAside int
	Waiting  int
	Damaged  bool
	Pictures int    // whole here now
	Answers  bool   // it is the receipt of a file that went out
	Receipt  []byte // the file to give back to its writer; empty: nothing to confirm, or the writer is unknown
}

// Known gives what the server has confirmed by exchange or receipt: what a file for it need not repeat.
func (c *Client) Known(ctx context.Context) ([]coop.Head, error) {
	state, _, err := recall[cursor](c.book, keptCursor)
	if err != nil {
		return nil, err
	}
	return c.resolve(ctx, state.Have)
}

// WriteFile writes what the holder of since lacks (nil: everything) as a file that every other device and server of the
// book can read, but for those whose log was ended.
func (c *Client) WriteFile(ctx context.Context, since []coop.Head) (Written, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	cooperative, log, _, err := c.book.Sender(ctx)
	if err != nil {
		return Written{}, err
	}
	devices, err := c.book.Devices(ctx)
	if err != nil {
		return Written{}, err
	}
	ended, err := c.book.Ended(ctx)
	if err != nil {
		return Written{}, err
	}
	var receivers [][32]byte
	for _, d := range devices {
		if d.Log != log && d.Box != [32]byte{} && !slices.Contains(ended, d.Log) {
			receivers = append(receivers, d.Box)
		}
	}
	if len(receivers) == 0 {
		return Written{}, ErrNoReceivers
	}
	out := Written{Receivers: len(receivers)}
	f, leaving, err := c.fill(ctx, cooperative, since, &out)
	if err != nil {
		return Written{}, err
	}
	if err := c.addPictures(ctx, &f, &out); err != nil {
		return Written{}, err
	}
	if err := c.book.Leaving(ctx, leaving); err != nil {
		return Written{}, err
	}
	out.Data, err = c.write(ctx, receivers, f)
	return out, err
}

// fill packs all runs that since lacks.
func (c *Client) fill(
	ctx context.Context, cooperative coop.ID, since []coop.Head, out *Written,
) (wire.File, []coop.Head, error) {
	f := wire.File{}
	packer := wire.NewPacker(cooperative, nil, nil)
	var leaving []coop.Head
	have := append([]coop.Head{}, since...)
	for {
		runs, err := c.book.Runs(ctx, have, pieceBytes)
		if err != nil || len(runs) == 0 {
			return f, leaving, err
		}
		for _, run := range runs {
			pack, err := packer.Pack(run)
			if err != nil {
				return f, nil, err
			}
			f.Packs = append(f.Packs, pack)
			out.Changes += len(run.Changes)
			leaving = append(leaving, end(run))
			have = advance(have, run)
		}
	}
}

// advance gives what the holder of have holds after a run.
func advance(have []coop.Head, run coop.Run) []coop.Head {
	first := run.Changes[0]
	for i, h := range have {
		if h.Log == run.Log && h.Seq == first.Seq-1 && h.Hash == first.Prev {
			have[i] = end(run)
			return have
		}
	}
	return append(have, end(run))
}

// write completes, signs and encrypts a file.
func (c *Client) write(ctx context.Context, receivers [][32]byte, f wire.File) ([]byte, error) {
	cooperative, log, _, err := c.book.Sender(ctx)
	if err != nil {
		return nil, err
	}
	heads, err := c.book.Heads(ctx)
	if err != nil {
		return nil, err
	}
	f.Cooperative, f.From, f.Have = cooperative, log, wire.VectorOf(heads)
	f.Time = c.now().Unix() / 60
	if _, err := rand.Read(f.Name[:]); err != nil {
		return nil, fmt.Errorf("client: %w", err)
	}
	var failed error
	data, err := wire.WriteFile(receivers, f, func(message []byte) []byte {
		sign, err := c.book.Vouch(message)
		failed = err
		return sign
	})
	return data, errors.Join(failed, err)
}

// ReadFile takes in what a file brings, and makes its receipt. The same file twice changes nothing.
func (c *Client) ReadFile(ctx context.Context, data []byte) (Read, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	cooperative, log, box, err := c.book.Sender(ctx)
	if err != nil {
		return Read{}, err
	}
	f, err := wire.ReadFile(data, box)
	if err != nil {
		return Read{}, err
	}
	if f.Cooperative != cooperative {
		return Read{}, ErrOtherBook
	}
	out := Read{From: f.From, Answers: f.Answers != [8]byte{}}
	var intake coop.Intake
	if len(f.Packs) > 0 {
		if intake, out.Changes, err = c.unpack(ctx, cooperative, f.Packs); err != nil {
			return out, err
		}
	}
	out.New, out.SetAside, out.Waiting, out.Damaged = intake.Applied, intake.Aside, intake.Waiting, intake.Damaged
	if out.Pictures, err = c.takePictures(ctx, f.Pictures); err != nil {
		return out, err
	}
	devices, err := c.book.Devices(ctx)
	if err != nil {
		return out, err
	}
	ended, err := c.book.Ended(ctx)
	if err != nil {
		return out, err
	}
	for _, d := range devices {
		if d.Log != f.From || f.From == log {
			continue
		}
		out.Writer = cmp.Or(d.Name, d.Letters)
		if d.Server && f.Proven(d.Sign) {
			if err := c.confirmFile(ctx, d.Log, f.Have); err != nil {
				return out, err
			}
		}
		if len(f.Packs) > 0 && !slices.Contains(ended, d.Log) {
			if out.Receipt, err = c.write(ctx, [][32]byte{d.Box}, wire.File{Answers: f.Name}); err != nil {
				return out, err
			}
		}
	}
	return out, nil
}

// confirmFile takes down what a server holds by its own signed word.
func (c *Client) confirmFile(ctx context.Context, server coop.ID, have wire.Vector) error {
	state, _, err := recall[cursor](c.book, keptCursor)
	if err != nil {
		return err
	}
	if state.Server != server {
		state = cursor{Server: server, Time: state.Time}
	}
	if covers(have, state.Have) { // a receipt that lay about for a month says less than the last exchange
		state.Have = have
		if err := keep(c.book, keptCursor, state); err != nil {
			return err
		}
	}
	return c.confirm(ctx, have)
}

// covers says whether nothing of old lies ahead of have.
func covers(have, old wire.Vector) bool {
	top := map[coop.ID]int64{}
	for _, s := range have {
		top[s.Log] = max(top[s.Log], s.Seq)
	}
	for _, s := range old {
		if s.Seq > top[s.Log] {
			return false
		}
	}
	return true
}
