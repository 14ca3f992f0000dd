package coop

// RenewEntry pays a restructured loan out by taking over what is owed on the old one (T12): its principal and, where
// that is the cooperative's policy, its accrued interest. Fees of the new loan, if any, come in at feesInto.
func (s *LoanState) RenewEntry(old *LoanState, rules LoanRules, feesInto string, text LoanText) (Entry, []Problem) {
	c := s.Case
	over := old.Outstanding
	if rules.Capitalise {
		over += old.Accrued
	}
	switch t := &c.Terms; {
	case s.PaidOut != 0:
		return Entry{}, []Problem{{Key: ProblemLoanPaidOut, Args: []any{s.PaidOut}}}
	case !c.Granted || c.Loan.Replaces != old.Case.ID:
		return Entry{}, []Problem{{Key: ProblemLoanNotGranted}}
	case old.Outstanding <= 0:
		return Entry{}, []Problem{{Key: ProblemLoanNotRunning}}
	case t.Principal != over:
		return Entry{}, []Problem{{Key: ProblemLoanRenewed, Args: []any{t.Principal, over}}}
	case t.Fees() > 0 && !IsMoney(feesInto):
		return Entry{}, []Problem{{Key: ProblemLoanFeesInto, Args: []any{t.Fees()}}}
	}
	e, problems := text.entry(
		s.Day, OccasionLoanRenewed,
		c.line(AccountLoanRenewed, over), old.Case.line(old.Account, -old.Outstanding),
		old.Case.line(AccountLoanDue, old.Outstanding-over),
		Line{Account: feesInto, Amount: c.Terms.Fees()},
		c.line(AccountLoanFee, -c.Terms.ProvisionFee()), c.line(AccountLoanAdmin, -c.Terms.Admin),
	)
	if problems == nil {
		e.Once = LoanOutOnce(c.ID)
	}
	return e, problems
}

// decision checks that an act was granted and is of the class; its entry has the once-rule of the act.
func (s *LoanState) decision(d LoanDecision, class LoanClass) []Problem {
	if !d.Granted || d.Act.Class != class || d.Act.Loan != s.Case.ID {
		return []Problem{{Key: ProblemLoanDecided}}
	}
	return nil
}

// LoanActOnce is the once-rule of the entry that carries a decision out.
func LoanActOnce(act Hash) Once { return Once{Rule: "loan-act", Subject: HashID(act, 0).String()} }

func (t LoanText) decided(s *LoanState, d LoanDecision, occasion string, lines ...Line) (Entry, []Problem) {
	e, problems := t.entry(s.Day, occasion, lines...)
	if problems == nil {
		e.Once = LoanActOnce(d.Head.Hash)
	}
	return e, problems
}

// WriteOffEntry takes a loan out of the books and keeps it beside them as still claimed (T14). allowance is what 12109
// holds: where it falls short, the rest becomes a cost in the same entry. Accrued interest is taken back (T17).
func (s *LoanState) WriteOffEntry(d LoanDecision, allowance Money, text LoanText) (Entry, []Problem) {
	if problems := s.decision(d, LoanWriteOff); problems != nil {
		return Entry{}, problems
	}
	amount, c := d.Act.Amount, s.Case
	if amount <= 0 {
		return Entry{}, []Problem{{Key: ProblemLoanNothing}}
	}
	if amount > s.Outstanding {
		return Entry{}, []Problem{{Key: ProblemLoanTooMuch, Args: []any{amount, s.Outstanding}}}
	}
	short := max(0, amount-max(0, allowance))
	return text.decided(
		s, d, OccasionLoanWrittenOff,
		Line{Account: AccountLoanCost, Amount: short}, Line{Account: AccountLoanLoss, Amount: -short},
		Line{Account: AccountLoanLoss, Amount: amount}, c.line(s.Account, -amount),
		c.line(AccountLoanInterest, s.Accrued), c.line(AccountLoanDue, -s.Accrued),
		c.line(AccountMemoLoan, amount), Line{Account: AccountMemoOther, Amount: -amount},
	)
}

// RecoverEntry takes in money on a loan that was written off (T15).
func (s *LoanState) RecoverEntry(amount Money, cash string, text LoanText) (Entry, []Problem) {
	switch {
	case amount <= 0:
		return Entry{}, []Problem{{Key: ProblemLoanNothing}}
	case !IsMoney(cash):
		return Entry{}, []Problem{{Key: ProblemLoanMoney, Args: []any{cash}}}
	case amount > s.WrittenOff:
		return Entry{}, []Problem{{Key: ProblemLoanTooMuch, Args: []any{amount, s.WrittenOff}}}
	}
	return text.entry(
		s.Day, OccasionLoanRecovered,
		Line{Account: cash, Amount: amount}, s.Case.line(AccountLoanBack, -amount),
		Line{Account: AccountMemoOther, Amount: amount}, s.Case.line(AccountMemoLoan, -amount),
	)
}

// ForgiveEntry gives up the claim on a loan that was written off (hapus tagih): it leaves the memo accounts.
func (s *LoanState) ForgiveEntry(d LoanDecision, text LoanText) (Entry, []Problem) {
	if problems := s.decision(d, LoanForgive); problems != nil {
		return Entry{}, problems
	}
	amount := d.Act.Amount
	switch {
	case s.WrittenOff <= 0:
		return Entry{}, []Problem{{Key: ProblemLoanNotRunning}}
	case amount <= 0:
		return Entry{}, []Problem{{Key: ProblemLoanNothing}}
	case amount > s.WrittenOff:
		return Entry{}, []Problem{{Key: ProblemLoanTooMuch, Args: []any{amount, s.WrittenOff}}}
	}
	return text.decided(
		s, d, OccasionLoanWrittenOff,
		Line{Account: AccountMemoOther, Amount: amount}, s.Case.line(AccountMemoLoan, -amount),
	)
}

// SeizeEntry takes collateral over for what is owed (T16): its agreed value pays the principal first and then the
// interest that is due. A value beyond both belongs to the member and is no entry of the loan.
func (s *LoanState) SeizeEntry(d LoanDecision, text LoanText) (Entry, []Problem) {
	if problems := s.decision(d, LoanSeize); problems != nil {
		return Entry{}, problems
	}
	value, c := d.Act.Amount, s.Case
	owed := s.Outstanding + s.Arrears.Interest
	switch {
	case value <= 0:
		return Entry{}, []Problem{{Key: ProblemLoanNothing}}
	case value > owed:
		return Entry{}, []Problem{{Key: ProblemLoanTooMuch, Args: []any{value, owed}}}
	}
	principal := min(value, s.Outstanding)
	interest := value - principal
	accrued := max(0, min(interest, s.Accrued))
	return text.decided(
		s, d, OccasionLoanSeized, c.line(AccountSeized, value), c.line(s.Account, -principal),
		c.line(AccountLoanDue, -accrued), c.line(AccountLoanInterest, accrued-interest),
	)
}

// LoanOpen is principal on 12101 that stands under no loan: what the book began with, as far as nobody said which loan
// it is. Nobody is what stands without a member's name either.
type LoanOpen struct{ Member, Nobody Money }

// Most is the most that one loan can take over of it.
func (o LoanOpen) Most() Money { return max(0, o.Member, o.Nobody) }

// TakeOverEntry gives a loan from before the book began its part of the opening balance, so that the register says what
// the account does: what stands there for the member without a loan, else without a name, gets the loan's name. What is
// missing to its principal was paid before, with the interest of the instalments that it pays in full.
func (s *LoanState) TakeOverEntry(owed Money, open LoanOpen, text LoanText) (Entry, []Problem) {
	c := s.Case
	switch {
	case s.PaidOut != 0:
		return Entry{}, []Problem{{Key: ProblemLoanPaidOut, Args: []any{s.PaidOut}}}
	case !c.Granted || !c.Loan.Replaces.IsZero():
		return Entry{}, []Problem{{Key: ProblemLoanNotGranted}}
	case owed <= 0:
		return Entry{}, []Problem{{Key: ProblemLoanNothing}}
	case owed > c.Terms.Principal:
		return Entry{}, []Problem{{Key: ProblemLoanTooMuch, Args: []any{owed, c.Terms.Principal}}}
	case owed > open.Most():
		return Entry{}, []Problem{{Key: ProblemLoanOpening, Args: []any{owed, open.Most()}}}
	}
	from := Line{Account: AccountLoan, Amount: -owed}
	if owed <= open.Member {
		from.Member = c.Loan.Member
	}
	e, problems := text.entry(s.Day, OccasionLoanOut, c.line(AccountLoan, owed), from)
	if problems == nil {
		e.Once = LoanOutOnce(c.ID)
	}
	return e, problems
}
