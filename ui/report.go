package ui

import (
	"context"
	"io"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

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
	sheet   *report.Sheet
	columns []int // of the sheet that the screen shows
	ledger  *kit.Ledger
}

// newReport shows the statement that arg names; behind @ may stand a month, and behind another @ an account.
func newReport(s *Shell, arg string) page {
	parts := append(strings.Split(arg, "@"), "", "")
	p := &reportPage{shell: s, book: s.Book, name: parts[0], month: s.today().Month(), account: parts[2]}
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
	return name + "@" + when + "@" + account
}

func (p *reportPage) page() page {
	for _, l := range report.List() {
		if l.Name == p.name {
			return bind(p.shell.Text.In(l.Title[0], l.Title[1]), p)
		}
	}
	return bind(p.shell.Text.T("ui.reports.title"), p)
}

func (p *reportPage) load(ctx context.Context) (*report.Sheet, error) {
	order := report.Order{
		Name: p.name, Lang: p.shell.Text.Language(), Account: p.account, Period: report.Period{Month: p.month},
	}
	if p.year {
		order.Period = report.Period{Year: int(p.month) / 100}
	}
	return report.Build(ctx, p.book, order)
}

func (p *reportPage) show(sheet *report.Sheet) fyne.CanvasObject {
	t := p.shell.Text
	p.sheet = sheet
	period := kit.NewSoft(sheet.Period)
	var top []fyne.CanvasObject
	if p.account != "" {
		top = append(top, kit.HeadWords(p.accountName(sheet)))
	}
	bar := []fyne.CanvasObject{period}
	if sheet.Agrees() {
		bar = append(bar, kit.Chip(kit.ToneGood, "✓ "+t.T("ui.report.agrees")))
	}
	top = append(top, kit.Flow(0.8, bar...))
	for _, note := range sheet.Notes {
		tone := kit.ToneSoft
		if note.Wrong {
			tone = kit.ToneBad
		}
		top = append(top, kit.Notice(tone, note.Text))
	}
	if len(sheet.Rows) == 0 {
		return kit.Page(append(top, kit.Empty(t.T("ui.journal.empty"), t.T("ui.report.none")))...)
	}
	p.columns = shownColumns(sheet)
	p.ledger = kit.NewLedger(p.sheetColumns(), func() int { return len(sheet.Rows) }, p.fill, p.onOpen)
	p.ledger.OnBack, p.ledger.Small = p.shell.Back, p.small()
	if p.name == "dues" {
		top = append(top, kit.SmallWords(t.T("ui.report.months-last"), kit.ToneSoft))
	}
	return kit.Fill(0.5, append(top, kit.Sideways(p.ledger))...)
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
	title, other := t.ShortMonth(p.month), t.T("ui.report.whole-year")
	if p.year {
		title, other = strconv.Itoa(int(p.month)/100), t.T("ui.report.one-month")
	}
	buttons := []fyne.CanvasObject{kit.NewStepper(title, p.step).Content(), kit.Button(other, nil, p.onSpan)}
	if p.shell.Shelf != nil {
		buttons = append(buttons, kit.Button("PDF", theme.DocumentPrintIcon(), func() { p.onKeep("pdf") }),
			kit.Button("Excel", theme.DocumentSaveIcon(), func() { p.onKeep("xlsx") }))
	}
	return []fyne.CanvasObject{container.NewHBox(buttons...)}
}

// onKeep writes the paper and shows it.
func (p *reportPage) onKeep(format string) {
	s, sheet := p.shell, p.sheet
	if sheet == nil {
		return
	}
	var place string
	s.Do(func(ctx context.Context) (err error) {
		name := sheet.Name + "-" + strconv.Itoa(int(p.month)) + "." + format
		place, err = s.Shelf.Keep(ctx, name, func(w io.Writer) error { return report.Write(w, sheet, format) })
		if err != nil {
			return err
		}
		return s.Shelf.Open(place)
	}, func() { s.Tell("ui.report.kept", place) })
}

func (p *reportPage) start() {
	if p.ledger != nil {
		p.shell.layer.Focus(p.ledger.Focusable())
	}
}
