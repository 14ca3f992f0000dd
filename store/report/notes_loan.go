package report

import (
	"context"

	"lumbung/store/coop"
)

// readNumbers reads the accounts that the notes explain, this day and at the end of the year before.
func (n *calk) readNumbers(ctx context.Context) error {
	var err error
	if n.now, err = n.source.TrialBalance(ctx, yearStart(n.to), n.to); err != nil {
		return err
	}
	return n.readBefore(ctx)
}

// readBefore reads them at the end of the year before.
func (n *calk) readBefore(ctx context.Context) error {
	earlier, err := n.source.TrialBalance(ctx, 0, yearStart(n.to).AddDays(-1))
	n.before = map[string]coop.Money{}
	for _, b := range earlier {
		n.before[b.Account.Code] = b.Closing()
	}
	return err
}

// numbers gives the number of the note about each two-digit heading that the notes explain.
func (n *calk) numbers() map[string]string {
	var codes []string
	for _, group := range n.groups() {
		codes = append(codes, group.Account.Code)
	}
	return noteNumbers(codes)
}

// Headings of the chart that the cash flow and the equity lead to.
const (
	moneyGroup   = "11"
	loanGroup    = "12"
	capitalGroup = "31"
)

// notesAt numbers the notes to the statements of the period's last day, whose balances are known.
func (p *paper) notesAt(ctx context.Context, now []coop.AccountBalance) (map[string]string, error) {
	n := &calk{paper: p, now: now}
	if err := n.readBefore(ctx); err != nil {
		return nil, err
	}
	return n.numbers(), nil
}

// moneyNote is the number of the note about money, the first of the chart; there is one where there is money.
func moneyNote(there coop.Money) string {
	if there == 0 {
		return ""
	}
	return noteNumbers([]string{moneyGroup})[moneyGroup]
}

// loanAges tells what members owe of their loans, by how late the oldest instalment is and by grade, this day and at
// the end of the year before, and proves both against the accounts of loans. Source: domain §10 (CALK 3), §6.3.
func (n *calk) loanAges(ctx context.Context) error {
	source, ok := n.source.(LoanSource)
	if !ok {
		return nil
	}
	now, err := source.Loans(ctx, n.to)
	if err != nil {
		return err
	}
	was, err := source.Loans(ctx, yearStart(n.to).AddDays(-1))
	if err != nil {
		return err
	}
	if ledger := n.lent(); ledger == 0 && n.lentBefore() == 0 && now.Outstanding() == 0 && was.Outstanding() == 0 {
		return nil
	}
	ages, agesWas := agesOf(&now), agesOf(&was)
	var byAge []loanPart
	for i := range ages {
		key := "report.calk.age-0"
		if i > 0 {
			key = "report.column." + ageKey(i)
		}
		byAge = append(byAge, loanPart{n.t(key), ages[i], agesWas[i]})
	}
	grades, gradesWas := now.ByGrade(), was.ByGrade()
	var byGrade []loanPart
	for i, g := range grades {
		byGrade = append(byGrade, loanPart{n.t(g.Grade.Key()), g.Outstanding, gradesWas[i].Outstanding})
	}
	unnamed := loanPart{n.t("common.unspecified"), now.Unnamed(), was.Unnamed()}
	for _, block := range []struct {
		heading string
		parts   []loanPart
	}{{"report.calk.loan-ages", byAge}, {"report.calk.loan-grades", byGrade}} {
		if err := n.loanBlock(block.heading, append(block.parts, unnamed)); err != nil {
			return err
		}
	}
	return nil
}

// loanPart is what one age or grade has of the principal.
type loanPart struct {
	name        string
	now, before coop.Money
}

// loanBlock adds the parts that have anything in them and their sum, which is what the accounts of loans have.
func (n *calk) loanBlock(heading string, parts []loanPart) error {
	n.sheet.add(Row{Kind: Heading, Indent: 2, Cells: []Cell{text(n.t(heading))}})
	var details []int
	for _, part := range parts {
		if part.now == 0 && part.before == 0 {
			continue
		}
		details = append(details, n.sheet.add(Row{Indent: 3, Cells: []Cell{
			text(part.name), amount(part.now), amount(part.before),
		}}))
	}
	i, err := n.sheet.total(Subtotal, 0, n.t("report.calk.loans-sum"), details)
	if err != nil {
		return err
	}
	row := &n.sheet.Rows[i]
	row.Indent = 2
	for c, ledger := range []coop.Money{n.lent(), n.lentBefore()} {
		if off := row.Cells[1+c].Amount - ledger; off != 0 {
			n.wrong("report.calk.loans-off", coop.FormatMoney(ledger), coop.FormatMoney(off))
		}
	}
	return nil
}

// agesOf spreads the principal of the loans over the ages of the list of arrears, each loan by its oldest instalment.
func agesOf(r *coop.LoanRegister) [len(coop.AgeLimits) + 1]coop.Money {
	var ages [len(coop.AgeLimits) + 1]coop.Money
	for i := range r.Loans {
		ages[coop.Age(r.Loans[i].Late)] += r.Loans[i].Outstanding
	}
	return ages
}

// lent is what the accounts of loans have on the day of the notes.
func (n *calk) lent() coop.Money {
	var sum coop.Money
	for _, b := range n.now {
		if coop.IsLoan(b.Account.Code) {
			sum += b.Closing()
		}
	}
	return sum
}

// lentBefore is what they had at the end of the year before.
func (n *calk) lentBefore() coop.Money {
	var sum coop.Money
	for code, m := range n.before {
		if coop.IsLoan(code) {
			sum += m
		}
	}
	return sum
}

// noteColumn adds the column of the notes' numbers.
func (p *paper) noteColumn() { p.column(keyNote, Code, 14) }
