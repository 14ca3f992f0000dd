package ui

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"lumbung/ui/kit"
)

// metPage is the third step: whom the rows name, who may be the same person, and what the members pay.
type metPage struct{ takeoverPart }

func (p *metPage) show(f TakeoverFound) fyne.CanvasObject {
	t := p.shell.Text
	p.found = f
	parts := []fyne.CanvasObject{p.lead(3, t.T("ui.takeover.members"), t.T("ui.takeover.members-about"))}
	if len(f.Pairs) > 0 {
		parts = append(parts, kit.NewHeading(t.T("ui.takeover.pairs", t.Count(len(f.Pairs)))))
		var cards []fyne.CanvasObject
		for _, pair := range f.Pairs {
			cards = append(cards, p.pair(pair))
		}
		parts = append(parts, kit.Tiles(20, 0.7, cards...))
	}
	parts = append(parts, p.dues())
	if len(f.Members) == 0 {
		parts = append(parts, kit.Words(t.T("ui.takeover.nobody-new"), kit.ToneSoft))
		return kit.Page(parts...)
	}
	parts = append(parts, kit.NewHeading(t.T("ui.takeover.new-members", t.Count(len(f.Members)))),
		kit.NewShort([]kit.Column{
			{Title: t.T("ui.member.name"), Ems: 10, Grow: 1},
			{Title: t.T("ui.takeover.joined"), Ems: 7, Rank: 1},
			{Title: t.T("ui.takeover.named"), Ems: 7, Figure: true},
		}, len(f.Members), func(row int, cells []kit.Cell) {
			m := f.Members[row]
			cells[0].Text = m.Name
			cells[1] = kit.Cell{Text: "–", Tone: kit.ToneSoft}
			if m.Joined != 0 {
				cells[1].Text = t.ShortMonth(m.Joined)
			}
			cells[2] = kit.Cell{Text: t.T("ui.takeover.rows", t.Count(m.Rows)), Tone: kit.ToneSoft}
		}, nil))
	return kit.Page(parts...)
}

// pair asks whether two names are one person.
func (p *metPage) pair(pair TakeoverPair) fyne.CanvasObject {
	t := p.shell.Text
	other := pair.Other
	if pair.Known {
		other = t.T("ui.takeover.in-book", other)
	}
	parts := []fyne.CanvasObject{
		kit.BoldWords(pair.Name, kit.ToneInk), kit.BoldWords(other, kit.ToneInk),
		kit.Words(t.T("ui.takeover.near", t.Problem(pair.Why), pair.Percent), kit.ToneSoft),
	}
	one := kit.Button(t.T("ui.takeover.one-person"), theme.AccountIcon(), func() { p.onJoin(pair, true) })
	two := kit.Button(t.T("ui.takeover.two-people"), nil, func() { p.onJoin(pair, false) })
	switch {
	case !pair.Decided:
		parts = append(parts, kit.Flow(0.4, one, two))
	case pair.Together:
		parts = append(parts, kit.Words("✓ "+t.T("ui.takeover.joined-names", pair.Other), kit.ToneGood),
			kit.Flow(0, kit.Quiet(t.T("ui.takeover.two-people"), theme.ContentUndoIcon(), two.OnTapped)))
	default:
		parts = append(parts, kit.Words("✓ "+t.T("ui.takeover.kept-apart"), kit.ToneGood),
			kit.Flow(0, kit.Quiet(t.T("ui.takeover.one-person"), theme.ContentUndoIcon(), one.OnTapped)))
	}
	return kit.Card(parts...)
}

func (p *metPage) onJoin(pair TakeoverPair, same bool) {
	s := p.shell
	s.Do(func(ctx context.Context) error { return s.takeover.open.Join(ctx, pair, same) }, s.Reload)
}

// dues says what members pay as the rows show it, and whether the book will take it.
func (p *metPage) dues() fyne.CanvasObject {
	t, f := p.shell.Text, p.found
	var words []string
	if f.Principal > 0 {
		words = append(words, t.T("ui.takeover.principal", f.Principal))
	}
	for _, r := range f.Mandatory {
		words = append(words, t.T("ui.takeover.mandatory", r.Amount, r.From))
	}
	if len(words) == 0 {
		return kit.Words(t.T("ui.takeover.no-dues"), kit.ToneSoft)
	}
	parts := []fyne.CanvasObject{kit.NewHeading(t.T("ui.takeover.dues"))}
	for _, w := range words {
		parts = append(parts, kit.Words(w, kit.ToneInk))
	}
	about := "ui.takeover.dues-taken"
	if f.HasRates {
		about = "ui.takeover.dues-kept"
	}
	return kit.Card(append(parts, kit.SmallWords(t.T(about), kit.ToneSoft))...)
}

func (p *metPage) actions() []fyne.CanvasObject { return p.next(p.record) }
func (p *metPage) record()                      { p.goTo(takeoverRecord) }
