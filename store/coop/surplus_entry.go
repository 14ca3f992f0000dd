package coop

import (
	"fmt"
	"slices"
	"strconv"
)

// The occasions of the surplus's entries.
const (
	OccasionSurplusPaid  = "surplus-paid"      // out in cash or from the bank
	OccasionSurplusSaved = "surplus-to-saving" // into the voluntary saving, domain T53
	OccasionLossCovered  = "loss-covered"      // from the reserve, domain T54
)

// The keys of what forbids an entry about the surplus.
const (
	ProblemSurplusClass   = "surplus.minutes.class"    // the minutes are not of a members' meeting; no argument
	ProblemSurplusYear    = "surplus.minutes.year"     // the meeting was about {0}, the surplus is of {1}
	ProblemSurplusShares  = "surplus.minutes.none"     // the minutes do not say how the surplus is divided; no argument
	ProblemSurplusDiffers = "surplus.minutes.differ"   // the minutes decided {1} percent for {0}, not {2}
	ProblemSurplusSign    = "surplus.minutes.unsigned" // the chair has not signed the minutes; no argument
	ProblemSurplusBefore  = "surplus.day.before"       // {0} is before the meeting, which was on {1}
	ProblemSurplusOpen    = "surplus.year.open"        // 31502 has {0}, not {1}: is the year {2} closed?
	ProblemSurplusDone    = "surplus.done"             // the surplus of {0} was divided on {1}
	ProblemPayMoney       = "surplus.pay.money"        // {0} has only {1} of the {2} to pay
	ProblemPayNothing     = "surplus.pay.nothing"      // {0} has no share of {1} that is not paid
	ProblemPayCash        = "surplus.pay.cash"         // {0} is neither cash nor bank
	ProblemPayLittle      = "surplus.pay.little"       // {0} is less than {1}: into the saving
	ProblemPayBalance     = "surplus.pay.balance"      // the account has only {1} of the {0} of {2} left
	ProblemUnclaimedNever = "surplus.unclaimed.never"  // no number of years is set; no argument
	ProblemUnclaimedEarly = "surplus.unclaimed.early"  // shares of {0} may be given up from {1} on
	ProblemPayNobody      = "surplus.pay.nobody"       // no share is chosen; no argument
	ProblemPayLeft        = "surplus.pay.left"         // {0} is no member any more: no saving
	ProblemPayHeir        = "surplus.pay.heir"         // {0} has died, and nobody is named who gets it
	ProblemPayHeirs       = "surplus.pay.heirs"        // {0} of those paid in cash have died: one heir at a time
	ProblemCoverDone      = "surplus.cover.done"       // the meeting about {0} covered the loss already
	ProblemCoverMore      = "surplus.cover.more"       // the loss is {1}, less than {0}
	ProblemCoverReserve   = "surplus.cover.reserve"    // the reserve has {1}, less than {0}
)

// SurplusOnce is the once-rule of dividing a year's surplus. A list too long for one entry goes on in parts 2, 3 …;
// what was reversed may be done once more: try counts from 1.
func SurplusOnce(year, part, try int) Once {
	subject := ""
	if part > 1 {
		subject = strconv.Itoa(part)
	}
	return Once{Rule: "surplus", Subject: subject, Period: tried(year, try)}
}

// SurplusPayOnce is the once-rule of what becomes of a member's share of a year: paid, saved or given up; once more
// where that was reversed.
func SurplusPayOnce(member ID, year, try int) Once {
	return Once{Rule: "surplus-pay", Subject: member.String(), Period: tried(year, try)}
}

// tried names a year, or the second and further times that something of it is done because the earlier was reversed.
func tried(year, try int) string {
	if try > 1 {
		return fmt.Sprintf("%d/%d", year, try)
	}
	return strconv.Itoa(year)
}

// Decided are the minutes that an entry about the surplus rests on.
type Decided struct {
	Hash    Hash // of the minutes
	Meeting Meeting
	Minutes Minutes
	Signed  bool // the chair granted them
}

// Cite says in an entry's evidence on which minutes it rests: "RAT 2026-03-14, berita acara 1f0c2a9b44d01e73".
func (d Decided) Cite() string {
	class := "RAT"
	if d.Meeting.Class == MeetingExtraordinary {
		class = "RALB"
	}
	short := d.Hash.Short()
	return fmt.Sprintf("%s %s, berita acara %x", class, d.Meeting.Date, short[:])
}

// Check says what is missing for dividing the surplus of a year on these minutes, on that day.
func (d Decided) Check(year int, day Date, shares []Share) []Problem {
	var problems []Problem
	say := func(key string, args ...any) { problems = append(problems, Problem{Key: key, Args: args}) }
	m := d.Meeting
	switch {
	case m.Class != MeetingAnnual && m.Class != MeetingExtraordinary:
		say(ProblemSurplusClass)
	case int(m.Year) != year:
		say(ProblemSurplusYear, m.Year, year)
	case len(d.Minutes.Shares) == 0:
		say(ProblemSurplusShares)
	}
	if len(d.Minutes.Shares) > 0 {
		for _, account := range unionOf(shares, d.Minutes.Shares) {
			if is, decided := pointsOf(shares, account), pointsOf(d.Minutes.Shares, account); is != decided {
				say(ProblemSurplusDiffers, account, PercentText(decided), PercentText(is))
			}
		}
	}
	return append(problems, d.checkSigned(day)...)
}

// checkMeeting says what is missing for an entry of that day which a members' meeting decided.
func (d Decided) checkMeeting(day Date) []Problem {
	var problems []Problem
	if d.Meeting.Class != MeetingAnnual && d.Meeting.Class != MeetingExtraordinary {
		problems = append(problems, Problem{Key: ProblemSurplusClass})
	}
	return append(problems, d.checkSigned(day)...)
}

func (d Decided) checkSigned(day Date) []Problem {
	var problems []Problem
	if !d.Signed {
		problems = append(problems, Problem{Key: ProblemSurplusSign})
	}
	switch {
	case !day.Valid():
		problems = append(problems, Problem{Key: ProblemEntryDate})
	case day < d.Meeting.Date:
		problems = append(problems, Problem{Key: ProblemSurplusBefore, Args: []any{day, d.Meeting.Date}})
	}
	return problems
}

func pointsOf(shares []Share, account string) (points int64) {
	for _, s := range shares {
		if s.Account == account {
			points += s.BasisPoints
		}
	}
	return points
}

func unionOf(lists ...[]Share) []string {
	var all []string
	for _, shares := range lists {
		for _, s := range shares {
			if !slices.Contains(all, s.Account) {
				all = append(all, s.Account)
			}
		}
	}
	return all
}

// surplusLines is how many lines of members one entry takes: more would not fit into a change (MaxChangeBytes).
const surplusLines = 6000

// Entries divides the surplus in the journal (domain §8.2 C5): 31502 against the parts, the members' each on lines of
// their own. One entry, or several where there are more members than one can hold; each balances by itself.
func (a *Allocation) Entries(d Decided, day Date, try int) ([]Entry, []Problem) {
	shares := make([]Share, 0, len(a.Parts))
	for _, part := range a.Parts {
		if part.BasisPoints > 0 {
			shares = append(shares, part.Share)
		}
	}
	if problems := d.Check(a.Surplus.Year, day, shares); len(problems) > 0 {
		return nil, problems
	}
	var head, members []Line
	if a.Covers > 0 {
		head = append(head, Line{Account: AccountDeficit, Amount: -a.Covers})
	}
	for _, part := range a.Parts {
		if part.Amount > 0 && part.Account != AccountCapitalShare && part.Account != AccountPatronageShare {
			head = append(head, Line{Account: part.Account, Amount: -part.Amount})
		}
	}
	for _, m := range a.Members {
		if m.Capital > 0 {
			members = append(members, Line{Account: AccountCapitalShare, Amount: -m.Capital, Member: m.Member})
		}
		if m.Patronage > 0 {
			members = append(members, Line{Account: AccountPatronageShare, Amount: -m.Patronage, Member: m.Member})
		}
	}
	var entries []Entry
	for part := 1; part == 1 || len(members) > 0; part++ {
		n := min(len(members), surplusLines)
		lines := append(make([]Line, 1, 1+len(head)+n), append(head, members[:n]...)...)
		head, members = nil, members[n:]
		for _, l := range lines[1:] {
			lines[0].Amount -= l.Amount
		}
		lines[0].Account = AccountUndivided
		entries = append(entries, Entry{
			Date: day, Remark: fmt.Sprintf("Pembagian SHU %d", a.Surplus.Year), Evidence: d.Cite(),
			Once: SurplusOnce(a.Surplus.Year, part, try), Lines: lines,
		})
	}
	return entries, nil
}

// LossCoverOnce is the once-rule of covering a loss by what the meeting about a year decided; once more where that was
// reversed.
func LossCoverOnce(year, try int) Once { return Once{Rule: "loss-cover", Period: tried(year, try)} }

// LossView is what covering a loss from the reserve rests on.
type LossView struct {
	Year    int
	Loss    Money // on 31503 now, positive
	Reserve Money // on 31401 now
	Covered ID    // the entry that covered it by the year's meeting; zero: none
	Try     int   // how often that was done and reversed, and 1
}

// Most is how much the reserve can cover.
func (v LossView) Most() Money { return max(min(v.Loss, v.Reserve), 0) }

// CoverLoss covers an accumulated loss from the reserve, as a meeting decided (domain T54).
func CoverLoss(v LossView, amount Money, d Decided, day Date) (Entry, []Problem) {
	var problems []Problem
	say := func(key string, args ...any) { problems = append(problems, Problem{Key: key, Args: args}) }
	switch {
	case !v.Covered.IsZero():
		say(ProblemCoverDone, v.Year)
	case amount <= 0:
		say(ProblemDuesNothing)
	case amount > v.Loss:
		say(ProblemCoverMore, amount, v.Loss)
	case amount > v.Reserve:
		say(ProblemCoverReserve, amount, v.Reserve)
	}
	if problems = append(problems, d.checkMeeting(day)...); len(problems) > 0 {
		return Entry{}, problems
	}
	return Entry{
		Date: day, Occasion: OccasionLossCovered, Remark: fmt.Sprintf("Rugi %d", v.Year), Evidence: d.Cite(),
		Once:  LossCoverOnce(v.Year, v.Try),
		Lines: []Line{{Account: AccountReserve, Amount: amount}, {Account: AccountDeficit, Amount: -amount}},
	}, nil
}
