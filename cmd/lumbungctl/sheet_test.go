package main

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lumbung/store/coop"
)

// village is what the files of these tests may speak of.
func village() subject {
	return subject{
		accounts: map[string]coop.AccountRow{
			"11": {Code: "11", Heading: true}, "11101": {Code: "11101"}, "31102": {Code: "31102"},
			"31901": {Code: "31901"},
		},
		members: map[string]coop.ID{"001": {1}, "002": {2}},
		outlets: map[string]bool{"sembako": true},
	}
}

func write(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

const entryHead = "no,tanggal,bukti,uraian,anggota,kode_akun,nama_akun,debit,kredit\n"

// Every way in which a journal file can be wrong names the file, the row, the field and what was expected.
func TestEntryFileRefusals(t *testing.T) {
	cases := []struct {
		name, text string
		row        int
		field, key string
	}{
		{"empty", "", 0, "", "ctl.sheet.empty"},
		{"no_rows", entryHead, 0, "", "ctl.sheet.no-rows"},
		{"not_text", entryHead + "1,2026-01-01,,\xff\xfe,,11101,,1,\n", 0, "", "ctl.sheet.not-text"},
		{"unknown_column", "no,tangal\n", 1, "2", "ctl.want.column"},
		{"column_twice", "no,no\n", 1, "no", "ctl.want.column-once"},
		{"column_missing", "no,tanggal\n1,2026-01-01\n", 1, "bukti", "ctl.want.column-there"},
		{"too_few_cells", entryHead + "1,2026-01-01\n", 2, "*", "ctl.want.cells"},
		{"open_quote", entryHead + "1,2026-01-01,,\"x,,11101,,1,\n", 2, "*", "ctl.want.quotes"},
		{"no_number", entryHead + ",2026-01-01,,,,11101,,1,\n", 2, "no", "ctl.want.text"},
		{"date_empty", entryHead + "1,,,,,11101,,1,\n", 2, "tanggal", "ctl.want.date"},
		{"date_american", entryHead + "1,01/31/2026,,,,11101,,1,\n", 2, "tanggal", "ctl.want.date"},
		{"date_30_february", entryHead + "1,2026-02-30,,,,11101,,1,\n", 2, "tanggal", "ctl.want.date"},
		{"thousands_by_point", entryHead + "1,2026-01-01,,,,11101,,1.500.000,\n", 2, "debit", "ctl.want.amount"},
		{"one_decimal", entryHead + "1,2026-01-01,,,,11101,,1500.5,\n", 2, "debit", "ctl.want.amount"},
		{"three_decimals", entryHead + "1,2026-01-01,,,,11101,,1.500,\n", 2, "debit", "ctl.want.amount"},
		{"words", entryHead + "1,2026-01-01,,,,11101,,Rp1500,\n", 2, "debit", "ctl.want.amount"},
		{"too_large", entryHead + "1,2026-01-01,,,,11101,,99999999999999999999,\n", 2, "debit", "ctl.want.amount"},
		{"negative", entryHead + "1,2026-01-01,,,,11101,,-5,\n", 2, "debit", "ctl.want.positive"},
		{"both_sides", entryHead + "1,2026-01-01,,,,11101,,5,5\n", 2, "debit", "ctl.want.one-side"},
		{"no_side", entryHead + "1,2026-01-01,,,,11101,,,\n", 2, "debit", "ctl.want.one-side"},
		{"unknown_account", entryHead + "1,2026-01-01,,,,99999,,5,\n", 2, "kode_akun", "ctl.want.account"},
		{"heading", entryHead + "1,2026-01-01,,,,11,,5,\n", 2, "kode_akun", "ctl.want.no-heading"},
		{"unknown_member", entryHead + "1,2026-01-01,,,077,11101,,5,\n", 2, "anggota", "ctl.want.member"},
		{
			"unbalanced", entryHead + "1,2026-01-01,,,,11101,,5,\n\n1,2026-01-01,,,,31102,,,4\n",
			4, "no", "ctl.want.balance",
		},
		{
			"two_dates", entryHead + "1,2026-01-01,,,,11101,,5,\n1,2026-01-02,,,,31102,,,5\n",
			3, "tanggal", "ctl.want.same-date",
		},
		{
			"two_vouchers", entryHead + "1,2026-01-01,A,,,11101,,5,\n1,2026-01-01,B,,,31102,,,5\n",
			3, "bukti", "ctl.want.same-evidence",
		},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, _, err := readEntries(write(t, "jurnal.csv", c.text), village())
			var cell *cellError
			var problem coop.Problem
			switch {
			case errors.As(err, &cell):
				if cell.file != "jurnal.csv" || cell.row != c.row || cell.field != c.field ||
					cell.expected.Key != c.key {
					t.Errorf("got %v, want row %d, field %s, %s", cell, c.row, c.field, c.key)
				}
			case errors.As(err, &problem):
				if problem.Key != c.key || c.row != 0 {
					t.Errorf("got %v, want %s in row %d", problem, c.key, c.row)
				}
			default:
				t.Errorf("got %v, want a refusal %s", err, c.key)
			}
		})
	}
}

// The same journal comes from the contract, from an Indonesian Excel (byte order mark, semicolons, Windows line ends,
// dates with slashes, empty rows and columns at the end) and from a spreadsheet that puts tabs.
func TestEntryFileForms(t *testing.T) {
	forms := map[string]string{
		"contract": entryHead + "1,2026-01-31,BKM 1,Simpanan wajib,001,31102,,,20000\n" +
			"1,2026-01-31,BKM 1,Simpanan wajib,,11101,,20000,\n",
		"excel": "\ufeffno;tanggal;bukti;uraian;anggota;kode_akun;nama_akun;debit;kredit;;\r\n" +
			"1;31/01/2026;BKM 1;Simpanan wajib;001;31102;Simpanan wajib;;20000\r\n;;;;;;;;\r\n" +
			"1;;;;;11101;Kas;20000.00;0\r\n;;;;;;;;\r\n",
		"tabs": strings.ReplaceAll(entryHead, ",", "\t") +
			"1\t2026-01-31\tBKM 1\tSimpanan wajib\t001\t31102\t\t\t20000\n" +
			"1\t31/1/2026\t\tSimpanan wajib\t\t11101\t\t20000\t\n",
	}
	for name, text := range forms {
		t.Run(name, func(t *testing.T) {
			file, entries, err := readEntries(write(t, "jurnal.csv", text), village())
			if err != nil || file != "jurnal.csv" || len(entries) != 1 {
				t.Fatalf("%s: %d entries, %v", file, len(entries), err)
			}
			e := entries[0].body
			if e.Date != 20260131 || e.Evidence != "BKM 1" || e.Remark != "Simpanan wajib" || len(e.Lines) != 2 {
				t.Errorf("got %+v", e)
			}
			if l := e.Lines[0]; l.Amount != -20000*coop.Rupiah || l.Member != (coop.ID{1}) || l.Account != "31102" {
				t.Errorf("got %+v", l)
			}
			if e.Once != coop.ImportOnce("jurnal.csv", "1") {
				t.Errorf("once %v", e.Once)
			}
		})
	}
}

func TestAmounts(t *testing.T) {
	for text, want := range map[string]coop.Money{
		"0": 0, "1": 100, "1500000": 150000000, "9490152.50": 949015250, "-5": -500, "-0.07": -7, "0.07": 7,
		"9999999999999999": 999999999999999900,
	} {
		m, ok := parseAmount(text)
		if !ok || m != want {
			t.Errorf("%s: got %d, %v, want %d", text, m, ok, want)
		}
		if text != "0" && coop.FormatData(m) != text {
			t.Errorf("%s is written %s", text, coop.FormatData(m))
		}
	}
	for _, text := range []string{"", "-", "1,5", "1.5", "1.500", ".50", "1.", "1e3", "+1", " 1", "1 ", "--1", "1.-5"} {
		if m, ok := parseAmount(text); ok {
			t.Errorf("%q was read as %d", text, m)
		}
	}
}

func FuzzEntryFile(f *testing.F) {
	f.Add([]byte(entryHead + "1,2026-01-31,,Simpanan,001,31102,,,20000\n1,,,,,11101,,20000,\n"))
	f.Add([]byte("\ufeffno;tanggal\r\n\"1\n2\";x\r\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := parseSheet("f.csv", data, entryColumns, entryColumnsOptional)
		if err != nil {
			return
		}
		for _, row := range s.rows {
			if row.n < 2 || len(row.cells) != len(s.columns) {
				t.Fatalf("row %d with %d cells", row.n, len(row.cells))
			}
		}
	})
}

// ctl runs the program as a person would and gives what it printed and its exit status.
func ctl(t testing.TB, env map[string]string, args ...string) (out, errs string, status int) {
	t.Helper()
	var stdout, stderr strings.Builder
	status = run(context.Background(), args, strings.NewReader(""), &stdout, &stderr, func(name string) string {
		return env[name]
	})
	return stdout.String(), stderr.String(), status
}

// Wrong use is answered in the person's language, never in the command library's English, and is exit status 2.
func TestWrongUse(t *testing.T) {
	cases := []struct {
		name, want string
		args       []string
	}{
		{"no_command", "perlu satu perintah lagi", nil},
		{"unknown_command", "Tidak ada perintah \"lumbungctl jurnal\"", []string{"jurnal"}},
		{"unknown_below", "Tidak ada perintah \"lumbungctl entries hapus\"", []string{"entries", "hapus"}},
		{"too_many", "Salah pakai", []string{"info", "x"}},
		{"too_few", "Salah pakai", []string{"entries", "import"}},
		{"unknown_flag", "Tidak ada pilihan --cepat", []string{"info", "--cepat"}},
		{"unknown_short_flag", "Tidak ada pilihan -x", []string{"info", "-x"}},
		{"flag_without_value", "Pilihan --book perlu isi", []string{"info", "--book"}},
		{"flag_of_wrong_kind", "harus tanggal seperti", []string{"entries", "list", "--from", "kemarin"}},
		{"number_of_wrong_kind", "harus bilangan bulat", []string{"entries", "list", "--limit", "lima"}},
		{"language", "--lang harus id atau en", []string{"--lang", "jv", "info"}},
		{"english", "There is no flag --fast", []string{"--lang", "en", "info", "--fast"}},
		{"half_asked", "--method harus", []string{"loan", "schedule", "--principal", "5"}},
		{"help_of_nothing", "Tidak ada perintah", []string{"help", "jurnal"}},
		{"no_name", "Pilihan --name harus diisi", []string{"create"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			out, errs, status := ctl(t, nil, c.args...)
			if status != exitWrong || out != "" || !strings.Contains(errs, c.want) {
				t.Errorf("status %d, out %q, said %q; want 2 and %q", status, out, errs, c.want)
			}
		})
	}
}

// With --json a failure is one JSON object too, and the sentence still reaches the person.
func TestWrongUseInJSON(t *testing.T) {
	out, errs, status := ctl(t, map[string]string{"LANG": "en_GB.UTF-8"}, "info", "--json", "--fast")
	if status != exitWrong || !strings.Contains(out, `"text": "There is no flag --fast`) || errs == "" {
		t.Errorf("status %d, out %q, said %q", status, out, errs)
	}
}

// A disk that is full under the answer is the machine's failure, not a success.
func TestBrokenOutput(t *testing.T) {
	status := run(context.Background(), []string{"occasions"}, strings.NewReader(""), brokenWriter{}, io.Discard,
		func(string) string { return "" })
	if status != exitMachine {
		t.Errorf("status %d", status)
	}
}

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, errors.New("disk full") }
