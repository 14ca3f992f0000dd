package store

import (
	"context"
	"database/sql"

	"lumbung/store/coop"
)

// Flows gives the counterparts of what moved money in a period, both days included; from 0 means since the beginning.
// Whole months come from the running sums; parts of months at both ends from the lines, by index.
func (b *Book) Flows(ctx context.Context, from, to coop.Date) ([]coop.Flow, error) {
	sums := flowSums{coop.FlowSums{}}
	err := b.look(ctx, func(q *sql.Tx) error {
		first, last := from.Month(), to.Month()
		if from != 0 && from != first.First() {
			if err := sums.part(ctx, q, from, min(to, first.Last())); err != nil {
				return err
			}
			first = first.Last().AddDays(1).Month()
		}
		if to != to.Month().Last() && first <= last {
			if err := sums.part(ctx, q, last.First(), to); err != nil {
				return err
			}
			last = last.First().AddDays(-1).Month()
		}
		return sums.months(ctx, q, first, last)
	})
	return sums.Flows(), err
}

// flowSums reads flows and adds them up.
type flowSums struct{ coop.FlowSums }

// months adds whole months.
func (s flowSums) months(ctx context.Context, q *sql.Tx, first, last coop.Month) error {
	if first > last {
		return nil
	}
	text := "SELECT account, way, sum(amount) FROM flow WHERE month BETWEEN ? AND ? GROUP BY account, way"
	var account string
	var way, amount int64
	args := []any{int64(first), int64(last)}
	return eachRow(ctx, q, text, args, []any{&account, &way, &amount}, func() error {
		s.Add(coop.FlowRow{Account: account, Way: coop.FlowWay(way), Amount: coop.Money(amount)})
		return nil
	})
}

// part adds some days of one month: by their lines, or as the whole month without the lines of its other days,
// whichever are fewer days.
func (s flowSums) part(ctx context.Context, q *sql.Tx, from, to coop.Date) error {
	month := from.Month()
	before, after := month.First().DaysTo(from), to.DaysTo(month.Last())
	if from.DaysTo(to)+1 <= before+after {
		return s.days(ctx, q, from, to, 1)
	}
	err := s.months(ctx, q, month, month)
	if err == nil && before > 0 {
		err = s.days(ctx, q, month.First(), from.AddDays(-1), -1)
	}
	if err == nil && after > 0 {
		err = s.days(ctx, q, to.AddDays(1), month.Last(), -1)
	}
	return err
}

// days adds the lines of days of one month, or takes them off with the sign -1. They lie together in the index of
// accounts, of which only those that moved in that month are looked at.
func (s flowSums) days(ctx context.Context, q *sql.Tx, from, to coop.Date, sign coop.Money) error {
	text := "SELECT l.account, l.entry, l.amount FROM (SELECT DISTINCT account FROM balance WHERE month = ?) m " +
		"CROSS JOIN line l ON l.account = m.account AND l.posted BETWEEN ? AND ?"
	entries := map[coop.ID][]coop.Line{}
	var line coop.Line
	var entry sql.RawBytes
	var amount int64
	args := []any{int64(from.Month()), int64(from), int64(to)}
	err := eachRow(ctx, q, text, args, []any{&line.Account, &entry, &amount}, func() error {
		line.Amount = coop.Money(amount)
		entries[idOf(entry)] = append(entries[idOf(entry)], line)
		return nil
	})
	for _, lines := range entries {
		for _, r := range coop.FlowRows(0, lines) {
			r.Amount *= sign
			s.Add(r)
		}
	}
	return err
}
