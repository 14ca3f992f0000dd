package simulate_test

import (
	"slices"
	"strings"
	"testing"

	"lumbung/store/coop"
	"lumbung/store/report"
)

// The statements of domain §10, each of its lines with its figure, in the order of our own statements: behind the code
// of the account, or the words where a line is a sum. A line that is here must come out, and no other may. What §10
// says in one line and we in two (parts under a heading) is added; "Cadangan 0" is no line, for nothing stands on it.
const (
	goldenSheetLines = `
		11    Kas dan setara kas                    | 50.620.933
		11101 Kas Umum (Kantor)                     | 1.890.000
		11103 Kas Unit Simpan Pinjam                | 9.371.333
		11104 Kas Gerai Sembako                     | 6.145.000
		11105 Kas Gerai Apotek                      | 5.200.000
		11106 Kas Gerai Klinik                      | 3.900.000
		11107 Kas Gerai LPG dan Pupuk               | 21.800.000
		11108 Kas Gerai Lainnya                     | 1.850.000
		11201 Bank BRI                              | 464.600
		12    sum of the three that follow          | 8.491.667
		12101 Pinjaman yang diberikan - anggota     | 8.333.334
		12109 Penyisihan kerugian pinjaman          | (41.667)
		12201 Piutang jasa pinjaman                 | 200.000
		13    Persediaan                            | 6.968.000
		13101 Persediaan Sembako                    | 2.068.000
		13102 Persediaan Beras (Bulog SPHP)         | 1.000.000
		13103 Persediaan Obat dan Alkes (Apotek)    | 2.100.000
		13105 Persediaan LPG (isi)                  | 800.000
		13107 Persediaan Pupuk dan Saprotan         | 1.000.000
		14    Biaya dibayar di muka                 | 600.000
		14101 of which rent                         | 600.000
		16    sum of the two that follow            | 8.400.000
		16105 Aset tetap - harga perolehan          | 9.600.000
		16205 Akumulasi penyusutan                  | (1.200.000)
		TOTAL ASET                                  | 75.080.600
		21    sum of the two that follow            | 7.531.250
		21101 Simpanan sukarela anggota             | 2.531.250
		21103 Simpanan berjangka anggota            | 5.000.000
		23    sum of the three that follow          | 856.148
		23101 Jasa simpanan masih harus dibayar     | 125.000
		23104 Beban masih harus dibayar             | 150.000
		23204 Utang PPh final                       | 581.148
		25    sum of the one that follows           | 50.000.000
		25101 Utang Bank BRI                        | 50.000.000
		Total liabilitas                            | 58.387.398
		31101 Simpanan pokok                        | 1.950.000
		31102 Simpanan wajib                        | 1.600.000
		31301 Hibah/modal sumbangan                 | 10.000.000
		31501 SHU tahun berjalan                    | 3.143.202
		Total ekuitas                               | 16.693.202
		TOTAL LIABILITAS DAN EKUITAS                | 75.080.600`
	goldenResultLines = `
		41101 Penjualan Anggota - Sembako           | 56.000.000
		41102 Penjualan Anggota - Apotek            | 3.600.000
		41103 Jasa Klinik Anggota                   | 2.400.000
		41104 Penjualan Anggota - LPG               | 7.200.000
		41105 Penjualan Anggota - Pupuk             | 20.900.000
		41191 Retur dan Potongan Penjualan Anggota  | (100.000)
		41201 Jasa Pinjaman Anggota                 | 400.000
		41202 Provisi Pinjaman Anggota              | 100.000
		41203 Administrasi Pinjaman Anggota         | 25.000
		41204 Denda Keterlambatan Anggota           | 4.667
		Partisipasi bruto anggota                   | 90.529.667
		51101 HPP Anggota - Sembako                 | (49.192.000)
		51102 HPP Anggota - Apotek                  | (2.700.000)
		51104 HPP Anggota - LPG                     | (6.400.000)
		51105 HPP Anggota - Pupuk                   | (19.000.000)
		53101 Beban Jasa Simpanan Sukarela          | (31.250)
		53102 Beban Jasa Simpanan Berjangka         | (125.000)
		Jumlah beban pokok anggota                  | (77.448.250)
		Partisipasi neto anggota (A)                | 13.081.417
		42101 Penjualan Non Anggota - Sembako       | 18.000.000
		42102 Penjualan Non Anggota - Apotek        | 1.600.000
		42103 Jasa Klinik Non Anggota               | 1.500.000
		42104 Penjualan Non Anggota - LPG           | 2.700.000
		Jumlah pendapatan bukan anggota             | 23.800.000
		52101 HPP Non Anggota - Sembako             | (15.480.000)
		52102 HPP Non Anggota - Apotek              | (1.200.000)
		52104 HPP Non Anggota - LPG                 | (2.400.000)
		Jumlah beban pokok bukan anggota            | (19.080.000)
		Laba bruto bukan anggota (B)                | 4.720.000
		43101 entry 34                              | 650.000
		43102 entry 34                              | 1.200.000
		43103 entry 38                              | 50.000
		Jumlah pendapatan keagenan (C)              | 1.900.000
		SHU BRUTO (A + B + C)                       | 19.701.417
		61101 Gaji Karyawan                         | (6.000.000)
		61102 Honor Pengurus dan Pengawas           | (1.800.000)
		61104 Perjalanan Dinas dan Transport        | (270.000)
		61201 Listrik dan Air                       | (750.000)
		61202 Telepon dan Internet                  | (750.000)
		61204 Sewa                                  | (600.000)
		61210 Perizinan, Notaris, dan Legal         | (2.500.000)
		61212 Susut dan Selisih Persediaan          | (60.000)
		61213 Selisih Kas Kurang                    | (5.000)
		61301 Beban Penyisihan Kerugian Pinjaman    | (41.667)
		61404 Penyusutan Peralatan Kantor           | (1.200.000)
		Jumlah beban operasional (D)                | (13.976.667)
		E. BEBAN PERKOPERASIAN                      | 0
		SHU SETELAH BEBAN PERKOPERASIAN             | 5.724.750
		71101 entry 54                              | 12.000
		Jumlah pendapatan lain (F)                  | 12.000
		72101 entry 53                              | (1.250.000)
		72102 entries 5 and 54                      | (760.000)
		72103 entry 54                              | (2.400)
		Jumlah beban lain (G)                       | (2.012.400)
		SHU SEBELUM PAJAK                           | 3.724.350
		81101 entry 63                              | (581.148)
		Jumlah pajak penghasilan (H)                | (581.148)
		SHU TAHUN BERJALAN                          | 3.143.202
		dari anggota                                | 2.087.034
		dari bukan anggota dan keagenan             | 1.056.168`
	goldenCashLines = `
		Penerimaan dari penjualan dan jasa                    | 116.150.000
		Pembayaran kepada pemasok                             | (103.850.000)
		Pembayaran beban usaha                                | (13.125.400)
		Pencairan dan angsuran pokok pinjaman anggota (neto)  | (8.208.334)
		Penerimaan jasa pinjaman dan denda                    | 204.667
		Pembayaran bunga pinjaman                             | (1.250.000)
		Kas neto                                              | (10.079.067)
		Perolehan dan pelepasan aset tetap                    | (9.600.000)
		Kas neto                                              | (9.600.000)
		Setoran simpanan pokok dan wajib                      | 3.640.000
		Pengembalian simpanan anggota keluar                  | (90.000)
		Penerimaan hibah                                      | 10.000.000
		Pinjaman bank diterima dan dibayar (neto biaya)       | 49.250.000
		Setoran dan penarikan simpanan sukarela dan berjangka | 7.500.000
		Kas neto                                              | 70.300.000
		KENAIKAN (PENURUNAN) KAS                              | 50.620.933
		Kas awal                                              | 0
		KAS AKHIR                                             | 50.620.933`
	goldenEquityLines = `
		principal | Setoran dan penambahan       | 2.000.000
		principal | Pengembalian dan pengurangan | (50.000)
		principal | Saldo 31 Desember 2025       | 1.950.000
		mandatory | Setoran dan penambahan       | 1.640.000
		mandatory | Pengembalian dan pengurangan | (40.000)
		mandatory | Saldo 31 Desember 2025       | 1.600.000
		grants    | Setoran dan penambahan       | 10.000.000
		grants    | Saldo 31 Desember 2025       | 10.000.000
		surplus   | SHU periode ini              | 3.143.202
		surplus   | Saldo 31 Desember 2025       | 3.143.202`
	goldenEquityTotal = `
		Saldo 1 Januari 2025         | 0
		Setoran dan penambahan       | 13.640.000
		Pengembalian dan pengurangan | (90.000)
		SHU periode ini              | 3.143.202
		Saldo 31 Desember 2025       | 16.693.202`
)

// written gives the lines of a table as "key | figure": of an account's line the code, of a sum its words.
func written(table string) []string {
	var all []string
	for line := range strings.Lines(table) {
		words, figure, is := strings.Cut(strings.TrimSpace(line), "|")
		if !is {
			continue
		}
		words = strings.TrimSpace(words)
		if code, _, _ := strings.Cut(words, " "); code != "" && code[0] >= '1' && code[0] <= '9' {
			words = code
		}
		all = append(all, strings.TrimSpace(words+" | "+strings.TrimSpace(figure)))
	}
	return all
}

// shown gives the lines of one column of a statement that have a figure, as written does.
func shown(s *report.Sheet, column string) []string {
	at := slices.IndexFunc(s.Columns, func(c report.Column) bool { return c.Key == column })
	var all []string
	for _, row := range s.Rows {
		if at < 0 || row.Cells[at].Kind != report.Amount || row.Cells[at].String() == "" {
			continue
		}
		key := row.Cells[0].String()
		for _, cell := range row.Cells[:at] {
			if key == "" {
				key = cell.String()
			}
		}
		all = append(all, key+" | "+row.Cells[at].String())
	}
	return all
}

// sameLines compares line by line and says where they part.
func (b *yearBook) sameLines(what string, got, want []string) {
	b.t.Helper()
	for i := range max(len(got), len(want)) {
		var is, should string
		if i < len(got) {
			is = got[i]
		}
		if i < len(want) {
			should = want[i]
		}
		if is != should {
			b.t.Errorf("%s, line %d: %q, want %q", what, i+1, is, should)
			return
		}
	}
}

// goldenStatements compares every line of the four statements of the golden year. In the column of the year before,
// lines that 2026 alone has show nothing, and the equity's days are those of 2026.
func (b *yearBook) goldenStatements(stage string, year int) {
	b.t.Helper()
	now, before := [3]string{"now", "now", "amount"}, year != 2025
	if before {
		now = [3]string{"before", "year-before", "year-before"}
	}
	for i, name := range []string{"balance-sheet", "income", "cash-flow"} {
		s := b.sheet(name, report.Period{Year: year})
		if !s.Agrees() {
			b.t.Errorf("%s, %s: %v", stage, name, s.Notes)
		}
		lines := slices.DeleteFunc(shown(s, now[i]), func(line string) bool {
			return before && strings.HasSuffix(line, " | 0") && !strings.Contains(line, "PERKOPERASIAN") &&
				!strings.HasPrefix(line, "Kas awal")
		})
		b.sameLines(stage+", "+name, lines, written([]string{goldenSheetLines, goldenResultLines, goldenCashLines}[i]))
	}
	s := b.sheet("equity", report.Period{Year: year})
	column, total := "total", written(goldenEquityTotal)
	if before {
		column = "total-before"
		for i, words := range total {
			total[i] = strings.ReplaceAll(strings.ReplaceAll(words, "Desember 2025", "Desember 2026"), "Januari 2025",
				"Januari 2026")
		}
	}
	lines := slices.DeleteFunc(shown(s, column), func(line string) bool {
		return before && strings.HasSuffix(line, " | 0") && !strings.HasPrefix(line, "Saldo")
	})
	b.sameLines(stage+", equity", lines, total)
	if before {
		return
	}
	var parts, want []string
	for _, column := range []string{"principal", "mandatory", "grants", "reserves", "surplus"} {
		for _, words := range shown(s, column) {
			parts = append(parts, column+" | "+words)
		}
	}
	for line := range strings.Lines(strings.TrimSpace(goldenEquityLines)) {
		cells := strings.Split(line, "|")
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		want = append(want, strings.Join(cells, " | "))
	}
	b.sameLines(stage+", equity by column", parts, want)
}

// goldenTrial compares what both trial balances come to, and that the one before closing holds the accounts of §10.
func (b *yearBook) goldenTrial(stage, closed string) {
	b.t.Helper()
	for open, want := range map[bool]string{true: "189.520.732", false: closed} {
		s, err := report.Build(b.t.Context(), b.Book, report.Order{
			Name: "trial-balance", Period: report.Period{Date: 20251231}, Open: open,
		})
		if err != nil {
			b.t.Fatal(err)
		}
		for _, column := range []string{"closing-debit", "closing-credit"} {
			if got := cellOf(s, column, "Jumlah"); got != want || !s.Agrees() {
				b.t.Errorf("%s: trial balance before closing %v, %s: %s, want %s", stage, open, column, got, want)
			}
		}
	}
}

// Every line of every statement of domain §10, and every figure of the golden ledger and its cash flow in §14, comes
// out of a real book on a disk: while the year is open, when its months are closed, when the year is closed by C1 to
// C4, when it was reopened, when it was closed again, and beside 2026. (The other rows of §14 stand with their rules:
// loans in TestLoanGolden, the deposit in TestTerm_Interest, tax in TestSavingRules_Tax, SHU in TestAllocate_*, NIK in
// TestParseNIK, rupiah and terbilang in TestParseMoney, TestFormatMoney and TestTerbilang of store/coop.)
func TestGoldenYearLineByLine(t *testing.T) {
	b := newYearBook(t, t.TempDir())
	if done, err := b.Import(t.Context(), b.who, goldenActs(t)); err != nil || len(done) != 63 {
		t.Fatal(len(done), err)
	}
	journal := b.sheet("journal", report.Period{Year: 2025})
	if got := figureOf(journal, "Jumlah 63 catatan"); got != "559.595.798" {
		t.Errorf("the journal comes to %s, want 559.595.798", got)
	}
	const open, closed = "189.520.732", "76.322.267"
	b.goldenStatements("open", 2025)
	b.goldenTrial("open", open)
	b.closeMonth(202511)
	b.closeMonth(202512)
	b.goldenStatements("months closed", 2025)
	b.goldenTrial("months closed", open)
	b.reopen()
	b.closeYearOf(2025)
	b.goldenStatements("year closed", 2025)
	b.goldenTrial("year closed", closed)
	b.opensAsItClosed()
	b.goldenStatements("year closed, beside 2026", 2026)
	b.reopen()
	b.goldenStatements("reopened", 2025)
	b.goldenTrial("reopened", open)
	b.goldenStatements("reopened, beside 2026", 2026)
	b.closeMonth(202512)
	b.closeYearOf(2025)
	b.goldenStatements("closed again", 2025)
	b.goldenTrial("closed again", closed)
	b.goldenStatements("closed again, beside 2026", 2026)
	if found, err := b.Verify(t.Context(), nil); err != nil || len(found) > 0 {
		t.Error(found, err)
	}
}

// closeMonth lets the chair close a month.
func (b *yearBook) closeMonth(month coop.Month) {
	b.t.Helper()
	b.closes(month, false)
}

// closeYearOf lets the chair close a year whose December is closed.
func (b *yearBook) closeYearOf(year coop.Month) {
	b.t.Helper()
	b.closes(year*100+12, true)
}

func (b *yearBook) closes(period coop.Month, year bool) {
	b.t.Helper()
	plan, err := b.PlanClose(b.t.Context(), period, year)
	if err != nil || len(plan.Against("")) > 0 {
		b.t.Fatal(period, plan.Against(""), err)
	}
	b.signed(coop.KindClose, plan.Body)
}

// A year that was passed over. Who closed December and January as months could no longer close the year between them,
// and the next year's closing entry took both results as one surplus. Now January waits for the year; where a program
// from before let it pass, the way back is told, and it works.
func TestYearIsNotPassedOver(t *testing.T) {
	b := newYearBook(t, t.TempDir())
	if _, err := b.Import(t.Context(), b.who, goldenActs(t)); err != nil {
		t.Fatal(err)
	}
	b.posts(20260110, rp("11101", 250_000), rp("42101", -250_000))
	b.posts(20261205, rp("61203", 100_000), rp("11101", -100_000))
	b.closeMonth(202512)
	against := func(period coop.Month, year bool) string {
		plan, err := b.PlanClose(t.Context(), period, year)
		if err != nil {
			t.Fatal(err)
		}
		var keys []string
		for _, p := range plan.Against("") {
			keys = append(keys, p.Key)
		}
		return strings.Join(keys, " ")
	}
	for _, wanted := range []struct {
		period coop.Month
		year   bool
		want   string
	}{
		{202601, false, coop.ProblemCloseYear},
		{202611, false, coop.ProblemCloseYear},
		{202612, true, coop.ProblemCloseYear},
		{202512, true, ""},
	} {
		if got := against(wanted.period, wanted.year); got != wanted.want {
			t.Errorf("%v, year %v: %q, want %q", wanted.period, wanted.year, got, wanted.want)
		}
	}
	old, err := b.CloseBody(t.Context(), 202601, false) // what the program before would have signed
	if err != nil {
		t.Fatal(err)
	}
	b.signed(coop.KindClose, old)
	if got := against(202512, true); got != coop.ProblemCloseBehind {
		t.Errorf("passed over: %q", got)
	}
	b.reopen()
	b.closeYearOf(2025)
	b.closeMonth(202601)
	b.closeMonth(202611)
	b.closeYearOf(2026)
	b.wants(report.Period{Year: 2026}, `
		income | now | SHU TAHUN BERJALAN | 150.000
		income | year-before | SHU TAHUN BERJALAN | 3.143.202
		balance-sheet | now | SHU Tahun Lalu Belum Dibagi | 3.143.202
		balance-sheet | now | SHU tahun berjalan | 150.000`)
	if found, err := b.Verify(t.Context(), nil); err != nil || len(found) > 0 {
		t.Error(found, err)
	}
}
