package coop

import (
	"slices"
	"strings"
)

// What speaks against blocking a saving, lifting a block, or paying out what is blocked.
const (
	ProblemBlockAccount = "saving.block.account" // {0} cannot be blocked: it is not paid out anyway
	ProblemBlockAmount  = "saving.block.amount"  // the amount is not above zero; no argument
	ProblemBlockReason  = "saving.block.reason"  // no reason was given; no argument
	ProblemBlockMore    = "saving.block.more"    // {0} is to be blocked where only {1} is free; a warning
	ProblemBlockLifted  = "saving.block.lifted"  // it was lifted already; no argument
	ProblemBlocked      = "saving.blocked"       // of {0}, {1} is blocked and {2} must stay: {3} can be paid out
)

// BlockableAccounts are the savings that a member may draw and a block can keep: sukarela, khusus, berjangka. They are
// debts of the cooperative, where pokok and wajib are its own capital.
var BlockableAccounts = []string{AccountVoluntary, AccountSpecial, AccountTerm}

// BlockView is one block with what a reader needs beside it.
type BlockView struct {
	ID ID
	Block
	LiftedBy ID   // the act that lifted it; zero: it holds
	LiftedOn Date // when
	Loan     ID   // the loan that it stands behind, where it comes from one and not from a Block
	Borrower ID   // whose loan that is
	Hash     Hash
	Author   ID
	At       int64
}

// Holds says whether the block keeps money back on a day.
func (b *BlockView) Holds(day Date) bool {
	return b.Date <= day && (b.LiftedBy.IsZero() || day < b.LiftedOn)
}

// Blocked adds up what is blocked of a person's saving on a day. same gives the registration that stands for a person.
func Blocked(all []BlockView, same func(ID) ID, member ID, account string, day Date) Money {
	var sum Money
	for i := range all {
		if b := &all[i]; b.Account == account && same(b.Member) == same(member) && b.Holds(day) {
			sum += b.Amount
		}
	}
	return sum
}

// Available is what a member may draw of a saving: what is there, without what is blocked and what must stay.
func Available(balance, blocked, minimum Money) Money { return max(0, balance-blocked-minimum) }

// CheckDraw says what speaks against paying an amount out of a saving.
func CheckDraw(balance, blocked, minimum, amount Money) []Problem {
	if amount > 0 && amount <= balance && amount > Available(balance, blocked, minimum) && blocked > 0 {
		return []Problem{{
			Key: ProblemBlocked, Args: []any{balance, blocked, minimum, Available(balance, blocked, minimum)},
		}}
	}
	return CheckWithdrawal(balance, amount, minimum)
}

// NewBlock makes the body that blocks a part of a saving; free is what is not blocked of it yet. Blocking more than
// there is only warns: what is paid in later is kept back then.
func NewBlock(member ID, account string, amount, free Money, day Date, reason string) (Block, []Problem, []Problem) {
	reason = strings.Join(strings.Fields(reason), " ")
	var wrong, warn []Problem
	if !slices.Contains(BlockableAccounts, account) {
		wrong = append(wrong, Problem{Key: ProblemBlockAccount, Args: []any{account}})
	}
	if amount <= 0 || amount > maxLineAmount {
		wrong = append(wrong, Problem{Key: ProblemBlockAmount})
	}
	if !day.Valid() {
		wrong = append(wrong, Problem{Key: ProblemEntryDate})
	}
	if !says(reason) {
		wrong = append(wrong, Problem{Key: ProblemBlockReason})
	}
	if amount > free {
		warn = append(warn, Problem{Key: ProblemBlockMore, Args: []any{amount, max(0, free)}})
	}
	return Block{Member: member, Account: account, Amount: amount, Date: day, Reason: reason}, wrong, warn
}

// Lift makes the body that ends a block.
func (b *BlockView) Lift(day Date, reason string) (Block, []Problem) {
	reason = strings.Join(strings.Fields(reason), " ")
	switch {
	case !b.LiftedBy.IsZero():
		return Block{}, []Problem{{Key: ProblemBlockLifted}}
	case !day.Valid():
		return Block{}, []Problem{{Key: ProblemEntryDate}}
	case !says(reason):
		return Block{}, []Problem{{Key: ProblemBlockReason}}
	}
	return Block{Member: b.Member, Account: b.Account, Date: day, Reason: reason, Lifts: b.ID}, nil
}

// TransferOccasion is the occasion of an entry that pays dues out of a saving.
const TransferOccasion = "savings-to-mandatory"

// Transfer moves simpanan sukarela to simpanan wajib, month by month (domain §8.3 T8); available is what may be drawn.
func Transfer(member ID, shares []MonthShare, available Money, day Date, remark string) (Entry, []Problem) {
	var sum Money
	for _, s := range shares {
		if s.Amount <= 0 || s.Amount > maxLineAmount || !s.Month.Valid() {
			return Entry{}, []Problem{{Key: ProblemDuesNothing}}
		}
		sum += s.Amount
	}
	if problems := checkMove(sum, "", day, remark); len(problems) > 0 {
		return Entry{}, problems
	}
	if sum > available {
		return Entry{}, []Problem{{Key: ProblemSavingBalance, Args: []any{sum, available}}}
	}
	e := Entry{Date: day, Occasion: TransferOccasion, Remark: remark}
	e.Lines = append(e.Lines, Line{Account: AccountVoluntary, Amount: sum, Member: member})
	for _, s := range shares {
		e.Lines = append(e.Lines, Line{Account: AccountMandatory, Amount: -s.Amount, Member: member, Month: s.Month})
	}
	return e, nil
}

// CheckBlocked warns where the lines of an entry take out of a saving what is blocked of it or must stay. held gives
// what a person has, credit positive, blocked what is blocked of it. More than there is at all is CheckSavings' affair.
func (r SavingRules) CheckBlocked(
	held, blocked func(member ID, account string) Money, day Date, lines []Line,
) []Problem {
	type saving struct {
		member  ID
		account string
	}
	out := map[saving]Money{}
	var order []saving
	for _, l := range lines {
		s := saving{l.Member, l.Account}
		if l.Member.IsZero() || !slices.Contains(BlockableAccounts, l.Account) {
			continue
		}
		if _, known := out[s]; !known {
			order = append(order, s)
		}
		out[s] += l.Amount
	}
	var problems []Problem
	for _, s := range order {
		there, kept := held(s.member, s.account), blocked(s.member, s.account)
		minimum := r.Minimum(s.account, ID{}, day)
		if amount := out[s]; amount > 0 && amount <= there && kept+minimum > 0 && amount < there {
			problems = append(problems, CheckDraw(there, kept, minimum, amount)...)
		} else if amount == there && kept > 0 { // all of it may go where nothing is blocked: the saving ends
			problems = append(problems, CheckDraw(there, kept, minimum, amount)...)
		}
	}
	return problems
}

// MoveSpecial is the entry of a deposit for a purpose, or of a withdrawal where the amount is below zero; free is what
// may be drawn.
func MoveSpecial(member ID, code string, move, free Money, cash string, day Date, evidence string) (Entry, []Problem) {
	if problems := checkMove(max(move, -move), cash, day, evidence); len(problems) > 0 {
		return Entry{}, problems
	}
	e := Entry{Date: day, Occasion: "special-saving-deposit", Evidence: evidence, Lines: []Line{
		{Account: cash, Amount: move},
		{Account: AccountSpecial, Amount: -move, Member: member, Loan: SpecialID(code)},
	}}
	if move < 0 {
		if -move > free {
			return Entry{}, []Problem{{Key: ProblemSavingBalance, Args: []any{-move, max(0, free)}}}
		}
		e.Occasion = "special-saving-withdrawal"
		e.Lines[0], e.Lines[1] = e.Lines[1], e.Lines[0]
	}
	return e, nil
}
