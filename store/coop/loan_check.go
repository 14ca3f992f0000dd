package coop

// LoanFacts are what is looked at before a loan is granted.
type LoanFacts struct {
	Day        Date
	Savings    map[string]Money // of the member, by account, credit positive
	Joined     Date             // 0: not known
	Loans      []LoanState      // all of the cooperative's, on the day
	OwnCapital Money            // equity, credit positive
}

// Keys of what the rules say against a loan. None is a wall: the board decides, and sees it. Source: domain §6.5.
const (
	LoanCheckClosed    = "loan.check.closed"    // the product is no longer offered
	LoanCheckLeast     = "loan.check.least"     // {0} is less than the product's {1}
	LoanCheckMost      = "loan.check.most"      // {0} is more than the product's {1}
	LoanCheckMonths    = "loan.check.months"    // {0} months are more than the product's {1}
	LoanCheckSavings   = "loan.check.savings"   // {0} is more than {1} times the savings of {2}
	LoanCheckIncome    = "loan.check.income"    // the instalment {0} is more than {1} % of the income, {2}
	LoanCheckAbility   = "loan.check.ability"   // the instalment {0} is more than the {1} that is left over
	LoanCheckNoIncome  = "loan.check.no-income" // the income was not asked for
	LoanCheckJoined    = "loan.check.joined"    // a member for {0} months, the product wants {1}
	LoanCheckOne       = "loan.check.one"       // another loan of this product runs
	LoanCheckArrears   = "loan.check.arrears"   // {0} is overdue on another loan
	LoanCheckRelated   = "loan.check.related"   // related parties would owe {0}, at most {1} may be
	LoanCheckRate      = "loan.check.rate"      // the rate {0} is above {1}
	LoanCheckEffective = "loan.check.effective" // the rate {0} is effectively {1}, above {2}
	LoanCheckBlocked   = "loan.check.blocked"   // {0} of a saving is to be blocked, only {1} of it is free
	LoanCheckSurety    = "loan.check.surety"    // the member cannot stand surety for themselves
)

// RateValue is a yearly rate in basis points among a problem's arguments; screens write it as per cent.
type RateValue int64

// String writes the rate: 21,46 %.
func (r RateValue) String() string { return FormatRate(int64(r)) }

// CheckLoan says what speaks against granting the loan; nil: nothing. What is wrong with the terms themselves is not
// repeated (LoanTerms.Problems).
func CheckLoan(c *LoanCase, t *LoanTerms, p LoanProduct, facts LoanFacts, rules LoanRules) []Problem {
	k := loanCheck{c: c, t: t, p: p, facts: facts, rules: rules}
	lines, err := t.Schedule()
	if err != nil {
		return nil
	}
	k.product()
	k.ability(lines)
	k.others()
	k.behind()
	k.rates(lines)
	return k.problems
}

type loanCheck struct {
	c        *LoanCase
	t        *LoanTerms
	p        LoanProduct
	facts    LoanFacts
	rules    LoanRules
	problems []Problem
}

func (k *loanCheck) say(when bool, key string, args ...any) {
	if when {
		k.problems = append(k.problems, Problem{Key: key, Args: args})
	}
}

// product compares the loan with the product's own bounds.
func (k *loanCheck) product() {
	p, t := k.p, k.t
	k.say(p.Closed, LoanCheckClosed)
	k.say(p.Least > 0 && t.Principal < p.Least, LoanCheckLeast, t.Principal, p.Least)
	k.say(p.Most > 0 && t.Principal > p.Most, LoanCheckMost, t.Principal, p.Most)
	k.say(p.MostMonths > 0 && t.Months > p.MostMonths, LoanCheckMonths, t.Months, p.MostMonths)
	if joined := k.facts.Joined; joined.Valid() && p.Joined > 0 {
		months := monthsBetween(joined, k.facts.Day)
		k.say(int64(months) < p.Joined, LoanCheckJoined, months, p.Joined)
	}
	var savings Money
	for _, amount := range k.facts.Savings {
		savings += amount
	}
	most, err := MulMoney(savings, p.Savings, 1, Rupiah)
	k.say(p.Savings > 0 && err == nil && t.Principal > most, LoanCheckSavings, t.Principal, p.Savings, savings)
}

// monthsBetween counts the whole months from one day to another.
func monthsBetween(from, to Date) int {
	months := (int(to/10000)-int(from/10000))*12 + int(to.Month()%100) - int(from.Month()%100)
	if dueIn(to.Month(), int64(from%100)) > to {
		months--
	}
	return max(0, months)
}

// LoanAbility is what the application says of what the member can carry.
type LoanAbility struct {
	Left       Money // of the income, after spending and what is owed elsewhere
	Instalment Money // the greatest of the schedule
	Share      int64 // of the income, in basis points, what is owed elsewhere included; 0 without an income
}

// AbilityOf reckons what a member can carry of a loan, a month.
func AbilityOf(loan Loan, lines []LoanLine) LoanAbility {
	a := LoanAbility{Left: loan.Income - loan.Spending - loan.Owed}
	for _, l := range lines {
		a.Instalment = max(a.Instalment, l.Instalment())
	}
	if loan.Income > 0 {
		share, err := MulMoney(a.Instalment+loan.Owed, 10_000, int64(loan.Income), 1)
		if err == nil {
			a.Share = int64(share)
		}
	}
	return a
}

func (k *loanCheck) ability(lines []LoanLine) {
	loan := k.c.Loan
	if k.p.Income == 0 {
		return
	}
	if loan.Income <= 0 {
		k.say(true, LoanCheckNoIncome)
		return
	}
	a := AbilityOf(loan, lines)
	k.say(a.Share > k.p.Income, LoanCheckIncome, a.Instalment+loan.Owed, RateValue(k.p.Income), loan.Income)
	k.say(a.Instalment > a.Left, LoanCheckAbility, a.Instalment, a.Left)
}

// others looks at the loans that there are: the member's own, and those of related parties. The one that this loan
// replaces does not count.
func (k *loanCheck) others() {
	related := k.t.Principal
	for i := range k.facts.Loans {
		s := &k.facts.Loans[i]
		if s.Case.ID == k.c.ID || s.Case.ID == k.c.Loan.Replaces {
			continue
		}
		if s.Case.Loan.Related {
			related += s.Outstanding
			if s.Status == LoanGranted {
				related += s.Case.Terms.Principal
			}
		}
		if s.Case.Loan.Member != k.c.Loan.Member {
			continue
		}
		lives := s.Status == LoanRunning || s.Status == LoanGranted
		k.say(k.p.One && lives && s.Case.Loan.Product == k.c.Loan.Product, LoanCheckOne)
		overdue := s.Arrears.Sum() + s.WrittenOff
		k.say(k.p.Clean && overdue > 0, LoanCheckArrears, overdue)
	}
	most, err := MulMoney(k.facts.OwnCapital, k.rules.Related, 10_000, Rupiah)
	k.say(k.c.Loan.Related && err == nil && related > most, LoanCheckRelated, related, max(0, most))
}

// behind looks at what stands behind the loan.
func (k *loanCheck) behind() {
	for _, b := range k.c.Loan.Behind {
		switch b.Class {
		case SecurityGuarantor:
			k.say(b.Member == k.c.Loan.Member, LoanCheckSurety)
		case SecuritySaving:
			if b.Member == k.c.Loan.Member {
				free := k.facts.Savings[b.Account] - LoanBlocks(k.facts.Loans)[b.Member][b.Account]
				k.say(b.Value > free, LoanCheckBlocked, b.Value, max(0, free))
			}
		}
	}
}

func (k *loanCheck) rates(lines []LoanLine) {
	nominal, most := RateValue(k.t.Rate), RateValue(k.rules.RateCap)
	if nominal > most {
		k.say(true, LoanCheckRate, nominal, most)
		return
	}
	effective := RateValue(EffectiveRate(lines, k.t.Principal))
	k.say(effective > most, LoanCheckEffective, nominal, effective, most)
}

// LoanBlocks sums, by member and account, the savings that stand behind loans that are granted or run: they may not be
// paid out. A release, or the loan's end, lifts the block.
func LoanBlocks(states []LoanState) map[ID]map[string]Money {
	blocks := map[ID]map[string]Money{}
	for i := range states {
		s := &states[i]
		if s.Status != LoanGranted && s.Status != LoanRunning || s.Case.decided(LoanRelease, s.Day) {
			continue
		}
		for _, b := range s.Case.Loan.Behind {
			if b.Class != SecuritySaving || b.Value <= 0 {
				continue
			}
			if blocks[b.Member] == nil {
				blocks[b.Member] = map[string]Money{}
			}
			blocks[b.Member][b.Account] += b.Value
		}
	}
	return blocks
}

// SuretyFor lists the loans that a member stands surety for, granted or running.
func SuretyFor(states []LoanState, member ID) []*LoanState {
	var out []*LoanState
	for i := range states {
		s := &states[i]
		if s.Status != LoanGranted && s.Status != LoanRunning {
			continue
		}
		for _, b := range s.Case.Loan.Behind {
			if b.Class == SecurityGuarantor && b.Member == member {
				out = append(out, s)
				break
			}
		}
	}
	return out
}
