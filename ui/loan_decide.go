package ui

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// loanDecidePage lets the chair, a supervisor or the manager decide on an application or on a proposal about a running
// loan, under their own signature. Nobody decides on what they recorded.
type loanDecidePage struct {
	shell   *Shell
	book    loanBook
	id      coop.ID
	act     coop.ID // of the proposal; zero: the application
	wrong   error
	against bool

	data  loanDecideData
	sign  *signer
	form  *kit.Form
	first *kit.DateEntry
	why   *kit.Entry
	seen  *fyne.Container
}

// loanDecideData is what is decided on, and by whom it can be.
type loanDecideData struct {
	loanFacts
	loan    coop.LoanView
	head    coop.Head
	author  coop.UserRow
	act     coop.LoanDecision
	need    coop.Consent
	votes   []coop.Vote
	people  map[coop.ID]string
	signers *signer
}

func newLoanDecide(s *Shell, arg string) page {
	arg, against := strings.CutSuffix(arg, witnessAgainst)
	loan, act, _ := strings.Cut(arg, ":")
	id, err := coop.ParseID(loan)
	p := &loanDecidePage{shell: s, book: s.Book, id: id, wrong: err, against: against}
	if err == nil {
		p.act, p.wrong = coop.ParseID(act)
	}
	return bind(s.Text.T("ui.loan.decide-title"), p)
}

func (p *loanDecidePage) load(ctx context.Context) (d loanDecideData, err error) {
	if p.wrong != nil {
		return d, p.wrong
	}
	if d.loanFacts, err = readLoanFacts(ctx, p.book, p.shell.today()); err != nil {
		return d, err
	}
	if d.loan, err = p.book.Loan(ctx, p.id, p.shell.today()); err != nil {
		return d, err
	}
	author := d.loan.Case.Author
	d.head, d.votes = d.loan.Case.Head, d.loan.Case.Votes
	d.need = d.loan.Case.Consent(d.loan.Rules.Limits)
	for _, a := range d.loan.Case.Acts {
		if coop.HashID(a.Head.Hash, 0) == p.act {
			d.act, d.head, author = a, a.Head, a.Author
			d.votes, d.need = a.Votes, a.Needs
		}
	}
	users, err := p.book.Users(ctx)
	if err != nil {
		return d, err
	}
	d.people = map[coop.ID]string{}
	for _, u := range users {
		if d.people[u.User] = u.Name; u.User == author {
			d.author = u
		}
	}
	if d.signers, err = signing(ctx, p.shell, p.book, coop.KindApproval, author, d.need.May); err != nil {
		return d, err
	}
	d.signers.users = slices.DeleteFunc(d.signers.users, func(u coop.UserRow) bool { return p.said(&d, u.User) })
	return d, nil
}

// said says whether somebody agreed already: only the other signature is asked for then, or their no.
func (p *loanDecidePage) said(d *loanDecideData, user coop.ID) bool {
	return !p.against && slices.ContainsFunc(d.votes, func(v coop.Vote) bool { return v.Author == user && v.Granted })
}

// terms are what the loan would run under: those that somebody granted already, else the product's of today.
func (p *loanDecidePage) terms() coop.LoanTerms {
	l := &p.data.loan
	if terms, some := coop.GrantedTerms(p.data.votes); some {
		return terms
	}
	first := coop.FirstDue(p.shell.today())
	if p.first != nil {
		if day, complaint := p.first.Day(); complaint == "" && !day.IsZero() {
			first = coop.DateFromTime(day)
		}
	}
	return l.Product.Apply(l.Case.Loan.Principal, l.Case.Loan.Months, first)
}

func (p *loanDecidePage) show(d loanDecideData) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	p.data, p.sign = d, d.signers
	p.seen = container.NewStack()
	own := d.author.User == s.session.User && !d.author.User.IsZero()
	if len(d.signers.users) == 0 {
		p.draw()
		return kit.Page(kit.Beside(24, 22, kit.Card(p.seen), kit.Card(
			kit.Words(t.T("ui.loan.nobody-decides", t.T(d.need.Key()), d.author.Name), kit.ToneSoft))))
	}
	p.form = kit.NewForm(s.layer, 0)
	p.ask()
	p.draw()
	var parts []fyne.CanvasObject
	if own {
		parts = append(parts, kit.Notice(kit.ToneWait, t.T("ui.loan.own", d.author.Name)))
	}
	do, other := t.T("ui.loan.grant"), kit.Quiet(t.T("ui.loan.refuse"), theme.CancelIcon(), func() {
		s.Swap(Route{Page: PageLoanDecide, Arg: s.here().Arg + witnessAgainst})
	})
	if p.against {
		do, other = t.T("ui.loan.refuse-do"), kit.Quiet(t.T("ui.cancel"), nil, s.Back)
	}
	parts = append(parts, kit.Words(t.T("ui.loan.decide-about"), kit.ToneSoft), p.form.Content())
	return kit.Footed(kit.Page(kit.Beside(24, 22, kit.Card(p.seen), kit.Card(parts...))),
		kit.Flow(0.6, kit.Main(do, theme.ConfirmIcon(), p.record), kit.NewCaption(t.T("ui.record.key")), other))
}

// ask sets up the questions: when the first instalment is due, who decides, and why not.
func (p *loanDecidePage) ask() {
	s, t := p.shell, p.shell.Text
	p.first = nil
	if p.act.IsZero() && !p.against {
		first := s.dateEntry()
		first.SetDay(p.terms().First.Time())
		p.form.Add(t.T("ui.loan.first"), first, func() string {
			if sentence := s.dayMissing(first)(); sentence != "" {
				return sentence
			}
			terms := p.terms()
			if problems := terms.Problems(); len(problems) > 0 {
				return t.Problem(problems[0])
			}
			return ""
		})
		p.first = first
	}
	p.sign.ask(p.form)
	if p.why = kit.NewEntry(""); p.against {
		p.form.Add(t.T("ui.loan.refuse-why"), p.why, func() string {
			if strings.TrimSpace(p.why.Text) == "" {
				return t.T("ui.loan.reason-missing")
			}
			return ""
		})
	}
	p.form.OnRecord, p.form.OnBack, p.form.OnChange = p.record, s.Back, p.draw
}

// draw shows what is decided on: who wrote it, what it comes to, what speaks against it, and who decided already.
func (p *loanDecidePage) draw() {
	s, t, d := p.shell, p.shell.Text, &p.data
	l := &d.loan
	parts := []fyne.CanvasObject{
		kit.HeadWords(l.MemberName + " · " + l.Number),
		kit.Words(t.T("ui.loan.written-by", d.author.Name, t.Role(d.author.Role)), kit.ToneInk),
	}
	if p.act.IsZero() {
		parts = append(parts, p.application()...)
	} else {
		a := d.act.Act
		parts = append(parts, kit.NewHeading(t.T(actKey(a.Class))))
		if a.Amount > 0 {
			parts = append(parts, kit.NewFigure(t.Rupiah(a.Amount)))
		}
		if a.Grade != 0 && a.Class == coop.LoanGrade {
			parts = append(parts, kit.NewFigure(t.T(a.Grade.Key())))
		}
		parts = append(parts, kit.Words(a.Reason, kit.ToneInk),
			kit.Words(t.T("ui.loan.stands", l.Outstanding, l.Arrears.Sum(), s.today()), kit.ToneSoft))
	}
	if words := t.consent(d.need, d.votes); d.need == coop.ConsentBoth {
		parts = append(parts, kit.Notice(kit.ToneWait, words))
	} else {
		parts = append(parts, kit.Words(words, kit.ToneSoft))
	}
	for _, v := range d.votes {
		parts = append(parts, t.decidedBy(v, d.people))
	}
	p.seen.Objects = []fyne.CanvasObject{kit.Stack(0.4, parts...)}
	p.seen.Refresh()
	s.refit()
}

// application says what a loan comes to under the terms that would be granted.
func (p *loanDecidePage) application() []fyne.CanvasObject {
	t, l := p.shell.Text, &p.data.loan
	terms := p.terms()
	lines, err := terms.Schedule()
	if err != nil || len(lines) == 0 {
		return []fyne.CanvasObject{kit.Words(t.Sentence(err), kit.ToneBad)}
	}
	b, sum := l.Case.Loan, coop.SumLoan(lines)
	can := coop.AbilityOf(b, lines)
	parts := []fyne.CanvasObject{
		kit.NewFigure(t.Rupiah(terms.Principal)),
		kit.Words(t.T("ui.loan.terms-sum", terms.Principal, t.Count(int(terms.Months)), lines[0].Instalment(),
			sum.Interest), kit.ToneInk),
		kit.Words(t.loanRates(&terms, lines), kit.ToneInk),
		kit.Words(t.T("ui.loan.due-between", lines[0].Due, lines[len(lines)-1].Due), kit.ToneSoft),
	}
	if b.Income > 0 {
		parts = append(parts, kit.Words(t.T("ui.loan.means", b.Income, b.Spending, b.Owed, can.Left), kit.ToneSoft))
	}
	if b.Note != "" {
		parts = append(parts, kit.Words(t.T("ui.loan.note-words", b.Note), kit.ToneSoft))
	}
	facts := p.data.of(b.Member, p.shell.today())
	return append(parts, t.againstLoan(coop.CheckLoan(l.Case, &terms, l.Product, facts, p.data.register.Rules))...)
}

func (p *loanDecidePage) busy() bool { return p.sign != nil && p.sign.busy() }

func (p *loanDecidePage) start() {
	if p.form != nil {
		p.form.Start()
	}
}

// record records the decision of whoever signed.
func (p *loanDecidePage) record() {
	if p.form == nil {
		return
	}
	body := coop.Approval{Subject: p.data.head, Granted: !p.against}
	if p.against {
		body.Reason = strings.TrimSpace(p.why.Text)
	} else if p.act.IsZero() {
		terms := p.terms()
		body.Figures = terms.Figures()
	}
	s := p.shell
	acts := func(mark []byte) []coop.Act { return []coop.Act{{Kind: coop.KindApproval, Body: body, Mark: mark}} }
	p.sign.sign(body, acts, func() {
		name := p.sign.name.Chosen().Title
		s.Back()
		switch {
		case p.against:
			s.Tell("ui.loan.refused", name)
		case p.data.need == coop.ConsentBoth && coop.Agreed(p.data.need, p.data.votes) == 0:
			s.Tell("ui.loan.granted-one", name)
		default:
			s.Tell("ui.loan.granted", name)
		}
	})
}
