package client

import (
	"fmt"

	"lumbung/store/coop"
	"lumbung/sync/wire"
)

// pinned is what this installation knows of its server. An invite hands it on, so it holds nothing of this device.
type pinned struct {
	URL  string   `cbor:"1,keyasint"`
	Log  coop.ID  `cbor:"2,keyasint"` // the server's log in this cooperative's book
	Sign [32]byte `cbor:"3,keyasint"`
	Box  [32]byte `cbor:"4,keyasint"`
	Pin  [32]byte `cbor:"5,keyasint,omitzero"` // SHA-256 of the TLS certificate's public key
	Name string   `cbor:"6,keyasint,omitempty"`

	// Have is what the server last said it holds, so that a guest's first exchange need not begin at nothing.
	Have []coop.Sighting `cbor:"7,keyasint,omitempty"`
}

// cursor is how far this device got with its server.
type cursor struct {
	Server coop.ID         `cbor:"1,keyasint"`
	Met    bool            `cbor:"2,keyasint,omitzero"` // the server knows this device
	Doubt  bool            `cbor:"7,keyasint,omitzero"` // it did not know this device: next time it gets everything
	Have   []coop.Sighting `cbor:"3,keyasint"`          // what the server last said it holds
	Time   int64           `cbor:"4,keyasint"`          // the server's clock then, seconds since 1970 UTC
	Theirs []kept          `cbor:"5,keyasint,omitempty"`
	Ours   []keptBytes     `cbor:"6,keyasint,omitempty"`
}

// kept is how much the server keeps of a pack that goes up in ranges.
type kept struct {
	_     struct{} `cbor:",toarray"`
	Sum   coop.Hash
	Bytes int
}

// keptBytes is what came down so far of a pack in ranges.
type keptBytes struct {
	_     struct{} `cbor:",toarray"`
	Sum   coop.Hash
	Bytes []byte
}

// The names under which the book keeps them.
const (
	keptServer = "server"
	keptCursor = "cursor"
)

// maxOurs bounds how many half packs are kept.
const maxOurs = 8

func recall[T any](book Book, name string) (v T, ok bool, err error) {
	data, err := book.Kept(name)
	if err != nil || len(data) == 0 {
		return v, false, err
	}
	if v, err = coop.DecodeBody[T](data); err != nil {
		return v, false, nil // of another version: as if nothing were kept
	}
	return v, true, nil
}

func keep(book Book, name string, v any) error {
	if err := book.Keep(name, coop.EncodeBody(v)); err != nil {
		return fmt.Errorf("client: keep %s: %w", name, err)
	}
	return nil
}

// join takes in ranges that came down and gives the packs that are whole now.
func (c *cursor) join(parts []wire.Part) [][]byte {
	var packs [][]byte
	for _, p := range parts {
		i := 0
		for i < len(c.Ours) && c.Ours[i].Sum != p.Sum {
			i++
		}
		if i == len(c.Ours) {
			c.Ours = append(c.Ours, keptBytes{Sum: p.Sum})
		}
		now, whole := p.Join(c.Ours[i].Bytes)
		c.Ours[i].Bytes = now
		if whole {
			packs = append(packs, now)
		}
		if whole || len(now) == 0 {
			c.Ours = append(c.Ours[:i:i], c.Ours[i+1:]...)
		}
	}
	if n := len(c.Ours); n > maxOurs {
		c.Ours = c.Ours[n-maxOurs:]
	}
	return packs
}

func (c *cursor) theirs(sum coop.Hash) int {
	for _, k := range c.Theirs {
		if k.Sum == sum {
			return k.Bytes
		}
	}
	return 0
}

// held is how many bytes of half packs are kept here.
func (c *cursor) held() int {
	n := 0
	for _, k := range c.Ours {
		n += len(k.Bytes)
	}
	return n
}
