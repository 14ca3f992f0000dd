package ui

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"lumbung/assets"
	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// occasionPage makes an occasion of one's own from a few answers in words, changes it, or takes one out of the list.
type occasionPage struct {
	shell *Shell
	book  settingsBook
	id    string // empty: a new one
	data  occasionsData
	was   coop.OwnOccasion
	row   string // the text that it has

	form               *kit.Form
	name, en, hint     *kit.Entry
	flow, member       *kit.Choice
	account, credited  *kit.Choice
	creditAt, memberAt *kit.Field
	typed              bool
}

func newOccasion(s *Shell, id string) page {
	title := "ui.occasions.new"
	if id != "" {
		title = "ui.occasions.edit"
	}
	return bind(s.Text.T(title), &occasionPage{shell: s, book: s.Book, id: id})
}

func (p *occasionPage) load(ctx context.Context) (occasionsData, error) {
	return readOccasions(ctx, p.shell, p.book)
}

func (p *occasionPage) show(d occasionsData) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	if no := s.mayNot(coop.KindOccasion); no != nil {
		return kit.Page(no)
	}
	p.data = d
	if p.id != "" && !p.known() {
		return p.standard()
	}
	p.form = kit.NewForm(s.layer, 0)
	p.name, p.en, p.hint = filled(p.was.NameID), filled(p.was.NameEN), filled(p.was.Hint)
	p.form.Add(t.T("ui.occasion.name"), p.name, p.nameWrong).SetHint(t.T("ui.occasion.name-hint"))
	p.flow = p.choice(p.flows(), flowKeys[p.was.Flow])
	p.form.Add(t.T("ui.occasion.flow"), p.flow, p.missing(p.flow)).SetHint(t.T("ui.occasion.flow-hint"))
	p.account = p.choice(p.accounts(), p.was.Account)
	p.form.Add(t.T("ui.occasion.account"), p.account, p.missing(p.account)).SetHint(t.T("ui.occasion.account-hint"))
	p.credited = p.choice(p.accounts(), p.was.Credited)
	p.creditAt = p.form.Add(t.T("ui.occasion.credited"), p.credited, p.creditedWrong)
	p.creditAt.SetHint(t.T("ui.occasion.credited-hint"))
	yes := ""
	if p.was.Member {
		yes = "yes"
	} else if p.id != "" {
		yes = "no"
	}
	p.member = p.choice([]kit.Option{
		{Key: "yes", Title: t.T("ui.occasion.yes")}, {Key: "no", Title: t.T("ui.occasion.no")},
	}, yes)
	p.memberAt = p.form.Add(t.T("ui.occasion.member"), p.member, nil).SetHint(t.T("ui.occasion.member-hint"))
	p.form.Add(t.T("ui.occasion.hint"), p.hint, nil).SetHint(t.T("ui.occasion.hint-hint"))
	p.form.Add(t.T("ui.settings.english"), p.en, nil).SetHint(t.T("ui.settings.english-hint"))
	p.form.OnRecord, p.form.OnBack = p.record, s.Back
	p.form.OnChange = func() { p.typed = true }
	bar := s.recordBar(p.record)
	if p.id != "" {
		bar = s.recordBar(p.record, p.hideButton())
	}
	return kit.Page(kit.Capped(38, 0.7, kit.Words(t.T("ui.occasions.new-lead"), kit.ToneSoft),
		kit.Card(p.form.Content(), bar)))
}

// known reads the answers back out of an own occasion.
func (p *occasionPage) known() bool {
	row, own := p.data.own[p.id]
	p.row = row.Text
	if !own || !p.shell.isOwn(p.id) {
		if p.row == "" {
			p.row = coop.OccasionSource(assets.Occasions(), p.id)
		}
		return false
	}
	was, ok := coop.ReadOwn(row, p.data.chart)
	p.was = was
	return ok
}

// standard shows an occasion that the program brings, or one whose shape is not asked here: it can be hidden.
func (p *occasionPage) standard() fyne.CanvasObject {
	t := p.shell.Text
	name := p.id
	for _, o := range p.data.all {
		if o.ID == p.id {
			name = t.In(o.NameID, o.NameEN)
		}
	}
	return kit.Page(kit.Capped(38, 0.7, kit.Card(kit.HeadWords(name),
		kit.Words(t.T("ui.occasions.standard-text"), kit.ToneSoft), kit.Flow(0.5, p.hideButton()))))
}

func (p *occasionPage) hideButton() fyne.CanvasObject {
	t := p.shell.Text
	if p.data.hidden[p.id] {
		return kit.Button(t.T("ui.occasions.offer"), nil, func() { p.hide(false) })
	}
	return kit.Button(t.T("ui.occasions.hide"), nil, func() { p.hide(true) })
}

func (p *occasionPage) hide(hide bool) {
	p.shell.settle(p.book, &p.typed, "ui.settings.recorded", coop.Act{Kind: coop.KindOccasion, Body: coop.OccasionText{
		Name: p.id, Text: coop.HideOccasion(p.row, hide),
	}})
}

// flowKeys are the answers to which way money goes.
var flowKeys = map[coop.MoneyFlow]string{coop.MoneyIn: "in", coop.MoneyOut: "out", coop.MoneyStill: "still"}

func (p *occasionPage) flows() []kit.Option {
	t := p.shell.Text
	return []kit.Option{
		{Key: "in", Title: t.T("ui.occasion.in")},
		{Key: "out", Title: t.T("ui.occasion.out")},
		{Key: "still", Title: t.T("ui.occasion.still")},
	}
}

func (p *occasionPage) choice(options []kit.Option, key string) *kit.Choice {
	c := kit.NewChoice(p.shell.layer, p.shell.Text.T("ui.choice.none"), kit.FindIn(options))
	for _, o := range options {
		if o.Key == key && key != "" {
			c.SetChosen(o)
		}
	}
	return c
}

// accounts are those that take lines, but for cash and bank: these are asked when recording.
func (p *occasionPage) accounts() []kit.Option {
	t := p.shell.Text
	var options []kit.Option
	for _, a := range p.data.rows {
		if a.Heading || a.Closed || coop.IsMoney(a.Code) {
			continue
		}
		options = append(options, kit.Option{
			Key: a.Code, Title: t.In(a.NameID, a.NameEN), Remark: a.Code + " · " + t.AccountKind(a.Type),
		})
	}
	return options
}

func (p *occasionPage) missing(c *kit.Choice) func() string {
	return func() string {
		if c.Chosen().Key == "" {
			return p.shell.Text.T("ui.occasion.choose")
		}
		return ""
	}
}

// creditedWrong asks for the second account only where no money goes in or out.
func (p *occasionPage) creditedWrong() string {
	still := p.flow.Chosen().Key == flowKeys[coop.MoneyStill]
	switch {
	case still && p.credited.Chosen().Key == "":
		return p.shell.Text.T("ui.occasion.choose")
	case still && p.credited.Chosen().Key == p.account.Chosen().Key:
		return p.shell.Text.T("ui.occasion.same")
	}
	return ""
}

func (p *occasionPage) nameWrong() string {
	name := strings.TrimSpace(p.name.Text)
	if name == "" {
		return p.shell.Text.T("ui.found.needed")
	}
	for _, o := range p.data.all {
		if o.ID != p.id && strings.EqualFold(o.NameID, name) {
			return p.shell.Text.T("ui.occasion.name-taken")
		}
	}
	return ""
}

func (p *occasionPage) start() {
	if p.form != nil {
		p.form.Start()
	}
}
func (p *occasionPage) busy() bool { return p.typed }

// record writes the occasion in the format of the occasions' data and proves it before anything is recorded.
func (p *occasionPage) record() {
	if p.form == nil || !p.form.Right() {
		return
	}
	own := coop.OwnOccasion{
		Name: p.id, NameID: strings.TrimSpace(p.name.Text), NameEN: strings.TrimSpace(p.en.Text),
		Hint: p.hint.Text, Account: p.account.Chosen().Key, Member: p.member.Chosen().Key == "yes",
		Hidden: p.was.Hidden,
	}
	for flow, key := range flowKeys {
		if key == p.flow.Chosen().Key {
			own.Flow = flow
		}
	}
	if own.Flow == coop.MoneyStill {
		own.Credited = p.credited.Chosen().Key
	}
	if own.Name == "" {
		own.Name = coop.OwnName(own.NameID, func(id string) bool {
			_, mine := p.data.own[id]
			return mine || !p.shell.isOwn(id)
		})
	}
	text := own.Text(p.data.chart)
	if _, ok := coop.ReadOwn(coop.OccasionRow{Name: own.Name, Text: text}, p.data.chart); !ok {
		p.shell.Warn(coop.Problem{Key: "ui.occasion.unreadable"})
		return
	}
	act := coop.Act{Kind: coop.KindOccasion, Body: coop.OccasionText{Name: own.Name, Text: text}}
	p.shell.settle(p.book, &p.typed, "ui.occasion.recorded", act)
}
