package store

import (
	"context"
	"crypto/ecdh"
	"crypto/ed25519"
	"slices"

	"lumbung/store/coop"
)

// Keys are this device's private keys. They never leave the process.
type Keys struct {
	Cooperative coop.ID
	Log         coop.ID
	Sign        ed25519.PrivateKey
	Box         *ecdh.PrivateKey
}

// Keys gives this device's keys; ErrCopy where this book has none.
func (b *Book) Keys(context.Context) (Keys, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.device == nil {
		return Keys{}, ErrCopy
	}
	return Keys{Cooperative: b.device.Cooperative, Log: b.device.Log, Sign: b.device.sign, Box: b.device.box}, nil
}

// Introduce records that a device belongs to this cooperative, or a server that enrolled it.
func (b *Book) Introduce(ctx context.Context, who coop.Session, d coop.Device) (coop.Recorded, error) {
	done, err := b.Record(ctx, who, coop.Act{Kind: coop.KindDevice, Body: d})
	if err != nil {
		return coop.Recorded{}, err
	}
	return done[0], nil
}

// Strangers lists the devices whose changes lie here set aside because nobody has introduced them, as they describe
// themselves: what a board member looks at before Introduce.
func (b *Book) Strangers(context.Context) ([]coop.Device, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.line == nil {
		return nil, errClosed
	}
	var all []coop.Device
	seen := map[coop.ID]bool{}
	b.over.Scan(&coop.AsideRow{}, 0, func(r coop.Record) bool {
		row := r.(*coop.AsideRow)
		if seen[row.Log] || row.First != 1 {
			return true
		}
		changes, err := coop.DecodeBody[[][]byte](row.Bytes)
		if err != nil || len(changes) == 0 {
			return true
		}
		c, err := coop.DecodeChange(changes[0])
		if err != nil || c.Kind != coop.KindDevice {
			return true
		}
		if d, err := coop.DecodeBody[coop.Device](c.Body); err == nil && d.Log == row.Log {
			seen[row.Log] = true
			d.Invite, d.Proof = [32]byte{}, nil
			all = append(all, d)
		}
		return true
	})
	return all, b.state.err
}

// Ended lists the logs that a revocation ended: their devices are given nothing any more.
func (b *Book) Ended(context.Context) ([]coop.ID, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.line == nil {
		return nil, errClosed
	}
	var ended []coop.ID
	b.over.Scan(&coop.CutRow{}, 0, func(r coop.Record) bool {
		if row := r.(*coop.CutRow); !row.Adopt && !slices.Contains(ended, row.Log) {
			ended = append(ended, row.Log)
		}
		return true
	})
	return ended, b.state.err
}

func public(key ed25519.PrivateKey) [32]byte { return [32]byte(key.Public().(ed25519.PublicKey)) }

func publicBox(key *ecdh.PrivateKey) [32]byte { return [32]byte(key.PublicKey().Bytes()) }
