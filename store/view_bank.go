package store

import (
	"context"
	"slices"

	"lumbung/store/coop"
)

// LinesOfAccount lists the lines that count on an account, or on all whose codes begin so, posted from day to day, in
// the order of the journal.
func (b *Book) LinesOfAccount(ctx context.Context, prefix string, from, to coop.Date) ([]coop.SubLine, error) {
	where := "l.account GLOB '" + quotedText(prefix) + "*' AND l.posted BETWEEN ? AND ?"
	return b.linesWhere(ctx, where, []any{int64(max(from, 1)), int64(to)})
}

// bankBefore is how many days before a comparison begins lines are looked at too: they may be the bank's later rows.
const bankBefore = 62

// Bank puts together what both sides say of a bank's account at the end of a day: movements of its statements, lines of
// the book, what was matched on earlier days and on this one.
func (b *Book) Bank(ctx context.Context, account string, until coop.Date) (coop.Bank, error) {
	rows, err := b.Registers(ctx, coop.KindStatement, coop.ID{})
	if err != nil {
		return coop.Bank{}, err
	}
	var statements []coop.BankStatement
	for _, row := range rows {
		if s, ok := coop.StatementOf(row); ok {
			statements = append(statements, coop.BankStatement{ID: row.ID, Body: s})
		}
	}
	views, err := b.Reconciles(ctx)
	if err != nil {
		return coop.Bank{}, err
	}
	var said []coop.Reconcile
	for _, v := range views {
		said = append(said, v.Reconcile)
	}
	page, err := b.AccountPage(ctx, account, until, until)
	if err != nil {
		return coop.Bank{}, err
	}
	since := coop.ReconcileSince(account, until, statements, said)
	lines, err := b.LinesOfAccount(ctx, account, since.AddDays(-bankBefore), until)
	if err != nil {
		return coop.Bank{}, err
	}
	return coop.BankOf(account, until, page.Closing(), statements, said, lines), nil
}

// Reconciles lists of each account and day the last reconciliation, in the order in which they were made.
func (b *Book) Reconciles(ctx context.Context) ([]coop.ReconcileView, error) {
	rows, err := b.Registers(ctx, coop.KindReconcile, coop.ID{})
	if err != nil {
		return nil, err
	}
	views := coop.LastReconciles(rows)
	names, err := b.userNames(ctx)
	for i := range views {
		views[i].By = names[views[i].Row.Author]
		for k := range views[i].Over {
			views[i].Over[k].By = names[views[i].Over[k].Row.Author]
		}
	}
	return views, err
}

func (b *Book) userNames(ctx context.Context) (map[coop.ID]string, error) {
	users, err := b.Users(ctx)
	names := map[coop.ID]string{}
	for _, u := range users {
		names[u.User] = u.Name
	}
	return names, err
}

// Parties reads the register of suppliers, buyers, staff and others.
func (b *Book) Parties(ctx context.Context) (coop.Parties, error) {
	rows, err := b.Registers(ctx, coop.KindParty, coop.ID{})
	return coop.PartiesOf(rows), err
}

// PartyNames gives the name of every id that lines know a party by.
func (b *Book) PartyNames(ctx context.Context) (map[coop.ID]string, error) {
	parties, err := b.Parties(ctx)
	return parties.Known(), err
}

// Budget reads the plan of a year as it stands, with what was decided about it.
func (b *Book) Budget(ctx context.Context, year int64) (coop.BudgetView, error) {
	v := coop.BudgetView{Year: year}
	rows, err := b.Registers(ctx, coop.KindBudget, coop.ID{})
	if err != nil {
		return v, err
	}
	for _, row := range rows {
		if plan, ok := coop.BudgetOf(row); ok && plan.Year == year {
			v.Row, v.Budget = row, plan
		}
	}
	if v.Row.ID.IsZero() {
		return v, nil
	}
	names, err := b.userNames(ctx)
	if err != nil {
		return v, err
	}
	v.By = names[v.Row.Author]
	approvals, err := b.Approvals(ctx, v.Row.Hash)
	if err != nil {
		return v, err
	}
	accounts, err := b.Accounts(ctx)
	if err != nil {
		return v, err
	}
	if v.Decide(approvals, accounts); !v.Approved {
		return v, nil
	}
	said, err := b.Registers(ctx, coop.KindApproval, v.Row.ID)
	if err != nil {
		return v, err
	}
	minutes, err := b.Registers(ctx, coop.KindMinutes, coop.ID{})
	if err != nil {
		return v, err
	}
	meetings, err := b.Meetings(ctx)
	v.Cite(said, minutes, meetings)
	return v, err
}

// BudgetActual gives what accounts of the result moved in a period, by outlet and in their normal direction, without
// what closes a year.
func (b *Book) BudgetActual(ctx context.Context, from, to coop.Date) (map[coop.BudgetKey]coop.Money, error) {
	accounts, err := b.Accounts(ctx)
	if err != nil {
		return nil, err
	}
	outlets, err := b.Outlets(ctx)
	if err != nil {
		return nil, err
	}
	codes := []string{""}
	for _, o := range outlets {
		codes = append(codes, o.Code)
	}
	closing, err := b.Closing(ctx, from, to)
	if err != nil {
		return nil, err
	}
	actual := map[coop.BudgetKey]coop.Money{}
	for _, outlet := range codes {
		rows, err := b.OutletBalance(ctx, outlet, from, to)
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			if coop.InBudget(row.Account) {
				actual[coop.BudgetKey{Account: row.Account.Code, Outlet: outlet}] = row.Debit - row.Credit
			}
		}
	}
	for _, l := range closing {
		key := coop.BudgetKey{Account: l.Account, Outlet: l.Outlet}
		if _, planned := actual[key]; planned {
			actual[key] -= l.Amount
		}
	}
	for key, m := range actual {
		i := slices.IndexFunc(accounts, func(a coop.AccountRow) bool { return a.Code == key.Account })
		actual[key] = coop.OnSide(accounts[i], m)
		if actual[key] == 0 {
			delete(actual, key)
		}
	}
	return actual, nil
}

// Borrowings lists the loans to the cooperative as they stand at the end of a day, in the order of their agreements.
func (b *Book) Borrowings(ctx context.Context, day coop.Date) ([]coop.BorrowView, error) {
	rows, err := b.Registers(ctx, coop.KindBorrowing, coop.ID{})
	if err != nil {
		return nil, err
	}
	lines, err := b.LinesOfLoan(ctx, coop.ID{})
	return coop.JoinBorrowings(rows, lines, day), err
}
