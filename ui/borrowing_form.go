package ui

import (
	"context"
	"math/big"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"lumbung/assets"
	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// borrowingFormPage writes down an agreement, beginning with a preset of the lender's terms, or changes one.
type borrowingFormPage struct {
	shell *Shell
	book  moneyBook
	id    coop.ID // the agreement that is changed; zero: a new one

	was      coop.Borrowing
	presets  []coop.BorrowPreset
	form     *kit.Form
	preset   *kit.Choice
	account  *kit.Choice
	method   *kit.Choice
	lender   *kit.Entry
	number   *kit.Entry
	ceiling  *kit.MoneyEntry
	rate     *kit.Entry
	from     []*kit.DateEntry // a floating rate: from a day on
	later    []*kit.Entry     // and what it is then
	months   *kit.Entry
	grace    *kit.Entry
	dueDay   *kit.Entry
	date     *kit.DateEntry
	approver *kit.Entry
	signers  *kit.Entry
	uses     [4]*kit.Entry
	amounts  [4]*kit.MoneyEntry
	source   *kit.Field
	typed    bool
}

// borrowingFormData is what there is to begin with.
type borrowingFormData struct {
	view     coop.BorrowView
	accounts []coop.AccountRow
}

func newBorrowingForm(s *Shell, arg string) page {
	title := "ui.borrowings.new"
	if arg != "" {
		title = "ui.borrowing.change"
	}
	return bind(s.Text.T(title), &borrowingFormPage{shell: s, book: s.Book, id: idFrom(arg)})
}

func (p *borrowingFormPage) load(ctx context.Context) (d borrowingFormData, err error) {
	if !p.id.IsZero() {
		if d.view, err = borrowingIn(ctx, p.book, p.id, p.shell.today()); err != nil {
			return d, err
		}
	}
	all, err := p.book.Accounts(ctx)
	for _, a := range all {
		if coop.IsBorrowing(a.Code) && !a.Heading && !a.Closed {
			d.accounts = append(d.accounts, a)
		}
	}
	return d, err
}

func (p *borrowingFormPage) show(d borrowingFormData) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	if no := s.mayNot(coop.KindBorrowing); no != nil {
		return kit.Page(no)
	}
	p.was = d.view.Terms
	p.form = kit.NewForm(s.layer, 15)
	p.form.OnRecord, p.form.OnBack = p.record, s.Back
	p.form.OnChange = func() { p.typed = true }
	p.askPreset()
	p.askTerms(d.accounts)
	p.askSteps()
	p.askPlan()
	p.fill(p.was)
	return kit.Page(kit.Words(t.T("ui.borrowing.form-lead"), kit.ToneSoft),
		kit.Card(p.form.Content(), s.recordBar(p.record)))
}

// askPreset offers the terms of lenders as they are known today, for a new agreement.
func (p *borrowingFormPage) askPreset() {
	s, t := p.shell, p.shell.Text
	all, err := coop.LoadBorrowPresets(assets.BorrowPresets())
	if err != nil || !p.id.IsZero() {
		return
	}
	p.presets = coop.PresetsOn(all, s.today())
	var options []kit.Option
	for _, preset := range p.presets {
		options = append(options, kit.Option{Key: preset.Code, Title: t.In(preset.NameID, preset.NameEN)})
	}
	p.preset = s.chooser(options, "")
	p.source = p.form.Add(t.T("ui.borrowing.preset"), p.preset, nil)
	p.source.SetHint(t.T("ui.borrowing.preset-hint"))
	p.preset.OnChosen = func(o kit.Option) {
		for _, preset := range p.presets {
			if preset.Code == o.Key {
				p.source.SetHint(t.T("ui.borrowing.source", preset.Source))
				p.fill(preset.Terms)
			}
		}
	}
}

func (p *borrowingFormPage) askTerms(accounts []coop.AccountRow) {
	s, t := p.shell, p.shell.Text
	var options []kit.Option
	for _, a := range accounts {
		options = append(options, kit.Option{Key: a.Code, Title: t.In(a.NameID, a.NameEN), Remark: a.Code})
	}
	p.lender, p.number, p.rate, p.months = kit.NewEntry(""), kit.NewEntry(""), kit.NewEntry(""), kit.NewEntry("")
	p.grace, p.dueDay, p.approver, p.signers = kit.NewEntry(""), kit.NewEntry(""), kit.NewEntry(""), kit.NewEntry("")
	p.ceiling = kit.NewMoneyEntry(s.parseMoney, writeMoney)
	p.account = s.chooser(options, "")
	var methods []kit.Option
	for m := coop.MethodFlat; m <= coop.MethodAnnuity; m++ {
		methods = append(methods, kit.Option{Key: m.String(), Title: t.T("ui.borrowing.method." + m.String())})
	}
	p.method = s.chooser(methods, "")
	p.date = s.dateEntry()
	about := func(keys ...string) func() string { return func() string { return p.wrong(keys...) } }
	p.form.Add(t.T("ui.borrowing.lender"), p.lender, about(coop.ProblemBorrowLender))
	p.form.Add(t.T("ui.borrowing.number"), p.number, nil).SetHint(t.T("ui.borrowing.number-hint"))
	p.form.Add(t.T("ui.borrowing.date"), p.date, about(coop.ProblemBorrowDate))
	p.form.Add(t.T("ui.borrowing.account"), p.account, about(coop.ProblemBorrowAccount))
	p.form.Add(t.T("ui.borrowing.ceiling"), p.ceiling, about(coop.ProblemBorrowCeiling))
	p.form.Add(t.T("ui.borrowing.rate"), p.rate, about(coop.ProblemBorrowRate)).SetHint(t.T("ui.borrowing.rate-hint"))
	p.form.Add(t.T("ui.borrowing.method"), p.method, about(coop.ProblemBorrowMethod))
	p.form.Add(t.T("ui.borrowing.months"), p.months, about(coop.ProblemBorrowMonths))
	p.form.Add(t.T("ui.borrowing.grace"), p.grace, about(coop.ProblemBorrowGrace)).
		SetHint(t.T("ui.borrowing.grace-hint"))
	p.form.Add(t.T("ui.borrowing.due-day"), p.dueDay, about(coop.ProblemBorrowDueDay)).
		SetHint(t.T("ui.borrowing.due-day-hint"))
	p.form.Add(t.T("ui.borrowing.approver"), p.approver, nil).SetHint(t.T("ui.borrowing.approver-hint"))
	p.form.Add(t.T("ui.borrowing.signers"), p.signers, nil)
}

// askSteps asks for the days on which a floating rate changed: those that are known, and one more.
func (p *borrowingFormPage) askSteps() {
	t := p.shell.Text
	p.from, p.later = nil, nil
	for i := range len(p.was.Steps) + 1 {
		from, later := p.shell.dateEntry(), kit.NewEntry("")
		p.from, p.later = append(p.from, from), append(p.later, later)
		p.form.Add(t.T("ui.borrowing.step-from", i+1), from, nil).SetHint(t.T("ui.borrowing.step-hint"))
		p.form.Add(t.T("ui.borrowing.step-rate"), later, func() string { return p.wrong(coop.ProblemBorrowSteps) })
	}
}

// steps are the changes of the rate that are typed; one that is half typed has what no rate can be.
func (p *borrowingFormPage) steps() (all []coop.RateStep) {
	for i, from := range p.from {
		day, _ := from.Day()
		rate := strings.TrimSpace(p.later[i].Text)
		if day.IsZero() && strings.TrimSpace(from.Text) == "" && rate == "" {
			continue
		}
		step := coop.RateStep{Rate: basisPoints(rate)}
		if !day.IsZero() {
			step.From = coop.DateFromTime(day)
		}
		all = append(all, step)
	}
	return all
}

// askPlan asks what the money is meant for.
func (p *borrowingFormPage) askPlan() {
	s, t := p.shell, p.shell.Text
	for i := range p.uses {
		p.uses[i] = kit.NewEntry("")
		p.amounts[i] = kit.NewMoneyEntry(s.parseMoney, writeMoney)
		p.form.Add(t.T("ui.borrowing.use-n", i+1), p.uses[i], nil)
		p.form.Add(t.T("ui.borrowing.use-amount"), p.amounts[i], func() string {
			if i+1 < len(p.uses) {
				return ""
			}
			return p.wrong(coop.ProblemBorrowUse, coop.ProblemBorrowPlan)
		})
	}
}

// fill writes terms into the fields.
func (p *borrowingFormPage) fill(b coop.Borrowing) {
	number := func(n int64) string {
		if b.Months == 0 {
			return ""
		}
		return strconv.FormatInt(n, 10)
	}
	p.lender.SetText(b.Lender)
	p.number.SetText(b.Number)
	if b.Ceiling > 0 {
		p.ceiling.SetText(writeMoney(int64(b.Ceiling)))
		p.rate.SetText(strings.TrimSuffix(rateText(b.Rate, "id"), "%"))
	}
	p.months.SetText(number(b.Months))
	p.grace.SetText(number(b.Grace))
	p.dueDay.SetText(number(b.DueDay))
	if b.Date != 0 {
		p.date.SetDay(b.Date.Time())
	}
	p.approver.SetText(orElse(b.Approver, p.approver.Text))
	p.signers.SetText(orElse(b.Signers, p.signers.Text))
	p.account.Retake(b.Account)
	p.method.Retake(b.Method.String())
	for i, step := range b.Steps {
		if i < len(p.from) {
			p.from[i].SetDay(step.From.Time())
			p.later[i].SetText(strings.TrimSuffix(rateText(step.Rate, "id"), "%"))
		}
	}
	for i, use := range b.Plan {
		if i < len(p.uses) {
			p.uses[i].SetText(use.Text)
			p.amounts[i].SetText(writeMoney(int64(use.Amount)))
		}
	}
}

// whole reads a whole number; -1 where there is none. Empty is nothing.
func whole(text string) int64 {
	text = strings.TrimSpace(text)
	if text == "" {
		return 0
	}
	n, err := strconv.ParseInt(text, 10, 32)
	if err != nil {
		return -1
	}
	return n
}

// basisPoints reads percent with a comma or point: 6,25 is 625. -1 where it is none.
func basisPoints(text string) int64 {
	text = strings.ReplaceAll(strings.TrimSuffix(strings.TrimSpace(text), "%"), ",", ".")
	share, ok := new(big.Rat).SetString(strings.TrimSpace(text))
	if !ok || len(text) > 9 {
		return -1
	}
	share.Mul(share, big.NewRat(100, 1))
	if !share.IsInt() || !share.Num().IsInt64() {
		return -1
	}
	return share.Num().Int64()
}

// body is what is typed.
func (p *borrowingFormPage) body() coop.Borrowing {
	day, _ := p.date.Day()
	amount, _ := p.ceiling.Amount()
	b := coop.Borrowing{
		Lender: strings.TrimSpace(p.lender.Text), Number: strings.TrimSpace(p.number.Text),
		Account: p.account.Chosen().Key, Ceiling: coop.Money(amount), Rate: basisPoints(p.rate.Text),
		Months: whole(p.months.Text), Grace: whole(p.grace.Text), DueDay: whole(p.dueDay.Text),
		Approver: strings.TrimSpace(p.approver.Text), Signers: strings.TrimSpace(p.signers.Text), Replaces: p.id,
	}
	if !day.IsZero() {
		b.Date = coop.DateFromTime(day)
	}
	b.Steps = p.steps()
	b.Method, _ = coop.ParseLoanMethod(p.method.Chosen().Key)
	for i := range p.uses {
		sen, _ := p.amounts[i].Amount()
		if text := strings.TrimSpace(p.uses[i].Text); text != "" || sen != 0 {
			b.Plan = append(b.Plan, coop.BorrowedUse{Text: text, Amount: coop.Money(sen)})
		}
	}
	return b
}

// wrong says what is against some of what is typed.
func (p *borrowingFormPage) wrong(keys ...string) string {
	for _, problem := range coop.CheckBorrowing(p.body()) {
		for _, key := range keys {
			if problem.Key == key {
				return p.shell.Text.Problem(problem)
			}
		}
	}
	return ""
}

func (p *borrowingFormPage) busy() bool { return p.typed }

func (p *borrowingFormPage) start() {
	if p.form != nil {
		p.form.Start()
	}
}

func (p *borrowingFormPage) record() {
	if p.form == nil || !p.form.Right() {
		return
	}
	s, body := p.shell, p.body()
	if problems := coop.CheckBorrowing(body); len(problems) > 0 {
		s.Warn(problems[0])
		return
	}
	var made []coop.Recorded
	s.Record(func(ctx context.Context) (err error) {
		made, err = p.book.Record(ctx, s.session, coop.Act{Kind: coop.KindBorrowing, Body: body})
		return err
	}, func() {
		p.typed = false
		id := p.id
		if id.IsZero() {
			id = made[0].ID
		}
		s.Swap(Route{Page: PageBorrowing, Arg: id.String()})
		s.Tell("ui.borrowing.recorded", body.Title())
	})
}
