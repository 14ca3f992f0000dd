package server

import (
	"context"
	"errors"
	"fmt"

	"lumbung/store/coop"
)

// The chain's state of a cooperative as the district sees it, from good to bad.
const (
	chainWhole  = 0
	chainWaits  = 1 // something is missing that later changes name
	chainForked = 2 // a log has two branches that no board member has looked at
	chainBroken = 3 // an invariant of design §11 does not hold
)

// figures are what the district's page shows of a cooperative. They are counted after an exchange, not inside it.
type figures struct {
	month      coop.Month
	entries    int64 // dated in month
	lastEntry  coop.Date
	members    int64
	exceptions int64 // not looked at
	findings   int64 // without an answer
	chain      int64
	closed     coop.Date // last day of the last holding close
}

// surveySoon wakes Run.
func (s *Server) surveySoon() {
	select {
	case s.surveys <- struct{}{}:
	default:
	}
}

// Run counts the figures of cooperatives that were heard, until ctx ends. It is the one goroutine of a server beside
// those that answer requests.
func (s *Server) Run(ctx context.Context) error {
	for {
		if err := s.Survey(ctx); err != nil && !errors.Is(err, context.Canceled) {
			s.log.Error("survey", "error", err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-s.surveys:
		}
	}
}

// Survey counts the figures of every cooperative that is due. The pages show what was counted last.
func (s *Server) Survey(ctx context.Context) error {
	s.surveyOnly.Lock()
	defer s.surveyOnly.Unlock()
	var failed error
	for after := int64(-1); ; {
		due, err := s.due(ctx, after)
		if err != nil || len(due) == 0 {
			return errors.Join(failed, err)
		}
		for _, id := range due {
			if err := s.surveyOne(ctx, id); err != nil {
				failed = errors.Join(failed, fmt.Errorf("survey %s: %w", id, err))
			}
			after = coopID(id)
		}
	}
}

// due lists cooperatives that are due behind one of them, so that one that fails does not keep the others waiting.
func (s *Server) due(ctx context.Context, after int64) ([]coop.ID, error) {
	var due []coop.ID
	err := s.db.look(ctx, func(t *transaction) error {
		rows, err := t.QueryContext(ctx, `SELECT cooperative FROM cooperative WHERE survey_due = 1 AND coop_id > $1
			ORDER BY coop_id LIMIT 200`, after)
		if err != nil {
			return err
		}
		defer rows.Close() //nolint:errcheck // rows.Err is asked below
		for rows.Next() {
			var id coop.ID
			if err := rows.Scan(bytesOf(id[:])); err != nil {
				return err
			}
			due = append(due, id)
		}
		return rows.Err()
	})
	if err != nil {
		return nil, fmt.Errorf("who is due: %w", err)
	}
	return due, nil
}

// surveyOne counts one cooperative's figures and keeps them unless it was heard again meanwhile.
func (s *Server) surveyOne(ctx context.Context, id coop.ID) error {
	var f figures
	var revision int64
	err := s.db.look(ctx, func(t *transaction) error {
		row, err := findCooperative(t, id)
		if err != nil {
			return err
		}
		revision = row.revision
		f, err = count(t, row, s.today().Month())
		return err
	})
	if err != nil {
		return err
	}
	return s.db.change(ctx, func(t *transaction) error {
		_, err := t.ExecContext(ctx, `UPDATE cooperative SET month = $2, month_entries = $3, last_entry = $4,
			members = $5, exceptions = $6, findings = $7, chain = $8, closed = $9,
			survey_due = CASE WHEN revision = $10 THEN 0 ELSE 1 END WHERE coop_id = $1`,
			coopID(id), int64(f.month), f.entries, int64(f.lastEntry), f.members, f.exceptions, f.findings, f.chain,
			int64(f.closed), revision)
		return err
	})
}

// count reads the figures from the derived tables.
func count(t *transaction, row *cooperative, month coop.Month) (figures, error) {
	f := figures{month: month}
	below := newState(t, row.id)
	over := coop.NewOverlay(below)
	fold := coop.NewFold(over)
	for _, x := range fold.Exceptions() {
		if !x.Seen {
			f.exceptions++
		}
		if x.What == coop.WhatFork && !x.Seen {
			f.chain = max(f.chain, chainForked)
		}
	}
	if len(fold.Gaps()) > 0 {
		f.chain = max(f.chain, chainWaits)
	}
	if len(coop.CheckSums(over)) > 0 {
		f.chain = chainBroken
	}
	f.closed = fold.ClosedThrough()
	if below.err != nil {
		return f, below.err
	}
	counts := []struct {
		into *int64
		text string
		args []any
	}{
		{
			&f.entries, `SELECT count(*) FROM "entry" WHERE coop_id = $1 AND "date" >= $2 AND "date" <= $3`,
			[]any{row.id, int64(month.First()), int64(month.Last())},
		},
		{(*int64)(nil), `SELECT coalesce(max("date"), 0) FROM "entry" WHERE coop_id = $1`, []any{row.id}},
		{&f.members, `SELECT count(*) FROM "member" WHERE coop_id = $1 AND same = member`, []any{row.id}},
		{&f.findings, `SELECT count(*) FROM "finding" f WHERE f.coop_id = $1 AND NOT EXISTS (SELECT 1 FROM "answer" a
			WHERE a.coop_id = $1 AND a.finding = f.finding)`, []any{row.id}},
	}
	var last int64
	counts[1].into = &last
	for _, c := range counts {
		if err := t.QueryRowContext(t.ctx, c.text, c.args...).Scan(c.into); err != nil {
			return f, fmt.Errorf("count: %w", err)
		}
	}
	f.lastEntry = coop.Date(last)
	return f, nil
}
