package takeover

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"lumbung/store/coop"
)

var update = flag.Bool("update", false, "write testdata/field.golden anew")

const fieldFolder = "../../../shared/field"

var fieldFiles = []string{"buku-kas-umum-2026.xlsx", "buku-bank-2026.xlsx"}

// fieldBooks reads the workbooks of a real cooperative; they are not part of the repository.
func fieldBooks(t *testing.T, files ...string) []*Workbook {
	t.Helper()
	var books []*Workbook
	for _, name := range files {
		data, err := os.ReadFile(filepath.Join(fieldFolder, name))
		if os.IsNotExist(err) {
			t.Skipf("%s is not here", filepath.Join(fieldFolder, name))
		} else if err != nil {
			t.Fatal(err)
		}
		w, err := Read(name, data)
		if err != nil {
			t.Fatal(err)
		}
		books = append(books, w)
	}
	return books
}

// standard gives the data that the program carries.
func standard(t testing.TB) (Options, []coop.ChartAccount) {
	t.Helper()
	read := func(name string) []byte {
		data, err := os.ReadFile("../../assets/" + name)
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	chart, err := coop.LoadChart(read("chart-of-accounts.csv"))
	if err != nil {
		t.Fatal(err)
	}
	occasions, err := coop.LoadOccasions(read("occasions.txt"), chart)
	if err != nil {
		t.Fatal(err)
	}
	rules, err := LoadRules(read("takeover-rules.csv"))
	if err != nil {
		t.Fatal(err)
	}
	return Options{Rules: rules, Occasions: occasions}, chart
}

// summary writes what became of every sheet: figures and reasons, no names.
func summary(p *Proposal) string {
	var b strings.Builder
	for _, s := range p.Sheets {
		fmt.Fprintf(
			&b, "%s %s %d: read %d, taken %d, suspense %d, recorded %d, unsure %d, doubtful day %d\n",
			s.Book, s.Account, s.Month, s.Read, s.Taken, s.Suspense, s.Recorded, s.Unsure, s.Doubtful,
		)
		for _, c := range s.Aside {
			fmt.Fprintf(&b, "  aside %-26s %d\n", c.Why, len(c.Rows))
		}
		fmt.Fprintf(
			&b, "  opening %s in %s out %s closing %s; the sheet says %s in row %d, difference %s\n",
			s.Opening, s.In, s.Out, s.Ours, s.Stated, s.StatedRow, s.Difference,
		)
		for _, k := range s.Breaks {
			fmt.Fprintf(&b, "  from row %d the sheet says %s more: %s\n", k.Row, k.By, k.Why)
		}
		for _, q := range s.Problems {
			fmt.Fprintf(&b, "  %s\n", q)
		}
	}
	reasons, occasions := map[string]int{}, map[string]int{}
	accounts := map[string]coop.Money{}
	sure := 0
	for _, e := range p.Entries {
		if e.State != Taken && e.State != Suspense {
			continue
		}
		for _, r := range e.Reasons {
			reasons[r.Key]++
		}
		occasions[e.Occasion]++
		for _, l := range e.Lines {
			accounts[l.Account] += l.Amount
		}
		if e.Sure {
			sure++
		}
	}
	for _, k := range slices.Sorted(maps.Keys(reasons)) {
		fmt.Fprintf(&b, "reason %-32s %d\n", k, reasons[k])
	}
	for _, k := range slices.Sorted(maps.Keys(occasions)) {
		fmt.Fprintf(&b, "occasion %-24s %d\n", k, occasions[k])
	}
	for _, k := range slices.Sorted(maps.Keys(accounts)) {
		fmt.Fprintf(&b, "account %s %s\n", k, accounts[k])
	}
	near := 0
	for _, m := range p.Members {
		near += len(m.Same)
	}
	fmt.Fprintf(
		&b, "sure %d, members %d, near names %d, decisions %d, in transit %s, dues %v\n",
		sure, len(p.Members), near, len(p.Decisions), p.InTransit, p.Dues,
	)
	return b.String()
}

// TestField_Summary pins what becomes of the real workbooks, figure by figure.
func TestField_Summary(t *testing.T) {
	o, _ := standard(t)
	got := summary(Propose(fieldBooks(t, fieldFiles...), o))
	golden := filepath.Join("testdata", "field.golden")
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("the field books are taken over otherwise than before; got\n%s", got)
	}
}

// TestField_Recorded records the real books: nothing is refused, balances agree, order and repetition do not matter.
func TestField_Recorded(t *testing.T) {
	takenAnyHow(t, fieldBooks(t, fieldFiles...))
}
