package coop

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// goldenRegisters is one body of every register with every field filled, in the order of the kinds.
func goldenRegisters() []any {
	return []any{
		Loan{
			Member: testID("member"), Product: "umum", Principal: 5_000_000_00, Months: 10, Date: 20260301,
			Purpose: "modal warung", Income: 3_000_000_00, Spending: 1_800_000_00, Owed: 200_000_00, Note: "layak",
			Behind: []Security{
				{Class: SecurityGoods, Value: 9_000_000_00, Text: "BPKB Honda Supra 2019"},
				{Class: SecuritySaving, Member: testID("member"), Account: "21101", Value: 500_000_00},
				{Class: SecurityGuarantor, Member: testID("other"), Text: "Dullah"},
			},
			Replaces: testID("loan"), Related: true,
		},
		LoanAct{
			Loan: testID("loan"), Class: LoanWriteOff, Date: 20270401, Amount: 1_250_000_00, Grade: GradeLoss,
			Reason: "pindah tanpa alamat",
		},
		Term{
			Member: testID("member"), Number: "SB-0007", Amount: 10_000_000_00, Months: 12, Rate: 600, Date: 20260401,
			Roll: RollBoth, Replaces: testID("term"),
		},
		Block{
			Member: testID("member"), Account: "21101", Amount: 500_000_00, Date: 20260402, Reason: "jaminan",
			Lifts: testID("block"),
		},
		AssetCard{
			Class: AssetFixed, Name: "Freezer", Tag: "INV-012", Account: "16105", Debit: "61404", Credit: "16205",
			Amount: 6_000_000_00, Residual: 600_000_00, Months: 48, First: 202602, Bought: 20260115,
			Outlet: "warung", Place: "gudang", Borne: 112_500_00, Replaces: testID("asset"),
		},
		Borrowing{
			Lender: "Bank BRI", Number: "PK-12/2026", Account: "25101", Ceiling: 500_000_000_00, Rate: 600,
			Method: MethodAnnuity, Months: 72, Grace: 6, DueDay: 25, Date: 20260410, Approver: "Musdes 2 April",
			Signers: "Budi, Siti", Plan: []BorrowedUse{{Text: "gudang", Amount: 300_000_000_00}},
			Replaces: testID("borrowing"),
		},
		Budget{Year: 2026, Lines: []BudgetLine{{Account: "41101", Outlet: "warung", Amount: 12_000_000_00}}},
		Meeting{
			Class: MeetingAnnual, Year: 2026, Date: 20270228, Time: "09.00 WIB", Place: "Balai Desa",
			Agenda: []string{"Laporan pengurus", "SHU"}, Quorum: 5001, Replaces: testID("meeting"),
		},
		Minutes{
			Meeting: testID("meeting"), Members: 120, Present: []ID{testID("member"), testID("other")}, Proxies: 3,
			Guests: "Kepala desa", Decisions: []Decision{{Text: "SHU disahkan", For: 70, Against: 2, Abstain: 1}},
			Shares: []Share{{Account: "31401", BasisPoints: 4000}, {Account: "24101", BasisPoints: 6000}},
			Chair:  "Budi", Secretary: "Rina", Text: "Rapat dibuka pukul 09.15.",
		},
		Note{
			Book: "tamu", Subject: testID("note"), Year: 2026,
			Fields: map[string]string{"nama": "Pak Camat", "keperluan": "kunjungan"},
		},
		Party{Subject: testID("party"), Class: PartySupplier, Name: "Toko Makmur", Note: "beras", Closed: true},
		Statement{
			Account: "11201", File: "mutasi-bri.csv", Opening: 9_490_152_50, Closing: 9_990_152_50,
			Rows: []StatementRow{{Date: 20260115, Amount: 500_000_00, Text: "TRSF DARI SITI"}},
		},
		Reconcile{
			Account: "11201", Until: 20260131, Balance: 9_990_152_50, Reason: "biaya admin menyusul",
			Ticks: []ReconcileTick{{Entry: testID("entry"), Line: 1, Statement: testID("statement"), Row: 4}},
		},
	}
}

func leastRegisters() map[Kind]any {
	return map[Kind]any{
		KindLoan: Loan{Member: testID("member"), Product: "umum", Principal: 1, Months: 1, Date: 20260301},
		KindTerm: Term{Member: testID("member"), Amount: 1, Months: 1, Date: 20260401, Roll: RollPay},
		KindLoanAct: LoanAct{
			Loan: testID("loan"), Class: LoanRelease, Date: 20260301, Reason: "lunas",
		},
		KindBlock: Block{
			Member: testID("member"), Account: "21101", Amount: 1, Date: 20260402, Reason: "jaminan",
		},
		KindAsset: AssetCard{Class: AssetFixed, Name: "Tanah", Account: "16101", Amount: 1, Bought: 20260115},
		KindBorrowing: Borrowing{
			Lender: "BRI", Account: "25101", Ceiling: 1, Method: MethodFlat, Months: 1, Date: 20260410,
		},
		KindBudget: Budget{Year: 2026}, KindMeeting: Meeting{Class: MeetingBoard, Date: 20260228},
		KindMinutes: Minutes{Meeting: testID("meeting")}, KindNote: Note{Book: "tamu", Subject: testID("note")},
		KindParty: Party{Class: PartyStaff, Name: "Joko"}, KindStatement: Statement{Account: "11201"},
		KindReconcile: Reconcile{Account: "11201", Until: 20260131},
	}
}

// any card of a register: one that is there or, sometimes, none.
func (h *history) anyCard(kind Kind) ID {
	cards := h.cards[kind]
	if len(cards) == 0 || h.pick("no card", 6) == 0 {
		return testID("no card")
	}
	return HashID(cards[h.pick("card", len(cards))].Hash, 0)
}

// sometimes gives the id of a card now and then, else none.
func (h *history) sometimes(kind Kind) ID {
	if h.pick("replaces", 3) > 0 {
		return ID{}
	}
	return h.anyCard(kind)
}

func (h *history) registerBody(kind Kind) any {
	account := []string{"11201", "61203", "61X", "99"}[h.pick("account", 4)]
	switch kind {
	case KindLoan:
		return Loan{
			Member: h.anyMember(), Product: "umum", Principal: Money(1+h.pick("principal", 3)) * 100_000_00, Months: 10,
			Date: h.date(), Replaces: h.sometimes(kind), Related: h.pick("related", 3) == 0,
			Behind: []Security{{
				Class: SecuritySaving, Member: h.anyMember(), Account: "21101", Value: 5_000_00,
			}},
		}
	case KindLoanAct:
		return LoanAct{
			Loan: h.anyCard(KindLoan), Class: LoanWriteOff, Date: h.date(), Amount: 100_000_00, Reason: "macet",
		}
	case KindTerm:
		return Term{
			Member: h.anyMember(), Amount: 100_00, Months: 12, Date: h.date(), Roll: RollPay,
			Replaces: h.sometimes(kind),
		}
	case KindBlock:
		return Block{
			Member: h.anyMember(), Account: "21101", Amount: 5_000_00, Date: h.date(), Reason: "jaminan",
			Lifts: h.sometimes(kind),
		}
	case KindAsset:
		return AssetCard{
			Class: AssetFixed, Name: "Freezer", Account: account, Amount: 100, Bought: h.date(),
			Replaces: h.sometimes(kind),
		}
	case KindBorrowing:
		return Borrowing{
			Lender: "BRI", Account: account, Ceiling: 100, Method: MethodFlat, Months: 1, Date: h.date(),
			Replaces: h.sometimes(kind),
		}
	case KindBudget:
		return Budget{Year: 2026, Lines: []BudgetLine{{Account: account, Amount: 5_000_00}}}
	}
	return h.wordsBody(kind, account)
}

// payout lends money, mostly as the rules want it.
func (h *history) payout(loan ID) Entry {
	amount := Money(1+h.pick("lent", 3)) * 100_000_00
	e := bodyEntry(h.date(), AccountLoan, "11101", amount, ID{}, 0)
	e.Lines[0].Loan = loan
	if h.pick("once", 4) > 0 {
		e.Once = Once{Rule: ruleLoanOut, Subject: loan.String()}
	}
	return e
}

func (h *history) wordsBody(kind Kind, account string) any {
	switch kind {
	case KindMeeting:
		return Meeting{Class: MeetingAnnual, Year: 2026, Date: h.date(), Replaces: h.sometimes(kind)}
	case KindMinutes:
		m := Minutes{Meeting: h.anyCard(KindMeeting), Members: 2, Present: []ID{h.anyMember()}}
		if h.pick("shares", 2) == 0 {
			m.Shares = []Share{{Account: account, BasisPoints: 10_000}}
		}
		return m
	case KindNote:
		return Note{Book: "tamu", Subject: h.sometimes(kind), Fields: map[string]string{"nama": "Pak Camat"}}
	case KindParty:
		return Party{Subject: h.sometimes(kind), Class: PartySupplier, Name: "Toko"}
	case KindStatement:
		return Statement{Account: account, Rows: []StatementRow{{Date: h.date(), Amount: 100, Text: "TRSF"}}}
	case KindReconcile:
		r := Reconcile{Account: account, Until: h.date()}
		if id, _ := h.anyEntry(); h.pick("ticks", 2) == 0 {
			r.Ticks = []ReconcileTick{{Entry: id, Statement: h.sometimes(KindStatement)}}
		}
		if id := h.sometimes(KindStatement); !id.IsZero() && h.pick("cancels", 2) == 0 {
			r.Cancels = [][]BankRow{{{Statement: id}, {Statement: id, Row: 1}}}
		}
		return r
	}
	return nil
}

// TestRegisters_sound bends every register's body in each way that says something impossible.
func TestRegisters_sound(t *testing.T) {
	long := strings.Repeat("x", 2001)
	for _, x := range []struct {
		why  string
		kind Kind
		body any
	}{
		{"nobody borrows", KindLoan, edited(KindLoan, func(b *Loan) { b.Member = ID{} })},
		{"no product", KindLoan, edited(KindLoan, func(b *Loan) { b.Product = "" })},
		{"no principal", KindLoan, edited(KindLoan, func(b *Loan) { b.Principal = 0 })},
		{"1,201 months", KindLoan, edited(KindLoan, func(b *Loan) { b.Months = 1201 })},
		{"31 February", KindLoan, edited(KindLoan, func(b *Loan) { b.Date = 20260231 })},
		{"income below zero", KindLoan, edited(KindLoan, func(b *Loan) { b.Income = -1 })},
		{"goods that are not named", KindLoan, edited(KindLoan, func(b *Loan) { b.Behind[0].Text = "" })},
		{"a saving of nobody", KindLoan, edited(KindLoan, func(b *Loan) { b.Behind[1].Member = ID{} })},
		{"a saving of nothing", KindLoan, edited(KindLoan, func(b *Loan) { b.Behind[1].Value = 0 })},
		{"another security", KindLoan, edited(KindLoan, func(b *Loan) { b.Behind[2].Class = 4 })},
		{"no loan", KindLoanAct, edited(KindLoanAct, func(b *LoanAct) { b.Loan = ID{} })},
		{"no reason", KindLoanAct, edited(KindLoanAct, func(b *LoanAct) { b.Reason = "" })},
		{"nothing is written off", KindLoanAct, edited(KindLoanAct, func(b *LoanAct) { b.Amount = 0 })},
		{"a fifth grade", KindLoanAct, edited(KindLoanAct, func(b *LoanAct) {
			b.Class, b.Grade = LoanGrade, 5
		})},
		{"another act", KindLoanAct, edited(KindLoanAct, func(b *LoanAct) { b.Class = 7 })},
		{"a deposit of nothing", KindTerm, edited(KindTerm, func(b *Term) { b.Amount = 0 })},
		{"interest below zero", KindTerm, edited(KindTerm, func(b *Term) { b.Rate = -1 })},
		{"no end", KindTerm, edited(KindTerm, func(b *Term) { b.Roll = 0 })},
		{"a block of nothing", KindBlock, edited(KindBlock, func(b *Block) { b.Lifts, b.Amount = ID{}, 0 })},
		{"a block without reason", KindBlock, edited(KindBlock, func(b *Block) { b.Reason = "" })},
		{"worth more in the end", KindAsset, edited(KindAsset, func(b *AssetCard) { b.Residual = b.Amount + 1 })},
		{"borne too much", KindAsset, edited(KindAsset, func(b *AssetCard) { b.Borne = b.Amount })},
		{"one side of a month", KindAsset, edited(KindAsset, func(b *AssetCard) { b.Credit = "" })},
		{"no first month", KindAsset, edited(KindAsset, func(b *AssetCard) { b.First = 0 })},
		{"a cost without months", KindAsset, edited(KindAsset, func(b *AssetCard) { b.Months = 0 })},
		{"grace to the end", KindBorrowing, edited(KindBorrowing, func(b *Borrowing) { b.Grace = b.Months })},
		{"due on the 32nd", KindBorrowing, edited(KindBorrowing, func(b *Borrowing) { b.DueDay = 32 })},
		{"no method", KindBorrowing, edited(KindBorrowing, func(b *Borrowing) { b.Method = 0 })},
		{"a use of nothing named", KindBorrowing, edited(KindBorrowing, func(b *Borrowing) { b.Plan[0].Text = "" })},
		{"a plan below zero", KindBudget, edited(KindBudget, func(b *Budget) { b.Lines[0].Amount = -1 })},
		{"planned twice", KindBudget, edited(KindBudget, func(b *Budget) { b.Lines = append(b.Lines, b.Lines[0]) })},
		{"a RAT of no year", KindMeeting, edited(KindMeeting, func(b *Meeting) { b.Year = 0 })},
		{"more than everybody", KindMeeting, edited(KindMeeting, func(b *Meeting) { b.Quorum = 10_001 })},
		{"no point", KindMeeting, edited(KindMeeting, func(b *Meeting) { b.Agenda[0] = "" })},
		{"there twice", KindMinutes, edited(KindMinutes, func(b *Minutes) { b.Present[1] = b.Present[0] })},
		{"nobody there", KindMinutes, edited(KindMinutes, func(b *Minutes) { b.Present[1] = ID{} })},
		{"99.99 %", KindMinutes, edited(KindMinutes, func(b *Minutes) { b.Shares[0].BasisPoints-- })},
		{"less than nothing", KindMinutes, edited(KindMinutes, func(b *Minutes) {
			b.Shares[0].BasisPoints, b.Shares[1].BasisPoints = -1, 10_001
		})},
		{"one fund twice", KindMinutes, edited(KindMinutes, func(b *Minutes) { b.Shares[1].Account = "31401" })},
		{"votes below zero", KindMinutes, edited(KindMinutes, func(b *Minutes) { b.Decisions[0].Against = -1 })},
		{"nothing to say", KindNote, edited(KindNote, func(b *Note) { b.Subject, b.Fields = ID{}, nil })},
		{"no book", KindNote, edited(KindNote, func(b *Note) { b.Book = "" })},
		{"nameless", KindParty, edited(KindParty, func(b *Party) { b.Name = "" })},
		{"a long note", KindParty, edited(KindParty, func(b *Party) { b.Note = long })},
		{"a folder", KindStatement, edited(KindStatement, func(b *Statement) { b.File = `C:\mutasi.csv` })},
		{"no movement", KindStatement, edited(KindStatement, func(b *Statement) { b.Rows[0].Amount = 0 })},
		{"a tick twice", KindReconcile, edited(KindReconcile, func(b *Reconcile) {
			b.Ticks = append(b.Ticks, b.Ticks[0])
		})},
	} {
		if _, ok := decoders[x.kind](EncodeBody(x.body)); ok {
			t.Errorf("%s is read as sound", x.why)
		}
	}
}

// edited gives the golden body of a register with something changed.
func edited[T any](kind Kind, change func(*T)) T {
	body, err := DecodeBody[T](EncodeBody(golden()[kind-1]))
	if err != nil {
		panic(err)
	}
	change(&body)
	return body
}

// TestRegisters_past: what a register speaks of must be known to whoever recorded it.
func TestRegisters_past(t *testing.T) {
	v := found(t)
	member := HashID(v.record(t, "A", "Siti", KindMember, Member{Fields: map[Field]string{FieldName: "Aminah"}}), 0)
	loan := Loan{Member: member, Product: "umum", Principal: 100_000_00, Months: 10, Date: 20260301}
	none := testID("none")
	known := HashID(v.record(t, "A", "Siti", KindLoan, loan), 0)
	meeting := HashID(v.record(t, "A", "Siti", KindMeeting, Meeting{Class: MeetingBoard, Date: 20260301}), 0)
	entry := HashID(v.record(t, "A", "Siti", KindEntry, bodyEntry(20260103, "11201", "41109", 100, ID{}, 0)), 0)
	with := func(change func(*Loan)) Loan { l := loan; change(&l); return l }
	for _, x := range []struct {
		kind Kind
		body any
		want What
	}{
		{KindLoan, with(func(l *Loan) { l.Replaces = known }), WhatNone},
		{KindLoan, with(func(l *Loan) { l.Replaces = meeting }), WhatNoSubject},
		{KindLoan, with(func(l *Loan) { l.Member = none }), WhatNoSubject},
		{KindLoan, with(func(l *Loan) {
			l.Behind = []Security{{Class: SecurityGuarantor, Member: none}}
		}), WhatNoSubject},
		{KindLoan, with(func(l *Loan) {
			l.Behind = []Security{{Class: SecuritySaving, Member: member, Account: "77777", Value: 1}}
		}), WhatAccount},
		{KindLoanAct, LoanAct{Loan: known, Class: LoanRelease, Date: 20260301, Reason: "lunas"}, WhatNone},
		{KindLoanAct, LoanAct{Loan: meeting, Class: LoanRelease, Date: 20260301, Reason: "lunas"}, WhatNoSubject},
		{KindBlock, Block{Member: member, Account: "6", Amount: 1, Date: 20260301, Reason: "jaminan"}, WhatAccount},
		{KindBlock, Block{Member: member, Account: "21101", Date: 20260301, Reason: "x", Lifts: known}, WhatNoSubject},
		{KindAsset, AssetCard{Class: AssetFixed, Name: "x", Account: "6", Amount: 1, Bought: 20260301}, WhatAccount},
		{KindBorrowing, Borrowing{
			Lender: "BRI", Account: "77777", Ceiling: 1, Method: MethodFlat, Months: 1, Date: 20260301,
		}, WhatAccount},
		{KindBudget, Budget{Year: 2026, Lines: []BudgetLine{{Account: "77777"}}}, WhatAccount},
		{KindMeeting, Meeting{Class: MeetingBoard, Date: 20260302, Replaces: known}, WhatNoSubject},
		{KindMinutes, Minutes{Meeting: meeting, Present: []ID{member}}, WhatNone},
		{KindMinutes, Minutes{Meeting: meeting, Present: []ID{none}}, WhatNoSubject},
		{KindMinutes, Minutes{Meeting: known}, WhatNoSubject},
		{KindMinutes, Minutes{Meeting: meeting, Shares: []Share{{Account: "77777", BasisPoints: 10_000}}}, WhatAccount},
		{KindNote, Note{Book: "tamu", Subject: known}, WhatNoSubject},
		{KindParty, Party{Subject: known, Class: PartyStaff, Name: "Joko"}, WhatNoSubject},
		{KindStatement, Statement{Account: "77777"}, WhatAccount},
		{KindReconcile, Reconcile{Account: "11201", Until: 20260131, Ticks: []ReconcileTick{{Entry: entry}}}, WhatNone},
		{KindReconcile, Reconcile{
			Account: "11201", Until: 20260131, Ticks: []ReconcileTick{{Entry: none}},
		}, WhatNoSubject},
		{KindReconcile, Reconcile{
			Account: "11201", Until: 20260131, Ticks: []ReconcileTick{{Entry: entry, Statement: known}},
		}, WhatNoSubject},
		{KindReconcile, Reconcile{
			Account: "11201", Until: 20260131, Cancels: [][]BankRow{{{Statement: none}, {Statement: none, Row: 1}}},
		}, WhatNoSubject},
		{KindReconcile, Reconcile{Account: "11201", Until: 20260131, Cancels: [][]BankRow{{}}}, WhatMalformed},
	} {
		hash, what := v.try("A", "Siti", x.kind, x.body)
		if what != x.want {
			t.Errorf("kind %d, %+v: %v, not %v", x.kind, x.body, what, x.want)
		}
		row := RegisterRow{Kind: x.kind, ID: HashID(hash, 0)}
		if held := v.devices["A"].state.Get(&row); held != (what == WhatNone) {
			t.Errorf("kind %d, %v: a row %v", x.kind, what, held)
		}
	}
}

// TestRegisters_rights holds the table of who may put what into which register.
func TestRegisters_rights(t *testing.T) {
	for kind, want := range map[Kind]string{
		KindLoan: "1 4 5", KindLoanAct: "1 2 5", KindTerm: "1 5", KindBlock: "1 5", KindAsset: "1 5",
		KindBorrowing: "1 5", KindBudget: "1 2 4", KindMeeting: "1 2 3 4", KindMinutes: "1 2 3 4",
		KindNote: "1 2 3 4 5 6", KindParty: "1 5", KindStatement: "1 5", KindReconcile: "1 5",
	} {
		roles := slices.Clone(may[kind])
		slices.Sort(roles)
		if got := strings.Trim(fmt.Sprint(roles), "[]"); got != want {
			t.Errorf("kind %d may be recorded by %s, not %s", kind, got, want)
		}
	}
}
