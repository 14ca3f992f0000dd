package store

import (
	"context"
	"database/sql"
	"slices"
	"strings"

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
	WHERE i.entry = l.entry AND i.account = '` + coop.AccountSavingInterest + `' AND (e.kind = 18) = (l.amount > 0))`

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
	for _, account := range coop.EarningAccounts {
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

// interestEntries finds what pays interest: for each entry its person, what it paid before tax, how much of that was
// for savings, the tax, and whether it was taken back. Which accounts interest is paid by is coop.InterestPaidBy's.
var interestEntries = `
SELECT e.id, e.occasion, min(m.same), max(m.same),
	sum(CASE WHEN l.account IN (` + textList(coop.InterestPaidBy) + `) THEN l.amount ELSE 0 END),
	sum(CASE WHEN l.account = '` + coop.AccountSavingInterest + `' THEN l.amount ELSE 0 END),
	-sum(CASE WHEN l.account = '` + coop.AccountFinalTax + `' THEN l.amount ELSE 0 END),
	EXISTS (SELECT 1 FROM entry r WHERE r.kind = 18 AND r.reverses = e.id AND r.posted > 0)
FROM (SELECT DISTINCT entry FROM line WHERE account IN (` + textList(coop.InterestPaidBy) + `) AND posted >= ?) x
JOIN entry e ON e.id = x.entry AND e.kind = 17 AND e.posted > 0 AND e.date BETWEEN ? AND ?
JOIN line l ON l.entry = e.id LEFT JOIN member m ON m.member = l.member
GROUP BY e.id`

// textList writes account codes, which the rules name, as a list of SQL texts.
func textList(codes []string) string { return "'" + strings.Join(codes, "', '") + "'" }

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
