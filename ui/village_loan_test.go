package ui

import (
	"context"
	"errors"
	"strings"

	"lumbung/store/coop"
)

// Loans gives the loans as the book does, by the same rules.
func (v *village) Loans(ctx context.Context, day coop.Date) (coop.LoanRegister, error) {
	r := coop.LoanRegister{Day: day}
	settings, err := v.Settings(ctx)
	if err != nil {
		return r, err
	}
	r.Rules, r.Products = coop.LoanRulesAt(settings, day), coop.LoanProducts(settings, day)
	var read coop.LoanRows
	read.Loans, _ = v.Registers(ctx, coop.KindLoan, coop.ID{})
	read.Acts, _ = v.Registers(ctx, coop.KindLoanAct, coop.ID{})
	read.Approvals, _ = v.Registers(ctx, coop.KindApproval, coop.ID{})
	read.Lines, _ = v.LinesOfLoan(ctx, coop.ID{})
	for _, b := range rows[coop.BalanceRow](v.state, &coop.BalanceRow{}, 0) {
		switch net := b.Debit - b.Credit; {
		case coop.IsLoan(b.Account):
			r.Ledger += net
		case b.Account == coop.AccountLoanLoss:
			r.Allowance -= net
		case strings.HasPrefix(b.Account, "122"):
			r.Accrued += net
		case coop.OwnCapitalOf(b.Account):
			r.OwnCapital -= net
		}
	}
	cases := coop.NewFold(v.state).LoanCases(read)
	for i := range cases {
		c := &cases[i]
		l := coop.LoanView{LoanState: c.StateAt(day, r.Rules), Number: coop.LoanNumber("A", c.Head), Rules: r.Rules}
		member := coop.MemberRow{Member: c.Loan.Member}
		if v.state.Get(&member) {
			l.MemberNumber, l.MemberName = member.Number, member.Name
		}
		if l.Product, _ = coop.ProductOf(r.Products, c.Loan.Product); l.Product.Code == "" {
			l.Product.Code = c.Loan.Product
		}
		r.Loans = append(r.Loans, l)
	}
	return r, nil
}

func (v *village) Loan(ctx context.Context, id coop.ID, day coop.Date) (coop.LoanView, error) {
	r, err := v.Loans(ctx, day)
	if l, there := r.Find(id); there {
		nameless := func(x coop.Line) bool { return x.Account == coop.AccountLoan && x.Loan.IsZero() }
		for _, x := range v.subLines(nameless) {
			switch x.Member {
			case l.Case.Loan.Member:
				l.Open.Member += x.Amount
			case coop.ID{}:
				l.Open.Nobody += x.Amount
			}
		}
		return *l, err
	}
	return coop.LoanView{}, errors.Join(err, errors.New("no such loan"))
}
