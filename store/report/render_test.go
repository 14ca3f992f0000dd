package report_test

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"lumbung/store/coop"
	"lumbung/store/report"
)

// everySheet makes each statement once.
func everySheet(t *testing.T, lang string) []*report.Sheet {
	v := golden(t)
	v.populate()
	var all []*report.Sheet
	for _, listed := range report.List() {
		order := report.Order{Name: listed.Name, Period: bookYear, Lang: lang, Private: true}
		all = append(all, build(t, v, order))
	}
	return all
}

// populate gives the village members with what the registers show.
func (v *village) populate() {
	for i := range 40 {
		m := coop.MemberView{Savings: 9000000}
		m.Member[0] = byte(i + 1)
		m.Same, m.Number, m.Name = m.Member, "A-"+strconv.Itoa(1001 + i)[1:], "Anggota ke-"+strconv.Itoa(i+1)
		m.Sex, m.Hamlet, m.Joined, m.Status = []string{"L", "P"}[i%2], "Dusun Suka Maju", "2025-07-01", "aktif"
		m.Private = coop.MemberPrivate{NIK: "6112014107850001", Phone: "081234567890", BirthDate: "1985-07-01"}
		v.members = append(v.members, m)
		by := map[string]coop.Money{"31101": 5000000, "31102": 4000000}
		d := coop.DueView{Member: m, Arrears: coop.Money(i%3) * 2000000}
		for month := 6; month < 12-i%3; month++ {
			d.Paid[month], d.Owed[month] = 2000000, 2000000
		}
		if i == 39 { // the 40th left and took both back
			by["31101"], by["31102"] = 0, 0
		}
		v.savings = append(v.savings, coop.SavingsView{Member: m, By: by})
		v.dues = append(v.dues, d)
	}
	v.savings = append(v.savings, coop.SavingsView{By: map[string]coop.Money{
		"31102": 4000000, "21101": 253125000, "21103": 500000000,
	}})
}

// Every statement can be written in every format and both languages, without an untranslated word on it.
func TestWrite(t *testing.T) {
	folder := os.Getenv("LUMBUNG_REPORTS") // where to leave the files for looking at
	for _, lang := range []string{"id", "en"} {
		for _, s := range everySheet(t, lang) {
			if !s.Agrees() {
				t.Errorf("%s: %v", s.Name, s.Notes)
			}
			for _, format := range report.Formats {
				var out, again bytes.Buffer
				if err := report.Write(&out, s, format); err != nil {
					t.Fatalf("%s as %s: %v", s.Name, format, err)
				}
				if format != "xlsx" && format != "pdf" && strings.Contains(out.String(), "report.") {
					t.Errorf("%s as %s in %s has a word without a translation:\n%s", s.Name, format, lang, out.String())
				}
				err := report.Write(&again, s, format)
				if err != nil || format != "xlsx" && out.String() != again.String() {
					t.Errorf("%s as %s is not the same twice (%v)", s.Name, format, err)
				}
				if folder != "" {
					name := folder + "/" + s.Name + "." + lang + "." + format
					if err := os.WriteFile(name, out.Bytes(), 0o600); err != nil {
						t.Fatal(err)
					}
				}
			}
		}
	}
}

func TestWriteText(t *testing.T) {
	v := newVillage(t)
	v.post(20260105, "Setoran", "11101", 20000, "31102", -20000)
	v.entries[0].Lines[0].Amount += 50
	v.entries[0].Lines[1].Amount -= 50
	s := build(t, v, report.Order{Name: "trial-balance", Period: report.Period{Date: 20260131}})
	var out strings.Builder
	if err := report.WriteText(&out, s); err != nil {
		t.Fatal(err)
	}
	want := `KDMP Contoh
Neraca saldo
per 31 Januari 2026

Akun   Uraian                 Saldo debit  Saldo kredit
─────  ─────────────────────  ───────────  ────────────
1      ASET
11       Kas dan Setara Kas
11101      Kas Umum (Kantor)    20.000,50
3      EKUITAS
31       Modal dan SHU
31102      Simpanan Wajib                     20.000,50
─────  ─────────────────────  ───────────  ────────────
       Jumlah                   20.000,50     20.000,50

· Debit dan kredit sama besar: buku seimbang.
`
	if out.String() != want {
		t.Errorf("got\n%s\nwant\n%s", out.String(), want)
	}
}

func TestWriteCSVAndJSON(t *testing.T) {
	v := golden(t)
	v.post(20251231, "sen", "11101", 0, "31301", 0)
	last := &v.entries[len(v.entries)-1]
	last.Lines[0].Amount, last.Lines[1].Amount = 122250, -122250
	s := build(t, v, report.Order{Name: "trial-balance", Period: report.Period{Date: 20251231}})
	var out bytes.Buffer
	if err := report.WriteCSV(&out, s); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&out).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	cash := map[string]string{}
	for _, row := range rows {
		cash[row[1]] = row[3]
	}
	if cash["11101"] != "1891222.50" || cash["11201"] != "464600" || cash["account"] != "closing-debit" {
		t.Errorf("CSV: cash %q, bank %q, header %q", cash["11101"], cash["11201"], cash["account"])
	}
	if err := report.WriteJSON(&out, s); err != nil {
		t.Fatal(err)
	}
	var object struct {
		Agrees bool
		Rows   []struct {
			Account string
			Debit   json.Number `json:"closing-debit"`
		}
	}
	if err := json.Unmarshal(out.Bytes(), &object); err != nil {
		t.Fatal(err)
	}
	found := false
	for _, row := range object.Rows {
		found = found || row.Account == "11101" && row.Debit == "1891222.50"
	}
	if !object.Agrees || !found {
		t.Errorf("JSON: agrees %v, cash found %v", object.Agrees, found)
	}
}

// The workbook's own formulas, reckoned by a spreadsheet engine, give what the sheet says, to the sen.
func TestWorkbookReckonsTheSameSums(t *testing.T) {
	for _, s := range everySheet(t, "id") {
		var out bytes.Buffer
		if err := report.WriteXLSX(&out, s); err != nil {
			t.Fatal(err)
		}
		data := bytes.Clone(out.Bytes())
		file, err := excelize.OpenReader(&out)
		if err != nil {
			t.Fatal(err)
		}
		name, formulas := file.GetSheetName(0), 0
		for i, row := range s.Rows {
			for c, cell := range row.Cells {
				at, _ := excelize.CoordinatesToCellName(c+1, 6+i)
				if cell.Kind != report.Amount && cell.Kind != report.Count {
					continue
				}
				got, err := file.GetCellValue(name, at, excelize.Options{RawCellValue: true})
				if len(row.Sum) > 0 {
					formulas++
					got, err = file.CalcCellValue(name, at, excelize.Options{RawCellValue: true})
				}
				want := coop.FormatData(cell.Amount)
				if cell.Kind == report.Count {
					want = strconv.FormatInt(cell.Count, 10)
				}
				if err != nil || got != want {
					t.Errorf("%s %s: %q, want %s (%v)", s.Name, at, got, want, err)
				}
			}
		}
		if formulas == 0 && !slices.Contains([]string{
			"members", "advances", "supervisors", // no advance is open at the year's end, and words have no sums
		}, s.Name) {
			t.Errorf("%s has no formula", s.Name)
		}
		proveNumbers(t, s.Name, data)
	}
}

// proveNumbers looks into the file itself: an amount must be a number there, not a text that looks like one.
func proveNumbers(t *testing.T, name string, data []byte) {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	part, err := archive.Open("xl/worksheets/sheet1.xml")
	if err != nil {
		t.Fatal(err)
	}
	defer part.Close()
	xml, err := io.ReadAll(part)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(xml), `t="str"`) {
		t.Errorf("%s: a formula's value is a text", name)
	}
}

func TestBuildRefuses(t *testing.T) {
	for name, order := range map[string]report.Order{
		"an_unknown_name":       {Name: "neraca-xyz", Period: bookYear},
		"no_period":             {Name: "income"},
		"two_periods":           {Name: "income", Period: report.Period{Year: 2025, Month: 202507}},
		"a_day_that_is_none":    {Name: "income", Period: report.Period{Date: 20250231}},
		"an_upside_down_period": {Name: "income", Period: report.Period{From: 20250201, To: 20250101}},
		"an_unknown_language":   {Name: "income", Period: bookYear, Lang: "xx"},
		"an_outlet_it_has_not":  {Name: "members", Period: bookYear, Outlet: "sembako"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := report.Build(t.Context(), golden(t), order)
			if _, ok := err.(coop.Problem); !ok {
				t.Errorf("got %v, want a problem with a translation", err)
			}
		})
	}
}

// The names of who signs stood in the columns of the table one after the other: in a workbook "Budi Santoso" lost his
// last letter to "Dewi Anggraini" in the next cell, and "Siti Rahmawati" half of her name.
func TestWorkbook_SignaturesWhole(t *testing.T) {
	v := golden(t)
	v.populate()
	for _, name := range []string{"balance-sheet", "income", "members", "savings"} {
		s := build(t, v, report.Order{Name: name, Period: bookYear})
		var out bytes.Buffer
		if err := report.WriteXLSX(&out, s); err != nil {
			t.Fatal(err)
		}
		file, err := excelize.OpenReader(&out)
		if err != nil {
			t.Fatal(err)
		}
		rows, err := file.GetRows(file.GetSheetName(0))
		if err != nil {
			t.Fatal(err)
		}
		seen := 0
		for _, row := range rows[6+len(s.Rows):] {
			for c, cell := range row {
				if !slices.ContainsFunc(s.Signatures, func(x report.Signature) bool { return x.Name == cell }) {
					continue
				}
				seen++
				room := 0.0
				for n := c; n < len(row) && (n == c || row[n] == ""); n++ {
					column, _ := excelize.ColumnNumberToName(n + 1)
					width, _ := file.GetColWidth(file.GetSheetName(0), column)
					room += width
				}
				if another := c+1 < len(row); another && room < float64(len(cell)) {
					t.Errorf("%s: %s has room for %.0f letters", name, cell, room)
				}
			}
		}
		if seen != len(s.Signatures) {
			t.Errorf("%s: %d of %d sign", name, seen, len(s.Signatures))
		}
	}
}
