package ui

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// readLinks reads the voucher numbers of the entries that this one is linked with.
func (p *entryPage) readLinks(ctx context.Context, e coop.EntryView) error {
	p.linked = map[coop.ID]string{}
	for _, id := range []coop.ID{e.ReversedBy, e.CorrectedBy, e.Reverses, e.Corrects} {
		if id.IsZero() {
			continue
		}
		other, err := p.book.Entry(ctx, id)
		if err != nil {
			return fmt.Errorf("read a linked entry: %w", err)
		}
		p.linked[id] = other.Voucher
	}
	return nil
}

// links says what took the entry back or stands in its place, and what it takes back or puts right itself.
func (p *entryPage) links(e coop.EntryView) []fyne.CanvasObject {
	t := p.shell.Text
	var all []fyne.CanvasObject
	link := func(id coop.ID, says, button string) {
		if !id.IsZero() {
			all = append(all, kit.Notice(kit.ToneSoft, t.T(says, p.linked[id]),
				kit.Button(t.T(button), theme.NavigateNextIcon(), p.goTo(id))))
		}
	}
	if e.CorrectedBy.IsZero() {
		link(e.ReversedBy, "ui.entry.is-reversed", "ui.entry.see-reversal")
	} else {
		link(e.CorrectedBy, "ui.correct.corrected", "ui.correct.see")
		link(e.ReversedBy, "ui.correct.reversed", "ui.entry.see-reversal")
	}
	link(e.Reverses, "ui.entry.reverses", "ui.entry.see-original")
	link(e.Corrects, "ui.correct.corrects", "ui.entry.see-original")
	return all
}

// repeater names the entry that is open or marked.
type repeater interface{ marked() (coop.EntryView, bool) }

// corrector puts the entry right that is open or marked.
func (s *Shell) onCorrect() {
	if at, is := s.at.self.(repeater); is {
		if e, there := at.marked(); there {
			s.Go(Route{Page: PageCorrect, Arg: e.ID.String()})
		}
	}
}

// onRepeat records once more the entry that is open or marked, else what this person recorded last.
func (s *Shell) onRepeat() {
	if at, is := s.at.self.(repeater); is {
		if e, there := at.marked(); there && e.Kind == coop.KindEntry {
			s.Go(Route{Page: PageRecord, Arg: "@like:" + e.ID.String()})
			return
		}
	}
	s.Go(Route{Page: PageRecord, Arg: "@last"})
}

func (p *entryPage) marked() (coop.EntryView, bool) { return p.entry, !p.entry.ID.IsZero() }

// again is the button that puts the entry right.
func (p *entryPage) again() []fyne.CanvasObject {
	s := p.shell
	if _, may := coop.MayCorrect(p.entry, ""); may && s.session.Role.May(coop.KindReversal) {
		return []fyne.CanvasObject{
			kit.Main(s.Text.T("ui.correct.title"), theme.DocumentCreateIcon(), s.onCorrect),
		}
	}
	return nil
}

// like is the button that records another entry like this one.
func (p *entryPage) like() []fyne.CanvasObject {
	s := p.shell
	if p.entry.Kind == coop.KindEntry && s.session.Role.May(coop.KindEntry) {
		return []fyne.CanvasObject{kit.Button(s.Text.T("ui.record.like"), theme.ContentCopyIcon(), s.onRepeat)}
	}
	return nil
}
