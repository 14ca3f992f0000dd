package report

import (
	"context"
	"slices"

	"lumbung/store/coop"
)

// BorrowSource is a source that knows the loans to the cooperative.
type BorrowSource interface {
	// Borrowings lists them as they stand at the end of a day.
	Borrowings(ctx context.Context, day coop.Date) ([]coop.BorrowView, error)
}

func (p *paper) borrowViews(ctx context.Context) ([]coop.BorrowView, error) {
	source, ok := p.source.(BorrowSource)
	if !ok {
		return nil, nil
	}
	return source.Borrowings(ctx, p.to)
}

// borrowings lists the loans to the cooperative with what was drawn, repaid and is late, and proves what is owed
// against the accounts 251xx. Source: domain §10.1.
func borrowings(ctx context.Context, p *paper) error {
	p.at()
	views, err := p.borrowViews(ctx)
	if err != nil {
		return err
	}
	p.column("account", Code, 14)
	p.column("lender", Text, 46)
	p.column("date", Day, 22)
	p.column("drawn", Amount, 28)
	p.column("repaid", Amount, 28)
	p.column("owed", Amount, 28)
	p.column("interest-paid", Amount, 26)
	p.column("late", Amount, 26)
	p.column("next-due", Day, 22)
	owed := map[string]coop.Money{}
	var details []int
	for _, v := range views {
		s := v.State
		next := Cell{}
		if s.Next.K != 0 && s.Drawn > 0 {
			next = day(s.Next.Due)
		}
		details = append(details, p.sheet.add(Row{Link: Link{Account: v.Terms.Account}, Cells: []Cell{
			code(v.Terms.Account), text(v.Terms.Title()), day(v.Terms.Date), amount(s.Drawn), amount(s.Repaid),
			amount(s.Owed), amount(s.InterestPaid), amount(s.Late), next,
		}}))
		owed[v.Terms.Account] += s.Owed
	}
	rows, err := p.source.TrialBalance(ctx, 0, p.to)
	if err != nil {
		return err
	}
	for _, b := range rows {
		rest := -b.Closing() - owed[b.Account.Code]
		if b.Account.Heading || !coop.IsBorrowing(b.Account.Code) || rest == 0 {
			continue
		}
		name := p.pick(b.Account.NameID, b.Account.NameEN) + " · " + p.t("common.unspecified")
		details = append(details, p.sheet.add(Row{Link: Link{Account: b.Account.Code}, Cells: []Cell{
			code(b.Account.Code), text(name), {}, {}, {}, amount(rest), {}, {}, {},
		}}))
		p.note("report.borrowing.unregistered", b.Account.Code, coop.FormatMoney(rest))
	}
	_, err = p.sheet.total(Total, 1, p.t("report.total"), details)
	return err
}

// borrowingUse compares what a borrowing was meant for with what entries that name it were for.
func borrowingUse(ctx context.Context, p *paper) error {
	p.at()
	views, err := p.borrowViews(ctx)
	if err != nil {
		return err
	}
	rows, err := p.source.TrialBalance(ctx, 0, p.to)
	if err != nil {
		return err
	}
	names := map[string]string{}
	for _, b := range rows {
		names[b.Account.Code] = p.pick(b.Account.NameID, b.Account.NameEN)
	}
	p.column("account", Code, 14)
	p.column("purpose", Text, 80)
	p.column("planned", Amount, 30)
	p.column("used", Amount, 30)
	p.column("remaining", Amount, 30)
	for _, v := range views {
		if err := p.useOf(v, names); err != nil {
			return err
		}
	}
	return nil
}

func (p *paper) useOf(v coop.BorrowView, names map[string]string) error {
	p.sheet.add(Row{Kind: Heading, Cells: []Cell{code(v.Terms.Account), text(v.Terms.Title())}})
	var details []int
	for _, use := range v.Terms.Plan {
		details = append(details, p.sheet.add(Row{Indent: 1, Cells: []Cell{
			{}, text(use.Text), amount(use.Amount), {}, amount(use.Amount),
		}}))
	}
	used := v.Terms.Used(v.Lines, p.to)
	for _, account := range slices.Sorted(mapKeys(used)) {
		details = append(details, p.sheet.add(Row{Indent: 1, Link: Link{Account: account}, Cells: []Cell{
			code(account), text(orElse(names[account], account)), {}, amount(used[account]), amount(-used[account]),
		}}))
	}
	_, err := p.sheet.total(Subtotal, 1, p.t("report.total"), details)
	return err
}

// BorrowSchedule is the table of instalments of one borrowing, with what was paid of each.
func BorrowSchedule(
	ctx context.Context, source Source, v coop.BorrowView, to coop.Date, lang string,
) (*Sheet, error) {
	p, err := newPaper(ctx, source, Order{Name: "borrowing", Period: Period{Date: to}, Lang: lang})
	if err != nil {
		return nil, err
	}
	p.at()
	p.sheet.About = v.Terms.Title()
	p.column("instalment", Count, 12)
	p.column("due", Day, 24)
	p.column("borrow-principal", Amount, 30)
	p.column("interest", Amount, 28)
	p.column("borrow-paid", Amount, 30)
	p.column("open", Amount, 30)
	p.column("balance", Amount, 32)
	var details []int
	for _, l := range v.State.Lines {
		principal, interest := l.Open()
		details = append(details, p.sheet.add(Row{Cells: []Cell{
			{Kind: Count, Count: int64(l.K)},
			day(l.Due), amount(l.Principal), amount(l.Interest),
			amount(l.PaidPrincipal + l.PaidInterest), amount(principal + interest), amount(l.Balance),
		}}))
	}
	row := Row{Kind: Total, Cells: make([]Cell, len(p.sheet.Columns)), Sum: details}
	row.Cells[0] = text(p.t("report.total"))
	i := p.sheet.add(row)
	if err := p.sheet.fill(i); err != nil {
		return nil, err
	}
	p.sheet.Rows[i].Cells[6] = Cell{} // what is still owed after each is no sum
	return p.sheet, nil
}
