package takeover

import (
	"bytes"
	"encoding/binary"
	"encoding/csv"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// BankTable is a bank's statement as it stands in its file: cells as text.
type BankTable struct {
	Name   string // of the file
	Sheet  string // of a workbook, the one that was read
	Sheets []string
	Rows   [][]string
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
// the cells. Of a workbook it reads the sheet of that name, and the first that shows anything where the name is empty.
// It refuses, with a Problem as error that names the file, what is neither, and what is larger than any statement.
func OpenBank(name, sheet string, data []byte) (BankTable, error) {
	t := BankTable{Name: name}
	if strings.EqualFold(filepath.Ext(name), ".xlsx") {
		table, others, err := sheetOf(name, sheet, data)
		t.Sheet, t.Sheets, t.Rows = table.Sheet, others, table.Rows
		return t, err
	}
	data = decoded(data)
	switch {
	case len(data) > maxFile:
		return t, problem("error.too-large", name)
	case bytes.HasPrefix(data, []byte("%PDF")):
		return t, problem("bank.pdf", name)
	case bytes.IndexByte(data, 0) >= 0:
		return t, problem("error.not-text", name)
	}
	best := -1
	for _, comma := range ",;\t|" {
		rows, err := bankCells(string(data), comma)
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

// decoded gives text as UTF-8: without its mark, out of the two bytes a letter that Excel calls Unicode, or out of the
// older Western code of Windows, in which every byte is one letter.
func decoded(data []byte) []byte {
	if utf8.Valid(data) && bytes.IndexByte(data, 0) < 0 {
		return bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	}
	var order binary.ByteOrder
	switch {
	case bytes.HasPrefix(data, []byte("\xff\xfe")):
		order = binary.LittleEndian
	case bytes.HasPrefix(data, []byte("\xfe\xff")):
		order = binary.BigEndian
	case bytes.IndexByte(data, 0) >= 0:
		return data // no text at all
	}
	var letters []rune
	if order == nil {
		for _, b := range data {
			letters = append(letters, windowsLetter(b))
		}
		return []byte(string(letters))
	}
	var units []uint16
	for i := 2; i+1 < len(data); i += 2 {
		units = append(units, order.Uint16(data[i:]))
	}
	return []byte(string(utf16.Decode(units)))
}

// windowsLetters are the letters of code page 1252 that differ from the first 256 of Unicode, from 0x80 on.
var windowsLetters = []rune("€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ")

func windowsLetter(b byte) rune {
	if b >= 0x80 && b < 0xa0 {
		return windowsLetters[b-0x80]
	}
	return rune(b)
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
