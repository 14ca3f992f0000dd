package ui

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// budgetPage is the plan of revenue and costs of a year (RAPB) as a table to type in, one outlet at a time. It can
// begin with what came last year and some percent more.
type budgetPage struct {
	shell  *Shell
	book   moneyBook
	year   int64
	outlet string

	data    budgetData
	cells   map[coop.BudgetKey]coop.Money
	shown   []string // accounts asked for
	form    *kit.Form
	percent *kit.Entry
	table   *fyne.Container
	sums    *fyne.Container
	first   *kit.Field
	typed   bool
	file    *sheet // of the half typed plan
}

// budgetData is the plan as it stands, beside what came.
type budgetData struct {
	view     coop.BudgetView
	accounts []coop.AccountRow
	outlets  []coop.OutletRow
	before   map[coop.BudgetKey]coop.Money // last year
	now      map[coop.BudgetKey]coop.Money
	begun    budgetBegun
	has      bool // something was begun and not recorded
}

// budgetBegun is a plan that is half typed.
type budgetBegun struct {
	Lines []coop.BudgetLine `json:"lines"`
}

func newBudget(s *Shell, arg string) page {
	p := &budgetPage{shell: s, book: s.Book, year: int64(s.today() / 10000), cells: map[coop.BudgetKey]coop.Money{}}
	year, outlet, _ := strings.Cut(arg, "@")
	if n, err := strconv.ParseInt(year, 10, 32); err == nil {
		p.year = n
	}
	p.outlet = outlet
	p.file = s.begunFile(s.Book, "budget@"+strconv.FormatInt(p.year, 10))
	return bind(s.Text.T("ui.budget.title", p.year), p)
}

func (p *budgetPage) load(ctx context.Context) (d budgetData, err error) {
	if d.view, err = p.book.Budget(ctx, p.year); err != nil {
		return d, fmt.Errorf("read the budget: %w", err)
	}
	if d.accounts, err = p.book.Accounts(ctx); err != nil {
		return d, err
	}
	if d.outlets, err = p.book.Outlets(ctx); err != nil {
		return d, err
	}
	first := coop.Date(p.year*10000 + 101)
	last := coop.Date(p.year*10000 + 1231)
	if d.now, err = p.book.BudgetActual(ctx, first, last); err != nil {
		return d, err
	}
	if d.before, err = p.book.BudgetActual(ctx, first-1_00_00, last-1_00_00); err != nil {
		return d, err
	}
	d.has, err = p.file.readBegun(d.view.Row.Hash, &d.begun)
	return d, err
}

func (p *budgetPage) show(d budgetData) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	p.data = d
	if !p.typed {
		p.cells = map[coop.BudgetKey]coop.Money{}
		lines := d.view.Budget.Lines
		if d.has {
			lines, p.typed = d.begun.Lines, true
		}
		for _, l := range lines {
			p.cells[coop.BudgetKey{Account: l.Account, Outlet: l.Outlet}] = l.Amount
		}
	}
	p.percent = kit.NewEntry("")
	p.percent.Text = "10"
	p.percent.OnEnter, p.percent.OnEscape = p.onFrom, s.Back
	p.table, p.sums = kit.Stack(0), container.NewStack()
	p.choose()
	parts := []fyne.CanvasObject{p.state()}
	if d.has {
		parts = append(parts, kit.Flow(0.6, kit.Chip(kit.ToneWait, "● "+t.T("ui.budget.begun")),
			kit.Quiet(t.T("ui.held.empty"), theme.DeleteIcon(), p.onEmpty)))
	}
	if len(p.data.outlets) > 0 {
		parts = append(parts, p.outletRow())
	}
	if s.session.Role.May(coop.KindBudget) && len(d.before) > 0 {
		parts = append(parts, kit.Flow(0.6, kit.NewCaption(t.T("ui.budget.percent", p.year-1)),
			kit.Least(5, 0, p.percent),
			kit.Button(t.T("ui.budget.from", p.year-1), theme.ContentCopyIcon(), p.onFrom)))
	}
	parts = append(parts, kit.Card(p.table), kit.Card(p.sums))
	p.drawTable()
	return kit.Footed(kit.Page(parts...), s.recordBar(p.record))
}

// state says what was decided about the plan.
func (p *budgetPage) state() fyne.CanvasObject {
	s, t, v := p.shell, p.shell.Text, p.data.view
	switch {
	case v.Row.Hash == coop.Hash{}:
		return kit.Notice(kit.ToneWait, t.T("ui.budget.none", p.year))
	case v.Approved:
		words := t.T("ui.budget.approved", v.By, v.Approval.AuthorName)
		switch {
		case v.Meeting.ID.IsZero():
			words += " " + t.T("ui.budget.without-meeting")
		case v.Rewrote:
			words += " " + t.T("ui.budget.rewrote", s.meetingText(v.Meeting))
		default:
			words += " " + t.T("ui.budget.decided", s.meetingText(v.Meeting), v.Cites.String()[:16])
		}
		return kit.Notice(kit.ToneGood, words)
	case v.Declined:
		return kit.Notice(kit.ToneBad, t.T("ui.budget.declined", v.Approval.AuthorName, v.Approval.Reason))
	}
	return kit.Notice(kit.ToneWait, t.T("ui.budget.open", v.By),
		kit.Button(t.T("ui.budget.approve"), theme.ConfirmIcon(), func() {
			s.Go(Route{Page: PageBudgetApprove, Arg: strconv.FormatInt(p.year, 10)})
		}))
}

// outletRow lets one go from outlet to outlet; what is typed stays.
func (p *budgetPage) outletRow() fyne.CanvasObject {
	t := p.shell.Text
	row := kit.Flow(0.4)
	for _, o := range append([]coop.OutletRow{{}}, p.data.outlets...) {
		name := orElse(t.In(o.NameID, o.NameEN), t.T("ui.budget.no-outlet"))
		if o.Code == p.outlet {
			row.Add(kit.Chip(kit.ToneGood, "✓ "+name))
			continue
		}
		row.Add(kit.Quiet(name, nil, func() {
			p.outlet = o.Code
			p.choose()
			p.drawTable()
			p.start()
		}))
	}
	return row
}

// choose decides which accounts are asked for: those that are planned, or came this year or last.
func (p *budgetPage) choose() {
	p.shown = nil
	for _, a := range p.data.accounts {
		key := coop.BudgetKey{Account: a.Code, Outlet: p.outlet}
		if coop.InBudget(a) && !a.Closed && (p.cells[key] != 0 || p.data.before[key] != 0 || p.data.now[key] != 0) {
			p.shown = append(p.shown, a.Code)
		}
	}
}

// drawTable sets up a field for each account, and one to ask for more.
func (p *budgetPage) drawTable() {
	s, t := p.shell, p.shell.Text
	p.form = kit.NewForm(s.layer, 14)
	p.form.OnRecord, p.form.OnBack = p.record, s.Back
	p.first = nil
	for _, code := range p.shown {
		field := p.ask(code)
		if p.first == nil {
			p.first = field
		}
	}
	var others []kit.Option
	for _, a := range p.data.accounts {
		if coop.InBudget(a) && !a.Closed && !slices.Contains(p.shown, a.Code) {
			others = append(others, kit.Option{Key: a.Code, Title: t.In(a.NameID, a.NameEN), Remark: a.Code})
		}
	}
	other := kit.NewChoice(s.layer, t.T("ui.choice.none"), kit.FindIn(others))
	other.OnChosen = func(o kit.Option) {
		if o.Key != "" {
			p.shown = append(p.shown, o.Key)
			slices.Sort(p.shown)
			p.drawTable()
		}
	}
	field := p.form.Add(t.T("ui.budget.other"), other, nil)
	if p.first == nil {
		p.first = field
	}
	p.table.Objects = []fyne.CanvasObject{p.form.Content()}
	p.table.Refresh()
	p.drawSums()
}

// ask asks for one account of the outlet.
func (p *budgetPage) ask(code string) *kit.Field {
	t := p.shell.Text
	key := coop.BudgetKey{Account: code, Outlet: p.outlet}
	m := kit.NewMoneyEntry(p.shell.parseMoney, writeMoney)
	if p.cells[key] != 0 {
		m.Text = writeMoney(int64(p.cells[key]))
	}
	m.OnAmount = func(sen int64) {
		if p.cells[key] == coop.Money(sen) {
			return
		}
		p.cells[key] = coop.Money(sen)
		p.keep()
		p.drawSums()
	}
	label := code
	for _, a := range p.data.accounts {
		if a.Code == code {
			label = t.In(a.NameID, a.NameEN)
		}
	}
	field := p.form.Add(label, m, func() string { return p.shell.belowNought(m) })
	field.SetHint(t.T("ui.budget.hint", code, p.data.before[key], p.data.now[key]))
	return field
}

// drawSums shows what is planned in all: revenue, costs and what is left.
func (p *budgetPage) drawSums() {
	t := p.shell.Text
	figures := coop.BudgetFigures(coop.Budget{Lines: p.lines()}, p.data.accounts)
	revenue, cost := coop.Money(figures[0].Value), coop.Money(figures[1].Value)
	figure := func(key string, m coop.Money) fyne.CanvasObject {
		return kit.Stack(0, kit.NewCaption(t.T(key)), kit.BoldWords(t.Rupiah(m), kit.ToneInk))
	}
	p.sums.Objects = []fyne.CanvasObject{kit.Tiles(9, 0.6, figure("ui.budget.revenue", revenue),
		figure("ui.budget.cost", cost), figure("ui.budget.surplus", revenue-cost))}
	p.sums.Refresh()
	p.shell.refit()
}

func (p *budgetPage) lines() []coop.BudgetLine {
	var lines []coop.BudgetLine
	for key, m := range p.cells {
		lines = append(lines, coop.BudgetLine{Account: key.Account, Outlet: key.Outlet, Amount: m})
	}
	return lines
}

// onFrom begins with last year and some percent more, for all outlets.
func (p *budgetPage) onFrom() {
	s := p.shell
	points := basisPoints(strings.TrimPrefix(strings.TrimSpace(p.percent.Text), "-"))
	if points < 0 {
		s.toast(kit.ToneBad, "✗ "+s.Text.T("ui.budget.percent-wrong"))
		return
	}
	if strings.HasPrefix(strings.TrimSpace(p.percent.Text), "-") {
		points = -points
	}
	lines, problems := coop.BudgetFrom(p.data.before, points)
	if len(problems) > 0 {
		s.Warn(problems[0])
		return
	}
	for _, l := range lines {
		p.cells[coop.BudgetKey{Account: l.Account, Outlet: l.Outlet}] = l.Amount
	}
	p.keep()
	p.choose()
	p.drawTable()
	p.start()
}

// keep keeps the half typed plan through a power cut.
func (p *budgetPage) keep() {
	p.typed = true
	lines := p.lines()
	slices.SortFunc(lines, func(x, y coop.BudgetLine) int {
		return cmp.Or(cmp.Compare(x.Account, y.Account), cmp.Compare(x.Outlet, y.Outlet))
	})
	p.file.keepBegun(p.shell, p.data.view.Row.Hash, budgetBegun{lines})
}

// onEmpty throws the half typed plan away.
func (p *budgetPage) onEmpty() {
	p.typed = false
	p.file.keep(p.shell, nil)
	p.shell.open(p.shell.here())
}

func (p *budgetPage) busy() bool { return p.typed }

func (p *budgetPage) start() {
	if p.form != nil && p.first != nil {
		p.form.FocusOn(p.first)
	}
}

// step goes a year on or back.
func (p *budgetPage) step(years int) {
	p.shell.Swap(Route{Page: PageBudget, Arg: strconv.FormatInt(p.year+int64(years), 10)})
}

func (p *budgetPage) actions() []fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	return []fyne.CanvasObject{kit.Button(t.T("ui.budget.report"), theme.DocumentIcon(), func() {
		s.Go(Route{Page: PageReport, Arg: fmt.Sprintf("budget@y%d12", p.year)})
	})}
}

func (p *budgetPage) record() {
	s := p.shell
	if p.form == nil || !p.form.Right() {
		return
	}
	if !s.session.Role.May(coop.KindBudget) {
		s.toast(kit.ToneBad, "✗ "+s.Text.T("ui.settings.may-not", s.Text.Role(s.session.Role)))
		return
	}
	body, problems := coop.MakeBudget(p.year, p.lines(), p.data.accounts, p.data.outlets)
	if len(problems) > 0 {
		s.Warn(problems[0])
		return
	}
	s.Record(func(ctx context.Context) error {
		_, err := p.book.Record(ctx, s.session, coop.Act{Kind: coop.KindBudget, Body: body})
		return err
	}, func() {
		p.typed = false
		p.file.keep(s, nil)
		s.Reload()
		s.Tell("ui.budget.recorded", p.year)
	})
}
