package ui

import (
	"context"
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

func init() { moreScenes = append(moreScenes, bankScenes) }

// paperBank reads one statement, whatever file is chosen, as the reader of banks' files does.
type paperBank struct{ unknown bool }

func (b paperBank) Read(name, _ string, _ []byte, chosen *coop.BankColumns) (BankRead, error) {
	heads := []string{"Hari", "Uraian", "Masuk", "Keluar", "Saldo"}
	if b.unknown && chosen == nil {
		return BankRead{Unknown: true, Heads: heads}, nil
	}
	return BankRead{
		Heads: heads, Bank: "BRI (BRImo, IBBIZ)", Statement: november(name), Balances: true,
		Problems: []coop.Problem{{Key: "takeover.bank.turned"}},
	}, nil
}

func (paperBank) EntryOf(account string, m coop.BankMove) (coop.Entry, bool) {
	lines := []coop.Line{{Account: "72102", Amount: -m.Amount}, {Account: account, Amount: m.Amount}}
	return coop.Entry{
		Date: m.Date, Occasion: "bank-fee", Remark: m.Text, Once: coop.BankMoveOnce(m), Lines: lines,
	}, true
}

// november is the bank's statement of a month: a deposit, two receipts in one, a fee and an unknown transfer.
func november(name string) coop.Statement {
	rp := coop.Rupiah
	return coop.Statement{Account: "11201", File: name, Opening: 0, Closing: 1_283_500 * rp, Rows: []coop.StatementRow{
		{Date: 20261102, Amount: 1_000_000 * rp, Text: "STR 0201"},
		{Date: 20261110, Amount: 250_000 * rp, Text: "STR 0202"},
		{Date: 20261115, Amount: 40_000 * rp, Text: "TRF 0123"},
		{Date: 20261120, Amount: -6_500 * rp, Text: "ADM 11/26"},
	}}
}

// bankVillage has a bank's account whose statement of November was read.
func bankVillage(t testing.TB, read bool) *village {
	t.Helper()
	v := busyVillage(t)
	into := func(day coop.Date, amount coop.Money, remark string) {
		v.must(t, "Siti Rahmawati", coop.KindEntry, coop.Entry{
			Date: day, Occasion: "bank-deposit", Remark: remark, Lines: []coop.Line{
				{Account: "11202", Amount: amount * coop.Rupiah}, {Account: "11101", Amount: -amount * coop.Rupiah},
			},
		})
	}
	into(20261102, 1_000_000, "setor")
	into(20261109, 150_000, "setor dusun 1")
	into(20261110, 100_000, "setor dusun 2")
	into(20261124, 75_000, "setor sore")
	if read {
		body := november("bri-11.csv")
		body.Account = "11202"
		v.must(t, "Siti Rahmawati", coop.KindStatement, body)
	}
	return v
}

// loanVillage borrowed from BRI, as rows 5 and 53 of the golden year do, a year later.
func loanVillage(t testing.TB) (*village, coop.ID) {
	t.Helper()
	v := busyVillage(t)
	terms := coop.Borrowing{
		Lender: "BRI", Number: "001/2026", Account: "25101", Ceiling: 50_000_000_00, Rate: 600, Months: 24, Grace: 6,
		Method: coop.MethodDeclining, DueDay: 12, Date: 20260705, Approver: "Pak Karim",
		Plan: []coop.BorrowedUse{{Text: "Etalase", Amount: 30_000_000_00}},
	}
	id := coop.HashID(v.must(t, "Siti Rahmawati", coop.KindBorrowing, terms), 0)
	draw, _ := terms.DrawEntry(id, 20260705, "11201", 50_000_000_00, 750_000_00, coop.BorrowState{})
	v.must(t, "Siti Rahmawati", coop.KindEntry, draw)
	return v, id
}

// advanceVillage gave an advance to Andi, of the staff, and bought from a supplier whom nobody registered.
func advanceVillage(t testing.TB) *village {
	t.Helper()
	v := busyVillage(t)
	andi := v.must(t, "Siti Rahmawati", coop.KindParty, coop.Party{Class: coop.PartyStaff, Name: "Andi"})
	v.must(t, "Siti Rahmawati", coop.KindParty, coop.Party{Class: coop.PartySupplier, Name: "Perum Bulog"})
	give := func(day coop.Date, party coop.ID, amount coop.Money, remark string) {
		v.must(t, "Siti Rahmawati", coop.KindEntry, coop.Entry{
			Date: day, Occasion: "work-advance", Remark: remark, Lines: []coop.Line{
				{Account: "12502", Amount: amount * coop.Rupiah, Supplier: party},
				{Account: "11101", Amount: -amount * coop.Rupiah},
			},
		})
	}
	give(20261020, coop.HashID(andi, 0), 300_000, "belanja ke kota")
	give(20261120, coop.PartyID("supplier", "Pak Jono"), 50_000, "bensin · Pak Jono")
	return v
}

// plannedVillage has a budget of the year that nobody approved yet.
func plannedVillage(t testing.TB) *village {
	t.Helper()
	v := busyVillage(t)
	v.must(t, "Siti Rahmawati", coop.KindBudget, coop.Budget{Year: 2026, Lines: []coop.BudgetLine{
		{Account: "41201", Amount: 2_500_000_00},
		{Account: "61101", Amount: 1_200_000_00},
		{Account: "61201", Amount: 600_000_00},
	}})
	return v
}

// discussed writes the minutes of the meeting in which the plan was put to the members.
func discussed(t testing.TB, v *village) (coop.Minutes, coop.Hash) {
	t.Helper()
	meeting := v.must(t, "Siti Rahmawati", coop.KindMeeting, coop.Meeting{
		Class: coop.MeetingAnnual, Year: 2025, Date: 20260314, Place: "Balai desa", Agenda: []string{"RAPB 2026"},
	})
	minutes := coop.Minutes{
		Meeting: coop.HashID(meeting, 0), Members: 20, Chair: "Budi", Secretary: "Siti",
		Decisions: []coop.Decision{{Text: "RAPB 2026 disetujui", For: 15}},
	}
	return minutes, v.must(t, "Siti Rahmawati", coop.KindMinutes, minutes)
}

func bankScenes(t testing.TB, _ *village) []scene {
	at := func(make func() *village, page, arg string) func(s *screen) {
		return func(s *screen) {
			s.onVillage(make())
			s.Banks = paperBank{}
			s.Go(Route{Page: page, Arg: arg})
		}
	}
	read := func() *village { return bankVillage(t, true) }
	borrowed := func(page, before string) func(s *screen) {
		return func(s *screen) {
			v, id := loanVillage(t)
			s.onVillage(v)
			s.Go(Route{Page: page, Arg: before + id.String()})
		}
	}
	return []scene{
		{"bank-month", at(read, PageBank, "11202")},
		{"bank-unexplained", func(s *screen) {
			at(func() *village { return bankVillage(t, false) }, PageBank, "11202")(s)
			s.typed("1250001")
		}},
		{"bank-paper", at(func() *village { return bankVillage(t, false) }, PageBank, "11202")},
		{"bank-file", func(s *screen) {
			at(func() *village { return bankVillage(t, false) }, PageBankFile, "11202")(s)
			s.at.self.(*bankFilePage).take(ShelfFile{Name: "bri-11.csv"}, []byte("x"))
		}},
		{"bank-file-unknown", func(s *screen) {
			at(read, PageBankFile, "11202")(s)
			s.Banks = paperBank{unknown: true}
			s.at.self.(*bankFilePage).take(ShelfFile{Name: "bri-12.csv"}, []byte("x"))
		}},
		{"parties", at(func() *village { return advanceVillage(t) }, PageParties, "")},
		{"party", at(func() *village { return advanceVillage(t) }, PageParty, "3:Pak Jono")},
		{"advances", at(func() *village { return advanceVillage(t) }, PageAdvances, "")},
		{"borrowings", borrowed(PageBorrowings, "")},
		{"borrowing", borrowed(PageBorrowing, "")},
		{"borrowing-form", at(func() *village { return busyVillage(t) }, PageBorrowingForm, "")},
		{"borrowing-pay", borrowed(PageBorrowingMove, "pay:")},
		{"borrowing-draw", borrowed(PageBorrowingMove, "draw:")},
		{"borrowing-use", borrowed(PageBorrowingMove, "use:")},
		{"budget", at(func() *village { return plannedVillage(t) }, PageBudget, "")},
		{"budget-approve", at(func() *village { return plannedVillage(t) }, PageBudgetApprove, "2026")},
		{"budget-approve-meeting", at(func() *village {
			v := plannedVillage(t)
			discussed(t, v)
			return v
		}, PageBudgetApprove, "2026")},
		{"budget-decided", at(func() *village {
			v := plannedVillage(t)
			_, written := discussed(t, v)
			b, _ := v.Budget(context.Background(), 2026)
			accounts, _ := v.Accounts(context.Background())
			v.marked(t, coop.KindApproval, coop.Approval{
				Subject: b.Row.Head(), Granted: true, Figures: coop.BudgetFigures(b.Budget, accounts), Cites: written,
			})
			return v
		}, PageBudget, "2026")},
	}
}

// A month is reconciled by keys alone: what is sure is ticked, a doubt is taken, the fee is recorded by one key, and
// what is kept explains the difference to the sen.
func TestBank_Month(t *testing.T) {
	v := bankVillage(t, true)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	s.Banks = paperBank{}
	s.command(t, "bank")
	s.Go(Route{Page: PageBank, Arg: "11202"})
	p := s.at.self.(*bankPage)
	if len(p.matches) != 1 || len(p.offers) != 1 {
		t.Fatalf("ticked %v, offered %v", p.matches, p.offers)
	}
	at := func(wanted func(bankRow) bool) int {
		p = s.at.self.(*bankPage)
		for i, r := range p.rows {
			if wanted(r) {
				return i
			}
		}
		t.Fatal("no such row")
		return -1
	}
	p.ledger.GoTo(at(func(r bankRow) bool { return r.bank == "ADM 11/26" }))
	p.letter('c')
	p.toggle(at(func(r bankRow) bool { return r.offered }))
	p.record()
	said, _ := v.Reconciles(context.Background())
	bank, _ := v.Bank(context.Background(), "11202", 20261125)
	proof := bank.Prove(bank.Mine, bank.Stated)
	if len(said) != 1 || !proof.Done() || proof.OnlyBook != 75_000_00 || proof.OnlyBank != 40_000_00 {
		t.Errorf("kept %+v, which leaves %+v", said, proof)
	}
}

// What the bank booked by mistake and took back goes together by keys, needs no entry, and is kept.
func TestBank_Cancelled(t *testing.T) {
	v := bankVillage(t, true)
	v.must(t, "Siti Rahmawati", coop.KindStatement, coop.Statement{
		Account: "11202", File: "bri-11b.csv", Opening: 1_283_500_00, Closing: 1_283_500_00, Rows: []coop.StatementRow{
			{Date: 20261121, Amount: -80_000_00, Text: "BIAYA RTGS"},
			{Date: 20261123, Amount: 80_000_00, Text: "PENYESUAIAN RTGS"},
		},
	})
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	s.Banks = paperBank{}
	s.Go(Route{Page: PageBank, Arg: "11202"})
	p := s.at.self.(*bankPage)
	for i, r := range p.rows {
		if r.bank == "BIAYA RTGS" || r.bank == "PENYESUAIAN RTGS" {
			p.toggle(i)
		}
	}
	p.letter('g')
	if !slices.ContainsFunc(p.rows, func(r bankRow) bool {
		return r.ticked && r.bank == "Dibatalkan bank sendiri: BIAYA RTGS + PENYESUAIAN RTGS"
	}) {
		t.Fatalf("not together: %+v", p.rows)
	}
	s.Reload() // as after a power cut
	had := len(v.entries())
	s.at.self.(*bankPage).record()
	said, _ := v.Reconciles(context.Background())
	bank, _ := v.Bank(context.Background(), "11202", 20261125)
	if len(said) != 1 || len(said[0].Cancels) != 1 || len(v.entries()) != had ||
		!slices.ContainsFunc(bank.Mine, coop.BankMatch.Cancels) {
		t.Errorf("kept %+v", said)
	}
}

// A paper is ticked row by row; an unexplained rest needs a reason.
func TestBank_Paper(t *testing.T) {
	v := bankVillage(t, false)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	s.Go(Route{Page: PageBank, Arg: "11202"})
	s.typed("1.250.000")
	p := s.at.self.(*bankPage)
	for range 3 {
		p.toggle(0)
	}
	p.record()
	if said, _ := v.Reconciles(context.Background()); len(said) != 1 || len(said[0].Ticks) != 3 {
		t.Fatalf("%+v", said)
	}
	p = s.at.self.(*bankPage)
	p.stated.SetText("1.250.001")
	p.record()
	if said, _ := v.Reconciles(context.Background()); len(said) != 1 || said[0].Balance != 1_250_000_00 {
		t.Error("a rest is kept without a reason")
	}
}

// An advance is accounted for from its list, and is gone from it then.
func TestAdvances_Settle(t *testing.T) {
	v := advanceVillage(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	s.command(t, "advances")
	s.at.self.(*advancesPage).settle(0)
	p := s.at.self.(*recordPage)
	for _, q := range p.questions {
		switch q.prompt.Key {
		case "party":
			if c := q.input.(*kit.Choice); c.Text != "Andi" {
				t.Errorf("the form begins with %q", c.Text)
			}
		case "spent":
			q.money().SetText("270.000")
		case "returned":
			q.money().SetText("30.000")
		}
	}
	p.record()
	s.command(t, "advances")
	if open := s.at.self.(*advancesPage).data.open; len(open) != 1 || open[0].Name != "Pak Jono" {
		t.Errorf("open: %+v", open)
	}
}

// Who holds an advance and is not registered is offered as staff, not as a supplier.
func TestParty_Likely(t *testing.T) {
	s := newScreen(t, advanceVillage(t), "id", kit.LookPaper, 100)
	s.Go(Route{Page: PageParties})
	list := s.at.self.(*partiesPage)
	at := slices.IndexFunc(list.rows, func(l partyLine) bool { return l.party.Name == "Pak Jono" })
	s.Go(Route{Page: PageParty, Arg: list.rows[at].arg()})
	p := s.at.self.(*partyPage)
	if p.called.Text != "Pak Jono" || p.body().Class != coop.PartyStaff {
		t.Errorf("%+v", p.body())
	}
}

// A budget is typed, refused to whoever wrote it, and approved by the chair.
func TestBudget_Approved(t *testing.T) {
	v := busyVillage(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	s.Go(Route{Page: PageBudget, Arg: "2026"})
	p := s.at.self.(*budgetPage)
	p.cells[coop.BudgetKey{Account: "61201"}] = 1_000_000_00
	p.record()
	s.Go(Route{Page: PageBudgetApprove, Arg: "2026"})
	if users := s.at.self.(*budgetApprovePage).data.sign.users; len(users) != 2 {
		t.Fatalf("may sign: %+v", users)
	}
	s.at.self.(*budgetApprovePage).reason.SetText("RAT")
	s.at.self.(*budgetApprovePage).start()
	s.pressed(fyne.KeyReturn)
	s.witnessed("1234", "")
	s.typed("bato lumi seka rodu")
	s.pressed(fyne.KeyReturn)
	if b, _ := v.Budget(context.Background(), 2026); !b.Approved || b.Budget.Lines[0].Amount != 1_000_000_00 {
		t.Errorf("%+v", b)
	}
}

// The interest of five months is paid by the schedule: row 53 of the golden year.
func TestBorrowing_Pay(t *testing.T) {
	v, id := loanVillage(t)
	v.now = clock.AddDate(0, 0, 20)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	s.Go(Route{Page: PageBorrowingMove, Arg: "pay:" + id.String()})
	s.at.self.(*borrowingMovePage).record()
	all, _ := v.Borrowings(context.Background(), 20261231)
	if st := all[0].State; st.InterestPaid != 1_250_000_00 || st.Owed != 50_000_000_00 {
		t.Errorf("%+v", st)
	}
}

// The plan that the members decided on: the chair's approval cites the minutes, page and report say which meeting it
// was, and minutes that are written anew afterwards are told.
func TestBudget_Meeting(t *testing.T) {
	v := plannedVillage(t)
	minutes, written := discussed(t, v)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	s.Go(Route{Page: PageBudgetApprove, Arg: "2026"})
	p := s.at.self.(*budgetApprovePage)
	if p.cites() != written {
		t.Fatal("the meeting is not offered")
	}
	b, _ := v.Budget(context.Background(), 2026)
	v.marked(t, coop.KindApproval, coop.Approval{
		Subject: b.Row.Head(), Granted: true, Figures: p.data.figures, Cites: p.cites(),
	})
	if b, _ = v.Budget(context.Background(), 2026); !b.Approved || b.Cites != written || b.Rewrote {
		t.Fatalf("%+v", b)
	}
	s.Go(Route{Page: PageBudget, Arg: "2026"})
	if !s.shown("berita acara " + written.String()[:16]) {
		t.Error("the page does not say which meeting decided it")
	}
	minutes.Text = "dibetulkan"
	v.must(t, "Siti Rahmawati", coop.KindMinutes, minutes)
	if b, _ = v.Budget(context.Background(), 2026); !b.Rewrote || b.Meeting.Meeting.Date != 20260314 {
		t.Errorf("%+v", b.Meeting)
	}
}
