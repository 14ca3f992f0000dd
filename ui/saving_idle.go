package ui

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"lumbung/store/coop"
	"lumbung/store/report"
	"lumbung/ui/kit"
)

// idleBook tells of whom nothing was recorded for as long as the rule savings.idle says.
type idleBook interface {
	// Idle lists them, the longest first.
	Idle(ctx context.Context, today coop.Date) ([]coop.IdleView, error)
	// IdleOf tells whether one person is on that list.
	IdleOf(ctx context.Context, person coop.ID, today coop.Date) (coop.IdleView, bool, error)
}

// PageIdle lists the members of whom nothing was recorded for long.
const PageIdle = "idle"

func init() { morePages[PageIdle] = plain(newIdle) }

// idlePage is for going through with the board: who to visit, who perhaps left or died.
type idlePage struct {
	shell  *Shell
	book   savingBook
	all    []coop.IdleView
	ledger *kit.Ledger
}

func newIdle(s *Shell) page {
	return bind(s.Text.T("ui.idle.title"), &idlePage{shell: s, book: s.Book})
}

// idleData is the list, and after how many months somebody comes onto it.
type idleData struct {
	all    []coop.IdleView
	months int64
}

func (p *idlePage) load(ctx context.Context) (d idleData, err error) {
	if d.all, err = p.book.Idle(ctx, p.shell.today()); err != nil {
		return d, err
	}
	settings, err := p.book.Settings(ctx)
	d.months = coop.SavingRulesOf(settings).Number(coop.SettingSavingIdle, p.shell.today())
	return d, err
}

func (p *idlePage) show(d idleData) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	p.all, p.ledger = d.all, nil
	months := t.Count(int(d.months))
	if len(d.all) == 0 {
		return kit.Page(kit.Empty(t.T("ui.idle.none"), t.T("ui.idle.none-text", months)))
	}
	p.ledger = kit.NewLedger([]kit.Column{
		{Title: t.T("ui.member.number"), Ems: 4, Rank: 3},
		{Title: t.T("ui.member.name"), Ems: 10, Grow: 3},
		{Title: t.T("ui.member.hamlet"), Ems: 7, Grow: 1, Rank: 2},
		{Title: t.T("ui.idle.last"), Ems: 6.5},
		{Title: t.T("ui.idle.months"), Ems: 5.5, Figure: true},
		{Title: t.T("ui.member.savings"), Ems: 6, Figure: true, Rank: 1},
	}, func() int { return len(p.all) }, func(row int, cells []kit.Cell) {
		v := &p.all[row]
		cells[0] = kit.Cell{Text: v.Member.Number, Tone: kit.ToneSoft}
		cells[1].Text = v.Member.Name
		cells[2] = kit.Cell{Text: v.Member.Hamlet, Tone: kit.ToneSoft}
		cells[3].Text = t.T("ui.idle.never")
		if v.Last != 0 {
			cells[3].Text = t.ShortDay(v.Last)
		}
		cells[4].Text, cells[5].Text = t.Count(v.Months), t.Figure(v.Member.Savings)
	}, func(row int) { s.Go(Route{Page: PageMember, Arg: p.all[row].Member.Member.String()}) })
	p.ledger.OnBack = s.Back
	return kit.Fill(0.6, kit.Words(t.T("ui.idle.lead", months, t.Count(len(d.all))), kit.ToneSoft), p.ledger)
}

// actions lead to the rule, and print the list for whoever goes and visits.
func (p *idlePage) actions() []fyne.CanvasObject {
	s := p.shell
	rule := kit.Button(s.Text.T("ui.idle.rule"), theme.SettingsIcon(), func() {
		s.Go(Route{Page: PageSavingRule, Arg: coop.SettingSavingIdle})
	})
	return append([]fyne.CanvasObject{rule}, s.printButtons()...)
}

// printer gives the list on paper.
func (p *idlePage) printer() *printing {
	s := p.shell
	return s.ofOrder(s.Book, report.Order{Name: "idle-members", Period: report.Period{Date: s.today()}},
		s.today().String(), "")
}

func (p *idlePage) start() {
	if p.ledger != nil {
		p.shell.layer.Focus(p.ledger.Focusable())
	}
}
