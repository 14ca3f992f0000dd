package ui

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// PageLoanPolicy sets one policy about loans; its key is the argument.
const PageLoanPolicy = "loan-policy"

func init() {
	morePages[PageLoanPolicy] = newLoanPolicy
	holding = append(holding, PageLoanPolicy)
}

// policyNow gives what a policy is on a day: what the cooperative set, else what holds without.
func policyNow(settings []coop.SettingRow, policy coop.LoanPolicy, day coop.Date) string {
	value, from := policy.Default, coop.Date(-1)
	for _, s := range settings {
		if s.Key == policy.Key && s.From <= day && s.From >= from && coop.PolicySound(s.Key, s.Value) {
			value, from = s.Value, s.From
		}
	}
	return value
}

// loanPolicyPage changes a policy from a day on, and says where its default comes from.
type loanPolicyPage struct {
	shell *Shell
	book  loanBook
	key   string
	value *kit.Entry
	from  *kit.DateEntry
	form  *kit.Form
	typed bool
}

func newLoanPolicy(s *Shell, arg string) page {
	return bind(s.Text.T("ui.loan.policies"), &loanPolicyPage{shell: s, book: s.Book, key: arg})
}

func (p *loanPolicyPage) load(ctx context.Context) ([]coop.SettingRow, error) {
	return p.book.Settings(ctx)
}

func (p *loanPolicyPage) show(settings []coop.SettingRow) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	if no := s.mayNot(coop.KindSetting); no != nil {
		return kit.Page(no)
	}
	var policy coop.LoanPolicy
	for _, x := range coop.LoanPolicies() {
		if x.Key == p.key {
			policy = x
		}
	}
	p.form = kit.NewForm(s.layer, 0)
	p.value = filled(policyNow(settings, policy, s.today()))
	p.form.Add(t.T("ui.loan.policy-value"), p.value, func() string {
		if !coop.PolicySound(p.key, strings.TrimSpace(p.value.Text)) {
			return t.T("ui.loan.policy-wrong", policy.Default)
		}
		return ""
	}).SetHint(t.T("ui.loan.policy-hint"))
	p.from = s.dateEntry()
	p.from.SetDay(s.today().Time())
	p.form.Add(t.T("ui.loan.p.from"), p.from, s.dayNeeded(p.from))
	p.form.OnRecord, p.form.OnBack, p.form.OnChange = p.record, s.Back, func() { p.typed = true }
	return kit.Page(kit.Card(kit.HeadWords(t.T("ui.loan.policy."+p.key)), kit.Words(t.T(policy.Source), kit.ToneSoft),
		p.form.Content(), s.recordBar(p.record)))
}

func (p *loanPolicyPage) busy() bool { return p.typed }

func (p *loanPolicyPage) start() {
	if p.form != nil {
		p.form.Start()
	}
}

func (p *loanPolicyPage) record() {
	if p.form == nil || !p.form.Right() {
		return
	}
	day, _ := p.from.Day()
	p.shell.settle(p.book, &p.typed, "ui.loan.policy-set", coop.Act{Kind: coop.KindSetting, Body: coop.Setting{
		Key: p.key, From: coop.DateFromTime(day), Value: strings.TrimSpace(p.value.Text),
	}})
}
