package server

import (
	"bytes"
	"cmp"
	"context"
	"crypto/ed25519"
	"fmt"
	"slices"

	"lumbung/store/coop"
)

// Fault is something that Check found: Kind is "bytes" (a change that is not what its hash says), "sign" (a head whose
// signature is wrong), "tables" (a table that is not the fold of the changes) or "sums" (an invariant of design §11).
type Fault struct {
	Cooperative string `json:"cooperative"`
	Kind        string `json:"kind"`
	Detail      string `json:"detail"`
}

// Check proves everything that is stored: hashes, signatures, and the tables against a replay in memory, cooperative
// by cooperative. It tells found each fault and gives how much it looked at.
func (s *Server) Check(ctx context.Context, found func(Fault)) (cooperatives, changes int, err error) {
	all, err := s.everyone(ctx)
	if err != nil {
		return 0, 0, err
	}
	for _, c := range all {
		n := 0
		var faults []Fault
		err := s.ledger(ctx, c.coop, func(l *ledger) error {
			k := &checking{ledger: l}
			k.replay()
			k.signatures()
			k.compare()
			n, faults = len(k.rows), k.faults
			return l.state.err
		})
		if err != nil {
			return cooperatives, changes, fmt.Errorf("check %s: %w", c.name, err)
		}
		cooperatives, changes = cooperatives+1, changes+n
		for _, f := range faults {
			found(f)
		}
	}
	return cooperatives, changes, nil
}

// everyone lists all cooperatives.
func (s *Server) everyone(ctx context.Context) ([]cooperative, error) {
	var all []cooperative
	err := s.db.look(ctx, func(t *transaction) error {
		rows, err := t.QueryContext(ctx, `SELECT `+directoryColumns+` FROM cooperative ORDER BY village, coop_id`)
		if err != nil {
			return err
		}
		defer rows.Close() //nolint:errcheck // rows.Err is asked below
		for rows.Next() {
			var c cooperative
			if err := rows.Scan(c.fields()...); err != nil {
				return err
			}
			all = append(all, c)
		}
		return rows.Err()
	})
	if err != nil {
		return nil, fmt.Errorf("list cooperatives: %w", err)
	}
	return all, nil
}

// checking is the check of one cooperative.
type checking struct {
	*ledger
	rows   []coop.ChangeRow
	memory *coop.Map
	faults []Fault
}

func (k *checking) fault(kind, format string, args ...any) {
	k.faults = append(k.faults, Fault{Cooperative: k.name, Kind: kind, Detail: fmt.Sprintf(format, args...)})
}

// replay hashes every change again and folds them in memory.
func (k *checking) replay() {
	k.rows = all(k.state, &coop.ChangeRow{}, 0)
	slices.SortFunc(k.rows, func(a, b coop.ChangeRow) int {
		return cmp.Or(cmp.Compare(a.Lamport, b.Lamport), bytes.Compare(a.Hash[:], b.Hash[:]))
	})
	k.memory = coop.NewMap()
	fold := coop.NewFold(k.memory)
	for _, row := range k.rows {
		c, err := coop.DecodeChange(row.Bytes)
		if err != nil || coop.ChainHash(row.Prev, row.Bytes) != row.Hash {
			k.fault("bytes", "change %d of log %s", row.Seq, row.Log)
			continue
		}
		c.Prev = row.Prev
		fold.ApplyHashed(c, row.Hash, row.Bytes)
	}
	for _, b := range coop.CheckSums(k.memory) {
		k.fault("sums", "%s: %s", b.I, b.Detail)
	}
}

// signatures checks every signed head with the key of its log.
func (k *checking) signatures() {
	for _, row := range all(k.state, &coop.SignedRow{}, 0) {
		log := coop.LogRow{Log: row.Log}
		head := coop.HeadBytes(k.coop, coop.Head{Log: row.Log, Seq: row.Seq, Hash: row.Hash})
		if !k.memory.Get(&log) || !ed25519.Verify(log.Sign[:], head, row.Sign) {
			k.fault("sign", "head %d of log %s", row.Seq, row.Log)
		}
	}
}

// compare holds every derived table against the replay and names the first row that differs.
func (k *checking) compare() {
	for _, t := range coop.Tables {
		want := contents(k.memory, t)
		have := contents(k.state, t)
		for i := range max(len(want), len(have)) {
			if i >= len(want) || i >= len(have) || want[i] != have[i] {
				k.fault("tables", "%s, row %d", t.Name, i+1)
				break
			}
		}
	}
}

func contents(s coop.State, t *coop.Table) []string {
	var rows []string
	s.Scan(t.New(), 0, func(r coop.Record) bool {
		rows = append(rows, fmt.Sprintf("%x", coop.Values(nil, r)))
		return true
	})
	return rows
}
