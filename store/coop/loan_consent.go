package coop

import "slices"

// Consent says who must agree before money is lent, or before something is given up of what was lent. Source: domain
// §2.
type Consent uint8

// Consents. The order is that of the weight.
const (
	ConsentManager    Consent = iota + 1 // the manager within their ceiling, or the chair
	ConsentChair                         // the chair
	ConsentSupervisor                    // a supervisor
	ConsentBoth                          // the chair and a supervisor: two persons
)

// Key is what translations know it by: loan.consent.1.
func (c Consent) Key() string { return "loan.consent." + string('0'+rune(c)) }

// May says whether somebody in this role has a word in it.
func (c Consent) May(r Role) bool {
	switch c {
	case ConsentManager:
		return r == RoleManager || r == RoleChair
	case ConsentChair:
		return r == RoleChair
	case ConsentSupervisor:
		return r == RoleSupervisor
	case ConsentBoth:
		return r == RoleChair || r == RoleSupervisor
	}
	return false
}

// Consent says who must agree to an act on a running loan: both where the claim is given up, a supervisor where a grade
// is decided that the days do not say (domain §6.3), else the chair.
func (c LoanClass) Consent() Consent {
	switch c {
	case LoanWriteOff, LoanForgive:
		return ConsentBoth
	case LoanGrade:
		return ConsentSupervisor
	}
	return ConsentChair
}

// LoanLimits are the principals up to which somebody decides alone: the manager, who without a ceiling decides nothing,
// and the chair, who without one decides everything. Source: domain §2, §6.5.
type LoanLimits struct{ Manager, Chair Money }

// Consent says who must agree to a loan of so much: to one for the board's own and their families, to a restructuring,
// and to one above what the chair decides alone, both.
func (l LoanLimits) Consent(b *Loan, principal Money) Consent {
	switch {
	case b.Related || !b.Replaces.IsZero() || l.Chair > 0 && principal > l.Chair:
		return ConsentBoth
	case principal <= l.Manager:
		return ConsentManager
	}
	return ConsentChair
}

// ceilingOf gives the setting by which a change says up to how much somebody decides alone; nil where it is none.
func ceilingOf(a *arrival) *Setting {
	if b, ok := a.Body.(*Setting); ok && (b.Key == SettingLoanManager || b.Key == SettingLoanChair) {
		return b
	}
	return nil
}

// setCeiling keeps a ceiling in the place of what was said before for the same day.
func (v *view) setCeiling(b *Setting) {
	v.ceilings = slices.DeleteFunc(v.ceilings, func(r SettingRow) bool { return r.Key == b.Key && r.From == b.From })
	v.ceilings = append(v.ceilings, SettingRow{Key: b.Key, From: b.From, Value: b.Value})
}

// limitsOn gives the limits that a view's settings put on a day.
func (v *view) limitsOn(day Date) LoanLimits {
	if len(v.ceilings) == 0 {
		return LoanLimits{} // as nearly everywhere: nothing to read
	}
	return LoanRulesAt(v.ceilings, day).Limits
}

// Vote is a person's last word about an application or a proposal, with the right they had when they said it.
type Vote struct {
	Head    Head // of the approval
	Author  ID
	Role    Role // then
	At      int64
	Granted bool
	Reason  string
	Terms   LoanTerms // that were granted
	whole   bool      // the terms are ones that a loan can run under
	limits  LoanLimits
}

// votesOf gives everybody's last word among approvals, by (lamport, hash), judged in each one's own past. keep chooses
// among them; nobody's word counts on what they recorded themselves: whoever carries it out has none in it either.
func (f *Fold) votesOf(approvals []RegisterRow, day Date, keep func(*RegisterRow) bool) []Vote {
	last := map[ID]RegisterRow{}
	for _, row := range approvals {
		if held, some := last[row.Author]; keep(&row) && (!some || held.Before(&row)) {
			last[row.Author] = row
		}
	}
	rows := make([]RegisterRow, 0, len(last))
	for _, row := range last {
		rows = append(rows, row)
	}
	slices.SortFunc(rows, func(a, b RegisterRow) int {
		if a.Before(&b) {
			return -1
		}
		return 1
	})
	var votes []Vote
	for _, row := range rows {
		b, ok := ApprovalOf(row)
		if !ok {
			continue
		}
		now := f.rights(&arrival{Change: Change{Log: row.Log, Seq: row.Seq}, Hash: row.Hash})
		v := Vote{
			Head: row.Head(), Author: row.Author, Role: now.roles[row.Author], At: row.At, Granted: b.Granted,
			Reason: b.Reason, limits: now.limitsOn(day),
		}
		v.Terms, v.whole = TermsOf(b.Figures)
		votes = append(votes, v)
	}
	return votes
}

// approvalsOf reads the decisions about a row of a register that count.
func (f *Fold) approvalsOf(subject Hash) []RegisterRow {
	var rows []RegisterRow
	f.state.Scan(&ApprovalRow{Subject: subject}, 1, func(r Record) bool {
		if row := (RegisterRow{Kind: KindApproval, ID: HashID(r.(*ApprovalRow).Hash, 0)}); f.state.Get(&row) {
			rows = append(rows, row)
		}
		return true
	})
	return rows
}

// before chooses what lies in the past of a and was not said by whoever recorded a.
func (f *Fold) before(a *arrival) func(*RegisterRow) bool {
	return func(row *RegisterRow) bool { return row.Author != a.Author && f.inPast(a, row.Head()) }
}

// lends finds the vote by which a loan is granted: of somebody who decides it alone or, where it takes two, the second
// under the same terms. -1: it is not granted. The first counts: later words of others change no terms.
func lends(b *Loan, votes []Vote) int {
	return agreed(
		votes, func(v *Vote) Consent { return v.limits.Consent(b, v.Terms.Principal) },
		func(x, y *Vote) bool { return x.whole && y.whole && x.Terms == y.Terms },
	)
}

// accepts finds the vote by which an act on a loan is granted; -1: it is not.
func accepts(class LoanClass, votes []Vote) int {
	return agreed(votes, func(*Vote) Consent { return class.Consent() }, func(_, _ *Vote) bool { return true })
}

func agreed(votes []Vote, needs func(*Vote) Consent, same func(x, y *Vote) bool) int {
	for i := range votes {
		v := &votes[i]
		if !v.Granted || !same(v, v) {
			continue
		}
		need := needs(v)
		if need != ConsentBoth {
			if need.May(v.Role) {
				return i
			}
			continue
		}
		for j := range votes[:i] {
			w := &votes[j]
			pair := v.Role == RoleChair && w.Role == RoleSupervisor || v.Role == RoleSupervisor && w.Role == RoleChair
			if w.Granted && pair && same(v, w) {
				return i
			}
		}
	}
	return -1
}

// refuses says whether somebody's last word is no.
func refuses(votes []Vote) bool {
	return slices.ContainsFunc(votes, func(v Vote) bool { return !v.Granted })
}

// Consent says who must agree to the loan under the limits of a day.
func (c *LoanCase) Consent(limits LoanLimits) Consent {
	return limits.Consent(&c.Loan, c.Loan.Principal)
}

// GrantedWithout says whether the loan is granted without a person's word: who agreed to it does not hand it out.
func (c *LoanCase) GrantedWithout(user ID) bool { return lends(&c.Loan, without(c.Votes, user)) >= 0 }

// GrantedWithout says whether the act is granted without a person's word: who agreed to it does not carry it out.
func (d *LoanDecision) GrantedWithout(user ID) bool {
	return accepts(d.Act.Class, without(d.Votes, user)) >= 0
}

func without(votes []Vote, user ID) []Vote {
	return slices.DeleteFunc(slices.Clone(votes), func(v Vote) bool { return v.Author == user })
}

// Agreed counts the persons who said yes and whose word counts.
func Agreed(need Consent, votes []Vote) int {
	n := 0
	for _, v := range votes {
		if v.Granted && need.May(v.Role) {
			n++
		}
	}
	return n
}

// GrantedTerms are the terms that somebody granted already, whether or not that is enough; false: nobody did.
func GrantedTerms(votes []Vote) (LoanTerms, bool) {
	for i := range votes {
		if v := &votes[i]; v.Granted && v.whole {
			return v.Terms, true
		}
	}
	return LoanTerms{}, false
}
