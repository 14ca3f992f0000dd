package takeover

import (
	"os"
	"slices"
	"testing"

	"lumbung/store/coop"
)

// village reads the project's own two workbooks, with the faults of real ones and invented names and figures.
func village(t testing.TB) []*Workbook {
	t.Helper()
	var books []*Workbook
	for _, name := range []string{"village-cash", "village-bank"} {
		table, err := os.ReadFile("testdata/" + name + ".txt")
		if err != nil {
			t.Fatal(err)
		}
		w, err := Read(name+" 2026.xlsx", workbook(t, string(table)))
		if err != nil {
			t.Fatal(err)
		}
		books = append(books, w)
	}
	return books
}

func TestVillage_Recorded(t *testing.T) { takenAnyHow(t, village(t)) }

// TestVillage_Entries looks at what the book holds afterwards: months, members, words and dates as written.
func TestVillage_Entries(t *testing.T) {
	o, chart := standard(t)
	b := newBook(t, chart)
	p := b.take(t, o, village(t)...)
	for _, rate := range p.Rates() {
		b.apply(t, rate.Kind, rate.Body)
	}
	byRemark := map[string]coop.EntryView{}
	for _, e := range b.entries() {
		byRemark[e.Remark] = e
	}
	rapel := byRemark["Terima Simpanan wajib anggota an Rudi H | Juni - Des 25 | tgl. -"]
	var paid []coop.Month
	for _, l := range rapel.Lines {
		if l.Account == accountMandatory {
			paid = append(paid, l.Month)
			if l.Member.IsZero() || l.Amount != -20000*coop.Rupiah {
				t.Errorf("the rapel's line %+v", l.Line)
			}
		}
	}
	want := []coop.Month{202506, 202507, 202508, 202509, 202510, 202511, 202512}
	if !slices.Equal(paid, want) || rapel.Occasion != "dues-mandatory" || rapel.Date != 20260105 {
		t.Errorf("the rapel pays %v on %v as %q", paid, rapel.Date, rapel.Occasion)
	}
	if e := byRemark["Terima Simpanan wajib anggota an Melati | Januari"]; e.Evidence != "KM-1; Januari!6" {
		t.Errorf("evidence %q", e.Evidence)
	}
	if e := byRemark["profit brilink | tgl. 2026-04-04"]; e.Date != 20260304 {
		t.Errorf("the day of a mistyped month is %v", e.Date)
	}
	names := []string{}
	for _, m := range b.members() {
		names = append(names, m.Name)
	}
	slices.Sort(names)
	if want := []string{"Melati", "Nurul", "Rudi H", "Tarno", "Wulan Sari"}; !slices.Equal(names, want) {
		t.Errorf("members %v, want %v", names, want)
	}
	if b.balance(accountTransit, 20260331) != 0 {
		t.Error("a transfer that both books know is still in transit")
	}
}

// TestAnotherName takes the same file again under another name, and a file in which a row was put in above.
func TestAnotherName(t *testing.T) {
	o, chart := standard(t)
	b := newBook(t, chart)
	const head = "sheet Januari\nBUKU KAS UMUM\nPeriode Januari 2026\nNo|Tanggal|Uraian|Debet|Kredit|Saldo\n" +
		"1|2026-01-01|Saldo bulan lalu|||100000\n"
	read := func(name, rows string) *Workbook {
		w, err := Read(name, workbook(t, head+rows))
		if err != nil {
			t.Fatal(err)
		}
		return w
	}
	count := func(w *Workbook) int {
		n := 0
		for _, e := range b.take(t, o, w).Entries {
			if len(e.Lines) > 0 {
				n++
			}
		}
		return n
	}
	rows := "2|2026-01-03|Bayar listrik||10000|90000\n"
	for _, c := range []struct {
		name, rows string
		want       int
	}{
		{"kas 2026.xlsx", rows, 2},
		{"salinan kas 2026 (1).xlsx", rows, 0},
		{"kas 2026.xlsx", "2|2026-01-02|Bayar pulsa||5000|95000\n3|2026-01-03|Bayar listrik||10000|85000\n", 1},
	} {
		if got := count(read(c.name, c.rows)); got != c.want {
			t.Errorf("%s records %d rows, want %d", c.name, got, c.want)
		}
	}
	if got := b.balance(accountCash, 20260131); got != 85000*coop.Rupiah {
		t.Errorf("cash %s", got)
	}
}
