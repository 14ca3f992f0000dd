package store

import (
	"cmp"
	"context"
	"database/sql"
	"slices"

	"lumbung/store/coop"
)

// Terms lists the term deposits, those that run first, by the day they end. What is on one is what the lines say that
// name it.
func (b *Book) Terms(ctx context.Context) ([]coop.TermView, error) {
	var views []coop.TermView
	err := b.look(ctx, func(q *sql.Tx) error {
		rows, err := rowsOf[*coop.RegisterRow](ctx, q, "WHERE kind = ? ORDER BY lamport, hash", int64(coop.KindTerm))
		if err != nil {
			return err
		}
		people, err := b.everybody(ctx, q)
		if err != nil {
			return err
		}
		at := map[coop.ID]int{}
		for _, row := range rows {
			t, ok := coop.TermOf(*row)
			if !ok {
				continue
			}
			at[row.ID] = len(views)
			views = append(views, coop.TermView{
				ID: row.ID, Term: t, Owner: people[t.Member], Hash: row.Hash, Author: row.Author, At: row.At,
			})
		}
		for i := range views {
			if before, known := at[views[i].Replaces]; known {
				views[before].Next = views[i].ID
			}
		}
		return termLines(ctx, q, views, at)
	})
	slices.SortStableFunc(views, func(x, y coop.TermView) int {
		return cmp.Or(cmp.Compare(over(&x), over(&y)), cmp.Compare(x.End(), y.End()),
			compareNumbers(x.Owner.Number, y.Owner.Number))
	})
	return views, err
}

// over orders what runs before what has ended.
func over(v *coop.TermView) int {
	if v.Runs() || !v.Opened {
		return 0
	}
	return 1
}

// everybody gives all registrations by their id, each as the person it stands for; nothing sealed is opened.
func (b *Book) everybody(ctx context.Context, q *sql.Tx) (map[coop.ID]coop.MemberView, error) {
	r, err := b.memberReader(ctx, q, b.thisMonth())
	if err != nil {
		return nil, err
	}
	r.private = false
	all, err := r.read("")
	if err != nil {
		return nil, err
	}
	by := map[coop.ID]coop.MemberView{}
	for _, m := range all {
		by[m.Member] = m
	}
	people := map[coop.ID]coop.MemberView{}
	for id, m := range by {
		people[id] = by[m.Same]
	}
	return people, nil
}

// termLines adds up what the lines of 21103 and 23101 say of each deposit.
func termLines(ctx context.Context, q *sql.Tx, views []coop.TermView, at map[coop.ID]int) error {
	var loan []byte
	var credit, out int64
	var account string
	text := "SELECT account, loan, -sum(amount), max(CASE WHEN amount > 0 THEN posted ELSE 0 END) " +
		"FROM line WHERE account IN (?, ?) AND posted > 0 AND loan <> zeroblob(16) GROUP BY 1, 2"
	args := []any{coop.AccountTerm, coop.AccountAccrued}
	return eachRow(ctx, q, text, args, []any{&account, &loan, &credit, &out}, func() error {
		i, known := at[idOf(loan)]
		switch {
		case !known:
		case account == coop.AccountAccrued:
			views[i].Accrued = coop.Money(credit)
		default:
			views[i].Held, views[i].Opened = coop.Money(credit), true
			if credit == 0 {
				views[i].EndedOn = coop.Date(out)
			}
		}
		return nil
	})
}

// LooseTerms gives what each person has on 21103 beyond what certificates name: deposits from before the book, and
// those recorded without one.
func (b *Book) LooseTerms(ctx context.Context) (map[coop.ID]coop.Money, error) {
	by := map[coop.ID]coop.Money{}
	err := b.look(ctx, func(q *sql.Tx) error {
		var person []byte
		var amount int64
		text := "SELECT m.same, -sum(l.amount) FROM line l JOIN member m ON m.member = l.member " +
			"WHERE l.account = ? AND l.posted > 0 AND l.loan = zeroblob(16) GROUP BY 1 HAVING sum(l.amount) <> 0"
		return eachRow(ctx, q, text, []any{coop.AccountTerm}, []any{&person, &amount}, func() error {
			by[idOf(person)] = coop.Money(amount)
			return nil
		})
	})
	return by, err
}

// Blocks lists what is blocked of members' savings and was: the acts, and the savings that stand behind loans which
// are not paid back yet.
func (b *Book) Blocks(ctx context.Context) ([]coop.BlockView, error) {
	var views []coop.BlockView
	err := b.look(ctx, func(q *sql.Tx) error {
		rows, err := rowsOf[*coop.RegisterRow](ctx, q, "WHERE kind = ? ORDER BY lamport, hash", int64(coop.KindBlock))
		if err != nil {
			return err
		}
		at := map[coop.ID]int{}
		for _, row := range rows {
			x, ok := coop.BlockOf(*row)
			if !ok {
				continue
			}
			if i, known := at[x.Lifts]; known && !x.Lifts.IsZero() {
				if views[i].LiftedBy.IsZero() {
					views[i].LiftedBy, views[i].LiftedOn = row.ID, x.Date
				}
				continue
			}
			at[row.ID] = len(views)
			views = append(views, coop.BlockView{
				ID: row.ID, Block: x, Hash: row.Hash, Author: row.Author, At: row.At,
			})
		}
		views, err = loanBlocks(ctx, q, views)
		return err
	})
	return views, err
}

// loanBlocks adds the savings that stand behind loans of which principal is still owed.
func loanBlocks(ctx context.Context, q *sql.Tx, views []coop.BlockView) ([]coop.BlockView, error) {
	owed, err := owedLoans(ctx, q)
	if err != nil {
		return nil, err
	}
	rules := &reader{ctx: ctx, q: q, held: map[string][]coop.Record{}}
	released := coop.NewFold(rules).Released()
	if rules.err != nil {
		return nil, rules.err
	}
	rows, err := rowsOf[*coop.RegisterRow](ctx, q, "WHERE kind = ? ORDER BY lamport, hash", int64(coop.KindLoan))
	for _, row := range rows {
		l, ok := coop.LoanOf(*row)
		if !ok || !owed[row.ID] || released[row.ID] {
			continue
		}
		for _, x := range l.Behind {
			if x.Class != coop.SecuritySaving {
				continue
			}
			views = append(views, coop.BlockView{
				ID: row.ID, Loan: row.ID, Borrower: l.Member, Hash: row.Hash, Author: row.Author, At: row.At,
				Block: coop.Block{
					Member: x.Member, Account: x.Account, Amount: x.Value, Date: l.Date, Reason: x.Text,
				},
			})
		}
	}
	return views, err
}

// owedLoans finds the loans of which principal is still owed.
func owedLoans(ctx context.Context, q *sql.Tx) (map[coop.ID]bool, error) {
	owed := map[coop.ID]bool{}
	var loan []byte
	var account string
	var amount int64
	sums := map[coop.ID]int64{}
	text := "SELECT subject, account, sum(debit - credit) FROM sub WHERE dim = ? GROUP BY 1, 2"
	into := []any{&loan, &account, &amount}
	return owed, eachRow(ctx, q, text, []any{int64(coop.DimLoan)}, into, func() error {
		if coop.IsLoan(account) {
			sums[idOf(loan)] += amount
			owed[idOf(loan)] = sums[idOf(loan)] > 0
		}
		return nil
	})
}
