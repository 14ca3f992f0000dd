package ui

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// takePage is the last step: what will be recorded, and the one button that does it.
type takePage struct{ takeoverPart }

func (p *takePage) show(f TakeoverFound) fyne.CanvasObject {
	t := p.shell.Text
	p.found = f
	var fresh, suspense, recorded, differ int
	closing := map[string]coop.Money{}
	for _, s := range f.Sheets {
		fresh, suspense, recorded = fresh+s.Taken+s.Suspense, suspense+s.Suspense, recorded+s.Recorded
		if s.moved() {
			closing[p.shell.bookWord(s)] = s.Ours
			if !s.Agrees() {
				differ++
			}
		}
	}
	if fresh == 0 {
		return kit.Page(p.lead(4, t.T("ui.takeover.nothing"), t.T("ui.takeover.nothing-about", t.Count(recorded))),
			kit.Flow(0.6, kit.Button(t.T("ui.takeover.other-files"), theme.DocumentIcon(), p.onOther)))
	}
	cards := []fyne.CanvasObject{
		kit.FigureCard(t.T("ui.takeover.to-record"), t.Count(fresh),
			t.T("ui.takeover.to-record-suspense", t.Count(suspense)), kit.ToneInk),
		kit.FigureCard(t.T("ui.takeover.to-register"), t.Count(len(f.Members)),
			t.T("ui.takeover.to-register-remark"), kit.ToneInk),
	}
	for _, book := range []string{t.T("ui.takeover.cash"), t.T("ui.takeover.bank")} {
		if amount, has := closing[book]; has {
			cards = append(cards, kit.FigureCard(t.T("ui.takeover.closing", book), t.Rupiah(amount),
				t.T("ui.takeover.closing-remark"), kit.ToneInk))
		}
	}
	parts := []fyne.CanvasObject{
		p.lead(4, t.T("ui.takeover.record"), t.T("ui.takeover.record-about")), kit.Tiles(10, 0.6, cards...),
	}
	if open := openAsks(f); open > 0 {
		parts = append(parts, kit.Notice(kit.ToneWait, t.T("ui.takeover.left-open", t.Count(open))))
	}
	if differ > 0 {
		parts = append(parts, kit.Notice(kit.ToneWait, t.T("ui.takeover.left-differ", t.Count(differ))))
	}
	if f.Transit != 0 {
		parts = append(parts, kit.Notice(kit.ToneWait, t.T("ui.takeover.transit", f.Transit)))
	}
	for _, problem := range f.Problems {
		parts = append(parts, kit.Notice(kit.ToneSoft, t.Problem(problem)))
	}
	return kit.Page(append(parts, kit.Flow(0.6, kit.Main(t.T("ui.takeover.do", t.Count(fresh)),
		theme.DocumentSaveIcon(), p.record), kit.NewCaption(t.T("ui.takeover.key"))))...)
}

func (p *takePage) onOther() {
	p.shell.takeover = takeoverWork{}
	p.shell.Swap(Route{Page: PageTakeover})
}

// record records everything in one go; while it does, a second press does nothing.
func (p *takePage) record() {
	s := p.shell
	var done TakeoverDone
	var failed error
	s.Record(func(ctx context.Context) error {
		done, failed = s.takeover.open.Record(ctx, s.session)
		return nil // told below: a row that was refused in words of its own
	}, func() {
		var refusal *TakeoverRefusal
		switch {
		case errors.As(failed, &refusal) && refusal.Closed != 0:
			s.toast(kit.ToneBad, "✗ "+s.Text.T("ui.takeover.closed", refusal.Row, refusal.Closed))
			return
		case errors.As(failed, &refusal):
			s.toast(kit.ToneBad, "✗ "+s.Text.T("ui.takeover.refused", refusal.Row, s.Text.What(refusal.What)))
			return
		case failed != nil:
			s.Warn(failed)
			return
		}
		s.takeover.done = done
		s.history = []Route{{Page: PageHome}}
		s.Go(Route{Page: PageTakeover, Arg: takeoverDone})
	})
}

// takenPage says what was recorded.
type takenPage struct{ takeoverPart }

func (p *takenPage) show(f TakeoverFound) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	d := s.takeover.done
	s.takeover.files = nil
	word := kit.Notice(kit.ToneGood, t.T("ui.takeover.done"))
	if d.Recorded == 0 {
		word = kit.Notice(kit.ToneGood, t.T("ui.takeover.done-nothing"))
	}
	parts := []fyne.CanvasObject{word, kit.Tiles(11, 0.6,
		kit.FigureCard(t.T("ui.takeover.done-rows"), t.Count(d.Recorded),
			t.T("ui.takeover.to-record-suspense", t.Count(d.Suspense)), kit.ToneInk),
		kit.FigureCard(t.T("ui.takeover.done-members"), t.Count(d.Members), "", kit.ToneInk),
		kit.FigureCard(t.T("ui.takeover.done-already"), t.Count(d.Already),
			t.T("ui.takeover.done-already-remark"), kit.ToneInk))}
	if d.Suspense > 0 {
		parts = append(parts, kit.Notice(kit.ToneWait, t.T("ui.takeover.done-suspense", t.Count(d.Suspense))))
	}
	return kit.Page(append(parts, kit.Flow(0.6,
		kit.Main(t.T("ui.takeover.see-trial"), theme.DocumentIcon(), func() {
			s.Go(Route{Page: PageReport, Arg: "trial-balance"})
		}),
		kit.Button(t.T("ui.command.members"), theme.AccountIcon(), func() { s.Go(Route{Page: PageMembers}) }),
		kit.Button(t.T("ui.takeover.other-files"), theme.DocumentIcon(), func() {
			s.takeover = takeoverWork{}
			s.Swap(Route{Page: PageTakeover})
		})))...)
}
