package report

import (
	"context"
	"slices"
	"strconv"

	"lumbung/store/coop"
)

// BudgetSource is a source that knows what was planned for a year.
type BudgetSource interface {
	Budget(ctx context.Context, year int64) (coop.BudgetView, error)
	// BudgetActual gives what accounts of the result moved, by outlet and in their normal direction, without what
	// closes a year.
	BudgetActual(ctx context.Context, from, to coop.Date) (map[coop.BudgetKey]coop.Money, error)
	Accounts(ctx context.Context) ([]coop.AccountRow, error)
}

// budgetSheet lays out a plan beside what came.
type budgetSheet struct {
	*paper
	accounts map[string]coop.AccountRow
	parts    []coop.BudgetPart
	next     bool // the plan of the coming year beside what came in this one
}

// budget compares the plan of a year (RAPB) with what came of it so far: amount, share and what is left, by account and
// by outlet. Source: domain §10.1.
func budget(ctx context.Context, p *paper) error {
	return p.budgetOf(ctx, p.flows(), yearOf(p.to), false)
}

// packBudget is the plan of revenue and cost that the members are asked to agree to: that of the coming year, beside
// what came in the year that is over.
func packBudget(ctx context.Context, p *paper) error {
	from, year := p.flows(), yearOf(p.to)
	p.sheet.Period = p.t("report.period.year", year+1)
	if err := p.budgetOf(ctx, from, year+1, true); err != nil {
		return err
	}
	for key, title := range map[string]string{
		"planned": p.t("report.budget.next", year+1), "actual": p.t("report.budget.came", year),
		"remaining": p.t("report.budget.more"), "reached": p.t("report.budget.of"),
	} {
		p.sheet.Columns[p.sheet.columnOf(key)].Title = title
	}
	return p.sign(ctx)
}

// budgetOf lays out the plan of a year beside what came from a day on.
func (p *paper) budgetOf(ctx context.Context, from coop.Date, year int, next bool) error {
	p.column("account", Code, 14)
	p.column("name", Text, 70)
	p.column("planned", Amount, 30)
	p.column("actual", Amount, 30)
	p.column("remaining", Amount, 30)
	p.sheet.Columns[p.sheet.columnOf("remaining")].Title = p.t("report.budget.apart") // costs stand below zero
	p.column("reached", Code, 18)
	source, ok := p.source.(BudgetSource)
	if !ok {
		p.note("report.budget.none", year)
		return nil
	}
	view, err := source.Budget(ctx, int64(year))
	if err != nil {
		return err
	}
	if view.Row.ID.IsZero() {
		p.note("report.budget.none", year)
		return nil
	}
	came, err := source.BudgetActual(ctx, from, p.to)
	if err != nil {
		return err
	}
	b := &budgetSheet{paper: p, accounts: map[string]coop.AccountRow{}, next: next}
	all, err := source.Accounts(ctx)
	if err != nil {
		return err
	}
	for _, a := range all {
		b.accounts[a.Code] = a
	}
	for _, part := range view.Budget.Parts(came) {
		if p.order.Outlet == "" || part.Outlet == p.order.Outlet {
			b.parts = append(b.parts, part)
		}
	}
	if err := b.lay(); err != nil {
		return err
	}
	if p.order.Outlet == "" {
		var outlets []coop.OutletRow
		if lister, ok := p.source.(OutletLister); ok {
			if outlets, err = lister.Outlets(ctx); err != nil {
				return err
			}
		}
		b.byOutlet(outlets)
	}
	b.decided(view)
	return nil
}

func yearOf(d coop.Date) int { return int(d) / 10000 }

// lay writes revenue, costs and the surplus. Costs are below zero, so that the surplus is a plain sum.
func (b *budgetSheet) lay() error {
	var sums []int
	for _, side := range []struct {
		key     string
		revenue bool
	}{{"revenue", true}, {"cost", false}} {
		b.sheet.add(Row{Kind: Heading, Cells: []Cell{{}, text(b.t("report.budget." + side.key))}})
		var details []int
		for _, code := range b.codes() {
			if revenue := b.accounts[code].Type != coop.Expense; revenue == side.revenue {
				details = append(details, b.account(code))
			}
		}
		i, err := b.sheet.total(Subtotal, 1, b.t("report.budget."+side.key+"-sum"), details)
		if err != nil {
			return err
		}
		b.share(i)
		sums = append(sums, i)
	}
	i, err := b.sheet.total(Total, 1, b.t("report.budget.surplus"), sums)
	b.share(i)
	return err
}

// codes are the accounts that anything is planned or came on, in the order of the chart.
func (b *budgetSheet) codes() []string {
	var codes []string
	for _, p := range b.parts {
		if !slices.Contains(codes, p.Account) {
			codes = append(codes, p.Account)
		}
	}
	return codes
}

// signed gives planned and actual as they add up to the surplus.
func (b *budgetSheet) signed(p coop.BudgetPart) (planned, actual coop.Money) {
	if b.accounts[p.Account].Credit {
		return p.Planned, p.Actual
	}
	return -p.Planned, -p.Actual
}

// account writes one account and, where it belongs to several outlets, how much to each.
func (b *budgetSheet) account(account string) int {
	var parts []coop.BudgetPart
	for _, p := range b.parts {
		if p.Account == account {
			parts = append(parts, p)
		}
	}
	a := b.accounts[account]
	name := b.pick(a.NameID, a.NameEN)
	if len(parts) == 1 {
		if parts[0].Outlet != "" {
			name += " · " + parts[0].Outlet
		}
		planned, actual := b.signed(parts[0])
		return b.row(Row{Indent: 1, Link: Link{Account: account}}, account, name, planned, actual)
	}
	var planned, actual coop.Money
	for _, p := range parts {
		x, y := b.signed(p)
		planned, actual = planned+x, actual+y
	}
	whole := b.row(Row{Indent: 1, Link: Link{Account: account}}, account, name, planned, actual)
	var details []int // below their account: above it they read as parts of the account before
	for _, p := range parts {
		planned, actual := b.signed(p)
		details = append(details, b.row(Row{Indent: 2, Link: Link{Account: account}}, "",
			orElse(p.Outlet, b.t("report.budget.no-outlet")), planned, actual))
	}
	b.sheet.Rows[whole].Sum = details
	return whole
}

func (b *budgetSheet) row(r Row, account, name string, planned, actual coop.Money) int {
	r.Cells = []Cell{code(account), text(name), amount(planned), amount(actual), amount(planned - actual), {}}
	i := b.sheet.add(r)
	b.share(i)
	return i
}

// share writes how much of the plan a row has reached.
func (b *budgetSheet) share(i int) {
	cells := b.sheet.Rows[i].Cells
	part := coop.BudgetPart{Planned: cells[2].Amount, Actual: cells[3].Amount}
	if b.next {
		part.Planned, part.Actual = part.Actual, part.Planned
	}
	if part.Planned < 0 {
		part.Planned, part.Actual = -part.Planned, -part.Actual
	}
	if points, planned := part.Reached(); planned {
		cells[5] = code(percent(points, b.lang))
	} else {
		cells[5] = code("–")
	}
}

// percent writes basis points with one decimal, rounded half away from zero: 1234 is 12,3 %.
func percent(points int64, lang string) string {
	sign := ""
	if points < 0 {
		sign, points = "-", -points
	}
	tenths := (points + 5) / 10
	comma := ","
	if lang == "en" {
		comma = "."
	}
	return sign + strconv.FormatInt(tenths/10, 10) + comma + strconv.FormatInt(tenths%10, 10) + "%"
}

// byOutlet writes the surplus of each outlet, planned and come.
func (b *budgetSheet) byOutlet(outlets []coop.OutletRow) {
	type sums struct{ planned, actual coop.Money }
	by := map[string]*sums{}
	for _, p := range b.parts {
		if by[p.Outlet] == nil {
			by[p.Outlet] = &sums{}
		}
		planned, actual := b.signed(p)
		by[p.Outlet].planned += planned
		by[p.Outlet].actual += actual
	}
	if len(by) < 2 && by[""] != nil {
		return
	}
	b.sheet.add(Row{Kind: Heading, Cells: []Cell{{}, text(b.t("report.budget.by-outlet"))}})
	names := map[string]string{"": b.t("report.budget.no-outlet")}
	for _, o := range outlets {
		names[o.Code] = b.pick(o.NameID, o.NameEN)
	}
	var details []int
	for _, outlet := range slices.Sorted(mapKeys(by)) { // also one that is no outlet any more
		s := by[outlet]
		details = append(details, b.row(Row{Indent: 1}, outlet, orElse(names[outlet], outlet), s.planned, s.actual))
	}
	var planned, actual coop.Money
	for _, s := range by {
		planned, actual = planned+s.planned, actual+s.actual
	}
	b.row(Row{Kind: Total, Sum: details}, "", b.t("report.budget.surplus"), planned, actual)
}

// decided says who wrote the plan and who granted it.
func (b *budgetSheet) decided(v coop.BudgetView) {
	switch {
	case v.Approved:
		b.note("report.budget.approved", v.By, v.Approval.AuthorName)
		switch {
		case v.Meeting.ID.IsZero():
			b.note("report.budget.no-meeting")
		case v.Rewrote:
			b.note("report.budget.rewrote", b.Date(v.Meeting.Meeting.Date))
		default:
			b.note("report.budget.meeting", b.Date(v.Meeting.Meeting.Date), v.Cites.String()[:16])
		}
	case v.Declined:
		b.note("report.budget.declined", v.By, v.Approval.AuthorName, v.Approval.Reason)
	default:
		b.note("report.budget.open", v.By)
	}
}
