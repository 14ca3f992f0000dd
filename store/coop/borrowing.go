package coop

import (
	"cmp"
	"math/big"
	"slices"
	"strings"
	"time"
)

// The accounts of loans to the cooperative (domain §4 groups 25 and 72).
const (
	AccountBorrowInterest = "72101" // bunga pinjaman
	AccountBankFee        = "72102" // provisi dan administrasi bank
)

// IsBorrowing tells whether an account is a debt of a loan to the cooperative: 251xx.
func IsBorrowing(code string) bool { return len(code) == 5 && code[:3] == "251" }

// BorrowUsable tells whether borrowed money can be spent on an account: goods, things and costs. The report of what the
// money was used for lists them.
func BorrowUsable(a AccountRow) bool {
	return strings.HasPrefix(a.Code, "13") || strings.HasPrefix(a.Code, "16") || a.Type == Expense
}

// The keys of what can be wrong with a borrowing.
const (
	ProblemBorrowLender  = "borrowing.lender"  // who lends is not said
	ProblemBorrowAccount = "borrowing.account" // {0} is no account of a debt: 251xx
	ProblemBorrowDate    = "borrowing.date"    // the day of the agreement is missing
	ProblemBorrowCeiling = "borrowing.ceiling" // no amount, or beyond a book's largest
	ProblemBorrowMonths  = "borrowing.months"  // {0} months is not from 1 to {1}
	ProblemBorrowGrace   = "borrowing.grace"   // {0} months of grace are not fewer than the {1} months in all
	ProblemBorrowRate    = "borrowing.rate"    // the rate is not from 0 to 1,000 %
	ProblemBorrowSteps   = "borrowing.steps"   // a rate without a day, not after the agreement, or two of one day
	ProblemBorrowMethod  = "borrowing.method"  // no such method
	ProblemBorrowDueDay  = "borrowing.due-day" // {0} is no day of a month
	ProblemBorrowPlan    = "borrowing.plan"    // the plan comes to {0}, more than the {1} that are lent
	ProblemBorrowUse     = "borrowing.use"     // a line of the plan lacks its words or its amount
	ProblemBorrowMore    = "borrowing.more"    // with this {0} would be drawn, more than the {1} that are lent
	ProblemBorrowFees    = "borrowing.fees"    // fees of {0} are as much as the {1} that are drawn
	ProblemBorrowNothing = "borrowing.nothing" // an amount of zero or less; no argument
	ProblemBorrowOver    = "borrowing.over"    // {0} of principal is more than the {1} still owed
)

// CheckBorrowing says what is against an agreement.
func CheckBorrowing(b Borrowing) []Problem {
	var problems []Problem
	wrong := func(is bool, key string, args ...any) {
		if is {
			problems = append(problems, Problem{Key: key, Args: args})
		}
	}
	wrong(!says(strings.TrimSpace(b.Lender)), ProblemBorrowLender)
	wrong(!IsBorrowing(b.Account), ProblemBorrowAccount, b.Account)
	wrong(!b.Date.Valid(), ProblemBorrowDate)
	wrong(b.Ceiling <= 0 || b.Ceiling > maxLineAmount, ProblemBorrowCeiling)
	wrong(b.Months < 1 || b.Months > MaxLoanMonths, ProblemBorrowMonths, b.Months, MaxLoanMonths)
	wrong(b.Grace < 0 || b.Grace >= b.Months, ProblemBorrowGrace, b.Grace, b.Months)
	wrong(b.Rate < 0 || b.Rate > MaxLoanRate, ProblemBorrowRate)
	wrong(!soundSteps(b), ProblemBorrowSteps)
	wrong(b.Method < MethodFlat || b.Method > MethodAnnuity, ProblemBorrowMethod)
	wrong(b.DueDay < 0 || b.DueDay > 31, ProblemBorrowDueDay, b.DueDay)
	var plan Money
	for _, use := range b.Plan {
		wrong(!says(strings.TrimSpace(use.Text)) || use.Amount <= 0 || use.Amount > maxLineAmount, ProblemBorrowUse)
		plan += min(max(use.Amount, 0), maxLineAmount)
	}
	wrong(plan > b.Ceiling && b.Ceiling > 0, ProblemBorrowPlan, plan, b.Ceiling)
	return problems
}

func soundSteps(b Borrowing) bool {
	last := b.Date
	for _, s := range b.Steps {
		if !s.From.Valid() || s.From <= last || s.Rate < 0 || s.Rate > MaxLoanRate {
			return false
		}
		last = s.From
	}
	return true
}

// RateOn is the rate that holds on a day: the last step that began, else the agreement's own.
func (b Borrowing) RateOn(day Date) int64 {
	rate := b.Rate
	for _, s := range b.Steps {
		if s.From <= day {
			rate = s.Rate
		}
	}
	return rate
}

// BorrowLine is an instalment with what was paid of it.
type BorrowLine struct {
	LoanLine
	PaidPrincipal, PaidInterest Money
}

// Open is what of an instalment is still to be paid.
func (l BorrowLine) Open() (principal, interest Money) {
	return l.Principal - l.PaidPrincipal, l.Interest - l.PaidInterest
}

// BorrowState is how a borrowing stands at the end of a day: all of it follows from the lines of entries.
type BorrowState struct {
	Drawn        Money // in all
	Repaid       Money // of the principal
	Owed         Money // still
	InterestPaid Money
	Fees         Money
	Used         Money // by entries that name it
	Lines        []BorrowLine
	Late         Money // principal and interest of instalments due and not paid
	LateSince    Date
	Next         BorrowLine // the first that is not paid; zero: none
}

// Kind of a move: what it is to the borrowing.
type borrowKind uint8

const (
	borrowDraw borrowKind = iota + 1
	borrowRepay
	borrowInterest
	borrowFee
	borrowMoney // on a till or bank: the other side of the others
	borrowUse
)

func (b Borrowing) kindOf(m SubLine) borrowKind {
	switch {
	case IsBorrowing(m.Account) && m.Amount < 0:
		return borrowDraw
	case IsBorrowing(m.Account):
		return borrowRepay
	case m.Account == AccountBorrowInterest:
		return borrowInterest
	case m.Account == AccountBankFee:
		return borrowFee
	case IsCash(m.Account) || IsBank(m.Account):
		return borrowMoney
	}
	return borrowUse
}

// StateAt reckons a borrowing at the end of a day from the lines that name it. Payments fill the oldest instalments;
// principal that was paid before it was due bears no interest from the next due day on.
func (b Borrowing) StateAt(moves []SubLine, day Date) BorrowState {
	s := BorrowState{}
	var draws, repaid []SubLine
	for _, m := range dropReversed(moves) {
		if m.Posted > day {
			continue
		}
		switch b.kindOf(m) {
		case borrowDraw:
			s.Drawn -= m.Amount
			draws = append(draws, m)
		case borrowRepay:
			s.Repaid += m.Amount
			repaid = append(repaid, m)
		case borrowInterest:
			s.InterestPaid += m.Amount
		case borrowFee:
			s.Fees += m.Amount
		case borrowUse:
			s.Used += m.Amount
		}
	}
	s.Owed = s.Drawn - s.Repaid
	principal, interest := s.Repaid, s.InterestPaid
	for _, l := range b.relieve(b.Schedule(draws), draws, repaid) {
		line := BorrowLine{LoanLine: l}
		line.PaidPrincipal, line.PaidInterest = min(principal, l.Principal), min(interest, l.Interest)
		principal -= line.PaidPrincipal
		interest -= line.PaidInterest
		s.Lines = append(s.Lines, line)
		p, i := line.Open()
		if p+i == 0 {
			continue
		}
		if s.Next.K == 0 {
			s.Next = line
		}
		if l.Due <= day && s.Drawn > 0 {
			s.Late += p + i
			if s.LateSince == 0 {
				s.LateSince = l.Due
			}
		}
	}
	return s
}

// Schedule reckons the instalments of what was drawn; nil draws plan the whole ceiling from the day of the agreement.
// In the months of grace only interest is due, on what was drawn before the due day; a drawing after them raises the
// instalments that follow. A floating rate is that of the day on which the month of an instalment begins. The sum of
// the principal is what was drawn, to the rupiah. Source: domain §9.4.
func (b Borrowing) Schedule(draws []SubLine) []LoanLine {
	if len(draws) == 0 {
		draws = []SubLine{{Posted: b.Date, Line: Line{Amount: -b.Ceiling}}}
	}
	draws = slices.SortedStableFunc(slices.Values(draws), func(x, y SubLine) int {
		return cmp.Compare(x.Posted, y.Posted)
	})
	terms := b.loanTerms(draws)
	if problems := terms.formulaProblems(); len(problems) > 0 || b.Grace < 0 || b.Grace >= b.Months {
		return nil
	}
	var owed, drawn Money
	taken := 0
	var lines, plan []LoanLine
	begins := draws[0].Posted
	for k := 1; k <= int(b.Months); k++ {
		due := terms.Due(k)
		before := taken
		for taken < len(draws) && (draws[taken].Posted < due || k == int(b.Months)) {
			owed -= draws[taken].Amount
			drawn -= draws[taken].Amount
			taken++
		}
		l, rate := LoanLine{K: k, Due: workday(due), Balance: owed}, b.RateOn(begins)
		changed := rate != terms.Rate
		terms.Rate, begins = rate, l.Due
		if k <= int(b.Grace) {
			l.Interest = monthly(owed, rate)
			lines = append(lines, l)
			continue
		}
		if k == int(b.Grace)+1 || taken != before || changed {
			plan = terms.run(k, owed, big.NewRat(int64(drawn), 1))
		}
		next := plan[0]
		plan = plan[1:]
		next.Due = l.Due
		owed = next.Balance
		lines = append(lines, next)
	}
	return lines
}

func (b Borrowing) loanTerms(draws []SubLine) LoanTerms {
	terms := LoanTerms{
		Method: b.Method, Months: b.Months, Rate: b.RateOn(draws[0].Posted), Rounding: RoundHalfUp, DueDay: b.DueDay,
		First: FirstDue(draws[0].Posted),
	}
	if b.DueDay != 0 {
		terms.First = dueIn(draws[0].Posted.Month().Add(1), b.DueDay)
	}
	for _, d := range draws {
		terms.Principal -= d.Amount
	}
	return terms
}

// monthly is the interest of a month on what is owed, rounded once.
func monthly(owed Money, rate int64) Money {
	return roundRat(new(big.Rat).Mul(big.NewRat(int64(owed), 1), big.NewRat(rate, monthParts)), false)
}

// relieve takes from a schedule the interest on principal that was paid before it was due: whoever pays early owes the
// less from the next due day on, and whoever paid all of it nothing more. Flat interest stays until then.
func (b Borrowing) relieve(lines []LoanLine, draws, repaid []SubLine) []LoanLine {
	if len(draws) == 0 {
		return lines
	}
	begins := slices.MinFunc(draws, func(x, y SubLine) int { return cmp.Compare(x.Posted, y.Posted) }).Posted
	var planned Money // that was due before the instalment's month
	for i := range lines {
		l := &lines[i]
		ahead := -planned
		for _, m := range repaid {
			if m.Posted <= begins {
				ahead += m.Amount
			}
		}
		switch owed := l.Balance + l.Principal; {
		case ahead >= owed:
			l.Interest = 0
		case ahead > 0 && (b.Method != MethodFlat || l.K <= int(b.Grace)):
			l.Interest = min(l.Interest, monthly(owed-ahead, b.RateOn(begins)))
		}
		planned += l.Principal
		begins = l.Due
	}
	return lines
}

// workday is the day, or the Monday after it where it is no working day of a bank (PMK 49/2025: hari kerja berikutnya).
// Public holidays are not known here.
func workday(d Date) Date {
	switch d.Time().Weekday() {
	case time.Saturday:
		return d.AddDays(2)
	case time.Sunday:
		return d.AddDays(1)
	}
	return d
}

// DrawEntry is the entry of a drawing: what comes in is net of the fees that the lender keeps (row 5 of domain §8.1).
func (b Borrowing) DrawEntry(id ID, date Date, cash string, amount, fees Money, s BorrowState) (Entry, []Problem) {
	switch {
	case amount <= 0 || fees < 0:
		return Entry{}, []Problem{{Key: ProblemBorrowNothing}}
	case fees >= amount:
		return Entry{}, []Problem{{Key: ProblemBorrowFees, Args: []any{fees, amount}}}
	case s.Drawn+amount > b.Ceiling:
		return Entry{}, []Problem{{Key: ProblemBorrowMore, Args: []any{s.Drawn + amount, b.Ceiling}}}
	}
	e := Entry{Date: date, Occasion: "loan-received", Remark: b.Title(), Lines: []Line{
		{Account: cash, Amount: amount - fees, Loan: id},
	}}
	if fees > 0 {
		e.Lines = append(e.Lines, Line{Account: AccountBankFee, Amount: fees, Loan: id})
	}
	e.Lines = append(e.Lines, Line{Account: b.Account, Amount: -amount, Loan: id})
	return e, nil
}

// PayEntry is the entry of a payment: principal and interest apart (T41); from is a till, a bank or, where the village
// pays for the cooperative, the account on which that waits (T42).
func (b Borrowing) PayEntry(
	id ID, date Date, from string, principal, interest Money, s BorrowState,
) (Entry, []Problem) {
	switch {
	case principal < 0 || interest < 0 || principal+interest <= 0:
		return Entry{}, []Problem{{Key: ProblemBorrowNothing}}
	case principal > s.Owed:
		return Entry{}, []Problem{{Key: ProblemBorrowOver, Args: []any{principal, s.Owed}}}
	}
	e := Entry{Date: date, Occasion: "loan-returned", Remark: b.Title()}
	if principal > 0 {
		e.Lines = append(e.Lines, Line{Account: b.Account, Amount: principal, Loan: id})
	}
	if interest > 0 {
		e.Lines = append(e.Lines, Line{Account: AccountBorrowInterest, Amount: interest, Loan: id})
	}
	e.Lines = append(e.Lines, Line{Account: from, Amount: -principal - interest, Loan: id})
	return e, nil
}

// DueAt proposes what to pay on a day: all that is due and, where nothing is, the next instalment.
func (s BorrowState) DueAt(day Date) (principal, interest Money) {
	for _, l := range s.Lines {
		p, i := l.Open()
		if p+i > 0 && (l.Due <= day || principal+interest == 0) {
			principal, interest = principal+p, interest+i
		}
	}
	return principal, interest
}

// Title names a borrowing: who lends, and the number of the agreement.
func (b Borrowing) Title() string {
	if b.Number == "" {
		return b.Lender
	}
	return b.Lender + " " + b.Number
}

// SettingVillagePays is the key of the setting that says on which account an instalment waits that the village paid
// for the cooperative. Whether it is a grant (31202) or a debt to the village is open: domain §8.3 T42, §13.
const SettingVillagePays = "borrowing.village-account"

// VillagePays gives that account; 29101 (belum dirinci) where none was set, July 2025.
func VillagePays(settings []SettingRow, day Date) string {
	if account := SettingText(settings, SettingVillagePays, day); account != "" {
		return account
	}
	return "29101"
}

// Used gives by account what entries that name a borrowing were for, up to a day: not the debt itself, its interest and
// fees, and not the money that came and went.
func (b Borrowing) Used(lines []SubLine, day Date) map[string]Money {
	used := map[string]Money{}
	for _, m := range dropReversed(lines) {
		if m.Posted <= day && b.kindOf(m) == borrowUse {
			used[m.Account] += m.Amount
		}
	}
	return used
}
