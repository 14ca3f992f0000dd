package ui

import (
	"fyne.io/fyne/v2"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// scheduleLines are the instalments: with what was paid of them or, before anything was paid out, as they would be.
func (p *loanPage) scheduleLines() []coop.LoanLineState {
	l := &p.data.loan
	if len(l.Lines) > 0 {
		return l.Lines
	}
	terms := p.asked()
	lines, err := terms.Schedule()
	if err != nil {
		return nil
	}
	out := make([]coop.LoanLineState, len(lines))
	for i, line := range lines {
		out[i].LoanLine = line
	}
	return out
}

// schedule shows the instalments, each with a sign and a word for how it stands.
func (p *loanPage) schedule(lines []coop.LoanLineState) fyne.CanvasObject {
	t, l := p.shell.Text, &p.data.loan
	return kit.NewShort([]kit.Column{
		{Title: t.T("ui.loan.k"), Ems: 2.2, Figure: true},
		{Title: t.T("ui.loan.due"), Ems: 5.5},
		{Title: t.T("ui.loan.principal"), Ems: 6.5, Figure: true, Rank: 1},
		{Title: t.T("ui.loan.interest"), Ems: 5.5, Figure: true, Rank: 2},
		{Title: t.T("ui.loan.instalment"), Ems: 6.5, Figure: true},
		{Title: t.T("ui.loan.open"), Ems: 6.5, Figure: true, Rank: 3},
		{Title: t.T("ui.loan.state"), Ems: 8.5, Grow: 1},
	}, len(lines), func(row int, cells []kit.Cell) {
		line := &lines[row]
		cells[0].Text = t.Count(row + 1)
		cells[1].Text = t.ShortDay(line.Due)
		cells[2].Text, cells[3].Text = t.Figure(line.Principal), t.Figure(line.Interest)
		cells[4].Text = t.Figure(line.Instalment())
		if l.PaidOut == 0 {
			return
		}
		cells[5].Text = t.Figure(line.Open())
		switch {
		case line.Open() == 0:
			cells[6] = kit.Cell{Text: "✓ " + t.T("ui.loan.line-paid"), Tone: kit.ToneGood}
			if line.PaidOn != 0 {
				cells[6].Text = "✓ " + t.T("ui.loan.line-paid-on", t.ShortDay(line.PaidOn))
			}
		case line.Due < p.shell.today():
			cells[6] = kit.Cell{Text: "● " + t.T("ui.loan.late", t.Count(line.Late)), Tone: kit.ToneWait}
		case line.Open() < line.Instalment():
			cells[6].Text = t.T("ui.loan.line-part")
		}
	}, nil)
}

// payment is what one entry moved on the loan.
type payment struct {
	line                         coop.SubLine
	principal, interest, penalty coop.Money
}

// payments sums the lines of each entry: principal owed and paid, interest and penalty paid.
func (p *loanPage) payments() []payment {
	var out []payment
	for _, l := range p.data.lines {
		if len(out) == 0 || out[len(out)-1].line.Entry != l.Entry {
			out = append(out, payment{line: l})
		}
		x := &out[len(out)-1]
		switch {
		case coop.IsLoan(l.Account):
			x.principal += l.Amount
		case l.Account == coop.AccountLoanInterest, l.Account == coop.AccountLoanDue:
			x.interest += l.Amount
		case l.Account == coop.AccountLoanPenalty:
			x.penalty += l.Amount
		}
	}
	return out
}

// paid shows the entries under the loan; what was paid stands below zero, as on the loan's own page in the ledger.
func (p *loanPage) paid(payments []payment) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	return kit.NewShort([]kit.Column{
		{Title: t.T("common.date"), Ems: 5.5},
		{Title: t.T("ui.entry.what"), Ems: 9, Grow: 1},
		{Title: t.T("ui.loan.principal"), Ems: 7.5, Figure: true},
		{Title: t.T("ui.loan.interest"), Ems: 6.5, Figure: true, Rank: 1},
		{Title: t.T("ui.loan.penalty"), Ems: 5.5, Figure: true, Rank: 2},
	}, len(payments), func(row int, cells []kit.Cell) {
		x := &payments[row]
		cells[0].Text = t.ShortDay(x.line.Date)
		cells[1].Text = s.describe(coop.EntryView{EntryRow: coop.EntryRow{
			Kind: x.line.Kind, Occasion: x.line.Occasion, Remark: x.line.Remark,
		}})
		cells[2].Text, cells[3].Text = t.Figure(x.principal), t.Figure(x.interest)
		cells[4].Text = t.Figure(x.penalty)
	}, func(row int) { s.Go(Route{Page: PageEntry, Arg: payments[row].line.Entry.String()}) })
}
