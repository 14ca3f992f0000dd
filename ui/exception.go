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

// exceptionPage shows one thing that is recorded but irregular: why, what it concerns, and who has looked at it. The
// chair and the supervisors write down that they have.
type exceptionPage struct {
	shell *Shell
	book  attentionBook
	arg   string
	what  coop.Exception
	form  *kit.Form
	note  *kit.Entry
	tile  *kit.Tile
}

type exceptionData struct {
	coop.Exception
	there bool // it is still irregular
	names *names
}

// exceptionArg is the route's name of an exception.
func exceptionArg(x coop.Exception) string {
	return fmt.Sprintf("%d:%s:%s:%d", x.What, x.Subject, x.Account, x.Month)
}

// whatKey is the key of the few words that name a kind of exception.
func whatKey(w coop.What) string { return fmt.Sprintf("ui.attention.what.%02d", uint8(w)) }

// newException shows the exception that arg names.
func newException(s *Shell, arg string) page {
	return bind(s.Text.T("ui.attention.title"), &exceptionPage{shell: s, book: s.Book, arg: arg})
}

func (p *exceptionPage) load(ctx context.Context) (d exceptionData, err error) {
	all, err := p.book.Exceptions(ctx)
	if err != nil {
		return d, fmt.Errorf("read what is irregular: %w", err)
	}
	for _, x := range all {
		if exceptionArg(x) == p.arg {
			d.Exception, d.there = x, true
		}
	}
	if d.names, err = p.shell.readNames(ctx, p.book); err != nil {
		return d, err
	}
	d.names.readEntry(ctx, p.book, d.Entry)
	return d, nil
}

func (p *exceptionPage) show(d exceptionData) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	if !d.there {
		return kit.Page(kit.Empty(t.T("ui.exception.gone"), t.T("ui.exception.gone-text")))
	}
	p.what = d.Exception
	tone, state := kit.ToneWait, "● "+t.T("ui.attention.open")
	if d.Seen {
		tone, state = kit.ToneGood, "✓ "+t.T("ui.attention.seen")
	}
	parts := []fyne.CanvasObject{kit.Flow(0.6, kit.Chip(tone, state)), kit.HeadWords(t.What(d.What)), p.facts(d)}
	if route, text, leads := concerned(d.Exception); leads {
		p.tile = kit.NewTile(d.names.about(d.Exception), t.T(text), theme.NavigateNextIcon(), func() { s.Go(route) })
		parts = append(parts, p.tile)
	}
	switch {
	case d.Seen:
		parts = append(parts, kit.Notice(kit.ToneGood, t.T("ui.exception.seen-by",
			orElse(d.names.users[d.SeenBy], "–"), orElse(d.Note, "–"))))
	case s.session.Role.May(coop.KindLook):
		parts = append(parts, p.look())
	default:
		parts = append(parts, kit.Notice(kit.ToneSoft, t.T("ui.exception.others")))
	}
	return kit.Page(kit.Capped(46, 0.8, parts...))
}

// concerned is the page of what an exception is about, and what its button says.
func concerned(x coop.Exception) (route Route, text string, leads bool) {
	switch {
	case !x.Entry.IsZero():
		return Route{Page: PageEntry, Arg: x.Entry.String()}, "ui.exception.see-entry", true
	case !x.Member.IsZero():
		return Route{Page: PageMember, Arg: x.Member.String()}, "ui.exception.see-member", true
	case x.Account != "":
		return Route{Page: PageReport, Arg: "ledger@@" + x.Account}, "ui.exception.see-account", true
	case x.Month != 0:
		return Route{Page: PageReport, Arg: fmt.Sprintf("trial-balance@%d", x.Month)}, "ui.exception.see-month", true
	}
	return Route{}, "", false
}

// facts says where and when it was recorded, by whom, and which figures it is about.
func (p *exceptionPage) facts(d exceptionData) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	var facts []fyne.CanvasObject
	fact := func(key, text string) {
		if text != "" {
			facts = append(facts, kit.Stack(0, kit.NewCaption(t.T(key)), kit.Words(text, kit.ToneInk)))
		}
	}
	if d.Account != "" {
		fact("ui.exception.account", orElse(d.names.accounts[d.Account], d.Account))
	}
	if d.Month != 0 {
		fact("common.month", t.Month(d.Month))
	}
	if d.Amount != 0 {
		fact("common.amount", t.Rupiah(d.Amount))
	}
	if d.At != 0 {
		fact("ui.entry.recorded-at", t.Moment(d.At, s.Now()))
		fact("ui.entry.recorded-by", d.names.users[d.Author])
	}
	fact("ui.exception.device", d.names.devices[d.Log])
	return kit.Tiles(11, 0.6, facts...)
}

// look asks for a word about what was seen.
func (p *exceptionPage) look() fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	p.form = kit.NewForm(s.layer, 0)
	p.note = kit.NewEntry("")
	p.form.Add(t.T("ui.exception.note"), p.note, func() string {
		if strings.TrimSpace(p.note.Text) == "" {
			return t.T("ui.exception.note-missing")
		}
		return ""
	}).SetHint(t.T("ui.exception.note-hint"))
	p.form.OnRecord, p.form.OnBack = p.record, s.Back
	return kit.Card(p.form.Content(), kit.Flow(0.6,
		kit.Main(t.T("ui.exception.mark"), theme.ConfirmIcon(), p.record), kit.NewCaption(t.T("ui.record.key"))))
}

func (p *exceptionPage) heading() string {
	if p.what.What == coop.WhatNone {
		return p.shell.Text.T("ui.attention.title")
	}
	return p.shell.Text.T(whatKey(p.what.What))
}

func (p *exceptionPage) busy() bool { return p.note != nil && p.note.Text != "" }

// start sets the keys on the note, or on the way to what it is about.
func (p *exceptionPage) start() {
	switch {
	case p.form != nil:
		p.form.Start()
	case p.tile != nil:
		p.shell.layer.Focus(p.tile)
	}
}

// record writes down that this was looked at.
func (p *exceptionPage) record() {
	if p.form == nil || !p.form.Right() {
		return
	}
	s := p.shell
	body := coop.Look{What: p.what.What, Subject: p.what.Subject, Note: strings.TrimSpace(p.note.Text)}
	s.Record(func(ctx context.Context) error {
		_, err := p.book.Record(ctx, s.session, coop.Act{Kind: coop.KindLook, Body: body})
		return err
	}, func() {
		s.done()
		s.Back()
		s.Tell("ui.exception.marked")
	})
}
