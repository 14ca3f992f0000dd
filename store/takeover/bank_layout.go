package takeover

import (
	"slices"
	"strings"

	"lumbung/store/coop"
)

// BankLayout says how one bank writes its statements; assets/bank-layouts.csv explains the columns.
type BankLayout struct {
	Bank    string
	Order   string   // of the dates: "dmy", "mdy" or "ymd"
	Date    []string // names in the heading, folded; the first that is there counts
	Text    []string // all that are there are joined
	In, Out []string
	Amount  []string
	Side    []string
	Balance []string
}

// BankLayouts are the layouts and rules of one file.
type BankLayouts struct {
	Layouts []BankLayout
	Rules   []Rule // what a movement that the book does not know is by its words; tried from the top
}

// LoadBankLayouts reads layouts and rules, one a line. Nothing is returned with an error, which is a *RuleError.
func LoadBankLayouts(data []byte) (BankLayouts, error) {
	var all BankLayouts
	for i, line := range strings.Split(strings.TrimPrefix(string(data), "\ufeff"), "\n") {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		fields := strings.Split(line, ";")
		if strings.HasPrefix(line, "@") {
			rule, err := parseBankRule(i+1, fields)
			if err != nil {
				return BankLayouts{}, err
			}
			all.Rules = append(all.Rules, rule)
			continue
		}
		layout, err := parseBankLayout(i+1, fields)
		if err != nil {
			return BankLayouts{}, err
		}
		all.Layouts = append(all.Layouts, layout)
	}
	if len(all.Layouts) == 0 {
		return BankLayouts{}, &RuleError{1, "at least one layout", ""}
	}
	return all, nil
}

func parseBankLayout(line int, f []string) (BankLayout, error) {
	if len(f) != 9 {
		return BankLayout{}, &RuleError{
			line, "bank;order;date;text;in;out;amount;side;balance", strings.Join(f, ";"),
		}
	}
	l := BankLayout{
		Bank: strings.TrimSpace(f[0]), Order: strings.TrimSpace(f[1]), Date: names(f[2]), Text: names(f[3]),
		In: names(f[4]), Out: names(f[5]), Amount: names(f[6]), Side: names(f[7]), Balance: names(f[8]),
	}
	switch {
	case l.Bank == "":
		return l, &RuleError{line, "the name of a bank", f[0]}
	case !slices.Contains(coop.DateOrders(), l.Order):
		return l, &RuleError{line, "dmy, mdy or ymd as order", f[1]}
	case len(l.Date) == 0 || len(l.Text) == 0:
		return l, &RuleError{line, "names of the columns of date and text", f[2] + ";" + f[3]}
	case len(l.Amount) == 0 && (len(l.In) == 0 || len(l.Out) == 0):
		return l, &RuleError{line, "names of in and out, or of amount", strings.Join(f[4:7], ";")}
	}
	return l, nil
}

func names(field string) []string {
	var all []string
	for _, name := range strings.Split(field, "|") {
		if name = columnName(name); name != "" && !slices.Contains(all, name) {
			all = append(all, name)
		}
	}
	return all
}

// columnName makes headings comparable: small letters and digits, all else one blank.
func columnName(s string) string { return plain(s) }

func parseBankRule(line int, f []string) (Rule, error) {
	if len(f) != 4 {
		return Rule{}, &RuleError{line, "@side;words;occasion;account", strings.Join(f, ";")}
	}
	r := Rule{
		Line: line, Side: strings.TrimSpace(f[0][1:]), Occasion: strings.TrimSpace(f[2]),
		Account: strings.TrimSpace(f[3]),
	}
	switch {
	case r.Side != In && r.Side != Out && r.Side != anySide:
		return r, &RuleError{line, "@in, @out or @any", f[0]}
	case r.Occasion != "" && !isOccasionID(r.Occasion):
		return r, &RuleError{line, "an occasion or nothing", f[2]}
	case !isAccount(r.Account):
		return r, &RuleError{line, "an account of five digits", f[3]}
	}
	for _, alternative := range strings.Split(f[1], "|") {
		var words []string
		for _, w := range strings.Split(alternative, "+") {
			if w = strings.TrimSpace(w); w != "*" && (w == "" || w != plain(w)) {
				return r, &RuleError{line, "words in small letters and digits, joined by + and |", f[1]}
			}
			words = append(words, w)
		}
		r.Words = append(r.Words, words)
	}
	return r, nil
}

// EntryOf gives the entry that records a movement which the book does not know: a fee, interest, or an unknown transfer
// in suspense (29101). It has the movement's once-rule, so that it cannot be recorded twice. False where no rule fits.
func (l BankLayouts) EntryOf(account string, m coop.BankMove) (coop.Entry, bool) {
	side := In
	if m.Amount < 0 {
		side = Out
	}
	for _, r := range l.Rules {
		if !r.fits(side, plain(m.Text)) {
			continue
		}
		return coop.Entry{
			Date: m.Date, Occasion: r.Occasion, Remark: m.Text, Once: coop.BankMoveOnce(m),
			Lines: bankLines(account, r.Account, m.Amount),
		}, true
	}
	return coop.Entry{}, false
}

// bankLines puts the debit first, as occasions do.
func bankLines(bank, other string, amount coop.Money) []coop.Line {
	lines := []coop.Line{{Account: bank, Amount: amount}, {Account: other, Amount: -amount}}
	if amount < 0 {
		slices.Reverse(lines)
	}
	return lines
}
