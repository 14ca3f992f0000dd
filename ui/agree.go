package ui

import (
	"context"
	"errors"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// agreement lets somebody who did not record a thing agree to it, or say no, on the laptop of who did: their name,
// their PIN, their own four words. It is a part of a page.
type agreement struct {
	shell   *Shell
	book    witnessBook
	subject coop.Head
	figures []coop.Figure
	hasNo   map[string]bool // by user id: no PIN on this machine yet
	names   []kit.Option
	done    func(granted bool) // in the window, once it is recorded

	form    *kit.Form
	name    *kit.Choice
	pin     *kit.Entry
	pinAt   *kit.Field
	words   *kit.Entry
	wordsAt *kit.Field
	why     *kit.Entry
	whyAt   *kit.Field
	fresh   string // four words for somebody who has none yet
	notice  *fyne.Container
	working bool
}

// readAgreement reads who may agree: people of these roles who are not the author.
func readAgreement(ctx context.Context, s *Shell, author coop.ID, roles ...coop.Role) (*agreement, error) {
	a := &agreement{shell: s, book: s.Book, hasNo: map[string]bool{}}
	users, err := a.book.Users(ctx)
	if err != nil {
		return nil, err
	}
	for _, u := range users {
		if u.User == author || !slices.Contains(roles, u.Role) {
			continue
		}
		has, err := a.book.HasPIN(ctx, u.User)
		if err != nil {
			return nil, err
		}
		a.hasNo[u.User.String()] = !has
		a.names = append(a.names, kit.Option{Key: u.User.String(), Title: u.Name, Remark: s.Text.Role(u.Role)})
	}
	return a, nil
}

// show makes the questions and the two buttons; nobody may agree: the sentence that says so.
func (a *agreement) show(subject coop.Head, figures []coop.Figure, done func(granted bool)) fyne.CanvasObject {
	s, t := a.shell, a.shell.Text
	a.subject, a.figures, a.done = subject, figures, done
	if len(a.names) == 0 {
		return kit.Words(t.T("ui.agree.nobody"), kit.ToneSoft)
	}
	a.form = kit.NewForm(s.layer, 0)
	a.form.OnRecord, a.form.OnBack = a.record, s.Back
	a.notice = kit.Stack(0)
	a.name = kit.NewChoice(s.layer, t.T("ui.login.nobody"), kit.FindIn(a.names))
	a.form.Add(t.T("ui.agree.who"), a.name, s.chosenMissing(a.name, "ui.agree.who-missing"))
	a.pin, a.words, a.why = kit.NewSecret(""), kit.NewSecret(""), kit.NewEntry("")
	a.pinAt = a.form.Add(t.T("ui.login.pin"), a.pin, func() string {
		switch {
		case a.hasNo[a.name.Chosen().Key]: // this becomes it
			return s.pinWrong(a.pin.Text)
		case a.pin.Text == "":
			return t.T("ui.found.needed")
		}
		return ""
	})
	a.wordsAt = a.form.Add(t.T("ui.witness.words"), a.words, nil).SetHint(t.T("ui.witness.words-hint"))
	a.whyAt = a.form.Add(t.T("ui.agree.why"), a.why, nil).SetHint(t.T("ui.agree.why-hint"))
	a.name.OnChosen = func(o kit.Option) {
		a.fresh = "" // those words were another person's
		a.notice.RemoveAll()
		a.pinAt.SetHint("")
		if a.hasNo[o.Key] {
			a.pinAt.SetHint(t.T("ui.login.first-pin"))
		}
	}
	if len(a.names) == 1 {
		a.name.SetChosen(a.names[0])
		a.name.OnChosen(a.names[0])
	}
	return kit.Stack(0.5, a.form.Content(), a.notice, kit.Flow(0.6,
		kit.Main(t.T("ui.agree.do"), theme.ConfirmIcon(), a.record), kit.NewCaption(t.T("ui.record.key")),
		kit.Quiet(t.T("ui.agree.not"), theme.CancelIcon(), a.onNo)))
}

// busy says whether something is typed that a redraw would lose.
func (a *agreement) busy() bool { return a.form != nil && a.pin.Text+a.words.Text != "" }

func (a *agreement) start() {
	switch {
	case a.form == nil:
	case a.name.Chosen().Key != "":
		a.form.FocusOn(a.pinAt)
	default:
		a.form.Start()
	}
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
	if a.working || a.form == nil || !a.form.Right() {
		return
	}
	s, chosen, pin, words := a.shell, a.name.Chosen(), a.pin.Text, strings.TrimSpace(a.words.Text)
	if a.fresh != "" && !sameWords(words, a.fresh) {
		a.form.FocusOn(a.wordsAt)
		a.wordsAt.Complain(s.Text.T("ui.witness.words-differ"))
		return
	}
	a.working = true
	body := coop.Approval{
		Subject: a.subject, Granted: granted, Figures: a.figures, Reason: strings.TrimSpace(a.why.Text),
	}
	var failed error
	s.Run(func() { failed = a.sign(context.Background(), body, chosen, pin, words) }, func() {
		a.working = false
		var problem coop.Problem
		switch {
		case failed == nil:
			a.done(granted)
		case errors.As(failed, &problem) && problem.Key == problemNoKey:
			a.offerWords(chosen.Title)
		case errors.As(failed, &problem) && strings.HasPrefix(problem.Key, "login."):
			a.pin.SetText("")
			a.form.FocusOn(a.pinAt)
			a.pinAt.Complain(s.Text.Problem(problem))
		case errors.As(failed, &problem):
			a.form.FocusOn(a.wordsAt)
			a.wordsAt.Complain(s.Text.Problem(problem))
		default:
			s.Warn(failed)
		}
	})
}

// sign proves who the person is, and records their decision.
func (a *agreement) sign(ctx context.Context, body coop.Approval, chosen kit.Option, pin, words string) error {
	if a.hasNo[chosen.Key] {
		user, err := coop.ParseID(chosen.Key)
		if err != nil {
			return err
		}
		if err := a.book.SetFirstPIN(ctx, user, pin); err != nil {
			return err
		}
		a.hasNo[chosen.Key] = false
	}
	who, err := a.book.Login(ctx, chosen.Title, pin)
	if err != nil {
		return err
	}
	if a.fresh != "" {
		if _, err := a.book.MakeUserKey(ctx, who, words, ""); err != nil {
			return err
		}
		a.fresh = ""
	}
	mark, err := a.book.Sign(ctx, who, words, coop.KindApproval, body)
	if err != nil {
		return err
	}
	_, err = a.book.Record(ctx, who, coop.Act{Kind: coop.KindApproval, Body: body, Mark: mark})
	return err
}

// offerWords shows four words to somebody who signs for the first time, to be written down and typed once.
func (a *agreement) offerWords(name string) {
	t := a.shell.Text
	a.fresh = a.book.NewPassphrase()
	a.words.SetText("")
	a.wordsAt.SetHint("")
	a.notice.Objects = []fyne.CanvasObject{
		kit.Notice(kit.ToneWait, t.T("ui.witness.fresh", name)), kit.CodeWords(a.fresh),
	}
	a.notice.Refresh()
	a.shell.refit()
	a.form.FocusOn(a.wordsAt)
}
