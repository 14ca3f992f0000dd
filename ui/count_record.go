package ui

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// drawSums shows what there is, what the book says, and the difference in words.
func (p *countPage) drawSums() {
	if p.sums == nil {
		return
	}
	t, counted, booked := p.shell.Text, p.counted(), p.data.booked[p.chosen()]
	found := t.T("ui.count.counted")
	if p.bank {
		found = t.T("ui.count.stated")
	}
	tone, words := p.shell.differenceWords(counted, booked)
	parts := []fyne.CanvasObject{
		kit.NewCaption(found), kit.NewFigure(t.Rupiah(counted)),
		kit.NewCaption(t.T("ui.count.booked", p.data.day)), kit.NewFigure(t.Rupiah(booked)),
		kit.Flow(0, kit.Chip(tone, words)),
	}
	if d := counted - booked; d != 0 && !p.bank {
		parts = append(parts, kit.SmallWords(t.T(differenceKey(d)), kit.ToneSoft))
	}
	if last := p.data.last; last.Date != 0 {
		parts = append(parts, kit.SmallWords(t.T("ui.count.last", last.Date, last.AuthorName), kit.ToneSoft))
	}
	p.sums.Objects = []fyne.CanvasObject{kit.Stack(0.3, parts...)}
	p.sums.Refresh()
	p.shell.refit()
}

// differenceKey says where a difference of cash will go.
func differenceKey(d coop.Money) string {
	if d < 0 {
		return "ui.count.goes-short"
	}
	return "ui.count.goes-over"
}

// differenceWords says a difference as a person would: the same, short by so much, over by so much.
func (s *Shell) differenceWords(counted, booked coop.Money) (kit.Tone, string) {
	switch d := counted - booked; {
	case d == 0:
		return kit.ToneGood, "✓ " + s.Text.T("ui.count.same")
	case d < 0:
		return kit.ToneWait, "● " + s.Text.T("ui.count.short", -d)
	default:
		return kit.ToneWait, "● " + s.Text.T("ui.count.over", d)
	}
}

// explain helps to find what makes a bank's balance differ: fee and interest are one key away, and the last entries
// stand below.
func (p *countPage) explain(d countData) []fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	entry := func(occasion, key string) fyne.CanvasObject {
		return kit.Button(t.T(key), theme.ContentAddIcon(), func() {
			p.keep()
			s.Go(Route{Page: PageRecord, Arg: occasion})
		})
	}
	parts := []fyne.CanvasObject{
		kit.Words(t.T("ui.count.bank-about"), kit.ToneSoft),
		kit.Flow(0.5, entry("bank-fee", "ui.count.bank-fee"), entry("bank-interest", "ui.count.bank-interest")),
	}
	if len(d.recent) == 0 {
		return parts
	}
	return append(parts, kit.NewHeading(t.T("ui.count.recent")), kit.NewShort([]kit.Column{
		{Title: t.T("common.date"), Ems: 5.5},
		{Title: t.T("ui.entry.what"), Ems: 8, Grow: 1},
		{Title: t.T("common.amount"), Ems: 6.5, Figure: true},
	}, len(d.recent), func(row int, cells []kit.Cell) {
		l := d.recent[row]
		cells[0].Text = t.ShortDay(l.Date)
		cells[1].Text = s.describe(coop.EntryView{EntryRow: coop.EntryRow{
			Kind: l.Kind, Occasion: l.Occasion, Remark: l.Remark,
		}})
		cells[2].Text = t.Figure(l.Amount)
	}, func(row int) {
		p.keep()
		s.Go(Route{Page: PageEntry, Arg: d.recent[row].Entry.String()})
	}))
}

// record records the count, and with it the entry of its difference, in one transaction.
func (p *countPage) record() {
	if p.working || !p.form.Right() {
		return
	}
	s := p.shell
	if !p.bank {
		if _, err := coop.Tally(p.notes()); err != nil {
			s.toast(kit.ToneBad, "✗ "+s.Text.T("ui.count.too-much"))
			return
		}
	}
	day, _ := p.date.Day()
	c := coop.Count{
		Account: p.chosen(), Date: coop.DateFromTime(day), Counted: p.counted(), Booked: p.data.booked[p.chosen()],
		Reason: strings.TrimSpace(p.reason.Text),
	}
	if !p.bank {
		c.Notes = p.notes()
	}
	sent := p.half()
	sent.Sent, sent.After = true, p.data.last.Count.String()
	mark, failed := json.Marshal(sent)
	if failed != nil {
		s.Warn(fmt.Errorf("write the draft of a count: %w", failed))
		return
	}
	kept := s.sheet(p.book, p.draftKey())
	p.working = true
	var made []coop.Recorded
	var booked map[string]coop.Money
	s.Run(func() {
		ctx := context.Background()
		if booked, failed = p.balances(ctx, c.Date); failed != nil || booked[c.Account] != c.Booked {
			return // the book has changed since it was shown
		}
		if failed = kept.put(mark); failed != nil {
			return
		}
		if made, failed = s.recordCount(ctx, p.book, c); failed == nil {
			failed = kept.drop()
		}
	}, func() {
		p.working = false
		switch {
		case failed != nil:
			s.Warn(failed)
		case made == nil:
			p.data.booked, p.data.day = booked, c.Date
			p.drawSums()
			s.toast(kit.ToneWait, "● "+s.Text.T("ui.count.moved"))
		default:
			p.typed = false
			s.Swap(Route{Page: PageCounted, Arg: made[0].ID.String()})
			s.Go(Route{Page: PageWitness, Arg: made[0].ID.String()})
			s.Tell("ui.count.recorded")
		}
	})
}

// recordCount records a count; who may not record entries leaves the difference to who may.
func (s *Shell) recordCount(ctx context.Context, book countBook, c coop.Count) ([]coop.Recorded, error) {
	acts := []coop.Act{{Kind: coop.KindCount, Body: c}}
	return book.RecordWith(ctx, s.session, acts, func(made []coop.ID) ([]coop.Act, error) {
		entry, differs := coop.CountEntry(made[0], c)
		if !differs || !s.session.Role.May(coop.KindEntry) {
			return nil, nil
		}
		return []coop.Act{{Kind: coop.KindEntry, Body: entry}}, nil
	})
}

func (p *countPage) readDay(day coop.Date) {
	p.data.day = day
	var booked map[string]coop.Money
	p.shell.Do(func(ctx context.Context) (err error) {
		booked, err = p.balances(ctx, day)
		return err
	}, func() {
		if p.data.day == day {
			p.data.booked = booked
			p.drawSums()
		}
	})
}

// keep keeps what is half typed.
func (p *countPage) keep() {
	data, err := json.Marshal(p.half())
	if err != nil {
		p.shell.Warn(fmt.Errorf("write the draft of a count: %w", err))
		return
	}
	p.shell.sheet(p.book, p.draftKey()).keep(p.shell, data)
}

// half is what is half typed.
func (p *countPage) half() countDraft {
	d := countDraft{Account: p.chosen(), Date: p.date.Text, Reason: p.reason.Text}
	if p.bank {
		d.Stated = p.stated.Text
	}
	for _, e := range p.pieces {
		d.Pieces = append(d.Pieces, e.Text)
	}
	return d
}

func (p *countPage) onDiscard() {
	p.typed = false
	kept := p.shell.sheet(p.book, p.draftKey())
	p.shell.Do(func(context.Context) error { return kept.drop() }, p.shell.Reload)
}
