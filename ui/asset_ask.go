package ui

import (
	"strconv"

	"fyne.io/fyne/v2"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// draw asks what has to be asked about such a thing, with what is known of it filled in.
func (p *assetFormPage) draw(in coop.AssetInput) {
	t, c := p.shell.Text, in.Card
	p.ask = assetFields{at: map[string]*kit.Field{}}
	p.form.Clear()
	if p.mode != assetChange {
		p.askKind(c)
	}
	if p.mode == "" && c.Account != "" && c.Account != coop.AccountAssetLent {
		p.askWay(in)
	}
	p.ask.name = filled(c.Name)
	p.add("name", "ui.asset.name", p.ask.name)
	if p.mode != assetChange {
		p.ask.date = p.shell.dateEntry()
		p.ask.date.SetDay(c.Bought.Time())
		p.add("bought", p.dateLabel(c), p.ask.date)
	}
	if p.mode == "" {
		p.ask.amount = p.shell.moneyOf(c.Amount)
		p.add("amount", p.amountLabel(c), p.ask.amount)
		p.askMoney(in)
	}
	if c.Debit != "" {
		p.askMonths(in)
	}
	if len(p.data.outlets) > 0 {
		choices := choices{outlets: p.data.outlets}
		p.ask.outlet = p.shell.chooser(choices.outletOptions(t), c.Outlet)
		p.add("outlet", "ui.asset.outlet", p.ask.outlet)
	}
	if c.Class != coop.AssetPrepaid && c.Class != coop.AssetUnearned {
		p.askThing(c)
	}
	if p.mode == "" && in.From != coop.AssetHeld {
		p.ask.paper = filled(in.Evidence)
		p.add("paper", "ui.record.evidence", p.ask.paper).SetHint(t.T("ui.record.evidence-hint"))
	}
	p.form.Content().Refresh()
	p.preview()
}

// add adds a question under the key of what can be wrong with it.
func (p *assetFormPage) add(key, label string, input kit.Input) *kit.Field {
	field := p.form.Add(p.shell.Text.T(label), input, nil)
	p.ask.at[key] = field
	return field
}

// kindOptions are the kinds of things that there can be a card of.
func (p *assetFormPage) kindOptions() []kit.Option {
	t := p.shell.Text
	var options []kit.Option
	for _, k := range coop.AssetKinds() {
		if p.mode == assetFinish && (k.Class != coop.AssetFixed || k.Account == coop.AccountAssetBuilding ||
			k.Account == coop.AccountAssetLent) {
			continue
		}
		options = append(options, kit.Option{
			Key: k.Account, Title: accountIn(p.data.accounts, t, k.Account), Words: k.Account,
			Remark: t.T("ui.asset.class." + strconv.Itoa(int(k.Class))),
		})
	}
	return options
}

// askKind asks what it is.
func (p *assetFormPage) askKind(c coop.AssetCard) {
	p.ask.kind = p.kind
	p.add("kind", "ui.asset.kind", p.kind)
	choose(p.kind, p.kindOptions(), c.Account)
}

// choose sets a field to the option of a key.
func choose(c *kit.Choice, options []kit.Option, key string) {
	for _, o := range options {
		if o.Key == key {
			c.SetChosen(o)
		}
	}
}

// wayOptions are how such a thing can come into the book.
func (p *assetFormPage) wayOptions(class coop.AssetClass) []kit.Option {
	t := p.shell.Text
	var options []kit.Option
	for _, key := range []string{"paid", "granted", "held"} {
		if key == "granted" && class != coop.AssetFixed {
			continue
		}
		word := assetWay + key
		if class == coop.AssetUnearned && key == "paid" {
			word = assetWay + "received"
		}
		options = append(options, kit.Option{Key: key, Title: t.T(word), Remark: t.T(word + "-hint")})
	}
	return options
}

// askWay asks how it comes into the book.
func (p *assetFormPage) askWay(in coop.AssetInput) {
	p.ask.way = p.way
	p.add("way", "ui.asset.way", p.way)
	for key, from := range assetWays {
		if from == in.From && key != "" {
			choose(p.way, p.wayOptions(in.Card.Class), key)
		}
	}
}

func (p *assetFormPage) dateLabel(c coop.AssetCard) string {
	switch {
	case p.mode == assetFinish:
		return "ui.asset.finished"
	case c.Class == coop.AssetUnearned:
		return "ui.asset.received"
	case c.Account == coop.AccountAssetLent:
		return "ui.asset.lent"
	}
	return "ui.asset.bought"
}

func (p *assetFormPage) amountLabel(c coop.AssetCard) string {
	if c.Class == coop.AssetPrepaid || c.Class == coop.AssetUnearned {
		return "ui.asset.ahead." + "cost-" + strconv.Itoa(int(c.Class))
	}
	return "ui.asset.cost"
}

// askMoney asks who pays: nobody where it was given, lent or is in the balances already.
func (p *assetFormPage) askMoney(in coop.AssetInput) {
	c := in.Card
	if in.From != coop.AssetPaid || c.Account == "" {
		return
	}
	pay := coop.Payment{Cash: in.Cash, Paid: in.Paid, Owed: in.Owed, Supplier: in.Supplier}
	switch c.Class {
	case coop.AssetUnearned:
		p.ask.pay.askCash(p.shell, p.data, "ui.asset.into", pay, p.add)
	case coop.AssetPrepaid:
		p.ask.pay.askCash(p.shell, p.data, "ui.asset.cash", pay, p.add)
	default:
		p.ask.pay.ask(p.shell, p.data, pay, c.Amount, p.add)
	}
}

// askMonths asks how the amount is spread.
func (p *assetFormPage) askMonths(in coop.AssetInput) {
	t, c := p.shell.Text, in.Card
	a := &p.ask
	a.months, a.first = kit.NewEntry(""), kit.NewEntry("")
	if c.Months > 0 && p.mode != assetChange {
		a.months.Text = strconv.FormatInt(c.Months, 10)
	}
	label, hint := "ui.asset.months", t.T("ui.asset.months-ahead")
	if c.Class == coop.AssetFixed {
		hint = t.T("ui.asset.months-hint")
	}
	switch {
	case p.mode == assetChange:
		label, hint = "ui.asset.months-left", t.T("ui.asset.months-left-hint")
	case in.From == coop.AssetHeld:
		label, hint = "ui.asset.months-left", t.T("ui.asset.months-held-hint")
	}
	p.add("months", label, a.months).SetHint(hint)
	first := t.T("ui.asset.first-hint")
	if p.mode == assetChange {
		first = t.T("ui.asset.first-change-hint")
	}
	p.add("first", "ui.asset.first", a.first).SetHint(first)
	if c.Class == coop.AssetFixed {
		a.residual = p.shell.moneyOf(c.Residual)
		p.add("residual", "ui.asset.residual", a.residual).SetHint(t.T("ui.asset.residual-hint"))
	} else if p.mode == "" {
		p.askBears(c)
	}
	if in.From == coop.AssetHeld && p.mode == "" {
		a.borne = p.shell.moneyOf(c.Borne)
		p.add("borne", "ui.asset.borne", a.borne).SetHint(t.T("ui.asset.borne-hint"))
	}
}

// askBears asks which cost or income the months go to.
func (p *assetFormPage) askBears(c coop.AssetCard) {
	accounts := choices{accounts: p.data.accounts}
	label, code := "ui.asset.bears", c.Debit
	if c.Class == coop.AssetUnearned {
		label, code = "ui.asset.earns", c.Credit
	}
	fits := func(code string) bool { return coop.AssetBears(c.Class, code) }
	p.ask.bears = p.shell.chooser(accounts.accountOptions(p.shell.Text, fits), code)
	p.add("expense", label, p.ask.bears)
}

// askThing asks what one sees of a thing that can be touched.
func (p *assetFormPage) askThing(c coop.AssetCard) {
	t, a := p.shell.Text, &p.ask
	a.place, a.tag = filled(c.Place), filled(c.Tag)
	p.add("place", "ui.asset.place", a.place)
	var options []kit.Option
	for _, key := range coop.AssetConditions() {
		options = append(options, kit.Option{Key: key, Title: t.T("ui.asset.condition." + key)})
	}
	a.condition = p.shell.chooser(options, c.Condition)
	p.add("condition", "ui.asset.condition", a.condition)
	p.add("tag", "ui.asset.tag", a.tag).SetHint(t.T("ui.asset.tag-hint"))
}

// preview says what the card comes to: what each month bears, and the entry that is recorded with it.
func (p *assetFormPage) preview() {
	s, t := p.shell, p.shell.Text
	in, wrong := p.input()
	var parts []fyne.CanvasObject
	if c := p.planned(in.Card); len(wrong) == 0 && c.Last() != 0 && c.Spread() > 0 {
		parts = append(parts, s.eachMonth(c, p.data.settings)...)
	}
	if lines := p.lines(in); len(lines) > 0 {
		parts = append(parts, kit.NewHeading(t.T("ui.record.journal")), s.linesTable(named(p.data.accounts, lines)))
	}
	if len(parts) == 0 {
		parts = append(parts, kit.Words(t.T("ui.asset.preview-none"), kit.ToneSoft))
	}
	p.side.Objects = []fyne.CanvasObject{kit.Stack(0.4, parts...)}
	p.side.Refresh()
	s.refit()
}

// planned is the card as it would be recorded.
func (p *assetFormPage) planned(c coop.AssetCard) coop.AssetCard {
	if p.mode != assetChange {
		return c
	}
	now, problems := p.changed(c)
	if len(problems) > 0 {
		return coop.AssetCard{}
	}
	return now
}

// lines are those of the entry that goes with the card.
func (p *assetFormPage) lines(in coop.AssetInput) []coop.Line {
	var then func([]coop.ID) ([]coop.Act, error)
	var problems []coop.Problem
	switch p.mode {
	case "":
		_, then, problems = coop.NewAsset(in)
	case assetFinish:
		_, then, problems = coop.FinishAsset(&p.old, in.Card)
	}
	if len(problems) > 0 || then == nil {
		return nil
	}
	acts, err := then([]coop.ID{{1}})
	if err != nil || len(acts) != 1 {
		return nil
	}
	e, _ := acts[0].Body.(coop.Entry)
	return e.Lines
}

// named gives lines the names of their accounts.
func named(accounts []coop.AccountRow, lines []coop.Line) []coop.LineView {
	names := map[string][2]string{}
	for _, a := range accounts {
		names[a.Code] = [2]string{a.NameID, a.NameEN}
	}
	var views []coop.LineView
	for _, l := range lines {
		views = append(views, coop.LineView{Line: l, AccountName: names[l.Account]})
	}
	return views
}
