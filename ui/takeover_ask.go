package ui

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"lumbung/ui/kit"
)

// asksPage is the second step: what is unsure, each with what is proposed.
type asksPage struct {
	takeoverPart
	list *kit.Ledger
}

func (p *asksPage) show(f TakeoverFound) fyne.CanvasObject {
	t := p.shell.Text
	p.found = f
	p.list = nil
	if len(f.Asks) == 0 {
		return kit.Page(p.lead(2, t.T("ui.takeover.sure"), t.T("ui.takeover.sure-about")))
	}
	open := openAsks(f)
	count := kit.Chip(kit.ToneWait, "● "+t.T("ui.takeover.asks-open", t.Count(open), t.Count(len(f.Asks))))
	row := []fyne.CanvasObject{count, kit.Quiet(t.T("ui.takeover.accept-all"), theme.ConfirmIcon(), p.onAcceptAll)}
	if open == 0 {
		row = []fyne.CanvasObject{kit.Chip(kit.ToneGood, "✓ "+t.T("ui.takeover.asks-done"))}
	}
	p.list = kit.NewLedger([]kit.Column{
		{Title: t.T("ui.takeover.row"), Ems: 10, Grow: 2},
		{Title: t.T("common.amount"), Ems: 7, Figure: true},
		{Title: t.T("ui.takeover.proposed"), Ems: 9, Grow: 1, Rank: 2},
		{Title: "", Ems: 7.5, Rank: 1},
	}, func() int { return len(f.Asks) }, p.fill, func(row int) { p.goTo(fmt.Sprintf("%s:%d", takeoverAsk, row)) })
	p.list.OnBack = p.shell.Back
	lead := p.lead(2, t.T("ui.takeover.asks"), t.T("ui.takeover.asks-about"))
	return kit.Fill(0.6, lead, kit.Flow(0.6, row...), p.list)
}

// openAsks counts what nobody decided yet.
func openAsks(f TakeoverFound) int {
	n := 0
	for _, a := range f.Asks {
		if !a.decided() {
			n++
		}
	}
	return n
}

func (p *asksPage) fill(row int, cells []kit.Cell) {
	t, a := p.shell.Text, p.found.Asks[row]
	first := a.Rows[0]
	cells[0].Text = first.Text
	if len(a.Rows) > 1 {
		cells[0].Text = t.T("ui.takeover.times", t.Count(len(a.Rows)), first.Text)
	}
	cells[1].Text = t.Figure(a.amount())
	cells[2] = kit.Cell{Text: p.shell.placeWords(first), Tone: kit.ToneSoft}
	cells[3] = kit.Cell{Text: "● " + t.T("ui.takeover.unsure"), Tone: kit.ToneWait}
	if a.decided() {
		cells[3] = kit.Cell{Text: "✓ " + t.T("ui.takeover.decided"), Tone: kit.ToneGood}
	}
}

// placeWords says where a row would go.
func (s *Shell) placeWords(r TakeoverRow) string {
	if r.Suspense {
		return s.Text.T("ui.takeover.to-suspense")
	}
	if o, known := s.occasion(r.Occasion); known {
		return s.Text.In(o.NameID, o.NameEN)
	}
	return r.Occasion
}

// onAcceptAll takes what is left as proposed.
func (p *asksPage) onAcceptAll() {
	s := p.shell
	s.Do(func(ctx context.Context) error {
		for _, a := range p.found.Asks {
			if a.decided() {
				continue
			}
			d := TakeoverDecision{Rows: keysOf(a.Rows), Text: a.Text, Accept: true}
			if err := s.takeover.open.Decide(ctx, d); err != nil {
				return err
			}
		}
		return nil
	}, s.Reload)
}

func keysOf(rows []TakeoverRow) []string {
	var keys []string
	for _, r := range rows {
		keys = append(keys, r.Key)
	}
	return keys
}

func (p *asksPage) actions() []fyne.CanvasObject { return p.next(p.record) }
func (p *asksPage) record()                      { p.goTo(takeoverMembers) }

func (p *asksPage) start() {
	if p.list == nil {
		return
	}
	for i, a := range p.found.Asks {
		if !a.decided() {
			p.list.GoTo(i)
			break
		}
	}
	p.shell.layer.Focus(p.list.Focusable())
	p.shell.reveal(p.list) // with large letters it begins below
}
