package server

import (
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"

	"lumbung/store/coop"
)

// How a cooperative was last heard.
const (
	heardNever   = 0
	heardNetwork = 1
	heardFile    = 2
)

// cooperative is one row of the directory: what the server knows of a cooperative beside its book.
type cooperative struct {
	id         int64 // coop_id
	coop       coop.ID
	name       string
	village    string // as the district says, from the activation code
	founding   coop.Hash
	serverLog  coop.ID
	enrolledAt int64
	revision   int64
	heardAt    int64
	heardHow   int64
}

// coopID is the number that stands first in every key of a cooperative. The directory holds the whole id beside it, so
// that two cooperatives with one number, however unlikely, are noticed and never mixed.
func coopID(id coop.ID) int64 {
	sum := sha256.Sum256(id[:])
	return int64(binary.BigEndian.Uint64(sum[:8]) >> 1)
}

const directoryColumns = "coop_id, cooperative, name, village, founding, server_log, enrolled_at, revision," +
	" heard_at, heard_how"

func (c *cooperative) fields() []any {
	return []any{
		&c.id, bytesOf(c.coop[:]), &c.name, &c.village, bytesOf(c.founding[:]), bytesOf(c.serverLog[:]), &c.enrolledAt,
		&c.revision, &c.heardAt, &c.heardHow,
	}
}

// fixed scans a blob of exactly its length.
type fixed []byte

func bytesOf(b []byte) *fixed { f := fixed(b); return &f }

// Scan implements sql.Scanner.
func (f *fixed) Scan(value any) error {
	b, ok := value.([]byte)
	if !ok || len(b) != len(*f) {
		return fmt.Errorf("a blob of %d bytes belongs here", len(*f))
	}
	copy(*f, b)
	return nil
}

// lockCooperative takes the cooperative's row for this transaction: whatever else wants to change that cooperative
// waits, on every engine.
func lockCooperative(t *transaction, id coop.ID) (*cooperative, error) {
	c := &cooperative{}
	row := t.QueryRowContext(t.ctx, `UPDATE cooperative SET revision = revision + 1 WHERE coop_id = $1
		RETURNING `+directoryColumns, coopID(id))
	return c.found(row.Scan(c.fields()...), id)
}

// findCooperative reads the cooperative's row.
func findCooperative(t *transaction, id coop.ID) (*cooperative, error) {
	c := &cooperative{}
	row := t.QueryRowContext(t.ctx, `SELECT `+directoryColumns+` FROM cooperative WHERE coop_id = $1`, coopID(id))
	return c.found(row.Scan(c.fields()...), id)
}

func (c *cooperative) found(err error, id coop.ID) (*cooperative, error) {
	switch {
	case errors.Is(err, sql.ErrNoRows) || (err == nil && c.coop != id):
		return nil, ErrUnknownCoop
	case err != nil:
		return nil, fmt.Errorf("directory: %w", err)
	}
	return c, nil
}
