package store

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"
	"strings"

	"lumbung/store/coop"
)

// The reading side answers with the values of store/coop/view.go. Every answer is one consistent view of the book,
// taken beside whoever writes: a long import or exchange keeps no reader waiting.

// known is what readers need of the side that writes.
type known struct {
	device *device // nil where the book is a copy without a key
	copied bool
	checks []coop.Check
	vault  vault
}

// known gives what is known now or, while somebody writes, what was known before.
func (b *Book) known() *known {
	if last := b.seen.Load(); last != nil {
		if !b.mu.TryLock() {
			return last
		}
	} else {
		b.mu.Lock()
	}
	defer b.mu.Unlock()
	k := &known{device: b.device, copied: b.copied, checks: b.checks, vault: b.vault}
	k.vault.keys = maps.Clone(b.vault.keys)
	b.seen.Store(k)
	return k
}

// log is this device's log; zero where the book is a copy without a key.
func (k *known) log() coop.ID {
	if k.device == nil {
		return coop.ID{}
	}
	return k.device.Log
}

// left is the last change that has left this machine.
func (k *known) accepted() []acceptance {
	if k.device == nil {
		return nil
	}
	return k.device.hasAccepted()
}

func (k *known) left() coop.Head {
	if k.device == nil {
		return coop.Head{}
	}
	return k.device.hasLeft()
}

// verifiedAt is when a full verify last found nothing; 0: never on this machine.
func (k *known) verifiedAt() (at int64) {
	if k.device == nil || k.device.recall("verified.json", &at) != nil {
		return 0
	}
	return at
}

// eachRow calls each with every row of a query, its cells being in into.
func eachRow(ctx context.Context, q *sql.Tx, text string, args, into []any, each func() error) error {
	rows, err := q.QueryContext(ctx, text, args...)
	if err != nil {
		return fmt.Errorf("store: read: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return fmt.Errorf("store: read: %w", err)
		}
		if err := each(); err != nil {
			return err
		}
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("store: read: %w", err)
	}
	return nil
}

// eachOf asks a question that ends with IN about many ids, some hundred at a time.
func eachOf(
	ctx context.Context, q *sql.Tx, text string, ids []coop.ID, into []any, each func() error,
) error {
	for some := range slices.Chunk(ids, 500) {
		args := make([]any, len(some))
		for i := range some {
			args[i] = some[i][:]
		}
		marks := " (?" + strings.Repeat(", ?", len(some)-1) + ")"
		if err := eachRow(ctx, q, text+marks, args, into, each); err != nil {
			return err
		}
	}
	return nil
}

// numberOf asks for one integer; 0 where there is none.
func numberOf(ctx context.Context, q *sql.Tx, text string, args ...any) (int64, error) {
	var n sql.NullInt64
	err := eachRow(ctx, q, text, args, []any{&n}, func() error { return nil })
	return n.Int64, err
}

// all reads whole small tables.
func all[T coop.Record](ctx context.Context, b *Book, rest string, args ...any) ([]T, error) {
	var rows []T
	err := b.look(ctx, func(q *sql.Tx) (err error) {
		rows, err = rowsOf[T](ctx, q, rest, args...)
		return err
	})
	return rows, err
}

// values takes rows out of their pointers.
func values[T any](rows []*T, err error) ([]T, error) {
	out := make([]T, len(rows))
	for i, r := range rows {
		out[i] = *r
	}
	return out, err
}

// Accounts lists the chart of accounts, headings too, in chart order.
func (b *Book) Accounts(ctx context.Context) ([]coop.AccountRow, error) {
	return values(all[*coop.AccountRow](ctx, b, "ORDER BY code"))
}

// Outlets lists the business units by code, closed ones too.
func (b *Book) Outlets(ctx context.Context) ([]coop.OutletRow, error) {
	return values(all[*coop.OutletRow](ctx, b, "ORDER BY code"))
}

// OwnOccasions lists the cooperative's own occasions by name; one with an empty text hides the standard one.
func (b *Book) OwnOccasions(ctx context.Context) ([]coop.OccasionRow, error) {
	return values(all[*coop.OccasionRow](ctx, b, "ORDER BY name"))
}

// Settings lists every value of every setting, by key and date.
func (b *Book) Settings(ctx context.Context) ([]coop.SettingRow, error) {
	return values(all[*coop.SettingRow](ctx, b, `ORDER BY key, "from"`))
}

// Users lists the people, also those whose rights were taken away, in the order in which they came.
func (b *Book) Users(ctx context.Context) ([]coop.UserRow, error) {
	return values(all[*coop.UserRow](ctx, b, "ORDER BY lamport, name, user"))
}

// Devices lists the logs that were introduced, servers too, by their letters.
func (b *Book) Devices(ctx context.Context) ([]coop.LogRow, error) {
	rows, err := values(all[*coop.LogRow](ctx, b, "ORDER BY server, length(letters), letters, log"))
	if d, missing := b.machine(); missing == nil {
		for i := range rows { // the founding names no device: this machine knows how it is called
			if rows[i].Log == d.Log && rows[i].Name == "" {
				rows[i].Name = d.Name
			}
		}
	}
	return rows, err
}

// Info says what the book is, how large, and what of it is on its way.
func (b *Book) Info(ctx context.Context) (coop.Info, error) {
	k := b.known()
	info := coop.Info{Copy: k.copied, Checks: k.checks, VerifiedAt: k.verifiedAt()}
	err := b.look(ctx, func(q *sql.Tx) error {
		for _, step := range []func(context.Context, *sql.Tx, *known, *coop.Info) error{
			identify, measure, trace,
		} {
			if err := step(ctx, q, k, &info); err != nil {
				return err
			}
		}
		return nil
	})
	return info, err
}

// identify says whose book it is and which device writes it.
func identify(ctx context.Context, q *sql.Tx, k *known, info *coop.Info) error {
	own, err := rowsOf[*coop.CoopRow](ctx, q, "")
	if err != nil {
		return err
	}
	if len(own) > 0 {
		info.Cooperative = *own[0]
	}
	log := k.log()
	logs, err := rowsOf[*coop.LogRow](ctx, q, "WHERE log = ?", log[:])
	if err != nil {
		return err
	}
	info.Device.Log = log
	if len(logs) > 0 {
		info.Device = *logs[0]
	}
	return nil
}

// measure counts from the small tables: voucher numbers and the heads of logs have no gaps, so the last ones are the
// counts. Where a log forked, its rows are counted.
func measure(ctx context.Context, q *sql.Tx, _ *known, info *coop.Info) error {
	const forked = "(SELECT log FROM head GROUP BY log HAVING count(*) > 1)"
	counts := []struct {
		into *int
		text string
	}{
		{&info.Members, `SELECT count(DISTINCT same) FROM member WHERE "left" = ''`},
		{&info.Entries, "SELECT sum(serial) FROM voucher WHERE log NOT IN " + forked},
		{&info.Changes, "SELECT sum(seq) FROM head WHERE log NOT IN " + forked},
		{&info.Changes, "SELECT count(*) FROM change WHERE log IN " + forked},
		{&info.Waiting, "SELECT count(*) FROM waiting"},
		{&info.Aside, "SELECT count(*) FROM aside"},
	}
	forks, err := numberOf(ctx, q, "SELECT count(*) FROM "+forked)
	if err != nil {
		return err
	}
	if forks > 0 {
		counts = append(counts, counts[0])
		counts[len(counts)-1].into = &info.Entries
		recorded := fmt.Sprintf("SELECT count(*) FROM entry WHERE kind <> %d AND log IN ", coop.KindClose)
		counts[len(counts)-1].text = recorded + forked
	}
	for _, c := range counts {
		n, err := numberOf(ctx, q, c.text)
		if err != nil {
			return err
		}
		*c.into += int(n)
	}
	period, err := numberOf(ctx, q, "SELECT max(period) FROM close WHERE holds = 1")
	if period != 0 {
		info.Closed = coop.Month(period).Last()
	}
	return err
}

// trace says how far this device's log has come.
func trace(ctx context.Context, q *sql.Tx, k *known, info *coop.Info) error {
	log := k.log()
	heads, err := rowsOf[*coop.HeadRow](ctx, q, "WHERE log = ? ORDER BY seq DESC, hash LIMIT 1", log[:])
	if err != nil {
		return err
	}
	receipts, err := receiptsOf(ctx, q, k)
	if err != nil {
		return err
	}
	for _, r := range receipts {
		info.ReceivedAt = max(info.ReceivedAt, r.At)
		if r.Log == log {
			info.Accepted = coop.Head{Log: r.Log, Seq: r.Seq, Hash: r.Hash}
		}
	}
	if len(heads) == 0 {
		return nil
	}
	info.Head = coop.Head{Log: log, Seq: heads[0].Seq, Hash: heads[0].Hash}
	info.Unsent = int(max(0, info.Head.Seq-info.Accepted.Seq))
	if info.Unsent > 0 {
		oldest := "SELECT at FROM change WHERE log = ? AND seq = ?"
		info.UnsentSince, err = numberOf(ctx, q, oldest, log[:], info.Accepted.Seq+1)
	}
	return err
}
