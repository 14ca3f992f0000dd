package coop

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
)

// LoanRows are what a book holds of its loans: the registers by (lamport, hash), and the lines that name a loan.
type LoanRows struct {
	Loans     []RegisterRow // KindLoan
	Acts      []RegisterRow // KindLoanAct
	Approvals []RegisterRow // KindApproval; those of other registers are passed over
	Lines     []SubLine
}

// LoanCases puts together what there is of each loan, in the order of the applications. Who granted what is judged as
// the exceptions do it (WhatUnapproved): by everybody's last word and the right they had when they said it and, once
// the money has left, by what had been said until then.
func (f *Fold) LoanCases(rows LoanRows) []LoanCase {
	decided := map[ID][]RegisterRow{}
	for _, r := range rows.Approvals {
		decided[r.Subject] = append(decided[r.Subject], r)
	}
	place := make(map[ID]int, len(rows.Loans))
	cases := make([]LoanCase, 0, len(rows.Loans))
	for _, r := range rows.Loans {
		loan, ok := LoanOf(r)
		if !ok {
			continue
		}
		c := LoanCase{ID: r.ID, Head: r.Head(), At: r.At, Author: r.Author, Loan: loan}
		f.decideLoan(&c, decided[r.ID])
		place[r.ID] = len(cases)
		cases = append(cases, c)
	}
	for _, r := range rows.Acts {
		if act, ok := LoanActOf(r); ok {
			if i, known := place[act.Loan]; known {
				d := LoanDecision{Act: act, Head: r.Head(), Author: r.Author, Needs: act.Class.Consent()}
				f.decideAct(&d, decided[r.ID])
				cases[i].Acts = append(cases[i].Acts, d)
			}
		}
	}
	for i := range rows.Lines {
		if l := &rows.Lines[i]; !l.Loan.IsZero() {
			if at, known := place[l.Loan]; known {
				cases[at].Moves = append(cases[at].Moves, moveOf(l))
			}
		}
	}
	for i := range cases {
		if at, known := place[cases[i].Loan.Replaces]; known && cases[i].paidOut() {
			cases[at].Replaced = cases[i].ID
		}
	}
	return cases
}

func moveOf(l *SubLine) LoanMove {
	return LoanMove{
		Entry: l.Entry, Kind: l.Kind, Reverses: l.Reverses, Date: l.Date, Posted: l.Posted, Account: l.Account,
		Amount: l.Amount, Voucher: l.Voucher, Occasion: l.Occasion, Remark: l.Remark,
	}
}

func (c *LoanCase) paidOut() bool {
	return slices.ContainsFunc(c.Moves, func(m LoanMove) bool { return IsLoan(m.Account) && m.Amount > 0 })
}

// decideLoan reads the approvals of an application.
func (f *Fold) decideLoan(c *LoanCase, approvals []RegisterRow) {
	c.Votes = f.votesOf(approvals, c.Loan.Date, func(*RegisterRow) bool { return true })
	votes := c.Votes
	i := lends(&c.Loan, votes)
	if before, some := f.carriedBy(LoanOutOnce(c.ID), approvals); some {
		then := f.votesOf(approvals, c.Loan.Date, before)
		if at := lends(&c.Loan, then); at >= 0 {
			votes, i = then, at
		}
	}
	if i < 0 {
		c.Refused = refuses(votes)
		return
	}
	c.Granted, c.Terms, c.Approver = true, votes[i].Terms, votes[i].Author
}

// decideAct reads the approvals of what is to be done about a loan.
func (f *Fold) decideAct(d *LoanDecision, approvals []RegisterRow) {
	d.Votes = f.votesOf(approvals, d.Act.Date, func(*RegisterRow) bool { return true })
	d.Granted = accepts(d.Act.Class, d.Votes) >= 0
	if before, some := f.carriedBy(LoanActOnce(d.Head.Hash), approvals); some && !d.Granted {
		d.Granted = accepts(d.Act.Class, f.votesOf(approvals, d.Act.Date, before)) >= 0
	}
	d.Refused = !d.Granted && refuses(d.Votes)
}

// carriedBy chooses the approvals that count for the entry by which something was carried out; false where it was not,
// or where one word is all that was said.
func (f *Fold) carriedBy(once Once, approvals []RegisterRow) (before func(*RegisterRow) bool, some bool) {
	if len(approvals) < 2 {
		return nil, false
	}
	f.state.Scan(&ClaimRow{Once: once.ID()}, 1, func(r Record) bool {
		e := EntryRow{ID: r.(*ClaimRow).Entry}
		if some = f.state.Get(&e) && e.Posted != 0; some {
			a := &arrival{Change: Change{Log: e.Log, Seq: e.Seq, Author: e.Author}, Hash: e.Hash}
			before = f.before(a)
		}
		return !some
	})
	return before, some
}

// LoanNumber is how a loan is called on paper: by the letters of the device that took the application, and the place
// of it in that device's log. It never changes and no two devices give the same.
func LoanNumber(letters string, head Head) string { return fmt.Sprintf("PJ-%s-%d", letters, head.Seq) }

// LoanView is one loan as registers show it.
type LoanView struct {
	LoanState
	Number       string
	MemberNumber string
	MemberName   string
	Product      LoanProduct // by its code on the day; without a name where it is gone
	Rules        LoanRules   // of the day
	Open         LoanOpen    // of a loan that is read alone: what it could take over
}

// LoanRegister are all loans of a book as they stood at the end of a day, beside what the ledger says.
type LoanRegister struct {
	Day        Date
	Loans      []LoanView // in the order of the applications
	Rules      LoanRules
	Products   []LoanProduct
	Ledger     Money // on 121…, without the allowance
	Accrued    Money // on 122…
	Allowance  Money // on 12109, credit positive
	OwnCapital Money // simpanan pokok and wajib, reserves and grants, less losses (UU 25/1992 Pasal 41)
}

// OwnCapitalOf says whether an account is own capital: pokok, wajib, grants, reserves, and losses against them.
func OwnCapitalOf(code string) bool {
	return len(code) == 5 && (code[:3] == "311" || code[:3] == "313" || code[:3] == "314" || code == "31503")
}

// States gives the states alone.
func (r *LoanRegister) States() []LoanState {
	states := make([]LoanState, len(r.Loans))
	for i := range r.Loans {
		states[i] = r.Loans[i].LoanState
	}
	return states
}

// Find gives one loan.
func (r *LoanRegister) Find(id ID) (*LoanView, bool) {
	i := slices.IndexFunc(r.Loans, func(v LoanView) bool { return v.Case.ID == id })
	if i < 0 {
		return nil, false
	}
	return &r.Loans[i], true
}

// Outstanding is the principal of all loans together.
func (r *LoanRegister) Outstanding() Money {
	var sum Money
	for i := range r.Loans {
		sum += r.Loans[i].Outstanding
	}
	return sum
}

// Unnamed is what the ledger has on 121… under no registered loan: an opening balance, an old book, a loan recorded
// without an application. 0: register and ledger agree.
func (r *LoanRegister) Unnamed() Money { return r.Ledger - r.Outstanding() }

// GradeSum are the loans of one grade.
type GradeSum struct {
	Grade       Grade
	Loans       int
	Outstanding Money
	Provision   Money
}

// ByGrade sums the loans that owe principal, from good to loss.
func (r *LoanRegister) ByGrade() []GradeSum {
	sums := make([]GradeSum, GradeLoss)
	for i := range sums {
		sums[i].Grade = Grade(i + 1)
	}
	for i := range r.Loans {
		if v := &r.Loans[i]; v.Grade >= GradeGood && v.Grade <= GradeLoss {
			s := &sums[v.Grade-1]
			s.Loans++
			s.Outstanding += v.Outstanding
			s.Provision += v.Provision
		}
	}
	return sums
}

// NPL is the part of the principal that is not good, in basis points; 0 where nothing is lent.
func (r *LoanRegister) NPL() int64 {
	var bad, all Money
	for _, s := range r.ByGrade() {
		all += s.Outstanding
		if s.Grade > GradeGood {
			bad += s.Outstanding
		}
	}
	if all == 0 {
		return 0
	}
	share, err := MulMoney(bad, 10_000, int64(all), 1)
	if err != nil {
		return 0
	}
	return int64(share)
}

// NPLLevel is the step of health of NPL, from 0, the healthiest, to 3. Source: domain §6.4 (Juknis 15/2021).
func (r *LoanRegister) NPLLevel() int {
	npl := r.NPL()
	for i, limit := range r.Rules.NPL {
		if npl <= limit {
			return i
		}
	}
	return len(r.Rules.NPL)
}

// Related is what related parties owe together, and the most that they may.
func (r *LoanRegister) Related() (owed, most Money) {
	for i := range r.Loans {
		if v := &r.Loans[i]; v.Case.Loan.Related {
			owed += v.Outstanding
		}
	}
	most, err := MulMoney(r.OwnCapital, r.Rules.Related, 10_000, Rupiah)
	if err != nil {
		most = 0
	}
	return owed, max(0, most)
}

// AgeLimits are the last days past due of the ages of arrears; the first age is what is not overdue.
var AgeLimits = [...]int{0, 30, 60, 90, 180, 270}

// Age gives the index of the age of arrears that so many days belong to, from 0 to len(AgeLimits).
func Age(days int) int {
	for i, limit := range AgeLimits {
		if days <= limit {
			return i
		}
	}
	return len(AgeLimits)
}

// Ages spreads what is overdue of one loan over the ages, by the days of each instalment; the first is 0.
func (s *LoanState) Ages() [len(AgeLimits) + 1]Money {
	var ages [len(AgeLimits) + 1]Money
	for _, l := range s.Lines {
		if l.Due <= s.Day && l.Open() > 0 {
			ages[max(1, Age(l.Late))] += l.Open()
		}
	}
	return ages
}

// SortLoans orders loans by what needs a hand most: the latest first, then by number.
func SortLoans(loans []LoanView) {
	slices.SortStableFunc(loans, func(a, b LoanView) int {
		return cmp.Or(cmp.Compare(b.Late, a.Late), cmp.Compare(a.PaidOut, b.PaidOut),
			bytes.Compare(a.Case.ID[:], b.Case.ID[:]))
	})
}
