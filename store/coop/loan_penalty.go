package coop

import "math/big"

// penaltyParts is one day's penalty rate of 100 %, in thousandths of a per cent.
const penaltyParts = 100_000

// penalties reckons, for each instalment, what its lateness costs up to the day: for each day beyond the days of grace
// the rate of what was unpaid of it on that day, exactly, rounded once and at most the cap. It also says when each
// instalment was paid.
func (r *reckoning) penalties(terms *LoanTerms) {
	var before LoanParts // what the instalments before this one take of any payment
	for i := range r.state.Lines {
		l := &r.state.Lines[i]
		l.Penalty = r.penalty(terms, l, before)
		before.Principal += l.Principal
		before.Interest += l.Interest
	}
}

func (r *reckoning) penalty(terms *LoanTerms, l *LoanLineState, before LoanParts) Money {
	s := r.state
	end := s.Day
	if s.Ended != 0 && s.Ended < end {
		end = s.Ended
	}
	free := l.Due.AddDays(int(min(terms.Grace, 3660)))
	weighed := new(big.Int) // sen × days
	open, from := l.Instalment(), free
	for _, p := range r.paid {
		weighed.Add(weighed, weigh(open, from, min(p.date, end)))
		from = max(from, p.date)
		paid := min(l.Principal, max(0, p.Principal-before.Principal)) +
			min(l.Interest, max(0, p.Interest-before.Interest))
		if open = l.Instalment() - paid; open > 0 {
			l.PaidOn = 0
		} else if l.PaidOn == 0 {
			l.PaidOn, l.Late = p.date, max(0, lateOn(l.Due, p.date))
		}
	}
	weighed.Add(weighed, weigh(open, from, end))
	exact := new(big.Rat).SetFrac(weighed.Mul(weighed, big.NewInt(terms.Penalty)), big.NewInt(penaltyParts))
	penalty := roundRat(exact, terms.Rounding == RoundDown)
	if terms.Cap > 0 {
		most := new(big.Rat).Mul(big.NewRat(terms.Cap, 10_000), new(big.Rat).SetInt64(int64(l.Instalment())))
		penalty = min(penalty, roundRat(most, true))
	}
	return penalty
}

func lateOn(due, paid Date) int {
	if paid == 0 {
		return 0 // before the book began
	}
	return due.DaysTo(paid)
}

// weigh is an amount times the days from one day to a later one; 0 where it is not later.
func weigh(open Money, from, to Date) *big.Int {
	if to <= from || open <= 0 {
		return new(big.Int)
	}
	return new(big.Int).Mul(big.NewInt(int64(open)), big.NewInt(int64(from.DaysTo(to))))
}
