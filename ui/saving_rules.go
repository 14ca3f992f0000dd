package ui

import (
	"context"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// The pages of the rules of savings.
const (
	PageSavingRules = "saving-rules"
	PageSavingRule  = "saving-rule" // the key of a setting; empty for a new special-purpose saving
)

func init() {
	morePages[PageSavingRules], morePages[PageSavingRule] = plain(newSavingRules), newSavingRule
}

// savingRulesPage lists every rule of savings with what holds today and where it comes from.
type savingRulesPage struct {
	shell  *Shell
	book   savingBook
	rows   []savingRule
	ledger *kit.Ledger
}

// savingRule is one setting as it stands.
type savingRule struct {
	key, value string
	why        string // the key of where the default comes from
	from       coop.Date
	set        bool
	name       string // of a special-purpose saving
}

func newSavingRules(s *Shell) page {
	return bind(s.Text.T("ui.saving-rules.title"), &savingRulesPage{shell: s, book: s.Book})
}

func (p *savingRulesPage) load(ctx context.Context) ([]savingRule, error) {
	settings, err := p.book.Settings(ctx)
	return savingRulesOf(settings, p.shell.today()), err
}

// savingRulesOf reads what holds on a day, the special-purpose savings after the others.
func savingRulesOf(settings []coop.SettingRow, day coop.Date) []savingRule {
	rules := coop.SavingRulesOf(settings)
	var rows []savingRule
	add := func(key, why, name string, from coop.Date) {
		r := savingRule{key: key, value: rules.Text(key, day), why: why, name: name, from: from}
		for _, s := range settings {
			if s.Key == key && s.From <= day && s.Value != "" {
				r.set, r.from = true, s.From
			}
		}
		rows = append(rows, r)
	}
	for _, d := range coop.SavingDefaults() {
		add(d.Key, d.Why, "", d.From)
	}
	for _, special := range rules.Specials(day) {
		for _, what := range []string{"name", "rate", "minimum"} {
			add(coop.SettingSpecial(special.Code, what), "saving.why.custom", special.Name, 0)
		}
	}
	return rows
}

// ruleName is what a setting is called, and for a special-purpose saving which one.
func (t *Text) ruleName(key, name string) string {
	if name != "" {
		return name + ": " + t.T("saving.special."+key[strings.LastIndexByte(key, '.')+1:])
	}
	return t.T("saving.rule." + key)
}

// ruleValue writes the value of a setting as people say it.
func (t *Text) ruleValue(key, value string) string {
	switch kind := ruleKind(key); {
	case value == "":
		return "–"
	case kind == "percent":
		points, _ := strconv.ParseInt(value, 10, 64)
		return coop.FormatPoints(points)
	case kind == "amount":
		amount, _ := coop.ParseData(value)
		return t.Rupiah(amount)
	case kind == "word":
		return t.T("saving.word." + value)
	}
	return value
}

// ruleKind says how a value is typed: percent, amount, word, or text.
func ruleKind(key string) string {
	switch key {
	case coop.SettingVoluntaryMethod, coop.SettingSavingYear, coop.SettingTermYear, coop.SettingLeavePay:
		return "word"
	case coop.SettingTaxFree, coop.SettingSavingUnit, coop.SettingVoluntaryMinimum:
		return "amount"
	case coop.SettingSavingIdle, coop.SettingTermMonths:
		return "text"
	}
	switch key[strings.LastIndexByte(key, '.')+1:] {
	case "minimum":
		return "amount"
	case "name":
		return "text"
	}
	return "percent"
}

// ruleWords are the words that a setting can be.
func ruleWords(key string) []string {
	switch key {
	case coop.SettingVoluntaryMethod:
		return []string{coop.MethodDaily, coop.MethodLowest, coop.MethodAverage}
	case coop.SettingLeavePay:
		return []string{coop.LeaveNow, coop.LeaveYearEnd}
	}
	return []string{coop.YearDays, coop.YearMonths}
}

func (p *savingRulesPage) show(rows []savingRule) fyne.CanvasObject {
	t := p.shell.Text
	p.rows = rows
	p.ledger = kit.NewLedger([]kit.Column{
		{Title: t.T("ui.saving-rules.rule"), Ems: 13, Grow: 2},
		{Title: t.T("ui.saving-rules.value"), Ems: 8},
		{Title: t.T("ui.saving-rules.since"), Ems: 7, Rank: 1},
		{Title: t.T("ui.saving-rules.why"), Ems: 14, Grow: 3, Rank: 2},
	}, func() int { return len(p.rows) }, func(row int, cells []kit.Cell) {
		r := &p.rows[row]
		cells[0].Text, cells[1].Text = t.ruleName(r.key, r.name), t.ruleValue(r.key, r.value)
		cells[2] = kit.Cell{Text: t.T("ui.rates.always"), Tone: kit.ToneSoft}
		if r.from != 0 {
			cells[2].Text = t.ShortDay(r.from)
		}
		cells[3] = kit.Cell{Text: t.T(r.why), Tone: kit.ToneSoft}
		if r.set {
			cells[3] = kit.Cell{Text: "✓ " + t.T("ui.saving-rules.own"), Tone: kit.ToneGood}
		}
	}, func(row int) { p.shell.Go(Route{Page: PageSavingRule, Arg: p.rows[row].key}) })
	p.ledger.OnBack = p.shell.Back
	return kit.Fill(0.6, kit.Words(t.T("ui.saving-rules.lead"), kit.ToneSoft), p.ledger)
}

func (p *savingRulesPage) start() { p.shell.layer.Focus(p.ledger.Focusable()) }

func (p *savingRulesPage) actions() []fyne.CanvasObject {
	if !p.shell.session.Role.May(coop.KindSetting) {
		return nil
	}
	return []fyne.CanvasObject{kit.Main(p.shell.Text.T("ui.saving-rules.new"), theme.ContentAddIcon(),
		goToIn(p.shell, PageSavingRule))}
}

// savingRulePage sets one rule from a day on, or names a new special-purpose saving.
type savingRulePage struct {
	shell *Shell
	book  savingBook
	key   string

	rule  savingRule
	form  *kit.Form
	value kit.Input
	text  func() string // the value as it is kept
	date  *kit.DateEntry
	at    *kit.Field
	typed bool
}

func newSavingRule(s *Shell, arg string) page {
	title := "ui.saving-rules.edit"
	if arg == "" {
		title = "ui.saving-rules.new"
	}
	return bind(s.Text.T(title), &savingRulePage{shell: s, book: s.Book, key: arg})
}

func (p *savingRulePage) load(ctx context.Context) (savingRule, error) {
	settings, err := p.book.Settings(ctx)
	for _, r := range savingRulesOf(settings, p.shell.today()) {
		if r.key == p.key {
			return r, err
		}
	}
	return savingRule{key: p.key, why: "saving.why.custom"}, err
}

func (p *savingRulePage) show(r savingRule) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	p.rule = r
	if no := s.mayNot(coop.KindSetting); no != nil {
		return kit.Page(no)
	}
	p.form = kit.NewForm(s.layer, 0)
	label := t.T("saving.special.name")
	if p.key != "" {
		label = t.ruleName(r.key, r.name)
	}
	check := p.ask()
	p.at = p.form.Add(t.T("ui.saving-rules.value"), p.value, check)
	p.date = s.dateEntry()
	p.date.SetDay(s.today().Month().First().Time())
	p.form.Add(t.T("ui.saving-rules.since"), p.date, s.dayMissing(p.date)).SetHint(t.T("ui.saving-rules.since-hint"))
	p.form.OnRecord, p.form.OnBack, p.form.OnChange = p.record, s.Back, p.onChange
	return kit.Page(kit.Capped(38, 0.7, kit.HeadWords(label), kit.Words(t.T(r.why), kit.ToneSoft),
		kit.Card(p.form.Content(), s.recordBar(p.record, kit.Quiet(t.T("ui.cancel"), nil, s.Back)))))
}

// ask makes the field that the kind of the value wants, and says what is wrong with what is in it.
func (p *savingRulePage) ask() (check func() string) {
	s, t, r := p.shell, p.shell.Text, p.rule
	kind := "text"
	if p.key != "" {
		kind = ruleKind(p.key)
	}
	switch kind {
	case "word":
		var words []kit.Option
		for _, w := range ruleWords(p.key) {
			words = append(words, kit.Option{Key: w, Title: t.T("saving.word." + w)})
		}
		c := s.chooser(words, r.value)
		p.value, p.text = c, func() string { return c.Chosen().Key }
		return s.chosenMissing(c, "ui.saving-rules.value-missing")
	case "amount":
		m := kit.NewMoneyEntry(s.parseMoney, writeMoney)
		if amount, err := coop.ParseData(r.value); err == nil {
			m.Text = writeMoney(int64(amount))
		}
		p.value = m
		p.text = func() string { amount, _ := m.Amount(); return coop.FormatData(coop.Money(amount)) }
		return func() string {
			_, complaint := m.Amount()
			return orElse(complaint, s.belowNought(m))
		}
	case "percent":
		points, _ := strconv.ParseInt(r.value, 10, 64)
		e := filled(coop.FormatPercent(points))
		p.value = e
		p.text = func() string { points, _ := coop.ParsePercent(e.Text); return strconv.FormatInt(points, 10) }
		return func() string {
			_, err := coop.ParsePercent(e.Text)
			return s.Text.Sentence(err)
		}
	}
	e := filled(r.value)
	p.value, p.text = e, func() string { return strings.Join(strings.Fields(e.Text), " ") }
	return func() string {
		n, err := strconv.Atoi(strings.TrimSpace(e.Text))
		switch {
		case strings.TrimSpace(e.Text) == "" && !strings.HasSuffix(p.key, ".name"):
			return t.T("ui.saving-rules.value-missing")
		case p.key == coop.SettingSavingIdle && (err != nil || n < 0):
			return t.T("ui.saving-rules.number-wrong")
		}
		return ""
	}
}

// onChange warns of a rate above the cap.
func (p *savingRulePage) onChange() {
	p.typed = true
	s := p.shell
	if !strings.HasSuffix(p.key, "rate") || p.key == coop.SettingTaxRate {
		return
	}
	points, _ := strconv.ParseInt(p.text(), 10, 64)
	warn := ""
	for _, problem := range coop.SavingRulesOf(nil).CheckSavingRate(points, s.today()) {
		warn = s.Text.Problem(problem)
	}
	p.at.Warn(warn)
}

func (p *savingRulePage) start() {
	if p.form != nil {
		p.form.Start()
	}
}
func (p *savingRulePage) busy() bool { return p.typed }

func (p *savingRulePage) record() {
	if p.form == nil || !p.form.Right() {
		return
	}
	key := p.key
	from := dayOf(p.date)
	if key == "" {
		key, from = coop.SettingSpecial(specialCode(p.text()), "name"), 0
	}
	p.shell.settle(p.book, &p.typed, "ui.settings.recorded", coop.Act{Kind: coop.KindSetting, Body: coop.Setting{
		Key: key, From: from, Value: p.text(),
	}})
}

// specialCode makes the code of a purpose out of its name: letters, figures and hyphens.
func specialCode(name string) string {
	return strings.Trim(strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return '-'
	}, strings.ToLower(name)), "-")
}
