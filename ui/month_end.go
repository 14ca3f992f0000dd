package ui

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// monthEndPage lists what a month still lacks before it is closed, each with the way that leads there.
type monthEndPage struct {
	shell *Shell
	book  closeBook
	month coop.Month
	wrong error
	owed  int64 // the year that is to be closed before; 0: none
	tasks []*kit.Task
	begin fyne.Focusable
}

// monthEndData is the list, and whether the month is closed already.
type monthEndData struct {
	month  coop.Month
	plan   coop.ClosePlan
	lines  []checkLine
	closed bool
}

func newMonthEnd(s *Shell, arg string) page {
	p := &monthEndPage{shell: s, book: s.Book}
	if arg != "" {
		p.month, p.wrong = coop.ParseMonth(arg, s.today())
	}
	return bind(s.Text.T("ui.month-end.title"), p)
}

func (p *monthEndPage) load(ctx context.Context) (d monthEndData, err error) {
	if p.wrong != nil {
		return d, p.wrong
	}
	info, err := p.book.Info(ctx)
	if err != nil {
		return d, fmt.Errorf("read the book: %w", err)
	}
	today := p.shell.today()
	if d.month = p.month; d.month == 0 {
		d.month = coop.NextMonth(0, info.Closed, today)
	}
	if d.plan, err = p.book.PlanClose(ctx, d.month, false); err != nil {
		return d, fmt.Errorf("plan the close: %w", err)
	}
	if next := coop.NextMonth(d.plan.First, info.Closed, today); p.month == 0 && next != d.month { // not the usual one
		d.month = next
		if d.plan, err = p.book.PlanClose(ctx, d.month, false); err != nil {
			return d, fmt.Errorf("plan the close: %w", err)
		}
	}
	d.closed = info.Closed >= d.month.Last()
	c := &checked{shell: p.shell, book: p.book, month: d.month, plan: d.plan}
	for _, ask := range closeLines {
		lines, err := ask(ctx, c)
		if err != nil {
			return d, fmt.Errorf("read what the month lacks: %w", err)
		}
		d.lines = append(d.lines, lines...)
	}
	return d, nil
}

func (p *monthEndPage) show(d monthEndData) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	p.month, p.tasks, p.begin = d.month, nil, nil
	var open, done []fyne.CanvasObject
	for _, l := range d.lines {
		if l.Done {
			done = append(done, kit.Words("✓ "+l.Title, kit.ToneGood))
			continue
		}
		remark := l.About
		if l.Keys != "" {
			remark = joined(" · ", remark, l.Keys)
		}
		number := string(rune('1' + len(p.tasks)))
		if len(p.tasks) >= 9 {
			number = "●"
		}
		task := kit.NewTask(number, l.Title, remark, l.tone(), func() { s.Go(l.To) })
		task.OnRune = func(r rune) { p.letter(r) }
		task.OnSeen = func() { s.reveal(task) }
		p.tasks = append(p.tasks, task)
		open = append(open, task)
	}
	lead := t.T("ui.month-end.lead", d.month, t.Count(len(open)))
	switch {
	case len(open) == 0:
		lead = t.T("ui.month-end.lead-done", d.month)
	case d.plan.Owed != 0: // the only thing that forbids it
		lead = t.T("ui.month-end.lead-year", d.month, t.Count(len(open)), int(d.plan.Owed))
	}
	parts := []fyne.CanvasObject{kit.HeadWords(t.Month(d.month)), kit.Words(lead, kit.ToneSoft)}
	if s.today() < d.plan.Until && !d.closed {
		early := coop.Problem{Key: coop.ProblemCloseEarly, Args: []any{d.month, d.plan.Until}}
		parts = append(parts, kit.Notice(kit.ToneWait, t.Problem(early)))
	}
	if d.closed {
		parts = append(parts, kit.Notice(kit.ToneGood, t.T("ui.month-end.closed", d.month)))
	} else {
		words := t.T("ui.month-end.do", d.month)
		if p.owed = d.plan.Owed; p.owed != 0 {
			words = t.T("ui.year-end.do", int(p.owed))
		}
		do := kit.Main(words, theme.ConfirmIcon(), p.onClose)
		p.begin = do
		parts = append(parts, kit.Flow(0.6, do, kit.NewCaption(t.T("ui.record.key"))),
			kit.SmallWords(t.T("ui.month-end.who"), kit.ToneSoft))
	}
	parts = append(parts, kit.Tiles(20, 0.6, open...))
	if len(done) > 0 {
		parts = append(parts, kit.NewHeading(t.T("ui.month-end.done")), kit.Stack(0.2, done...))
	}
	return kit.Page(kit.Capped(56, 0.7, parts...))
}

// joined puts what says something together.
func joined(between string, parts ...string) string {
	text := ""
	for _, part := range parts {
		switch {
		case part == "":
		case text == "":
			text = part
		default:
			text += between + part
		}
	}
	return text
}

func (p *monthEndPage) actions() []fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	return []fyne.CanvasObject{
		kit.Quiet(t.T("ui.command.closes"), theme.HistoryIcon(), goToIn(s, PageCloses)),
		kit.Quiet(t.T("ui.command.year-end"), theme.NavigateNextIcon(), goToIn(s, PageYearEnd)),
	}
}

// onClose goes on to the close, or to that of the year before, which comes first.
func (p *monthEndPage) onClose() {
	if p.owed != 0 {
		p.shell.Go(Route{Page: PageYearEnd, Arg: fmt.Sprint(p.owed)})
		return
	}
	p.shell.Go(Route{Page: PageClose, Arg: p.month.String()})
}

// record goes on to the close.
func (p *monthEndPage) record() { p.onClose() }

// letter goes to what stands behind a number.
func (p *monthEndPage) letter(r rune) bool {
	i := int(r - '1')
	if i < 0 || i >= len(p.tasks) || i >= 9 {
		return false
	}
	p.tasks[i].Tapped(nil)
	return true
}

// step goes a month on or back.
func (p *monthEndPage) step(months int) {
	p.shell.Swap(Route{Page: PageMonthEnd, Arg: p.month.Add(months).String()})
}

func (p *monthEndPage) start() {
	switch {
	case len(p.tasks) > 0:
		p.shell.layer.Focus(p.tasks[0])
	case p.begin != nil:
		p.shell.layer.Focus(p.begin)
	}
}
