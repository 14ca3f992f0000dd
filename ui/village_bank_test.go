package ui

import (
	"context"
	"strings"

	"lumbung/store/coop"
)

// This file is the village's answers to the pages of banks, parties, budgets and borrowings.

func (v *village) LinesOfAccount(_ context.Context, prefix string, from, to coop.Date) ([]coop.SubLine, error) {
	var out []coop.SubLine
	for _, l := range v.subLines(func(l coop.Line) bool { return strings.HasPrefix(l.Account, prefix) }) {
		if l.Posted >= from && l.Posted <= to {
			out = append(out, l)
		}
	}
	return out, nil
}

func (v *village) Parties(ctx context.Context) (coop.Parties, error) {
	rows, err := v.Registers(ctx, coop.KindParty, coop.ID{})
	return coop.PartiesOf(rows), err
}

func (v *village) Reconciles(ctx context.Context) ([]coop.ReconcileView, error) {
	rows, err := v.Registers(ctx, coop.KindReconcile, coop.ID{})
	return coop.LastReconciles(rows), err
}

func (v *village) Bank(ctx context.Context, account string, until coop.Date) (coop.Bank, error) {
	rows, err := v.Registers(ctx, coop.KindStatement, coop.ID{})
	if err != nil {
		return coop.Bank{}, err
	}
	var statements []coop.BankStatement
	for _, row := range rows {
		body, _ := coop.StatementOf(row)
		statements = append(statements, coop.BankStatement{ID: row.ID, Body: body})
	}
	views, err := v.Reconciles(ctx)
	if err != nil {
		return coop.Bank{}, err
	}
	var said []coop.Reconcile
	for _, r := range views {
		said = append(said, r.Reconcile)
	}
	since := coop.ReconcileSince(account, until, statements, said)
	lines, err := v.LinesOfAccount(ctx, account, since.AddDays(-62), until)
	debit, credit := v.sum(account, 0, until)
	return coop.BankOf(account, until, debit-credit, statements, said, lines), err
}

func (v *village) Budget(ctx context.Context, year int64) (coop.BudgetView, error) {
	b := coop.BudgetView{Year: year}
	rows, err := v.Registers(ctx, coop.KindBudget, coop.ID{})
	for _, row := range rows {
		if plan, _ := coop.BudgetOf(row); plan.Year == year {
			b.Row, b.Budget = row, plan
		}
	}
	if err != nil || b.Row.ID.IsZero() {
		return b, err
	}
	user := coop.UserRow{User: b.Row.Author}
	v.state.Get(&user)
	b.By = user.Name
	approvals, err := v.Approvals(ctx, b.Row.Hash)
	if err != nil {
		return b, err
	}
	accounts, err := v.Accounts(ctx)
	if err != nil {
		return b, err
	}
	b.Decide(approvals, accounts)
	said, err := v.Registers(ctx, coop.KindApproval, b.Row.ID)
	if err != nil {
		return b, err
	}
	minutes, err := v.Registers(ctx, coop.KindMinutes, coop.ID{})
	if err != nil {
		return b, err
	}
	meetings, err := v.Meetings(ctx)
	b.Cite(said, minutes, meetings)
	return b, err
}

func (v *village) BudgetActual(ctx context.Context, from, to coop.Date) (map[coop.BudgetKey]coop.Money, error) {
	accounts, err := v.Accounts(ctx)
	actual := map[coop.BudgetKey]coop.Money{}
	for _, a := range accounts {
		for _, l := range v.subLines(func(l coop.Line) bool { return l.Account == a.Code && coop.InBudget(a) }) {
			if l.Posted >= from && l.Posted <= to {
				actual[coop.BudgetKey{Account: a.Code, Outlet: l.Outlet}] += coop.OnSide(a, l.Amount)
			}
		}
	}
	return actual, err
}

func (v *village) Borrowings(ctx context.Context, day coop.Date) ([]coop.BorrowView, error) {
	rows, err := v.Registers(ctx, coop.KindBorrowing, coop.ID{})
	if err != nil {
		return nil, err
	}
	lines, err := v.LinesOfLoan(ctx, coop.ID{})
	return coop.JoinBorrowings(rows, lines, day), err
}
