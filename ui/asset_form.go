package ui

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// What stands before an asset's id in the argument of the form.
const (
	assetChange = "change@"
	assetFinish = "finish@"
)

// assetFormPage makes a card, with the entry by which the thing comes into the book; or changes one; or says what a
// building that was being made has become.
type assetFormPage struct {
	shell *Shell
	book  assetBook
	mode  string // assetChange, assetFinish or empty
	id    coop.ID
	wrong error

	data  assetData
	old   coop.AssetView // of a change and a building
	kind  *kit.Choice    // one for all times that it is asked anew: Enter goes on from it
	way   *kit.Choice
	form  *kit.Form
	side  *fyne.Container
	ask   assetFields
	typed bool
}

// assetFields are the questions; those that are not asked are nil.
type assetFields struct {
	kind, way, bears, outlet, condition    *kit.Choice
	name, tag, place, months, first, paper *kit.Entry
	date                                   *kit.DateEntry
	amount, residual, borne                *kit.MoneyEntry
	pay                                    payFields
	at                                     map[string]*kit.Field // by the key of what can be wrong
}

func newAssetForm(s *Shell, arg string) page {
	p := &assetFormPage{shell: s, book: s.Book}
	title := "ui.asset.new"
	for _, mode := range []string{assetChange, assetFinish} {
		if id, is := strings.CutPrefix(arg, mode); is {
			p.mode, title = mode, "ui.asset."+strings.TrimSuffix(mode, "@")
			p.id, p.wrong = coop.ParseID(id)
		}
	}
	return bind(s.Text.T(title), p)
}

func (p *assetFormPage) load(ctx context.Context) (d assetData, err error) {
	if p.wrong != nil {
		return d, p.wrong
	}
	if p.mode == "" {
		return readAssets(ctx, p.book, p.shell.today())
	}
	d, p.old, err = assetIn(ctx, p.shell, p.book, p.id)
	return d, err
}

func (p *assetFormPage) show(d assetData) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	if no := s.mayNot(coop.KindAsset); no != nil {
		return kit.Page(no)
	}
	p.data = d
	p.form = kit.NewForm(s.layer, 0)
	p.side = container.NewStack()
	p.form.OnRecord, p.form.OnBack, p.form.OnChange = p.record, s.Back, p.onChange
	p.kind = kit.NewChoice(s.layer, t.T("ui.choice.none"), kit.FindIn(p.kindOptions()))
	p.kind.OnChosen = func(kit.Option) { p.onKind() }
	p.way = kit.NewChoice(s.layer, t.T("ui.choice.none"), func(text string) []kit.Option {
		k, _ := coop.AssetKindOf(p.kind.Chosen().Key)
		return kit.FindIn(p.wayOptions(k.Class))(text)
	})
	p.way.OnChosen = func(kit.Option) { p.onKind() }
	p.draw(p.begin())
	lead := assetLead + orElse(strings.TrimSuffix(p.mode, "@"), "new")
	return kit.Footed(kit.Page(kit.Words(t.T(lead), kit.ToneSoft),
		kit.Beside(24, 20, kit.Card(p.form.Content()), kit.Card(p.side))), s.recordBar(p.record))
}

// begin is what stands in the form at first.
func (p *assetFormPage) begin() coop.AssetInput {
	switch p.mode {
	case assetChange:
		return coop.AssetInput{Card: p.old.Card}
	case assetFinish:
		kind, _ := coop.AssetKindOf(coop.AccountAssetBuilt)
		c := cardOf(kind)
		c.Name, c.Amount, c.Bought, c.Outlet = p.old.Card.Name, p.old.Cost, p.shell.today(), p.old.Card.Outlet
		c.Place = p.old.Card.Place
		return coop.AssetInput{Card: c, From: coop.AssetPaid}
	}
	return coop.AssetInput{Card: coop.AssetCard{Bought: p.shell.today()}, From: coop.AssetPaid}
}

// cardOf is an empty card of a kind, with the months that are usual.
func cardOf(k coop.AssetKind) coop.AssetCard {
	return coop.AssetCard{
		Class: k.Class, Account: k.Account, Debit: k.Debit, Credit: k.Credit, Months: coop.AssetGroupOf(k.Group).Months,
	}
}

func (p *assetFormPage) start() {
	if p.form != nil {
		p.form.Start()
	}
}

func (p *assetFormPage) busy() bool { return p.typed }

func (p *assetFormPage) onChange() {
	p.typed = true
	p.preview()
}

// onKind asks anew: another kind of thing is asked for other things. What was typed stays.
func (p *assetFormPage) onKind() {
	in, _ := p.input()
	k, known := coop.AssetKindOf(p.ask.kind.Chosen().Key)
	if known && k.Account != in.Card.Account || known && p.ask.months == nil {
		was := in.Card
		in.Card = cardOf(k)
		in.Card.Name, in.Card.Tag, in.Card.Place, in.Card.Condition = was.Name, was.Tag, was.Place, was.Condition
		in.Card.Amount, in.Card.Bought, in.Card.Outlet = was.Amount, was.Bought, was.Outlet
	}
	if k.Account == coop.AccountAssetLent {
		in.From = coop.AssetLent
	} else if in.From == coop.AssetLent || k.Class != coop.AssetFixed && in.From == coop.AssetGranted {
		in.From = coop.AssetPaid
	}
	p.draw(in)
}

// card reads the card out of the fields, and what cannot be read.
func (p *assetFormPage) card() (coop.AssetCard, map[string]string) {
	a, wrong := &p.ask, map[string]string{}
	c := p.begin().Card
	if a.kind != nil {
		if k, known := coop.AssetKindOf(a.kind.Chosen().Key); known {
			c.Class, c.Account, c.Debit, c.Credit, c.Months = k.Class, k.Account, k.Debit, k.Credit, 0
		}
	}
	for text, into := range map[*kit.Entry]*string{a.name: &c.Name, a.tag: &c.Tag, a.place: &c.Place} {
		if text != nil {
			*into = strings.TrimSpace(text.Text)
		}
	}
	for choice, into := range map[*kit.Choice]*string{a.outlet: &c.Outlet, a.condition: &c.Condition} {
		if choice != nil {
			*into = choice.Chosen().Key
		}
	}
	for field, into := range map[*kit.MoneyEntry]*coop.Money{
		a.amount: &c.Amount, a.residual: &c.Residual, a.borne: &c.Borne,
	} {
		if field != nil {
			amount, _ := field.Amount() // the field itself says what is wrong with it
			*into = coop.Money(amount)
		}
	}
	if a.date != nil {
		c.Bought = 0
		if day, complaint := a.date.Day(); complaint == "" && !day.IsZero() {
			c.Bought = coop.DateFromTime(day)
		}
	}
	p.readMonths(&c, wrong)
	if a.bears != nil && c.Class == coop.AssetPrepaid {
		c.Debit = a.bears.Chosen().Key
	} else if a.bears != nil && c.Class == coop.AssetUnearned {
		c.Credit = a.bears.Chosen().Key
	}
	return c, wrong
}

// readMonths reads how long it lasts and from when on.
func (p *assetFormPage) readMonths(c *coop.AssetCard, wrong map[string]string) {
	a, t := &p.ask, p.shell.Text
	if a.months == nil {
		return
	}
	if p.mode == assetChange && strings.TrimSpace(a.months.Text) == "" {
		c.Months = p.old.Card.Months // the plan stays as it is
		return
	}
	months, err := coop.ParseLife(a.months.Text)
	if err != nil {
		wrong["months"] = t.Sentence(err)
	}
	c.Months = months
	switch {
	case strings.TrimSpace(a.first.Text) != "":
		if c.First, err = coop.ParseMonth(a.first.Text, p.shell.today()); err != nil {
			wrong["first"] = t.Sentence(err)
		}
	case p.mode == assetChange:
		c.First = 0 // as it was
	case c.Class == coop.AssetFixed:
		c.First = coop.AssetRulesOf(p.data.settings, c.Bought).FirstMonth(c.Bought)
	default:
		c.First = c.Bought.Month()
	}
}

// input is all that the fields say.
func (p *assetFormPage) input() (coop.AssetInput, map[string]string) {
	a := &p.ask
	c, wrong := p.card()
	in := coop.AssetInput{Card: c, From: coop.AssetPaid, Paid: c.Amount}
	if c.Account == coop.AccountAssetLent {
		in.From = coop.AssetLent
	} else if a.way != nil {
		in.From = assetWays[a.way.Chosen().Key]
	}
	pay := a.pay.read(c.Amount)
	in.Cash, in.Paid, in.Owed, in.Supplier = pay.Cash, pay.Paid, pay.Owed, pay.Supplier
	if a.paper != nil {
		in.Evidence = strings.TrimSpace(a.paper.Text)
	}
	return in, wrong
}

// Beginnings of the keys of texts.
const (
	assetLead = "ui.asset.lead."
	assetWay  = "ui.asset.way."
)

// assetWays are the ways by which a thing comes, by the key of their text.
var assetWays = map[string]coop.AssetFrom{
	"": coop.AssetPaid, "paid": coop.AssetPaid, "granted": coop.AssetGranted, "held": coop.AssetHeld,
}
