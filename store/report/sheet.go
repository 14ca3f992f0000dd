package report

import (
	"fmt"
	"strings"

	"lumbung/store/coop"
)

// Sheet is one statement or register as a value: what is on the paper, not how it is drawn.
type Sheet struct {
	Name        string // "balance-sheet"
	Lang        string // of its texts: "id" or "en"
	Cooperative string
	Village     string    // area code
	Letterhead  []string  // what else stands at the head: address, telephone, number of the deed
	Title       [2]string // Indonesian, English
	About       string    // whom it is about, where it is about one: a member's name
	Period      string    // in words: "per 31 Desember 2025"
	From, To    coop.Date
	Columns     []Column
	Rows        []Row
	Notes       []Note
	Place       string      // the line above the signatures: "…………, 31 Desember 2025"
	Signatures  []Signature // empty where nobody signs
	Printed     coop.Date   // when; 0: the paper does not say
	Copy        bool        // printed before: SALINAN
	Void        bool        // what it says was reversed since: DIBATALKAN
	Lines       bool        // the rows are ruled and high enough to write in by hand
	Untitled    bool        // the columns need no titles: a paper of words
	Carry       bool        // pages that go on with a section repeat its heading
	Dash        bool        // an amount of nothing is written as a stroke: no blank amounts (domain §11)
}

// Kind says what a column or cell holds.
type Kind uint8

// Kinds of columns and cells. A cell of kind None is empty.
const (
	None   Kind = iota
	Text        // a word
	Code        // an account code, voucher or number: never broken, never right-aligned
	Amount      // money
	Day         // a date
	Count       // a whole number
)

// String gives the word that JSON uses.
func (k Kind) String() string {
	return [...]string{"none", "text", "code", "amount", "date", "count"}[k]
}

// Column describes one column.
type Column struct {
	Key   string // stable, for JSON and CSV: "debit"
	Title string
	Kind  Kind
	Width float64 // share of the paper's width, beside those of the others
	Right bool    // words that are figures, as percentages: they stand on the right
}

// right says whether what is in the column stands on its right side.
func (c Column) right() bool { return c.Kind.right() || c.Right }

// Cell is one value of a row; only the field of its kind is set.
type Cell struct {
	Kind   Kind
	Text   string
	Amount coop.Money
	Day    coop.Date
	Count  int64
	Value  string // what the book has for a word that is told in the paper's language; empty: the word itself
}

// RowKind says how much weight a row has.
type RowKind uint8

// Kinds of rows.
const (
	Detail RowKind = iota
	Heading
	Subtotal
	Total
	Prose // a paragraph over the whole width; its words stand in the first column that holds words
)

// String gives the word that JSON uses.
func (k RowKind) String() string {
	return [...]string{"detail", "heading", "subtotal", "total", "prose"}[k]
}

// Link names what a row speaks of, for those who want to look behind it.
type Link struct {
	Account string
	Entry   coop.ID
	Member  coop.ID
	Loan    coop.ID
}

// Row is one line of the paper. Where Sum is not empty every amount and count of the row is the sum of those of the
// rows with these indices in the same column.
type Row struct {
	Kind   RowKind
	Indent int
	Cells  []Cell // one a column
	Sum    []int
	Link   Link
	With   bool // belongs to the row before it: a page's end does not part them
}

// Note is a sentence under the table. Wrong marks one that says that figures do not agree.
type Note struct {
	Text  string
	Wrong bool
}

// Signature is a place to sign.
type Signature struct{ Role, Name string }

// Agrees says whether the sheet proves itself: no note is wrong.
func (s *Sheet) Agrees() bool {
	for _, n := range s.Notes {
		if n.Wrong {
			return false
		}
	}
	return true
}

// TitleIn gives the title in the sheet's language.
func (s *Sheet) TitleIn() string {
	if s.Lang == "en" {
		return s.Title[1]
	}
	return s.Title[0]
}

func text(s string) Cell       { return Cell{Kind: Text, Text: s} }
func code(s string) Cell       { return Cell{Kind: Code, Text: s} }
func amount(m coop.Money) Cell { return Cell{Kind: Amount, Amount: m} }
func day(d coop.Date) Cell     { return Cell{Kind: Day, Day: d} }
func amounts(m ...coop.Money) []Cell {
	cells := make([]Cell, len(m))
	for i, a := range m {
		cells[i] = amount(a)
	}
	return cells
}

// prose adds paragraphs, one a line of the text; empty lines only part them.
func (s *Sheet) prose(words string) {
	for line := range strings.Lines(words) {
		if line = strings.TrimSpace(line); line != "" {
			row := Row{Kind: Prose, Cells: make([]Cell, len(s.Columns))}
			row.Cells[s.nameColumn()] = text(line)
			s.add(row)
		}
	}
}

// unlessZero is an amount that is left empty when there is nothing.
func unlessZero(m coop.Money) Cell {
	if m == 0 {
		return Cell{}
	}
	return amount(m)
}

// add appends a row and gives its index.
func (s *Sheet) add(r Row) int {
	for len(r.Cells) < len(s.Columns) {
		r.Cells = append(r.Cells, Cell{})
	}
	s.Rows = append(s.Rows, r)
	return len(s.Rows) - 1
}

// total fills the amount columns of the row with the sums of its Sum rows and appends it.
func (s *Sheet) total(kind RowKind, label int, name string, sum []int) (int, error) {
	row := Row{Kind: kind, Cells: make([]Cell, len(s.Columns)), Sum: sum}
	row.Cells[label] = text(name)
	i := s.add(row)
	return i, s.fill(i)
}

// fill sets the amounts of row i, which has a Sum.
func (s *Sheet) fill(i int) error {
	row := &s.Rows[i]
	for c, column := range s.Columns {
		if column.Kind != Amount || !s.adds(row.Sum, c) {
			continue
		}
		var sum coop.Money
		for _, r := range row.Sum {
			var err error
			if sum, err = coop.AddMoney(sum, s.Rows[r].Cells[c].Amount); err != nil {
				return err
			}
		}
		row.Cells[c] = amount(sum)
	}
	return nil
}

// adds says whether any of the rows has an amount in the column, or the table has no rows to add: an empty register
// still has a total of nothing.
func (s *Sheet) adds(rows []int, column int) bool {
	for _, r := range rows {
		if s.Rows[r].Cells[column].Kind == Amount {
			return true
		}
	}
	return len(rows) == 0 && s.Columns[column].Key != keyBalance
}

// keyBalance is the key of a running balance: the only amounts that are never added up.
const keyBalance = "balance"

// Check proves every sum on the sheet again and names the first row that is not the sum of its rows.
func (s *Sheet) Check() error {
	for i, row := range s.Rows {
		for c, cell := range row.Cells {
			if len(row.Sum) == 0 || !cell.Kind.right() {
				continue
			}
			var sum coop.Money
			var count int64
			for _, r := range row.Sum {
				sum += s.Rows[r].Cells[c].Amount
				count += s.Rows[r].Cells[c].Count
			}
			if count != cell.Count {
				return fmt.Errorf("report: %s: row %d, column %s: %d is not the sum %d", s.Name, i+1, s.Columns[c].Key,
					cell.Count, count)
			}
			if sum != cell.Amount {
				return fmt.Errorf("report: %s: row %d, column %s: %s is not the sum %s", s.Name, i+1,
					s.Columns[c].Key, cell.Amount, sum)
			}
		}
	}
	return nil
}
