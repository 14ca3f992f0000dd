package report

import (
	"context"

	"lumbung/store/coop"
)

// BankProof is what a sheet of a bank's reconciliation shows.
type BankProof struct {
	Bank    coop.Bank
	Proof   coop.BankProof
	Account coop.AccountRow
	Reason  string // of what is left over
	By      string
	// Describe says in words what a line of the book is.
	Describe func(coop.SubLine) string
}

// BankSheet explains the difference between a bank's balance and the book's: bank + in the book only − in the bank
// only = book, to the sen.
func BankSheet(ctx context.Context, source Source, b BankProof, lang string) (*Sheet, error) {
	p, err := newPaper(ctx, source, Order{Name: "reconcile", Period: Period{Date: b.Bank.Until}, Lang: lang})
	if err != nil {
		return nil, err
	}
	p.at()
	p.sheet.About = b.Account.Code + " " + p.pick(b.Account.NameID, b.Account.NameEN)
	p.column("date", Day, 24)
	p.column("description", Text, 90)
	p.column("voucher", Code, 44)
	p.column("amount", Amount, 34)
	sum := []int{p.sheet.add(Row{Kind: Subtotal, Cells: []Cell{
		day(b.Bank.Until), text(p.t("report.bank.stated")), {}, amount(b.Proof.Stated),
	}})}
	p.sheet.add(Row{Kind: Heading, Cells: []Cell{{}, text(p.t("report.bank.only-book"))}})
	for _, i := range b.Proof.Lines {
		l := b.Bank.Lines[i]
		sum = append(sum, p.sheet.add(Row{Indent: 1, Link: Link{Entry: l.Entry}, Cells: []Cell{
			day(l.Posted), text(b.Describe(l)), code(l.Voucher), amount(l.Amount),
		}}))
	}
	p.sheet.add(Row{Kind: Heading, Cells: []Cell{{}, text(p.t("report.bank.only-bank"))}})
	for _, i := range b.Proof.Moves {
		m := b.Bank.Moves[i]
		sum = append(sum, p.sheet.add(Row{Indent: 1, Cells: []Cell{
			day(m.Date), text(m.Text), {}, amount(-m.Amount),
		}}))
	}
	if b.Proof.Rest != 0 {
		sum = append(sum, p.sheet.add(Row{Cells: []Cell{
			{}, text(p.t("report.bank.rest")), {}, amount(b.Proof.Rest),
		}}))
		p.wrong("report.bank.note-rest", coop.FormatMoney(b.Proof.Rest))
	} else {
		p.note("report.bank.note-ok")
	}
	p.sheet.add(Row{Kind: Total, Sum: sum, Cells: []Cell{
		day(b.Bank.Until), text(p.t("report.bank.booked")), {}, amount(b.Proof.Booked),
	}})
	if b.Reason != "" {
		p.note("report.count.reason", b.Reason)
	}
	p.sheet.Signatures = []Signature{{Role: p.t("report.bank.by"), Name: b.By}, {Role: p.t("report.bank.seen")}}
	p.sheet.Place = orDots(p.place) + ", " + p.Date(b.Bank.Until)
	return p.sheet, p.sheet.Check()
}

// AdvanceSource is a source that can tell who was given what to account for.
type AdvanceSource interface {
	Parties(ctx context.Context) (coop.Parties, error)
	// LinesOfAccount lists the lines on accounts whose codes begin so.
	LinesOfAccount(ctx context.Context, prefix string, from, to coop.Date) ([]coop.SubLine, error)
}

// advances lists what staff were given and did not account for yet, the oldest first, and proves it against 12502.
func advances(ctx context.Context, p *paper) error {
	p.at()
	p.column("date", Day, 24)
	p.column("sub-name", Text, 60)
	p.column("description", Text, 60)
	p.column("voucher", Code, 44)
	p.column("amount", Amount, 30)
	p.column("days", Count, 16)
	source, ok := p.source.(AdvanceSource)
	if !ok {
		return nil
	}
	parties, err := source.Parties(ctx)
	if err != nil {
		return err
	}
	lines, err := source.LinesOfAccount(ctx, coop.AccountAdvance, 0, p.to)
	if err != nil {
		return err
	}
	var details []int
	for _, a := range parties.OpenAdvances(lines, p.to) {
		details = append(details, p.sheet.add(Row{Link: Link{Entry: a.Entry}, Cells: []Cell{
			day(a.Posted), text(orElse(a.Name, p.t("common.unspecified"))), text(a.Remark), code(a.Voucher),
			amount(a.Open),
			{Kind: Count, Count: int64(a.Days)},
		}}))
	}
	i, err := p.sheet.total(Total, 1, p.t("report.total"), details)
	if err != nil {
		return err
	}
	page, err := p.source.AccountPage(ctx, coop.AccountAdvance, 0, p.to)
	if err != nil {
		return err
	}
	if off := p.sheet.Rows[i].Cells[4].Amount - page.Closing(); off != 0 {
		p.wrong("report.note.savings-off", coop.AccountAdvance, coop.FormatMoney(off))
	}
	return nil
}
