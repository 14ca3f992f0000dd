package ui

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// choresPage lists what a month needs once and lets all of it, or some, be recorded by one key.
type choresPage struct {
	shell *Shell
	book  assetBook
	month coop.Month

	all    []coop.Chore
	off    map[coop.Once]bool // not to be recorded now
	ledger *kit.Ledger
	sum    *kit.Line
	typed  bool
}

// newChores shows the month of arg, as a person or a route writes it.
func newChores(s *Shell, arg string) page {
	month, err := coop.ParseMonth(arg, s.today())
	if err != nil {
		month = s.today().Month()
	}
	return bind(s.Text.T("ui.chores.title"), &choresPage{
		shell: s, book: s.Book, month: month, off: map[coop.Once]bool{},
	})
}

func (p *choresPage) load(ctx context.Context) ([]coop.Chore, error) {
	all, err := p.book.Chores(ctx, p.month, p.shell.occasions)
	if err != nil {
		return nil, fmt.Errorf("read what a month needs: %w", err)
	}
	return all, nil
}

func (p *choresPage) show(all []coop.Chore) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	p.all, p.ledger = all, nil
	if len(all) == 0 {
		return kit.Page(kit.Empty(t.T("ui.chores.none"), t.T("ui.chores.none-text"),
			kit.Button(t.T("ui.command.recurring"), nil, goToIn(s, PageRecurring)),
			kit.Button(t.T("ui.command.assets"), nil, goToIn(s, PageAssets))))
	}
	p.sum = kit.NewSoft("")
	p.ledger = kit.NewLedger([]kit.Column{
		{Title: "", Ems: 1},
		{Title: t.T("ui.chores.what"), Ems: 9, Grow: 3},
		{Title: t.T("ui.chores.source"), Ems: 8.3, Rank: 2},
		{Title: t.T("common.month"), Ems: 4.5, Rank: 1},
		{Title: t.T("common.amount"), Ems: 6.5, Figure: true},
		{Title: t.T("ui.asset.state"), Ems: 9, Grow: 1, Rank: 3},
	}, func() int { return len(p.all) }, p.fill, p.onOpen)
	p.ledger.OnBack, p.ledger.OnMark = s.Back, p.onTick
	parts := []fyne.CanvasObject{p.progress()}
	if p.ahead() {
		parts = append(parts, kit.Notice(kit.ToneWait, t.T("ui.chores.ahead", p.month)))
	}
	p.count()
	bar := s.recordBar(p.record, kit.NewCaption(t.T("ui.chores.space")), p.sum)
	if !s.session.Role.May(coop.KindEntry) {
		bar = kit.Flow(0, s.mayNot(coop.KindEntry))
	}
	return kit.Footed(kit.Fill(0.5, append(parts, p.ledger)...), bar)
}

// ahead tells whether the month has not ended: its last day, on which parts stand, is still to come.
func (p *choresPage) ahead() bool { return p.month > p.shell.today().Month() }

// progress says how much of it is recorded.
func (p *choresPage) progress() fyne.CanvasObject {
	s, t, open := p.shell, p.shell.Text, 0
	for i := range p.all {
		if p.all[i].Open() {
			open++
		}
	}
	chip := kit.Chip(kit.ToneWait, "● "+t.T("ui.chores.open", t.Count(open), p.month))
	if open == 0 {
		chip = kit.Chip(kit.ToneGood, "✓ "+t.T("ui.chores.done", p.month))
	}
	return kit.Flow(0.6, chip,
		kit.Quiet(t.T("ui.command.recurring"), theme.HistoryIcon(), goToIn(s, PageRecurring)),
		kit.Quiet(t.T("ui.command.accruals"), nil, goToIn(s, PageAccruals)))
}

func (p *choresPage) fill(row int, cells []kit.Cell) {
	t, c := p.shell.Text, &p.all[row]
	cells[0] = kit.Cell{Text: "☐", Tone: kit.ToneSoft}
	switch {
	case !c.Open():
		cells[0] = kit.Cell{Text: " "}
	case p.chosen(c):
		cells[0] = kit.Cell{Text: "✓", Tone: kit.ToneBrand, Bold: true}
	}
	cells[1].Text = orElse(c.Name, t.T("chore.source."+c.Source))
	cells[2] = kit.Cell{Text: t.T("chore.source." + c.Source), Tone: kit.ToneSoft}
	cells[3] = kit.Cell{Text: t.ShortMonth(c.Month), Tone: kit.ToneSoft}
	cells[4].Text = t.Figure(c.Amount())
	switch {
	case !c.Open():
		cells[5] = kit.Cell{Text: "✓ " + t.T("ui.asset.recorded"), Tone: kit.ToneGood}
	case len(c.Problems) > 0 && c.Problems[0].Key == coop.ProblemChoreEarly:
		cells[5] = kit.Cell{Text: t.Problem(c.Problems[0]), Tone: kit.ToneSoft}
	case len(c.Problems) > 0:
		cells[4].Text = "–"
		cells[5] = kit.Cell{Text: "✗ " + t.Problem(c.Problems[0]), Tone: kit.ToneBad}
	case c.Month < p.month:
		cells[5] = kit.Cell{Text: "● " + t.T("ui.chores.missed"), Tone: kit.ToneWait}
	default:
		cells[5] = kit.Cell{Text: t.T("ui.chores.will", t.ShortDay(c.Entry.Date)), Tone: kit.ToneSoft}
	}
}

// chosen tells whether a chore is recorded when Ctrl+Enter is pressed.
func (p *choresPage) chosen(c *coop.Chore) bool { return c.Ready() && !p.off[c.Entry.Once] }

func (p *choresPage) onTick(row int) {
	c := &p.all[row]
	if !c.Ready() {
		return
	}
	p.off[c.Entry.Once] = !p.off[c.Entry.Once]
	p.typed = true
	p.count()
	p.ledger.Refresh()
}

// onOpen shows what was recorded, or what it is about.
func (p *choresPage) onOpen(row int) {
	s, c := p.shell, &p.all[row]
	switch {
	case !c.Done.Entry.IsZero():
		s.Go(Route{Page: PageEntry, Arg: c.Done.Entry.String()})
	case c.Source == coop.ChoreRecurring:
		s.Go(Route{Page: PageRecurring, Arg: c.Name})
	case c.Source == coop.ChoreAccrual:
		s.Go(Route{Page: PageAccrual, Arg: c.Subject.String()})
	case c.Source == coop.ChoreAsset || c.Source == coop.ChorePrepaid || c.Source == coop.ChoreUnearned:
		s.Go(Route{Page: PageAsset, Arg: c.Subject.String()})
	default:
		p.onTick(row)
	}
}

// ready are those that are recorded now.
func (p *choresPage) ready() []coop.Chore {
	var some []coop.Chore
	for i := range p.all {
		if p.chosen(&p.all[i]) {
			some = append(some, p.all[i])
		}
	}
	return some
}

// count says how many are recorded now, and what they come to.
func (p *choresPage) count() {
	var sum coop.Money
	some := p.ready()
	for i := range some {
		sum += some[i].Amount()
	}
	p.sum.Set(p.shell.Text.T("ui.chores.sum", p.shell.Text.Count(len(some)), sum), kit.ToneSoft)
}

func (p *choresPage) record() {
	s, some := p.shell, p.ready()
	if len(some) == 0 || !s.session.Role.May(coop.KindEntry) {
		return
	}
	s.Record(func(ctx context.Context) error {
		_, err := p.book.Record(ctx, s.session, coop.ChoreActs(some)...)
		return err
	}, func() {
		p.typed = false
		s.done()
		s.Reload()
		s.Tell("ui.chores.recorded", s.Text.Count(len(some)))
	})
}

func (p *choresPage) busy() bool { return p.typed }

func (p *choresPage) step(months int) {
	p.shell.Swap(Route{Page: PageChores, Arg: p.month.Add(months).String()})
}

func (p *choresPage) actions() []fyne.CanvasObject {
	return []fyne.CanvasObject{kit.NewShortStepper(p.shell.Text.ShortMonth(p.month), 5, p.step).Content()}
}

func (p *choresPage) start() {
	if p.ledger != nil {
		p.shell.layer.Focus(p.ledger.Focusable())
		p.shell.reveal(p.ledger) // with large letters it begins below
	}
}
