package coop

// Prefixes of accounts that tell what an entry of money is about (domain §10, cash flow by the direct method).
const (
	FlowSuspense   = "291" // money of which nobody knew why it came; explained later it is a flow of its kind
	FlowLoans      = "121" // lent to members: fees kept back go with the loan
	FlowBorrowings = "25"  // borrowed: costs kept back go with the loan
)

// Flow is what entries that moved money, or explained it, put on one other account: the counterparts that the statement
// of cash flow tells apart.
type Flow struct {
	Account string
	Credit  bool  // the lines are credits
	Came    bool  // the entry's money came in, or none moved
	Lends   bool  // the entry lends to a member
	Borrows bool  // the entry takes up a loan
	Amount  Money // debit positive
}
