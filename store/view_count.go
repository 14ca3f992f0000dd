package store

import (
	"context"
	"database/sql"

	"lumbung/store/coop"
)

// Counts lists the countings of cash and banks, by account and in each the newest first.
func (b *Book) Counts(ctx context.Context) ([]coop.CountView, error) {
	var views []coop.CountView
	err := b.look(ctx, func(q *sql.Tx) error {
		people, err := namesOf(ctx, q)
		if err != nil {
			return err
		}
		rows, err := rowsOf[*coop.CountRow](ctx, q, `ORDER BY account, "date" DESC, lamport DESC, hash`)
		if err != nil {
			return err
		}
		for _, row := range rows {
			v := coop.CountView{CountRow: *row, AuthorName: people[row.Author]}
			if err := signedBy(ctx, q, &v, people); err != nil {
				return err
			}
			once := coop.CountOnce(row.Count).ID()
			posted := "WHERE id IN (SELECT entry FROM claim WHERE once = ?) AND posted > 0"
			entries, err := rowsOf[*coop.EntryRow](ctx, q, posted, once[:])
			if err != nil {
				return err
			}
			if len(entries) > 0 {
				v.Entry = entries[0].ID
			}
			views = append(views, v)
		}
		return nil
	})
	return views, err
}

// signedBy looks for the second person's signature, the first of them where there are several.
func signedBy(ctx context.Context, q *sql.Tx, v *coop.CountView, people map[coop.ID]string) error {
	rows, err := rowsOf[*coop.ApprovalRow](ctx, q, "WHERE subject = ? ORDER BY granted DESC, at, hash", v.Hash[:])
	if err != nil || len(rows) == 0 {
		return err
	}
	if v.Declined = !rows[0].Granted; v.Declined {
		v.DeclinedBy, v.DeclinedWhy = people[rows[0].Author], rows[0].Reason
	} else {
		v.Witness, v.WitnessName, v.WitnessAt = rows[0].Author, people[rows[0].Author], rows[0].At
	}
	return nil
}
