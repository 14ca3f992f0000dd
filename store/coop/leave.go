package coop

import (
	"cmp"
	"slices"
	"strings"
)

// Leaving the cooperative (domain §5.5): somebody asks, or dies, or is dismissed; what they have is frozen; what they
// have and owe is set off; the chair agrees to the sum; it is paid or kept for them; then the register says
// that they left.

// States of a member (domain §5.1). Texts, because the field is one: empty means active.
const (
	StatusCandidate = "calon"
	StatusActive    = "aktif"
	StatusAsked     = "keluar_diajukan"
	StatusLeft      = "keluar"
	StatusDead      = "meninggal"
	StatusDismissed = "diberhentikan"
)

// What speaks against leaving.
const (
	ProblemLeaveWhy      = "leave.why"    // neither own wish, death nor dismissal; no argument
	ProblemLeaveReason   = "leave.reason" // no reason, or no number of the paper; no argument
	ProblemLeaveAsked    = "leave.asked"  // it was asked for already, on {0}
	ProblemLeaveLeft     = "leave.left"   // they left already, on {0}
	ProblemLeaveNotAsked = "leave.not-asked"
	ProblemLeaveWaits    = "leave.waits"    // the chair has not agreed yet; no argument
	ProblemLeaveRefused  = "leave.refused"  // the chair said no: {0}
	ProblemLeaveChanged  = "leave.changed"  // agreed to was {0}, now it comes to {1}: to be agreed to again
	ProblemLeaveTerm     = "leave.term"     // term deposits of {0} still run: end them first
	ProblemLeaveBefore   = "leave.before"   // the day lies before {0}, when it was asked for
	ProblemLeaveFrozen   = "leave.frozen"   // {0} asked to leave: no new loan, nothing paid out of dues
	ProblemLeaveOwn      = "leave.own"      // who asked for it may not agree to it; no argument
	ProblemLeaveNothing  = "leave.nothing"  // nothing is kept for them; no argument
	ProblemLeaveMore     = "leave.more"     // {0} is asked for, {1} is kept for them
	ProblemLeaveBlocked  = "leave.blocked"  // {0} of their savings are blocked: {1}
	ProblemLeaveBehind   = "leave.behind"   // they stand surety for a loan of {0}; a warning
	ProblemLeaveInterest = "leave.interest" // interest of {0} of the month {1} is not recorded; a warning
)

// leaveSeparator stands between the parts of the field that says how somebody leaves.
const leaveSeparator = "|"

// LeaveAsk is what the register says of a leaving: why (one of the states of who left), since when, and in words.
type LeaveAsk struct {
	Why    string
	Date   Date
	Reason string
}

// String is the text of FieldLeaving.
func (a LeaveAsk) String() string {
	return strings.Join([]string{a.Why, a.Date.String(), a.Reason}, leaveSeparator)
}

// LeaveAskOf reads FieldLeaving; false where nobody asked.
func LeaveAskOf(field string) (LeaveAsk, bool) {
	parts := strings.SplitN(field, leaveSeparator, 3)
	if len(parts) != 3 {
		return LeaveAsk{}, false
	}
	day := DayOf(parts[1])
	return LeaveAsk{parts[0], day, parts[2]}, day != 0 && Leaves(parts[0])
}

// Leaves says whether a status is that of somebody who is no member any more: left, dead or dismissed.
func Leaves(why string) bool { return why == StatusLeft || why == StatusDead || why == StatusDismissed }

// Leaver is a member with what the register says of their leaving (FieldLeaving).
type Leaver struct {
	MemberRow
	Leaving string
}

// Frozen says whether a member may take neither a loan nor dues: they asked to leave, or have left.
func Frozen(m MemberRow) bool { return m.Left != "" || m.Status == StatusAsked || Leaves(m.Status) }

// AskLeave gives the edit of the register that asks for somebody's leaving and freezes what they have.
func AskLeave(m Leaver, ask LeaveAsk) (MemberEdit, []Problem) {
	ask.Reason = strings.Join(strings.Fields(ask.Reason), " ")
	was, asked := LeaveAskOf(m.Leaving)
	switch {
	case m.Left != "":
		return MemberEdit{}, []Problem{{Key: ProblemLeaveLeft, Args: []any{dayOr(m.Left)}}}
	case asked && m.Status == StatusAsked:
		return MemberEdit{}, []Problem{{Key: ProblemLeaveAsked, Args: []any{was.Date}}}
	case !Leaves(ask.Why):
		return MemberEdit{}, []Problem{{Key: ProblemLeaveWhy}}
	case !ask.Date.Valid():
		return MemberEdit{}, []Problem{{Key: ProblemEntryDate}}
	case !says(ask.Reason):
		return MemberEdit{}, []Problem{{Key: ProblemLeaveReason}}
	}
	if _, private := HidePersonal(ask.Reason); private {
		return MemberEdit{}, []Problem{{Key: ProblemTemplatePersonal}}
	}
	return MemberEdit{Member: m.Member, Fields: map[Field]string{
		FieldStatus: StatusAsked, FieldLeaving: ask.String(),
	}}, nil
}

// StayAfterAll gives the edit that takes a request back.
func StayAfterAll(m Leaver) (MemberEdit, []Problem) {
	if m.Status != StatusAsked {
		return MemberEdit{}, []Problem{{Key: ProblemLeaveNotAsked}}
	}
	return MemberEdit{Member: m.Member, Fields: map[Field]string{FieldStatus: StatusActive, FieldLeaving: ""}}, nil
}

// dayOr gives the day that an ISO text means, or the text.
func dayOr(iso string) any {
	if day := DayOf(iso); day != 0 {
		return day
	}
	return iso
}

// LeaveItem is one thing that a leaver has or owes.
type LeaveItem struct {
	Account string
	Member  ID // the registration that it stands under
	Loan    ID // the loan, or the purpose of a special saving
	Amount  Money
	New     bool // not in the book yet: interest of the running month, interest and penalty of a loan
}

// LeaveSum is what a leaver gets, as arithmetic.
type LeaveSum struct {
	Has     []LeaveItem
	Owes    []LeaveItem // in the order in which they are set off
	HasAll  Money
	OwesAll Money
	Tax     Money // final tax on interest that is added now
}

// Net is what is paid, or stays owed when below zero.
func (s LeaveSum) Net() Money { return s.HasAll - s.Tax - s.OwesAll }

// SetOff is how much of what is owed is set off.
func (s LeaveSum) SetOff() Money { return min(s.OwesAll, max(0, s.HasAll-s.Tax)) }

// leaveHas are the accounts that are given back, leaveOwes those that are set off, in this order: what has run up
// first, then the loans, then what was bought on credit. Source: domain §5.5.
var (
	leaveHas = []string{
		AccountPrincipal, AccountMandatory, AccountVoluntary, AccountSpecial, AccountHeld, "24101", "24102",
	}
	leaveOwes = []string{"41204", "41201", "12201", "12101", "12103", "12301", "12302", "12303"}
)

// LeaveAccounts lists the accounts whose lines a leaving looks at.
func LeaveAccounts() []string { return slices.Concat(leaveHas, leaveOwes) }

// SumLeave sets off what a member has and owes. balances are what stands in the book on the accounts of LeaveAccounts,
// credit positive, by registration and loan; New ones as the member sees them: what they get is credit positive, what
// they owe below zero. What is below zero where something should be had (an overdrawn saving) is owed, and the reverse.
func SumLeave(balances []LeaveItem, tax Money) LeaveSum {
	s := LeaveSum{Tax: tax}
	for _, b := range balances {
		inBook := !b.New && (b.Account == AccountLoanInterest || b.Account == AccountLoanPenalty)
		switch {
		case inBook: // income of the past is no debt
		case b.Amount > 0:
			s.Has = append(s.Has, b)
			s.HasAll += b.Amount
		case b.Amount < 0:
			b.Amount = -b.Amount
			s.Owes = append(s.Owes, b)
			s.OwesAll += b.Amount
		}
	}
	order := func(list []string) func(a, b LeaveItem) int {
		return func(a, b LeaveItem) int {
			return cmp.Or(
				cmp.Compare(place(list, a.Account), place(list, b.Account)),
				cmp.Compare(a.Account, b.Account),
				cmp.Compare(
					string(a.Loan[:]),
					string(b.Loan[:]),
				),
				cmp.Compare(string(a.Member[:]), string(b.Member[:])),
			)
		}
	}
	slices.SortStableFunc(s.Has, order(leaveHas))
	slices.SortStableFunc(s.Owes, order(leaveOwes))
	return s
}

func place(list []string, account string) int {
	if i := slices.Index(list, account); i >= 0 {
		return i
	}
	return len(list)
}

// OccasionExit is the occasion of the entry by which somebody leaves.
const OccasionExit = "member-exit"

// LeaveOnce is the once-rule of the entry by which a request to leave is settled.
func LeaveOnce(person ID, ask LeaveAsk) Once {
	return Once{Rule: "leave", Subject: person.String(), Period: ask.Date.String()}
}

// Entry is the entry of a leaving (domain §8.3 T1, T2): everything the member has goes out; what they owe is set off as
// far as that goes; the rest is paid from cash, or kept for them on 21106 where to is that account. False where
// there is nothing to record: nothing was had and nothing can be set off.
func (s LeaveSum) Entry(person ID, ask LeaveAsk, to string, day Date, remark, evidence string) (Entry, bool) {
	e := Entry{
		Date: day, Occasion: OccasionExit, Remark: remark, Evidence: evidence, Once: LeaveOnce(person, ask),
	}
	for _, h := range s.Has {
		if h.New { // interest of the running month: it is a cost, and goes out at once
			e.Lines = append(e.Lines, Line{Account: AccountSavingInterest, Amount: h.Amount})
			continue
		}
		e.Lines = append(e.Lines, Line{Account: h.Account, Amount: h.Amount, Member: h.Member, Loan: h.Loan})
	}
	left := s.SetOff()
	for _, o := range s.Owes {
		part := min(left, o.Amount)
		left -= part
		e.Lines = append(e.Lines, Line{Account: o.Account, Amount: -part, Member: o.Member, Loan: o.Loan})
	}
	out := Line{Account: to, Amount: -max(0, s.Net())}
	if to == AccountRefund {
		out.Member = person
	}
	e.Lines = nonZero(append(e.Lines, Line{Account: AccountFinalTax, Amount: -s.Tax}, out))
	return e, len(e.Lines) > 0
}

// LeaveFigures are the figures that the chair agrees to.
func LeaveFigures(s LeaveSum) []Figure {
	return []Figure{
		{Name: "has", Value: int64(s.HasAll)},
		{Name: "tax", Value: int64(s.Tax)},
		{Name: "owes", Value: int64(s.OwesAll)},
		{Name: "net", Value: int64(s.Net())},
	}
}

// figureIn gives one figure of an approval by its name.
func figureIn(all []Figure, name string) Money {
	for _, f := range all {
		if f.Name == name {
			return Money(f.Value)
		}
	}
	return 0
}

// LeaveDecision is the last decision of a chair on a request to leave.
type LeaveDecision struct {
	Made    bool
	Granted bool
	Author  ID
	Reason  string
	Figures []Figure
}

// CheckLeave says what keeps a leaving from being settled on a day. That the net is below zero does not: the chair has
// agreed to that figure, so it stays a receivable from somebody who is no member any more.
func CheckLeave(m Leaver, s LeaveSum, d LeaveDecision, terms int, day Date) []Problem {
	ask, asked := LeaveAskOf(m.Leaving)
	switch {
	case m.Left != "":
		return []Problem{{Key: ProblemLeaveLeft, Args: []any{dayOr(m.Left)}}}
	case !asked || m.Status != StatusAsked:
		return []Problem{{Key: ProblemLeaveNotAsked}}
	case terms > 0:
		return []Problem{{Key: ProblemLeaveTerm, Args: []any{terms}}}
	case !d.Made:
		return []Problem{{Key: ProblemLeaveWaits}}
	case !d.Granted:
		return []Problem{{Key: ProblemLeaveRefused, Args: []any{d.Reason}}}
	case figureIn(d.Figures, "net") != s.Net() || figureIn(d.Figures, "has") != s.HasAll:
		return []Problem{{Key: ProblemLeaveChanged, Args: []any{figureIn(d.Figures, "net"), s.Net()}}}
	case !day.Valid():
		return []Problem{{Key: ProblemEntryDate}}
	case day < ask.Date:
		return []Problem{{Key: ProblemLeaveBefore, Args: []any{ask.Date}}}
	}
	return nil
}

// Check says what keeps the leaving from being settled on a day: what CheckLeave says, and what is blocked of their
// savings but for loans of their own, which are set off.
func (v *LeaverView) Check(s LeaveSum, day Date) []Problem {
	if problems := v.blocked(); len(problems) > 0 && v.Member.Left == "" {
		return problems
	}
	return CheckLeave(v.Leaver(), s, v.Decision, v.Terms, day)
}

func (v *LeaverView) blocked() []Problem {
	var problems []Problem
	for i := range v.Blocks {
		b := &v.Blocks[i]
		problems = append(problems, Problem{Key: ProblemLeaveBlocked, Args: []any{b.Amount, b.Reason}})
	}
	return problems
}

// Changed says whether what was agreed to is no longer what comes out.
func (v *LeaverView) Changed(s LeaveSum, day Date) bool {
	return slices.ContainsFunc(v.Check(s, day), func(p Problem) bool { return p.Key == ProblemLeaveChanged })
}

// Warnings say what is odd about somebody's leaving and does not keep it from being settled. before is what the month
// before earned them, of that month.
func (v *LeaverView) Warnings(before InterestShare, m Month) []Problem {
	var problems []Problem
	if before.Gross > 0 && !before.Done && v.Member.Left == "" {
		problems = append(problems, Problem{Key: ProblemLeaveInterest, Args: []any{before.Gross, m}})
	}
	for _, name := range v.Behind {
		problems = append(problems, Problem{Key: ProblemLeaveBehind, Args: []any{name}})
	}
	return problems
}

// LeaveActs are the acts that settle a leaving: the entry, and the register's last words. They belong into one call of
// Record. The number stays with them for ever: it is never given to anybody else.
func LeaveActs(m Leaver, s LeaveSum, to string, day Date, remark, evidence string) ([]Act, []Problem) {
	ask, _ := LeaveAskOf(m.Leaving)
	cash := to
	if to == AccountRefund {
		cash = ""
	}
	if problems := checkMove(1, cash, day, remark, evidence); len(problems) > 0 {
		return nil, problems
	}
	var acts []Act
	if e, any := s.Entry(m.Same, ask, to, day, remark, evidence); any {
		acts = append(acts, Act{Kind: KindEntry, Body: e})
	}
	return append(acts, Act{Kind: KindMemberEdit, Body: MemberEdit{
		Member: m.Member, Fields: map[Field]string{FieldStatus: ask.Why, FieldLeft: day.String()},
	}}), nil
}

// LeaveDayFigure names the day that a leaving was reckoned for, among the figures of an approval: the interest of the
// running month depends on it.
const LeaveDayFigure = "day"

// LeaveDay is the day that a decision reckoned for; 0 where it names none.
func LeaveDay(d LeaveDecision) Date {
	if day := Date(figureIn(d.Figures, LeaveDayFigure)); day.Valid() {
		return day
	}
	return 0
}
