package takeover

import (
	"bytes"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"lumbung/store/coop"
)

var (
	numberCell = regexp.MustCompile(`^-?\d+(\.\d+)?(E[+-]?\d+)?$`)
	dayCell    = regexp.MustCompile(`^\d{4}-\d\d-\d\d$`)
)

// workbook makes an .xlsx of a text table. "sheet NAME" begins a sheet ("hidden NAME" a hidden one), every other line
// is a row, cells stand between |. 1500.5 is a number, 2026-01-05 a day as Excel keeps it, "1500" in quotes a text.
func workbook(t testing.TB, table string) []byte {
	t.Helper()
	f := excelize.NewFile()
	sheet, row := "", 0
	for line := range strings.Lines(table) {
		line = strings.TrimSuffix(line, "\n")
		kind, name, begins := strings.Cut(line, " ")
		if begins && (kind == "sheet" || kind == "hidden") {
			sheet, row = name, 0
			if _, err := f.NewSheet(sheet); err != nil {
				t.Fatal(err)
			}
			if kind == "hidden" {
				if err := f.SetSheetVisible(sheet, false); err != nil {
					t.Fatal(err)
				}
			}
			continue
		}
		row++
		for i, value := range strings.Split(line, "|") {
			if value = strings.TrimSpace(value); value == "" {
				continue
			}
			if err := setCell(f, sheet, i+1, row, value); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := f.DeleteSheet("Sheet1"); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func setCell(f *excelize.File, sheet string, column, row int, value string) error {
	at, err := excelize.CoordinatesToCellName(column, row)
	if err != nil {
		return err
	}
	switch {
	case numberCell.MatchString(value):
		return f.SetCellDefault(sheet, at, value)
	case dayCell.MatchString(value):
		day, err := time.Parse(time.DateOnly, value)
		if err != nil {
			return err
		}
		return f.SetCellValue(sheet, at, day)
	case strings.HasPrefix(value, "="):
		return f.SetCellFormula(sheet, at, value)
	}
	return f.SetCellStr(sheet, at, strings.Trim(value, `"`))
}

// story tells what became of workbooks, row by row.
func story(p *Proposal) string {
	var b strings.Builder
	for _, e := range p.Entries {
		fmt.Fprintf(&b, "%s %s", e, e.State)
		if e.State == Taken || e.State == Suspense {
			fmt.Fprintf(&b, " %s %s", e.Date, rupiah(e.Amount))
			if e.Occasion != "" {
				fmt.Fprintf(&b, " %s", e.Occasion)
			}
			fmt.Fprintf(&b, " [%s]", lines(e))
		}
		for _, r := range e.Reasons {
			fmt.Fprintf(&b, " ?%s", strings.TrimPrefix(r.Error(), "takeover."))
		}
		b.WriteByte('\n')
	}
	for _, s := range p.Sheets {
		fmt.Fprintf(&b, "%s: %d rows, %d taken, %d suspense, aside", s.Sheet, s.Read, s.Taken, s.Suspense)
		for _, c := range s.Aside {
			fmt.Fprintf(&b, " %s %d", strings.TrimPrefix(c.Why, "takeover."), len(c.Rows))
		}
		fmt.Fprintf(&b, "; closing %s", rupiah(s.Ours))
		if s.StatedRow > 0 {
			fmt.Fprintf(&b, ", row %d says %s", s.StatedRow, rupiah(s.Stated))
		}
		if s.BankSide {
			b.WriteString(", from the bank's side")
		}
		for _, k := range s.Breaks {
			fmt.Fprintf(&b, "; from row %d %s: %s", k.Row, rupiah(k.By), strings.TrimPrefix(k.Why.Error(), "takeover."))
		}
		for _, q := range s.Problems {
			fmt.Fprintf(&b, " ?%s", strings.TrimPrefix(q.Error(), "takeover."))
		}
		b.WriteByte('\n')
	}
	for _, m := range p.Members {
		for _, n := range m.Same {
			fmt.Fprintf(&b, "%s = %s? %d %s\n", m.Name, n.Name, n.Score, strings.TrimPrefix(n.Why, "takeover."))
		}
	}
	return b.String()
}

// lines writes an entry's lines without that of the book's own account.
func lines(e Entry) string {
	var all []string
	for _, l := range e.Lines {
		if l.Account == e.Account {
			continue
		}
		text := l.Account
		if l.Member != "" {
			text += " " + l.Member
		}
		if l.Month != 0 {
			text += fmt.Sprintf(" %d", l.Month)
		}
		all = append(all, text+" "+rupiah(l.Amount))
	}
	return strings.Join(all, ", ")
}

func rupiah(m coop.Money) string {
	sign := ""
	if m < 0 {
		sign, m = "-", -m
	}
	if m%100 != 0 {
		return fmt.Sprintf("%s%d,%02d", sign, m/100, m%100)
	}
	return fmt.Sprintf("%s%d", sign, m/100)
}

// TestFaults reads testdata/faults.txt: one small workbook for every fault that real ones have, and what is made of it.
func TestFaults(t *testing.T) {
	const file = "testdata/faults.txt"
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	o, _ := standard(t)
	head, rest, _ := strings.Cut(string(data), "=== ")
	var anew strings.Builder
	anew.WriteString(head)
	for _, part := range strings.Split(rest, "=== ") {
		name, body, _ := strings.Cut(part, "\n")
		table, want, _ := strings.Cut(body, "--- \n")
		t.Run(strings.ReplaceAll(name, " ", "_"), func(t *testing.T) {
			w, err := Read("buku 2026.xlsx", workbook(t, strings.TrimSpace(table)))
			if err != nil {
				t.Fatal(err)
			}
			p := Propose([]*Workbook{w}, o)
			for _, s := range p.Sheets {
				explain(t, s)
			}
			got := story(p)
			fmt.Fprintf(&anew, "=== %s\n%s--- \n%s\n", name, table, got)
			if strings.TrimSpace(got) != strings.TrimSpace(want) && !*update {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
	if *update {
		if err := os.WriteFile(file, []byte(anew.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
