package coop

import (
	"cmp"
	"slices"
)

// SurplusView is all that dividing a year's surplus rests on, as the book has it.
type SurplusView struct {
	Surplus     Surplus
	Policy      SurplusPolicy
	Prior       Money // accumulated loss that the surplus covers first, before it is divided; positive
	Deficit     Money // accumulated loss now; positive
	Undivided   Money // on 31502 now, credit positive
	Reserve     Money // on 31401 now, credit positive
	Nameless    Money // business with members that no member's name stands on: it counts for nobody
	Members     []SurplusMember
	Closed      bool // the year is closed: its surplus moves no more
	Divided     Date // when it was divided; 0: not yet
	DividedBy   []ID // the entries that divided it
	Try         int  // how often it was divided and reversed, and 1
	DividedInto []AccountSum
	DividedOn   string          // what the entries say of the minutes that they rest on (Decided.Cite)
	DividedFor  []SurplusMember // whom the entries name, with what they put down for them; Nobody: what names nobody
}

// ProposalDay is the day whose settings a surplus is proposed by, as long as no meeting decided: all that was set for
// the year in which the members meet about it. The screen, the papers and the command line once took different days,
// so that percentages set in the year of the meeting stood on the screen and the old ones on paper.
func ProposalDay(year int) Date { return Date((year+1)*1_00_00 + 12_31) }

// AccountSum is what some entries put on an account, credit positive.
type AccountSum struct {
	Account string
	Amount  Money
}

// MemberMove is what moved for one person on one account, or what they hold on it; credit positive.
type MemberMove struct {
	Member  ID
	Account string
	Month   Month // of the movement; 0: all of the time
	Amount  Money
}

// SurplusMembers makes the members' list of a year: who they are, what they had saved at its end (held, on simpanan
// pokok and wajib together), what moved of it in its months, and their business. Candidates are no members; who left
// before the year's end is left out unless the policy says otherwise; so is whoever has nothing. The order of people
// is kept. ErrMoneyTooLarge where a sum does not fit.
func SurplusMembers(
	year int, people []MemberRow, held map[ID]Money, saved, business []MemberMove, p SurplusPolicy,
) ([]SurplusMember, error) {
	end := Date(year*1_00_00 + 12_31)
	by := map[ID]map[string]Money{}
	for _, m := range business {
		if by[m.Member] == nil {
			by[m.Member] = map[string]Money{}
		}
		sum, err := AddMoney(by[m.Member][m.Account], m.Amount)
		if err != nil {
			return nil, err
		}
		by[m.Member][m.Account] = sum
	}
	base := held
	if p.Average {
		var err error
		if base, err = monthEnds(held, saved); err != nil {
			return nil, err
		}
	}
	var list []SurplusMember
	for _, person := range people {
		left := person.Left != "" && person.Left <= end.String()
		if left && !p.Leavers || person.Candidate() {
			continue
		}
		bought, interest, err := p.Volume(by[person.Member])
		if err != nil {
			return nil, err
		}
		m := SurplusMember{
			Member: person.Member, Number: person.Number, Name: person.Name, Left: left,
			Savings: max(base[person.Member], 0), Bought: bought, Interest: interest,
		}
		if m.Savings != 0 || m.Volume() != 0 {
			list = append(list, m)
		}
	}
	return list, nil
}

// monthEnds adds up what each person had at the end of the year's twelve months: twelve times what they had at the end
// of the year, without what came later than each month's end.
func monthEnds(held map[ID]Money, saved []MemberMove) (map[ID]Money, error) {
	sums := map[ID]Money{}
	for id, m := range held {
		for range 12 {
			sum, err := AddMoney(sums[id], m)
			if err != nil {
				return nil, err
			}
			sums[id] = sum
		}
	}
	for _, move := range saved {
		for range move.Month%100 - 1 { // the ends of months before it
			sum, err := AddMoney(sums[move.Member], -move.Amount)
			if err != nil {
				return nil, err
			}
			sums[move.Member] = sum
		}
	}
	return sums, nil
}

// Allocation divides the surplus of the view by shares. Once it was divided it is what the entries say, whatever became
// of the figures since: a member who turns out to have left, or a rule that was changed later, alters no recorded
// share.
func (v *SurplusView) Allocation(shares []Share) (Allocation, []Problem) {
	a, problems := Allocate(v.Surplus, v.Prior, shares, v.Members, v.Policy)
	if v.Divided == 0 {
		return a, problems
	}
	return v.posted(a, shares), nil
}

// posted puts what was recorded in place of what comes out now, where that differs.
func (v *SurplusView) posted(now Allocation, shares []Share) Allocation {
	was := Allocation{Surplus: v.Surplus, Moved: true}
	for _, s := range v.DividedInto {
		switch s.Account {
		case AccountUndivided:
		case AccountDeficit:
			was.Covers = s.Amount
		default:
			points := pointsOf(shares, s.Account)
			part := AllocationPart{
				Share: Share{Account: s.Account, BasisPoints: points}, Floor: s.Amount,
				Amount: s.Amount,
			}
			was.Parts = append(was.Parts, part)
			was.Divided += s.Amount
		}
	}
	order := func(account string) int {
		return slices.IndexFunc(shares, func(s Share) bool { return s.Account == account })
	}
	slices.SortStableFunc(was.Parts, func(a, b AllocationPart) int {
		return cmp.Or(cmp.Compare(uint(order(a.Account)), uint(order(b.Account))), cmp.Compare(a.Account, b.Account))
	})
	was.CapitalPool, was.PatronagePool = was.Of(AccountCapitalShare), was.Of(AccountPatronageShare)
	was.Members = v.postedMembers()
	if now.sameAs(&was) {
		return now
	}
	key, args := WarnListMoved, []any{v.Surplus.Year}
	if divided := was.Divided + was.Covers; divided != v.Surplus.Total {
		key, args = WarnSurplusMoved, []any{v.Surplus.Year, v.Surplus.Total, divided}
	}
	was.Warnings = []Problem{{Key: key, Args: args}}
	return was
}

// postedMembers is the list with what was recorded for everybody: who has nothing recorded stays in it with nothing.
func (v *SurplusView) postedMembers() []SurplusMember {
	list := slices.Clone(v.Members)
	for _, p := range v.DividedFor {
		i := slices.IndexFunc(list, func(m SurplusMember) bool { return m.Member == p.Member && m.Nobody == p.Nobody })
		if i < 0 {
			i, list = len(list), append(list, p)
		}
		list[i].Capital, list[i].Patronage = p.Capital, p.Patronage
	}
	return list
}

// sameAs says whether two allocations give everybody the same.
func (a *Allocation) sameAs(b *Allocation) bool {
	if a.Covers != b.Covers || a.Divided != b.Divided || len(a.Members) != len(b.Members) {
		return false
	}
	for _, pair := range [][2]*Allocation{{a, b}, {b, a}} {
		for _, part := range pair[0].Parts {
			if pair[1].Of(part.Account) != part.Amount {
				return false
			}
		}
	}
	for i, m := range a.Members {
		o := b.Members[i]
		if m.Member != o.Member || m.Capital != o.Capital || m.Patronage != o.Patronage {
			return false
		}
	}
	return true
}

// Ready says what forbids dividing now, whatever the meeting decided: it was done, or the year is not closed.
func (v *SurplusView) Ready(a Allocation) []Problem {
	switch {
	case v.Divided != 0:
		return []Problem{{Key: ProblemSurplusDone, Args: []any{v.Surplus.Year, v.Divided}}}
	case !v.Closed || v.Undivided < a.Divided+a.Covers:
		return []Problem{{Key: ProblemSurplusOpen, Args: []any{v.Undivided, a.Divided + a.Covers, v.Surplus.Year}}}
	}
	return nil
}
