package server

import (
	"database/sql"
	"errors"
	"fmt"

	"lumbung/sync/wire"
)

// Bounds of what is kept of packs that come in ranges: enough for every device of a village at one time.
const (
	maxParts     = 8
	maxPartBytes = 4 << 20
)

// join gives the whole packs of a request: those that came whole and those whose last range came now.
func (e *exchange) join() ([][]byte, error) {
	packs := e.request.Packs
	touched := map[[32]byte]int{}
	var order [][32]byte
	for _, part := range e.request.Parts {
		kept, err := e.keptOf(part.Sum)
		if err != nil {
			return nil, err
		}
		now, whole := part.Join(kept)
		if _, seen := touched[part.Sum]; !seen {
			order = append(order, part.Sum)
		}
		touched[part.Sum] = len(now)
		if whole {
			packs = append(packs, now)
			now, touched[part.Sum] = nil, part.Size
		}
		if err := e.keep(part.Sum, now); err != nil {
			return nil, err
		}
	}
	for _, sum := range order {
		e.answer.Kept = append(e.answer.Kept, wire.Kept{Sum: sum, Bytes: touched[sum]})
	}
	if len(order) == 0 {
		return packs, nil
	}
	return packs, e.forget()
}

func (b *book) keptOf(sum [32]byte) ([]byte, error) {
	var kept []byte
	err := b.tx.QueryRowContext(b.tx.ctx, `SELECT bytes FROM part WHERE coop_id = $1 AND sum = $2`, b.id, sum[:]).
		Scan(&kept)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return nil, fmt.Errorf("kept part: %w", err)
	}
	return kept, nil
}

func (b *book) keep(sum [32]byte, bytes []byte) error {
	var err error
	if len(bytes) == 0 {
		_, err = b.tx.ExecContext(b.tx.ctx, `DELETE FROM part WHERE coop_id = $1 AND sum = $2`, b.id, sum[:])
	} else {
		_, err = b.tx.ExecContext(b.tx.ctx, `INSERT INTO part (coop_id, sum, kept_at, bytes) VALUES ($1, $2, $3, $4)
			ON CONFLICT (coop_id, sum) DO UPDATE SET kept_at = excluded.kept_at, bytes = excluded.bytes`,
			b.id, sum[:], b.server.micros(), bytes)
	}
	if err != nil {
		return fmt.Errorf("keep a part: %w", err)
	}
	return nil
}

// forget drops the oldest parts beyond the bounds.
func (b *book) forget() error {
	rows, err := b.tx.QueryContext(b.tx.ctx, `SELECT sum, length(bytes) FROM part WHERE coop_id = $1
		ORDER BY kept_at DESC, sum`, b.id)
	if err != nil {
		return fmt.Errorf("kept parts: %w", err)
	}
	defer rows.Close() //nolint:errcheck // rows.Err is asked below
	var old [][32]byte
	for n, size := 1, int64(0); rows.Next(); n++ {
		var sum [32]byte
		var length int64
		if err := rows.Scan(bytesOf(sum[:]), &length); err != nil {
			return fmt.Errorf("kept parts: %w", err)
		}
		if size += length; n > maxParts || size > maxPartBytes {
			old = append(old, sum)
		}
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return fmt.Errorf("kept parts: %w", err)
	}
	for _, sum := range old {
		if err := b.keep(sum, nil); err != nil {
			return err
		}
	}
	return nil
}
