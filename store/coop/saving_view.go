package coop

// SavingsBook is what the book says before interest of a month is recorded.
type SavingsBook struct {
	InterestMonth
	People map[ID]MemberView // by the registration that stands for a person
	Order  []ID              // those of Savings, in the order of their numbers
	Rules  SavingRules
	Closed Date // the last day of the last holding close
}

// LeaverView is a member who leaves, or may, with all that has to be known.
type LeaverView struct {
	Member    MemberView
	Balances  []LeaveItem // what stands in the book, credit positive
	Kept      Money       // on 21106
	Refunds   []Refund    // what was paid of it
	Blocks    []BlockView // what keeps savings of theirs back, but for their own loans
	Behind    []string    // whose loans they stand surety for
	Terms     int         // term deposits that still run
	Request   Head        // the change that asked; zero: nobody did
	AskedBy   ID
	AskedName string
	AskedAt   int64 // minutes since 1970 UTC
	Decision  LeaveDecision
	Decided   string // the name of who decided
}

// Leaver is what the rules of leaving look at.
func (v *LeaverView) Leaver() Leaver { return Leaver{v.Member.MemberRow, v.Member.Leaving} }

// PassbookLine is one line of a member's passbook (buku tabungan).
type PassbookLine struct {
	No      int // from 1, never again another: a book goes on where it was printed to
	Date    Date
	Entry   ID
	Voucher string
	Word    string // the occasion
	Remark  string
	In, Out Money
	Balance Money
}

// Passbook makes the lines of one saving of a statement that begins with the first entry. special chooses the purpose
// on 21102; nil takes all.
func Passbook(s MemberStatement, account string, special *ID) []PassbookLine {
	var all []PassbookLine
	balance := Money(0)
	for i := range s.Lines {
		l := &s.Lines[i]
		if l.Account != account || special != nil && l.Loan != *special {
			continue
		}
		balance += l.Amount
		all = append(all, PassbookLine{
			No: len(all) + 1, Date: l.Date, Entry: l.Entry, Voucher: l.Voucher, Word: l.Occasion, Remark: l.Remark,
			In: max(l.Amount, 0), Out: max(-l.Amount, 0), Balance: balance,
		})
	}
	return all
}

// Until gives what a person's savings earned in the month before a day, for who leaves on it; nothing where interest of
// the month is recorded already.
func (b *SavingsBook) Until(member ID, day Date) (InterestShare, error) {
	in := b.InterestMonth
	in.Savings = nil
	for _, s := range b.Savings {
		if s.Member != member || day.Month() != b.Month {
			continue
		}
		balance := s.Opening
		cut := SavingMonth{Member: s.Member, Account: s.Account, Special: s.Special, Opening: s.Opening}
		for _, move := range s.Moves {
			if move.Date < day {
				cut.Moves = append(cut.Moves, move)
				balance += move.Amount
			}
		}
		cut.Moves = append(cut.Moves, DayMove{Date: day, Amount: -balance})
		in.Savings = append(in.Savings, cut)
	}
	shares, err := b.Rules.Run(in)
	if err != nil || len(shares) == 0 || shares[0].Done {
		return InterestShare{}, err
	}
	return shares[0], nil
}

// Of gives what one person's savings earned in the month; nothing where they earned nothing.
func (b *SavingsBook) Of(member ID) (InterestShare, error) {
	in := b.InterestMonth
	in.Savings = nil
	for _, s := range b.Savings {
		if s.Member == member {
			in.Savings = append(in.Savings, s)
		}
	}
	shares, err := b.Rules.Run(in)
	if err != nil || len(shares) == 0 {
		return InterestShare{}, err
	}
	return shares[0], nil
}

// Sum sets off what a leaver has and owes: what the book says, the interest of the running month, and what is added by
// hand: interest and penalty of a loan that are not in the book yet.
func (v *LeaverView) Sum(running InterestShare, loanInterest, penalty Money) LeaveSum {
	all := append([]LeaveItem{}, v.Balances...)
	person := v.Member.Member
	for _, p := range running.Parts {
		all = append(all, LeaveItem{Account: p.Account, Member: person, Loan: p.Special, Amount: p.Gross, New: true})
	}
	for account, amount := range map[string]Money{AccountLoanInterest: loanInterest, AccountLoanPenalty: penalty} {
		if amount > 0 {
			all = append(all, LeaveItem{Account: account, Member: person, Amount: -amount, New: true})
		}
	}
	return SumLeave(all, running.Tax)
}

// SavingMove is what one person had on one saving account before a period, and what came and went in it, credit
// positive. A zero member stands for lines without one.
type SavingMove struct {
	Member  MemberView
	Account string
	Special ID // the purpose on 21102, where the purposes are told apart; zero: saved without naming one
	Opening Money
	In, Out Money
}

// Closing is what there is at the end of the period.
func (m SavingMove) Closing() Money { return m.Opening + m.In - m.Out }
