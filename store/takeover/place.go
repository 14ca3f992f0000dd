package takeover

import (
	"slices"
	"strings"

	"lumbung/store/coop"
)

// place gives a row its lines. Whatever happens, they balance and hold the row's amount on the book's account.
func (p *proposer) place(pl *placing) {
	e := pl.entry
	if e.State != "" {
		return
	}
	switch {
	case e.Opening:
		p.placeOpening(e)
		return
	case pl.rule.Occasion == ruleOpening || pl.rule.Occasion == ruleTotal:
		pl.aside("rule-total")
		return
	case pl.row.In != 0 && pl.row.Out != 0:
		p.suspend(pl, problem("both-sides"))
		return
	case pl.row.In == 0 && pl.row.Out == 0:
		pl.aside("no-amount")
		return
	}
	if e.Text == "" {
		p.suspend(pl, problem("no-text"))
		return
	}
	p.meet(pl)
	if problems := p.draft(pl); len(problems) > 0 {
		p.suspend(pl, problems...)
		return
	}
	e.State, e.Occasion, e.Rule = Taken, pl.rule.Occasion, pl.rule.Line
	if pl.rule.Unsure && !pl.sure {
		e.Reasons = append(e.Reasons, problem("rule-unsure"))
	}
	if slices.ContainsFunc(e.Lines, func(l Line) bool { return l.Account == accountSuspense }) {
		e.State = Suspense
		e.Reasons = append(e.Reasons, problem("not-placed"))
	}
	e.Sure = !slices.ContainsFunc(e.Reasons, asks)
}

// asks says whether a reason leaves something to decide; doubts about the day are said by Entry.Doubtful.
func asks(p Problem) bool {
	return !strings.HasPrefix(p.Key, "takeover.date-") && p.Key != "takeover.transfer-pair"
}

func (p *proposer) placeOpening(e *Entry) {
	e.State, e.Sure = Taken, true
	if e.Amount == 0 {
		e.State = Aside
		e.Reasons = append(e.Reasons, problem("no-amount"))
		return
	}
	e.Lines = []Line{{Account: e.Account, Amount: e.Amount}, {Account: accountOpening, Amount: -e.Amount}}
}

// suspend puts a row into suspense, both of its amounts if it has two.
func (p *proposer) suspend(pl *placing, why ...Problem) {
	e, r := pl.entry, pl.row
	e.State, e.Sure, e.Rule, e.Lines, e.Months = Suspense, false, 0, nil, nil
	e.Occasion = map[bool]string{true: "cash-in", false: "cash-out"}[e.Amount >= 0]
	e.Reasons = append(e.Reasons, why...)
	if r.In != 0 {
		e.Lines = append(
			e.Lines,
			Line{Account: e.Account, Amount: r.In},
			Line{Account: accountSuspense, Amount: -r.In},
		)
	}
	if r.Out != 0 {
		e.Lines = append(
			e.Lines,
			Line{Account: accountSuspense, Amount: r.Out},
			Line{Account: e.Account, Amount: -r.Out},
		)
	}
}

// draft answers the prompts of the rule's occasion with what the row says.
func (p *proposer) draft(pl *placing) []Problem {
	e := pl.entry
	o, ok := p.occasion(pl.rule.Occasion)
	why := ""
	switch {
	case ok && asksMember(o) && pl.member == "":
		why = "member-missing"
	case pl.rule.Line > 0 && pl.rule.Occasion == "dues-mandatory" && p.looksPrincipal(pl):
		why = "looks-principal"
	}
	if why != "" {
		e.Reasons = append(e.Reasons, problem(why))
		if held, known := p.occasion("member-deposit-held"); known && e.Amount > 0 {
			o, pl.rule = held, Rule{Line: pl.rule.Line, Occasion: held.ID}
		}
	}
	if !ok {
		return []Problem{problem("no-rule")}
	}
	answers := p.answers(pl, o)
	lines, problems := o.Draft(answers)
	var total coop.Money
	for _, l := range lines {
		if l.Account == e.Account && l.Member == "" {
			total += l.Amount
		}
		e.Lines = append(e.Lines, Line{
			Account: l.Account, Amount: l.Amount, Member: l.Member, Party: l.Supplier, Month: l.Month,
		})
		if l.Month != 0 {
			e.Months = append(e.Months, l.Month)
		}
		if l.Account == accountPartner && l.Supplier != "" && len(problems) == 0 {
			p.lent[plain(l.Supplier)] += l.Amount
		}
	}
	if len(problems) > 0 {
		return []Problem{problem("draft", o.ID, problems[0].Key)}
	}
	if total != e.Amount {
		return []Problem{problem("draft", o.ID, "occasion.draft.other-amount")}
	}
	return nil
}

// looksPrincipal tells a row that speaks of simpanan wajib and is a simpanan pokok by everything else: the amount, and
// a remark that says since when somebody is a member instead of the months paid for. Which of the two is wrong only
// the treasurer knows, so the money is held for the member.
func (p *proposer) looksPrincipal(pl *placing) bool {
	return len(pl.rapel.months) == 0 && pl.joined != 0 && pl.entry.Amount == p.Dues.Principal
}

func (p *proposer) occasion(id string) (coop.Occasion, bool) {
	i := slices.IndexFunc(p.o.Occasions, func(o coop.Occasion) bool { return o.ID == id })
	if i < 0 {
		return coop.Occasion{}, false
	}
	return p.o.Occasions[i], true
}

func asksMember(o coop.Occasion) bool {
	return slices.ContainsFunc(
		o.Prompts,
		func(q coop.Prompt) bool { return q.Kind == coop.PromptMember && !q.Optional },
	)
}

// answers maps what the row says to the prompts. The book's own account answers the money prompt on the side where the
// money moves, the rule's account the other one.
func (p *proposer) answers(pl *placing, o coop.Occasion) coop.Answers {
	e := pl.entry
	answers := coop.Answers{}
	own := ownPrompt(o, e.Amount > 0)
	amounts := p.amounts(pl, o)
	otherUsed := false
	for _, q := range o.Prompts {
		a := coop.PromptAnswer{}
		switch q.Kind {
		case coop.PromptMoney, coop.PromptAccount:
			switch {
			case q.Key == own:
				a.Text = e.Account
			case !otherUsed:
				a.Text, otherUsed = pl.rule.Account, true
			}
		case coop.PromptAmount, coop.PromptMonths:
			a = amounts[q.Key]
		case coop.PromptMember:
			a.Text = pl.member
		case coop.PromptSupplier:
			a.Text = partyIn(e.Text)
		case coop.PromptRemark:
			a.Text = e.Text
		case coop.PromptDate:
			a.Date = e.Date
		}
		answers[q.Key] = a
	}
	return answers
}

// ownPrompt is the key of the money prompt that the book's own account answers.
func ownPrompt(o coop.Occasion, in bool) string {
	for _, l := range o.Lines {
		key := strings.Trim(l.Account, "{}")
		if q, ok := o.Prompt(key); ok && q.Kind == coop.PromptMoney && l.Debit == in &&
			strings.HasPrefix(l.Account, "{") {
			return key
		}
	}
	return ""
}

// amounts divides the row's amount among the amount and months prompts of the occasion.
func (p *proposer) amounts(pl *placing, o coop.Occasion) coop.Answers {
	e := pl.entry
	left := max(e.Amount, -e.Amount)
	answers := coop.Answers{}
	first, months, profit := "", "", ""
	for _, q := range o.Prompts {
		switch {
		case q.Kind == coop.PromptMonths:
			months = q.Key
		case q.Kind == coop.PromptAmount && first == "":
			first = q.Key
		case q.Kind == coop.PromptAmount && q.Key == "profit":
			profit = q.Key
		}
	}
	if profit != "" {
		share, said := profitIn(e.Remark)
		out := p.lent[plain(partyIn(e.Text))]
		switch {
		case !said && 0 < out && out < left:
			e.Reasons = append(e.Reasons, problem("profit-assumed", out, left-out))
			answers[profit], left = coop.PromptAnswer{Amount: left - out}, out
		case !said:
			e.Reasons = append(e.Reasons, problem("profit-unsaid"))
		case share > left:
			e.Reasons = append(e.Reasons, problem("profit-above", share))
		default:
			answers[profit], left = coop.PromptAnswer{Amount: share}, left-share
			pl.sure = left == out // the remark and the capital handed out say the same
		}
	}
	if months != "" && first != "" {
		principal := min(left, p.Dues.Principal)
		if p.Dues.Principal == 0 || principal == left {
			e.Reasons = append(e.Reasons, problem("joining-differs", p.Dues.Principal))
		}
		answers[first], left = coop.PromptAnswer{Amount: principal}, left-principal
	} else if first != "" {
		answers[first] = coop.PromptAnswer{Amount: left}
	}
	if months != "" {
		answers[months] = coop.PromptAnswer{Months: p.months(pl, left)}
	}
	return answers
}

// months divides a payment of simpanan wajib and says what is strange about it.
func (p *proposer) months(pl *placing, paid coop.Money) []coop.MonthShare {
	e := pl.entry
	say := func(key string, args ...any) { e.Reasons = append(e.Reasons, problem(key, args...)) }
	months := pl.rapel.months
	if pl.rapel.far {
		say("months-year", months[0])
	}
	if len(months) == 0 {
		from := monthOf(e.Date)
		if pl.joined != 0 {
			from = pl.joined
		}
		if months = p.Dues.monthsFor(paid, from); months == nil {
			months = []coop.Month{from}
		}
		if len(months) == 1 {
			say("month-assumed", months[0])
		} else {
			say("months-assumed", months[0], months[len(months)-1])
		}
	}
	shares, fits := p.Dues.share(paid, months)
	if !fits {
		var due coop.Money
		for _, m := range months {
			due += p.Dues.at(m)
		}
		say("dues-differ", due, paid)
	}
	return shares
}
