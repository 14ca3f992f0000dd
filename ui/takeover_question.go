package ui

import (
	"context"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"lumbung/ui/kit"
)

// questionPage asks where the rows with one text belong, or whether two names are one person.
type questionPage struct {
	shell  *Shell
	at     int
	form   *kit.Form
	choice *kit.Choice
}

// newQuestion asks the question whose number in the last proposal is arg.
func newQuestion(s *Shell, arg string) page {
	at, err := strconv.Atoi(arg)
	if err != nil {
		at = -1
	}
	return bind(s.Text.T("ui.takeover.question"), &questionPage{shell: s, at: at})
}

func (p *questionPage) load(ctx context.Context) (q Question, err error) {
	proposal, err := p.shell.TakeOver.Propose(ctx)
	if p.at >= 0 && p.at < len(proposal.Questions) {
		q = proposal.Questions[p.at]
	}
	return q, err
}

func (p *questionPage) show(q Question) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	head := []fyne.CanvasObject{kit.HeadWords(q.Text)}
	if q.Note != "" {
		head = append(head, kit.Words(q.Note, kit.ToneSoft))
	}
	if q.Person != "" {
		decide := func(same bool) func() {
			return func() {
				s.TakeOver.Same(p.at, same)
				s.Back()
			}
		}
		ask := kit.Words(t.T("ui.takeover.same", q.Text, q.Person), kit.ToneInk)
		return kit.Page(kit.Capped(44, 0.7, kit.Card(append(head, ask,
			kit.Flow(0.6, kit.Main(t.T("ui.takeover.yes-same"), theme.ConfirmIcon(), decide(true)),
				kit.Button(t.T("ui.takeover.no-two"), theme.CancelIcon(), decide(false))))...)))
	}
	p.form = kit.NewForm(s.layer, 0)
	p.choice = kit.NewChoice(s.layer, t.T("ui.record.no-occasion"), kit.FindIn(s.occasionOptions()))
	if o, known := s.occasion(q.Occasion); known {
		p.choice.SetChosen(kit.Option{Key: o.ID, Title: t.In(o.NameID, o.NameEN)})
	}
	p.form.Add(t.T("ui.record.occasion"), p.choice, func() string {
		if p.choice.Chosen().Key == "" {
			return t.T("ui.record.occasion-missing")
		}
		return ""
	}).SetHint(t.T("ui.takeover.all-alike"))
	p.form.OnRecord, p.form.OnBack = p.record, s.Back
	return kit.Page(kit.Capped(44, 0.7, kit.Card(append(head, p.form.Content(),
		kit.Flow(0.6, kit.Main(t.T("ui.takeover.decide"), theme.ConfirmIcon(), p.record),
			kit.Quiet(t.T("ui.cancel"), nil, s.Back)))...)))
}

func (p *questionPage) start() {
	if p.form != nil {
		p.form.Start()
	}
}

// record decides.
func (p *questionPage) record() {
	if p.form == nil || !p.form.Right() {
		return
	}
	p.shell.TakeOver.Decide(p.at, p.choice.Chosen().Key)
	p.shell.Back()
}
