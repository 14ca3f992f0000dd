package takeover

import (
	"strings"
	"unicode"

	"lumbung/store/coop"
)

// fold makes texts comparable: small letters, single spaces, punctuation as spaces except what carries meaning in a
// treasurer's shorthand ("-" of a range, "/" of a date or an "a/n").
func fold(s string) string {
	return strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r), r == '-', r == '/':
			return unicode.ToLower(r)
		case r == '–', r == '—':
			return '-'
		}
		return ' '
	}, s)), " ")
}

// hasWord says whether the folded text holds the phrase between word limits.
func hasWord(folded, phrase string) bool {
	return strings.Contains(" "+folded+" ", " "+phrase+" ")
}

func hasAnyWord(folded string, phrases ...string) bool {
	for _, p := range phrases {
		if hasWord(folded, p) {
			return true
		}
	}
	return false
}

// monthWords are the spellings seen on sheets and in remarks, each under its month.
var monthWords = [12][]string{
	{"januari", "jan", "january"},
	{"februari", "pebruari", "feb", "peb", "pebr", "febr", "february"},
	{"maret", "mar", "mart", "mrt", "march"},
	{"april", "apr"},
	{"mei", "may"},
	{"juni", "jun", "june"},
	{"juli", "jul", "july"},
	{"agustus", "agu", "ags", "agt", "agst", "aug", "august"},
	{"september", "sept", "sep"},
	{"oktober", "okt", "oct", "october"},
	{"november", "nopember", "nov", "nop"},
	{"desember", "des", "dec", "december"},
}

// monthNumber gives 1 to 12 for a folded word, 0 for any other.
func monthNumber(word string) int {
	for i, spellings := range monthWords {
		for _, s := range spellings {
			if word == s {
				return i + 1
			}
		}
	}
	return 0
}

// monthIn finds the first month named in a text.
func monthIn(s string) int {
	for _, w := range strings.FieldsFunc(fold(s), func(r rune) bool { return !unicode.IsLetter(r) }) {
		if n := monthNumber(w); n > 0 {
			return n
		}
	}
	return 0
}

// yearIn finds the first year of four digits between 2000 and 2099 in a text.
func yearIn(s string) int {
	for _, w := range strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsDigit(r) }) {
		if n, ok := digits(w); ok && len(w) == 4 && n >= 2000 && n <= 2099 {
			return n
		}
	}
	return 0
}

// digits reads up to eight decimal digits.
func digits(s string) (int, bool) {
	if s == "" || len(s) > 8 || strings.Trim(s, "0123456789") != "" {
		return 0, false
	}
	n := 0
	for _, d := range s {
		n = n*10 + int(d-'0')
	}
	return n, true
}

func makeMonth(year, month int) coop.Month { return coop.Month(year*100 + month) }

// addMonths counts n months on.
func addMonths(m coop.Month, n int) coop.Month {
	k := int(m)/100*12 + int(m)%100 - 1 + n
	return coop.Month(k/12*100 + k%12 + 1)
}

func monthOf(d coop.Date) coop.Month { return coop.Month(d / 100) }
