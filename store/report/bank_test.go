package report_test

import (
	"context"
	"testing"

	"lumbung/store/coop"
	"lumbung/store/report"
)

// plan is what the village planned for its first year.
func plan() coop.BudgetView {
	return coop.BudgetView{
		Row: coop.RegisterRow{ID: coop.ID{1}}, By: "Siti", Budget: coop.Budget{Year: 2025, Lines: []coop.BudgetLine{
			{Account: "41201", Amount: 800_000_00},
			{Account: "72101", Amount: 1_000_000_00},
			{Account: "61104", Outlet: "SEMBAKO", Amount: 100_000_00},
		}},
	}
}

// unplanned is a village without a plan.
type unplanned struct{ *village }

func (unplanned) Budget(context.Context, int64) (coop.BudgetView, error) {
	return coop.BudgetView{}, nil
}

func (v *village) Budget(context.Context, int64) (coop.BudgetView, error) { return plan(), nil }

func (v *village) BudgetActual(ctx context.Context, from, to coop.Date) (map[coop.BudgetKey]coop.Money, error) {
	rows, err := v.TrialBalance(ctx, from, to)
	actual := map[coop.BudgetKey]coop.Money{}
	for _, r := range rows {
		if coop.InBudget(r.Account) {
			actual[coop.BudgetKey{Account: r.Account.Code}] = coop.OnSide(r.Account, r.Debit-r.Credit)
		}
	}
	return actual, err
}

func (v *village) Borrowings(_ context.Context, day coop.Date) ([]coop.BorrowView, error) {
	b := coop.Borrowing{
		Lender: "BRI", Account: "25101", Ceiling: 50_000_000_00, Rate: 600, Method: coop.MethodDeclining, Months: 24,
		Grace: 6, DueDay: 12, Date: 20250705, Plan: []coop.BorrowedUse{{Text: "Stok sembako", Amount: 30_000_000_00}},
	}
	lines := []coop.SubLine{
		{Line: coop.Line{Account: "25101", Amount: -50_000_000_00}, Posted: 20250705},
		{Line: coop.Line{Account: "72101", Amount: 1_250_000_00}, Posted: 20251212},
		{Line: coop.Line{Account: "13101", Amount: 4_000_000_00}, Posted: 20250801},
	}
	return []coop.BorrowView{{Terms: b, State: b.StateAt(lines, day), Lines: lines}}, nil
}

// The golden year against a plan: amount, share and what is left of every account, and the surplus of domain §10.
func TestBudgetReport(t *testing.T) {
	source := golden(t)
	s := build(t, source, report.Order{Name: "budget", Period: bookYear})
	want(t, figures(s, "planned"), `
		Jasa Pinjaman Anggota            800.000
		Beban Bunga Pinjaman             (1.000.000)
		Sisa hasil usaha (SHU)           (300.000)`)
	want(t, figures(s, "actual"), `
		Beban Bunga Pinjaman             (1.250.000)`)
	want(t, figures(s, "remaining"), `
		Beban Bunga Pinjaman             250.000`)
	if got := figures(s, "actual")["Sisa hasil usaha (SHU)"]; got != "3.143.202" {
		t.Errorf("the surplus came to %s, domain §10 says 3.143.202", got)
	}
	for _, r := range s.Rows {
		if r.Cells[1].Text == "Beban Bunga Pinjaman" && r.Cells[5].Text != "125,0%" {
			t.Error(r.Cells[5].Text)
		}
	}
	s = build(t, unplanned{source}, report.Order{Name: "budget", Period: bookYear})
	if len(s.Rows) != 0 || len(s.Notes) != 1 {
		t.Error("no plan is a sentence and no figures")
	}
}

// What is owed to BRI at the year's end is what the account says; use of funds and schedule add up.
func TestBorrowingReport(t *testing.T) {
	source := golden(t)
	s := build(t, source, report.Order{Name: "borrowings", Period: bookYear})
	if got := figures(s, "owed")["Jumlah"]; got != "50.000.000" || !s.Agrees() || len(s.Notes) != 0 {
		t.Error(got, s.Notes)
	}
	use := build(t, source, report.Order{Name: "borrowing-use", Period: bookYear})
	want(t, figures(use, "remaining"), `
		Stok sembako   30.000.000
		Jumlah         26.000.000`)
	views, _ := source.Borrowings(context.Background(), 20251231)
	plan, err := report.BorrowSchedule(context.Background(), source, views[0], 20251231, "id")
	if err != nil || plan.Check() != nil || len(plan.Rows) != 25 {
		t.Fatal(err)
	}
	if last := plan.Rows[24]; last.Cells[2].Amount != 50_000_000_00 || last.Cells[4].Amount != 1_250_000_00 ||
		last.Cells[6].Kind != report.None { // what is still owed after each instalment is no sum
		t.Error(last)
	}
}

// The sheet of a reconciliation adds up from the bank to the book, and says what is not explained.
func TestBankSheet(t *testing.T) {
	bank := coop.Bank{Account: "11201", Until: 20251231, Since: 20251201, Booked: 464_600_00, Moves: []coop.BankMove{
		{StatementRow: coop.StatementRow{Date: 20251230, Amount: -400_00, Text: "BIAYA ADM"}},
	}, Lines: []coop.SubLine{{Line: coop.Line{Account: "11201", Amount: 5_000_00}, Posted: 20251231}}}
	for stated, agrees := range map[coop.Money]bool{459_200_00: true, 459_000_00: false} {
		s, err := report.BankSheet(context.Background(), golden(t), report.BankProof{
			Bank: bank, Proof: bank.Prove(nil, stated), Account: coop.AccountRow{Code: "11201", NameID: "Bank BRI"},
			Describe: func(coop.SubLine) string { return "Setor" },
		}, "id")
		if err != nil || s.Agrees() != agrees {
			t.Fatal(stated, err, s.Notes)
		}
		want(t, figures(s, "amount"), `
			BIAYA ADM            400
			Setor                5.000
			Saldo menurut buku   464.600`)
	}
}

// Parties knows Andi, who has not accounted for an advance yet.
func (v *village) Parties(context.Context) (coop.Parties, error) {
	return coop.JoinParties([]coop.PartyChange{{ID: coop.ID{4}, Body: coop.Party{Name: "Andi"}}}), nil
}

func (v *village) LinesOfAccount(_ context.Context, account string, _, to coop.Date) ([]coop.SubLine, error) {
	page, err := v.AccountPage(context.Background(), account, 0, to)
	var lines []coop.SubLine
	for i, l := range page.Lines {
		lines = append(lines, coop.SubLine{
			Line:  coop.Line{Account: account, Amount: l.Amount, Supplier: coop.ID{4}},
			Entry: coop.ID{9, byte(i)}, Posted: l.Date, Voucher: l.Voucher, Remark: l.Remark,
		})
	}
	return lines, err
}

// Rows 40 and 41 of the golden year: the advance was given and settled, so nothing is open at the year's end.
func TestAdvanceReport(t *testing.T) {
	for day, open := range map[coop.Date]string{20251021: "300.000", 20251231: "0"} {
		s := build(t, golden(t), report.Order{Name: "advances", Period: report.Period{Date: day}})
		if got := figures(s, "amount")["Jumlah"]; got != open || !s.Agrees() {
			t.Error(day, got, s.Notes)
		}
	}
}
