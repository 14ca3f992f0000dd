package coop

import (
	"maps"
	"strings"
)

// Further keys of what can be wrong when an occasion becomes an entry.
const (
	ProblemAnswerMember = "occasion.answer.member" // {1} is no member of the prompt {0}
	ProblemEntryDate    = "occasion.entry.date"    // there is no such day, or none was given; no argument
	ProblemEntryRemark  = "occasion.entry.remark"  // longer than 2,000 bytes, or not text; no argument
)

// EntryOf turns what a person answered into an entry. Answers name a member by its id and an outlet by its code. A
// supplier or loan is named by its id or by whatever name or number it has: the same name is the same party (PartyID),
// and a party's name is kept in the remark. A date or remark that the occasion asks for stands in the answers; date
// and remark serve where it does not. With problems there is no entry.
func EntryOf(o Occasion, answers Answers, date Date, remark string) (Entry, []Problem) {
	answers = namedPurposes(o, answers)
	draft, problems := o.Draft(answers)
	if len(problems) > 0 {
		return Entry{}, problems
	}
	var parties []string
	for _, p := range o.Prompts {
		answer := answers[p.Key]
		switch {
		case p.Kind == PromptDate && answer.Date != 0:
			date = answer.Date
		case p.Kind == PromptRemark && answer.Text != "":
			remark = answer.Text
		case p.Kind == PromptMember && answer.Text != "":
			if id, err := ParseID(answer.Text); err != nil || id.IsZero() {
				problems = append(problems, Problem{Key: ProblemAnswerMember, Args: []any{promptLabel(p), answer.Text}})
			}
		case p.Kind == PromptSupplier || p.Kind == PromptLoan:
			if _, err := ParseID(answer.Text); err != nil {
				parties = append(parties, strings.TrimSpace(answer.Text))
			}
		}
	}
	e := Entry{Date: date, Occasion: o.ID, Remark: remarkWith(remark, parties)}
	if !date.Valid() {
		problems = append(problems, Problem{Key: ProblemEntryDate})
	}
	if !plain(e.Remark) {
		problems = append(problems, Problem{Key: ProblemEntryRemark})
	}
	for _, d := range draft {
		e.Lines = append(e.Lines, d.line())
	}
	if len(problems) == 0 && CheckLines(e.Lines) != WhatNone {
		problems = append(problems, Problem{Key: ProblemDraftTooLarge})
	}
	if len(problems) > 0 {
		return Entry{}, problems
	}
	return e, nil
}

// namedPurposes gives the answers with the ids of purposes in the place of their codes.
func namedPurposes(o Occasion, answers Answers) Answers {
	for _, p := range o.Prompts {
		code := answers[p.Key].Text
		if _, err := ParseID(code); p.Kind == PromptPurpose && code != "" && err != nil {
			answers = maps.Clone(answers)
			answers[p.Key] = PromptAnswer{Text: SpecialID(code).String()}
		}
	}
	return answers
}

// remarkWith puts the names of parties behind the remark where it does not tell them itself.
func remarkWith(remark string, parties []string) string {
	parts := []string{}
	if remark = strings.TrimSpace(remark); remark != "" {
		parts = append(parts, remark)
	}
	for _, p := range parties {
		if p != "" && !strings.Contains(strings.ToLower(remark), strings.ToLower(p)) {
			parts = append(parts, p)
		}
	}
	return strings.Join(parts, " · ")
}

func (d DraftLine) line() Line {
	member, _ := ParseID(d.Member) // looked at before
	return Line{
		Account: d.Account, Amount: d.Amount, Member: member, Month: d.Month, Outlet: d.Outlet,
		Supplier: PartyID("supplier", d.Supplier), Loan: PartyID("loan", d.Loan),
	}
}

// PartyID gives the id of a supplier or loan that is known by its name or number only; capitals and spaces do not
// matter. The text of an id is that id; an empty name is none.
func PartyID(rule, name string) ID {
	if id, err := ParseID(name); err == nil {
		return id
	}
	return OnceID(rule, strings.ToLower(strings.Join(strings.Fields(name), " ")), "")
}

// DefaultDate proposes the day of a new entry: the later of the clock's and the last entry's. Marked says that they
// differ by a day or more, so that a wrong clock shows (design §5). Last is 0 where there is no entry yet.
func DefaultDate(clock, last Date) (day Date, marked bool) {
	return max(clock, last), last != 0 && clock != last
}
