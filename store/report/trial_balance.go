package report

import (
	"context"

	"lumbung/store/coop"
)

// trialBalance lists every account. By date it shows balances on their side; over a period also what moved.
func trialBalance(ctx context.Context, p *paper) error {
	read := p.balances
	if p.order.Open { // only the year of the last day: the years before it stay closed
		read = p.openYear
		p.note("report.note.before-closing")
	}
	rows, err := read(ctx, p.from, p.to)
	if err != nil {
		return err
	}
	moved := p.from != 0
	p.column("account", Code, 12)
	p.column("name", Text, 52)
	if moved {
		p.column("opening", Amount, 26)
		p.column("debit", Amount, 26)
		p.column("credit", Amount, 26)
	}
	p.column("closing-debit", Amount, 26)
	p.column("closing-credit", Amount, 26)
	var details []int
	for _, b := range rows {
		row := Row{
			Indent: max(0, min(len(b.Account.Code), 3)-1), Link: Link{Account: b.Account.Code},
			Cells: []Cell{code(b.Account.Code), text(p.pick(b.Account.NameID, b.Account.NameEN))},
		}
		if b.Account.Heading {
			row.Kind = Heading
			p.sheet.add(row)
			continue
		}
		if moved {
			row.Cells = append(row.Cells, unlessZero(b.Opening), unlessZero(b.Debit), unlessZero(b.Credit))
		}
		closing := b.Closing()
		row.Cells = append(row.Cells, unlessZero(max(closing, 0)), unlessZero(max(-closing, 0)))
		details = append(details, p.sheet.add(row))
	}
	i, err := p.sheet.total(Total, 1, p.t("report.total"), details)
	if err != nil {
		return err
	}
	p.proveTrial(p.sheet.Rows[i], moved)
	return nil
}

// proveTrial compares both sides of the total row.
func (p *paper) proveTrial(total Row, moved bool) {
	last := len(total.Cells) - 1
	if off := total.Cells[last-1].Amount - total.Cells[last].Amount; off != 0 {
		p.wrong("report.note.trial-off", coop.FormatMoney(off))
	}
	if moved {
		if off := total.Cells[3].Amount - total.Cells[4].Amount; off != 0 {
			p.wrong("report.note.moves-off", coop.FormatMoney(off))
		}
		if off := total.Cells[2].Amount; off != 0 {
			p.wrong("report.note.opening-off", coop.FormatMoney(off))
		}
	}
	if p.order.Outlet != "" {
		// Money moves between outlets, so one outlet alone need not balance.
		for i := range p.sheet.Notes {
			p.sheet.Notes[i].Wrong = false
		}
		return
	}
	if p.sheet.Agrees() {
		p.note("report.note.trial-ok")
	}
}

// isResult says whether the account belongs to the statement of the result.
func isResult(a coop.AccountRow) bool {
	switch a.Type {
	case coop.Revenue, coop.ContraRevenue, coop.Expense:
		return !a.Heading
	default:
		return false
	}
}
