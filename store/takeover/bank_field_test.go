package takeover

import (
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
)

// ownBook is a treasurer's own bank book, in the shape of those seen in the field: lines of her own above the heading,
// a first row with what came and went in all the months before, sums below without a day, and a place for signatures.
// It used to be refused at its first row.
const ownBook = `KOPERASI DESA CONTOH;;;;;;;;;;
BUKU BANK  ;;;;;;;;;;
Periode 31 Januari 2026;;;;;;;;;;
No;Tanggal;Uraian Transaksi;Bukti;Debet (Rp);Kredit (Rp);Saldo (Rp);Keterangan;;;
1;01/01/2026;Saldo Bank Bulan Lalu;;18000;8042000;8024000;;401200;;
2;01/02/2026;Setoran anggota;;;120000;8144000;;;;
3;01/06/2026;Transfer ;;;63000;8207000;;;;
4;01/16/2026;Biaya administrasi Bank;;6000;;8201000;;;;
5;;Jasa giro;;;1222.5;8202222.5;;;;
6;01/14/2026;Setoran anggota;;;160000;8362222.5;;;;
7;;;;;;;;;;
Transaksi Bulan ini ;;;;6000;344222.5;338222.5;;;;
Jumlah Transaksi Sampai Bulan ini;;;;24000;8386222.5;8362222.5;;;;
Total Transaksi Sampai Bulan ini ;;;;24000;8386222.5;8362222.5;;695000;;
;;;;;Contoh , 31 Januari  2026;;;;;
;;;;;Bendahara;;;;;`

func keysOf(f *BankFile) string {
	var keys []string
	for _, p := range f.Problems {
		keys = append(keys, strings.TrimPrefix(p.Key, "takeover.bank."))
	}
	return strings.Join(keys, " ")
}

func TestReadBankOwnBook(t *testing.T) {
	comma := strings.ReplaceAll(strings.ReplaceAll(ownBook, " , ", " "), ";", ",")
	wide := make([]byte, 2)
	binary.LittleEndian.PutUint16(wide, 0xfeff)
	for _, u := range utf16.Encode([]rune(strings.ReplaceAll(ownBook, ";", "\t"))) {
		wide = binary.LittleEndian.AppendUint16(wide, u)
	}
	for name, text := range map[string]string{
		"semicolons": ownBook, "tabs": strings.ReplaceAll(ownBook, ";", "\t"), "commas": comma,
		"Windows": "\ufeff" + strings.ReplaceAll(ownBook, "\n", "\r\n"), "Excel's Unicode text": string(wide),
		"Indonesian figures": strings.NewReplacer("1222.5", "1.222,50", "120000", "120.000", ".5;", ",5;").
			Replace(ownBook),
		"code page 1252": strings.ReplaceAll(ownBook, "Jasa giro", "Jasa giro \x96 \x93bulan\x94"),
		"rupiah and a dash": strings.NewReplacer(";120000;", ";Rp 120000,-;", ";6000;;", ";Rp. 6000;;").
			Replace(ownBook),
	} {
		t.Run(strings.ReplaceAll(name, " ", "_"), func(t *testing.T) {
			f, err := readBank(t, text)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, r := range f.Rows {
				got = append(got, fmt.Sprint(int(r.Date%100), " ", r.Amount))
			}
			want := "2 Rp120.000|6 Rp63.000|14 Rp160.000|16 -Rp6.000|16 Rp1.222,50"
			if strings.Join(got, "|") != want || f.Opening != 8_024_000_00 || f.Closing != 8_362_222_50 || !f.Balances {
				t.Error(bankWords(f))
			}
			if keysOf(f) != "order-mdy undated sorted" {
				t.Error(keysOf(f))
			}
			if name == "code page 1252" && f.Rows[4].Text != "Jasa giro – “bulan”" {
				t.Error(f.Rows[4].Text)
			}
		})
	}
}

// A row that only says with which balance a month begins is none of its movements, however it is written; a transfer
// whose words merely speak of a balance is one.
func TestReadBankOpening(t *testing.T) {
	const head = "Tanggal;Keterangan;Kredit;Debet;Saldo\n"
	for name, c := range map[string]struct {
		text string
		rows int
		want string
	}{
		"on no side":       {head + "1/7/2025;Saldo awal;;;500\n2/7/2025;a;10;;510", 1, "Rp500"},
		"on one side":      {head + "1/7/2025;Saldo bulan lalu;500;;500\n2/7/2025;a;10;;510", 1, "Rp500"},
		"on both sides":    {head + "1/7/2025;Saldo Kas Bulan Lalu;700;200;500\n2/7/2025;a;10;;510", 1, "Rp500"},
		"without balances": {"Tanggal;Keterangan;Kredit;Debet\n1/7/2025;Saldo awal;500;\n2/7/2025;a;10;", 1, "Rp500"},
		"a transfer":       {head + "1/7/2025;a;10;;510\n2/7/2025;TRF SALDO AWAL KAS;5;;515", 2, "Rp500"},
	} {
		t.Run(strings.ReplaceAll(name, " ", "_"), func(t *testing.T) {
			f, err := readBank(t, c.text)
			if err != nil || len(f.Rows) != c.rows || f.Opening.String() != c.want {
				t.Fatal(err, f)
			}
		})
	}
}

// In which order day and month stand is seen from all the dates; where both can be, the expected order stays.
func TestReadBankOrder(t *testing.T) {
	for dates, want := range map[string]string{
		"5/1/2025 6/1/2025":                   "20250105 20250106",
		"1/5/2025 1/13/2025":                  "20250105 20250113",
		"01/02/25 02/02/25 11/02/25":          "20250201 20250202 20250211",
		"02/11/25 02/12/25 03/01/25":          "20250211 20250212 20250301",
		"2025/01/31 2025/02/01":               "20250131 20250201",
		"45662 45663":                         "20250105 20250106",
		"45662,42 45663,99":                   "20250105 20250106",
		"31 Jan 2025 1 Februari 2025":         "",
		"05-Jan-2025 06-Jan-2025 20-Des-2025": "20250105 20250106 20251220",
	} {
		text := "Tanggal;Keterangan;Kredit;Debet\n"
		for _, d := range strings.Fields(dates) {
			text += d + ";a;1;\n"
		}
		var got []string
		if f, err := readBank(t, text); err == nil {
			for _, r := range f.Rows {
				got = append(got, fmt.Sprint(int(r.Date)))
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %v", dates, got)
		}
	}
}

// The bank books of a real cooperative, one sheet a month: what holds is read and hangs together from month to month to
// the sen; the month with a wrong balance is refused at its row; empty months are said to be empty.
func TestReadBankField(t *testing.T) {
	for _, c := range []struct {
		file string
		rows [12]int // -1: refused, for what follows
		off  string
	}{
		{"buku-bank-2026.xlsx", [12]int{9, 3, 4, 14, 15, -1, 0, 0, 0, 0, 0, 0}, "17 Saldo (Rp) 3253070 Rp3.248.070"},
		{"buku-kas-umum-2026.xlsx", [12]int{52, 15, 7, 9, 13, 10, 0, 0, 0, 0, 0, 0}, ""},
	} {
		data, err := os.ReadFile(filepath.Join(fieldFolder, c.file))
		if os.IsNotExist(err) {
			t.Skip(c.file, "is not here")
		}
		first, err := OpenBank(c.file, "", data)
		if err != nil || len(first.Sheets) != 12 {
			t.Fatal(first.Sheets, err)
		}
		for i, sheet := range first.Sheets {
			table, _ := OpenBank(c.file, sheet, data)
			columns, _ := bankLayouts(t).Find(table)
			f, err := ReadBank(table, columns)
			var p Problem
			switch {
			case c.rows[i] == 0:
				if !errors.As(err, &p) || p.Key != "takeover.bank.empty" {
					t.Error(sheet, err)
				}
			case c.rows[i] < 0:
				if err == nil || !strings.Contains(err.Error(), c.off) {
					t.Error(sheet, err)
				}
			case err != nil || len(f.Rows) != c.rows[i] || !f.Balances:
				t.Error(sheet, err, f)
			}
		}
	}
}

// A workbook's sheets are read by name; one that is not there holds nothing.
func TestOpenBankSheet(t *testing.T) {
	data, err := os.ReadFile(filepath.Join(fieldFolder, "buku-bank-2026.xlsx"))
	if os.IsNotExist(err) {
		t.Skip("the workbook is not here")
	}
	table, err := OpenBank("a.xlsx", "Maret", data)
	if err != nil || table.Sheet != "Maret" || !slices.Contains(table.Sheets, "Mei") || len(table.Rows) == 0 {
		t.Error(table.Sheet, table.Sheets, err)
	}
	if table, err = OpenBank("a.xlsx", "Tidak ada", data); err != nil || len(table.Rows) != 0 {
		t.Error(len(table.Rows), err)
	}
}
