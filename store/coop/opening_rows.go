package coop

import (
	"encoding/csv"
	"fmt"
	"slices"
	"strings"
)

// The keys of what can be wrong with a pasted row of savings; {0} is what stands there.
const (
	ProblemRowNobody  = "opening.row.nobody"  // no member has this name or number
	ProblemRowSeveral = "opening.row.several" // several members have this name
	ProblemRowOther   = "opening.row.other"   // the number is that of {1}, and {2} stands beside it
	ProblemRowNoName  = "opening.row.no-name" // amounts, but neither name nor number; no argument
	ProblemRowTwice   = "opening.row.twice"   // row {1} speaks of the same member
	ProblemRowAmount  = "opening.row.amount"  // {0} is no amount
	ProblemRowBelow   = "opening.row.below"   // {0} is below zero
	ProblemRowWide    = "opening.row.wide"    // more amounts than there are savings: {0} is one too many
)

// SavingsRow is one row of a list of savings as it was pasted or read from a file.
type SavingsRow struct {
	N       int              // from 1, as it stood in the list
	Text    string           // the row as it stood there, its cells apart by " · "
	Name    string           // as written
	Number  string           // as written
	Member  ID               // whom it was found to be; zero: nobody
	Amounts map[string]Money // by saving account
	Problem Problem          // why a person must look; no key: nothing is wrong
	Total   bool             // a row of totals, or a heading: it is nobody's
}

// ReadSavings understands rows of cells: a name or a member's number, or both, and then simpanan pokok, wajib and
// sukarela, in the order of a heading or in this one. Every row that holds anything is given back.
func ReadSavings(rows [][]string, members []MemberRow) []SavingsRow {
	r := savingsReader{
		names: map[string][]MemberRow{}, numbers: map[string][]MemberRow{}, first: map[ID]int{},
	}
	for _, m := range members {
		r.names[plainName(m.Name)] = append(r.names[plainName(m.Name)], m)
		if n := plainNumber(m.Number); n != "" {
			r.numbers[n] = append(r.numbers[n], m)
		}
	}
	var out []SavingsRow
	for i, cells := range rows {
		for j := range cells {
			cells[j] = strings.TrimSpace(strings.ReplaceAll(cells[j], "\u00a0", " "))
		}
		if strings.Join(cells, "") == "" {
			continue
		}
		row := SavingsRow{N: i + 1, Text: rowText(cells), Amounts: map[string]Money{}}
		if r.heading(cells) {
			row.Total = true
		} else {
			r.read(cells, &row)
		}
		out = append(out, row)
	}
	return out
}

// CellsOf takes text apart into rows and cells: apart by tabs, as a spreadsheet copies, else by semicolons or commas.
func CellsOf(text string) ([][]string, error) {
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	reader := csv.NewReader(strings.NewReader(text))
	reader.FieldsPerRecord, reader.LazyQuotes = -1, true
	first, _, _ := strings.Cut(text, "\n")
	for _, r := range ";\t" {
		if strings.ContainsRune(first, r) {
			reader.Comma = r
		}
	}
	rows, err := reader.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("coop: cells: %w", err)
	}
	return rows, nil
}

func rowText(cells []string) string {
	var said []string
	for _, c := range cells {
		if c != "" {
			said = append(said, c)
		}
	}
	return strings.Join(said, " · ")
}

type savingsReader struct {
	names   map[string][]MemberRow
	numbers map[string][]MemberRow
	columns []string // what each column is, by the heading; empty: no heading was seen
	first   map[ID]int
}

// What a column of a list can be, beside a saving account.
const (
	columnName   = "name"
	columnNumber = "number"
	columnOther  = "other"
)

// headings are words by which a heading says what its column is; the first that fits counts.
var headings = []struct{ word, column string }{
	{"pokok", AccountPrincipal},
	{"principal", AccountPrincipal},
	{"wajib", AccountMandatory},
	{"mandatory", AccountMandatory},
	{"sukarela", AccountVoluntary},
	{"tabungan", AccountVoluntary},
	{"voluntary", AccountVoluntary},
	{"nama", columnName},
	{"name", columnName},
	{"nomor", columnNumber},
	{"number", columnNumber},
	{"no. anggota", columnNumber},
	{"no anggota", columnNumber},
	{"no.anggota", columnNumber},
	{"nia", columnNumber},
}

// heading takes a row that names columns and holds no amount as the heading of those below it.
func (r *savingsReader) heading(cells []string) bool {
	columns, named := make([]string, len(cells)), 0
	for i, c := range cells {
		columns[i] = columnOther
		if strings.ContainsAny(c, "0123456789") {
			return false
		}
		for _, h := range headings {
			if strings.Contains(strings.ToLower(c), h.word) {
				columns[i] = h.column
				named++
				break
			}
		}
	}
	if named < 2 {
		return false
	}
	r.columns = columns
	return true
}

// read takes one row apart and finds its member.
func (r *savingsReader) read(cells []string, row *SavingsRow) {
	if len(r.columns) > 0 {
		r.byHeading(cells, row)
	} else {
		byOrder(cells, row)
	}
	if isTotal(row.Name) || row.Name == "" && isTotal(strings.Join(cells, " ")) {
		row.Total = true
		return
	}
	amount := row.Problem
	r.find(row)
	if amount.Key != "" {
		row.Problem = amount
	}
}

func isTotal(text string) bool {
	for _, word := range []string{"jumlah", "total", "sub total", "subtotal", "saldo"} {
		if strings.HasPrefix(strings.ToLower(strings.TrimSpace(text)), word) {
			return true
		}
	}
	return false
}

func (r *savingsReader) byHeading(cells []string, row *SavingsRow) {
	for i, c := range cells {
		column := columnOther
		if i < len(r.columns) {
			column = r.columns[i]
		}
		switch column {
		case columnName:
			row.Name = c
		case columnNumber:
			row.Number = c
		case columnOther:
		default:
			row.take(column, c)
		}
	}
}

// byOrder takes what stands before the name as the number, and the amounts behind it in the usual order.
func byOrder(cells []string, row *SavingsRow) {
	at := 0
	for ; at < len(cells); at++ {
		c := cells[at]
		if strings.ContainsFunc(c, isLetter) && !isAmount(c) {
			row.Name = c
			at++
			break
		}
	}
	if row.Name == "" {
		at = 0
		for ; at < len(cells) && row.Number == ""; at++ {
			row.Number = cells[at]
		}
	} else {
		for _, c := range cells[:at-1] {
			if c != "" {
				row.Number = c // a running number before it gives way to the member's own
			}
		}
	}
	accounts := OpeningSavings()
	for i, c := range cells[min(at, len(cells)):] {
		if i < len(accounts) {
			row.take(accounts[i], c)
		} else if c != "" && row.Problem.Key == "" {
			row.Problem = Problem{ProblemRowWide, []any{shorten(c)}}
		}
	}
}

func isLetter(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r > 0x7f }

func isAmount(text string) bool {
	_, err := ParseMoney(text)
	return err == nil
}

// take reads one amount; a dash, as a spreadsheet shows nothing, is nothing.
func (row *SavingsRow) take(account, text string) {
	if strings.Trim(strings.ToLower(text), " rp.-–—") == "" {
		return
	}
	amount, err := ParseMoney(text)
	switch {
	case row.Problem.Key != "":
	case err != nil:
		row.Problem = Problem{ProblemRowAmount, []any{shorten(text)}}
	case amount < 0:
		row.Problem = Problem{ProblemRowBelow, []any{shorten(text)}}
	}
	if err == nil && amount > 0 {
		row.Amounts[account] = amount
	}
}

// find says whose row it is: the name is asked before the number, because a list's first column often only counts.
func (r *savingsReader) find(row *SavingsRow) {
	named, numbered := r.names[plainName(row.Name)], r.numbers[plainNumber(row.Number)]
	if row.Name == "" {
		named = nil
	}
	both := slices.DeleteFunc(slices.Clone(named), func(m MemberRow) bool {
		return plainNumber(m.Number) != plainNumber(row.Number)
	})
	switch {
	case row.Name == "" && row.Number == "":
		row.Problem = Problem{Key: ProblemRowNoName}
		return
	case len(named) == 1:
		row.Member = named[0].Member
	case len(both) == 1:
		row.Member = both[0].Member
	case len(named) > 1:
		row.Problem = Problem{ProblemRowSeveral, []any{row.Name}}
		return
	case len(numbered) == 1 && row.Name == "":
		row.Member = numbered[0].Member
	case len(numbered) == 1:
		row.Problem = Problem{ProblemRowOther, []any{row.Number, numbered[0].Name, row.Name}}
		return
	default:
		row.Problem = Problem{ProblemRowNobody, []any{orWord(row.Name, row.Number)}}
		return
	}
	if first, twice := r.first[row.Member]; twice {
		row.Problem = Problem{ProblemRowTwice, []any{orWord(row.Name, row.Number), first}}
		return
	}
	r.first[row.Member] = row.N
}

// plainNumber is a member's number as it is compared: a spreadsheet drops the noughts before it.
func plainNumber(number string) string {
	return strings.TrimLeft(strings.ToLower(strings.TrimSpace(number)), "0")
}

func orWord(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// plainName is a name without capitals and doubled spaces.
func plainName(name string) string {
	return strings.Join(strings.Fields(strings.ToLower(name)), " ")
}
