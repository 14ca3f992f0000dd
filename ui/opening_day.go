package ui

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// openingDayPage is the first step: from which day the book runs, and what is recorded already.
type openingDayPage struct {
	openingPart
	form *kit.Form
	day  *kit.DateEntry
	at   *kit.Field
}

func (p *openingDayPage) show(d openingData) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	p.take(d)
	parts := []fyne.CanvasObject{p.lead("", t.T("ui.opening.day"), t.T("ui.opening.day-about"))}
	if !s.session.Role.May(coop.KindOpening) {
		parts = append(parts, kit.Notice(kit.ToneWait, t.T("ui.opening.not-yours")))
	}
	p.form = kit.NewForm(s.layer, 0)
	p.form.OnRecord, p.form.OnBack = p.record, s.Back
	if d.state.Day != 0 {
		parts = append(parts, p.recorded(d.state))
	} else {
		p.day = s.dateEntry()
		p.day.SetText(p.work.From)
		p.at = p.form.Add(t.T("ui.opening.from"), p.day, p.dayWrong).SetHint(t.T("ui.opening.from-hint"))
		p.form.OnChange = func() {
			p.work.From = p.day.Text
			p.markDay()
			p.typed()
		}
		parts = append(parts, kit.Capped(26, 0, kit.Card(p.form.Content())))
		p.markDay()
	}
	if len(d.draft) > 0 {
		parts = append(parts, kit.Notice(kit.ToneWait, t.T("ui.opening.draft"),
			kit.Quiet(t.T("ui.opening.again"), theme.DeleteIcon(), p.onAgain)))
	}
	return kit.Footed(kit.Page(parts...), p.onward(p.record))
}

// recorded says what the book has already, and how it is changed.
func (p *openingDayPage) recorded(state coop.OpeningState) fyne.CanvasObject {
	t, n := p.shell.Text, 0
	for _, h := range state.Held {
		if h.Amount != 0 {
			n++
		}
	}
	words := kit.Stack(0.5,
		kit.Notice(kit.ToneGood, t.T("ui.opening.recorded", t.Count(n), state.Day, state.Day.AddDays(1))))
	if shut := p.shut(p.from()); shut != "" {
		words.Add(kit.Notice(kit.ToneWait, shut, p.toCloses()))
	}
	if state.Left != 0 {
		words.Add(p.leftNotice())
	}
	return words
}

// shut says why balances of before a day cannot be recorded or changed any more: a close contains that evening. Empty
// where they can.
func (p *openingPart) shut(from coop.Date) string {
	closed := p.data.closed
	if from == 0 || coop.OpeningDay(from) > closed {
		return ""
	}
	return p.shell.Text.T("ui.opening.closed", coop.OpeningDay(from), closed)
}

// toCloses is the button to the list of closes, where a period is reopened.
func (p *openingPart) toCloses() fyne.CanvasObject {
	return kit.Button(p.shell.Text.T("ui.command.closes"), nil, goToIn(p.shell, PageCloses))
}

// leftNotice says which difference has no name yet, with the words about it.
func (p *openingPart) leftNotice() fyne.CanvasObject {
	t := p.shell.Text
	words := t.T("ui.opening.recorded-left", p.data.state.Left)
	if p.data.words != "" {
		words += " " + t.T("ui.opening.recorded-words", p.data.words)
	}
	return kit.Notice(kit.ToneWait, words)
}

func (p *openingDayPage) dayWrong() string {
	day, complaint := p.day.Day()
	switch {
	case complaint != "":
		return complaint
	case day.IsZero():
		return p.shell.Text.T("ui.opening.from-missing")
	case p.shut(coop.DateFromTime(day)) != "":
		return p.shut(coop.DateFromTime(day))
	case coop.DateFromTime(day) > p.shell.today().AddDays(31):
		return p.shell.Text.T("ui.opening.from-ahead")
	}
	return ""
}

// markDay says as of which evening the balances are meant.
func (p *openingDayPage) markDay() {
	if day, complaint := p.day.Day(); complaint == "" && !day.IsZero() {
		p.at.SetHint(p.shell.Text.T("ui.opening.as-of", coop.OpeningDay(coop.DateFromTime(day))))
	}
}

func (p *openingDayPage) start() { p.form.Start() }

func (p *openingDayPage) record() {
	if p.form.Right() {
		p.next("")
	}
}

// onAgain throws away what is typed and not recorded.
func (p *openingDayPage) onAgain() {
	s := p.shell
	s.Do(func(context.Context) error { return p.book.DropDraft(openingDraftKey) }, func() {
		s.opening = nil
		s.Reload()
	})
}

// from is the day from which the book runs; 0 while none can be read.
func (p *openingPart) from() coop.Date {
	if day := p.data.state.Day; day != 0 {
		return day.AddDays(1)
	}
	day, complaint := p.shell.parseDay(p.work.From)
	if complaint != "" {
		return 0
	}
	return coop.DateFromTime(day)
}
