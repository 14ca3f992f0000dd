package store

import (
	"cmp"
	"context"
	"crypto/ecdh"
	"crypto/ed25519"
	"database/sql"
	"errors"
	"io/fs"
	"slices"

	"lumbung/store/coop"
)

// What a carrier of changes (sync/client) needs of a book beside Heads, Runs, History, Receive and Leaving.

// Sender says in which cooperative's name and from which log this device speaks, and gives its X25519 key; ErrCopy
// where this book has none.
func (b *Book) Sender(ctx context.Context) (cooperative, log coop.ID, box *ecdh.PrivateKey, err error) {
	keys, err := b.Keys(ctx)
	return keys.Cooperative, keys.Log, keys.Box, err
}

// Vouch signs a message with this device's Ed25519 key.
func (b *Book) Vouch(message []byte) ([]byte, error) {
	keys, err := b.Keys(context.Background())
	if err != nil {
		return nil, err
	}
	return ed25519.Sign(keys.Sign, message), nil
}

// Find gives the whole head of a change that is held, also where it waits for its past, and says whether it is.
func (b *Book) Find(_ context.Context, s coop.Sighting) (coop.Head, bool, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.line == nil {
		return coop.Head{}, false, errClosed
	}
	var found coop.Head
	take := func(hash coop.Hash) bool {
		if hash.Short() == s.Hash {
			found = coop.Head{Log: s.Log, Seq: s.Seq, Hash: hash}
		}
		return found.Seq == 0
	}
	b.over.Scan(&coop.ChangeRow{Log: s.Log, Seq: s.Seq}, 2, func(r coop.Record) bool {
		return take(r.(*coop.ChangeRow).Hash)
	})
	b.over.Scan(&coop.WaitRow{Log: s.Log, Seq: s.Seq}, 2, func(r coop.Record) bool {
		return take(r.(*coop.WaitRow).Hash)
	})
	return found, found.Seq != 0, b.state.err
}

// Accepted is told what a server says that it holds, in a proven answer or a receipt. It is remembered beside the book,
// since what a server said to this device is no change; heads that are not held here say nothing about this book.
func (b *Book) Accepted(_ context.Context, heads []coop.Head) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.line == nil {
		return errClosed
	}
	if b.device == nil {
		return nil
	}
	held := slices.DeleteFunc(slices.Clone(heads), func(h coop.Head) bool { return h.Seq == 0 || !b.holds(h) })
	return b.device.accept(held, b.at.now().Unix()/60)
}

// acceptance is what a server last said that it holds of a log.
type acceptance struct {
	Head coop.Head
	At   int64 // minutes
}

// accept remembers heads that are further than those known.
func (d *device) accept(heads []coop.Head, now int64) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	fresh := slices.Clone(d.accepted)
	grown := false
	for _, h := range heads {
		i := slices.IndexFunc(fresh, func(a acceptance) bool { return a.Head.Log == h.Log })
		switch {
		case i < 0:
			fresh = append(fresh, acceptance{h, now})
		case fresh[i].Head.Seq < h.Seq:
			fresh[i] = acceptance{h, now}
		default:
			continue
		}
		grown = true
	}
	if !grown {
		return nil
	}
	if err := d.keep("accepted.json", fresh); err != nil {
		return err
	}
	d.accepted = fresh
	return nil
}

func (d *device) hasAccepted() []acceptance {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.accepted
}

func (d *device) recallAccepted() error {
	if err := d.recall("accepted.json", &d.accepted); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// receiptsOf reads what servers hold, ascending by seq: what they recorded as receipts, and what they answered here.
func receiptsOf(ctx context.Context, q *sql.Tx, k *known) ([]*coop.ReceiptRow, error) {
	rows, err := rowsOf[*coop.ReceiptRow](ctx, q, "ORDER BY seq")
	if err != nil {
		return nil, err
	}
	for _, a := range k.accepted() {
		rows = append(rows, &coop.ReceiptRow{Log: a.Head.Log, Seq: a.Head.Seq, Hash: a.Head.Hash, At: a.At})
	}
	slices.SortStableFunc(rows, func(x, y *coop.ReceiptRow) int { return cmp.Compare(x.Seq, y.Seq) })
	return rows, nil
}
