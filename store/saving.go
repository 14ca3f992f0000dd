package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

	"lumbung/store/coop"
)

// SavingsBook gives the daily balances of everybody's voluntary and special savings over a month, read by the index of
// lines by account, and what interest of the month is recorded already.
func (b *Book) SavingsBook(ctx context.Context, m coop.Month) (coop.SavingsBook, error) {
	s := coop.SavingsBook{People: map[coop.ID]coop.MemberView{}, InterestMonth: coop.NewInterestMonth(m)}
	if !m.Valid() {
		return s, coop.Problem{Key: "report.wrong.period"}
	}
	settings, err := b.Settings(ctx)
	if err != nil {
		return s, err
	}
	s.Rules = coop.SavingRulesOf(settings)
	return s, b.look(ctx, func(q *sql.Tx) error {
		r, err := b.memberReader(ctx, q, m)
		if err != nil {
			return err
		}
		r.private = false
		people, err := r.read("WHERE same = member")
		if err != nil {
			return err
		}
		for _, p := range people {
			s.People[p.Member] = p
			s.Gone[p.Member] = p.Left != ""
		}
		closed, err := numberOf(ctx, q, "SELECT max(period) FROM close WHERE holds = 1")
		if err != nil {
			return err
		}
		if closed != 0 {
			s.Closed = coop.Month(closed).Last()
		}
		if err := savingMonths(ctx, q, &s); err != nil {
			return err
		}
		return recordedInterest(ctx, q, &s)
	})
}

// ownInterest are the lines by which a saving got its interest of the month, or by which that was taken back again, on
// the month's last day. They earn nothing in the month whose interest they are: a month that was recorded would come to
// more at every look. What a leaver drew on that day, interest with it, is no such line.
const ownInterest = `l.posted = ? AND EXISTS (SELECT 1 FROM line i JOIN entry e ON e.id = i.entry
	WHERE i.entry = l.entry AND i.account = '53101' AND (e.kind = 18) = (l.amount > 0))`

// savingMonths reads what everybody had before the month and how it moved, day by day. A line without a member earns
// nothing: nobody could be paid.
func savingMonths(ctx context.Context, q *sql.Tx, s *coop.SavingsBook) error {
	first, last := s.Month.First(), s.Month.Last()
	text := "SELECT m.same, l.loan, CASE WHEN l.posted < ? THEN 0 ELSE l.posted END, -sum(l.amount) FROM line l " +
		"JOIN member m ON m.member = l.member WHERE l.account = ? AND l.posted BETWEEN 1 AND ? " +
		"AND NOT (" + ownInterest + ") GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"
	type saving struct {
		account string
		member  coop.ID
		special coop.ID
	}
	at := map[saving]int{}
	for _, account := range []string{coop.AccountVoluntary, coop.AccountSpecial} {
		var person, special []byte
		var day, amount int64
		args := []any{int64(first), account, int64(last), int64(last)}
		err := eachRow(ctx, q, text, args, []any{&person, &special, &day, &amount}, func() error {
			key := saving{account, idOf(person), idOf(special)}
			if account == coop.AccountVoluntary {
				key.special = coop.ID{}
			}
			i, known := at[key]
			if !known {
				i = len(s.Savings)
				at[key] = i
				s.Savings = append(
					s.Savings,
					coop.SavingMonth{Member: key.member, Account: account, Special: key.special},
				)
			}
			if day == 0 {
				s.Savings[i].Opening += coop.Money(amount)
			} else {
				move := coop.DayMove{Date: coop.Date(day), Amount: coop.Money(amount)}
				s.Savings[i].Moves = append(s.Savings[i].Moves, move)
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	slices.SortStableFunc(s.Savings, func(x, y coop.SavingMonth) int {
		return compareNumbers(s.People[x.Member].Number, s.People[y.Member].Number)
	})
	for _, saving := range s.Savings {
		if n := len(s.Order); n == 0 || s.Order[n-1] != saving.Member {
			s.Order = append(s.Order, saving.Member)
		}
	}
	return nil
}

// interestEntry is one entry that pays interest: its person, what it paid before tax, and whether it was taken back.
const interestEntries = `
SELECT e.id, e.occasion, min(m.same), max(m.same),
	sum(CASE WHEN l.account IN ('53101', '53102', '23101') THEN l.amount ELSE 0 END),
	sum(CASE WHEN l.account = '53101' THEN l.amount ELSE 0 END),
	-sum(CASE WHEN l.account = '23203' THEN l.amount ELSE 0 END),
	EXISTS (SELECT 1 FROM entry r WHERE r.kind = 18 AND r.reverses = e.id AND r.posted > 0)
FROM (SELECT DISTINCT entry FROM line WHERE account IN ('53101', '53102', '23101') AND posted >= ?) x
JOIN entry e ON e.id = x.entry AND e.kind = 17 AND e.posted > 0 AND e.date BETWEEN ? AND ?
JOIN line l ON l.entry = e.id LEFT JOIN member m ON m.member = l.member
GROUP BY e.id`

// recordedInterest says what everybody earned in the month by entries that count and stand. An entry of several people
// tells of nobody; an accrual pays nothing, because its cost is owed still.
func recordedInterest(ctx context.Context, q *sql.Tx, s *coop.SavingsBook) error {
	first, last := s.Month.First(), s.Month.Last()
	var entry, person, other []byte
	var gross, savings, tax int64
	var reversed bool
	var occasion string
	into := []any{&entry, &occasion, &person, &other, &gross, &savings, &tax, &reversed}
	args := []any{int64(first), int64(first), int64(last)}
	return eachRow(ctx, q, interestEntries, args, into, func() error {
		id := idOf(person)
		switch {
		case gross == 0 || len(person) == 0 || id != idOf(other):
			return nil
		case reversed:
			if savings != 0 {
				s.Again[id]++
			}
			return nil
		}
		before := s.Before[id]
		before.Gross, before.Tax = before.Gross+coop.Money(gross), before.Tax+coop.Money(tax)
		s.Before[id] = before
		if savings != 0 {
			s.Done[id] += coop.Money(savings)
			s.DoneTax[id] += coop.Money(tax)
			if occasion == coop.InterestOccasion {
				s.Runs[id] = append(s.Runs[id], idOf(entry))
			}
		}
		return nil
	})
}

// TaxState gives what a person earned on savings in a month so far, and the tax withheld of it.
func (b *Book) TaxState(ctx context.Context, person coop.ID, m coop.Month) (coop.TaxState, error) {
	s := coop.SavingsBook{InterestMonth: coop.NewInterestMonth(m)}
	err := b.look(ctx, func(q *sql.Tx) error { return recordedInterest(ctx, q, &s) })
	return s.Before[person], err
}

// Idle lists the active members of whom nothing was recorded for as long as the setting says, the longest first.
func (b *Book) Idle(ctx context.Context, today coop.Date) ([]coop.IdleView, error) {
	settings, err := b.Settings(ctx)
	if err != nil {
		return nil, err
	}
	rules := coop.SavingRulesOf(settings)
	var found []coop.IdleView
	err = b.look(ctx, func(q *sql.Tx) error {
		last := map[coop.ID]coop.Date{}
		var person []byte
		var day int64
		text := "SELECT m.same, max(l.posted) FROM member m JOIN line l ON l.member = m.member AND l.posted > 0 " +
			"AND l.member <> zeroblob(16) GROUP BY 1"
		err := eachRow(ctx, q, text, nil, []any{&person, &day}, func() error {
			last[idOf(person)] = coop.Date(day)
			return nil
		})
		if err != nil {
			return err
		}
		r, err := b.memberReader(ctx, q, today.Month())
		if err != nil {
			return err
		}
		r.private = false
		people, err := r.read(`WHERE same = member AND "left" = ''`)
		if err != nil {
			return fmt.Errorf("read the members: %w", err)
		}
		for i := range people {
			p := &people[i]
			if candidate(&p.MemberRow) || coop.Frozen(p.MemberRow) {
				continue
			}
			if months, idle := rules.Idle(dateOf(p.Joined), last[p.Member], today); idle {
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

// SavingMoves gives what every person had on each saving account before a period, and what came and went in it, in the
// order of numbers; a saving in which there was nothing and is nothing is left out.
func (b *Book) SavingMoves(ctx context.Context, from, to coop.Date) ([]coop.SavingMove, error) {
	var all []coop.SavingMove
	err := b.look(ctx, func(q *sql.Tx) error {
		people, err := b.everybody(ctx, q)
		if err != nil {
			return err
		}
		text := "SELECT coalesce(m.same, zeroblob(16)), -sum(CASE WHEN l.posted < ? THEN l.amount ELSE 0 END), " +
			"-sum(CASE WHEN l.posted >= ? AND l.amount < 0 THEN l.amount ELSE 0 END), " +
			"sum(CASE WHEN l.posted >= ? AND l.amount > 0 THEN l.amount ELSE 0 END) FROM line l " +
			"LEFT JOIN member m ON m.member = l.member WHERE l.account = ? AND l.posted BETWEEN 1 AND ? GROUP BY 1"
		for _, account := range coop.SavingAccounts {
			var person []byte
			var opening, in, out int64
			args := []any{int64(from), int64(from), int64(from), account, int64(to)}
			err := eachRow(ctx, q, text, args, []any{&person, &opening, &in, &out}, func() error {
				if opening != 0 || in != 0 || out != 0 {
					all = append(all, coop.SavingMove{
						Member: people[idOf(person)], Account: account, Opening: coop.Money(opening),
						In: coop.Money(in), Out: coop.Money(out),
					})
				}
				return nil
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	slices.SortStableFunc(all, func(x, y coop.SavingMove) int {
		if zero := x.Member.Member.IsZero(); zero != y.Member.Member.IsZero() {
			return map[bool]int{true: 1, false: -1}[zero]
		}
		return compareNumbers(x.Member.Number, y.Member.Number)
	})
	return all, err
}
