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
	ruleList
	book savingBook
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
	return bind(s.Text.T("ui.saving-rules.title"), &savingRulesPage{
		ruleList: ruleList{shell: s, rule: PageSavingRule, lead: "ui.saving-rules.lead"}, book: s.Book,
	})
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

func (p *savingRulesPage) show(all []savingRule) fyne.CanvasObject {
	t := p.shell.Text
	var rows []ruleRow
	for _, r := range all {
		rows = append(rows, ruleRow{
			key: r.key, name: t.ruleName(r.key, r.name), value: t.ruleValue(r.key, r.value), from: r.from,
			why: t.T(r.why), own: r.set,
		})
	}
	return p.list(rows)
}

func (p *savingRulesPage) actions() []fyne.CanvasObject {
	if !p.shell.session.Role.May(coop.KindSetting) {
		return nil
	}
	return []fyne.CanvasObject{kit.Main(p.shell.Text.T("ui.saving-rules.new"), theme.ContentAddIcon(),
		goToIn(p.shell, PageSavingRule))}
}

// savingRulePage sets one rule from a day on, or names a new special-purpose saving.
type savingRulePage struct {
	ruleForm
	key string
	cap coop.SavingRules // by which a rate is too high
}

func newSavingRule(s *Shell, arg string) page {
	title := "ui.saving-rules.edit"
	if arg == "" {
		title = "ui.saving-rules.new"
	}
	p := &savingRulePage{ruleForm: ruleForm{shell: s, book: s.Book}, key: arg}
	return bind(s.Text.T(title), p)
}

func (p *savingRulePage) show(settings []coop.SettingRow) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	p.cap = coop.SavingRulesOf(settings)
	d := savingRule{key: p.key, why: "saving.why.custom"}
	for _, r := range savingRulesOf(settings, s.today()) {
		if r.key == p.key {
			d = r
		}
	}
	if no := s.mayNot(coop.KindSetting); no != nil {
		return kit.Page(no)
	}
	label := t.T("saving.special.name")
	if p.key != "" {
		label = t.ruleName(d.key, d.name)
	}
	about := []fyne.CanvasObject{kit.HeadWords(label), kit.Words(t.T(d.why), kit.ToneSoft)}
	if p.key != "" {
		about = append(about, kit.Words(t.T("ui.loan.policy-now", t.ruleValue(d.key, d.value)), kit.ToneInk))
	}
	laid := p.lay(about, s.today().Month().First(), p.ask(d), p.record)
	p.form.OnChange = p.onChange
	p.since.SetHint(t.T("ui.saving-rules.since-hint"))
	return laid
}

// ask makes the field that the kind of the value wants, and says what is wrong with what is in it.
func (p *savingRulePage) ask(r savingRule) (check func() string) {
	t, kind := p.shell.Text, "text"
	if p.key != "" {
		kind = ruleKind(p.key)
	}
	switch kind {
	case "word":
		var words []kit.Option
		for _, w := range ruleWords(p.key) {
			words = append(words, kit.Option{Key: w, Title: t.T("saving.word." + w)})
		}
		return p.asChoice(words, r.value)
	case "amount":
		return p.asAmount(r.value)
	case "percent":
		return p.asPercent(r.value)
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
		case p.key == coop.SettingTermMonths && !coop.SoundTermMonths(e.Text):
			return t.T("ui.saving-rules.months-wrong")
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
	for _, problem := range p.cap.CheckSavingRate(points, s.today()) {
		warn = s.Text.Problem(problem)
	}
	p.at.Warn(warn)
}

func (p *savingRulePage) record() {
	if !p.right() {
		return
	}
	key, from := p.key, dayOf(p.date)
	if key == "" {
		key, from = coop.SettingSpecial(specialCode(p.text()), "name"), 0
	}
	p.set(key, from, p.text())
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
