package store

import (
	"database/sql/driver"
	"errors"

	"lumbung/store/coop"
)

// sumFlows adds up the flows of what is posted, for a book of before there were running sums of them by day. It goes
// by the lines as they stand here, so that a book whose log is not whole opens all the same and Verify says why.
func (l *line) sumFlows() error {
	sums := map[coop.FlowRow]coop.Money{}
	var of coop.ID
	var day coop.Date
	var lines []coop.Line
	entry := func() {
		for _, r := range coop.FlowRows(day, lines) {
			amount := r.Amount
			r.Amount = 0
			sums[r] += amount
		}
		lines = lines[:0]
	}
	query := "SELECT entry, posted, account, amount FROM line WHERE posted > 0 ORDER BY entry, n"
	err := l.query(query, nil, 4, func(cells []driver.Value) bool {
		id, _ := cells[0].([]byte)
		posted, _ := cells[1].(int64)
		account, _ := cells[2].(string)
		amount, _ := cells[3].(int64)
		if idOf(id) != of {
			entry()
			of, day = idOf(id), coop.Date(posted)
		}
		lines = append(lines, coop.Line{Account: account, Amount: coop.Money(amount)})
		return true
	})
	entry()
	var cells []any
	for r, amount := range sums {
		if r.Amount = amount; amount != 0 {
			cells = coop.Values(cells[:0], &r)
			err = errors.Join(err, l.exec(statements[coop.TableOf(&r)].put, cells...))
		}
	}
	return err
}
