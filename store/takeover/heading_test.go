package takeover

import (
	"testing"

	"lumbung/store/coop"
)

// Books differ in how they bring the old balance forward and where they write the last one. Each must arrive at its own
// closing balance: what was brought forward used to be dropped unless it was called "saldo … lalu" or "saldo awal".
func TestOpenings(t *testing.T) {
	o, _ := standard(t)
	for name, table := range map[string]string{
		"sisa tahun lalu": `sheet Kas
BUKU KAS KOPERASI
Tahun 2025
Tgl|Keterangan|Masuk|Keluar|Sisa
2025-01-01|Sisa tahun lalu|||1500000
2025-01-09|Beli kertas||35000|1465000
|Jumlah||35000|1465000`,
		"saldo bulan bernama": `sheet Kas Januari
Buku Kas Umum
Bulan : Januari 2026
Tgl|No Bukti|Uraian|Debit|Kredit|Saldo
||Saldo bulan Desember 2025|||1500000
2026-01-02|KK-1|Beli kertas||35000|1465000
||Jumlah||35000|1465000`,
		"dibawa dari buku lama": `sheet Kas Januari
Buku Kas Umum
Bulan : Januari 2026
Tgl|No Bukti|Uraian|Debit|Kredit|Saldo
||Dibawa dari buku lama|||1500000
2026-01-02|KK-1|Beli kertas||35000|1465000`,
		"saldo akhir tanpa kolom saldo": `sheet Mei 2026
Buku Kas
Tanggal|Uraian|Debet|Kredit
2026-05-01|Saldo awal|1500000|
2026-05-02|Beli kertas||35000
|Total|1500000|35000
|Saldo akhir||1465000`,
		"halaman kedua sebulan": `sheet Halaman 1
Buku Kas
Bulan Mei 2026
Tanggal|Uraian|Debet|Kredit|Saldo
2026-05-01|Saldo awal|||1500000
2026-05-02|Beli kertas||30000|1470000
sheet Halaman 2
Buku Kas
Bulan Mei 2026
Tanggal|Uraian|Debet|Kredit|Saldo
2026-05-02|Pindahan dari halaman 1|||1470000
2026-05-03|Beli pulpen||5000|1465000`,
	} {
		t.Run(name, func(t *testing.T) {
			w, err := Read("kas.xlsx", workbook(t, table))
			if err != nil {
				t.Fatal(err)
			}
			p := Propose([]*Workbook{w}, o)
			last := p.Sheets[len(p.Sheets)-1]
			if last.Ours != 1_465_000*coop.Rupiah || last.StatedRow == 0 {
				t.Errorf("arrives at %v (stated in row %d)", last.Ours, last.StatedRow)
			}
			for _, s := range p.Sheets {
				if !s.Agrees() {
					t.Errorf("%s: the sheet says %v, we %v", s.Sheet, s.Stated, s.Ours)
				}
			}
		})
	}
}

// A treasurer sets her rates on the day she starts the book; rows of before that show none are read by them.
func TestBookDues(t *testing.T) {
	o, _ := standard(t)
	o.BookDues = DuesOf(
		coop.Rates{{From: 20261101, Amount: 100_000 * coop.Rupiah}},
		coop.Rates{{From: 20261101, Amount: 20_000 * coop.Rupiah}},
	)
	w, err := Read("kas.xlsx", workbook(t, `sheet Februari 2025
Buku Kas
Tanggal|Uraian|Debet|Kredit|Saldo
2025-02-02|Simpanan pokok dan wajib Bu Tini|120000||120000`))
	if err != nil {
		t.Fatal(err)
	}
	p := Propose([]*Workbook{w}, o)
	if e := p.Entries[0]; e.State != Taken {
		t.Errorf("not taken: %s", story(p))
	}
}
