package ui

import (
	"context"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

func init() {
	moreScenes = append(moreScenes, loanScenes)
	composed = append(composed, "ui.loan.act.", "ui.loan.act-about.", "ui.loan.do.", "ui.loan.key.", "ui.loan.p.",
		"ui.loan.policy.", "ui.loan.method.", "ui.loan.part.", "ui.loan.none-of.")
}

// lendable is a village in which somebody may apply for a loan.
type lendable struct {
	*village
	t     testing.TB
	chair coop.Session
	words string
}

func newLendable(t testing.TB) *lendable {
	t.Helper()
	l := &lendable{village: busyVillage(t), t: t, words: "bato lumi seka rodu"}
	l.chair = coop.Session{User: l.people["Budi Santoso"], Name: "Budi Santoso", Role: coop.RoleChair}
	l.now = clock
	if _, err := l.MakeUserKey(context.Background(), l.chair, l.words, ""); err != nil {
		t.Fatal(err)
	}
	return l
}

// acts records one act of the treasurer.
func (l *lendable) acts(kind coop.Kind, body any) coop.Recorded {
	l.t.Helper()
	made, err := l.Record(context.Background(), l.treasurer(), coop.Act{Kind: kind, Body: body})
	if err != nil {
		l.t.Fatal(err)
	}
	return made[0]
}

// applies writes an application for a member of the village.
func (l *lendable) applies(member int, rupiah coop.Money, product string) coop.ID {
	l.t.Helper()
	return l.acts(coop.KindLoan, coop.Loan{
		Member: l.someMember(l.t, member).Member, Product: product, Principal: rupiah * coop.Rupiah, Months: 12,
		Date: 20260710, Purpose: "modal warung", Income: 3_500_000_00, Spending: 1_800_000_00, Owed: 100_000_00,
		Note: "warungnya ramai", Behind: []coop.Security{
			{Class: coop.SecurityGoods, Value: 9_000_000_00, Text: "BPKB Honda Supra 2019"},
			{Class: coop.SecurityGuarantor, Member: l.someMember(l.t, member+1).Member},
		},
	}).ID
}

func (l *lendable) loan(id coop.ID) coop.LoanView {
	l.t.Helper()
	v, err := l.Loan(context.Background(), id, coop.DateFromTime(l.now))
	if err != nil {
		l.t.Fatal(err)
	}
	return v
}

// grants decides as the chair, with the first instalment on a day.
func (l *lendable) grants(head coop.Head, figures []coop.Figure) {
	l.t.Helper()
	body := coop.Approval{Subject: head, Granted: true, Figures: figures}
	mark, err := l.Sign(context.Background(), l.chair, l.words, coop.KindApproval, body)
	if err != nil {
		l.t.Fatal(err)
	}
	_, err = l.Record(context.Background(), l.chair, coop.Act{Kind: coop.KindApproval, Body: body, Mark: mark})
	if err != nil {
		l.t.Fatal(err)
	}
}

// lent is a loan that was paid out on 10 July 2026, and of which some instalments were paid.
func (l *lendable) lent(member int, rupiah coop.Money, product string, paid ...coop.Date) coop.ID {
	l.t.Helper()
	id := l.applies(member, rupiah, product)
	v := l.loan(id)
	terms := v.Product.Apply(v.Case.Loan.Principal, v.Case.Loan.Months, 20260810)
	l.grants(v.Case.Head, terms.Figures())
	enter := func(e coop.Entry, problems []coop.Problem) {
		l.t.Helper()
		if len(problems) > 0 {
			l.t.Fatal(problems)
		}
		l.acts(coop.KindEntry, e)
	}
	at := func(day coop.Date) coop.LoanView {
		v, err := l.Loan(context.Background(), id, day)
		if err != nil {
			l.t.Fatal(err)
		}
		return v
	}
	v = at(20260710)
	enter(v.PayOutEntry("11101", "", coop.LoanText{}))
	for _, day := range paid {
		v = at(day)
		from := []coop.Line{{Account: "11101", Amount: v.Asked()}}
		enter(v.PayEntry(v.Split(v.Asked()), from, coop.LoanText{}))
	}
	return id
}

func loanScenes(t testing.TB, _ *village) []scene {
	on := func(page string, arg func(*lendable) string) func(*screen) {
		return func(s *screen) {
			l := newLendable(t)
			l.lent(3, 10_000_000, "flat", 20260810, 20260910)
			l.lent(7, 6_000_000, "menurun", 20260810, 20260910, 20261010, 20261110)
			where := arg(l)
			s.onVillage(l.village)
			s.Go(Route{Page: page, Arg: where})
			s.layer.Quieten()
		}
	}
	nothing := func(*lendable) string { return "" }
	first := func(before string) func(*lendable) string {
		return func(l *lendable) string {
			r, _ := l.Loans(context.Background(), 20261125)
			return before + r.Loans[0].Case.ID.String()
		}
	}
	applied := func(l *lendable) string { return l.applies(11, 4_000_000, "anuitas").String() }
	return []scene{
		{"loans", on(PageLoans, func(l *lendable) string { applied(l); return "" })},
		{"loans-none", func(s *screen) { s.onVillage(busyVillage(t)); s.command(t, "loans") }},
		{"loan-card", on(PageLoan, first(""))},
		{"loan-waits", on(PageLoan, applied)},
		{"loan-form", func(s *screen) {
			on(PageLoanForm, nothing)(s)
			s.applies()
		}},
		{"loan-form-refused", func(s *screen) {
			on(PageLoanForm, nothing)(s)
			s.command(t, "record")
		}},
		{"loan-again", on(PageLoanForm, first(""))},
		{"loan-decide", on(PageLoanDecide, applied)},
		{"loan-decide-against", on(PageLoanDecide, func(l *lendable) string { return applied(l) + witnessAgainst })},
		{"loan-pay", func(s *screen) {
			on(PageLoanEntry, first(loanPay+":"))(s)
			s.pressed(fyne.KeyReturn)
			s.typed("1500000")
		}},
		{"loan-settle", on(PageLoanEntry, first(loanSettle+":"))},
		{"loan-out", on(PageLoanEntry, func(l *lendable) string {
			id := l.applies(11, 4_000_000, "anuitas")
			v := l.loan(id)
			terms := v.Product.Apply(v.Case.Loan.Principal, 12, 20261225)
			l.grants(v.Case.Head, terms.Figures())
			return loanOut + ":" + id.String()
		})},
		{"loan-take", on(PageLoanEntry, func(l *lendable) string { return loanTake + ":" + l.begun(9).String() })},
		{"loan-act-write-off", on(PageLoanAct, first("1:"))},
		{"loan-act-grade", on(PageLoanAct, first("3:"))},
		{"loan-products", on(PageLoanProducts, nothing)},
		{"loan-product", on(PageLoanProduct, func(*lendable) string { return "menurun" })},
		{"loan-policy", on(PageLoanPolicy, func(*lendable) string { return coop.SettingLoanRateCap })},
		{"loan-policy-days", on(PageLoanPolicy, func(*lendable) string { return coop.SettingLoanGradeDays })},
	}
}

// applies fills in an application that the member can hardly carry.
func (s *screen) applies() {
	for _, answer := range []string{
		"gunawan hid", "flat", "9000000", "12", "", "modal warung", "2500000", "1900000", "150000", "",
		"Motor Supra", "8000000", "100000",
	} {
		s.typed(answer)
		s.pressed(fyne.KeyReturn)
	}
}

// A loan goes its whole way by keys alone: the application, the chair's signature, the payout, a payment.
func TestLoan_ByKeys(t *testing.T) {
	l := newLendable(t)
	s := newScreen(t, l.village, "id", kit.LookPaper, 100)
	s.command(t, "loan-form")
	s.applies()
	if !s.shown("lebih dari 35") || !s.shown("Angsuran terbesar sebulan") {
		t.Error("the limits are not warned of in words")
	}
	s.command(t, "record")
	r, _ := l.Loans(context.Background(), 20261125)
	if len(r.Loans) != 1 || r.Loans[0].Status != coop.LoanApplied || len(r.Loans[0].Case.Loan.Behind) != 2 {
		t.Fatalf("the application is not recorded: %+v", r.Loans)
	}
	s.window.Canvas().OnTypedRune()('s')
	if !s.shown("Siti Rahmawati") || !s.shown("tidak boleh memutuskannya") {
		t.Error("the recorder is not told that others decide")
	}
	s.pressed(fyne.KeyReturn) // the first due date stands there
	s.witnessed("1234", l.words)
	s.command(t, "record")
	if got := l.loan(r.Loans[0].Case.ID); got.Status != coop.LoanGranted || got.Case.Approver != l.chair.User {
		t.Fatalf("the chair's word: %v", got.Status)
	}
	s.window.Canvas().OnTypedRune()('c')
	s.command(t, "record")
	got := l.loan(r.Loans[0].Case.ID)
	if got.Status != coop.LoanRunning || got.Outstanding != 9_000_000_00 {
		t.Fatalf("the payout: %v, %v", got.Status, got.Outstanding)
	}
	s.window.Canvas().OnTypedRune()('b')
	s.pressed(fyne.KeyReturn, fyne.KeyDown) // what is asked is suggested
	if !s.shown("Uang ini membayar") {
		t.Error("what the money pays for is not shown before it is recorded")
	}
	s.command(t, "record")
	if got = l.loan(got.Case.ID); got.Outstanding != 8_250_000_00 || got.Paid.Interest != 90_000_00 {
		t.Errorf("after a payment %v is owed, %v paid", got.Outstanding, got.Paid)
	}
	for _, x := range coop.NewFold(l.state).Exceptions() {
		if x.What == coop.WhatUnapproved {
			t.Errorf("an exception: %+v", x)
		}
	}
	if r, _ = l.Loans(context.Background(), 20261125); r.Unnamed() != 0 {
		t.Errorf("register and ledger differ by %v", r.Unnamed())
	}
}

// What is wrong with an answer is said in a sentence, and nothing is recorded.
func TestLoan_Refusals(t *testing.T) {
	const begun = "gunawan hid\njasa tetap\n"
	for _, x := range []struct {
		name, page, arg, keys, says string
	}{
		{"no member", PageLoanForm, "", "", "Pilih anggota yang meminjam"},
		{"letters for months", PageLoanForm, "", begun + "5000000\nsetahun\n", "Lama pinjaman setahun bulan"},
		{"no amount", PageLoanForm, "", begun + "0\n", "Tulis jumlah pinjaman di atas nol"},
		{"goods without a name", PageLoanForm, "", begun + "5000000\n12\n\n\n\n\n\n\n\n900000\n", "Tulis barang apa"},
		{"nothing is paid", PageLoanEntry, loanPay, "\n0", "Tulis jumlah di atas nol"},
		{"a write-off of too much", PageLoanAct, "1", "\n99000000\nmacet", "lebih besar daripada"},
		{"a grade without one", PageLoanAct, "3", "\n\nmacet", "Pilih salah satu dari empat tingkat"},
		{"no reason", PageLoanAct, "1", "", "Tulis alasannya"},
		{"nobody signs", PageLoanDecide, "waits", "\n", "Isian ini harus diisi"},
		{"a rule in letters", PageLoanPolicy, coop.SettingLoanRateCap, "dua empat", "Tulis angka, nol atau lebih"},
	} {
		t.Run(strings.ReplaceAll(x.name, " ", "_"), func(t *testing.T) {
			l := newLendable(t)
			id := l.lent(3, 10_000_000, "flat", 20260810)
			arg := x.arg
			switch x.page {
			case PageLoanEntry, PageLoanAct:
				arg += ":" + id.String()
			case PageLoanDecide:
				arg = l.applies(5, 2_000_000, "flat").String()
			}
			s := newScreen(t, l.village, "id", kit.LookPaper, 100)
			s.Go(Route{Page: x.page, Arg: arg})
			before := l.head
			for i, answer := range strings.Split(x.keys, "\n") {
				if i > 0 {
					s.pressed(fyne.KeyReturn)
				}
				s.typed(answer)
			}
			s.command(t, "record")
			if l.head != before {
				t.Error("something is recorded")
			}
			if !s.shown(x.says) {
				t.Errorf("%q is not said", x.says)
			}
		})
	}
}

// A write-off takes the chair and a supervisor, and its entry the decision.
func TestLoan_WriteOff(t *testing.T) {
	l := newLendable(t)
	id := l.lent(3, 10_000_000, "flat", 20260810)
	s := newScreen(t, l.village, "id", kit.LookPaper, 100)
	s.Go(Route{Page: PageLoan, Arg: id.String()})
	s.window.Canvas().OnTypedRune()('h')
	s.pressed(fyne.KeyReturn, fyne.KeyReturn)
	s.typed("pindah tanpa alamat")
	s.command(t, "record")
	act := l.loan(id).Case.Acts[0]
	if act.Act.Class != coop.LoanWriteOff || act.Act.Amount != l.loan(id).Outstanding || act.Granted {
		t.Fatalf("the proposal: %+v", act)
	}
	s.witnessed("1234", l.words)
	s.command(t, "record")
	if s.shown("disetujui, belum dibukukan") || !s.shown("1 dari 2 tanda tangan") || !s.shown("Budi Santoso") {
		t.Error("after one of two signatures the card does not say so") // it said that the write-off was agreed
	}
	s.Go(Route{Page: PageLoanDecide, Arg: id.String() + ":" + coop.HashID(act.Head.Hash, 0).String()})
	if !s.shown("ketua dan pengawas, dua-duanya") || !s.shown("1 dari 2 tanda tangan") {
		t.Error("it is not said that it takes two")
	}
}

// A policy is read and typed in people's terms: the page showed 2400 for 24 per cent, and wanted it typed so.
func TestLoanPolicy_AsSpoken(t *testing.T) {
	l := newLendable(t)
	s := newScreen(t, l.village, "id", kit.LookPaper, 100)
	s.command(t, "loan-products")
	for _, words := range []string{
		"24 %", "Lancar sampai 90 hari", "Macet 100 %", "manajer tidak memutus sendiri", "ketua memutus berapa pun",
	} {
		if !s.shown(words) {
			t.Errorf("%q is not shown", words)
		}
	}
	s.Go(Route{Page: PageLoanPolicy, Arg: coop.SettingLoanRateCap})
	s.pressed(fyne.KeyEnd, fyne.KeyBackspace, fyne.KeyBackspace)
	s.typed("18,5 %")
	s.command(t, "record")
	settings, err := l.Settings(context.Background())
	if err != nil || coop.LoanRulesAt(settings, coop.DateFromTime(l.now)).RateCap != 1850 {
		t.Errorf("the rate is not kept: %v", err)
	}
	s.Go(Route{Page: PageLoanPolicy, Arg: coop.SettingLoanGradeDays})
	for _, days := range []string{"5", "", ""} { // 905 days, then 180
		s.typed(days)
		s.pressed(fyne.KeyReturn)
	}
	s.command(t, "record")
	if !s.shown("tidak dapat dipakai") {
		t.Error("limits that do not ascend are not refused in words")
	}
	s.Go(Route{Page: PageLoanPolicy, Arg: coop.SettingLoanManager})
	before := l.head
	s.command(t, "record")
	if l.head != before {
		t.Error("the treasurer set the manager's ceiling")
	}
}

// begun is a loan of 6.000.000 from an old book, of which 4.000.000 stood in the opening balance, granted since.
func (l *lendable) begun(member int) coop.ID {
	l.t.Helper()
	l.acts(coop.KindOpening, coop.Opening{
		Date: 20260701, Account: coop.AccountLoan, Member: l.someMember(l.t, member).Member, Amount: 4_000_000_00,
	})
	id := l.applies(member, 6_000_000, "menurun")
	v := l.loan(id)
	terms := v.Product.Apply(v.Case.Loan.Principal, 12, 20260415)
	l.grants(v.Case.Head, terms.Figures())
	return id
}

// A loan from before the book is put into the register against the opening balance: no money leaves, the register says
// what the account says, and it is paid on from where the old book stopped.
func TestLoan_FromOldBook(t *testing.T) {
	l := newLendable(t)
	id := l.begun(9)
	s := newScreen(t, l.village, "id", kit.LookPaper, 100)
	s.Go(Route{Page: PageLoan, Arg: id.String()})
	s.window.Canvas().OnTypedRune()('l')
	if !s.shown("Rp4.000.000 untuk anggota ini") {
		t.Error("it is not said what stands without a loan's name")
	}
	s.pressed(fyne.KeyReturn)
	s.typed("4000001")
	before := l.head
	s.command(t, "record")
	if l.head != before {
		t.Error("more than the opening balance is taken over")
	}
	s.pressed(fyne.KeyEnd, fyne.KeyBackspace)
	s.typed("0")
	s.command(t, "record")
	got := l.loan(id)
	if got.Status != coop.LoanRunning || got.Outstanding != 4_000_000_00 || got.Lines[3].OpenPrincipal() != 0 ||
		got.Lines[4].OpenPrincipal() != 500_000_00 || got.Open.Member != 0 {
		t.Errorf("taken over: %v, %v owed, %+v left", got.Status, got.Outstanding, got.Open)
	}
	if r, _ := l.Loans(context.Background(), 20261125); r.Unnamed() != 0 {
		t.Errorf("register and ledger differ by %v", r.Unnamed())
	}
	for _, x := range coop.NewFold(l.state).Exceptions() {
		if x.What == coop.WhatUnapproved {
			t.Errorf("an exception: %+v", x)
		}
	}
}

// Who typed the day of a payout and at once Ctrl+Enter, faster than the loan of that day was read, had it recorded
// under the day that stood there before. Recording waits for the typed day, and twice pressed it is recorded once.
func TestLoanOut_FastTyped(t *testing.T) {
	l := newLendable(t)
	id := l.applies(9, 6_000_000, "menurun")
	v := l.loan(id)
	terms := v.Product.Apply(v.Case.Loan.Principal, 12, 20261215)
	l.grants(v.Case.Head, terms.Figures())
	s := newScreen(t, l.village, "id", kit.LookPaper, 100)
	s.Go(Route{Page: PageLoanEntry, Arg: loanOut + ":" + id.String()})
	before := l.head.Seq
	letGo := s.slowed()
	s.typed("20/11/2026")
	s.pressed(fyne.KeyReturn)
	s.command(t, "record")
	s.command(t, "record")
	letGo()
	if got := l.loan(id); got.PaidOut != 20261120 || l.head.Seq-before != 1 {
		t.Errorf("paid out on %v by %d entries, want 2026-11-20 by one", got.PaidOut, l.head.Seq-before)
	}
}

// Ctrl+Enter twice before the first was durable, as a key held down sends it: the payment was recorded twice.
func TestLoanPay_HeldKey(t *testing.T) {
	l := newLendable(t)
	l.lent(3, 10_000_000, "flat", 20260810)
	r, err := l.Loans(context.Background(), 20261125)
	if err != nil {
		t.Fatal(err)
	}
	s := newScreen(t, l.village, "id", kit.LookPaper, 100)
	s.Go(Route{Page: PageLoanEntry, Arg: loanPay + ":" + r.Loans[0].Case.ID.String()})
	s.pressed(fyne.KeyReturn)
	s.typed("1500000")
	before := l.head.Seq
	letGo := s.slowed()
	s.command(t, "record")
	s.command(t, "record")
	letGo()
	if made := l.head.Seq - before; made != 1 {
		t.Errorf("%d changes are recorded of one payment", made)
	}
}
