package ui

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// What the page of a loan's entries can do; it stands before the loan's id.
const (
	loanOut     = "out"
	loanRenew   = "renew"
	loanPay     = "pay"
	loanSettle  = "settle"
	loanRecover = "recover"
	loanCarry   = "carry"
	loanTake    = "take" // over: it ran before the book began
)

// loanEntryPage makes one entry about a loan: what an amount covers and the journal stand beside it before anything is
// recorded.
type loanEntryPage struct {
	shell *Shell
	book  loanBook
	what  string
	id    coop.ID
	act   coop.ID // of a decision that is carried out
	wrong error

	data    loanEntryData
	form    *kit.Form
	date    *kit.DateEntry
	amount  *kit.MoneyEntry
	account *kit.Choice
	fees    *kit.Choice
	remark  *kit.Entry
	paper   *kit.Entry
	seen    *fyne.Container
	typed   bool
}

// loanEntryData is the loan on the day of the entry, and what stands around it.
type loanEntryData struct {
	loanFacts
	day      coop.Date
	loan     coop.LoanView
	old      coop.LoanView // that is replaced
	accounts []coop.AccountRow
}

func newLoanEntry(s *Shell, arg string) page {
	what, rest, _ := strings.Cut(arg, ":")
	loan, act, _ := strings.Cut(rest, ":")
	id, err := coop.ParseID(loan)
	p := &loanEntryPage{shell: s, book: s.Book, what: what, id: id, wrong: err}
	if err == nil {
		p.act, p.wrong = coop.ParseID(act)
	}
	return bind(s.Text.T("ui.loan.do."+what), p)
}

func (p *loanEntryPage) load(ctx context.Context) (loanEntryData, error) {
	return p.read(ctx, p.shell.today())
}

func (p *loanEntryPage) read(ctx context.Context, day coop.Date) (d loanEntryData, err error) {
	d.day = day
	if p.wrong != nil {
		return d, p.wrong
	}
	if d.loanFacts, err = readLoanFacts(ctx, p.book, day); err != nil {
		return d, err
	}
	if d.loan, err = p.book.Loan(ctx, p.id, day); err != nil {
		return d, err
	}
	if old := d.loan.Case.Loan.Replaces; !old.IsZero() {
		if d.old, err = p.book.Loan(ctx, old, day); err != nil {
			return d, err
		}
	}
	d.accounts, err = p.book.Accounts(ctx)
	return d, err
}

func (p *loanEntryPage) show(d loanEntryData) fyne.CanvasObject {
	s := p.shell
	p.data = d
	if no := s.mayNot(coop.KindEntry); no != nil {
		return kit.Page(no)
	}
	p.form = kit.NewForm(s.layer, 0)
	p.ask()
	p.form.OnRecord, p.form.OnBack, p.form.OnChange = p.record, s.Back, p.onChange
	p.seen = container.NewStack()
	p.draw()
	return kit.Footed(kit.Page(kit.Beside(20, 28, kit.Card(p.form.Content()), kit.Card(p.seen))),
		kit.Flow(0.6, kit.Main(s.Text.T("ui.command.record"), theme.DocumentSaveIcon(), p.record),
			kit.NewCaption(s.Text.T("ui.record.key")), kit.Quiet(s.Text.T("ui.cancel"), nil, s.Back)))
}

// ask sets up the questions of what is done.
func (p *loanEntryPage) ask() {
	s, t := p.shell, p.shell.Text
	p.date = s.dateEntry()
	p.date.SetDay(p.data.day.Time())
	p.form.Add(t.T("common.date"), p.date, s.dayMissing(p.date))
	if p.what == loanTake {
		l := &p.data.loan
		p.amount = s.loanMoney(p.form, "ui.loan.still-owed", "loan.entry.nothing")
		p.amount.Suggest(int64(min(l.Case.Terms.Principal, l.Open.Most())))
	}
	if p.what == loanPay || p.what == loanRecover || p.what == loanSettle {
		p.amount = s.loanMoney(p.form, "ui.loan.amount", "loan.entry.nothing")
		switch l := &p.data.loan; {
		case p.what == loanSettle:
			p.amount.SetAmount(int64(l.Settle().Sum()))
		case p.what == loanPay:
			p.amount.Suggest(int64(l.Asked()))
		}
	}
	fees := p.data.loan.Case.Terms.Fees() > 0
	if p.what != loanCarry && p.what != loanRenew && p.what != loanTake {
		p.account = p.moneyChoice("ui.loan.account", true)
	}
	if fees && (p.what == loanOut || p.what == loanRenew) {
		p.fees = p.moneyChoice("ui.loan.fees-into", p.what == loanRenew)
	}
	p.remark, p.paper = kit.NewEntry(""), kit.NewEntry("")
	if p.what == loanTake {
		p.remark.Text = t.T("ui.loan.take-remark")
	}
	p.form.Add(t.T("ui.loan.remark"), p.remark, nil)
	p.form.Add(t.T("ui.loan.paper"), p.paper, nil)
}

// moneyChoice asks for a till or a bank; where it may be left empty nothing is chosen.
func (p *loanEntryPage) moneyChoice(label string, needed bool) *kit.Choice {
	s, t := p.shell, p.shell.Text
	c := choices{accounts: p.data.accounts}
	options := c.accountOptions(t, func(code string) bool {
		return coop.IsMoney(code) || p.what == loanPay && label == "ui.loan.account" && code == coop.AccountParked &&
			p.data.loan.Parked > 0
	})
	choice := kit.NewChoice(s.layer, t.T("ui.loan.fees-kept"), kit.FindIn(options))
	if needed {
		choice = kit.NewChoice(s.layer, t.T("ui.choice.none"), kit.FindIn(options))
		for _, o := range options {
			if o.Key == coop.MoneyDefault {
				choice.SetChosen(o)
			}
		}
	}
	p.form.Add(t.T(label), choice, func() string {
		if needed && choice.Chosen().Key == "" {
			return t.T("ui.loan.account-missing")
		}
		return ""
	})
	return choice
}

// onChange reads the loan of another day when the day was changed, and shows anew what would be recorded.
func (p *loanEntryPage) onChange() {
	p.typed = true
	p.draw()
	day, complaint := p.date.Day()
	if complaint != "" || day.IsZero() || coop.DateFromTime(day) == p.data.day {
		return
	}
	p.readDay(coop.DateFromTime(day), p.draw)
}

// readDay reads the loan of another day, and then goes on where that day is still wanted.
func (p *loanEntryPage) readDay(wanted coop.Date, then func()) {
	p.data.day = wanted
	var d loanEntryData
	p.shell.Do(func(ctx context.Context) (err error) {
		d, err = p.read(ctx, wanted)
		return err
	}, func() {
		if p.data.day == wanted && !p.shell.late {
			p.data = d
			then()
		}
	})
}

func (p *loanEntryPage) typedAmount() coop.Money {
	if p.amount == nil {
		return 0
	}
	amount, _ := p.amount.Amount()
	return coop.Money(amount)
}

// entry is what would be recorded, or what speaks against it.
func (p *loanEntryPage) entry() (coop.Entry, []coop.Problem) {
	l := &p.data.loan
	text := coop.LoanText{Remark: p.remark.Text, Evidence: p.paper.Text}
	cash, fees := "", ""
	if p.account != nil {
		cash = p.account.Chosen().Key
	}
	if p.fees != nil {
		fees = p.fees.Chosen().Key
	}
	if c := l.Case; (p.what == loanOut || p.what == loanRenew || p.what == loanTake) && c.Granted &&
		!c.GrantedWithout(p.shell.session.User) {
		return coop.Entry{}, []coop.Problem{{Key: coop.ProblemLoanOwn, Args: []any{p.shell.session.Name}}}
	}
	switch p.what {
	case loanOut:
		return l.PayOutEntry(cash, fees, text)
	case loanRenew:
		return l.RenewEntry(&p.data.old.LoanState, p.data.register.Rules, fees, text)
	case loanPay, loanSettle:
		from := coop.Line{Account: cash, Amount: p.typedAmount()}
		if cash == coop.AccountParked {
			from.Member, from.Loan = l.Case.Loan.Member, l.Case.ID
		}
		return l.PayEntry(l.Split(from.Amount), []coop.Line{from}, text)
	case loanTake:
		return l.TakeOverEntry(p.typedAmount(), l.Open, text)
	case loanRecover:
		return l.RecoverEntry(p.typedAmount(), cash, text)
	}
	return p.carry(text)
}

// carry is the entry of a decision.
func (p *loanEntryPage) carry(text coop.LoanText) (coop.Entry, []coop.Problem) {
	l := &p.data.loan
	for _, d := range l.Case.Acts {
		if coop.HashID(d.Head.Hash, 0) != p.act {
			continue
		}
		if d.Granted && !d.GrantedWithout(p.shell.session.User) {
			return coop.Entry{}, []coop.Problem{{Key: coop.ProblemLoanOwn, Args: []any{p.shell.session.Name}}}
		}
		switch d.Act.Class {
		case coop.LoanWriteOff:
			return l.WriteOffEntry(d, p.data.register.Allowance, text)
		case coop.LoanForgive:
			return l.ForgiveEntry(d, text)
		case coop.LoanSeize:
			return l.SeizeEntry(d, text)
		}
	}
	return coop.Entry{}, []coop.Problem{{Key: coop.ProblemLoanDecided}}
}

// draw shows what an amount covers and the journal, or what is still missing.
func (p *loanEntryPage) draw() {
	t, l := p.shell.Text, &p.data.loan
	parts := []fyne.CanvasObject{kit.HeadWords(l.MemberName + " · " + l.Number)}
	if p.what != loanTake { // nothing of it is in the book yet
		parts = append(parts,
			kit.Words(t.T("ui.loan.stands", l.Outstanding, l.Arrears.Sum(), p.data.day), kit.ToneSoft))
	}
	if p.what == loanPay || p.what == loanSettle {
		parts = append(parts, p.split()...)
	}
	if p.what == loanTake {
		parts = append(parts, kit.Words(t.T("ui.loan.take-about", l.Open.Member, l.Open.Nobody), kit.ToneInk))
	}
	if old := &p.data.old.LoanState; p.what == loanRenew {
		interest := old.Arrears.Interest
		if p.data.register.Rules.Capitalise {
			interest -= min(interest, old.Accrued)
		}
		parts = append(parts, kit.Words(t.T("ui.loan.stays-behind", interest, old.Arrears.Penalty), kit.ToneInk))
	}
	entry, problems := p.entry()
	if len(problems) > 0 {
		parts = append(parts, kit.Words(t.T("ui.record.journal-waits", t.Problem(problems[0])), kit.ToneSoft))
	} else {
		parts = append(parts, kit.NewHeading(t.T("ui.record.journal")),
			p.shell.linesTable(p.data.linesOf(entry.Lines, p.data.accounts)))
	}
	p.seen.Objects = []fyne.CanvasObject{kit.Stack(0.4, parts...)}
	p.seen.Refresh()
	p.shell.refit()
}

// split says what the amount covers, what stays open, and what settling the loan that day costs.
func (p *loanEntryPage) split() []fyne.CanvasObject {
	t, l := p.shell.Text, &p.data.loan
	amount := p.typedAmount()
	settle := l.Settle()
	parts := []fyne.CanvasObject{}
	if amount > 0 {
		x := l.Split(amount)
		rows := []struct {
			key    string
			amount coop.Money
		}{
			{"ui.loan.penalty", x.Penalty},
			{"ui.loan.interest", x.Interest},
			{"ui.loan.principal", x.Principal},
			{"ui.loan.parked", x.Parked},
		}
		parts = append(parts, kit.NewHeading(t.T("ui.loan.split")), kit.NewShort([]kit.Column{
			{Title: t.T("ui.loan.part"), Ems: 9, Grow: 1}, {Title: t.T("common.amount"), Ems: 7.5, Figure: true},
		}, len(rows), func(row int, cells []kit.Cell) {
			cells[0].Text, cells[1].Text = t.T(rows[row].key), t.Figure(rows[row].amount)
		}, nil))
		due := l.Asked()
		switch {
		case settle.Sum() > 0 && amount >= settle.Sum():
			parts = append(parts, kit.Flow(0, kit.Chip(kit.ToneGood, "✓ "+t.T("ui.loan.settles"))))
		case amount < due:
			parts = append(parts, kit.Flow(0, kit.Chip(kit.ToneWait, "● "+t.T("ui.loan.part-of", due-amount))))
		case amount > due:
			parts = append(parts, kit.Flow(0, kit.Chip(kit.ToneWait, "● "+t.T("ui.loan.ahead", amount-due))))
		}
	}
	return append(parts, kit.Words(t.T("ui.loan.settle-words", settle.Sum(), settle.Principal, settle.Interest,
		settle.Penalty, settle.Waived), kit.ToneSoft))
}

func (p *loanEntryPage) busy() bool { return p.typed }

func (p *loanEntryPage) start() {
	if p.form != nil {
		p.form.Start()
	}
}

// record records the entry, or says what speaks against it. Where the loan of the typed day is still being read, it
// waits for that: the entry would stand on the day before.
func (p *loanEntryPage) record() {
	if p.form == nil || !p.form.Right() {
		return
	}
	if day := dayOf(p.date); day != p.data.loan.Day {
		p.readDay(day, p.record)
		return
	}
	s := p.shell
	entry, problems := p.entry()
	if len(problems) > 0 {
		s.Warn(problems[0])
		return
	}
	var made []coop.Recorded
	s.Record(func(ctx context.Context) (err error) {
		made, err = p.book.Record(ctx, s.session, coop.Act{Kind: coop.KindEntry, Body: entry})
		return err
	}, func() {
		p.typed = false
		s.done()
		s.Back()
		s.Tell("ui.loan.entered", made[0].Voucher)
	})
}
