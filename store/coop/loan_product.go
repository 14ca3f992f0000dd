package coop

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// LoanProduct is what a cooperative offers: the terms that an application starts from, and its limits. It is a setting
// with a date (loan.product.<code>), never a constant. Source: domain §6.2, §6.5; all defaults are customs [GK].
type LoanProduct struct {
	Code           string
	NameID, NameEN string
	Terms          LoanTerms // without principal and first due date; Months is the usual term
	Least, Most    Money     // of the principal; 0: no such limit
	MostMonths     int64
	Savings        int64 // at most so many times the member's savings; 0: not looked at
	Income         int64 // the instalments take at most so many basis points of the income; 0: not looked at
	Joined         int64 // months that somebody must have been a member
	One            bool  // no second running loan of this product
	Clean          bool  // nobody with arrears on any loan
	Closed         bool  // no longer offered
}

// SettingLoanProduct begins the keys of products; the code follows.
const SettingLoanProduct = "loan.product."

// Keys of what is wrong with a product's text.
const (
	ProblemProductCode  = "loan.product.code"  // {0} is no code: small letters, digits and dashes
	ProblemProductPair  = "loan.product.pair"  // {0} is not a word and its value
	ProblemProductWord  = "loan.product.word"  // {0} is not known, or stands twice
	ProblemProductValue = "loan.product.value" // {1} is no value of {0}
	ProblemProductName  = "loan.product.name"  // it has no name
)

// DefaultLoanProducts are the three methods of domain §6.2 with the customs of §6.2 and §6.5: what a book offers until
// it sets its own.
func DefaultLoanProducts() []LoanProduct {
	usual := LoanTerms{
		Months: 12, Rate: 1200, Rounding: RoundHalfUp, Provision: 100, Admin: 25_000 * Rupiah, Penalty: 100, Grace: 3,
		Cap: 10_000, Order: PaymentUsual, EarlyFlat: 10_000, Advance: AdvancePark,
	}
	products := []LoanProduct{
		{Code: "flat", NameID: "Jasa tetap (flat)", NameEN: "Flat interest"},
		{Code: "menurun", NameID: "Jasa menurun", NameEN: "Declining interest"},
		{Code: "anuitas", NameID: "Pinjaman anuitas", NameEN: "Annuity loan"},
	}
	for i := range products {
		p := &products[i]
		p.Terms, p.Terms.Method = usual, LoanMethod(i+1)
		if p.Terms.Method != MethodFlat {
			p.Terms.EarlyDays, p.Terms.Advance = true, AdvanceReduce
		}
		p.MostMonths, p.Savings, p.Income, p.Joined, p.One, p.Clean = 24, 5, 3500, 3, true, true
	}
	return products
}

// LoanProducts gives the products that hold on a day, closed ones too, by code: the defaults, and over them what the
// settings say. A setting that cannot be read is passed over: an earlier one, or the default, holds.
func LoanProducts(settings []SettingRow, day Date) []LoanProduct {
	held := map[string]LoanProduct{}
	from := map[string]Date{}
	for _, p := range DefaultLoanProducts() {
		held[p.Code], from[p.Code] = p, -1
	}
	for _, s := range settings {
		code, ok := strings.CutPrefix(s.Key, SettingLoanProduct)
		if last, known := from[code]; !ok || s.From > day || known && s.From < last {
			continue
		}
		if p, problems := ParseLoanProduct(code, s.Value); len(problems) == 0 {
			held[code], from[code] = p, s.From
		}
	}
	products := make([]LoanProduct, 0, len(held))
	for _, p := range held {
		products = append(products, p)
	}
	slices.SortFunc(products, func(a, b LoanProduct) int { return cmp.Compare(a.Code, b.Code) })
	return products
}

// ProductOf finds a product by its code.
func ProductOf(products []LoanProduct, code string) (LoanProduct, bool) {
	i := slices.IndexFunc(products, func(p LoanProduct) bool { return p.Code == code })
	if i < 0 {
		return LoanProduct{}, false
	}
	return products[i], true
}

// productWord is one word of a product's text and the field behind it.
type productWord struct {
	word  string
	write func(*LoanProduct) string // empty: left out
	read  func(*LoanProduct, string) bool
}

func numberWord(word string, most int64, field func(*LoanProduct) *int64) productWord {
	return productWord{
		word, func(p *LoanProduct) string { return strconv.FormatInt(*field(p), 10) },
		func(p *LoanProduct, value string) bool {
			n, err := strconv.ParseInt(value, 10, 64)
			*field(p) = n
			return err == nil && n >= 0 && n <= most
		},
	}
}

func amountWord(word string, field func(*LoanProduct) *Money) productWord {
	return productWord{
		word, func(p *LoanProduct) string { return FormatData(*field(p)) },
		func(p *LoanProduct, value string) bool {
			m, err := ParseData(value)
			*field(p) = m
			return err == nil && m >= 0
		},
	}
}

func flagWord(word string, field func(*LoanProduct) *bool) productWord {
	return productWord{
		word, func(p *LoanProduct) string {
			if *field(p) {
				return "yes"
			}
			return "no"
		},
		func(p *LoanProduct, value string) bool {
			*field(p) = value == "yes"
			return value == "yes" || value == "no"
		},
	}
}

func textWord(word string, field func(*LoanProduct) *string) productWord {
	return productWord{
		word, func(p *LoanProduct) string { return *field(p) },
		func(p *LoanProduct, value string) bool { *field(p) = value; return true },
	}
}

func choiceWord[T interface{ String() string }](
	word string, parse func(string) (T, bool), field func(*LoanProduct) *T,
) productWord {
	return productWord{
		word, func(p *LoanProduct) string { return (*field(p)).String() },
		func(p *LoanProduct, value string) bool {
			v, ok := parse(value)
			*field(p) = v
			return ok
		},
	}
}

// productWords are the words of a product's text, in the order of writing.
var productWords = []productWord{
	textWord("name", func(p *LoanProduct) *string { return &p.NameID }),
	textWord("name-en", func(p *LoanProduct) *string { return &p.NameEN }),
	choiceWord("method", ParseLoanMethod, func(p *LoanProduct) *LoanMethod { return &p.Terms.Method }),
	numberWord("rate", MaxLoanRate, func(p *LoanProduct) *int64 { return &p.Terms.Rate }),
	numberWord("months", MaxLoanMonths, func(p *LoanProduct) *int64 { return &p.Terms.Months }),
	numberWord("most-months", MaxLoanMonths, func(p *LoanProduct) *int64 { return &p.MostMonths }),
	choiceWord("rounding", ParseLoanRounding, func(p *LoanProduct) *LoanRounding { return &p.Terms.Rounding }),
	numberWord("provision", 10_000, func(p *LoanProduct) *int64 { return &p.Terms.Provision }),
	amountWord("admin", func(p *LoanProduct) *Money { return &p.Terms.Admin }),
	numberWord("penalty", 100_000, func(p *LoanProduct) *int64 { return &p.Terms.Penalty }),
	numberWord("grace", 3660, func(p *LoanProduct) *int64 { return &p.Terms.Grace }),
	numberWord("cap", 1_000_000, func(p *LoanProduct) *int64 { return &p.Terms.Cap }),
	choiceWord("order", ParsePaymentOrder, func(p *LoanProduct) *PaymentOrder { return &p.Terms.Order }),
	numberWord("early-flat", 10_000, func(p *LoanProduct) *int64 { return &p.Terms.EarlyFlat }),
	flagWord("early-days", func(p *LoanProduct) *bool { return &p.Terms.EarlyDays }),
	choiceWord("advance", ParseAdvanceRule, func(p *LoanProduct) *AdvanceRule { return &p.Terms.Advance }),
	amountWord("least", func(p *LoanProduct) *Money { return &p.Least }),
	amountWord("most", func(p *LoanProduct) *Money { return &p.Most }),
	numberWord("savings", 1000, func(p *LoanProduct) *int64 { return &p.Savings }),
	numberWord("income", 10_000, func(p *LoanProduct) *int64 { return &p.Income }),
	numberWord("joined", 1200, func(p *LoanProduct) *int64 { return &p.Joined }),
	flagWord("one", func(p *LoanProduct) *bool { return &p.One }),
	flagWord("clean", func(p *LoanProduct) *bool { return &p.Clean }),
	flagWord("closed", func(p *LoanProduct) *bool { return &p.Closed }),
}

// Text writes the product as its setting's value: "word value; word value; …".
func (p LoanProduct) Text() string {
	var parts []string
	for _, w := range productWords {
		if value := w.write(&p); value != "" {
			parts = append(parts, w.word+" "+value)
		}
	}
	return strings.Join(parts, "; ")
}

// Setting is the change that offers the product from a day on.
func (p LoanProduct) Setting(from Date) Setting {
	return Setting{Key: SettingLoanProduct + p.Code, From: from, Value: p.Text()}
}

// ParseLoanProduct reads what Text writes. A word that is missing has the value of the default flat product, except the
// name. With problems there is no product.
func ParseLoanProduct(code, text string) (LoanProduct, []Problem) {
	p := DefaultLoanProducts()[0]
	p.Code, p.NameID, p.NameEN = code, "", ""
	var problems []Problem
	seen := map[string]bool{}
	for pair := range strings.SplitSeq(text, ";") {
		word, value, ok := strings.Cut(strings.TrimSpace(pair), " ")
		value = strings.TrimSpace(value)
		i := slices.IndexFunc(productWords, func(w productWord) bool { return w.word == word })
		switch {
		case !ok || value == "":
			problems = append(problems, Problem{Key: ProblemProductPair, Args: []any{pair}})
		case i < 0 || seen[word]:
			problems = append(problems, Problem{Key: ProblemProductWord, Args: []any{word}})
		case !productWords[i].read(&p, value):
			problems = append(problems, Problem{Key: ProblemProductValue, Args: []any{word, value}})
		default:
			seen[word] = true
		}
	}
	if len(problems) > 0 {
		return LoanProduct{}, problems
	}
	return p, p.Problems()
}

// Problems says what is wrong with a product; nil where it can be offered.
func (p LoanProduct) Problems() []Problem {
	var problems []Problem
	if !codeWord(p.Code) {
		problems = append(problems, Problem{Key: ProblemProductCode, Args: []any{p.Code}})
	}
	if strings.TrimSpace(p.NameID) == "" || strings.ContainsAny(p.NameID+p.NameEN, ";\n") {
		problems = append(problems, Problem{Key: ProblemProductName})
	}
	t := p.Terms // as of the smallest loan that there could be under it
	t.Principal, t.First, t.DueDay = max(p.Most, p.Least, t.Admin*2+1_000_000*Rupiah), 20260101, 0
	if p.MostMonths < t.Months {
		problems = append(problems, Problem{Key: ProblemLoanMonths, Args: []any{t.Months, p.MostMonths}})
	}
	if p.Most > 0 && p.Least > p.Most {
		problems = append(problems, Problem{Key: ProblemProductValue, Args: []any{"least", FormatData(p.Least)}})
	}
	return append(problems, t.Problems()...)
}

func codeWord(s string) bool {
	return s != "" && len(s) <= 40 && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789-") == ""
}

// Apply gives the terms of one loan under the product.
func (p LoanProduct) Apply(principal Money, months int64, first Date) LoanTerms {
	t := p.Terms
	t.Principal, t.Months, t.First, t.DueDay = principal, months, first, int64(first%100)
	return t
}
