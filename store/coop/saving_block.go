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

// BlockableAccounts are the savings that a member may draw and a block can keep: sukarela, khusus, berjangka.
var BlockableAccounts = []string{AccountVoluntary, AccountSpecial, AccountTerm}

// BlockView is one block with what a reader needs beside it.
type BlockView struct {
	ID ID
	Block
	LiftedBy ID   // the act that lifted it; zero: it holds
	LiftedOn Date // when
	Loan     ID   // the loan that it stands behind, where it comes from one and not from a Block
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
