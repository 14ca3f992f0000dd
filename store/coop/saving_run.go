package coop

import (
	"bytes"
	"cmp"
	"slices"
	"strconv"
)

// The interest run of a month: what every member's savings earned, as one entry a member. The entry of a member and
// month may exist once (InterestOnce), so that two laptops which both ran the month double nothing: where they knew the
// same, the entries are alike; where not, one of them counts and the other is an exception that is shown.

// What can be wrong with an interest run. All but the last two refuse.
const (
	ProblemInterestEarly   = "saving.interest.early"   // {0} is not over before {1}
	ProblemInterestClosed  = "saving.interest.closed"  // {0} is closed
	ProblemInterestNothing = "saving.interest.nothing" // nobody earns anything in {0} that is not recorded
	ProblemInterestChanged = "saving.interest.changed" // it came to {0} when it was agreed to, and comes to {1} now
	ProblemInterestLarge   = "saving.interest.large"   // a sum is larger than money can be; no argument
	ProblemInterestGap     = "saving.interest.gap"     // the month before, {0}, has not been recorded
	ProblemInterestShort   = "saving.interest.short"   // {0} of tax could not be withheld, by what was paid before
)

// InterestOccasion is the occasion of an entry that adds interest to a member's savings.
const InterestOccasion = "savings-interest"

// InterestOnce is the once-rule of a member's interest on savings in a month, and of a term deposit's accrual.
// again counts how often it was recorded and taken back: what is recorded after that is another thing.
func InterestOnce(subject ID, m Month, again int) Once {
	o := Once{Rule: "interest", Subject: subject.String(), Period: m.String()}
	if again > 0 {
		o.Period += "/" + strconv.Itoa(again+1)
	}
	return o
}

// InterestMonth is what an interest run looks at.
type InterestMonth struct {
	Month   Month
	Savings []SavingMonth
	Before  map[ID]TaxState // interest of the month that is recorded, by person
	Done    map[ID]Money    // whose voluntary or special savings have their interest of the month, and how much
	DoneTax map[ID]Money    // what was withheld of that
	Runs    map[ID][]ID     // the entries of runs by which they have it
	Again   map[ID]int      // how often it was recorded and taken back
	Gone    map[ID]bool     // who is no member any more: what they still get is kept for them
}

// NewInterestMonth is a month of which nothing is known yet.
func NewInterestMonth(m Month) InterestMonth {
	return InterestMonth{
		Month: m, Before: map[ID]TaxState{}, Done: map[ID]Money{}, DoneTax: map[ID]Money{}, Runs: map[ID][]ID{},
		Again: map[ID]int{}, Gone: map[ID]bool{},
	}
}

// InterestShare is one person's interest of a month.
type InterestShare struct {
	Member ID
	Parts  []InterestPart // those that earn something, by account and purpose
	Gross  Money
	Before TaxState // earned elsewhere in the month, as with a term deposit that ended
	Tax    Money
	Short  Money // tax that could not be withheld any more
	Again  int   // how often it was recorded and taken back
	Done   bool  // recorded before: Recorded is what was, Gross what it would be now
	// Recorded is the gross interest that was recorded, where Done.
	Recorded Money
	Runs     []ID // the entries of runs that recorded it
	Gone     bool // no member any more: it is kept for them on 21106
}

// Basis gives what the interest was reckoned from, all savings together, and the rate of the first of them.
func (s *InterestShare) Basis() (basis Money, points int64) {
	for i := len(s.Parts) - 1; i >= 0; i-- {
		basis, points = basis+s.Parts[i].Basis, s.Parts[i].Points
	}
	return basis, points
}

// Differs says whether a run recorded something else than comes out now: a deposit or a withdrawal came to light after
// it. Such interest can be put right while the month is open (FixActs).
func (s *InterestShare) Differs() bool { return s.Done && len(s.Runs) > 0 && s.Recorded != s.Gross }

// Net is what is added to the savings.
func (s *InterestShare) Net() Money { return s.Gross - s.Tax }

// Run reckons the interest of a month for everybody who earns some, in the order of the savings given.
func (r SavingRules) Run(in InterestMonth) ([]InterestShare, error) {
	type product struct {
		account string
		special ID
	}
	rates := map[product][]int64{}
	ratesOf := func(s SavingMonth) []int64 {
		key := product{s.Account, s.Special}
		if rates[key] == nil {
			for day := in.Month.First(); day <= in.Month.Last(); day++ {
				rates[key] = append(rates[key], r.Rate(s.Account, s.Special, day))
			}
		}
		return rates[key]
	}
	at := map[ID]int{}
	var shares []InterestShare
	for _, s := range in.Savings {
		part, err := r.interest(s, in.Month, ratesOf(s))
		if err != nil || part.Gross > maxLineAmount {
			return nil, Problem{Key: ProblemInterestLarge}
		}
		if part.Gross <= 0 && len(in.Runs[s.Member]) == 0 {
			continue
		}
		i, known := at[s.Member]
		if !known {
			i = len(shares)
			at[s.Member] = i
			shares = append(shares, in.share(s.Member))
		}
		if part.Gross <= 0 { // what a run recorded is more than comes out now
			continue
		}
		shares[i].Parts = append(shares[i].Parts, part)
		shares[i].Gross += part.Gross
	}
	for i := range shares {
		s := &shares[i]
		slices.SortStableFunc(s.Parts, func(a, b InterestPart) int {
			return cmp.Or(cmp.Compare(a.Account, b.Account), bytes.Compare(a.Special[:], b.Special[:]))
		})
		s.Tax, s.Short = r.TaxNow(s.Before, s.Gross, in.Month.Last())
	}
	return shares, nil
}

// share is what is known of a person's interest before it is reckoned: of what is recorded already, Before tells what
// the month brought besides.
func (in *InterestMonth) share(member ID) InterestShare {
	s := InterestShare{
		Member: member, Before: in.Before[member], Again: in.Again[member], Runs: in.Runs[member],
		Gone: in.Gone[member],
	}
	if s.Recorded, s.Done = in.Done[member]; s.Done {
		s.Before.Gross -= s.Recorded
		s.Before.Tax -= in.DoneTax[member]
	}
	return s
}

// InterestTotal adds up shares that are not recorded yet.
func InterestTotal(shares []InterestShare) (gross, tax Money, members int) {
	for i := range shares {
		if !shares[i].Done {
			gross, tax, members = gross+shares[i].Gross, tax+shares[i].Tax, members+1
		}
	}
	return gross, tax, members
}

// Entry is the entry of a share: interest to each saving without its part of the tax, which is taken from the first
// saving as far as its interest goes, then from the next (domain §8.3 T4).
func (s *InterestShare) Entry(m Month) Entry {
	e := Entry{Date: m.Last(), Occasion: InterestOccasion, Once: InterestOnce(s.Member, m, s.Again)}
	e.Lines = append(e.Lines, Line{Account: AccountSavingInterest, Amount: s.Gross})
	tax := s.Tax
	for _, p := range s.Parts {
		taken := min(tax, p.Gross)
		tax -= taken
		line := Line{Account: p.Account, Amount: taken - p.Gross, Member: s.Member, Loan: p.Special}
		if s.Gone {
			line.Account, line.Loan = AccountRefund, ID{}
		}
		if line.Amount < 0 {
			e.Lines = append(e.Lines, line)
		}
	}
	if s.Tax > 0 {
		e.Lines = append(e.Lines, Line{Account: AccountFinalTax, Amount: -s.Tax})
	}
	return e
}

// CheckRun looks at a run before it is recorded. Agreed is the gross total that the person saw.
func CheckRun(shares []InterestShare, m Month, today, closed Date, agreed Money) []Problem {
	gross, _, members := InterestTotal(shares)
	switch {
	case today < m.Last():
		return []Problem{{Key: ProblemInterestEarly, Args: []any{m, m.Last()}}}
	case m.Last() <= closed:
		return []Problem{{Key: ProblemInterestClosed, Args: []any{m}}}
	case members == 0:
		return []Problem{{Key: ProblemInterestNothing, Args: []any{m}}}
	case gross != agreed:
		return []Problem{{Key: ProblemInterestChanged, Args: []any{agreed, gross}}}
	}
	return nil
}

// RunActs gives the acts that record a run: one entry a person who has none yet.
func RunActs(shares []InterestShare, m Month) []Act {
	var acts []Act
	for i := range shares {
		if !shares[i].Done {
			acts = append(acts, Act{Kind: KindEntry, Body: shares[i].Entry(m)})
		}
	}
	return acts
}

// FixActs take back what runs recorded where something else comes out now, and record that instead, on the month's last
// day. They belong into one call of Record.
func FixActs(shares []InterestShare, m Month, reason string) []Act {
	var acts []Act
	for i := range shares {
		s := shares[i]
		if !s.Differs() {
			continue
		}
		for _, entry := range s.Runs {
			acts = append(acts, Act{Kind: KindReversal, Body: Reversal{Entry: entry, Date: m.Last(), Reason: reason}})
		}
		s.Again += len(s.Runs)
		if s.Gross > 0 {
			acts = append(acts, Act{Kind: KindEntry, Body: s.Entry(m)})
		}
	}
	return acts
}

// Differences gives what runs recorded beyond what comes out now, and less than it, and of how many people.
func Differences(shares []InterestShare) (over, under Money, people int) {
	for i := range shares {
		if s := &shares[i]; s.Differs() {
			over, under = over+max(0, s.Recorded-s.Gross), under+max(0, s.Gross-s.Recorded)
			people++
		}
	}
	return over, under, people
}

// TaxPayment is the entry that hands the final tax over to the tax office (domain §8.3 T5).
func TaxPayment(amount Money, cash string, day Date, evidence string) (Entry, []Problem) {
	if problems := checkMove(amount, cash, day, evidence); len(problems) > 0 {
		return Entry{}, problems
	}
	return Entry{
		Date: day, Occasion: "final-tax-paid", Evidence: evidence,
		Lines: []Line{{Account: AccountFinalTax, Amount: amount}, {Account: cash, Amount: -amount}},
	}, nil
}

// checkMove looks at what every movement of money needs: an amount, cash or bank, a day, and texts that can be kept.
func checkMove(amount Money, cash string, day Date, texts ...string) []Problem {
	var problems []Problem
	if amount <= 0 {
		problems = append(problems, Problem{Key: ProblemDuesNothing})
	}
	if amount > maxLineAmount {
		problems = append(problems, Problem{Key: ProblemDraftTooLarge})
	}
	if cash != "" && !IsMoney(cash) {
		problems = append(problems, Problem{Key: ProblemRapelCash, Args: []any{cash}})
	}
	if !day.Valid() {
		problems = append(problems, Problem{Key: ProblemEntryDate})
	}
	for _, s := range texts {
		if !plain(s) {
			problems = append(problems, Problem{Key: ProblemEntryRemark})
		}
	}
	return problems
}
