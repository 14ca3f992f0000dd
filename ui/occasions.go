package ui

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// occasionsPage lists what is offered when recording: one's own occasions first, then those that the program brings.
type occasionsPage struct {
	shell  *Shell
	book   settingsBook
	data   occasionsData
	found  []coop.Occasion
	find   *kit.Entry
	ledger *kit.Ledger
}

// occasionsData is what a book says of occasions, read on its accounts.
type occasionsData struct {
	all    []coop.Occasion
	hidden map[string]bool
	own    map[string]coop.OccasionRow
	chart  []coop.ChartAccount
	rows   []coop.AccountRow
}

func readOccasions(ctx context.Context, s *Shell, book settingsBook) (d occasionsData, err error) {
	rows, err := book.OwnOccasions(ctx)
	if err != nil {
		return d, err
	}
	if d.rows, err = book.Accounts(ctx); err != nil {
		return d, err
	}
	d.chart, d.own = coop.ChartOf(d.rows), map[string]coop.OccasionRow{}
	for _, r := range rows {
		d.own[r.Name] = r
	}
	d.all, d.hidden = coop.AllOccasions(s.standard, rows, d.chart)
	return d, nil
}

func newOccasions(s *Shell) page {
	return bind(s.Text.T("ui.occasions.title"), &occasionsPage{shell: s, book: s.Book})
}

func (p *occasionsPage) load(ctx context.Context) (occasionsData, error) {
	return readOccasions(ctx, p.shell, p.book)
}

// isOwn tells whether an occasion is none of those that the program brings.
func (s *Shell) isOwn(id string) bool {
	for _, o := range s.standard {
		if o.ID == id {
			return false
		}
	}
	return true
}

func (p *occasionsPage) show(d occasionsData) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	p.data = d
	p.find = kit.NewEntry(t.T("ui.occasions.find"))
	p.find.Icon = theme.SearchIcon()
	p.find.OnEscape = s.Back
	p.find.OnChanged = p.onFind
	p.ledger = kit.NewLedger([]kit.Column{
		{Title: t.T("ui.occasion.name"), Ems: 14, Grow: 2},
		{Title: t.T("ui.occasion.from"), Ems: 8, Rank: 2},
		{Title: t.T("ui.outlet.state"), Ems: 8.5, Rank: 1},
	}, func() int { return len(p.found) }, func(row int, cells []kit.Cell) {
		o := p.found[row]
		whose := t.T("ui.occasion.standard")
		if s.isOwn(o.ID) {
			whose = t.T("ui.occasion.own")
		}
		cells[0] = kit.Cell{Text: t.In(o.NameID, o.NameEN), Bold: s.isOwn(o.ID)}
		cells[1] = kit.Cell{Text: whose, Tone: kit.ToneSoft}
		cells[2] = kit.Cell{Text: "✓ " + t.T("ui.occasion.offered"), Tone: kit.ToneGood}
		if p.data.hidden[o.ID] {
			cells[2] = kit.Cell{Text: "○ " + t.T("ui.occasion.hidden"), Tone: kit.ToneSoft}
		}
	}, func(row int) { s.Go(Route{Page: PageOccasion, Arg: p.found[row].ID}) })
	p.ledger.OnBack = s.Back
	p.find.OnEnter = func() { s.Window.Canvas().Focus(p.ledger.Focusable()) }
	p.find.OnDown = p.find.OnEnter
	p.onFind("")
	return kit.Fill(0.6, kit.Words(t.T("ui.occasions.lead"), kit.ToneSoft), container.NewStack(p.find), p.ledger)
}

func (p *occasionsPage) onFind(text string) {
	words := strings.Fields(strings.ToLower(text))
	p.found = p.found[:0]
	for _, own := range []bool{true, false} {
		for _, o := range p.data.all {
			if p.shell.isOwn(o.ID) == own && hasWords(o.NameID+" "+o.NameEN+" "+strings.Join(o.WordsID, " "), words) {
				p.found = append(p.found, o)
			}
		}
	}
	p.ledger.Refresh()
}

func (p *occasionsPage) actions() []fyne.CanvasObject {
	if !p.shell.session.Role.May(coop.KindOccasion) {
		return nil
	}
	return []fyne.CanvasObject{kit.Main(p.shell.Text.T("ui.occasions.new"), theme.ContentAddIcon(), func() {
		p.shell.Go(Route{Page: PageOccasion})
	})}
}

func (p *occasionsPage) start()  { p.search() }
func (p *occasionsPage) search() { p.shell.layer.Focus(p.find) }
