package report

import (
	"context"

	"lumbung/store/coop"
)

// SurplusSlip is a member's slip of their share: (Sa / TMS) × JMA + (Va / VUK) × JUA, with the numbers (domain §7.1).
func SurplusSlip(
	ctx context.Context, source Source, d Division, m coop.SurplusMember, lang string,
) (*Sheet, error) {
	p, err := newPaper(ctx, source, Order{Name: "surplus-slip", Period: Period{Year: d.View.Surplus.Year}, Lang: lang})
	if err != nil {
		return nil, err
	}
	a := d.Division
	p.sheet.About = m.Number + " " + m.Name
	p.column("name", Text, 110)
	p.column("amount", Amount, 40)
	head := func(key string) {
		p.sheet.add(Row{Kind: Heading, Cells: []Cell{text(p.t("report.surplus-slip." + key)), {}}})
	}
	row := func(kind RowKind, key string, x coop.Money) int {
		return p.sheet.add(Row{Kind: kind, Indent: 1, Cells: []Cell{
			text(p.t("report.surplus-slip." + key)), amount(x),
		}})
	}
	head("capital")
	row(Detail, "savings", m.Savings)
	row(Detail, "all-savings", a.Savings)
	row(Detail, "capital-pool", a.CapitalPool)
	capital := row(Subtotal, "capital-share", m.Capital)
	head("patronage")
	row(Detail, "bought", m.Bought)
	row(Detail, "interest", m.Interest)
	row(Detail, "volume", m.Volume())
	row(Detail, "all-volume", a.Volume)
	row(Detail, "patronage-pool", a.PatronagePool)
	patronage := row(Subtotal, "patronage-share", m.Patronage)
	p.sheet.add(Row{Kind: Total, Sum: []int{capital, patronage}, Cells: []Cell{
		text(p.t("report.surplus-slip.share")), amount(m.Share()),
	}})
	if m.Capital > 0 {
		p.note("report.surplus-slip.sum", "Sa ÷ TMS × JMA", coop.FormatPlain(m.Savings), coop.FormatPlain(a.Savings),
			coop.FormatPlain(a.CapitalPool), coop.FormatPlain(m.Capital))
	}
	if m.Patronage > 0 {
		p.note("report.surplus-slip.sum", "Va ÷ VUK × JUA", coop.FormatPlain(m.Volume()), coop.FormatPlain(a.Volume),
			coop.FormatPlain(a.PatronagePool), coop.FormatPlain(m.Patronage))
	}
	p.note("report.surplus-slip.words", coop.MoneyWords(m.Share(), p.lang))
	p.inCash(d, m)
	treasurer, err := p.treasurer(ctx)
	if err != nil {
		return nil, err
	}
	p.sheet.Signatures = []Signature{
		{Role: p.t("report.sign.1"), Name: treasurer}, {Role: p.t("report.surplus-slip.received"), Name: m.Name},
	}
	p.sheet.Place = orDots(p.place) + ", …………"
	return p.sheet, p.sheet.Check()
}

// inCash says what of a share is handed out in coins that people have, and where the rest goes.
func (p *paper) inCash(d Division, m coop.SurplusMember) {
	policy := d.View.Policy
	paid, rest := policy.Hand(m.Share(), m.Left)
	least, little := policy.OnlySaved(m.Share(), m.Left)
	switch {
	case m.Share() > 0 && little:
		p.note("report.surplus-slip.saved", coop.FormatMoney(least))
	case rest > 0:
		fund := policy.PayRest
		for _, a := range d.Accounts {
			if a.Code == fund {
				fund = p.pick(a.NameID, a.NameEN)
			}
		}
		p.note("report.surplus-slip.paid", coop.FormatMoney(paid), coop.FormatMoney(rest), fund)
	}
}
