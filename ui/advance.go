package ui

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// advancesPage lists what staff were given to account for and have not yet: who, how much, since when.
type advancesPage struct {
	shell  *Shell
	book   moneyBook
	data   advancesData
	ledger *kit.Ledger
}

// advancesData is what is open, and after how many days it is late.
type advancesData struct {
	open []coop.Advance
	days int
	sum  coop.Money
}

func newAdvances(s *Shell) page {
	return bind(s.Text.T("ui.advances.title"), &advancesPage{shell: s, book: s.Book})
}

func (p *advancesPage) load(ctx context.Context) (d advancesData, err error) {
	today := p.shell.today()
	parties, err := p.book.Parties(ctx)
	if err != nil {
		return d, fmt.Errorf("read the parties: %w", err)
	}
	lines, err := p.book.LinesOfAccount(ctx, coop.AccountAdvance, 0, today)
	if err != nil {
		return d, fmt.Errorf("read the advances: %w", err)
	}
	settings, err := p.book.Settings(ctx)
	if err != nil {
		return d, fmt.Errorf("read the settings: %w", err)
	}
	d.open, d.days = parties.OpenAdvances(lines, today), coop.AdvanceDays(settings, today)
	for _, a := range d.open {
		d.sum += a.Open
	}
	return d, nil
}

func (p *advancesPage) show(d advancesData) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	p.data, p.ledger = d, nil
	if len(d.open) == 0 {
		return kit.Page(kit.Empty(t.T("ui.advances.none"), t.T("ui.advances.none-text"),
			kit.Main(t.T("ui.advances.give"), theme.ContentAddIcon(), p.onGive)))
	}
	p.ledger = kit.NewLedger([]kit.Column{
		{Title: t.T("ui.advances.who"), Ems: 7, Grow: 1},
		{Title: t.T("ui.advances.given"), Ems: 6, Rank: 2},
		{Title: t.T("ui.advances.age"), Ems: 5.5},
		{Title: t.T("ui.advances.open"), Ems: 6.5, Figure: true},
		{Title: t.T("ui.advances.for"), Ems: 8, Grow: 1, Rank: 3},
	}, func() int { return len(p.data.open) }, p.fill, p.settle)
	p.ledger.OnBack = s.Back
	return kit.Fill(0.6, kit.Words(t.T("ui.advances.lead", d.sum, d.days), kit.ToneSoft), p.ledger)
}

func (p *advancesPage) fill(row int, cells []kit.Cell) {
	t, a := p.shell.Text, p.data.open[row]
	cells[0] = kit.Cell{Text: orElse(a.Name, t.T("common.unspecified")), Bold: true}
	cells[1].Text = t.ShortDay(a.Posted)
	cells[2] = kit.Cell{Text: t.T("ui.advances.days", a.Days)}
	if a.Days > p.data.days {
		cells[2] = kit.Cell{Text: "● " + t.T("ui.advances.days", a.Days), Tone: kit.ToneWait}
	}
	cells[3].Text = t.Figure(a.Open)
	cells[4] = kit.Cell{Text: a.Remark, Tone: kit.ToneSoft}
}

// settle opens the form in which an advance is accounted for: its costs, and the rest that comes back.
func (p *advancesPage) settle(row int) {
	a, s := p.data.open[row], p.shell
	if !s.session.Role.May(coop.KindEntry) {
		s.Go(Route{Page: PageEntry, Arg: a.Entry.String()})
		return
	}
	party := ""
	if !a.Party.IsZero() {
		party = a.Party.String()
	}
	s.Go(Route{Page: PageRecord, Arg: "work-advance-settled:" + party})
}

func (p *advancesPage) onGive() { p.shell.Go(Route{Page: PageRecord, Arg: "work-advance"}) }

func (p *advancesPage) actions() []fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	buttons := []fyne.CanvasObject{kit.Button(t.T("ui.command.print"), theme.DocumentPrintIcon(), func() {
		s.Go(Route{Page: PageReport, Arg: "advances"})
	})}
	if s.session.Role.May(coop.KindEntry) {
		buttons = append(buttons, kit.Main(t.T("ui.advances.give"), theme.ContentAddIcon(), p.onGive))
	}
	return buttons
}

func (p *advancesPage) start() {
	if p.ledger != nil {
		p.shell.layer.Focus(p.ledger.Focusable())
	}
}
