package coop

import "strings"

// Surplus is SHU: what a book year left over, separated into what came of business with members and of the rest, for
// only members' business may be shared among them (UU 25/1992 article 45; domain §7.1, §10).

// Accounts of what a surplus is divided into (domain §4); those of the year's end stand with its close.
const (
	AccountReserve        = "31401" // cadangan umum: every remainder goes there
	AccountCapitalShare   = "24101" // SHU bagian anggota, jasa modal
	AccountPatronageShare = "24102" // SHU bagian anggota, jasa usaha
	AccountVillageShare   = "24107" // dana pembangunan desa
)

// SurplusKey says by what the items that serve everybody are divided between members and others.
type SurplusKey uint8

// Keys of the common items. The first is the one of domain §10.
const (
	SurplusByGross    SurplusKey = iota // by gross result A : (B+C)
	SurplusByTurnover                   // by turnover with members : with others, agency included
)

// Surplus is the result of one book year and where it came from. Amounts are credit positive: a cost is negative in the
// groups, while Common is what the common items cost together.
type Surplus struct {
	Year           int
	Members        Money // A: net participation of members
	Others         Money // B: gross result with non-members
	Agency         Money // C: agency income
	Common         Money // D+E−F+G+H: what served everybody; negative where the further income is more
	CommonMembers  Money // of it on members' account
	CommonOthers   Money
	Total          Money // SHU of the year
	FromMembers    Money
	FromOthers     Money // from non-members and agency
	MemberTurnover Money
	OtherTurnover  Money
	Key            SurplusKey
}

// SeparateSurplus reads the movements of a book year, without the entries that close it, and separates the surplus.
// Common items go to members by the key, rounded half up to whole rupiah; what is left goes to the others, so that both
// parts always come to the surplus. A side with a loss takes no part of what served everybody; where the key says
// nothing the other key is asked, and where both are silent the others bear it: members then share nothing too much.
// ErrMoneyTooLarge where a sum does not fit.
func SeparateSurplus(year int, accounts []AccountBalance, key SurplusKey) (Surplus, error) {
	s := Surplus{Year: year, Key: key}
	for _, b := range accounts {
		if err := s.add(b); err != nil {
			return Surplus{}, err
		}
	}
	var err error
	if s.Total, err = SumMoney(s.Members, s.Others, s.Agency, -s.Common); err != nil {
		return Surplus{}, err
	}
	if s.CommonMembers, err = s.common(key); err != nil {
		return Surplus{}, err
	}
	if s.CommonOthers, err = AddMoney(s.Common, -s.CommonMembers); err != nil {
		return Surplus{}, err
	}
	if s.FromMembers, err = AddMoney(s.Members, -s.CommonMembers); err != nil {
		return Surplus{}, err
	}
	s.FromOthers, err = AddMoney(s.Total, -s.FromMembers)
	return s, err
}

// add puts what one account moved into its group (domain §10).
func (s *Surplus) add(b AccountBalance) error {
	if b.Account.Heading || !b.Account.Type.IsResult() {
		return nil
	}
	moved, err := AddMoney(b.Credit, -b.Debit)
	if err != nil {
		return err
	}
	into, turnover, sign := &s.Common, (*Money)(nil), Money(-1)
	group := func(m, t *Money) { into, turnover, sign = m, t, 1 }
	switch code := b.Account.Code; {
	case strings.HasPrefix(code, "41"):
		group(&s.Members, &s.MemberTurnover)
	case strings.HasPrefix(code, "51"), strings.HasPrefix(code, "53"):
		group(&s.Members, nil)
	case strings.HasPrefix(code, "42"):
		group(&s.Others, &s.OtherTurnover)
	case strings.HasPrefix(code, "52"):
		group(&s.Others, nil)
	case strings.HasPrefix(code, "43"):
		group(&s.Agency, &s.OtherTurnover)
	}
	if *into, err = AddMoney(*into, sign*moved); err != nil {
		return err
	}
	if turnover != nil {
		*turnover, err = AddMoney(*turnover, moved)
	}
	return err
}

// common is the members' part of what served everybody.
func (s *Surplus) common(key SurplusKey) (Money, error) {
	other := SurplusByTurnover
	if key == SurplusByTurnover {
		other = SurplusByGross
	}
	for _, k := range []SurplusKey{key, other} {
		members, others, err := s.Keyed(k)
		if err != nil {
			return 0, err
		}
		sum, err := AddMoney(members, others)
		if err != nil {
			return 0, err
		}
		if members > 0 && others == 0 {
			return s.Common, nil // wholly theirs, also the sen that rounding would leave to nobody
		}
		if sum > 0 {
			return MulMoney(s.Common, int64(members), int64(sum), Rupiah)
		}
	}
	return 0, nil
}

// Keyed gives what a key compares: of members, and of non-members and agency; a loss counts as nothing.
func (s *Surplus) Keyed(key SurplusKey) (members, others Money, err error) {
	if key == SurplusByTurnover {
		return max(s.MemberTurnover, 0), max(s.OtherTurnover, 0), nil
	}
	others, err = AddMoney(s.Others, s.Agency)
	return max(s.Members, 0), max(others, 0), err
}
