package ui

import (
	"context"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// loanActPage puts something forward about a running loan: a write-off, another grade, interest let off, collateral
// taken over or given back. Others decide.
type loanActPage struct {
	shell *Shell
	book  loanBook
	class coop.LoanClass
	id    coop.ID
	wrong error

	loan   coop.LoanView
	form   *kit.Form
	date   *kit.DateEntry
	amount *kit.MoneyEntry
	grade  *kit.Choice
	reason *kit.Entry
	typed  bool
}

func newLoanAct(s *Shell, arg string) page {
	class, loan, _ := strings.Cut(arg, ":")
	n, err := strconv.ParseUint(class, 10, 8)
	p := &loanActPage{shell: s, book: s.Book, class: coop.LoanClass(n), wrong: err}
	if err == nil {
		p.id, p.wrong = coop.ParseID(loan)
	}
	return bind(s.Text.T(actKey(p.class)), p)
}

func (p *loanActPage) load(ctx context.Context) (coop.LoanView, error) {
	if p.wrong != nil {
		return coop.LoanView{}, p.wrong
	}
	return p.book.Loan(ctx, p.id, p.shell.today())
}

func (p *loanActPage) show(l coop.LoanView) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	p.loan = l
	if no := s.mayNot(coop.KindLoanAct); no != nil {
		return kit.Page(no)
	}
	p.form = kit.NewForm(s.layer, 0)
	p.date = s.dateEntry()
	p.date.SetDay(s.today().Time())
	p.form.Add(t.T("common.date"), p.date, s.dayMissing(p.date))
	p.askFigures()
	p.reason = kit.NewEntry("")
	p.form.Add(t.T("ui.loan.reason"), p.reason, func() string {
		if strings.TrimSpace(p.reason.Text) == "" {
			return t.T("ui.loan.reason-missing")
		}
		return ""
	})
	p.form.OnRecord, p.form.OnBack, p.form.OnChange = p.record, s.Back, func() { p.typed = true }
	about := kit.Card(
		kit.HeadWords(l.MemberName+" · "+l.Number),
		kit.Words(t.T("ui.loan.stands", l.Outstanding, l.Arrears.Sum(), s.today()), kit.ToneInk),
		kit.Words(t.T("ui.loan.act-about."+strconv.Itoa(int(p.class))), kit.ToneSoft))
	return kit.Footed(kit.Page(kit.Beside(22, 22, kit.Card(p.form.Content()), about)), s.recordBar(p.record))
}

// askFigures asks for the amount or the grade that is put forward.
func (p *loanActPage) askFigures() {
	s, t, l := p.shell, p.shell.Text, &p.loan
	switch p.class {
	case coop.LoanGrade:
		var grades []kit.Option
		for g := coop.GradeGood; g <= coop.GradeLoss; g++ {
			grades = append(grades, kit.Option{Key: strconv.Itoa(int(g)), Title: t.T(g.Key())})
		}
		p.grade = kit.NewChoice(s.layer, t.T("ui.choice.none"), kit.FindIn(grades))
		p.form.Add(t.T("ui.loan.grade"), p.grade, func() string {
			if p.grade.Chosen().Key == "" {
				return t.T("ui.loan.grade-missing")
			}
			return ""
		})
	case coop.LoanRelease:
	default:
		most := map[coop.LoanClass]coop.Money{
			coop.LoanWriteOff: l.Outstanding, coop.LoanForgive: l.WrittenOff,
			coop.LoanWaive: l.Arrears.Penalty + l.Arrears.Interest + l.Settle().Interest,
			coop.LoanSeize: l.Outstanding + l.Arrears.Interest,
		}[p.class]
		p.amount = kit.NewMoneyEntry(s.parseMoney, writeMoney)
		if p.class == coop.LoanWriteOff || p.class == coop.LoanForgive {
			p.amount.SetAmount(int64(most))
		}
		p.form.Add(t.T("ui.loan.act-amount"), p.amount, func() string {
			switch amount, _ := p.amount.Amount(); {
			case amount <= 0:
				return t.T("loan.entry.nothing")
			case coop.Money(amount) > most:
				return t.T("loan.entry.too-much", coop.Money(amount), most)
			}
			return ""
		})
	}
}

func (p *loanActPage) busy() bool { return p.typed }

func (p *loanActPage) start() {
	if p.form != nil {
		p.form.Start()
	}
}

// record puts it forward and goes on to who decides.
func (p *loanActPage) record() {
	if p.form == nil || !p.form.Right() {
		return
	}
	day, _ := p.date.Day()
	body := coop.LoanAct{
		Loan: p.id, Class: p.class, Date: coop.DateFromTime(day), Reason: strings.TrimSpace(p.reason.Text),
	}
	if p.amount != nil {
		amount, _ := p.amount.Amount()
		body.Amount = coop.Money(amount)
	}
	if p.grade != nil {
		n, _ := strconv.Atoi(p.grade.Chosen().Key) // one of the options
		body.Grade = coop.Grade(n)
	}
	s := p.shell
	var made []coop.Recorded
	s.Record(func(ctx context.Context) (err error) {
		made, err = p.book.Record(ctx, s.session, coop.Act{Kind: coop.KindLoanAct, Body: body})
		return err
	}, func() {
		p.typed = false
		s.done()
		s.Swap(Route{Page: PageLoanDecide, Arg: p.id.String() + ":" + made[0].ID.String()})
		s.Tell("ui.loan.proposed")
	})
}
