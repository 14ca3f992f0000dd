package ui

import (
	"context"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// loanFormPage is a member's application for a loan. Beside it stands, from the first figure on, what the member would
// pay and what the rules say: the board sees the same.
type loanFormPage struct {
	shell *Shell
	book  loanBook
	old   coop.ID // whose place the new loan takes
	wrong error

	data     loanFormData
	form     *kit.Form
	member   *kit.Choice
	product  *kit.Choice
	amount   *kit.MoneyEntry
	months   *kit.Entry
	date     *kit.DateEntry
	purpose  *kit.Entry
	income   *kit.MoneyEntry
	spending *kit.MoneyEntry
	owed     *kit.MoneyEntry
	related  *kit.Choice
	goods    *kit.Entry
	worth    *kit.MoneyEntry
	blocked  *kit.MoneyEntry
	surety   *kit.Choice
	note     *kit.Entry
	analysis *fyne.Container
	typed    bool
}

// loanFormData is what an application is looked at by.
type loanFormData struct {
	loanFacts
	was coop.LoanView // that is replaced
}

func newLoanForm(s *Shell, arg string) page {
	id, err := coop.ParseID(arg)
	title := s.Text.T("ui.command.loan-form")
	if arg != "" {
		title = s.Text.T("ui.loan.do.again")
	}
	return bind(title, &loanFormPage{shell: s, book: s.Book, old: id, wrong: err})
}

// readLoanFacts reads what loans are looked at by.
func readLoanFacts(ctx context.Context, book loanBook, day coop.Date) (f loanFacts, err error) {
	if f.register, err = book.Loans(ctx, day); err != nil {
		return f, err
	}
	if f.members, err = book.Members(ctx, ""); err != nil {
		return f, err
	}
	savings, err := book.Savings(ctx, day)
	f.savings = map[coop.ID]map[string]coop.Money{}
	for _, s := range savings {
		f.savings[s.Member.Member] = s.By
	}
	return f, err
}

func (p *loanFormPage) load(ctx context.Context) (d loanFormData, err error) {
	if p.wrong != nil {
		return d, p.wrong
	}
	if d.loanFacts, err = readLoanFacts(ctx, p.book, p.shell.today()); err != nil || p.old.IsZero() {
		return d, err
	}
	d.was, err = p.book.Loan(ctx, p.old, p.shell.today())
	return d, err
}

func (p *loanFormPage) show(d loanFormData) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	p.data = d
	if no := s.mayNot(coop.KindLoan); no != nil {
		return kit.Page(no)
	}
	p.form = kit.NewForm(s.layer, 15)
	p.askWhat()
	p.askMeans()
	p.askBehind()
	p.analysis = container.NewStack()
	p.form.OnRecord, p.form.OnBack = p.record, s.Back
	p.form.OnChange = func() { p.typed = true; p.analyse() }
	parts := []fyne.CanvasObject{}
	if !p.old.IsZero() {
		parts = append(parts, kit.Notice(kit.ToneWait,
			t.T("ui.loan.replaces", d.was.Number, d.was.Outstanding, d.was.Accrued)))
	}
	p.analyse()
	return kit.Footed(kit.Page(append(parts, kit.Beside(30, 20, kit.Card(p.form.Content()), kit.Card(p.analysis)))...),
		s.recordBar(p.record))
}

// askWhat asks who wants how much for how long.
func (p *loanFormPage) askWhat() {
	s, t := p.shell, p.shell.Text
	c := choices{members: p.data.members}
	p.member = kit.NewChoice(s.layer, t.T("ui.choice.none"), kit.FindIn(c.memberOptions()))
	p.form.Add(t.T("ui.loan.member"), p.member, s.chosenMissing(p.member, "ui.loan.member-missing"))
	var products []kit.Option
	for _, x := range p.data.register.Products {
		if !x.Closed {
			products = append(products, kit.Option{Key: x.Code, Title: t.In(x.NameID, x.NameEN), Remark: x.Code})
		}
	}
	p.product = kit.NewChoice(s.layer, t.T("ui.choice.none"), kit.FindIn(products))
	p.form.Add(t.T("ui.loan.product"), p.product, s.chosenMissing(p.product, "ui.loan.product-missing"))
	p.amount = s.loanMoney(p.form, "ui.loan.wanted", "loan.terms.principal")
	p.months = kit.NewEntry("")
	p.form.Add(t.T("ui.loan.months"), p.months, func() string {
		switch n := p.term(); {
		case strings.TrimSpace(p.months.Text) == "":
			return t.T("ui.loan.months-missing")
		case n < 1 || n > coop.MaxLoanMonths:
			return t.T("loan.terms.months", p.months.Text, t.Count(coop.MaxLoanMonths))
		}
		return ""
	})
	p.date = s.dateEntry()
	p.date.SetDay(s.today().Time())
	p.form.Add(t.T("common.date"), p.date, s.dayMissing(p.date))
	p.purpose = kit.NewEntry("")
	p.form.Add(t.T("ui.loan.purpose"), p.purpose, nil)
	if p.old.IsZero() {
		return
	}
	was := &p.data.was
	for _, o := range c.memberOptions() {
		if o.Key == was.Case.Loan.Member.String() {
			p.member.SetChosen(o)
		}
	}
	for _, o := range products {
		if o.Key == was.Case.Loan.Product {
			p.product.SetChosen(o)
		}
	}
	over := was.Outstanding
	if p.data.register.Rules.Capitalise {
		over += was.Accrued
	}
	p.amount.SetAmount(int64(over))
	p.purpose.Text = t.T("ui.loan.replaces-purpose", was.Number)
}

// askMeans asks what the member can carry.
func (p *loanFormPage) askMeans() {
	s, t := p.shell, p.shell.Text
	p.income = s.loanMoney(p.form, "ui.loan.income", "")
	p.spending = s.loanMoney(p.form, "ui.loan.spending", "")
	p.owed = s.loanMoney(p.form, "ui.loan.owed", "")
	related := []kit.Option{
		{Key: "no", Title: t.T("ui.loan.related-no")}, {Key: "yes", Title: t.T("ui.loan.related-yes")},
	}
	p.related = kit.NewChoice(s.layer, t.T("ui.choice.none"), kit.FindIn(related))
	p.related.SetChosen(related[0])
	p.form.Add(t.T("ui.loan.related"), p.related, s.chosenMissing(p.related, "ui.loan.related-missing"))
}

// askBehind asks what stands behind the loan; all of it may be left empty.
func (p *loanFormPage) askBehind() {
	s, t := p.shell, p.shell.Text
	p.goods = kit.NewEntry("")
	p.form.Add(t.T("ui.loan.goods"), p.goods, func() string {
		if worth, _ := p.worth.Amount(); worth > 0 && strings.TrimSpace(p.goods.Text) == "" {
			return t.T("ui.loan.goods-missing")
		}
		return ""
	})
	p.worth = s.loanMoney(p.form, "ui.loan.goods-worth", "")
	p.blocked = s.loanMoney(p.form, "ui.loan.blocked", "")
	c := choices{members: p.data.members}
	p.surety = kit.NewChoice(s.layer, t.T("ui.loan.surety-none"), kit.FindIn(c.memberOptions()))
	p.form.Add(t.T("ui.loan.surety"), p.surety, func() string {
		if p.surety.Chosen().Key != "" && p.surety.Chosen().Key == p.member.Chosen().Key {
			return t.T("loan.check.surety")
		}
		return ""
	})
	p.note = kit.NewEntry("")
	p.form.Add(t.T("ui.loan.note"), p.note, nil)
}

// loanMoney adds a field for an amount; with a key it must be above zero, else it may be empty.
func (s *Shell) loanMoney(form *kit.Form, label, needed string) *kit.MoneyEntry {
	m := kit.NewMoneyEntry(s.parseMoney, writeMoney)
	form.Add(s.Text.T(label), m, func() string {
		amount, _ := m.Amount()
		if needed != "" && amount <= 0 {
			return s.Text.T(needed)
		}
		return s.belowNought(m)
	})
	return m
}

func (p *loanFormPage) term() int64 {
	n, err := strconv.ParseInt(strings.TrimSpace(p.months.Text), 10, 32)
	if err != nil {
		return 0
	}
	return n
}

// body is the application as it is typed.
func (p *loanFormPage) body() coop.Loan {
	money := func(m *kit.MoneyEntry) coop.Money { amount, _ := m.Amount(); return coop.Money(amount) }
	member, _ := coop.ParseID(p.member.Chosen().Key) // the options are ids
	day, _ := p.date.Day()
	b := coop.Loan{
		Member: member, Product: p.product.Chosen().Key, Principal: money(p.amount), Months: p.term(),
		Purpose: strings.TrimSpace(p.purpose.Text), Income: money(p.income), Spending: money(p.spending),
		Owed: money(p.owed), Note: strings.TrimSpace(p.note.Text), Replaces: p.old,
		Related: p.related.Chosen().Key == "yes",
	}
	if !day.IsZero() {
		b.Date = coop.DateFromTime(day)
	}
	if text := strings.TrimSpace(p.goods.Text); text != "" {
		b.Behind = append(b.Behind, coop.Security{Class: coop.SecurityGoods, Value: money(p.worth), Text: text})
	}
	if amount := money(p.blocked); amount > 0 {
		b.Behind = append(b.Behind, coop.Security{
			Class: coop.SecuritySaving, Member: member, Account: coop.AccountVoluntary, Value: amount,
		})
	}
	if surety, _ := coop.ParseID(p.surety.Chosen().Key); !surety.IsZero() {
		b.Behind = append(b.Behind, coop.Security{Class: coop.SecurityGuarantor, Member: surety})
	}
	return b
}

// analyse shows what the member would pay, what is left over, and what the rules say against it.
func (p *loanFormPage) analyse() {
	b := p.body()
	p.analysis.Objects = []fyne.CanvasObject{kit.Stack(0.4, p.shell.loanAnalysis(b, &p.data.loanFacts)...)}
	p.analysis.Refresh()
	p.shell.refit()
}

// loanAnalysis says in words what an application comes to.
func (s *Shell) loanAnalysis(b coop.Loan, facts *loanFacts) []fyne.CanvasObject {
	t, day := s.Text, max(b.Date, s.today())
	parts := []fyne.CanvasObject{kit.NewHeading(t.T("ui.loan.analysis"))}
	product, known := coop.ProductOf(facts.register.Products, b.Product)
	terms := product.Apply(b.Principal, b.Months, coop.FirstDue(day))
	lines, err := terms.Schedule()
	if !known || err != nil || len(lines) == 0 {
		return append(parts, kit.Words(t.T("ui.loan.analysis-empty"), kit.ToneSoft))
	}
	can, sum := coop.AbilityOf(b, lines), coop.SumLoan(lines)
	parts = append(parts,
		kit.NewCaption(t.T("ui.loan.instalment-month")), kit.NewFigure(t.Rupiah(can.Instalment)),
		kit.Words(t.T("ui.loan.analysis-sum", sum.Interest, sum.Instalments), kit.ToneSoft),
		kit.Words(t.loanRates(&terms, lines), kit.ToneSoft),
		kit.Words(t.T("ui.loan.analysis-hands", terms.Principal-terms.Fees(), terms.Fees()), kit.ToneSoft))
	if b.Income > 0 {
		parts = append(parts,
			kit.NewCaption(t.T("ui.loan.left-over")), kit.NewFigure(t.Rupiah(can.Left)),
			kit.Words(t.T("ui.loan.share", coop.FormatRate(can.Share)), kit.ToneSoft))
	}
	if b.Member.IsZero() {
		return parts
	}
	c := coop.LoanCase{Loan: b}
	return append(parts, t.againstLoan(coop.CheckLoan(&c, &terms, product, facts.of(b.Member, day),
		facts.register.Rules))...)
}

func (p *loanFormPage) busy() bool { return p.typed }

func (p *loanFormPage) start() {
	if p.form != nil {
		p.form.Start()
	}
}

// record hands the application in. What the rules say against it stops nobody: the board decides, and sees it.
func (p *loanFormPage) record() {
	if p.form == nil || !p.form.Right() {
		return
	}
	s, body := p.shell, p.body()
	var made []coop.Recorded
	s.Record(func(ctx context.Context) (err error) {
		made, err = p.book.Record(ctx, s.session, coop.Act{Kind: coop.KindLoan, Body: body})
		return err
	}, func() {
		p.typed = false
		s.done()
		s.Swap(Route{Page: PageLoan, Arg: made[0].ID.String()})
		s.Tell("ui.loan.applied", p.member.Chosen().Title)
	})
}
