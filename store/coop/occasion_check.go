package coop

import (
	"cmp"
	"slices"
	"strings"
)

// postingLine reads: D|K ACCOUNT AMOUNT [DIMENSION=KEY ...].
func (l *occasionLoader) postingLine(words []dataWord) error {
	if len(words) < 3 {
		last := words[len(words)-1]
		return l.wrong(last.column, words[0].text+" ACCOUNT AMOUNT", quoteWord(last.text)+" and no more")
	}
	line := OccasionLine{Debit: words[0].text == "D", Account: words[1].text, Amount: words[2].text}
	if err := l.lineAccount(line, words[1]); err != nil {
		return err
	}
	if err := l.lineAmount(line, words[2]); err != nil {
		return err
	}
	for _, dimension := range words[3:] {
		if err := l.lineDimension(&line, dimension); err != nil {
			return err
		}
	}
	if err := l.asked(line, words[1]); err != nil {
		return err
	}
	l.now.Lines = append(l.now.Lines, line)
	l.lineLines = append(l.lineLines, l.line)
	return nil
}

func (l *occasionLoader) lineAccount(line OccasionLine, at dataWord) error {
	if key, prompted := line.accountKey(); prompted {
		prompt, known := l.now.Prompt(key)
		if !known || !prompt.Kind.isAccount() || line.Account != "{"+key+"}" {
			return l.wrong(at.column, "the key of a money or account prompt above", quoteWord(line.Account))
		}
		return nil
	}
	account, known := l.chart[line.Account]
	if !known {
		return l.wrong(at.column, "an account of the chart or {KEY}", quoteWord(line.Account))
	}
	if account.Heading {
		return l.wrong(at.column, "an account that takes lines", "the heading "+quoteWord(line.Account))
	}
	return nil
}

func (l *occasionLoader) lineAmount(line OccasionLine, at dataWord) error {
	seen := map[string]bool{}
	for i, term := range line.terms() {
		prompt, known := l.now.Prompt(term.key)
		if !known || !prompt.Kind.isAmount() {
			return l.wrong(at.column, "keys of amount or months prompts above, joined by + or -", quoteWord(term.key))
		}
		if seen[term.key] {
			return l.wrong(at.column, "each key once in an amount", quoteWord(term.key)+" twice")
		}
		if i == 0 && term.minus {
			return l.wrong(at.column, "an amount that does not begin with -", quoteWord(line.Amount))
		}
		seen[term.key] = true
	}
	return nil
}

// lineDimension reads DIMENSION=KEY.
func (l *occasionLoader) lineDimension(line *OccasionLine, at dataWord) error {
	name, key, _ := strings.Cut(at.text, "=")
	places := []struct {
		kind PromptKind
		into *string
	}{
		{PromptMember, &line.Member},
		{PromptMonths, &line.Months},
		{PromptOutlet, &line.Outlet},
		{PromptSupplier, &line.Supplier},
		{PromptLoan, &line.Loan},
		{PromptPurpose, &line.Loan}, // a special saving's sum stands where a loan's does
	}
	for _, place := range places {
		if place.kind.String() != name {
			continue
		}
		if prompt, known := l.now.Prompt(key); !known || prompt.Kind != place.kind {
			return l.wrong(at.column, "the key of a "+name+" prompt above", quoteWord(key))
		}
		if *place.into != "" {
			return l.wrong(at.column, "each dimension once", quoteWord(name)+" twice")
		}
		if place.kind == PromptMonths && key != line.Amount {
			return l.wrong(at.column, "the amount "+key+" on a line with months="+key, quoteWord(line.Amount))
		}
		*place.into = key
		return nil
	}
	return l.wrong(
		at.column,
		"member=, months=, outlet=, supplier=, loan= or purpose= and the key of a prompt",
		quoteWord(at.text),
	)
}

// asked refuses a line on an account of its own that leaves out the person the account keeps a ledger of.
func (l *occasionLoader) asked(line OccasionLine, at dataWord) error {
	account := l.chart[line.Account]
	if account.Asks('M') && line.Member == "" {
		return l.wrong(at.column, "member=KEY, for which account "+line.Account+" asks", "none")
	}
	if account.Asks('S') && line.Supplier == "" {
		return l.wrong(at.column, "supplier=KEY, for which account "+line.Account+" asks", "none")
	}
	return nil
}

// finish checks the open occasion as a whole and puts it with those done.
func (l *occasionLoader) finish() error {
	if !l.open {
		return nil
	}
	o := l.now
	for _, need := range []struct{ text, row string }{
		{o.Group, "group"},
		{o.NameID, "id, the name in Indonesian,"},
		{o.NameEN, "en, the name in English,"},
		{strings.Join(o.WordsID, ""), "words-id"},
		{strings.Join(o.WordsEN, ""), "words-en"},
	} {
		if need.text == "" {
			return l.at(l.start, "a line "+need.row+" in the occasion "+o.ID, "none")
		}
	}
	if err := l.allUsed(o); err != nil {
		return err
	}
	if err := l.balanced(o); err != nil {
		return err
	}
	l.done, l.open = append(l.done, o), false
	return nil
}

// allUsed refuses questions whose answer would go nowhere.
func (l *occasionLoader) allUsed(o Occasion) error {
	used := map[string]bool{}
	for _, line := range o.Lines {
		if key, prompted := line.accountKey(); prompted {
			used[key] = true
		}
		for _, term := range line.terms() {
			used[term.key] = true
		}
		for _, key := range []string{line.Member, line.Months, line.Outlet, line.Supplier, line.Loan} {
			used[key] = true
		}
	}
	for i, prompt := range o.Prompts {
		if !used[prompt.Key] && prompt.Kind != PromptDate && prompt.Kind != PromptRemark {
			return l.at(l.promptLines[i], "a prompt that some line uses", quoteWord(prompt.Key)+" used by none")
		}
	}
	return nil
}

// balanced proves that debits equal credits for all answers: each amount must be debited as often as credited.
func (l *occasionLoader) balanced(o Occasion) error {
	sums, sides, last := map[string]int{}, map[bool]bool{}, map[string]int{}
	for i, line := range o.Lines {
		sides[line.Debit] = true
		for _, term := range line.terms() {
			if term.minus != line.Debit {
				sums[term.key]++
			} else {
				sums[term.key]--
			}
			last[term.key] = max(last[term.key], l.lineLines[i])
		}
	}
	if !sides[true] || !sides[false] {
		return l.at(l.start, "at least one D and one K line in the occasion "+o.ID, "fewer")
	}
	for _, prompt := range slices.SortedFunc(slices.Values(o.Prompts), func(a, b Prompt) int {
		return cmp.Compare(a.Key, b.Key)
	}) {
		switch sum := sums[prompt.Key]; {
		case sum > 0:
			return l.at(last[prompt.Key], "debits that equal credits", prompt.Key+" debited more than credited")
		case sum < 0:
			return l.at(last[prompt.Key], "debits that equal credits", prompt.Key+" credited more than debited")
		}
	}
	return nil
}
