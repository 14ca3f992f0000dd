package store

import (
	"context"
	"database/sql"
	"os"

	"lumbung/store/coop"
)

// Evidence lists what was put on an entry after it was recorded, in order.
func (b *Book) Evidence(ctx context.Context, entry coop.ID) ([]coop.EvidenceView, error) {
	var views []coop.EvidenceView
	err := b.look(ctx, func(q *sql.Tx) error {
		people, err := namesOf(ctx, q)
		if err != nil {
			return err
		}
		rows, err := rowsOf[*coop.EvidenceRow](ctx, q, "WHERE entry = ? ORDER BY lamport, hash", entry[:])
		for _, row := range rows {
			v := coop.EvidenceView{EvidenceRow: *row, AuthorName: people[row.Author]}
			if row.Size > 0 {
				info, err := os.Stat(b.pictureFile(row.Sum))
				v.Here = err == nil && info.Size() == row.Size
			}
			views = append(views, v)
		}
		return err
	})
	return views, err
}

// Unevidenced lists the entries of a period for which there is neither a paper nor a picture, in order of their day,
// and says how many entries there are that should have one: those that post, without reversals and what they took
// back, and without opening balances. A count is the evidence of the entry that posts its difference.
func (b *Book) Unevidenced(ctx context.Context, from, to coop.Date) (missing []coop.EntryView, total int, err error) {
	err = b.look(ctx, func(q *sql.Tx) error {
		counted, err := differences(ctx, q)
		if err != nil {
			return err
		}
		r, err := b.entryReader(ctx, q)
		if err != nil {
			return err
		}
		return r.each(coop.EntryQuery{From: from, To: to}, func(v *coop.EntryView) error {
			if v.Kind != coop.KindEntry || v.Posted == 0 || !v.ReversedBy.IsZero() {
				return nil
			}
			total++
			if !v.Evidenced() && counted[v.Once].IsZero() {
				missing = append(missing, *v)
			}
			return nil
		})
	})
	return missing, total, err
}

// EvidenceCount is Unevidenced without the entries themselves, for a page that shows the numbers alone. What an entry
// dated before the period takes back counts all the same: nobody dates a reversal before what it reverses.
func (b *Book) EvidenceCount(ctx context.Context, from, to coop.Date) (missing, total int, err error) {
	const text = "SELECT id, once, evidence <> '' OR EXISTS (SELECT 1 FROM evidence v WHERE v.entry = e.id) " +
		"FROM entry e WHERE date BETWEEN ? AND ? AND kind = ? AND posted <> 0"
	err = b.look(ctx, func(q *sql.Tx) error {
		counted, err := differences(ctx, q)
		if err != nil {
			return err
		}
		reversed, err := reversedSince(ctx, q, from)
		if err != nil {
			return err
		}
		var id, once sql.RawBytes
		var proven bool
		args := []any{int64(from), int64(to), int64(coop.KindEntry)}
		return eachRow(ctx, q, text, args, []any{&id, &once, &proven}, func() error {
			if reversed[idOf(id)] {
				return nil
			}
			total++
			if !proven && counted[idOf(once)].IsZero() {
				missing++
			}
			return nil
		})
	})
	return missing, total, err
}

// reversedSince gives the entries that a reversal of this day or later takes back. It costs the reversals, not what
// else was recorded since.
func reversedSince(ctx context.Context, q *sql.Tx, from coop.Date) (map[coop.ID]bool, error) {
	reversed := map[coop.ID]bool{}
	var entry sql.RawBytes
	text := "SELECT reverses FROM entry WHERE date >= ? AND " + countingReversal
	err := eachRow(ctx, q, text, []any{int64(from)}, []any{&entry}, func() error {
		reversed[idOf(entry)] = true
		return nil
	})
	return reversed, err
}

// differences gives each count by the once-id of the entry that posts its difference.
func differences(ctx context.Context, q *sql.Tx) (map[coop.ID]coop.ID, error) {
	rows, err := rowsOf[*coop.CountRow](ctx, q, "")
	all := make(map[coop.ID]coop.ID, len(rows))
	for _, row := range rows {
		all[coop.CountOnce(row.Count).ID()] = row.Count
	}
	return all, err
}

// namesOf gives the names of the people.
func namesOf(ctx context.Context, q *sql.Tx) (map[coop.ID]string, error) {
	users, err := rowsOf[*coop.UserRow](ctx, q, "")
	names := make(map[coop.ID]string, len(users))
	for _, u := range users {
		names[u.User] = u.Name
	}
	return names, err
}
