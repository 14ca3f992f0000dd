package takeover

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// Accounts with a fixed meaning here (domain §4).
const (
	accountCash      = "11101"
	accountBank      = "11201"
	accountPartner   = "12403"
	accountTransit   = "11109"
	accountSuspense  = "29101"
	accountPrincipal = "31101"
	accountMandatory = "31102"
	accountOpening   = "31901"
)

// Sides of a row, seen from the cooperative's money.
const (
	In      = "in"
	Out     = "out"
	anySide = "any"
)

// What a rule says that is no occasion: the row is no entry.
const (
	ruleOpening = "@opening"
	ruleTotal   = "@total"
)

// Rule places the rows whose words it finds; assets/takeover-rules.csv explains the columns.
type Rule struct {
	Line     int // of the file, from 1: the rule's name; 0 for a remembered decision
	Priority int
	Side     string // "in", "out" or "any"
	Words    [][]string
	Occasion string // the id of an occasion, "@opening" or "@total"
	Account  string // answers the occasion's other account prompt; may be empty
	Unsure   bool   // the row is shown for a decision
	Member   string // whom a decision names; "" in rules
}

// RuleError says which line of a rules or map file is wrong, what should stand there and what does. It speaks English:
// it is read by whoever edits the file.
type RuleError struct {
	Line            int
	Expected, Found string
}

// Error returns "line 3: expected …, found …".
func (e *RuleError) Error() string {
	return fmt.Sprintf("line %d: expected %s, found %.60q", e.Line, e.Expected, e.Found)
}

// LoadRules reads rules, one a line: priority;direction;words;occasion;account;unsure. Empty lines and lines that
// begin
// with # are left out. The rules come back in the order in which they are tried. Nothing is returned with an error,
// which is a *RuleError.
func LoadRules(data []byte) ([]Rule, error) {
	var rules []Rule
	for i, line := range strings.Split(strings.TrimPrefix(string(data), "\ufeff"), "\n") {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		r, err := parseRule(i+1, strings.Split(line, ";"))
		if err != nil {
			return nil, err
		}
		rules = append(rules, r)
	}
	if len(rules) == 0 {
		return nil, &RuleError{1, "at least one rule", ""}
	}
	slices.SortStableFunc(rules, func(a, b Rule) int { return a.Priority - b.Priority })
	return rules, nil
}

func parseRule(line int, f []string) (Rule, error) {
	if len(f) != 6 {
		return Rule{}, &RuleError{line, "priority;direction;words;occasion;account;unsure", strings.Join(f, ";")}
	}
	for i := range f {
		f[i] = strings.TrimSpace(f[i])
	}
	priority, err := strconv.ParseUint(f[0], 10, 16)
	r := Rule{Line: line, Priority: int(priority), Side: f[1], Occasion: f[3], Account: f[4], Unsure: f[5] != ""}
	switch {
	case err != nil:
		return Rule{}, &RuleError{line, "a whole number as priority", f[0]}
	case r.Side != In && r.Side != Out && r.Side != anySide:
		return Rule{}, &RuleError{line, "in, out or any as direction", r.Side}
	case !isOccasionID(r.Occasion) && r.Occasion != ruleOpening && r.Occasion != ruleTotal:
		return Rule{}, &RuleError{line, "an occasion, @opening or @total", r.Occasion}
	case r.Account != "" && !isAccount(r.Account):
		return Rule{}, &RuleError{line, "an account of five digits or nothing", r.Account}
	case f[5] != "" && f[5] != "unsure":
		return Rule{}, &RuleError{line, "unsure or nothing", f[5]}
	}
	for _, alternative := range strings.Split(f[2], "|") {
		var words []string
		for _, w := range strings.Split(alternative, "+") {
			if w = strings.TrimSpace(w); w != "*" && (w == "" || w != plain(w)) {
				return Rule{}, &RuleError{line, "words in small letters and digits, joined by + and |", f[2]}
			}
			words = append(words, w)
		}
		r.Words = append(r.Words, words)
	}
	return r, nil
}

func isOccasionID(s string) bool {
	return s != "" && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789-") == "" && s[0] != '-'
}

func isAccount(s string) bool {
	_, ok := digits(s)
	return ok && len(s) == 5
}

// plain is a text as rules see it: small letters, every run of other characters than letters and digits one blank.
func plain(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}), " ")
}

// fits says whether the rule is about a row with this side and plain text.
func (r Rule) fits(side, text string) bool {
	if r.Side != anySide && r.Side != side {
		return false
	}
	return slices.ContainsFunc(r.Words, func(words []string) bool {
		return !slices.ContainsFunc(words, func(w string) bool {
			return w != "*" && !strings.Contains(" "+text, " "+w)
		})
	})
}

// rule finds the first rule that fits; rows that none fits are unsure and go to suspense.
func ruleFor(rules []Rule, side, text string) (Rule, bool) {
	text = plain(text)
	for _, r := range rules {
		if r.fits(side, text) {
			return r, true
		}
	}
	return Rule{}, false
}
