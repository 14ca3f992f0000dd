package coop

// SurplusView is all that dividing a year's surplus rests on, as the book has it.
type SurplusView struct {
	Surplus     Surplus
	Policy      SurplusPolicy
	Prior       Money // accumulated loss that the surplus covers first, before it is divided; positive
	Undivided   Money // on 31502 now, credit positive
	Reserve     Money // on 31401 now, credit positive
	Nameless    Money // business with members that no member's name stands on: it counts for nobody
	Members     []SurplusMember
	Closed      bool // the year is closed: its surplus moves no more
	Divided     Date // when it was divided; 0: not yet
	DividedBy   []ID // the entries that divided it
	Try         int  // how often it was divided and reversed, and 1
	DividedInto []AccountSum
}

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

// Allocation divides the surplus of the view by shares.
func (v *SurplusView) Allocation(shares []Share) (Allocation, []Problem) {
	return Allocate(v.Surplus, v.Prior, shares, v.Members, v.Policy)
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
