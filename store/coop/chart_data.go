package coop

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
)

// AccountType says what an account is in the statements (domain §4). The numbers travel and are stored: new types
// are appended, none is ever renumbered. The zero value means "none".
type AccountType uint8

// The account types of the standard chart.
const (
	Asset AccountType = iota + 1
	ContraAsset
	Liability
	Equity
	ContraEquity
	Revenue
	ContraRevenue
	Expense
	Memo
)

// accountTypeNames holds the words of the chart file, indexed by AccountType; the order is that of the constants.
var accountTypeNames = [...]string{
	"", "asset", "contra-asset", "liability", "equity", "contra-equity", "revenue", "contra-revenue", "expense", "memo",
}

// String returns the word the chart file uses, such as "contra-asset", or "account-type(n)" for an unknown number.
func (t AccountType) String() string {
	if t.Valid() {
		return accountTypeNames[t]
	}
	return fmt.Sprintf("account-type(%d)", uint8(t))
}

// Valid reports whether t is one of the known types.
func (t AccountType) Valid() bool { return t >= Asset && int(t) < len(accountTypeNames) }

// NormalCredit reports whether a balance of this type usually stands on the credit side. Memo accounts stand on
// either side; for them the chart decides and this answers false.
func (t AccountType) NormalCredit() bool {
	switch t {
	case ContraAsset, Liability, Equity, Revenue:
		return true
	default:
		return false
	}
}

// ParseAccountType is the inverse of String. The second result is false for an unknown word.
func ParseAccountType(word string) (AccountType, bool) {
	for i, name := range accountTypeNames {
		if i > 0 && name == word {
			return AccountType(i), true
		}
	}
	return 0, false
}

// SubLetters are the sub-ledgers that an account can ask for (domain §4): M member, L loan, S supplier or other
// party, P product, F fixed asset, B bank statement, O outlet till, T tax, U unit.
const SubLetters = "MLSPFBOTU"

// ChartAccount is one row of the standard chart of accounts.
type ChartAccount struct {
	Code         string // one or two digits for a heading, five for an account that takes lines
	NameID       string // Indonesian name
	NameEN       string // English name
	Type         AccountType
	Heading      bool   // a heading has neither type nor lines
	NormalCredit bool   // the balance usually stands on the credit side
	Sub          string // letters of SubLetters, in the order of the file; empty for none
}

// Asks reports whether a line on the account has to name the sub-ledger with this letter.
func (a ChartAccount) Asks(letter byte) bool { return strings.IndexByte(a.Sub, letter) >= 0 }

// Add is the account as a founding records it.
func (a ChartAccount) Add() AccountAdd {
	return AccountAdd{
		Code: a.Code, NameID: a.NameID, NameEN: a.NameEN, Type: a.Type, Heading: a.Heading, Credit: a.NormalCredit,
		Sub: a.Sub,
	}
}

// DataError says where a data file (chart, occasions) is wrong, what should stand there and what does.
// Line and Column count from 1; Column counts bytes. It speaks English: it is read by whoever edits the data.
type DataError struct {
	Line, Column int
	Expected     string
	Found        string
}

// Error returns "line 3, column 7: expected …, found …".
func (e *DataError) Error() string {
	return fmt.Sprintf("line %d, column %d: expected %s, found %s", e.Line, e.Column, e.Expected, e.Found)
}

// quoteWord makes a found word readable in an error, however long or strange it is.
func quoteWord(word string) string {
	const longest = 60
	if word == "" {
		return "nothing"
	}
	if len(word) > longest {
		word = word[:longest] + "…"
	}
	return fmt.Sprintf("%q", word)
}

var chartHeader = []string{"code", "name_id", "name_en", "type", "normal_balance", "subledger"}

// LoadChart reads the chart of accounts from CSV text with the header
// code,name_id,name_en,type,normal_balance,subledger. A wrong row gives a *DataError; nothing is returned then.
func LoadChart(data []byte) ([]ChartAccount, error) {
	reader := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))))
	reader.FieldsPerRecord = -1 // counted here, so that the error can say where
	loader := chartLoader{reader: reader, seen: map[string]int{}}
	for {
		record, err := reader.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, csvError(err)
		}
		if err := loader.row(record); err != nil {
			return nil, err
		}
	}
	if len(loader.accounts) == 0 {
		return nil, &DataError{Line: 1, Column: 1, Expected: "a header and at least one account", Found: "none"}
	}
	return loader.accounts, nil
}

func csvError(err error) error {
	var parse *csv.ParseError
	if errors.As(err, &parse) {
		return &DataError{
			Line:     parse.Line,
			Column:   parse.Column,
			Expected: "well-formed CSV",
			Found:    parse.Err.Error(),
		}
	}
	return fmt.Errorf("read chart: %w", err)
}

type chartLoader struct {
	reader   *csv.Reader
	header   bool
	seen     map[string]int // code → line
	accounts []ChartAccount
}

// wrong points at field i of the record read last.
func (l *chartLoader) wrong(i int, expected, found string) error {
	line, column := l.reader.FieldPos(i)
	return &DataError{Line: line, Column: column, Expected: expected, Found: found}
}

func (l *chartLoader) row(record []string) error {
	if len(record) != len(chartHeader) {
		return l.wrong(0, fmt.Sprintf("%d fields", len(chartHeader)), fmt.Sprint(len(record)))
	}
	if !l.header {
		l.header = true
		for i, want := range chartHeader {
			if record[i] != want {
				return l.wrong(i, fmt.Sprintf("the column name %q", want), quoteWord(record[i]))
			}
		}
		return nil
	}
	account := ChartAccount{Code: record[0], NameID: record[1], NameEN: record[2], Heading: record[3] == "heading"}
	for _, check := range []func(*ChartAccount, []string) error{l.code, l.names, l.kind, l.sub} {
		if err := check(&account, record); err != nil {
			return err
		}
	}
	line, _ := l.reader.FieldPos(0)
	l.seen[account.Code] = line
	l.accounts = append(l.accounts, account)
	return nil
}

func (l *chartLoader) code(a *ChartAccount, _ []string) error {
	if a.Code == "" || strings.Trim(a.Code, "0123456789") != "" || a.Code[0] == '0' {
		return l.wrong(0, "a code of digits, not beginning with 0", quoteWord(a.Code))
	}
	if a.Heading && len(a.Code) > 2 {
		return l.wrong(0, "a heading of one or two digits", quoteWord(a.Code))
	}
	if !a.Heading && len(a.Code) != 5 {
		return l.wrong(0, "an account of five digits", quoteWord(a.Code))
	}
	if line, twice := l.seen[a.Code]; twice {
		return l.wrong(0, "a code not used before", fmt.Sprintf("%s, as on line %d", a.Code, line))
	}
	_, byOne := l.seen[a.Code[:1]]
	byTwo := false
	if len(a.Code) > 2 {
		_, byTwo = l.seen[a.Code[:2]]
	}
	if !a.Heading && !byOne && !byTwo {
		return l.wrong(0, fmt.Sprintf("a heading %s or %s above it", a.Code[:1], a.Code[:2]), "none")
	}
	return nil
}

func (l *chartLoader) names(a *ChartAccount, _ []string) error {
	if strings.TrimSpace(a.NameID) == "" {
		return l.wrong(1, "an Indonesian name", "nothing")
	}
	if strings.TrimSpace(a.NameEN) == "" {
		return l.wrong(2, "an English name", "nothing")
	}
	return nil
}

func (l *chartLoader) kind(a *ChartAccount, record []string) error {
	if a.Heading {
		if record[4] != "" {
			return l.wrong(4, "no normal balance on a heading", quoteWord(record[4]))
		}
		return nil
	}
	kind, known := ParseAccountType(record[3])
	if !known {
		return l.wrong(3, "heading or one of "+strings.Join(accountTypeNames[1:], ", "), quoteWord(record[3]))
	}
	if record[4] != "D" && record[4] != "K" {
		return l.wrong(4, "D or K", quoteWord(record[4]))
	}
	a.Type, a.NormalCredit = kind, record[4] == "K"
	if kind != Memo && kind.NormalCredit() != a.NormalCredit {
		side := "D"
		if kind.NormalCredit() {
			side = "K"
		}
		return l.wrong(4, fmt.Sprintf("%s for the type %s", side, kind), quoteWord(record[4]))
	}
	return nil
}

func (l *chartLoader) sub(a *ChartAccount, record []string) error {
	letters := strings.Fields(record[5])
	if a.Heading && len(letters) > 0 {
		return l.wrong(5, "no sub-ledger on a heading", quoteWord(record[5]))
	}
	for _, letter := range letters {
		if len(letter) != 1 || !strings.Contains(SubLetters, letter) {
			return l.wrong(5, "letters of "+SubLetters+" with a space between", quoteWord(letter))
		}
		if strings.Contains(a.Sub, letter) {
			return l.wrong(5, "each letter once", quoteWord(record[5]))
		}
		a.Sub += letter
	}
	return nil
}
