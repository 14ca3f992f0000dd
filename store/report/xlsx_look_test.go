package report_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"lumbung/store/report"
)

// workbookOf opens the workbook of a sheet.
func workbookOf(t *testing.T, s *report.Sheet) (file *excelize.File, name string) {
	t.Helper()
	var out bytes.Buffer
	if err := report.WriteXLSX(&out, s); err != nil {
		t.Fatal(err)
	}
	file, err := excelize.OpenReader(&out)
	if err != nil {
		t.Fatal(err)
	}
	return file, file.GetSheetName(0)
}

// Words that are wider than their column were cut by the row below, for no program makes rows higher by itself; every
// cell names its font, for without a name another stands in each; headings run on over the empty cells beside them.
func TestWorkbook_NothingCut(t *testing.T) {
	for _, s := range printedSheets(t, "id") {
		file, name := workbookOf(t, s)
		for i, row := range s.Rows {
			high, err := file.GetRowHeight(name, 6+i)
			if err != nil {
				t.Fatal(err)
			}
			for c, cell := range row.Cells {
				at, _ := excelize.CoordinatesToCellName(c+1, 6+i)
				id, _ := file.GetCellStyle(name, at)
				look, err := file.GetStyle(id)
				if err != nil {
					t.Fatal(err)
				}
				if cell.Kind == report.None || row.Kind == report.Prose {
					continue
				}
				if look.Font == nil || look.Font.Family != "Calibri" {
					t.Fatalf("%s %s has no font: %+v", s.Name, at, look.Font)
				}
				column, _ := excelize.ColumnNumberToName(c + 1)
				width, _ := file.GetColWidth(name, column)
				letters := float64(len([]rune(cell.String())))
				beside := c+1 == len(row.Cells) || row.Cells[c+1].Kind != report.None || row.Kind == report.Detail
				if beside && row.Kind != report.Heading && letters > width*high/15 {
					t.Errorf("%s %s: %q has no room in %v letters, %v points", s.Name, at, cell.String(), width, high)
				}
				if row.Kind == report.Heading && look.Alignment.WrapText && c+1 < len(row.Cells) {
					t.Errorf("%s %s: the heading %q wraps", s.Name, at, cell.String())
				}
			}
		}
	}
}

// The workbook's head says whose it is, as the paper does; its figures have the paper's dots.
func TestWorkbook_Head(t *testing.T) {
	for _, lang := range []string{"id", "en"} {
		s := build(t, golden(t), report.Order{Name: "balance-sheet", Period: bookYear, Lang: lang})
		s.Letterhead = []string{"Badan hukum AHU-1", "Jl. Poros 2"}
		file, name := workbookOf(t, s)
		rows, err := file.GetRows(name)
		if err != nil {
			t.Fatal(err)
		}
		head := []string{rows[0][0], rows[2][0]}
		if !slices.Equal(head, []string{s.Cooperative, s.TitleIn()}) || !strings.Contains(rows[3][0], s.Period) ||
			!strings.HasPrefix(rows[1][0], "Badan hukum AHU-1 · Jl. Poros 2") {
			t.Errorf("head %q", rows[:4])
		}
		layout, err := file.GetPageLayout(name)
		if err != nil || *layout.FitToHeight != 1 { // what is signed is one page
			t.Error(layout, err)
		}
		at, _ := excelize.CoordinatesToCellName(4, 6+len(s.Rows)-1)
		id, _ := file.GetCellStyle(name, at)
		look, err := file.GetStyle(id)
		if err != nil || look.CustomNumFmt == nil || !strings.HasPrefix(*look.CustomNumFmt, "[$-421]#,##0") {
			t.Errorf("%s: %v %v", at, look.CustomNumFmt, err)
		}
	}
}
