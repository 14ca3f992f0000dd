package ui

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// closePage shows what a close of a month or a year contains, and lets the chair sign it. The treasurer prepares: the
// page is the same whoever sits before it, and the chair's name, PIN and words are asked for.
type closePage struct {
	shell *Shell
	book  closeBook
	year  bool
	month coop.Month
	wrong error

	data   closeData
	form   *kit.Form
	reason *kit.Entry
}

// closeData is what is to be signed, and by whom.
type closeData struct {
	plan     coop.ClosePlan
	accounts []coop.AccountRow
	sign     *signer
}

func newClose(s *Shell, arg string, year bool) page {
	p := &closePage{shell: s, book: s.Book, year: year}
	switch {
	case year && arg != "":
		n, err := strconv.Atoi(arg)
		p.month, p.wrong = coop.Month(n*100+12), err
	case !year:
		p.month, p.wrong = coop.ParseMonth(arg, s.today())
	}
	title := s.Text.T("ui.close.title")
	if year {
		title = s.Text.T("ui.year-end.title")
	}
	return bind(title, p)
}

func (p *closePage) load(ctx context.Context) (d closeData, err error) {
	if p.wrong != nil {
		return d, p.wrong
	}
	if p.month == 0 {
		if p.month, err = p.nextYear(ctx); err != nil {
			return d, err
		}
	}
	if d.plan, err = p.book.PlanClose(ctx, p.month, p.year); err != nil {
		return d, fmt.Errorf("plan the close: %w", err)
	}
	if d.accounts, err = p.book.Accounts(ctx); err != nil {
		return d, fmt.Errorf("read the accounts: %w", err)
	}
	d.sign, err = signing(ctx, p.shell, p.book, coop.KindClose, coop.ID{}, nil)
	return d, err
}

// nextYear is the last month of the year to be closed next.
func (p *closePage) nextYear(ctx context.Context) (coop.Month, error) {
	plan, err := p.book.PlanClose(ctx, coop.Month(p.shell.today()/10000*100+12), true)
	if err != nil {
		return 0, fmt.Errorf("look for the year to be closed next: %w", err)
	}
	return plan.NextYear(), nil
}

// period says what is closed in words.
func (p *closePage) period() string {
	if p.year {
		return p.shell.Text.T("ui.close.book-year", int(p.month)/100)
	}
	return p.shell.Text.Month(p.month)
}

func (p *closePage) show(d closeData) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	p.data, p.form = d, nil
	about := p.contents(d)
	var notices []fyne.CanvasObject
	against := d.plan.Against("x") // the reason for suspense money is asked for below
	for _, problem := range against {
		notices = append(notices, kit.Notice(kit.ToneBad, t.Problem(problem), p.first(problem)...))
	}
	for _, problem := range d.plan.Ask(s.today()) {
		notices = append(notices, kit.Notice(kit.ToneWait, t.Problem(problem), p.first(problem)...))
	}
	right := kit.Stack(0.7, notices...)
	switch {
	case len(against) > 0:
	case len(d.sign.users) == 0:
		right.Add(kit.Notice(kit.ToneWait, t.T("ui.close.nobody")))
	default:
		right.Add(p.ask(d))
	}
	parts := []fyne.CanvasObject{kit.Beside(24, 22, about, right)}
	if len(d.plan.Body.Lines) > 0 {
		parts = append(parts, kit.NewHeading(t.T("ui.year-end.lines")),
			kit.Words(t.T("ui.year-end.lines-about"), kit.ToneSoft), p.lines(d))
	}
	return kit.Page(parts...)
}

// first is the button that leads to what has to be done before, where a page of its own does it.
func (p *closePage) first(problem coop.Problem) []fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	lead := func(words string, to Route) []fyne.CanvasObject {
		return []fyne.CanvasObject{kit.Button(words, theme.NavigateNextIcon(), func() { s.Go(to) })}
	}
	switch problem.Key {
	case coop.ProblemCloseUnsent, coop.ProblemCloseUnheard:
		return lead(t.T("ui.command.sync"), Route{Page: PageSync})
	case coop.ProblemCloseYear:
		year := fmt.Sprint(problem.Args[0])
		return lead(t.T("ui.year-end.do", year), Route{Page: PageYearEnd, Arg: year})
	case coop.ProblemCloseMonths:
		month := problem.Args[1].(coop.Month)
		return lead(t.T("ui.close.do", t.Month(month)), Route{Page: PageMonthEnd, Arg: month.String()})
	case coop.ProblemCloseBehind:
		return lead(t.T("ui.closed.reopen"), Route{Page: PageReopen, Arg: problem.Args[1].(coop.Month).String()})
	}
	return nil
}

// contents says what the close states: the period, its entries, and how far it holds each laptop's records.
func (p *closePage) contents(d closeData) fyne.CanvasObject {
	t, plan := p.shell.Text, d.plan
	from := t.T("ui.close.from-beginning", plan.Until)
	if plan.From != 0 && plan.From <= plan.Until {
		from = t.T("ui.close.span", plan.From, plan.Until)
	}
	parts := []fyne.CanvasObject{kit.HeadWords(p.period()), kit.Words(from, kit.ToneSoft)}
	if p.year {
		result := coop.ClosingResult(plan.Body.Lines)
		title, after := t.T("ui.year-end.surplus"), t.T("ui.year-end.surplus-about")
		if result < 0 {
			title, after = t.T("ui.year-end.loss"), t.T("ui.year-end.loss-about")
		}
		parts = append(parts, kit.NewCaption(title), kit.NewFigure(t.Rupiah(max(result, -result))),
			kit.SmallWords(after, kit.ToneSoft))
	}
	parts = append(parts, kit.Words(t.T("ui.close.entries", t.Count(plan.Entries), plan.Debits), kit.ToneInk),
		kit.NewCaption(t.T("ui.close.logs")))
	for _, l := range plan.Logs {
		if l.Server {
			continue
		}
		name := orElse(l.Name, "–")
		if l.Own {
			name = t.T("ui.close.this-laptop")
		}
		parts = append(parts, kit.SmallWords(t.T("ui.close.log", l.Letters, name, t.Count(int(l.Head.Seq)),
			t.Moment(l.At, p.shell.Now()), shortHash(l.Head.Hash)), kit.ToneInk))
	}
	parts = append(parts, kit.SmallWords(t.T("ui.close.digest", shortHash(plan.Body.Digest)), kit.ToneSoft))
	return kit.Card(parts...)
}

// shortHash writes the beginning of a hash in groups that two people can compare aloud.
func shortHash(h coop.Hash) string {
	return fmt.Sprintf("%x %x %x %x", h[0:2], h[2:4], h[4:6], h[6:8])
}

// lines shows the closing entry line by line.
func (p *closePage) lines(d closeData) fyne.CanvasObject {
	t, lines := p.shell.Text, d.plan.Body.Lines
	return kit.NewShort([]kit.Column{
		{Title: t.T("common.account"), Ems: 8, Grow: 1},
		{Title: t.T("common.outlet"), Ems: 5, Rank: 2},
		{Title: t.T("account.debit"), Ems: 6.5, Figure: true},
		{Title: t.T("account.credit"), Ems: 6.5, Figure: true},
	}, len(lines), func(row int, cells []kit.Cell) {
		l := lines[row]
		cells[0] = kit.Cell{
			Text: l.Account + " " + accountIn(d.accounts, t, l.Account), Bold: l.Account == coop.AccountSummary,
		}
		cells[1] = kit.Cell{Text: l.Outlet, Tone: kit.ToneSoft}
		if l.Amount > 0 {
			cells[2].Text = t.Figure(l.Amount)
		} else {
			cells[3].Text = t.Figure(-l.Amount)
		}
	}, nil)
}

// ask sets up the form that the chair signs.
func (p *closePage) ask(d closeData) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	p.form = kit.NewForm(s.layer, 0)
	p.form.OnRecord, p.form.OnBack = p.record, s.Back
	p.reason = kit.NewEntry("")
	if p.year && d.plan.Suspense != 0 {
		suspense := max(d.plan.Suspense, -d.plan.Suspense)
		p.form.Add(t.T("ui.close.reason"), p.reason, func() string {
			if strings.TrimSpace(p.reason.Text) == "" {
				return t.T("ui.close.reason-missing", suspense)
			}
			return ""
		}).SetHint(t.T("ui.close.reason-hint", suspense))
	}
	d.sign.ask(p.form)
	do := t.T("ui.close.do", p.period())
	if p.year {
		do = t.T("ui.year-end.do", int(p.month)/100)
	}
	return kit.Card(kit.Words(t.T("ui.close.sign-about"), kit.ToneSoft), p.form.Content(),
		kit.Flow(0.6, kit.Main(do, theme.ConfirmIcon(), p.record),
			kit.NewCaption(t.T("ui.record.key"))))
}

func (p *closePage) busy() bool { return p.form != nil && (p.data.sign.busy() || p.reason.Text != "") }

func (p *closePage) start() {
	if p.form != nil {
		p.form.Start()
	}
}

// record signs what is shown, and nothing else: what was recorded since it was drawn is not in it.
func (p *closePage) record() {
	if p.form == nil {
		return
	}
	s, reason, plan := p.shell, strings.TrimSpace(p.reason.Text), p.data.plan
	p.data.sign.sign(plan.Body, func(mark []byte) []coop.Act { return plan.Acts(mark, reason) }, func() {
		s.Swap(Route{Page: PageCloses})
		s.Tell("ui.close.is-closed", p.period())
	})
}

// step goes a month or a year on or back.
func (p *closePage) step(months int) {
	if p.year {
		p.shell.Swap(Route{Page: PageYearEnd, Arg: strconv.Itoa(int(p.month)/100 + months)})
		return
	}
	p.shell.Swap(Route{Page: PageClose, Arg: p.month.Add(months).String()})
}

// lateRows lists late entries with where they post.
func (s *Shell) lateRows(late []coop.EntryView) fyne.CanvasObject {
	t := s.Text
	late = slices.Clone(late)
	return kit.NewShort([]kit.Column{
		{Title: t.T("ui.closed.dated"), Ems: 5.5},
		{Title: t.T("ui.closed.posts"), Ems: 5.5},
		{Title: t.T("ui.attention.what"), Ems: 6, Grow: 1},
		{Title: t.T("common.amount"), Ems: 5.5, Figure: true, Rank: 1},
	}, len(late), func(row int, cells []kit.Cell) {
		e := late[row]
		cells[0].Text, cells[1].Text = t.ShortDay(e.Date), t.ShortDay(e.Posted)
		cells[2].Text = e.Voucher + " · " + s.describe(e)
		cells[3].Text = t.Figure(e.Amount)
	}, func(row int) { s.Go(Route{Page: PageEntry, Arg: late[row].ID.String()}) })
}
