package report_test

import (
	"testing"

	"lumbung/store/coop"
	"lumbung/store/report"
)

var bookYear = report.Period{Year: 2025}

func TestGoldenTrialBalance(t *testing.T) {
	s := build(t, golden(t), report.Order{Name: "trial-balance", Period: report.Period{Date: 20251231}})
	if !s.Agrees() {
		t.Error(s.Notes)
	}
	for _, column := range []string{"closing-debit", "closing-credit"} {
		if got := figures(s, column)["Jumlah"]; got != "189.520.732" {
			t.Errorf("%s: %s, want 189.520.732", column, got)
		}
	}
	month := build(t, golden(t), report.Order{Name: "trial-balance", Period: bookYear})
	if got := figures(month, "debit")["Jumlah"]; got != "559.595.798" {
		t.Errorf("moved %s, want the journal's total 559.595.798", got)
	}
}

func TestGoldenBalanceSheet(t *testing.T) {
	s := build(t, golden(t), report.Order{Name: "balance-sheet", Period: report.Period{Date: 20251231}})
	if !s.Agrees() {
		t.Error(s.Notes)
	}
	want(t, figures(s, "now"), `
		Kas dan Setara Kas                                                    50.620.933
		Kas Umum (Kantor)                                                   1.890.000
		Kas Unit Simpan Pinjam                                              9.371.333
		Kas Gerai Sembako                                                   6.145.000
		Kas Gerai Apotek                                                    5.200.000
		Kas Gerai Klinik                                                    3.900.000
		Kas Gerai LPG dan Pupuk                                            21.800.000
		Kas Gerai Lainnya                                                   1.850.000
		Bank BRI                                                              464.600
		Pinjaman yang Diberikan - Anggota                                   8.333.334
		Penyisihan Kerugian Pinjaman                                         (41.667)
		Piutang Jasa Pinjaman Anggota                                         200.000
		Persediaan                                                          6.968.000
		Persediaan Sembako                                                  2.068.000
		Persediaan Beras (Bulog SPHP)                                       1.000.000
		Persediaan Obat dan Alkes (Apotek)                                  2.100.000
		Persediaan LPG (isi)                                                  800.000
		Persediaan Pupuk dan Saprotan                                       1.000.000
		Biaya Dibayar di Muka                                                 600.000
		Aset Tetap                                                          8.400.000
		TOTAL ASET                                                         75.080.600
		Simpanan Sukarela (Tabungan) Anggota                                           2.531.250
		Simpanan Berjangka Anggota                                          5.000.000
		Jasa Simpanan Masih Harus Dibayar                                     125.000
		Beban Masih Harus Dibayar Lainnya                                     150.000
		Utang PPh Final 0,5%                                                  581.148
		Utang Bank BRI                                                     50.000.000
		Total liabilitas                                                   58.387.398
		Simpanan Pokok                                                      1.950.000
		Simpanan Wajib                                                      1.600.000
		Hibah/Modal Sumbangan                                              10.000.000
		SHU tahun berjalan                                                  3.143.202
		Total ekuitas                                                      16.693.202
		TOTAL LIABILITAS DAN EKUITAS                                       75.080.600
	`)
}

const goldenResult = `
	Penjualan Anggota - Sembako                                        56.000.000
	Penjualan Anggota - Apotek                                          3.600.000
	Jasa Klinik Anggota                                                 2.400.000
	Penjualan Anggota - LPG                                             7.200.000
	Penjualan Anggota - Pupuk dan Saprotan                             20.900.000
	Retur dan Potongan Penjualan Anggota                                (100.000)
	Jasa Pinjaman Anggota                                                 400.000
	Provisi Pinjaman Anggota                                              100.000
	Administrasi Pinjaman Anggota                                          25.000
	Denda Keterlambatan Anggota                                             4.667
	Partisipasi bruto anggota                                          90.529.667
	HPP Anggota - Sembako                                            (49.192.000)
	HPP Anggota - Apotek                                              (2.700.000)
	HPP Anggota - LPG                                                 (6.400.000)
	HPP Anggota - Pupuk dan Saprotan                                 (19.000.000)
	Beban Jasa Simpanan Sukarela                                         (31.250)
	Beban Jasa Simpanan Berjangka                                       (125.000)
	Jumlah beban pokok anggota                                       (77.448.250)
	Partisipasi neto anggota (A)                                       13.081.417
	Penjualan Non Anggota - Sembako                                    18.000.000
	Penjualan Non Anggota - Apotek                                      1.600.000
	Jasa Klinik Non Anggota                                             1.500.000
	Penjualan Non Anggota - LPG                                         2.700.000
	Jumlah pendapatan bukan anggota                                    23.800.000
	HPP Non Anggota - Sembako                                        (15.480.000)
	HPP Non Anggota - Apotek                                          (1.200.000)
	HPP Non Anggota - LPG                                             (2.400.000)
	Jumlah beban pokok bukan anggota                                 (19.080.000)
	Laba bruto bukan anggota (B)                                        4.720.000
	Jumlah pendapatan keagenan (C)                                      1.900.000
	SHU BRUTO (A + B + C)                                              19.701.417
	Gaji Karyawan                                                     (6.000.000)
	Honor Pengurus dan Pengawas                                       (1.800.000)
	Perjalanan Dinas dan Transport                                      (270.000)
	Listrik dan Air                                                     (750.000)
	Telepon dan Internet                                                (750.000)
	Sewa                                                                (600.000)
	Perizinan, Notaris, dan Legal                                     (2.500.000)
	Susut dan Selisih Persediaan                                         (60.000)
	Selisih Kas Kurang                                                    (5.000)
	Beban Penyisihan Kerugian Pinjaman                                   (41.667)
	Penyusutan Peralatan Kantor                                       (1.200.000)
	Jumlah beban operasional (D)                                     (13.976.667)
	E. BEBAN PERKOPERASIAN                                                      0
	SHU SETELAH BEBAN PERKOPERASIAN                                     5.724.750
	Jumlah pendapatan lain (F)                                             12.000
	Jumlah beban lain (G)                                             (2.012.400)
	SHU SEBELUM PAJAK                                                   3.724.350
	Jumlah pajak penghasilan (H)                                        (581.148)
	SHU TAHUN BERJALAN                                                  3.143.202
	dari anggota                                                        2.087.034
	dari bukan anggota dan keagenan                                     1.056.168
`

func TestGoldenResult(t *testing.T) {
	s := build(t, golden(t), report.Order{Name: "income", Period: bookYear})
	if !s.Agrees() {
		t.Error(s.Notes)
	}
	want(t, figures(s, "now"), goldenResult)
}

// The entries that close a year carry the result away; the statement of the year still shows it, and the balance sheet
// does not change (domain §8.2 C1–C4).
func TestClosingTheYearChangesNoStatement(t *testing.T) {
	v := golden(t)
	before := build(t, v, report.Order{Name: "balance-sheet", Period: bookYear})
	var pairs []any
	sum := 0
	rows, _ := v.TrialBalance(t.Context(), 0, 20251231)
	for _, b := range rows {
		if !b.Account.Heading && b.Account.Type >= coop.Revenue && b.Account.Type <= coop.Expense {
			rupiah := int(b.Closing() / coop.Rupiah)
			pairs = append(pairs, b.Account.Code, -rupiah)
			sum += rupiah
		}
	}
	v.post(20251231, "Tutup pendapatan dan beban", append(pairs, "91101", sum)...)
	v.post(20251231, "Tutup hasil", "91101", 3143202, "31501", -3143202)
	s := build(t, v, report.Order{Name: "income", Period: bookYear})
	want(t, figures(s, "now"), goldenResult)
	after := build(t, v, report.Order{Name: "balance-sheet", Period: bookYear})
	for words, figure := range figures(before, "now") {
		if got := figures(after, "now")[words]; got != figure {
			t.Errorf("%s: %s after closing, %s before", words, got, figure)
		}
	}
	v.post(20260101, "Ke SHU tahun lalu", "31501", 3143202, "31502", -3143202)
	next := figures(build(t, v, report.Order{Name: "balance-sheet", Period: report.Period{Month: 202601}}), "now")
	want(t, next, "SHU tahun berjalan 0\nSHU Tahun Lalu Belum Dibagi 3.143.202\nTotal ekuitas 16.693.202")
	closed := report.Order{Name: "trial-balance", Period: report.Period{Date: 20251231}}
	if got := figures(build(t, v, closed), "closing-debit")["Jumlah"]; got != "76.322.267" {
		t.Errorf("the trial balance after closing comes to %s", got)
	}
	closed.Open = true
	if got := figures(build(t, v, closed), "closing-debit")["Jumlah"]; got != "189.520.732" {
		t.Errorf("the trial balance before closing comes to %s", got)
	}
	v.post(20260110, "Jual tunai", "11101", 50000, "42101", -50000)
	yearBeforeIsShown(t, v)
}

// yearBeforeIsShown looks for the closed golden year beside 2026, in every statement.
func yearBeforeIsShown(t *testing.T, v *village) {
	t.Helper()
	for _, tt := range []struct {
		name, column, want string
		period             report.Period
	}{
		{
			"balance-sheet", "before", "SHU tahun berjalan 3.143.202\nTOTAL ASET 75.080.600\nTotal ekuitas 16.693.202",
			report.Period{Year: 2026},
		},
		{"income", "year-before", goldenResult, report.Period{Year: 2026}},
		{"income", "year-before", "SHU TAHUN BERJALAN 7.090.000", report.Period{Month: 202607}},
		{
			"equity", "total-before", "Setoran dan penambahan 13.640.000\nSaldo 31 Desember 2026 16.693.202",
			report.Period{Year: 2026},
		},
		{"cash-flow", "year-before", "KENAIKAN (PENURUNAN) KAS 50.620.933", report.Period{Year: 2026}},
	} {
		s := build(t, v, report.Order{Name: tt.name, Period: tt.period})
		if !s.Agrees() {
			t.Errorf("%s: %v", tt.name, s.Notes)
		}
		want(t, figures(s, tt.column), tt.want)
	}
}

// A year that nobody closes stands on a line of its own in the next.
func TestUnclosedYearIsShown(t *testing.T) {
	v := golden(t)
	v.post(20260105, "Jual tunai", "11101", 50000, "42101", -50000)
	s := build(t, v, report.Order{Name: "balance-sheet", Period: report.Period{Month: 202601}})
	want(t, figures(s, "now"), "SHU tahun berjalan 50.000\nSHU tahun-tahun lalu (belum ditutup) 3.143.202")
	want(t, figures(s, "before"), "SHU tahun berjalan 3.143.202\nTOTAL ASET 75.080.600")
	if !s.Agrees() {
		t.Error(s.Notes)
	}
	year := build(t, v, report.Order{Name: "income", Period: report.Period{Year: 2026}})
	want(t, figures(year, "now"), "SHU TAHUN BERJALAN 50.000")
	want(t, figures(year, "year-before"), "SHU TAHUN BERJALAN 3.143.202")
}

func TestGoldenEquity(t *testing.T) {
	s := build(t, golden(t), report.Order{Name: "equity", Period: bookYear})
	if !s.Agrees() {
		t.Error(s.Notes)
	}
	want(t, figures(s, "principal"), "Setoran dan penambahan 2.000.000\n"+
		"Pengembalian dan pengurangan (50.000)\nSaldo 31 Desember 2025 1.950.000")
	want(t, figures(s, "mandatory"), "Setoran dan penambahan 1.640.000\n"+
		"Pengembalian dan pengurangan (40.000)\nSaldo 31 Desember 2025 1.600.000")
	want(t, figures(s, "grants"), "Setoran dan penambahan 10.000.000\nSaldo 31 Desember 2025 10.000.000")
	want(t, figures(s, "surplus"), "SHU periode ini 3.143.202\nSaldo 31 Desember 2025 3.143.202")
	want(t, figures(s, "total"), "Setoran dan penambahan 13.640.000\nPengembalian dan pengurangan (90.000)\n"+
		"Saldo 31 Desember 2025 16.693.202")
}

func TestGoldenCashFlow(t *testing.T) {
	s := build(t, golden(t), report.Order{Name: "cash-flow", Period: bookYear})
	if !s.Agrees() {
		t.Error(s.Notes)
	}
	want(t, figures(s, "amount"), `
		Pembayaran beban usaha                                           (13.125.400)
		Pembayaran kepada pemasok                                       (103.850.000)
		Penerimaan dari penjualan dan jasa                                116.150.000
		Pencairan dan angsuran pokok pinjaman anggota (neto)              (8.208.334)
		Penerimaan jasa pinjaman dan denda                                    204.667
		Pembayaran bunga pinjaman                                         (1.250.000)
		Perolehan dan pelepasan aset tetap                                (9.600.000)
		Setoran simpanan pokok dan wajib                                    3.640.000
		Penerimaan hibah                                                   10.000.000
		Pinjaman bank diterima dan dibayar (neto biaya)                    49.250.000
		Setoran dan penarikan simpanan sukarela dan berjangka               7.500.000
		Pengembalian simpanan anggota keluar                                 (90.000)
		KENAIKAN (PENURUNAN) KAS                                           50.620.933
		Kas awal                                                                    0
		KAS AKHIR                                                          50.620.933
	`)
}

func TestGoldenCashBook(t *testing.T) {
	s := build(t, golden(t), report.Order{Name: "cash-book", Period: bookYear})
	if !s.Agrees() {
		t.Error(s.Notes)
	}
	want(t, figures(s, "balance"), "Saldo akhir 50.156.333")
	bank := build(t, golden(t), report.Order{Name: "bank-book", Period: report.Period{Month: 202512}})
	want(t, figures(bank, "balance"), "Saldo awal 1.715.000\nSaldo akhir 464.600")
}

// Suspense and unbalanced capital are said, never hidden.
func TestStatementsThatDoNotAgreeSaySo(t *testing.T) {
	v := golden(t)
	e := v.post(20251231, "rusak", "11101", 100, "42101", -100)
	e.Lines[0].Amount += 50
	for _, name := range []string{"trial-balance", "balance-sheet", "journal"} {
		s := build(t, v, report.Order{Name: name, Period: bookYear})
		if s.Agrees() {
			t.Errorf("%s does not say that it is off by half a rupiah", name)
		}
	}
}
