package coop

import "slices"

// BudgetView is the plan of a year as it stands, with what was decided about it.
type BudgetView struct {
	Year     int64
	Row      RegisterRow // zero: nothing is planned
	Budget   Budget
	By       string // who wrote it
	Approval ApprovalView
	Approved bool // somebody else granted it, with its own figures
	Declined bool
	Cites    Hash        // the minutes that decided it; zero: no meeting did, as far as anybody wrote
	Meeting  MeetingView // of these minutes
	Rewrote  bool        // the meeting's minutes were written anew since
}

// Cite finds the meeting whose minutes the approval that counts cites. Approvals and minutes are the rows of these
// registers.
func (v *BudgetView) Cite(approvals, minutes []RegisterRow, meetings []MeetingView) {
	if !v.Approved {
		return
	}
	for _, row := range approvals {
		if a, ok := ApprovalOf(row); ok && row.Hash == v.Approval.Hash {
			v.Cites = a.Cites
		}
	}
	for _, row := range minutes {
		if m, ok := MinutesOf(row); ok && !v.Cites.IsZero() && row.Hash == v.Cites {
			for _, meeting := range meetings {
				if m.Meeting == meeting.ID || m.Meeting == meeting.Row.ID || meeting.Minutes.Meeting == m.Meeting {
					v.Meeting, v.Rewrote = meeting, meeting.Written.Hash != v.Cites
				}
			}
		}
	}
}

// BudgetMeetings are the members' meetings whose minutes can have decided the plan of a year: those of that year and of
// the year before it, the latest first.
func BudgetMeetings(meetings []MeetingView, year int64) []MeetingView {
	var all []MeetingView
	for _, m := range meetings {
		if held := int64(m.Meeting.Date) / 10000; m.OfMembers() && m.HasMinutes() && held >= year-1 && held <= year {
			all = append(all, m)
		}
	}
	return all
}

// Decide reads what was decided: only an approval that carries the figures of this very plan grants it.
func (v *BudgetView) Decide(approvals []ApprovalView, accounts []AccountRow) {
	want := BudgetFigures(v.Budget, accounts)
	for _, a := range approvals {
		same := true
		for _, f := range want {
			value, said := a.Figure(f.Name)
			same = same && said && value == f.Value
		}
		switch {
		case a.Granted && same:
			v.Approved, v.Declined, v.Approval = true, false, a
		case !a.Granted && !v.Approved:
			v.Declined, v.Approval = true, a
		}
	}
}

// BorrowView is a loan to the cooperative as it stands at the end of a day.
type BorrowView struct {
	ID    ID // of the first agreement: what lines name
	Row   RegisterRow
	Terms Borrowing // the last that replaced it
	State BorrowState
	Lines []SubLine
}

// JoinBorrowings puts agreements together with those that replaced them: rows in the order of (lamport, hash), lines of
// all of them.
func JoinBorrowings(rows []RegisterRow, lines []SubLine, day Date) []BorrowView {
	root := map[ID]int{}
	var views []BorrowView
	for _, row := range rows {
		b, ok := BorrowingOf(row)
		if !ok {
			continue
		}
		at, known := root[b.Replaces]
		if !known || b.Replaces.IsZero() {
			at = len(views)
			views = append(views, BorrowView{ID: row.ID})
		}
		root[row.ID] = at
		views[at].Row, views[at].Terms = row, b
	}
	for _, l := range lines {
		if at, known := root[l.Loan]; known {
			views[at].Lines = append(views[at].Lines, l)
		}
	}
	for i := range views {
		views[i].State = views[i].Terms.StateAt(views[i].Lines, day)
	}
	return views
}

// PartiesOf reads the register of parties; rows in the order of (lamport, hash).
func PartiesOf(rows []RegisterRow) Parties {
	var changes []PartyChange
	for _, row := range rows {
		if p, ok := PartyOf(row); ok {
			changes = append(changes, PartyChange{row.ID, p})
		}
	}
	return JoinParties(changes)
}

// ReconcileView is what was said last about a bank's account and a day.
type ReconcileView struct {
	Row RegisterRow
	Reconcile
	By   string
	Over []ReconcileView // of the same day, from other laptops, with ticks that this one lacks: they do not count
}

// LastReconciles keeps of each account and day the last, in the order in which these were made; rows in the order of
// (lamport, hash).
func LastReconciles(rows []RegisterRow) []ReconcileView {
	var last []ReconcileView
	for _, row := range rows {
		r, ok := ReconcileOf(row)
		if !ok {
			continue
		}
		said := ReconcileView{Row: row, Reconcile: r}
		i := slices.IndexFunc(last, func(v ReconcileView) bool { return v.Account == r.Account && v.Until == r.Until })
		if i >= 0 {
			said.Over = last[i].lostTo(said)
			last = slices.Delete(last, i, i+1)
		}
		last = append(last, said)
	}
	return last
}

// lostTo gives what was said before, where it comes from another laptop and has ticks that the later one does not have.
func (v ReconcileView) lostTo(later ReconcileView) []ReconcileView {
	lost := v.Over
	if v.Row.Log != later.Row.Log {
		lost = append(lost, v)
	}
	return slices.DeleteFunc(slices.Clone(lost), func(o ReconcileView) bool { return o.Beyond(later) == 0 })
}

// Beyond counts the lines that this reconciliation ticks and another does not, and the movements that it cancels.
func (v ReconcileView) Beyond(other ReconcileView) int {
	ticked := map[lineKey]bool{}
	for _, t := range other.Ticks {
		ticked[lineKey{t.Entry, t.Line}] = true
	}
	beyond := map[lineKey]bool{}
	for _, t := range v.Ticks {
		if k := (lineKey{t.Entry, t.Line}); !ticked[k] {
			beyond[k] = true
		}
	}
	for _, rows := range v.Cancels {
		for _, r := range rows {
			if !slices.ContainsFunc(other.Cancels, func(o []BankRow) bool { return slices.Contains(o, r) }) {
				beyond[lineKey{r.Statement, r.Row}] = true
			}
		}
	}
	return len(beyond)
}
