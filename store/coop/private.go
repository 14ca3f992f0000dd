package coop

import "strings"

// HidePersonal puts an ellipsis where a text has a run of 16 digits (a NIK) or an Indonesian mobile number, and says
// whether it had any: such a text belongs into a sealed remark (design §7). Digits may be parted by single spaces, dots
// or hyphens of any make, as people write them; dates and amounts stay.
func HidePersonal(text string) (string, bool) {
	var b strings.Builder
	found := false
	for i := 0; i < len(text); {
		if !isDigit(text[i]) {
			b.WriteByte(text[i])
			i++
			continue
		}
		end, private := personalRun(text[i:])
		if private {
			b.WriteString("…")
			found = true
		} else {
			b.WriteString(text[i : i+end])
		}
		i += end
	}
	return b.String(), found
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// personalRun reads from the first digit of text on: the longest row of digit groups that is a NIK or a telephone
// number, or else the first group alone.
func personalRun(text string) (end int, private bool) {
	var digits strings.Builder
	first, widest := 0, 0
	for i := 0; i < len(text) && digits.Len() <= 16; {
		from := i
		for i < len(text) && isDigit(text[i]) {
			i++
		}
		if i == from {
			break
		}
		digits.WriteString(text[from:i])
		if first == 0 {
			first = i
		}
		widest = max(widest, i-from)
		isNIK := digits.Len() == 16 && (i == first || widest <= 8) // a year before a telephone number is none
		if isNIK || isPhone(digits.String()) {
			end, private = i, true
		}
		width := separator(text[i:])
		if width == 0 {
			break
		}
		i += width
	}
	if !private {
		end = first
	}
	return end, private
}

// separator gives the length of what may part digit groups at the beginning of text: one blank, dot or hyphen, also the
// unbreakable ones and the dash that a workbook or a chat puts in their place.
func separator(text string) int {
	for _, s := range []string{" ", ".", "-", "\u00a0", "\u202f", "\u2009", "\u2010", "\u2011", "\u2013"} {
		if strings.HasPrefix(text, s) {
			return len(s)
		}
	}
	return 0
}

// isPhone knows mobile numbers: 08… and 628…
func isPhone(digits string) bool {
	local, ok := strings.CutPrefix(digits, "62")
	if !ok {
		local, ok = strings.CutPrefix(digits, "0")
	}
	return ok && strings.HasPrefix(local, "8") && len(local) >= 9 && len(local) <= 12
}
