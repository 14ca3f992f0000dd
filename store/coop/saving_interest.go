package coop

import (
	"math/big"
	"slices"
)

// The accounts of members' savings beyond the dues, and of what they earn (domain §4).
const (
	AccountSpecial        = "21102" // simpanan khusus
	AccountTerm           = "21103" // simpanan berjangka
	AccountHeld           = "21105" // titipan setoran
	AccountRefund         = "21106" // simpanan anggota keluar belum diambil
	AccountAccrued        = "23101" // jasa simpanan masih harus dibayar
	AccountFinalTax       = "23203" // utang PPh final bunga simpanan
	AccountSavingInterest = "53101"
	AccountTermInterest   = "53102"
)

// EarningAccounts are the savings whose balance earns from day to day: sukarela and khusus. A term deposit earns by its
// own agreement.
var EarningAccounts = []string{AccountVoluntary, AccountSpecial}

// InterestPaidBy are the accounts that are debited when a member is paid interest: a cost of now, or what was put down
// as owed before.
var InterestPaidBy = []string{AccountSavingInterest, AccountTermInterest, AccountAccrued}

// DayMove is what came into a saving on a day, or went out of it when below zero.
type DayMove struct {
	Date   Date
	Amount Money
}

// SavingMonth is one saving of one person over a month, credit positive.
type SavingMonth struct {
	Member  ID
	Account string
	Special ID        // the purpose, on 21102
	Opening Money     // at the end of the last day before the month
	Moves   []DayMove // of the month, in any order
}

// Days gives the balance at the end of each day of the month. What is paid in earns from its own day on, what is paid
// out no longer on its own day.
func (s SavingMonth) Days(m Month) []Money {
	days := make([]Money, int(m.Last())%100)
	for _, move := range s.Moves {
		if move.Date.Month() == m {
			days[int(move.Date)%100-1] += move.Amount
		}
	}
	balance := s.Opening
	for i := range days {
		balance += days[i]
		days[i] = balance
	}
	return days
}

// InterestPart is what one saving earns in a month, and what it was reckoned from.
type InterestPart struct {
	Account string
	Special ID
	Basis   Money // the average balance, or the lowest where that is the method; for reading only
	Points  int64 // the rate of the month's last day, basis points a year
	Gross   Money
}

// interest reckons one saving: the sum over the days of balance × rate, divided by the days of a year, rounded once.
// With years of months the same sum is spread over the days of the month and divided by twelve. A saving below zero
// earns nothing on that day. Source: domain §6.1.
func (r SavingRules) interest(s SavingMonth, m Month, rates []int64) (InterestPart, error) {
	last := m.Last()
	part := InterestPart{Account: s.Account, Special: s.Special, Points: rates[len(rates)-1]}
	unit := r.Unit(last)
	days := s.Days(m)
	sum := new(big.Int)
	for i := range days {
		days[i] = max(0, days[i])
		sum.Add(sum, big.NewInt(int64(days[i])))
	}
	average, err := nearestUnit(new(big.Rat).SetFrac(sum, big.NewInt(int64(len(days)))), unit)
	if err != nil {
		return part, err
	}
	part.Basis = average
	method := MethodDaily
	if s.Account == AccountVoluntary {
		method = r.word(SettingVoluntaryMethod, last, MethodDaily, MethodLowest, MethodAverage)
	}
	if method == MethodLowest {
		part.Basis = slices.Min(days)
	}
	total := new(big.Int)
	for i, rate := range rates {
		balance := days[i]
		if method != MethodDaily {
			balance = part.Basis
		}
		total.Add(total, new(big.Int).Mul(big.NewInt(int64(balance)), big.NewInt(rate)))
	}
	year := int64(365)
	if r.word(SettingSavingYear, last, YearDays, YearMonths) == YearMonths {
		year = 12 * int64(len(days))
	}
	part.Gross, err = nearestUnit(new(big.Rat).SetFrac(total, big.NewInt(10_000*year)), unit)
	return part, err
}

// nearestUnit rounds half away from zero to a multiple of unit; ErrMoneyTooLarge where it is no Money.
func nearestUnit(x *big.Rat, unit Money) (Money, error) {
	n := new(big.Int).Abs(x.Num())
	d := new(big.Int).Mul(x.Denom(), big.NewInt(int64(unit)))
	n.Lsh(n, 1).Add(n, d).Quo(n, new(big.Int).Lsh(d, 1))
	n.Mul(n, big.NewInt(int64(unit)))
	if x.Sign() < 0 {
		n.Neg(n)
	}
	if !n.IsInt64() {
		return 0, ErrMoneyTooLarge
	}
	return Money(n.Int64()), nil
}

// TaxState is what a person earned on savings in a month so far, and what final tax was withheld.
type TaxState struct{ Gross, Tax Money }

// Tax is the final tax on what a member earns on all savings together in one month: nothing up to the limit, above it
// a tenth of the whole, in whole units and never more than that share. Source: PP 15/2009, domain §6.1.
func (r SavingRules) Tax(gross Money, day Date) Money {
	if gross <= 0 || gross <= r.Amount(SettingTaxFree, day) {
		return 0
	}
	unit := r.Unit(day)
	n := new(big.Int).Mul(big.NewInt(int64(gross)), big.NewInt(min(r.Number(SettingTaxRate, day), 10_000)))
	n.Quo(n, new(big.Int).Mul(big.NewInt(10_000), big.NewInt(int64(unit))))
	return Money(n.Int64()) * unit
}

// TaxNow is what is withheld of an amount that is earned now, after what the month brought before: the tax on all of
// it without what was withheld, at most the amount itself. Short is what could not be withheld.
func (r SavingRules) TaxNow(before TaxState, gross Money, day Date) (tax, short Money) {
	due := max(0, r.Tax(before.Gross+gross, day)-before.Tax)
	tax = min(due, max(0, gross))
	return tax, due - tax
}
