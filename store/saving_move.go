package store

import (
	"context"
	"database/sql"
	"slices"

	"lumbung/store/coop"
)

// SavingMoves gives what every person had on each saving account before a period, and what came and went in it, in the
// order of numbers; a saving in which there was nothing and is nothing is left out.
func (b *Book) SavingMoves(ctx context.Context, from, to coop.Date) ([]coop.SavingMove, error) {
	var all []coop.SavingMove
	err := b.look(ctx, func(q *sql.Tx) (err error) {
		all, err = b.savingMoves(ctx, q, "zeroblob(16)", coop.SavingAccounts, from, to)
		return err
	})
	return all, err
}

// Specials is the register of special-purpose savings over a period: SavingMoves of 21102 by purpose, beside what the
// account says.
func (b *Book) Specials(ctx context.Context, from, to coop.Date) (coop.SpecialRegister, error) {
	settings, err := b.Settings(ctx)
	if err != nil {
		return coop.SpecialRegister{}, err
	}
	var moves []coop.SavingMove
	var ledger int64
	err = b.look(ctx, func(q *sql.Tx) (err error) {
		if moves, err = b.savingMoves(ctx, q, "l.loan", []string{coop.AccountSpecial}, from, to); err != nil {
			return err
		}
		ledger, err = numberOf(ctx, q, "SELECT coalesce(-sum(amount), 0) FROM line WHERE account = ? "+
			"AND posted BETWEEN 1 AND ?", coop.AccountSpecial, int64(to))
		return err
	})
	return coop.NewSpecialRegister(coop.SavingRulesOf(settings), moves, coop.Money(ledger)), err
}

// savingMoves reads how savings moved, by person and by purpose: a column of the lines, or zeroblob(16) for all
// purposes together.
func (b *Book) savingMoves(
	ctx context.Context, q *sql.Tx, purpose string, accounts []string, from, to coop.Date,
) ([]coop.SavingMove, error) {
	people, err := b.everybody(ctx, q)
	if err != nil {
		return nil, err
	}
	text := "SELECT coalesce(m.same, zeroblob(16)), " + purpose + ", " +
		"-sum(CASE WHEN l.posted < ? THEN l.amount ELSE 0 END), " +
		"-sum(CASE WHEN l.posted >= ? AND l.amount < 0 THEN l.amount ELSE 0 END), " +
		"sum(CASE WHEN l.posted >= ? AND l.amount > 0 THEN l.amount ELSE 0 END) FROM line l " +
		"LEFT JOIN member m ON m.member = l.member WHERE l.account = ? AND l.posted BETWEEN 1 AND ? GROUP BY 1, 2"
	var all []coop.SavingMove
	for _, account := range accounts {
		var person, special []byte
		var opening, in, out int64
		args := []any{int64(from), int64(from), int64(from), account, int64(to)}
		err := eachRow(ctx, q, text, args, []any{&person, &special, &opening, &in, &out}, func() error {
			if opening != 0 || in != 0 || out != 0 {
				all = append(all, coop.SavingMove{
					Member: people[idOf(person)], Account: account, Special: idOf(special),
					Opening: coop.Money(opening), In: coop.Money(in), Out: coop.Money(out),
				})
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	slices.SortStableFunc(all, func(x, y coop.SavingMove) int {
		if zero := x.Member.Member.IsZero(); zero != y.Member.Member.IsZero() {
			return map[bool]int{true: 1, false: -1}[zero]
		}
		return compareNumbers(x.Member.Number, y.Member.Number)
	})
	return all, nil
}
