package store

import (
	"context"
	"database/sql"

	"lumbung/store/coop"
)

// monthsShown is how many months home draws.
const monthsShown = 12

// months gives the last months with the money that there was at their ends, from the running sums.
func months(ctx context.Context, q *sql.Tx, home *coop.Home) error {
	now := home.Today.Month()
	first := now.Add(1 - monthsShown)
	var month, moved int64
	var balance coop.Money
	text := "SELECT month, sum(debit - credit) FROM balance WHERE (account GLOB ? OR account GLOB ?) AND month <= ? " +
		"GROUP BY month ORDER BY month"
	args := []any{cashPrefix + "*", bankPrefix + "*", int64(now)}
	at := map[coop.Month]coop.Money{}
	begun := coop.Month(0)
	err := eachRow(ctx, q, text, args, []any{&month, &moved}, func() error {
		if begun == 0 {
			begun = max(coop.Month(month), first)
		}
		if coop.Month(month) < first {
			balance += coop.Money(moved)
			return nil
		}
		at[coop.Month(month)] = coop.Money(moved)
		return nil
	})
	if err != nil || begun == 0 {
		return err
	}
	for m := begun; m <= now; m = m.Add(1) {
		balance += at[m]
		home.Months = append(home.Months, coop.MonthFigures{Month: m, Money: balance})
	}
	return nil
}

// paidNow says how the simpanan wajib of this month and of those before it stands.
func paidNow(ctx context.Context, q *sql.Tx, home *coop.Home) error {
	month := home.Today.Month()
	dues, err := newDueReader(ctx, q, month)
	if err != nil {
		return err
	}
	rows, err := rowsOf[*coop.MemberRow](ctx, q, "WHERE same = member")
	if err != nil {
		return err
	}
	for _, m := range rows {
		person := dues.people[m.Member]
		home.DuesPaid += person.Paid[month]
		for i := range home.Months {
			f := &home.Months[i]
			f.DuesPaid += person.Paid[f.Month]
			f.DuesOwed += person.Owed(f.Month, dues.rates)
		}
		if m.Left != "" || m.Candidate() {
			continue
		}
		home.Members++
		if arrears := person.Arrears(month.Add(-1), dues.rates); arrears > 0 {
			home.Arrears += arrears
			home.Owing++
		}
		if paid := person.Paid[month]; paid > 0 && paid >= person.Owed(month, dues.rates) {
			home.DuesMembers++
		}
	}
	return nil
}

// latest says how far the days of entries and the clocks of devices have come. Each log's own clock is asked at its
// end only: it seldom goes back, and then the others tell.
func latest(ctx context.Context, q *sql.Tx, home *coop.Home) error {
	day, err := numberOf(ctx, q, "SELECT max(date) FROM entry")
	if err != nil {
		return err
	}
	home.LastDate = coop.Date(day)
	first, err := numberOf(ctx, q, "SELECT min(month) FROM balance WHERE month > 0")
	if err != nil {
		return err
	}
	home.First = coop.Month(first)
	home.LastAt, err = numberOf(ctx, q, "SELECT max(c.at) FROM head h CROSS JOIN change c ON "+
		"c.log = h.log AND c.seq = h.seq AND c.hash = h.hash")
	return err
}
