package takeover

import (
	"strings"

	"lumbung/store/coop"
)

// amount is what a cell of a money column says.
type amount struct {
	sen     coop.Money
	present bool // there is a figure, be it zero
	rounded bool // the cell held a fraction of a sen that is more than a computer's rounding dust
	unread  bool // there is something, but no amount
}

// maxDigits keeps an amount inside ±10 trillion rupiah, so that no sheet's sums overflow (30,000 rows × 10^15 sen).
const maxDigits = 15

// readAmount decodes a cell. A number cell holds the decimal digits of a binary fraction ("9490152.4999999",
// "1.5E+7"): they are taken as decimal text and rounded half away from zero to the sen; nothing passes through a
// float.
func readAmount(c cell) amount {
	switch c.typ {
	case number:
		return decimal(c.text)
	case text:
		return writtenAmount(c.text)
	default:
		return amount{unread: true}
	}
}

// decimal reads [-]digits[.digits][E[±]digits] exactly.
func decimal(s string) amount {
	negative := strings.HasPrefix(s, "-")
	mantissa, exponent, scaled := strings.Cut(strings.ToUpper(strings.TrimLeft(s, "+-")), "E")
	shift := 2 // the sen
	if scaled {
		e, ok := smallInt(exponent)
		if !ok {
			return amount{unread: true}
		}
		shift += e
	}
	whole, fraction, _ := strings.Cut(mantissa, ".")
	digits := whole + fraction
	if digits == "" || strings.Trim(digits, "0123456789") != "" || len(digits) > 400 {
		return amount{unread: true}
	}
	sen, rounded, ok := scale(digits, shift-len(fraction))
	if !ok {
		return amount{unread: true}
	}
	if negative {
		sen = -sen
	}
	return amount{sen: sen, present: true, rounded: rounded}
}

// scale gives digits × 10^shift, rounded half away from zero. rounded tells whether the part cut off was more than
// dust: 0.001 sen on either side, far above what a binary fraction loses and far below what anybody means.
func scale(digits string, shift int) (sen coop.Money, rounded, ok bool) {
	cut := ""
	if shift >= 0 {
		digits = strings.TrimLeft(digits, "0")
		if digits == "" {
			return 0, false, true
		}
		if shift > maxDigits {
			return 0, false, false
		}
		digits += strings.Repeat("0", shift)
	} else {
		if short := -shift - len(digits); short > 0 {
			digits = strings.Repeat("0", min(short, 1000)) + digits
		}
		at := max(0, len(digits)+shift)
		digits, cut = strings.TrimLeft(digits[:at], "0"), digits[at:]
	}
	if len(digits) > maxDigits {
		return 0, false, false
	}
	for _, d := range digits {
		sen = sen*10 + coop.Money(d-'0')
	}
	if cut != "" && cut[0] >= '5' {
		sen++
	}
	near := (cut + "000")[:3]
	return sen, strings.Trim(cut, "0") != "" && near != "000" && near != "999", true
}

// smallInt reads an exponent of at most three digits.
func smallInt(s string) (int, bool) {
	digits := strings.TrimLeft(s, "+-")
	if len(s)-len(digits) > 1 || digits == "" || len(digits) > 3 {
		return 0, false
	}
	n := 0
	for _, d := range digits {
		if d < '0' || d > '9' {
			return 0, false
		}
		n = n*10 + int(d-'0')
	}
	if s[0] == '-' {
		n = -n
	}
	return n, true
}

// writtenAmount reads an amount that was typed as text: "Rp 1.234.567,50", "1.500", "250000,-", "(1.000)", "-".
func writtenAmount(s string) amount {
	s = strings.ToLower(strings.Join(strings.Fields(s), ""))
	negative := strings.HasPrefix(s, "(") && strings.HasSuffix(s, ")")
	s = strings.Trim(s, "()")
	if rest, ok := strings.CutPrefix(s, "-"); ok && rest != "" {
		negative, s = true, rest
	}
	s = strings.TrimPrefix(strings.TrimPrefix(s, "idr"), "rp")
	s = strings.TrimPrefix(s, ".")
	s = strings.TrimSuffix(strings.TrimSuffix(s, ",-"), ".-")
	switch s {
	case "-", "–", "—":
		return amount{present: true}
	case "":
		return amount{unread: true}
	}
	plain, ok := plainDecimal(s)
	if !ok {
		return amount{unread: true}
	}
	a := decimal(plain)
	if negative {
		a.sen = -a.sen
	}
	return a
}

// plainDecimal turns written digits into plain ones with a point before the sen. The last separator divides the sen
// when one or two digits follow it; a separator with three digits after it divides thousands. A single comma with
// three
// digits after it may mean either and is refused.
func plainDecimal(s string) (string, bool) {
	if strings.Trim(s, "0123456789.,") != "" {
		return "", false
	}
	whole, sen := s, ""
	if i := strings.LastIndexAny(s, ".,"); i >= 0 && len(s)-i-1 < 3 {
		whole, sen = s[:i], s[i+1:]
		if sen == "" || strings.IndexByte(whole, s[i]) >= 0 {
			return "", false
		}
	}
	if strings.Contains(whole, ".") && strings.Contains(whole, ",") {
		return "", false
	}
	groups := strings.FieldsFunc(whole, func(r rune) bool { return r == '.' || r == ',' })
	if len(groups) == 0 || len(groups)-1 != strings.Count(whole, ".")+strings.Count(whole, ",") {
		return "", false
	}
	if strings.Count(whole, ",") == 1 && sen == "" {
		return "", false
	}
	for i, g := range groups {
		if len(groups) > 1 && (len(g) > 3 || i > 0 && len(g) != 3) {
			return "", false
		}
	}
	return strings.Join(groups, "") + "." + sen, true
}
