package coop

import (
	"fmt"
	"strings"
)

// SurplusShare is what one person has of a year's divided surplus, and what became of it.
type SurplusShare struct {
	Member    MemberView
	Of        ID // the registration that the lines name
	Year      int
	Capital   Money
	Patronage Money
	Divided   Date // when the surplus was divided
	// What entries that count took out of it: paid, saved or given up. It may be less than the share where the surplus
	// was divided once more after the payout, and more.
	PaidCapital, PaidPatronage Money
	Paid                       ID    // the last of these entries; zero: nobody fetched it yet
	PaidOn                     Date  // its day
	Held                       Money // what the person has on both accounts together now, of all years
	Try                        int   // the number of the next such entry, from 1
}

// Sum is the share.
func (s SurplusShare) Sum() Money { return s.Capital + s.Patronage }

// Settled is what was paid, saved or given up of it.
func (s SurplusShare) Settled() Money { return s.PaidCapital + s.PaidPatronage }

// Left is what is still to be fetched; below zero where more was paid than the share came to in the end.
func (s SurplusShare) Left() Money { return s.Sum() - s.Settled() }

// Open says whether something of the share waits to be fetched.
func (s SurplusShare) Open() bool { return s.Left() > 0 && !s.Gone() }

// Gone says whether the rest was fetched another way: whoever leaves gets it with the settlement of all they have.
func (s SurplusShare) Gone() bool { return s.Left() > 0 && s.Held <= 0 }

// Settle takes in an entry that counts and paid, saved or gave up something of the share.
func (s *SurplusShare) Settle(entry ID, day Date, lines []Line) {
	for _, l := range lines {
		switch l.Account {
		case AccountCapitalShare:
			s.PaidCapital += l.Amount
		case AccountPatronageShare:
			s.PaidPatronage += l.Amount
		}
	}
	s.Paid, s.PaidOn = entry, day
}

// PayWay says what becomes of a share.
type PayWay uint8

// Ways of a share.
const (
	PayCash  PayWay = iota // out of a till or a bank
	PaySave                // into the voluntary saving
	PayForgo               // not fetched in all the years that the meeting set
)

// Payout is a paying out of shares, of one member or of many.
type Payout struct {
	Way      PayWay
	Money    string // cash or bank account; of PayCash
	Day      Date
	Evidence string
	Receiver string  // who gets it for somebody who has died
	By       Decided // the members' meeting that gives shares up; of PayForgo
}

// SurplusPayEntry pays what is left of one share (domain §8.2 C6), saves it (T53), or gives it up by decision. What
// rounding leaves of a payout in cash goes where the policy says, in the same entry, so that nobody is owed coins that
// nobody has.
func (p SurplusPolicy) SurplusPayEntry(s SurplusShare, out Payout) (Entry, []Problem) {
	if problems := p.payProblems(s, out); len(problems) > 0 {
		return Entry{}, problems
	}
	e := Entry{
		Date: out.Day, Occasion: OccasionSurplusPaid, Remark: fmt.Sprintf("SHU %d", s.Year),
		Evidence: strings.TrimSpace(out.Evidence), Once: SurplusPayOnce(s.Of, s.Year, s.Try),
	}
	if s.Member.Status == StatusDead {
		e.Remark += ", diterima ahli waris: " + strings.TrimSpace(out.Receiver)
	}
	add := func(l Line) {
		if l.Amount != 0 {
			e.Lines = append(e.Lines, l)
		}
	}
	add(Line{Account: AccountCapitalShare, Amount: s.Capital - s.PaidCapital, Member: s.Of})
	add(Line{Account: AccountPatronageShare, Amount: s.Patronage - s.PaidPatronage, Member: s.Of})
	switch out.Way {
	case PaySave:
		e.Occasion = OccasionSurplusSaved
		add(Line{Account: AccountVoluntary, Amount: -s.Left(), Member: s.Of})
	case PayForgo:
		e.Occasion, e.Remark = "", fmt.Sprintf("SHU %d tidak diambil", s.Year)
		e.Evidence = out.By.Cite()
		add(Line{Account: p.UnclaimedTo, Amount: -s.Left()})
	default:
		paid, rest := p.hand(s)
		add(Line{Account: out.Money, Amount: -paid})
		add(Line{Account: p.PayRest, Amount: -rest})
	}
	return e, nil
}

// hand is what of a share is handed out in cash, and what rounding leaves.
func (p SurplusPolicy) hand(s SurplusShare) (paid, rest Money) {
	return p.Hand(s.Left(), s.Member.Left != "")
}

// Hand says what of so much is handed out in cash, and what rounding leaves. Whoever is no member any more has no
// saving for a share of less than the unit, and gets it as it is.
func (p SurplusPolicy) Hand(share Money, left bool) (paid, rest Money) {
	if paid, rest = p.Pay(share); paid == 0 && left {
		return rest, 0
	}
	return paid, rest
}

// OnlySaved says whether a share is too small to be handed out in cash, and how much the least is: it goes whole into
// the member's saving.
func (p SurplusPolicy) OnlySaved(share Money, left bool) (least Money, only bool) {
	paid, _ := p.Hand(share, left)
	return max(p.PayLeast, p.PayUnit), paid == 0 || share < p.PayLeast && !left
}

func (p SurplusPolicy) payProblems(s SurplusShare, out Payout) []Problem {
	var problems []Problem
	say := func(key string, args ...any) { problems = append(problems, Problem{Key: key, Args: args}) }
	name, dead := s.Member.Name, s.Member.Status == StatusDead
	if !out.Day.Valid() {
		say(ProblemEntryDate)
	}
	if !plain(out.Evidence) || !plain(out.Receiver) {
		say(ProblemEntryRemark)
	}
	switch {
	case !s.Open():
		say(ProblemPayNothing, name, s.Year)
	case s.Held < s.Left():
		say(ProblemPayBalance, s.Left(), s.Held, name)
	case out.Day < s.Divided:
		say(ProblemSurplusBefore, out.Day, s.Divided)
	}
	least, little := p.OnlySaved(s.Left(), s.Member.Left != "")
	switch out.Way {
	case PayForgo:
		problems = append(problems, p.forgoProblems(s, out)...)
	case PaySave:
		if dead || s.Member.Left != "" {
			say(ProblemPayLeft, name)
		}
	default:
		switch {
		case !IsMoney(out.Money):
			say(ProblemPayCash, out.Money)
		case s.Open() && little:
			say(ProblemPayLittle, s.Left(), least)
		case dead && strings.TrimSpace(out.Receiver) == "":
			say(ProblemPayHeir, name)
		}
	}
	return problems
}

// forgoProblems says what keeps a share from being given up.
func (p SurplusPolicy) forgoProblems(s SurplusShare, out Payout) []Problem {
	due, ever := p.ForgoFrom(s)
	switch {
	case !ever:
		return []Problem{{Key: ProblemUnclaimedNever}}
	case out.Day < due:
		return []Problem{{Key: ProblemUnclaimedEarly, Args: []any{s.Year, due}}}
	}
	return out.By.checkMeeting(out.Day)
}

// ForgoFrom is the first day on which a share that nobody fetched may be given up: so many years after the surplus was
// divided; after a leap day that is 1 March. False where the cooperative set no number of years.
func (p SurplusPolicy) ForgoFrom(s SurplusShare) (Date, bool) {
	day := s.Divided + Date(p.UnclaimedYears*1_00_00)
	if day%1_00_00 == 2_29 && !day.Valid() {
		day += 3_01 - 2_29
	}
	return day, p.UnclaimedYears > 0
}

// PaySum is what shares that are about to be settled come to.
type PaySum struct {
	Members                  int
	Cash, Saved, Forgo, Rest Money
}

// Add takes in one share on its way.
func (p SurplusPolicy) Add(sum PaySum, s SurplusShare, way PayWay) PaySum {
	sum.Members++
	switch way {
	case PaySave:
		sum.Saved += s.Left()
	case PayForgo:
		sum.Forgo += s.Left()
	default:
		paid, rest := p.hand(s)
		sum.Cash, sum.Rest = sum.Cash+paid, sum.Rest+rest
	}
	return sum
}

// Till is where the money of a payout comes from.
type Till struct {
	Title string
	Holds Money
}

// PayShares settles all shares that have a way, each by an entry of its own, or says why not. The money has to be
// there: nobody is paid from an empty till.
func (p SurplusPolicy) PayShares(
	shares []SurplusShare, ways map[ID]PayWay, out Payout, till Till,
) ([]Entry, []Problem) {
	var entries []Entry
	var sum PaySum
	heirs := 0
	for _, s := range shares {
		way, chosen := ways[s.Of]
		if !chosen {
			continue
		}
		if way == PayCash && s.Member.Status == StatusDead {
			heirs++
		}
		out.Way = way
		e, problems := p.SurplusPayEntry(s, out)
		if len(problems) > 0 {
			return nil, problems
		}
		sum = p.Add(sum, s, way)
		entries = append(entries, e)
	}
	switch {
	case len(entries) == 0:
		return nil, []Problem{{Key: ProblemPayNobody}}
	case heirs > 1: // one name would stand for the heirs of all of them
		return nil, []Problem{{Key: ProblemPayHeirs, Args: []any{heirs}}}
	case sum.Cash > till.Holds:
		return nil, []Problem{{Key: ProblemPayMoney, Args: []any{till.Title, till.Holds, sum.Cash}}}
	}
	return entries, nil
}
