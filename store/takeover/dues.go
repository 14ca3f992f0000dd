package takeover

import (
	"slices"

	"lumbung/store/coop"
)

// Rate is what simpanan wajib costs a month, from a month on.
type Rate struct {
	From   coop.Month
	Amount coop.Money
}

// Dues are the amounts by which payments are recognised (domain §6.1).
type Dues struct {
	Principal coop.Money // simpanan pokok, once
	Mandatory []Rate     // ascending by From; before the first the first holds
}

// DuesOf are the book's rates as dues. A rate that began later than the rows holds for them too: a treasurer sets the
// rates on the day she starts the book, and takes over what came before.
func DuesOf(principal, mandatory coop.Rates) Dues {
	var d Dues
	if n := len(principal); n > 0 {
		d.Principal = principal[n-1].Amount
	}
	for _, r := range mandatory {
		d.Mandatory = append(d.Mandatory, Rate{From: r.From.Month(), Amount: r.Amount})
	}
	return d
}

// at is the rate of a month.
func (d Dues) at(m coop.Month) coop.Money {
	var rate coop.Money
	for i, r := range d.Mandatory {
		if i == 0 || r.From <= m {
			rate = r.Amount
		}
	}
	return rate
}

// findDues reads the amounts out of the rows themselves: the simpanan pokok paid most often, and for each month the
// share of a simpanan wajib paid most often.
func findDues(rows []*placing) Dues {
	principal := map[coop.Money]int{}
	shares := map[coop.Month]map[coop.Money]int{}
	for _, p := range rows {
		paid := p.row.In
		switch p.rule.Occasion {
		case "dues-principal":
			principal[paid]++
		case "dues-mandatory":
			n := coop.Money(len(p.rapel.months))
			if n == 0 || paid%(n*coop.Rupiah) != 0 {
				continue
			}
			for _, m := range p.rapel.months {
				if shares[m] == nil {
					shares[m] = map[coop.Money]int{}
				}
				shares[m][paid/n]++
			}
		}
	}
	var d Dues
	d.Principal, _ = mostVotes(principal)
	months := make([]coop.Month, 0, len(shares))
	for m := range shares {
		months = append(months, m)
	}
	slices.Sort(months)
	for _, m := range months {
		amount, clear := mostVotes(shares[m])
		if n := len(d.Mandatory); clear && (n == 0 || d.Mandatory[n-1].Amount != amount) {
			d.Mandatory = append(d.Mandatory, Rate{From: m, Amount: amount})
		}
	}
	return d
}

// mostVotes gives the amount with most votes, of equals the smaller; clear says that it has more than any other.
func mostVotes(votes map[coop.Money]int) (best coop.Money, clear bool) {
	most := 0
	for amount, n := range votes {
		switch {
		case n > most:
			best, most, clear = amount, n, true
		case n == most:
			best, clear = min(best, amount), false
		}
	}
	return best, clear
}

// share divides a payment over the months it is for. When it is not what the rates ask, it is divided evenly, the odd
// sen going to the first months, and fits is false.
func (d Dues) share(paid coop.Money, months []coop.Month) (shares []coop.MonthShare, fits bool) {
	var due coop.Money
	for _, m := range months {
		due += d.at(m)
	}
	fits = due == paid && len(months) > 0
	left, each := paid, coop.Money(0)
	if n := coop.Money(len(months)); n > 0 {
		each = paid / n / coop.Rupiah * coop.Rupiah
	}
	for i, m := range months {
		part := each
		switch {
		case fits:
			part = d.at(m)
		case i == 0:
			part = paid - each*coop.Money(len(months)-1)
		}
		if part > 0 {
			shares = append(shares, coop.MonthShare{Month: m, Amount: part})
			left -= part
		}
	}
	return shares, fits && left == 0
}

// monthsFor finds how many months from one on a payment is exactly for; none when it does not come out.
func (d Dues) monthsFor(paid coop.Money, from coop.Month) []coop.Month {
	var months []coop.Month
	for m := from; len(months) < longestRapel; m = addMonths(m, 1) {
		rate := d.at(m)
		if rate <= 0 || paid < rate {
			return nil
		}
		months = append(months, m)
		if paid -= rate; paid == 0 {
			return months
		}
	}
	return nil
}
