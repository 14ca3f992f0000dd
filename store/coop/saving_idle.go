package coop

import (
	"cmp"
	"slices"
	"strings"
)

// IdleView is a member of whom nothing was recorded for long.
type IdleView struct {
	Member MemberView
	Last   Date // the day of the last entry; 0: never
	Months int  // whole months since then, or since joining
}

// Idle says for how many whole months nothing was recorded of a member, and whether that is as many as the setting
// says. Last is 0 where there never was anything; one without any day is not flagged.
func (r SavingRules) Idle(joined, last, today Date) (months int, idle bool) {
	since := max(joined, last)
	if !since.Valid() || since > today {
		return 0, false
	}
	a, b := since.Month(), today.Month()
	months = (int(b/100)-int(a/100))*12 + int(b%100) - int(a%100)
	if since.AddMonths(months) > today {
		months--
	}
	limit := r.Number(SettingSavingIdle, today)
	return months, limit > 0 && int64(months) >= limit
}

// MemberPlace is one hamlet or group with how many belong to it and who came and went.
type MemberPlace struct {
	Name         string
	Women, Men   int // on the last day
	Unknown      int // whose sex is not written down
	Came, Left   int // in the period
	CameW, CameM int // of those that came
	LeftW, LeftM int
}

// All is how many there are on the last day.
func (p *MemberPlace) All() int { return p.Women + p.Men + p.Unknown }

// Before is how many there were on the day before the period.
func (p *MemberPlace) Before() int { return p.All() - p.Came + p.Left }

// PlacesOf counts members by hamlet, or by group, over a period. Candidates are no members yet; joined registrations
// count once.
func PlacesOf(all []MemberView, from, to Date, where func(*MemberView) string) []MemberPlace {
	by := map[string]*MemberPlace{}
	for i := range all {
		m := &all[i]
		if m.Same != m.Member || m.Candidate() {
			continue
		}
		joined, left := DayOf(m.Joined), DayOf(m.Left)
		gone := left != 0 && left <= to
		if joined > to || (gone && left < from) {
			continue
		}
		name := strings.Join(strings.Fields(where(m)), " ")
		p := by[strings.ToLower(name)]
		if p == nil {
			p = &MemberPlace{Name: name}
			by[strings.ToLower(name)] = p
		}
		came := joined >= from && joined.Valid()
		p.count(m.Sex, came, gone)
	}
	var places []MemberPlace
	for _, p := range by {
		places = append(places, *p)
	}
	slices.SortFunc(places, func(a, b MemberPlace) int {
		return cmp.Or(cmp.Compare(b2i(a.Name == ""), b2i(b.Name == "")),
			cmp.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)))
	})
	return places
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

func (p *MemberPlace) count(sex string, came, gone bool) {
	woman, man := b2i(sex == "P"), b2i(sex == "L")
	if came {
		p.Came, p.CameW, p.CameM = p.Came+1, p.CameW+woman, p.CameM+man
	}
	if gone {
		p.Left, p.LeftW, p.LeftM = p.Left+1, p.LeftW+woman, p.LeftM+man
		return
	}
	p.Women, p.Men, p.Unknown = p.Women+woman, p.Men+man, p.Unknown+1-woman-man
}
