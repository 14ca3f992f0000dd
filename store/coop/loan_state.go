package coop

import (
	"math/big"
	"slices"
)

// StateAt reckons how the loan stood at the end of a day. Rules are those of that day (LoanRulesAt).
func (c *LoanCase) StateAt(day Date, rules LoanRules) LoanState {
	s := LoanState{Case: c, Day: day, Account: AccountLoan}
	moves := c.moves(day)
	for _, m := range moves {
		s.add(m)
	}
	r := reckoning{state: &s, events: events(moves)}
	r.reckon()
	s.status()
	s.judge(rules)
	return s
}

// add takes one line into the sums.
func (s *LoanState) add(m LoanMove) {
	switch {
	case IsLoan(m.Account):
		if m.Amount > 0 && s.PaidOut == 0 {
			s.PaidOut, s.Account = m.Date, m.Account
		}
		s.Lent += max(0, m.Amount)
		s.Outstanding += m.Amount
	case m.Account == AccountLoanDue:
		s.Accrued += m.Amount
	case m.Account == AccountParked:
		s.Parked -= m.Amount
	case m.Account == AccountMemoLoan:
		s.WrittenOff += m.Amount
	case m.Account == AccountLoanBack:
		s.Recovered -= m.Amount
	}
}

func (s *LoanState) status() {
	c := s.Case
	off := slices.ContainsFunc(c.moves(s.Day), func(m LoanMove) bool { return m.Account == AccountMemoLoan })
	switch {
	case s.PaidOut == 0 && c.Granted:
		s.Status = LoanGranted
	case s.PaidOut == 0 && c.Refused:
		s.Status = LoanDeclined
	case s.PaidOut == 0:
		s.Status = LoanApplied
	case s.Outstanding > 0:
		s.Status = LoanRunning
	case off && s.WrittenOff > 0:
		s.Status = LoanWrittenOff
	case off && s.Recovered < s.Lent && c.decided(LoanForgive, s.Day):
		s.Status = LoanForgiven
	case !c.Replaced.IsZero():
		s.Status = LoanReplaced
	case s.Arrears.Sum() > 0:
		s.Status = LoanRunning
	default:
		s.Status = LoanSettled
	}
}

// decided says whether an act of the class was granted with a date up to the day.
func (c *LoanCase) decided(class LoanClass, day Date) bool {
	return slices.ContainsFunc(c.Acts, func(d LoanDecision) bool {
		return d.Granted && d.Act.Class == class && d.Act.Date <= day
	})
}

// reckoning spreads what was paid over the instalments.
type reckoning struct {
	state  *LoanState
	events []loanEvent
	paid   []paidOn // after each event, ascending by date
	waived Money    // interest and penalty let off by decisions
}

// paidOn is what was paid in all by the end of a day.
type paidOn struct {
	date Date
	LoanParts
}

func (r *reckoning) reckon() {
	s := r.state
	terms := s.Case.Terms
	if s.PaidOut == 0 {
		return
	}
	lines, err := terms.Schedule()
	if err != nil { // lent without terms that hold: all of it is due on the day it was paid out
		terms = LoanTerms{Principal: s.Lent, Months: 1, Advance: AdvancePark, Order: PaymentUsual}
		lines = []LoanLine{{K: 1, Due: s.PaidOut, Principal: s.Lent}}
	}
	r.before(lines)
	lines = r.spread(&terms, lines)
	for _, l := range lines {
		s.Lines = append(s.Lines, LoanLineState{LoanLine: l})
	}
	for _, d := range s.Case.Acts {
		if d.Granted && d.Act.Class == LoanWaive && d.Act.Date <= s.Day {
			r.waived += d.Act.Amount
		}
	}
	r.end()
	r.fill()
	r.penalties(&terms)
	r.sum()
}

// before counts what was paid before the book began: less was taken over than was lent once, and the interest of the
// instalments that this pays in full was paid with them.
func (r *reckoning) before(lines []LoanLine) {
	s := r.state
	prior := LoanParts{Principal: SumLoan(lines).Principal - s.Lent}
	if prior.Principal <= 0 {
		return
	}
	left := prior.Principal
	for _, l := range lines {
		if left -= l.Principal; left < 0 {
			break
		}
		prior.Interest += l.Interest
	}
	r.paid = append(r.paid, paidOn{0, prior})
}

// spread adds up the payments day by day. Where the terms say that money ahead of the next instalment lowers the
// principal, the instalments after that are reckoned anew.
func (r *reckoning) spread(terms *LoanTerms, lines []LoanLine) []LoanLine {
	base := new(big.Rat).SetInt64(int64(terms.Principal))
	sum := LoanParts{}
	if len(r.paid) > 0 {
		sum = r.paid[0].LoanParts
	}
	for _, e := range r.events {
		sum.Principal += e.principal
		sum.Interest += e.interest
		sum.Penalty += e.penalty
		r.paid = append(r.paid, paidOn{e.date, sum})
		if terms.Advance == AdvanceReduce && e.principal > 0 && e.off == 0 {
			lines = reduce(terms, lines, sum.Principal, e.date, base)
		}
	}
	return lines
}

// reduce puts what was paid beyond the instalment that falls due next onto it, and reckons the later ones of what is
// still owed then. Flat interest goes down as the principal does.
func reduce(terms *LoanTerms, lines []LoanLine, paid Money, day Date, base *big.Rat) []LoanLine {
	next := slices.IndexFunc(lines, func(l LoanLine) bool { return l.Due > day })
	if next < 0 || next == len(lines)-1 {
		return lines
	}
	through := SumLoan(lines[:next+1]).Principal
	owed := terms.Principal - paid
	if paid <= through || owed <= 0 {
		return lines
	}
	base.Mul(base, big.NewRat(int64(owed), int64(terms.Principal-through)))
	lines = slices.Clone(lines)
	lines[next].Principal += paid - through
	lines[next].Balance = owed
	later := terms.run(lines[next].K+1, owed, base)
	for i := range later {
		later[i].Due = terms.Due(later[i].K)
	}
	return append(lines[:next+1], later...)
}

// end finds the day on which the principal was paid. What would have been interest afterwards is not owed.
func (r *reckoning) end() {
	s := r.state
	if s.Outstanding > 0 {
		return
	}
	for _, p := range slices.Backward(r.paid) {
		if p.Principal < r.paid[len(r.paid)-1].Principal {
			break
		}
		s.Ended = p.date
	}
}

// fill spreads principal and interest over the lines, the oldest first, and then what was let off.
func (r *reckoning) fill() {
	s := r.state
	if len(r.paid) == 0 {
		return
	}
	paid := r.paid[len(r.paid)-1]
	s.Paid = paid.LoanParts
	if first := r.paid[0]; first.date == 0 { // before the book began: not paid in this book
		s.Paid.Principal -= first.Principal
		s.Paid.Interest -= first.Interest
	}
	for i := range s.Lines {
		l := &s.Lines[i]
		l.PaidPrincipal = min(l.Principal, max(0, paid.Principal))
		paid.Principal -= l.PaidPrincipal
		l.PaidInterest = min(l.Interest, max(0, paid.Interest))
		paid.Interest -= l.PaidInterest
		if s.Ended != 0 && l.Due > s.Ended {
			l.Waived = l.Interest - l.PaidInterest
		}
	}
}

// sum adds up what is due and what of it is open, and counts the days.
func (r *reckoning) sum() {
	s := r.state
	s.Next = len(s.Lines)
	var penalty Money
	for _, l := range s.Lines {
		penalty += l.Penalty
	}
	s.Arrears.Penalty = max(0, penalty-s.Paid.Penalty)
	off := min(r.waived, s.Arrears.Penalty)
	s.Arrears.Penalty -= off
	r.waived -= off
	for i := range s.Lines {
		l := &s.Lines[i]
		if l.Due > s.Day {
			s.Next = min(s.Next, i)
			continue
		}
		off := min(r.waived, l.OpenInterest())
		l.Waived += off
		r.waived -= off
		s.DueDebt += l.Principal
		s.DueInterest += l.Interest
		s.Arrears.Principal += l.OpenPrincipal()
		s.Arrears.Interest += l.OpenInterest()
		if l.Open() > 0 {
			l.Late, l.PaidOn = l.Due.DaysTo(s.Day), 0
			s.Late = max(s.Late, l.Late)
		}
	}
}
