package ui

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// homeBook is what the first page needs of the book.
type homeBook interface {
	statusBook
	// Home counts cash, bank, dues and what waits, as of today.
	Home(ctx context.Context, today coop.Date) (coop.Home, error)
	// EvidenceCount counts the entries of a period that have no paper and no picture, and those that should have one.
	EvidenceCount(ctx context.Context, from, to coop.Date) (missing, total int, err error)
	// Unreviewed counts the entries of a period that others than who recorded, and those that who has not looked at.
	Unreviewed(ctx context.Context, who coop.ID, from, to coop.Date) (waiting, total int, err error)
	// Findings lists what supervisors and the district remarked, with the answers, oldest first.
	Findings(ctx context.Context) ([]coop.FindingView, error)
	// Counts lists the countings of cash and banks.
	Counts(ctx context.Context) ([]coop.CountView, error)
}

// homePage is the first page of the day: what there is, what waits, what is usually recorded.
type homePage struct {
	shell *Shell
	book  homeBook
	tasks []*kit.Task
	tiles []*kit.Tile

	moneyChart, duesChart *kit.Chart

	started bool // the keys were set: from now on the page follows them
}

// homeData is what the first page shows.
type homeData struct {
	coop.Home
	info     coop.Info
	drafts   []unfinished
	missing  int // entries of the month without evidence
	should   int // of so many
	unread   [2]readMonth
	findings []coop.FindingView
	counts   []coop.CountView
}

// readMonth says how much of a month a reviewer has looked at.
type readMonth struct {
	month          coop.Month
	waiting, total int
}

func newHome(s *Shell) page {
	return bind(s.Text.T("ui.home.title"), &homePage{shell: s, book: s.Book})
}

func (p *homePage) load(ctx context.Context) (d homeData, err error) {
	today, who := p.shell.today(), p.shell.session
	if d.Home, err = p.book.Home(ctx, today); err != nil {
		return d, fmt.Errorf("read the day: %w", err)
	}
	if d.info, err = p.book.Info(ctx); err != nil {
		return d, fmt.Errorf("read what is unsent: %w", err)
	}
	if d.findings, err = p.book.Findings(ctx); err != nil {
		return d, fmt.Errorf("read the findings: %w", err)
	}
	if d.counts, err = p.book.Counts(ctx); err != nil {
		return d, fmt.Errorf("read the counts: %w", err)
	}
	month := today.Month()
	if who.Role.May(coop.KindEntry) {
		drafts, err := p.shell.readDrafts()
		if err != nil {
			return d, fmt.Errorf("look for a draft: %w", err)
		}
		d.drafts = drafts
		d.missing, d.should, err = p.book.EvidenceCount(ctx, month.First(), month.Last())
		if err != nil {
			return d, fmt.Errorf("read what has no evidence: %w", err)
		}
	}
	if who.Role.May(coop.KindReview) {
		for i := range d.unread {
			r := &d.unread[i]
			r.month = month.Add(-i)
			r.waiting, r.total, err = p.book.Unreviewed(ctx, who.User, r.month.First(), r.month.Last())
			if err != nil {
				return d, fmt.Errorf("count what is not reviewed: %w", err)
			}
		}
	}
	return d, nil
}

func (p *homePage) show(d homeData) fyne.CanvasObject {
	t := p.shell.Text
	p.tasks, p.tiles = nil, nil
	if d.LastDate == 0 {
		return kit.Page(p.firstSteps(d))
	}
	month := d.Today.Month()
	parts := []fyne.CanvasObject{
		kit.Tiles(11, 0.7,
			kit.FigureCard(t.T("ui.home.cash"), t.Rupiah(d.Cash), p.cashRemark(d), kit.ToneInk),
			kit.FigureCard(t.T("ui.home.bank"), t.Rupiah(d.Bank), t.T("ui.home.bank-remark"), kit.ToneInk),
			kit.FigureCard(t.T("ui.home.dues"), t.Rupiah(d.DuesPaid), t.T("ui.home.dues-remark",
				t.Count(d.DuesMembers), t.Count(d.Members), t.ShortMonth(month)), kit.ToneInk),
			kit.FigureCard(t.T("ui.home.month"), t.Rupiah(d.MonthIn), t.T("ui.home.month-out", d.MonthOut),
				kit.ToneInk),
		),
		p.waiting(p.waits(d)),
	}
	if p.shell.session.Role.May(coop.KindEntry) {
		parts = append(parts, kit.NewHeading(t.T("ui.home.record")), p.usualTiles())
	}
	parts = append(parts, p.charts(d), kit.NewHeading(t.T("ui.home.recent")), p.recent(d.Recent))
	return kit.Page(parts...)
}

// waiting shows what waits, each with its key; or that nothing does.
func (p *homePage) waiting(waits []wait) fyne.CanvasObject {
	t := p.shell.Text
	if len(waits) == 0 {
		return kit.Notice(kit.ToneGood, t.T("ui.home.calm"))
	}
	return kit.Stack(0.4, kit.NewHeading(t.T("ui.home.waits")), p.taskTiles(waits))
}

// tasksMost is how many tasks have a key: 1 to 9.
const tasksMost = 9

// taskTiles draws tasks with the keys 1 to 9.
func (p *homePage) taskTiles(waits []wait) fyne.CanvasObject {
	var shown []fyne.CanvasObject
	for i, w := range waits[:min(len(waits), tasksMost)] {
		task := kit.NewTask(string(rune('1'+i)), w.title, w.remark, w.tone, func() { p.shell.Go(w.to) })
		task.OnRune, task.OnSeen = p.rune, func() { p.seen(task) }
		p.tasks = append(p.tasks, task)
		shown = append(shown, task)
	}
	return kit.Tiles(19, 0.5, shown...)
}

// letter opens what waits under the key.
func (p *homePage) letter(r rune) bool {
	i := int(r - '1')
	if i < 0 || i >= len(p.tasks) {
		return false
	}
	p.tasks[i].Tapped(nil)
	return true
}

func (p *homePage) rune(r rune) { p.letter(r) }

// seen brings into sight where the keys are; at first the page begins at its top.
func (p *homePage) seen(object fyne.CanvasObject) {
	if p.started {
		p.shell.reveal(object)
	}
}

// start sets the keys on the first thing that waits, or on the first thing to record.
func (p *homePage) start() {
	defer func() { p.started = true }()
	switch {
	case len(p.tasks) > 0:
		p.shell.layer.Focus(p.tasks[0])
	case len(p.tiles) > 0:
		p.shell.layer.Focus(p.tiles[0])
	}
}

// usual are the occasions of most days in a small village.
var usual = []string{
	"dues-mandatory", "dues-joining", "savings-deposit", "savings-withdrawal", "purchase-cash", "bank-deposit",
}

// usualTiles are big buttons for the day's occasions.
func (p *homePage) usualTiles() fyne.CanvasObject {
	t := p.shell.Text
	var shown []fyne.CanvasObject
	for _, id := range usual {
		if o, known := p.shell.occasion(id); known {
			to := Route{Page: PageRecord, Arg: id}
			if id == coop.RapelOccasion { // on most days several members pay
				to = Route{Page: PageDues}
			}
			tile := kit.NewTile(t.In(o.NameID, o.NameEN), "", theme.ContentAddIcon(), func() { p.shell.Go(to) })
			tile.OnRune, tile.OnSeen = p.rune, func() { p.seen(tile) }
			p.tiles = append(p.tiles, tile)
			shown = append(shown, tile)
		}
	}
	return kit.Tiles(15, 0.6, shown...)
}

func (p *homePage) recent(entries []coop.EntryView) fyne.CanvasObject {
	t := p.shell.Text
	list := kit.NewShort([]kit.Column{
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
	list.Follow(p.rune, p.seen)
	return list
}
