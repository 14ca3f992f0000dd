package coop

import (
	"fmt"
	"slices"
	"strings"
)

// Occasion is the treasurer's own word for an entry ("Terima simpanan wajib"): what is asked for and which lines the
// answers become. Occasions are data (assets/occasions.txt); Draft turns answers into balanced lines (domain §8).
// Date and remark can be given with every occasion and are listed among the prompts only where they have a question
// of their own. The kind of voucher follows from the money accounts of the lines and is not stored.
type Occasion struct {
	ID               string // stable, kebab-case English: "dues-mandatory"
	NameID, NameEN   string
	WordsID, WordsEN []string // further words that find it
	Group            string   // one of OccasionGroups
	Prompts          []Prompt // in the order of asking
	Lines            []OccasionLine
}

// OccasionGroups are the shelves on which occasions stand, in the order of the screen.
func OccasionGroups() []string {
	return []string{"dues", "loan", "bank", "agency", "outlet", "trade", "expense", "other"}
}

// PromptKind says what a prompt asks for. It is not stored and does not travel.
type PromptKind uint8

// The kinds of prompt and the field of PromptAnswer that each one fills.
const (
	PromptAmount   PromptKind = iota + 1 // Amount
	PromptMoney                          // Text: code of a cash or bank account
	PromptAccount                        // Text: code of an account under one of the prefixes
	PromptMember                         // Text: the caller's key of a member
	PromptMonths                         // Months: each month with its amount
	PromptDate                           // Date
	PromptRemark                         // Text
	PromptOutlet                         // Text: the caller's key of an outlet
	PromptSupplier                       // Text: the caller's key of a supplier or other party
	PromptLoan                           // Text: the caller's key of a loan
	PromptPurpose                        // Text: code or id of the purpose of a special saving
)

// promptKindNames holds the words of the data file, indexed by PromptKind.
var promptKindNames = [...]string{
	"", "amount", "money", "account", "member", "months", "date", "remark", "outlet", "supplier", "loan", "purpose",
}

// String returns the word of the data file, such as "months".
func (k PromptKind) String() string {
	if k >= PromptAmount && int(k) < len(promptKindNames) {
		return promptKindNames[k]
	}
	return fmt.Sprintf("prompt-kind(%d)", uint8(k))
}

// isAmount reports whether a line can take its amount from the prompt; the amount of months is their sum.
func (k PromptKind) isAmount() bool { return k == PromptAmount || k == PromptMonths }

// isAccount reports whether a line can take its account from the prompt.
func (k PromptKind) isAccount() bool { return k == PromptMoney || k == PromptAccount }

// DefaultRate as the Default of an amount or of months means: the dated rate of the account that the prompt's line
// posts to, such as the monthly simpanan wajib for 31102.
const DefaultRate = "rate"

// MoneyDefault is the account proposed where an occasion asks for a money account and names none.
const MoneyDefault = "11101"

// BankDefault is the bank that is proposed where none has anything on it yet.
const BankDefault = "11201"

// moneyPrefixes are the accounts that hold money: tills and banks (domain §4).
var moneyPrefixes = []string{"111", "112"}

// IsMoney tells whether the account holds money: cash or bank.
func IsMoney(account string) bool {
	return slices.ContainsFunc(moneyPrefixes, func(prefix string) bool { return strings.HasPrefix(account, prefix) })
}

// Prompt is one question of an occasion.
type Prompt struct {
	Key              string // unique in its occasion
	Kind             PromptKind
	LabelID, LabelEN string
	Optional         bool
	Default          string   // account code, whole rupiah or DefaultRate; empty for none
	Prefix           []string // account prompts: codes or beginnings of codes to choose from
}

// Accepts reports whether an account prompt offers the account with this code.
func (p Prompt) Accepts(code string) bool {
	for _, prefix := range p.Prefix {
		if strings.HasPrefix(code, prefix) {
			return true
		}
	}
	return false
}

// Choices returns the accounts of the chart that an account prompt offers, without headings, in chart order.
func (p Prompt) Choices(chart []ChartAccount) []ChartAccount {
	var choices []ChartAccount
	for _, account := range chart {
		if !account.Heading && p.Accepts(account.Code) {
			choices = append(choices, account)
		}
	}
	return choices
}

// OccasionLine says how one line (or, with Months, one line a month) comes out of the answers.
type OccasionLine struct {
	Debit    bool
	Account  string // a code, or the key of an account prompt in braces: "{cash}"
	Amount   string // keys of amount prompts joined by + and -: "amount-fee-tax"
	Member   string // key of a member prompt, or empty; likewise below
	Months   string
	Outlet   string
	Supplier string
	Loan     string
}

// Prompt returns the prompt with this key.
func (o Occasion) Prompt(key string) (Prompt, bool) {
	for _, prompt := range o.Prompts {
		if prompt.Key == key {
			return prompt, true
		}
	}
	return Prompt{}, false
}

// accountKey returns the prompt key of "{key}", or false if the line has an account of its own.
func (l OccasionLine) accountKey() (string, bool) {
	inner, braced := strings.CutPrefix(l.Account, "{")
	if !braced {
		return "", false
	}
	return strings.TrimSuffix(inner, "}"), true
}

// amountTerm is one signed term of an OccasionLine.Amount.
type amountTerm struct {
	key   string
	minus bool
}

// terms splits the Amount into its signed terms; an empty key marks a stray sign.
func (l OccasionLine) terms() []amountTerm {
	var terms []amountTerm
	rest, minus := l.Amount, false
	for {
		i := strings.IndexAny(rest, "+-")
		if i < 0 {
			return append(terms, amountTerm{rest, minus})
		}
		terms = append(terms, amountTerm{rest[:i], minus})
		minus, rest = rest[i] == '-', rest[i+1:]
	}
}

// OccasionNames gives the names of each occasion in both languages by its id: the words by which a search finds the
// entries that were recorded with it.
func OccasionNames(all []Occasion) map[string]string {
	names := make(map[string]string, len(all))
	for _, o := range all {
		names[o.ID] = o.NameID + " " + o.NameEN
	}
	return names
}
