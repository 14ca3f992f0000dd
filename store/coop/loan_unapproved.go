package coop

import "strings"

// unapproved says whether an entry lends money, or gives up money that was lent, without the decision that this asks
// for, in the entry's own past; so the answer never changes. It counts all the same: the money has left. What a book
// began with and what was read in from other books is not asked for decisions. Source: domain §2, §6.5.
func (f *Fold) unapproved(a *arrival, lines []Line) bool {
	b, ok := a.Body.(*Entry)
	if !ok {
		return false
	}
	lent, off, gives := map[ID]Money{}, map[ID]Money{}, false
	for _, l := range lines {
		switch {
		case l.Amount > 0 && (l.Account == AccountLoanLoss || l.Account == AccountLoanCost):
			gives = true
		case !strings.HasPrefix(l.Account, "121") || l.Account == AccountLoanLoss:
		case l.Amount > 0:
			lent[l.Loan] += l.Amount
		default:
			off[l.Loan] -= l.Amount
		}
	}
	if len(lent) == 0 && !gives {
		return false
	}
	once, begun := f.onceBehind(a, b)
	for loan, sum := range lent {
		if !begun && !f.mayLend(a, loan, once, sum) {
			return true
		}
	}
	for loan, sum := range off {
		if gives && !begun && !f.mayWriteOff(a, loan, once, sum) {
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
	return b.Once.ID(), b.Once.Rule == ruleImport
}

// mayLend says whether a loan was granted, with at least that principal, before a: by anybody who may decide, and for
// somebody of the board, a supervisor or their family by the chair and a supervisor. It may be paid out once.
func (f *Fold) mayLend(a *arrival, loan, once ID, sum Money) bool {
	row := RegisterRow{Kind: KindLoan, ID: loan}
	out := Once{Rule: ruleLoanOut, Subject: loan.String()}
	if once != out.ID() || !f.state.Get(&row) || !f.inPast(a, row.Head()) {
		return false
	}
	b, ok := LoanOf(row)
	granted := f.grantedBefore(a, row.Hash, func(figures []Figure) bool {
		principal, some := figureNamed(figures, "principal")
		return some && Money(principal) >= sum
	})
	if !b.Related {
		return ok && len(granted) > 0
	}
	return ok && hasBoth(granted)
}

// mayWriteOff says whether the chair and a supervisor agreed before a to take at least that sum of a loan out of the
// books. Each such decision may be carried out once.
func (f *Fold) mayWriteOff(a *arrival, loan, once ID, sum Money) bool {
	may := false
	f.state.Scan(&RegisterRow{Kind: KindLoanAct}, 1, func(r Record) bool {
		row := *r.(*RegisterRow)
		act, ok := LoanActOf(row)
		if row.Subject == loan && ok && act.Class == LoanWriteOff && act.Amount >= sum && f.inPast(a, row.Head()) &&
			once == (Once{Rule: ruleLoanAct, Subject: row.ID.String()}).ID() {
			may = hasBoth(f.grantedBefore(a, row.Hash, func([]Figure) bool { return true }))
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

// hasBoth says whether the chair and a supervisor are among those who granted something: two persons, since each stands
// there once.
func hasBoth(granted map[ID]Role) bool {
	chair, supervisor := false, false
	for _, role := range granted {
		chair, supervisor = chair || role == RoleChair, supervisor || role == RoleSupervisor
	}
	return chair && supervisor
}

// grantedBefore gives who granted a change of a register before a, with the role they had then. Somebody's last word
// counts, and nobody's on what they recorded themselves; enough says whether the figures are.
func (f *Fold) grantedBefore(a *arrival, subject Hash, enough func([]Figure) bool) map[ID]Role {
	last := map[ID]RegisterRow{}
	f.state.Scan(&ApprovalRow{Subject: subject}, 1, func(r Record) bool {
		row := RegisterRow{Kind: KindApproval, ID: HashID(r.(*ApprovalRow).Hash, 0)}
		if held, some := last[r.(*ApprovalRow).Author]; f.state.Get(&row) && f.inPast(a, row.Head()) &&
			(!some || held.Before(&row)) {
			last[row.Author] = row
		}
		return true
	})
	granted := map[ID]Role{}
	for user, row := range last {
		if b, ok := ApprovalOf(row); ok && b.Granted && enough(b.Figures) {
			granted[user] = f.rights(&arrival{Change: Change{Log: row.Log, Seq: row.Seq}, Hash: row.Hash}).roles[user]
		}
	}
	return granted
}
