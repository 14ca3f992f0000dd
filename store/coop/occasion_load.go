package coop

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// LoadOccasions reads occasions in the format explained at the top of assets/occasions.txt (a cooperative's own
// occasions have it too) and checks them against the chart: every account exists, takes lines and is given the member
// or supplier it asks for, every key is a prompt of the right kind, every prompt is used, and debits equal credits
// whatever the answers are. The first thing wrong gives a *DataError; nothing is returned then.
func LoadOccasions(data []byte, chart []ChartAccount) ([]Occasion, error) {
	loader := occasionLoader{chart: map[string]ChartAccount{}, ids: map[string]int{}}
	for _, account := range chart {
		loader.chart[account.Code] = account
	}
	text := strings.TrimPrefix(string(data), "\ufeff")
	for i, row := range strings.Split(text, "\n") {
		loader.line = i + 1
		if !utf8.ValidString(row) {
			return nil, loader.wrong(1, "UTF-8 text", "other bytes")
		}
		words, err := loader.words(strings.TrimSuffix(row, "\r"))
		if err != nil {
			return nil, err
		}
		if len(words) == 0 {
			continue
		}
		if err := loader.row(words, row); err != nil {
			return nil, err
		}
	}
	if err := loader.finish(); err != nil {
		return nil, err
	}
	if len(loader.done) == 0 {
		return nil, loader.wrong(1, "at least one occasion", "none")
	}
	return loader.done, nil
}

// dataWord is one word of a line of the file, or one text between quotation marks, and where it stands.
type dataWord struct {
	text   string
	column int // from 1, in bytes
	quoted bool
}

type occasionLoader struct {
	chart map[string]ChartAccount
	ids   map[string]int // occasion id → line
	line  int
	open  bool // an occasion is being read
	now   Occasion
	start int // where the open occasion begins
	// Where the prompts and lines of the open occasion stand, for errors found at its end.
	promptLines, lineLines []int
	done                   []Occasion
}

func (l *occasionLoader) wrong(column int, expected, found string) error {
	return &DataError{Line: l.line, Column: column, Expected: expected, Found: found}
}

func (l *occasionLoader) at(line int, expected, found string) error {
	return &DataError{Line: line, Column: 1, Expected: expected, Found: found}
}

// words splits a line of the file; a line that begins with # has none.
func (l *occasionLoader) words(row string) ([]dataWord, error) {
	var words []dataWord
	for i := 0; i < len(row); {
		switch row[i] {
		case ' ', '\t', '\r':
			i++
			continue
		case '#':
			if len(words) == 0 {
				return nil, nil
			}
		case '"':
			end := strings.IndexByte(row[i+1:], '"')
			if end < 0 {
				return nil, l.wrong(i+1, "a closing quotation mark", "the end of the line")
			}
			words = append(words, dataWord{row[i+1 : i+1+end], i + 1, true})
			i += end + 2
			continue
		}
		end := i
		for end < len(row) && !strings.ContainsRune(" \t\r\"", rune(row[end])) {
			end++
		}
		words = append(words, dataWord{row[i:end], i + 1, false})
		i = end
	}
	return words, nil
}

const rowWords = "occasion, group, id, en, words-id, words-en, ask, D or K"

func (l *occasionLoader) row(words []dataWord, row string) error {
	first := words[0]
	if first.text == "occasion" {
		return l.begin(words)
	}
	if !l.open {
		return l.wrong(first.column, "a line that begins with occasion", quoteWord(first.text))
	}
	rest := strings.TrimSpace(row[first.column-1+len(first.text):])
	switch first.text {
	case "group":
		if !slices.Contains(OccasionGroups(), rest) {
			return l.wrong(first.column, "a group of "+strings.Join(OccasionGroups(), ", "), quoteWord(rest))
		}
		return l.once(first, &l.now.Group, rest)
	case "id":
		return l.once(first, &l.now.NameID, rest)
	case "en":
		return l.once(first, &l.now.NameEN, rest)
	case "words-id":
		return l.searchWords(first, &l.now.WordsID, rest)
	case "words-en":
		return l.searchWords(first, &l.now.WordsEN, rest)
	case "ask":
		return l.ask(words)
	case "D", "K":
		return l.postingLine(words)
	default:
		return l.wrong(first.column, rowWords, quoteWord(first.text))
	}
}

// isName reports whether text is made of a-z, 0-9 and -, beginning with a letter and not ending with -.
func isName(text string) bool {
	if text == "" || text[0] < 'a' || text[0] > 'z' || text[len(text)-1] == '-' {
		return false
	}
	return strings.Trim(text, "abcdefghijklmnopqrstuvwxyz0123456789-") == ""
}

func (l *occasionLoader) begin(words []dataWord) error {
	if err := l.finish(); err != nil {
		return err
	}
	if len(words) != 2 || !isName(words[1].text) {
		last := words[len(words)-1]
		return l.wrong(last.column, "occasion and one name of a-z, 0-9 and -", quoteWord(last.text))
	}
	id := words[1].text
	if line, twice := l.ids[id]; twice {
		return l.wrong(words[1].column, "a name not used before", fmt.Sprintf("%q, as on line %d", id, line))
	}
	l.ids[id] = l.line
	l.open, l.start, l.now = true, l.line, Occasion{ID: id}
	l.promptLines, l.lineLines = nil, nil
	return nil
}

func (l *occasionLoader) once(first dataWord, into *string, text string) error {
	if text == "" {
		return l.wrong(first.column, "a text after "+first.text, "nothing")
	}
	if *into != "" {
		return l.wrong(first.column, first.text+" only once in an occasion", "a second one")
	}
	*into = text
	return nil
}

func (l *occasionLoader) searchWords(first dataWord, into *[]string, text string) error {
	if *into != nil {
		return l.wrong(first.column, first.text+" only once in an occasion", "a second one")
	}
	for _, part := range strings.Split(text, ",") {
		part = strings.TrimSpace(part)
		if part == "" {
			return l.wrong(first.column, "words with a comma between", quoteWord(text))
		}
		*into = append(*into, part)
	}
	return nil
}

// ask reads: ask KEY KIND "ID" "EN" [optional] [default VALUE] [prefix CODE ...].
func (l *occasionLoader) ask(words []dataWord) error {
	if len(words) < 5 || !words[3].quoted || !words[4].quoted {
		last := words[min(len(words), 5)-1]
		return l.wrong(
			last.column,
			`ask KEY KIND "question in Indonesian" "question in English"`,
			quoteWord(last.text),
		)
	}
	key := words[1].text
	if !isName(key) || strings.Contains(key, "-") {
		return l.wrong(words[1].column, "a key of a-z and 0-9", quoteWord(key))
	}
	if _, twice := l.now.Prompt(key); twice {
		return l.wrong(words[1].column, "a key not used before in the occasion", quoteWord(key))
	}
	kind := slices.Index(promptKindNames[1:], words[2].text) + 1
	if kind == 0 {
		return l.wrong(words[2].column, "a kind of "+strings.Join(promptKindNames[1:], ", "), quoteWord(words[2].text))
	}
	for i, language := range []string{"Indonesian", "English"} {
		if strings.TrimSpace(words[3+i].text) == "" {
			return l.wrong(words[3+i].column, "a question in "+language, "nothing")
		}
	}
	prompt := Prompt{Key: key, Kind: PromptKind(kind), LabelID: words[3].text, LabelEN: words[4].text}
	if err := l.options(&prompt, words[5:]); err != nil {
		return err
	}
	l.now.Prompts = append(l.now.Prompts, prompt)
	l.promptLines = append(l.promptLines, l.line)
	return nil
}

func (l *occasionLoader) options(p *Prompt, words []dataWord) error {
	var given dataWord
	for i := 0; i < len(words); i++ {
		switch option := words[i]; {
		case option.text == "optional" && !p.Kind.isAccount():
			p.Optional = true
		case option.text == "optional":
			return l.wrong(option.column, "no optional: a line cannot be without its account", quoteWord(option.text))
		case option.text == "default" && i+1 < len(words):
			i++
			given = words[i]
			p.Default = given.text
		case option.text == "prefix" && p.Kind.isAccount():
			for i+1 < len(words) && words[i+1].text != "default" {
				i++
				if err := l.prefix(p, words[i]); err != nil {
					return err
				}
			}
		default:
			return l.wrong(
				option.column,
				"optional, default VALUE or (of an account) prefix CODE",
				quoteWord(option.text),
			)
		}
	}
	if p.Kind == PromptMoney && p.Prefix == nil {
		p.Prefix = slices.Clone(moneyPrefixes)
	}
	if p.Kind == PromptMoney && p.Default == "" {
		p.Default = MoneyDefault
	}
	return l.checkDefault(p, given)
}

func (l *occasionLoader) prefix(p *Prompt, given dataWord) error {
	if p.Kind == PromptMoney && !(Prompt{Prefix: moneyPrefixes}).Accepts(given.text) {
		return l.wrong(given.column, "money accounts: "+strings.Join(moneyPrefixes, " or "), quoteWord(given.text))
	}
	for _, account := range l.chart {
		if !account.Heading && given.text != "" && strings.HasPrefix(account.Code, given.text) {
			p.Prefix = append(p.Prefix, given.text)
			return nil
		}
	}
	return l.wrong(given.column, "the beginning of an account of the chart", quoteWord(given.text))
}

func (l *occasionLoader) checkDefault(p *Prompt, given dataWord) error {
	column := max(given.column, 1)
	switch {
	case p.Kind.isAccount() && p.Prefix == nil:
		return l.wrong(column, "prefix and the accounts to choose from", "none")
	case p.Default == "":
		return nil
	case p.Kind.isAccount():
		if account, known := l.chart[p.Default]; !known || account.Heading || !p.Accepts(p.Default) {
			return l.wrong(column, "as default an account of the chart beginning with "+strings.Join(p.Prefix, " or "),
				quoteWord(p.Default))
		}
	case p.Kind.isAmount():
		// 15 digits of rupiah are 17 digits of sen: inside Money.
		rupiah, err := strconv.ParseUint(p.Default, 10, 64)
		if p.Default != DefaultRate && (err != nil || rupiah == 0 || rupiah > 999_999_999_999_999) {
			return l.wrong(column, "as default whole rupiah or "+DefaultRate, quoteWord(p.Default))
		}
	default:
		return l.wrong(column, "no default for a prompt of the kind "+p.Kind.String(), quoteWord(p.Default))
	}
	return nil
}
