package coop

import (
	"slices"
)

// Slip is what an entry says on a kuitansi: how much money came in or went out, for whom. Where an entry is of several
// members (a rapel), each has a slip of their own beside that of the whole.
type Slip struct {
	Code   CheckCode
	Member ID    // whose part it is; zero: the whole entry
	Amount Money // positive came in, negative went out
	Months []Month
	Number string // of the member, also where the whole entry is of one
	Name   string
}

// SlipView is a slip that was found by its code, with the entry it is of.
type SlipView struct {
	Slip
	Entry       EntryView
	CorrectedBy string // the voucher of the entry that puts this one right; empty: none
}

// WholeSlip is the slip of the whole entry. Amount is 0 where no money came or went: such an entry has no slip.
func WholeSlip(e *EntryView) Slip {
	s := Slip{Code: CheckCodeOf(e.Hash, ID{})}
	if e.Kind != KindEntry {
		return s
	}
	members := map[ID]bool{}
	for _, l := range e.Lines {
		if IsMoney(l.Account) {
			s.Amount += l.Amount
		}
		if !l.Member.IsZero() {
			members[l.Member] = true
			s.Number, s.Name = l.MemberNumber, l.MemberName
		}
		s.addMonth(l.Month)
	}
	if len(members) != 1 {
		s.Number, s.Name = "", ""
	}
	return s
}

// MemberSlips are the slips of the members of an entry, in the order of its lines; none where it has only one member
// or moves no money. A member's amount is what the lines of that member say.
func MemberSlips(e *EntryView) []Slip {
	if WholeSlip(e).Amount == 0 {
		return nil
	}
	var slips []Slip
	at := map[ID]int{}
	for _, l := range e.Lines {
		if l.Member.IsZero() || IsMoney(l.Account) {
			continue
		}
		i, known := at[l.Member]
		if !known {
			i = len(slips)
			at[l.Member] = i
			slips = append(slips, Slip{
				Code: CheckCodeOf(e.Hash, l.Member), Member: l.Member, Number: l.MemberNumber, Name: l.MemberName,
			})
		}
		slips[i].Amount -= l.Amount
		slips[i].addMonth(l.Month)
	}
	if len(slips) < 2 {
		return nil
	}
	return slices.DeleteFunc(slips, func(s Slip) bool { return s.Amount == 0 })
}

// addMonth keeps the months ascending, each once.
func (s *Slip) addMonth(m Month) {
	if at, known := slices.BinarySearch(s.Months, m); m != 0 && !known {
		s.Months = slices.Insert(s.Months, at, m)
	}
}

// SlipOf finds which slip of the entry has the code.
func SlipOf(e *EntryView, code CheckCode) (Slip, bool) {
	whole := WholeSlip(e)
	if whole.Amount == 0 {
		return Slip{}, false
	}
	for _, s := range append([]Slip{whole}, MemberSlips(e)...) {
		if s.Code == code {
			return s, true
		}
	}
	return Slip{}, false
}
