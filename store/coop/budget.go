package coop

import (
	"cmp"
	"slices"
)

// BudgetKey is one cell of a budget: an account of an outlet; an empty outlet is what belongs to none.
type BudgetKey struct{ Account, Outlet string }

// BudgetPart is one account of one outlet: what was planned for the year and what came, both in the account's normal
// direction, so that revenue and costs are above zero.
type BudgetPart struct {
	BudgetKey
	Planned, Actual Money
}

// Left is what is still to come of a revenue, or may still be spent of a cost; below zero when it is more than planned.
func (p BudgetPart) Left() Money { return p.Planned - p.Actual }

// Reached is how much of the plan came, in basis points rounded half up, and false where nothing was planned.
func (p BudgetPart) Reached() (basisPoints int64, planned bool) {
	if p.Planned == 0 {
		return 0, false
	}
	share, err := MulMoney(p.Actual, 10_000, int64(max(p.Planned, -p.Planned)), 1)
	if err != nil {
		return 0, false
	}
	return int64(share), true
}

// InBudget tells whether a budget plans an account: those of the result that take lines.
func InBudget(a AccountRow) bool {
	switch a.Type {
	case Revenue, ContraRevenue, Expense:
		return !a.Heading
	}
	return false
}

// OnSide gives a movement (debit positive) in an account's normal direction.
func OnSide(a AccountRow, m Money) Money {
	if a.Credit {
		return -m
	}
	return m
}

// What can be wrong with a budget.
const (
	ProblemBudgetYear    = "budget.year"    // no such year: {0}
	ProblemBudgetAccount = "budget.account" // {0} is no account of revenue or cost
	ProblemBudgetOutlet  = "budget.outlet"  // {0} is no outlet
	ProblemBudgetTwice   = "budget.twice"   // account {0} of outlet {1} is there twice
	ProblemBudgetMinus   = "budget.minus"   // account {0} has an amount below zero
	ProblemBudgetEmpty   = "budget.empty"   // nothing is planned at all; no argument
	ProblemBudgetPercent = "budget.percent" // {0} is no percentage between -100 and 1,000
)

// MakeBudget puts a budget together: cells of nothing are left out, the others stand in the order of the chart.
func MakeBudget(year int64, cells []BudgetLine, accounts []AccountRow, outlets []OutletRow) (Budget, []Problem) {
	b, problems := Budget{Year: year}, []Problem(nil)
	if year < 1950 || year > 2199 {
		problems = append(problems, Problem{Key: ProblemBudgetYear, Args: []any{year}})
	}
	seen := map[BudgetKey]bool{}
	for _, l := range cells {
		key := BudgetKey{l.Account, l.Outlet}
		switch {
		case l.Amount == 0:
			continue
		case !slices.ContainsFunc(accounts, func(a AccountRow) bool { return a.Code == l.Account && InBudget(a) }):
			problems = append(problems, Problem{Key: ProblemBudgetAccount, Args: []any{l.Account}})
		case l.Outlet != "" && !slices.ContainsFunc(outlets, func(o OutletRow) bool { return o.Code == l.Outlet }):
			problems = append(problems, Problem{Key: ProblemBudgetOutlet, Args: []any{l.Outlet}})
		case l.Amount < 0:
			problems = append(problems, Problem{Key: ProblemBudgetMinus, Args: []any{l.Account}})
		case seen[key]:
			problems = append(problems, Problem{Key: ProblemBudgetTwice, Args: []any{l.Account, l.Outlet}})
		}
		seen[key] = true
		b.Lines = append(b.Lines, l)
	}
	if len(b.Lines) == 0 && len(problems) == 0 {
		problems = append(problems, Problem{Key: ProblemBudgetEmpty})
	}
	if len(problems) > 0 {
		return Budget{}, problems
	}
	slices.SortFunc(b.Lines, func(x, y BudgetLine) int {
		return cmp.Or(cmp.Compare(x.Account, y.Account), cmp.Compare(x.Outlet, y.Outlet))
	})
	return b, nil
}

// BudgetFrom begins a budget with what came in another year and some percent more or less, rounded to whole rupiah.
// Percent is in basis points: 1000 is ten percent more. What came to less than nothing is not planned.
func BudgetFrom(actual map[BudgetKey]Money, basisPoints int64) ([]BudgetLine, []Problem) {
	if basisPoints < -10_000 || basisPoints > 100_000 {
		return nil, []Problem{{Key: ProblemBudgetPercent, Args: []any{basisPoints / 100}}}
	}
	var lines []BudgetLine
	for key, m := range actual {
		planned, err := MulMoney(m, 10_000+basisPoints, 10_000, Rupiah)
		if err != nil {
			return nil, []Problem{{Key: ProblemMoneyTooLarge, Args: []any{key.Account}}}
		}
		if planned > 0 {
			lines = append(lines, BudgetLine{Account: key.Account, Outlet: key.Outlet, Amount: planned})
		}
	}
	slices.SortFunc(lines, func(x, y BudgetLine) int {
		return cmp.Or(cmp.Compare(x.Account, y.Account), cmp.Compare(x.Outlet, y.Outlet))
	})
	return lines, nil
}

// Parts puts the plan beside what came; what came without a plan is there with nothing planned.
func (b Budget) Parts(actual map[BudgetKey]Money) []BudgetPart {
	by := map[BudgetKey]*BudgetPart{}
	of := func(key BudgetKey) *BudgetPart {
		if by[key] == nil {
			by[key] = &BudgetPart{BudgetKey: key}
		}
		return by[key]
	}
	for _, l := range b.Lines {
		of(BudgetKey{l.Account, l.Outlet}).Planned += l.Amount
	}
	for key, m := range actual {
		if m != 0 {
			of(key).Actual = m
		}
	}
	var parts []BudgetPart
	for _, p := range by {
		parts = append(parts, *p)
	}
	slices.SortFunc(parts, func(x, y BudgetPart) int {
		return cmp.Or(cmp.Compare(x.Account, y.Account), cmp.Compare(x.Outlet, y.Outlet))
	})
	return parts
}

// BudgetFigures are the figures that a granted approval of a budget carries: revenue and costs planned in all.
func BudgetFigures(b Budget, accounts []AccountRow) []Figure {
	var revenue, cost Money
	for _, l := range b.Lines {
		for _, a := range accounts {
			switch {
			case a.Code != l.Account:
			case a.Type == Expense:
				cost += l.Amount
			case a.Type == ContraRevenue:
				revenue -= l.Amount
			default:
				revenue += l.Amount
			}
		}
	}
	return []Figure{{Name: "revenue", Value: int64(revenue)}, {Name: "cost", Value: int64(cost)}}
}
