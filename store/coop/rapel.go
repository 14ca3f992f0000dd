package coop

import (
	"cmp"
	"slices"
	"strings"
)

// Rapel of many: a person ticks months of members as paid now, and one entry takes them all. What a month is to a
// member, what the ticked ones come to and which lines they become stands here; the grid only shows it.

// The keys of what is wrong with ticked months. All refuse: nothing of the rapel is recorded.
const (
	ProblemRapelNothing = "dues.many.nothing" // no month is ticked; no argument
	ProblemRapelPaid    = "dues.many.paid"    // {0} has paid {1} already
	ProblemRapelBefore  = "dues.many.before"  // {0} joined after {1}
	ProblemRapelLeft    = "dues.many.left"    // {0} had left in {1}
	ProblemRapelNoRate  = "dues.many.no-rate" // no rate is known for {1}; {0} is the member
	ProblemRapelFar     = "dues.many.far"     // {1} lies more than ten years ahead; {0} is the member
	ProblemRapelNobody  = "dues.many.nobody"  // a ticked member is not in the list; no argument
	ProblemRapelMany    = "dues.many.many"    // more than {0} months in one entry
	ProblemRapelCash    = "dues.many.cash"    // {0} is neither cash nor bank
	ProblemRapelChanged = "dues.many.changed" // the months came to {0} when they were agreed to, and come to {1} now
)

// MonthState says what a month of simpanan wajib is to a member.
type MonthState uint8

// The states of a month.
const (
	MonthNone  MonthState = iota // nothing to pay: before joining, from leaving on, without a rate
	MonthPaid                    // paid in full
	MonthPart                    // paid in part; what is open can be paid
	MonthOwed                    // due and not paid
	MonthAhead                   // not due, but can be paid ahead
)

// DueMonth is a month of one member: what was paid of it and what can still be paid.
type DueMonth struct {
	State MonthState
	Paid  Money
	Open  Money // the rest up to the month's rate; more than zero where it can be paid
}

// aheadMonths is how far ahead dues can be paid.
const aheadMonths = 120

// Month says what a month is to the member. Through is the last month that is due: this one. Who has no day of
// joining and has paid nothing owes nothing, but may begin with any month.
func (d Dues) Month(m, through Month, rates Rates) DueMonth {
	at := DueMonth{Paid: d.Paid[m]}
	if d.refuses(m, through, rates) == "" {
		at.Open = rates.Of(m) - at.Paid
	}
	switch {
	case at.Paid > 0 && at.Open <= 0:
		return DueMonth{State: MonthPaid, Paid: at.Paid}
	case at.Open <= 0:
		return DueMonth{Paid: at.Paid}
	case at.Paid > 0:
		at.State = MonthPart
	case m <= through && d.Owed(m, rates) > 0:
		at.State = MonthOwed
	default:
		at.State = MonthAhead
	}
	return at
}

// refuses gives the key of why a month cannot be paid by whoever asks; empty where it can.
func (d Dues) refuses(m, through Month, rates Rates) string {
	switch {
	case d.Joined.Valid() && m < d.Joined.Month():
		return ProblemRapelBefore
	case d.Left.Valid() && m >= d.Left.Month():
		return ProblemRapelLeft
	case !m.Valid() || m > through.Add(aheadMonths):
		return ProblemRapelFar
	case rates.Of(m) <= 0:
		return ProblemRapelNoRate
	}
	return ""
}

// DueTick is a month of a member that is paid now.
type DueTick struct {
	Member ID
	Month  Month
}

// DueShare is what a ticked month comes to.
type DueShare struct {
	DueTick
	Amount Money
}

// TickedShares says what ticked months come to: what is open of each, in the order of the list of dues and then by
// month; a month ticked twice counts once. A month that is paid meanwhile, or was never to be paid, is a problem of
// its own; with problems nothing may be recorded.
func TickedShares(ticks []DueTick, list []DueView, through Month, rates Rates) ([]DueShare, []Problem) {
	if len(ticks) == 0 {
		return nil, []Problem{{Key: ProblemRapelNothing}}
	}
	if len(ticks) > maxLines-1 {
		return nil, []Problem{{Key: ProblemRapelMany, Args: []any{maxLines - 1}}}
	}
	place := make(map[ID]int, len(list))
	for i, v := range list {
		place[v.Member.Member] = i
	}
	var shares []DueShare
	var problems []Problem
	for _, tick := range sortedTicks(ticks, place) {
		i, known := place[tick.Member]
		if !known {
			problems = append(problems, Problem{Key: ProblemRapelNobody})
			continue
		}
		v := list[i]
		at := v.Dues.Month(tick.Month, through, rates)
		if at.Open > 0 {
			shares = append(shares, DueShare{tick, at.Open})
			continue
		}
		key := ProblemRapelPaid
		if at.State != MonthPaid {
			key = cmp.Or(v.Dues.refuses(tick.Month, through, rates), key)
		}
		problems = append(problems, Problem{Key: key, Args: []any{v.Member.Name, tick.Month}})
	}
	return shares, problems
}

func sortedTicks(ticks []DueTick, place map[ID]int) []DueTick {
	sorted := slices.Clone(ticks)
	slices.SortFunc(sorted, func(a, b DueTick) int {
		return cmp.Or(cmp.Compare(place[a.Member], place[b.Member]), slices.Compare(a.Member[:], b.Member[:]),
			cmp.Compare(a.Month, b.Month))
	})
	return slices.Compact(sorted)
}

// RapelSum is what shares come to.
func RapelSum(shares []DueShare) Money {
	var sum Money
	for _, s := range shares {
		sum += s.Amount
	}
	return sum
}

// RapelMembers counts the members that shares are of.
func RapelMembers(shares []DueShare) int {
	members := map[ID]bool{}
	for _, s := range shares {
		members[s.Member] = true
	}
	return len(members)
}

// RapelOccasion is the occasion of an entry that takes dues, of one member or of many.
const RapelOccasion = "dues-mandatory"

// RapelEntry makes one balanced entry of shares: one line takes the sum into cash or bank, and each month of each
// member stands on a line of its own. With problems there is no entry.
func RapelEntry(shares []DueShare, cash string, day Date, remark, evidence string) (Entry, []Problem) {
	var problems []Problem
	remark, evidence = strings.TrimSpace(remark), strings.TrimSpace(evidence)
	if len(shares) == 0 {
		problems = append(problems, Problem{Key: ProblemRapelNothing})
	}
	if !IsMoney(cash) {
		problems = append(problems, Problem{Key: ProblemRapelCash, Args: []any{cash}})
	}
	if !day.Valid() {
		problems = append(problems, Problem{Key: ProblemEntryDate})
	}
	if !plain(remark) || !plain(evidence) {
		problems = append(problems, Problem{Key: ProblemEntryRemark})
	}
	if len(problems) > 0 {
		return Entry{}, problems
	}
	lines := make([]Line, 1, len(shares)+1)
	for _, s := range shares {
		if s.Amount > maxLineAmount { // before it is summed: no sum of so many lines overflows then
			return Entry{}, []Problem{{Key: ProblemDraftTooLarge}}
		}
		lines = append(lines, Line{Account: AccountMandatory, Amount: -s.Amount, Member: s.Member, Month: s.Month})
	}
	lines[0] = Line{Account: cash, Amount: RapelSum(shares)}
	if CheckLines(lines) != WhatNone {
		return Entry{}, []Problem{{Key: ProblemDraftTooLarge}}
	}
	return Entry{Date: day, Occasion: RapelOccasion, Remark: remark, Evidence: evidence, Lines: lines}, nil
}
