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

// assetRulesPage lists by which rules things wear.
type assetRulesPage struct {
	ruleList
	book assetBook
}

func newAssetRules(s *Shell) page {
	return bind(s.Text.T("ui.asset-rules.title"), &assetRulesPage{
		ruleList: ruleList{shell: s, rule: PageAssetRule, lead: "ui.asset-rules.lead"}, book: s.Book,
	})
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
	t, today := p.shell.Text, p.shell.today()
	var rows []ruleRow
	for _, policy := range coop.AssetPolicies() {
		own, from := coop.SettingSince(settings, policy.Key, today)
		rows = append(rows, ruleRow{
			key: policy.Key, name: t.T("asset.rule." + policy.Key), from: from, own: own != "",
			value: t.assetRuleValue(policy, policy.At(settings, today)),
		})
	}
	return p.list(rows)
}

// assetRulePage sets one of these rules from a day on.
type assetRulePage struct {
	ruleForm
	policy coop.AssetPolicy
}

func newAssetRule(s *Shell, key string) page {
	p := &assetRulePage{ruleForm: ruleForm{shell: s, book: s.Book}}
	all := coop.AssetPolicies()
	if i := slices.IndexFunc(all, func(x coop.AssetPolicy) bool { return x.Key == key }); i >= 0 {
		p.policy = all[i]
	}
	return bind(s.Text.T("ui.asset-rules.title"), p)
}

func (p *assetRulePage) show(settings []coop.SettingRow) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	if no := s.mayNot(coop.KindSetting); no != nil {
		return kit.Page(no)
	}
	now := p.policy.At(settings, s.today())
	var check func() string
	if len(p.policy.Words) > 0 {
		var options []kit.Option
		for _, w := range p.policy.Words {
			options = append(options, kit.Option{Key: w, Title: t.assetRuleValue(p.policy, w)})
		}
		check = p.asChoice(options, now)
	} else {
		amount := p.asAmount(now)
		check = func() string {
			complaint := amount()
			if complaint == "" && !p.policy.Sound(p.text()) {
				complaint = t.T("ui.saving-rules.value-missing")
			}
			return complaint
		}
	}
	about := []fyne.CanvasObject{
		kit.HeadWords(t.T("asset.rule." + p.policy.Key)), kit.Words(t.T("asset.why."+p.policy.Key), kit.ToneSoft),
	}
	laid := p.lay(about, s.today().Month().First(), check, p.record)
	p.since.SetHint(t.T("ui.asset-rules.since-hint"))
	return laid
}

func (p *assetRulePage) record() {
	if p.right() {
		p.set(p.policy.Key, dayOf(p.date), p.text())
	}
}
