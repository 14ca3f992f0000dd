package takeover

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"lumbung/store/coop"
)

// drawnBook writes a random cash or bank book as a text table, right in itself unless faults are drawn.
type drawnBook struct {
	t        *rapid.T
	b        strings.Builder
	bankSide bool
	faults   bool
	broken   bool // a balance or total was written wrong
	balance  int64
	in, out  int64 // cumulated
	voted    bool  // some row shows on which side money comes in
	no       int
}

var drawnTexts = []string{
	"Terima simpanan wajib an Sari", "Terima simpanan wajib anggota an Budi Santosa", "Terima simpanan pokok an Cici",
	"Terima simpanan pokok dan wajib an Dedi Kurnia", "Bayar listrik", "Admin bank", "Bunga bank", "Setor ke bank",
	"Penarikan dari rekening", "Setoran anggota", "Modal mitra Padi Jaya", "Pengembalian mitra Padi Jaya", "Entahlah",
	"",
	"Transaksi brilink", "Pembelian stok", "Bayar honor", "Laba brilink", "Beli kertas",
}

var drawnRemarks = []string{"", "", "Januari", "Juni - Des 25", "Jan, Feb", "Anggota Jan 26", "laba 5rb", "?"}

func (d *drawnBook) pick(label string, n int) int { return rapid.IntRange(0, n-1).Draw(d.t, label) }

func (d *drawnBook) chance(label string, in int) bool { return d.faults && d.pick(label, in) == 0 }

func (d *drawnBook) row(cells ...any) {
	for _, c := range cells {
		fmt.Fprintf(&d.b, "%v|", c)
	}
	d.b.WriteByte('\n')
}

// amounts puts money in and out under the columns of the book's side.
func (d *drawnBook) amounts(in, out int64) (left, right string) {
	if d.bankSide {
		in, out = out, in
	}
	return fmt.Sprint(in), fmt.Sprint(out)
}

func (d *drawnBook) month(m int, title string) {
	fmt.Fprintf(&d.b, "sheet %s\nKDMP Contoh\n%s\nPeriode %s 2026\n", drawnMonths[m-1], title, drawnMonths[m-1])
	d.row("No", "Tanggal", "Uraian", "Bukti", "Debet", "Kredit", "Saldo", "Keterangan")
	d.no = 1
	left, right := d.amounts(d.in, d.out)
	d.row(1, fmt.Sprintf("2026-%02d-01", m), "Saldo bulan lalu", "", left, right, d.balance)
	for range d.pick("rows", 6) {
		d.posting(m)
	}
	for range d.pick("blanks", 3) {
		d.no++
		d.row(d.no, "", "", "", "", "", d.balance)
	}
	left, right = d.amounts(d.in, d.out)
	d.row("Jumlah sampai bulan ini", "", "", "", left, right, d.written(d.balance))
	d.row()
	d.row("", "", "", "", "", "Bendahara")
}

func (d *drawnBook) written(balance int64) int64 {
	if d.chance("wrong balance", 12) {
		d.broken = true
		return balance + 1000
	}
	return balance
}

func (d *drawnBook) posting(m int) {
	d.no++
	amount := int64(1+d.pick("thousands", 900)) * 500
	in, out := amount, int64(0)
	if d.balance >= amount && d.pick("side", 2) == 0 {
		in, out = 0, amount
	}
	d.balance += in - out
	d.in, d.out, d.voted = d.in+in, d.out+out, true
	day := fmt.Sprintf("2026-%02d-%02d", m, 1+d.pick("day", 28))
	switch {
	case d.chance("no day", 8):
		day = ""
	case d.chance("other month", 8):
		day = fmt.Sprintf("2026-%02d-%02d", 1+d.pick("month", 12), 1+d.pick("day", 28))
	case d.chance("odd day", 8):
		day = "kapan"
	}
	left, right := d.amounts(in, out)
	text, remark := drawnTexts[d.pick("text", len(drawnTexts))], drawnRemarks[d.pick("remark", len(drawnRemarks))]
	d.row(d.no, day, text, "", left, right, d.written(d.balance), remark)
	if d.chance("stray words", 10) {
		d.row("", "", "lihat catatan")
	}
}

var drawnMonths = []string{
	"Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November",
	"Desember",
}

func drawBook(t *rapid.T, name, title string, bank bool) (*Workbook, *drawnBook) {
	d := &drawnBook{t: t, faults: rapid.Bool().Draw(t, "faults")}
	d.bankSide = bank && rapid.Bool().Draw(t, "from the bank's side")
	d.in = int64(d.pick("opening", 50)) * 10000
	d.balance = d.in
	first := 1 + d.pick("first", 6)
	for m := first; m <= first+d.pick("months", 4); m++ {
		d.month(m, title)
	}
	w, err := Read(name, workbook(quiet{}, d.b.String()))
	if err != nil {
		t.Fatal(err)
	}
	return w, d
}

// quiet lets helpers run under rapid.
type quiet struct{ testing.TB }

func (quiet) Helper() {}

// Fatal of a helper has no test to fail here.
func (quiet) Fatal(args ...any) { panic(fmt.Sprint(args...)) }

// TestTakeover_Law takes random books over: every row has one fate, every rupiah is where the sheet has it or the
// difference is explained, the book agrees with the proofs, and doing it again in other pieces changes nothing.
func TestTakeover_Law(t *testing.T) {
	o, chart := standard(t)
	rapid.Check(t, func(t *rapid.T) {
		cash, c := drawBook(t, "kas 2026.xlsx", "BUKU KAS UMUM", false)
		bank, b := drawBook(t, "bank 2026.xlsx", "BUKU BANK", true)
		books := []*Workbook{cash, bank}
		whole := newBook(quiet{}, chart)
		p := whole.take(t, o, books...)
		whole.agree(t, p)
		for i, s := range p.Sheets {
			d := c
			if i >= len(cash.Sheets) {
				d = b
			}
			if !d.broken && s.StatedRow > 0 && s.Difference != 0 {
				t.Fatalf("%s %s: a right sheet differs by %s\n%s", s.Book, s.Sheet, s.Difference, d.b.String())
			}
			if !d.broken && d.voted && s.BankSide != d.bankSide && s.Taken+s.Suspense > 1 {
				t.Fatalf("%s: the side is wrong\n%s", s.Sheet, d.b.String())
			}
		}
		if c.broken || b.broken {
			return // pieces may open with another wrong balance
		}
		pieces := newBook(quiet{}, chart)
		for _, w := range rapid.Permutation(months(books)).Draw(t, "order") {
			pieces.take(t, o, w)
		}
		pieces.take(t, o, books...)
		if got, want := pieces.money(), whole.money(); got != want {
			t.Fatalf("in pieces %s\nwhole %s\n%s\n%s", got, want, c.b.String(), b.b.String())
		}
	})
}

// TestSides counts nothing but what the balances say: a sheet follows its own votes before its workbook's.
func TestSides(t *testing.T) {
	const head = "BUKU BANK\nNo|Tanggal|Uraian|Debet|Kredit|Saldo\n"
	table := "sheet Januari\n" + head + "1|2026-01-01|Saldo bulan lalu|0|100|100\n" +
		"2|2026-01-02|Setoran anggota||50|150\n" +
		"sheet Februari\n" + head + "1|2026-02-02|Setoran anggota||70|\n"
	w, err := Read("bank 2026.xlsx", workbook(t, table))
	if err != nil {
		t.Fatal(err)
	}
	var sides []bool
	for _, s := range w.Sheets {
		sides = append(sides, s.BankSide)
	}
	if !slices.Equal(sides, []bool{true, true}) {
		t.Errorf("from the bank's side: %v, want both: the first by its balances, the second after the first", sides)
	}
	if got := w.Sheets[1].Rows[2].In; got != 70*coop.Rupiah {
		t.Errorf("the second sheet has %s coming in", got)
	}
}

// BenchmarkPropose takes a large village over: 2,000 members who pay dues in one month.
func BenchmarkPropose(b *testing.B) {
	o, _ := standard(b)
	var table strings.Builder
	table.WriteString("sheet Januari\nBUKU KAS\nNo|Tanggal|Uraian|Debet|Kredit|Saldo|Keterangan\n")
	for i := range 2000 {
		name := fmt.Sprintf("%c%c%ci %c%cono", 'A'+i%26, "aeiou"[i/26%5], 'a'+i/130%26, 'A'+i/7%26, "aeiou"[i/3%5])
		fmt.Fprintf(&table, "%d|2026-01-02|Terima simpanan wajib an %s|20000|0|%d|Januari\n", i+1, name, (i+1)*20000)
	}
	data := workbook(b, table.String())
	for b.Loop() {
		w, err := Read("kas 2026.xlsx", data)
		if err != nil {
			b.Fatal(err)
		}
		Propose([]*Workbook{w}, o)
	}
}
