package coop

import (
	"strings"
	"time"
)

// unapproved says whether an entry lends money, or gives up money that was lent, without the decision that this asks
// for, in the entry's own past and by others than who records it; so the answer never changes. It counts all the same:
// the money has left. What a book began with, and what happened before it was founded and was read in from another, is
// not asked for decisions. Source: domain §2, §6.5.
func (f *Fold) unapproved(a *arrival, lines []Line) bool {
	b, ok := a.Body.(*Entry)
	if !ok {
		return false
	}
	m := sumLending(lines)
	if len(m.lent) == 0 && m.given <= 0 && m.seized <= 0 && len(m.claims) == 0 {
		return false
	}
	once, begun := f.onceBehind(a, b)
	if begun {
		return false
	}
	for loan, sum := range m.lent {
		if !f.mayLend(a, loan, once, sum) {
			return true
		}
	}
	for loan, sum := range m.off {
		if m.given > 0 && !f.mayGiveUp(a, loan, once, LoanWriteOff, min(sum, m.given)) ||
			m.seized > 0 && !f.mayGiveUp(a, loan, once, LoanSeize, min(sum, m.seized)) {
			return true
		}
	}
	for loan, sum := range m.claims {
		if !f.mayGiveUp(a, loan, once, LoanForgive, sum) {
			return true
		}
	}
	return false
}

// lending is what an entry does to principal that members owe.
type lending struct {
	lent, off map[ID]Money // by loan, each above zero
	given     Money        // of what comes off: nothing came in for it
	seized    Money        // of what comes off: collateral came in for it
	claims    map[ID]Money // claims of loans written off that are given up
}

// sumLending looks at the lines. What comes off the principal was paid as far as money, another claim, a saving or
// another loan stands against it; a cost, the allowance or a reserve is no payment.
func sumLending(lines []Line) lending {
	m := lending{lent: map[ID]Money{}, off: map[ID]Money{}, claims: map[ID]Money{}}
	net := map[ID]Money{}
	var paid, recovered Money
	for _, l := range lines {
		switch {
		case IsLoan(l.Account):
			net[l.Loan] += l.Amount
		case l.Account == AccountSeized:
			m.seized += l.Amount
		case l.Account == AccountMemoLoan && !l.Loan.IsZero():
			m.claims[l.Loan] -= l.Amount
		case l.Account == AccountLoanBack:
			recovered -= l.Amount
		case l.Amount > 0 && pays(l.Account):
			paid += l.Amount
		}
	}
	for loan, sum := range net {
		if sum > 0 {
			m.lent[loan] = sum
			paid += sum
		}
		if sum < 0 {
			m.off[loan] = -sum
			m.given -= sum
		}
	}
	m.given -= paid + max(0, m.seized)
	for loan, sum := range m.claims {
		if sum <= recovered {
			delete(m.claims, loan)
		}
	}
	return m
}

// pays says whether a debit of the account is something that came in for a loan: an asset, less that is owed to
// somebody, a saving, or what a bank kept of the payment. The allowance and accrued interest are not.
func pays(account string) bool {
	if account == AccountLoanLoss || account == AccountLoanDue {
		return false
	}
	for _, group := range []string{"1", "2", "311", "72102"} {
		if strings.HasPrefix(account, group) {
			return true
		}
	}
	return false
}

// onceBehind gives the once-rule of an entry or, where it stands in another's place, of the one that was wrong in the
// beginning; begun: that was an opening balance, or read in from another book.
func (f *Fold) onceBehind(a *arrival, b *Entry) (once ID, begun bool) {
	for !b.Corrects.IsZero() && b.Once == CorrectionOnce(b.Corrects) {
		row, ok := f.entryBefore(a, b.Corrects)
		if !ok {
			return ID{}, false
		}
		change := ChangeRow{Log: row.Log, Seq: row.Seq, Hash: row.Hash}
		if row.Kind != KindEntry || !f.state.Get(&change) {
			return ID{}, row.Kind == KindOpening
		}
		c, err := DecodeChange(change.Bytes)
		if err != nil {
			return ID{}, false
		}
		wrong, err := DecodeBody[Entry](c.Body)
		if err != nil {
			return ID{}, false
		}
		b = &wrong
	}
	if b.Once.IsZero() {
		return ID{}, false
	}
	return b.Once.ID(), b.Once.Rule == ruleImport && b.Date < f.foundedOn()
}

// foundedOn is the day on which the book was founded, as its first device's clock had it.
func (f *Fold) foundedOn() Date {
	row := ChangeRow{Log: f.coop.Log, Seq: 1, Hash: f.coop.Hash}
	f.state.Get(&row)
	return DateFromTime(time.Unix(row.At*60, 0).UTC())
}

// mayLend says whether a loan was granted, with at least that principal, before a: by whoever decides on so much. It
// may be paid out once.
func (f *Fold) mayLend(a *arrival, loan, once ID, sum Money) bool {
	row := RegisterRow{Kind: KindLoan, ID: loan}
	if once != LoanOutOnce(loan).ID() || !f.state.Get(&row) || !f.inPast(a, row.Head()) {
		return false
	}
	b, ok := LoanOf(row)
	votes := f.votesOf(f.approvalsOf(row.Hash), b.Date, f.before(a))
	i := lends(&b, votes)
	return ok && i >= 0 && votes[i].Terms.Principal >= sum
}

// mayGiveUp says whether it was agreed before a to give up at least that sum of a loan in this way. Each such decision
// may be carried out once.
func (f *Fold) mayGiveUp(a *arrival, loan, once ID, class LoanClass, sum Money) bool {
	may := false
	f.state.Scan(&RegisterRow{Kind: KindLoanAct}, 1, func(r Record) bool {
		row := *r.(*RegisterRow)
		act, ok := LoanActOf(row)
		if ok && row.Subject == loan && act.Class == class && act.Amount >= sum && once == LoanActOnce(row.Hash).ID() &&
			f.inPast(a, row.Head()) {
			may = accepts(class, f.votesOf(f.approvalsOf(row.Hash), act.Date, f.before(a))) >= 0
		}
		return !may
	})
	return may
}

// Rules of what may exist once.
const (
	ruleImport  = "import"        // a row of an imported file
	ruleLoanOut = "loan-disburse" // a loan's payout
	ruleLoanAct = "loan-act"      // a decision about a loan that was carried out
)
