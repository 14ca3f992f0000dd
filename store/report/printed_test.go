package report_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"lumbung/store/coop"
	"lumbung/store/report"
)

// busy is a village that makes paper difficult: long names, thousands of millions, sen, hundreds of rows.
func busy(t testing.TB) *village {
	t.Helper()
	v := golden(t)
	v.populate()
	for i := range 260 {
		remark := "Pembelian beras Bulog SPHP dari gudang Sungai Raya diangkut perahu Pak Haji Mustafa bin Abdurrahman"
		if i%4 > 0 {
			remark = "Jual telur " + strconv.Itoa(i)
		}
		v.post(coop.Date(20251001).AddDays(i%90), remark, "11101", 1_250_000+i, "41109", -1_250_000-i)
	}
	v.post(20251215, "Bantuan modal pemerintah pusat", "11201", 999_999_999_999, "31301", -999_999_999_999)
	last := &v.entries[len(v.entries)-1]
	last.Lines[0].Amount, last.Lines[1].Amount = last.Lines[0].Amount+50, last.Lines[1].Amount-50
	for i := range v.members {
		if i%3 == 0 {
			v.members[i].Name = "Raden Ayu Siti Nurhaliza Kusumawardhani binti H. Abdurrahman Wahid"
			v.savings[i].Member, v.dues[i].Member = v.members[i], v.members[i]
		}
	}
	v.statement = v.memberStatement()
	return v
}

// memberStatement is one member's year with more lines than a page holds.
func (v *village) memberStatement() coop.MemberStatement {
	s := coop.MemberStatement{
		Member: v.members[0], From: 20250101, To: 20251231, Opening: map[string]coop.Money{"31102": 240_000_00},
		Closing: map[string]coop.Money{"31102": 240_000_00}, Unpaid: []coop.Month{202510, 202511, 202601},
		Arrears: 60_000_00,
	}
	for i := range 90 {
		l := coop.SavingLine{PageLine: coop.PageLine{
			Kind: coop.KindEntry, Date: coop.Date(20250102).AddDays(4 * i), Voucher: fmt.Sprintf("BKM-A-2025-%06d", i),
			Occasion: "savings-deposit", Amount: coop.Money(1_000_000+i) * 100,
		}, Account: []string{"21101", "31102"}[i%2]}
		if l.Account == "31102" {
			l.Month, l.Occasion = 202501, "dues-mandatory"
		} else if i%10 == 4 {
			l.Amount, l.Remark = -250_50, "diambil untuk biaya sekolah anak yang kedua di Pontianak"
		}
		s.Closing[l.Account] += l.Amount
		s.Lines = append(s.Lines, l)
	}
	return s
}

func (v *village) MemberStatement(
	context.Context, coop.ID, coop.Date, coop.Date,
) (coop.MemberStatement, error) {
	return v.statement, nil
}

// printedSheets are all statements and a member's, as the window prints them.
func printedSheets(t *testing.T, lang string) []*report.Sheet {
	t.Helper()
	v := busy(t)
	names := []string{report.MemberStatement}
	for _, l := range report.List() {
		names = append(names, l.Name)
	}
	var all []*report.Sheet
	for _, name := range names {
		all = append(all, build(t, v, report.Order{
			Name: name, Period: bookYear, Lang: lang, Member: v.members[0].Member, Printed: 20260103,
		}))
	}
	return all
}

// pdfText gives what poppler reads on the pages of a PDF; without poppler the test is skipped.
func pdfText(t *testing.T, pdf []byte) string {
	t.Helper()
	tool, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skip("poppler is not here")
	}
	command := exec.Command(tool, "-layout", "-", "-")
	command.Stdin = bytes.NewReader(pdf)
	out, err := command.Output()
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

// keep leaves a paper for looking at where LUMBUNG_REPORTS names a folder.
func keep(t *testing.T, name string, data []byte) {
	t.Helper()
	if folder := os.Getenv("LUMBUNG_REPORTS"); folder != "" {
		if err := os.WriteFile(filepath.Join(folder, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// What the screen shows is what the paper says: every figure of every sheet stands in the PDF, in its order, with the
// cooperative's head, the page numbers and the names of who signs.
func TestPrintedFigures(t *testing.T) {
	for _, lang := range []string{"id", "en"} {
		for _, s := range printedSheets(t, lang) {
			var pdf bytes.Buffer
			if err := report.WritePDF(&pdf, s); err != nil {
				t.Fatal(err)
			}
			keep(t, "busy-"+s.Name+"."+lang+".pdf", pdf.Bytes())
			read := strings.ReplaceAll(pdfText(t, pdf.Bytes()), " %", "%") // poppler drops some of these spaces
			at, figures := 0, 0
			for i, row := range s.Rows {
				for c, cell := range row.Cells {
					if cell.Kind != report.Amount && cell.Kind != report.Code && cell.Kind != report.Count {
						continue
					}
					figure := strings.ReplaceAll(cell.String(), " %", "%")
					found := strings.Index(read[at:], figure)
					if found < 0 {
						t.Fatalf("%s in %s: row %d, column %s: no %s after what came before", s.Name, lang, i,
							s.Columns[c].Key, figure)
					}
					at, figures = at+found+len(figure), figures+1
				}
			}
			if figures == 0 || !strings.Contains(read, "KDMP Contoh") {
				t.Errorf("%s has no figure or no head", s.Name)
			}
			pages := strings.Count(read, "\f")
			last := map[string]string{"id": "Halaman %d dari %d", "en": "Page %d of %d"}[lang]
			if !strings.Contains(read, fmt.Sprintf(last, pages, pages)) {
				t.Errorf("%s: the last page is not numbered %d", s.Name, pages)
			}
			for _, sign := range s.Signatures {
				if !strings.Contains(read, sign.Role) || !strings.Contains(read, sign.Name) {
					t.Errorf("%s: no place for %s %s", s.Name, sign.Role, sign.Name)
				}
			}
		}
	}
}

// Signatures never stand on a page alone, whatever the number of rows and however high they are.
func TestSignaturesAreNotAlone(t *testing.T) {
	for rows := 18; rows < 74; rows += 2 {
		v := newVillage(t)
		v.populate()
		for len(v.savings) < rows {
			v.savings = append(v.savings, v.savings...)
		}
		v.savings = v.savings[:rows]
		for i := range v.savings {
			if i%3 == rows%3 {
				v.savings[i].Member.Name = strings.Repeat("Raden Ayu Kusumawardhani ", 4)
			}
		}
		s := build(t, v, report.Order{Name: "savings", Period: bookYear})
		var pdf bytes.Buffer
		if err := report.WritePDF(&pdf, s); err != nil {
			t.Fatal(err)
		}
		pages := strings.Split(strings.TrimSuffix(pdfText(t, pdf.Bytes()), "\f"), "\f")
		last := pages[len(pages)-1]
		if !strings.Contains(last, "Sari Wulandari") || !strings.Contains(last, "Simpanan") ||
			!strings.Contains(last, "Jumlah") {
			t.Fatalf("%d rows: the last page is\n%s", rows, last)
		}
	}
}

// The workbook says the same, with formulas for its sums, and who signs.
func TestPrintedWorkbook(t *testing.T) {
	for _, s := range printedSheets(t, "id") {
		var out bytes.Buffer
		if err := report.WriteXLSX(&out, s); err != nil {
			t.Fatal(err)
		}
		file, err := excelize.OpenReader(&out)
		if err != nil {
			t.Fatal(err)
		}
		name := file.GetSheetName(0)
		all, err := file.GetRows(name, excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		flat := ""
		for _, row := range all {
			flat += strings.Join(row, "|") + "\n"
		}
		for i, row := range s.Rows {
			for c, cell := range row.Cells {
				at, _ := excelize.CoordinatesToCellName(c+1, 6+i)
				formula, _ := file.GetCellFormula(name, at)
				switch got := all[5+i]; {
				case cell.Kind != report.Amount:
				case len(row.Sum) > 0 && !strings.HasPrefix(formula, "SUM("):
					t.Errorf("%s %s: a sum without formula", s.Name, at)
				case len(row.Sum) == 0 && (len(got) <= c || got[c] != coop.FormatData(cell.Amount)):
					t.Errorf("%s %s: %q, want %s", s.Name, at, got, cell)
				}
			}
		}
		foot, err := file.GetHeaderFooter(name)
		if err != nil || !strings.Contains(foot.OddFooter, "Halaman &P dari &N") {
			t.Errorf("%s: pages are not numbered: %v %v", s.Name, foot, err)
		}
		for _, sign := range s.Signatures {
			if !strings.Contains(flat, sign.Role) || !strings.Contains(flat, sign.Name) {
				t.Errorf("%s: nobody signs as %s", s.Name, sign.Role)
			}
		}
	}
}
