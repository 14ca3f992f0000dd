package coop

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// loanCheckRow is one thing wrong with a loan, and what is said of it.
type loanCheckRow struct {
	name   string
	change func(*LoanCase, *LoanTerms, *LoanProduct, *LoanFacts)
	want   string
}

// runningLoan is another loan of ten millions, of the same member.
func runningLoan(change func(*LoanCase)) LoanState {
	c := &LoanCase{ID: testID("other"), Granted: true, Loan: Loan{Member: testID("member"), Product: "menurun"}}
	c.Terms = tenMillion(MethodDeclining)
	c.Moves = []LoanMove{{
		Entry: testID("e"), Kind: KindEntry, Date: 20260101, Posted: 20260101, Account: AccountLoan,
		Amount: c.Terms.Principal,
	}}
	c.Terms.First = 20260201
	change(c)
	return c.StateAt(20260115, LoanRulesAt(nil, 20260115))
}

var loanCheckTerms = []loanCheckRow{
	{"nothing", func(*LoanCase, *LoanTerms, *LoanProduct, *LoanFacts) {}, ""},
	{
		"closed", func(_ *LoanCase, _ *LoanTerms, p *LoanProduct, _ *LoanFacts) { p.Closed = true },
		"loan.check.closed []",
	},
	{
		"too long", func(_ *LoanCase, t *LoanTerms, _ *LoanProduct, _ *LoanFacts) { t.Months = 36 },
		"loan.check.months [36 24]",
	},
	{
		"few savings", func(_ *LoanCase, _ *LoanTerms, _ *LoanProduct, f *LoanFacts) {
			f.Savings = map[string]Money{"31101": 50_000 * Rupiah, "31102": 1_000_000 * Rupiah}
		},
		"loan.check.savings [Rp10.000.000 5 Rp1.050.000]",
	},
	{
		"little income", func(c *LoanCase, _ *LoanTerms, _ *LoanProduct, _ *LoanFacts) {
			c.Loan.Income, c.Loan.Spending = 2_600_000*Rupiah, 1_000_000*Rupiah
		},
		"loan.check.income [Rp933.337 35 % Rp2.600.000]",
	},
	{
		"nothing left over", func(c *LoanCase, _ *LoanTerms, _ *LoanProduct, _ *LoanFacts) {
			c.Loan.Spending, c.Loan.Owed = 3_900_000*Rupiah, 200_000*Rupiah
		},
		"loan.check.ability [Rp933.337 Rp900.000]",
	},
	{
		"not asked", func(c *LoanCase, _ *LoanTerms, _ *LoanProduct, _ *LoanFacts) { c.Loan.Income = 0 },
		"loan.check.no-income []",
	},
}

var loanCheckOthers = []loanCheckRow{
	{
		"new member", func(_ *LoanCase, _ *LoanTerms, _ *LoanProduct, f *LoanFacts) { f.Joined = 20251116 },
		"loan.check.joined [1 3]",
	},
	{
		"second loan", func(c *LoanCase, _ *LoanTerms, _ *LoanProduct, f *LoanFacts) {
			c.Loan.Product = "menurun"
			f.Loans = []LoanState{runningLoan(func(*LoanCase) {})}
		},
		"loan.check.one []",
	},
	{
		"the old one of a restructuring", func(c *LoanCase, _ *LoanTerms, _ *LoanProduct, f *LoanFacts) {
			c.Loan.Product, c.Loan.Replaces = "menurun", testID("other")
			f.Loans = []LoanState{runningLoan(func(*LoanCase) {})}
		},
		"",
	},
	{
		"arrears", func(_ *LoanCase, _ *LoanTerms, _ *LoanProduct, f *LoanFacts) {
			f.Loans = []LoanState{runningLoan(func(c *LoanCase) { c.Terms.First = 20260110 })}
		},
		"loan.check.arrears [Rp933.333]",
	},
	{
		"related", func(c *LoanCase, _ *LoanTerms, _ *LoanProduct, f *LoanFacts) {
			c.Loan.Related = true
			f.Loans = []LoanState{runningLoan(func(c *LoanCase) {
				c.Loan.Related, c.Loan.Member = true, testID("chair")
			})}
		},
		"loan.check.related [Rp20.000.000 Rp15.000.000]",
	},
	{
		"flat hides more", func(_ *LoanCase, t *LoanTerms, _ *LoanProduct, _ *LoanFacts) { t.Rate = 1800 },
		"loan.check.effective [18 % 31,72 % 24 %]",
	},
	{
		"above the cap", func(_ *LoanCase, t *LoanTerms, _ *LoanProduct, _ *LoanFacts) { t.Rate = 2500 },
		"loan.check.rate [25 % 24 %]",
	},
	{
		"blocked twice", func(c *LoanCase, _ *LoanTerms, _ *LoanProduct, f *LoanFacts) {
			c.Loan.Behind = []Security{{
				Class: SecuritySaving, Member: testID("member"), Account: "21101", Value: 600_000 * Rupiah,
			}}
			f.Loans = []LoanState{runningLoan(func(o *LoanCase) { o.Loan.Behind = c.Loan.Behind })}
		},
		"loan.check.blocked [Rp600.000 Rp400.000]",
	},
	{
		"own surety", func(c *LoanCase, _ *LoanTerms, _ *LoanProduct, _ *LoanFacts) {
			c.Loan.Behind = []Security{{Class: SecurityGuarantor, Member: testID("member")}}
		},
		"loan.check.surety []",
	},
}

// TestLoanCheck: one thing is wrong in each row, and only that is said.
func TestLoanCheck(t *testing.T) {
	for _, row := range append(loanCheckTerms, loanCheckOthers...) {
		t.Run(row.name, func(t *testing.T) {
			c := &LoanCase{ID: testID("loan"), Loan: Loan{Member: testID("member"), Product: "flat"}}
			c.Loan.Income = 5_000_000 * Rupiah
			terms, product := tenMillion(MethodFlat), DefaultLoanProducts()[0]
			facts := LoanFacts{
				Day: 20260115, Joined: 20250701, OwnCapital: 150_000_000 * Rupiah,
				Savings: map[string]Money{"31102": 1_000_000 * Rupiah, "21101": 1_000_000 * Rupiah},
			}
			row.change(c, &terms, &product, &facts)
			var got []string
			for _, p := range CheckLoan(c, &terms, product, facts, LoanRulesAt(nil, facts.Day)) {
				got = append(got, p.Key+" "+fmt.Sprint(p.Args))
			}
			if s := strings.Join(got, "; "); s != row.want {
				t.Errorf("got  %s\nwant %s", s, row.want)
			}
		})
	}
}

// TestLoanPaidAnyhow: whatever a member pays on whatever day, and however it is split, nothing is ever below zero, what
// is paid and what is owed come to what was lent, and each entry balances.
func TestLoanPaidAnyhow(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := &LoanCase{ID: testID("loan"), Granted: true, Loan: Loan{Member: testID("member")}, Terms: drawTerms(t)}
		c.Terms.Principal = min(c.Terms.Principal, 1_000_000_000*Rupiah)
		c.Terms.Penalty, c.Terms.EarlyDays = 100, rapid.Bool().Draw(t, "days")
		c.Terms.EarlyFlat = rapid.Int64Range(0, 10_000).Draw(t, "early")
		rules := LoanRulesAt(nil, 20240101)
		day := Date(20231215)
		first := c.StateAt(day, rules)
		e, problems := first.PayOutEntry("11101", "", LoanText{})
		for n := 1; problems == nil; n++ {
			for _, l := range e.Lines {
				if l.Loan == c.ID {
					c.Moves = append(c.Moves, LoanMove{
						Entry: testID(fmt.Sprint(n)), Kind: KindEntry, Date: day, Posted: day, Account: l.Account,
						Amount: l.Amount,
					})
				}
			}
			s := c.StateAt(day, rules)
			checkLoanState(t, &s)
			if s.Status != LoanRunning || n > 12 {
				break
			}
			day = day.AddDays(rapid.IntRange(0, 70).Draw(t, "later"))
			s = c.StateAt(day, rules)
			checkLoanState(t, &s)
			amount := Money(rapid.Int64Range(1, int64(s.Outstanding)*13/10+1).Draw(t, "pays"))
			e, problems = s.PayEntry(s.Split(amount), []Line{{Account: "11101", Amount: amount}}, LoanText{})
		}
		if problems != nil {
			t.Fatal(problems)
		}
	})
}

func checkLoanState(t *rapid.T, s *LoanState) {
	var principal, paid Money
	for _, l := range s.Lines {
		principal += l.Principal
		paid += l.PaidPrincipal
		if min(l.Principal, l.Interest, l.Balance, l.PaidPrincipal, l.PaidInterest, l.Waived, l.Penalty) < 0 ||
			l.OpenPrincipal() < 0 || l.OpenInterest() < 0 {
			t.Fatalf("%s: line %+v", s.Day, l)
		}
	}
	if principal != s.Case.Terms.Principal || paid+s.Outstanding != principal || s.Outstanding < 0 || s.Parked < 0 {
		t.Fatalf("%s: %s in lines, %s paid, %s owed", s.Day, principal, paid, s.Outstanding)
	}
	if min(s.Arrears.Penalty, s.Arrears.Interest, s.Arrears.Principal) < 0 {
		t.Fatalf("%s: arrears %+v", s.Day, s.Arrears)
	}
	if x := s.Settle(); min(x.Interest, x.Principal, x.Running, x.Later, x.Waived) < 0 {
		t.Fatalf("%s: settlement %+v", s.Day, x)
	}
}

// A value that nobody can read holds nowhere: the page went back to the one before it, the rules to the default.
func TestLoanPolicy_Unsound(t *testing.T) {
	settings := []SettingRow{
		{Key: SettingLoanRateCap, From: 20250101, Value: "1800"},
		{Key: SettingLoanRateCap, From: 20260101, Value: "delapan belas"},
	}
	for _, c := range []struct {
		day  Date
		want string
	}{{20241231, "2400"}, {20251231, "1800"}, {20260101, "2400"}} {
		for _, p := range LoanPolicies() {
			if p.Key != SettingLoanRateCap {
				continue
			}
			shown, rule := p.At(settings, c.day), fmt.Sprint(LoanRulesAt(settings, c.day).RateCap)
			if shown != c.want || rule != c.want {
				t.Errorf("on %v: %s for the page, %s for the rules, want %s", c.day, shown, rule, c.want)
			}
		}
	}
}
