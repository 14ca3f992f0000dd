package coop

// saving is one person's saving on one account.
type saving struct {
	person  ID
	account string
}

// blocked lists savings that hold less than what is blocked of them: by blocks that nobody lifted, and behind loans on
// which something is owed. Joined registrations are one person. Source: domain §6.2.
func (f *Fold) blocked() []Exception {
	kept := map[saving]Money{}
	f.keepBlocks(kept)
	f.keepBehindLoans(kept)
	var out []Exception
	has := map[string]map[ID]Money{}
	for s, amount := range kept {
		if has[s.account] == nil {
			has[s.account] = f.savings(s.account)
		}
		if there := has[s.account][s.person]; there < amount {
			row := MemberRow{Member: s.person}
			f.state.Get(&row)
			out = append(out, Exception{
				What: WhatBlocked, Subject: row.Hash, Kind: KindMember, Member: s.person, Account: s.account,
				Amount: there - amount,
			})
		}
	}
	return out
}

// savings gives what every person has on an account, credit positive.
func (f *Fold) savings(account string) map[ID]Money {
	sums := map[ID]Money{}
	f.state.Scan(&SubRow{Account: account, Dim: DimMember}, 2, func(r Record) bool {
		row := r.(*SubRow)
		if !row.Subject.IsZero() {
			sums[f.person(row.Subject)] += row.Credit - row.Debit
		}
		return true
	})
	return sums
}

func (f *Fold) keepBlocks(kept map[saving]Money) {
	lifted := map[ID]bool{}
	blocks := map[ID]Block{}
	f.state.Scan(&RegisterRow{Kind: KindBlock}, 1, func(r Record) bool {
		if b, ok := BlockOf(*r.(*RegisterRow)); ok && b.Lifts.IsZero() {
			blocks[r.(*RegisterRow).ID] = b
		} else {
			lifted[b.Lifts] = true
		}
		return true
	})
	for id, b := range blocks {
		if !lifted[id] {
			kept[saving{f.person(b.Member), b.Account}] += b.Amount
		}
	}
}

// keepBehindLoans adds the savings that stand behind loans, unless it was decided to give them back.
func (f *Fold) keepBehindLoans(kept map[saving]Money) {
	released := f.Released()
	owed := map[ID]Money{}
	for _, account := range []string{AccountLoan, AccountLoanRenewed} {
		f.state.Scan(&SubRow{Account: account, Dim: DimLoan}, 2, func(r Record) bool {
			row := r.(*SubRow)
			owed[row.Subject] += row.Debit - row.Credit
			return true
		})
	}
	for loan, sum := range owed {
		row := RegisterRow{Kind: KindLoan, ID: loan}
		if sum <= 0 || released[loan] || !f.state.Get(&row) {
			continue
		}
		b, _ := LoanOf(row)
		for _, s := range b.Behind {
			if s.Class == SecuritySaving {
				kept[saving{f.person(s.Member), s.Account}] += s.Value
			}
		}
	}
}

// Released gives the loans of which it was decided to give back what stands behind them.
func (f *Fold) Released() map[ID]bool {
	out := map[ID]bool{}
	f.state.Scan(&RegisterRow{Kind: KindLoanAct}, 1, func(r Record) bool {
		row := r.(*RegisterRow)
		if act, ok := LoanActOf(*row); ok && act.Class == LoanRelease && !out[row.Subject] {
			votes := f.votesOf(f.approvalsOf(row.Hash), act.Date, func(*RegisterRow) bool { return true })
			out[row.Subject] = accepts(act.Class, votes) >= 0
		}
		return true
	})
	return out
}
