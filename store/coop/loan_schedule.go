package coop

import "math/big"

// LoanLine is one instalment of a schedule. Amounts are not below zero; Balance is what is owed of the principal after
// it, 0 after the last.
type LoanLine struct {
	K         int // from 1
	Due       Date
	Principal Money
	Interest  Money
	Balance   Money
}

// Instalment is principal and interest together.
func (l LoanLine) Instalment() Money { return l.Principal + l.Interest }

// monthParts is how many monthly parts of a basis point a year make one: 1 bp a year is 1/120,000 a month.
const monthParts = 120_000

// Schedule reckons all instalments, with exact fractions and each amount rounded once; the last takes all remainders,
// so that the principal sums exactly and ends at zero. The error is a Problem. Source: domain §6.2.
func (t *LoanTerms) Schedule() ([]LoanLine, error) {
	if problems := t.formulaProblems(); len(problems) > 0 {
		return nil, problems[0]
	}
	lines := t.run(1, t.Principal, new(big.Rat).SetInt64(int64(t.Principal)))
	for i := range lines {
		lines[i].Due = t.Due(lines[i].K)
	}
	return lines, nil
}

// run reckons the instalments from the k-th on, when so much is still owed; flat interest is reckoned on base.
func (t *LoanTerms) run(k int, owed Money, base *big.Rat) []LoanLine {
	left := int(t.Months) - k + 1
	lines := make([]LoanLine, 0, left)
	rate := big.NewRat(t.Rate, monthParts)
	part := owed / Money(left) / Rupiah * Rupiah
	flat := t.round(new(big.Rat).Mul(base, rate))
	var equal Money
	if t.Method == MethodAnnuity {
		equal = t.round(annuity(owed, left, t.Rate))
	}
	for ; k <= int(t.Months); k++ {
		l := LoanLine{K: k, Interest: flat}
		if t.Method != MethodFlat {
			l.Interest = t.round(new(big.Rat).Mul(new(big.Rat).SetInt64(int64(owed)), rate))
		}
		pay := part + l.Interest
		if t.Method == MethodAnnuity {
			pay = equal
		}
		l.Principal = min(owed, max(0, t.cash(pay)-l.Interest))
		if k == int(t.Months) {
			l.Principal = owed
		}
		owed -= l.Principal
		l.Balance = owed
		lines = append(lines, l)
	}
	return lines
}

// round makes whole rupiah of an exact amount of sen that is not below zero.
func (t *LoanTerms) round(sen *big.Rat) Money {
	return roundRat(sen, t.Rounding == RoundDown)
}

// roundRat rounds an amount of sen that is not below zero to whole rupiah, half up or down.
func roundRat(sen *big.Rat, down bool) Money {
	n := new(big.Int).Set(sen.Num())
	d := new(big.Int).Mul(sen.Denom(), big.NewInt(int64(Rupiah)))
	if !down {
		n.Lsh(n, 1).Add(n, d)
		d.Lsh(d, 1)
	}
	return Money(n.Quo(n, d).Int64()) * Rupiah
}

// cash rounds an instalment up to what coins can pay, where the terms want that.
func (t *LoanTerms) cash(pay Money) Money {
	unit := map[LoanRounding]Money{RoundUp100: 100 * Rupiah, RoundUp500: 500 * Rupiah, RoundUp1000: 1000 * Rupiah}
	if u := unit[t.Rounding]; u != 0 {
		return (pay + u - 1) / u * u
	}
	return pay
}

// annuity is P × i / (1 − (1+i)^−n), exactly.
func annuity(p Money, n int, rate int64) *big.Rat {
	if rate == 0 {
		return big.NewRat(int64(p), int64(n))
	}
	q := new(big.Int).Exp(big.NewInt(monthParts), big.NewInt(int64(n)), nil)
	up := new(big.Int).Exp(big.NewInt(monthParts+rate), big.NewInt(int64(n)), nil)
	num := new(big.Int).Mul(big.NewInt(int64(p)), big.NewInt(rate))
	den := new(big.Int).Sub(up, q)
	num.Mul(num, up)
	return new(big.Rat).SetFrac(num, den.Mul(den, big.NewInt(monthParts)))
}

// LoanSum is what a schedule comes to.
type LoanSum struct{ Principal, Interest, Instalments Money }

// SumLoan adds up a schedule.
func SumLoan(lines []LoanLine) LoanSum {
	var s LoanSum
	for _, l := range lines {
		s.Principal += l.Principal
		s.Interest += l.Interest
		s.Instalments += l.Instalment()
	}
	return s
}

// effectiveParts is how fine the effective rate is found: hundredths of a basis point a year, as parts of a month.
const effectiveParts = monthParts * 100

// EffectiveRate is the yearly rate in basis points that the borrower pays in truth: twelve times the monthly rate at
// which the instalments are worth what was handed out (IRR × 12), rounded half up. received is that amount: the
// principal, or what is left of it after fees. 0 where nothing is paid for the money. Source: domain §6.2.
func EffectiveRate(lines []LoanLine, received Money) int64 {
	least, most := int64(0), int64(100*10_000*100) // 10,000 % a year: beyond it nobody asks
	if received <= 0 || !earns(lines, received, least) {
		return 0
	}
	for least < most {
		mid := (least + most + 1) / 2
		if earns(lines, received, mid) {
			least = mid
		} else {
			most = mid - 1
		}
	}
	return (least + 50) / 100
}

// earns says whether the instalments are worth more than what was handed out at a monthly rate of x effectiveParts.
func earns(lines []LoanLine, received Money, x int64) bool {
	owed := big.NewInt(-int64(received))
	up, scale := big.NewInt(effectiveParts+x), big.NewInt(1)
	unit := big.NewInt(effectiveParts)
	for _, l := range lines {
		owed.Mul(owed, up)
		scale.Mul(scale, unit)
		owed.Add(owed, new(big.Int).Mul(big.NewInt(int64(l.Instalment())), scale))
	}
	return owed.Sign() > 0
}
