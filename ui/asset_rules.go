package ui

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// The pages of the rules of assets and of costs that are not paid yet.
const (
	PageAssetRules = "asset-rules"
	PageAssetRule  = "asset-rule" // the key of a setting
)

func init() {
	morePages[PageAssetRules], morePages[PageAssetRule] = plain(newAssetRules), newAssetRule
}

// assetRulesPage lists by which rules things wear, with what holds today and where it comes from.
type assetRulesPage struct {
	shell  *Shell
	book   assetBook
	ledger *kit.Ledger
}

func newAssetRules(s *Shell) page {
	return bind(s.Text.T("ui.asset-rules.title"), &assetRulesPage{shell: s, book: s.Book})
}

func (p *assetRulesPage) load(ctx context.Context) ([]coop.SettingRow, error) {
	return p.book.Settings(ctx)
}

// assetRuleValue writes the value of a setting as people say it.
func (t *Text) assetRuleValue(policy coop.AssetPolicy, value string) string {
	if len(policy.Words) > 0 {
		return t.T("asset.word." + policy.Key + "." + value)
	}
	amount, err := coop.ParseData(value)
	if err != nil {
		return value
	}
	return t.Rupiah(amount)
}

func (p *assetRulesPage) show(settings []coop.SettingRow) fyne.CanvasObject {
	s, t, all := p.shell, p.shell.Text, coop.AssetPolicies()
	p.ledger = kit.NewLedger([]kit.Column{
		{Title: t.T("ui.saving-rules.rule"), Ems: 9, Grow: 1},
		{Title: t.T("ui.saving-rules.value"), Ems: 13, Grow: 1},
		{Title: t.T("ui.saving-rules.why"), Ems: 13, Rank: 1},
	}, func() int { return len(all) }, func(row int, cells []kit.Cell) {
		policy := all[row]
		cells[0].Text = t.T("asset.rule." + policy.Key)
		cells[1].Text = t.assetRuleValue(policy, policy.At(settings, s.today()))
		cells[2] = kit.Cell{Text: "– " + t.T("ui.asset-rules.usual"), Tone: kit.ToneSoft}
		if coop.SettingText(settings, policy.Key, s.today()) != "" {
			cells[2] = kit.Cell{Text: "✓ " + t.T("ui.saving-rules.own"), Tone: kit.ToneGood}
		}
	}, func(row int) { s.Go(Route{Page: PageAssetRule, Arg: all[row].Key}) })
	p.ledger.OnBack = s.Back
	return kit.Fill(0.6, kit.Words(t.T("ui.asset-rules.lead"), kit.ToneSoft), p.ledger)
}

func (p *assetRulesPage) start() { p.shell.layer.Focus(p.ledger.Focusable()) }

// assetRulePage sets one of these rules from a day on.
type assetRulePage struct {
	shell  *Shell
	book   assetBook
	policy coop.AssetPolicy
	word   *kit.Choice
	amount *kit.MoneyEntry
	date   *kit.DateEntry
	form   *kit.Form
	typed  bool
}

func newAssetRule(s *Shell, key string) page {
	p := &assetRulePage{shell: s, book: s.Book}
	all := coop.AssetPolicies()
	if i := slices.IndexFunc(all, func(x coop.AssetPolicy) bool { return x.Key == key }); i >= 0 {
		p.policy = all[i]
	}
	return bind(s.Text.T("ui.asset-rules.title"), p)
}

func (p *assetRulePage) load(ctx context.Context) ([]coop.SettingRow, error) {
	return p.book.Settings(ctx)
}

func (p *assetRulePage) show(settings []coop.SettingRow) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	if no := s.mayNot(coop.KindSetting); no != nil {
		return kit.Page(no)
	}
	now := p.policy.At(settings, s.today())
	p.form, p.word, p.amount = kit.NewForm(s.layer, 0), nil, nil
	if len(p.policy.Words) > 0 {
		var options []kit.Option
		for _, w := range p.policy.Words {
			options = append(options, kit.Option{Key: w, Title: t.assetRuleValue(p.policy, w)})
		}
		p.word = s.chooser(options, now)
		p.form.Add(t.T("ui.saving-rules.value"), p.word, s.chosenMissing(p.word, "ui.saving-rules.value-missing"))
	} else {
		amount, _ := coop.ParseData(now) // At gives what is sound
		p.amount = s.moneyOf(amount)
		p.form.Add(t.T("ui.saving-rules.value"), p.amount, func() string {
			if _, complaint := p.amount.Amount(); complaint != "" || !p.policy.Sound(p.value()) {
				return orElse(complaint, t.T("ui.saving-rules.value-missing"))
			}
			return ""
		})
	}
	p.date = s.dateEntry()
	p.date.SetDay(s.today().Month().First().Time())
	p.form.Add(t.T("ui.saving-rules.since"), p.date, s.dayMissing(p.date)).SetHint(t.T("ui.asset-rules.since-hint"))
	p.form.OnRecord, p.form.OnBack, p.form.OnChange = p.record, s.Back, func() { p.typed = true }
	return kit.Page(kit.Capped(38, 0.7, kit.HeadWords(t.T("asset.rule."+p.policy.Key)),
		kit.Words(t.T("asset.why."+p.policy.Key), kit.ToneSoft),
		kit.Card(p.form.Content(), s.recordBar(p.record, kit.Quiet(t.T("ui.cancel"), nil, s.Back)))))
}

// value is the setting as it is kept.
func (p *assetRulePage) value() string {
	if p.word != nil {
		return p.word.Chosen().Key
	}
	amount, _ := p.amount.Amount()
	return coop.FormatData(coop.Money(amount))
}

func (p *assetRulePage) start() {
	if p.form != nil {
		p.form.Start()
	}
}

func (p *assetRulePage) busy() bool { return p.typed }

func (p *assetRulePage) record() {
	if p.form == nil || !p.form.Right() {
		return
	}
	p.shell.settle(p.book, &p.typed, "ui.settings.recorded", coop.Act{Kind: coop.KindSetting, Body: coop.Setting{
		Key: p.policy.Key, From: dayOf(p.date), Value: p.value(),
	}})
}
