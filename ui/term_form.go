package ui

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// termFormPage records a new term deposit: the agreement and its money in one go.
type termFormPage struct {
	shell *Shell
	book  savingBook
	who   string // the member's id to begin with

	data     termFormData
	form     *kit.Form
	member   *kit.Choice
	memberAt *kit.Field
	amount   *kit.MoneyEntry
	amountAt *kit.Field
	months   *kit.Choice
	rate     *kit.Entry
	rateAt   *kit.Field
	date     *kit.DateEntry
	from     *kit.Choice
	roll     *kit.Choice
	number   *kit.Entry
	numberAt *kit.Field
	evidence *kit.Entry
	said     *fyne.Container
	typed    bool
	rated    bool // the rate was typed by hand
}

// termFormData is what the form offers and checks against.
type termFormData struct {
	rules    coop.SavingRules
	members  []coop.MemberView
	accounts []coop.AccountRow
	loose    map[coop.ID]coop.Money
	numbers  []string
}

func newTermForm(s *Shell, arg string) page {
	return bind(s.Text.T("ui.term.new"), &termFormPage{shell: s, book: s.Book, who: arg})
}

func (p *termFormPage) load(ctx context.Context) (d termFormData, err error) {
	settings, err := p.book.Settings(ctx)
	if err != nil {
		return d, err
	}
	d.rules = coop.SavingRulesOf(settings)
	if d.members, err = p.book.Members(ctx, ""); err != nil {
		return d, err
	}
	if d.accounts, err = p.book.Accounts(ctx); err != nil {
		return d, err
	}
	if d.loose, err = p.book.LooseTerms(ctx); err != nil {
		return d, err
	}
	terms, err := p.book.Terms(ctx)
	for _, v := range terms {
		d.numbers = append(d.numbers, v.Number)
	}
	return d, err
}

func (p *termFormPage) show(d termFormData) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	p.data, p.said = d, container.NewStack()
	if no := s.mayNot(coop.KindTerm); no != nil {
		return kit.Page(no)
	}
	today := s.today()
	p.form = kit.NewForm(s.layer, 14)
	p.member = s.chooser(personOptions(d.members, false), p.who)
	p.memberAt = p.form.Add(t.T("ui.term.member"), p.member, s.chosenMissing(p.member, "ui.term.member-missing"))
	p.amount = kit.NewMoneyEntry(s.parseMoney, writeMoney)
	p.amountAt = p.form.Add(t.T("ui.term.amount"), p.amount, s.amountMissing(p.amount))
	var lengths []kit.Option
	for _, n := range d.rules.TermMonths(today) {
		lengths = append(lengths, kit.Option{Key: strconv.FormatInt(n, 10), Title: t.T("ui.term.months-of", n)})
	}
	first := ""
	if len(lengths) > 0 {
		first = lengths[len(lengths)-1].Key
	}
	p.months = s.chooser(lengths, first)
	p.form.Add(t.T("ui.term.months"), p.months, s.chosenMissing(p.months, "ui.term.months-missing"))
	p.rate = filled(coop.FormatPercent(d.rules.TermRate(p.length(), today)))
	p.rateAt = p.form.Add(t.T("ui.term.rate"), p.rate, func() string {
		_, err := coop.ParsePercent(p.rate.Text)
		return s.Text.Sentence(err)
	}).SetHint(t.T("ui.term.rate-hint"))
	p.date = s.dateEntry()
	p.date.SetDay(today.Time())
	p.form.Add(t.T("ui.term.date"), p.date, s.dayMissing(p.date))
	from := s.moneyOptions(d.accounts, coop.AccountVoluntary)
	from = append(from, kit.Option{
		Key: coop.AccountTerm, Title: t.T("ui.term.from-loose"), Remark: coop.AccountTerm,
	})
	p.from = s.chooser(from, coop.MoneyDefault)
	p.form.Add(t.T("ui.term.from"), p.from, s.chosenMissing(p.from, "ui.dues.cash-missing"))
	var ends []kit.Option
	for _, r := range []coop.RollOver{coop.RollPrincipal, coop.RollBoth, coop.RollPay} {
		ends = append(ends, kit.Option{Key: strconv.Itoa(int(r)), Title: t.T(rollKey(r))})
	}
	p.roll = s.chooser(ends, ends[0].Key)
	p.form.Add(t.T("ui.term.roll"), p.roll, s.chosenMissing(p.roll, "ui.term.roll-missing"))
	p.number, p.evidence = kit.NewEntry(""), kit.NewEntry("")
	p.numberAt = p.form.Add(t.T("ui.term.number"), p.number, nil).SetHint(t.T("ui.term.number-hint"))
	p.form.Add(t.T("ui.record.evidence"), p.evidence, nil)
	p.form.OnRecord, p.form.OnBack, p.form.OnChange = p.record, s.Back, p.onChange
	p.months.OnChosen = func(kit.Option) { p.onLength() }
	p.from.OnChosen = func(kit.Option) { p.onChange() }
	p.draw()
	return kit.Footed(kit.Page(kit.Beside(30, 17, kit.Card(p.form.Content()), kit.Card(p.said))),
		s.recordBar(p.record, kit.Quiet(t.T("ui.cancel"), nil, s.Back)))
}

func (p *termFormPage) length() int64 {
	n, _ := strconv.ParseInt(p.months.Chosen().Key, 10, 16)
	return n
}

// onLength offers the rate of the chosen length, unless one was typed.
func (p *termFormPage) onLength() {
	if !p.rated {
		p.rate.SetText(coop.FormatPercent(p.data.rules.TermRate(p.length(), p.shell.today())))
		p.rated = false
	}
	p.onChange()
}

func (p *termFormPage) onChange() {
	p.typed = true
	offered := coop.FormatPercent(p.data.rules.TermRate(p.length(), p.shell.today()))
	p.rated = p.rate.Text != offered
	p.draw()
}

// term is the deposit as it is typed.
func (p *termFormPage) term() coop.Term {
	member, _ := coop.ParseID(p.member.Chosen().Key)
	amount, _ := p.amount.Amount()
	rate, _ := coop.ParsePercent(p.rate.Text)
	roll, _ := strconv.ParseUint(p.roll.Chosen().Key, 10, 8)
	return coop.Term{
		Member: member, Number: strings.TrimSpace(p.number.Text), Amount: coop.Money(amount), Months: p.length(),
		Rate: rate, Date: dayOf(p.date), Roll: coop.RollOver(roll),
	}
}

// draw says what the deposit will come to, and what is odd about it.
func (p *termFormPage) draw() {
	s, t, term := p.shell, p.shell.Text, p.term()
	parts := []fyne.CanvasObject{kit.NewHeading(t.T("ui.term.result"))}
	wrong, warn := p.data.rules.CheckTerm(term, p.data.numbers)
	if interest, err := p.data.rules.TermInterest(term); err == nil && term.Amount > 0 && term.Date != 0 {
		tax := p.data.rules.Tax(interest, term.End())
		parts = append(parts, kit.NewCaption(t.T("ui.term.end")), kit.NewLine(t.Day(term.End())), s.sumRows([]sumRow{
			{text: t.T("ui.term.amount"), amount: term.Amount},
			{text: t.T("ui.term.interest"), amount: interest},
			{text: t.T("ui.interest.tax"), amount: -tax},
			{text: t.T("ui.term.gets"), amount: term.Amount + interest - tax, bold: true},
		}))
	} else {
		parts = append(parts, kit.Words(t.T("ui.term.result-none"), kit.ToneSoft))
	}
	if len(wrong) == 0 || term.Amount > 0 {
		parts = append(parts, s.refusals(warn, kit.ToneWait)...)
	}
	p.said.Objects = []fyne.CanvasObject{kit.Stack(0.4, parts...)}
	p.said.Refresh()
	s.refit()
}

func (p *termFormPage) start() {
	if p.form != nil {
		p.form.Start()
	}
}
func (p *termFormPage) busy() bool { return p.typed }

// wrong says what refuses the deposit beside what the fields know.
func (p *termFormPage) wrong(ctx context.Context, term coop.Term) error {
	if wrong, _ := p.data.rules.CheckTerm(term, p.data.numbers); len(wrong) > 0 {
		return wrong[0]
	}
	switch p.from.Chosen().Key {
	case coop.AccountTerm:
		if held := p.data.loose[term.Member]; held < term.Amount {
			return coop.Problem{Key: coop.ProblemTermHeld, Args: []any{held, term.Amount}}
		}
	case coop.AccountVoluntary:
		free, err := freeOf(ctx, p.book, term.Member, coop.AccountVoluntary, term.Date)
		if err != nil {
			return err
		}
		if free < term.Amount {
			return coop.Problem{Key: coop.ProblemSavingBalance, Args: []any{term.Amount, free}}
		}
	}
	return nil
}

// freeOf gives what a member may draw of a saving: what is there, without what is blocked and what must stay.
func freeOf(ctx context.Context, book savingBook, who coop.ID, account string, day coop.Date) (coop.Money, error) {
	s, err := book.MemberStatement(ctx, who, day, day)
	if err != nil {
		return 0, fmt.Errorf("read what the member has: %w", err)
	}
	blocks, err := book.Blocks(ctx)
	if err != nil {
		return 0, err
	}
	settings, err := book.Settings(ctx)
	if err != nil {
		return 0, err
	}
	same := func(id coop.ID) coop.ID { return id }
	blocked := coop.Blocked(blocks, same, s.Member.Member, account, day)
	minimum := coop.SavingRulesOf(settings).Minimum(account, coop.ID{}, day)
	return coop.Available(s.Closing[account], blocked, minimum), nil
}

func (p *termFormPage) record() {
	if p.form == nil || !p.form.Right() {
		return
	}
	s, term, from := p.shell, p.term(), p.from.Chosen().Key
	evidence := strings.TrimSpace(p.evidence.Text)
	var made []coop.Recorded
	s.Record(func(ctx context.Context) (err error) {
		if err = p.wrong(ctx, term); err != nil {
			return err
		}
		made, err = p.book.RecordWith(ctx, s.session, []coop.Act{{Kind: coop.KindTerm, Body: term}},
			func(ids []coop.ID) ([]coop.Act, error) {
				e, problems := coop.OpenTerm(term, ids[0], from, "", evidence)
				if len(problems) > 0 {
					return nil, problems[0]
				}
				return []coop.Act{{Kind: coop.KindEntry, Body: e}}, nil
			})
		return err
	}, func() {
		p.typed = false
		s.Swap(Route{Page: PageTerm, Arg: made[0].ID.String()})
		s.Tell("ui.term.recorded", term.Amount)
	})
}
