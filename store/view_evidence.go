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

// EvidenceCount is Unevidenced without the entries themselves, for a page that shows the numbers alone: what it reads
// lies in indexes, and it costs the month, not what was recorded since.
func (b *Book) EvidenceCount(ctx context.Context, from, to coop.Date) (missing, total int, err error) {
	text := "SELECT once, count(*), sum(evidence = '' AND " +
		"NOT EXISTS (SELECT 1 FROM evidence v WHERE v.entry = e.id)) " +
		"FROM entry e INDEXED BY entry_month WHERE date BETWEEN ? AND ? AND kind = ? AND posted <> 0 " +
		"AND NOT EXISTS (SELECT 1 FROM entry r WHERE r.reverses = e.id AND r.posted <> 0 AND r." + isReversal + ") " +
		"GROUP BY once"
	err = b.look(ctx, func(q *sql.Tx) error {
		counted, err := differences(ctx, q)
		if err != nil {
			return err
		}
		var once sql.RawBytes
		var all, bare int
		args := []any{int64(from), int64(to), int64(coop.KindEntry)}
		return eachRow(ctx, q, text, args, []any{&once, &all, &bare}, func() error {
			total += all
			if counted[idOf(once)].IsZero() {
				missing += bare
			}
			return nil
		})
	})
	return missing, total, err
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
