package report

import (
	"context"
	"fmt"

	"lumbung/store/coop"
)

// SurplusSource is a source that can divide a year's surplus.
type SurplusSource interface {
	Surplus(ctx context.Context, year int, day coop.Date) (coop.SurplusView, error)
	Meetings(ctx context.Context) ([]coop.MeetingView, error)
	Accounts(ctx context.Context) ([]coop.AccountRow, error)
}

// Division is a year's surplus as it was divided, as the meeting decided, or as it is proposed.
type Division struct {
	View     coop.SurplusView
	Meeting  coop.MeetingView // that decides it; zero: no minutes say how
	Decided  bool             // minutes say how
	Shares   []coop.Share
	Division coop.Allocation
	Problems []coop.Problem // why there is none
	Accounts []coop.AccountRow
}

// DivisionOf reads the surplus of a year and divides it by the minutes of its meeting; where there are none, by the
// settings. What was divided stays as it was recorded, with the minutes that it rests on.
func DivisionOf(ctx context.Context, source SurplusSource, year int) (Division, error) {
	var d Division
	day := coop.ProposalDay(year)
	meetings, err := source.Meetings(ctx)
	if err != nil {
		return d, fmt.Errorf("read the meetings: %w", err)
	}
	d.Meeting, d.Decided = coop.Dividing(meetings, year)
	if d.Decided {
		day = d.Meeting.Meeting.Date
	}
	if d.View, err = source.Surplus(ctx, year, day); err != nil {
		return d, fmt.Errorf("read the surplus: %w", err)
	}
	if d.Accounts, err = source.Accounts(ctx); err != nil {
		return d, fmt.Errorf("read the accounts: %w", err)
	}
	if d.Shares = d.View.Policy.Shares; d.Decided {
		d.Shares = d.Meeting.Minutes.Shares
	}
	for _, m := range meetings {
		if minutes, is := m.MinutesOn(d.View.DividedOn); is && d.View.Divided != 0 {
			d.Meeting, d.Decided, d.Shares = m, true, minutes.Shares
		}
	}
	d.Division, d.Problems = d.View.Allocation(d.Shares)
	return d, nil
}

// divisionFor reads the division for a paper. A year without one is a paper that says why.
func (p *paper) divisionFor(ctx context.Context) (Division, error) {
	p.from = yearStart(p.to)
	p.sheet.From, p.sheet.Period = p.from, p.span(p.from, p.to)
	source, ok := p.source.(SurplusSource)
	if !ok {
		return Division{}, coop.Problem{Key: "report.wrong.name", Args: []any{p.order.Name}}
	}
	d, err := DivisionOf(ctx, source, int(p.to)/10000)
	if err != nil {
		return d, err
	}
	switch {
	case d.View.Divided != 0:
		p.note("report.surplus.divided", p.Date(d.View.Divided))
	case d.Decided && d.Meeting.SignedBy.IsZero():
		p.note("report.surplus.unsigned", p.Date(d.Meeting.Meeting.Date))
	case d.Decided:
		p.note("report.surplus.decided", p.Date(d.Meeting.Meeting.Date))
	default:
		p.note("report.surplus.proposed")
	}
	for _, problem := range append(d.Problems, d.Division.Warnings...) {
		p.note(problem.Key, p.said(problem.Args)...)
	}
	return d, nil
}

// said writes the arguments of a problem for people.
func (p *paper) said(args []any) []any {
	out := make([]any, len(args))
	for i, a := range args {
		switch a := a.(type) {
		case coop.Money:
			out[i] = coop.FormatMoney(a)
		case coop.Date:
			out[i] = p.Date(a)
		default:
			out[i] = a
		}
	}
	return out
}

// surplus shows where the year's surplus came from and how it is divided (domain §7.2, §10).
func surplus(ctx context.Context, p *paper) error {
	d, err := p.divisionFor(ctx)
	if err != nil {
		return err
	}
	p.column("account", Code, 18)
	p.column("name", Text, 90)
	p.column("percent", Code, 18)
	p.column("amount", Amount, 34)
	p.cameFrom(d.View.Surplus)
	if len(d.Problems) > 0 && len(d.Division.Parts) == 0 {
		return nil
	}
	p.sheet.add(Row{Kind: Heading, Cells: []Cell{{}, text(p.t("report.surplus.parts")), {}, {}}})
	names := map[string]string{}
	for _, a := range d.Accounts {
		names[a.Code] = p.pick(a.NameID, a.NameEN)
	}
	var details []int
	a := d.Division
	add := func(account, name, percent string, m coop.Money) {
		details = append(details, p.sheet.add(Row{
			Indent: 1, Link: Link{Account: account}, Cells: []Cell{code(account), text(name), code(percent), amount(m)},
		}))
	}
	if a.Covers > 0 {
		add(coop.AccountDeficit, p.t("report.surplus.covers"), "", a.Covers)
	}
	for _, part := range a.Parts {
		add(part.Account, names[part.Account], coop.PercentText(part.BasisPoints)+"%", part.Amount)
	}
	total := p.sheet.add(Row{Kind: Total, Sum: details, Cells: []Cell{
		{}, text(p.t("report.surplus.total")), {}, amount(p.sumOf(details, 3)),
	}})
	p.note("report.surplus.rounded", coop.FormatMoney(a.PartsRest),
		coop.FormatMoney(a.CapitalRest+a.PatronageRest))
	if off := p.sheet.Rows[total].Cells[3].Amount - d.View.Surplus.Total; off != 0 {
		p.wrong("report.surplus.off", coop.FormatMoney(off))
	}
	return p.agreesWithJournal(d)
}

// sumOf adds up a column of some rows.
func (p *paper) sumOf(rows []int, column int) (sum coop.Money) {
	for _, i := range rows {
		sum += p.sheet.Rows[i].Cells[column].Amount
	}
	return sum
}

// cameFrom shows the surplus by business with members and with others.
func (p *paper) cameFrom(s coop.Surplus) {
	p.sheet.add(Row{Kind: Heading, Cells: []Cell{{}, text(p.t("report.surplus.came")), {}, {}}})
	row := func(key string, m coop.Money) int {
		return p.sheet.add(Row{Indent: 1, Cells: []Cell{{}, text(p.t("report.surplus." + key)), {}, amount(m)}})
	}
	row("members", s.Members)
	row("others", s.Others)
	row("agency", s.Agency)
	row("common", -s.Common)
	key := "report.surplus.by-gross"
	if s.Key == coop.SurplusByTurnover {
		key = "report.surplus.by-turnover"
	}
	p.note(key, coop.FormatMoney(s.CommonMembers), coop.FormatMoney(s.CommonOthers))
	parts := []int{row("from-members", s.FromMembers), row("from-others", s.FromOthers)}
	p.sheet.add(Row{Kind: Subtotal, Sum: parts, Cells: []Cell{
		{}, text(p.t("report.result.surplus")), {}, amount(p.sumOf(parts, 3)),
	}})
}

// agreesWithJournal proves a divided year against the entries that divided it.
func (p *paper) agreesWithJournal(d Division) error {
	if d.View.Divided == 0 {
		return nil
	}
	posted := map[string]coop.Money{}
	for _, s := range d.View.DividedInto {
		posted[s.Account] = s.Amount
	}
	agrees := true
	for _, part := range d.Division.Parts {
		if off := posted[part.Account] - part.Amount; off != 0 {
			agrees = false
			p.wrong("report.surplus.journal-off", part.Account, coop.FormatMoney(off))
		}
	}
	if agrees {
		p.note("report.surplus.journal-ok")
	}
	return nil
}

// surplusMembers lists what every member gets, with what it is reckoned from.
func surplusMembers(ctx context.Context, p *paper) error {
	d, err := p.divisionFor(ctx)
	if err != nil {
		return err
	}
	p.column("number", Code, 18)
	p.column("member", Text, 50)
	p.column("surplus-savings", Amount, 28)
	p.column("surplus-bought", Amount, 28)
	p.column("surplus-interest", Amount, 26)
	p.column("surplus-capital", Amount, 26)
	p.column("surplus-patronage", Amount, 26)
	p.column("surplus-share", Amount, 28)
	var details []int
	a := d.Division
	for _, m := range a.Members {
		if m.Nobody {
			m.Name = p.t("common.unspecified")
		}
		details = append(details, p.sheet.add(Row{Link: Link{Member: m.Member}, Cells: append(
			[]Cell{code(m.Number), text(m.Name)},
			amounts(m.Savings, m.Bought, m.Interest, m.Capital, m.Patronage, m.Share())...,
		)}))
	}
	total, err := p.sheet.total(Total, 1, p.t("report.total"), details)
	if err != nil || len(d.Problems) > 0 {
		return err
	}
	if a.Savings > 0 {
		p.note("report.surplus.capital-rule", coop.FormatMoney(a.Savings), coop.FormatMoney(a.CapitalPool))
	}
	if a.Volume > 0 {
		p.note("report.surplus.patronage-rule", coop.FormatMoney(a.Volume), coop.FormatMoney(a.PatronagePool))
	}
	if d.View.Nameless > 0 {
		p.note("report.surplus.nameless", coop.FormatMoney(d.View.Nameless))
	}
	row := p.sheet.Rows[total].Cells
	for i, account := range []string{coop.AccountCapitalShare, coop.AccountPatronageShare} {
		if off := row[5+i].Amount - a.Of(account); off != 0 {
			p.wrong("report.surplus.journal-off", account, coop.FormatMoney(off))
		}
	}
	return nil
}
