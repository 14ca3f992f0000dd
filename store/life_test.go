package store

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"lumbung/store/coop"
)

// leaves settles somebody's leaving on a day, agreed to by the chair: what they get is kept for them.
func (b *testBook) leaves(t testing.TB, member coop.ID, day coop.Date) coop.LeaveSum {
	t.Helper()
	edit, problems := coop.AskLeave(coop.Leaver{MemberRow: must(b.Member(ctx, member))(t).MemberRow}, coop.LeaveAsk{
		Why: coop.StatusLeft, Date: day, Reason: "pindah desa",
	})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	b.recordKind(t, coop.KindMemberEdit, edit)
	v := must(b.Leaver(ctx, member, day))(t)
	sum := v.Sum(coop.InterestShare{}, 0, 0)
	budi := b.person(t, "Budi")
	b.marked(t, budi, coop.KindApproval, coop.Approval{
		Subject: v.Request, Granted: true, Figures: coop.LeaveFigures(sum),
	})
	v = must(b.Leaver(ctx, member, day))(t)
	acts, more := coop.LeaveActs(v.Leaver(), sum, coop.AccountRefund, day, "", "")
	if more = append(more, v.Check(sum, day)...); len(more) > 0 {
		t.Fatal(more)
	}
	if _, err := b.Record(ctx, b.person(t, "Siti"), acts...); err != nil {
		t.Fatal(err)
	}
	return sum
}

// TestMember_again: who left and came again was told to have somebody else's NIK for ever, because who left counted
// beside who is there; the register of the law has one NIK among those who are members (domain §5.2). They come with a
// new number, owe a new simpanan pokok, and nothing of what was settled comes back.
func TestMember_again(t *testing.T) {
	b := newTestBook(t)
	nik := coop.MemberPrivate{NIK: "6112034507900003"}
	if _, err := b.MakeUserKey(ctx, b.person(t, "Budi"), testPhrase, ""); err != nil {
		t.Fatal(err)
	}
	ana := b.member(t, coop.MemberInput{Number: "7", Name: "Ana", Joined: "2025-11-01", MemberPrivate: nik})
	b.record(t, "Siti", saving(ana, "31101", 20251101, 50_000))
	b.record(t, "Siti", due(ana, 20251202, 20_000, 202511, 202512))
	sum := b.leaves(t, ana, 20260105)
	if sum.Net() != 90_000_00 {
		t.Fatalf("settled with %v", sum.Net())
	}
	again := b.member(t, coop.MemberInput{Name: "Ana", Joined: "2026-03-01", MemberPrivate: nik})
	b.record(t, "Siti", saving(again, "31101", 20260301, 50_000))
	b.record(t, "Siti", due(again, 20260301, 20_000, 202603))
	for _, x := range must(b.Exceptions(ctx))(t) {
		if x.What == coop.WhatSameNIK {
			t.Errorf("she is told to be somebody else: %+v", x)
		}
	}
	m := must(b.Member(ctx, again))(t)
	if was := must(b.Member(ctx, ana))(t); m.Number == was.Number || m.Number == "" || was.Left != "2026-01-05" {
		t.Errorf("number %q after %q, left on %q", m.Number, was.Number, was.Left)
	}
	if m.Savings != 70_000_00 || m.PaidTo != 202603 {
		t.Errorf("she has %v and is paid to %v: what was settled came back", m.Savings, m.PaidTo)
	}
	list := must(b.LeaverList(ctx, 20260301))(t)
	if len(list) != 1 || list[0].Member.Member != ana || list[0].Kept != 90_000_00 {
		t.Errorf("what is kept for her: %+v", list)
	}
	other := b.member(t, coop.MemberInput{Number: "40", Name: "Bukan Ana", MemberPrivate: nik})
	found := 0
	for _, x := range must(b.Exceptions(ctx))(t) {
		if x.What == coop.WhatSameNIK && x.Member == other {
			found++
		}
	}
	if found != 1 {
		t.Errorf("%d exceptions tell of two members with one NIK", found)
	}
	b.clean(t)
}

// opens records a term deposit with its money and gives it as it stands.
func (b *testBook) opens(t testing.TB, term coop.Term) coop.TermView {
	t.Helper()
	_, err := b.RecordWith(ctx, b.person(t, "Siti"), []coop.Act{{Kind: coop.KindTerm, Body: term}},
		func(made []coop.ID) ([]coop.Act, error) {
			e, problems := coop.OpenTerm(term, made[0], "11101", "", "")
			if len(problems) > 0 {
				return nil, problems[0]
			}
			return []coop.Act{act(e)}, nil
		})
	if err != nil {
		t.Fatal(err)
	}
	all := must(b.Terms(ctx))(t)
	i := slices.IndexFunc(all, func(v coop.TermView) bool { return v.Number == term.Number })
	return all[i]
}

// A year's deposit over a 29th of February: 366 days of interest by the rule of days, accrued month by month on month
// ends that are not all where they usually are, and the rest on the day it ends. Another is broken on the leap day
// itself: its interest falls away, and what was accrued of it is no cost any more.
func TestTerms_LeapYear(t *testing.T) {
	b := newTestBook(t)
	ana := b.member(t, coop.MemberInput{Number: "1", Name: "Ana"})
	rules := coop.SavingRulesOf(must(b.Settings(ctx))(t))
	whole := b.opens(t, coop.Term{
		Member: ana, Number: "B-1", Amount: 5_000_000_00, Months: 12, Rate: 600, Date: 20240101, Roll: coop.RollPay,
	})
	broken := b.opens(t, coop.Term{
		Member: ana, Number: "B-2", Amount: 2_000_000_00, Months: 3, Rate: 600, Date: 20231229, Roll: coop.RollPay,
	})
	if broken.End() != 20240329 || whole.End() != 20250101 {
		t.Fatalf("they end on %v and %v", broken.End(), whole.End())
	}
	accrue := func(m coop.Month, number string) coop.Money {
		t.Helper()
		for _, v := range must(b.Terms(ctx))(t) {
			if v.Number != number {
				continue
			}
			e, any, err := rules.Accrual(&v, m)
			if err != nil || !any {
				t.Fatal(m, any, err)
			}
			b.record(t, "Siti", e)
			return e.Lines[0].Amount
		}
		return 0
	}
	accrue(202401, "B-2")
	pay := func(number string, day coop.Date) coop.TermSum {
		t.Helper()
		all := must(b.Terms(ctx))(t)
		v := all[slices.IndexFunc(all, func(v coop.TermView) bool { return v.Number == number })]
		s, problems := rules.EndTerm(&v, day, must(b.TaxState(ctx, ana, day.Month()))(t))
		e, more := coop.PayTerm(&v, s, "11101", day, "", "")
		if more = append(problems, more...); len(more) > 0 {
			t.Fatal(more)
		}
		b.record(t, "Siti", e)
		return s
	}
	// 2.000.000 × 6 % × 62 / 365 until the day before the leap day
	if s := pay("B-2", 20240229); !s.Early || s.Interest != 0 || s.Forgone != 20_384_00 || s.Net() != 2_000_000_00 {
		t.Errorf("broken on the leap day: %+v", s)
	}
	if got := closings(t, b.Book, 0, 20240229); got["53102"] != 0 || got["23101"] != 0 {
		t.Errorf("what fell away stays a cost: %d, owed %d", got["53102"], got["23101"])
	}
	var months []string
	for m := coop.Month(202401); m <= 202412; m = m.Add(1) {
		months = append(months, fmt.Sprint(int64(accrue(m, "B-1")/coop.Rupiah)))
	}
	want := "25479 23836 25480 24657 25480 24657 25479 25480 24657 25480 24657 25480"
	if got := strings.Join(months, " "); got != want {
		t.Errorf("accrued\n%s, want\n%s", got, want)
	}
	// 5.000.000 × 6 % × 366 / 365, a tenth of it tax
	if s := pay("B-1", 20250101); s.Early || s.Interest != 300_822_00 || s.Tax != 30_082_00 || s.Accrued != 300_822_00 {
		t.Errorf("at its end: %+v", s)
	}
	got := closings(t, b.Book, 0, 20250131)
	if got["21103"] != 0 || got["23101"] != 0 || got["53102"] != 300_822 || got["23203"] != -30_082 {
		t.Errorf("%v", got)
	}
	b.clean(t)
}

// life is what a random village does with its savings, month after month.
type life struct {
	*testBook
	*rand.Rand
	t       *testing.T
	members []coop.ID
	gone    map[coop.ID]bool
	day     coop.Date
	serial  int
	made    []coop.ID // entries that nobody took back yet
}

// entry records what the rules give; what they refuse is not recorded.
func (l *life) entry(e coop.Entry, problems ...coop.Problem) {
	if len(problems) > 0 {
		return
	}
	a := act(e)
	if e.Once != (coop.Once{}) {
		a.Body = must(l.Became(ctx, e.Once))(l.t)[e.Once.ID()].Again(e)
	}
	done, err := l.Record(ctx, l.person(l.t, "Siti"), a)
	if err != nil {
		l.t.Fatalf("%s: %v", e.Occasion, err)
	}
	l.made = append(l.made, done[0].ID)
}

func (l *life) amount() coop.Money {
	return coop.Money(1+l.Int64N(9_999_999)) * coop.Rupiah
}

// step lets one member do one thing.
func (l *life) step() {
	who := l.members[l.IntN(len(l.members))]
	l.day = l.day.AddDays(l.IntN(13))
	code := []string{"", "lebaran", "haji"}[l.IntN(3)]
	amount := l.amount()
	switch what := l.IntN(10); {
	case l.gone[who]:
		v := must(l.Leaver(ctx, who, l.day))(l.t)
		e, problems := coop.PayRefund(who, min(amount, max(v.Kept, 1)), v.Kept, "11101", l.day, "", "")
		l.entry(e, problems...)
	case what == 0:
		l.entry(saving(who, coop.AccountPrincipal, l.day, int64(amount/coop.Rupiah)))
	case what == 1:
		l.entry(due(who, l.day, 20_000, l.day.Month()))
	case what <= 3:
		l.entry(saving(who, coop.AccountVoluntary, l.day, int64(amount/coop.Rupiah)))
	case what <= 5:
		free := must(l.Leaver(ctx, who, l.day))(l.t)
		for _, b := range free.Balances {
			if b.Account == coop.AccountSpecial && b.Loan == coop.SpecialID(code) && what == 5 {
				amount = -min(amount, b.Amount)
			}
		}
		e, problems := coop.MoveSpecial(who, code, amount, max(0, -amount), "11101", l.day, "")
		l.entry(e, problems...)
	case what == 6:
		l.serial++
		l.opens(l.t, coop.Term{
			Member: who, Number: fmt.Sprint("B-", l.serial), Amount: amount, Rate: 600, Date: l.day,
			Months: 1 + l.Int64N(12), Roll: coop.RollBoth,
		})
	case what == 7:
		l.endsTerm()
	case what == 8:
		book := must(l.SavingsBook(ctx, l.day.Month().Add(-1)))(l.t)
		for _, a := range coop.RunActs(must(book.Rules.Run(book.InterestMonth))(l.t), book.Month) {
			l.entry(a.Body.(coop.Entry))
		}
	case len(l.made) > 0:
		i := l.IntN(len(l.made))
		e := l.made[i]
		l.made = slices.Delete(l.made, i, i+1)
		l.recordKind(l.t, coop.KindReversal, coop.Reversal{Entry: e, Date: l.day, Reason: "salah"})
	}
}

// endsTerm breaks, pays or renews the deposit that is next at its end.
func (l *life) endsTerm() {
	all := must(l.Terms(ctx))(l.t)
	if len(all) == 0 || !all[0].Runs() || all[0].Date > l.day {
		return
	}
	v := &all[0]
	rules := coop.SavingRulesOf(must(l.Settings(ctx))(l.t))
	s, problems := rules.EndTerm(v, l.day, must(l.TaxState(ctx, v.Member, l.day.Month()))(l.t))
	l.serial++
	next, early := rules.RollTerm(v, s, fmt.Sprint("B-", l.serial), l.day)
	if len(early) > 0 || len(problems) > 0 {
		e, more := coop.PayTerm(v, s, []string{"11101", "21101"}[l.IntN(2)], l.day, "", "")
		l.entry(e, append(problems, more...)...)
		return
	}
	became := must(l.Became(ctx, coop.TermEndOnce(v.ID)))(l.t)
	_, err := l.RecordWith(ctx, l.person(l.t, "Siti"), []coop.Act{{Kind: coop.KindTerm, Body: next}},
		func(made []coop.ID) ([]coop.Act, error) {
			e := coop.RolledTerm(v, s, next, made[0])
			return []coop.Act{{Kind: coop.KindEntry, Body: became[e.Once.ID()].Again(e)}}, nil
		})
	if err != nil {
		l.t.Fatal(err)
	}
}

// agrees compares every list of savings with the account it stands for, on a day.
func (l *life) agrees() {
	ledger := map[string]coop.Money{}
	for _, r := range must(l.TrialBalance(ctx, 0, l.day))(l.t) {
		ledger[r.Account.Code] = -r.Closing()
	}
	lists := map[string]map[string]coop.Money{"by member": {}, "as they moved": {}, "by kind": {}}
	for _, s := range must(l.Savings(ctx, l.day))(l.t) {
		for account, amount := range s.By {
			lists["by member"][account] += amount
		}
	}
	for _, m := range must(l.SavingMoves(ctx, l.day.AddDays(-40), l.day))(l.t) {
		lists["as they moved"][m.Account] += m.Closing()
	}
	for _, v := range must(l.SubLedger(ctx, coop.DimMember, 0, l.day))(l.t) {
		lists["by kind"][v.Account.Code] -= v.Closing()
	}
	for list, sums := range lists {
		for _, account := range coop.SavingAccounts {
			if sums[account] != ledger[account] {
				l.t.Fatalf("%s, %s: %v, the ledger says %v", list, account, sums[account], ledger[account])
			}
		}
	}
	if reg := must(l.Specials(ctx, 0, l.day))(l.t); reg.Off() != 0 || reg.Ledger != ledger[coop.AccountSpecial] {
		l.t.Fatalf("by purpose %v, the ledger says %v", reg.Sum(), ledger[coop.AccountSpecial])
	}
	var terms, kept coop.Money
	for _, v := range must(l.Terms(ctx))(l.t) {
		terms += v.Held
	}
	for _, v := range must(l.LeaverList(ctx, l.day))(l.t) {
		kept += v.Kept
	}
	if terms != ledger[coop.AccountTerm] || kept != ledger[coop.AccountRefund] {
		l.t.Fatalf("deposits %v of %v, kept %v of %v", terms, ledger[coop.AccountTerm], kept,
			ledger[coop.AccountRefund])
	}
}

// Whatever members do with their savings, every list of them comes to the accounts of the ledger: deposits and
// withdrawals for purposes and none, term deposits opened, renewed and broken, a month's interest, entries taken back,
// somebody who leaves and fetches what was kept, and comes again.
func TestSavings_ComeToTheLedger(t *testing.T) {
	lives := uint64(12)
	if os.Getenv("LUMBUNG_LONG") != "" {
		lives = 1000
	}
	for seed := range lives {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			b := newTestBook(t)
			if _, err := b.MakeUserKey(ctx, b.person(t, "Budi"), testPhrase, ""); err != nil {
				t.Fatal(err)
			}
			ofSettings(t, b, "savings.special.lebaran.name=Lebaran", "savings.special.haji.name=Haji",
				"savings.special.rate=200")
			l := &life{testBook: b, t: t, Rand: rand.New(rand.NewPCG(seed, 6)), gone: map[coop.ID]bool{}, day: 20260105}
			for i := range 3 {
				l.members = append(l.members, b.member(t, coop.MemberInput{Name: fmt.Sprint("Anggota ", i)}))
			}
			for range 10 + l.IntN(30) {
				l.step()
			}
			l.agrees()
			if who := l.members[0]; must(b.Leaver(ctx, who, l.day))(t).Terms == 0 {
				b.leaves(t, who, l.day)
				l.gone[who] = true
				l.members = append(l.members, b.member(t, coop.MemberInput{Name: "Anggota 0"}))
			}
			for range 10 {
				l.step()
			}
			l.agrees()
		})
	}
}
