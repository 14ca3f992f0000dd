package coop

import "slices"

// PlainLine is one line of a plain journal entry as somebody typed it: an account, and an amount on one side.
type PlainLine struct {
	Account       AccountRow
	Debit, Credit Money
	Member        ID
	Outlet        string
	Party         string // a supplier or other party, or a loan, by name, number or id
	Kept          Line   // what else the line had in an entry that it was filled from
}

// The keys of what can be wrong with a plain journal entry. {0} is the number of the line, from 1, unless said.
const (
	ProblemPlainAccount = "plain.account"     // no account
	ProblemPlainAmount  = "plain.amount"      // no amount
	ProblemPlainBoth    = "plain.both"        // amounts on both sides
	ProblemPlainMinus   = "plain.minus"       // an amount below zero
	ProblemPlainMember  = "plain.member"      // the account {1} asks for a member
	ProblemPlainParty   = "plain.party"       // the account {1} asks for a supplier or loan
	ProblemPlainFew     = "plain.few"         // fewer than two lines; no argument
	ProblemPlainDebit   = "plain.more-debit"  // the debits are {0} more than the credits
	ProblemPlainCredit  = "plain.more-credit" // the credits are {0} more than the debits
	ProblemPlainMemo    = "plain.memo"        // memo accounts balance by themselves; no argument
)

// PlainEntry makes an entry of lines that somebody typed, for those who know debit and credit. Names of parties go
// behind the remark, as EntryOf has it. With problems there is no entry.
func PlainEntry(date Date, remark, evidence string, typed []PlainLine) (Entry, []Problem) {
	e := Entry{Date: date, Evidence: evidence}
	var problems []Problem
	var parties []string
	for i, l := range typed {
		problems = append(problems, l.problems(i+1)...)
		if _, err := ParseID(l.Party); err != nil {
			parties = append(parties, l.Party)
		}
		e.Lines = append(e.Lines, l.line())
	}
	e.Remark = remarkWith(remark, parties)
	switch {
	case !date.Valid():
		problems = append(problems, Problem{Key: ProblemEntryDate})
	case !plain(e.Remark):
		problems = append(problems, Problem{Key: ProblemEntryRemark})
	case len(typed) < 2:
		problems = append(problems, Problem{Key: ProblemPlainFew})
	}
	if len(problems) == 0 {
		problems = unbalanced(typed, e.Lines)
	}
	if len(problems) > 0 {
		return Entry{}, problems
	}
	return e, nil
}

// PlainDifference is what the debits are more than the credits; ErrMoneyTooLarge where they do not fit.
func PlainDifference(lines []PlainLine) (Money, error) {
	var all []Money
	for _, l := range lines {
		all = append(all, l.Debit, -l.Credit)
	}
	return SumMoney(all...)
}

func unbalanced(typed []PlainLine, lines []Line) []Problem {
	difference, err := PlainDifference(typed)
	outside := Money(0)
	for i, l := range lines {
		if typed[i].Account.Type == Memo {
			outside += l.Amount
		}
	}
	switch {
	case err != nil:
		return []Problem{{Key: ProblemDraftTooLarge}}
	case difference > 0:
		return []Problem{{Key: ProblemPlainDebit, Args: []any{difference}}}
	case difference < 0:
		return []Problem{{Key: ProblemPlainCredit, Args: []any{-difference}}}
	case outside != 0:
		return []Problem{{Key: ProblemPlainMemo}}
	case CheckLines(lines) != WhatNone:
		return []Problem{{Key: ProblemDraftTooLarge}}
	}
	return nil
}

func (l PlainLine) problems(n int) []Problem {
	name := PromptLabel{ID: l.Account.NameID, EN: orText(l.Account.NameEN, l.Account.NameID)}
	switch {
	case l.Account.Code == "":
		return []Problem{{Key: ProblemPlainAccount, Args: []any{n}}}
	case l.Debit < 0 || l.Credit < 0:
		return []Problem{{Key: ProblemPlainMinus, Args: []any{n}}}
	case l.Debit != 0 && l.Credit != 0:
		return []Problem{{Key: ProblemPlainBoth, Args: []any{n}}}
	case l.Debit == 0 && l.Credit == 0:
		return []Problem{{Key: ProblemPlainAmount, Args: []any{n}}}
	case l.Asks("M") && l.Member.IsZero():
		return []Problem{{Key: ProblemPlainMember, Args: []any{n, name}}}
	case l.Asks("S") && l.Party == "" && l.Kept.Supplier.IsZero():
		return []Problem{{Key: ProblemPlainParty, Args: []any{n, name}}}
	}
	return nil
}

// Asks says whether the line's account asks for one of the sub-ledgers: see SubLetters.
func (l PlainLine) Asks(letters string) bool {
	return slices.ContainsFunc([]byte(l.Account.Sub), func(b byte) bool {
		return slices.Contains([]byte(letters), b)
	})
}

// line is the line to be recorded. What it had besides in the entry that it was filled from stays with it as long as
// the account is the same: a plain journal entry does not ask for months, items and assets.
func (l PlainLine) line() Line {
	line := Line{Account: l.Account.Code, Amount: l.Debit - l.Credit, Member: l.Member, Outlet: l.Outlet}
	if l.Kept.Account == l.Account.Code {
		line.Month, line.Loan, line.Supplier = l.Kept.Month, l.Kept.Loan, l.Kept.Supplier
		line.Item, line.Quantity, line.Asset = l.Kept.Item, l.Kept.Quantity, l.Kept.Asset
		if (l.Kept.Amount < 0) != (line.Amount < 0) {
			line.Quantity = -line.Quantity
		}
	}
	switch {
	case l.Party == "":
	case l.Asks("S"):
		line.Supplier = PartyID("supplier", l.Party)
	case l.Asks("L"):
		line.Loan = PartyID("loan", l.Party)
	}
	return line
}

func orText(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
