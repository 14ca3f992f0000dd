package simulate_test

import (
	"database/sql"
	"errors"
	"strings"
	"testing"

	_ "modernc.org/sqlite"

	"lumbung/store/coop"
	"lumbung/store/report"
)

// goldenYear is the golden year on a disk, closed by its chair month by month and then as a year (domain §8.2 C1–C4).
func goldenYear(t *testing.T) *yearBook {
	t.Helper()
	b := newYearBook(t, t.TempDir())
	if _, err := b.Import(t.Context(), b.who, goldenActs(t)); err != nil {
		t.Fatal(err)
	}
	plan, err := b.PlanClose(t.Context(), 202512, true)
	if err != nil {
		t.Fatal(err)
	}
	if against := plan.Against(""); len(against) != 1 || against[0].Key != coop.ProblemCloseMonths {
		t.Fatalf("with open months: %v", against)
	}
	b.closeYear(2025)
	return b
}

// wants compares figures of one column of statements: name | column | words | figure.
func (b *yearBook) wants(period report.Period, table string) {
	b.t.Helper()
	sheets := map[string]*report.Sheet{}
	for _, line := range strings.Split(strings.TrimSpace(table), "\n") {
		cells := strings.Split(line, "|")
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		if sheets[cells[0]] == nil {
			sheets[cells[0]] = b.sheet(cells[0], period)
		}
		if got := cellOf(sheets[cells[0]], cells[1], cells[2]); got != cells[3] {
			b.t.Errorf("%s, %s, %s: %q, want %s", cells[0], cells[1], cells[2], got, cells[3])
		}
	}
}

// cellOf gives the figure of a row in a column.
func cellOf(s *report.Sheet, column, words string) string {
	for _, row := range s.Rows {
		said := false
		for _, cell := range row.Cells {
			said = said || cell.Kind == report.Text && cell.Text == words
		}
		for i, c := range s.Columns {
			if said && c.Key == column {
				return row.Cells[i].String()
			}
		}
	}
	return ""
}

// goldenClosed are the figures of domain §10 after the year was closed: nothing has changed.
const goldenClosed = `
	balance-sheet | now | TOTAL ASET | 75.080.600
	balance-sheet | now | Total liabilitas | 58.387.398
	balance-sheet | now | SHU tahun berjalan | 3.143.202
	balance-sheet | now | Total ekuitas | 16.693.202
	balance-sheet | now | TOTAL LIABILITAS DAN EKUITAS | 75.080.600
	income | now | Partisipasi neto anggota (A) | 13.081.417
	income | now | SHU BRUTO (A + B + C) | 19.701.417
	income | now | SHU SEBELUM PAJAK | 3.724.350
	income | now | SHU TAHUN BERJALAN | 3.143.202
	income | now | dari anggota | 2.087.034
	income | now | dari bukan anggota dan keagenan | 1.056.168
	equity | total | SHU periode ini | 3.143.202
	equity | total | Saldo 31 Desember 2025 | 16.693.202
	cash-flow | amount | Penerimaan dari penjualan dan jasa | 116.150.000
	cash-flow | amount | KAS AKHIR | 50.620.933`

// goldenNext is the golden year in the column beside 2026, and what C5 to C7 made of it.
const goldenNext = `
	balance-sheet | before | TOTAL ASET | 75.080.600
	balance-sheet | before | SHU tahun berjalan | 3.143.202
	balance-sheet | before | Total ekuitas | 16.693.202
	balance-sheet | now | TOTAL ASET | 73.194.680
	balance-sheet | now | Total liabilitas | 59.016.038
	balance-sheet | now | Cadangan Umum | 628.642
	balance-sheet | now | Total ekuitas | 14.178.642
	income | year-before | SHU BRUTO (A + B + C) | 19.701.417
	income | year-before | SHU TAHUN BERJALAN | 3.143.202
	income | year-before | dari anggota | 2.087.034
	equity | total-before | SHU periode ini | 3.143.202
	equity | total-before | Saldo 31 Desember 2026 | 16.693.202
	equity | total | Saldo 31 Desember 2026 | 14.178.642
	cash-flow | year-before | KAS AKHIR | 50.620.933
	cash-flow | amount | KAS AKHIR | 48.735.013`

// The golden year closes by C1 to C4 with every figure as before, its surplus is divided by C5 to C7 with the shares
// that the rules come to, and stands beside 2026 in every statement.
func TestGoldenYearClosesAndIsDivided(t *testing.T) {
	b := goldenYear(t)
	b.wants(report.Period{Year: 2025}, goldenClosed)
	for open, want := range map[bool]string{true: "189.520.732", false: "76.322.267"} {
		sheet, err := report.Build(t.Context(), b.Book, report.Order{
			Name: "trial-balance", Period: report.Period{Date: 20251231}, Open: open,
		})
		if err != nil || figureOf(sheet, "Jumlah") != want {
			t.Errorf("trial balance, before closing %v: %s, want %s (%v)", open, figureOf(sheet, "Jumlah"), want, err)
		}
	}
	b.opensAsItClosed()
	view, err := b.Surplus(t.Context(), 2025, 20260314)
	if err != nil {
		t.Fatal(err)
	}
	if view.Surplus.Total != 3_143_202*coop.Rupiah || view.Undivided != view.Surplus.Total || !view.Closed ||
		view.Surplus.FromMembers != 2_087_034*coop.Rupiah {
		t.Errorf("the surplus is %+v, undivided %v", view.Surplus, view.Undivided)
	}
	a, problems := view.Allocation(view.Policy.Shares)
	if len(problems) > 0 || len(view.Ready(a)) > 0 {
		t.Fatal(problems, view.Ready(a))
	}
	if a.CapitalPool != 471_480*coop.Rupiah || a.PatronagePool != 785_800*coop.Rupiah || a.PartsRest != 2*coop.Rupiah {
		t.Errorf("pools %v and %v, remainder %v", a.CapitalPool, a.PatronagePool, a.PartsRest)
	}
	lines := []coop.Line{{Account: coop.AccountUndivided, Amount: view.Undivided}}
	for _, part := range a.Parts {
		amount := part.Floor // the golden ledger names no members: the pools stay whole
		if part.Account == coop.AccountReserve {
			amount += a.PartsRest
		}
		lines = append(lines, coop.Line{Account: part.Account, Amount: -amount})
	}
	b.posts(20260314, lines...)
	b.posts(20260320, rp("24101", 471_480), rp("24102", 785_800), rp("11101", -1_257_280))
	b.posts(20260324, rp("11201", 200_000), rp("11106", -200_000)) // the bank has too little for C7
	b.posts(20260325, rp("24107", 628_640), rp("11201", -628_640))
	b.wants(report.Period{Year: 2026}, goldenNext)
	if found, err := b.Verify(t.Context(), nil); err != nil || len(found) > 0 {
		t.Error(found, err)
	}
}

func rp(account string, rupiah coop.Money) coop.Line {
	return coop.Line{Account: account, Amount: rupiah * coop.Rupiah}
}

func (b *yearBook) posts(day coop.Date, lines ...coop.Line) {
	b.t.Helper()
	act := coop.Act{Kind: coop.KindEntry, Body: coop.Entry{Date: day, Remark: "uji", Lines: lines}}
	if _, err := b.Record(b.t.Context(), b.who, act); err != nil {
		b.t.Fatal(err)
	}
}

// opensAsItClosed holds invariant I5: what stood on each account at the year's end is what the next year begins with.
func (b *yearBook) opensAsItClosed() {
	b.t.Helper()
	closed, err := b.TrialBalance(b.t.Context(), 0, 20251231)
	if err != nil {
		b.t.Fatal(err)
	}
	next, err := b.TrialBalance(b.t.Context(), 20260101, 20261231)
	if err != nil {
		b.t.Fatal(err)
	}
	opening := map[string]coop.Money{}
	for _, a := range next {
		opening[a.Account.Code] = a.Opening
	}
	for _, a := range closed {
		if got := opening[a.Account.Code]; got != a.Closing() {
			b.t.Errorf("%s closes with %v and opens with %v", a.Account.Code, a.Closing(), got)
		}
		if a.Account.Type.IsResult() && a.Closing() != 0 {
			b.t.Errorf("%s carries %v into the new year", a.Account.Code, a.Closing())
		}
	}
}

// standing is what stood on the accounts at the end of 2025.
func (b *yearBook) standing() map[string]coop.Money {
	b.t.Helper()
	rows, err := b.TrialBalance(b.t.Context(), 0, 20251231)
	if err != nil {
		b.t.Fatal(err)
	}
	out := map[string]coop.Money{}
	for _, a := range rows {
		out[a.Account.Code] = a.Closing()
	}
	return out
}

// A closed period takes nothing by any call of the book that records: what a screen, an import of entries or opening
// balances and a take-over use.
func TestClosedPeriodRefuses(t *testing.T) {
	b := goldenYear(t)
	before := b.standing()
	late := coop.Entry{Date: 20251220, Remark: "uji", Lines: []coop.Line{rp("11101", 1000), rp("42101", -1000)}}
	entries, err := b.Entries(t.Context(), coop.EntryQuery{Limit: 1})
	if err != nil {
		t.Fatal(err)
	}
	imported := late
	imported.Once = coop.ImportOnce("kas.csv", "1")
	for name, act := range map[string]coop.Act{
		"entry":    {Kind: coop.KindEntry, Body: late},
		"row":      {Kind: coop.KindEntry, Body: imported},
		"opening":  {Kind: coop.KindOpening, Body: coop.Opening{Date: 20250701, Account: "11101", Amount: 1000_00}},
		"reversal": {Kind: coop.KindReversal, Body: coop.Reversal{Entry: entries[0].ID, Date: 20251231, Reason: "uji"}},
	} {
		_, recorded := b.Record(t.Context(), b.who, act)
		_, imported := b.Import(t.Context(), b.who, []coop.Act{
			{Kind: coop.KindEntry, Body: coop.Entry{Date: 20260105, Remark: "sah", Lines: late.Lines}}, act,
		})
		for _, err := range []error{recorded, imported} {
			var problem coop.Problem
			refused := errors.As(err, &problem) && problem.Key == coop.ProblemClosedDay
			if !refused || problem.Args[1] != coop.Date(20260101) {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
	for account, sum := range b.standing() {
		if sum != before[account] {
			t.Errorf("%s has changed from %v to %v", account, before[account], sum)
		}
	}
}

// What SQL on the file does to a closed year the guards refuse; whoever takes them away is found by verify.
func TestClosedPeriodOnDisk(t *testing.T) {
	b := goldenYear(t)
	db, err := sql.Open("sqlite", b.folder+"/a.lumbung")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	edits := []string{
		"UPDATE entry SET posted = 20260101 WHERE posted <= 20251231 AND posted > 0",
		"UPDATE line SET amount = amount * 2 WHERE posted = 20251231", "DELETE FROM line WHERE account = '91101'",
		"UPDATE balance SET credit = credit + 100 WHERE account = '31501' AND month = 202512",
		"INSERT INTO balance VALUES ('11101', 'gelap', 202511, 5, 0)", "DELETE FROM entry WHERE book = 'TUTUP'",
	}
	for _, edit := range edits {
		if _, err := db.Exec(edit); err == nil || !strings.Contains(err.Error(), "the period is closed") {
			t.Errorf("%s: %v", edit, err)
		}
	}
	for _, table := range []string{"entry", "line", "balance"} {
		for _, event := range []string{"insert", "update", "delete"} {
			if _, err := db.Exec("DROP TRIGGER " + table + "_closed_" + event); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, edit := range append(edits, "UPDATE close SET holds = 0") {
		tx, err := db.Begin()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := tx.Exec(edit); err != nil {
			t.Fatal(edit, err)
		}
		if err := tx.Commit(); err != nil {
			t.Fatal(err)
		}
		if found, err := b.Verify(t.Context(), nil); err != nil || len(found) == 0 {
			t.Errorf("verify does not find %s (%v)", edit, err)
		}
		if err := b.Rebuild(t.Context()); err != nil {
			t.Fatal(err)
		}
		for _, table := range []string{"entry", "line", "balance"} {
			for _, event := range []string{"insert", "update", "delete"} {
				if _, err := db.Exec("DROP TRIGGER IF EXISTS " + table + "_closed_" + event); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}
