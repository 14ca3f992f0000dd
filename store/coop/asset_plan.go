package coop

// The spreading of an amount over months, in a straight line. Each month bears the same part, rounded down to the unit
// (AssetRules.Unit); the last month takes the rest, so that the parts come to the amount exactly. What was borne before
// First (Borne) is not spread again: Months are the months from First on.

// Spread is what is left to be borne from the first month on: the amount without its residual and what was borne.
func (c AssetCard) Spread() Money { return c.Amount - c.Residual - c.Borne }

// Last is the last month that bears a part; zero where it loses nothing.
func (c AssetCard) Last() Month {
	if c.Months < 1 || !c.First.Valid() || c.Debit == "" {
		return 0
	}
	return c.First.Add(int(c.Months) - 1)
}

// Part gives what a month bears; zero before the first and after the last.
func (c AssetCard) Part(m Month, unit Money) Money {
	last := c.Last()
	if last == 0 || m < c.First || m > last || unit < 1 || c.Spread() <= 0 {
		return 0
	}
	each := c.Spread() / Money(c.Months) / unit * unit
	if m < last {
		return each
	}
	return c.Spread() - each*Money(c.Months-1)
}

// Through gives what all months up to and including one bear together, with what was borne before the first.
func (c AssetCard) Through(m Month, unit Money) Money {
	last := c.Last()
	switch {
	case last == 0 || m < c.First:
		return c.Borne
	case m >= last:
		return c.Amount - c.Residual
	}
	return c.Borne + c.Part(c.First, unit)*Money(monthsFrom(c.First, m)+1)
}

// monthsFrom counts the months from a to b; 0 where they are the same.
func monthsFrom(a, b Month) int { return int(b/100-a/100)*12 + int(b%100-a%100) }
