package takeover

import (
	"fmt"

	"lumbung/store/coop"
)

// Problem is something a person should know, as the key of a text and the values for its places {0}, {1} …: texts as
// they stand in the workbook, coop.Money, coop.Date, coop.Month and int. The texts stand with the other translations.
// A
// refused workbook is a Problem too, returned as an error.
type Problem struct {
	Key  string
	Args []any
}

// Error returns the key and the values: for logs and tests. People see the translated text.
func (p Problem) Error() string {
	if len(p.Args) == 0 {
		return p.Key
	}
	return fmt.Sprintf("%s %v", p.Key, p.Args)
}

func problem(key string, args ...any) Problem { return Problem{Key: "takeover." + key, Args: args} }

// Book says what a sheet keeps account of.
type Book string

// The two kinds of book. A sheet that is neither is set aside whole.
const (
	Cash Book = "cash"
	Bank Book = "bank"
)

// Kind says what a row of a sheet is.
type Kind uint8

// The kinds of row. Only Opening and Posting rows are recorded; the others are set aside with their kind.
const (
	Blank     Kind = iota // nothing but a row number, a carried balance, or a scribble outside the table
	Title                 // above the heading
	Header                // the heading itself, also where it is repeated
	Opening               // "Saldo bulan lalu"
	Posting               // an amount came in or went out
	Total                 // sums of the month or of the year so far
	Signature             // place, date, office and name under the table
	Unknown               // text or figures that are none of these; moves no money
)

var kindNames = [...]string{"blank", "title", "header", "opening", "posting", "total", "signature", "unknown"}

// String returns the English word used in keys and JSON.
func (k Kind) String() string { return kindNames[k] }

// Kinds lists every kind, for tables.
func Kinds() []Kind { return []Kind{Blank, Title, Header, Opening, Posting, Total, Signature, Unknown} }

// Row is one row of a sheet as it stands there and as it was understood. Amounts are sen.
type Row struct {
	N         int // the row's number in the sheet, from 1
	Kind      Kind
	No        string // the treasurer's own number
	Text      string
	Evidence  string
	Remark    string
	DateText  string    // the date as written: text or Excel's day number
	Written   coop.Date // what DateText says; 0 when it is missing or no date
	Date      coop.Date // the day proposed
	Doubtful  bool      // Date is not simply what is written
	In, Out   coop.Money
	Balance   coop.Money // the running balance, or what a total row states
	Stated    bool       // whether Balance stands in the row
	Outside   []string   // texts in columns that have no heading
	Key       string     // the row's content; see the package comment
	Problems  []Problem
	unread    bool // an amount of the row could not be read
	strayed   bool // words stand in a money column
	monthOnly bool // a total of the month's movement, not a balance
}

// Sheet is one sheet of a workbook.
type Sheet struct {
	Name      string
	Hidden    bool
	Book      Book       // "" when it could not be told
	Month     coop.Month // 0 when the sheet is not one month's
	Titles    []string   // the texts above the heading
	HeaderRow int        // 0: no heading found, the sheet is set aside
	Columns   []string   // the recognised headings, as written
	BankSide  bool       // the book is kept from the bank's side: money coming in stands under Kredit
	Votes     [2]int     // running balances that speak for the cooperative's side and for the bank's side
	Rows      []Row      // every row that holds anything, in order
	Problems  []Problem
}

// Workbook is a file that was read.
type Workbook struct {
	Name   string // the file's name, for people
	Sheets []Sheet
	Year   int // the year its titles, name or dates speak of; 0 when they do not
}
