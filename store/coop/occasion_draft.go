package coop

import "math"

// PromptAnswer is what a person gave for one prompt; PromptKind says which field counts.
type PromptAnswer struct {
	Amount Money
	Text   string
	Date   Date
	Months []MonthShare
}

// MonthShare is what is paid for one month, in sen.
type MonthShare struct {
	Month  Month
	Amount Money
}

// Answers holds the answers by prompt key. Answers to prompts that the occasion does not have are ignored.
type Answers map[string]PromptAnswer

// DraftLine is one line of an entry in the making. Member, Outlet, Supplier and Loan are the caller's own keys, as
// they stood in the answers.
type DraftLine struct {
	Account  string
	Amount   Money // debit positive, credit negative
	Member   string
	Month    Month // the month that the line pays, or none
	Outlet   string
	Supplier string
	Loan     string
}

// PromptLabel stands in the arguments of a Problem and names the prompt concerned in either language.
type PromptLabel struct{ Key, ID, EN string }

// String is the Indonesian label.
func (l PromptLabel) String() string { return l.ID }

// Text is the label in the language "id" or "en".
func (l PromptLabel) Text(lang string) string {
	if lang == "en" {
		return l.EN
	}
	return l.ID
}

// The keys of what Draft can find wrong. Each has the PromptLabel as first argument, except the last three.
const (
	ProblemAnswerMissing  = "occasion.answer.missing"      // nothing given
	ProblemAnswerNegative = "occasion.answer.negative"     // an amount below zero
	ProblemAnswerAccount  = "occasion.answer.account"      // {1} is an account that is no choice here
	ProblemAnswerMonth    = "occasion.answer.month"        // {1} is no month
	ProblemAnswerTwice    = "occasion.answer.month-twice"  // the month {1} stands twice
	ProblemAnswerShare    = "occasion.answer.month-amount" // the month {1} has no amount above zero
	ProblemAnswerSame     = "occasion.answer.same-account" // the account {2} of prompt {0} is that of prompt {1} too
	ProblemDraftExceeds   = "occasion.draft.exceeds"       // what is taken off is more than the amount; {0} the account
	ProblemDraftTooLarge  = "occasion.draft.too-large"     // a sum is larger than money can be; no argument
	ProblemDraftNothing   = "occasion.draft.nothing"       // no amount was given at all; no argument
)

// Draft turns answers into the lines of a balanced entry, in the order of the occasion's lines. Lines whose amount is
// zero (an optional amount not given) are left out. With problems there are no lines; each problem says which prompt.
func (o Occasion) Draft(answers Answers) ([]DraftLine, []Problem) {
	d := drafting{occasion: o, answers: answers}
	for _, prompt := range o.Prompts {
		d.check(prompt)
	}
	d.checkAccountsDiffer()
	if len(d.problems) > 0 {
		return nil, d.problems
	}
	for _, line := range o.Lines {
		d.add(line)
	}
	if len(d.problems) == 0 && len(d.lines) == 0 {
		d.problem(ProblemDraftNothing)
	}
	if len(d.problems) > 0 {
		return nil, d.problems
	}
	return d.lines, nil
}

type drafting struct {
	occasion Occasion
	answers  Answers
	lines    []DraftLine
	problems []Problem
}

func (d *drafting) problem(key string, args ...any) {
	d.problems = append(d.problems, Problem{Key: key, Args: args})
}

func promptLabel(p Prompt) PromptLabel { return PromptLabel{Key: p.Key, ID: p.LabelID, EN: p.LabelEN} }

// check tests one answer by itself.
func (d *drafting) check(p Prompt) {
	answer := d.answers[p.Key]
	switch p.Kind {
	case PromptAmount:
		switch {
		case answer.Amount < 0:
			d.problem(ProblemAnswerNegative, promptLabel(p))
		case answer.Amount == 0 && !p.Optional:
			d.problem(ProblemAnswerMissing, promptLabel(p))
		}
	case PromptMonths:
		d.checkMonths(p, answer.Months)
	case PromptMoney, PromptAccount:
		switch code := d.account(p); {
		case code == "":
			d.problem(ProblemAnswerMissing, promptLabel(p))
		case !p.Accepts(code):
			d.problem(ProblemAnswerAccount, promptLabel(p), code)
		}
	case PromptDate:
		if answer.Date == 0 && !p.Optional {
			d.problem(ProblemAnswerMissing, promptLabel(p))
		}
	default:
		if answer.Text == "" && !p.Optional {
			d.problem(ProblemAnswerMissing, promptLabel(p))
		}
	}
}

func (d *drafting) checkMonths(p Prompt, shares []MonthShare) {
	if len(shares) == 0 && !p.Optional {
		d.problem(ProblemAnswerMissing, promptLabel(p))
	}
	seen := map[Month]bool{}
	for _, share := range shares {
		switch number := share.Month % 100; {
		case number < 1 || number > 12 || share.Month < 190001 || share.Month > 999912:
			d.problem(ProblemAnswerMonth, promptLabel(p), share.Month)
		case seen[share.Month]:
			d.problem(ProblemAnswerTwice, promptLabel(p), share.Month)
		case share.Amount <= 0:
			d.problem(ProblemAnswerShare, promptLabel(p), share.Month)
		}
		seen[share.Month] = true
	}
}

// account is the account answered, else the prompt's default.
func (d *drafting) account(p Prompt) string {
	if code := d.answers[p.Key].Text; code != "" {
		return code
	}
	return p.Default
}

// checkAccountsDiffer refuses one account on both sides: such an entry balances and says nothing.
func (d *drafting) checkAccountsDiffer() {
	first := map[string]Prompt{}
	for _, p := range d.occasion.Prompts {
		if !p.Kind.isAccount() {
			continue
		}
		code := d.account(p)
		if other, twice := first[code]; twice && code != "" {
			d.problem(ProblemAnswerSame, promptLabel(other), promptLabel(p), code)
		}
		first[code] = p
	}
}

func (d *drafting) add(line OccasionLine) {
	account := line.Account
	if key, asked := line.accountKey(); asked {
		prompt, _ := d.occasion.Prompt(key)
		account = d.account(prompt)
	}
	made := DraftLine{
		Account: account, Member: d.answers[line.Member].Text, Outlet: d.answers[line.Outlet].Text,
		Supplier: d.answers[line.Supplier].Text, Loan: d.answers[line.Loan].Text,
	}
	if line.Months != "" {
		for _, share := range d.answers[line.Months].Months {
			made.Month, made.Amount = share.Month, onSide(line.Debit, share.Amount)
			d.lines = append(d.lines, made)
		}
		return
	}
	total, fits := d.total(line)
	switch {
	case !fits:
		d.problem(ProblemDraftTooLarge)
	case total < 0:
		d.problem(ProblemDraftExceeds, account)
	case total > 0:
		made.Amount = onSide(line.Debit, total)
		d.lines = append(d.lines, made)
	}
}

func onSide(debit bool, amount Money) Money {
	if debit {
		return amount
	}
	return -amount
}

// total computes the amount of a line; false means that a sum did not fit.
func (d *drafting) total(line OccasionLine) (Money, bool) {
	var total Money
	for _, term := range line.terms() {
		answer := d.answers[term.key]
		parts := []Money{answer.Amount}
		if prompt, _ := d.occasion.Prompt(term.key); prompt.Kind == PromptMonths {
			parts = parts[:0]
			for _, share := range answer.Months {
				parts = append(parts, share.Amount)
			}
		}
		for _, part := range parts {
			// No part is negative: that was checked before.
			if !term.minus && total > math.MaxInt64-part || term.minus && total < math.MinInt64+part {
				return 0, false
			}
			total += onSide(!term.minus, part)
		}
	}
	return total, true
}
