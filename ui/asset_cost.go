package ui

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// assetCostPage puts money into a thing: work on a building that is being made, or what makes a thing better than it
// was. What is left is spread anew with it.
type assetCostPage struct {
	assetDeed
	amount       *kit.MoneyEntry
	what, months *kit.Entry
	paper        *kit.Entry
	pay          payFields
}

func newAssetCost(s *Shell, arg string) page {
	return bind(s.Text.T("ui.asset.add"), &assetCostPage{assetDeed: newAssetDeed(s, arg)})
}

// costKey is the key of a text about money that is put into a thing: of a building that is being made it is another.
func costKey(key, ofBuilding string, c coop.AssetCard) string {
	if c.Account == coop.AccountAssetBuilding {
		return ofBuilding
	}
	return key
}

func (p *assetCostPage) heading() string {
	return p.shell.Text.T(costKey("ui.asset.add", "ui.asset.add-building", p.view.Card)) + " · " + p.view.Card.Name
}

func (p *assetCostPage) show(d assetData) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	if no := s.mayNot(coop.KindAsset); no != nil {
		return kit.Page(no)
	}
	p.data, p.at, p.side, p.pay = d, map[string]*kit.Field{}, container.NewStack(), payFields{}
	p.form = kit.NewForm(s.layer, 0)
	add := func(key, label string, input kit.Input) *kit.Field {
		p.at[key] = p.form.Add(t.T(label), input, nil)
		return p.at[key]
	}
	p.what, p.amount = kit.NewEntry(""), s.moneyOf(0)
	hint := costKey("ui.asset.add-what-hint", "ui.asset.add-what-hint-building", p.view.Card)
	add("what", "ui.asset.add-what", p.what).SetHint(t.T(hint))
	p.date = s.dateEntry()
	p.date.SetDay(s.today().Time())
	p.at["bought"] = p.form.Add(t.T("common.date"), p.date, s.dayMissing(p.date))
	add("amount", "ui.asset.add-amount", p.amount)
	p.pay.ask(s, d, coop.Payment{}, 0, add)
	p.months = nil
	if p.view.Card.Last() != 0 {
		p.months = kit.NewEntry("")
		add("months", "ui.asset.months-left", p.months).SetHint(t.T("ui.asset.add-months-hint",
			t.ShortMonth(p.view.Card.Last())))
	}
	p.paper = kit.NewEntry("")
	add("paper", "ui.record.evidence", p.paper).SetHint(t.T("ui.record.evidence-hint"))
	p.form.OnRecord, p.form.OnBack = p.record, s.Back
	p.form.OnChange = func() { p.typed = true; p.preview() }
	p.preview()
	lead := costKey("ui.asset.add-lead", "ui.asset.add-lead-building", p.view.Card)
	return kit.Footed(kit.Page(kit.Words(t.T(lead), kit.ToneSoft),
		kit.Beside(24, 20, kit.Card(p.form.Content()), kit.Card(p.side))), s.recordBar(p.record))
}

// acts are what is recorded, and what is wrong.
func (p *assetCostPage) acts() ([]coop.Act, []coop.Problem) {
	amount, _ := p.amount.Amount() // the field itself says what is wrong with it
	in := coop.AssetCost{
		Date: dayOf(p.date), Amount: coop.Money(amount), What: p.what.Text, Evidence: p.paper.Text,
		Payment: p.pay.read(coop.Money(amount)),
	}
	if p.months != nil && strings.TrimSpace(p.months.Text) != "" {
		months, err := coop.ParseLife(p.months.Text)
		if problem, is := err.(coop.Problem); is {
			return nil, []coop.Problem{problem}
		}
		in.Months = months
	}
	return coop.ImproveAsset(&p.view, in, coop.AssetRulesOf(p.data.settings, in.Date))
}

// preview shows the entry, and what each month bears from now on.
func (p *assetCostPage) preview() {
	s, t := p.shell, p.shell.Text
	acts, problems := p.acts()
	var parts []fyne.CanvasObject
	if len(problems) > 0 {
		parts = append(parts, kit.Words(t.Problem(problems[0]), kit.ToneSoft))
		if problems[0].Key == coop.ProblemAssetOpen {
			parts = append(parts, kit.Button(t.T("ui.command.chores"), nil, goToIn(s, PageChores)))
		}
	}
	for _, act := range acts {
		switch body := act.Body.(type) {
		case coop.AssetCard:
			parts = append(parts, s.eachMonth(body, p.data.settings)...)
		case coop.Entry:
			parts = append(parts, kit.NewHeading(t.T("ui.record.journal")),
				s.linesTable(named(p.data.accounts, body.Lines)))
		}
	}
	p.side.Objects = []fyne.CanvasObject{kit.Stack(0.4, parts...)}
	p.side.Refresh()
	s.refit()
}

// eachMonth says what each month bears by a card.
func (s *Shell) eachMonth(c coop.AssetCard, settings []coop.SettingRow) []fyne.CanvasObject {
	t, unit := s.Text, coop.AssetRulesOf(settings, c.First.Last()).Unit
	each, last := c.Part(c.First, unit), c.Part(c.Last(), unit)
	parts := []fyne.CanvasObject{
		kit.NewCaption(t.T("ui.asset.each")), kit.NewFigure(t.Rupiah(each)),
		kit.SmallWords(t.T("ui.asset.from-until", c.First, c.Last()), kit.ToneSoft),
	}
	if last != each {
		parts = append(parts, kit.SmallWords(t.T("ui.asset.last-part", last), kit.ToneSoft))
	}
	return parts
}

func (p *assetCostPage) record() {
	if p.form == nil || !p.form.Right() {
		return
	}
	acts, problems := p.acts()
	if len(problems) > 0 {
		p.shell.complainAt(p.form, p.at, problems)
		return
	}
	p.records(acts...)
}
