package ui

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// findingForm writes a finding about an entry. It travels like everything else, and waits for the treasurer's answer.
type findingForm struct {
	entryPage
	book reversalBook
	form *kit.Form
	text *kit.Entry
}

// newFindingForm writes a finding about the entry whose id is arg.
func newFindingForm(s *Shell, arg string) page {
	id, err := coop.ParseID(arg)
	p := &findingForm{book: s.Book, entryPage: entryPage{shell: s, book: s.Book, id: id, wrong: err}}
	return bind(s.Text.T("ui.finding.write"), p)
}

func (p *findingForm) show(e coop.EntryView) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	p.entry = e
	p.form = kit.NewForm(s.layer, 0)
	p.text = kit.NewEntry("")
	p.form.Add(t.T("ui.finding.text"), p.text, func() string {
		if strings.TrimSpace(p.text.Text) == "" {
			return t.T("ui.finding.text-missing")
		}
		return ""
	}).SetHint(t.T("ui.finding.text-hint"))
	p.form.OnRecord, p.form.OnBack = p.record, s.Back
	left := kit.Card(kit.Words(t.T("ui.finding.of", s.describe(e), e.Date, e.Amount), kit.ToneInk), p.form.Content(),
		kit.Flow(0.6, kit.Main(t.T("ui.finding.do"), theme.MailSendIcon(), p.record),
			kit.NewCaption(t.T("ui.record.key"))))
	right := kit.Card(kit.NewHeading(t.T("ui.record.journal")), s.linesTable(e.Lines),
		kit.SmallWords(t.T("ui.finding.stays"), kit.ToneSoft))
	return kit.Page(kit.Tiles(22, 0.8, left, right))
}

func (p *findingForm) heading() string              { return p.shell.Text.T("ui.finding.write") }
func (p *findingForm) actions() []fyne.CanvasObject { return nil }
func (p *findingForm) start()                       { p.form.Start() }
func (p *findingForm) busy() bool                   { return p.text != nil && p.text.Text != "" }

// record writes the finding.
func (p *findingForm) record() {
	if !p.form.Right() {
		return
	}
	s, body := p.shell, coop.Finding{Entry: p.id, Text: strings.TrimSpace(p.text.Text)}
	s.Do(func(ctx context.Context) error {
		_, err := p.book.Record(ctx, s.session, coop.Act{Kind: coop.KindFinding, Body: body})
		return err
	}, func() {
		s.Back()
		s.Tell("ui.finding.written")
	})
}
