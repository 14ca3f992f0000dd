package ui

import (
	"context"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"lumbung/store/coop"
	"lumbung/store/report"
	"lumbung/ui/kit"
)

// reportPage shows one statement of a month or a year. A row leads to what lies behind it: an account, then an entry.
type reportPage struct {
	shell   *Shell
	book    report.Source
	name    string
	account string
	month   coop.Month
	year    bool
	outlet  string        // of this one alone; empty: all
	private bool          // with what is sealed otherwise
	paper   *report.Sheet // as it is printed
	sheet   *report.Sheet // as the screen shows it
	columns []int         // of the sheet that the screen shows
	ledger  *kit.Ledger
}

// newReport shows the statement that arg names; behind @ may stand a month, behind another @ an account, and an outlet.
func newReport(s *Shell, arg string) page {
	parts := append(strings.Split(arg, "@"), "", "", "")
	p := &reportPage{
		shell: s, book: s.Book, name: parts[0], month: s.today().Month(), account: parts[2], outlet: parts[3],
	}
	if year, of := strings.CutPrefix(parts[1], "y"); of {
		p.year, parts[1] = true, year
	}
	if month, err := strconv.Atoi(parts[1]); err == nil && coop.Month(month).Valid() {
		p.month = coop.Month(month)
	}
	return p.page()
}

// arg is the route to this statement as it stands.
func (p *reportPage) arg(name, account string) string {
	when := strconv.Itoa(int(p.month))
	if p.year {
		when = "y" + when
	}
	arg := name + "@" + when + "@" + account
	if p.outlet != "" {
		arg += "@" + p.outlet
	}
	return arg
}

func (p *reportPage) page() page {
	for _, l := range report.List() {
		if l.Name == p.name {
			return bind(p.shell.Text.In(l.Title[0], l.Title[1]), p)
		}
	}
	return bind(p.shell.Text.T("ui.reports.title"), p)
}

// reportData is a statement and the outlets that it can be of.
type reportData struct {
	sheet   *report.Sheet
	outlets []coop.OutletRow
}

func (p *reportPage) load(ctx context.Context) (d reportData, err error) {
	order := report.Order{
		Name: p.name, Lang: p.shell.Text.Language(), Account: p.account, Period: report.Period{Month: p.month},
		Outlet: p.outlet, Private: p.private, Printed: p.shell.today(),
	}
	if p.year {
		order.Period = report.Period{Year: int(p.month) / 100}
	}
	if report.OfOutlets(p.name) {
		if d.outlets, err = p.shell.Book.Outlets(ctx); err != nil {
			return d, err
		}
	}
	d.sheet, err = report.Build(ctx, p.book, order)
	return d, err
}

func (p *reportPage) show(d reportData) fyne.CanvasObject {
	t, sheet := p.shell.Text, unfolded(d.sheet, proseEms)
	p.paper, p.sheet = d.sheet, sheet
	period := kit.NewSoft(sheet.Period)
	var top []fyne.CanvasObject
	if p.account != "" {
		top = append(top, kit.HeadWords(p.accountName(sheet)))
	}
	bar := []fyne.CanvasObject{period}
	if sheet.Agrees() {
		bar = append(bar, kit.Chip(kit.ToneGood, "✓ "+t.T("ui.report.agrees")))
	}
	span := "ui.report.whole-year"
	if p.year {
		span = "ui.report.one-month"
	}
	bar = append(bar, kit.Button(t.T(span), nil, p.onSpan))
	top = append(top, kit.Flow(0.8, append(bar, p.choices(d)...)...))
	var about []fyne.CanvasObject // what may stand below the figures where the height is short
	for _, note := range sheet.Notes {
		if note.Wrong {
			top = append(top, kit.Notice(kit.ToneBad, note.Text))
		} else {
			about = append(about, kit.Notice(kit.ToneSoft, note.Text))
		}
	}
	if len(sheet.Rows) == 0 {
		return kit.Page(append(append(top, about...), kit.Empty(t.T("ui.journal.empty"), t.T("ui.report.none")))...)
	}
	p.columns = shownColumns(sheet)
	p.ledger = kit.NewLedger(p.sheetColumns(), func() int { return len(p.sheet.Rows) }, p.fill, p.onOpen)
	p.ledger.OnBack, p.ledger.Small = p.shell.Back, p.small()
	p.ledger.OnWide = func(ems float32) { p.sheet = unfolded(d.sheet, ems) }
	if p.name == "dues" {
		about = append(about, kit.SmallWords(t.T("ui.report.months-last"), kit.ToneSoft))
	}
	if len(about) == 0 {
		return kit.Fill(0.5, append(top, kit.Sideways(p.ledger))...)
	}
	return kit.FillFirst(0.5, kit.Stack(0.5, top...), kit.Stack(0.5, about...), kit.Sideways(p.ledger))
}

// accountName is the account that the ledger shows, as its first heading says it.
func (p *reportPage) accountName(sheet *report.Sheet) string {
	for _, row := range sheet.Rows {
		if row.Link.Account == p.account || row.Kind == report.Heading {
			for _, cell := range row.Cells {
				if cell.Kind == report.Text && cell.Text != "" {
					return p.account + " · " + strings.TrimPrefix(cell.Text, p.account+" ")
				}
			}
		}
	}
	return p.account
}

// onOpen looks behind a row.
func (p *reportPage) onOpen(row int) {
	switch link := p.sheet.Rows[row].Link; {
	case !link.Entry.IsZero():
		p.shell.Go(Route{Page: PageEntry, Arg: link.Entry.String()})
	case !link.Member.IsZero():
		p.shell.Go(Route{Page: PageMember, Arg: link.Member.String()})
	case link.Account != "" && p.name != "ledger":
		p.shell.Go(Route{Page: PageReport, Arg: p.arg("ledger", link.Account)})
	}
}

func (p *reportPage) step(by int) {
	if p.year {
		by *= 12
	}
	p.month = p.month.Add(by)
	p.shell.Swap(Route{Page: PageReport, Arg: p.arg(p.name, p.account)})
}

func (p *reportPage) onSpan() {
	p.year = !p.year
	p.shell.Swap(Route{Page: PageReport, Arg: p.arg(p.name, p.account)})
}

func (p *reportPage) actions() []fyne.CanvasObject {
	t := p.shell.Text
	title := t.ShortMonth(p.month)
	if p.year {
		title = strconv.Itoa(int(p.month) / 100)
	}
	buttons := []fyne.CanvasObject{kit.NewShortStepper(title, 5, p.step).Content()}
	return []fyne.CanvasObject{container.NewHBox(append(buttons, p.shell.printButtons()...)...)}
}

// printer gives the statement as it stands on the screen.
func (p *reportPage) printer() *printing {
	when := monthName(p.month)
	if p.year {
		when = yearName(p.month)
	}
	return ofSheet(p.paper, when, strings.TrimSpace(p.account+" "+p.outlet))
}

func (p *reportPage) start() {
	if p.ledger != nil {
		p.shell.layer.Focus(p.ledger.Focusable())
	}
}
