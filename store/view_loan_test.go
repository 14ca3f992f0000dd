package store

import (
	"errors"
	"fmt"
	"testing"

	"lumbung/store/coop"
)

// lend registers a loan of a member, which the chair grants, and gives its id.
func (b *testBook) lend(t testing.TB, loan coop.Loan, terms coop.LoanTerms) coop.ID {
	t.Helper()
	made := b.record(t, "Siti", loan)
	b.marked(t, b.person(t, "Budi"), coop.KindApproval, coop.Approval{
		Subject: coop.Head{Log: b.own.Log, Seq: made.Seq, Hash: made.Hash}, Granted: true, Figures: terms.Figures(),
	})
	return made.ID
}

// goldenTerms are those of M-001 in domain §8.1.
func goldenTerms() coop.LoanTerms {
	return coop.LoanTerms{
		Method: coop.MethodFlat, Principal: 10_000_000 * coop.Rupiah, Months: 12, Rate: 1200,
		Rounding: coop.RoundHalfUp, First: 20250922, DueDay: 22, Provision: 100, Admin: 25_000 * coop.Rupiah,
		Penalty: 100, Order: coop.PaymentUsual, EarlyFlat: 10_000, Advance: coop.AdvancePark,
	}
}

// entryOf records an entry that a rule made.
func (b *testBook) entryOf(t testing.TB, e coop.Entry, problems []coop.Problem) {
	t.Helper()
	if problems != nil {
		t.Fatal(problems)
	}
	b.record(t, "Siti", e)
}

// TestLoans_golden: the loan of M-001 through its months, each entry made of what the book says of it. Register and
// ledger agree, and the figures are those of domain §8.1: 8.333.334 owed, 200.000 accrued, 41.667 provided for.
func TestLoans_golden(t *testing.T) {
	b := newTestBook(t)
	if _, err := b.MakeUserKey(ctx, b.person(t, "Budi"), testPhrase, ""); err != nil {
		t.Fatal(err)
	}
	member := b.member(t, coop.MemberInput{Number: "M-001", Name: "Aminah", Joined: "2025-07-01"})
	id := b.lend(t, coop.Loan{
		Member: member, Product: "flat", Principal: 10_000_000 * coop.Rupiah, Months: 12, Date: 20250820,
	}, goldenTerms())
	at := func(day coop.Date) *coop.LoanView {
		v := must(b.Loan(ctx, id, day))(t)
		return &v
	}
	e, problems := at(20250822).PayOutEntry("11201", "", coop.LoanText{})
	b.entryOf(t, e, problems)
	for _, pay := range []struct {
		day    coop.Date
		amount coop.Money
	}{{20250922, 933_333 * coop.Rupiah}, {20251027, 938_000 * coop.Rupiah}} {
		v := at(pay.day)
		from := []coop.Line{{Account: "11103", Amount: pay.amount}}
		e, problems := v.PayEntry(v.Split(pay.amount), from, coop.LoanText{})
		b.entryOf(t, e, problems)
	}
	r := must(b.Loans(ctx, 20251231))(t)
	for _, e := range coop.LoanMonthEnd(r.States(), r.Allowance, 202512, r.Rules, coop.LoanText{}) {
		b.record(t, "Siti", e)
	}
	r = must(b.Loans(ctx, 20251231))(t)
	if len(r.Loans) != 1 || r.Unnamed() != 0 || r.Ledger != 8_333_334*coop.Rupiah ||
		r.Allowance != 41_667*coop.Rupiah || r.Accrued != 200_000*coop.Rupiah {
		t.Fatalf("%d loans, ledger %s, allowance %s, accrued %s", len(r.Loans), r.Ledger, r.Allowance, r.Accrued)
	}
	v := r.Loans[0]
	if v.Number != "PJ-A-8" || v.MemberNumber != "M-001" || v.Outstanding != 8_333_334*coop.Rupiah || v.Late != 39 ||
		v.Grade != coop.GradeGood || v.Arrears.Principal != 1_666_666*coop.Rupiah || v.Product.NameEN == "" {
		t.Errorf("%s of %s: %s owed, %d days late, %+v", v.Number, v.MemberNumber, v.Outstanding, v.Late, v.Arrears)
	}
	if again := coop.LoanMonthEnd(r.States(), r.Allowance, 202512, r.Rules, coop.LoanText{}); len(again) != 0 {
		t.Errorf("the month asks for more: %+v", again)
	}
	if _, err := b.Loan(ctx, coop.ID{1}, 20251231); !errors.Is(err, ErrNoLoan) {
		t.Error(err)
	}
	unnamed := entry(20251231, "12101", "11101", 500_000)
	unnamed.Lines[0].Member = member
	b.record(t, "Siti", unnamed)
	if r := must(b.Loans(ctx, 20251231))(t); r.Unnamed() != 500_000*coop.Rupiah {
		t.Errorf("%s stand under no loan", r.Unnamed())
	}
	b.clean(t)
}

// TestLoans_related: a loan to the board's own is granted by the chair and a supervisor together, not by one of them.
func TestLoans_related(t *testing.T) {
	b := newTestBook(t)
	for _, name := range []string{"Budi", "Wati"} {
		if _, err := b.MakeUserKey(ctx, b.person(t, name), testPhrase, ""); err != nil {
			t.Fatal(err)
		}
	}
	member := b.member(t, coop.MemberInput{Number: "M-001", Name: "Aminah", Joined: "2025-07-01"})
	terms := goldenTerms()
	id := b.lend(t, coop.Loan{
		Member: member, Product: "flat", Principal: terms.Principal, Months: 12, Date: 20250820, Related: true,
	}, terms)
	if v := must(b.Loan(ctx, id, 20250822))(t); v.Status != coop.LoanApplied {
		t.Fatalf("one signature: status %d", v.Status)
	}
	v := must(b.Loan(ctx, id, 20250822))(t)
	b.marked(t, b.person(t, "Wati"), coop.KindApproval, coop.Approval{
		Subject: v.Case.Head, Granted: true, Figures: terms.Figures(),
	})
	if v := must(b.Loan(ctx, id, 20250822))(t); v.Status != coop.LoanGranted || v.Case.Terms != terms {
		t.Fatalf("two signatures: status %d", v.Status)
	}
}

// BenchmarkLoans reads the register of 1,000 loans with a year of payments: 13,000 entries.
func BenchmarkLoans(b *testing.B) {
	book := newTestBook(b)
	if _, err := book.MakeUserKey(ctx, book.person(b, "Budi"), testPhrase, ""); err != nil {
		b.Fatal(err)
	}
	members := book.withMembers(b, 1000)
	terms := goldenTerms()
	var acts []coop.Act
	for i, m := range members {
		id := book.lend(b, coop.Loan{
			Member: m, Product: "flat", Principal: terms.Principal, Months: 12, Date: 20250820,
		}, terms)
		for month := range 13 {
			e := coop.Entry{Date: terms.Due(month + 1).AddDays(-31), Remark: fmt.Sprint(i)}
			e.Lines = []coop.Line{
				{Account: "11101", Amount: 933_333_00},
				{Account: "12101", Amount: -833_333_00, Member: m, Loan: id},
				{Account: "41201", Amount: -100_000_00, Member: m, Loan: id},
			}
			if month == 0 {
				e.Lines = []coop.Line{
					{Account: "12101", Amount: terms.Principal, Member: m, Loan: id},
					{Account: "11101", Amount: -terms.Principal},
				}
			}
			acts = append(acts, act(e))
		}
	}
	if _, err := book.Import(ctx, book.person(b, "Siti"), acts); err != nil {
		b.Fatal(err)
	}
	for _, c := range []struct {
		name string
		read func() error
	}{
		{"register", func() error { _, err := book.Loans(ctx, 20260630); return err }},
		{"one", func() error {
			_, err := book.Loan(ctx, acts[0].Body.(coop.Entry).Lines[0].Loan, 20260630)
			return err
		}},
	} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				if err := c.read(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
