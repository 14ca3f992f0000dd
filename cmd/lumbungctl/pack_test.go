package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"lumbung/store/coop"
)

// annual is a cooperative with so many members after a year of entries.
func annual(t testing.TB, members, entries int) map[string]string {
	env := villager(t)
	folder := t.TempDir()
	for name, data := range map[string][]byte{
		"anggota.csv": memberFile(members), "jurnal.csv": entryFile(entries, members, 7),
	} {
		if err := os.WriteFile(filepath.Join(folder, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	must(t, env, "members", "import", filepath.Join(folder, "anggota.csv"))
	must(t, env, "entries", "import", filepath.Join(folder, "jurnal.csv"))
	return env
}

// rowsOf gives the amounts of each row of a statement in the order of its columns, as the ledger has them.
func rowsOf(t *testing.T, env map[string]string, name, key string) map[string][]coop.Money {
	t.Helper()
	s := must(t, env, "report", name, "--year", "2026")
	found := map[string][]coop.Money{}
	for _, r := range s["rows"].([]any) {
		row := r.(map[string]any)
		of, is := row[key].(string)
		if !is || row["kind"] != "detail" {
			continue
		}
		for _, c := range s["columns"].([]any) {
			column := c.(map[string]any)
			if column["kind"] != "amount" {
				continue
			}
			amount := coop.Money(0)
			if said, has := row[column["key"].(string)].(json.Number); has {
				var err error
				if amount, err = coop.ParseData(said.String()); err != nil {
					t.Fatal(err)
				}
			}
			found[of] = append(found[of], amount)
		}
	}
	if len(found) == 0 {
		t.Fatalf("%s has no rows", name)
	}
	return found
}

var figure = regexp.MustCompile(`^\(?[0-9.]+(,[0-9]{2})?\)?$|^–$`)

// printed reads the lines of a PDF that begin with a code, and the figures at their ends, by another program.
func printed(t *testing.T, file, title string) map[string][]string {
	t.Helper()
	text, err := exec.Command("pdftotext", "-layout", file, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	found := map[string][]string{}
	for _, page := range strings.Split(string(text), "\f") {
		if !strings.Contains(page, " · "+title) { // the foot names the paper
			continue
		}
		for line := range strings.Lines(page) {
			words := strings.Fields(line)
			if len(words) < 2 {
				continue
			}
			at := len(words)
			for at > 1 && figure.MatchString(words[at-1]) {
				at--
			}
			found[words[0]] = words[at:]
		}
	}
	return found
}

// The papers of an annual meeting, read back by poppler, say what the ledger says, account by account and member by
// member.
func TestAnnualPapers_PDF(t *testing.T) {
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Skip("pdftotext is not installed here; .ci/deps installs it")
	}
	env := annual(t, 120, 600)
	file := filepath.Join(t.TempDir(), "rat.pdf")
	if done := must(t, env, "report", "rat", "--year", "2026", "--format", "pdf", "-o", file); done["agrees"] != true {
		t.Fatal(done)
	}
	for _, c := range []struct{ name, key, title string }{
		{"trial-balance", "account", "Neraca saldo"},
		{"balance-sheet", "account", "Laporan posisi keuangan (neraca)"},
		{"income", "account", "Perhitungan hasil usaha"},
		{"savings", "number", "Daftar simpanan anggota"},
	} {
		paper := printed(t, file, c.title)
		for of, amounts := range rowsOf(t, env, c.name, c.key) {
			var want []string
			for _, m := range amounts {
				said := coop.FormatPlain(m)
				if m == 0 {
					said = "–"
				}
				want = append(want, said)
			}
			got := paper[of]
			got = got[max(0, len(got)-len(want)):] // a name may end in a number
			if !slices.Equal(got, want) {
				t.Errorf("%s, %s: printed %v, the ledger has %v", c.name, of, got, want)
			}
		}
	}
}

// The same papers as a workbook, reckoned anew by LibreOffice.
func TestAnnualPapers_Workbook(t *testing.T) {
	office, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("LibreOffice is not installed here: too large for every machine that tests")
	}
	env := annual(t, 120, 600)
	folder := t.TempDir()
	file := filepath.Join(folder, "rat.xlsx")
	must(t, env, "report", "rat", "--year", "2026", "--format", "xlsx", "-o", file)
	done := exec.Command(office, "-env:UserInstallation=file://"+filepath.Join(folder, "profile"), "--headless",
		"--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1",
		"--outdir", folder, file)
	if said, err := done.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	for _, c := range []struct{ name, key, sheet string }{
		{"trial-balance", "account", "* Neraca saldo"},
		{"balance-sheet", "account", "* Laporan posisi keuangan*"},
		{"savings", "number", "* Daftar simpanan anggota"},
	} {
		files, _ := filepath.Glob(filepath.Join(folder, "rat-"+c.sheet+".csv"))
		if len(files) != 1 {
			t.Fatalf("%s: sheets %v", c.name, files)
		}
		data, err := os.ReadFile(files[0])
		if err != nil {
			t.Fatal(err)
		}
		in := csv.NewReader(bytes.NewReader(data))
		in.FieldsPerRecord = -1
		rows, err := in.ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		theirs := map[string][]string{}
		for _, row := range rows {
			theirs[row[0]] = row[2:]
		}
		for of, amounts := range rowsOf(t, env, c.name, c.key) {
			if c.name == "balance-sheet" {
				theirs[of] = theirs[of][1:] // the number of the note
			}
			for i, m := range amounts {
				if got := theirs[of]; len(got) <= i || got[i] != coop.FormatData(m) {
					t.Errorf("%s, %s: LibreOffice has %v, the ledger %v", c.name, of, got, amounts)
					break
				}
			}
		}
	}
}

// BenchmarkAnnualPapers makes and prints all papers of a cooperative of 1,000 members: the budget is 60 s (issue 4).
func BenchmarkAnnualPapers(b *testing.B) {
	env := annual(b, 1000, 12_000)
	for _, format := range []string{"pdf", "xlsx"} {
		b.Run(format, func(b *testing.B) {
			for b.Loop() {
				file := filepath.Join(b.TempDir(), "rat."+format)
				began := time.Now()
				done := must(b, env, "report", "rat", "--year", "2026", "--format", format, "-o", file)
				b.ReportMetric(time.Since(began).Seconds(), "s")
				b.Log(fmt.Sprint(done))
			}
		})
	}
}
