package store

import (
	"context"
	"database/sql"

	"lumbung/store/coop"
)

// PlanClose says what a close of a month, or of the year that ends with it, would state now, and what a chair should
// know before signing it. The plan's Body is what the chair signs.
func (b *Book) PlanClose(ctx context.Context, period coop.Month, year bool) (coop.ClosePlan, error) {
	body, err := b.CloseBody(ctx, period, year)
	if err != nil {
		return coop.ClosePlan{}, err
	}
	info, err := b.Info(ctx)
	if err != nil {
		return coop.ClosePlan{}, err
	}
	owed, err := b.owedYear(period)
	if err != nil {
		return coop.ClosePlan{}, err
	}
	p := coop.ClosePlan{Body: body, Until: period.Last(), Owed: owed, Closed: info.Closed, Unsent: info.Unsent}
	if info.Closed != 0 {
		p.From = info.Closed.AddDays(1)
	}
	for _, c := range info.Checks {
		if !c.OK {
			p.Broken = append(p.Broken, c)
		}
	}
	return p, b.look(ctx, func(q *sql.Tx) error {
		for _, step := range []func(context.Context, *sql.Tx, coop.ID, *coop.ClosePlan) error{
			planFigures, planLogs,
		} {
			if err := step(ctx, q, info.Device.Log, &p); err != nil {
				return err
			}
		}
		return nil
	})
}

// owedYear is the first year before a month's own whose result was not closed.
func (b *Book) owedYear(period coop.Month) (int64, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.line == nil {
		return 0, errClosed
	}
	return coop.OwedYear(b.over, period), b.state.err
}

// planFigures adds up what the period contains.
func planFigures(ctx context.Context, q *sql.Tx, _ coop.ID, p *coop.ClosePlan) error {
	where, args := entryWhere(coop.EntryQuery{From: max(p.From, 1), To: p.Until, Posted: true})
	var entries, debits sql.NullInt64
	text := "SELECT count(*), sum(amount) FROM entry " + and(where)
	if err := eachRow(ctx, q, text, args, []any{&entries, &debits}, func() error { return nil }); err != nil {
		return err
	}
	p.Entries, p.Debits = int(entries.Int64), coop.Money(debits.Int64)
	suspense, err := numberOf(ctx, q, "SELECT sum(debit - credit) FROM balance WHERE account = ? AND month <= ?",
		coop.SuspenseAccount, int64(p.Body.Period))
	if err != nil {
		return err
	}
	p.Suspense = coop.Money(suspense)
	first, err := numberOf(ctx, q, "SELECT min(month) FROM balance WHERE month > 0")
	if err != nil {
		return err
	}
	p.First = coop.Month(first)
	years, err := numberOf(ctx, q, "SELECT count(*) FROM close WHERE holds = 1 AND year = 1 AND period = ?",
		int64(p.Body.Period))
	p.Year = years > 0
	return err
}

// planLogs says how far the close would contain each laptop.
func planLogs(ctx context.Context, q *sql.Tx, own coop.ID, p *coop.ClosePlan) error {
	logs, err := rowsOf[*coop.LogRow](ctx, q, "ORDER BY server, length(letters), letters, log")
	if err != nil {
		return err
	}
	state := &reader{ctx: ctx, q: q, held: map[string][]coop.Record{}}
	for _, log := range logs {
		p.Served = p.Served || log.Server
		for _, h := range p.Body.Contains {
			if h.Log != log.Log {
				continue
			}
			at, err := numberOf(ctx, q, "SELECT at FROM change WHERE log = ? AND seq = ? AND hash = ?",
				h.Log[:], h.Seq, h.Hash[:])
			if err != nil {
				return err
			}
			p.Logs = append(p.Logs, coop.CloseLog{
				LogRow: *log, Head: h, At: at, Own: log.Log == own, Ended: coop.Ended(state, log.Log),
			})
		}
	}
	return state.err
}

// Closes lists every close that was recorded, the latest period first, with what came after it and where that posts.
func (b *Book) Closes(ctx context.Context) ([]coop.CloseView, error) {
	var views []coop.CloseView
	err := b.look(ctx, func(q *sql.Tx) error {
		people, err := namesOf(ctx, q)
		if err != nil {
			return err
		}
		rows, err := rowsOf[*coop.CloseRow](ctx, q, "ORDER BY period DESC, year DESC, lamport DESC, hash")
		if err != nil {
			return err
		}
		late, err := b.lateEntries(ctx, q)
		if err != nil {
			return err
		}
		ends := map[coop.Hash]coop.Date{}
		for _, row := range rows {
			ends[row.Hash] = row.Period.Last()
		}
		for _, row := range rows {
			v := coop.CloseView{CloseRow: *row, AuthorName: people[row.Author]}
			if end := ends[row.Prev]; end != 0 {
				v.From = end.AddDays(1)
			}
			if err := aboutClose(ctx, q, &v, people); err != nil {
				return err
			}
			for _, e := range late {
				if v.Holds && e.Date >= v.From && e.Date <= v.Period.Last() {
					v.Late = append(v.Late, e)
				}
			}
			views = append(views, v)
		}
		return nil
	})
	return views, err
}

// lateEntries are those that post on another day than their own, by their day.
func (b *Book) lateEntries(ctx context.Context, q *sql.Tx) ([]coop.EntryView, error) {
	r, err := b.entryReader(ctx, q)
	if err != nil {
		return nil, err
	}
	return r.read("WHERE posted <> date AND posted > 0 ORDER BY date, lamport, id")
}

// aboutClose adds when a close was recorded, what result it carries, and who reopened it.
func aboutClose(ctx context.Context, q *sql.Tx, v *coop.CloseView, people map[coop.ID]string) error {
	text := "WHERE log = ? AND seq = ? AND hash = ?"
	changes, err := rowsOf[*coop.ChangeRow](ctx, q, text, v.Log[:], v.Seq, v.Hash[:])
	if err != nil {
		return err
	}
	for _, row := range changes {
		v.At = row.At
		c, err := coop.DecodeChange(row.Bytes)
		if err != nil {
			continue // verify says so
		}
		if body, err := coop.DecodeBody[coop.Close](c.Body); err == nil {
			v.Result = coop.ClosingResult(body.Lines)
		}
	}
	reopened, err := rowsOf[*coop.ReopenRow](ctx, q, `WHERE "close" = ? ORDER BY hash`, v.Hash[:])
	for _, row := range reopened {
		v.Reopened, v.ReopenedBy, v.Reason = true, people[row.Author], row.Reason
	}
	return err
}

// PlanReopen says what reopening the close of a month, and every later one, would do. Without closes that hold from
// that month on it is empty.
func (b *Book) PlanReopen(ctx context.Context, month coop.Month) (coop.Reopening, error) {
	closes, err := b.Closes(ctx)
	if err != nil {
		return coop.Reopening{}, err
	}
	var r coop.Reopening
	left := coop.Date(0)
	for _, c := range closes {
		if !c.Holds {
			continue
		}
		if c.Period.Last() >= month.First() {
			r.Closes = append(r.Closes, c)
		} else {
			left = max(left, c.Period.Last())
		}
	}
	for _, c := range r.Closes {
		for _, e := range c.Late {
			if e.Date > left {
				r.Moves = append(r.Moves, e)
			}
		}
	}
	return r, nil
}
