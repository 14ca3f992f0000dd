package report

import (
	"context"
	"strconv"

	"lumbung/store/coop"
)

// Minutes are those of a count of cash, or of a bank's balance read: the pieces, what the book says, the difference
// with its reason, and two places to sign. The figures are those that the second person signed for.
func Minutes(
	ctx context.Context, source Source, v coop.CountView, account coop.AccountRow, lang string,
) (*Sheet, error) {
	order := Order{Name: "count", Period: Period{Date: v.Date}, Lang: lang}
	if coop.IsBank(v.Account) {
		order.Name = "count-bank"
	}
	p, err := newPaper(ctx, source, order)
	if err != nil {
		return nil, err
	}
	p.at()
	p.column("denomination", Text, 70)
	p.column("pieces", Text, 40)
	p.column("amount", Amount, 40)
	p.sheet.add(Row{Kind: Heading, Cells: []Cell{
		text(account.Code + " " + p.pick(account.NameID, account.NameEN)), {}, {},
	}})
	var details []int
	for _, n := range v.Notes() {
		kind := "report.count.notes"
		for _, d := range coop.Denominations() {
			if d.Value == n.Value && d.Coin {
				kind = "report.count.coins"
			}
		}
		details = append(details, p.sheet.add(Row{Cells: []Cell{
			text(coop.FormatMoney(n.Value)), text(p.t(kind, strconv.FormatInt(n.Pieces, 10))),
			amount(n.Value * coop.Money(n.Pieces)),
		}}))
	}
	found := "report.count.counted"
	if coop.IsBank(v.Account) {
		found = "report.count.stated"
	}
	p.sheet.add(Row{Kind: Total, Sum: details, Cells: []Cell{text(p.t(found)), {}, amount(v.Counted)}})
	p.sheet.add(Row{Cells: []Cell{text(p.t("report.count.booked")), {}, amount(v.Booked)}})
	p.sheet.add(Row{Kind: Total, Cells: []Cell{text(p.t("report.count.difference")), {}, amount(v.Difference())}})
	p.countNotes(v)
	p.sheet.Signatures = []Signature{
		{Role: p.t("report.count.by"), Name: v.AuthorName},
		{Role: p.t("report.count.witness"), Name: v.WitnessName},
	}
	p.sheet.Place = orDots(p.place) + ", " + p.Date(v.Date)
	return p.sheet, p.sheet.Check()
}

// countNotes say in words what was found, why, and whether a second person signed.
func (p *paper) countNotes(v coop.CountView) {
	switch d := v.Difference(); {
	case d == 0:
		p.note("report.count.agrees", coop.MoneyWords(v.Counted, p.lang))
	case d < 0:
		p.note("report.count.short", coop.MoneyWords(v.Counted, p.lang), coop.FormatMoney(-d))
	default:
		p.note("report.count.over", coop.MoneyWords(v.Counted, p.lang), coop.FormatMoney(d))
	}
	if v.Reason != "" {
		p.note("report.count.reason", v.Reason)
	}
	switch {
	case v.Declined:
		p.note("report.count.declined", v.DeclinedBy, v.DeclinedWhy)
	case !v.Witness.IsZero():
		p.note("report.count.signed", v.WitnessName)
	default:
		p.note("report.count.unsigned")
	}
}
