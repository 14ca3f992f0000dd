package ui

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// reversalBook is what reversing needs of the book.
type reversalBook interface {
	entryBook
	Record(ctx context.Context, who coop.Session, acts ...coop.Act) ([]coop.Recorded, error)
}

// reversalPage takes an entry back by its mirror image. The entry stays and says that it was reversed, and why.
type reversalPage struct {
	entryPage
	book   reversalBook
	form   *kit.Form
	reason *kit.Entry
	date   *kit.DateEntry
}

// newReversal reverses the entry whose id is arg.
func newReversal(s *Shell, arg string) page {
	id, err := coop.ParseID(arg)
	p := &reversalPage{book: s.Book, entryPage: entryPage{shell: s, book: s.Book, id: id, wrong: err}}
	return bind(s.Text.T("ui.reversal.title"), p)
}

func (p *reversalPage) show(e coop.EntryView) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	p.entry = e
	p.form = kit.NewForm(s.layer, 0)
	p.reason = kit.NewEntry("")
	p.form.Add(t.T("ui.reversal.reason"), p.reason, func() string {
		if strings.TrimSpace(p.reason.Text) == "" {
			return t.T("ui.reversal.reason-missing")
		}
		return ""
	}).SetHint(t.T("ui.reversal.reason-hint"))
	p.date = s.dateEntry()
	p.date.SetDay(max(s.today(), e.Date).Time())
	p.form.Add(t.T("common.date"), p.date, func() string {
		if day, _ := p.date.Day(); day.IsZero() {
			return t.T("ui.record.date-missing")
		}
		return ""
	})
	p.form.OnRecord, p.form.OnBack = p.record, s.Back
	mirrored := make([]coop.LineView, len(e.Lines))
	for i, l := range e.Lines {
		l.Amount = -l.Amount
		mirrored[i] = l
	}
	left := kit.Card(kit.Words(t.T("ui.reversal.of", s.describe(e), e.Date, e.Amount), kit.ToneInk), p.form.Content(),
		kit.Flow(0.6, kit.Risky(t.T("ui.reversal.do"), theme.ContentUndoIcon(), p.record),
			kit.NewCaption(t.T("ui.record.key")),
			kit.Quiet(t.T("ui.cancel"), nil, s.Back)))
	right := kit.Card(kit.NewHeading(t.T("ui.record.journal")), s.linesTable(mirrored),
		kit.SmallWords(t.T("ui.reversal.stays"), kit.ToneSoft))
	return kit.Page(kit.Tiles(22, 0.8, left, right))
}

func (p *reversalPage) heading() string              { return p.shell.Text.T("ui.reversal.title") }
func (p *reversalPage) actions() []fyne.CanvasObject { return nil }
func (p *reversalPage) printer() *printing           { return nil }
func (p *reversalPage) start()                       { p.form.Start() }
func (p *reversalPage) busy() bool                   { return p.reason != nil && p.reason.Text != "" }

// record reverses the entry.
func (p *reversalPage) record() {
	if !p.form.Right() {
		return
	}
	s := p.shell
	day, _ := p.date.Day()
	body := coop.Reversal{Entry: p.id, Date: coop.DateFromTime(day), Reason: strings.TrimSpace(p.reason.Text)}
	var made []coop.Recorded
	s.Record(func(ctx context.Context) (err error) {
		made, err = p.book.Record(ctx, s.session, coop.Act{Kind: coop.KindReversal, Body: body})
		return err
	}, func() {
		s.Swap(Route{Page: PageEntry, Arg: made[0].ID.String()})
		s.Tell("ui.reversal.recorded", made[0].Voucher)
	})
}
