package coop

import (
	"math/big"
	"regexp"
	"strings"
)

// ProblemMoneySum is a sum of which one part cannot be read; {0} is the part.
const ProblemMoneySum = "money.sum"

// moneyTimes is what people write for "times": 3x20000, 3 × 20.000, 3*20000.
var moneyTimes = regexp.MustCompile(` ?[x×*] ?`)

// ParseAmount reads what somebody types into a field for an amount: all that ParseMoney reads, and what one would type
// into a cell of a workbook to save the calculator: "50000+25000", "3x20000", "=2 x 15rb + 500". There is no minus sign
// between two parts: a telephone number or a date that was pasted by mistake would become an amount. The error is a
// Problem.
func ParseAmount(text string) (Money, error) {
	s := strings.TrimSpace(strings.TrimPrefix(strings.ToLower(strings.TrimSpace(text)), "="))
	if !isSum(s) {
		return ParseMoney(text)
	}
	var total Money
	for _, part := range strings.Split(s, "+") {
		amount, err := parseProduct(part)
		if err != nil {
			return 0, err
		}
		if total, err = AddMoney(total, amount); err != nil || total > maxLineAmount {
			return 0, moneyProblem(ProblemMoneyTooLarge, text)
		}
	}
	return total, nil
}

// isSum says whether a text has something to be reckoned out.
func isSum(s string) bool { return strings.ContainsAny(s, "+x×*") }

// parseProduct reads one part of a sum: an amount, or several multiplied. All but one factor are whole numbers.
func parseProduct(part string) (Money, error) {
	part = strings.TrimSpace(part)
	product := Rupiah
	for _, factor := range moneyTimes.Split(part, -1) {
		amount, err := ParseMoney(factor)
		if err != nil || amount < 0 || strings.HasPrefix(factor, "-") {
			return 0, moneyProblem(ProblemMoneySum, orWhole(factor, part))
		}
		n := new(big.Int).Mul(big.NewInt(int64(product)), big.NewInt(int64(amount)))
		rest := new(big.Int)
		if n.QuoRem(n, big.NewInt(int64(Rupiah)), rest); rest.Sign() != 0 {
			return 0, moneyProblem(ProblemMoneyDecimals, part)
		}
		if n.Cmp(big.NewInt(int64(maxLineAmount))) > 0 {
			return 0, moneyProblem(ProblemMoneyTooLarge, part)
		}
		product = Money(n.Int64())
	}
	return product, nil
}

// orWhole names the part of a sum that cannot be read; an empty one by what stands around it.
func orWhole(factor, part string) string {
	switch {
	case strings.TrimSpace(factor) != "":
		return factor
	case part != "":
		return part
	}
	return "+"
}
