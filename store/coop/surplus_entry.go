package coop

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
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
	if !d.Signed {
		say(ProblemSurplusSign)
	}
	switch {
	case !day.Valid():
		say(ProblemEntryDate)
	case day < m.Date:
		say(ProblemSurplusBefore, day, m.Date)
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

// SurplusShare is what one person has of a year's divided surplus, and what became of it.
type SurplusShare struct {
	Member    MemberView
	Of        ID // the registration that the lines name
	Year      int
	Capital   Money
	Patronage Money
	Divided   Date  // when the surplus was divided
	Paid      ID    // the entry that paid, saved or gave it up; zero: nobody fetched it yet
	PaidOn    Date  // its day
	Held      Money // what the person has on both accounts together now, of all years
	Try       int   // how often it was paid already and reversed, and 1
}

// Sum is the share.
func (s SurplusShare) Sum() Money { return s.Capital + s.Patronage }

// Open says whether the share waits to be fetched.
func (s SurplusShare) Open() bool { return s.Paid.IsZero() && s.Sum() > 0 }

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
}

// SurplusPayEntry pays one share (domain §8.2 C6), saves it (T53), or gives it up by decision. What rounding leaves of
// a payout in cash goes where the policy says, in the same entry, so that nobody is owed coins that nobody has.
func (p SurplusPolicy) SurplusPayEntry(s SurplusShare, out Payout) (Entry, []Problem) {
	if problems := p.payProblems(s, out); len(problems) > 0 {
		return Entry{}, problems
	}
	e := Entry{
		Date: out.Day, Occasion: OccasionSurplusPaid, Remark: fmt.Sprintf("SHU %d", s.Year),
		Evidence: strings.TrimSpace(out.Evidence), Once: SurplusPayOnce(s.Of, s.Year, s.Try),
	}
	add := func(l Line) {
		if l.Amount != 0 {
			e.Lines = append(e.Lines, l)
		}
	}
	add(Line{Account: AccountCapitalShare, Amount: s.Capital, Member: s.Of})
	add(Line{Account: AccountPatronageShare, Amount: s.Patronage, Member: s.Of})
	switch out.Way {
	case PaySave:
		e.Occasion = OccasionSurplusSaved
		add(Line{Account: AccountVoluntary, Amount: -s.Sum(), Member: s.Of})
	case PayForgo:
		e.Occasion, e.Remark = "", fmt.Sprintf("SHU %d tidak diambil", s.Year)
		add(Line{Account: p.UnclaimedTo, Amount: -s.Sum()})
	default:
		paid, rest := p.Pay(s.Sum())
		add(Line{Account: out.Money, Amount: -paid})
		add(Line{Account: p.PayRest, Amount: -rest})
	}
	return e, nil
}

func (p SurplusPolicy) payProblems(s SurplusShare, out Payout) []Problem {
	var problems []Problem
	say := func(key string, args ...any) { problems = append(problems, Problem{Key: key, Args: args}) }
	name := s.Member.Name
	if !out.Day.Valid() {
		say(ProblemEntryDate)
	}
	if !plain(out.Evidence) {
		say(ProblemEntryRemark)
	}
	switch {
	case !s.Open():
		say(ProblemPayNothing, name, s.Year)
	case s.Held < s.Sum():
		say(ProblemPayBalance, s.Sum(), s.Held, name)
	case out.Day < s.Divided:
		say(ProblemSurplusBefore, out.Day, s.Divided)
	}
	switch paid, _ := p.Pay(s.Sum()); {
	case out.Way == PayForgo && p.UnclaimedYears == 0:
		say(ProblemUnclaimedNever)
	case out.Way == PayForgo && out.Day < s.Divided+Date(p.UnclaimedYears*1_00_00):
		say(ProblemUnclaimedEarly, s.Year, s.Divided+Date(p.UnclaimedYears*1_00_00))
	case out.Way != PayCash:
	case !IsMoney(out.Money):
		say(ProblemPayCash, out.Money)
	case s.Open() && (paid == 0 || s.Sum() < p.PayLeast):
		say(ProblemPayLittle, s.Sum(), max(p.PayLeast, p.PayUnit))
	}
	return problems
}

// CoverLoss covers an accumulated loss from the reserve, as a meeting decided (domain T54).
func CoverLoss(year int, amount, loss, reserve Money, d Decided, day Date) (Entry, []Problem) {
	var problems []Problem
	say := func(key string, args ...any) { problems = append(problems, Problem{Key: key, Args: args}) }
	switch {
	case amount <= 0:
		say(ProblemDuesNothing)
	case amount > loss:
		say(ProblemCoverMore, amount, loss)
	case amount > reserve:
		say(ProblemCoverReserve, amount, reserve)
	}
	if d.Meeting.Class != MeetingAnnual && d.Meeting.Class != MeetingExtraordinary {
		say(ProblemSurplusClass)
	}
	if !d.Signed {
		say(ProblemSurplusSign)
	}
	switch {
	case !day.Valid():
		say(ProblemEntryDate)
	case day < d.Meeting.Date:
		say(ProblemSurplusBefore, day, d.Meeting.Date)
	}
	if len(problems) > 0 {
		return Entry{}, problems
	}
	return Entry{
		Date: day, Occasion: OccasionLossCovered, Remark: fmt.Sprintf("Rugi %d", year), Evidence: d.Cite(),
		Once:  Once{Rule: "loss-cover", Period: strconv.Itoa(year)},
		Lines: []Line{{Account: AccountReserve, Amount: amount}, {Account: AccountDeficit, Amount: -amount}},
	}, nil
}
