package coop

import (
	"slices"
	"strings"
)

// OpeningGroup is one idea of the opening balances: what a village has or owes of one kind.
type OpeningGroup struct {
	Name  string
	Usual []string // accounts that most villages have, in the order of the screen

	prefixes []string // accounts that can be asked for beside them
}

// OpeningGroups are the groups in the order in which they are asked for: what there is, what is owed, and whose the
// rest is (domain §4). Each account that opens belongs to one.
func OpeningGroups() []OpeningGroup {
	return []OpeningGroup{
		{"cash", []string{MoneyDefault, BankDefault}, []string{"11"}},
		{"claims", []string{AccountLoan, "12301", "12403"}, []string{"12"}},
		{"goods", []string{"13101", "13102", "13105", "13201"}, []string{"13"}},
		{"assets", []string{"16101", AccountAssetBuilt, "16105", "16205"}, []string{"14", "15", "16", "17"}},
		{"debts", []string{"22105", "25101", "23104"}, []string{"22", "23", "24", "25", "29"}},
		{"savings", OpeningSavings(), []string{"211", AccountPrincipal, AccountMandatory}},
		{
			"capital",
			[]string{AccountAssetGrant, AccountReserve, AccountUndivided, AccountDeficit},
			[]string{"312", "313", "314", "315", "4", "5", "6", "7", "8"},
		},
	}
}

// Holds tells whether an account belongs to the group.
func (g OpeningGroup) Holds(code string) bool {
	return slices.ContainsFunc(g.prefixes, func(prefix string) bool { return strings.HasPrefix(code, prefix) })
}
