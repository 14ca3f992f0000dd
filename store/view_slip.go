package store

import (
	"context"
	"database/sql"

	"lumbung/store/coop"
)

// Slips gives the slips that the code is of: one, none, or once in ages two. The code begins like the entry's id, so
// that no index is needed and the answer costs the same in a book of any size.
func (b *Book) Slips(ctx context.Context, code coop.CheckCode) ([]coop.SlipView, error) {
	var found []coop.SlipView
	least, most := code.Span()
	err := b.look(ctx, func(q *sql.Tx) error {
		r, err := b.entryReader(ctx, q)
		if err != nil {
			return err
		}
		entries, err := r.read("WHERE id BETWEEN ? AND ?", least[:], most[:])
		if err != nil {
			return err
		}
		for i := range entries {
			slip, is := coop.SlipOf(&entries[i], code)
			if !is {
				continue
			}
			view := coop.SlipView{Slip: slip, Entry: entries[i]}
			if !view.Entry.ReversedBy.IsZero() {
				if view.CorrectedBy, err = r.correcting(view.Entry.ID); err != nil {
					return err
				}
			}
			found = append(found, view)
		}
		return nil
	})
	return found, err
}

// correcting gives the voucher of the last entry that puts another right.
func (r *entryReader) correcting(id coop.ID) (string, error) {
	rows, err := rowsOf[*coop.EntryRow](r.ctx, r.q, "WHERE corrects = ? AND posted > 0 ORDER BY lamport DESC LIMIT 1",
		id[:])
	if err != nil || len(rows) == 0 {
		return "", err
	}
	e := rows[0]
	return voucherOf(r.letters[e.Log], e.Book, e.Date, e.Serial), nil
}
