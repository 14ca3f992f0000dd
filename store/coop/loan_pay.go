package coop

import (
	"math/big"
	"strings"
)

// The occasions of entries about loans (assets/occasions.txt).
const (
	OccasionLoanOut        = "member-loan-out"
	OccasionLoanPay        = "member-loan-payment"
	OccasionLoanDue        = "loan-interest-due"
	OccasionLoanBack       = "loan-interest-taken-back"
	OccasionLoanRenewed    = "loan-restructured"
	OccasionAllowance      = "loan-allowance"
	OccasionAllowanceLess  = "loan-allowance-released"
	OccasionLoanWrittenOff = "loan-written-off"
	OccasionLoanRecovered  = "loan-recovered"
	OccasionLoanSeized     = "loan-collateral-taken"
)

// Keys of what keeps a loan's entry from being made.
const (
	ProblemLoanNotGranted = "loan.entry.not-granted" // nobody granted it yet
	ProblemLoanPaidOut    = "loan.entry.paid-out"    // it was paid out on {0}
	ProblemLoanNotRunning = "loan.entry.not-running" // nothing is owed on it
	ProblemLoanMoney      = "loan.entry.money"       // {0} is no cash or bank
	ProblemLoanFrom       = "loan.entry.from"        // what is paid comes to {0}, what it covers to {1}
	ProblemLoanNothing    = "loan.entry.nothing"     // an amount of zero or less
	ProblemLoanTooMuch    = "loan.entry.too-much"    // {0} is more than the {1} that is owed
	ProblemLoanDecided    = "loan.entry.decided"     // nobody granted this decision, or it is about something else
	ProblemLoanBefore     = "loan.entry.before"      // the day lies before {0}, when it was paid out
	ProblemLoanRenewed    = "loan.entry.renewed"     // the new loan is over {0}, what is taken over comes to {1}
	ProblemLoanOwn        = "loan.entry.own"         // who agreed to it does not carry it out
	ProblemLoanOpening    = "loan.entry.opening"     // {0} is owed, only {1} of the opening has no loan's name
	ProblemLoanFeesInto   = "loan.entry.fees"        // fees of {0} are to be paid and it is not said where to
)

// LoanText is what a person adds to an entry about a loan.
type LoanText struct{ Remark, Evidence string }

// LoanOutOnce is the once-rule of a loan's payout.
func LoanOutOnce(loan ID) Once { return Once{Rule: "loan-disburse", Subject: loan.String()} }

// line is one line of the loan's member.
func (c *LoanCase) line(account string, amount Money) Line {
	return Line{Account: account, Amount: amount, Member: c.Loan.Member, Loan: c.ID}
}

// entry puts lines together and leaves those of nothing out.
func (t LoanText) entry(day Date, occasion string, lines ...Line) (Entry, []Problem) {
	e := Entry{
		Date: day, Occasion: occasion, Remark: strings.TrimSpace(t.Remark), Evidence: strings.TrimSpace(t.Evidence),
	}
	for _, l := range lines {
		if l.Amount != 0 {
			e.Lines = append(e.Lines, l)
		}
	}
	switch {
	case !day.Valid():
		return Entry{}, []Problem{{Key: ProblemEntryDate}}
	case !plain(e.Remark) || !plain(e.Evidence):
		return Entry{}, []Problem{{Key: ProblemEntryRemark}}
	case CheckLines(e.Lines) != WhatNone:
		return Entry{}, []Problem{{Key: ProblemDraftTooLarge}}
	}
	return e, nil
}

// PayOutEntry hands a granted loan to its member. Where feesInto is empty the fees are kept back; else the loan is paid
// in full and the fees come in there (T9). state is the loan's on the day.
func (s *LoanState) PayOutEntry(cash, feesInto string, text LoanText) (Entry, []Problem) {
	c := s.Case
	switch {
	case s.PaidOut != 0:
		return Entry{}, []Problem{{Key: ProblemLoanPaidOut, Args: []any{s.PaidOut}}}
	case !c.Granted:
		return Entry{}, []Problem{{Key: ProblemLoanNotGranted}}
	case !IsMoney(cash):
		return Entry{}, []Problem{{Key: ProblemLoanMoney, Args: []any{cash}}}
	case feesInto != "" && !IsMoney(feesInto):
		return Entry{}, []Problem{{Key: ProblemLoanMoney, Args: []any{feesInto}}}
	}
	t := &c.Terms
	out := []Line{c.line(AccountLoan, t.Principal)}
	if feesInto == "" {
		out = append(out, Line{Account: cash, Amount: t.Fees() - t.Principal})
	} else {
		out = append(out, Line{Account: cash, Amount: -t.Principal}, Line{Account: feesInto, Amount: t.Fees()})
	}
	out = append(out, c.line(AccountLoanFee, -t.ProvisionFee()), c.line(AccountLoanAdmin, -t.Admin))
	e, problems := text.entry(s.Day, OccasionLoanOut, out...)
	if problems == nil {
		e.Once = LoanOutOnce(c.ID)
	}
	return e, problems
}

// LoanSplit is what a payment covers. Parked is what waits on 21105 for later due dates.
type LoanSplit struct {
	LoanParts
	Parked Money
}

// Sum is the whole payment.
func (p LoanSplit) Sum() Money { return p.LoanParts.Sum() + p.Parked }

// Split proposes what an amount covers on the state's day: what is overdue and due in the order of the terms, then the
// instalment that falls due next, and then what the terms say of money ahead. What is enough for the whole loan settles
// it (Settle). Source: domain §6.2.
func (s *LoanState) Split(amount Money) LoanSplit {
	whole := s.Settle()
	if whole.Sum() > 0 && amount >= whole.Sum() {
		return LoanSplit{whole.LoanParts, amount - whole.Sum()}
	}
	var split LoanSplit
	left := amount
	take := func(into *Money, most Money) {
		n := max(0, min(left, most))
		*into += n
		left -= n
	}
	order, ok := s.Case.Terms.Order.parts()
	if !ok {
		order, _ = PaymentUsual.parts()
	}
	for _, part := range order {
		switch part {
		case partPenalty:
			take(&split.Penalty, s.Arrears.Penalty)
		case partInterest:
			take(&split.Interest, s.Arrears.Interest)
		case partPrincipal:
			take(&split.Principal, s.Arrears.Principal)
		}
	}
	if s.Next < len(s.Lines) {
		take(&split.Interest, s.Lines[s.Next].OpenInterest())
		take(&split.Principal, s.Lines[s.Next].OpenPrincipal())
	}
	if s.Case.Terms.Advance == AdvanceReduce {
		take(&split.Principal, s.Outstanding-split.Principal)
	}
	split.Parked = left
	return split
}

// PayEntry makes the entry of a payment that covers split. from are the debits that pay it: cash or a bank, what was
// parked (21105), a saving (T2), or what the cooperative owes for produce (T10). Interest comes off what was accrued
// first.
func (s *LoanState) PayEntry(split LoanSplit, from []Line, text LoanText) (Entry, []Problem) {
	c := s.Case
	var paid Money
	for _, l := range from {
		if l.Amount <= 0 || l.Amount > maxLineAmount {
			return Entry{}, []Problem{{Key: ProblemLoanNothing}}
		}
		paid += l.Amount
	}
	switch {
	case s.PaidOut == 0 || s.Outstanding <= 0 && s.Arrears.Sum() == 0:
		return Entry{}, []Problem{{Key: ProblemLoanNotRunning}}
	case s.Day < s.PaidOut:
		return Entry{}, []Problem{{Key: ProblemLoanBefore, Args: []any{s.PaidOut}}}
	case min(split.Penalty, split.Interest, split.Principal, split.Parked) < 0 || paid == 0:
		return Entry{}, []Problem{{Key: ProblemLoanNothing}}
	case paid != split.Sum():
		return Entry{}, []Problem{{Key: ProblemLoanFrom, Args: []any{paid, split.Sum()}}}
	case split.Principal > s.Outstanding:
		return Entry{}, []Problem{{Key: ProblemLoanTooMuch, Args: []any{split.Principal, s.Outstanding}}}
	}
	accrued := max(0, min(split.Interest, s.Accrued))
	lines := append([]Line{}, from...)
	lines = append(
		lines, c.line(s.Account, -split.Principal), c.line(AccountLoanDue, -accrued),
		c.line(AccountLoanInterest, accrued-split.Interest), c.line(AccountLoanPenalty, -split.Penalty),
		c.line(AccountParked, -split.Parked),
	)
	return text.entry(s.Day, OccasionLoanPay, lines...)
}

// LoanSettlement is what must be paid so that nothing is owed any more.
type LoanSettlement struct {
	LoanParts
	Running Money // of the interest: for the month that has begun
	Later   Money // of the interest: flat interest of the months after it
	Waived  Money // interest of those months that is not asked
}

// Settle reckons what an early settlement on the state's day comes to: what is overdue, the whole principal, and the
// interest up to the day. Flat interest of later months is asked as far as the terms say (T11). Source: domain §6.2.
func (s *LoanState) Settle() LoanSettlement {
	x := LoanSettlement{LoanParts: s.Arrears}
	if s.Outstanding <= 0 {
		return x
	}
	x.Principal = s.Outstanding
	terms := &s.Case.Terms
	for i := s.Next; i < len(s.Lines); i++ {
		l := &s.Lines[i]
		asked := l.OpenInterest()
		switch {
		case i == s.Next:
			if begun := s.begins(i); s.Day <= begun {
				asked = 0 // the month has not begun
			} else if terms.EarlyDays {
				part := big.NewRat(int64(begun.DaysTo(s.Day)), int64(begun.DaysTo(l.Due)))
				part.Mul(part, new(big.Rat).SetInt64(int64(l.Interest)))
				asked = min(asked, max(0, roundRat(part, terms.Rounding == RoundDown)-l.PaidInterest))
			}
			x.Running = asked
		case terms.Method == MethodFlat:
			part := big.NewRat(terms.EarlyFlat, 10_000)
			part.Mul(part, new(big.Rat).SetInt64(int64(l.OpenInterest())))
			asked = min(asked, roundRat(part, terms.Rounding == RoundDown)) // what was paid in sen rounds up past it
			x.Later += asked
		default:
			asked = 0
		}
		x.Interest += asked
		x.Waived += l.OpenInterest() - asked
	}
	return x
}

// begins is the day from which an instalment's interest is counted.
func (s *LoanState) begins(i int) Date {
	if i == 0 {
		return s.PaidOut
	}
	return s.Lines[i-1].Due
}
