package report

import (
	"context"
	"strconv"
	"strings"

	"lumbung/store/coop"
)

// LoanSource is a Source that knows the loans to members.
type LoanSource interface {
	// Loans gives every loan as it stood at the end of a day, in the order of the applications.
	Loans(ctx context.Context, day coop.Date) (coop.LoanRegister, error)
	Loan(ctx context.Context, id coop.ID, day coop.Date) (coop.LoanView, error)
}

// LoanCard is the name of the card of one loan: not in List, because it needs a loan.
const LoanCard = "loan"

// loanRegister reads the loans at the end of the period; without a source of loans there are none.
func (p *paper) loanRegister(ctx context.Context) (coop.LoanRegister, error) {
	source, ok := p.source.(LoanSource)
	if !ok {
		return coop.LoanRegister{Day: p.at()}, nil
	}
	return source.Loans(ctx, p.at())
}

// lives says whether a loan belongs on a register of the day: what is owed on it, or was written off and is claimed.
func lives(v *coop.LoanView) bool {
	return v.PaidOut != 0 && (v.Runs() || v.Outstanding != 0 || v.WrittenOff != 0 || v.Arrears.Sum() != 0)
}

// loanColumns begins every register of loans: which loan, and whose.
func (p *paper) loanColumns() {
	p.column("loan", Code, 26)
	p.column("number", Code, 16)
	p.column("member", Text, 40)
}

func (p *paper) loanRow(v *coop.LoanView, cells ...Cell) Row {
	return Row{
		Link:  Link{Member: v.Case.Loan.Member, Loan: v.Case.ID},
		Cells: append([]Cell{code(v.Number), code(v.MemberNumber), text(v.MemberName)}, cells...),
	}
}

// loans is the register: what was lent, under which terms, and what is owed; reconciled with 121… of the ledger.
func loans(ctx context.Context, p *paper) error {
	r, err := p.loanRegister(ctx)
	if err != nil {
		return err
	}
	p.loanColumns()
	p.column("paid-out", Day, 20)
	p.column("months", Count, 12)
	p.column("loan-rate", Code, 16)
	p.column("method", Text, 18)
	p.column("lent", Amount, 28)
	p.column("loan-repaid", Amount, 28)
	p.column("outstanding", Amount, 28)
	p.column("loan-status", Text, 26)
	var details []int
	for i := range r.Loans {
		v := &r.Loans[i]
		if !lives(v) {
			continue
		}
		row := p.loanRow(v, day(v.PaidOut), Cell{Kind: Count, Count: v.Case.Terms.Months},
			code(p.rate(v.Case.Terms.Rate)), text(p.t("loan.method."+v.Case.Terms.Method.String())),
			amount(v.Lent), amount(v.Lent-v.Outstanding), amount(v.Outstanding), text(p.t(v.Status.Key())))
		details = append(details, p.sheet.add(row))
	}
	if off := r.Unnamed(); off != 0 {
		row := Row{Link: Link{Account: coop.AccountLoan}, Cells: make([]Cell, len(p.sheet.Columns))}
		row.Cells[2], row.Cells[9] = text(p.t("common.unspecified")), amount(off)
		details = append(details, p.sheet.add(row))
	}
	if err := p.loanTotal(Total, p.t("report.total"), details); err != nil {
		return err
	}
	p.reconcile(&r)
	return nil
}

// loanTotal adds up rows under a name.
func (p *paper) loanTotal(kind RowKind, name string, details []int) error {
	_, err := p.sheet.total(kind, 2, name, details)
	return err
}

// reconcile says whether the register agrees with the accounts of loans, and by how much it does not.
func (p *paper) reconcile(r *coop.LoanRegister) {
	if off := r.Unnamed(); off != 0 {
		p.note("report.note.loans-off", coop.FormatMoney(r.Ledger), coop.FormatMoney(r.Outstanding()),
			coop.FormatMoney(off))
		return
	}
	p.note("report.note.loans-ok", coop.FormatMoney(r.Ledger))
}

// rate writes basis points in the reader's language: 21,46 % or 21.46 %.
func (w *Words) rate(bp int64) string {
	text := coop.PercentText(bp) + " %"
	if w.lang == "en" {
		text = strings.ReplaceAll(text, ",", ".")
	}
	return text
}

// arrears lists what is overdue, by the days of each instalment.
func arrears(ctx context.Context, p *paper) error {
	r, err := p.loanRegister(ctx)
	if err != nil {
		return err
	}
	p.loanColumns()
	p.column("loan-days", Count, 14)
	for i := 1; i <= len(coop.AgeLimits); i++ {
		p.column(ageKey(i), Amount, 24)
	}
	p.column("penalty", Amount, 22)
	p.column("total", Amount, 26)
	coop.SortLoans(r.Loans)
	var details []int
	for i := range r.Loans {
		v := &r.Loans[i]
		if v.Arrears.Sum() == 0 {
			continue
		}
		row := p.loanRow(v, Cell{Kind: Count, Count: int64(v.Late)})
		ages := v.Ages()
		for _, age := range ages[1:] {
			row.Cells = append(row.Cells, unlessZero(age))
		}
		row.Cells = append(row.Cells, unlessZero(v.Arrears.Penalty), amount(v.Arrears.Sum()))
		details = append(details, p.sheet.add(row))
	}
	if err := p.loanTotal(Total, p.t("report.total"), details); err != nil {
		return err
	}
	if len(details) == 0 {
		p.note("report.note.no-arrears")
	}
	return nil
}

func ageKey(i int) string {
	return []string{"age-0", "age-30", "age-60", "age-90", "age-180", "age-270", "age-more"}[i]
}

// loanQuality lists the loans by grade with what the allowance must hold (domain §10), and proves it against 12109.
func loanQuality(ctx context.Context, p *paper) error {
	r, err := p.loanRegister(ctx)
	if err != nil {
		return err
	}
	p.loanColumns()
	p.column("outstanding", Amount, 26)
	p.column("loan-due-now", Amount, 26)
	p.column("paid-parts", Amount, 26)
	p.column("arrears-principal", Amount, 25)
	p.column("arrears-interest", Amount, 25)
	p.column("loan-days", Count, 13)
	p.column("collateral", Amount, 26)
	p.column("provision", Amount, 25)
	var sums []int
	for g := coop.GradeGood; g <= coop.GradeLoss; g++ {
		i, err := p.gradeRows(&r, g)
		if err != nil {
			return err
		}
		if i >= 0 {
			sums = append(sums, i)
		}
	}
	if err := p.loanTotal(Total, p.t("report.total"), sums); err != nil {
		return err
	}
	p.note("report.note.npl", p.rate(r.NPL()), p.t("report.npl."+string('0'+rune(r.NPLLevel()))))
	if required := coop.LoanProvision(r.States()); required != r.Allowance {
		p.note("report.note.provision-off", coop.FormatMoney(required), coop.FormatMoney(r.Allowance),
			coop.FormatMoney(required-r.Allowance))
	} else {
		p.note("report.note.provision-ok", coop.FormatMoney(required))
	}
	p.note("report.note.provision-policy", p.rates(r.Rules.Provision[:]))
	p.reconcile(&r)
	return nil
}

// rates writes several rates in a row: 0,5 % – 10 % – 50 % – 100 %.
func (w *Words) rates(bps []int64) string {
	text := ""
	for i, bp := range bps {
		if i > 0 {
			text += " – "
		}
		text += w.rate(bp)
	}
	return text
}

// gradeRows adds the loans of one grade under its name, and their sum; -1 where there are none.
func (p *paper) gradeRows(r *coop.LoanRegister, g coop.Grade) (int, error) {
	var details []int
	for i := range r.Loans {
		v := &r.Loans[i]
		if v.Grade != g {
			continue
		}
		if len(details) == 0 {
			p.sheet.add(Row{Kind: Heading, Cells: []Cell{{}, {}, text(p.t(g.Key()))}})
		}
		row := p.loanRow(v, amount(v.Outstanding), amount(v.DueDebt+v.DueInterest),
			amount(v.Paid.Principal+v.Paid.Interest), unlessZero(v.Arrears.Principal), unlessZero(v.Arrears.Interest),
			Cell{Kind: Count, Count: int64(v.Late)}, unlessZero(v.Collateral), amount(v.Provision))
		if v.ByDecision {
			row.Cells[2].Text += " *"
		}
		details = append(details, p.sheet.add(row))
	}
	if len(details) == 0 {
		return -1, nil
	}
	i := len(p.sheet.Rows)
	return i, p.loanTotal(Subtotal, p.t(g.Key()), details)
}

// relatedLoans lists what board, supervisors and their families owe, against what the law lets them (BMPP).
func relatedLoans(ctx context.Context, p *paper) error {
	r, err := p.loanRegister(ctx)
	if err != nil {
		return err
	}
	p.loanColumns()
	p.column("paid-out", Day, 20)
	p.column("lent", Amount, 28)
	p.column("outstanding", Amount, 28)
	var details []int
	for i := range r.Loans {
		if v := &r.Loans[i]; v.Case.Loan.Related && lives(v) {
			details = append(details, p.sheet.add(p.loanRow(v, day(v.PaidOut), amount(v.Lent), amount(v.Outstanding))))
		}
	}
	if err := p.loanTotal(Total, p.t("report.total"), details); err != nil {
		return err
	}
	owed, most := r.Related()
	key := "report.note.related-ok"
	if owed > most {
		key = "report.note.related-over"
	}
	p.note(key, coop.FormatMoney(owed), coop.FormatMoney(most), p.rate(r.Rules.Related),
		coop.FormatMoney(r.OwnCapital))
	return nil
}

// loanCard shows one loan: its terms, its schedule with what was paid of each instalment, and every entry under it.
func loanCard(ctx context.Context, p *paper) error {
	source, ok := p.source.(LoanSource)
	if !ok || p.order.Loan.IsZero() {
		return coop.Problem{Key: "report.wrong.loan"}
	}
	v, err := source.Loan(ctx, p.order.Loan, p.at())
	if err != nil {
		return err
	}
	p.sheet.About = v.Number + " · " + v.MemberName
	if v.MemberNumber != "" {
		p.sheet.About += " · " + p.t("report.slip.member", v.MemberNumber)
	}
	p.column("loan-k", Code, 10)
	p.column("loan-due", Day, 20)
	p.column("loan-principal", Amount, 27)
	p.column("loan-interest", Amount, 25)
	p.column("loan-instalment", Amount, 27)
	p.column("loan-paid", Amount, 27)
	p.column("loan-open", Amount, 27)
	p.column("loan-paid-on", Day, 20)
	p.column("loan-days", Count, 14)
	p.column("loan-balance", Amount, 28)
	var details []int
	for _, l := range v.Lines {
		details = append(details, p.sheet.add(p.instalmentRow(&v, l)))
	}
	i, err := p.sheet.total(Total, 0, p.t("report.total"), details)
	if err != nil {
		return err
	}
	p.sheet.Rows[i].Cells[9] = Cell{} // what is still owed after each is no sum
	p.loanTerms(&v)
	return nil
}

// instalmentRow is one instalment and what was paid of it.
func (p *paper) instalmentRow(v *coop.LoanView, l coop.LoanLineState) Row {
	paid := Cell{}
	if l.PaidOn != 0 {
		paid = day(l.PaidOn)
	}
	late := Cell{}
	if l.Late > 0 {
		late = Cell{Kind: Count, Count: int64(l.Late)}
	}
	return Row{Link: Link{Member: v.Case.Loan.Member, Loan: v.Case.ID}, Cells: []Cell{
		code(strconv.Itoa(l.K)), day(l.Due), amount(l.Principal), amount(l.Interest - l.Waived),
		amount(l.Instalment() - l.Waived), unlessZero(l.PaidPrincipal + l.PaidInterest), unlessZero(l.Open()), paid,
		late, amount(l.Balance),
	}}
}

// loanTerms says under the schedule what the loan runs under, both rates, how it stands, and every entry.
func (p *paper) loanTerms(v *coop.LoanView) {
	t := &v.Case.Terms
	if !v.Case.Granted {
		p.note("report.loan.not-granted", p.t(v.Status.Key()))
		return
	}
	lines, err := t.Schedule()
	if err != nil {
		return // what no schedule can be made of was never granted
	}
	effective := coop.EffectiveRate(lines, t.Principal)
	p.note("report.loan.terms", coop.FormatMoney(t.Principal), t.Months, p.t("loan.method."+t.Method.String()),
		p.rate(t.Rate), p.rate(effective))
	if v.Rules.AboveCap(effective) {
		p.note("report.loan.above-cap", p.rate(v.Rules.RateCap))
	}
	p.note("report.loan.state", p.t(v.Status.Key()), coop.FormatMoney(v.Outstanding), coop.FormatMoney(v.Arrears.Sum()),
		v.Late)
	if v.Grade != 0 {
		p.note("report.loan.grade", p.t(v.Grade.Key()), coop.FormatMoney(v.Provision))
	}
	for _, b := range v.Case.Loan.Behind {
		p.note("report.loan.behind."+string('0'+rune(b.Class)), b.Text, coop.FormatMoney(b.Value))
	}
	last := coop.ID{}
	for _, m := range v.Case.Moves {
		if m.Entry != last && m.Posted <= p.to {
			p.note("report.loan.entry", p.Date(m.Date), m.Voucher, p.describe(m.Kind, m.Occasion, "", m.Remark))
		}
		last = m.Entry
	}
}
