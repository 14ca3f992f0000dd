package ui

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// findingAsks, before an entry's id, makes the finding a question.
const findingAsks = "ask:"

// findingForm writes a finding or a question about an entry. It travels like everything else, and waits for the
// treasurer's answer.
type findingForm struct {
	entryPage
	book reversalBook
	form *kit.Form
	text *kit.Entry
	asks bool
}

// newFindingForm writes a finding about the entry whose id is arg, or a question where findingAsks stands before it.
func newFindingForm(s *Shell, arg string) page {
	arg, asks := strings.CutPrefix(arg, findingAsks)
	id, err := coop.ParseID(arg)
	p := &findingForm{asks: asks, book: s.Book, entryPage: entryPage{shell: s, book: s.Book, id: id, wrong: err}}
	return bind(p.heading(), p)
}

// word takes the word of a question or of a finding.
func (p *findingForm) word(asked, found string) string {
	if p.asks {
		return p.shell.Text.T(asked)
	}
	return p.shell.Text.T(found)
}

func (p *findingForm) show(e coop.EntryView) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	p.entry = e
	p.form = kit.NewForm(s.layer, 0)
	p.text = kit.NewEntry("")
	p.form.Add(p.word("ui.review.question", "ui.finding.text"), p.text, func() string {
		if strings.TrimSpace(p.text.Text) == "" {
			return p.word("ui.review.question-missing", "ui.finding.text-missing")
		}
		return ""
	}).SetHint(p.word("ui.review.question-hint", "ui.finding.text-hint"))
	p.form.OnRecord, p.form.OnBack = p.record, s.Back
	left := kit.Card(kit.Words(t.T("ui.finding.of", s.describe(e), e.Date, e.Amount), kit.ToneInk), p.form.Content(),
		kit.Flow(0.6, kit.Main(p.word("ui.review.do-ask", "ui.finding.do"), theme.MailSendIcon(), p.record),
			kit.NewCaption(t.T("ui.record.key"))))
	right := kit.Card(kit.NewHeading(t.T("ui.record.journal")), s.linesTable(e.Lines),
		kit.SmallWords(p.word("ui.review.stays", "ui.finding.stays"), kit.ToneSoft))
	return kit.Page(kit.Tiles(22, 0.8, left, right))
}

func (p *findingForm) heading() string              { return p.word("ui.review.ask-title", "ui.finding.write") }
func (p *findingForm) actions() []fyne.CanvasObject { return nil }
func (p *findingForm) start()                       { p.form.Start() }
func (p *findingForm) busy() bool                   { return p.text != nil && p.text.Text != "" }

// record writes the finding.
func (p *findingForm) record() {
	if !p.form.Right() {
		return
	}
	s, text, told := p.shell, strings.TrimSpace(p.text.Text), "ui.finding.written"
	acts := []coop.Act{{Kind: coop.KindFinding, Body: coop.Finding{Entry: p.id, Text: text}}}
	if p.asks {
		acts, told = coop.Query(p.id, text), "ui.review.is-asked"
	}
	s.Record(func(ctx context.Context) error {
		_, err := p.book.Record(ctx, s.session, acts...)
		return err
	}, func() {
		s.done()
		s.Back()
		s.Tell(told)
	})
}
