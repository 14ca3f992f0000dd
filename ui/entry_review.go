package ui

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// threadBook is what is needed to show what was said of an entry, and to say something.
type threadBook interface {
	Findings(ctx context.Context) ([]coop.FindingView, error)
	Users(ctx context.Context) ([]coop.UserRow, error)
	reviewRecorder
}

// saying is one thing that somebody said of an entry: a verdict, a question, a finding, an answer.
type saying struct {
	what, text string // text is empty for a verdict
	at         int64
	tone       kit.Tone
	finding    coop.ID // to be answered or closed; zero: nothing is to be done
}

// readThread gives what was said of an entry, in order.
func (s *Shell) readThread(ctx context.Context, book threadBook, e coop.EntryView) ([]saying, error) {
	findings, err := book.Findings(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the findings: %w", err)
	}
	users, err := book.Users(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the people: %w", err)
	}
	names := &names{text: s.Text, users: map[coop.ID]string{}}
	for _, u := range users {
		names.users[u.User] = u.Name
	}
	var all []saying
	for _, r := range e.Reviews {
		who := orElse(names.users[r.Author], "–")
		switch r.Verdict {
		case coop.VerdictRead:
			all = append(all, saying{what: "✓ " + s.Text.T("ui.review.by-read", who), at: r.At, tone: kit.ToneGood})
		case coop.VerdictAgreed:
			all = append(all, saying{what: "✓✓ " + s.Text.T("ui.review.by-agreed", who), at: r.At, tone: kit.ToneGood})
		} // what was asked stands in its finding
	}
	for _, f := range findings {
		if f.Entry == e.ID {
			all = append(all, s.sayings(f, names)...)
		}
	}
	slices.SortStableFunc(all, func(a, b saying) int { return cmp.Compare(a.at, b.at) })
	return all, nil
}

// sayings are a finding and its answers.
func (s *Shell) sayings(f coop.FindingView, names *names) []saying {
	key, sign := "ui.review.by-found", "● "
	if f.Asks {
		key = "ui.review.by-asked"
	}
	first := saying{text: f.Text, at: f.At, tone: kit.ToneWait}
	if f.Settled || len(f.Answers) > 0 && f.Author != s.session.User {
		sign, first.tone = "✓ ", kit.ToneSoft
	} else {
		first.finding = f.Finding
	}
	first.what = sign + s.Text.T(key, names.by(f.FindingRow))
	all := []saying{first}
	for _, a := range f.Answers {
		who := s.Text.T("ui.finding.answer-of", orElse(names.users[a.Author], "–"))
		all = append(all, saying{what: who, text: a.Text, at: a.At, tone: kit.ToneSoft})
	}
	return all
}

// thread shows what was said; what is open leads to where it is answered.
func (p *entryPage) thread() []fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	if len(p.said) == 0 {
		return nil
	}
	parts := []fyne.CanvasObject{kit.NewHeading(t.T("ui.review.thread"))}
	for _, said := range p.said {
		when := kit.SmallWords(said.what+" · "+t.Moment(said.at, s.Now()), said.tone)
		switch {
		case said.text == "":
			parts = append(parts, when)
		case said.finding.IsZero():
			parts = append(parts, kit.Card(when, kit.Words(said.text, kit.ToneInk)))
		default:
			parts = append(parts, kit.Card(when, kit.Words(said.text, kit.ToneInk), kit.Flow(0,
				kit.Button(t.T("ui.review.open"), theme.NavigateNextIcon(), func() {
					s.Go(Route{Page: PageFinding, Arg: said.finding.String()})
				}))))
		}
	}
	return parts
}

// reviewButtons are what a reviewer says of the entry, each with its key.
func (p *entryPage) reviewButtons() []fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	var buttons []fyne.CanvasObject
	add := func(key, word string, do func()) {
		buttons = append(buttons, kit.Button(t.T(key)+" · "+t.T(word), nil, do))
	}
	if s.session.Role.May(coop.KindReview) {
		add("ui.review.key.read", "ui.review.read", func() { p.say(coop.VerdictRead) })
		add("ui.review.key.agree", "ui.review.agree", func() { p.say(coop.VerdictAgreed) })
	}
	if s.session.Role.May(coop.KindFinding) {
		add("ui.review.key.ask", "ui.review.ask", func() { s.writeOf(p.entry, findingAsks) })
		add("ui.review.key.find", "ui.review.find", func() { s.writeOf(p.entry, "") })
	}
	return buttons
}

// letter knows the keys of the buttons.
func (p *entryPage) letter(r rune) bool {
	s, t := p.shell, p.shell.Text
	if s.at.self != any(p) || !s.session.Role.May(coop.KindReview) { // a form about the entry has letters of its own
		return false
	}
	switch string(unicode.ToUpper(r)) {
	case t.T("ui.review.key.read"):
		p.say(coop.VerdictRead)
	case t.T("ui.review.key.agree"):
		p.say(coop.VerdictAgreed)
	case t.T("ui.review.key.ask"):
		s.writeOf(p.entry, findingAsks)
	case t.T("ui.review.key.find"):
		s.writeOf(p.entry, "")
	default:
		return false
	}
	return true
}

// say records a verdict and goes back to where the entry was opened.
func (p *entryPage) say(verdict coop.Verdict) {
	s := p.shell
	s.sayOf(p.book, []coop.EntryView{p.entry}, verdict, func() {
		s.Back()
		s.Tell(verdictTold[verdict], s.Text.Count(1))
	})
}
