package ui

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// loanPage is the card of one loan: its terms, its schedule with what was paid, what stands behind it, and what was
// decided about it. From here all else is done about it.
type loanPage struct {
	shell *Shell
	book  loanBook
	id    coop.ID
	wrong error

	data  loanData
	deeds []deed
	first int // so many of them are about money or the decision that waits; the others are put forward
}

// loanData is one loan with what was decided and posted.
type loanData struct {
	loan    coop.LoanView
	members map[coop.ID]string
	people  map[coop.ID]string
	lines   []coop.SubLine
}

func newLoan(s *Shell, arg string) page {
	id, err := coop.ParseID(arg)
	return bind(s.Text.T("ui.loan.card"), &loanPage{shell: s, book: s.Book, id: id, wrong: err})
}

func (p *loanPage) load(ctx context.Context) (d loanData, err error) {
	if p.wrong != nil {
		return d, p.wrong
	}
	if d.loan, err = p.book.Loan(ctx, p.id, p.shell.today()); err != nil {
		return d, err
	}
	if d.lines, err = p.book.LinesOfLoan(ctx, p.id); err != nil {
		return d, err
	}
	members, err := p.book.Members(ctx, "")
	if err != nil {
		return d, err
	}
	d.members, d.people = map[coop.ID]string{}, map[coop.ID]string{}
	for _, m := range members {
		d.members[m.Member] = m.Name
	}
	users, err := p.book.Users(ctx)
	for _, u := range users {
		d.people[u.User] = u.Name
	}
	return d, err
}

func (p *loanPage) show(d loanData) fyne.CanvasObject {
	t, l := p.shell.Text, &d.loan
	p.data = d
	p.deeds = p.may()
	tone, words := t.loanChip(&l.LoanState)
	chips := kit.Flow(0.4, kit.Chip(tone, words))
	if grade := t.loanGrade(&l.LoanState); grade != "" {
		chips.Add(kit.Chip(kit.ToneSoft, t.T("ui.loan.grade")+": "+grade))
	}
	parts := []fyne.CanvasObject{chips}
	if buttons := t.deedButtons(p.deeds); p.first > 0 {
		parts = append(parts, kit.Flow(0.5, buttons[:p.first]...))
	}
	if l.PaidOut != 0 {
		parts = append(parts, p.figures())
	}
	if l.Status == coop.LoanReplaced && l.Owes() {
		parts = append(parts, kit.Notice(kit.ToneWait,
			t.T("ui.loan.left-behind", l.Arrears.Interest, l.Arrears.Penalty)))
	}
	parts = append(parts, kit.Tiles(20, 0.8, kit.Card(p.terms()...), kit.Card(p.decisions()...)))
	if lines := p.scheduleLines(); len(lines) > 0 {
		parts = append(parts, kit.NewHeading(t.T("ui.loan.schedule")), p.schedule(lines))
	}
	if payments := p.payments(); len(payments) > 0 {
		parts = append(parts, kit.NewHeading(t.T("ui.loan.payments")), p.paid(payments))
	}
	return kit.Page(parts...)
}

// figures are what somebody at the counter asks first.
func (p *loanPage) figures() fyne.CanvasObject {
	t, l := p.shell.Text, &p.data.loan
	next, when := coop.Money(0), t.T("ui.loan.no-next")
	if l.Next < len(l.Lines) && l.Outstanding > 0 {
		next, when = l.Lines[l.Next].Open(), t.Day(l.Lines[l.Next].Due)
	}
	settle := l.Settle()
	cards := []fyne.CanvasObject{
		kit.FigureCard(t.T("ui.loan.outstanding"), t.Rupiah(l.Outstanding), t.T("ui.loan.of", l.Lent), kit.ToneInk),
		kit.FigureCard(t.T("ui.loan.arrears"), t.Rupiah(l.Arrears.Sum()),
			t.T("ui.loan.with-penalty", l.Arrears.Penalty), kit.ToneInk),
		kit.FigureCard(t.T("ui.loan.next"), t.Rupiah(next), when, kit.ToneInk),
		kit.FigureCard(t.T("ui.loan.settle-today"), t.Rupiah(settle.Sum()), t.T("ui.loan.waived", settle.Waived),
			kit.ToneInk),
	}
	if l.WrittenOff > 0 {
		cards = append(cards[:2], kit.FigureCard(t.T("ui.loan.claimed"), t.Rupiah(l.WrittenOff),
			t.T("ui.loan.recovered", l.Recovered), kit.ToneInk))
	}
	if l.Parked > 0 {
		cards = append(cards, kit.FigureCard(t.T("ui.loan.parked"), t.Rupiah(l.Parked), "", kit.ToneInk))
	}
	return kit.Tiles(10, 0.5, cards...)
}

// asked are the terms that were granted or, before that, those that the product gives today.
func (p *loanPage) asked() coop.LoanTerms {
	l := &p.data.loan
	if l.Case.Granted {
		return l.Case.Terms
	}
	return l.Product.Apply(l.Case.Loan.Principal, l.Case.Loan.Months, coop.FirstDue(p.shell.today()))
}

// terms says in sentences what was agreed, and what stands behind it.
func (p *loanPage) terms() []fyne.CanvasObject {
	t, l := p.shell.Text, &p.data.loan
	terms := p.asked()
	lines, err := terms.Schedule()
	if err != nil {
		return []fyne.CanvasObject{kit.Words(t.Sentence(err), kit.ToneBad)}
	}
	sum := coop.SumLoan(lines)
	parts := []fyne.CanvasObject{
		kit.NewHeading(t.T("ui.loan.terms")),
		kit.Words(t.T("ui.loan.terms-sum", terms.Principal, t.Count(int(terms.Months)), lines[0].Instalment(),
			sum.Interest), kit.ToneInk),
		kit.Words(t.loanRates(&terms, lines), kit.ToneInk),
		kit.Words(t.T("ui.loan.terms-costs", terms.ProvisionFee(), terms.Admin), kit.ToneSoft),
		kit.Words(t.T("ui.loan.terms-penalty", permille(terms.Penalty), t.Count(int(terms.Grace))), kit.ToneSoft),
	}
	if l.Case.Loan.Purpose != "" {
		parts = append(parts, kit.Words(t.T("ui.loan.for", l.Case.Loan.Purpose), kit.ToneSoft))
	}
	for _, s := range l.Case.Loan.Behind {
		parts = append(parts, kit.Words("• "+p.security(s), kit.ToneInk))
	}
	if len(l.Case.Loan.Behind) == 0 {
		parts = append(parts, kit.Words(t.T("ui.loan.nothing-behind"), kit.ToneSoft))
	}
	return parts
}

// permille writes a penalty a day, in thousandths of a per cent, as per cent: 100 is 0,1 %.
func permille(thousandths int64) string {
	return strings.TrimRight(strings.TrimRight(fmt.Sprintf("%d,%03d", thousandths/1000, thousandths%1000), "0"), ",") +
		" %"
}

func (p *loanPage) security(s coop.Security) string {
	t := p.shell.Text
	switch s.Class {
	case coop.SecuritySaving:
		return t.T("ui.loan.behind-saving", p.data.members[s.Member], s.Value)
	case coop.SecurityGuarantor:
		return t.T("ui.loan.behind-surety", strings.TrimSpace(p.data.members[s.Member]+" "+s.Text))
	}
	return t.T("ui.loan.behind-goods", s.Text, s.Value)
}

// decisions says who applied, who decided, and which proposals there are.
func (p *loanPage) decisions() []fyne.CanvasObject {
	s, t, c := p.shell, p.shell.Text, p.data.loan.Case
	parts := []fyne.CanvasObject{
		kit.NewHeading(t.T("ui.loan.decisions")),
		kit.Words(t.T("ui.loan.applied-by", p.data.people[c.Author], c.Loan.Date), kit.ToneInk),
	}
	if c.Loan.Related {
		parts = append(parts, kit.Notice(kit.ToneWait, t.T("ui.loan.related-both")))
	}
	need := c.Consent(p.data.loan.Rules.Limits)
	if p.data.loan.Status == coop.LoanApplied {
		parts = append(parts, kit.Words(t.consent(need, c.Votes), kit.ToneSoft))
	}
	for _, v := range c.Votes {
		parts = append(parts, t.decidedBy(v, p.data.people))
	}
	for _, d := range c.Acts {
		tone, state := kit.ToneWait, "● "+t.T("ui.loan.act-waits")
		carried := p.carried(d)
		switch {
		case d.Refused:
			tone, state = kit.ToneSoft, "✗ "+t.T("ui.loan.act-refused")
		case carried:
			tone, state = kit.ToneGood, "✓ "+t.T("ui.loan.act-carried")
		case d.Granted && carries(d.Act.Class):
			state = "● " + t.T("ui.loan.act-granted")
		case d.Granted:
			tone, state = kit.ToneGood, "✓ "+t.T("ui.loan.act-holds")
		case d.Needs == coop.ConsentBoth:
			state = "● " + t.T("ui.loan.one-of-two", t.Count(coop.Agreed(d.Needs, d.Votes)))
		}
		words := t.T(actKey(d.Act.Class)) + " · " + t.ShortDay(d.Act.Date)
		if d.Act.Amount > 0 {
			words += " · " + t.Rupiah(d.Act.Amount)
		}
		row := kit.Flow(0.4, kit.Chip(tone, state))
		arg := p.id.String() + ":" + coop.HashID(d.Head.Hash, 0).String()
		if !d.Refused && !carried && (!d.Granted || carries(d.Act.Class)) {
			row.Add(kit.Quiet(t.T("ui.loan.decide"), nil, func() { s.Go(Route{Page: PageLoanDecide, Arg: arg}) }))
		}
		if d.Granted && !carried && carries(d.Act.Class) && s.session.Role.May(coop.KindEntry) {
			row.Add(kit.Button(t.T("ui.loan.carry"), nil, func() {
				s.Go(Route{Page: PageLoanEntry, Arg: loanCarry + ":" + arg})
			}))
		}
		said := []fyne.CanvasObject{kit.Words(words+": "+d.Act.Reason, kit.ToneInk)}
		for _, v := range d.Votes {
			said = append(said, t.decidedBy(v, p.data.people))
		}
		parts = append(parts, kit.Stack(0.2, append(said, row)...))
	}
	if more := p.deeds[p.first:]; len(more) > 0 {
		parts = append(parts, kit.Words(t.T("ui.loan.more"), kit.ToneSoft))
		for _, d := range more {
			parts = append(parts, kit.Flow(0, kit.Quiet(t.T(d.key)+" · "+t.T(d.word), nil, d.do)))
		}
	}
	return parts
}

// decidedBy says who decided, as what, and what.
func (t *Text) decidedBy(v coop.Vote, people map[coop.ID]string) fyne.CanvasObject {
	key := "ui.loan.refused-by"
	if v.Granted {
		key = "ui.loan.granted-by"
	}
	return kit.Words(strings.TrimSpace(t.T(key, people[v.Author], t.Role(v.Role), v.Reason)), kit.ToneInk)
}

// consent says who must agree, and how many of two did.
func (t *Text) consent(need coop.Consent, votes []coop.Vote) string {
	words := t.T(need.Key())
	if need == coop.ConsentBoth {
		words += " " + t.T("ui.loan.one-of-two", t.Count(coop.Agreed(need, votes))) + "."
	}
	return words
}

// carries says whether a decision of the class is carried out by an entry.
func carries(class coop.LoanClass) bool {
	return class == coop.LoanWriteOff || class == coop.LoanForgive || class == coop.LoanSeize
}

// carried says whether a decision was carried out.
func (p *loanPage) carried(d coop.LoanDecision) bool {
	once := coop.LoanActOnce(d.Head.Hash).ID()
	taken := map[coop.ID]bool{}
	for _, l := range p.data.lines {
		taken[l.Reverses] = true
	}
	for _, l := range p.data.lines {
		if l.Once == once && !taken[l.Entry] {
			return true
		}
	}
	return false
}

func actKey(class coop.LoanClass) string { return fmt.Sprintf("ui.loan.act.%d", class) }

// may lists what can be done about the loan now, by whoever sits here.
func (p *loanPage) may() []deed {
	s, l := p.shell, &p.data.loan
	id := p.id.String()
	go_ := func(page, arg string) func() { return func() { s.Go(Route{Page: page, Arg: arg}) } }
	var all []deed
	add := func(when bool, name string, do func()) {
		if when {
			all = append(all, deed{"ui.loan.key." + name, "ui.loan.do." + name, do})
		}
	}
	role := s.session.Role
	enters, acts := role.May(coop.KindEntry), role.May(coop.KindLoanAct)
	entry := func(what string) func() { return go_(PageLoanEntry, what+":"+id) }
	act := func(class coop.LoanClass) func() { return go_(PageLoanAct, fmt.Sprintf("%d:%s", class, id)) }
	waits := l.Status == coop.LoanApplied || l.Status == coop.LoanDeclined
	renews := !l.Case.Loan.Replaces.IsZero()
	add(waits, "decide", go_(PageLoanDecide, id))
	add(l.Status == coop.LoanGranted && enters && !renews, "out", entry(loanOut))
	add(l.Status == coop.LoanGranted && enters && renews, "renew", entry(loanRenew))
	add((l.Runs() || l.Owes()) && enters, "pay", entry(loanPay))
	add(l.Status == coop.LoanGranted && enters && !renews && l.Open.Most() > 0, "take", entry(loanTake))
	add(l.Runs() && enters, "settle", entry(loanSettle))
	add(l.WrittenOff > 0 && enters, "recover", entry(loanRecover))
	p.first = len(all)
	add(l.Runs() && role.May(coop.KindLoan), "again", go_(PageLoanForm, id))
	add(l.Runs() && acts, "grade", act(coop.LoanGrade))
	add((l.Runs() || l.Owes()) && acts, "waive", act(coop.LoanWaive))
	add(l.Runs() && acts && len(l.Case.Loan.Behind) > 0, "release", act(coop.LoanRelease))
	add(l.Runs() && acts && len(l.Case.Loan.Behind) > 0, "seize", act(coop.LoanSeize))
	add(l.Runs() && acts, "write-off", act(coop.LoanWriteOff))
	add(l.WrittenOff > 0 && acts, "forgive", act(coop.LoanForgive))
	return all
}

func (p *loanPage) heading() string {
	return strings.TrimSpace(p.data.loan.MemberName + " · " + p.data.loan.Number)
}

func (p *loanPage) letter(r rune) bool { return p.shell.Text.byLetter(p.deeds, r) }
