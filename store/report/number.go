package report

import (
	"strconv"
	"strings"

	"lumbung/store/coop"
)

// Decimal writes an amount for machines: whole rupiah as an integer, otherwise two decimals after a point.
func Decimal(m coop.Money) string {
	s := strconv.FormatInt(int64(m/coop.Rupiah), 10)
	sen := m % coop.Rupiah
	if sen == 0 {
		return s
	}
	if m < 0 {
		sen = -sen
		if m > -coop.Rupiah {
			s = "-0"
		}
	}
	return s + "." + string([]byte{'0' + byte(sen/10), '0' + byte(sen%10)})
}

// Figure writes an amount for paper: 1.234.567, with sen only where there are some, in brackets when it is negative.
func Figure(m coop.Money) string {
	whole, sen, _ := strings.Cut(strings.TrimPrefix(Decimal(m), "-"), ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "." + whole[i:]
	}
	if sen != "" {
		whole += "," + sen
	}
	if m < 0 {
		return "(" + whole + ")"
	}
	return whole
}

// Rupiah writes an amount inside a sentence: Rp1.234.567, or -Rp1.222,50.
func Rupiah(m coop.Money) string {
	if m < 0 {
		return "-Rp" + strings.Trim(Figure(m), "()")
	}
	return "Rp" + Figure(m)
}
