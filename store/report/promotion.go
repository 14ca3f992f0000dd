package report

import (
	"context"
	"slices"
	"strings"

	"lumbung/store/coop"
)

// promotion tells what membership was worth to the members in the year (laporan promosi ekonomi anggota; columns [GK],
// domain §10): what they bought and borrowed cheaper, earned more on savings, and got of the surplus. The market's
// prices and rates are settings of the cooperative; without them a line shows what was bought and no benefit.
func promotion(ctx context.Context, p *paper) error {
	from := p.flows()
	rows, err := p.source.TrialBalance(ctx, from, p.to)
	if err != nil {
		return err
	}
	m := &worth{paper: p, from: from}
	if source, ok := p.source.(SettingSource); ok {
		if m.settings, err = source.Settings(ctx); err != nil {
			return err
		}
	}
	r := newResult(p)
	if err := r.take(ctx, 0, from, p.to); err != nil {
		return err
	}
	p.column("name", Text, 90)
	p.column("business", Amount, 34)
	p.column("market", Amount, 34)
	p.column("benefit", Amount, 34)
	sums := []int{}
	for _, part := range []func(context.Context, *result) (int, error){m.prices, m.loans, m.savings} {
		i, err := part(ctx, r)
		if err != nil {
			return err
		}
		sums = append(sums, i)
	}
	shared, err := m.shared(ctx, rows)
	if err != nil {
		return err
	}
	sums = append(sums, shared)
	total, err := p.sheet.total(Total, 0, p.t("report.promotion.total"), sums)
	if err != nil {
		return err
	}
	return m.each(ctx, p.sheet.Rows[total].Cells[3].Amount)
}

// worth adds up what membership was worth.
type worth struct {
	*paper
	from     coop.Date
	settings []coop.SettingRow
	unknown  bool // some market figure was never said
}

// line adds one benefit: what was paid here, what it would have been elsewhere, and the difference.
func (w *worth) line(words string, link Link, here, elsewhere, benefit coop.Money) int {
	return w.sheet.add(Row{Indent: 1, Link: link, Cells: []Cell{
		text(words), amount(here), amount(elsewhere), amount(benefit),
	}})
}

// part sums up lines under a heading.
func (w *worth) part(key string, lines []int) (int, error) {
	return w.sheet.total(Subtotal, 0, w.t("report.promotion."+key+"-sum"), lines)
}

func (w *worth) heading(key string) {
	w.sheet.add(Row{Kind: Heading, Cells: []Cell{text(w.t("report.promotion." + key))}})
}

// prices compares what members bought with the market's price of it.
func (w *worth) prices(_ context.Context, r *result) (int, error) {
	w.heading("prices")
	var lines []int
	for _, account := range slices.Sorted(mapKeys(r.amounts)) {
		here := r.amounts[account][0]
		if !strings.HasPrefix(account, "411") || here == 0 {
			continue
		}
		rate := coop.PromotionRate(w.settings, coop.SettingMarketPrice+account, w.to)
		w.unknown = w.unknown || rate == 0 && here > 0
		benefit, err := coop.MulMoney(here, rate, 10_000, coop.Rupiah)
		if err != nil {
			return 0, err
		}
		name := w.pick(r.names[account].NameID, r.names[account].NameEN)
		lines = append(lines, w.line(name, Link{Account: account}, here, here+benefit, benefit))
	}
	return w.part("prices", lines)
}

// loans compares the interest that members paid with what the market takes of the same loans.
func (w *worth) loans(ctx context.Context, r *result) (int, error) {
	w.heading("loans")
	var paid coop.Money
	for account, m := range r.amounts {
		if strings.HasPrefix(account, "412") {
			paid += m[0]
		}
	}
	elsewhere, err := w.interest(ctx, coop.SettingMarketLoan, []string{"12101", "12103"}, 1)
	if err != nil {
		return 0, err
	}
	benefit := elsewhere - paid
	if elsewhere == 0 {
		w.unknown = w.unknown || paid != 0
		elsewhere, benefit = paid, 0
	}
	line := w.line(w.t("report.promotion.interest"), Link{Account: "41201"}, paid, elsewhere, benefit)
	return w.part("loans", []int{line})
}

// savings compares the interest that members earned with what the market gives.
func (w *worth) savings(ctx context.Context, r *result) (int, error) {
	w.heading("savings")
	var earned coop.Money
	for account, m := range r.amounts {
		if strings.HasPrefix(account, "53") {
			earned -= m[0]
		}
	}
	elsewhere, err := w.interest(ctx, coop.SettingMarketSaving, coop.BlockableAccounts, -1)
	if err != nil {
		return 0, err
	}
	benefit := earned - elsewhere
	if elsewhere == 0 {
		w.unknown = w.unknown || earned != 0
		elsewhere, benefit = earned, 0
	}
	link := Link{Account: coop.AccountSavingInterest}
	line := w.line(w.t("report.promotion.earned"), link, earned, elsewhere, benefit)
	return w.part("savings", []int{line})
}

// interest is what the market would have asked or given on the balances at the months' ends; 0 where its rate is not
// known.
func (w *worth) interest(ctx context.Context, setting string, prefixes []string, sign coop.Money) (coop.Money, error) {
	rate := coop.PromotionRate(w.settings, setting, w.to)
	if rate == 0 {
		return 0, nil
	}
	var sum coop.Money // of the balances at the ends of months
	for month := max(w.from, yearStart(w.to)).Month(); month <= w.to.Month(); month = month.Add(1) {
		rows, err := w.source.TrialBalance(ctx, 0, min(month.Last(), w.to))
		if err != nil {
			return 0, err
		}
		for _, b := range rows {
			if !b.Account.Heading && hasPrefix(b.Account.Code, prefixes) {
				sum += sign * b.Closing()
			}
		}
	}
	return coop.MulMoney(sum, rate, 120_000, coop.Rupiah)
}

// shared is the members' part of the period's own surplus, as their meeting decided or the settings propose. Where a
// source knows no division it is what was credited to them.
func (w *worth) shared(ctx context.Context, rows []coop.AccountBalance) (int, error) {
	w.heading("surplus")
	var sum coop.Money
	if source, ok := w.source.(SurplusSource); ok {
		d, err := DivisionOf(ctx, source, yearOf(w.to))
		if err != nil {
			return 0, err
		}
		sum = d.Division.MembersShare()
	} else {
		for _, b := range rows {
			if b.Account.Code == coop.AccountCapitalShare || b.Account.Code == coop.AccountPatronageShare {
				sum += b.Credit
			}
		}
	}
	return w.sheet.add(Row{Kind: Subtotal, Link: Link{Account: coop.AccountCapitalShare}, Cells: []Cell{
		text(w.t("report.promotion.surplus-sum")), amount(sum), amount(0), amount(sum),
	}}), nil
}

// each says what came to every member on average, and what is not known.
func (w *worth) each(ctx context.Context, benefit coop.Money) error {
	s, err := w.other(ctx, "member-changes")
	if err != nil {
		return err
	}
	members := s.Rows[len(s.Rows)-1].Cells[6].Count
	if members > 0 {
		share := benefit / coop.Money(members) / coop.Rupiah * coop.Rupiah
		w.note("report.promotion.each", members, coop.FormatMoney(share))
	}
	if w.unknown {
		w.note("report.promotion.unknown")
	}
	return nil
}
