package main

import (
	"context"

	"lumbung/store/coop"
)

// practiceLoan is a loan of the practice village: who asks for what, and how the story goes.
type practiceLoan struct {
	member         int
	product        string
	amount         coop.Money // rupiah
	months         int64
	purpose        string
	income, spends coop.Money // rupiah a month
	day            coop.Date  // of the application; decided two days later, paid out the day after
	paid           int        // of instalments, on their days
	settled        coop.Date  // paid back early; 0: not
	refused        string     // why; empty: granted
	guarantor      bool
	id             coop.ID
}

// loans are five loans in different states: settled, running on time, late, new, and paid back early; one application
// that the chair refused, and one that waits.
func (v *practiceVillage) loans() {
	recent := func(months, day int) coop.Date {
		return max(v.today.Month().Add(-months), v.month(10)).First().AddDays(day - 1)
	}
	all := []practiceLoan{
		{
			member: 2, product: "flat", amount: 1_500_000, months: 6, purpose: "modal warung", income: 2_600_000,
			spends: 1_500_000, day: v.on(8, 8), paid: 6,
		},
		{
			member: 5, product: "menurun", amount: 3_000_000, months: 24, purpose: "bibit dan pupuk kebun sawit",
			income: 3_400_000, spends: 1_900_000, day: v.on(11, 9), paid: 24, guarantor: true,
		},
		{
			member: 10, product: "anuitas", amount: 1_200_000, months: 10, purpose: "perbaikan perahu",
			income: 2_200_000, spends: 1_500_000, day: recent(7, 10), paid: 2,
		},
		{
			member: 16, product: "menurun", amount: 2_000_000, months: 10, purpose: "mesin jahit",
			income: 2_900_000, spends: 1_600_000, day: recent(9, 6), paid: 5, settled: recent(2, 20),
		},
		{
			member: 13, product: "flat", amount: 2_400_000, months: 12, purpose: "biaya kuliah anak",
			income: 3_100_000, spends: 1_700_000, day: recent(4, 11), paid: 12,
		},
		{
			member: 14, product: "flat", amount: 15_000_000, months: 24, purpose: "beli sepeda motor",
			income: 2_000_000, spends: 1_600_000, day: recent(6, 5),
			refused: "angsuran melebihi kemampuan; boleh mengajukan lagi yang lebih kecil",
		},
		{
			member: 12, product: "menurun", amount: 1_800_000, months: 12, purpose: "etalase kue",
			income: 2_700_000, spends: 1_600_000, day: v.today.AddDays(-3),
		},
	}
	for i := range all {
		v.loan(&all[i])
	}
}

// loan plans the story of one loan.
func (v *practiceVillage) loan(l *practiceLoan) {
	v.at(l.day, func(ctx context.Context, day coop.Date) error { return v.apply(ctx, l, day) })
	if l.day == v.today.AddDays(-3) {
		return // it waits for the chair
	}
	v.at(l.day.AddDays(2), func(ctx context.Context, day coop.Date) error { return v.decide(ctx, l, day) })
	if l.refused != "" {
		return
	}
	out := l.day.AddDays(3)
	v.at(out, func(ctx context.Context, day coop.Date) error {
		state, err := v.book.Loan(ctx, l.id, day)
		if err != nil {
			return err
		}
		e, problems := state.PayOutEntry("11101", "", coop.LoanText{Remark: l.purpose})
		return v.enter(ctx, e, problems)
	})
	first := coop.FirstDue(out)
	for k := range min(l.paid, int(l.months)) {
		v.at(first.AddMonths(k), func(ctx context.Context, day coop.Date) error { return v.instalment(ctx, l, day) })
	}
	if l.settled != 0 {
		v.at(l.settled, func(ctx context.Context, day coop.Date) error {
			state, err := v.book.Loan(ctx, l.id, day)
			if err != nil {
				return err
			}
			return v.repay(ctx, &state, state.Settle().Sum(), "dilunasi dari hasil panen")
		})
	}
}

// apply records the application with its analysis.
func (v *practiceVillage) apply(ctx context.Context, l *practiceLoan, day coop.Date) error {
	const rp = coop.Rupiah
	loan := coop.Loan{
		Member: v.members[l.member], Product: l.product, Principal: l.amount * rp, Months: l.months, Date: day,
		Purpose: l.purpose, Income: l.income * rp, Spending: l.spends * rp,
		Note: "rumah dan usaha sudah dilihat bendahara",
	}
	if l.guarantor {
		loan.Behind = []coop.Security{
			{Class: coop.SecurityGuarantor, Member: v.members[0]},
			{
				Class: coop.SecuritySaving, Member: v.members[l.member], Account: coop.AccountVoluntary,
				Value: 500_000 * rp,
			},
		}
	}
	made, err := v.book.Record(ctx, v.who, coop.Act{Kind: coop.KindLoan, Body: loan})
	if err != nil {
		return err
	}
	l.id = made[0].ID
	return nil
}

// decide lets the chair grant or refuse it, with the terms of its product.
func (v *practiceVillage) decide(ctx context.Context, l *practiceLoan, day coop.Date) error {
	state, err := v.book.Loan(ctx, l.id, day)
	if err != nil {
		return err
	}
	body := coop.Approval{Subject: state.Case.Head, Granted: l.refused == "", Reason: l.refused}
	if body.Granted {
		loan := state.Case.Loan
		terms := state.Product.Apply(loan.Principal, loan.Months, coop.FirstDue(day.AddDays(1)))
		body.Figures = terms.Figures()
	}
	return v.approve(ctx, body)
}

// instalment pays what is asked for on a due date.
func (v *practiceVillage) instalment(ctx context.Context, l *practiceLoan, day coop.Date) error {
	state, err := v.book.Loan(ctx, l.id, day)
	if err != nil || !state.Runs() {
		return err
	}
	return v.repay(ctx, &state, state.Asked(), "")
}

func (v *practiceVillage) repay(ctx context.Context, state *coop.LoanView, amount coop.Money, remark string) error {
	from := []coop.Line{{Account: "11101", Amount: amount}}
	e, problems := state.PayEntry(state.Split(amount), from, coop.LoanText{Remark: remark})
	return v.enter(ctx, e, problems)
}
