package ui

import (
	"strconv"
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

// policyWords says a policy's value as people do: 24 %, 90 days, Rp5.000.000, yes.
func (t *Text) policyWords(policy coop.LoanPolicy, value string) string {
	var words []string
	for i, n := range policy.Numbers(value) {
		word := ""
		switch policy.Unit {
		case coop.PolicyPercent:
			word = coop.FormatRate(n)
		case coop.PolicyDays:
			word = t.T("ui.loan.days", t.Count(int(n)))
		case coop.PolicyRupiah:
			if word = t.Rupiah(coop.Money(n) * coop.Rupiah); n == 0 {
				word = t.T("ui.loan.none-of." + policy.Key)
			}
		default:
			if word = t.T("ui.loan.no"); n == 1 {
				word = t.T("ui.loan.yes")
			}
		}
		if len(policy.Parts) > 1 {
			word = t.T("ui.loan.part."+policy.Parts[i]) + " " + word
		}
		words = append(words, word)
	}
	return strings.Join(words, " · ")
}

// loanPolicyPage changes a policy from a day on, and says where its default comes from.
type loanPolicyPage struct {
	ruleForm
	key    string
	policy coop.LoanPolicy
	read   []func() (int64, bool) // what stands in each field
}

func newLoanPolicy(s *Shell, arg string) page {
	return bind(s.Text.T("ui.loan.policies"), &loanPolicyPage{
		ruleForm: ruleForm{shell: s, book: s.Book}, key: arg,
	})
}

func (p *loanPolicyPage) show(settings []coop.SettingRow) fyne.CanvasObject {
	s, t := p.shell, p.shell.Text
	if no := s.mayNot(coop.KindSetting); no != nil {
		return kit.Page(no)
	}
	for _, x := range coop.LoanPolicies() {
		if x.Key == p.key {
			p.policy = x
		}
	}
	if !s.session.Role.MaySet(p.key) {
		return kit.Page(kit.Card(kit.HeadWords(t.T("ui.loan.policy."+p.key)),
			kit.Words(t.T(p.policy.Source), kit.ToneSoft)))
	}
	now := p.policy.At(settings, s.today())
	p.form, p.read = kit.NewForm(s.layer, 0), nil
	for i, n := range p.policy.Numbers(now) {
		p.ask(p.policy.Parts[i], n)
	}
	p.askSince(s.today(), p.record)
	return kit.Footed(kit.Page(kit.Card(kit.HeadWords(t.T("ui.loan.policy."+p.key)),
		kit.Words(t.T("ui.loan.policy-now", t.policyWords(p.policy, now)), kit.ToneInk),
		kit.Words(t.T(p.policy.Source), kit.ToneSoft), p.form.Content())), s.recordBar(p.record))
}

// ask asks for one number in people's terms: per cent, days, rupiah, yes or no.
func (p *loanPolicyPage) ask(part string, now int64) {
	s, t := p.shell, p.shell.Text
	label := t.T("ui.loan.part." + part)
	switch p.policy.Unit {
	case coop.PolicyRupiah:
		m := kit.NewMoneyEntry(s.parseMoney, writeMoney)
		m.SetAmount(int64(coop.Money(now) * coop.Rupiah))
		p.form.Add(label, m, func() string { return s.belowNought(m) }).
			SetHint(t.T("ui.loan.none-of-hint", t.T("ui.loan.none-of."+p.key)))
		p.read = append(p.read, func() (int64, bool) {
			amount, _ := m.Amount()
			return amount / int64(coop.Rupiah), amount >= 0
		})
	case coop.PolicyYes:
		options := []kit.Option{{Key: "0", Title: t.T("ui.loan.no")}, {Key: "1", Title: t.T("ui.loan.yes")}}
		c := kit.NewChoice(s.layer, t.T("ui.choice.none"), kit.FindIn(options))
		c.SetChosen(options[now])
		p.form.Add(label, c, s.chosenMissing(c, "ui.loan.p.choice-missing"))
		p.read = append(p.read, func() (int64, bool) {
			n, err := strconv.ParseInt(c.Chosen().Key, 10, 64)
			return n, err == nil
		})
	default:
		p.askNumber(label, now)
	}
}

// askNumber asks for a per cent, up to two decimals, or for days.
func (p *loanPolicyPage) askNumber(label string, now int64) {
	t, percent := p.shell.Text, p.policy.Unit == coop.PolicyPercent
	e, unit := filled(strconv.FormatInt(now, 10)), t.T("ui.loan.unit-days")
	if percent {
		e.Text, unit = coop.PercentText(now), "%"
	}
	read := func() (int64, bool) {
		text := strings.TrimSpace(e.Text)
		if percent {
			rate, err := coop.ParseAmount(strings.TrimSpace(strings.TrimSuffix(text, "%")))
			return int64(rate), err == nil && rate >= 0
		}
		n, err := strconv.ParseInt(text, 10, 32)
		return n, err == nil && n >= 0
	}
	p.form.Add(label+" ("+unit+")", e, func() string {
		if _, ok := read(); !ok {
			return t.T("ui.loan.p.number-wrong")
		}
		return ""
	})
	p.read = append(p.read, read)
}

func (p *loanPolicyPage) record() {
	if !p.right() {
		return
	}
	var words []string
	for _, read := range p.read {
		n, _ := read() // the form is right
		words = append(words, strconv.FormatInt(n, 10))
	}
	value := strings.Join(words, " ")
	if !coop.PolicySound(p.key, value) {
		p.shell.Warn(coop.Problem{Key: "loan.policy.wrong"})
		return
	}
	p.set(p.key, dayOf(p.date), value)
}
