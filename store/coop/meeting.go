package coop

import (
	"math/big"
	"slices"
	"strings"
)

// Keys of the settings about meetings. The sentence of each is the translation "setting.<key>.source".
const (
	SettingQuorum     = "meeting.quorum"     // basis points of the members who may vote
	SettingInviteDays = "meeting.days"       // how many days before a meeting its invitation goes out
	SettingRATMonths  = "meeting.rat.months" // within how many months of a year's end its RAT is held
	SettingProxies    = "meeting.proxies"    // how many votes one member may carry for others; 0: none
)

// MeetingDefaults lists the settings of meetings with their defaults. Source: domain §3.1, §13: the quorum was found in
// one cooperative's articles only (1/5), three months come from the ministry, six from the Act.
func MeetingDefaults() []SurplusDefault {
	return []SurplusDefault{
		{SettingQuorum, "2000", FormPercent, nil, WholeShares},
		{SettingInviteDays, "7", FormNumber, nil, 365},
		{SettingRATMonths, "3", FormNumber, nil, 12},
		{SettingProxies, "0", FormNumber, nil, 100},
	}
}

// MeetingPolicy is what the settings say of meetings on a day.
type MeetingPolicy struct {
	Quorum     int64 // basis points
	InviteDays int64
	RATMonths  int64
	Proxies    int64
}

// MeetingPolicyOf reads the settings that hold on a day.
func MeetingPolicyOf(settings []SettingRow, day Date) MeetingPolicy {
	of := func(d SurplusDefault) int64 {
		value, _ := d.On(settings, day)
		return settingNumber(value)
	}
	all := MeetingDefaults()
	return MeetingPolicy{Quorum: of(all[0]), InviteDays: of(all[1]), RATMonths: of(all[2]), Proxies: of(all[3])}
}

// The keys of what is wrong with a meeting or its minutes. Those beginning with Warn do not forbid it.
const (
	ProblemMeetingClass    = "meeting.class"        // no kind of meeting; no argument
	ProblemMeetingDate     = "meeting.date"         // no day; no argument
	ProblemMeetingYear     = "meeting.year"         // a RAT without the year it is about; no argument
	ProblemMeetingPlace    = "meeting.place"        // no place; no argument
	ProblemMeetingAgenda   = "meeting.agenda"       // nothing on the agenda; no argument
	ProblemMeetingLong     = "meeting.long"         // a text is too long; no argument
	ProblemMeetingQuorum   = "meeting.quorum.wrong" // a quorum of {0} percent
	WarnMeetingSoon        = "meeting.soon"         // {0} days ahead, {1} are asked for
	WarnMeetingLate        = "meeting.late"         // the RAT of {0} comes after {1}
	ProblemMinutesMeeting  = "minutes.meeting"      // no meeting; no argument
	ProblemMinutesNobody   = "minutes.nobody"       // nobody is ticked; no argument
	ProblemMinutesMany     = "minutes.many"         // {0} came, only {1} may vote
	ProblemMinutesTwice    = "minutes.twice"        // somebody is ticked twice; no argument
	ProblemMinutesPeople   = "minutes.people"       // only members are counted in a members' meeting; no argument
	ProblemMinutesQuorum   = "minutes.quorum"       // {0} of {1} came, {2} are needed: nothing can be decided
	ProblemMinutesProxies  = "minutes.proxies"      // {0} votes for others, {1} are allowed
	ProblemMinutesDecision = "minutes.decision"     // decision {0} says nothing
	ProblemMinutesVotes    = "minutes.votes"        // decision {0} has {1} votes of {2} who came
	ProblemMinutesAgainst  = "minutes.against"      // decision {0} has more votes against than for
	ProblemMinutesSigners  = "minutes.signers"      // who led and who wrote; no argument
	ProblemMinutesShares   = "minutes.shares"       // only a members' meeting divides a surplus; no argument
	ProblemMinutesEarly    = "minutes.early"        // the meeting is on {0} only
)

// CheckMeeting says what an invitation still lacks, and warns of what is late. Today is the day that it goes out.
func (p MeetingPolicy) CheckMeeting(m Meeting, today Date) (problems, warnings []Problem) {
	say := func(key string, args ...any) { problems = append(problems, Problem{Key: key, Args: args}) }
	warn := func(key string, args ...any) { warnings = append(warnings, Problem{Key: key, Args: args}) }
	if m.Class < MeetingAnnual || m.Class > MeetingSupervisors {
		say(ProblemMeetingClass)
	}
	if (m.Class == MeetingAnnual || m.Year != 0) && !bookYear(m.Year) {
		say(ProblemMeetingYear)
	}
	if strings.TrimSpace(m.Place) == "" {
		say(ProblemMeetingPlace)
	}
	if len(m.Agenda) == 0 || slices.ContainsFunc(m.Agenda, func(a string) bool { return strings.TrimSpace(a) == "" }) {
		say(ProblemMeetingAgenda)
	}
	if !plain(m.Time) || !plain(m.Place) || slices.ContainsFunc(m.Agenda, func(a string) bool { return !plain(a) }) {
		say(ProblemMeetingLong)
	}
	if m.Quorum < 0 || m.Quorum > WholeShares {
		say(ProblemMeetingQuorum, PercentText(m.Quorum))
	}
	if !m.Date.Valid() {
		say(ProblemMeetingDate)
		return problems, warnings
	}
	if ahead := daysBetween(today, m.Date); ahead < p.InviteDays {
		warn(WarnMeetingSoon, max(ahead, 0), p.InviteDays)
	}
	if m.Class == MeetingAnnual && len(problems) == 0 && p.RATMonths > 0 {
		if last := Month(m.Year*100 + 12).Add(int(p.RATMonths)).Last(); m.Date > last {
			warn(WarnMeetingLate, m.Year, last)
		}
	}
	return problems, warnings
}

func daysBetween(from, to Date) int64 { return int64(to.Time().Sub(from.Time()).Hours()) / 24 }

// QuorumOf says how many of those who may vote have to come: the part of them, rounded up; at least one.
func QuorumOf(members, basisPoints int64) int64 {
	n := new(big.Int).Mul(big.NewInt(max(members, 0)), big.NewInt(max(basisPoints, 0)))
	n.Add(n, big.NewInt(WholeShares-1)).Quo(n, big.NewInt(WholeShares))
	return max(n.Int64(), 1)
}

// Came counts the votes in a meeting: members present, people of the board or supervisors in a meeting of their own,
// and votes carried for others.
func (m Minutes) Came() int64 { return int64(len(m.Present)+len(m.People)) + m.Proxies }

// CheckMinutes says what minutes still lack. Members decide in a RAT or RALB only when the quorum came.
func (p MeetingPolicy) CheckMinutes(meeting Meeting, m Minutes, today Date) []Problem {
	var problems []Problem
	say := func(key string, args ...any) { problems = append(problems, Problem{Key: key, Args: args}) }
	ofMembers := meeting.Class == MeetingAnnual || meeting.Class == MeetingExtraordinary
	if m.Meeting.IsZero() {
		say(ProblemMinutesMeeting)
	}
	if meeting.Date > today {
		say(ProblemMinutesEarly, meeting.Date)
	}
	seen := map[ID]bool{}
	for _, came := range slices.Concat(m.Present, m.People) {
		if seen[came] {
			say(ProblemMinutesTwice)
			break
		}
		seen[came] = true
	}
	if len(seen) == 0 {
		say(ProblemMinutesNobody)
	}
	if ofMembers {
		if len(m.People) > 0 {
			say(ProblemMinutesPeople)
		}
		if int64(len(m.Present)) > m.Members {
			say(ProblemMinutesMany, len(m.Present), m.Members)
		}
		if allowed := p.Proxies * int64(len(m.Present)); m.Proxies < 0 || m.Proxies > allowed {
			say(ProblemMinutesProxies, m.Proxies, allowed)
		}
		need := QuorumOf(m.Members, meeting.Quorum)
		if decides := len(m.Decisions) > 0 || len(m.Shares) > 0; decides && m.Came() < need {
			say(ProblemMinutesQuorum, m.Came(), m.Members, need)
		}
	}
	for i, d := range m.Decisions {
		votes := d.For + d.Against + d.Abstain
		switch {
		case strings.TrimSpace(d.Text) == "" || !plain(d.Text):
			say(ProblemMinutesDecision, i+1)
		case d.For < 0 || d.Against < 0 || d.Abstain < 0 || (ofMembers && votes > m.Came()):
			say(ProblemMinutesVotes, i+1, votes, m.Came())
		case d.For+d.Against > 0 && d.For <= d.Against:
			say(ProblemMinutesAgainst, i+1)
		}
	}
	if len(m.Shares) > 0 && !ofMembers {
		say(ProblemMinutesShares)
	} else if len(m.Shares) > 0 {
		problems = append(problems, CheckShares(m.Shares)...)
	}
	if strings.TrimSpace(m.Chair) == "" || strings.TrimSpace(m.Secretary) == "" {
		say(ProblemMinutesSigners)
	}
	return problems
}

// Candidate says whether somebody is only about to become a member (domain §5.1: calon).
func (m MemberRow) Candidate() bool { return strings.EqualFold(m.Status, StatusCandidate) }

// MayVote says whether somebody is a member on a day: registered, not only a candidate, and not gone.
func (m MemberRow) MayVote(day Date) bool {
	return !m.Candidate() && (m.Joined == "" || m.Joined <= day.String()) && (m.Left == "" || m.Left > day.String())
}
