package store

import (
	"slices"
	"testing"

	"lumbung/store/coop"
)

// TestBank_Month: a bank's statement is read, what belongs together is ticked, the fee that only the bank knows is
// recorded by its rule and once, and the difference that is left is explained to the sen; a rebuild gives the same.
func TestBank_Month(t *testing.T) {
	b := newTestBook(t)
	b.record(t, "Siti", entry(20251101, "11201", "31201", 1_000_000))
	b.record(t, "Siti", entry(20251105, "11201", "41109", 40_000))
	b.record(t, "Siti", entry(20251129, "11201", "11101", 60_000))
	wrong := b.record(t, "Siti", entry(20251110, "11201", "11101", 5_000))
	b.record(t, "Siti", coop.Reversal{Entry: wrong.ID, Date: 20251110, Reason: "keliru"})
	statement := coop.Statement{Account: "11201", File: "nov.csv", Closing: 1_030_000_00, Rows: []coop.StatementRow{
		{Date: 20251101, Amount: 1_000_000_00, Text: "SETOR"},
		{Date: 20251106, Amount: 40_000_00, Text: "TRF"},
		{Date: 20251130, Amount: -10_000_00, Text: "BIAYA ADM"},
	}}
	b.record(t, "Siti", statement)
	bank := must(b.Bank(ctx, "11201", 20251130))(t)
	found := bank.Propose(coop.ReconcileNear)
	p := bank.Prove(found, bank.Stated)
	if len(found) != 2 || !p.Done() || p.OnlyBook != 60_000_00 || p.OnlyBank != -10_000_00 || p.Booked != 1_100_000_00 {
		t.Fatalf("%+v %+v", found, p)
	}
	fee := entry(20251130, "72102", "11201", 10_000)
	fee.Occasion, fee.Once = "bank-fee", coop.BankMoveOnce(bank.Moves[2])
	b.record(t, "Siti", fee)
	if again := must(b.Record(ctx, b.person(t, "Siti"), act(fee)))(t); !again[0].Already {
		t.Error("the same row of the bank is recorded twice")
	}
	bank = must(b.Bank(ctx, "11201", 20251130))(t)
	found = bank.Propose(coop.ReconcileNear)
	b.record(t, "Siti", coop.Reconcile{
		Account: "11201", Until: 20251130, Balance: bank.Stated, Ticks: bank.Ticks(found), Reason: "setoran di jalan",
	})
	bank = must(b.Bank(ctx, "11201", 20251130))(t)
	if p = bank.Prove(bank.Mine, bank.Stated); len(bank.Mine) != 3 || len(p.Moves) != 0 || p.OnlyBook != 60_000_00 {
		t.Errorf("%+v %+v", bank.Mine, p)
	}
	later := must(b.Bank(ctx, "11201", 20251231))(t)
	if p = later.Prove(later.Known, later.Stated); len(later.Known) != 3 || p.OnlyBook != 60_000_00 || !p.Done() {
		t.Errorf("what was open stands open: %+v", p)
	}
	if said := must(b.Reconciles(ctx))(t); len(said) != 1 || said[0].By != "Siti" {
		t.Errorf("%+v", said)
	}
	want := dumpOf(t, b)
	if err := b.Rebuild(ctx); err != nil || dumpOf(t, b) != want {
		t.Errorf("a rebuild differs: %v", err)
	}
	b.clean(t)
}

// TestBank_Parties: the sub-ledger of suppliers is the account, whatever the party was called when the entry was made.
func TestBank_Parties(t *testing.T) {
	b := newTestBook(t)
	made := b.record(t, "Siti", coop.Party{Class: coop.PartySupplier, Name: "Bulog"})
	for i, party := range []coop.ID{made.ID, coop.PartyID("supplier", "BULOG"), coop.PartyID("supplier", "Toko")} {
		e := entry(20251101, "13102", "22101", int64(i+1)*1000)
		e.Lines[1].Supplier = party
		b.record(t, "Siti", e)
	}
	b.record(t, "Siti", coop.Party{Subject: made.ID, Class: coop.PartySupplier, Name: "Perum Bulog"})
	parties := must(b.Parties(ctx))(t)
	lines := must(b.LinesOfAccount(ctx, "221", 0, 20251231))(t)
	sums := parties.PartyBalances(lines, false)
	account := must(b.AccountPage(ctx, "22101", 0, 20251231))(t)
	var sum coop.Money
	for _, s := range sums {
		sum += s.Amount
	}
	i := slices.IndexFunc(sums, func(s coop.PartyBalance) bool { return s.Name == "Perum Bulog" })
	if len(sums) != 2 || i < 0 || sums[i].Amount != -3_000_00 || !sums[i].Known || sum != account.Closing() {
		t.Errorf("%+v, the account has %v", sums, account.Closing())
	}
}

// TestBank_Budget: the plan counts as approved when somebody else granted its very figures, and what came is what the
// year moved, also after the year was closed.
func TestBank_Budget(t *testing.T) {
	b := newTestBook(t)
	b.record(t, "Siti", entry(20250105, "11101", "41109", 300_000))
	b.record(t, "Siti", entry(20250106, "61101", "11101", 100_000))
	plan := coop.Budget{Year: 2025, Lines: []coop.BudgetLine{
		{Account: "41109", Amount: 500_000_00}, {Account: "61101", Amount: 400_000_00},
	}}
	b.record(t, "Siti", plan)
	v := must(b.Budget(ctx, 2025))(t)
	budi := b.person(t, "Budi")
	must(b.MakeUserKey(ctx, budi, testPhrase, ""))(t)
	approve := func(revenue int64) coop.BudgetView {
		b.marked(t, budi, coop.KindApproval, coop.Approval{Subject: v.Row.Head(), Granted: true, Figures: []coop.Figure{
			{Name: "revenue", Value: revenue}, {Name: "cost", Value: 400_000_00},
		}})
		return must(b.Budget(ctx, 2025))(t)
	}
	if approve(1).Approved {
		t.Error("an approval of other figures counts")
	}
	if v = approve(500_000_00); !v.Approved || v.By != "Siti" || v.Approval.AuthorName != "Budi" {
		t.Errorf("%+v", v)
	}
	actual := must(b.BudgetActual(ctx, 20250101, 20251231))(t)
	for month := coop.Month(202501); month < 202512; month++ {
		b.closeMonth(t, month)
	}
	body := must(b.CloseBody(ctx, 202512, true))(t)
	b.marked(t, budi, coop.KindClose, body)
	closed := must(b.BudgetActual(ctx, 20250101, 20251231))(t)
	for _, a := range []map[coop.BudgetKey]coop.Money{actual, closed} {
		if len(a) != 2 || a[coop.BudgetKey{Account: "41109"}] != 300_000_00 ||
			a[coop.BudgetKey{Account: "61101"}] != 100_000_00 {
			t.Errorf("what came: %v", a)
		}
	}
	if none := must(b.Budget(ctx, 2026))(t); !none.Row.ID.IsZero() {
		t.Error("a plan of another year")
	}
}

// TestBank_Borrowing: rows 5 and 53 of the golden year from the book, and terms that were agreed anew afterwards.
func TestBank_Borrowing(t *testing.T) {
	b := newTestBook(t)
	terms := coop.Borrowing{
		Lender: "BRI", Account: "25101", Ceiling: 50_000_000_00, Rate: 600, Method: coop.MethodDeclining, Months: 24,
		Grace: 6, DueDay: 12, Date: 20250705,
	}
	made := b.record(t, "Siti", terms)
	draw, _ := terms.DrawEntry(made.ID, 20250705, "11201", 50_000_000_00, 750_000_00, coop.BorrowState{})
	b.record(t, "Siti", draw)
	v := must(b.Borrowings(ctx, 20251212))(t)[0]
	principal, interest := v.State.DueAt(20251212)
	pay, problems := v.Terms.PayEntry(v.ID, 20251212, "11201", principal, interest, v.State)
	if len(problems) > 0 || interest != 1_250_000_00 {
		t.Fatal(interest, problems)
	}
	b.record(t, "Siti", pay)
	terms.Replaces, terms.Grace = made.ID, 8
	b.record(t, "Siti", terms)
	all := must(b.Borrowings(ctx, 20251231))(t)
	if len(all) != 1 || all[0].ID != made.ID || all[0].Terms.Grace != 8 || all[0].State.Owed != 50_000_000_00 ||
		all[0].State.Late != 0 || all[0].State.InterestPaid != 1_250_000_00 || len(all[0].Lines) != 5 {
		t.Errorf("%+v", all)
	}
}

// TestBank_BudgetMeeting: an approval cites the minutes that decided the plan; minutes that do not exist are refused.
func TestBank_BudgetMeeting(t *testing.T) {
	b := newTestBook(t)
	b.record(t, "Siti", coop.Budget{Year: 2025, Lines: []coop.BudgetLine{{Account: "61101", Amount: 400_000_00}}})
	held := b.record(t, "Siti", coop.Meeting{
		Class: coop.MeetingExtraordinary, Date: 20250301, Place: "Balai", Agenda: []string{"RAPB"},
	})
	minutes := b.record(t, "Siti", coop.Minutes{Meeting: held.ID, Members: 20, Chair: "Budi", Secretary: "Siti"})
	v := must(b.Budget(ctx, 2025))(t)
	budi := b.person(t, "Budi")
	must(b.MakeUserKey(ctx, budi, testPhrase, ""))(t)
	body := coop.Approval{Subject: v.Row.Head(), Granted: true, Cites: coop.Hash{1}, Figures: []coop.Figure{
		{Name: "revenue"}, {Name: "cost", Value: 400_000_00},
	}}
	mark := must(b.Sign(ctx, budi, testPhrase, coop.KindApproval, body))(t)
	if _, err := b.Record(ctx, budi, coop.Act{Kind: coop.KindApproval, Body: body, Mark: mark}); err == nil {
		t.Error("minutes that nobody wrote are cited")
	}
	body.Cites = minutes.Hash
	b.marked(t, budi, coop.KindApproval, body)
	if v = must(b.Budget(ctx, 2025))(t); !v.Approved || v.Cites != minutes.Hash || v.Meeting.Meeting.Date != 20250301 {
		t.Errorf("%+v", v)
	}
	b.clean(t)
}
