package ui

import (
	"context"
	"errors"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// witnessBook is what the second person's signature needs of the book.
type witnessBook interface {
	countBook
	loginBook
	// Sign signs an act with the person's own key; a coop.Problem says key.none or key.wrong-passphrase.
	Sign(ctx context.Context, who coop.Session, passphrase string, kind coop.Kind, body any) ([]byte, error)
	// MakeUserKey makes a person's own signing key under a passphrase of four words.
	MakeUserKey(ctx context.Context, who coop.Session, passphrase, old string) (coop.Recorded, error)
	// NewPassphrase makes four words that nobody guesses.
	NewPassphrase() string
}

// witnessAgainst stands behind the count's id where somebody does not agree.
const witnessAgainst = ":against"

// problemNoKey: the person has no signing key yet.
const problemNoKey = "key.none"

// witnessPage lets a second person sign for what was counted: their name, their PIN, their own four words.
type witnessPage struct {
	shell *Shell
	book  witnessBook
	id    coop.ID
	wrong error

	data    witnessData
	form    *kit.Form
	name    *kit.Choice
	pin     *kit.Entry
	pinAt   *kit.Field
	words   *kit.Entry
	wordsAt *kit.Field
	fresh   string // four words for somebody who has none yet
	against bool   // they do not agree, and say why
	why     *kit.Entry
	notice  *fyne.Container
	working bool
}

// witnessData is the count and who can sign for it.
type witnessData struct {
	countedData
	users []coop.UserRow
	hasNo map[string]bool // by user id: no PIN on this machine yet
}

func newWitness(s *Shell, arg string) page {
	arg, against := strings.CutSuffix(arg, witnessAgainst)
	id, err := coop.ParseID(arg)
	p := &witnessPage{shell: s, book: s.Book, id: id, wrong: err, against: against}
	return bind(s.Text.T("ui.witness.title"), p)
}

func (p *witnessPage) load(ctx context.Context) (d witnessData, err error) {
	if p.wrong != nil {
		return d, p.wrong
	}
	if d.count, d.account, err = countOf(ctx, p.book, p.id); err != nil {
		return d, err
	}
	users, err := p.book.Users(ctx)
	if err != nil {
		return d, err
	}
	d.hasNo = map[string]bool{}
	for _, u := range users {
		if u.User == d.count.Author || !u.Role.May(coop.KindApproval) {
			continue
		}
		has, err := p.book.HasPIN(ctx, u.User)
		if err != nil {
			return d, err
		}
		d.hasNo[u.User.String()] = !has
		d.users = append(d.users, u)
	}
	return d, nil
}

func (p *witnessPage) show(d witnessData) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	p.data = d
	c := d.count
	tone, difference := s.differenceWords(c.Counted, c.Booked)
	about := kit.Card(
		kit.HeadWords(t.T("ui.witness.seen", c.AuthorName)),
		kit.Words(t.In(d.account.NameID, d.account.NameEN)+" · "+t.Day(c.Date), kit.ToneSoft),
		kit.NewFigure(t.Rupiah(c.Counted)), kit.SmallWords(coop.MoneyWords(c.Counted, t.Language()), kit.ToneSoft),
		kit.NewCaption(t.T("ui.count.booked", c.Date)), kit.NewLine(t.Rupiah(c.Booked)),
		kit.Flow(0, kit.Chip(tone, difference)))
	later := kit.Quiet(t.T("ui.witness.later"), theme.NavigateNextIcon(), s.Back)
	if len(d.users) == 0 || !c.Witness.IsZero() {
		words := t.T("ui.witness.nobody")
		if !c.Witness.IsZero() {
			words = t.T("ui.witness.already", c.WitnessName)
		}
		return kit.Page(kit.Beside(22, 22, about, kit.Card(kit.Words(words, kit.ToneSoft), kit.Flow(0, later))))
	}
	p.ask(d)
	do, words, other := t.T("ui.witness.do"), t.T("ui.witness.about"), later
	if p.against {
		do, words = t.T("ui.witness.against-do"), t.T("ui.witness.against-about")
	} else {
		other = kit.Quiet(t.T("ui.witness.against"), theme.CancelIcon(), func() {
			s.Swap(Route{Page: PageWitness, Arg: p.id.String() + witnessAgainst})
		})
	}
	buttons := kit.Flow(0.6, kit.Main(do, theme.ConfirmIcon(), p.record), kit.NewCaption(t.T("ui.record.key")), other)
	if !p.against {
		buttons.Add(later)
	}
	return kit.Page(kit.Beside(22, 22, about,
		kit.Card(kit.Words(words, kit.ToneSoft), p.form.Content(), p.notice, buttons)))
}

// ask sets up the form.
func (p *witnessPage) ask(d witnessData) {
	s, t := p.shell, p.shell.Text
	p.form = kit.NewForm(s.layer, 0)
	p.form.OnRecord, p.form.OnBack = p.record, s.Back
	p.notice = kit.Stack(0)
	var options []kit.Option
	for _, u := range d.users {
		options = append(options, kit.Option{Key: u.User.String(), Title: u.Name, Remark: t.Role(u.Role)})
	}
	p.name = kit.NewChoice(s.layer, t.T("ui.login.nobody"), kit.FindIn(options))
	p.form.Add(t.T("ui.witness.who"), p.name, func() string {
		if p.name.Chosen().Key == "" {
			return t.T("ui.witness.who-missing")
		}
		return ""
	})
	p.pin, p.words = kit.NewSecret(""), kit.NewSecret("")
	p.pinAt = p.form.Add(t.T("ui.login.pin"), p.pin, func() string {
		switch {
		case p.data.hasNo[p.name.Chosen().Key]: // this becomes it
			return s.pinWrong(p.pin.Text)
		case p.pin.Text == "":
			return t.T("ui.found.needed")
		}
		return ""
	})
	p.wordsAt = p.form.Add(t.T("ui.witness.words"), p.words, nil).SetHint(t.T("ui.witness.words-hint"))
	p.why = kit.NewEntry("")
	if p.against {
		p.form.Add(t.T("ui.witness.why"), p.why, func() string {
			if strings.TrimSpace(p.why.Text) == "" {
				return t.T("ui.witness.why-missing")
			}
			return ""
		})
	}
	p.name.OnChosen = func(o kit.Option) {
		p.fresh = "" // those words were another person's
		p.notice.RemoveAll()
		p.pinAt.SetHint("")
		if d.hasNo[o.Key] {
			p.pinAt.SetHint(t.T("ui.login.first-pin"))
		}
	}
	for _, o := range options {
		if o.Key == s.session.User.String() || len(options) == 1 {
			p.name.SetChosen(o)
			p.name.OnChosen(o)
		}
	}
}

func (p *witnessPage) busy() bool { return p.form != nil && p.pin.Text+p.words.Text != "" }

func (p *witnessPage) start() {
	switch {
	case p.form == nil:
	case p.name.Chosen().Key != "":
		p.form.FocusOn(p.pinAt)
	default:
		p.form.Start()
	}
}

// record signs for the figures, as the second person and nobody else.
func (p *witnessPage) record() {
	if p.working || p.form == nil || !p.form.Right() {
		return
	}
	s, chosen, pin, words := p.shell, p.name.Chosen(), p.pin.Text, strings.TrimSpace(p.words.Text)
	if p.fresh != "" && !sameWords(words, p.fresh) {
		p.form.FocusOn(p.wordsAt)
		p.wordsAt.Complain(s.Text.T("ui.witness.words-differ"))
		return
	}
	p.working = true
	var failed error
	s.Run(func() { failed = p.sign(context.Background(), chosen, pin, words) }, func() {
		p.working = false
		var problem coop.Problem
		switch {
		case failed == nil:
			s.Back()
			if p.against {
				s.Tell("ui.witness.against-done", chosen.Title)
				return
			}
			s.Tell("ui.witness.done", chosen.Title)
		case errors.As(failed, &problem) && problem.Key == problemNoKey:
			p.offerWords(chosen.Title)
		case errors.As(failed, &problem) && strings.HasPrefix(problem.Key, "login."):
			p.pin.SetText("")
			p.form.FocusOn(p.pinAt)
			p.pinAt.Complain(s.Text.Problem(problem))
		case errors.As(failed, &problem):
			p.form.FocusOn(p.wordsAt)
			p.wordsAt.Complain(s.Text.Problem(problem))
		default:
			s.Warn(failed)
		}
	})
}

// sign proves who the person is, and records their approval with the figures.
func (p *witnessPage) sign(ctx context.Context, chosen kit.Option, pin, words string) error {
	if p.data.hasNo[chosen.Key] {
		user, err := coop.ParseID(chosen.Key)
		if err != nil {
			return err
		}
		if err := p.book.SetFirstPIN(ctx, user, pin); err != nil {
			return err
		}
		p.data.hasNo[chosen.Key] = false
	}
	who, err := p.book.Login(ctx, chosen.Title, pin)
	if err != nil {
		return err
	}
	c := p.data.count
	body := coop.Approval{Subject: c.Head(), Granted: true, Figures: coop.CountFigures(c.Counted, c.Booked)}
	if p.against {
		body = coop.Approval{Subject: c.Head(), Reason: strings.TrimSpace(p.why.Text)}
	}
	if p.fresh != "" {
		if _, err := p.book.MakeUserKey(ctx, who, words, ""); err != nil {
			return err
		}
		p.fresh = ""
	}
	mark, err := p.book.Sign(ctx, who, words, coop.KindApproval, body)
	if err != nil {
		return err
	}
	_, err = p.book.Record(ctx, who, coop.Act{Kind: coop.KindApproval, Body: body, Mark: mark})
	return err
}

// offerWords shows four words to somebody who signs for the first time, to be written down and typed once.
func (p *witnessPage) offerWords(name string) {
	t := p.shell.Text
	p.fresh = p.book.NewPassphrase()
	p.words.SetText("")
	p.wordsAt.SetHint("")
	p.notice.Objects = []fyne.CanvasObject{
		kit.Notice(kit.ToneWait, t.T("ui.witness.fresh", name)), kit.CodeWords(p.fresh),
	}
	p.notice.Refresh()
	p.shell.refit()
	p.form.FocusOn(p.wordsAt)
}

// sameWords compares words without their blanks and capitals.
func sameWords(a, b string) bool {
	return strings.EqualFold(strings.Join(strings.Fields(a), " "), strings.Join(strings.Fields(b), " "))
}
