package ui

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

func init() { morePages[PageCheck] = newCheck }

// checkBook finds what a check code is of.
type checkBook interface {
	// Slips gives the slips with this code: one, none, or once in ages two.
	Slips(ctx context.Context, code coop.CheckCode) ([]coop.SlipView, error)
}

// checkPage compares a kuitansi with the book: its code is typed, and what the book says of it is shown in large words,
// for whoever stands beside the treasurer to read too.
type checkPage struct {
	shell  *Shell
	book   checkBook
	form   *kit.Form
	code   *kit.Entry
	field  *kit.Field
	answer *fyne.Container
	large  fyne.CanvasObject // the word of the answer
	asked  string            // to begin with
}

func newCheck(s *Shell, arg string) page {
	return bind(s.Text.T("ui.check.title"), &checkPage{shell: s, book: s.Book, asked: arg})
}

func (p *checkPage) load(context.Context) (string, error) { return p.asked, nil }

func (p *checkPage) show(asked string) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	p.form, p.code, p.answer = kit.NewForm(s.layer, 0), kit.NewEntry("7K2M9-QX4TF"), kit.Stack(0.6)
	p.code.Text = asked
	p.field = p.form.Add(t.T("ui.slip.code"), p.code, nil).SetHint(t.T("ui.check.hint"))
	p.form.OnRecord, p.form.OnBack = p.record, s.Back
	p.form.OnChange = p.onTyped
	p.answer.Add(kit.Words(t.T("ui.check.lead"), kit.ToneSoft))
	return kit.Page(kit.Capped(48, 0.7, kit.Card(p.form.Content(),
		kit.Flow(0.6, kit.Main(t.T("ui.check.do"), theme.SearchIcon(), p.record),
			kit.NewCaption(t.T("ui.record.key")))), p.answer))
}

func (p *checkPage) start() { p.form.Start() }

// onTyped takes the last answer away: it is of another code.
func (p *checkPage) onTyped() {
	p.field.Complain("")
	p.say(kit.Words(p.shell.Text.T("ui.check.lead"), kit.ToneSoft))
}

// record looks the code up. The keys stay in the field, so that the next paper can be checked at once.
func (p *checkPage) record() {
	s := p.shell
	code, err := coop.ParseCheckCode(p.code.Text)
	if err != nil {
		p.field.Complain(s.Text.Sentence(err))
		p.form.FocusOn(p.field)
		return
	}
	var found []coop.SlipView
	s.Do(func(ctx context.Context) (err error) {
		found, err = p.book.Slips(ctx, code)
		return err
	}, func() {
		var parts []fyne.CanvasObject
		p.large = nil
		for _, slip := range found {
			parts = append(parts, p.found(slip))
		}
		if len(parts) == 0 {
			parts = append(parts, p.missing(code))
		}
		p.form.FocusOn(p.field)
		p.say(parts...)
		s.reveal(p.large)
	})
}

func (p *checkPage) say(parts ...fyne.CanvasObject) {
	p.answer.Objects = parts
	p.answer.Refresh()
	p.shell.refit()
}

// found says what the book knows, in large words, and what to compare.
func (p *checkPage) found(v coop.SlipView) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	fact := func(key, text string) fyne.CanvasObject {
		return kit.Stack(0, kit.NewCaption(t.T(key)), kit.BoldWords(text, kit.ToneInk))
	}
	who := v.Name
	switch {
	case who == "" && v.Member.IsZero():
		who = t.T("ui.check.nobody")
	case v.Number != "":
		who += " · " + v.Number
	}
	amount := kit.NewFigure(t.Rupiah(max(v.Amount, -v.Amount)))
	way := "ui.check.in"
	if v.Amount < 0 {
		way = "ui.check.out"
	}
	facts := []fyne.CanvasObject{
		fact("ui.entry.voucher", orElse(v.Entry.Voucher, "–")), fact("common.date", t.Day(v.Entry.Date)),
		fact("ui.check.who", who),
	}
	if len(v.Months) > 0 {
		facts = append(facts, fact("common.month", t.Months(v.Months)))
	}
	facts = append(facts, fact("ui.entry.recorded-by", orElse(v.Entry.AuthorName, "–")))
	parts := append(p.verdict(v), kit.Stack(0, kit.NewCaption(t.T(way)), amount), kit.Tiles(12, 0.7, facts...),
		kit.Words(t.T("ui.check.compare"), kit.ToneInk),
		kit.Flow(0.5, kit.Button(t.T("ui.check.entry"), theme.NavigateNextIcon(), func() {
			s.Go(Route{Page: PageEntry, Arg: v.Entry.ID.String()})
		})))
	return kit.Card(parts...)
}

// verdict says whether the paper holds.
func (p *checkPage) verdict(v coop.SlipView) []fyne.CanvasObject {
	t := p.shell.Text
	switch {
	case !v.Entry.What.Counts():
		return []fyne.CanvasObject{
			p.word("✗ "+t.T("ui.check.void"), kit.ToneBad), kit.Notice(kit.ToneBad, t.What(v.Entry.What)),
		}
	case !v.Entry.ReversedBy.IsZero():
		why := t.T("ui.check.is-reversed")
		if v.CorrectedBy != "" {
			why = t.T("ui.check.is-corrected", v.CorrectedBy)
		}
		return []fyne.CanvasObject{
			p.word("✗ "+t.T("ui.check.reversed"), kit.ToneBad), kit.Notice(kit.ToneBad, why),
		}
	}
	return []fyne.CanvasObject{
		p.word("✓ "+t.T("ui.check.found"), kit.ToneGood), kit.Notice(kit.ToneGood, t.T("ui.check.holds")),
	}
}

// word makes the word of the answer, large. The first of them is brought into sight.
func (p *checkPage) word(text string, tone kit.Tone) fyne.CanvasObject {
	word := kit.LargeWords(text, tone)
	if p.large == nil {
		p.large = word
	}
	return word
}

// missing says that the book knows no such paper, and what that may mean.
func (p *checkPage) missing(code coop.CheckCode) fyne.CanvasObject {
	t := p.shell.Text
	parts := []fyne.CanvasObject{
		p.word("✗ "+t.T("ui.check.missing"), kit.ToneBad),
		kit.Notice(kit.ToneWait, t.T("ui.check.missing-text", code)),
		kit.Words(t.T("ui.check.may-mean"), kit.ToneInk),
	}
	for _, key := range []string{"ui.check.other-book", "ui.check.not-arrived", "ui.check.false"} {
		parts = append(parts, kit.Words("– "+t.T(key), kit.ToneInk))
	}
	return kit.Card(append(parts, kit.Words(t.T("ui.check.ask"), kit.ToneInk))...)
}
