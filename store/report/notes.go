package report

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"lumbung/store/coop"
)

// notesName is the name of the notes among the statements.
const notesName = "notes"

// calk is the notes to the statements while they are made: words that people may change, figures of the ledger.
type calk struct {
	*paper
	facts  map[string]string
	now    []coop.AccountBalance
	before map[string]coop.Money // closing balances of the year before, debit positive
}

// notes are the notes to the statements (CALK) in the eight sections of domain §10.
func notes(ctx context.Context, p *paper) error {
	p.at()
	n := &calk{paper: p}
	year := yearStart(p.to)
	err := n.readNumbers(ctx)
	if err != nil {
		return err
	}
	if n.facts, err = p.facts(ctx); err != nil {
		return err
	}
	p.column("name", Text, 110)
	p.column("now", Amount, 34)
	p.column("before", Amount, 34)
	p.sheet.Columns[1].Title, p.sheet.Columns[2].Title = coop.DateShort(p.to), coop.DateShort(year.AddDays(-1))
	for _, part := range []func(context.Context) error{
		n.general, n.policies, n.details, n.business, n.related, n.commitments, n.events, n.worth,
	} {
		if err := part(ctx); err != nil {
			return err
		}
	}
	return nil
}

// section begins a section with its words, where it has some.
func (n *calk) section(ctx context.Context, heading, words string) error {
	n.sheet.add(Row{Kind: Heading, Cells: []Cell{text(n.t("report.calk." + heading))}})
	if words == "" {
		return nil
	}
	said, err := n.words(ctx, words, n.facts)
	if err != nil {
		return err
	}
	n.sheet.prose(said)
	return nil
}

func (n *calk) general(ctx context.Context) error {
	if err := n.section(ctx, "1", "notes.general"); err != nil {
		return err
	}
	n.sheet.prose(coop.FillWords(n.t("report.calk.people"), n.facts))
	n.sheet.prose(coop.FillWords(n.t("report.calk.members"), n.facts))
	return nil
}

func (n *calk) policies(ctx context.Context) error { return n.section(ctx, "2", "notes.policies") }

// details explains every line of the balance sheet: account by account, with the year before.
func (n *calk) details(ctx context.Context) error {
	if err := n.section(ctx, "3", ""); err != nil {
		return err
	}
	var assets []int
	numbers := n.numbers()
	for _, group := range n.groups() {
		i, err := n.group(group, numbers[group.Account.Code])
		if err != nil {
			return err
		}
		if group.Account.Code[0] == '1' {
			assets = append(assets, i)
		}
		if group.Account.Code == loanGroup {
			if err := n.loanAges(ctx); err != nil {
				return err
			}
		}
	}
	position, err := n.other(ctx, "balance-sheet")
	if err != nil {
		return err
	}
	surplus := n.t("report.position.surplus")
	n.sheet.add(Row{Kind: Subtotal, Indent: 1, Link: Link{Account: coop.AccountSurplus}, Cells: []Cell{
		text(surplus), amount(position.figure(surplus)), amount(position.figureIn(surplus, 1)),
	}})
	var sum coop.Money
	for _, i := range assets {
		sum += n.sheet.Rows[i].Cells[1].Amount
	}
	if off := sum - position.figure(n.t("report.position.total.assets")); off != 0 {
		n.wrong("report.calk.assets-off", coop.FormatMoney(off))
	}
	return n.savers(ctx)
}

// groups are the two-digit headings of assets, liabilities and equity that have anything in them in either year.
func (n *calk) groups() []coop.AccountBalance {
	var all []coop.AccountBalance
	for _, b := range n.now {
		code := b.Account.Code
		if len(code) == 2 && b.Account.Heading && code < "40" && n.any(code) {
			all = append(all, b)
		}
	}
	return all
}

// any says whether an account under a heading has anything in it in either year.
func (n *calk) any(group string) bool {
	return slices.ContainsFunc(n.now, func(b coop.AccountBalance) bool { return n.explained(b.Account, group) })
}

// explained says whether an account stands under a heading of the details. The year's surplus is one line, whether the
// year is closed or not.
func (n *calk) explained(a coop.AccountRow, group string) bool {
	if a.Heading || a.Code[:2] != group || a.Code == coop.AccountSurplus {
		return false
	}
	at := slices.IndexFunc(n.now, func(b coop.AccountBalance) bool { return b.Account.Code == a.Code })
	return n.now[at].Closing() != 0 || n.before[a.Code] != 0
}

// group explains one line: its accounts, credit positive where they are debts or equity.
func (n *calk) group(group coop.AccountBalance, number string) (int, error) {
	sign := coop.Money(1)
	if group.Account.Code[0] != '1' {
		sign = -1
	}
	n.sheet.add(Row{Kind: Heading, Indent: 1, Link: Link{Account: group.Account.Code}, Cells: []Cell{
		text(number + " " + n.pick(group.Account.NameID, group.Account.NameEN)),
	}})
	var details []int
	for _, b := range n.now {
		account := b.Account
		if !n.explained(account, group.Account.Code) {
			continue
		}
		now, before := sign*b.Closing(), sign*n.before[account.Code]
		details = append(details, n.sheet.add(Row{Indent: 2, Link: Link{Account: account.Code}, Cells: []Cell{
			text(n.pick(account.NameID, account.NameEN)), amount(now), amount(before),
		}}))
	}
	i, err := n.sheet.total(Subtotal, 0, n.t("report.total"), details)
	n.sheet.Rows[i].Indent = 1
	return i, err
}

// largestSavers is how many of the largest savers are told, without their names (domain §10).
const largestSavers = 3

// savers tells how many save, and how much the largest have.
func (n *calk) savers(ctx context.Context) error {
	all, err := n.source.Savings(ctx, n.to)
	if err != nil {
		return err
	}
	var sums []coop.Money
	for _, s := range all {
		var sum coop.Money
		for account, m := range s.By {
			if slices.Contains(coop.BlockableAccounts, account) {
				sum += m
			}
		}
		if sum > 0 && !s.Member.Member.IsZero() {
			sums = append(sums, sum)
		}
	}
	if len(sums) == 0 {
		return nil
	}
	slices.SortFunc(sums, func(a, b coop.Money) int { return cmp.Compare(b, a) })
	n.sheet.prose(n.t("report.calk.savers", len(sums)))
	for i, m := range sums[:min(len(sums), largestSavers)] {
		n.sheet.add(Row{Indent: 2, Cells: []Cell{text(n.t("report.calk.saver", i+1)), amount(m)}})
	}
	return nil
}

// business tells what was done with members and with others, as the statement of the result says it.
func (n *calk) business(ctx context.Context) error {
	if err := n.section(ctx, "4", ""); err != nil {
		return err
	}
	s, err := n.other(ctx, "income")
	if err != nil {
		return err
	}
	for _, key := range []string{
		"member-gross", "member-cost", "member-net", "other-gross", "other-cost", "other-net", "gross", "surplus",
		"from-members", "from-others",
	} {
		words := n.t("report.result." + key)
		if s.find(words) < 0 {
			continue
		}
		row := Row{Indent: 1, Cells: []Cell{text(words), amount(s.figure(words)), amount(s.figureIn(words, 1))}}
		if strings.HasSuffix(key, "-net") || key == "surplus" {
			row.Kind = Subtotal
		}
		n.sheet.add(row)
	}
	return nil
}

// accounts adds rows of single accounts, where there is anything on them.
func (n *calk) accounts(sign coop.Money, prefixes ...string) (any bool) {
	for _, b := range n.now {
		if b.Account.Heading || !hasPrefix(b.Account.Code, prefixes) || b.Closing() == 0 {
			continue
		}
		n.sheet.add(Row{Indent: 1, Link: Link{Account: b.Account.Code}, Cells: []Cell{
			text(n.pick(b.Account.NameID, b.Account.NameEN)), amount(sign * b.Closing()),
			amount(sign * n.before[b.Account.Code]),
		}})
		any = true
	}
	return any
}

func (n *calk) related(ctx context.Context) error {
	if err := n.section(ctx, "5", "notes.related"); err != nil {
		return err
	}
	any, err := n.lentToRelated(ctx)
	if err != nil {
		return err
	}
	if n.accounts(1, "12401", "12502") || any {
		return nil
	}
	n.none()
	return nil
}

// lentToRelated tells what loans the board, supervisors and their families owe.
func (n *calk) lentToRelated(ctx context.Context) (any bool, err error) {
	if _, ok := n.source.(LoanSource); !ok {
		return false, nil
	}
	r, err := n.loanRegister(ctx)
	if err != nil {
		return false, err
	}
	owed, _ := r.Related()
	if owed != 0 {
		n.sheet.add(Row{Indent: 1, Cells: []Cell{text(n.t("report.calk.related-loans")), amount(owed)}})
	}
	return owed != 0, nil
}

// none says that a section has nothing to tell.
func (n *calk) none() { n.sheet.prose(n.t("report.calk.none")) }

func (n *calk) commitments(ctx context.Context) error {
	if err := n.section(ctx, "6", "notes.commitments"); err != nil {
		return err
	}
	owed := n.accounts(-1, "25")
	if lent := n.accounts(1, "99101", "99102", "99103"); !owed && !lent {
		n.none()
	}
	return nil
}

func (n *calk) events(ctx context.Context) error { return n.section(ctx, "7", "notes.events") }

// worth tells what membership was worth.
func (n *calk) worth(ctx context.Context) error {
	if err := n.section(ctx, "8", ""); err != nil {
		return err
	}
	s, err := n.other(ctx, "promotion")
	if err != nil {
		return err
	}
	for _, key := range []string{"prices-sum", "loans-sum", "savings-sum", "surplus-sum", "total"} {
		words := n.t("report.promotion." + key)
		row := Row{Indent: 1, Cells: []Cell{text(words), amount(s.figureIn(words, 2))}}
		if key == "total" {
			row.Kind = Subtotal
		}
		n.sheet.add(row)
	}
	n.sheet.prose(n.t("report.calk.worth"))
	return nil
}
