package coop

import (
	"cmp"
	"slices"
)

// MeetingView is one meeting as it was last called, with its minutes and who signed them.
type MeetingView struct {
	ID         ID // of the first invitation
	Meeting    Meeting
	Row        RegisterRow // of the invitation that holds
	Minutes    Minutes
	Written    RegisterRow // of the minutes that hold; its Hash is zero where there are none
	CallerName string
	WriterName string
	SignedBy   ID // the chair or a supervisor who granted the minutes; zero: nobody yet
	SignedName string
	SignedAt   int64 // minutes since 1970 UTC
	Declined   bool  // somebody who may sign said no, and nobody signed
	DeclinedBy string
	Why        string
	Former     []Decided // minutes that were written anew since: the surplus may have been divided by them
}

// MinutesOn finds the minutes, also former ones, on which an entry rests that says so in its evidence (Decided.Cite).
func (v *MeetingView) MinutesOn(evidence string) (Minutes, bool) {
	for _, d := range append(v.Former, v.Decided()) {
		if d.Cite() == evidence {
			return d.Minutes, true
		}
	}
	return Minutes{}, false
}

// HasMinutes says whether the meeting was written down.
func (v *MeetingView) HasMinutes() bool { return !v.Written.Hash.IsZero() }

// OfMembers says whether it is a meeting in which the members decide.
func (v *MeetingView) OfMembers() bool {
	return v.Meeting.Class == MeetingAnnual || v.Meeting.Class == MeetingExtraordinary
}

// Decided are the meeting's minutes as entries about the surplus cite them.
func (v *MeetingView) Decided() Decided {
	return Decided{Hash: v.Written.Hash, Meeting: v.Meeting, Minutes: v.Minutes, Signed: !v.SignedBy.IsZero()}
}

// MeetingsOf puts invitations, as they were changed, and minutes together: the latest meeting first. Of several
// invitations that replace one another, and of several minutes, the last by (lamport, hash) holds.
func MeetingsOf(invitations, minutes []RegisterRow) []MeetingView {
	root := map[ID]ID{}
	at := map[ID]int{}
	var views []MeetingView
	sorted := func(rows []RegisterRow) []RegisterRow {
		rows = slices.Clone(rows)
		slices.SortFunc(rows, func(a, b RegisterRow) int {
			return cmp.Or(cmp.Compare(a.Lamport, b.Lamport), slices.Compare(a.Hash[:], b.Hash[:]))
		})
		return rows
	}
	for _, row := range sorted(invitations) {
		m, ok := MeetingOf(row)
		if !ok {
			continue
		}
		first, replaces := root[m.Replaces]
		if !replaces {
			first = row.ID
			at[first] = len(views)
			views = append(views, MeetingView{ID: first})
		}
		root[row.ID] = first
		views[at[first]].Meeting, views[at[first]].Row = m, row
	}
	for _, row := range sorted(minutes) {
		m, ok := MinutesOf(row)
		first, known := root[m.Meeting]
		if ok && known {
			v := &views[at[first]]
			if v.HasMinutes() {
				v.Former = append(v.Former, v.Decided())
			}
			v.Minutes, v.Written = m, row
		}
	}
	slices.SortStableFunc(views, func(a, b MeetingView) int {
		return cmp.Compare(b.Meeting.Date, a.Meeting.Date)
	})
	return views
}

// Dividing finds the members' meeting that divides the surplus of a year: a signed one before an unsigned one, the
// latest of them. False where no minutes say how.
func Dividing(meetings []MeetingView, year int) (MeetingView, bool) {
	found, has := MeetingView{}, false
	for _, v := range meetings {
		if !v.OfMembers() || int(v.Meeting.Year) != year || len(v.Minutes.Shares) == 0 {
			continue
		}
		if better := !v.SignedBy.IsZero() && found.SignedBy.IsZero(); !has || better {
			found, has = v, true
		}
	}
	return found, has
}

// LastDecided are the minutes of the last members' meeting that is signed; zero where there is none.
func LastDecided(meetings []MeetingView) Decided {
	for _, v := range meetings {
		if v.OfMembers() && !v.SignedBy.IsZero() {
			return v.Decided()
		}
	}
	return Decided{}
}

// MembersMeetingOf finds the members' meeting about a year that was written down: a signed one first, the latest of
// them.
func MembersMeetingOf(meetings []MeetingView, year int) (MeetingView, bool) {
	found, has := MeetingView{}, false
	for _, v := range meetings {
		if !v.OfMembers() || int(v.Meeting.Year) != year || !v.HasMinutes() {
			continue
		}
		if !has || !v.SignedBy.IsZero() && found.SignedBy.IsZero() {
			found, has = v, true
		}
	}
	return found, has
}

// SitsIn says whether somebody in this role belongs to a meeting that is not the members'.
func (r Role) SitsIn(class MeetingClass) bool {
	if class == MeetingSupervisors {
		return r == RoleSupervisor
	}
	return r == RoleChair || r == RoleSecretary || r == RoleTreasurer
}

// Attendee is somebody who may come to a meeting.
type Attendee struct {
	ID     ID   // of a member or, where Role says so, of one of the people who use the program
	Role   Role // in the board or among the supervisors; RoleNone: a member
	Name   string
	Number string // of a member
	Hamlet string
}

// Attendees lists who may come to a meeting: the members who may vote on its day; in a meeting of the board or the
// supervisors first those who sit in it, known by their ids and never by their names, for two people may bear one name.
// Sit is how many belong to the meeting.
func Attendees(m Meeting, users []UserRow, members []MemberView) (list []Attendee, sit int) {
	own := m.Class != MeetingAnnual && m.Class != MeetingExtraordinary
	for _, role := range boardOrder {
		for _, u := range users {
			if own && u.Role == role && role.SitsIn(m.Class) {
				list = append(list, Attendee{ID: u.User, Role: role, Name: u.Name})
			}
		}
	}
	sit = len(list)
	for i := range members {
		if x := &members[i]; x.Same == x.Member && x.MayVote(m.Date) {
			list = append(list, Attendee{ID: x.Member, Name: x.Name, Number: x.Number, Hamlet: x.Hamlet})
		}
	}
	if !own {
		sit = len(list)
	}
	return list, sit
}

// boardOrder is the order in which the board and the supervisors stand on paper.
var boardOrder = []Role{RoleChair, RoleSecretary, RoleTreasurer, RoleSupervisor}

// CameBy says whether somebody came to a meeting.
func (m Minutes) CameBy(id ID) bool {
	return slices.Contains(m.Present, id) || slices.Contains(m.People, id)
}

// AnnualOf finds the annual meeting about a year: one that decided something before one that did not, the latest of
// them. A first meeting to which too few came and the second that decided are two. False where none was called.
func AnnualOf(meetings []MeetingView, year int) (MeetingView, bool) {
	found, has := MeetingView{}, false
	for _, v := range meetings {
		if v.Meeting.Class != MeetingAnnual || int(v.Meeting.Year) != year {
			continue
		}
		if !has || v.decides() && !found.decides() {
			found, has = v, true
		}
	}
	return found, has
}

// decides says whether minutes of the meeting hold a decision.
func (v *MeetingView) decides() bool {
	return len(v.Minutes.Decisions) > 0 || len(v.Minutes.Shares) > 0
}

// MinutesFigures are what whoever signs minutes signs for: who came, of how many, and how the surplus is divided.
func MinutesFigures(m Minutes) []Figure {
	figures := []Figure{{Name: "members", Value: m.Members}, {Name: "came", Value: m.Came()}}
	for _, s := range m.Shares {
		figures = append(figures, Figure{Name: "share." + s.Account, Value: s.BasisPoints})
	}
	return figures
}
