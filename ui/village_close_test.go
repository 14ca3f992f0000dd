package ui

import (
	"cmp"
	"context"
	"slices"

	"lumbung/store/coop"
)

// This file is the village's answers to the pages that close a month or a year, told plainly from its rows.

func (v *village) PlanClose(_ context.Context, period coop.Month, year bool) (coop.ClosePlan, error) {
	fold := coop.NewFold(v.state)
	p := coop.ClosePlan{
		Body: coop.Close{
			Period: period, Year: year, Prev: fold.LastClose(), Contains: fold.Heads(),
			Digest: coop.TrialDigest(v.state, period),
		},
		Until: period.Last(), Owed: coop.OwedYear(v.state, period),
		Closed: fold.ClosedThrough(), Unsent: int(v.head.Seq - v.accepted), Served: true,
	}
	if year {
		p.Body.Lines = coop.ClosingLines(v.state, period)
	}
	if p.Closed != 0 {
		p.From = p.Closed.AddDays(1)
	}
	for _, e := range v.entries() {
		if e.Posted != 0 && e.Posted >= p.From && e.Posted <= p.Until {
			p.Entries, p.Debits = p.Entries+1, p.Debits+e.Amount
		}
		if m := e.Posted.Month(); e.Posted != 0 && (p.First == 0 || m < p.First) {
			p.First = m
		}
	}
	debit, credit := v.sum(coop.SuspenseAccount, 0, p.Until)
	p.Suspense = debit - credit
	for _, h := range p.Body.Contains {
		log := coop.LogRow{Log: h.Log}
		v.state.Get(&log)
		row := coop.ChangeRow{Log: h.Log, Seq: h.Seq, Hash: h.Hash}
		v.state.Get(&row)
		p.Logs = append(p.Logs, coop.CloseLog{LogRow: log, Head: h, At: row.At, Own: h.Log == v.head.Log})
	}
	for _, c := range rows[coop.CloseRow](v.state, &coop.CloseRow{}, 0) {
		p.Year = p.Year || c.Holds && c.Year && c.Period == period
	}
	return p, nil
}

func (v *village) Closes(context.Context) ([]coop.CloseView, error) {
	names := map[coop.ID]string{}
	for _, u := range rows[coop.UserRow](v.state, &coop.UserRow{}, 0) {
		names[u.User] = u.Name
	}
	all := rows[coop.CloseRow](v.state, &coop.CloseRow{}, 0)
	var out []coop.CloseView
	for _, row := range all {
		c := coop.CloseView{CloseRow: row, AuthorName: names[row.Author]}
		change := coop.ChangeRow{Log: row.Log, Seq: row.Seq, Hash: row.Hash}
		v.state.Get(&change)
		c.At = change.At
		closing := coop.EntryRow{ID: coop.HashID(row.Hash, 1)}
		v.state.Get(&closing)
		c.Result = closing.Amount
		for _, prev := range all {
			if prev.Hash == row.Prev {
				c.From = prev.Period.Last().AddDays(1)
			}
		}
		for _, r := range rows[coop.ReopenRow](v.state, &coop.ReopenRow{Close: row.Hash}, 1) {
			c.Reopened, c.ReopenedBy, c.Reason = true, names[r.Author], r.Reason
		}
		for _, e := range v.entries() {
			if c.Holds && e.Posted > e.Date && e.Date >= c.From && e.Date <= c.Period.Last() {
				c.Late = append(c.Late, e)
			}
		}
		out = append(out, c)
	}
	slices.SortStableFunc(out, func(a, b coop.CloseView) int {
		return cmp.Or(cmp.Compare(b.Period, a.Period), cmp.Compare(b.Lamport, a.Lamport))
	})
	return out, nil
}

func (v *village) PlanReopen(ctx context.Context, month coop.Month) (coop.Reopening, error) {
	closes, err := v.Closes(ctx)
	var r coop.Reopening
	for _, c := range closes {
		if c.Holds && c.Period >= month {
			r.Closes, r.Moves = append(r.Closes, c), append(r.Moves, c.Late...)
		}
	}
	return r, err
}
