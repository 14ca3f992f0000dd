package coop

// SubView is what one subject of a dimension (a member, a supplier) had on an account before a period and moved in it:
// a line of a sub-ledger (buku pembantu). Amounts are debit positive. A zero Subject stands for "belum dirinci": lines
// that name nobody.
type SubView struct {
	Account AccountRow
	Subject ID
	Number  string // of a member
	Name    string // empty where nobody knows it
	Opening Money
	Debit   Money
	Credit  Money
}

// Closing is the balance at the period's end, debit positive.
func (v SubView) Closing() Money { return v.Opening + v.Debit - v.Credit }
