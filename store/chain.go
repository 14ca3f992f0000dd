package store

import (
	"crypto/ed25519"
	"database/sql/driver"
	"fmt"

	"lumbung/store/coop"
)

// logged is one row of the log, as read.
type logged struct {
	change  coop.Change
	hash    coop.Hash
	lamport int64
	bytes   []byte
}

func (l *logged) key() string { return fmt.Sprintf("%s/%d/%s", l.change.Log, l.change.Seq, l.hash) }

// ready says whether all that the change names directly has been applied.
func (v *verification) ready(c coop.Change, applied map[coop.Hash]bool) bool {
	if c.Seq > 1 && !applied[c.Prev] {
		return false
	}
	for _, s := range c.Seen {
		found := false
		v.mem.Scan(&coop.ChangeRow{Log: s.Log, Seq: s.Seq}, 2, func(r coop.Record) bool {
			found = r.(*coop.ChangeRow).Hash.Short() == s.Hash
			return !found
		})
		if !found {
			return false
		}
	}
	return true
}

// changes reads the log and proves each row by itself: its bytes are canonical, its hash is that of its bytes behind
// the change before, and its other cells say what the bytes say.
func (v *verification) changes() ([]logged, error) {
	all := make([]logged, 0, v.all/2)
	t := coop.TableOf(&coop.ChangeRow{})
	query := statements[t].scan[0]
	var wanted []any
	err := v.lines[0].query(query, nil, len(t.Columns), func(cells []driver.Value) bool {
		key := keyText(anys(cells[:t.Keys]))
		var row coop.ChangeRow
		if err := v.lines[0].fill(&row, cells); err != nil {
			v.find("I7", t.Name, key, "%v", err)
			return true
		}
		c, err := coop.DecodeChange(row.Bytes)
		if err != nil {
			v.find("I7", t.Name, key, "%v", err)
			return true
		}
		c.Prev = row.Prev
		if coop.ChainHash(c.Prev, row.Bytes) != row.Hash {
			v.find("I7", t.Name, key, "its hash is not that of its bytes")
			return true
		}
		wanted = coop.Values(wanted[:0], &coop.ChangeRow{
			Log: c.Log, Seq: c.Seq, Hash: row.Hash, Prev: c.Prev, Lamport: row.Lamport, At: c.At, Author: c.Author,
			Kind: c.Kind, Bytes: row.Bytes,
		})
		v.compareCells(t, cells, wanted)
		all = append(all, logged{change: c, hash: row.Hash, lamport: row.Lamport, bytes: row.Bytes})
		return true
	})
	return all, err
}

// lamports takes the one cell of the log that only the replay can know against it.
func (v *verification) lamports(rows []logged) {
	for _, row := range rows {
		made := coop.ChangeRow{Log: row.change.Log, Seq: row.change.Seq, Hash: row.hash}
		if v.mem.Get(&made) && made.Lamport != row.lamport {
			v.find("I8", "change", row.key(), "lamport is %d, by the log it is %d", row.lamport, made.Lamport)
		}
	}
}

// signed checks one signature of a head.
func (v *verification) signed(s *coop.SignedRow) {
	head := coop.Head{Log: s.Log, Seq: s.Seq, Hash: s.Hash}
	key := fmt.Sprintf("%s/%d/%s", s.Log, s.Seq, s.Hash)
	row := coop.LogRow{Log: s.Log}
	switch known := v.mem.Get(&row); {
	case !v.holds(head):
		v.find("I7", "signed_head", key, "signs a change that is not here")
	case !known && v.device != nil && s.Log == v.device.Log:
		row.Sign = public(v.device.sign)
	case !known:
		row.Sign = v.selfNamed(s.Log)
	}
	cooperative := v.fold.Cooperative().Cooperative
	if cooperative.IsZero() && v.device != nil {
		cooperative = v.device.Cooperative
	}
	if !ed25519.Verify(row.Sign[:], coop.HeadBytes(cooperative, head), s.Sign) {
		v.find("I7", "signed_head", key, "the signature is wrong")
	}
}

// selfNamed gives the key that a log's first change names for itself: of a device that nobody has introduced yet.
func (v *verification) selfNamed(log coop.ID) (key [32]byte) {
	v.mem.Scan(&coop.ChangeRow{Log: log, Seq: 1}, 2, func(r coop.Record) bool {
		if c, err := coop.DecodeChange(r.(*coop.ChangeRow).Bytes); err == nil && c.Kind == coop.KindDevice {
			if d, err := coop.DecodeBody[coop.Device](c.Body); err == nil && d.Log == log {
				key = d.Sign
			}
		}
		return true
	})
	return key
}
