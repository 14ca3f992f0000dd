package store

import (
	"context"
	"database/sql"

	"lumbung/store/coop"
)

// Findings lists what reviewers remarked, with the answers, oldest first.
func (b *Book) Findings(ctx context.Context) ([]coop.FindingView, error) {
	var views []coop.FindingView
	err := b.look(ctx, func(q *sql.Tx) error {
		rows, err := rowsOf[*coop.FindingRow](ctx, q, "ORDER BY at, finding")
		if err != nil {
			return err
		}
		answers, err := rowsOf[*coop.AnswerRow](ctx, q, "ORDER BY at, hash")
		if err != nil {
			return err
		}
		letters, err := lettersOf(ctx, q)
		if err != nil {
			return err
		}
		for _, row := range rows {
			v := coop.FindingView{FindingRow: *row}
			for _, a := range answers {
				if a.Finding == row.Finding {
					v.Answers = append(v.Answers, *a)
				}
			}
			if err := aboutEntry(ctx, q, &v, letters); err != nil {
				return err
			}
			views = append(views, v)
		}
		return nil
	})
	return views, err
}

// aboutEntry adds what is known of the entry that a finding is about.
func aboutEntry(ctx context.Context, q *sql.Tx, v *coop.FindingView, letters map[coop.ID]string) error {
	if v.Entry.IsZero() {
		return nil
	}
	entries, err := rowsOf[*coop.EntryRow](ctx, q, "WHERE id = ?", v.Entry[:])
	if err != nil {
		return err
	}
	for _, e := range entries {
		v.Voucher = voucherOf(letters[e.Log], e.Book, e.Date, e.Serial)
	}
	reviews, err := values(rowsOf[*coop.ReviewRow](ctx, q, "WHERE entry = ?", v.Entry[:]))
	if err != nil || len(reviews) == 0 {
		return err
	}
	const text = "SELECT lamport FROM change WHERE log = ? AND seq = ? AND hash = ?"
	lamport, err := numberOf(ctx, q, text, v.Log[:], v.Seq, v.Hash[:])
	v.Settle(lamport, reviews)
	return err
}

// Unreviewed counts the entries dated in a period that others than who recorded, and those of them of which who has
// said nothing yet: no verdict and no finding. Entries that post nothing are left out.
func (b *Book) Unreviewed(ctx context.Context, who coop.ID, from, to coop.Date) (waiting, total int, err error) {
	const text = "SELECT count(*), count(*) FILTER (WHERE " +
		"NOT EXISTS (SELECT 1 FROM review r WHERE r.entry = e.id AND r.author = ?1) AND " +
		"id NOT IN (SELECT entry FROM finding WHERE author = ?1)) FROM entry e " +
		"WHERE date BETWEEN ?2 AND ?3 AND author <> ?1 AND posted <> 0"
	err = b.look(ctx, func(q *sql.Tx) error {
		return eachRow(ctx, q, text, []any{who[:], int64(from), int64(to)}, []any{&total, &waiting},
			func() error { return nil })
	})
	return waiting, total, err
}
