package ui

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// termRoll stands behind a deposit's id where it goes on.
const termRoll = ":roll"

// termEndPage pays a deposit out, breaks it, or lets it go on: the arithmetic first, then one entry.
type termEndPage struct {
	shell *Shell
	book  savingBook
	id    coop.ID
	wrong error
	roll  bool

	data     termEndData
	form     *kit.Form
	date     *kit.DateEntry
	to       *kit.Choice
	number   *kit.Entry
	evidence *kit.Entry
	said     *fyne.Container
	sum      coop.TermSum
	problems []coop.Problem
}

// termEndData is the deposit, and what the month brought its owner before.
type termEndData struct {
	termData
	before map[coop.Month]coop.TaxState
	closed coop.Date // the last day of the last close
}

func newTermEnd(s *Shell, arg string) page {
	arg, roll := strings.CutSuffix(arg, termRoll)
	id, err := coop.ParseID(arg)
	title := "ui.term.pay"
	if roll {
		title = "ui.term.roll-do"
	}
	return bind(s.Text.T(title), &termEndPage{shell: s, book: s.Book, id: id, wrong: err, roll: roll})
}

func (p *termEndPage) load(ctx context.Context) (d termEndData, err error) {
	if p.wrong != nil {
		return d, p.wrong
	}
	if d.termData, err = readTerm(ctx, p.shell, p.book, p.id); err != nil {
		return d, err
	}
	info, err := p.book.Info(ctx)
	if err != nil {
		return d, err
	}
	d.closed, d.before = info.Closed, map[coop.Month]coop.TaxState{}
	today := p.shell.today()
	for m := max(d.Date.Month(), min(d.End(), today).Month().Add(-2)); m <= today.Month(); m = m.Add(1) {
		if d.before[m], err = p.book.TaxState(ctx, d.Owner.Member, m); err != nil {
			return d, fmt.Errorf("read the interest of a month: %w", err)
		}
	}
	return d, nil
}

func (p *termEndPage) show(d termEndData) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	p.data, p.said = d, container.NewStack()
	if no := s.mayNot(coop.KindTerm); no != nil {
		return kit.Page(no)
	}
	p.form = kit.NewForm(s.layer, 0)
	p.date = s.dateEntry()
	day := s.today()
	if p.roll && d.End() > d.closed && d.End() < day { // it goes on from its end: no day is without interest
		day = d.End()
	}
	p.date.SetDay(day.Time())
	p.form.Add(t.T("common.date"), p.date, s.dayMissing(p.date))
	p.number, p.evidence = kit.NewEntry(""), kit.NewEntry("")
	if p.roll {
		p.form.Add(t.T("ui.term.number"), p.number, nil).SetHint(t.T("ui.term.number-hint"))
	} else {
		to := coop.MoneyDefault
		p.to = s.chooser(s.moneyOptions(d.accounts, coop.AccountVoluntary), to)
		p.form.Add(t.T("ui.term.to"), p.to, s.chosenMissing(p.to, "ui.dues.cash-missing"))
		p.form.Add(t.T("ui.record.evidence"), p.evidence, nil)
	}
	p.form.OnRecord, p.form.OnBack, p.form.OnChange = p.record, s.Back, p.draw
	p.draw()
	return kit.Footed(kit.Page(kit.Beside(20, 24, kit.Card(kit.HeadWords(d.Owner.Name),
		kit.Words(t.T("ui.term.about", d.Number, d.Date, t.Count(int(d.Months))), kit.ToneSoft), p.form.Content()),
		kit.Card(p.said))), s.recordBar(p.record, kit.Quiet(t.T("ui.cancel"), nil, s.Back)))
}

// draw shows the arithmetic of the day that is typed.
func (p *termEndPage) draw() {
	s, t, day := p.shell, p.shell.Text, dayOf(p.date)
	p.sum, p.problems = p.data.rules.EndTerm(&p.data.TermView, day, p.data.before[day.Month()])
	if p.roll && len(p.problems) == 0 {
		_, p.problems = p.data.rules.RollTerm(&p.data.TermView, p.sum, p.number.Text, day)
	}
	if !p.roll && p.data.blocked > 0 {
		p.problems = append(p.problems, coop.Problem{Key: coop.ProblemTermBlocked, Args: []any{p.data.blocked}})
	}
	sum := p.sum
	rows := []sumRow{{text: t.T("ui.term.amount"), amount: sum.Principal}}
	add := func(key string, amount coop.Money, tone kit.Tone) {
		if amount != 0 {
			rows = append(rows, sumRow{text: t.T(key), amount: amount, tone: tone})
		}
	}
	add("ui.term.interest", sum.Interest, kit.ToneInk)
	add("ui.interest.tax", -sum.Tax, kit.ToneInk)
	add("ui.term.fee", -sum.Fee, kit.ToneInk)
	parts := []fyne.CanvasObject{kit.NewHeading(t.T("ui.term.result"))}
	if next, saved := p.rolled(); p.roll {
		rows = append(rows, sumRow{text: t.T("ui.term.goes-on"), amount: next, bold: true})
		if saved > 0 {
			rows = append(rows, sumRow{text: t.T("ui.term.to-saving"), amount: saved, bold: true})
		}
	} else {
		rows = append(rows, sumRow{text: t.T("ui.term.gets"), amount: sum.Net(), bold: true})
	}
	parts = append(parts, s.sumRows(rows))
	if sum.Early && !p.roll {
		parts = append(parts, kit.Notice(kit.ToneWait, t.T("ui.term.early", p.data.End(), sum.Forgone)))
	}
	if sum.Short > 0 {
		parts = append(parts, kit.Notice(kit.ToneWait, t.T(coop.ProblemInterestShort, sum.Short)))
	}
	p.said.Objects = []fyne.CanvasObject{kit.Stack(0.4, append(parts, s.refusals(p.problems, kit.ToneBad)...)...)}
	p.said.Refresh()
	s.refit()
}

// rolled says what of the end goes on as a deposit, and what goes to the saving.
func (p *termEndPage) rolled() (next, saved coop.Money) {
	if p.data.Roll == coop.RollBoth {
		return p.sum.Net(), 0
	}
	return p.sum.Principal, p.sum.Net() - p.sum.Principal
}

func (p *termEndPage) start() {
	if p.form != nil {
		p.form.Start()
	}
}
func (p *termEndPage) busy() bool { return p.form != nil && p.evidence.Text+p.number.Text != "" }

// record ends the deposit with what the book says now.
func (p *termEndPage) record() {
	if p.form == nil || !p.form.Right() {
		return
	}
	s := p.shell
	if len(p.problems) > 0 {
		s.Warn(p.problems[0])
		return
	}
	day, shown := dayOf(p.date), p.sum
	next := p.id
	s.Record(func(ctx context.Context) error {
		now, err := readTerm(ctx, s, p.book, p.id)
		if err != nil {
			return err
		}
		before, err := p.book.TaxState(ctx, now.Owner.Member, day.Month())
		if err != nil {
			return err
		}
		sum, problems := now.rules.EndTerm(&now.TermView, day, before)
		switch {
		case len(problems) > 0:
			return problems[0]
		case sum.Net() != shown.Net():
			return coop.Problem{Key: coop.ProblemInterestChanged, Args: []any{shown.Net(), sum.Net()}}
		case p.roll:
			next, err = p.rolls(ctx, &now, sum, day)
			return err
		case now.blocked > 0: // since the page was drawn, perhaps on another laptop
			return coop.Problem{Key: coop.ProblemTermBlocked, Args: []any{now.blocked}}
		}
		return p.pays(ctx, &now, sum, day)
	}, func() {
		s.done()
		s.Back()
		if next != p.id {
			s.Swap(Route{Page: PageTerm, Arg: next.String()})
		}
		s.Tell("ui.term.ended", shown.Net())
	})
}

func (p *termEndPage) pays(ctx context.Context, now *termData, sum coop.TermSum, day coop.Date) error {
	to := p.to.Chosen().Key
	e, problems := coop.PayTerm(&now.TermView, sum, to, day, "", strings.TrimSpace(p.evidence.Text))
	if len(problems) > 0 {
		return problems[0]
	}
	act, err := onceMore(ctx, p.book, e)
	if err == nil {
		_, err = p.book.Record(ctx, p.shell.session, act)
	}
	return err
}

func (p *termEndPage) rolls(ctx context.Context, now *termData, sum coop.TermSum, day coop.Date) (coop.ID, error) {
	next, problems := now.rules.RollTerm(&now.TermView, sum, p.number.Text, day)
	var numbers []string
	for _, v := range now.all {
		numbers = append(numbers, v.Number)
	}
	if wrong, _ := now.rules.CheckTerm(next, numbers); len(problems) == 0 {
		problems = wrong
	}
	if len(problems) > 0 {
		return coop.ID{}, problems[0]
	}
	became, err := p.book.Became(ctx, coop.TermEndOnce(now.ID))
	if err != nil {
		return coop.ID{}, fmt.Errorf("look for an earlier entry: %w", err)
	}
	before := became[coop.TermEndOnce(now.ID).ID()]
	made, err := p.book.RecordWith(ctx, p.shell.session, []coop.Act{{Kind: coop.KindTerm, Body: next}},
		func(ids []coop.ID) ([]coop.Act, error) {
			e := before.Again(coop.RolledTerm(&now.TermView, sum, next, ids[0]))
			return []coop.Act{{Kind: coop.KindEntry, Body: e}}, nil
		})
	if err != nil {
		return coop.ID{}, err
	}
	return made[0].ID, nil
}
