package ui

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// PageSample is who a supervisor asks this month whether their savings are what the book says; its argument is a month.
const PageSample = "sample"

func init() { morePages[PageSample] = newSample }

// samplePage lists a few members, drawn by lot: the same on every laptop.
type samplePage struct {
	shell  *Shell
	book   membersBook
	month  coop.Month
	ledger *kit.Ledger
}

func newSample(s *Shell, arg string) page {
	month, err := coop.ParseMonth(arg, s.today())
	if err != nil {
		month = s.today().Month()
	}
	return bind(s.Text.T("ui.sample.title"), &samplePage{shell: s, book: s.Book, month: month})
}

func (p *samplePage) load(ctx context.Context) ([]coop.MemberView, error) {
	members, err := p.book.Members(ctx, "")
	if err != nil {
		return nil, fmt.Errorf("read the members: %w", err)
	}
	return coop.Sample(p.month, members, coop.SampleSize), nil
}

func (p *samplePage) show(members []coop.MemberView) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	if len(members) == 0 {
		return kit.Page(kit.Empty(t.T("ui.sample.none"), t.T("ui.sample.none-text")))
	}
	p.ledger = kit.NewLedger([]kit.Column{
		{Title: t.T("ui.sample.name"), Ems: 11, Grow: 1},
		{Title: t.T("ui.sample.phone"), Ems: 8, Rank: 1},
		{Title: t.T("ui.sample.savings"), Ems: 7, Figure: true},
		{Title: t.T("ui.sample.paid"), Ems: 6, Rank: 2},
	}, func() int { return len(members) }, func(row int, cells []kit.Cell) {
		m := members[row]
		cells[0] = kit.Cell{Text: m.Name, Bold: true}
		cells[1].Text = orElse(m.Private.Phone, "–")
		cells[2].Text = t.Figure(m.Savings)
		cells[3].Text = t.T("ui.sample.never")
		if m.PaidTo != 0 {
			cells[3].Text = t.ShortMonth(m.PaidTo)
		}
	}, func(row int) { s.Go(Route{Page: PageMember, Arg: members[row].Member.String()}) })
	p.ledger.OnBack = s.Back
	return kit.Fill(0.6, kit.Words(t.T("ui.sample.lead", t.Count(len(members)), p.month), kit.ToneInk),
		kit.SmallWords(t.T("ui.sample.how"), kit.ToneSoft), p.ledger)
}

func (p *samplePage) start() {
	if p.ledger != nil {
		p.shell.layer.Focus(p.ledger.Focusable())
	}
}
