package report

import (
	"context"
	"maps"
	"slices"

	"lumbung/store/coop"
)

// MemberSource is a Source that can tell all that one member has.
type MemberSource interface {
	Accounts(ctx context.Context) ([]coop.AccountRow, error)
	MemberStatement(ctx context.Context, id coop.ID, from, to coop.Date) (coop.MemberStatement, error)
}

// memberStatement lays out what one member has, account by account with what came and went, and what is still owed.
func memberStatement(ctx context.Context, p *paper) error {
	source, ok := p.source.(MemberSource)
	if !ok || p.order.Member.IsZero() {
		return coop.Problem{Key: "report.wrong.member"}
	}
	accounts, err := source.Accounts(ctx)
	if err != nil {
		return err
	}
	s, err := source.MemberStatement(ctx, p.order.Member, p.flows(), p.to)
	if err != nil {
		return err
	}
	if err := p.yearsApart(ctx, source, accounts, &s); err != nil {
		return err
	}
	p.sheet.About = s.Member.Name
	if s.Member.Number != "" {
		p.sheet.About += " · " + p.t("report.slip.member", s.Member.Number)
	}
	if s.Member.Hamlet != "" {
		p.sheet.About += " · " + s.Member.Hamlet
	}
	p.column("date", Day, 20)
	p.column("voucher", Code, 36)
	p.column("description", Text, 54)
	p.column("month", Code, 18)
	p.column("in", Amount, 27)
	p.column("out", Amount, 27)
	p.column(keyBalance, Amount, 28)
	p.sheet.Carry = true
	var savings coop.Money
	for _, a := range accounts {
		if err := p.memberAccount(a, &s); err != nil {
			return err
		}
		if slices.Contains(coop.SavingAccounts, a.Code) {
			savings += s.Closing[a.Code]
		}
	}
	p.sheet.add(Row{Kind: Total, Cells: []Cell{
		{}, {}, text(p.t("report.member.savings")), {}, {}, {}, amount(savings),
	}})
	if len(s.Unpaid) > 0 {
		p.note("report.member.arrears", p.Months(s.Unpaid), coop.FormatMoney(s.Arrears))
	} else if s.Member.Left == "" {
		p.note("report.member.paid", p.Date(p.to))
	}
	return nil
}

// yearsApart lets accounts of the result begin each year with nothing, as they do in the ledger: what a member bought
// in years before is no balance that they have.
func (p *paper) yearsApart(
	ctx context.Context, source MemberSource, accounts []coop.AccountRow, s *coop.MemberStatement,
) error {
	if s.From == 0 {
		return nil
	}
	earlier, err := source.MemberStatement(ctx, p.order.Member, 0, yearStart(s.From).AddDays(-1))
	if err != nil {
		return err
	}
	s.Opening, s.Closing = maps.Clone(s.Opening), maps.Clone(s.Closing)
	for _, a := range accounts {
		if was := earlier.Closing[a.Code]; isResult(a) && was != 0 {
			s.Opening[a.Code] -= was
			s.Closing[a.Code] -= was
		}
	}
	return nil
}

// memberAccount adds what a member has on one account, where there is anything.
func (p *paper) memberAccount(a coop.AccountRow, s *coop.MemberStatement) error {
	balance := s.Opening[a.Code]
	lines := slices.DeleteFunc(slices.Clone(s.Lines), func(l coop.SavingLine) bool { return l.Account != a.Code })
	if len(lines) == 0 && balance == 0 && s.Closing[a.Code] == 0 {
		return nil
	}
	p.sheet.add(Row{Kind: Heading, Link: Link{Account: a.Code}, Cells: []Cell{
		{}, code(a.Code), text(p.pick(a.NameID, a.NameEN)),
	}})
	opening := Row{Kind: Subtotal, Cells: []Cell{{}, {}, text(p.t("report.page.opening")), {}, {}, {}, amount(balance)}}
	if s.From != 0 {
		opening.Cells[0] = day(s.From)
	}
	p.sheet.add(opening)
	var details []int
	for i := range lines {
		l := &lines[i]
		l.Member = "" // the whole sheet is theirs
		balance += l.Amount
		month := Cell{}
		if l.Month != 0 {
			month = code(p.monthShort(int(l.Month%100)) + " " + l.Month.First().String()[:4])
		}
		details = append(details, p.sheet.add(Row{Link: Link{Entry: l.Entry}, Cells: []Cell{
			day(l.Date), code(l.Voucher), text(p.Line(&l.PageLine)), month, unlessZero(max(l.Amount, 0)),
			unlessZero(max(-l.Amount, 0)), amount(balance),
		}}))
	}
	total, err := p.sheet.total(Subtotal, 2, p.t("report.page.closing"), details)
	if err != nil {
		return err
	}
	p.sheet.Rows[total].Cells[0], p.sheet.Rows[total].Cells[6] = day(s.To), Cell{}
	p.sheet.add(Row{Kind: Total, Cells: []Cell{
		{}, {}, text(p.t("report.page.balance")), {}, {}, {}, amount(balance),
	}})
	if off := s.Closing[a.Code] - balance; off != 0 {
		p.wrong("report.note.page-off", coop.FormatMoney(off))
	}
	return nil
}

// signMember sets the places of a member's statement: who keeps the book, and whose it is.
func (p *paper) signMember(ctx context.Context) error {
	treasurer, err := p.treasurer(ctx)
	if err != nil {
		return err
	}
	p.sheet.Signatures = []Signature{
		{Role: p.t("report.sign.member")}, {Role: p.t("report.sign.1"), Name: treasurer},
	}
	p.sheet.Place = orDots(p.place) + ", " + p.Date(p.signedOn())
	return nil
}

// treasurer is the name of who keeps the book; empty where nobody does.
func (p *paper) treasurer(ctx context.Context) (string, error) {
	users, err := p.source.Users(ctx)
	for _, u := range users {
		if u.Role == coop.RoleTreasurer {
			return u.Name, err
		}
	}
	return "", err
}
