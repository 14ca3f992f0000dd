package store

import (
	"context"
	"database/sql"
	"strings"
	"sync"

	"lumbung/store/coop"
)

// Home gives what the first page shows on a day: money as the book has it now, the day's month, and what asks for
// attention.
func (b *Book) Home(ctx context.Context, today coop.Date) (coop.Home, error) {
	home := coop.Home{Today: today}
	exceptions, err := b.Exceptions(ctx)
	if err != nil {
		return home, err
	}
	for _, x := range exceptions {
		if !x.Seen {
			home.Exceptions++
		}
	}
	return home, b.look(ctx, func(q *sql.Tx) error {
		for _, step := range []func(context.Context, *sql.Tx, *coop.Home) error{money, flows, months, paidNow, latest} {
			if err := step(ctx, q, &home); err != nil {
				return err
			}
		}
		n, err := numberOf(ctx, q, "SELECT count(*) FROM finding WHERE finding NOT IN (SELECT finding FROM answer)")
		if err != nil {
			return err
		}
		home.Findings = int(n)
		home.Recent, err = b.recent(ctx, q, recentEntries)
		return err
	})
}

const recentEntries = 8

// money adds up tills and banks from the running sums.
func money(ctx context.Context, q *sql.Tx, home *coop.Home) error {
	for prefix, into := range map[string]*coop.Money{cashPrefix: &home.Cash, bankPrefix: &home.Bank} {
		n, err := numberOf(ctx, q, "SELECT sum(debit - credit) FROM balance WHERE account GLOB ?", prefix+"*")
		if err != nil {
			return err
		}
		*into = coop.Money(n)
	}
	return nil
}

// flows adds up what came in and went out in the month; money that only moved between till and bank cancels out within
// its entry.
func flows(ctx context.Context, q *sql.Tx, home *coop.Home) error {
	text := "SELECT sum(max(net, 0)), sum(max(-net, 0)) FROM (SELECT sum(l.amount) AS net FROM " +
		"(SELECT code FROM account WHERE heading = 0 AND (code GLOB '" + cashPrefix + "*' OR code GLOB '" + bankPrefix +
		"*')) a CROSS JOIN line l ON l.account = a.code AND l.posted BETWEEN ? AND ? GROUP BY l.entry)"
	month := home.Today.Month()
	var in, out sql.NullInt64
	args := []any{int64(month.First()), int64(month.Last())}
	err := eachRow(ctx, q, text, args, []any{&in, &out}, func() error { return nil })
	home.MonthIn, home.MonthOut = coop.Money(in.Int64), coop.Money(out.Int64)
	return err
}

// recent gives the entries recorded last, the latest first, from the ends of the logs.
func (b *Book) recent(ctx context.Context, q *sql.Tx, n int) ([]coop.EntryView, error) {
	logs, err := rowsOf[*coop.LogRow](ctx, q, "")
	if err != nil {
		return nil, err
	}
	var last []*coop.ChangeRow
	for _, log := range logs {
		rows, err := rowsOf[*coop.ChangeRow](ctx, q, "WHERE log = ? AND kind BETWEEN ? AND ? ORDER BY seq DESC LIMIT ?",
			log.Log[:], int64(coop.KindEntry), int64(coop.KindOpening), n)
		if err != nil {
			return nil, err
		}
		last = append(last, rows...)
	}
	r, err := b.entryReader(ctx, q)
	if err != nil || len(last) == 0 {
		return nil, err
	}
	marks := strings.TrimSuffix(strings.Repeat("?, ", len(last)), ", ")
	var ids []any
	for _, row := range last {
		id := coop.HashID(row.Hash, 0)
		ids = append(ids, id[:])
	}
	return r.read("WHERE id IN ("+marks+") ORDER BY lamport DESC, hash DESC LIMIT ?", append(ids, n)...)
}

// exceptions remembers what was irregular in the book that had these heads.
type exceptions struct {
	mu    sync.Mutex
	heads string
	all   []coop.Exception
}

// Exceptions lists everything recorded but irregular.
func (b *Book) Exceptions(ctx context.Context) ([]coop.Exception, error) {
	b.odd.mu.Lock()
	defer b.odd.mu.Unlock()
	err := b.look(ctx, func(q *sql.Tx) error {
		heads, err := headsText(ctx, q)
		if err != nil || heads == b.odd.heads {
			return err
		}
		s := &reader{ctx: ctx, q: q, held: map[string][]coop.Record{}}
		found := coop.NewFold(s).Exceptions()
		if s.err == nil {
			b.odd.heads, b.odd.all = heads, found
		}
		return s.err
	})
	return append([]coop.Exception{}, b.odd.all...), err
}

// headsText is the same for the same changes.
func headsText(ctx context.Context, q *sql.Tx) (string, error) {
	rows, err := rowsOf[*coop.HeadRow](ctx, q, "ORDER BY log, hash")
	var text strings.Builder
	for _, h := range rows {
		text.WriteString(string(h.Log[:]) + string(h.Hash[:]))
	}
	return text.String(), err
}

// reader is a coop.State over one view of the book that refuses to be changed: for what the rules read alone.
type reader struct {
	ctx context.Context
	q   *sql.Tx
	err error
	// held keeps what was scanned of small tables: the rules ask for the rates of every due and for the balances of
	// every close.
	held map[string][]coop.Record
}

// small are the tables worth keeping; nothing alters a row that a scan hands out.
var small = map[string]bool{"balance": true, "setting": true}

// Get implements coop.State.
func (s *reader) Get(r coop.Record) bool {
	found := false
	s.rows(statements[coop.TableOf(r)].get, r, coop.TableOf(r).Keys, func(cells []any) bool {
		found = true
		if err := coop.Fill(r, cells); err != nil && s.err == nil {
			s.err = err
		}
		return false
	})
	return found && s.err == nil
}

// Scan implements coop.State.
func (s *reader) Scan(prefix coop.Record, n int, each func(coop.Record) bool) {
	t := coop.TableOf(prefix)
	key := t.Name + "\x00" + coop.Key(prefix, n)
	all, held := s.held[key] // read first: each may ask for more, and one connection answers one query at a time
	if !held {
		all = s.scan(prefix, n)
		if small[t.Name] {
			s.held[key] = all
		}
	}
	for _, r := range all {
		if !each(r) {
			return
		}
	}
}

func (s *reader) scan(prefix coop.Record, n int) (all []coop.Record) {
	t := coop.TableOf(prefix)
	s.rows(statements[t].scan[n], prefix, n, func(cells []any) bool {
		r := t.New()
		if err := coop.Fill(r, cells); err != nil {
			s.err = err
			return false
		}
		all = append(all, r)
		return true
	})
	return all
}

func (s *reader) rows(text string, key coop.Record, n int, each func(cells []any) bool) {
	if s.err != nil {
		return
	}
	rows, err := s.q.QueryContext(s.ctx, text, coop.KeyValues(nil, key, n)...)
	if err != nil {
		s.err = err
		return
	}
	defer rows.Close()
	cells := make([]any, len(coop.TableOf(key).Columns))
	into := make([]any, len(cells))
	for i := range cells {
		into[i] = &cells[i]
	}
	for rows.Next() {
		if s.err = rows.Scan(into...); s.err != nil || !each(cells) {
			return
		}
	}
	if err := rows.Err(); err != nil {
		s.err = err
	}
}

// Put implements coop.State. Nothing is written by a reader.
func (s *reader) Put(coop.Record) { s.err = errReader }

// Delete implements coop.State.
func (s *reader) Delete(coop.Record) { s.err = errReader }
