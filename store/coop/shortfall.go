package coop

// Shortfall is a till or bank account that an entry would leave with less than nothing.
type Shortfall struct {
	Account AccountRow
	Left    Money // below zero
}

// ShortfallOf says which tills and bank accounts the lines of an entry would leave below zero, given what the accounts
// hold, in the order of the balances. Money that is not there cannot be paid out: something is wrong, most often the
// amount or an entry that is missing. Yet it is no refusal, for what has happened must be recordable on its day, and
// what is missing may come later from another laptop. The screen warns and asks for a reason.
func ShortfallOf(balances []AccountBalance, lines []Line) []Shortfall {
	moved := map[string]Money{}
	for _, l := range lines {
		moved[l.Account] += l.Amount
	}
	var short []Shortfall
	for _, b := range balances {
		code := b.Account.Code
		isMoney := IsMoney(code)
		amount := moved[code]
		if left := b.Closing() + amount; isMoney && !b.Account.Heading && amount < 0 && left < 0 {
			short = append(short, Shortfall{b.Account, left})
		}
	}
	return short
}
