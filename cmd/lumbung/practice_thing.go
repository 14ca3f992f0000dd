package main

import (
	"context"

	"lumbung/store/coop"
)

// practiceThing is something the village buys: it stands on an account and wears off month by month.
type practiceThing struct {
	name, account, tag string
	cost               coop.Money // rupiah
	months             int64
	day                coop.Date
	cash, outlet       string
	lent               *coop.ID // the borrowing that pays for it
}

// things are what the village owns and pays ahead.
func (v *practiceVillage) things() {
	for _, t := range []practiceThing{
		{
			name: "Etalase kaca dan rak gerai", account: "16105", tag: "INV-01", cost: 1_920_000, months: 48,
			day: v.on(7, 20),
		},
		{
			name: "Timbangan duduk 150 kg", account: "16105", tag: "INV-02", cost: 576_000, months: 48,
			day: v.on(8, 22),
		},
		{name: "Sewa kios 12 bulan", account: "14101", cost: 900_000, months: 12, day: v.on(8, 1)},
		{name: "Sewa kios 12 bulan", account: "14101", cost: 960_000, months: 12, day: v.on(20, 1)},
	} {
		t.cash, t.outlet = "11101", "SEMBAKO"
		v.at(t.day, func(ctx context.Context, day coop.Date) error { return v.buy(ctx, t, day) })
	}
}

// buy records a thing's card and pays for it.
func (v *practiceVillage) buy(ctx context.Context, t practiceThing, day coop.Date) error {
	kind, _ := coop.AssetKindOf(t.account)
	card := coop.AssetCard{
		Class: kind.Class, Name: t.name, Tag: t.tag, Account: t.account, Debit: kind.Debit, Credit: kind.Credit,
		Amount: t.cost * coop.Rupiah, Months: t.months, First: day.Month(), Bought: day, Outlet: t.outlet,
	}
	if card.Class == coop.AssetFixed {
		card.Place, card.Condition = "gerai sembako", coop.AssetConditions()[0]
	}
	act, then, problems := coop.NewAsset(coop.AssetInput{
		Card: card, From: coop.AssetPaid, Cash: t.cash, Paid: card.Amount,
	})
	if len(problems) > 0 {
		return problems[0]
	}
	_, err := v.book.RecordWith(ctx, v.who, []coop.Act{act}, func(made []coop.ID) ([]coop.Act, error) {
		acts, err := then(made)
		if t.lent == nil || err != nil {
			return acts, err
		}
		for i := range acts {
			e := acts[i].Body.(coop.Entry)
			for n := range e.Lines {
				e.Lines[n].Loan = *t.lent
			}
		}
		return acts, nil
	})
	return err
}

// terms are two term deposits: one that came to its end and was paid into the saving, and one that runs.
func (v *practiceVillage) terms() {
	first := v.on(9, 4)
	v.at(first, func(ctx context.Context, day coop.Date) error {
		return v.deposit(ctx, coop.Term{
			Member: v.members[7], Number: "SB-001", Amount: 5_000_000 * coop.Rupiah, Months: 6, Rate: 600, Date: day,
			Roll: coop.RollPay,
		})
	})
	v.at(first.AddMonths(6), v.mature)
	v.at(v.today.Month().Add(-5).First().AddDays(6), func(ctx context.Context, day coop.Date) error {
		return v.deposit(ctx, coop.Term{
			Member: v.members[0], Number: "SB-002", Amount: 2_500_000 * coop.Rupiah, Months: 12, Rate: 600, Date: day,
			Roll: coop.RollPrincipal,
		})
	})
}

func (v *practiceVillage) deposit(ctx context.Context, term coop.Term) error {
	acts := []coop.Act{{Kind: coop.KindTerm, Body: term}}
	_, err := v.book.RecordWith(ctx, v.who, acts, func(made []coop.ID) ([]coop.Act, error) {
		e, problems := coop.OpenTerm(term, made[0], "11101", "", "bilyet "+term.Number)
		if len(problems) > 0 {
			return nil, problems[0]
		}
		return []coop.Act{{Kind: coop.KindEntry, Body: e}}, nil
	})
	return err
}

// mature pays the first term deposit into its member's saving.
func (v *practiceVillage) mature(ctx context.Context, day coop.Date) error {
	settings, err := v.book.Settings(ctx)
	if err != nil {
		return err
	}
	terms, err := v.book.Terms(ctx)
	if err != nil {
		return err
	}
	for i := range terms {
		t := &terms[i]
		if !t.Runs() || t.End() > day {
			continue
		}
		before, err := v.book.TaxState(ctx, t.Member, day.Month())
		if err != nil {
			return err
		}
		sum, problems := coop.SavingRulesOf(settings).EndTerm(t, day, before)
		if len(problems) > 0 {
			return problems[0]
		}
		e, problems := coop.PayTerm(t, sum, coop.AccountVoluntary, day, "bilyet jatuh tempo", "bilyet "+t.Number)
		if err := v.enter(ctx, e, problems); err != nil {
			return err
		}
	}
	return nil
}

// borrow is a small loan of the bank: it comes in October, pays for a freezer and for goods, and is paid back monthly.
func (v *practiceVillage) borrow() {
	const rp = coop.Rupiah
	body := coop.Borrowing{
		Lender: "BRI Unit Sungai Ambawang", Number: "KUR-0917", Account: "25107", Ceiling: 10_000_000 * rp, Rate: 600,
		Method: coop.MethodAnnuity, Months: 36, DueDay: 12, Date: v.on(10, 8), Approver: practiceWatch,
		Signers: practiceChair + ", " + practiceTreasurer,
		Plan: []coop.BorrowedUse{
			{Text: "Lemari pendingin gerai", Amount: 4_500_000 * rp}, {Text: "Modal barang", Amount: 5_500_000 * rp},
		},
	}
	id := new(coop.ID)
	v.at(body.Date, func(ctx context.Context, _ coop.Date) error {
		made, err := v.book.Record(ctx, v.who, coop.Act{Kind: coop.KindBorrowing, Body: body})
		if err == nil {
			*id = made[0].ID
		}
		return err
	})
	v.at(v.on(10, 12), func(ctx context.Context, day coop.Date) error {
		e, problems := body.DrawEntry(*id, day, "11201", 10_000_000*rp, 100_000*rp, coop.BorrowState{})
		return v.enter(ctx, e, problems)
	})
	v.at(v.on(10, 15), func(ctx context.Context, day coop.Date) error {
		return v.buy(ctx, practiceThing{
			name: "Lemari pendingin 300 liter", account: "16105", tag: "INV-03", cost: 4_416_000, months: 48,
			cash: "11201", outlet: "SEMBAKO", lent: id,
		}, day)
	})
	v.at(v.on(10, 17), func(ctx context.Context, day coop.Date) error {
		return v.enter(ctx, coop.Entry{
			Date: day, Occasion: "purchase-cash", Remark: "minuman dan makanan beku", Lines: []coop.Line{
				{Account: "13101", Amount: 3_250_000 * rp, Outlet: "SEMBAKO", Loan: *id},
				{Account: "11201", Amount: -3_250_000 * rp, Loan: *id},
			},
		}, nil)
	})
	for k := range 36 {
		v.at(v.on(11+k, 12), v.returnPart)
	}
}

// returnPart pays the bank what is due.
func (v *practiceVillage) returnPart(ctx context.Context, day coop.Date) error {
	all, err := v.book.Borrowings(ctx, day)
	if err != nil {
		return err
	}
	for i := range all {
		b := &all[i]
		principal, interest := b.State.DueAt(day)
		e, problems := b.Terms.PayEntry(b.ID, day, "11201", principal, interest, b.State)
		if err := v.enter(ctx, e, problems); err != nil {
			return err
		}
	}
	return nil
}
