package store

import (
	"context"
	"database/sql"
	"errors"
	"maps"
	"slices"
	"sync"

	"lumbung/store/coop"
)

// lates remembers what counts had not heard of in the book that had these heads.
type lates struct {
	mu    sync.Mutex
	heads string
	of    map[coop.Hash]coop.Money
}

// Counts lists the countings of cash and banks, by account and in each the newest first.
func (b *Book) Counts(ctx context.Context) ([]coop.CountView, error) {
	b.late.mu.Lock()
	defer b.late.mu.Unlock()
	var views []coop.CountView
	err := b.look(ctx, func(q *sql.Tx) error {
		people, err := namesOf(ctx, q)
		if err != nil {
			return err
		}
		heads, err := headsText(ctx, q)
		if err != nil {
			return err
		}
		if heads != b.late.heads {
			b.late.heads, b.late.of = heads, map[coop.Hash]coop.Money{}
		}
		rows, err := rowsOf[*coop.CountRow](ctx, q, `ORDER BY account, "date" DESC, lamport DESC, hash`)
		if err != nil {
			return err
		}
		rules := &reader{ctx: ctx, q: q, held: map[string][]coop.Record{}}
		fold := coop.NewFold(rules)
		for _, row := range rows {
			v := coop.CountView{CountRow: *row, AuthorName: people[row.Author]}
			if len(views) == 0 || views[len(views)-1].Account != v.Account { // the last of its account
				late, known := b.late.of[v.Hash]
				if !known {
					late, err = lateOf(ctx, q, row, fold)
				}
				if err = errors.Join(err, rules.err); err != nil {
					return err
				}
				v.Late, b.late.of[v.Hash] = late, late
			}
			views = append(views, v)
		}
		return errors.Join(signedBy(ctx, q, views, people), postedBy(ctx, q, views))
	})
	return views, err
}

// lateOf adds up what entries of days before a count moved on its account that the counter's book did not hold. They
// are found by their numbers in their logs, for they are few, and only the lines of the days they post on are read.
func lateOf(ctx context.Context, q *sql.Tx, c *coop.CountRow, fold *coop.Fold) (late coop.Money, err error) {
	held := map[coop.ID]int64{}
	for _, h := range fold.CountPast(c) {
		held[h.Log] = max(held[h.Log], h.Seq) // of a log with branches several may be known
	}
	heads, err := rowsOf[*coop.HeadRow](ctx, q, "")
	branches := map[coop.ID]int{}
	for _, h := range heads {
		branches[h.Log]++
	}
	unseen, since := map[coop.ID]bool{}, c.Date
	for log, n := range branches {
		entries, wrong := entriesBehind(ctx, q, coop.Head{Log: log, Seq: held[log]}, c.Date, n > 1)
		err = errors.Join(err, wrong)
		for _, e := range entries {
			if n == 1 || !fold.CountSaw(c, e.Head) {
				unseen[e.id], since = true, min(since, e.posted)
			}
		}
	}
	if err != nil || len(unseen) == 0 {
		return 0, err
	}
	var entry sql.RawBytes
	var amount int64
	text := "SELECT entry, amount FROM line WHERE account = ? AND posted >= ? AND posted < ?"
	args := []any{c.Account, int64(since), int64(c.Date)}
	err = eachRow(ctx, q, text, args, []any{&entry, &amount}, func() error {
		if unseen[idOf(entry)] {
			late += coop.Money(amount)
		}
		return nil
	})
	return late, err
}

// behind is an entry that stands behind some place of its log.
type behind struct {
	coop.Head // without the hash where it was not asked for
	id        coop.ID
	posted    coop.Date
}

// entriesBehind gives the entries of a log behind a number that are posted before a day. The index holds all of it but
// their hashes.
func entriesBehind(
	ctx context.Context, q *sql.Tx, place coop.Head, before coop.Date, hashes bool,
) (entries []behind, err error) {
	column := "x''"
	if hashes {
		column = "hash"
	}
	text := "SELECT id, seq, posted, " + column + " FROM entry INDEXED BY entry_log " +
		"WHERE log = ? AND seq > ? AND posted > 0 AND posted < ?"
	var id, hash sql.RawBytes
	var seq, posted int64
	args := []any{place.Log[:], place.Seq, int64(before)}
	err = eachRow(ctx, q, text, args, []any{&id, &seq, &posted, &hash}, func() error {
		e := behind{Head: coop.Head{Log: place.Log, Seq: seq}, id: idOf(id), posted: coop.Date(posted)}
		copy(e.Hash[:], hash)
		entries = append(entries, e)
		return nil
	})
	return entries, err
}

// postedBy finds the entries that post the differences of counts, or what stands in their places.
func postedBy(ctx context.Context, q *sql.Tx, views []coop.CountView) error {
	rules := make([]coop.Once, len(views))
	for i := range views {
		rules[i] = coop.CountOnce(views[i].Count)
	}
	became, err := becameAll(ctx, q, rules...)
	if err != nil {
		return err
	}
	of := map[coop.ID]*coop.CountView{}
	for i := range views {
		v := &views[i]
		if v.Was = became[rules[i].ID()]; v.Was.There() {
			v.Entry = v.Was.Entry
			of[v.Entry] = v
		}
	}
	var entry sql.RawBytes
	var account string
	var amount int64
	text := "SELECT entry, account, amount FROM line WHERE entry IN"
	return eachOf(ctx, q, text, slices.Collect(maps.Keys(of)), []any{&entry, &account, &amount}, func() error {
		if v := of[idOf(entry)]; v.Account == account {
			v.Posted += coop.Money(amount)
		}
		return nil
	})
}

// signedBy looks for the second person's signature under each count, the first of them where there are several.
func signedBy(ctx context.Context, q *sql.Tx, views []coop.CountView, people map[coop.ID]string) error {
	text := "WHERE subject IN (SELECT hash FROM counting) ORDER BY subject, granted DESC, at, hash"
	rows, err := rowsOf[*coop.ApprovalRow](ctx, q, text)
	first := map[coop.Hash]*coop.ApprovalRow{}
	for _, r := range rows {
		if first[r.Subject] == nil {
			first[r.Subject] = r
		}
	}
	for i := range views {
		v := &views[i]
		switch r := first[v.Hash]; {
		case r == nil:
		case r.Granted:
			v.Witness, v.WitnessName, v.WitnessAt = r.Author, people[r.Author], r.At
		default:
			v.Declined, v.DeclinedBy, v.DeclinedWhy = true, people[r.Author], r.Reason
		}
	}
	return err
}
