package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"fmt"
	"hash"
	"sync"

	"lumbung/store/coop"
)

// flowMemory remembers the flows of months while nothing in them has moved. It costs memory only, and is read anew
// where a month's running sums, the holding closes or the ends of logs have changed.
type flowMemory struct {
	mu     sync.Mutex
	months map[coop.Month]monthFlows
}

type monthFlows struct {
	stamp string
	rows  []coop.Flow
}

// flowText groups the counterparts of a span's entries that move money or explain it.
var flowText = func() string {
	money := fmt.Sprintf("(%%[1]s GLOB '%s*' OR %%[1]s GLOB '%s*')", cashPrefix, bankPrefix)
	of := func(name string) string { return fmt.Sprintf(money, name) }
	return "SELECT l.account, l.amount < 0, m.money >= 0, m.lends, m.borrows, sum(l.amount) FROM (" +
		"SELECT x.entry, sum(CASE WHEN " + of("x.account") + " THEN x.amount ELSE 0 END) AS money, " +
		"max(x.account GLOB '" + coop.FlowLoans + "*' AND x.amount > 0) AS lends, " +
		"max(x.account GLOB '" + coop.FlowBorrowings + "*' AND x.amount < 0) AS borrows FROM (" +
		"SELECT DISTINCT t.entry FROM (SELECT code FROM account WHERE heading = 0 AND (" + of("code") +
		" OR code GLOB '" + coop.FlowSuspense + "*')) a CROSS JOIN line t ON t.account = a.code " +
		"AND t.posted BETWEEN ? AND ?) e CROSS JOIN line x ON x.entry = e.entry GROUP BY x.entry) m " +
		"CROSS JOIN line l ON l.entry = m.entry WHERE NOT " + of("l.account") + " GROUP BY 1, 2, 3, 4, 5"
}()

// Flows gives the counterparts of what moved money in a period, both days included. Whole months are remembered.
func (b *Book) Flows(ctx context.Context, from, to coop.Date) ([]coop.Flow, error) {
	b.flow.mu.Lock()
	defer b.flow.mu.Unlock()
	if b.flow.months == nil {
		b.flow.months = map[coop.Month]monthFlows{}
	}
	sums := map[coop.Flow]coop.Money{} // by everything but the amount
	add := func(rows []coop.Flow) {
		for _, f := range rows {
			m := f.Amount
			f.Amount = 0
			sums[f] += m
		}
	}
	err := b.look(ctx, func(q *sql.Tx) error {
		stamps, err := flowStamps(ctx, q)
		if err != nil {
			return err
		}
		if from == 0 {
			from = firstMonth(stamps, to).First()
		}
		for day := from; day <= to; day = day.Month().Last().AddDays(1) {
			month, until := day.Month(), min(day.Month().Last(), to)
			if stamps[month] == "" {
				continue // nothing moved
			}
			held := b.flow.months[month]
			whole := day == month.First() && until == month.Last()
			if !whole || held.stamp != stamps[month] {
				rows, err := flowRows(ctx, q, day, until)
				if err != nil {
					return err
				}
				held = monthFlows{stamps[month], rows}
			}
			if whole {
				b.flow.months[month] = held
			}
			add(held.rows)
		}
		return nil
	})
	out := make([]coop.Flow, 0, len(sums))
	for f, m := range sums {
		f.Amount = m
		out = append(out, f)
	}
	return out, err
}

func firstMonth(stamps map[coop.Month]string, to coop.Date) coop.Month {
	first := to.Month()
	for month := range stamps {
		if month.Valid() {
			first = min(first, month)
		}
	}
	return first
}

func flowRows(ctx context.Context, q *sql.Tx, from, to coop.Date) ([]coop.Flow, error) {
	var rows []coop.Flow
	var f coop.Flow
	var amount int64
	into := []any{&f.Account, &f.Credit, &f.Came, &f.Lends, &f.Borrows, &amount}
	return rows, eachRow(ctx, q, flowText, []any{int64(from), int64(to)}, into, func() error {
		f.Amount = coop.Money(amount)
		rows = append(rows, f)
		return nil
	})
}

// flowStamps says of each month what stands in its running sums. Gross sums only grow while entries come; where some
// leave again, a close or the end of a log has changed too.
func flowStamps(ctx context.Context, q *sql.Tx) (map[coop.Month]string, error) {
	closes, err := numberOf(ctx, q, "SELECT coalesce(sum(lamport * (1 + holds)), 0) FROM close")
	if err != nil {
		return nil, err
	}
	cuts, err := numberOf(ctx, q, "SELECT count(*) FROM cut")
	if err != nil {
		return nil, err
	}
	sums := map[coop.Month]hash.Hash{}
	var account, outlet string
	var month, debit, credit int64
	into := []any{&month, &account, &outlet, &debit, &credit}
	text := "SELECT month, account, outlet, debit, credit FROM balance ORDER BY account, outlet, month"
	err = eachRow(ctx, q, text, nil, into, func() error {
		h := sums[coop.Month(month)]
		if h == nil {
			h = sha256.New()
			sums[coop.Month(month)] = h
		}
		fmt.Fprintf(h, "%s\x00%s\x00%d %d\n", account, outlet, debit, credit)
		return nil
	})
	stamps := make(map[coop.Month]string, len(sums))
	for m, h := range sums {
		stamps[m] = fmt.Sprintf("%d %d %x", closes, cuts, h.Sum(nil))
	}
	return stamps, err
}
