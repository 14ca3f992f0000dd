package takeover

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"lumbung/store/coop"
)

func bankLayouts(t testing.TB) BankLayouts {
	t.Helper()
	data, err := os.ReadFile("../../assets/bank-layouts.csv")
	if err != nil {
		t.Fatal(err)
	}
	all, err := LoadBankLayouts(data)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func readBank(t testing.TB, text string) (*BankFile, error) {
	t.Helper()
	table, err := OpenBank("mutasi.csv", "", []byte(text))
	if err != nil {
		return nil, err
	}
	columns, _ := bankLayouts(t).Find(table) // where the layout is not known nobody has chosen columns yet
	return ReadBank(table, columns)
}

func bankWords(f *BankFile) string {
	out := []string{f.Bank, fmt.Sprint(f.Opening), fmt.Sprint(f.Closing)}
	for _, r := range f.Rows {
		out = append(out, fmt.Sprintf("%s %s %s", r.Date, r.Amount, r.Text))
	}
	for _, p := range f.Problems {
		out = append(out, p.Key)
	}
	return strings.Join(out, "\n")
}

// bankFiles are one statement as each of the banks writes it.
var bankFiles = map[string]struct{ text, bank, first, problems string }{
	"BRI": {
		"No. Rekening;0123-01-000123-30-1\nPeriode;01/07/2025 - 31/07/2025\n\n" +
			"Tanggal Transaksi;Uraian Transaksi;Teller;Debet;Kredit;Saldo\n" +
			"05/07/25 10:11:12;SETOR TUNAI;8888;0.00;100,000.50;1,100,000.50\n" +
			"31/07/25 23:59:59;BIAYA ADM;000;10,000.00;0.00;1,090,000.50\n;;Total;10,000.00;100,000.50;\n",
		"BRI (BRImo, IBBIZ)", "SETOR TUNAI", "",
	},
	"BRI_CMS": {
		"NOREK,TGL_TRAN,JAM_TRAN,DESK_TRAN,SALDO_AWAL_MUTASI,MUTASI_DEBET,MUTASI_KREDIT,SALDO_AKHIR_MUTASI\n" +
			"1,2025-07-05 00:00:00,101112,SETOR TUNAI,1000000.00,0.00,100000.50,1100000.50\n" +
			"1,2025-07-31 00:00:00,235959,BIAYA ADM,1100000.50,10000.00,0.00,1090000.50\n",
		"BRI (CMS, Qlola)", "SETOR TUNAI", "",
	},
	"BNI_newest_first": {
		"Posting Date,Effective Date,Branch,Journal,Transaction Description,Amount,DB/CR,Balance\n" +
			"\"31/07/2025 23.59\",31/07/2025,1,901,BIAYA ADM,\"10,000.00\",D,\"1,090,000.50\"\n" +
			"\"05/07/2025 10.11\",05/07/2025,1,900,SETOR TUNAI,\"100,000.50\",K,\"1,100,000.50\"\n",
		"BNI (BNIDirect)", "900 · SETOR TUNAI", "takeover.bank.turned",
	},
	"BNI_koran": {
		"Tgl Trans\tUraian\tDebet\tKredit\tSaldo\n\tSALDO AWAL\t\t\t1.000.000,00\n" +
			"05-07-2025\tSETOR TUNAI\t\t100.000,50\t1.100.000,50\n" +
			"31-07-2025\tBIAYA ADM\t10.000,00\t\t1.090.000,50\n",
		"BNI (iBank, rekening koran)", "SETOR TUNAI", "",
	},
	"Mandiri": {
		"AccountNo,Ccy,PostDate,Remarks,AdditionalDesc,Credit Amount,Debit Amount,Close Balance\n" +
			"1,IDR,05 Jul 2025,SETOR,TUNAI,\"100,000.50\",.00,\"1,100,000.50\"\n" +
			"1,IDR,31 Jul 2025,BIAYA ADM,,.00,\"10,000.00\",\"1,090,000.50\"\n",
		"Mandiri (Kopra, MCM)", "SETOR · TUNAI", "",
	},
	"Livin": {
		"No;Tanggal;Keterangan;Nominal (IDR);Saldo (IDR)\n" +
			"1;05 Jul 2025;SETOR TUNAI;+100.000,50;1.100.000,50\n2;31 Jul 2025;BIAYA ADM;-10.000,00;1.090.000,50\n",
		"Mandiri (Livin)", "SETOR TUNAI", "",
	},
	"BSI": {
		"TrxId;Tanggal;Trx Time;D/K;Mutasi;Saldo;Keterangan\n" +
			"FT1;2025-07-05;10:11;K;100.000,50;1.100.000,50;SETOR TUNAI\n" +
			"FT2;2025-07-31;23:59;D;10.000,00;1.090.000,50;BIAYA ADM\n",
		"BSI (Cash Management)", "FT1 · SETOR TUNAI", "",
	},
	"BSI_its_own_side": {
		"Tanggal;Deskripsi;Debit;Kredit;Saldo\n" +
			"05/07/2025;SETOR TUNAI;100.000,50;;1.100.000,50\n31/07/2025;BIAYA ADM;;10.000,00;1.090.000,50\n",
		"BSI (rekening koran)", "SETOR TUNAI", "takeover.bank.swapped",
	},
}

// One statement as each of the banks writes it: other separators, dates, figures, signs and orders, the same movements.
func TestReadBankLayouts(t *testing.T) {
	const opening, closing = "Rp1.000.000", "Rp1.090.000,50"
	for name, c := range bankFiles {
		t.Run(name, func(t *testing.T) {
			f, err := readBank(t, c.text)
			if err != nil {
				t.Fatal(err)
			}
			var problems string
			for _, p := range f.Problems {
				problems += p.Key
			}
			if f.Opening.String() != opening || f.Closing.String() != closing || len(f.Rows) != 2 || !f.Balances ||
				f.Rows[0].Date != 20250705 || f.Rows[0].Amount != 100_000_50 || f.Rows[0].Text != c.first ||
				f.Rows[1].Date != 20250731 || f.Rows[1].Amount != -10_000_00 || problems != c.problems {
				t.Error(bankWords(f))
			}
			if f.Bank != c.bank {
				t.Errorf("read as %s", f.Bank)
			}
		})
	}
}

// What cannot be read is refused with file, row, column and what stands there.
func TestReadBankRefuses(t *testing.T) {
	const head = "Tanggal;Deskripsi;Debit;Kredit;Saldo\n"
	for text, want := range map[string]string{
		"\x00":                       "takeover.error.not-text [mutasi.csv]",
		"%PDF-1.7":                   "takeover.bank.pdf [mutasi.csv]",
		"Nama;Umur\na;1":             "takeover.bank.columns [mutasi.csv]",
		head:                         "takeover.bank.empty [mutasi.csv]",
		head + "5/7/2025;a;;1,2,3;1": "takeover.bank.amount [mutasi.csv 2 Kredit 1,2,3]",
		head + "5/7/2025;a;;x;1":     "takeover.bank.amount [mutasi.csv 2 Kredit x]",
		head + "35/7/2025;a;;5;1":    "takeover.bank.date [mutasi.csv 2 Tanggal 35/7/2025]",
		head + "5/7/2025;a;4;5;1":    "takeover.bank.both [mutasi.csv 2 Debit 4]",
		head + "5/7/2025;a;;5.000,50;5\n6/7/2025;b;;1,000.25;6": "takeover.bank.point [mutasi.csv 3 Kredit 1,000.25]",
		head + "5/7/2025;a;;5;5\n6/7/2025;b;;5;11\n7/7/2025;b;;2;13": "takeover.bank.balance " +
			"[mutasi.csv 3 Saldo 11 Rp10]",
		"Tanggal;Keterangan;D/K;Mutasi;Saldo\n5/7/2025;a;X;5;5": "takeover.bank.side [mutasi.csv 2 D/K X]",
	} {
		_, err := readBank(t, text)
		var p Problem
		if !errors.As(err, &p) {
			t.Errorf("%q: %v", text, err)
			continue
		}
		if got := strings.TrimSuffix(p.Error(), " []"); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
	columns := NoColumns(0)
	columns.Date, columns.Amount = 0, 1
	table, _ := OpenBank("a.csv", "", []byte("hari,uang\n5/7/2025,5000\n"))
	if f, err := ReadBank(table, columns); err != nil || f.Closing != 5_000_00 {
		t.Error("columns chosen by hand", err)
	}
	if _, err := ReadBank(table, NoColumns(0)); err == nil {
		t.Error("no columns at all")
	}
	if row, heads := table.Heads(); row != 0 || len(heads) != 2 {
		t.Error(row, heads)
	}
}

// Whatever the book holds, a statement written in either form of numbers, in either order, reads back to the sen.
func TestReadBankReadsBack(t *testing.T) {
	layouts := bankLayouts(t)
	rapid.Check(t, func(t *rapid.T) {
		comma, newest := rapid.Bool().Draw(t, "comma"), rapid.Bool().Draw(t, "newest")
		balance := coop.Money(rapid.Int64Range(0, 1e12).Draw(t, "opening"))
		opening := balance
		write := func(m coop.Money) string {
			s := strings.TrimPrefix(coop.FormatMoney(m), "Rp")
			s = strings.Replace(s, "-Rp", "-", 1)
			if !strings.Contains(s, ",") {
				s += ",00"
			}
			if !comma {
				s = strings.NewReplacer(".", ",", ",", ".").Replace(s)
			}
			return s
		}
		var rows, want []string
		first := coop.Date(20250701).AddDays(rapid.IntRange(0, 40).Draw(t, "first"))
		day := first
		for i := range rapid.IntRange(1, 20).Draw(t, "rows") {
			amount := coop.Money(rapid.Int64Range(1, 1e10).Draw(t, "amount"))
			side := rapid.SampledFrom([]string{"D", "K"}).Draw(t, "side")
			if i > 0 {
				day = day.AddDays(rapid.IntRange(0, 40).Draw(t, "days"))
			}
			signed := amount
			if side == "D" {
				signed = -amount
			}
			balance += signed
			rows = append(rows, fmt.Sprintf("%s;A;%s;%s;%s", coop.DateShort(day), write(amount), side, write(balance)))
			want = append(want, fmt.Sprint(day, signed))
		}
		// Money that came and went again on one day has balances that agree in both orders: nobody could tell.
		newest = newest && (day > first || balance != opening)
		if newest {
			for i := range len(rows) / 2 {
				rows[i], rows[len(rows)-1-i] = rows[len(rows)-1-i], rows[i]
			}
		}
		table, err := OpenBank("a.csv", "", []byte("Tanggal;Keterangan;Mutasi;D/K;Saldo\n"+strings.Join(rows, "\n")))
		if err != nil {
			t.Fatal(err)
		}
		columns, _ := layouts.Find(table)
		f, err := ReadBank(table, columns)
		if err != nil {
			t.Fatal(err, rows)
		}
		var got []string
		for _, r := range f.Rows {
			got = append(got, fmt.Sprint(r.Date, r.Amount))
		}
		if strings.Join(got, "|") != strings.Join(want, "|") || f.Opening != opening || f.Closing != balance {
			t.Fatal(got, want, f.Opening, f.Closing)
		}
	})
}

// A file with the newest first, in which money came in one day and went out the next, was read from its other end: its
// balances agree either way, and it opened with what it should have closed with. The days say which end is which.
func TestReadBank_thereAndBack(t *testing.T) {
	const head = "Tanggal;Keterangan;Mutasi;D/K;Saldo\n"
	f, err := readBank(t, head+"6/7/2025;keluar;5.000;D;0\n5/7/2025;masuk;5.000;K;5.000")
	if err != nil || f.Opening != 0 || f.Closing != 0 || f.Rows[0].Amount != 5_000_00 {
		t.Error(err, f)
	}
	f, err = readBank(t, head+"5/7/2025;masuk;5.000;K;5.000\n6/7/2025;keluar;5.000;D;0")
	if err != nil || f.Opening != 0 || f.Closing != 0 || f.Rows[0].Amount != 5_000_00 {
		t.Error(err, f)
	}
}

// What stands in the bank only is recorded by what its words say, and once.
func TestBankRules(t *testing.T) {
	layouts := bankLayouts(t)
	for _, c := range []struct {
		text   string
		amount coop.Money
		want   string
	}{
		{"BIAYA ADM REKENING", -1, "bank-fee 72102 1 11201 -1"},
		{"JASA GIRO", 5, "bank-interest 11201 5 71101 -5"},
		{"PAJAK JASA GIRO", -5, " 72103 5 11201 -5"},
		{"TRSF DARI BUNGA LESTARI", 7, "bank-unidentified 11201 7 29101 -7"},
		{"TRF KE 0123", -7, " 29101 7 11201 -7"},
	} {
		m := coop.BankMove{StatementRow: coop.StatementRow{Date: 20251105, Amount: c.amount, Text: c.text}, Row: 3}
		e, ok := layouts.EntryOf("11201", m)
		if !ok || coop.CheckLines(e.Lines) != coop.WhatNone || e.Once != coop.BankMoveOnce(m) {
			t.Fatal(c.text, e)
		}
		got := e.Occasion
		for _, l := range e.Lines {
			got += fmt.Sprint(" ", l.Account, " ", int64(l.Amount))
		}
		if got != c.want {
			t.Errorf("%s: %s, want %s", c.text, got, c.want)
		}
	}
}

// Layouts that say nonsense are refused by line.
func TestLoadBankLayoutsRefuses(t *testing.T) {
	for text, line := range map[string]int{
		"": 1, "#\nA;dmy;a;b": 2, "A;dxy;a;b;c;d;;;": 1, ";dmy;a;b;c;d;;;": 1, "A;dmy;;b;c;d;;;": 1,
		"A;dmy;a;b;c;;;;":                1,
		"A;dmy;a;b;c;d;;;\n@up;x;;72102": 2, "A;dmy;a;b;c;d;;;\n@in;X;;72102": 2, "A;dmy;a;b;c;d;;;\n@in;x;;72": 2,
		"A;dmy;a;b;c;d;;;\n@in;x;A B;72102": 2, "A;dmy;a;b;c;d;;;\n@in;x": 2,
	} {
		_, err := LoadBankLayouts([]byte(text))
		var wrong *RuleError
		if !errors.As(err, &wrong) || wrong.Line != line {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func FuzzReadBank(f *testing.F) {
	layouts := bankLayouts(f)
	f.Add([]byte("Tanggal;Keterangan;Mutasi;D/K;Saldo\n5/7/2025;a;1.000,50;K;1.000,50\n;b\n"))
	f.Add([]byte("Posting Date,Remark,Debit,Credit,Balance\n20250705,a,,\"1,000.50\",5\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		table, err := OpenBank("a.csv", "", data)
		if err != nil {
			return
		}
		columns, found := layouts.Find(table)
		if !found {
			head, cells := table.Heads()
			columns = NoColumns(head)
			if len(cells) < 3 {
				return
			}
			columns.Date, columns.Text, columns.Amount = 0, []int{1}, 2
		}
		file, err := ReadBank(table, columns)
		if err != nil {
			return
		}
		sum := file.Opening
		for _, r := range file.Rows {
			if sum += r.Amount; r.Amount == 0 || !r.Date.Valid() || len(r.Text) > bankText {
				t.Fatalf("%+v", r)
			}
		}
		if sum != file.Closing {
			t.Fatal("it does not add up")
		}
	})
}
