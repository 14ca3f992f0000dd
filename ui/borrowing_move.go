package ui

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// borrowingMovePage records what happens with a loan to the cooperative: money drawn, an instalment paid, or what the
// money was used for.
type borrowingMovePage struct {
	shell *Shell
	book  moneyBook
	what  string // draw, pay or use
	id    coop.ID

	data     borrowingMoveData
	form     *kit.Form
	date     *kit.DateEntry
	cash     *kit.Choice
	purpose  *kit.Choice
	amount   *kit.MoneyEntry
	interest *kit.MoneyEntry
	remark   *kit.Entry
	amountAt *kit.Field
	typed    bool
}

// borrowingMoveData is the loan and what can be chosen.
type borrowingMoveData struct {
	view     coop.BorrowView
	accounts []coop.AccountRow
	village  string // the account on which an instalment waits that the village paid
}

func newBorrowingMove(s *Shell, arg string) page {
	what, id, _ := strings.Cut(arg, ":")
	if what != "draw" && what != "use" {
		what = "pay"
	}
	return bind(s.Text.T("ui.borrowing."+what),
		&borrowingMovePage{shell: s, book: s.Book, what: what, id: idFrom(id)})
}

func (p *borrowingMovePage) load(ctx context.Context) (d borrowingMoveData, err error) {
	if d.view, err = borrowingIn(ctx, p.book, p.id, p.shell.today()); err != nil {
		return d, err
	}
	if d.accounts, err = p.book.Accounts(ctx); err != nil {
		return d, err
	}
	settings, err := p.book.Settings(ctx)
	d.village = coop.VillagePays(settings, p.shell.today())
	return d, err
}

func (p *borrowingMovePage) show(d borrowingMoveData) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	if no := s.mayNot(coop.KindEntry); no != nil {
		return kit.Page(no)
	}
	p.data = d
	p.form = kit.NewForm(s.layer, 0)
	p.form.OnRecord, p.form.OnBack = p.record, s.Back
	p.form.OnChange = func() { p.typed = true }
	p.date = s.dateEntry()
	p.date.SetDay(s.today().Time())
	p.form.Add(t.T("common.date"), p.date, func() string {
		if day, complaint := p.date.Day(); complaint != "" || day.IsZero() {
			return orElse(complaint, t.T("ui.record.date-missing"))
		}
		return ""
	})
	p.amount = kit.NewMoneyEntry(s.parseMoney, writeMoney)
	p.interest = kit.NewMoneyEntry(s.parseMoney, writeMoney)
	p.remark = kit.NewEntry("")
	if p.what == "pay" {
		principal, interest := d.view.State.DueAt(s.today())
		p.amount.Text, p.interest.Text = writeMoney(int64(principal)), writeMoney(int64(interest))
	}
	p.amountAt = p.form.Add(t.T("ui.borrowing.amount."+p.what), p.amount, nil)
	switch p.what {
	case "draw":
		p.form.Add(t.T("ui.borrowing.fees"), p.interest, nil).SetHint(t.T("ui.borrowing.fees-hint"))
	case "pay":
		p.form.Add(t.T("ui.borrowing.interest"), p.interest, nil)
	default:
		p.purpose = s.chooser(p.options(coop.BorrowUsable), "")
		p.form.Add(t.T("ui.borrowing.purpose"), p.purpose, s.chosenIn(p.purpose))
		p.form.Add(t.T("ui.borrowing.remark"), p.remark, nil)
	}
	p.cash = s.chooser(p.options(func(a coop.AccountRow) bool {
		return coop.IsCash(a.Code) || coop.IsBank(a.Code) || p.what == "pay" && a.Code == d.village
	}), coop.BankDefault)
	field := p.form.Add(t.T("ui.borrowing.cash."+p.what), p.cash, s.chosenIn(p.cash))
	if p.what == "pay" {
		field.SetHint(t.T("ui.borrowing.village-hint", accountIn(d.accounts, t, d.village)))
	}
	return kit.Page(kit.Capped(34, 0.7, kit.HeadWords(d.view.Terms.Title()),
		kit.Words(t.T("ui.borrowing.about."+p.what), kit.ToneSoft), kit.Card(p.form.Content(), s.recordBar(p.record))))
}

// chosenIn says that something must be chosen.
func (s *Shell) chosenIn(c *kit.Choice) func() string {
	return func() string {
		if c.Chosen().Key == "" {
			return s.Text.T("ui.found.needed")
		}
		return ""
	}
}

func (p *borrowingMovePage) options(wanted func(coop.AccountRow) bool) []kit.Option {
	t := p.shell.Text
	var options []kit.Option
	for _, a := range p.data.accounts {
		if !a.Heading && !a.Closed && wanted(a) {
			options = append(options, kit.Option{Key: a.Code, Title: t.In(a.NameID, a.NameEN), Remark: a.Code})
		}
	}
	return options
}

// entry is what would be recorded.
func (p *borrowingMovePage) entry() (coop.Entry, []coop.Problem) {
	day, _ := p.date.Day()
	date := coop.DateFromTime(day)
	first, _ := p.amount.Amount()
	second, _ := p.interest.Amount()
	v, cash := p.data.view, p.cash.Chosen().Key
	switch p.what {
	case "draw":
		return v.Terms.DrawEntry(p.id, date, cash, coop.Money(first), coop.Money(second), v.State)
	case "pay":
		return v.Terms.PayEntry(p.id, date, cash, coop.Money(first), coop.Money(second), v.State)
	}
	if first <= 0 {
		return coop.Entry{}, []coop.Problem{{Key: coop.ProblemBorrowNothing}}
	}
	return coop.Entry{Date: date, Remark: strings.TrimSpace(p.remark.Text), Lines: []coop.Line{
		{Account: p.purpose.Chosen().Key, Amount: coop.Money(first), Loan: p.id},
		{Account: cash, Amount: -coop.Money(first)},
	}}, nil
}

func (p *borrowingMovePage) busy() bool { return p.typed }

func (p *borrowingMovePage) start() {
	if p.form != nil {
		p.form.FocusOn(p.amountAt)
	}
}

func (p *borrowingMovePage) record() {
	if p.form == nil || !p.form.Right() {
		return
	}
	s := p.shell
	entry, problems := p.entry()
	if len(problems) > 0 {
		p.amountAt.Complain(s.Text.Problem(problems[0]))
		p.form.FocusOn(p.amountAt)
		return
	}
	s.Record(func(ctx context.Context) error {
		_, err := p.book.Record(ctx, s.session, coop.Act{Kind: coop.KindEntry, Body: entry})
		return err
	}, func() {
		p.typed = false
		s.done()
		s.Back()
		s.Tell("ui.borrowing.moved")
	})
}
