package store

import (
	"context"
	"database/sql"

	"lumbung/store/coop"
)

// lastOf is how far back the own log is looked through for what somebody recorded last.
const lastOf = 2000

// LastRecorded gives the entry that a person recorded last on this device, whatever its day; the zero entry where
// there is none among the last changes. Reversals and opening balances are not what one does again.
func (b *Book) LastRecorded(ctx context.Context, who coop.Session) (coop.EntryView, error) {
	var last coop.ID
	err := b.look(ctx, func(q *sql.Tx) error {
		own := b.known().log()
		rows, err := q.QueryContext(ctx, "SELECT hash FROM (SELECT hash, seq, author, kind FROM change WHERE log = ? "+
			"ORDER BY seq DESC LIMIT ?) WHERE author = ? AND kind = ? ORDER BY seq DESC",
			own[:], lastOf, who.User[:], int64(coop.KindEntry))
		if err != nil {
			return err
		}
		defer rows.Close()
		for last.IsZero() && rows.Next() {
			var raw []byte
			if err := rows.Scan(&raw); err != nil {
				return err
			}
			var hash coop.Hash
			copy(hash[:], raw)
			last = coop.HashID(hash, 0)
		}
		return rows.Err()
	})
	if err != nil || last.IsZero() {
		return coop.EntryView{}, err
	}
	return b.Entry(ctx, last)
}
