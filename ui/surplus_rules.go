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
	shell  *Shell
	book   surplusBook
	data   surplusRules
	ledger *kit.Ledger
}

func newSurplusRules(s *Shell) page {
	return bind(s.Text.T("ui.surplus.rules"), &surplusRulesPage{shell: s, book: s.Book})
}

func (p *surplusRulesPage) load(ctx context.Context) (surplusRules, error) {
	return readSurplusRules(ctx, p.book, p.shell.Text, p.shell.today())
}

func (p *surplusRulesPage) show(d surplusRules) fyne.CanvasObject {
	t := p.shell.Text
	p.data = d
	p.ledger = kit.NewLedger([]kit.Column{
		{Title: t.T("ui.saving-rules.rule"), Ems: 13, Grow: 3},
		{Title: t.T("ui.saving-rules.value"), Ems: 10, Grow: 2},
		{Title: t.T("ui.saving-rules.since"), Ems: 6, Rank: 1},
	}, func() int { return len(p.data.rows) }, func(row int, cells []kit.Cell) {
		r := p.data.rows[row]
		cells[0].Text, cells[1].Text = t.surplusRuleName(r), t.surplusRuleValue(p.data, r)
		cells[2] = kit.Cell{Text: t.T("ui.surplus.rule-default"), Tone: kit.ToneSoft}
		if r.from != 0 {
			cells[2] = kit.Cell{Text: "✓ " + t.ShortDay(r.from), Tone: kit.ToneGood}
		}
	}, func(row int) { p.shell.Go(Route{Page: PageSurplusRule, Arg: p.data.rows[row].Key}) })
	p.ledger.OnBack = p.shell.Back
	return kit.Fill(0.6, kit.Words(t.T("ui.surplus.rules-lead"), kit.ToneSoft), p.ledger)
}

func (p *surplusRulesPage) start() { p.shell.layer.Focus(p.ledger.Focusable()) }

// surplusRulePage sets one rule from a day on.
type surplusRulePage struct {
	shell *Shell
	book  surplusBook
	key   string

	rule  surplusRule
	form  *kit.Form
	value kit.Input
	text  func() string // what is typed or chosen
	date  *kit.DateEntry
	typed bool
}

func newSurplusRule(s *Shell, arg string) page {
	return bind(s.Text.T("ui.surplus.rules"), &surplusRulePage{shell: s, book: s.Book, key: arg})
}

func (p *surplusRulePage) load(ctx context.Context) (surplusRules, error) {
	d, err := readSurplusRules(ctx, p.book, p.shell.Text, p.shell.today())
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
	p.form = kit.NewForm(s.layer, 0)
	p.value = p.ask(d)
	field := p.form.Add(t.T("ui.saving-rules.value"), p.value, func() string {
		if _, ok := p.rule.Read(p.text()); !ok {
			return t.T("ui.surplus.rule-wrong")
		}
		return ""
	})
	usual := p.rule
	usual.value = usual.Value
	field.SetHint(t.T("ui.surplus.rule-usual", t.surplusRuleValue(d, usual)))
	p.date = s.dateEntry()
	p.date.SetDay(s.today().Time())
	p.form.Add(t.T("ui.saving-rules.since"), p.date, func() string {
		if complaint := s.dayMissing(p.date)(); complaint != "" || dayOf(p.date) >= s.today() {
			return complaint
		}
		return t.T("ui.surplus.rule-past")
	}).SetHint(t.T("ui.surplus.rule-since"))
	p.form.OnRecord, p.form.OnBack, p.form.OnChange = p.record, s.Back, func() { p.typed = true }
	return kit.Page(kit.Capped(38, 0.7, append(about,
		kit.Card(p.form.Content(), s.recordBar(p.record, kit.Quiet(t.T("ui.cancel"), nil, s.Back))))...))
}

// ask makes the field that the form of the setting wants.
func (p *surplusRulePage) ask(d surplusRules) kit.Input {
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
		p.text = func() string { return e.Text }
		return e
	}
	c := p.shell.chooser(options, p.rule.value)
	p.text = func() string { return c.Chosen().Key }
	return c
}

func (p *surplusRulePage) start() {
	if p.form != nil {
		p.form.Start()
	}
}

func (p *surplusRulePage) busy() bool { return p.typed }

func (p *surplusRulePage) record() {
	if p.form == nil || !p.form.Right() {
		return
	}
	value, _ := p.rule.Read(p.text())
	p.shell.settle(p.shell.Book, &p.typed, "ui.settings.recorded", coop.Act{Kind: coop.KindSetting, Body: coop.Setting{
		Key: p.key, From: dayOf(p.date), Value: value,
	}})
}
