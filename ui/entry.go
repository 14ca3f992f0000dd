package ui

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// entryBook is what one entry's page needs of the book.
type entryBook interface {
	Entry(ctx context.Context, id coop.ID) (coop.EntryView, error)
	// Evidence lists what was put on an entry after it was recorded.
	Evidence(ctx context.Context, entry coop.ID) ([]coop.EvidenceView, error)
	// Picture opens a picture by its sum.
	Picture(ctx context.Context, sum coop.Hash) ([]byte, error)
	threadBook
}

// entryPage shows one entry: what happened, the journal of it, who recorded it and how far it has come.
type entryPage struct {
	shell *Shell
	book  entryBook
	id    coop.ID
	wrong error
	entry coop.EntryView

	linked map[coop.ID]string // voucher numbers of the entries that this one is linked with
	proof  []shownEvidence
	said   []saying // by reviewers, and in answer to them
}

// newEntry shows the entry whose id is arg.
func newEntry(s *Shell, arg string) page {
	id, err := coop.ParseID(arg)
	return bind(s.Text.T("ui.entry.what"), &entryPage{shell: s, book: s.Book, id: id, wrong: err})
}

func (p *entryPage) load(ctx context.Context) (coop.EntryView, error) {
	if p.wrong != nil {
		return coop.EntryView{}, p.wrong
	}
	e, err := p.book.Entry(ctx, p.id)
	if err != nil {
		return e, fmt.Errorf("read an entry: %w", err)
	}
	if p.proof, err = readEvidence(ctx, p.book, p.id); err != nil {
		return e, err
	}
	if p.said, err = p.shell.readThread(ctx, p.book, e); err != nil {
		return e, err
	}
	return e, p.readLinks(ctx, e)
}

func (p *entryPage) show(e coop.EntryView) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	p.entry = e
	tone, state := s.entryState(e)
	parts := []fyne.CanvasObject{
		kit.HeadWords(s.describe(e)),
		kit.Flow(0.6, kit.NewSoft(t.Day(e.Date)), kit.Chip(tone, state)),
	}
	if e.What != coop.WhatNone {
		parts = append(parts, kit.Notice(kit.ToneWait, t.What(e.What)))
	}
	parts = append(parts, p.links(e)...)
	parts = append(parts, s.openLines(e.Lines, func(account string) {
		s.Go(Route{Page: PageReport, Arg: "ledger@" + strconv.Itoa(int(e.Date.Month())) + "@" + account})
	}), p.facts(e), kit.Flow(0.6, p.more()...))
	parts = append(parts, p.evidenceOf(p.proof)...)
	parts = append(parts, p.thread()...)
	return kit.Page(kit.Capped(52, 0.7, parts...))
}

func (p *entryPage) goTo(id coop.ID) func() {
	return func() { p.shell.Go(Route{Page: PageEntry, Arg: id.String()}) }
}

// facts says who recorded it, when, and on what paper.
func (p *entryPage) facts(e coop.EntryView) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	fact := func(key, text string) fyne.CanvasObject {
		return kit.Stack(0, kit.NewCaption(t.T(key)), kit.Words(text, kit.ToneInk))
	}
	facts := []fyne.CanvasObject{
		fact("ui.entry.recorded-by", orElse(e.AuthorName, "–")),
		fact("ui.entry.recorded-at", t.Moment(e.At, s.Now())),
	}
	if e.Evidence != "" {
		facts = append(facts, fact("ui.record.evidence", e.Evidence))
	}
	if e.Posted != e.Date && e.Posted != 0 {
		facts = append(facts, fact("ui.entry.posted", t.Day(e.Posted)))
	}
	return kit.Tiles(12, 0.8, facts...)
}

func (p *entryPage) heading() string { return orElse(p.entry.Voucher, p.shell.Text.T("ui.entry.what")) }

// actions offers what most often brings one here: to put the entry right, or to say what one thinks of it.
func (p *entryPage) actions() []fyne.CanvasObject { return append(p.again(), p.reviewButtons()...) }

// more are the other things that can be done: to reverse what counts and was not reversed (nothing is ever deleted).
func (p *entryPage) more() []fyne.CanvasObject {
	s := p.shell
	buttons := slices.Concat(p.slipButton(), p.like(), p.addEvidenceButton())
	standing := p.entry.ReversedBy.IsZero() && p.entry.What.Counts() && p.entry.Kind != coop.KindReversal &&
		p.entry.Kind != coop.KindClose
	if standing && s.session.Role.May(coop.KindReversal) {
		buttons = append(buttons, kit.Button(s.Text.T("ui.reversal.title"), theme.ContentUndoIcon(), func() {
			s.Go(Route{Page: PageReversal, Arg: p.id.String()})
		}))
	}
	return buttons
}
