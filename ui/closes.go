package ui

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// closesPage lists every close, the latest period first, with what became of it.
type closesPage struct {
	shell  *Shell
	book   closeBook
	all    []coop.CloseView
	ledger *kit.Ledger
}

func newCloses(s *Shell) page {
	return bind(s.Text.T("ui.closes.title"), &closesPage{shell: s, book: s.Book})
}

func (p *closesPage) load(ctx context.Context) ([]coop.CloseView, error) { return p.book.Closes(ctx) }

func (p *closesPage) show(all []coop.CloseView) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	p.all = all
	if len(all) == 0 {
		p.ledger = nil
		return kit.Page(kit.Empty(t.T("ui.closes.none"), t.T("ui.closes.none-text"),
			kit.Main(t.T("ui.command.month-end"), theme.NavigateNextIcon(), goToIn(s, PageMonthEnd))))
	}
	p.ledger = kit.NewLedger([]kit.Column{
		{Title: t.T("ui.closes.period"), Ems: 8, Grow: 1},
		{Title: t.T("ui.entry.state"), Ems: 8},
		{Title: t.T("ui.closes.by"), Ems: 8, Grow: 1, Rank: 1},
		{Title: t.T("ui.closes.when"), Ems: 6, Rank: 2},
		{Title: t.T("ui.closes.late"), Ems: 5, Figure: true, Rank: 3},
		{Title: t.T("ui.closes.result"), Ems: 7, Figure: true, Rank: 4},
	}, func() int { return len(p.all) }, p.fill, func(row int) {
		s.Go(Route{Page: PageClosed, Arg: p.all[row].Hash.String()})
	})
	p.ledger.OnBack = s.Back
	return kit.Fill(0.6, kit.Words(t.T("ui.closes.lead"), kit.ToneSoft), p.ledger)
}

func (p *closesPage) fill(row int, cells []kit.Cell) {
	s, t, c := p.shell, p.shell.Text, p.all[row]
	tone, state := s.closeState(c)
	cells[0] = kit.Cell{Text: s.closePeriod(c), Bold: c.Year}
	cells[1] = kit.Cell{Text: state, Tone: tone}
	cells[2].Text = c.AuthorName
	cells[3] = kit.Cell{Text: s.shortMoment(c.At), Tone: kit.ToneSoft}
	if len(c.Late) > 0 {
		cells[4] = kit.Cell{Text: "● " + t.Count(len(c.Late)), Tone: kit.ToneWait}
	}
	if c.Year {
		cells[5].Text = t.Figure(c.Result)
	}
}

// closePeriod says which period a close is of.
func (s *Shell) closePeriod(c coop.CloseView) string {
	if c.Year {
		return s.Text.T("ui.close.book-year", int(c.Period)/100)
	}
	return s.Text.Month(c.Period)
}

// closeState says whether a close holds.
func (s *Shell) closeState(c coop.CloseView) (kit.Tone, string) {
	switch {
	case c.Holds:
		return kit.ToneGood, "✓ " + s.Text.T("ui.closes.holds")
	case c.Reopened:
		return kit.ToneWait, "● " + s.Text.T("ui.closes.reopened")
	}
	return kit.ToneSoft, "– " + s.Text.T("ui.closes.void")
}

func (p *closesPage) actions() []fyne.CanvasObject {
	if p.ledger == nil { // the page itself says what to do
		return nil
	}
	return []fyne.CanvasObject{
		kit.Main(p.shell.Text.T("ui.command.month-end"), theme.NavigateNextIcon(), goToIn(p.shell, PageMonthEnd)),
	}
}

func (p *closesPage) start() {
	if p.ledger != nil {
		p.shell.layer.Focus(p.ledger.Focusable())
	}
}

// closedPage shows one close: what it stated, what came after it and where that was posted.
type closedPage struct {
	shell *Shell
	book  closeBook
	hash  string
	close coop.CloseView
	begin fyne.Focusable
}

func newClosed(s *Shell, arg string) page {
	return bind(s.Text.T("ui.closed.title"), &closedPage{shell: s, book: s.Book, hash: arg})
}

// errNoClose says that the book holds no such close.
var errNoClose = errors.New("no such close")

func (p *closedPage) load(ctx context.Context) (coop.CloseView, error) {
	all, err := p.book.Closes(ctx)
	if err != nil {
		return coop.CloseView{}, fmt.Errorf("read the closes: %w", err)
	}
	for _, c := range all {
		if c.Hash.String() == p.hash {
			return c, nil
		}
	}
	return coop.CloseView{}, errNoClose
}

func (p *closedPage) show(c coop.CloseView) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	p.close, p.begin = c, nil
	tone, state := s.closeState(c)
	about := []fyne.CanvasObject{
		kit.HeadWords(s.closePeriod(c)), kit.Flow(0, kit.Chip(tone, state)),
		kit.Words(t.T("ui.closed.by", c.AuthorName, t.Moment(c.At, s.Now())), kit.ToneInk),
		kit.SmallWords(t.T("ui.close.digest", shortHash(c.Digest)), kit.ToneSoft),
	}
	if c.Year {
		about = append(about, kit.NewCaption(t.T("ui.closes.result")), kit.NewFigure(t.Rupiah(c.Result)))
	}
	if !c.Holds && !c.Reopened {
		about = append(about, kit.Words(t.T("ui.closed.void"), kit.ToneWait))
	}
	if c.Reopened {
		about = append(about, kit.Words(t.T("ui.closed.reopened", c.ReopenedBy, c.Reason), kit.ToneWait))
	}
	parts := []fyne.CanvasObject{kit.Card(about...)}
	buttons := kit.Flow(0.6)
	add := func(b *kit.Plain) {
		if p.begin == nil {
			p.begin = b
		}
		buttons.Add(b)
	}
	if c.Year && c.Holds {
		add(kit.Button(t.T("ui.closed.entry"), theme.DocumentIcon(), func() {
			s.Go(Route{Page: PageEntry, Arg: coop.HashID(c.Hash, 0).String()})
		}))
	}
	if c.Holds {
		add(kit.Risky(t.T("ui.closed.reopen"), theme.ViewRefreshIcon(), func() {
			s.Go(Route{Page: PageReopen, Arg: c.Period.String()})
		}))
	}
	parts = append(parts, buttons, kit.NewHeading(t.T("ui.closed.late")))
	if len(c.Late) == 0 {
		parts = append(parts, kit.Words(t.T("ui.closed.late-none"), kit.ToneSoft))
	} else {
		parts = append(parts, kit.Words(t.T("ui.closed.late-about"), kit.ToneSoft), s.lateRows(c.Late))
	}
	return kit.Page(kit.Capped(52, 0.7, parts...))
}

func (p *closedPage) start() {
	if p.begin != nil {
		p.shell.layer.Focus(p.begin)
	}
}

// reopenPage reopens a period: it says what that voids and what moves, and asks why.
type reopenPage struct {
	shell *Shell
	book  closeBook
	month coop.Month
	wrong error

	data   reopenData
	form   *kit.Form
	reason *kit.Entry
}

// reopenData is what a reopening would do, and who may sign it.
type reopenData struct {
	plan coop.Reopening
	sign *signer
}

func newReopen(s *Shell, arg string) page {
	p := &reopenPage{shell: s, book: s.Book}
	p.month, p.wrong = coop.ParseMonth(arg, s.today())
	return bind(s.Text.T("ui.reopen.title"), p)
}

func (p *reopenPage) load(ctx context.Context) (d reopenData, err error) {
	if p.wrong != nil {
		return d, p.wrong
	}
	if d.plan, err = p.book.PlanReopen(ctx, p.month); err != nil {
		return d, fmt.Errorf("plan the reopening: %w", err)
	}
	d.sign, err = signing(ctx, p.shell, p.book, coop.KindReopen, coop.ID{}, nil)
	return d, err
}

func (p *reopenPage) show(d reopenData) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	p.data, p.form = d, nil
	if len(d.plan.Closes) == 0 {
		return kit.Page(kit.Empty(t.T("ui.reopen.none", p.month), t.T("ui.reopen.none-text")))
	}
	about := []fyne.CanvasObject{
		kit.HeadWords(t.T("ui.reopen.voids", t.Count(len(d.plan.Closes)))),
		kit.Words(t.T("ui.reopen.lead"), kit.ToneSoft),
	}
	for _, c := range d.plan.Closes {
		about = append(about, kit.Words("● "+s.closePeriod(c), kit.ToneWait))
	}
	about = append(about, kit.Words(t.T("ui.reopen.moves", t.Count(len(d.plan.Moves))), kit.ToneInk))
	p.form = kit.NewForm(s.layer, 0)
	p.form.OnRecord, p.form.OnBack = p.record, s.Back
	p.reason = kit.NewEntry("")
	p.form.Add(t.T("ui.reopen.reason"), p.reason, func() string {
		if strings.TrimSpace(p.reason.Text) == "" {
			return t.T("ui.reopen.reason-missing")
		}
		return ""
	}).SetHint(t.T("ui.reopen.reason-hint"))
	d.sign.ask(p.form)
	parts := []fyne.CanvasObject{kit.Beside(22, 22, kit.Card(about...), kit.Card(p.form.Content(),
		kit.Flow(0.6, kit.Risky(t.T("ui.reopen.do"), theme.ViewRefreshIcon(), p.record),
			kit.NewCaption(t.T("ui.record.key")))))}
	if len(d.plan.Moves) > 0 {
		parts = append(parts, s.lateRows(d.plan.Moves))
	}
	return kit.Page(parts...)
}

func (p *reopenPage) busy() bool { return p.form != nil && (p.data.sign.busy() || p.reason.Text != "") }

func (p *reopenPage) start() {
	if p.form != nil {
		p.form.Start()
	}
}

// record voids the earliest close that is named; every later one falls with it.
func (p *reopenPage) record() {
	if p.form == nil {
		return
	}
	first := p.data.plan.Closes[len(p.data.plan.Closes)-1]
	body := coop.Reopen{Close: first.Hash, Reason: strings.TrimSpace(p.reason.Text)}
	p.data.sign.sign(body, func(mark []byte) []coop.Act {
		return []coop.Act{{Kind: coop.KindReopen, Body: body, Mark: mark}}
	}, p.onOpen)
}

// onOpen says that the month is open again. Where two laptops closed it at once, the other close holds in the place of
// the one that was reopened: then it is said, and the page asks for that one too.
func (p *reopenPage) onOpen() {
	s := p.shell
	var info coop.Info
	s.Do(func(ctx context.Context) (err error) {
		info, err = p.book.Info(ctx)
		return err
	}, func() {
		if info.Closed >= p.month.First() {
			s.Swap(Route{Page: PageReopen, Arg: p.month.String()})
			s.toast(kit.ToneWait, s.Text.T("ui.reopen.still", p.month))
			return
		}
		s.Swap(Route{Page: PageCloses})
		s.Tell("ui.reopen.is-open", p.month)
	})
}
