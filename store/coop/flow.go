package coop

import (
	"fmt"
	"strings"
)

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

// Flows is what moved money in a period, and the money in tills and banks before and after it.
type Flows struct {
	Opening, Closing Money
	By               []Flow // in no order; none is nought
}

// FlowWay is everything that a Flow says beside its account and amount, as one number of a key.
type FlowWay uint8

// The parts of a FlowWay. Append only.
const (
	wayCredit FlowWay = 1 << iota
	wayCame
	wayLends
	wayBorrows
)

// FlowRow is what counterparts of one kind came to on one day of posting: the running sums of the statement of cash
// flow, by day because people ask for days that are no months. Lines of one way are all debits or all credits, so a
// sum of nothing means that no line is left in it.
type FlowRow struct {
	Account string  `row:"key"`
	Way     FlowWay `row:"key"`
	Day     Date    `row:"key"`
	Amount  Money   // debit positive
}

var tableFlow = define[FlowRow]("flow")

func (*FlowRow) table() *Table { return tableFlow }

// Flow gives the row as it is read.
func (r *FlowRow) Flow() Flow {
	return Flow{
		Account: r.Account, Credit: r.Way&wayCredit != 0, Came: r.Way&wayCame != 0, Lends: r.Way&wayLends != 0,
		Borrows: r.Way&wayBorrows != 0, Amount: r.Amount,
	}
}

// FlowRows gives what one entry, posted on a day, adds to the running sums of flows; one row may come more than once.
// An entry that neither moves money nor explains some has none.
func FlowRows(day Date, lines []Line) []FlowRow {
	way, flows := wayOf(lines)
	if !flows {
		return nil
	}
	rows := make([]FlowRow, 0, len(lines))
	for _, l := range lines {
		if IsMoney(l.Account) {
			continue
		}
		row := FlowRow{Account: l.Account, Way: way, Day: day, Amount: l.Amount}
		if l.Amount < 0 {
			row.Way |= wayCredit
		}
		rows = append(rows, row)
	}
	return rows
}

// wayOf gives what the lines of one entry have in common as flows, and whether they are any.
func wayOf(lines []Line) (way FlowWay, flows bool) {
	var money Money
	for _, l := range lines {
		switch {
		case IsMoney(l.Account):
			money += l.Amount
			flows = true
		case strings.HasPrefix(l.Account, FlowSuspense):
			flows = true
		case strings.HasPrefix(l.Account, FlowLoans) && l.Amount > 0:
			way |= wayLends
		case strings.HasPrefix(l.Account, FlowBorrowings) && l.Amount < 0:
			way |= wayBorrows
		}
	}
	if money >= 0 {
		way |= wayCame
	}
	return way, flows
}

// postFlows adds an entry's lines to the running sums of flows, sign times.
func (f *Fold) postFlows(day Date, lines []Line, sign Money) {
	for _, add := range FlowRows(day, lines) {
		row := FlowRow{Account: add.Account, Way: add.Way, Day: add.Day}
		f.state.Get(&row)
		row.Amount += sign * add.Amount
		f.keep(&row, row.Amount == 0)
	}
}

// checkFlows checks that in each month the counterparts of money add up to what money moved: for the statement of cash
// flow they are its sub-ledger (I4).
func checkFlows(s State) []Broken {
	off := map[Month]Money{}
	s.Scan(&BalanceRow{}, 0, func(r Record) bool {
		if b := r.(*BalanceRow); IsMoney(b.Account) {
			off[b.Month] += b.Debit - b.Credit
		}
		return true
	})
	s.Scan(&FlowRow{}, 0, func(r Record) bool {
		off[r.(*FlowRow).Day.Month()] += r.(*FlowRow).Amount
		return true
	})
	var broken []Broken
	for month, sum := range off {
		if sum != 0 {
			broken = append(broken, Broken{
				"I4", fmt.Sprintf("cash flow of %d is off by %s", month, sum),
				Problem{Key: "verify.flow", Args: []any{month, sum}},
			})
		}
	}
	return broken
}
