package takeover

import (
	"strings"
	"unicode"

	"lumbung/store/coop"
)

// rapel is what a remark says about the months that a payment is for.
type rapel struct {
	months []coop.Month
	far    bool // no year stands there and the nearest one is half a year away or more
}

// longestRapel bounds a range of months: longer ones are misread.
const longestRapel = 36

// monthWord is one month named in a text, with its year or 0, and whether a range starts before it.
type monthWord struct {
	month, year int
	ranged      bool
}

// readMonths reads "Januari", "Juni - Des 25", "Jan s/d Mart 2026" and "Jan, Feb dan Mar". A year that is not written
// is the one that brings the months nearest to the month of the sheet; in a range the year stands at its end. joined
// is the
// month after the word "anggota" ("Anggota Jan 26": since when somebody is a member, not what is paid).
func readMonths(s string, near coop.Month) (paid rapel, joined coop.Month) {
	words, joining := monthsIn(s)
	if joining {
		if len(words) == 1 {
			joined = resolve(words, near)[0].at()
		}
		return rapel{}, joined
	}
	if len(words) == 0 || near == 0 && words[len(words)-1].year == 0 {
		return rapel{}, 0
	}
	yearless := words[len(words)-1].year == 0
	words = resolve(words, near)
	for i, w := range words {
		if !w.ranged || i == 0 {
			paid.months = append(paid.months, w.at())
			continue
		}
		for m := addMonths(words[i-1].at(), 1); m <= w.at(); m = addMonths(m, 1) {
			paid.months = append(paid.months, m)
			if len(paid.months) > longestRapel {
				return rapel{}, 0
			}
		}
	}
	paid.far = yearless && apart(paid.months[0], near) >= 6 && apart(paid.months[len(paid.months)-1], near) >= 6
	return paid, 0
}

func (w monthWord) at() coop.Month { return makeMonth(w.year, w.month) }

// apart counts the months between two months.
func apart(a, b coop.Month) int {
	n := (int(a)/100-int(b)/100)*12 + int(a)%100 - int(b)%100
	return max(n, -n)
}

// monthsIn finds the months named; joining says that the text speaks of the month in which somebody joined.
func monthsIn(s string) (words []monthWord, joining bool) {
	ranged, spoken := false, 0
	s = strings.NewReplacer("-", " - ", "/", "/", ".", "").Replace(fold(strings.ReplaceAll(s, ".", " ")))
	for _, w := range strings.Fields(s) {
		n, isNumber := digits(w)
		switch {
		case w == "-" || w == "sampai" || w == "s/d" || w == "sd":
			ranged = len(words) > 0
		case monthNumber(w) > 0:
			words = append(words, monthWord{month: monthNumber(w), ranged: ranged})
			ranged = false
		case isNumber && len(words) > 0 && words[len(words)-1].year == 0 && (len(w) == 2 && n >= 15 || len(w) == 4):
			if n < 100 {
				n += 2000
			}
			words[len(words)-1].year = n
		case w == "anggota" || w == "masuk" || w == "gabung":
			joining = len(words) == 0
		case strings.ContainsFunc(w, unicode.IsLetter) && w != "bulan" && w != "bln" && w != "dan" && w != "rapel":
			spoken++
		}
	}
	if spoken > 2 { // a sentence that happens to name a month
		return nil, false
	}
	return words, joining
}

// resolve gives every month its year: its own, else that of the month after it (the one before, where the order needs
// it), else the year that brings the first month nearest to near.
func resolve(words []monthWord, near coop.Month) []monthWord {
	last := len(words) - 1
	if words[last].year == 0 {
		first := monthWord{month: words[0].month}
		best := 0
		for y := int(near)/100 - 1; y <= int(near)/100+1; y++ {
			first.year = y
			if best == 0 || apart(first.at(), near) <= apart(makeMonth(best, first.month), near) {
				best = y
			}
		}
		year := best
		for i := range words {
			if i > 0 && words[i].month < words[i-1].month {
				year++
			}
			if words[i].year == 0 {
				words[i].year = year
			}
		}
		return words
	}
	for i := last - 1; i >= 0; i-- {
		if words[i].year == 0 {
			words[i].year = words[i+1].year
			if words[i].month > words[i+1].month {
				words[i].year--
			}
		}
	}
	return words
}
