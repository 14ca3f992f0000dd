package ui

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// agreement lets somebody who did not record a thing agree to it, or say no and why, on the laptop of who did. It is a
// part of a page.
type agreement struct {
	*signer
	subject coop.Head
	figures []coop.Figure
	done    func(granted bool) // in the window, once it is recorded
	why     *kit.Entry
	whyAt   *kit.Field
}

// readAgreement reads who may agree: people whom their role lets and who are not the author.
func readAgreement(ctx context.Context, s *Shell, author coop.ID, may func(coop.Role) bool) (*agreement, error) {
	who, err := signing(ctx, s, s.Book, coop.KindApproval, author, may)
	who.label = "ui.agree.who"
	return &agreement{signer: who}, err
}

// show makes the questions and the two buttons; nobody may agree: the sentence that says so.
func (a *agreement) show(subject coop.Head, figures []coop.Figure, done func(granted bool)) fyne.CanvasObject {
	s, t := a.shell, a.shell.Text
	a.subject, a.figures, a.done = subject, figures, done
	if len(a.users) == 0 {
		return kit.Words(t.T("ui.agree.nobody"), kit.ToneSoft)
	}
	form := kit.NewForm(s.layer, 0)
	form.OnRecord, form.OnBack = a.record, s.Back
	a.ask(form)
	a.why = kit.NewEntry("")
	a.whyAt = form.Add(t.T("ui.agree.why"), a.why, nil).SetHint(t.T("ui.agree.why-hint"))
	return kit.Stack(0.5, form.Content(), kit.Flow(0.6,
		kit.Main(t.T("ui.agree.do"), theme.ConfirmIcon(), a.record), kit.NewCaption(t.T("ui.record.key")),
		kit.Quiet(t.T("ui.agree.not"), theme.CancelIcon(), a.onNo)))
}

func (a *agreement) record() { a.decide(true) }

// onNo records that the person does not agree; it wants to know why.
func (a *agreement) onNo() {
	if a.form == nil {
		return
	}
	if strings.TrimSpace(a.why.Text) == "" {
		a.form.FocusOn(a.whyAt)
		a.whyAt.Complain(a.shell.Text.T("ui.agree.why-missing"))
		return
	}
	a.decide(false)
}

func (a *agreement) decide(granted bool) {
	if a.form == nil {
		return
	}
	body := coop.Approval{
		Subject: a.subject, Granted: granted, Figures: a.figures, Reason: strings.TrimSpace(a.why.Text),
	}
	a.sign(body, func(mark []byte) []coop.Act {
		return []coop.Act{{Kind: coop.KindApproval, Body: body, Mark: mark}}
	}, func() { a.done(granted) })
}
