package ui

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"lumbung/store/coop"
	"lumbung/store/report"
	"lumbung/ui/kit"
)

// The pages of term deposits. What Arg means stands beside each.
const (
	PageTerms    = "terms"
	PageTerm     = "term"      // a deposit's id
	PageTermForm = "term-form" // the member's id to begin with; empty: nobody yet
	PageTermEnd  = "term-end"  // a deposit's id, and :roll behind it where it goes on
)

func init() {
	morePages[PageTerms], morePages[PageTerm] = plain(newTerms), newTerm
	morePages[PageTermForm], morePages[PageTermEnd] = newTermForm, newTermEnd
}

// termsPage lists the term deposits, those that end next first.
type termsPage struct {
	shell  *Shell
	book   savingBook
	all    []coop.TermView
	ledger *kit.Ledger
}

func newTerms(s *Shell) page {
	return bind(s.Text.T("ui.command.terms"), &termsPage{shell: s, book: s.Book})
}

func (p *termsPage) load(ctx context.Context) ([]coop.TermView, error) { return p.book.Terms(ctx) }

func (p *termsPage) show(all []coop.TermView) fyne.CanvasObject {
	t := p.shell.Text
	p.all, p.ledger = all, nil
	if len(all) == 0 {
		return kit.Page(kit.Empty(t.T("ui.term.none"), t.T("ui.term.none-text")))
	}
	sum, running, due := coop.Money(0), 0, 0
	for i := range all {
		sum += all[i].Held
		if all[i].Runs() {
			running++
			due += map[bool]int{true: 1}[all[i].DaysLeft(p.shell.today()) <= 0]
		}
	}
	p.ledger = kit.NewLedger([]kit.Column{
		{Title: t.T("ui.term.certificate"), Ems: 5.5, Rank: 2},
		{Title: t.T("ui.member.name"), Ems: 11, Grow: 1},
		{Title: t.T("common.amount"), Ems: 6.5, Figure: true},
		{Title: t.T("ui.loan.yearly"), Ems: 5, Figure: true, Rank: 3},
		{Title: t.T("ui.term.end"), Ems: 6, Rank: 1},
		{Title: t.T("ui.term.state"), Ems: 8.5},
	}, func() int { return len(p.all) }, p.fill, func(row int) {
		p.shell.Go(Route{Page: PageTerm, Arg: p.all[row].ID.String()})
	})
	p.ledger.OnBack = p.shell.Back
	return kit.Fill(0.6, kit.Words(t.T("ui.term.sum", t.Count(running), sum, t.Count(due)), kit.ToneSoft), p.ledger)
}

func (p *termsPage) fill(row int, cells []kit.Cell) {
	t, v := p.shell.Text, &p.all[row]
	cells[0] = kit.Cell{Text: v.Number, Tone: kit.ToneSoft}
	cells[1].Text = v.Owner.Name
	cells[2].Text = t.Figure(v.Amount)
	cells[3] = kit.Cell{Text: coop.FormatPoints(v.Rate), Tone: kit.ToneSoft}
	cells[4].Text = t.ShortDay(v.End())
	tone, words := p.shell.termState(v)
	cells[5] = kit.Cell{Text: words, Tone: tone}
}

// termState says where a deposit is: with a sign and words.
func (s *Shell) termState(v *coop.TermView) (kit.Tone, string) {
	left := v.DaysLeft(s.today())
	switch {
	case !v.Opened:
		return kit.ToneBad, "✗ " + s.Text.T("ui.term.no-money")
	case !v.Runs() && !v.Next.IsZero():
		return kit.ToneSoft, "↻ " + s.Text.T("ui.term.rolled")
	case !v.Runs():
		return kit.ToneSoft, "✓ " + s.Text.T("ui.term.over")
	case left <= 0:
		return kit.ToneWait, "● " + s.Text.T("ui.term.due")
	case left <= 7:
		return kit.ToneWait, "● " + s.Text.T("ui.term.days", s.Text.Count(left))
	}
	return kit.ToneGood, s.Text.T("ui.term.days", s.Text.Count(left))
}

func (p *termsPage) actions() []fyne.CanvasObject {
	buttons := p.shell.printButtons()
	if p.shell.session.Role.May(coop.KindTerm) {
		buttons = append(buttons, kit.Main(p.shell.Text.T("ui.term.new"), theme.ContentAddIcon(),
			goToIn(p.shell, PageTermForm)))
	}
	return buttons
}

func (p *termsPage) start() {
	if p.ledger != nil {
		p.shell.layer.Focus(p.ledger.Focusable())
	}
}

// printer gives the register of term deposits.
func (p *termsPage) printer() *printing {
	today := p.shell.today()
	return p.shell.ofOrder(p.shell.Book, report.Order{Name: "terms", Period: report.Period{Date: today}},
		today.String(), "")
}

// errNoTerm says that the book holds no such deposit.
var errNoTerm = errors.New("no such term deposit")

// termData is one deposit with the rules.
type termData struct {
	coop.TermView
	rules    coop.SavingRules
	accounts []coop.AccountRow
	all      []coop.TermView
	blocked  coop.Money // of the owner's term savings, beyond what they have on others
}

// readTerm reads one deposit.
func readTerm(ctx context.Context, s *Shell, book savingBook, id coop.ID) (d termData, err error) {
	if d.all, err = book.Terms(ctx); err != nil {
		return d, fmt.Errorf("read the term deposits: %w", err)
	}
	i := slices.IndexFunc(d.all, func(v coop.TermView) bool { return v.ID == id })
	if i < 0 {
		return d, errNoTerm
	}
	d.TermView = d.all[i]
	settings, err := book.Settings(ctx)
	if err != nil {
		return d, err
	}
	d.rules = coop.SavingRulesOf(settings)
	if d.accounts, err = book.Accounts(ctx); err != nil {
		return d, err
	}
	blocks, err := book.Blocks(ctx)
	if err != nil {
		return d, err
	}
	same := func(id coop.ID) coop.ID { return id }
	others := coop.Money(0)
	for i := range d.all {
		if v := &d.all[i]; v.ID != id && v.Owner.Member == d.Owner.Member {
			others += v.Held
		}
	}
	d.blocked = max(0, coop.Blocked(blocks, same, d.Member, coop.AccountTerm, s.today())-others)
	return d, nil
}

// termPage shows one deposit, and what can be done with it.
type termPage struct {
	shell *Shell
	book  savingBook
	id    coop.ID
	wrong error
	data  termData
}

func newTerm(s *Shell, arg string) page {
	id, err := coop.ParseID(arg)
	return bind(s.Text.T("ui.term.title"), &termPage{shell: s, book: s.Book, id: id, wrong: err})
}

func (p *termPage) load(ctx context.Context) (d termData, err error) {
	if p.wrong != nil {
		return d, p.wrong
	}
	return readTerm(ctx, p.shell, p.book, p.id)
}

func (p *termPage) show(d termData) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	p.data = d
	whole, err := d.rules.TermInterest(d.Term)
	earned, err2 := d.rules.TermEarned(d.Term, s.today())
	if err != nil || err2 != nil {
		return kit.Page(s.refusals([]coop.Problem{{Key: coop.ProblemInterestLarge}}, kit.ToneBad)...)
	}
	tone, state := s.termState(&d.TermView)
	about := kit.Card(
		kit.HeadWords(
			d.Owner.Name,
		),
		kit.Words(t.T("ui.term.about", d.Number, d.Date, t.Count(int(d.Months))), kit.ToneSoft),
		kit.NewFigure(t.Rupiah(d.Amount)),
		kit.SmallWords(coop.MoneyWords(d.Amount, t.Language()), kit.ToneSoft),
		kit.Flow(0.5, kit.Chip(tone, state)),
		kit.NewCaption(t.T("ui.term.end")),
		kit.NewLine(t.Day(d.End())),
		kit.NewCaption(t.T("ui.term.roll")),
		kit.Words(t.T(rollKey(d.Roll)), kit.ToneInk),
	)
	rows := []sumRow{
		{text: t.T("ui.term.whole", coop.FormatPoints(d.Rate)), amount: whole},
		{text: t.T("ui.term.so-far"), amount: min(earned, whole)},
		{text: t.T("ui.term.accrued"), amount: d.Accrued},
		{text: t.T("ui.term.held"), amount: d.Held, bold: true},
	}
	right := []fyne.CanvasObject{s.sumRows(rows)}
	if d.blocked > 0 && d.Runs() {
		right = append(right, kit.Notice(kit.ToneWait, t.T(coop.ProblemTermBlocked, d.blocked)))
	}
	if d.Opened && d.Runs() && d.Held != d.Amount {
		right = append(right, kit.Notice(kit.ToneBad, t.T(coop.ProblemTermLess, d.Held, d.Amount)))
	}
	if d.Runs() && s.session.Role.May(coop.KindTerm) {
		right = append(right, p.ways())
	}
	return kit.Page(kit.Beside(22, 22, about, kit.Stack(0.6, right...)))
}

// rollKey says what happens at the end.
func rollKey(r coop.RollOver) string { return fmt.Sprintf("term.roll.%d", r) }

// ways are what can be done now: at the end one is paid or goes on, before it one can only be broken.
func (p *termPage) ways() fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	if p.data.DaysLeft(s.today()) > 0 {
		return kit.Flow(0.6, kit.Risky(t.T("ui.term.break"), theme.CancelIcon(), p.onEnd))
	}
	roll := func() { s.Go(Route{Page: PageTermEnd, Arg: p.id.String() + termRoll}) }
	if p.data.Roll == coop.RollPay {
		return kit.Flow(0.6, kit.Main(t.T("ui.term.pay"), theme.ConfirmIcon(), p.onEnd),
			kit.Button(t.T("ui.term.roll-do"), theme.ViewRefreshIcon(), roll))
	}
	return kit.Flow(0.6, kit.Main(t.T("ui.term.roll-do"), theme.ViewRefreshIcon(), roll),
		kit.Button(t.T("ui.term.pay"), theme.ConfirmIcon(), p.onEnd))
}

func (p *termPage) onEnd() { p.shell.Go(Route{Page: PageTermEnd, Arg: p.id.String()}) }

func (p *termPage) actions() []fyne.CanvasObject {
	t := p.shell.Text
	var buttons []fyne.CanvasObject
	if p.shell.Shelf != nil {
		buttons = append(buttons, kit.Button(t.T("ui.term.print"), theme.DocumentPrintIcon(), p.shell.onPrintPDF))
	}
	if !p.data.Next.IsZero() {
		buttons = append(buttons, kit.Button(t.T("ui.term.next"), theme.NavigateNextIcon(), func() {
			p.shell.Go(Route{Page: PageTerm, Arg: p.data.Next.String()})
		}))
	}
	return buttons
}

// printer gives the certificate (bilyet).
func (p *termPage) printer() *printing {
	if p.data.ID.IsZero() {
		return nil
	}
	t, view, day := p.shell.Text, p.data.TermView, p.shell.today()
	return p.shell.onlyPDF(view.Date.String()+" "+t.T("ui.term.certificate")+" "+view.Number+" "+view.Owner.Name,
		func(ctx context.Context, w io.Writer) error {
			return report.WriteCertificate(ctx, w, p.shell.Book, view, t.Language(), day)
		})
}
