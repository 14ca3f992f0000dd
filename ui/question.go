package ui

import (
	"fmt"
	"strconv"
	"strings"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// question is one prompt of an occasion with the field that answers it.
type question struct {
	prompt coop.Prompt
	field  *kit.Field
	input  kit.Input
	months *kit.Ticks      // of PromptMonths
	total  *kit.MoneyEntry // what is paid for all of them
	sum    *kit.Field      // of total
	own    bool            // the person wrote the total; it no longer follows the months
	quiet  bool            // the program writes it
}

// ask sets up the questions of an occasion; the draft, if any, answers them.
func (p *recordPage) ask(id string, draft *recordDraft) {
	t := p.shell.Text
	remark, evidence, day := "", "", ""
	if draft != nil {
		remark, evidence, day = draft.Remark, draft.Evidence, draft.Date
	} else if p.remark != nil {
		remark, evidence, day = p.remark.Text, p.evidence.Text, p.date.Text
	}
	p.now, _ = p.shell.occasion(id)
	p.asking = true
	if draft != nil && p.desk.fix != nil {
		p.desk.fix.begun = draft.Reason
	}
	p.form.Clear()
	p.questions = nil
	p.form.Add(t.T("ui.record.occasion"), p.choice, func() string {
		if p.now.ID == "" {
			return t.T("ui.record.occasion-missing")
		}
		return ""
	})
	if p.now.ID != "" {
		p.choice.SetChosen(kit.Option{Key: p.now.ID, Title: t.In(p.now.NameID, p.now.NameEN)})
	}
	for _, prompt := range p.now.Prompts {
		none := prompt.Kind == coop.PromptPurpose && prompt.Optional && len(p.data.purposeOptions(p.shell.today())) == 0
		if prompt.Kind != coop.PromptDate && prompt.Kind != coop.PromptRemark && !none {
			p.add(prompt, draft)
		}
	}
	p.date = p.shell.dateEntry()
	p.date.SetText(day)
	if day == "" && p.desk.fix != nil {
		p.date.SetDay(p.desk.fix.date().Time())
	} else if day == "" {
		p.date.SetDay(max(p.shell.today(), p.data.last).Time())
	}
	p.dateAt = p.form.Add(t.T("common.date"), p.date, func() string {
		return p.desk.dateWrong(p.date, p.data.closed)
	})
	p.markDate()
	p.remark, p.evidence = filled(remark), filled(evidence)
	p.form.Add(t.T("common.remark"), p.remark, p.reasonMissing)
	p.form.Add(t.T("ui.record.evidence"), p.evidence, nil).SetHint(t.T("ui.record.evidence-hint"))
	p.desk.fix.ask(p.form)
	p.form.Content().Refresh()
	p.asking = false
	p.drawJournal()
	p.recall()
}

// add makes the field of a prompt.
func (p *recordPage) add(prompt coop.Prompt, draft *recordDraft) {
	t := p.shell.Text
	q := &question{prompt: prompt}
	typed := ""
	if draft != nil {
		typed = draft.Answers[prompt.Key]
	}
	label := t.In(prompt.LabelID, prompt.LabelEN)
	if prompt.Optional && !strings.HasSuffix(label, ")") { // some already say “(if any)”
		label = t.T("ui.record.optional", label)
	}
	switch prompt.Kind {
	case coop.PromptAmount:
		q.input = p.amount(prompt, typed)
	case coop.PromptMonths:
		p.addMonths(q, label, typed)
		return
	case coop.PromptMoney, coop.PromptAccount:
		q.input = p.shell.chooser(p.data.accountOptions(t, prompt.Accepts), orElse(typed, prompt.Default))
	case coop.PromptMember:
		q.input = p.shell.chooser(p.data.memberOptions(), orElse(typed, p.data.member))
		q.input.(*kit.Choice).OnChosen = func(kit.Option) { p.onMember() }
	case coop.PromptSupplier:
		q.input = p.partyChoice(typed)
	case coop.PromptPurpose:
		q.input = p.shell.chooser(p.data.purposeOptions(p.shell.today()), typed)
	case coop.PromptOutlet:
		q.input = p.shell.chooser(p.data.outletOptions(t), typed)
	default:
		q.input = filled(typed)
	}
	q.field = p.form.Add(label, q.input, nil)
	p.questions = append(p.questions, q)
}

func orElse(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

func (p *recordPage) amount(prompt coop.Prompt, typed string) *kit.MoneyEntry {
	m := kit.NewMoneyEntry(p.shell.parseMoney, writeMoney)
	switch {
	case typed != "":
		m.SetText(typed)
	case prompt.Default == coop.DefaultRate:
		m.SetAmount(int64(p.rate(p.rateAccount(prompt.Key), p.shell.today())))
	case prompt.Default != "":
		if rupiah, err := strconv.ParseInt(prompt.Default, 10, 50); err == nil {
			m.SetAmount(rupiah * int64(coop.Rupiah))
		}
	}
	return m
}

// addMonths makes the two fields of months: which, and how much for all of them. The amount follows the months
// and their rates until the person writes another.
func (p *recordPage) addMonths(q *question, label, typed string) {
	q.months = kit.NewTicks(nil)
	q.input = q.months
	q.field = p.form.Add(label, q.months, nil)
	p.questions = append(p.questions, q)
	ticked, total, own := strings.Cut(typed, "@")
	q.total = p.amount(coop.Prompt{Key: q.prompt.Key}, total)
	q.own = own
	q.sum = p.form.Add(p.shell.Text.T("ui.record.total"), q.total, nil)
	q.total.OnAmount = func(int64) { q.own = q.own || !q.quiet }
	q.months.OnTicked = func() { p.follow(q) }
	p.offerMonths(q, strings.Fields(ticked))
}

// follow sets the amount to what the ticked months come to.
func (p *recordPage) follow(q *question) {
	if q.own {
		return
	}
	var total coop.Money
	for _, month := range q.ticked() {
		total += p.rates(q).Of(month)
	}
	q.quiet = true
	q.total.SetAmount(int64(total))
	q.quiet = false
}

// shares spreads the amount over the ticked months, and says below it where it is not what they come to.
func (p *recordPage) shares(q *question) []coop.MonthShare {
	total, complaint := q.total.Amount()
	if complaint != "" || total == 0 || len(q.ticked()) == 0 {
		return nil
	}
	shares, problems := coop.Dues{}.Rapel(coop.Money(total), q.ticked(), p.rates(q))
	q.sum.Complain("")
	if len(problems) > 0 {
		q.sum.Warn(p.shell.Text.Problem(problems[0]))
	}
	return shares
}

// rates are those of the account that the months are paid to.
func (p *recordPage) rates(q *question) coop.Rates {
	if p.rateAccount(q.prompt.Key) == coop.AccountMandatory {
		return coop.RatesOf(p.data.settings, coop.SettingMandatory)
	}
	return nil
}

func (q *question) ticked() []coop.Month {
	var months []coop.Month
	for _, key := range q.months.Ticked() {
		months = append(months, coop.Month(key))
	}
	return months
}

// offerMonths shows the months around today, those that the member has paid marked, and ticks the first unpaid one.
func (p *recordPage) offerMonths(q *question, ticked []string) {
	t, now := p.shell.Text, p.shell.today().Month()
	from, paidTo := before(before(before(now))), coop.Month(0)
	if m, known := p.chosenMember(); known {
		paidTo = m.PaidTo
		if joined := joinedMonth(m); joined != 0 && joined > from {
			from = joined
		}
		if paidTo != 0 && paidTo < from {
			from = paidTo
		}
	}
	var ticks []kit.Tick
	first := len(ticked) == 0
	last := from.Add(monthsShown - 1)
	for _, key := range ticked { // what is ticked is shown, however far away
		if n, err := strconv.Atoi(key); err == nil && coop.Month(n).Valid() {
			from, last = min(from, coop.Month(n)), max(last, coop.Month(n))
		}
	}
	for month := from; month <= last; month = after(month) {
		tick := kit.Tick{Key: int(month), Title: t.ShortMonth(month), Done: month <= paidTo}
		if first && !tick.Done {
			tick.On, first = true, false
		}
		for _, key := range ticked {
			if key == strconv.Itoa(int(month)) {
				tick.On, tick.Done = true, false // what is put right was paid by the very entry
			}
		}
		ticks = append(ticks, tick)
	}
	q.months.Set(ticks)
	p.follow(q)
}

// monthsShown is how many months are offered to be ticked.
const monthsShown = 12

func joinedMonth(m coop.MemberView) coop.Month {
	var year, month int
	if _, err := fmt.Sscanf(m.Joined, "%4d-%2d", &year, &month); err != nil {
		return 0
	}
	return coop.Month(year*100 + month)
}

func (p *recordPage) onMember() {
	for _, q := range p.questions {
		if q.months != nil {
			p.offerMonths(q, nil)
		}
	}
	p.drawJournal()
	p.recall()
}

func (p *recordPage) chosenMember() (coop.MemberView, bool) {
	for _, q := range p.questions {
		if choice, is := q.input.(*kit.Choice); is && q.prompt.Kind == coop.PromptMember {
			for _, m := range p.data.members {
				if m.Member.String() == choice.Chosen().Key {
					return m, true
				}
			}
		}
	}
	return coop.MemberView{}, false
}

// rateAccount is the account that the answer of a prompt goes to.
func (p *recordPage) rateAccount(key string) string {
	for _, l := range p.now.Lines {
		if (l.Amount == key || l.Months == key) && !strings.HasPrefix(l.Account, "{") {
			return l.Account
		}
	}
	return ""
}

// rate is the dated rate of an account as it stands on a day.
func (p *recordPage) rate(account string, day coop.Date) coop.Money {
	switch account {
	case coop.AccountPrincipal:
		return coop.RatesOf(p.data.settings, coop.SettingPrincipal).At(day)
	case coop.AccountMandatory:
		return coop.RatesOf(p.data.settings, coop.SettingMandatory).At(day)
	}
	return 0
}

// money is the field of an amount.
func (q *question) money() *kit.MoneyEntry {
	m, _ := q.input.(*kit.MoneyEntry)
	return m
}

// text is the answer as it stands in a draft.
func (q *question) text() string {
	switch input := q.input.(type) {
	case *kit.Choice:
		if input.Free && input.Chosen().Key == "" {
			return strings.TrimSpace(input.Text)
		}
		return input.Chosen().Key
	case *kit.Ticks:
		var keys []string
		for _, key := range input.Ticked() {
			keys = append(keys, strconv.Itoa(key))
		}
		if !q.own {
			return strings.Join(keys, " ")
		}
		return strings.Join(keys, " ") + "@" + q.total.Text
	case *kit.MoneyEntry:
		return input.Text
	case *kit.Entry:
		return input.Text
	}
	return ""
}

// answer is what the rules take.
func (q *question) answer() coop.PromptAnswer {
	switch input := q.input.(type) {
	case *kit.Choice:
		return coop.PromptAnswer{Text: q.text()}
	case *kit.MoneyEntry:
		amount, _ := input.Amount()
		return coop.PromptAnswer{Amount: coop.Money(amount)}
	case *kit.Entry:
		return coop.PromptAnswer{Text: strings.TrimSpace(input.Text)}
	}
	return coop.PromptAnswer{}
}
