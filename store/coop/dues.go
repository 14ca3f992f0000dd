package coop

import (
	"cmp"
	"slices"
)

// The accounts of members' dues (domain §4).
const (
	AccountPrincipal = "31101" // simpanan pokok
	AccountMandatory = "31102" // simpanan wajib
	AccountVoluntary = "21101" // simpanan sukarela
)

// IsDues says whether an account holds simpanan pokok or wajib: nobody draws them while they are a member, and they
// bear no interest.
func IsDues(account string) bool { return account == AccountPrincipal || account == AccountMandatory }

// The keys of what the rules of savings say against an act. None is a wall: who records decides.
const (
	ProblemDuesPrincipalPaid = "dues.principal.paid" // simpanan pokok is paid in full already: {0}
	ProblemDuesPrincipalMore = "dues.principal.more" // {0} is more than the {1} that is still open
	ProblemDuesRapelDiffers  = "dues.rapel.differs"  // {0} was paid where the named months come to {1}
	ProblemDuesRapelPaid     = "dues.rapel.paid"     // the month {0} is paid already
	ProblemDuesNoMonth       = "dues.rapel.no-month" // a payment for no month at all; no argument
	ProblemDuesNothing       = "dues.amount"         // an amount of zero or less; no argument
	ProblemSavingBalance     = "dues.saving.balance" // {0} is asked for, only {1} is there
	ProblemSavingMinimum     = "dues.saving.minimum" // {0} must stay; {1} can be taken out
)

// Rate is what is due from a day on.
type Rate struct {
	From   Date // 0: always
	Amount Money
}

// Rates are dated rates, ascending by day.
type Rates []Rate

// RatesOf reads the dated rates of one setting, such as SettingMandatory; their values are whole rupiah.
func RatesOf(settings []SettingRow, key string) Rates {
	var rates Rates
	for _, s := range settings {
		if amount, err := ParseData(s.Value); s.Key == key && err == nil && amount >= 0 {
			rates = append(rates, Rate{From: s.From, Amount: amount})
		}
	}
	slices.SortFunc(rates, func(a, b Rate) int { return cmp.Compare(a.From, b.From) })
	return rates
}

// At gives the rate on a day; 0 where there is none yet.
func (r Rates) At(day Date) Money {
	amount := Money(0)
	for _, rate := range r {
		if rate.From <= day {
			amount = rate.Amount
		}
	}
	return amount
}

// Of gives the rate of a month: the one that holds on its first day.
func (r Rates) Of(m Month) Money { return r.At(m.First()) }

// Dues are what one person has paid of simpanan wajib, and since when they owe it.
type Dues struct {
	Joined Date // 0: not known; they owe from the first month they paid
	Left   Date // 0: still a member; the month of leaving is not owed
	Paid   map[Month]Money
}

// JoinDues makes one person's dues of several registrations that stand for them (member.same): they owe from the
// first joining, have left when every registration has, and what was paid under any counts.
func JoinDues(all ...Dues) Dues {
	one := Dues{Paid: map[Month]Money{}}
	stays := false
	for _, d := range all {
		if d.Joined != 0 && (one.Joined == 0 || d.Joined < one.Joined) {
			one.Joined = d.Joined
		}
		stays = stays || d.Left == 0
		one.Left = max(one.Left, d.Left)
		for m, amount := range d.Paid {
			one.Paid[m] += amount
		}
	}
	if stays {
		one.Left = 0
	}
	return one
}

// First gives the first month owed; 0 where nothing is known.
func (d Dues) First() Month {
	if d.Joined.Valid() {
		return d.Joined.Month()
	}
	first := Month(0)
	for m, amount := range d.Paid {
		if amount > 0 && (first == 0 || m < first) {
			first = m
		}
	}
	return first
}

// Owed gives what is owed for a month in all, whether or not it is paid: its rate from the month of joining until
// before the month of leaving.
func (d Dues) Owed(m Month, rates Rates) Money {
	first := d.First()
	if first == 0 || m < first || (d.Left.Valid() && m >= d.Left.Month()) {
		return 0
	}
	return rates.Of(m)
}

// Unpaid lists what is still open of each month up to and including through, oldest first.
func (d Dues) Unpaid(through Month, rates Rates) []MonthShare {
	var open []MonthShare
	first := d.First()
	if first == 0 || !first.Valid() {
		return nil
	}
	for m := first; m <= through; m = m.Add(1) {
		if left := d.Owed(m, rates) - d.Paid[m]; left > 0 {
			open = append(open, MonthShare{Month: m, Amount: left})
		}
	}
	return open
}

// Arrears is the sum of Unpaid. What was paid too much for one month does not pay another.
func (d Dues) Arrears(through Month, rates Rates) Money { return shareSum(d.Unpaid(through, rates)) }

// PaidTo gives the last month up to which everything from joining on is paid; 0 where already the first is open.
func (d Dues) PaidTo(rates Rates) Month {
	last := Month(0)
	first := d.First()
	if first == 0 {
		return 0
	}
	for m := first; m.Valid() && d.Paid[m] > 0 && d.Paid[m] >= d.Owed(m, rates); m = m.Add(1) {
		last = m
	}
	return last
}

// Propose spreads an amount over months, the oldest open one first and beyond this month when there is more. Rest is
// what is left when no rate is known or the member owes nothing more. Never more than ten years are filled ahead.
func (d Dues) Propose(amount Money, this Month, rates Rates) (shares []MonthShare, rest Money) {
	start := d.First()
	if start == 0 {
		start = this
		d.Joined = this.First()
	}
	for m := start; amount > 0 && m <= this.Add(120); m = m.Add(1) {
		if open := d.Owed(m, rates) - d.Paid[m]; open > 0 {
			part := min(open, amount)
			shares = append(shares, MonthShare{Month: m, Amount: part})
			amount -= part
		}
	}
	return shares, amount
}

// Rapel spreads one payment over the months it names: each gets its rate, oldest first, and the last takes what is
// more or less. Where no rate is known the months get equal whole rupiah and the last the remainder. The shares
// always come to the amount. Problems tell where the payment is not what the months come to, and which month is paid.
func (d Dues) Rapel(amount Money, months []Month, rates Rates) ([]MonthShare, []Problem) {
	months = slices.Compact(slices.Sorted(slices.Values(months)))
	switch {
	case amount <= 0:
		return nil, []Problem{{Key: ProblemDuesNothing}}
	case len(months) == 0:
		return nil, []Problem{{Key: ProblemDuesNoMonth}}
	}
	var problems []Problem
	var expected Money
	for _, m := range months {
		rate := rates.Of(m)
		expected += rate
		if rate > 0 && d.Paid[m] >= rate {
			problems = append(problems, Problem{Key: ProblemDuesRapelPaid, Args: []any{m}})
		}
	}
	shares := make([]MonthShare, 0, len(months))
	if expected == 0 {
		equal := make([]int64, len(months))
		for i := range equal {
			equal[i] = 1
		}
		for i, part := range SplitMoney(amount, Rupiah, len(months)-1, equal...) {
			shares = append(shares, MonthShare{Month: months[i], Amount: part})
		}
		return dropEmpty(shares), problems
	}
	if expected != amount {
		problems = append(problems, Problem{Key: ProblemDuesRapelDiffers, Args: []any{amount, expected}})
	}
	left := amount
	for i, m := range months {
		part := min(rates.Of(m), left)
		if i == len(months)-1 {
			part = left
		}
		shares = append(shares, MonthShare{Month: m, Amount: part})
		left -= part
	}
	return dropEmpty(shares), problems
}

func dropEmpty(shares []MonthShare) []MonthShare {
	return slices.DeleteFunc(shares, func(s MonthShare) bool { return s.Amount == 0 })
}

func shareSum(shares []MonthShare) Money {
	var sum Money
	for _, s := range shares {
		sum += s.Amount
	}
	return sum
}

// CheckPrincipal looks at a payment of simpanan pokok: it is paid once, also in instalments. Paid is what there is.
func CheckPrincipal(paid, amount, rate Money) []Problem {
	switch {
	case amount <= 0:
		return []Problem{{Key: ProblemDuesNothing}}
	case rate <= 0:
		return nil
	case paid >= rate:
		return []Problem{{Key: ProblemDuesPrincipalPaid, Args: []any{paid}}}
	case amount > rate-paid:
		return []Problem{{Key: ProblemDuesPrincipalMore, Args: []any{amount, rate - paid}}}
	}
	return nil
}

// CheckWithdrawal looks at a withdrawal from a saving: balance is what is there, minimum what must stay.
func CheckWithdrawal(balance, amount, minimum Money) []Problem {
	switch {
	case amount <= 0:
		return []Problem{{Key: ProblemDuesNothing}}
	case amount > balance:
		return []Problem{{Key: ProblemSavingBalance, Args: []any{amount, max(0, balance)}}}
	case amount > balance-minimum:
		return []Problem{{Key: ProblemSavingMinimum, Args: []any{minimum, max(0, balance-minimum)}}}
	}
	return nil
}

// CheckSavings looks at what the lines of an entry would do to members' savings: a withdrawal of more than there is,
// simpanan pokok paid again. Held gives what a person has on a saving account, credit positive; principal are the
// rates of simpanan pokok. As with ShortfallOf these are warnings: what has happened must be recordable.
func CheckSavings(held func(member ID, account string) Money, principal Rates, day Date, lines []Line) []Problem {
	type saving struct {
		member  ID
		account string
	}
	var order []saving
	moved := map[saving]Money{}
	for _, l := range lines {
		s := saving{l.Member, l.Account}
		if l.Member.IsZero() || !slices.Contains(SavingAccounts, l.Account) {
			continue
		}
		if _, known := moved[s]; !known {
			order = append(order, s)
		}
		moved[s] += l.Amount
	}
	var problems []Problem
	for _, s := range order {
		switch amount := moved[s]; {
		case amount > 0:
			problems = append(problems, CheckWithdrawal(held(s.member, s.account), amount, 0)...)
		case amount < 0 && s.account == AccountPrincipal:
			problems = append(problems, CheckPrincipal(held(s.member, s.account), -amount, principal.At(day))...)
		}
	}
	return problems
}
