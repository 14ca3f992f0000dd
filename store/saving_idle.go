package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

	"lumbung/store/coop"
)

// Idle lists those who were active members on a day and of whom nothing had been recorded then for as long as the
// setting says, the longest first.
func (b *Book) Idle(ctx context.Context, today coop.Date) ([]coop.IdleView, error) {
	return b.idle(ctx, coop.ID{}, today)
}

// IdleOf tells whether one person is on that list; false for who is not.
func (b *Book) IdleOf(ctx context.Context, person coop.ID, today coop.Date) (coop.IdleView, bool, error) {
	found, err := b.idle(ctx, person, today)
	if err != nil || len(found) == 0 {
		return coop.IdleView{}, false, err
	}
	return found[0], true, nil
}

// idle finds those of whom nothing was recorded for long, among all or one person, by the registration that stands for
// them.
func (b *Book) idle(ctx context.Context, person coop.ID, today coop.Date) ([]coop.IdleView, error) {
	settings, err := b.Settings(ctx)
	if err != nil {
		return nil, err
	}
	rules := coop.SavingRulesOf(settings)
	one, args := "", []any(nil)
	if !person.IsZero() {
		one, args = " AND same = ?", []any{person[:]}
	}
	var found []coop.IdleView
	err = b.look(ctx, func(q *sql.Tx) error {
		last, err := lastEntries(ctx, q, today, one, args)
		if err != nil {
			return err
		}
		r, err := b.memberReader(ctx, q, today.Month())
		if err != nil {
			return err
		}
		r.private = false
		then := slices.Concat([]any{today.String()}, args)
		people, err := r.read(`WHERE same = member AND ("left" = '' OR "left" > ?)`+one, then...)
		if err != nil {
			return fmt.Errorf("read the members: %w", err)
		}
		for i := range people {
			p := &people[i]
			if p.Candidate() || coop.Frozen(p.MemberRow) {
				continue
			}
			if months, idle := rules.Idle(coop.DayOf(p.Joined), last[p.Member], today); idle {
				found = append(found, coop.IdleView{Member: *p, Last: last[p.Member], Months: months})
			}
		}
		return nil
	})
	slices.SortStableFunc(found, func(x, y coop.IdleView) int {
		if x.Months != y.Months {
			return y.Months - x.Months
		}
		return compareNumbers(x.Member.Number, y.Member.Number)
	})
	return found, err
}

// lastEntries gives the day of the last entry up to a day that names each person; and is a further condition on them.
func lastEntries(
	ctx context.Context, q *sql.Tx, to coop.Date, and string, args []any,
) (map[coop.ID]coop.Date, error) {
	last := map[coop.ID]coop.Date{}
	var person []byte
	var day int64
	text := "SELECT m.same, max(l.posted) FROM member m JOIN line l ON l.member = m.member AND " +
		"l.posted BETWEEN 1 AND ? AND l.member <> zeroblob(16)" + and + " GROUP BY 1"
	args = slices.Concat([]any{int64(to)}, args)
	return last, eachRow(ctx, q, text, args, []any{&person, &day}, func() error {
		last[idOf(person)] = coop.Date(day)
		return nil
	})
}
