package takeover

import (
	"bytes"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"lumbung/store/coop"
)

// Table is a plain list, such as one of members with their savings: cells as text, amounts as people write them.
type Table struct {
	Sheet  string   // empty for a text file
	Others []string // sheets that hold something and were not read
	Rows   [][]string
}

// ReadTable reads the first sheet of a workbook (.xlsx) that shows and holds anything, or a text file of cells (.csv,
// .txt). It refuses, with a Problem as error that names the file, what Read refuses and a text that is no text.
func ReadTable(name string, data []byte) (Table, error) {
	if !strings.EqualFold(filepath.Ext(name), ".xlsx") {
		return readText(name, data)
	}
	t, all, err := sheetOf(name, "", data)
	t.Others = slices.DeleteFunc(all, func(s string) bool { return s == t.Sheet })
	return t, err
}

// sheetOf reads one sheet of a workbook, the first that shows and holds anything where none is named, and gives the
// names of all of these.
func sheetOf(name, sheet string, data []byte) (t Table, all []string, err error) {
	raw, err := openXLSX(name, data)
	if err != nil {
		return t, nil, err
	}
	for _, s := range raw.sheets {
		if s.hidden || len(s.rows) == 0 {
			continue
		}
		if all = append(all, s.name); t.Sheet != "" || sheet != "" && s.name != sheet {
			continue
		}
		t.Sheet = s.name
		for _, r := range s.rows {
			for len(t.Rows) < r.n-1 && len(t.Rows) < maxRows {
				t.Rows = append(t.Rows, nil) // rows keep their numbers
			}
			t.Rows = append(t.Rows, written(r.cells))
		}
	}
	return t, all, nil
}

// written gives a row's cells in their columns; a number as a person would type it, not through a float.
func written(cells []cell) []string {
	var out []string
	for _, c := range cells {
		for len(out) < c.col {
			out = append(out, "")
		}
		text := c.text
		if c.typ == number {
			if a := decimal(c.text); !a.unread {
				text = senText(int64(a.sen))
			}
		}
		out = append(out, text)
	}
	return out
}

func senText(sen int64) string {
	sign := ""
	if sen < 0 {
		sign, sen = "-", -sen
	}
	text := sign + strconv.FormatInt(sen/100, 10)
	if sen%100 != 0 {
		text += "," + strconv.FormatInt(100+sen%100, 10)[1:]
	}
	return text
}

func readText(name string, data []byte) (Table, error) {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if len(data) > maxFile {
		return Table{}, problem("error.too-large", name)
	}
	if !utf8.Valid(data) || bytes.IndexByte(data, 0) >= 0 {
		return Table{}, problem("error.not-text", name)
	}
	rows, err := coop.CellsOf(string(data))
	if err != nil {
		return Table{}, problem("error.not-text", name)
	}
	return Table{Rows: rows}, nil
}
