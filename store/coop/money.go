package coop

import (
	"errors"
	"fmt"
	"math"
	"math/big"
	"strconv"
	"strings"
)

// Money is an amount in sen (1/100 rupiah). Range: ±92 quadrillion rupiah; sums are overflow checked (AddMoney).
type Money int64

// Rupiah is the number of sen in one rupiah.
const Rupiah Money = 100

// ErrMoneyTooLarge is returned where a sum or product does not fit into Money.
var ErrMoneyTooLarge = errors.New("coop: an amount is larger than money can be")

// String gives the amount for a log.
func (m Money) String() string { return FormatMoney(m) }

// AddMoney adds two amounts; ErrMoneyTooLarge when the sum does not fit.
func AddMoney(a, b Money) (Money, error) {
	sum := a + b
	if (sum > a) != (b > 0) && b != 0 {
		return 0, ErrMoneyTooLarge
	}
	return sum, nil
}

// SumMoney adds up amounts from left to right; ErrMoneyTooLarge when a partial sum does not fit.
func SumMoney(parts ...Money) (Money, error) {
	var sum Money
	for _, p := range parts {
		var err error
		if sum, err = AddMoney(sum, p); err != nil {
			return 0, err
		}
	}
	return sum, nil
}

// MulMoney gives m × numerator / denominator, rounded half away from zero to a multiple of unit (Rupiah, or 1 for
// sen). Rates come as exact fractions: 6 % a year over 31 days is 6 × 31 / (100 × 365). Denominator and unit are
// positive.
func MulMoney(m Money, numerator, denominator int64, unit Money) (Money, error) {
	n := new(big.Int).Mul(big.NewInt(int64(m)), big.NewInt(numerator))
	d := new(big.Int).Mul(big.NewInt(denominator), big.NewInt(int64(unit)))
	negative := n.Sign() < 0
	n.Abs(n).Lsh(n, 1).Add(n, d).Quo(n, d.Lsh(d, 1))
	n.Mul(n, big.NewInt(int64(unit)))
	if negative {
		n.Neg(n)
	}
	if !n.IsInt64() {
		return 0, ErrMoneyTooLarge
	}
	return Money(n.Int64()), nil
}

// SplitMoney divides total by weights, exactly: every part is its share rounded towards zero to a multiple of unit
// (Rupiah, or 1 for sen), and what is left over goes to the part number rest. Weights are not negative and not all
// zero; else, or when rest is no part, it returns nil. Loans place the rest on the last instalment, SHU on the reserve.
func SplitMoney(total, unit Money, rest int, weights ...int64) []Money {
	sum := new(big.Int)
	for _, w := range weights {
		if w < 0 {
			return nil
		}
		sum.Add(sum, big.NewInt(w))
	}
	if sum.Sign() == 0 || unit < 1 || rest < 0 || rest >= len(weights) {
		return nil
	}
	parts := make([]Money, len(weights))
	left := total
	divisor := new(big.Int).Mul(sum, big.NewInt(int64(unit)))
	for i, w := range weights {
		n := new(big.Int).Mul(big.NewInt(int64(total)), big.NewInt(w))
		parts[i] = Money(n.Quo(n, divisor).Int64()) * unit
		left -= parts[i]
	}
	parts[rest] += left
	return parts
}

// FormatMoney writes an amount as forms and receipts show it: Rp1.234.567, Rp1.222,50, -Rp500. Sen are shown only
// where there are some.
func FormatMoney(m Money) string {
	if m < 0 {
		return "-Rp" + digits(m)
	}
	return "Rp" + digits(m)
}

// FormatAccounting writes a negative amount in brackets, as statements do: (Rp1.234.567).
func FormatAccounting(m Money) string {
	if m < 0 {
		return "(Rp" + digits(m) + ")"
	}
	return "Rp" + digits(m)
}

// FormatPlain is for the columns of tables, which say "rupiah" once above: 1.234.567 and (1.234.567).
func FormatPlain(m Money) string {
	if m < 0 {
		return "(" + digits(m) + ")"
	}
	return digits(m)
}

// digits writes the absolute amount with dots between thousands and a comma before sen.
func digits(m Money) string {
	rupiah, sen := split(m)
	plain := strconv.FormatUint(rupiah, 10)
	var b strings.Builder
	for i, r := range plain {
		if i > 0 && (len(plain)-i)%3 == 0 {
			b.WriteByte('.')
		}
		b.WriteRune(r)
	}
	if sen != 0 {
		fmt.Fprintf(&b, ",%02d", sen)
	}
	return b.String()
}

// split gives rupiah and sen of the absolute amount, also of the least one, which has no positive twin.
func split(m Money) (rupiah, sen uint64) {
	abs := uint64(m)
	if m < 0 {
		abs = -abs
	}
	return abs / 100, abs % 100
}

// FormatData writes an amount for CSV and JSON: whole rupiah, or two decimals after a point where there are sen.
func FormatData(m Money) string {
	rupiah, sen := split(m)
	text := strconv.FormatUint(rupiah, 10)
	if m < 0 {
		text = "-" + text
	}
	if sen != 0 {
		text += fmt.Sprintf(".%02d", sen)
	}
	return text
}

// ParseData reads what FormatData writes: digits, and at most two decimals after a point. The error is a Problem.
func ParseData(text string) (Money, error) {
	rest, negative := strings.CutPrefix(text, "-")
	whole, decimals, _ := strings.Cut(rest, ".")
	if !allDigits(whole) || (strings.Contains(rest, ".") && (!allDigits(decimals) || len(decimals) > 2)) {
		return 0, moneyProblem(ProblemMoneyData, text)
	}
	return moneyOf(text, negative, whole, decimals, 1)
}

// moneyOf puts the digits of an amount together; scale is what one unit of it is worth in rupiah.
func moneyOf(text string, negative bool, whole, decimals string, scale int64) (Money, error) {
	n, ok := new(big.Int).SetString(whole+decimals, 10)
	if !ok {
		return 0, moneyProblem(ProblemMoneyNumber, text)
	}
	n.Mul(n, big.NewInt(scale*int64(Rupiah)))
	d := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(len(decimals))), nil)
	rest := new(big.Int)
	if n.QuoRem(n, d, rest); rest.Sign() != 0 {
		return 0, moneyProblem(ProblemMoneyDecimals, text)
	}
	if n.Cmp(big.NewInt(math.MaxInt64)) > 0 || Money(n.Int64()) > maxLineAmount {
		return 0, moneyProblem(ProblemMoneyTooLarge, text)
	}
	if negative {
		n.Neg(n)
	}
	return Money(n.Int64()), nil
}
