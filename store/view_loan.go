package store

import (
	"context"
	"database/sql"
	"errors"

	"lumbung/store/coop"
)

// Loans gives every loan as it stood at the end of a day, in the order of the applications, beside what the ledger has
// on the accounts of loans. It costs the lines that name a loan; the settings are those that hold on the day.
func (b *Book) Loans(ctx context.Context, day coop.Date) (coop.LoanRegister, error) {
	return b.loans(ctx, day, coop.ID{})
}

// Loan gives one loan as it stood at the end of a day; ErrNoLoan where there is none.
func (b *Book) Loan(ctx context.Context, id coop.ID, day coop.Date) (coop.LoanView, error) {
	r, err := b.loans(ctx, day, id)
	if err != nil {
		return coop.LoanView{}, err
	}
	if len(r.Loans) == 0 {
		return coop.LoanView{}, ErrNoLoan
	}
	return r.Loans[0], nil
}

// loans reads all loans, or one, within one view of the book.
func (b *Book) loans(ctx context.Context, day coop.Date, id coop.ID) (coop.LoanRegister, error) {
	r := coop.LoanRegister{Day: day}
	err := b.look(ctx, func(q *sql.Tx) error {
		settings, err := values(rowsOf[*coop.SettingRow](ctx, q, `ORDER BY key, "from"`))
		if err != nil {
			return err
		}
		r.Rules, r.Products = coop.LoanRulesAt(settings, day), coop.LoanProducts(settings, day)
		if id.IsZero() {
			if err := loanLedger(ctx, q, &r); err != nil {
				return err
			}
		}
		rows, err := loanRows(ctx, q, id)
		if err != nil {
			return err
		}
		names, err := memberNames(ctx, q)
		if err != nil {
			return err
		}
		letters, err := lettersOf(ctx, q)
		if err != nil {
			return err
		}
		rules := &reader{ctx: ctx, q: q, held: map[string][]coop.Record{}}
		cases := coop.NewFold(rules).LoanCases(rows)
		for i := range cases {
			c := &cases[i]
			if !id.IsZero() && c.ID != id {
				continue // what took its place
			}
			v := coop.LoanView{LoanState: c.StateAt(day, r.Rules), Rules: r.Rules}
			v.Number = coop.LoanNumber(letters[c.Head.Log], c.Head)
			if m := names[c.Loan.Member]; m != nil {
				v.MemberNumber, v.MemberName = m.Number, m.Name
			}
			if v.Product, _ = coop.ProductOf(r.Products, c.Loan.Product); v.Product.Code == "" {
				v.Product.Code = c.Loan.Product
			}
			if !id.IsZero() {
				if v.Open, err = loanOpen(ctx, q, c.Loan.Member, day); err != nil {
					return err
				}
			}
			r.Loans = append(r.Loans, v)
		}
		return rules.err
	})
	return r, err
}

// loanRows reads the registers of loans and the lines that name one; with an id, those of that loan and of what took
// its place.
func loanRows(ctx context.Context, q *sql.Tx, id coop.ID) (coop.LoanRows, error) {
	var rows coop.LoanRows
	if !id.IsZero() {
		err := oneLoan(ctx, q, &rows, id)
		return rows, err
	}
	for _, r := range []struct {
		into *[]coop.RegisterRow
		kind coop.Kind
	}{{&rows.Loans, coop.KindLoan}, {&rows.Acts, coop.KindLoanAct}, {&rows.Approvals, coop.KindApproval}} {
		text := "WHERE kind = ? ORDER BY lamport, hash"
		var err error
		if *r.into, err = values(rowsOf[*coop.RegisterRow](ctx, q, text, int64(r.kind))); err != nil {
			return rows, err
		}
	}
	var err error
	rows.Lines, err = loanLines(ctx, q)
	return rows, err
}

// oneLoan reads what there is of one loan, and of those that took its place: they are the same member's.
func oneLoan(ctx context.Context, q *sql.Tx, rows *coop.LoanRows, id coop.ID) error {
	var failed error
	about := func(kind coop.Kind, where string, subject coop.ID) []coop.RegisterRow {
		text := "WHERE kind = ? AND " + where + " = ? ORDER BY lamport, hash"
		found, err := values(rowsOf[*coop.RegisterRow](ctx, q, text, int64(kind), subject[:]))
		failed = errors.Join(failed, err)
		return found
	}
	for _, own := range about(coop.KindLoan, "id", id) {
		for _, row := range about(coop.KindLoan, "subject", own.Subject) {
			loan, _ := coop.LoanOf(row)
			if row.ID != id && loan.Replaces != id {
				continue
			}
			rows.Loans = append(rows.Loans, row)
			rows.Approvals = append(rows.Approvals, about(coop.KindApproval, "subject", row.ID)...)
			const named = "l.loan = ? AND l.loan <> zeroblob(16) AND l.posted > 0"
			lines, err := subLinesOf(ctx, q, named, row.ID[:])
			if err != nil {
				return err
			}
			rows.Lines = append(rows.Lines, lines...)
		}
	}
	rows.Acts = about(coop.KindLoanAct, "subject", id)
	for _, row := range rows.Acts {
		rows.Approvals = append(rows.Approvals, about(coop.KindApproval, "subject", row.ID)...)
	}
	return failed
}

// loanLines reads of every line under a loan what its state is reckoned from, in the order of the journal: a register
// of many loans shows no vouchers and no remarks.
func loanLines(ctx context.Context, q *sql.Tx) ([]coop.SubLine, error) {
	var out []coop.SubLine
	var s coop.SubLine
	var loan, entry, reverses []byte
	text := "SELECT l.loan, l.account, l.amount, l.posted, e.id, e.kind, e.date, e.reverses FROM line l " +
		"JOIN entry e ON e.id = l.entry WHERE l.loan <> zeroblob(16) AND l.posted > 0 " +
		"ORDER BY l.posted, e.lamport, e.id, l.n"
	into := []any{&loan, &s.Account, &s.Amount, &s.Posted, &entry, &s.Kind, &s.Date, &reverses}
	err := eachRow(ctx, q, text, nil, into, func() error {
		s.Loan, s.Entry, s.Reverses = idOf(loan), idOf(entry), idOf(reverses)
		out = append(out, s)
		return nil
	})
	return out, err
}

// loanLedger reads what the ledger has on the accounts of loans, on the allowance and as own capital.
func loanLedger(ctx context.Context, q *sql.Tx, r *coop.LoanRegister) error {
	t := tally{to: r.Day}
	if err := t.add(ctx, q); err != nil {
		return err
	}
	for account, sum := range t.sums {
		switch closing := sum.Closing(); {
		case coop.IsLoan(account):
			r.Ledger += closing
		case account == coop.AccountLoanLoss:
			r.Allowance -= closing
		case len(account) == 5 && account[:3] == "122":
			r.Accrued += closing
		case coop.OwnCapitalOf(account):
			r.OwnCapital -= closing
		}
	}
	return nil
}

// loanOpen sums what stands on 12101 under no loan at the end of a day: for a member, and for nobody.
func loanOpen(ctx context.Context, q *sql.Tx, member coop.ID, day coop.Date) (open coop.LoanOpen, err error) {
	text := "SELECT coalesce(sum(CASE WHEN member = ? THEN amount END), 0), " +
		"coalesce(sum(CASE WHEN member = zeroblob(16) THEN amount END), 0) FROM line " +
		"WHERE account = ? AND loan = zeroblob(16) AND posted BETWEEN 1 AND ?"
	row := q.QueryRowContext(ctx, text, member[:], coop.AccountLoan, int64(day))
	return open, row.Scan(&open.Member, &open.Nobody)
}
