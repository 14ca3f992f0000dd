package report

import (
	"context"

	"lumbung/store/coop"
)

// SavingSource is a Source that can tell how savings moved, what they earned, and which term deposits run.
type SavingSource interface {
	// SavingMoves gives what every person had, paid in and drew on each saving account over a period, by number.
	SavingMoves(ctx context.Context, from, to coop.Date) ([]coop.SavingMove, error)
	// Specials is the register of special-purpose savings over a period, by purpose.
	Specials(ctx context.Context, from, to coop.Date) (coop.SpecialRegister, error)
	SavingsBook(ctx context.Context, m coop.Month) (coop.SavingsBook, error)
	Terms(ctx context.Context) ([]coop.TermView, error)
	// Idle lists the members of whom nothing was recorded for long, the longest first.
	Idle(ctx context.Context, today coop.Date) ([]coop.IdleView, error)
}

// SavingsInterest is the name of the list of a month's interest: not in List, because it is of a month alone.
const SavingsInterest = "savings-interest"

// savingMoves lists what every member had on each saving, what came and went, and what they have, and proves the sum
// against the accounts.
func savingMoves(ctx context.Context, p *paper) error {
	from := p.flows()
	p.column("number", Code, 18)
	p.column("member", Text, 50)
	p.column("saving", Text, 44)
	p.column("opening", Amount, 28)
	p.column("in", Amount, 28)
	p.column("out", Amount, 28)
	p.column("closing", Amount, 28)
	source, ok := p.source.(SavingSource)
	if !ok {
		return nil
	}
	all, err := source.SavingMoves(ctx, from, p.to)
	if err != nil {
		return err
	}
	balances, err := p.source.TrialBalance(ctx, 0, p.to)
	if err != nil {
		return err
	}
	names, control := map[string]string{}, coop.Money(0)
	for _, b := range balances {
		names[b.Account.Code] = p.pick(b.Account.NameID, b.Account.NameEN)
	}
	for _, b := range balances {
		for _, account := range coop.SavingAccounts {
			if b.Account.Code == account {
				control -= b.Closing()
			}
		}
	}
	var details []int
	last := coop.ID{}
	for i := range all {
		m := &all[i]
		row := Row{Link: Link{Member: m.Member.Member}, Cells: []Cell{
			code(m.Member.Number), text(m.Member.Name), text(names[m.Account]), amount(m.Opening), unlessZero(m.In),
			unlessZero(m.Out), amount(m.Closing()),
		}}
		if m.Member.Member.IsZero() {
			row.Cells[1] = text(p.t("common.unspecified"))
		} else if m.Member.Member == last {
			row.Cells[0], row.Cells[1], row.With = Cell{}, Cell{}, true
		}
		last = m.Member.Member
		details = append(details, p.sheet.add(row))
	}
	total, err := p.sheet.total(Total, 1, p.t("report.total"), details)
	if err != nil {
		return err
	}
	if off := p.sheet.Rows[total].Cells[6].Amount - control; off != 0 {
		p.wrong("report.note.saving-moves-off", coop.FormatMoney(off))
	} else {
		p.note("report.note.savings-ok")
	}
	return nil
}

// specialSavings lists what is saved for each purpose, member by member, and what was saved without naming one, and
// proves the sum against account 21102.
func specialSavings(ctx context.Context, p *paper) error {
	from := p.flows()
	p.column("number", Code, 18)
	p.column("member", Text, 66)
	p.column("opening", Amount, 30)
	p.column("in", Amount, 30)
	p.column("out", Amount, 30)
	p.column("closing", Amount, 32)
	source, ok := p.source.(SavingSource)
	if !ok {
		return nil
	}
	reg, err := source.Specials(ctx, from, p.to)
	if err != nil {
		return err
	}
	var sums []int
	for i := range reg.Groups {
		g := &reg.Groups[i]
		p.sheet.add(Row{Kind: Heading, Cells: []Cell{{}, text(p.purpose(g.Special))}})
		var details []int
		for _, m := range g.Moves {
			details = append(details, p.sheet.add(Row{Link: Link{Member: m.Member.Member}, Cells: []Cell{
				code(m.Member.Number), text(orElse(m.Member.Name, p.t("common.unspecified"))), amount(m.Opening),
				unlessZero(m.In), unlessZero(m.Out), amount(m.Closing()),
			}}))
		}
		sum, err := p.sheet.total(Subtotal, 1, p.t("report.special.sum", g.Savers()), details)
		if err != nil {
			return err
		}
		sums = append(sums, sum)
		if g.ID.IsZero() {
			p.note("report.note.special-none", coop.FormatMoney(g.Sum().Closing()))
		}
	}
	if _, err := p.sheet.total(Total, 1, p.t("report.total"), sums); err != nil {
		return err
	}
	if off := reg.Off(); off != 0 {
		p.wrong("report.note.saving-moves-off", coop.FormatMoney(off))
	} else {
		p.note("report.note.savings-ok")
	}
	return nil
}

// purpose is what a special-purpose saving is for, in words also where it has no name.
func (p *paper) purpose(s coop.Special) string {
	switch {
	case s.Name != "":
		return s.Name
	case s.ID.IsZero():
		return p.t("report.special.none")
	}
	return p.t("report.special.unnamed")
}

// savingsInterest lists what savings earned in a month, member by member, recorded or not.
func savingsInterest(ctx context.Context, p *paper) error {
	p.column("number", Code, 18)
	p.column("member", Text, 56)
	p.column("basis", Amount, 32)
	p.column("rate", Code, 16)
	p.column("gross", Amount, 28)
	p.column("tax", Amount, 24)
	p.column("net", Amount, 28)
	source, ok := p.source.(SavingSource)
	if !ok {
		return nil
	}
	book, err := source.SavingsBook(ctx, p.to.Month())
	if err != nil {
		return err
	}
	shares, err := book.Rules.Run(book.InterestMonth)
	if err != nil {
		return err
	}
	var details []int
	open := 0
	for i := range shares {
		s := &shares[i]
		m := book.People[s.Member]
		basis, rate := s.Basis()
		if !s.Done {
			open++
		}
		details = append(details, p.sheet.add(Row{Link: Link{Member: s.Member}, Cells: []Cell{
			code(m.Number), text(m.Name), amount(basis), code(coop.FormatPoints(rate)), amount(s.Gross),
			unlessZero(s.Tax), amount(s.Net()),
		}}))
	}
	if _, err := p.sheet.total(Total, 1, p.t("report.total"), details); err != nil {
		return err
	}
	if open > 0 {
		p.note("report.note.interest-open", open, len(shares))
	} else {
		p.note("report.note.interest-done", len(shares))
	}
	return nil
}

// terms is the register of term deposits that run, by the day they end.
func terms(ctx context.Context, p *paper) error {
	to := p.at()
	p.column("certificate", Code, 22)
	p.column("member", Text, 54)
	p.column("began", Day, 22)
	p.column("ends", Day, 22)
	p.column("days-left", Count, 16)
	p.column("rate", Code, 16)
	p.column("amount", Amount, 30)
	p.column("accrued", Amount, 26)
	source, ok := p.source.(SavingSource)
	if !ok {
		return nil
	}
	all, err := source.Terms(ctx)
	if err != nil {
		return err
	}
	balances, err := p.source.TrialBalance(ctx, 0, to)
	if err != nil {
		return err
	}
	control := coop.Money(0)
	for _, b := range balances {
		if b.Account.Code == coop.AccountTerm {
			control = -b.Closing()
		}
	}
	var details []int
	due := 0
	for i := range all {
		v := &all[i]
		if err := p.termAt(ctx, v); err != nil {
			return err
		}
		if !v.Runs() || v.Date > to {
			continue
		}
		if v.DaysLeft(to) <= 0 {
			due++
		}
		details = append(details, p.sheet.add(Row{Link: Link{Member: v.Owner.Member}, Cells: []Cell{
			code(v.Number), text(v.Owner.Name), day(v.Date), day(v.End()),
			{Kind: Count, Count: int64(max(0, v.DaysLeft(to)))},
			code(coop.FormatPoints(v.Rate)), amount(v.Held),
			unlessZero(v.Accrued),
		}}))
	}
	total, err := p.sheet.total(Total, 1, p.t("report.total"), details)
	if err != nil {
		return err
	}
	p.note("report.note.terms", len(details), due)
	if loose := control - p.sheet.Rows[total].Cells[6].Amount; loose != 0 {
		p.note("report.note.terms-loose", coop.FormatMoney(loose))
	}
	return nil
}

// LoanLines is a source that knows every line under a loan or a term deposit.
type LoanLines interface {
	LinesOfLoan(ctx context.Context, loan coop.ID) ([]coop.SubLine, error)
}

// termAt makes a term deposit what it was at the end of the paper's day: one that was paid out later still ran then.
func (p *paper) termAt(ctx context.Context, v *coop.TermView) error {
	source, ok := p.source.(LoanLines)
	if !ok {
		return nil
	}
	lines, err := source.LinesOfLoan(ctx, v.ID)
	if err != nil {
		return err
	}
	v.Held, v.Accrued = 0, 0
	for _, l := range lines {
		switch {
		case l.Posted > p.to:
		case l.Account == coop.AccountTerm:
			v.Held -= l.Amount
		case l.Account == coop.AccountAccrued:
			v.Accrued -= l.Amount
		}
	}
	return nil
}

// memberPlaces counts the members by hamlet and by group: who there is, and who came and went in the period.
func memberPlaces(ctx context.Context, p *paper) error {
	from := p.flows()
	all, err := p.source.Members(ctx, "")
	if err != nil {
		return err
	}
	p.column("place", Text, 56)
	for _, key := range []string{"place-opening", "place-in", "place-out", "women", "men", "sex-unknown", "people"} {
		p.column(key, Count, 22)
	}
	for _, by := range []struct {
		key   string
		where func(*coop.MemberView) string
	}{
		{"report.places.hamlet", func(m *coop.MemberView) string { return m.Hamlet }},
		{"report.places.group", func(m *coop.MemberView) string { return m.Group }},
	} {
		p.sheet.add(Row{Kind: Heading, Cells: []Cell{text(p.t(by.key))}})
		sum, first := coop.MemberPlace{}, len(p.sheet.Rows)
		for _, place := range coop.PlacesOf(all, from, p.to, by.where) {
			if place.Name == "" {
				place.Name = p.t("common.unspecified")
			}
			sum.Women, sum.Men, sum.Unknown = sum.Women+place.Women, sum.Men+place.Men, sum.Unknown+place.Unknown
			sum.Came, sum.Left = sum.Came+place.Came, sum.Left+place.Left
			p.placeRow(Detail, &place)
		}
		sum.Name = p.t("report.total")
		last := len(p.sheet.Rows)
		p.placeRow(Total, &sum)
		for row := first; row < last; row++ {
			p.sheet.Rows[last].Sum = append(p.sheet.Rows[last].Sum, row)
		}
	}
	return nil
}

func (p *paper) placeRow(kind RowKind, m *coop.MemberPlace) {
	cells := []Cell{text(m.Name)}
	for _, n := range []int{m.Before(), m.Came, m.Left, m.Women, m.Men, m.Unknown, m.All()} {
		cells = append(cells, Cell{Kind: Count, Count: int64(n)})
	}
	p.sheet.add(Row{Kind: kind, Cells: cells})
}
