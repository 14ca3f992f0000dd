package ui

import (
	"context"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"lumbung/store/coop"
	"lumbung/store/report"
	"lumbung/ui/kit"
)

// surplusPage shows a year's surplus: where it came from, how it is divided, and what is to be done next.
type surplusPage struct {
	shell *Shell
	book  surplusBook
	year  int
	data  surplusData
}

// surplusData is a year's surplus with who was paid.
type surplusData struct {
	report.Division
	shares []coop.SurplusShare
}

func newSurplus(s *Shell, arg string) page {
	p := &surplusPage{shell: s, book: s.Book, year: s.surplusYear(arg)}
	return bind(s.Text.T("ui.surplus.title"), p)
}

// surplusYear reads a year; the usual one is the last that is over.
func (s *Shell) surplusYear(arg string) int {
	if year, err := strconv.Atoi(arg); err == nil && year > 1900 && year < 2200 {
		return year
	}
	return int(s.today())/10000 - 1
}

func (p *surplusPage) load(ctx context.Context) (d surplusData, err error) {
	if d.Division, err = report.DivisionOf(ctx, p.book, p.year); err != nil {
		return d, err
	}
	d.shares, err = p.book.SurplusShares(ctx, p.year)
	return d, err
}

func (p *surplusPage) show(d surplusData) fyne.CanvasObject {
	p.data = d
	t := p.shell.Text
	v := d.View
	about := []fyne.CanvasObject{
		kit.NewCaption(t.T("ui.surplus.of", p.year)), kit.NewFigure(t.Rupiah(v.Surplus.Total)),
		kit.Flow(0.4, p.state()), p.from(v.Surplus),
	}
	if v.Nameless > 0 {
		about = append(about, kit.SmallWords(t.T("report.surplus.nameless", v.Nameless), kit.ToneSoft))
	}
	right := []fyne.CanvasObject{kit.NewHeading(t.T("ui.surplus.parts")), p.shell.partsTable(d.Division)}
	for _, problem := range append(d.Problems, d.Division.Division.Warnings...) {
		right = append(right, kit.Notice(kit.ToneWait, t.Problem(problem)))
	}
	return kit.Footed(kit.Page(kit.Beside(20, 22, kit.Card(about...), kit.Card(right...))), p.next())
}

// state says how far the division has come.
func (p *surplusPage) state() fyne.CanvasObject {
	t, d := p.shell.Text, p.data
	switch {
	case d.View.Divided != 0:
		return kit.Chip(kit.ToneGood, "✓ "+t.T("ui.surplus.divided", d.View.Divided))
	case d.Decided && !d.Meeting.SignedBy.IsZero():
		return kit.Chip(kit.ToneGood, "✓ "+t.T("ui.surplus.decided", d.Meeting.Meeting.Date))
	case d.Decided:
		return kit.Chip(kit.ToneWait, "● "+t.T("ui.surplus.unsigned"))
	case !d.View.Closed:
		return kit.Chip(kit.ToneWait, "● "+t.T("ui.surplus.open"))
	}
	return kit.Chip(kit.ToneWait, "● "+t.T("ui.surplus.proposed"))
}

// from shows what came of business with members and with others.
func (p *surplusPage) from(s coop.Surplus) fyne.CanvasObject {
	t := p.shell.Text
	rows := []struct {
		key    string
		amount coop.Money
		bold   bool
	}{
		{"members", s.Members, false},
		{"others", s.Others, false},
		{"agency", s.Agency, false},
		{"common", -s.Common, false},
		{"from-members", s.FromMembers, true},
		{"from-others", s.FromOthers, true},
	}
	return kit.NewShort([]kit.Column{
		{
			Title: t.T("ui.surplus.came"), Ems: 8, Grow: 1,
		}, {
			Title: t.T("common.amount"),
			Ems:   p.shell.figureEms(s.Members, s.Total), Figure: true,
		},
	}, len(rows), func(row int, cells []kit.Cell) {
		cells[0] = kit.Cell{Text: t.T("ui.surplus.from." + rows[row].key), Bold: rows[row].bold}
		cells[1] = kit.Cell{Text: t.Figure(rows[row].amount), Bold: rows[row].bold}
	}, nil)
}

// partsTable is the allocation: percent and rupiah, the whole in sight.
func (s *Shell) partsTable(d report.Division) fyne.CanvasObject {
	t, a := s.Text, d.Division
	rows := a.Parts
	var points int64
	if len(rows) == 0 {
		for _, share := range d.Shares {
			rows = append(rows, coop.AllocationPart{Share: share})
		}
	}
	var sum coop.Money
	for _, part := range rows {
		points, sum = points+part.BasisPoints, sum+part.Amount
	}
	return kit.NewShort([]kit.Column{
		{Title: t.T("ui.surplus.part"), Ems: 9, Grow: 1},
		{Title: "%", Ems: 3.2, Figure: true},
		{Title: t.T("common.amount"), Ems: s.figureEms(sum), Figure: true},
	}, len(rows)+1, func(row int, cells []kit.Cell) {
		if row == len(rows) {
			cells[0] = kit.Cell{Text: t.T("common.total"), Bold: true}
			cells[1] = kit.Cell{Text: coop.PercentText(points), Bold: true, Tone: wholeTone(points)}
			cells[2] = kit.Cell{Text: t.Figure(sum), Bold: true}
			return
		}
		part := rows[row]
		cells[0].Text = accountIn(d.Accounts, t, part.Account)
		cells[1].Text = coop.PercentText(part.BasisPoints)
		cells[2].Text = t.Figure(part.Amount)
	}, nil)
}

// figureEms is how wide a column of such figures has to be.
func (s *Shell) figureEms(figures ...coop.Money) float32 {
	wide := float32(5.5)
	for _, m := range figures {
		wide = max(wide, kit.TextEms(s.Text.Figure(m), true)+0.4)
	}
	return wide
}

func wholeTone(points int64) kit.Tone {
	if points == coop.WholeShares {
		return kit.ToneGood
	}
	return kit.ToneBad
}

// next offers what is to be done: first the step that the year waits for.
func (p *surplusPage) next() fyne.CanvasObject {
	s, t, d := p.shell, p.shell.Text, p.data
	to := func(page string) func() {
		return func() { s.Go(Route{Page: page, Arg: strconv.Itoa(p.year)}) }
	}
	var parts []fyne.CanvasObject
	switch {
	case d.View.Divided != 0:
		parts = append(parts, kit.Main(t.T("ui.surplus.pay"), theme.ConfirmIcon(), p.record))
	case d.Decided && !d.Meeting.SignedBy.IsZero():
		parts = append(parts, kit.Main(t.T("ui.surplus.divide"), theme.DocumentSaveIcon(), p.record))
	default:
		parts = append(parts, kit.Main(t.T("ui.surplus.meet"), theme.NavigateNextIcon(), p.record))
	}
	parts = append(parts, kit.NewCaption(t.T("ui.record.key")),
		kit.Button(t.T("ui.surplus.list"), theme.ListIcon(), to(PageSurplusMembers)))
	if !d.Decided && d.View.Divided == 0 {
		parts = append(parts, kit.Button(t.T("ui.surplus.percent"), theme.DocumentCreateIcon(), to(PageSurplusShares)))
	}
	if d.View.Deficit > 0 {
		parts = append(parts, kit.Button(t.T("ui.surplus.cover"), theme.ContentRemoveIcon(), to(PageSurplusCover)))
	}
	if open := openShares(d.shares); open > 0 {
		parts = append(parts, kit.Chip(kit.ToneWait, "● "+t.T("ui.surplus.unpaid", open)))
	}
	return kit.Flow(0.6, parts...)
}

// openShares counts who has not fetched their share yet.
func openShares(shares []coop.SurplusShare) (n int) {
	for _, s := range shares {
		if s.Open() {
			n++
		}
	}
	return n
}

// record goes on to the next step.
func (p *surplusPage) record() {
	d := p.data
	arg := strconv.Itoa(p.year)
	switch {
	case d.View.Divided != 0:
		p.shell.Go(Route{Page: PageSurplusPay, Arg: arg})
	case d.Decided && !d.Meeting.SignedBy.IsZero():
		p.shell.Go(Route{Page: PageSurplusDivide, Arg: arg})
	case d.Decided:
		p.shell.Go(Route{Page: PageMeeting, Arg: d.Meeting.ID.String()})
	default:
		p.shell.Go(Route{Page: PageMeetings})
	}
}

// actions are the year that is shown, paper, and the rules.
func (p *surplusPage) actions() []fyne.CanvasObject {
	stepper := kit.NewShortStepper(strconv.Itoa(p.year), 4, p.step)
	rules := kit.Quiet(p.shell.Text.T("ui.surplus.rules-short"), theme.SettingsIcon(), goToIn(p.shell,
		PageSurplusRules))
	return append(p.shell.printButtons(), rules, stepper.Content())
}

// step goes to another year.
func (p *surplusPage) step(years int) {
	p.shell.Swap(Route{Page: PageSurplus, Arg: strconv.Itoa(p.year + years)})
}

func (p *surplusPage) printer() *printing {
	return p.shell.ofOrder(p.book, report.Order{Name: "surplus", Period: report.Period{Year: p.year}},
		strconv.Itoa(p.year), "")
}
