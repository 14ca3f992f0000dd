package report

import (
	"context"

	"lumbung/store/coop"
)

// journal lists every entry with its lines, on the day it posts.
func journal(ctx context.Context, p *paper) error {
	from := p.flows()
	query := coop.EntryQuery{From: from, To: p.to, Posted: true}
	if p.order.Text != "" {
		query = coop.EntryQuery{Text: p.order.Text}
		p.sheet.Period = p.t("report.journal.words", p.order.Text)
	}
	entries, err := p.source.Entries(ctx, query)
	if err != nil {
		return err
	}
	p.column("date", Day, 20)
	p.column("voucher", Code, 36)
	p.column("account", Code, 13)
	p.column("description", Text, 78)
	p.column("debit", Amount, 28)
	p.column("credit", Amount, 28)
	var details []int
	for i := range entries {
		e := &entries[i]
		words := p.Entry(e)
		if e.Evidence != "" {
			words += " (" + e.Evidence + ")"
		}
		if e.Posted != e.Date && e.Posted != 0 {
			words += " · " + p.t("report.journal.evidence-date", coop.DateShort(e.Date))
		}
		p.sheet.add(Row{
			Kind: Heading, Link: Link{Entry: e.ID}, Cells: []Cell{day(e.Posted), code(e.Voucher), {}, text(words)},
		})
		for at, l := range e.Lines {
			details = append(details, p.sheet.add(Row{
				Indent: 1, With: at > 0, Link: Link{Account: l.Account, Entry: e.ID},
				Cells: []Cell{
					{},
					{},
					code(l.Account), text(p.lineName(l)), unlessZero(max(l.Amount, 0)),
					unlessZero(max(-l.Amount, 0)),
				},
			}))
		}
	}
	total, err := p.sheet.total(Total, 3, p.t("report.journal.total", len(entries)), details)
	if err != nil {
		return err
	}
	if sum := p.sheet.Rows[total].Cells; sum[4].Amount != sum[5].Amount {
		p.wrong("report.note.moves-off", coop.FormatMoney(sum[4].Amount-sum[5].Amount))
	}
	return nil
}

// lineName names the account of a line with the member, month and outlet it speaks of.
func (p *paper) lineName(l coop.LineView) string {
	name := p.pick(l.AccountName[0], l.AccountName[1])
	if l.MemberName != "" {
		name += " · " + l.MemberName
	}
	if l.Month != 0 {
		name += " · " + p.monthShort(int(l.Month%100)) + " " + l.Month.First().String()[:4]
	}
	if l.Outlet != "" {
		name += " · " + l.Outlet
	}
	return name
}
