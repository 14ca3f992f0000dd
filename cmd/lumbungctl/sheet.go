package main

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"lumbung/store/coop"
)

// sheet is a CSV file as people make them: with or without a byte order mark, with the comma of the contract or the
// semicolon that a spreadsheet writes where the comma is the decimal sign.
type sheet struct {
	file    string // its name without the folder: what refusals and once-ids call it
	columns map[string]int
	rows    []sheetRow
}

// sheetRow is one row of a sheet that is not blank.
type sheetRow struct {
	sheet *sheet
	n     int // as a spreadsheet counts: the header is row 1
	cells []string
}

// maxSheetBytes bounds an input file; a year of a large village is a few megabytes.
const maxSheetBytes = 256 << 20

// readSheet reads a file that has the required columns and may have the optional ones, and no others.
func readSheet(path string, required, optional []string) (*sheet, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("read the file: %w", err)
	}
	if info.IsDir() || info.Size() > maxSheetBytes {
		return nil, refuse("ctl.sheet.not-a-file", path, maxSheetBytes>>20)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read the file: %w", err)
	}
	return parseSheet(filepath.Base(path), data, required, optional)
}

func parseSheet(file string, data []byte, required, optional []string) (*sheet, error) {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if !utf8.Valid(data) || bytes.IndexByte(data, 0) >= 0 {
		return nil, refuse("ctl.sheet.not-text", file)
	}
	reader := csv.NewReader(bytes.NewReader(data))
	reader.Comma = separator(data)
	reader.FieldsPerRecord = -1 // counted here, so that the refusal can name the row
	s := &sheet{file: file}
	row := 0
	for {
		cells, err := reader.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		row++
		if err != nil {
			return nil, s.broken(row, err)
		}
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		if line, _ := reader.FieldPos(0); line > row && !multiline(data) {
			row = line // encoding/csv skips empty lines; a spreadsheet counts them
		}
		switch {
		case s.columns == nil:
			if err := s.header(row, cells, required, optional); err != nil {
				return nil, err
			}
		case blank(cells):
		case len(cells) != len(s.columns):
			want := coop.Problem{Key: "ctl.want.cells", Args: []any{len(s.columns)}}
			return nil, &cellError{file, row, "*", want, fmt.Sprint(len(cells))}
		default:
			s.rows = append(s.rows, sheetRow{s, row, cells})
		}
	}
	if s.columns == nil {
		return nil, refuse("ctl.sheet.empty", file, strings.Join(required, ","))
	}
	return s, nil
}

// multiline says whether a cell may run over several lines, so that lines and rows are not the same.
func multiline(data []byte) bool { return bytes.IndexByte(data, '"') >= 0 }

// separator is the one of comma, semicolon and tab that stands most often in the first line.
func separator(data []byte) rune {
	first, _, _ := bytes.Cut(data, []byte("\n"))
	best := ','
	for _, r := range ";\t" {
		if bytes.Count(first, []byte(string(r))) > bytes.Count(first, []byte(string(best))) {
			best = r
		}
	}
	return best
}

func blank(cells []string) bool {
	return !slices.ContainsFunc(cells, func(cell string) bool { return cell != "" })
}

func (s *sheet) broken(row int, err error) error {
	var parse *csv.ParseError
	if errors.As(err, &parse) {
		return &cellError{s.file, row, "*", coop.Problem{Key: "ctl.want.quotes"}, `"`}
	}
	return fmt.Errorf("%s: %w", s.file, err)
}

func (s *sheet) header(row int, cells, required, optional []string) error {
	for len(cells) > 0 && cells[len(cells)-1] == "" {
		cells = cells[:len(cells)-1] // a spreadsheet leaves empty columns behind
	}
	s.columns = map[string]int{}
	known := slices.Concat(required, optional)
	for i, cell := range cells {
		name := strings.ToLower(cell)
		if !slices.Contains(known, name) {
			want := coop.Problem{Key: "ctl.want.column", Args: []any{strings.Join(known, ", ")}}
			return &cellError{s.file, row, strconv.Itoa(i + 1), want, cell}
		}
		if _, twice := s.columns[name]; twice {
			return &cellError{s.file, row, name, coop.Problem{Key: "ctl.want.column-once"}, cell}
		}
		s.columns[name] = i
	}
	for _, name := range required {
		if _, there := s.columns[name]; !there {
			want := coop.Problem{Key: "ctl.want.column-there", Args: []any{strings.Join(required, ", ")}}
			return &cellError{s.file, row, name, want, strings.Join(cells, ",")}
		}
	}
	return nil
}

// text gives a cell; empty where the sheet has no such column.
func (r sheetRow) text(column string) string {
	i, there := r.sheet.columns[column]
	if !there {
		return ""
	}
	return r.cells[i]
}

// wrong refuses the cell.
func (r sheetRow) wrong(column, key string, args ...any) error {
	return &cellError{r.sheet.file, r.n, column, coop.Problem{Key: key, Args: args}, r.text(column)}
}

// must gives a cell that may not be empty.
func (r sheetRow) must(column string) (string, error) {
	text := r.text(column)
	if text == "" {
		return "", r.wrong(column, "ctl.want.text")
	}
	return text, nil
}

// date reads a day.
func (r sheetRow) date(column string) (coop.Date, error) {
	day, ok := parseDate(r.text(column))
	if !ok {
		return 0, r.wrong(column, "ctl.want.date")
	}
	return day, nil
}

// amount reads an amount of rupiah, empty being zero.
func (r sheetRow) amount(column string) (coop.Money, error) {
	if r.text(column) == "" {
		return 0, nil
	}
	m, ok := parseAmount(r.text(column))
	if !ok {
		return 0, r.wrong(column, "ctl.want.amount")
	}
	return m, nil
}
