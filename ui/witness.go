package ui

import (
	"context"
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
	*signer
	shell   *Shell
	book    witnessBook
	id      coop.ID
	wrong   error
	data    witnessData
	against bool // they do not agree, and say why
	why     *kit.Entry
}

// witnessData is the count and who can sign for it.
type witnessData struct {
	countedData
	who *signer
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
	d.who, err = signing(ctx, p.shell, p.book, coop.KindApproval, d.count.Author, nil)
	return d, err
}

func (p *witnessPage) show(d witnessData) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	p.data, p.signer = d, d.who
	c := d.count
	tone, difference := s.differenceWords(c.Counted, c.Booked)
	about := kit.Card(
		kit.HeadWords(t.T("ui.witness.seen", c.AuthorName)),
		kit.Words(t.In(d.account.NameID, d.account.NameEN)+" · "+t.Day(c.Date), kit.ToneSoft),
		kit.NewFigure(t.Rupiah(c.Counted)), kit.SmallWords(coop.MoneyWords(c.Counted, t.Language()), kit.ToneSoft),
		kit.NewCaption(t.T("ui.count.booked", c.Date)), kit.NewLine(t.Rupiah(c.Booked)),
		kit.Flow(0, kit.Chip(tone, difference)))
	later := kit.Quiet(t.T("ui.witness.later"), theme.NavigateNextIcon(), s.Back)
	if len(p.users) == 0 || !c.Witness.IsZero() {
		words := t.T("ui.witness.nobody")
		if !c.Witness.IsZero() {
			words = t.T("ui.witness.already", c.WitnessName)
		}
		return kit.Page(kit.Beside(22, 22, about, kit.Card(kit.Words(words, kit.ToneSoft), kit.Flow(0, later))))
	}
	p.asks()
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
		kit.Card(kit.Words(words, kit.ToneSoft), p.form.Content(), buttons)))
}

// asks sets up the form.
func (p *witnessPage) asks() {
	t := p.shell.Text
	form := kit.NewForm(p.shell.layer, 0)
	form.OnRecord, form.OnBack = p.record, p.shell.Back
	p.label = "ui.witness.who"
	p.ask(form)
	p.why = kit.NewEntry("")
	if p.against {
		form.Add(t.T("ui.witness.why"), p.why, func() string {
			if strings.TrimSpace(p.why.Text) == "" {
				return t.T("ui.witness.why-missing")
			}
			return ""
		})
	}
}

func (p *witnessPage) busy() bool { return p.signer != nil && p.signer.busy() }

func (p *witnessPage) start() {
	if p.signer != nil {
		p.signer.start()
	}
}

// record signs for the figures, as the second person and nobody else.
func (p *witnessPage) record() {
	if p.signer == nil || p.form == nil {
		return
	}
	c, name := p.data.count, p.name.Chosen().Title
	body := coop.Approval{Subject: c.Head(), Granted: true, Figures: coop.CountFigures(c.Counted, c.Booked)}
	if p.against {
		body = coop.Approval{Subject: c.Head(), Reason: strings.TrimSpace(p.why.Text)}
	}
	p.sign(body, func(mark []byte) []coop.Act {
		return []coop.Act{{Kind: coop.KindApproval, Body: body, Mark: mark}}
	}, func() {
		p.shell.Back()
		if p.against {
			p.shell.Tell("ui.witness.against-done", name)
			return
		}
		p.shell.Tell("ui.witness.done", name)
	})
}
