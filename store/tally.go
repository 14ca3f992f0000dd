package store

import (
	"context"
	"database/sql"
	"slices"
	"strings"

	"lumbung/store/coop"
)

// tally adds up balances: before a period to the opening, inside it to the movements. Whole months come from the
// running sums; days that are no whole month from the lines, by index.
type tally struct {
	from, to coop.Date // from 0: since the beginning
	one      bool      // one outlet only
	outlet   string
	only     []string // patterns of the accounts that are wanted; empty: all
	sums     map[string]*coop.AccountBalance
}

func (t *tally) of(account string) *coop.AccountBalance {
	if t.sums[account] == nil {
		t.sums[account] = &coop.AccountBalance{}
	}
	return t.sums[account]
}

// total adds up all accounts.
func (t *tally) total() (all coop.AccountBalance) {
	for _, sum := range t.sums {
		all.Opening += sum.Opening
		all.Debit += sum.Debit
		all.Credit += sum.Credit
	}
	return all
}

// add reads the months of the period as if they were whole, and then moves what does not belong into it: the days of
// the first month before it, and those of the last after it.
func (t *tally) add(ctx context.Context, q *sql.Tx) error {
	t.sums = map[string]*coop.AccountBalance{}
	first, last := t.from.Month(), t.to.Month()
	if err := t.months(ctx, q, first, last); err != nil {
		return err
	}
	if t.from != 0 && t.from != first.First() {
		if err := t.move(ctx, q, first.First(), t.from.AddDays(-1), true); err != nil {
			return err
		}
	}
	if t.to == last.Last() {
		return nil
	}
	return t.move(ctx, q, t.to.AddDays(1), last.Last(), false)
}

// where narrows a query on a table with accounts and outlets.
func (t *tally) where(args *[]any) string {
	var text strings.Builder
	if t.one {
		text.WriteString(" AND outlet = ?")
		*args = append(*args, t.outlet)
	}
	for _, pattern := range t.only {
		*args = append(*args, pattern)
	}
	if len(t.only) > 0 {
		text.WriteString(" AND (account GLOB ?" + strings.Repeat(" OR account GLOB ?", len(t.only)-1) + ")")
	}
	return text.String()
}

// months adds what moved in months: before the first to the opening, up to the last to the movements.
func (t *tally) months(ctx context.Context, q *sql.Tx, first, last coop.Month) error {
	args := []any{int64(first), int64(last)}
	text := "SELECT account, month < ?, sum(debit), sum(credit) FROM balance WHERE month <= ?" + t.where(&args) +
		" GROUP BY 1, 2"
	var account string
	var debit, credit int64
	var opening bool
	return eachRow(ctx, q, text, args, []any{&account, &opening, &debit, &credit}, func() error {
		sum := t.of(account)
		if opening {
			sum.Opening += coop.Money(debit - credit)
			return nil
		}
		sum.Debit += coop.Money(debit)
		sum.Credit += coop.Money(credit)
		return nil
	})
}

// move takes what moved on the first or the last days of a month out of the period, and into its opening where they
// come before it: by their lines, or as the whole month without the lines of its other days, whichever are fewer days.
func (t *tally) move(ctx context.Context, q *sql.Tx, from, to coop.Date, opening bool) error {
	month := from.Month()
	before, after := month.First().DaysTo(from), to.DaysTo(month.Last())
	if from.DaysTo(to)+1 <= before+after {
		return t.days(ctx, q, from, to, 1, opening)
	}
	args := []any{int64(month)}
	text := "SELECT account, sum(debit), sum(credit) FROM balance WHERE month = ?" + t.where(&args) + " GROUP BY 1"
	if err := t.moved(ctx, q, text, args, 1, opening); err != nil {
		return err
	}
	if before > 0 {
		return t.days(ctx, q, month.First(), from.AddDays(-1), -1, opening)
	}
	return t.days(ctx, q, to.AddDays(1), month.Last(), -1, opening)
}

// days moves the lines of some days, or moves them back with the sign -1. They lie together in the index of accounts,
// of which only those that moved in that month are looked at, one after the other, so that nothing is sorted.
func (t *tally) days(ctx context.Context, q *sql.Tx, from, to coop.Date, sign coop.Money, opening bool) error {
	side := "coalesce((SELECT sum(l.amount) FROM line l WHERE l.account = m.account AND l.posted BETWEEN ? AND ?"
	days := []any{int64(from), int64(to)}
	if t.one {
		side += " AND l.outlet = ?"
		days = append(days, t.outlet)
	}
	args := slices.Concat(days, days, []any{int64(from.Month())})
	text := "SELECT m.account, " + side + " AND l.amount > 0), 0), -" + side + " AND l.amount < 0), 0) FROM " +
		"(SELECT DISTINCT account FROM balance WHERE month = ?" + t.where(&args) + ") m"
	return t.moved(ctx, q, text, args, sign, opening)
}

// moved reads debits and credits by account and takes them out of the period.
func (t *tally) moved(
	ctx context.Context, q *sql.Tx, text string, args []any, sign coop.Money, opening bool,
) error {
	var account string
	var debit, credit int64
	return eachRow(ctx, q, text, args, []any{&account, &debit, &credit}, func() error {
		sum := t.of(account)
		sum.Debit -= sign * coop.Money(debit)
		sum.Credit -= sign * coop.Money(credit)
		if opening {
			sum.Opening += sign * coop.Money(debit-credit)
		}
		return nil
	})
}
