package coop

// judge grades the loan and says what the allowance must hold for it. Source: domain §6.3, §6.4.
func (s *LoanState) judge(rules LoanRules) {
	s.Collateral = s.Case.collateral(s.Day)
	if s.Outstanding <= 0 {
		return
	}
	s.ByDays = rules.GradeOf(s.Late)
	s.Grade = s.ByDays
	for _, d := range s.Case.Acts {
		if d.Granted && d.Act.Class == LoanGrade && d.Act.Date <= s.Day {
			s.Grade, s.ByDecision = d.Act.Grade, true
			if d.Act.Grade == 0 { // back to what the days say
				s.Grade, s.ByDecision = s.ByDays, false
			}
		}
	}
	if s.Grade < GradeGood || s.Grade > GradeLoss {
		s.Grade, s.ByDecision = s.ByDays, false
	}
	covered, err := MulMoney(s.Collateral, rules.Collateral, 10_000, Rupiah)
	if err != nil {
		covered = 0
	}
	base := max(0, s.Outstanding-covered)
	if s.Provision, err = MulMoney(base, rules.Provision[s.Grade-1], 10_000, Rupiah); err != nil {
		s.Provision = base
	}
}

// collateral is the worth of goods and blocked savings behind the loan that were not given back by the day.
func (c *LoanCase) collateral(day Date) Money {
	if c.decided(LoanRelease, day) || c.decided(LoanSeize, day) {
		return 0
	}
	var sum Money
	for _, b := range c.Loan.Behind {
		if b.Class != SecurityGuarantor {
			if more, err := AddMoney(sum, max(0, b.Value)); err == nil {
				sum = more
			}
		}
	}
	return sum
}
