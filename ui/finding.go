package ui

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// findingPage shows what a supervisor or the district remarked, and what was answered.
type findingPage struct {
	shell  *Shell
	book   attentionBook
	id     coop.ID
	wrong  error
	form   *kit.Form
	answer *kit.Entry
	tile   *kit.Tile

	asks    bool           // it is a question
	entry   coop.EntryView // that it is about
	settles bool           // who sits here asked, and was answered
}

type findingData struct {
	coop.FindingView
	names *names
}

// newFinding shows the finding whose id is arg.
func newFinding(s *Shell, arg string) page {
	id, err := coop.ParseID(arg)
	return bind(s.Text.T("ui.finding.title"), &findingPage{shell: s, book: s.Book, id: id, wrong: err})
}

func (p *findingPage) load(ctx context.Context) (d findingData, err error) {
	if p.wrong != nil {
		return d, p.wrong
	}
	all, err := p.book.Findings(ctx)
	if err != nil {
		return d, fmt.Errorf("read the findings: %w", err)
	}
	for _, f := range all {
		if f.Finding == p.id {
			d.FindingView = f
		}
	}
	if d.Finding.IsZero() {
		return d, coop.Problem{Key: "ui.finding.gone"}
	}
	if d.names, err = p.shell.readNames(ctx, p.book); err != nil {
		return d, err
	}
	d.names.readEntry(ctx, p.book, d.Entry)
	return d, nil
}

func (p *findingPage) show(d findingData) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	tone, state := kit.ToneWait, "● "+t.T("ui.attention.open")
	switch {
	case d.Settled:
		tone, state = kit.ToneGood, "✓✓ "+t.T("ui.review.settled")
	case len(d.Answers) > 0:
		tone, state = kit.ToneGood, "✓ "+t.T("ui.attention.answered")
	}
	parts := []fyne.CanvasObject{
		kit.Flow(0.6, kit.Chip(tone, state)),
		p.said(d.names.by(d.FindingRow), d.At, d.Text),
	}
	switch {
	case !d.Entry.IsZero():
		p.tile = kit.NewTile(d.names.entry(d.Entry), t.T("ui.exception.see-entry"), theme.NavigateNextIcon(),
			func() { s.Go(Route{Page: PageEntry, Arg: d.Entry.String()}) })
		parts = append(parts, p.tile)
	case d.Period != 0:
		p.tile = kit.NewTile(t.Month(d.Period), t.T("ui.exception.see-month"), theme.NavigateNextIcon(),
			func() { s.Go(Route{Page: PageReport, Arg: fmt.Sprintf("trial-balance@%d", d.Period)}) })
		parts = append(parts, p.tile)
	}
	for _, a := range d.Answers {
		parts = append(parts, p.said(t.T("ui.finding.answer-of", orElse(d.names.users[a.Author], "–")), a.At, a.Text))
	}
	p.asks, p.settles = d.Asks, s.maySettle(d.FindingView)
	switch {
	case p.settles:
		parts = append(parts, p.settleCard(d))
	case s.session.Role.May(coop.KindAnswer) && d.Author != s.session.User:
		parts = append(parts, p.ask())
	}
	return kit.Page(kit.Capped(46, 0.8, parts...))
}

// said is what somebody wrote, with who and when above it.
func (p *findingPage) said(who string, at int64, text string) fyne.CanvasObject {
	when := who + " · " + p.shell.Text.Moment(at, p.shell.Now())
	return kit.Card(kit.SmallWords(when, kit.ToneSoft), kit.Words(text, kit.ToneInk))
}

// ask asks for an answer.
func (p *findingPage) ask() fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	p.form = kit.NewForm(s.layer, 0)
	p.answer = kit.NewEntry("")
	p.form.Add(t.T("ui.finding.answer"), p.answer, func() string {
		if strings.TrimSpace(p.answer.Text) == "" {
			return t.T("ui.finding.answer-missing")
		}
		return ""
	}).SetHint(t.T("ui.finding.answer-hint"))
	p.form.OnRecord, p.form.OnBack = p.record, s.Back
	return kit.Card(p.form.Content(), kit.Flow(0.6,
		kit.Main(t.T("ui.finding.do-answer"), theme.MailReplyIcon(), p.record), kit.NewCaption(t.T("ui.record.key"))))
}

func (p *findingPage) busy() bool { return p.answer != nil && p.answer.Text != "" }

// start sets the keys on the answer, or on the way to what the finding is about.
func (p *findingPage) start() {
	switch {
	case p.form != nil:
		p.form.Start()
	case p.tile != nil:
		p.shell.layer.Focus(p.tile)
	}
}

// record answers, or says that the answer will do.
func (p *findingPage) record() {
	if p.settles {
		p.settle()
		return
	}
	if p.form == nil || !p.form.Right() {
		return
	}
	s, body := p.shell, coop.Answer{Finding: p.id, Text: strings.TrimSpace(p.answer.Text)}
	s.Record(func(ctx context.Context) error {
		_, err := p.book.Record(ctx, s.session, coop.Act{Kind: coop.KindAnswer, Body: body})
		return err
	}, func() {
		s.done()
		s.Back()
		s.Tell("ui.finding.is-answered")
	})
}
