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
		rules := &reader{ctx: ctx, q: q, held: map[string][]coop.Record{}}
		fold := coop.NewFold(rules)
		for _, row := range rows {
			v := coop.CountView{CountRow: *row, AuthorName: people[row.Author]}
			if err := signedBy(ctx, q, &v, people); err != nil {
				return err
			}
			if err := postedBy(ctx, q, &v); err != nil {
				return err
			}
			if len(views) == 0 || views[len(views)-1].Account != v.Account { // the last of its account
				if v.Late, err = lateOf(ctx, q, row, fold); err != nil {
					return err
				}
			}
			views = append(views, v)
		}
		return rules.err
	})
	return views, err
}

// lateOf adds up what entries of days before a count moved on its account that the counter's book did not hold. What
// the book held of a log without branches is left out by its number; the little that remains is looked up.
func lateOf(ctx context.Context, q *sql.Tx, c *coop.CountRow, fold *coop.Fold) (late coop.Money, err error) {
	type moved struct {
		coop.Head
		amount coop.Money
	}
	text := "SELECT e.log, e.seq, e.hash, l.amount FROM line l JOIN entry e ON e.id = l.entry " +
		"WHERE l.account = ? AND l.posted > 0 AND l.posted < ?"
	args := []any{c.Account, int64(c.Date)}
	for _, h := range fold.CountPast(c) {
		text += " AND NOT (e.log = ? AND e.seq <= ?)"
		args = append(args, h.Log[:], h.Seq)
	}
	var log, hash []byte
	var seq, amount int64
	var unsure []moved
	err = eachRow(ctx, q, text, args, []any{&log, &seq, &hash, &amount}, func() error {
		unsure = append(unsure, moved{
			coop.Head{Log: coop.ID(log), Seq: seq, Hash: coop.Hash(hash)}, coop.Money(amount),
		})
		return nil
	})
	for _, m := range unsure {
		if !fold.CountSaw(c, m.Head) {
			late += m.amount
		}
	}
	return late, err
}

// postedBy finds the entry that posts a count's difference, or what stands in its place.
func postedBy(ctx context.Context, q *sql.Tx, v *coop.CountView) error {
	became, err := becameOf(ctx, q, coop.CountOnce(v.Count))
	if v.Was = became; err != nil || !became.There() {
		return err
	}
	v.Entry = became.Entry
	posted, err := numberOf(ctx, q, "SELECT coalesce(sum(amount), 0) FROM line WHERE entry = ? AND account = ?",
		became.Entry[:], v.Account)
	v.Posted = coop.Money(posted)
	return err
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
