package ui

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// askPage decides one thing: accept what is proposed, choose another place, or wait until somebody knows.
type askPage struct {
	takeoverPart
	book takeoverBook
	at   int
	row  int // of the thing; -1: all of them

	ask     TakeoverAsk
	members []coop.MemberView
	all     []coop.AccountRow
	form    *kit.Form
	what    *kit.Choice
	account *kit.Choice
	member  *kit.Choice
	now     string // the occasion that the form asks about
}

// askData is a thing to decide and what can be chosen.
type askData struct {
	found    TakeoverFound
	members  []coop.MemberView
	accounts []coop.AccountRow
}

func (p *askPage) load(ctx context.Context) (d askData, err error) {
	if d.found, err = p.takeoverPart.load(ctx); err != nil {
		return d, err
	}
	if d.members, err = p.book.Members(ctx, ""); err != nil {
		return d, err
	}
	d.accounts, err = p.book.Accounts(ctx)
	return d, err
}

func (p *askPage) show(d askData) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	p.found, p.members, p.all = d.found, d.members, d.accounts
	if p.at >= len(p.found.Asks) {
		return kit.Page(kit.Words(t.T("ui.takeover.gone"), kit.ToneSoft))
	}
	p.ask = p.found.Asks[p.at]
	if p.row >= 0 && p.row < len(p.ask.Rows) {
		p.ask.Rows, p.ask.Text = p.ask.Rows[p.row:p.row+1], false
	}
	p.form = kit.NewForm(s.layer, 0)
	p.form.OnRecord, p.form.OnBack = p.record, s.Back
	first := p.ask.Rows[0]
	p.setUp(first.Occasion)
	return kit.Page(kit.Beside(20, 28, p.about(first), kit.Card(
		kit.NewHeading(t.T("ui.takeover.decide")), p.form.Content(),
		kit.Flow(0.6, kit.Main(t.T("ui.takeover.accept"), theme.ConfirmIcon(), p.record),
			kit.NewCaption(t.T("ui.takeover.key")), kit.Space(1, 0),
			kit.Button(t.T("ui.takeover.unknown"), theme.QuestionIcon(), p.onUnknown)))))
}

// about shows the row, or the rows, why it is unsure and where it would go.
func (p *askPage) about(first TakeoverRow) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	parts := []fyne.CanvasObject{kit.HeadWords(first.Text)}
	if len(p.ask.Rows) == 1 {
		parts = append(parts, kit.NewFigure(p.signed(first.Amount)), kit.Words(p.whereWords(first), kit.ToneSoft))
		if first.Remark != "" {
			parts = append(parts, kit.Words(t.T("ui.takeover.remark", first.Remark), kit.ToneInk))
		}
	} else {
		sum := p.signed(p.ask.amount())
		parts = append(parts, kit.Words(t.T("ui.takeover.rows-alike", t.Count(len(p.ask.Rows)), sum), kit.ToneSoft))
	}
	for _, r := range first.Reasons {
		parts = append(parts, kit.Notice(kit.ToneWait, s.reasonWords(r)))
	}
	parts = append(parts, kit.NewCaption(t.T("ui.takeover.proposed")),
		kit.BoldWords(s.placeWords(first), kit.ToneBrand), kit.Words(p.accountWords(first), kit.ToneSoft))
	if len(p.ask.Rows) > 1 {
		parts = append(parts, p.rows())
	}
	return kit.Card(parts...)
}

// signed writes an amount with the way it went.
func (p *askPage) signed(amount coop.Money) string {
	if amount < 0 {
		return p.shell.Text.T("ui.takeover.out", -amount)
	}
	return p.shell.Text.T("ui.takeover.in", amount)
}

func (p *askPage) whereWords(r TakeoverRow) string {
	return p.shell.Text.T("ui.takeover.where", r.Sheet, r.N, r.Date)
}

// reasonWords says a doubt; an occasion in it by its name.
func (s *Shell) reasonWords(r coop.Problem) string {
	args := append([]any{}, r.Args...)
	for i, arg := range args {
		if id, is := arg.(string); is {
			if o, known := s.occasion(id); known {
				args[i] = s.Text.In(o.NameID, o.NameEN)
			}
		}
	}
	return s.Text.T(r.Key, args...)
}

// accountWords names accounts, member and months of a proposal.
func (p *askPage) accountWords(r TakeoverRow) string {
	t := p.shell.Text
	var words []string
	for _, code := range r.Accounts {
		for _, a := range p.all {
			if a.Code == code {
				code += " " + t.In(a.NameID, a.NameEN)
				break
			}
		}
		words = append(words, code)
	}
	if r.Member != "" {
		words = append(words, r.Member)
	}
	if len(r.Months) > 0 {
		words = append(words, t.Months(r.Months))
	}
	return strings.Join(words, " · ")
}

const rowsMost = 40

// rows lists the rows of one thing; each can be decided by itself.
func (p *askPage) rows() fyne.CanvasObject {
	t, rows := p.shell.Text, p.ask.Rows
	return kit.Stack(0.3, kit.SmallWords(t.T("ui.takeover.one-by-one"), kit.ToneSoft), kit.NewShort([]kit.Column{
		{Title: t.T("common.date"), Ems: 5.5, Rank: 1},
		{Title: t.T("ui.takeover.sheet"), Ems: 6, Grow: 1},
		{Title: t.T("common.amount"), Ems: 6, Figure: true},
	}, min(len(rows), rowsMost), func(row int, cells []kit.Cell) {
		r := rows[row]
		cells[0] = kit.Cell{Text: t.ShortDay(r.Date), Tone: kit.ToneSoft}
		cells[1].Text = fmt.Sprintf("%s %d", r.Sheet, r.N)
		if r.Member != "" {
			cells[1].Text = r.Member
		}
		if r.Decided {
			cells[1] = kit.Cell{Text: "✓ " + cells[1].Text, Tone: kit.ToneGood}
		}
		cells[2].Text = t.Figure(r.Amount)
	}, func(row int) { p.goTo(fmt.Sprintf("%s:%d:%d", takeoverAsk, p.at, row)) }))
}

func (p *askPage) start() { p.form.Start() }

func (p *askPage) heading() string {
	if p.row >= 0 {
		return p.shell.Text.T("ui.takeover.one-row")
	}
	return p.shell.Text.T("ui.takeover.ask-of", p.at+1, len(p.found.Asks))
}

func (p *askPage) onUnknown() {
	p.decide(TakeoverDecision{Rows: keysOf(p.ask.Rows), Suspense: true})
}

// record takes what the form says; where it says what was proposed, that is accepted.
func (p *askPage) record() {
	if !p.form.Right() {
		return
	}
	first := p.ask.Rows[0]
	d := TakeoverDecision{Rows: keysOf(p.ask.Rows), Text: p.ask.Text, Occasion: p.now}
	if p.account != nil {
		d.Account = p.account.Chosen().Key
	}
	member := ""
	if p.member != nil {
		d.Member, member = p.member.Chosen().Key, p.member.Chosen().Title
		d.Text = d.Text && d.Member == "" // a person is meant by this row, not by its words
	}
	same := d.Occasion == first.Occasion && (d.Account == "" || slices.Contains(first.Accounts, d.Account)) &&
		(p.member == nil || member == first.Member)
	if same {
		d = TakeoverDecision{Rows: d.Rows, Text: p.ask.Text, Accept: true}
	}
	p.decide(d)
}

// decide does so and goes on to the next thing that is open.
func (p *askPage) decide(d TakeoverDecision) {
	s := p.shell
	s.Do(func(ctx context.Context) error { return s.takeover.open.Decide(ctx, d) }, func() {
		if p.row >= 0 {
			s.Back()
			return
		}
		asks := s.takeover.open.Found().Asks
		for i := range asks {
			if next := (p.at + 1 + i) % len(asks); !asks[next].decided() {
				s.Swap(Route{Page: PageTakeover, Arg: fmt.Sprintf("%s:%d", takeoverAsk, next)})
				return
			}
		}
		s.Back()
	})
}
