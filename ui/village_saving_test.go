package ui

import (
	"cmp"
	"context"
	"slices"

	"lumbung/store/coop"
)

// What the pages of savings read of the village: the same as the book gives, from every line.

// eachLine calls f with every line that posts, the earliest first.
func (v *village) eachLine(f func(e *coop.EntryView, l *coop.LineView)) {
	all := v.entries()
	slices.Reverse(all)
	for i := range all {
		for n := range all[i].Lines {
			if all[i].Posted != 0 {
				f(&all[i], &all[i].Lines[n])
			}
		}
	}
}

func (v *village) everybody() map[coop.ID]coop.MemberView {
	by := map[coop.ID]coop.MemberView{}
	members, _ := v.Members(context.Background(), "")
	for _, m := range members {
		by[m.Member] = m
	}
	return by
}

func (v *village) SavingsBook(ctx context.Context, m coop.Month) (coop.SavingsBook, error) {
	s := coop.SavingsBook{People: v.everybody(), InterestMonth: coop.NewInterestMonth(m)}
	settings, err := v.Settings(ctx)
	s.Rules = coop.SavingRulesOf(settings)
	type saving struct {
		account         string
		member, special coop.ID
	}
	at := map[saving]int{}
	v.eachLine(func(e *coop.EntryView, l *coop.LineView) {
		if l.Account != coop.AccountVoluntary && l.Account != coop.AccountSpecial || l.Member.IsZero() ||
			e.Posted > m.Last() || e.Posted == m.Last() && ownInterest(e, l.Amount) {
			return
		}
		key := saving{l.Account, l.Member, l.Loan}
		i, known := at[key]
		if !known {
			i = len(s.Savings)
			at[key] = i
			s.Savings = append(s.Savings, coop.SavingMonth{Member: l.Member, Account: l.Account, Special: l.Loan})
		}
		if e.Posted < m.First() {
			s.Savings[i].Opening -= l.Amount
		} else {
			s.Savings[i].Moves = append(s.Savings[i].Moves, coop.DayMove{Date: e.Posted, Amount: -l.Amount})
		}
	})
	for _, e := range v.entries() {
		v.earned(&e, &s)
	}
	return s, err
}

// ownInterest says whether a line brings a saving interest, or takes it back.
func ownInterest(e *coop.EntryView, amount coop.Money) bool {
	return slices.ContainsFunc(e.Lines, func(l coop.LineView) bool {
		return l.Account == coop.AccountSavingInterest && (e.Kind == coop.KindReversal) == (amount > 0)
	})
}

// earned adds what an entry says of interest.
func (v *village) earned(e *coop.EntryView, s *coop.SavingsBook) {
	var gross, savings, tax coop.Money
	member := coop.ID{}
	for _, l := range e.Lines {
		switch l.Account {
		case coop.AccountSavingInterest:
			savings += l.Amount
			gross += l.Amount
		case coop.AccountTermInterest, coop.AccountAccrued:
			gross += l.Amount
		case coop.AccountFinalTax:
			tax -= l.Amount
		}
		if !l.Member.IsZero() {
			member = l.Member
		}
	}
	switch {
	case e.Posted == 0 || e.Kind != coop.KindEntry || e.Date.Month() != s.Month || gross == 0 || member.IsZero():
		return
	case !e.ReversedBy.IsZero():
		s.Again[member] += map[bool]int{true: 1}[savings != 0]
		return
	}
	before := s.Before[member]
	s.Before[member] = coop.TaxState{Gross: before.Gross + gross, Tax: before.Tax + tax}
	if savings != 0 {
		s.Done[member] += savings
		s.DoneTax[member] += tax
		if e.Occasion == coop.InterestOccasion {
			s.Runs[member] = append(s.Runs[member], e.ID)
		}
	}
}

func (v *village) TaxState(ctx context.Context, person coop.ID, m coop.Month) (coop.TaxState, error) {
	s, err := v.SavingsBook(ctx, m)
	return s.Before[person], err
}

func (v *village) Terms(ctx context.Context) ([]coop.TermView, error) {
	people := v.everybody()
	rows, err := v.Registers(ctx, coop.KindTerm, coop.ID{})
	var views []coop.TermView
	for _, row := range rows {
		t, _ := coop.TermOf(row)
		views = append(views, coop.TermView{ID: row.ID, Term: t, Owner: people[t.Member], Hash: row.Hash, At: row.At})
	}
	for i := range views {
		for k := range views {
			if views[k].Replaces == views[i].ID {
				views[i].Next = views[k].ID
			}
		}
		v.eachLine(func(e *coop.EntryView, l *coop.LineView) {
			switch {
			case l.Loan != views[i].ID:
			case l.Account == coop.AccountTerm:
				views[i].Held, views[i].Opened = views[i].Held-l.Amount, true
				views[i].EndedOn = e.Posted
			case l.Account == coop.AccountAccrued:
				views[i].Accrued -= l.Amount
			}
		})
	}
	slices.SortStableFunc(views, func(a, b coop.TermView) int {
		runs := map[bool]int{true: 0, false: 1}
		return cmp.Or(runs[a.Runs()]-runs[b.Runs()], cmp.Compare(a.End(), b.End()))
	})
	return views, err
}

func (v *village) LooseTerms(context.Context) (map[coop.ID]coop.Money, error) {
	by := map[coop.ID]coop.Money{}
	v.eachLine(func(_ *coop.EntryView, l *coop.LineView) {
		if l.Account == coop.AccountTerm && l.Loan.IsZero() {
			by[l.Member] -= l.Amount
		}
	})
	return by, nil
}

func (v *village) Blocks(ctx context.Context) ([]coop.BlockView, error) {
	rows, err := v.Registers(ctx, coop.KindBlock, coop.ID{})
	var views []coop.BlockView
	for _, row := range rows {
		b, _ := coop.BlockOf(row)
		lifts := slices.IndexFunc(views, func(x coop.BlockView) bool { return x.ID == b.Lifts })
		if lifts >= 0 {
			views[lifts].LiftedBy, views[lifts].LiftedOn = row.ID, b.Date
			continue
		}
		views = append(views, coop.BlockView{ID: row.ID, Block: b, At: row.At})
	}
	return views, err
}

func (v *village) Idle(ctx context.Context, today coop.Date) ([]coop.IdleView, error) {
	settings, err := v.Settings(ctx)
	rules, last := coop.SavingRulesOf(settings), map[coop.ID]coop.Date{}
	v.eachLine(func(e *coop.EntryView, l *coop.LineView) { last[l.Member] = max(last[l.Member], e.Posted) })
	var found []coop.IdleView
	members, _ := v.Members(ctx, "")
	for _, m := range members {
		if months, idle := rules.Idle(coop.DayOf(m.Joined), last[m.Member], today); idle && m.Left == "" {
			found = append(found, coop.IdleView{Member: m, Last: last[m.Member], Months: months})
		}
	}
	return found, err
}

func (v *village) IdleOf(ctx context.Context, person coop.ID, today coop.Date) (coop.IdleView, bool, error) {
	all, err := v.Idle(ctx, today)
	i := slices.IndexFunc(all, func(x coop.IdleView) bool { return x.Member.Member == person })
	if i < 0 {
		return coop.IdleView{}, false, err
	}
	return all[i], true, err
}

func (v *village) Leaver(ctx context.Context, id coop.ID, _ coop.Date) (coop.LeaverView, error) {
	m, err := v.Member(ctx, id)
	if err != nil {
		return coop.LeaverView{}, err
	}
	view := coop.LeaverView{Member: m}
	sums := map[coop.LeaveItem]coop.Money{}
	v.eachLine(func(_ *coop.EntryView, l *coop.LineView) {
		if l.Member == id {
			sums[coop.LeaveItem{Account: l.Account, Member: id, Loan: l.Loan}] -= l.Amount
		}
	})
	for _, e := range v.entries() {
		if paid := e.Lines; e.Kind == coop.KindEntry && e.Posted != 0 && paid[0].Account == coop.AccountRefund &&
			paid[0].Member == id && e.ReversedBy.IsZero() {
			view.Refunds = append(view.Refunds, coop.Refund{Entry: e.ID, Once: e.Once, Amount: paid[0].Amount})
		}
	}
	for item, amount := range sums {
		switch item.Amount = amount; {
		case item.Account == coop.AccountRefund:
			view.Kept = amount
		case item.Account == coop.AccountTerm && amount > 0:
			view.Terms++
		case amount != 0 && slices.Contains(coop.LeaveAccounts(), item.Account):
			view.Balances = append(view.Balances, item)
		}
	}
	field := coop.MemberFieldRow{Member: id, Field: coop.FieldLeaving}
	if !v.state.Get(&field) || field.Value == "" {
		return view, nil
	}
	view.Member.Leaving = field.Value
	for _, c := range rows[coop.ChangeRow](v.state, &coop.ChangeRow{}, 0) {
		if c.Hash == field.Hash {
			view.Request = coop.Head{Log: c.Log, Seq: c.Seq, Hash: c.Hash}
			user := coop.UserRow{User: c.Author}
			v.state.Get(&user)
			view.AskedBy, view.AskedName, view.AskedAt = c.Author, user.Name, c.At
		}
	}
	decided, err := v.Approvals(ctx, field.Hash)
	for _, d := range decided {
		figures, _ := coop.DecodeBody[[]coop.Figure](d.Figures)
		view.Decision = coop.LeaveDecision{
			Made: true, Granted: d.Granted, Author: d.Author, Reason: d.Reason, Figures: figures,
		}
		view.Decided = d.AuthorName
	}
	return view, err
}

func (v *village) LeaverList(ctx context.Context, day coop.Date) ([]coop.LeaverView, error) {
	var views []coop.LeaverView
	members, _ := v.Members(ctx, "")
	for _, m := range members {
		view, err := v.Leaver(ctx, m.Member, day)
		if err != nil {
			return nil, err
		}
		if m.Status == coop.StatusAsked || view.Kept > 0 {
			views = append(views, view)
		}
	}
	return views, nil
}

func (v *village) SavingMoves(_ context.Context, from, to coop.Date) ([]coop.SavingMove, error) {
	return v.savingMoves(from, to, coop.SavingAccounts, false), nil
}

func (v *village) Specials(ctx context.Context, from, to coop.Date) (coop.SpecialRegister, error) {
	settings, err := v.Settings(ctx)
	moves := v.savingMoves(from, to, []string{coop.AccountSpecial}, true)
	var ledger coop.Money
	v.eachLine(func(e *coop.EntryView, l *coop.LineView) {
		if l.Account == coop.AccountSpecial && e.Posted <= to {
			ledger -= l.Amount
		}
	})
	return coop.NewSpecialRegister(coop.SavingRulesOf(settings), moves, ledger), err
}

// savingMoves adds up what moved on some saving accounts, the purposes told apart or together.
func (v *village) savingMoves(from, to coop.Date, accounts []string, apart bool) []coop.SavingMove {
	people, by := v.everybody(), map[coop.SavingMove]*coop.SavingMove{}
	var all []*coop.SavingMove
	v.eachLine(func(e *coop.EntryView, l *coop.LineView) {
		if !slices.Contains(accounts, l.Account) || e.Posted > to {
			return
		}
		key := coop.SavingMove{Account: l.Account, Member: people[l.Member]}
		if apart {
			key.Special = l.Loan
		}
		if by[key] == nil {
			move := key
			by[key] = &move
			all = append(all, by[key])
		}
		switch {
		case e.Posted < from:
			by[key].Opening -= l.Amount
		case l.Amount < 0:
			by[key].In -= l.Amount
		default:
			by[key].Out += l.Amount
		}
	})
	var out []coop.SavingMove
	for _, m := range all {
		out = append(out, *m)
	}
	slices.SortStableFunc(out, func(a, b coop.SavingMove) int {
		return cmp.Compare(a.Member.Number, b.Member.Number)
	})
	return out
}

func (v *village) Became(_ context.Context, rules ...coop.Once) (map[coop.ID]coop.Became, error) {
	all := map[coop.ID]coop.Became{}
	for _, once := range rules {
		id := once.ID()
		for _, e := range v.entries() {
			if e.Once == id && e.Posted != 0 {
				all[id] = coop.Became{Entry: e.ID, Back: !e.ReversedBy.IsZero()}
			}
		}
	}
	return all, nil
}
