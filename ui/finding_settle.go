package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// maySettle says whether who sits here wrote a finding about an entry, was answered, and has not said yet that it is
// well.
func (s *Shell) maySettle(f coop.FindingView) bool {
	return f.Author == s.session.User && s.session.Role.May(coop.KindReview) && len(f.Answers) > 0 && !f.Settled &&
		!f.Entry.IsZero()
}

func (p *findingPage) heading() string {
	if p.asks {
		return p.shell.Text.T("ui.review.question")
	}
	return p.shell.Text.T("ui.finding.title")
}

// settleCard asks whether the answer will do.
func (p *findingPage) settleCard(d findingData) fyne.CanvasObject {
	t := p.shell.Text
	p.entry = d.names.entries[d.Entry]
	again := kit.Button(t.T("ui.review.ask-again"), theme.QuestionIcon(), func() {
		p.shell.writeOf(p.entry, findingAsks)
	})
	return kit.Card(kit.Words(t.T("ui.review.will-do"), kit.ToneInk), kit.Flow(0.6,
		kit.Main(t.T("ui.review.settle"), theme.ConfirmIcon(), p.settle), kit.NewCaption(t.T("ui.record.key")), again))
}

// settle says that the answer will do: who asked agrees to the entry.
func (p *findingPage) settle() {
	s := p.shell
	s.sayOf(p.book, []coop.EntryView{p.entry}, coop.VerdictAgreed, func() {
		s.Back()
		s.Tell("ui.review.is-settled")
	})
}
