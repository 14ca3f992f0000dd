package ui

import (
	"context"
	"fmt"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"lumbung/store/coop"
	"lumbung/store/report"
	"lumbung/ui/kit"
)

// interestPage shows what every member's savings earned in a month, one by one, and records all of it in one go,
// together with what the term deposits earned.
type interestPage struct {
	shell *Shell
	book  savingBook
	month coop.Month

	data   interestData
	ledger *kit.Ledger
}

// interestData is a month's interest, not recorded and recorded.
type interestData struct {
	coop.SavingsBook
	shares   []coop.InterestShare
	accruals []coop.Entry // of term deposits, not recorded yet
	accrued  coop.Money   // their sum
	gap      bool         // the month before has interest that is not recorded
	today    coop.Date
}

func newInterest(s *Shell, arg string) page {
	p := &interestPage{shell: s, book: s.Book, month: dueMonth(s.today())}
	if month, err := strconv.Atoi(arg); err == nil && coop.Month(month).Valid() {
		p.month = coop.Month(month)
	}
	return p.page()
}

func (p *interestPage) page() page { return bind(p.shell.Text.T("ui.interest.title"), p) }

func (p *interestPage) load(ctx context.Context) (interestData, error) {
	d, err := readInterest(ctx, p.book, p.month)
	if err != nil {
		return d, err
	}
	d.today = p.shell.today()
	before, err := readInterest(ctx, p.book, p.month.Add(-1))
	if err != nil {
		return d, err
	}
	gross, _, _ := coop.InterestTotal(before.shares)
	d.gap = gross > 0 && p.month.Add(-1).Last() > d.Closed
	return d, nil
}

// readInterest reckons a month.
func readInterest(ctx context.Context, book savingBook, m coop.Month) (d interestData, err error) {
	if d.SavingsBook, err = book.SavingsBook(ctx, m); err != nil {
		return d, fmt.Errorf("read the savings: %w", err)
	}
	if d.shares, err = d.Rules.Run(d.InterestMonth); err != nil {
		return d, err
	}
	terms, err := book.Terms(ctx)
	if err != nil {
		return d, fmt.Errorf("read the term deposits: %w", err)
	}
	for i := range terms {
		e, any, err := d.Rules.Accrual(&terms[i], m)
		if err != nil {
			return d, err
		}
		if any {
			d.accruals = append(d.accruals, e)
			d.accrued += e.Lines[0].Amount
		}
	}
	return d, nil
}

// wrong says what keeps the month from being recorded; nothing where it can be.
func (d *interestData) wrong(agreed coop.Money) []coop.Problem {
	problems := coop.CheckRun(d.shares, d.Month, d.today, d.Closed, agreed)
	if len(problems) > 0 && problems[0].Key == coop.ProblemInterestNothing && len(d.accruals) > 0 {
		return nil
	}
	return problems
}

func (p *interestPage) show(d interestData) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	p.data = d
	gross, tax, members := coop.InterestTotal(d.shares)
	wrong := d.wrong(gross)
	top := []fyne.CanvasObject{kit.NewStepper(t.Month(p.month), p.step).Content()}
	if len(wrong) == 0 && s.session.Role.May(coop.KindEntry) {
		top = append(top, kit.Main(t.T("ui.interest.do"), theme.DocumentSaveIcon(), p.record),
			kit.NewCaption(t.T("ui.record.key")))
	}
	parts := []fyne.CanvasObject{kit.Flow(0.6, top...)}
	parts = append(parts, s.refusals(wrong, kit.ToneWait)...)
	if d.gap {
		gap := coop.Problem{Key: coop.ProblemInterestGap, Args: []any{p.month.Add(-1)}}
		parts = append(parts, s.refusals([]coop.Problem{gap}, kit.ToneWait)...)
	}
	for i := range d.shares {
		if short := d.shares[i].Short; short > 0 && !d.shares[i].Done {
			parts = append(parts, kit.Notice(kit.ToneWait, d.People[d.shares[i].Member].Name+": "+
				t.T(coop.ProblemInterestShort, short)))
		}
	}
	parts = append(parts, p.differs()...)
	terms := t.T("ui.interest.accrued", t.Count(len(d.accruals)))
	parts = append(parts, kit.Tiles(
		9,
		0.5,
		kit.FigureCard(
			t.T("ui.interest.gross"),
			t.Rupiah(gross),
			t.T("ui.interest.members", t.Count(members)),
			kit.ToneInk,
		),
		kit.FigureCard(t.T("ui.interest.tax"), t.Rupiah(tax), t.T("ui.interest.tax-about"), kit.ToneInk),
		kit.FigureCard(t.T("ui.interest.net"), t.Rupiah(gross-tax), t.T("ui.interest.net-about"), kit.ToneBrand),
		kit.FigureCard(t.T("ui.interest.terms"), t.Rupiah(d.accrued), terms, kit.ToneInk),
	))
	if len(d.shares) == 0 {
		p.ledger = nil
		return kit.Page(append(parts, kit.Empty(t.T("ui.interest.none"), t.T("ui.interest.none-text")))...)
	}
	p.ledger = kit.NewLedger([]kit.Column{
		{Title: t.T("ui.member.number"), Ems: 4.5, Rank: 3},
		{Title: t.T("ui.member.name"), Ems: 10.5, Grow: 1},
		{Title: t.T("ui.interest.basis"), Ems: 6.5, Figure: true, Rank: 2},
		{Title: t.T("ui.interest.rate"), Ems: 4.5, Figure: true, Rank: 4},
		{Title: t.T("ui.interest.gross"), Ems: 5, Figure: true},
		{Title: t.T("ui.interest.tax"), Ems: 5, Figure: true, Rank: 1},
		{Title: t.T("ui.interest.net"), Ems: 5.5, Figure: true},
		{Title: t.T("ui.interest.state"), Ems: 4.5},
	}, func() int { return len(d.shares) }, p.fill, func(row int) {
		s.Go(Route{Page: PagePassbook, Arg: d.shares[row].Member.String()})
	})
	p.ledger.OnBack = s.Back
	return kit.Fill(0.6, append(parts, p.ledger)...)
}

func (p *interestPage) fill(row int, cells []kit.Cell) {
	t, share := p.shell.Text, &p.data.shares[row]
	m := p.data.People[share.Member]
	basis, rate := share.Basis()
	cells[0] = kit.Cell{Text: m.Number, Tone: kit.ToneSoft}
	cells[1].Text = m.Name
	cells[2].Text = t.Figure(basis)
	cells[3] = kit.Cell{Text: coop.FormatPoints(rate), Tone: kit.ToneSoft}
	cells[4].Text, cells[5].Text, cells[6].Text = t.Figure(share.Gross), t.Figure(share.Tax), t.Figure(share.Net())
	switch {
	case share.Differs():
		cells[7] = kit.Cell{Text: "● " + t.Figure(share.Recorded), Tone: kit.ToneWait}
	case share.Done:
		cells[7] = kit.Cell{Text: "✓ " + t.T("ui.interest.recorded"), Tone: kit.ToneGood}
	default:
		cells[7] = kit.Cell{Text: t.T("ui.interest.open"), Tone: kit.ToneSoft}
	}
}

func (p *interestPage) actions() []fyne.CanvasObject { return p.shell.printButtons() }

// printer gives the month as a list that can be put beside the savings.
func (p *interestPage) printer() *printing {
	if len(p.data.shares) == 0 {
		return nil
	}
	order := report.Order{Name: "savings-interest", Period: report.Period{Month: p.month}}
	return p.shell.ofOrder(p.shell.Book, order, monthName(p.month), "")
}

// step goes a month on or back.
func (p *interestPage) step(months int) {
	p.month = p.month.Add(months)
	p.shell.again(p.page())
}

func (p *interestPage) start() {
	if p.ledger != nil {
		p.shell.layer.Focus(p.ledger.Focusable())
	}
}

// record records the month as it stands in the book now, if it is what the person saw.
func (p *interestPage) record() {
	s := p.shell
	if !s.session.Role.May(coop.KindEntry) {
		return
	}
	agreed, _, _ := coop.InterestTotal(p.data.shares)
	if wrong := p.data.wrong(agreed); len(wrong) > 0 {
		s.Warn(wrong[0])
		return
	}
	entries := 0
	var changed []coop.Problem
	s.Record(func(ctx context.Context) error {
		now, err := readInterest(ctx, p.book, p.month)
		if err != nil {
			return err
		}
		now.today = s.today()
		if changed = now.wrong(agreed); len(changed) > 0 {
			return nil
		}
		acts := coop.RunActs(now.shares, p.month)
		for _, e := range now.accruals {
			act, err := onceMore(ctx, p.book, e)
			if err != nil {
				return err
			}
			acts = append(acts, act)
		}
		entries = len(acts)
		_, err = p.book.Record(ctx, s.session, acts...)
		return err
	}, func() {
		if !p.looksAgain(changed) {
			s.Tell("ui.interest.done", s.Text.Count(entries), p.month)
		}
	})
}

// looksAgain shows the month as it stands in the book now, and says why nothing was recorded; false where nothing
// speaks against it.
func (p *interestPage) looksAgain(changed []coop.Problem) bool {
	p.shell.Reload()
	if len(changed) > 0 {
		p.shell.Warn(changed[0])
	}
	return len(changed) > 0
}

// differs tells of interest that was recorded and comes to something else now, with the key that puts it right.
func (p *interestPage) differs() []fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	over, under, people := coop.Differences(p.data.shares)
	if people == 0 {
		return nil
	}
	words := t.T("ui.interest.differs", t.Count(people), under, over)
	if p.month.Last() <= p.data.Closed || !s.session.Role.May(coop.KindReversal) {
		return []fyne.CanvasObject{kit.Notice(kit.ToneWait, words)}
	}
	return []fyne.CanvasObject{kit.Notice(kit.ToneWait, words,
		kit.Button(t.T("ui.interest.fix"), theme.ViewRefreshIcon(), p.onFix))}
}

// onFix takes back what was recorded too high or too low, and records what comes out now.
func (p *interestPage) onFix() {
	s := p.shell
	over, under, people := coop.Differences(p.data.shares)
	var changed []coop.Problem
	s.Record(func(ctx context.Context) error {
		now, err := readInterest(ctx, p.book, p.month)
		if err != nil {
			return err
		}
		o, u, n := coop.Differences(now.shares)
		switch {
		case now.Month.Last() <= now.Closed:
			return coop.Problem{Key: coop.ProblemInterestClosed, Args: []any{p.month}}
		case o != over || u != under || n != people:
			changed = []coop.Problem{{Key: coop.ProblemInterestChanged, Args: []any{under - over, u - o}}}
			return nil
		}
		_, err = p.book.Record(ctx, s.session, coop.FixActs(now.shares, p.month, s.Text.T("ui.interest.fix-reason"))...)
		return err
	}, func() {
		if !p.looksAgain(changed) {
			s.Tell("ui.interest.fixed", s.Text.Count(people))
		}
	})
}
