package report

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"lumbung/store/coop"
)

// WriteXLSX writes the sheet as a workbook: amounts are numbers, sums are formulas over the rows they add up.
//
// No amount passes through a floating-point number here: the cell gets the decimal text of the sen as it stands in
// the file's XML (SetCellDefault writes a text that is a number without converting it). What a spreadsheet program
// makes of it is its own affair: it keeps about 15 digits, more than any cooperative's sen.
func WriteXLSX(w io.Writer, s *Sheet) error { return writeWorkbook(w, s) }

// writeWorkbook writes sheets into one workbook, each under its title; with several their number stands before it.
func writeWorkbook(w io.Writer, sheets ...*Sheet) error {
	x := &workbook{File: excelize.NewFile(), styles: map[style]int{}}
	defer x.Close()
	for i, s := range sheets {
		name := s.TitleIn()
		if len(sheets) > 1 {
			name = fmt.Sprintf("%02d %s", i+1, name)
		}
		x.sheet = s
		if err := x.draw(i, tabName(name)); err != nil {
			return fmt.Errorf("write workbook: %w", err)
		}
	}
	var file bytes.Buffer
	if err := x.Write(&file); err != nil {
		return fmt.Errorf("write workbook: %w", err)
	}
	if err := numberFormulas(w, file.Bytes()); err != nil {
		return fmt.Errorf("write workbook: %w", err)
	}
	return nil
}

// wordsWide is how wide a paper of words alone is, in letters: A4 holds them also where a program has wide ones only.
const wordsWide = 80

// workbook draws one sheet.
type workbook struct {
	*excelize.File
	sheet  *Sheet
	name   string
	styles map[style]int
	widths []float64 // of the columns
	last   int       // the last row
}

// Rows of the workbook: four of the head, the column titles, then the table.
const (
	titleRow = 5
	firstRow = 6
)

// draw draws the sheet of a number, from 0.
func (x *workbook) draw(n int, name string) error {
	x.name = name
	if n == 0 {
		if err := x.SetSheetName(x.GetSheetName(0), name); err != nil {
			return err
		}
	} else if _, err := x.NewSheet(name); err != nil {
		return err
	}
	for _, step := range []func() error{x.head, x.columns, x.rows, x.foot, x.page} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// put writes a cell. Column and row count from 1.
func (x *workbook) put(column, row int, cell Cell, styleID int) error {
	at, err := excelize.CoordinatesToCellName(column, row)
	if err != nil {
		return err
	}
	switch cell.Kind {
	case None:
	case Amount, Count:
		err = x.SetCellDefault(x.name, at, cell.plain())
	case Day:
		err = x.SetCellValue(x.name, at, cell.Day.Time())
	default:
		err = x.SetCellStr(x.name, at, cell.String())
	}
	if err != nil {
		return err
	}
	return x.SetCellStyle(x.name, at, at, styleID)
}

func (x *workbook) rows() error {
	for i := range x.sheet.Rows {
		row := &x.sheet.Rows[i]
		if row.Kind == Prose {
			if err := x.prose(row, firstRow+i); err != nil {
				return err
			}
			continue
		}
		apart := row.Kind == Total || i > 0 && x.sheet.Rows[i-1].Kind == Total
		for c, cell := range row.Cells {
			st := style{
				row: row.Kind, kind: x.sheet.Columns[c].Kind, sen: cell.Amount%coop.Rupiah != 0,
				dash: x.sheet.Dash && cell.Kind == Amount, right: x.sheet.Columns[c].Right,
				wrap: x.wraps(row, c), ruled: x.sheet.Lines, apart: apart,
			}
			if c == x.sheet.nameColumn() {
				st.indent = row.Indent
			}
			id, err := x.style(st)
			if err != nil {
				return err
			}
			if err := x.put(c+1, firstRow+i, cell, id); err != nil {
				return err
			}
			if cell.Kind.right() && len(row.Sum) > 0 {
				if err := x.sum(c, firstRow+i, row.Sum); err != nil {
					return err
				}
			}
		}
		if err := x.high(row, firstRow+i, apart); err != nil {
			return err
		}
	}
	return nil
}

// sum makes a cell the sum of the same column in other rows. Rows that follow one another become one range, also over
// rows without an amount of their own.
func (x *workbook) sum(c, at int, rows []int) error {
	name, err := excelize.ColumnNumberToName(c + 1)
	if err != nil {
		return err
	}
	rows = slices.Sorted(slices.Values(rows))
	var ranges []string
	for i := 0; i < len(rows); {
		j := i
		for j+1 < len(rows) && x.empty(c, rows[j]+1, rows[j+1]) {
			j++
		}
		ranges = append(ranges, fmt.Sprintf("%s%d:%s%d", name, firstRow+rows[i], name, firstRow+rows[j]))
		i = j + 1
	}
	return x.SetCellFormula(x.name, fmt.Sprintf("%s%d", name, at), "SUM("+strings.Join(ranges, ",")+")")
}

// empty says whether the rows from and before to have no amount in the column.
func (x *workbook) empty(c, from, to int) bool {
	for i := from; i < to; i++ {
		if x.sheet.Rows[i].Cells[c].Kind.right() {
			return false
		}
	}
	return true
}

// signatures writes the places to sign, each over its name and spread over the columns.
func (x *workbook) signatures(at int) error {
	signs := x.sheet.Signatures
	if len(signs) == 0 {
		return nil
	}
	plain, err := x.NewStyle(&excelize.Style{Font: letters(false, 11, "22261F")})
	if err != nil {
		return err
	}
	if err := x.put(1, at, text(x.sheet.Place), plain); err != nil {
		return err
	}
	next := 0
	for i, sign := range signs {
		name := sign.Name
		if name == "" {
			name = strings.Repeat(".", 24)
		}
		letters := max(len([]rune(sign.Role)), len([]rune(name))) + 2
		column, after, fits := x.room(next, letters)
		if !fits && i > 0 { // what finds no columns of its own goes below
			at += 6
			column, after, _ = x.room(0, letters)
		}
		next = after
		if err := x.put(column+1, at+1, text(sign.Role), plain); err != nil {
			return err
		}
		if err := x.put(column+1, at+5, text(name), plain); err != nil {
			return err
		}
		x.last = at + 5
	}
	return nil
}

// room finds the columns from one on in which so many letters stand: a name is cut where the next column begins, but
// may run a little over the last. After is the first column behind them.
func (x *workbook) room(from, letters int) (column, after int, fits bool) {
	wide := 0.0
	for after = from; after < len(x.widths) && (after == from || wide < float64(letters)); after++ {
		wide += x.widths[after]
	}
	if after == len(x.widths) {
		wide /= overLast
	}
	return from, after, wide >= float64(letters)
}

// overLast is the part of its letters for which the last place to sign has room at least.
const overLast = 0.6

// page keeps the titles in sight and prints one page wide on A4.
func (x *workbook) page() error {
	if err := x.SetPanes(x.name, &excelize.Panes{
		Freeze: true, YSplit: titleRow, TopLeftCell: fmt.Sprintf("A%d", firstRow), ActivePane: "bottomLeft",
	}); err != nil {
		return err
	}
	a4, wide, high := 9, 1, x.onePage()
	orientation := "portrait"
	if x.sheet.wide() {
		orientation = "landscape"
	}
	layout := excelize.PageLayoutOptions{
		Size: &a4, FitToWidth: &wide, FitToHeight: &high, Orientation: &orientation,
	}
	if err := x.SetPageLayout(x.name, &layout); err != nil {
		return err
	}
	if err := x.onPaper(); err != nil {
		return err
	}
	fit := true
	if err := x.SetSheetProps(x.name, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return err
	}
	// The sums stand in the file already; programs that can are asked to reckon them again when they open it.
	return x.SetCalcProps(&excelize.CalcPropsOptions{FullCalcOnLoad: &fit})
}

// onPaper repeats the head of the table on every printed page and counts the pages.
func (x *workbook) onPaper() error {
	if err := x.SetDefinedName(&excelize.DefinedName{
		Name: "_xlnm.Print_Titles", Scope: x.name, RefersTo: fmt.Sprintf("'%s'!$%d:$%d", x.name, titleRow, titleRow),
	}); err != nil {
		return err
	}
	page := x.sheet.say("report.page.number", "&P", "&N")
	if x.sheet.Printed != 0 {
		page = x.sheet.say("report.page.printed", coop.DateText(x.sheet.Printed, x.sheet.Lang)) + " · " + page
	}
	name := strings.ReplaceAll(x.sheet.Cooperative+" · "+x.sheet.TitleIn(), "&", "&&")
	foot := "&L&8" + string([]rune(name)[:min(120, len([]rune(name)))]) + "&R&8" + page
	return x.SetHeaderFooter(x.name, &excelize.HeaderFooterOptions{OddFooter: foot})
}
