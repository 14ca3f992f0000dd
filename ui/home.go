package ui

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// homeBook is what the first page needs of the book.
type homeBook interface {
	// Home counts cash, bank, dues and what waits, as of today.
	Home(ctx context.Context, today coop.Date) (coop.Home, error)
}

// homePage is the first page of the day: what there is, what waits, what is usually recorded.
type homePage struct {
	shell *Shell
	book  homeBook
}

func newHome(s *Shell) page {
	return bind(s.Text.T("ui.home.title"), &homePage{shell: s, book: s.Book})
}

func (p *homePage) load(ctx context.Context) (coop.Home, error) {
	return p.book.Home(ctx, p.shell.today())
}

func (p *homePage) show(d coop.Home) fyne.CanvasObject {
	t := p.shell.Text
	month := d.Today.Month()
	cards := kit.Tiles(11, 0.7,
		kit.FigureCard(t.T("ui.home.cash"), t.Rupiah(d.Cash), t.T("ui.home.cash-remark"), kit.ToneInk),
		kit.FigureCard(t.T("ui.home.bank"), t.Rupiah(d.Bank), t.T("ui.home.bank-remark"), kit.ToneInk),
		kit.FigureCard(t.T("ui.home.dues"), t.Rupiah(d.DuesPaid),
			t.T("ui.home.dues-remark", t.Count(d.DuesMembers), t.Count(d.Members), t.ShortMonth(month)), kit.ToneInk),
		kit.FigureCard(t.T("ui.home.month"), t.Rupiah(d.MonthIn), t.T("ui.home.month-out", d.MonthOut), kit.ToneInk),
	)
	parts := []fyne.CanvasObject{cards}
	if d.Exceptions+d.Findings > 0 {
		parts = append(parts, kit.Notice(kit.ToneWait, p.waiting(d),
			kit.Button(t.T("ui.home.see"), theme.NavigateNextIcon(), goToIn(p.shell, PageAttention))))
	}
	parts = append(parts, kit.NewHeading(t.T("ui.home.record")), p.tiles())
	parts = append(parts, kit.NewHeading(t.T("ui.home.recent")), p.recent(d.Recent))
	return kit.Page(parts...)
}

func (p *homePage) waiting(d coop.Home) string {
	t := p.shell.Text
	switch {
	case d.Findings == 0:
		return t.T("ui.home.exceptions", t.Count(d.Exceptions))
	case d.Exceptions == 0:
		return t.T("ui.home.findings", t.Count(d.Findings))
	}
	return t.T("ui.home.both", t.Count(d.Exceptions), t.Count(d.Findings))
}

// usual are the occasions of most days in a small village.
var usual = []string{
	"dues-mandatory", "dues-joining", "savings-deposit", "savings-withdrawal", "purchase-cash", "bank-deposit",
}

// tiles are big buttons for the day's occasions.
func (p *homePage) tiles() fyne.CanvasObject {
	t := p.shell.Text
	var tiles []fyne.CanvasObject
	for _, id := range usual {
		if o, known := p.shell.occasion(id); known {
			to := Route{Page: PageRecord, Arg: id}
			if id == coop.RapelOccasion { // on most days several members pay
				to = Route{Page: PageDues}
			}
			tiles = append(tiles, kit.NewTile(t.In(o.NameID, o.NameEN), "",
				theme.ContentAddIcon(), func() { p.shell.Go(to) }))
		}
	}
	return kit.Tiles(15, 0.6, tiles...)
}

func (p *homePage) recent(entries []coop.EntryView) fyne.CanvasObject {
	t := p.shell.Text
	if len(entries) == 0 {
		return kit.Card(kit.Words(t.T("ui.home.nothing"), kit.ToneSoft), kit.Flow(0,
			kit.Button(t.T("ui.home.opening"), theme.HistoryIcon(), goToIn(p.shell, PageOpening))))
	}
	return kit.NewShort([]kit.Column{
		{Title: t.T("common.date"), Ems: 5.5},
		{Title: t.T("ui.entry.what"), Ems: 12, Grow: 1},
		{Title: t.T("common.amount"), Ems: 7, Figure: true},
		{Title: t.T("ui.entry.state"), Ems: 6.5, Rank: 1},
	}, len(entries), func(row int, cells []kit.Cell) {
		e := entries[row]
		tone, state := p.shell.entryState(e)
		cells[0].Text = t.ShortDay(e.Date)
		cells[1].Text = p.shell.describe(e)
		cells[2].Text = t.Figure(e.Amount)
		cells[3] = kit.Cell{Text: state, Tone: tone}
	}, func(row int) { p.shell.Go(Route{Page: PageEntry, Arg: entries[row].ID.String()}) })
}
