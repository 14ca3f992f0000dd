package coop

import (
	"regexp"
	"strings"
)

// The keys of what can be wrong with an amount that somebody typed; {0} is what they typed, shortened.
const (
	ProblemMoneyEmpty     = "money.empty"     // nothing typed; no argument
	ProblemMoneyNumber    = "money.number"    // not a number at all
	ProblemMoneyGrouping  = "money.grouping"  // dots that do not stand before each three digits
	ProblemMoneyComma     = "money.comma"     // a comma that is no decimal comma: 1,234
	ProblemMoneyAmbiguous = "money.ambiguous" // 1.250 juta: a thousand million or one and a quarter
	ProblemMoneyDecimals  = "money.decimals"  // finer than one sen
	ProblemMoneyTooLarge  = "money.too-large" // more than one line can carry
	ProblemMoneyData      = "money.data"      // a cell of CSV or JSON that is not like 1250000 or 1222.50
)

func moneyProblem(key, text string) Problem { return Problem{Key: key, Args: []any{shorten(text)}} }

// shorten makes typed text fit into a sentence.
func shorten(text string) string {
	const longest = 40
	if r := []rune(strings.TrimSpace(text)); len(r) > longest {
		return string(r[:longest]) + "…"
	}
	return strings.TrimSpace(text)
}

var (
	moneyGrouped = regexp.MustCompile(`^[0-9]{1,3}(\.[0-9]{3})+$`)
	moneyWord    = regexp.MustCompile(`^([0-9.,]+) ?(rb|ribu|jt|juta|miliar|milyar|triliun)$`)
	moneyDashes  = regexp.MustCompile(`,[-–—]{1,2}$`)
	// moneyEnglish is what an English Excel writes. One comma alone stays out: 1,250 may be one and a quarter.
	moneyEnglish = regexp.MustCompile(`^[0-9]{1,3}(?:(,[0-9]{3})+\.[0-9]{1,2}|(,[0-9]{3}){2,})$`)
)

var moneyScale = map[string]int64{
	"": 1, "rb": 1e3, "ribu": 1e3, "jt": 1e6, "juta": 1e6, "miliar": 1e9, "milyar": 1e9, "triliun": 1e12,
}

// ParseMoney reads an amount as people type it: 1250000, 1.250.000, Rp 1.250.000,-, 9.490.152,50, 250rb, 1,5 jt,
// -500, (500). A comma comes before sen, a dot before each three digits; the other way round it is understood only
// where it can be nothing else (1,250,000.00). Whatever could mean two amounts is refused. The error is a Problem.
func ParseMoney(text string) (Money, error) {
	s := strings.ToLower(strings.Join(strings.Fields(text), " "))
	if s == "" {
		return 0, Problem{Key: ProblemMoneyEmpty}
	}
	s, negative := moneySign(s)
	s = moneyDashes.ReplaceAllString(s, "")
	unit := ""
	if m := moneyWord.FindStringSubmatch(s); m != nil {
		s, unit = m[1], m[2]
	}
	if unit == "" && moneyEnglish.MatchString(s) {
		s = strings.NewReplacer(",", ".", ".", ",").Replace(s)
	}
	whole, decimals, comma := strings.Cut(s, ",")
	switch {
	case !allDigits(strings.NewReplacer(".", "", ",", "").Replace(s)) || (comma && decimals == ""):
		return 0, moneyProblem(ProblemMoneyNumber, text)
	case strings.ContainsAny(decimals, ",.") || (unit == "" && len(decimals) > 2):
		return 0, moneyProblem(ProblemMoneyComma, text)
	case unit != "" && strings.Contains(whole, "."):
		return 0, moneyProblem(ProblemMoneyAmbiguous, text)
	case strings.Contains(whole, ".") && !moneyGrouped.MatchString(whole):
		return 0, moneyProblem(ProblemMoneyGrouping, text)
	case whole == "":
		return 0, moneyProblem(ProblemMoneyNumber, text)
	}
	return moneyOf(text, negative, strings.ReplaceAll(whole, ".", ""), decimals, moneyScale[unit])
}

// moneySign takes the sign, the brackets and the Rp off, in whichever order they stand.
func moneySign(s string) (rest string, negative bool) {
	if strings.HasPrefix(s, "(") && strings.HasSuffix(s, ")") {
		s, negative = strings.TrimSpace(s[1:len(s)-1]), true
	}
	for _, currency := range []bool{false, true, false} {
		if currency {
			for _, prefix := range []string{"rp.", "rp", "idr"} {
				if rest, ok := strings.CutPrefix(s, prefix); ok {
					s = strings.TrimSpace(rest)
					break
				}
			}
			continue
		}
		for _, minus := range []string{"-", "−"} {
			if rest, ok := strings.CutPrefix(s, minus); ok && !negative {
				s, negative = strings.TrimSpace(rest), true
			}
		}
	}
	return s, negative
}

func allDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}
