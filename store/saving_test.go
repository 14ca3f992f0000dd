package store

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"lumbung/store/coop"
)

// saving moves a member's saving: a deposit, or a withdrawal below zero.
func saving(member coop.ID, account string, date coop.Date, rupiah int64) coop.Entry {
	amount := coop.Money(rupiah) * coop.Rupiah
	return coop.Entry{Date: date, Lines: []coop.Line{
		{Account: "11101", Amount: amount}, {Account: account, Amount: -amount, Member: member},
	}}
}

func ofSettings(t testing.TB, b *testBook, texts ...string) {
	t.Helper()
	for _, text := range texts {
		key, value, _ := strings.Cut(text, "=")
		b.record(t, "Siti", coop.Setting{Key: key, Value: value})
	}
}

// A month's run on the real book: daily balances by index, one entry a member, once.
func TestSavingsBook_Run(t *testing.T) {
	b := newTestBook(t)
	ofSettings(t, b, "savings.voluntary.rate=365")
	ana := b.member(t, coop.MemberInput{Number: "10", Name: "Ana"})
	ana2 := b.member(t, coop.MemberInput{Number: "11", Name: "Ana lagi"})
	budi := b.member(t, coop.MemberInput{Number: "9", Name: "Budi"})
	b.onePerson(t, ana, ana2)
	person := must(b.Member(ctx, ana))(t).Same
	b.record(t, "Siti", saving(ana, "21101", 20251210, 1_000_000))
	b.record(t, "Siti", saving(ana2, "21101", 20260111, 1_000_000))
	b.record(t, "Siti", saving(ana, "21101", 20260121, -500_000))
	b.record(t, "Siti", saving(budi, "21101", 20260115, 5_000_000))
	b.record(t, "Siti", saving(budi, "31101", 20251215, 5_000_000))
	b.record(t, "Siti", saving(budi, "21101", 20260205, 9_000_000))
	book := must(b.SavingsBook(ctx, 202601))(t)
	shares := must(book.Rules.Run(book.InterestMonth))(t)
	got := ""
	for _, s := range shares {
		got += fmt.Sprintf("%s=%d ", book.People[s.Member].Name, s.Gross/coop.Rupiah)
	}
	// 365 bp a year are a ten-thousandth a day: 17 × 5.000.000; 10 × 1.000.000 + 10 × 2.000.000 + 11 × 1.500.000
	name := book.People[person].Name
	if want := "Budi=8500 " + name + "=4650 "; got != want {
		t.Fatalf("earned %s, want %s", got, want)
	}
	acts := coop.RunActs(shares, 202601)
	b.acts(t, "Siti", acts...)
	for i, done := range b.acts(t, "Siti", acts...) {
		if !done.Already {
			t.Errorf("entry %d was recorded twice", i)
		}
	}
	book = must(b.SavingsBook(ctx, 202601))(t)
	shares = must(book.Rules.Run(book.InterestMonth))(t)
	if _, _, members := coop.InterestTotal(shares); members != 0 || !shares[0].Done || shares[0].Recorded != 8500_00 {
		t.Errorf("still to be recorded: %+v", shares)
	}
	// what was taken back can be recorded again
	first := b.acts(t, "Siti", acts[0])[0]
	b.recordKind(t, coop.KindReversal, coop.Reversal{Entry: first.ID, Date: 20260131, Reason: "salah"})
	book = must(b.SavingsBook(ctx, 202601))(t)
	again := coop.RunActs(must(book.Rules.Run(book.InterestMonth))(t), 202601)
	if len(again) != 1 || b.acts(t, "Siti", again...)[0].Already {
		t.Errorf("after a reversal: %d acts", len(again))
	}
	b.clean(t)
}

// The life of a deposit: money, months of accrual, a roll-over, the end with tax over what the month brought.
func TestTerms_Life(t *testing.T) {
	b := newTestBook(t)
	ana := b.member(t, coop.MemberInput{Number: "1", Name: "Ana"})
	term := coop.Term{
		Member: ana,
		Number: "B-1",
		Amount: 60_000_000_00,
		Months: 1,
		Rate:   600,
		Date:   20260101,
		Roll:   coop.RollPrincipal,
	}
	ofSettings(t, b, "term.year=months")
	siti := b.person(t, "Siti")
	_, err := b.RecordWith(ctx, siti, []coop.Act{{Kind: coop.KindTerm, Body: term}},
		func(made []coop.ID) ([]coop.Act, error) {
			e, problems := coop.OpenTerm(term, made[0], "11101", "", "")
			if len(problems) > 0 {
				t.Fatal(problems)
			}
			return []coop.Act{act(e)}, nil
		})
	if err != nil {
		t.Fatal(err)
	}
	rules := coop.SavingRulesOf(must(b.Settings(ctx))(t))
	v := must(b.Terms(ctx))(t)[0]
	if v.Held != 60_000_000_00 || v.End() != 20260201 || v.DaysLeft(20260130) != 2 || v.Owner.Name != "Ana" {
		t.Fatalf("%+v", v)
	}
	e, any, err := rules.Accrual(&v, 202601)
	if !any || err != nil {
		t.Fatal(any, err)
	}
	b.acts(t, "Siti", act(e))
	v = must(b.Terms(ctx))(t)[0]
	if before := must(b.TaxState(ctx, ana, 202601))(t); v.Accrued != 300_000_00 || before != (coop.TaxState{}) {
		t.Errorf("accrued %v; an accrual pays nothing: %+v", v.Accrued, before)
	}
	sum, problems := rules.EndTerm(&v, 20260201, must(b.TaxState(ctx, ana, 202602))(t))
	next, more := rules.RollTerm(&v, sum, "B-2", 20260201)
	if len(problems)+len(more) > 0 || sum.Tax != 30_000_00 {
		t.Fatal(problems, more, sum)
	}
	if _, err = b.RecordWith(ctx, siti, []coop.Act{{Kind: coop.KindTerm, Body: next}},
		func(made []coop.ID) ([]coop.Act, error) {
			return []coop.Act{act(coop.RolledTerm(&v, sum, next, made[0]))}, nil
		}); err != nil {
		t.Fatal(err)
	}
	all := must(b.Terms(ctx))(t)
	if all[0].Number != "B-2" || all[1].Next != all[0].ID || all[1].EndedOn != 20260201 || all[1].Runs() {
		t.Errorf("%+v", all)
	}
	if got := must(b.TaxState(ctx, ana, 202602))(t); got != (coop.TaxState{Gross: 300_000_00, Tax: 30_000_00}) {
		t.Errorf("what February brought: %+v", got)
	}
	if got := closings(
		t,
		b.Book,
		0,
		20260228,
	); got["21101"] != -270_000 || got["23101"] != 0 ||
		got["53102"] != 300_000 {
		t.Errorf("%v", got)
	}
	b.clean(t)
}

// Blocks hold until they are lifted; a member of whom nothing is recorded is idle; heirs lie sealed.
func TestBlocksIdleAndHeirs(t *testing.T) {
	b := newTestBook(t)
	heirs := coop.HeirsText([]coop.Heir{{Name: "Aminah", Relation: "istri", Share: 10_000}})
	ana := b.member(t, coop.MemberInput{
		Number: "1", Name: "Ana", Joined: "2024-01-01", MemberPrivate: coop.MemberPrivate{Heirs: heirs},
	})
	b.member(t, coop.MemberInput{Number: "2", Name: "Baru", Joined: "2026-01-01"})
	b.record(t, "Siti", saving(ana, "21101", 20250110, 1_000_000))
	block := b.recordKind(t, coop.KindBlock, coop.Block{
		Member: ana, Account: "21101", Amount: 400_000_00, Date: 20260105, Reason: "jaminan",
	})
	views := must(b.Blocks(ctx))(t)
	if len(views) != 1 || !views[0].Holds(20260110) {
		t.Fatalf("%+v", views)
	}
	lift, _ := views[0].Lift(20260120, "lunas")
	b.recordKind(t, coop.KindBlock, lift)
	if v := must(b.Blocks(ctx))(t)[0]; v.ID != block.ID || v.Holds(20260120) || !v.Holds(20260119) {
		t.Errorf("%+v", v)
	}
	idle := must(b.Idle(ctx, 20260115))(t)
	if len(idle) != 1 || idle[0].Months != 12 || idle[0].Last != 20250110 {
		t.Errorf("%+v", idle)
	}
	b.record(t, "Siti", saving(ana, "21101", 20260113, 10_000))
	if now, then := must(b.Idle(ctx, 20260115))(t), must(b.Idle(ctx, 20260112))(t); len(now) != 0 || len(then) != 1 ||
		then[0].Last != 20250110 {
		t.Errorf("an entry of today shows in the list of yesterday: %+v, %+v", now, then)
	}
	if got := must(b.Member(ctx, ana))(t).Private.Heirs; got != heirs {
		t.Errorf("heirs %q", got)
	}
	b.clean(t)
}

// The register of special-purpose savings comes to account 21102 whatever the lines name: a purpose that is offered,
// one that is offered no more, one that nobody named, none at all, and nobody.
func TestSpecials(t *testing.T) {
	b := newTestBook(t)
	ofSettings(t, b, "savings.special.lebaran.name=Lebaran", "savings.special.haji.name=Haji")
	b.record(t, "Siti", coop.Setting{Key: coop.SettingSpecial("haji", "name"), From: 20260110})
	ana := b.member(t, coop.MemberInput{Number: "10", Name: "Ana"})
	budi := b.member(t, coop.MemberInput{Number: "9", Name: "Budi"})
	put := func(member coop.ID, special coop.ID, day coop.Date, rupiah int64) coop.ID {
		e := saving(member, coop.AccountSpecial, day, rupiah)
		e.Lines[1].Loan = special
		return b.record(t, "Siti", e).ID
	}
	put(ana, coop.SpecialID("lebaran"), 20251210, 300_000)
	put(ana, coop.SpecialID("lebaran"), 20260112, -100_000)
	wrong := put(budi, coop.SpecialID("lebaran"), 20260113, 70_000)
	put(budi, coop.SpecialID("haji"), 20251211, 1_000_000)
	put(budi, coop.ID{}, 20251212, 250_000)
	put(coop.ID{}, coop.ID{}, 20260114, 40_000)
	put(ana, coop.OnceID("special-saving", "of another laptop", ""), 20260115, 5_000)
	b.recordKind(t, coop.KindReversal, coop.Reversal{Entry: wrong, Date: 20260113, Reason: "salah"})
	reg := must(b.Specials(ctx, 20260101, 20260131))(t)
	var got []string
	for i := range reg.Groups {
		g := &reg.Groups[i]
		sum := g.Sum()
		got = append(got, fmt.Sprintf("%s %d: %d+%d-%d=%d", g.Name, g.Savers(), sum.Opening/coop.Rupiah,
			sum.In/coop.Rupiah, sum.Out/coop.Rupiah, sum.Closing()/coop.Rupiah))
	}
	want := []string{
		"Haji 1: 1000000+0-0=1000000", "Lebaran 1: 300000+70000-170000=200000", " 1: 0+5000-0=5000",
		" 1: 250000+40000-0=290000",
	}
	if !slices.Equal(got, want) {
		t.Errorf("the register says\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if ledger := -closings(t, b.Book, 0, 20260131)[coop.AccountSpecial] * int64(coop.Rupiah); reg.Off() != 0 ||
		int64(reg.Sum()) != ledger {
		t.Errorf("the register comes to %v, the account to %v", reg.Sum(), ledger)
	}
	if moves := reg.Groups[1].Moves; len(moves) != 2 || moves[0].Member.Name != "Budi" {
		t.Errorf("not in the order of numbers: %+v", moves)
	}
	b.clean(t)
}

// Somebody leaves: asked for, agreed to by the chair, set off and paid in one go.
func TestLeaver(t *testing.T) {
	b := newTestBook(t)
	ana := b.member(t, coop.MemberInput{Number: "40", Name: "Ana", Status: "aktif"})
	b.record(t, "Siti", saving(ana, "31101", 20251201, 50_000))
	b.record(t, "Siti", due(ana, 20251202, 20_000, 202512))
	b.record(t, "Siti", saving(ana, "21101", 20251202, 3_650_000))
	edit, _ := coop.AskLeave(coop.Leaver{MemberRow: must(b.Member(ctx, ana))(t).MemberRow}, coop.LeaveAsk{
		Why: coop.StatusLeft, Date: 20260105, Reason: "pindah desa",
	})
	b.recordKind(t, coop.KindMemberEdit, edit)
	v := must(b.Leaver(ctx, ana, 20260111))(t)
	running := must(func() (coop.InterestShare, error) {
		book := must(b.SavingsBook(ctx, 202601))(t)
		return book.Until(ana, 20260111)
	}())(t)
	sum := v.Sum(running, 0, 0)
	if v.Request.IsZero() || v.AskedName != "Siti" || sum.Net() != 3_723_000_00 {
		t.Fatalf("%+v: %v", v, sum.Net())
	}
	if got := coop.CheckLeave(v.Leaver(), sum, v.Decision, v.Terms, 20260111); got[0].Key != coop.ProblemLeaveWaits {
		t.Fatal(got)
	}
	budi := b.person(t, "Budi")
	if _, err := b.MakeUserKey(ctx, budi, testPhrase, ""); err != nil {
		t.Fatal(err)
	}
	b.marked(
		t,
		budi,
		coop.KindApproval,
		coop.Approval{Subject: v.Request, Granted: true, Figures: coop.LeaveFigures(sum)},
	)
	v = must(b.Leaver(ctx, ana, 20260111))(t)
	if got := coop.CheckLeave(v.Leaver(), sum, v.Decision, v.Terms, 20260111); len(got) > 0 || v.Decided != "Budi" {
		t.Fatal(got, v.Decided)
	}
	acts, problems := coop.LeaveActs(v.Leaver(), sum, coop.AccountRefund, 20260111, "", "")
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	b.acts(t, "Siti", acts...)
	m := must(b.Member(ctx, ana))(t)
	list := must(b.LeaverList(ctx, 20260131))(t)
	if m.Left != "2026-01-11" || m.Status != "keluar" || len(list) != 1 || list[0].Kept != 3_723_000_00 {
		t.Errorf("%+v, %+v", m, list)
	}
	if left := must(b.Leaver(ctx, ana, 20260131))(t); len(left.Balances) != 0 {
		t.Errorf("left over: %+v", left.Balances)
	}
	book := must(b.SavingsBook(ctx, 202601))(t)
	if shares := must(book.Rules.Run(book.InterestMonth))(t); len(shares) != 1 || !shares[0].Done {
		t.Errorf("the month would be paid again: %+v", shares)
	}
	b.clean(t)
}

// TestSavingsBook_ownInterest: interest is credited on the month's last day, and that day's balance counts. A month
// that was recorded came to more at the next look, and everybody with a few million was shown as wrongly paid.
func TestSavingsBook_ownInterest(t *testing.T) {
	b := newTestBook(t)
	ana := b.member(t, coop.MemberInput{Number: "1", Name: "Ana"})
	b.record(t, "Siti", saving(ana, "21101", 20251231, 187_654_321))
	look := func() coop.InterestShare {
		t.Helper()
		book := must(b.SavingsBook(ctx, 202601))(t)
		shares := must(book.Rules.Run(book.InterestMonth))(t)
		if len(shares) != 1 {
			t.Fatalf("%d shares", len(shares))
		}
		return shares[0]
	}
	before := look() // 187.654.321 × 3 % × 31 / 365 = 478.132,93; a tenth of it is tax
	if before.Gross != 478_133_00 || before.Tax != 47_813_00 {
		t.Fatalf("earned %v, taxed %v", before.Gross, before.Tax)
	}
	done := b.record(t, "Siti", before.Entry(202601))
	after := look()
	if !after.Done || after.Gross != before.Gross || after.Recorded != before.Gross || after.Tax != before.Tax {
		t.Errorf("recorded %v, and now it comes to %v with %v of tax", after.Recorded, after.Gross, after.Tax)
	}
	b.recordKind(t, coop.KindReversal, coop.Reversal{Entry: done.ID, Date: 20260131, Reason: "salah"})
	if again := look(); again.Done || again.Gross != before.Gross {
		t.Errorf("taken back, it comes to %v", again.Gross)
	}
	// with the interest taken back February begins with what was paid in alone
	next := must(b.SavingsBook(ctx, 202602))(t)
	if got := must(next.Rules.Run(next.InterestMonth))(t)[0].Gross; got != 431_862_00 { // × 28 days: 431.862,00
		t.Errorf("February earns %v", got)
	}
	b.clean(t)
}

// TestInterest_lateDeposit: a deposit that is written down after the run used to leave a mark on the page and nothing
// that could be done but to reverse each entry by hand. The difference is put right in one go, also where
// nothing is left to be earned, and the tax is that of the new sum together with what else the month brought.
func TestInterest_lateDeposit(t *testing.T) {
	b := newTestBook(t)
	ana := b.member(t, coop.MemberInput{Number: "1", Name: "Ana"})
	budi := b.member(t, coop.MemberInput{Number: "2", Name: "Budi"})
	b.record(t, "Siti", saving(ana, "21101", 20251231, 94_000_000))
	wrong := b.record(t, "Siti", saving(budi, "21101", 20260110, 7_300_000))
	look := func() []coop.InterestShare {
		t.Helper()
		book := must(b.SavingsBook(ctx, 202601))(t)
		return must(book.Rules.Run(book.InterestMonth))(t)
	}
	b.acts(t, "Siti", coop.RunActs(look(), 202601)...) // 94.000.000 × 3 % × 31 / 365 = 239.507: no tax; Budi 13.200
	b.record(t, "Siti", saving(ana, "21101", 20260117, 1_000_000))
	b.recordKind(t, coop.KindReversal, coop.Reversal{Entry: wrong.ID, Date: 20260110, Reason: "salah orang"})
	shares := look()
	over, under, people := coop.Differences(shares)
	// + 1.000.000 × 3 % × 15 / 365 = 1.233 of 240.740 in all, above the limit: 24.074 of tax
	if people != 2 || over != 13_200_00 || under != 1_233_00 || shares[0].Tax != 24_074_00 {
		t.Fatalf("%d people: %v over, %v under, %+v", people, over, under, shares)
	}
	acts := coop.FixActs(shares, 202601, "susulan")
	b.acts(t, "Siti", acts...)
	if len(acts) != 3 {
		t.Errorf("%d acts; Budi gets nothing instead", len(acts))
	}
	if _, _, people := coop.Differences(look()); people != 0 {
		t.Errorf("%d people are still paid wrongly", people)
	}
	want := map[string]int64{"21101": -(95_000_000 + 240_740 - 24_074), "53101": 240_740, "23203": -24_074}
	got := closings(t, b.Book, 0, 20260131)
	for account, sum := range want {
		if got[account] != sum {
			t.Errorf("%s holds %d, want %d", account, got[account], sum)
		}
	}
	b.clean(t)
}

// TestInterest_gone: interest of a month that is recorded after somebody left went onto a saving that nobody could
// close any more. It is kept for them, where the page of leaving pays it.
func TestInterest_gone(t *testing.T) {
	b := newTestBook(t)
	ana := b.member(t, coop.MemberInput{Number: "1", Name: "Ana", Status: "aktif"})
	b.record(t, "Siti", saving(ana, "21101", 20251231, 10_000_000))
	b.record(t, "Siti", saving(ana, "21101", 20260203, -10_000_000))
	b.recordKind(t, coop.KindMemberEdit, coop.MemberEdit{Member: ana, Fields: map[coop.Field]string{
		coop.FieldStatus: coop.StatusLeft, coop.FieldLeft: "2026-02-03",
	}})
	book := must(b.SavingsBook(ctx, 202601))(t)
	b.acts(t, "Siti", coop.RunActs(must(book.Rules.Run(book.InterestMonth))(t), 202601)...)
	list := must(b.LeaverList(ctx, 20260210))(t)
	if got := closings(t, b.Book, 0, 20260210); got["21101"] != 0 || got["21106"] != -25_479 || len(list) != 1 {
		t.Errorf("%v, %+v", got, list)
	}
	b.clean(t)
}

// TestLeaver_heldBack: a member whose saving stands behind another's loan, or is blocked, could leave and take it
// along; and what was agreed to be given back of a loan's security stayed blocked.
func TestLeaver_heldBack(t *testing.T) {
	b := newTestBook(t)
	if _, err := b.MakeUserKey(ctx, b.person(t, "Budi"), testPhrase, ""); err != nil {
		t.Fatal(err)
	}
	ana := b.member(t, coop.MemberInput{Number: "1", Name: "Ana", Status: "aktif"})
	joko := b.member(t, coop.MemberInput{Number: "2", Name: "Joko", Status: "aktif"})
	b.record(t, "Siti", saving(ana, "21101", 20250801, 700_000))
	b.record(t, "Siti", saving(joko, "21101", 20250801, 300_000))
	id := b.lend(t, coop.Loan{
		Member: joko, Product: "flat", Principal: 10_000_000 * coop.Rupiah, Months: 12, Date: 20250820,
		Behind: []coop.Security{
			{Class: coop.SecuritySaving, Member: ana, Account: "21101", Value: 500_000_00, Text: "simpanan Ana"},
			{Class: coop.SecuritySaving, Member: joko, Account: "21101", Value: 300_000_00},
			{Class: coop.SecurityGuarantor, Member: ana},
		},
	}, goldenTerms())
	loan := must(b.Loan(ctx, id, 20250822))(t)
	e, problems := loan.PayOutEntry("11201", "", coop.LoanText{})
	b.entryOf(t, e, problems)
	first := func(v coop.LeaverView) string {
		t.Helper()
		if p := v.Check(v.Sum(coop.InterestShare{}, 0, 0), 20250910); len(p) > 0 {
			return p[0].Key
		}
		return ""
	}
	v := must(b.Leaver(ctx, ana, 20250910))(t)
	if first(v) != coop.ProblemLeaveBlocked || len(v.Behind) != 1 || v.Behind[0] != "Joko" {
		t.Errorf("%s, surety for %v", first(v), v.Behind)
	}
	if got := first(must(b.Leaver(ctx, joko, 20250910))(t)); got != coop.ProblemLeaveNotAsked {
		t.Errorf("the borrower's own saving is set off, not held back: %s", got)
	}
	release := b.record(t, "Siti", coop.LoanAct{
		Loan: id, Class: coop.LoanRelease, Date: 20250905, Reason: "penjamin lain",
	})
	says := coop.Approval{Subject: coop.Head{Log: b.own.Log, Seq: release.Seq, Hash: release.Hash}, Granted: true}
	b.marked(t, b.person(t, "Budi"), coop.KindApproval, says)
	v = must(b.Leaver(ctx, ana, 20250910))(t)
	if first(v) != coop.ProblemLeaveNotAsked || len(must(b.Blocks(ctx))(t)) != 0 {
		t.Errorf("given back, it is still blocked: %s", first(v))
	}
	// The chair's last word counts: the list of blocks took any yes for one, the exceptions did not.
	says.Granted, says.Reason = false, "penjamin lain mundur"
	b.marked(t, b.person(t, "Budi"), coop.KindApproval, says)
	if v = must(b.Leaver(ctx, ana, 20250910))(t); first(v) != coop.ProblemLeaveBlocked {
		t.Errorf("taken back, it is not blocked: %s", first(v))
	}
}

// TestRefund_twoLaptops: two laptops that both pay a refund out knew nothing of it: the account of refunds fell below
// nothing, and no exception said so.
func TestRefund_twoLaptops(t *testing.T) {
	b := newTestBook(t)
	ana := b.member(t, coop.MemberInput{Number: "1", Name: "Ana"})
	b.record(t, "Siti", saving(ana, coop.AccountRefund, 20260105, 700_003))
	e, problems := coop.PayRefund(ana, 700_003_00, 700_003_00, "11101", 20260106, "", "")
	b.entryOf(t, e, problems)
	v := must(b.Leaver(ctx, ana, 20260110))(t)
	if v.Kept != 0 || len(v.Refunds) != 1 || v.Refunds[0].Amount != 700_003_00 {
		t.Errorf("%+v", v)
	}
	paid := v.Refunds[0].Entry
	b.record(t, "Siti", coop.Reversal{Entry: paid, Date: 20260111, Reason: "salah orang"})
	v = must(b.Leaver(ctx, ana, 20260112))(t)
	if v.Kept != 700_003_00 || len(v.Refunds) != 1 || v.Refunds[0].Amount != 0 {
		t.Errorf("taken back, it counts as paid: %+v", v)
	}
	b.record(t, "Siti", e)
	b.record(t, "Siti", e) // as the other laptop does
	found := 0
	for _, x := range must(b.Exceptions(ctx))(t) {
		if x.What == coop.WhatOverdrawn && x.Account == coop.AccountRefund && x.Amount == -700_003_00 {
			found++
		}
	}
	if found != 1 {
		t.Errorf("%d exceptions tell of a refund paid twice", found)
	}
	b.clean(t)
}
