package store

import (
	"context"
	"database/sql"

	"lumbung/store/coop"
)

// flowsText adds up each kind of flow over some days. It goes from one account and way to the next by the primary key,
// in which the days of one kind lie together: of a large book only the days that are asked for are read, and no sorting
// is needed. A kind without any gives nought.
const flowsText = `WITH RECURSIVE other (account) AS (
	SELECT min(account) FROM flow
	UNION ALL
	SELECT (SELECT min(f.account) FROM flow f WHERE f.account > o.account) FROM other o WHERE o.account IS NOT NULL
), kind (account, way) AS (
	SELECT o.account, (SELECT min(f.way) FROM flow f WHERE f.account = o.account)
	FROM other o WHERE o.account IS NOT NULL
	UNION ALL
	SELECT k.account, (SELECT min(f.way) FROM flow f WHERE f.account = k.account AND f.way > k.way)
	FROM kind k WHERE k.way IS NOT NULL
)
SELECT k.account, k.way, coalesce((
	SELECT sum(f.amount) FROM flow f WHERE f.account = k.account AND f.way = k.way AND f.day BETWEEN ? AND ?
), 0) FROM kind k WHERE k.way IS NOT NULL`

// Flows gives what moved money in a period, both days included, and the money there was before and after; from 0 means
// since the beginning.
func (b *Book) Flows(ctx context.Context, from, to coop.Date) (coop.Flows, error) {
	var flows coop.Flows
	err := b.look(ctx, func(q *sql.Tx) error {
		money := tally{from: from, to: to, only: []string{cashPrefix + "*", bankPrefix + "*"}}
		if err := money.add(ctx, q); err != nil {
			return err
		}
		all := money.total()
		flows.Opening, flows.Closing = all.Opening, all.Closing()
		var account string
		var way, amount int64
		args := []any{int64(from), int64(to)}
		return eachRow(ctx, q, flowsText, args, []any{&account, &way, &amount}, func() error {
			row := coop.FlowRow{Account: account, Way: coop.FlowWay(way), Amount: coop.Money(amount)}
			if amount != 0 {
				flows.By = append(flows.By, row.Flow())
			}
			return nil
		})
	})
	return flows, err
}
