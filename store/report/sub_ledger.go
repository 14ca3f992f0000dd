package report

import (
	"context"
	"slices"
	"strings"

	"lumbung/store/coop"
)

// SubSource is a Source that can tell what each member or supplier has on the accounts that ask for one.
type SubSource interface {
	SubLedger(ctx context.Context, dim coop.Dim, from, to coop.Date) ([]coop.SubView, error)
}

// PartySource is a source that knows who stands on accounts without being a member: suppliers, buyers, staff.
type PartySource interface {
	PartyNames(ctx context.Context) (map[coop.ID]string, error)
}

// receivables lists who owes the cooperative what, account by account: members, buyers, staff (buku pembantu piutang).
func receivables(ctx context.Context, p *paper) error {
	return p.subLedger(ctx, "12", coop.Money(1))
}

// payables lists whom the cooperative owes for what it bought (buku pembantu utang).
func payables(ctx context.Context, p *paper) error {
	return p.subLedger(ctx, "22", coop.Money(-1))
}

// subLedger lays out the accounts that begin so by whom they are about, and proves each against the trial balance. Sign
// is 1 where a debit is more, -1 where a credit is.
func (p *paper) subLedger(ctx context.Context, prefix string, sign coop.Money) error {
	from := p.flows()
	control, err := p.source.TrialBalance(ctx, from, p.to)
	if err != nil {
		return err
	}
	by, err := p.subjects(ctx, from)
	if err != nil {
		return err
	}
	p.column("number", Code, 18)
	p.column("sub-name", Text, 60)
	p.column("opening", Amount, 28)
	p.column("debit", Amount, 28)
	p.column("credit", Amount, 28)
	p.column("closing", Amount, 30)
	p.sheet.Carry = true
	var sums []int
	for _, b := range control {
		if b.Account.Heading || !strings.HasPrefix(b.Account.Code, prefix) {
			continue
		}
		i, err := p.subAccount(b, by[b.Account.Code], sign)
		if err != nil {
			return err
		}
		sums = append(sums, i)
	}
	if _, err := p.sheet.total(Total, 1, p.t("report.total"), sums); err != nil {
		return err
	}
	if p.sheet.Agrees() {
		p.note("report.note.savings-ok")
	}
	return nil
}

// subjects gives by account what each member, supplier or other party has on it; nothing where the source cannot tell.
func (p *paper) subjects(ctx context.Context, from coop.Date) (map[string][]coop.SubView, error) {
	by := map[string][]coop.SubView{}
	source, ok := p.source.(SubSource)
	if !ok {
		return by, nil
	}
	names := map[coop.ID]string{}
	if parties, ok := p.source.(PartySource); ok {
		var err error
		if names, err = parties.PartyNames(ctx); err != nil {
			return nil, err
		}
	}
	for _, dim := range []coop.Dim{coop.DimMember, coop.DimSupplier} {
		views, err := source.SubLedger(ctx, dim, from, p.to)
		if err != nil {
			return nil, err
		}
		for _, v := range views {
			if v.Name == "" {
				v.Name = names[v.Subject]
			}
			by[v.Account.Code] = append(by[v.Account.Code], v)
		}
	}
	return by, nil
}

// subAccount adds one account with its subjects; one that asks for nobody is a single line.
func (p *paper) subAccount(b coop.AccountBalance, views []coop.SubView, sign coop.Money) (int, error) {
	name := p.pick(b.Account.NameID, b.Account.NameEN)
	link := Link{Account: b.Account.Code}
	p.sheet.add(Row{Kind: Heading, Link: link, Cells: []Cell{code(b.Account.Code), text(name)}})
	if len(views) == 0 {
		views = []coop.SubView{{Account: b.Account, Name: name, Opening: b.Opening, Debit: b.Debit, Credit: b.Credit}}
	}
	var details []int
	for _, v := range views {
		if v.Opening == 0 && v.Debit == 0 && v.Credit == 0 {
			continue
		}
		row := Row{Link: Link{Account: b.Account.Code}, Cells: []Cell{
			code(v.Number), text(orElse(v.Name, p.t("common.unspecified"))), amount(sign * v.Opening),
			amount(v.Debit), amount(v.Credit), amount(sign * v.Closing()),
		}}
		if v.Number != "" {
			row.Link = Link{Member: v.Subject}
		}
		details = append(details, p.sheet.add(row))
	}
	i, err := p.sheet.total(Subtotal, 1, p.t("report.total"), details)
	if err != nil {
		return i, err
	}
	if off := p.sheet.Rows[i].Cells[5].Amount - sign*b.Closing(); off != 0 {
		p.wrong("report.note.savings-off", b.Account.Code, coop.FormatMoney(off))
	}
	return i, nil
}

func orElse(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}

// stock lists what goods were there, came, went and are left, by the kind of goods (domain §4: 13).
func stock(ctx context.Context, p *paper) error {
	from := p.flows()
	rows, err := p.source.TrialBalance(ctx, from, p.to)
	if err != nil {
		return err
	}
	p.column("account", Code, 14)
	p.column("name", Text, 70)
	p.column("opening", Amount, 28)
	p.column("in", Amount, 28)
	p.column("out", Amount, 28)
	p.column("closing", Amount, 30)
	var details []int
	for _, b := range rows {
		if b.Account.Heading || !strings.HasPrefix(b.Account.Code, "13") {
			continue
		}
		details = append(details, p.sheet.add(Row{Link: Link{Account: b.Account.Code}, Cells: []Cell{
			code(b.Account.Code), text(p.pick(b.Account.NameID, b.Account.NameEN)), amount(b.Opening), amount(b.Debit),
			amount(b.Credit), amount(b.Closing()),
		}}))
	}
	_, err = p.sheet.total(Total, 1, p.t("report.total"), details)
	return err
}

// packCount is the form on which the stock of the year's end is counted by hand, with what the books say of it: the
// stock minutes of domain §10.1 [GK].
func packCount(ctx context.Context, p *paper) error {
	there, err := p.other(ctx, "stock")
	if err != nil {
		return err
	}
	p.sheet.Period, p.sheet.Lines = p.t("report.period.at", p.Date(p.to)), true
	p.column("account", Code, 14)
	p.column("name", Text, 56)
	p.column("booked", Amount, 30)
	for _, key := range []string{"counted", "off", "remark"} {
		p.column("count-"+key, Text, 34)
	}
	booked := there.columnOf("closing")
	for _, r := range there.Rows {
		if r.Kind == Detail {
			p.sheet.add(Row{Link: r.Link, Cells: []Cell{r.Cells[0], r.Cells[1], r.Cells[booked], {}, {}, {}}})
		}
	}
	p.note("pack.count.note")
	if err := p.sign(ctx); err != nil {
		return err
	}
	p.sheet.Place = orDots(p.place) + ", " + orDots("")
	p.sheet.Signatures = []Signature{
		{Role: p.t("pack.count.by")}, {Role: p.t("pack.count.outlet")}, {Role: p.t("pack.count.witness")},
	}
	return nil
}

// memberChanges tells how many members there were, who came, who left, and how many there are: women and men apart
// (domain §10.1).
func memberChanges(ctx context.Context, p *paper) error {
	from := p.flows()
	all, err := p.source.Members(ctx, "")
	if err != nil {
		return err
	}
	p.column("number", Code, 20)
	p.column("member", Text, 60)
	p.column("hamlet", Text, 36)
	p.column("date", Code, 24)
	p.column("women", Count, 20)
	p.column("men", Count, 20)
	p.column("people", Count, 20)
	first, last := dayText(from), p.to.String()
	counts := map[string][3]int64{}
	var came, left []*coop.MemberView
	for i := range all {
		m := &all[i]
		if m.Same != m.Member || m.Candidate() || m.Joined > last {
			continue
		}
		if m.Joined < first {
			counts["opening"] = counted(counts["opening"], m)
		} else {
			counts["in"], came = counted(counts["in"], m), append(came, m)
		}
		switch {
		case m.Left == "" || m.Left > last:
			counts["closing"] = counted(counts["closing"], m)
		case m.Left < first: // gone before: never here in this period
			counts["opening"] = uncounted(counts["opening"], m)
		default:
			counts["out"], left = counted(counts["out"], m), append(left, m)
		}
	}
	p.countRow(Subtotal, "report.changes.opening", counts["opening"])
	p.changes("in", came, counts["in"], func(m *coop.MemberView) string { return m.Joined })
	p.changes("out", left, counts["out"], func(m *coop.MemberView) string { return m.Left })
	p.countRow(Total, "report.changes.closing", counts["closing"])
	return nil
}

// dayText writes a day as the register holds days; none before all of them.
func dayText(d coop.Date) string {
	if d == 0 {
		return ""
	}
	return d.String()
}

// counted counts a member among women, men and all.
func counted(c [3]int64, m *coop.MemberView) [3]int64 {
	return [3]int64{c[0] + int64(sexIs(m, "P")), c[1] + int64(sexIs(m, "L")), c[2] + 1}
}

func uncounted(c [3]int64, m *coop.MemberView) [3]int64 {
	return [3]int64{c[0] - int64(sexIs(m, "P")), c[1] - int64(sexIs(m, "L")), c[2] - 1}
}

func (p *paper) countRow(kind RowKind, key string, c [3]int64, sum ...int) {
	row := Row{Kind: kind, Sum: sum, Cells: []Cell{{}, text(p.t(key)), {}, {}}}
	for _, n := range c {
		row.Cells = append(row.Cells, Cell{Kind: Count, Count: n})
	}
	p.sheet.add(row)
}

// changes lists those who came or left, by day.
func (p *paper) changes(key string, who []*coop.MemberView, sum [3]int64, day func(*coop.MemberView) string) {
	p.sheet.add(Row{Kind: Heading, Cells: []Cell{{}, text(p.t("report.changes." + key))}})
	slices.SortStableFunc(who, func(a, b *coop.MemberView) int { return strings.Compare(day(a), day(b)) })
	var rows []int
	for _, m := range who {
		row := Row{Link: Link{Member: m.Member}, Cells: []Cell{
			code(m.Number), text(m.Name), text(m.Hamlet), code(isoDay(day(m))),
		}}
		for _, n := range counted([3]int64{}, m) {
			row.Cells = append(row.Cells, Cell{Kind: Count, Count: n})
		}
		rows = append(rows, p.sheet.add(row))
	}
	p.countRow(Subtotal, "report.changes."+key+"-sum", sum, rows...)
}
