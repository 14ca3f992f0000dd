package report

import (
	"context"
	"slices"

	"lumbung/store/coop"
)

// sheetOf gives the paper of a name; nil where the pack has none.
func (k *Pack) sheetOf(name string) *Sheet {
	i := slices.IndexFunc(k.Sheets, func(s *Sheet) bool { return s.Name == name })
	if i < 0 {
		return nil
	}
	return k.Sheets[i]
}

// figureOf is a figure of a paper, by the key of the words of its row and the key of its column; without a column the
// first amount.
type figureOf struct{ sheet, row, column string }

// find reads the figure.
func (k *Pack) find(f figureOf) (m coop.Money, title string, found bool) {
	s := k.sheetOf(f.sheet)
	if s == nil {
		return 0, "", false
	}
	words := k.words.t(f.row)
	if f.row == "report.equity.closing" {
		words = k.words.t(f.row, k.words.Date(s.To))
	}
	i := s.find(words)
	if i < 0 {
		return 0, "", false
	}
	for c, column := range s.Columns {
		if cell := s.Rows[i].Cells[c]; cell.Kind == Amount && (f.column == "" || column.Key == f.column) {
			return cell.Amount, s.TitleIn(), true
		}
	}
	return 0, "", false
}

// compared are the figures that must be the same in two papers (issue 4 part 5).
var compared = []struct {
	what string
	a, b figureOf
}{
	{
		"assets",
		figureOf{"balance-sheet", "report.position.total.assets", ""},
		figureOf{"balance-sheet", "report.position.both", ""},
	},
	{
		"surplus",
		figureOf{"income", "report.result.surplus", ""},
		figureOf{"balance-sheet", "report.position.surplus", ""},
	},
	{
		"equity",
		figureOf{"balance-sheet", "report.position.total.equity", ""},
		figureOf{"equity", "report.equity.closing", "total"},
	},
	{
		"surplus",
		figureOf{"income", "report.result.surplus", ""},
		figureOf{"equity", "report.equity.result", "total"},
	},
	{
		"surplus",
		figureOf{"income", "report.result.surplus", ""},
		figureOf{"outlets", "report.total", "outlet-result"},
	},
	{
		"surplus",
		figureOf{"income", "report.result.surplus", ""},
		figureOf{"notes", "report.result.surplus", ""},
	},
	{
		"trial",
		figureOf{"trial-balance", "report.total", "closing-debit"},
		figureOf{"trial-balance", "report.total", "closing-credit"},
	},
}

// prove compares the papers with one another.
func (k *Pack) prove() {
	for _, c := range compared {
		a, left, ok := k.find(c.a)
		b, right, also := k.find(c.b)
		if ok && also {
			k.Proofs = append(k.Proofs, Proof{k.words.t("pack.proof." + c.what), left, right, a, b})
		}
	}
	k.proveCash()
	k.proveSavings()
	k.proveAccounts("loans", "report.total", "outstanding", []string{"12101", "12103"}, 1, "loans")
	k.proveAccounts("stock", "report.total", "closing", []string{"13"}, 1, "stock")
	k.proveAccounts("receivables", "report.total", "closing", []string{"12"}, 1, "receivables")
	k.proveAccounts("payables", "report.total", "closing", []string{"22"}, -1, "payables")
	k.proveAccounts("borrowings", "report.total", "owed", []string{"25"}, -1, "borrowings")
	k.proveAccounts("assets", "report.total", "asset-cost", []string{"161", "17101"}, 1, "assets-cost")
	k.proveAccounts("assets", "report.total", "asset-worn", []string{"162", "17109"}, -1, "assets-worn")
	k.proveDivision()
	k.proveMembers()
}

// proveDivision compares the parts of the surplus with the surplus, and the members' list with their parts.
func (k *Pack) proveDivision() {
	division := k.sheetOf("surplus")
	shared, title, ok := k.find(figureOf{"surplus", "report.surplus.total", ""})
	if division == nil || !ok {
		return
	}
	what := k.words.t("pack.proof.allocation")
	if m, income, ok := k.find(figureOf{"income", "report.result.surplus", ""}); ok {
		k.Proofs = append(k.Proofs, Proof{what, income, title, m, shared})
	}
	if m, list, ok := k.find(figureOf{"surplus-members", "report.total", "surplus-share"}); ok {
		parts := division.accountFigure(coop.AccountCapitalShare) + division.accountFigure(coop.AccountPatronageShare)
		k.Proofs = append(k.Proofs, Proof{k.words.t("pack.proof.list"), list, title, m, parts})
	}
}

// proveCash compares the end of the cash flow with the money on the balance sheet.
func (k *Pack) proveCash() {
	m, title, ok := k.find(figureOf{"cash-flow", "report.flow.closing", ""})
	if s := k.sheetOf("balance-sheet"); ok && s != nil {
		cash := s.accountFigure("111") + s.accountFigure("112")
		k.Proofs = append(k.Proofs, Proof{k.words.t("pack.proof.cash"), title, s.TitleIn(), m, cash})
	}
}

// proveSavings compares the members' list with the accounts of savings.
func (k *Pack) proveSavings() {
	list, position := k.sheetOf("savings"), k.sheetOf("balance-sheet")
	if list == nil || position == nil {
		return
	}
	for _, account := range coop.SavingAccounts {
		m, _, ok := k.find(figureOf{"savings", "report.total", "saving-" + account})
		if ok {
			what := k.words.t("pack.proof.account", account)
			there := position.accountFigure(account)
			k.Proofs = append(k.Proofs, Proof{what, list.TitleIn(), position.TitleIn(), m, there})
		}
	}
}

// proveAccounts compares the total of a register with its accounts in the trial balance.
func (k *Pack) proveAccounts(sheet, row, column string, accounts []string, sign coop.Money, what string) {
	m, title, ok := k.find(figureOf{sheet, row, column})
	trial := k.sheetOf("trial-balance")
	if !ok || trial == nil {
		return
	}
	var sum coop.Money
	for _, r := range trial.Rows {
		if r.Kind != Detail || !hasPrefix(r.Link.Account, accounts) {
			continue
		}
		for c, column := range trial.Columns {
			switch column.Key {
			case "closing-debit":
				sum += r.Cells[c].Amount
			case "closing-credit":
				sum -= r.Cells[c].Amount
			}
		}
	}
	k.Proofs = append(k.Proofs, Proof{k.words.t("pack.proof." + what), title, trial.TitleIn(), m, sign * sum})
}

// proveNamed compares each loan on the members' list, and what the cooperative borrowed, with the lines of the journal
// that name it: what a list calls "not detailed" would otherwise make its total agree whatever the list says.
func (k *Pack) proveNamed(ctx context.Context, source Source) error {
	journal, ok := source.(LoanLines)
	if !ok {
		return nil
	}
	lines, err := journal.LinesOfLoan(ctx, coop.ID{})
	if err != nil {
		return err
	}
	to := coop.Date(k.Year*10000 + 1231)
	lent, borrowed := map[coop.ID]coop.Money{}, map[coop.ID]coop.Money{}
	for _, l := range lines {
		switch {
		case l.Posted > to:
		case coop.IsLoan(l.Account):
			lent[l.Loan] += l.Amount
		case coop.IsBorrowing(l.Account):
			borrowed[l.Loan] -= l.Amount
		}
	}
	k.proveLent(lent)
	return k.proveBorrowed(ctx, source, borrowed, to)
}

func (k *Pack) proveLent(lent map[coop.ID]coop.Money) {
	list := k.sheetOf("loans")
	if list == nil {
		return
	}
	var said, there coop.Money
	owed := list.columnOf("outstanding")
	for _, r := range list.Rows {
		if r.Kind != Detail || r.Link.Loan.IsZero() {
			continue
		}
		said, there = said+r.Cells[owed].Amount, there+lent[r.Link.Loan]
		if off := r.Cells[owed].Amount - lent[r.Link.Loan]; off != 0 {
			list.Notes = append(list.Notes, Note{Wrong: true, Text: k.words.t("pack.wrong.loan", r.Cells[0].Text,
				coop.FormatMoney(r.Cells[owed].Amount), coop.FormatMoney(lent[r.Link.Loan]))})
		}
	}
	k.Proofs = append(k.Proofs, Proof{
		k.words.t("pack.proof.loans-named"), list.TitleIn(), k.titleOf("journal"), said, there,
	})
}

func (k *Pack) proveBorrowed(
	ctx context.Context, source Source, borrowed map[coop.ID]coop.Money, to coop.Date,
) error {
	list := k.sheetOf("borrowings")
	lenders, ok := source.(BorrowSource)
	if list == nil || !ok {
		return nil
	}
	views, err := lenders.Borrowings(ctx, to)
	if err != nil {
		return err
	}
	var said, there coop.Money
	for _, v := range views {
		there += borrowed[v.ID]
	}
	owed, date := list.columnOf("owed"), list.columnOf("date")
	for _, r := range list.Rows {
		if r.Kind == Detail && r.Cells[date].Kind == Day { // one of an agreement
			said += r.Cells[owed].Amount
		}
	}
	k.Proofs = append(k.Proofs, Proof{
		k.words.t("pack.proof.borrowings-named"), list.TitleIn(), k.titleOf("journal"), said, there,
	})
	return nil
}

// titleOf is the title of a paper that need not be in the pack.
func (k *Pack) titleOf(name string) string {
	both := TitleOf(name)
	return k.words.pick(both[0], both[1])
}

// proveMembers compares how many members the register has with the list of those who came and left.
func (k *Pack) proveMembers() {
	changes := k.sheetOf("member-changes")
	if changes == nil {
		return
	}
	count := func(key string) (n int64) {
		for _, r := range changes.Rows {
			if r.Cells[1].Text == k.words.t("report.changes."+key) && r.Kind != Heading {
				n = r.Cells[6].Count
			}
		}
		return n
	}
	if register, there := k.registered(); register != nil && there != count("closing") {
		register.Notes = append(register.Notes, Note{
			Text: k.words.t("pack.wrong.register", there, count("closing")), Wrong: true,
		})
	}
	if left := count("opening") + count("in-sum") - count("out-sum"); left != count("closing") {
		changes.Notes = append(changes.Notes, Note{
			Text: k.words.t("pack.wrong.members", left, count("closing")), Wrong: true,
		})
	}
}

// registered counts who stands in the register as a member: not those who left, nor candidates.
func (k *Pack) registered() (register *Sheet, there int64) {
	if register = k.sheetOf("members"); register == nil {
		return nil, 0
	}
	status, left := register.columnOf("status"), register.columnOf("left")
	for _, r := range register.Rows {
		state := coop.MemberRow{Status: r.Cells[status].Value}
		if r.Kind == Detail && r.Cells[left].Text == "" && !state.Candidate() {
			there++
		}
	}
	return register, there
}

// columnOf gives the place of a column by its key.
func (s *Sheet) columnOf(key string) int {
	return slices.IndexFunc(s.Columns, func(c Column) bool { return c.Key == key })
}

// proofSheet prints what was compared.
func (k *Pack) proofSheet(ctx context.Context, source Source, order Order) (*Sheet, error) {
	order.Name = "proofs"
	p, err := newPaper(ctx, source, order)
	if err != nil {
		return nil, err
	}
	p.at()
	p.column("name", Text, 46)
	p.column("paper", Text, 56)
	p.column("amount", Amount, 28)
	p.column("other-paper", Text, 56)
	p.column("other-amount", Amount, 28)
	p.column("off", Amount, 24)
	for _, proof := range k.Proofs {
		p.sheet.add(Row{Cells: []Cell{
			text(proof.What), text(proof.Left), amount(proof.A), text(proof.Right), amount(proof.B),
			amount(proof.Off()),
		}})
	}
	p.note("pack.proofs.note", len(k.Proofs))
	return p.sheet, nil
}
