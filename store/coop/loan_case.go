package coop

import (
	"cmp"
	"slices"
)

// Accounts of loans to members (domain §4).
const (
	AccountLoan         = "12101" // principal owed
	AccountLoanRenewed  = "12103" // principal owed under a restructuring
	AccountLoanLoss     = "12109" // allowance
	AccountLoanDue      = "12201" // accrued interest
	AccountLoanInterest = "41201"
	AccountLoanFee      = "41202" // provision
	AccountLoanAdmin    = "41203"
	AccountLoanPenalty  = "41204"
	AccountLoanCost     = "61301" // allowance raised
	AccountLoanBack     = "71104" // recovered after a write-off
	AccountSeized       = "17202" // collateral taken over
	AccountParked       = "21105" // members' payments held
	AccountMemoLoan     = "99101" // written off, still claimed
	AccountMemoOther    = "99999"
)

// IsLoan says whether an account holds principal that members owe: 121…, without the allowance and without what other
// cooperatives owe (12102), which no application of a member stands behind.
func IsLoan(code string) bool {
	return len(code) == 5 && code[:3] == "121" && code != AccountLoanLoss && code != "12102"
}

// LoanMove is one line of an entry that names the loan.
type LoanMove struct {
	Entry    ID
	Kind     Kind // KindEntry or KindReversal
	Reverses ID   // of a reversal: the entry
	Date     Date // the evidence date: when the member paid
	Posted   Date // the posting day: when the ledger has it; 0: it posts nothing
	Account  string
	Amount   Money // debit positive
	Voucher  string
	Occasion string
	Remark   string
}

// LoanDecision is an act on a running loan that was put forward, and what was decided.
type LoanDecision struct {
	Act     LoanAct
	Head    Head
	Author  ID
	Needs   Consent
	Votes   []Vote // everybody's last word
	Granted bool   // by whom it needs
	Refused bool   // it is not granted, and somebody's last word is no
}

// LoanCase is all that a book holds of one loan: what its state is reckoned from, on any day.
type LoanCase struct {
	ID       ID
	Head     Head // the change of the application: what an approval cites
	At       int64
	Author   ID
	Loan     Loan
	Votes    []Vote    // everybody's last word
	Terms    LoanTerms // that were granted; else zero
	Granted  bool      // by whom it needs (LoanLimits.Consent)
	Refused  bool      // it is not granted, and somebody's last word is no
	Approver ID        // by whose word it was granted; of two, the second
	Acts     []LoanDecision
	Moves    []LoanMove // by posting day
	Replaced ID         // the loan that took its place
}

// LoanStatus says how far a loan has come.
type LoanStatus uint8

// States of a loan. The order is that of a loan's life.
const (
	LoanApplied    LoanStatus = iota + 1 // waits for a decision
	LoanDeclined                         // an approval said no
	LoanGranted                          // may be paid out
	LoanRunning                          // paid out, something is owed
	LoanSettled                          // nothing is owed any more
	LoanReplaced                         // a restructuring took its place
	LoanWrittenOff                       // out of the books, still claimed
	LoanForgiven                         // written off, and the claim was given up
)

// Key is what translations know it by: loan.status.4.
func (s LoanStatus) Key() string { return "loan.status." + string('0'+rune(s)) }

// Key is what translations know it by: loan.grade.1.
func (g Grade) Key() string { return "loan.grade." + string('0'+rune(min(g, 9))) }

// LoanLineState is one instalment with what was paid of it.
type LoanLineState struct {
	LoanLine
	PaidPrincipal Money
	PaidInterest  Money
	Waived        Money // interest let off, by a decision or because the loan was settled before
	Penalty       Money // for lateness up to the day, before what was paid or let off
	PaidOn        Date  // when the whole instalment was paid; 0: not yet
	Late          int   // days past due on the day, or when it was paid
}

// OpenPrincipal and OpenInterest are what is not paid yet.
func (l LoanLineState) OpenPrincipal() Money { return l.Principal - l.PaidPrincipal }

// OpenInterest is the interest that is neither paid nor let off.
func (l LoanLineState) OpenInterest() Money { return l.Interest - l.PaidInterest - l.Waived }

// Open is what is not paid yet of the instalment.
func (l LoanLineState) Open() Money { return l.OpenPrincipal() + l.OpenInterest() }

// LoanState is one loan as it stood at the end of a day, reckoned from its lines alone.
type LoanState struct {
	Case        *LoanCase
	Day         Date
	Status      LoanStatus
	Account     string // where the principal stands: 12101 or 12103
	PaidOut     Date   // 0: not yet
	Ended       Date   // when nothing was owed any more; 0: it still runs
	Lent        Money  // paid out, or taken over at the beginning of the book
	Outstanding Money  // principal owed: the sum of its lines on 121xx
	Accrued     Money  // interest on 12201
	Parked      Money  // on 21105 for later due dates
	Lines       []LoanLineState
	DueDebt     Money // principal that fell due up to the day
	DueInterest Money
	Paid        LoanParts // up to the day
	Arrears     LoanParts // due and not paid
	Late        int       // days past due of the oldest unpaid instalment
	Grade       Grade     // 0 where nothing is owed
	ByDecision  bool      // the grade was decided, the days say ByDays
	ByDays      Grade
	Collateral  Money // what stands behind it, at its worth
	Provision   Money // that the allowance must hold for it
	WrittenOff  Money // still claimed
	Recovered   Money // since it was written off
	Next        int   // index of the next line that falls due after the day; len(Lines): none
}

// LoanParts are the three parts of what is paid or owed.
type LoanParts struct{ Penalty, Interest, Principal Money }

// Sum adds them up.
func (p LoanParts) Sum() Money { return p.Penalty + p.Interest + p.Principal }

// Runs says whether money is lent and something may still be paid.
func (s *LoanState) Runs() bool { return s.Status == LoanRunning }

// Owes says whether something is asked of the member today: an instalment of a loan that runs, or what a restructuring
// left behind on the loan that it replaced: interest and penalty move to no other loan by themselves.
func (s *LoanState) Owes() bool {
	return s.Arrears.Sum() > 0 && (s.Status == LoanRunning || s.Status == LoanReplaced)
}

// moves gives the moves that the ledger has at the end of a day, without those that were reversed by then and their
// reversals, by evidence date.
func (c *LoanCase) moves(day Date) []LoanMove {
	gone := map[ID]bool{}
	for _, m := range c.Moves {
		if m.Kind == KindReversal && m.Posted != 0 && m.Posted <= day {
			gone[m.Entry], gone[m.Reverses] = true, true
		}
	}
	var out []LoanMove
	for _, m := range c.Moves {
		if m.Posted != 0 && m.Posted <= day && !gone[m.Entry] {
			out = append(out, m)
		}
	}
	slices.SortStableFunc(out, func(a, b LoanMove) int { return cmp.Compare(a.Date, b.Date) })
	return out
}

// loanEvent is what one day's entry changed.
type loanEvent struct {
	date      Date
	lent      Money // principal handed out
	principal Money // given back, or taken out of what is owed in another way
	interest  Money // paid
	penalty   Money
	off       Money // written off
}

// events sums the moves of each entry. Interest that is accrued and not paid changes nothing; what comes off the
// accrued interest or goes to revenue beyond it is paid.
func events(moves []LoanMove) []loanEvent {
	var out []loanEvent
	for i, m := range moves {
		if i == 0 || m.Entry != moves[i-1].Entry {
			out = append(out, loanEvent{date: m.Date})
		}
		e := &out[len(out)-1]
		switch {
		case IsLoan(m.Account) && m.Amount > 0:
			e.lent += m.Amount
		case IsLoan(m.Account):
			e.principal -= m.Amount
		case m.Account == AccountLoanInterest, m.Account == AccountLoanDue:
			e.interest -= m.Amount
		case m.Account == AccountLoanPenalty:
			e.penalty -= m.Amount
		case m.Account == AccountMemoLoan && m.Amount > 0:
			e.off += m.Amount
		}
	}
	return out
}
