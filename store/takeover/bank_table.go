package takeover

import (
	"bytes"
	"encoding/csv"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"
)

// BankTable is a bank's statement as it stands in its file: cells as text.
type BankTable struct {
	Name string // of the file
	Rows [][]string
}

// BankColumns says which column of a statement is which; columns count from 0, and -1 is none.
type BankColumns struct {
	Bank    string // whose layout it is; empty: chosen by hand
	Head    int    // the row of the heading, from 0
	Order   string // of the dates: one of DateOrders
	Date    int
	Text    []int
	In, Out int
	Amount  int
	Side    int
	Balance int
}

// NoColumns are columns of which nothing is chosen yet, below a heading.
func NoColumns(head int) BankColumns {
	return BankColumns{Head: head, Order: "dmy", Date: -1, In: -1, Out: -1, Amount: -1, Side: -1, Balance: -1}
}

// Whole says whether enough is chosen to read rows by: a date, and money on one column or two.
func (c BankColumns) Whole() bool { return c.Date >= 0 && (c.Amount >= 0 || c.In >= 0 && c.Out >= 0) }

// OpenBank reads the cells of a bank's file: a workbook (.xlsx), or text with commas, semicolons, tabs or bars between
// the cells. It refuses, with a Problem as error that names the file, what is neither, and what is larger than any
// statement.
func OpenBank(name string, data []byte) (BankTable, error) {
	t := BankTable{Name: name}
	switch {
	case strings.EqualFold(filepath.Ext(name), ".xlsx"):
		table, err := ReadTable(name, data)
		t.Rows = table.Rows
		return t, err
	case len(data) > maxFile:
		return t, problem("error.too-large", name)
	case bytes.HasPrefix(data, []byte("%PDF")):
		return t, problem("bank.pdf", name)
	case bytes.IndexByte(data, 0) >= 0:
		return t, problem("error.not-text", name)
	}
	text := latin(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")))
	best := -1
	for _, comma := range ",;\t|" {
		rows, err := bankCells(text, comma)
		if err != nil {
			continue
		}
		if score := tableness(rows); score > best {
			best, t.Rows = score, rows
		}
	}
	if best < 0 {
		return t, problem("error.not-text", name)
	}
	if len(t.Rows) > maxRows {
		return t, problem("error.too-large", name)
	}
	return t, nil
}

// latin reads text that is not UTF-8 as the older Western code, in which every byte is one letter.
func latin(data []byte) string {
	if utf8.Valid(data) {
		return string(data)
	}
	letters := make([]rune, len(data))
	for i, b := range data {
		letters[i] = rune(b)
	}
	return string(letters)
}

func bankCells(text string, comma rune) ([][]string, error) {
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	reader := csv.NewReader(strings.NewReader(text))
	reader.FieldsPerRecord, reader.LazyQuotes, reader.Comma = -1, true, comma
	rows, err := reader.ReadAll()
	if err != nil {
		return nil, problem("error.not-text")
	}
	for _, row := range rows {
		for i := range row {
			row[i] = strings.Trim(row[i], " '=\"\t\u00a0")
		}
	}
	return rows, nil
}

// tableness says how much rows look like a table: how many have the number of cells that most have, by that number.
func tableness(rows [][]string) int {
	count := map[int]int{}
	for _, row := range rows {
		count[len(row)]++
	}
	best := 0
	for cells, n := range count {
		if cells > 1 {
			best = max(best, min(cells, 16)*n)
		}
	}
	return best
}

// headingWithin is how many rows a bank writes about itself before the heading.
const headingWithin = 60

// Find looks for the layout that explains most columns of a heading; false where none does.
func (l BankLayouts) Find(t BankTable) (BankColumns, bool) {
	best, found := BankColumns{}, 0
	for n, row := range t.Rows[:min(len(t.Rows), headingWithin)] {
		heads := make([]string, len(row))
		for i, cell := range row {
			heads[i] = columnName(cell)
		}
		for _, layout := range l.Layouts {
			if c, score := layout.on(heads); score > found {
				best, found = c, score
				best.Head = n
			}
		}
	}
	return best, found > 0
}

// on finds the columns of a layout in a heading; the score is how many it explains, 0 where one that it needs is not
// there.
func (l BankLayout) on(heads []string) (c BankColumns, score int) {
	taken := map[int]bool{}
	first := func(names []string) int {
		for _, name := range names {
			for i, head := range heads {
				if !taken[i] && head != "" && (head == name || strings.TrimSuffix(head, " idr") == name ||
					strings.TrimSuffix(head, " rp") == name) {
					taken[i] = true
					score++
					return i
				}
			}
		}
		return -1
	}
	c = NoColumns(0)
	c.Bank, c.Order = l.Bank, l.Order
	c.Date = first(l.Date)
	c.In, c.Out, c.Amount = first(l.In), first(l.Out), first(l.Amount)
	c.Side, c.Balance = first(l.Side), first(l.Balance)
	for {
		at := first(l.Text)
		if at < 0 {
			break
		}
		c.Text = append(c.Text, at)
	}
	missing := len(l.Side) > 0 && c.Side < 0 || len(c.Text) == 0 || !c.Whole()
	if missing {
		return c, 0
	}
	slices.Sort(c.Text)
	return c, score
}

// Heads gives the headings of the columns, for choosing them by hand: the fullest of the first rows. The row is where
// they stand.
func (t BankTable) Heads() (row int, heads []string) {
	most := 0
	for n, cells := range t.Rows[:min(len(t.Rows), headingWithin)] {
		full := 0
		for _, cell := range cells {
			if cell != "" && !strings.ContainsAny(cell, "0123456789") {
				full++
			}
		}
		if full > most {
			most, row, heads = full, n, cells
		}
	}
	return row, heads
}
