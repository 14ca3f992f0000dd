package coop

import (
	"fmt"
	"testing"
)

var budgetAccounts = []AccountRow{
	{Code: "41000", Type: Revenue, Credit: true, Heading: true},
	{Code: "41201", Type: Revenue, Credit: true},
	{Code: "42901", Type: ContraRevenue},
	{Code: "61101", Type: Expense},
	{Code: "11101", Type: Asset},
}

// A budget begins with last year and ten percent more, and is compared cell by cell with what came.
func TestBudget(t *testing.T) {
	actual := map[BudgetKey]Money{
		{"41201", ""}: 10_000_05, {"61101", "SIMPIN"}: 3_333_33, {"61101", ""}: -5_00,
	}
	lines, problems := BudgetFrom(actual, 1_000)
	if len(problems) > 0 || fmt.Sprint(lines) != "[{{} 41201  Rp11.000} {{} 61101 SIMPIN Rp3.667}]" {
		t.Fatal(lines, problems)
	}
	outlets := []OutletRow{{Code: "SIMPIN"}}
	b, problems := MakeBudget(2026, append(lines, BudgetLine{Account: "42901"}), budgetAccounts, outlets)
	if len(problems) > 0 || len(b.Lines) != 2 {
		t.Fatal(b, problems)
	}
	if f := BudgetFigures(b, budgetAccounts); f[0].Value != 11_000_00 || f[1].Value != 3_667_00 {
		t.Error(f)
	}
	came := map[BudgetKey]Money{{"41201", ""}: 5_500_00, {"61101", ""}: 1_00}
	var got []string
	for _, p := range b.Parts(came) {
		share, planned := p.Reached()
		got = append(got, fmt.Sprint(p.Account, p.Outlet, p.Left(), share, planned))
	}
	want := "[41201Rp5.500 5000 true 61101-Rp1 0 false 61101SIMPINRp3.667 0 true]"
	if fmt.Sprint(got) != want {
		t.Errorf("%v, want %s", got, want)
	}
}

// A wrong budget is refused with the account that is wrong.
func TestMakeBudgetRefuses(t *testing.T) {
	for want, c := range map[string]struct {
		year  int64
		cells []BudgetLine
	}{
		ProblemBudgetYear:    {26, []BudgetLine{{Account: "61101", Amount: 1}}},
		ProblemBudgetAccount: {2026, []BudgetLine{{Account: "11101", Amount: 1}}},
		ProblemBudgetOutlet:  {2026, []BudgetLine{{Account: "61101", Outlet: "X", Amount: 1}}},
		ProblemBudgetMinus:   {2026, []BudgetLine{{Account: "61101", Amount: -1}}},
		ProblemBudgetTwice:   {2026, []BudgetLine{{Account: "61101", Amount: 1}, {Account: "61101", Amount: 1}}},
		ProblemBudgetEmpty:   {2026, []BudgetLine{{Account: "61101"}}},
	} {
		_, problems := MakeBudget(c.year, c.cells, budgetAccounts, nil)
		if len(problems) != 1 || problems[0].Key != want {
			t.Errorf("%v, want %s", problems, want)
		}
	}
	if _, problems := BudgetFrom(nil, -10_001); len(problems) != 1 {
		t.Error("less than nothing can be planned")
	}
}
