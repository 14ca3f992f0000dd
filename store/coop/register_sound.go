package coop

import (
	"slices"
	"strings"
)

// What can be said of the bodies of the registers by themselves: bounds, days that exist, usable texts, things that
// may stand in them once.

const (
	maxMonths  = 1200    // a hundred years: of a loan, a deposit, a thing's life
	maxRate    = 100_000 // a thousand per cent a year, in basis points
	wholeShare = 10_000  // all of it, in basis points
	maxParts   = 4096    // of one body
	maxWords   = 60_000  // bytes of minutes and of a printed pack's words
)

// amount is what may stand in a register: not below zero, and no more than a line of the journal could carry.
func amount(all ...Money) bool {
	for _, m := range all {
		if m < 0 || m > maxLineAmount {
			return false
		}
	}
	return true
}

func within(n, from, to int64) bool { return n >= from && n <= to }

func bookYear(n int64) bool { return within(n, 1900, 2199) }

// balance is what may stand on an account, on either side.
func balance(m Money) bool { return m >= -maxSum && m <= maxSum }

func words(s string) bool { return len(s) <= maxWords && text(s) }

func optional(s string) bool { return s == "" || code(s) }

func soundLoan(b *Loan) bool {
	for _, s := range b.Behind {
		if !soundSecurity(s) {
			return false
		}
	}
	return !b.Member.IsZero() && code(b.Product) && b.Principal > 0 && within(b.Months, 1, maxMonths) &&
		b.Date.Valid() && plain(b.Purpose) && plain(b.Note) && len(b.Behind) <= maxParts &&
		amount(b.Principal, b.Income, b.Spending, b.Owed)
}

func soundSecurity(s Security) bool {
	if !plain(s.Text) || !amount(s.Value) {
		return false
	}
	switch s.Class {
	case SecurityGoods:
		return s.Text != "" && s.Account == ""
	case SecuritySaving:
		return !s.Member.IsZero() && code(s.Account) && s.Value > 0
	case SecurityGuarantor:
		return (!s.Member.IsZero() || s.Text != "") && s.Account == ""
	}
	return false
}

func soundLoanAct(b *LoanAct) bool {
	if b.Loan.IsZero() || !b.Date.Valid() || !amount(b.Amount) || !says(b.Reason) || b.Grade > GradeLoss {
		return false
	}
	switch b.Class {
	case LoanWriteOff, LoanForgive, LoanWaive, LoanSeize:
		return b.Amount > 0
	case LoanGrade:
		return b.Grade >= GradeGood
	case LoanRelease:
		return true
	}
	return false
}

func soundTerm(b *Term) bool {
	return !b.Member.IsZero() && plain(b.Number) && b.Amount > 0 && amount(b.Amount) &&
		within(b.Months, 1, maxMonths) && within(b.Rate, 0, maxRate) && b.Date.Valid() &&
		b.Roll >= RollPay && b.Roll <= RollBoth
}

func soundBlock(b *Block) bool {
	return !b.Member.IsZero() && code(b.Account) && amount(b.Amount) && b.Date.Valid() && says(b.Reason) &&
		(b.Amount > 0 || !b.Lifts.IsZero())
}

// soundAsset wants a first month where there are months, and both sides of the entry that each of them makes.
func soundAsset(b *AssetCard) bool {
	if b.Class < AssetFixed || b.Class > AssetUnearned || !says(b.Name) || !plain(b.Tag) || !plain(b.Place) ||
		!plain(b.Condition) {
		return false
	}
	if !code(b.Account) || !optional(b.Debit) || !optional(b.Credit) || !optional(b.Outlet) {
		return false
	}
	if (b.Debit == "") != (b.Credit == "") || b.Debit != "" && b.Months == 0 {
		return false
	}
	if !within(b.Months, 0, maxMonths) || b.Months > 0 && !b.First.Valid() || b.First != 0 && !b.First.Valid() {
		return false
	}
	return b.Amount > 0 && amount(b.Amount, b.Residual, b.Borne) && b.Residual+b.Borne <= b.Amount && b.Bought.Valid()
}

func soundBorrowing(b *Borrowing) bool {
	for _, p := range b.Plan {
		if !says(p.Text) || !amount(p.Amount) {
			return false
		}
	}
	last := Date(0)
	for _, s := range b.Steps {
		if !s.From.Valid() || s.From <= last || !within(s.Rate, 0, maxRate) {
			return false
		}
		last = s.From
	}
	return says(b.Lender) && plain(b.Number) && len(b.Steps) <= maxParts &&
		code(b.Account) && b.Ceiling > 0 && amount(b.Ceiling) &&
		within(b.Rate, 0, maxRate) && b.Method >= MethodFlat && b.Method <= MethodAnnuity &&
		within(b.Months, 1, maxMonths) && within(b.Grace, 0, b.Months-1) && within(b.DueDay, 0, 31) &&
		b.Date.Valid() && plain(b.Approver) && plain(b.Signers) && len(b.Plan) <= maxParts
}

func soundBudget(b *Budget) bool {
	seen := map[[2]string]bool{}
	for _, l := range b.Lines {
		key := [2]string{l.Account, l.Outlet}
		if !code(l.Account) || !optional(l.Outlet) || !amount(l.Amount) || seen[key] {
			return false
		}
		seen[key] = true
	}
	return bookYear(b.Year) && len(b.Lines) <= maxParts
}

func soundMeeting(b *Meeting) bool {
	for _, s := range b.Agenda {
		if !says(s) {
			return false
		}
	}
	yearly := b.Class == MeetingAnnual || b.Year != 0
	return b.Class >= MeetingAnnual && b.Class <= MeetingSupervisors && (!yearly || bookYear(b.Year)) &&
		b.Date.Valid() && plain(b.Time) && plain(b.Place) && len(b.Agenda) <= maxParts &&
		within(b.Quorum, 0, wholeShare)
}

func (b Minutes) version() uint8 { return second(len(b.People) > 0) }

// soundMinutes wants everybody there once, and shares of a surplus to be all of it.
func soundMinutes(b *Minutes) bool {
	present := make(map[ID]bool, len(b.Present)+len(b.People))
	for _, m := range slices.Concat(b.Present, b.People) {
		if m.IsZero() || present[m] {
			return false
		}
		present[m] = true
	}
	for _, d := range b.Decisions {
		if !says(d.Text) || !within(d.For, 0, 1<<31) || !within(d.Against, 0, 1<<31) || !within(d.Abstain, 0, 1<<31) {
			return false
		}
	}
	accounts, whole := map[string]bool{}, int64(0)
	for _, s := range b.Shares {
		if !code(s.Account) || accounts[s.Account] || !within(s.BasisPoints, 0, wholeShare) {
			return false
		}
		accounts[s.Account] = true
		whole += s.BasisPoints
	}
	return !b.Meeting.IsZero() && within(b.Members, 0, 1<<31) && within(b.Proxies, 0, 1<<31) &&
		len(b.Decisions) <= maxParts && (len(b.Shares) == 0 || whole == wholeShare) && plain(b.Guests) &&
		plain(b.Chair) && plain(b.Secretary) && words(b.Text)
}

func soundNote(b *Note) bool {
	for name, value := range b.Fields {
		if !code(name) || !words(value) {
			return false
		}
	}
	return code(b.Book) && (b.Year == 0 || bookYear(b.Year)) && len(b.Fields) <= maxParts &&
		(len(b.Fields) > 0 || !b.Subject.IsZero())
}

func soundParty(b *Party) bool {
	return b.Class >= PartySupplier && b.Class <= PartyOther && says(b.Name) && plain(b.Note)
}

func soundStatement(b *Statement) bool {
	for _, r := range b.Rows {
		if !r.Date.Valid() || r.Amount == 0 || !amount(max(r.Amount, -r.Amount)) || !plain(r.Text) {
			return false
		}
	}
	return code(b.Account) && plain(b.File) && !strings.ContainsAny(b.File, `/\`) && balance(b.Opening) &&
		balance(b.Closing)
}

// soundReconcile wants no tick twice. A line may stand for several rows and a row for several lines: a deposit of many
// receipts is one movement of the bank.
func soundReconcile(b *Reconcile) bool { return len(b.Cancels) == 0 && soundTicks(b) }

func soundTicks(b *Reconcile) bool {
	ticks := map[ReconcileTick]bool{}
	for _, t := range b.Ticks {
		if t.Entry.IsZero() || !within(t.Line, 0, maxLines) || !within(t.Row, 0, 1<<31) || ticks[t] {
			return false
		}
		ticks[t] = true
	}
	return code(b.Account) && b.Until.Valid() && balance(b.Balance) && plain(b.Reason)
}

// soundCancels reads the second version of a reconciliation: some rows cancel each other, at least two together, and
// none is named twice.
func soundCancels(b *Reconcile) bool {
	seen := map[BankRow]bool{}
	for _, rows := range b.Cancels {
		if len(rows) < 2 {
			return false
		}
		for _, r := range rows {
			if r.Statement.IsZero() || !within(r.Row, 0, 1<<31) || seen[r] {
				return false
			}
			seen[r] = true
		}
	}
	return len(b.Cancels) > 0 && soundTicks(b)
}
