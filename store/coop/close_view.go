package coop

import "time"

// SuspenseAccount is where money lies whose reason nobody knows yet (domain §4): a year is not closed over it without
// a word.
const SuspenseAccount = "29101"

// Problems that speak against closing a period.
const (
	ProblemCloseClosed   = "close.closed"   // {0} is closed already, through {1}
	ProblemCloseMonths   = "close.months"   // the months from {0} to {1} are open
	ProblemCloseSuspense = "close.suspense" // {0} stands on the suspense account and nobody says why
	ProblemCloseBroken   = "close.broken"   // the book does not agree: {0}
	ProblemCloseNothing  = "close.nothing"  // year {0} has no result to close
	ProblemCloseYear     = "close.year"     // year {0} has a result that was not closed: it comes first
	ProblemCloseBehind   = "close.behind"   // year {0} was not closed, but later months are: reopen them from {1} on
	ProblemCloseEarly    = "close.early"    // {0} is not over before {1}
	ProblemCloseUnsent   = "close.unsent"   // {0} changes were not sent
	ProblemCloseUnheard  = "close.unheard"  // nothing was heard of laptop {0} since {1}
	ProblemClosedDay     = "close.day"      // {0} lies in a closed period; open is {1} and later; {2} counts the acts
)

// ClosePlan is what a close of a period would state now, and what a chair should know before signing it.
type ClosePlan struct {
	Body     Close
	From     Date // the first day after the close before; 0: since the beginning
	Until    Date
	Entries  int   // that post in the period
	Debits   Money // of them
	Logs     []CloseLog
	Suspense Money // on SuspenseAccount at the end, debit positive
	First    Month // the first month of the book that has anything; 0: none
	Owed     int64 // the first year before the period's whose result was not closed (OwedYear); 0: none
	Closed   Date  // the last day that is closed already
	Year     bool  // the period's last month is closed, and by a year close
	Broken   []Check
	Unsent   int // changes of this laptop that no server holds, where there is a server at all
	Served   bool
}

// CloseLog is one laptop with how far the close would contain it.
type CloseLog struct {
	LogRow
	Head  Head
	At    int64 // when that was recorded, by that laptop's clock; minutes since 1970 UTC
	Own   bool
	Ended bool // revoked: nothing more comes from it
}

// FirstOpen is the first month that no close contains, of a book whose first month with anything is first and that is
// closed through a day; 0: there is nothing to close.
func FirstOpen(first Month, closed Date) Month {
	if closed != 0 {
		return closed.AddDays(1).Month()
	}
	return first
}

// NextMonth is the month to be closed next: the one before today's, which closes those before it too, or the first
// that is still open. A year ends with a close of its own, so from an earlier year it is December.
func NextMonth(first Month, closed, today Date) Month {
	month, open := today.Month().Add(-1), FirstOpen(first, closed)
	switch {
	case open == 0:
	case open > month:
		month = open
	case open/100 < month/100:
		month = open/100*100 + 12
	}
	return month
}

// NextYear is the last month of the year to be closed next, of a plan for the last month of the calendar's year: of the
// first year that has a result and was not closed, else of this one, or the one after it where this is closed.
func (p *ClosePlan) NextYear() Month {
	switch {
	case p.Owed != 0:
		return Month(p.Owed*100 + 12)
	case p.Year:
		return p.Body.Period.Add(12)
	}
	return p.Body.Period
}

// countDays is how many of a month's last days a count of the cash, or a look at the bank's balance, may be from to
// tell what was there when the month ended.
const countDays = 7

// TellsEnd says whether what was counted on a day tells what was there at a month's end: in its last days or since.
func (m Month) TellsEnd(counted Date) bool { return counted > m.Last().AddDays(-countDays) }

// ClosingYear is the year that the plan closes; 0: a month.
func (p *ClosePlan) ClosingYear() int64 {
	if !p.Body.Year {
		return 0
	}
	return int64(p.Body.Period) / 100
}

// Against lists what forbids the close. Suspense money is allowed where the reason is told.
func (p *ClosePlan) Against(reason string) []Problem {
	var out []Problem
	switch {
	case p.Body.Year && !p.Year && p.Closed > p.Until && len(p.Body.Lines) > 0:
		return []Problem{{Key: ProblemCloseBehind, Args: []any{p.ClosingYear(), p.Body.Period.Add(1)}}}
	case p.Closed >= p.Until && (!p.Body.Year || p.Year || p.Closed > p.Until):
		return []Problem{{Key: ProblemCloseClosed, Args: []any{p.Body.Period, p.Closed}}}
	}
	for _, c := range p.Broken {
		out = append(out, Problem{Key: ProblemCloseBroken, Args: []any{c.Name + " " + c.Detail}})
	}
	if p.Owed != 0 { // two years in one closing entry would be one surplus
		return append(out, Problem{Key: ProblemCloseYear, Args: []any{p.Owed}})
	}
	if !p.Body.Year {
		return out
	}
	before := p.Body.Period.Add(-1)
	if p.First != 0 && p.First <= before && p.Closed < before.Last() {
		from := p.First
		if p.Closed != 0 {
			from = p.Closed.AddDays(1).Month()
		}
		out = append(out, Problem{Key: ProblemCloseMonths, Args: []any{from, before}})
	}
	if p.Suspense != 0 && reason == "" {
		out = append(out, Problem{Key: ProblemCloseSuspense, Args: []any{-p.Suspense}})
	}
	if len(p.Body.Lines) == 0 {
		out = append(out, Problem{Key: ProblemCloseNothing, Args: []any{p.ClosingYear()}})
	}
	return out
}

// Ask lists what should be done first, an exchange or the newest file, or waiting for the period's end, but does not
// forbid the close: what comes later posts in a later period, and clocks are wrong sometimes. A laptop was heard when
// it recorded something after the period, or, before its end, today.
func (p *ClosePlan) Ask(today Date) []Problem {
	var out []Problem
	if today < p.Until {
		out = append(out, Problem{Key: ProblemCloseEarly, Args: []any{p.Body.Period, p.Until}})
	}
	if p.Served && p.Unsent > 0 {
		out = append(out, Problem{Key: ProblemCloseUnsent, Args: []any{p.Unsent}})
	}
	for _, l := range p.Logs {
		if !l.Own && !l.Ended && !l.Server && DateOfMinutes(l.At) < min(p.Until.AddDays(1), today) {
			name := l.Name
			if name == "" {
				name = l.Letters
			}
			out = append(out, Problem{Key: ProblemCloseUnheard, Args: []any{name, DateOfMinutes(l.At)}})
		}
	}
	return out
}

// OwedYear is the first year before a month's own whose result was never closed: revenue and costs have something left
// at its end. 0: every year before is closed. A month of the next year is not closed before it, for its closing entry
// would then come too late, and the year after would close both.
func OwedYear(s State, period Month) int64 {
	closed, types := Month(0), map[string]AccountType{}
	s.Scan(&CloseRow{}, 0, func(r Record) bool {
		if c := r.(*CloseRow); c.Holds && c.Year {
			closed = max(closed, c.Period)
		}
		return true
	})
	s.Scan(&AccountRow{}, 0, func(r Record) bool {
		types[r.(*AccountRow).Code] = r.(*AccountRow).Type
		return true
	})
	sums, first := map[int64]map[outletAccount]Money{}, int64(period)/100
	s.Scan(&BalanceRow{}, 0, func(r Record) bool {
		b := r.(*BalanceRow)
		year := int64(b.Month) / 100
		if b.Month > closed && year < int64(period)/100 && types[b.Account].IsResult() {
			if sums[year] == nil {
				sums[year] = map[outletAccount]Money{}
			}
			sums[year][outletAccount{b.Account, b.Outlet}] += b.Debit - b.Credit
			first = min(first, year)
		}
		return true
	})
	carried := map[outletAccount]Money{}
	for year := first; year < int64(period)/100; year++ {
		for at, sum := range sums[year] {
			if carried[at] += sum; carried[at] == 0 {
				delete(carried, at)
			}
		}
		if len(carried) > 0 {
			return year
		}
	}
	return 0
}

// Acts are what the chair records: the close with the mark over it and, where suspense money is left, the reason as a
// finding that the treasurer answers.
func (p *ClosePlan) Acts(mark []byte, reason string) []Act {
	acts := []Act{{Kind: KindClose, Body: p.Body, Mark: mark}}
	if reason != "" && p.Suspense != 0 {
		acts = append(acts, Act{Kind: KindFinding, Body: Finding{Period: p.Body.Period, Text: reason}})
	}
	return acts
}

// DateOfMinutes is the day of a wall clock in minutes since 1970 UTC.
func DateOfMinutes(minutes int64) Date { return DateFromTime(time.Unix(minutes*60, 0).UTC()) }

// CloseView is one close that was recorded, with what became of it.
type CloseView struct {
	CloseRow
	AuthorName string
	At         int64
	From       Date // the first day after the close before; 0: since the beginning
	Result     Money
	Late       []EntryView // dated in the period, not contained: where they post says Posted
	Reopened   bool
	ReopenedBy string
	Reason     string
}

// Reopening is what reopening a close would do.
type Reopening struct {
	Closes []CloseView // that would hold no more: the close itself and every later one
	Moves  []EntryView // late entries that would post on their own day again
}
