package coop

import (
	"slices"
	"strings"
)

// AnswersOf finds the answers from which an occasion made these lines, so that an entry can be filled into its form
// again: to be recorded once more, or to be put right. rest is the remark without the names of parties that stand among
// the answers. It says false where the occasion asks otherwise today, or the entry was never made by it: what it gives
// always makes exactly these lines again.
func AnswersOf(o Occasion, date Date, remark string, lines []Line) (answers Answers, rest string, ok bool) {
	r := answering{occasion: o, remark: remark, answers: Answers{}, known: map[string]Money{}}
	at := 0
	for _, wanted := range o.Lines {
		n := r.take(wanted, lines[at:])
		at += n
	}
	if at != len(lines) {
		return nil, remark, false
	}
	r.solve()
	for _, p := range o.Prompts {
		switch p.Kind {
		case PromptDate:
			r.answers[p.Key] = PromptAnswer{Date: date}
		case PromptRemark:
			if r.remark == "" {
				r.remark = remark // it was asked for: then the name of the party is the remark as well
			}
			r.answers[p.Key] = PromptAnswer{Text: r.remark}
		}
	}
	made, problems := EntryOf(o, r.answers, date, r.remark)
	if len(problems) > 0 || !slices.Equal(made.Lines, lines) {
		return nil, remark, false
	}
	return r.answers, r.remark, true
}

// answering goes from the lines of an entry back to the answers.
type answering struct {
	occasion Occasion
	remark   string
	answers  Answers
	known    map[string]Money // amounts by prompt
	sums     []amountSum
}

// amountSum says what the terms of a line came to.
type amountSum struct {
	terms []amountTerm
	total Money
}

// take reads the lines that one line of the occasion became and says how many they are.
func (r *answering) take(wanted OccasionLine, lines []Line) int {
	if wanted.Months != "" {
		var shares []MonthShare
		for _, l := range lines {
			if l.Month == 0 || !r.fits(wanted, l) {
				break
			}
			shares = append(shares, MonthShare{l.Month, onSide(wanted.Debit, l.Amount)})
		}
		if len(shares) > 0 {
			r.dimensions(wanted, lines[0])
			r.answers[wanted.Months] = PromptAnswer{Months: shares}
			var total Money
			for _, s := range shares {
				total += s.Amount // the lines of one entry were added up before
			}
			r.known[wanted.Months] = total
		}
		return len(shares)
	}
	if len(lines) == 0 || lines[0].Month != 0 || !r.fits(wanted, lines[0]) {
		r.sums = append(r.sums, amountSum{wanted.terms(), 0}) // left out because it came to nothing
		return 0
	}
	r.dimensions(wanted, lines[0])
	r.sums = append(r.sums, amountSum{wanted.terms(), onSide(wanted.Debit, lines[0].Amount)})
	return 1
}

// fits tells whether a line can be what the occasion's line became.
func (r *answering) fits(wanted OccasionLine, l Line) bool {
	if wanted.Debit != (l.Amount > 0) {
		return false
	}
	key, asked := wanted.accountKey()
	if !asked {
		return wanted.Account == l.Account
	}
	prompt, known := r.occasion.Prompt(key)
	given := r.answers[key].Text
	return known && prompt.Accepts(l.Account) && (given == "" || given == l.Account)
}

// dimensions takes account, member, outlet and parties of a line as answers.
func (r *answering) dimensions(wanted OccasionLine, l Line) {
	if key, asked := wanted.accountKey(); asked {
		r.answers[key] = PromptAnswer{Text: l.Account}
	}
	for _, d := range []struct{ key, text string }{
		{wanted.Member, idText(l.Member)},
		{wanted.Outlet, l.Outlet},
		{wanted.Supplier, r.party("supplier", l.Supplier)},
		{wanted.Loan, r.party("loan", l.Loan)},
	} {
		if d.key != "" && d.text != "" {
			r.answers[d.key] = PromptAnswer{Text: d.text}
		}
	}
}

func idText(id ID) string {
	if id.IsZero() {
		return ""
	}
	return id.String()
}

// party finds in the remark the name that an id was made of and takes it out there; else the id stands for it.
func (r *answering) party(rule string, id ID) string {
	if id.IsZero() {
		return ""
	}
	for _, p := range r.occasion.Prompts {
		if text := r.answers[p.Key].Text; text != "" && PartyID(rule, text) == id {
			return text
		}
	}
	parts := strings.Split(r.remark, " · ")
	for i, part := range parts {
		if part != "" && PartyID(rule, part) == id {
			r.remark = strings.Join(slices.Delete(parts, i, i+1), " · ")
			return part
		}
	}
	return id.String()
}

// solve finds the amounts: each line with one amount not known yet gives that one.
func (r *answering) solve() {
	for again := true; again; {
		again = false
		for _, s := range r.sums {
			open, left := amountTerm{}, s.total
			count := 0
			for _, term := range s.terms {
				amount, known := r.known[term.key]
				if !known {
					open, count = term, count+1
					continue
				}
				left -= onSide(!term.minus, amount)
			}
			if count == 1 {
				r.known[open.key] = onSide(!open.minus, left)
				again = true
			}
		}
	}
	for _, p := range r.occasion.Prompts {
		if amount := r.known[p.Key]; p.Kind == PromptAmount && amount != 0 {
			r.answers[p.Key] = PromptAnswer{Amount: amount}
		}
	}
}
