package ui

import (
	"context"
	"errors"
	"strings"

	"fyne.io/fyne/v2"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// signer asks who signs an act, for their PIN and their own four words, and makes the signature. Whoever sits before
// the screen may be somebody else: the treasurer prepares, the chair signs.
type signer struct {
	shell *Shell
	book  witnessBook
	kind  coop.Kind
	label string // of the question who signs

	users   []coop.UserRow
	hasNo   map[string]bool // by user id: no PIN on this machine yet
	form    *kit.Form
	name    *kit.Choice
	pin     *kit.Entry
	pinAt   *kit.Field
	words   *kit.Entry
	wordsAt *kit.Field
	fresh   string          // four words for somebody who has none yet
	notice  *fyne.Container // above the words
	working bool
}

// signing reads who may sign an act of a kind: those whom the role lets, but not who recorded what is decided on; zero
// where nobody did.
func signing(
	ctx context.Context, s *Shell, book witnessBook, kind coop.Kind, author coop.ID, may func(coop.Role) bool,
) (*signer, error) {
	g := &signer{shell: s, book: book, kind: kind, label: "ui.close.signer", hasNo: map[string]bool{}}
	users, err := book.Users(ctx)
	if err != nil {
		return g, err
	}
	for _, u := range users {
		if u.User == author || !u.Role.May(kind) || (may != nil && !may(u.Role)) {
			continue
		}
		has, err := book.HasPIN(ctx, u.User)
		if err != nil {
			return g, err
		}
		g.hasNo[u.User.String()] = !has
		g.users = append(g.users, u)
	}
	return g, nil
}

// ask adds the fields to a form.
func (g *signer) ask(form *kit.Form) {
	s, t := g.shell, g.shell.Text
	g.form, g.notice = form, kit.Stack(0)
	var options []kit.Option
	for _, u := range g.users {
		options = append(options, kit.Option{Key: u.User.String(), Title: u.Name, Remark: t.Role(u.Role)})
	}
	g.name = kit.NewChoice(s.layer, t.T("ui.login.nobody"), kit.FindIn(options))
	form.Add(t.T(g.label), g.name, s.chosenMissing(g.name, "ui.witness.who-missing"))
	g.pin, g.words = kit.NewSecret(""), kit.NewSecret("")
	g.pinAt = form.Add(t.T("ui.login.pin"), g.pin, func() string {
		switch {
		case g.hasNo[g.name.Chosen().Key]: // this becomes it
			return s.pinWrong(g.pin.Text)
		case g.pin.Text == "":
			return t.T("ui.found.needed")
		}
		return ""
	})
	g.wordsAt = form.Add(t.T("ui.witness.words"), g.words, nil).SetHint(t.T(g.hint())).Above(g.notice)
	g.name.OnChosen = func(o kit.Option) {
		g.fresh = "" // those words were another person's
		g.notice.RemoveAll()
		g.wordsAt.Grown()
		g.pinAt.SetHint("")
		if g.hasNo[o.Key] {
			g.pinAt.SetHint(t.T("ui.login.first-pin"))
		}
	}
	for _, o := range options {
		if o.Key == s.session.User.String() || len(options) == 1 {
			g.name.SetChosen(o)
			g.name.OnChosen(o)
		}
	}
}

// hint says which words are meant; the practice village tells its own, for nobody there wrote them down.
func (g *signer) hint() string {
	if g.shell.Practice {
		return "ui.practice.words"
	}
	return "ui.witness.words-hint"
}

// start sets the keys on what is asked first.
func (g *signer) start() {
	switch {
	case g.form == nil:
	case g.name.Chosen().Key != "":
		g.form.FocusOn(g.pinAt)
	default:
		g.form.Start()
	}
}

// busy says whether something is typed that a redraw would lose.
func (g *signer) busy() bool { return g.form != nil && g.pin.Text+g.words.Text != "" }

// sign makes the signature under body, records the acts with it, and goes on with then.
func (g *signer) sign(body any, acts func(mark []byte) []coop.Act, then func()) {
	if g.working || g.form == nil || !g.form.Right() {
		return
	}
	s, chosen, pin, words := g.shell, g.name.Chosen(), g.pin.Text, strings.TrimSpace(g.words.Text)
	if g.fresh != "" && !sameWords(words, g.fresh) {
		g.form.FocusOn(g.wordsAt)
		g.wordsAt.Complain(s.Text.T("ui.witness.words-differ"))
		return
	}
	g.working = true
	var failed error
	s.Run(func() { failed = g.prove(context.Background(), chosen, pin, words, body, acts) }, s.unlessAway(func() {
		g.working = false
		var problem coop.Problem
		switch {
		case failed != nil && s.late: // the fields are gone from the screen
			s.Warn(failed)
		case failed == nil:
			g.pin.Text, g.words.Text = "", ""
			s.done()
			then()
		case errors.As(failed, &problem) && problem.Key == problemNoKey:
			g.offerWords(chosen.Title)
		case errors.As(failed, &problem) && strings.HasPrefix(problem.Key, "login."):
			g.pin.SetText("")
			g.form.FocusOn(g.pinAt)
			g.pinAt.Complain(s.Text.Problem(problem))
		case errors.As(failed, &problem) && strings.HasPrefix(problem.Key, "key."):
			g.form.FocusOn(g.wordsAt)
			g.wordsAt.Complain(s.Text.Problem(problem))
		default:
			s.Warn(failed)
		}
	}))
}

// prove proves who the person is, signs and records.
func (g *signer) prove(
	ctx context.Context, chosen kit.Option, pin, words string, body any, acts func(mark []byte) []coop.Act,
) error {
	if g.hasNo[chosen.Key] {
		user, err := coop.ParseID(chosen.Key)
		if err != nil {
			return err
		}
		if err := g.book.SetFirstPIN(ctx, user, pin); err != nil {
			return err
		}
		g.hasNo[chosen.Key] = false
	}
	who, err := g.book.Login(ctx, chosen.Title, pin)
	if err != nil {
		return err
	}
	if g.fresh != "" {
		if _, err := g.book.MakeUserKey(ctx, who, words, ""); err != nil {
			return err
		}
		g.fresh = ""
	}
	mark, err := g.book.Sign(ctx, who, words, g.kind, body)
	if err != nil {
		return err
	}
	_, err = g.book.Record(ctx, who, acts(mark)...)
	return err
}

// offerWords shows four words to somebody who signs for the first time, to be written down and typed once.
func (g *signer) offerWords(name string) {
	t := g.shell.Text
	g.fresh = g.book.NewPassphrase()
	g.words.SetText("")
	g.wordsAt.SetHint("")
	g.notice.Objects = []fyne.CanvasObject{
		kit.Notice(kit.ToneWait, t.T("ui.witness.fresh", name)), kit.CodeWords(g.fresh),
	}
	g.wordsAt.Grown()
	g.form.FocusOn(g.wordsAt)
	g.wordsAt.Reveal() // they are to be copied; a field that has the keys already does not come into sight by itself
}

// sameWords compares words without their blanks and capitals.
func sameWords(a, b string) bool {
	return strings.EqualFold(strings.Join(strings.Fields(a), " "), strings.Join(strings.Fields(b), " "))
}
