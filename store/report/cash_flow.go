package report

import (
	"context"
	"maps"
	"slices"
	"strings"

	"lumbung/store/coop"
)

// Money that a cash flow speaks of: tills and banks. Money that came in and is not explained yet stands on suspense;
// it counts as if it had come when it is explained, so that its kind is known.
var (
	cashAccounts     = []string{"111", "112"}
	suspenseAccounts = []string{coop.FlowSuspense}
)

// flowClass is one line of the statement.
type flowClass struct {
	activity string // operating, investing or financing
	key      string
}

// The lines in the order of domain §10.
var flowClasses = []flowClass{
	{"operating", "sales"},
	{"operating", "suppliers"},
	{"operating", "expenses"},
	{"operating", "member-loans"},
	{"operating", "loan-interest"},
	{"operating", "borrowing-interest"},
	{"operating", "other"},
	{"investing", "fixed-assets"},
	{"investing", "investments"},
	{"financing", "own-savings"},
	{"financing", "refunds"},
	{"financing", "grants"},
	{"financing", "borrowings"},
	{"financing", "deposits"},
	{"financing", "surplus-shares"},
	{"financing", "suspense"},
}

// flowRule says which line an account's counterpart belongs to; the first whose prefix fits counts. In and out differ
// where money that comes and money that goes are two lines.
var flowRules = []struct {
	prefix  string
	in, out string
}{
	{"22106", "sales", "suppliers"},
	{"22107", "other", "other"},
	{"22", "suppliers", "suppliers"},
	{"121", "member-loans", "member-loans"},
	{"122", "loan-interest", "loan-interest"},
	{"123", "sales", "sales"},
	{"1240", "other", "expenses"},
	{"12501", "suppliers", "suppliers"},
	{"12502", "expenses", "expenses"},
	{"13", "suppliers", "suppliers"},
	{"14", "expenses", "expenses"},
	{"113", "investments", "investments"},
	{"15", "investments", "investments"},
	{"16", "fixed-assets", "fixed-assets"},
	{"17", "fixed-assets", "fixed-assets"},
	{"211", "deposits", "deposits"},
	{"233", "sales", "sales"},
	{"23", "expenses", "expenses"},
	{"24", "surplus-shares", "surplus-shares"},
	{"25", "borrowings", "borrowings"},
	{"29", "suspense", "suspense"},
	{"3110", "own-savings", "refunds"},
	{"312", "own-savings", "refunds"},
	{"313", "grants", "grants"},
	{"3", "other", "other"},
	{"412", "loan-interest", "loan-interest"},
	{"422", "loan-interest", "loan-interest"},
	{"41", "sales", "sales"},
	{"42", "sales", "sales"},
	{"43", "sales", "sales"},
	{"51", "suppliers", "suppliers"},
	{"52", "suppliers", "suppliers"},
	{"6", "expenses", "expenses"},
	{"72101", "borrowing-interest", "borrowing-interest"},
	{"72", "expenses", "expenses"},
	{"71102", "grants", "grants"},
	{"71", "other", "expenses"},
	{"8", "expenses", "expenses"},
	{"53", "expenses", "expenses"},
}

// moneyFlows is what moved on each line in one period, and the money there was before and after.
type moneyFlows struct {
	opening, closing coop.Money
	by               map[string]coop.Money
}

func (p *paper) flowsOf(ctx context.Context, from, to coop.Date) (moneyFlows, error) {
	m := moneyFlows{by: map[string]coop.Money{}}
	if source, able := p.source.(FlowSource); able {
		flows, err := source.Flows(ctx, from, to)
		m.opening, m.closing = flows.Opening, flows.Closing
		for _, f := range flows.By {
			m.by[classOf(f)] -= f.Amount
		}
		dropEmpty(m.by)
		return m, err
	}
	rows, err := p.source.TrialBalance(ctx, from, to)
	if err != nil {
		return m, err
	}
	for _, b := range rows {
		if !b.Account.Heading && hasPrefix(b.Account.Code, cashAccounts) {
			m.opening += b.Opening
			m.closing += b.Closing()
		}
	}
	entries, err := p.source.Entries(ctx, coop.EntryQuery{From: from, To: to, Posted: true})
	for i := range entries {
		addFlows(m.by, entries[i].Lines)
	}
	dropEmpty(m.by)
	return m, err
}

// dropEmpty forgets the lines on which nothing moved in the end.
func dropEmpty(by map[string]coop.Money) {
	maps.DeleteFunc(by, func(_ string, m coop.Money) bool { return m == 0 })
}

// cashFlow shows where money came from and went, by the direct method, beside the same period of the year before.
func cashFlow(ctx context.Context, p *paper) error {
	from := p.flows()
	now, err := p.flowsOf(ctx, from, p.to)
	if err != nil {
		return err
	}
	years := []moneyFlows{now}
	if from >= yearStart(p.to) {
		was, until := before(from, p.to)
		last, err := p.flowsOf(ctx, was, until)
		if err != nil {
			return err
		}
		if last.opening != 0 || last.closing != 0 || len(last.by) > 0 {
			years = append(years, last)
		}
	}
	p.column("name", Text, 106)
	p.noteColumn()
	p.column("amount", Amount, 40)
	if len(years) > 1 {
		p.column("year-before", Amount, 40)
	}
	var activities []int
	for _, activity := range []string{"operating", "investing", "financing"} {
		i, err := p.activity(activity, years)
		if err != nil {
			return err
		}
		activities = append(activities, i)
	}
	change, err := p.sheet.total(Total, 0, p.t("report.flow.change"), activities)
	if err != nil {
		return err
	}
	opening := []Cell{text(p.t("report.flow.opening")), {}}
	for _, y := range years {
		opening = append(opening, amount(y.opening))
	}
	first := p.sheet.add(Row{Cells: opening})
	last, err := p.sheet.total(Total, 0, p.t("report.flow.closing"), []int{change, first})
	if err != nil {
		return err
	}
	p.sheet.Rows[last].Cells[1] = code(moneyNote(now.closing))
	for i, y := range years {
		if off := p.sheet.Rows[last].Cells[2+i].Amount - y.closing; off != 0 {
			p.wrong("report.note.flow-off", coop.FormatMoney(y.closing), coop.FormatMoney(off))
		}
	}
	if p.sheet.Agrees() {
		p.note("report.note.flow-ok")
	}
	return nil
}

func (p *paper) activity(key string, years []moneyFlows) (int, error) {
	p.sheet.add(Row{Kind: Heading, Cells: []Cell{text(p.t("report.flow." + key))}})
	var rows []int
	for _, class := range flowClasses {
		if class.activity != key {
			continue
		}
		row := Row{Indent: 1, Cells: []Cell{text(p.t("report.flow." + class.key)), {}}}
		any := false
		for _, y := range years {
			row.Cells = append(row.Cells, amount(y.by[class.key]))
			any = any || y.by[class.key] != 0
		}
		if any {
			rows = append(rows, p.sheet.add(row))
		}
	}
	return p.sheet.total(Subtotal, 0, p.t("report.flow.net"), rows)
}

func hasPrefix(account string, prefixes []string) bool {
	return slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(account, p) })
}

// addFlows gives the money of one entry to the lines of the statement. The lines of an entry that are not money add up
// to its money, so each counterpart is one flow. What a lender or the cooperative keeps back from a loan is shown with
// the loan, and costs that the bank takes from its interest with the costs.
func addFlows(flows map[string]coop.Money, lines []coop.LineView) {
	var money coop.Money
	touches := false
	for _, l := range lines {
		if hasPrefix(l.Account, cashAccounts) {
			money += l.Amount
			touches = true
		}
		touches = touches || hasPrefix(l.Account, suspenseAccounts)
	}
	if !touches {
		return
	}
	lends := slices.ContainsFunc(lines, func(l coop.LineView) bool {
		return strings.HasPrefix(l.Account, coop.FlowLoans) && l.Amount > 0
	})
	borrows := slices.ContainsFunc(lines, func(l coop.LineView) bool {
		return strings.HasPrefix(l.Account, coop.FlowBorrowings) && l.Amount < 0
	})
	for _, l := range lines {
		if !hasPrefix(l.Account, cashAccounts) {
			f := coop.Flow{
				Account: l.Account, Credit: l.Amount < 0, Came: money >= 0, Lends: lends, Borrows: borrows,
			}
			flows[classOf(f)] -= l.Amount
		}
	}
}

// classOf finds the line of one counterpart.
func classOf(f coop.Flow) string {
	switch {
	case f.Lends && strings.HasPrefix(f.Account, "412"):
		return "member-loans"
	case f.Borrows && strings.HasPrefix(f.Account, "72"):
		return "borrowings"
	}
	comes := f.Credit
	if strings.HasPrefix(f.Account, "71") {
		comes = f.Came
	}
	for _, rule := range flowRules {
		if strings.HasPrefix(f.Account, rule.prefix) {
			if comes {
				return rule.in
			}
			return rule.out
		}
	}
	return "other"
}
