package coop

import (
	"iter"
	"maps"
	"math/big"
	"slices"
	"strings"
)

// WholeShares is what the parts of a surplus come to, in basis points.
const WholeShares = 10_000

// SurplusMember is one person on the members' list, with what their share is reckoned from.
type SurplusMember struct {
	Member   ID
	Number   string
	Name     string
	Left     bool
	Nobody   bool  // no member: a pool of which nobody's part can be reckoned yet
	Savings  Money // Sa: simpanan pokok and wajib, at the year's end or the twelve months' ends together
	Bought   Money // purchases and services, weighted
	Interest Money // loan interest paid, weighted
	// What Allocate puts in.
	Capital   Money // jasa modal
	Patronage Money // jasa usaha
}

// Volume is Va, the member's business.
func (m SurplusMember) Volume() Money { return m.Bought + m.Interest }

// Share is the member's part of the surplus.
func (m SurplusMember) Share() Money { return m.Capital + m.Patronage }

// AllocationPart is one part of the surplus.
type AllocationPart struct {
	Share
	Floor  Money // the surplus × percent, rounded down to whole rupiah
	Amount Money // with remainders: what is posted
}

// Allocation is a year's surplus divided down to the last rupiah.
type Allocation struct {
	Surplus Surplus
	Covers  Money // of prior losses that the surplus covers first
	Divided Money // what is left to divide
	Parts   []AllocationPart
	Members []SurplusMember // in the order given; those who share nothing stay in it

	Savings Money // TMS
	Volume  Money // VUK
	// Pools as the percentages give them, before their remainders go to the reserve: JMA and JUA.
	CapitalPool, PatronagePool Money
	// Remainders, all placed in the reserve: of the parts, of jasa modal and of jasa usaha.
	PartsRest, CapitalRest, PatronageRest Money
	Warnings                              []Problem // nothing of which forbids the allocation
	Moved                                 bool      // as recorded; the figures behind it have changed since
}

// The keys of what is wrong with a division of the surplus.
const (
	ProblemShareSum      = "surplus.share.sum"      // the parts come to {0} percent instead of 100
	ProblemShareMinus    = "surplus.share.minus"    // the part of {0} is below zero
	ProblemShareTwice    = "surplus.share.twice"    // {0} stands twice
	ProblemShareAccount  = "surplus.share.account"  // {0} can take no part of a surplus
	ProblemSurplusLoss   = "surplus.loss"           // the year {0} closed with a loss of {1}
	ProblemSurplusPrior  = "surplus.prior-loss"     // prior losses of {1} take all of the surplus {0}
	ProblemSurplusLarge  = "surplus.too-large"      // a sum is larger than money can be; no argument
	ProblemMembersCap    = "surplus.members.more"   // members would get {0}, only {1} came of their business
	WarnVillage          = "surplus.village.less"   // the village gets {0} percent, less than {1}
	WarnCapitalNobody    = "surplus.capital.nobody" // {0} for capital, but no member has savings
	WarnPatronageNobody  = "surplus.patronage.none" // {0} for business, but no business has a member's name
	WarnPriorLossCovered = "surplus.prior-covered"  // {0} of the surplus covers prior losses first
	WarnSurplusMoved     = "surplus.moved"          // the surplus of {0} is {1} now, {2} of it was divided
	WarnListMoved        = "surplus.moved.list"     // the figures of {0} came to other shares now
)

// CheckShares says what is against shares by themselves.
func CheckShares(shares []Share) []Problem {
	var problems []Problem
	var sum int64
	seen := map[string]bool{}
	for _, s := range shares {
		switch {
		case s.BasisPoints < 0 || s.BasisPoints > WholeShares:
			problems = append(problems, Problem{Key: ProblemShareMinus, Args: []any{s.Account}})
		case !TakesSurplus(s.Account):
			problems = append(problems, Problem{Key: ProblemShareAccount, Args: []any{s.Account}})
		case seen[s.Account]:
			problems = append(problems, Problem{Key: ProblemShareTwice, Args: []any{s.Account}})
		}
		seen[s.Account] = true
		sum += min(max(s.BasisPoints, -WholeShares), WholeShares)
	}
	if sum != WholeShares {
		problems = append(problems, Problem{Key: ProblemShareSum, Args: []any{PercentText(sum)}})
	}
	return problems
}

// TakesSurplus says whether an account can take a part of the surplus: the funds 241xx and the reserves 314xx.
func TakesSurplus(account string) bool {
	return len(account) > 3 && (strings.HasPrefix(account, "241") || strings.HasPrefix(account, "314"))
}

// Allocate divides a year's surplus. Prior losses (debit balance of 31503, positive here) are covered first. Each part
// is rounded down to whole rupiah, the remainder goes to the reserve; so do the remainders of the members' shares,
// which are rounded down too: the list is the pool is the journal. With problems there is no allocation.
// Source: domain §7.4.
func Allocate(
	s Surplus, prior Money, shares []Share, members []SurplusMember, p SurplusPolicy,
) (Allocation, []Problem) {
	a := Allocation{Surplus: s, Members: slices.Clone(members)}
	problems := CheckShares(shares)
	if s.Total <= 0 {
		problems = append(problems, Problem{Key: ProblemSurplusLoss, Args: []any{s.Year, -s.Total}})
	}
	if s.Total > maxLineAmount { // no entry could hold it
		problems = append(problems, Problem{Key: ProblemSurplusLarge})
	}
	if len(problems) > 0 {
		return Allocation{}, problems
	}
	if !p.Apart {
		a.Covers = min(max(prior, 0), s.Total)
	}
	if a.Divided = s.Total - a.Covers; a.Divided == 0 {
		return Allocation{}, []Problem{{Key: ProblemSurplusPrior, Args: []any{s.Total, prior}}}
	}
	a.divide(shares)
	if err := a.shareOut(); err != nil {
		return Allocation{}, []Problem{{Key: ProblemSurplusLarge}}
	}
	return a.checked(shares, p)
}

// divide floors the parts and puts the remainder into the reserve, which stands among the parts even with no percent.
func (a *Allocation) divide(shares []Share) {
	reserve := slices.IndexFunc(shares, func(s Share) bool { return s.Account == AccountReserve })
	if reserve < 0 {
		shares, reserve = append(slices.Clone(shares), Share{Account: AccountReserve}), len(shares)
	}
	left := a.Divided
	for _, s := range shares {
		part := AllocationPart{Share: s, Floor: floorShare(a.Divided, s.BasisPoints, WholeShares)}
		part.Amount = part.Floor
		left -= part.Floor
		a.Parts = append(a.Parts, part)
	}
	a.PartsRest = left
	a.Parts[reserve].Amount += left
}

// floorShare is whole × part / of, rounded down to whole rupiah. Nothing of it is negative; part is at most of.
func floorShare(whole Money, part, of int64) Money {
	n := new(big.Int).Mul(big.NewInt(int64(whole)), big.NewInt(part))
	n.Quo(n, new(big.Int).Mul(big.NewInt(of), big.NewInt(int64(Rupiah))))
	return Money(n.Int64()) * Rupiah
}

// shareOut gives every member their parts of both pools.
func (a *Allocation) shareOut() error {
	for i := range a.Members {
		m := &a.Members[i]
		m.Savings, m.Bought, m.Interest = max(m.Savings, 0), max(m.Bought, 0), max(m.Interest, 0)
		volume, err := AddMoney(m.Bought, m.Interest)
		if err != nil {
			return err
		}
		if a.Savings, err = AddMoney(a.Savings, m.Savings); err != nil {
			return err
		}
		if a.Volume, err = AddMoney(a.Volume, volume); err != nil {
			return err
		}
	}
	a.CapitalPool, a.PatronagePool = a.Of(AccountCapitalShare), a.Of(AccountPatronageShare)
	a.CapitalRest, a.PatronageRest = a.CapitalPool, a.PatronagePool
	a.unnamed()
	for i := range a.Members {
		m := &a.Members[i]
		if m.Nobody {
			a.CapitalRest, a.PatronageRest = a.CapitalRest-m.Capital, a.PatronageRest-m.Patronage
			continue
		}
		if a.Savings > 0 {
			m.Capital = floorShare(a.CapitalPool, int64(m.Savings), int64(a.Savings))
		}
		if a.Volume > 0 {
			m.Patronage = floorShare(a.PatronagePool, int64(m.Volume()), int64(a.Volume))
		}
		a.CapitalRest -= m.Capital
		a.PatronageRest -= m.Patronage
	}
	a.add(AccountCapitalShare, -a.CapitalRest)
	a.add(AccountPatronageShare, -a.PatronageRest)
	a.add(AccountReserve, a.CapitalRest+a.PatronageRest)
	return nil
}

// unnamed adds a line without a member for a pool of which nobody's part can be reckoned, as where a book names no
// members yet: the pool stays the members' and stands under "belum dirinci" until it is known whose it is.
func (a *Allocation) unnamed() {
	line := SurplusMember{Nobody: true}
	if a.Savings == 0 {
		line.Capital = a.CapitalPool
	}
	if a.Volume == 0 {
		line.Patronage = a.PatronagePool
	}
	if line.Capital+line.Patronage > 0 {
		a.Members = append(a.Members, line)
	}
}

func (a *Allocation) add(account string, m Money) {
	for i := range a.Parts {
		if a.Parts[i].Account == account {
			a.Parts[i].Amount += m
			return
		}
	}
}

// Of is what an account gets of the surplus.
func (a *Allocation) Of(account string) Money {
	for _, part := range a.Parts {
		if part.Account == account {
			return part.Amount
		}
	}
	return 0
}

// MembersShare is what goes to the members together: both pools without what could not be divided.
func (a *Allocation) MembersShare() Money {
	return a.Of(AccountCapitalShare) + a.Of(AccountPatronageShare)
}

// checked looks at what law and articles ask of a division beyond its sum.
func (a *Allocation) checked(shares []Share, p SurplusPolicy) (Allocation, []Problem) {
	warn := func(key string, args ...any) { a.Warnings = append(a.Warnings, Problem{Key: key, Args: args}) }
	if a.Covers > 0 {
		warn(WarnPriorLossCovered, a.Covers)
	}
	village := int64(0)
	for _, s := range shares {
		if s.Account == AccountVillageShare {
			village = s.BasisPoints
		}
	}
	if village < p.VillageLeast {
		warn(WarnVillage, PercentText(village), PercentText(p.VillageLeast))
	}
	if a.CapitalPool > 0 && a.Savings == 0 {
		warn(WarnCapitalNobody, a.CapitalPool)
	}
	if a.PatronagePool > 0 && a.Volume == 0 {
		warn(WarnPatronageNobody, a.PatronagePool)
	}
	if over := a.MembersShare(); over > max(a.Surplus.FromMembers, 0) {
		problem := Problem{Key: ProblemMembersCap, Args: []any{over, a.Surplus.FromMembers}}
		if !p.CapWarns {
			return *a, []Problem{problem}
		}
		a.Warnings = append(a.Warnings, problem)
	}
	return *a, nil
}

// PercentText writes basis points as people do: 20, 12,5.
func PercentText(basisPoints int64) string {
	sign := ""
	if basisPoints < 0 {
		sign, basisPoints = "-", -basisPoints
	}
	whole, rest := formatInt(basisPoints/100), basisPoints%100
	if rest == 0 {
		return sign + whole
	}
	return sign + whole + "," + strings.TrimRight(string([]byte{'0' + byte(rest/10), '0' + byte(rest%10)}), "0")
}

func formatInt(n int64) string { return big.NewInt(n).String() }

// weighted is an amount at a percentage, rounded down to the sen (towards zero).
func weighted(m Money, percent int64) (Money, error) {
	n := new(big.Int).Mul(big.NewInt(int64(m)), big.NewInt(percent))
	if n.Quo(n, big.NewInt(100)); !n.IsInt64() {
		return 0, ErrMoneyTooLarge
	}
	return Money(n.Int64()), nil
}

func mapKeysOf[V any](m map[string]V) iter.Seq[string] { return maps.Keys(m) }
