package ui

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// accrualData are the costs that are not paid yet.
type accrualData struct {
	open     []coop.Accrual
	accounts []coop.AccountRow
	closed   coop.Date
}

func readAccruals(ctx context.Context, book assetBook, day coop.Date) (d accrualData, err error) {
	if d.open, err = book.Accruals(ctx, day); err != nil {
		return d, fmt.Errorf("read what is to be paid: %w", err)
	}
	if d.accounts, err = book.Accounts(ctx); err != nil {
		return d, err
	}
	info, err := book.Info(ctx)
	d.closed = info.Closed
	return d, err
}

// accrualsPage lists costs that were recorded before they are paid.
type accrualsPage struct {
	shell  *Shell
	book   assetBook
	ledger *kit.Ledger
}

func newAccruals(s *Shell) page {
	return bind(s.Text.T("ui.accrual.title"), &accrualsPage{shell: s, book: s.Book})
}

func (p *accrualsPage) load(ctx context.Context) (accrualData, error) {
	return readAccruals(ctx, p.book, p.shell.today())
}

func (p *accrualsPage) show(d accrualData) fyne.CanvasObject {
	t := p.shell.Text
	p.ledger = nil
	lead := kit.Words(t.T("ui.accrual.lead"), kit.ToneSoft)
	if len(d.open) == 0 {
		return kit.Page(lead, kit.Empty(t.T("ui.accrual.none"), t.T("ui.accrual.none-text")))
	}
	p.ledger = kit.NewLedger([]kit.Column{
		{Title: t.T("common.date"), Ems: 5.5},
		{Title: t.T("ui.accrual.cost"), Ems: 9, Grow: 1},
		{Title: t.T("common.remark"), Ems: 8, Grow: 1, Rank: 1},
		{Title: t.T("ui.accrual.left"), Ems: 6.5, Figure: true},
	}, func() int { return len(d.open) }, func(row int, cells []kit.Cell) {
		a := d.open[row]
		cells[0].Text = t.ShortDay(a.Date)
		cells[1].Text = accountIn(d.accounts, t, a.Expense)
		cells[2] = kit.Cell{Text: a.Remark, Tone: kit.ToneSoft}
		cells[3].Text = t.Figure(a.Left)
	}, func(row int) { p.shell.Go(Route{Page: PageAccrual, Arg: d.open[row].Entry.String()}) })
	p.ledger.OnBack = p.shell.Back
	return kit.Fill(0.6, lead, p.ledger)
}

func (p *accrualsPage) actions() []fyne.CanvasObject {
	return []fyne.CanvasObject{kit.Main(p.shell.Text.T("ui.accrual.new"), theme.ContentAddIcon(), func() {
		p.shell.Go(Route{Page: PageRecord, Arg: coop.OccasionAccrual})
	})}
}

func (p *accrualsPage) start() {
	if p.ledger != nil {
		p.shell.layer.Focus(p.ledger.Focusable())
	}
}

// errNoAccrual says that a cost is paid, or is none.
var errNoAccrual = errors.New("no such open cost")

// accrualPage pays one of them, or turns it back.
type accrualPage struct {
	shell *Shell
	book  assetBook
	id    coop.ID
	wrong error

	data  accrualData
	one   coop.Accrual
	form  *kit.Form
	date  *kit.DateEntry
	paid  *kit.MoneyEntry
	cash  *kit.Choice
	paper *kit.Entry
	at    map[string]*kit.Field
	side  *fyne.Container
	typed bool
}

func newAccrual(s *Shell, arg string) page {
	id, err := coop.ParseID(arg)
	return bind(s.Text.T("ui.accrual.pay"), &accrualPage{shell: s, book: s.Book, id: id, wrong: err})
}

func (p *accrualPage) load(ctx context.Context) (d accrualData, err error) {
	if p.wrong != nil {
		return d, p.wrong
	}
	if d, err = readAccruals(ctx, p.book, p.shell.today()); err != nil {
		return d, err
	}
	i := slices.IndexFunc(d.open, func(a coop.Accrual) bool { return a.Entry == p.id })
	if i < 0 {
		return d, errNoAccrual
	}
	p.one = d.open[i]
	return d, nil
}

func (p *accrualPage) show(d accrualData) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	if no := s.mayNot(coop.KindEntry); no != nil {
		return kit.Page(no)
	}
	p.data, p.at, p.side = d, map[string]*kit.Field{}, container.NewStack()
	p.form = kit.NewForm(s.layer, 0)
	p.date = s.dateEntry()
	p.date.SetDay(s.today().Time())
	p.at[coop.ProblemAccrualDay] = p.form.Add(t.T("common.date"), p.date, nil)
	p.paid = kit.NewMoneyEntry(s.parseMoney, writeMoney)
	p.paid.SetAmount(int64(p.one.Left))
	p.at[coop.ProblemAccrualPaid] = p.form.Add(t.T("ui.accrual.paid"), p.paid, nil).SetHint(t.T("ui.accrual.paid-hint"))
	accounts := choices{accounts: d.accounts}
	p.cash = s.chooser(accounts.accountOptions(t, coop.IsMoney), coop.MoneyDefault)
	p.at[coop.ProblemAssetCash] = p.form.Add(t.T("ui.asset.cash"), p.cash, nil)
	p.paper = kit.NewEntry("")
	p.form.Add(t.T("ui.record.evidence"), p.paper, nil).SetHint(t.T("ui.record.evidence-hint"))
	p.form.OnRecord, p.form.OnBack = p.record, s.Back
	p.form.OnChange = func() { p.typed = true; p.preview() }
	p.preview()
	about := t.T("ui.accrual.about", accountIn(d.accounts, t, p.one.Expense), p.one.Left, p.one.Date)
	bar := s.recordBar(p.record, kit.Button(t.T("ui.accrual.turn"), nil, p.onTurn))
	return kit.Footed(kit.Page(kit.Words(strings.TrimSuffix(about+" "+p.one.Remark, " "), kit.ToneSoft),
		kit.Beside(24, 20, kit.Card(p.form.Content()), kit.Card(p.side)),
		kit.SmallWords(t.T("ui.accrual.turn-about"), kit.ToneSoft)), bar)
}

func (p *accrualPage) entry() (coop.Entry, []coop.Problem) {
	paid, _ := p.paid.Amount()
	date := coop.Date(0)
	if day, complaint := p.date.Day(); complaint == "" && !day.IsZero() {
		date = coop.DateFromTime(day)
	}
	return coop.PayAccrual(p.one, date, p.cash.Chosen().Key, coop.Money(paid), p.paper.Text)
}

func (p *accrualPage) preview() {
	t := p.shell.Text
	parts := []fyne.CanvasObject{kit.NewHeading(t.T("ui.record.journal"))}
	if e, problems := p.entry(); len(problems) > 0 {
		parts = append(parts, kit.Words(t.Problem(problems[0]), kit.ToneWait))
	} else {
		parts = append(parts, p.shell.linesTable(named(p.data.accounts, e.Lines)))
	}
	p.side.Objects = []fyne.CanvasObject{kit.Stack(0.5, parts...)}
	p.side.Refresh()
	p.shell.refit()
}

func (p *accrualPage) start() {
	if p.form != nil {
		p.form.Start()
	}
}

func (p *accrualPage) busy() bool { return p.typed }

func (p *accrualPage) record() {
	if p.form == nil || !p.form.Right() {
		return
	}
	e, problems := p.entry()
	if len(problems) > 0 {
		field := p.at[problems[0].Key]
		if field == nil {
			field = p.at[coop.ProblemAccrualDay]
		}
		field.Complain(p.shell.Text.Problem(problems[0]))
		p.form.FocusOn(field)
		return
	}
	p.keep(e, "ui.accrual.recorded")
}

// onTurn turns the cost back on the first day of the next month: the payment is then recorded as any other.
func (p *accrualPage) onTurn() { p.keep(coop.TurnAccrual(p.one, p.data.closed), "ui.accrual.turned") }

func (p *accrualPage) keep(e coop.Entry, done string) {
	s := p.shell
	s.Record(func(ctx context.Context) error {
		_, err := p.book.Record(ctx, s.session, coop.Act{Kind: coop.KindEntry, Body: e})
		return err
	}, func() {
		p.typed = false
		s.done()
		s.Back()
		s.Tell(done)
	})
}
