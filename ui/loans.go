package ui

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// loansPage is the register of loans: who owes what, who is late, and that it agrees with the ledger.
type loansPage struct {
	shell *Shell
	book  loanBook

	data   coop.LoanRegister
	sieve  int // which of loanSieves
	text   string
	found  []*coop.LoanView
	find   *kit.Entry
	ledger *kit.Ledger
	deeds  []deed
}

// loanSieves choose loans; a pill stands for each.
var loanSieves = []struct {
	key  string
	lets func(*coop.LoanView) bool
}{
	{"ui.loan.sieve.all", func(*coop.LoanView) bool { return true }},
	{"ui.loan.sieve.waiting", func(l *coop.LoanView) bool { return l.Status <= coop.LoanGranted }},
	{"ui.loan.sieve.running", func(l *coop.LoanView) bool { return l.Runs() }},
	{"ui.loan.sieve.late", func(l *coop.LoanView) bool { return l.Owes() }},
	{"ui.loan.sieve.bad", func(l *coop.LoanView) bool { return l.Grade > coop.GradeGood }},
	{"ui.loan.sieve.ended", func(l *coop.LoanView) bool { return l.Status >= coop.LoanSettled }},
}

func newLoans(s *Shell) page {
	return bind(s.Text.T("ui.loan.title"), &loansPage{shell: s, book: s.Book})
}

func (p *loansPage) load(ctx context.Context) (coop.LoanRegister, error) {
	return p.book.Loans(ctx, p.shell.today())
}

func (p *loansPage) show(d coop.LoanRegister) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	p.data = d
	p.deeds = []deed{
		{"ui.loan.key.new", "ui.command.loan-form", goToIn(s, PageLoanForm)},
		{"ui.loan.key.products", "ui.command.loan-products", goToIn(s, PageLoanProducts)},
	}
	if len(d.Loans) == 0 {
		parts := []fyne.CanvasObject{kit.Empty(t.T("ui.loan.none"), t.T("ui.loan.none-text"))}
		if d.Ledger != 0 {
			parts = append(parts, kit.Notice(kit.ToneWait, t.T("ui.loan.unnamed", d.Unnamed())))
		}
		return kit.Page(parts...)
	}
	p.find = kit.NewEntry(t.T("ui.loan.find"))
	p.find.Icon = theme.SearchIcon()
	p.find.OnChanged = func(text string) { p.text = text; p.sift() }
	p.find.OnEscape = s.Back
	p.ledger = kit.NewLedger([]kit.Column{
		{Title: t.T("ui.loan.number"), Ems: 5, Rank: 4},
		{Title: t.T("ui.loan.member"), Ems: 8, Grow: 1},
		{Title: t.T("ui.loan.state"), Ems: 10},
		{Title: t.T("ui.loan.grade"), Ems: 5.5, Rank: 3},
		{Title: t.T("ui.loan.arrears"), Ems: 6, Figure: true, Rank: 2},
		{Title: t.T("ui.loan.outstanding"), Ems: 6.5, Figure: true},
	}, func() int { return len(p.found) }, p.fill, func(row int) {
		s.Go(Route{Page: PageLoan, Arg: p.found[row].Case.ID.String()})
	})
	p.ledger.OnBack, p.ledger.OnRune = s.Back, func(r rune) { p.letter(r) }
	p.find.OnEnter = func() { s.Window.Canvas().Focus(p.ledger.Focusable()) }
	pills := kit.Flow(0.3)
	for i, sieve := range loanSieves {
		pills.Add(kit.NewPill(t.T(sieve.key), i == p.sieve, func() {
			p.sieve = i
			s.again(bind(t.T("ui.loan.title"), p))
		}))
	}
	p.sift()
	return kit.Fill(0.5, p.totals(), pills, p.find, p.ledger)
}

// totals says what is owed altogether, that the ledger says the same, and how good it is.
func (p *loansPage) totals() fyne.CanvasObject {
	t, d := p.shell.Text, p.data
	var arrears coop.Money
	for i := range d.Loans {
		if d.Loans[i].Owes() {
			arrears += d.Loans[i].Arrears.Sum()
		}
	}
	agrees := "✓ " + t.T("ui.loan.agrees")
	tone := kit.ToneGood
	if d.Unnamed() != 0 {
		agrees, tone = "● "+t.T("ui.loan.unnamed", d.Unnamed()), kit.ToneWait
	}
	need := coop.LoanProvision(d.States())
	return kit.Tiles(
		12, 0.5,
		kit.FigureCard(t.T("ui.loan.outstanding"), t.Rupiah(d.Outstanding()), agrees, tone),
		kit.FigureCard(t.T("ui.loan.arrears"), t.Rupiah(arrears), t.T("ui.loan.npl", coop.FormatRate(d.NPL())),
			kit.ToneInk),
		kit.FigureCard(t.T("ui.loan.allowance"), t.Rupiah(d.Allowance), t.T("ui.loan.allowance-need", need),
			kit.ToneInk),
	)
}

// sift keeps the loans that the pill and every typed word let through.
func (p *loansPage) sift() {
	words := strings.Fields(strings.ToLower(p.text))
	p.found = p.found[:0]
	for i := range p.data.Loans {
		l := &p.data.Loans[i]
		folded := strings.ToLower(l.Number + " " + l.MemberNumber + " " + l.MemberName)
		fits := loanSieves[p.sieve].lets(l)
		for _, word := range words {
			fits = fits && strings.Contains(folded, word)
		}
		if fits {
			p.found = append(p.found, l)
		}
	}
	p.ledger.Refresh()
}

func (p *loansPage) fill(row int, cells []kit.Cell) {
	l, t := p.found[row], p.shell.Text
	tone, words := t.loanChip(&l.LoanState)
	cells[0] = kit.Cell{Text: l.Number, Tone: kit.ToneSoft}
	cells[1].Text = l.MemberName
	cells[2] = kit.Cell{Text: words, Tone: tone}
	cells[3].Text = t.loanGrade(&l.LoanState)
	if l.Owes() {
		cells[4] = kit.Cell{Text: t.Figure(l.Arrears.Sum()), Tone: kit.ToneWait}
	}
	cells[5].Text = t.Figure(l.Outstanding)
	if l.Status <= coop.LoanGranted {
		cells[5] = kit.Cell{Text: t.Figure(l.Case.Loan.Principal), Tone: kit.ToneSoft}
	}
}

func (p *loansPage) actions() []fyne.CanvasObject { return p.shell.Text.deedButtons(p.deeds) }

func (p *loansPage) letter(r rune) bool { return p.shell.Text.byLetter(p.deeds, r) }

func (p *loansPage) start() {
	if p.ledger != nil {
		p.shell.Window.Canvas().Focus(p.ledger.Focusable())
	}
}

func (p *loansPage) search() {
	if p.find != nil {
		p.shell.Window.Canvas().Focus(p.find)
	}
}
