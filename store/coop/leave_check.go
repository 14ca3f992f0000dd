package coop

import "slices"

// ProblemDuesTransfer warns: {0} of simpanan pokok or wajib goes from {1} to {2}.
const ProblemDuesTransfer = "dues.transfer"

// CheckTransfer warns where the lines of an entry hand one member's dues to another: membership cannot be transferred
// (domain §3.1), who leaves is settled with and who comes pays in. Putting right what was recorded for the wrong person
// looks the same, so it is no more than a warning.
func CheckTransfer(members []MemberView, lines []Line) []Problem {
	moved := map[ID]Money{} // credit positive
	var order []*MemberView
	for _, l := range lines {
		i := slices.IndexFunc(members, func(m MemberView) bool { return m.Member == l.Member })
		if !IsDues(l.Account) || i < 0 {
			continue
		}
		m := &members[i]
		if _, known := moved[m.Same]; !known {
			order = append(order, m)
		}
		moved[m.Same] -= l.Amount
	}
	for _, from := range order {
		for _, to := range order {
			if amount := min(-moved[from.Same], moved[to.Same]); amount > 0 {
				return []Problem{{Key: ProblemDuesTransfer, Args: []any{amount, from.Name, to.Name}}}
			}
		}
	}
	return nil
}

// CheckFrozen warns where the lines of an entry lend to somebody who asked to leave, or give their dues back by another
// way than the settlement: what they have is frozen until it is reckoned (domain §5.5).
func CheckFrozen(members []MemberView, lines []Line) []Problem {
	var problems []Problem
	for _, l := range lines {
		if l.Amount <= 0 || l.Member.IsZero() || !IsDues(l.Account) && !IsLoan(l.Account) {
			continue
		}
		i := slices.IndexFunc(members, func(m MemberView) bool { return m.Member == l.Member })
		if i >= 0 && members[i].Status == StatusAsked {
			p := Problem{Key: ProblemLeaveFrozen, Args: []any{members[i].Name}}
			if !slices.ContainsFunc(problems, func(o Problem) bool { return o.Args[0] == p.Args[0] }) {
				problems = append(problems, p)
			}
		}
	}
	return problems
}
