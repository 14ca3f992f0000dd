package report

import (
	"context"

	"lumbung/store/coop"
)

func cashBook(ctx context.Context, p *paper) error {
	page, err := p.source.CashBook(ctx, p.flows(), p.to)
	if err != nil {
		return err
	}
	return p.moneyBook(page)
}

func bankBook(ctx context.Context, p *paper) error {
	page, err := p.source.BankBook(ctx, p.flows(), p.to)
	if err != nil {
		return err
	}
	return p.moneyBook(page)
}

// moneyBook lays out money in, out and left, as treasurers have always kept it.
func (p *paper) moneyBook(page coop.AccountPage) error {
	p.pageColumns("in", "out")
	total, err := p.page(page)
	if err != nil {
		return err
	}
	sum := p.sheet.Rows[total].Cells
	if off := page.Opening + sum[4].Amount - sum[5].Amount - page.Closing(); off != 0 {
		p.wrong("report.note.page-off", coop.FormatMoney(off))
	}
	return nil
}

func (p *paper) pageColumns(in, out string) {
	p.column("date", Day, 20)
	p.column("voucher", Code, 36)
	p.column("description", Text, 66)
	p.column("against", Code, 14)
	p.column(in, Amount, 27)
	p.column(out, Amount, 27)
	p.column(keyBalance, Amount, 28)
}

// page adds the lines of an account between its opening and its closing balance and gives the index of the totals.
func (p *paper) page(page coop.AccountPage) (int, error) {
	opening := Row{Kind: Subtotal, Cells: make([]Cell, 7)}
	opening.Cells[2] = text(p.t("report.page.opening"))
	opening.Cells[6] = amount(page.Opening)
	if page.From != 0 {
		opening.Cells[0] = day(page.From)
	}
	p.sheet.add(opening)
	var details []int
	for i := range page.Lines {
		l := &page.Lines[i]
		words := p.Line(l)
		if l.Evidence != "" {
			words += " (" + l.Evidence + ")"
		}
		details = append(details, p.sheet.add(Row{
			Link: Link{Entry: l.Entry},
			Cells: []Cell{
				day(l.Date), code(l.Voucher), text(words), code(l.Against), unlessZero(max(l.Amount, 0)),
				unlessZero(max(-l.Amount, 0)), amount(l.Balance),
			},
		}))
	}
	total := Row{Kind: Total, Cells: make([]Cell, 7), Sum: details}
	total.Cells[0], total.Cells[2] = day(page.To), text(p.t("report.page.closing"))
	for c := 4; c <= 5; c++ {
		var sum coop.Money
		var err error
		for _, r := range details {
			if sum, err = coop.AddMoney(sum, p.sheet.Rows[r].Cells[c].Amount); err != nil {
				return 0, err
			}
		}
		total.Cells[c] = amount(sum)
	}
	i := p.sheet.add(total)
	// The closing balance is the last running balance, not a sum of the rows above.
	p.sheet.add(Row{Kind: Total, Cells: []Cell{
		{}, {}, text(p.t("report.page.balance")), {}, {}, {}, amount(page.Closing()),
	}})
	return i, nil
}

// ledger shows one account, or every account that moved, one after the other.
func ledger(ctx context.Context, p *paper) error {
	from := p.flows()
	p.pageColumns("debit", "credit")
	p.sheet.Carry = true
	accounts := []string{p.order.Account}
	if p.order.Account == "" {
		accounts = nil
		rows, err := p.source.TrialBalance(ctx, from, p.to)
		if err != nil {
			return err
		}
		for _, b := range rows {
			if !b.Account.Heading && (b.Opening != 0 || b.Debit != 0 || b.Credit != 0) {
				accounts = append(accounts, b.Account.Code)
			}
		}
	}
	for _, account := range accounts {
		page, err := p.source.AccountPage(ctx, account, from, p.to)
		if err != nil {
			return err
		}
		name := p.pick(page.Account.NameID, page.Account.NameEN)
		p.sheet.add(Row{
			Kind: Heading, Link: Link{Account: account}, Cells: []Cell{{}, code(account), text(name)},
		})
		if _, err := p.page(page); err != nil {
			return err
		}
	}
	return nil
}
