package coop

// LoanAccrueOnce is the once-rule of a loan's interest accrued, or taken back, at the end of a month.
func LoanAccrueOnce(loan ID, m Month) Once {
	return Once{Rule: "loan-accrue", Subject: loan.String(), Period: m.String()}
}

// ProvisionOnce is the once-rule of a month's change of the allowance.
func ProvisionOnce(m Month) Once { return Once{Rule: "provision", Period: m.String()} }

// AccrueEntry brings 12201 to what it should hold for the loan at the state's day, the end of a month: the interest
// that fell due and was not paid while the loan is good, else nothing (T17). False where it holds that already.
func (s *LoanState) AccrueEntry(rules LoanRules, text LoanText) (Entry, bool) {
	wanted := Money(0)
	if rules.Accrue && s.Grade == GradeGood {
		wanted = s.Arrears.Interest
	}
	more := wanted - s.Accrued
	due, revenue := s.Case.line(AccountLoanDue, more), s.Case.line(AccountLoanInterest, -more)
	e, problems := text.entry(s.Day, OccasionLoanDue, due, revenue)
	if more < 0 {
		e, problems = text.entry(s.Day, OccasionLoanBack, revenue, due)
	}
	e.Once = LoanAccrueOnce(s.Case.ID, s.Day.Month())
	return e, problems == nil
}

// ProvisionEntry brings the allowance to what the loans require at the end of a month (T13): allowance is what 12109
// holds, credit positive. False where it holds that already. Source: domain §6.4.
func ProvisionEntry(states []LoanState, allowance Money, m Month, text LoanText) (Entry, bool) {
	more := LoanProvision(states) - allowance
	cost, loss := Line{Account: AccountLoanCost, Amount: more}, Line{Account: AccountLoanLoss, Amount: -more}
	e, problems := text.entry(m.Last(), OccasionAllowance, cost, loss)
	if more < 0 {
		e, problems = text.entry(m.Last(), OccasionAllowanceLess, loss, cost)
	}
	e.Once = ProvisionOnce(m)
	return e, problems == nil
}

// LoanProvision is what the allowance must hold for all loans together.
func LoanProvision(states []LoanState) Money {
	var sum Money
	for i := range states {
		sum += states[i].Provision
	}
	return sum
}

// LoanMonthEnd gives the entries that the end of a month asks for: interest accrued or taken back, and the allowance.
// States are those of its last day. Nothing doubles: each entry may exist once.
func LoanMonthEnd(states []LoanState, allowance Money, m Month, rules LoanRules, text LoanText) []Entry {
	var entries []Entry
	for i := range states {
		if e, some := states[i].AccrueEntry(rules, text); some {
			entries = append(entries, e)
		}
	}
	if e, some := ProvisionEntry(states, allowance, m, text); some {
		entries = append(entries, e)
	}
	return entries
}
