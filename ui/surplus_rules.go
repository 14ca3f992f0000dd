package ui

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// The pages of the rules of the surplus and of meetings.
const (
	PageSurplusRules = "surplus-rules"
	PageSurplusRule  = "surplus-rule" // the key of a setting
)

func init() {
	morePages[PageSurplusRules], morePages[PageSurplusRule] = plain(newSurplusRules), newSurplusRule
	holding = append(holding, PageSurplusRule)
}

// surplusRule is one setting as it stands.
type surplusRule struct {
	coop.SurplusDefault
	value   string
	from    coop.Date // 0: nobody set it
	account string    // the name of the account that a weight is about
}

// surplusRules are the rules as they stand, with the chart that some of them choose from.
type surplusRules struct {
	rows     []surplusRule
	accounts []coop.AccountRow
}

// readSurplusRules reads what holds on a day: first of dividing and paying, then of meetings, then what counts as
// business. The parts of the surplus have a page of their own.
func readSurplusRules(ctx context.Context, book surplusBook, t *Text, day coop.Date) (d surplusRules, err error) {
	settings, err := book.Settings(ctx)
	if err != nil {
		return d, err
	}
	if d.accounts, err = book.Accounts(ctx); err != nil {
		return d, err
	}
	rules := slices.DeleteFunc(coop.SurplusDefaults(), func(r coop.SurplusDefault) bool {
		return strings.HasPrefix(r.Key, coop.SettingShare) || strings.HasPrefix(r.Key, coop.SettingWeight)
	})
	others := slices.Concat(coop.MeetingDefaults(), coop.AuditDefaults(), coop.SurplusWeights(d.accounts))
	for _, r := range append(rules, others...) {
		row := surplusRule{SurplusDefault: r}
		row.value, row.from = r.On(settings, day)
		if account, is := strings.CutPrefix(r.Key, coop.SettingWeight); is {
			row.account = accountIn(d.accounts, t, account)
		}
		d.rows = append(d.rows, row)
	}
	return d, nil
}

// surplusRuleName is what a rule is called.
func (t *Text) surplusRuleName(r surplusRule) string {
	if r.account != "" {
		return t.T("ui.surplus.rule.weight", r.account)
	}
	return t.T("ui.surplus.rule." + r.Key)
}

// surplusRuleWhy says where a default comes from.
func (t *Text) surplusRuleWhy(r surplusRule) string {
	if r.account != "" {
		return t.T("setting.surplus.weight.source")
	}
	return t.T("setting." + r.Key + ".source")
}

// surplusRuleValue writes the value as people say it.
func (t *Text) surplusRuleValue(d surplusRules, r surplusRule) string {
	switch r.Form {
	case coop.FormPercent, coop.FormWeight:
		return r.Write(r.value) + "%"
	case coop.FormRupiah:
		amount, _ := coop.ParseData(r.value)
		return t.Rupiah(amount)
	case coop.FormChoice:
		return t.T("ui.surplus.word." + r.Key + "." + r.value)
	case coop.FormFund:
		return accountIn(d.accounts, t, r.value)
	}
	return t.T("ui.surplus.unit."+r.Key, r.value)
}

// surplusRulesPage lists every rule with what holds today and since when; where it comes from stands with the rule.
type surplusRulesPage struct {
	ruleList
	book surplusBook
}

func newSurplusRules(s *Shell) page {
	return bind(s.Text.T("ui.surplus.rules"), &surplusRulesPage{
		ruleList: ruleList{shell: s, rule: PageSurplusRule, lead: "ui.surplus.rules-lead"}, book: s.Book,
	})
}

func (p *surplusRulesPage) load(ctx context.Context) (surplusRules, error) {
	return readSurplusRules(ctx, p.book, p.shell.Text, p.shell.today())
}

func (p *surplusRulesPage) show(d surplusRules) fyne.CanvasObject {
	t := p.shell.Text
	var rows []ruleRow
	for _, r := range d.rows {
		rows = append(rows, ruleRow{
			key: r.Key, name: t.surplusRuleName(r), value: t.surplusRuleValue(d, r), from: r.from, own: r.from != 0,
		})
	}
	return p.list(rows)
}

// surplusRulePage sets one rule from a day on.
type surplusRulePage struct {
	ruleForm
	reads surplusBook
	key   string
	rule  surplusRule
}

func newSurplusRule(s *Shell, arg string) page {
	return bind(s.Text.T("ui.surplus.rules"), &surplusRulePage{
		ruleForm: ruleForm{shell: s, book: s.Book}, reads: s.Book, key: arg,
	})
}

func (p *surplusRulePage) load(ctx context.Context) (surplusRules, error) {
	d, err := readSurplusRules(ctx, p.reads, p.shell.Text, p.shell.today())
	if err == nil && !slices.ContainsFunc(d.rows, func(r surplusRule) bool { return r.Key == p.key }) {
		err = coop.Problem{Key: "ui.surplus.rule-unknown", Args: []any{p.key}}
	}
	return d, err
}

func (p *surplusRulePage) show(d surplusRules) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	p.rule = d.rows[slices.IndexFunc(d.rows, func(r surplusRule) bool { return r.Key == p.key })]
	about := []fyne.CanvasObject{
		kit.HeadWords(t.surplusRuleName(p.rule)), kit.Words(t.surplusRuleWhy(p.rule), kit.ToneSoft),
	}
	if !s.session.Role.MaySet(p.key) {
		no := kit.Notice(kit.ToneWait, t.T("ui.settings.may-not", t.Role(s.session.Role)))
		return kit.Page(append(about, kit.BoldWords(t.surplusRuleValue(d, p.rule), kit.ToneInk), no)...)
	}
	p.ask(d)
	laid := p.lay(about, s.today(), func() string {
		if _, ok := p.rule.Read(p.text()); !ok {
			return t.T("ui.surplus.rule-wrong")
		}
		return ""
	}, p.record)
	usual := p.rule
	usual.value = usual.Value
	p.at.SetHint(t.T("ui.surplus.rule-usual", t.surplusRuleValue(d, usual)))
	p.since.Check = func() string {
		if complaint := s.dayMissing(p.date)(); complaint != "" || dayOf(p.date) >= s.today() {
			return complaint
		}
		return t.T("ui.surplus.rule-past")
	}
	p.since.SetHint(t.T("ui.surplus.rule-since"))
	return laid
}

// ask makes the field that the form of the setting wants.
func (p *surplusRulePage) ask(d surplusRules) {
	t := p.shell.Text
	var options []kit.Option
	switch p.rule.Form {
	case coop.FormChoice:
		for _, o := range p.rule.Options {
			options = append(options, kit.Option{Key: o, Title: t.T("ui.surplus.word." + p.key + "." + o)})
		}
	case coop.FormFund:
		for _, a := range d.accounts {
			if !a.Heading && !a.Closed && coop.TakesRest(a.Code) {
				options = append(options, kit.Option{Key: a.Code, Title: t.In(a.NameID, a.NameEN), Remark: a.Code})
			}
		}
	default:
		e := filled(p.rule.Write(p.rule.value))
		p.value, p.text = e, func() string { return e.Text }
		return
	}
	p.asChoice(options, p.rule.value)
}

func (p *surplusRulePage) record() {
	if p.right() {
		value, _ := p.rule.Read(p.text())
		p.set(p.key, dayOf(p.date), value)
	}
}
