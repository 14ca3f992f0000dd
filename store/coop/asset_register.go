package coop

import (
	"maps"
	"slices"
)

// AssetSum compares what the cards of one account come to with the ledger.
type AssetSum struct {
	Account   string
	Worn      bool  // it is where fixed assets wear (162xx)
	Cards     Money // debit positive, as the ledger
	Ledger    Money
	Undivided Money // of the ledger: lines that name no card
}

// Difference is what the ledger has more than the cards say; zero where they agree.
func (s AssetSum) Difference() Money { return s.Ledger - s.Cards }

// ReconcileAssets compares all cards with the accounts on which they stand and wear, by account; accounts with nothing
// on either side are left out. Moves are those of AssetAccounts, all of them.
func ReconcileAssets(views []AssetView, moves []AssetMove, day Date) []AssetSum {
	sums := map[string]*AssetSum{}
	of := func(account string, worn bool) *AssetSum {
		if sums[account] == nil {
			sums[account] = &AssetSum{Account: account, Worn: worn}
		}
		return sums[account]
	}
	for i := range views {
		v := &views[i]
		switch {
		case v.Card.Class == AssetUnearned:
			of(v.Card.Account, false).Cards -= v.Left()
		case v.Card.Class == AssetPrepaid || v.Card.Credit == "":
			of(v.Card.Account, false).Cards += v.Left()
		default:
			of(v.Card.Account, false).Cards += v.Cost
			of(v.Card.Credit, true).Cards -= v.Worn
		}
	}
	for _, m := range moves {
		if m.Posted > day || m.Posted == 0 {
			continue
		}
		s := of(m.Account, len(m.Account) == 5 && (m.Account[:3] == "162" || m.Account == "17109"))
		s.Ledger += m.Amount
		if m.Asset.IsZero() {
			s.Undivided += m.Amount
		}
	}
	var out []AssetSum
	for _, account := range slices.Sorted(maps.Keys(sums)) {
		if s := *sums[account]; s.Cards != 0 || s.Ledger != 0 {
			out = append(out, s)
		}
	}
	return out
}

// AssetList is the register on a day, with what it comes to beside the ledger.
type AssetList struct {
	Day  Date
	All  []AssetView
	Sums []AssetSum
}

// Find gives the thing with an id; false where there is none.
func (l AssetList) Find(asset ID) (AssetView, bool) {
	for _, v := range l.All {
		if v.Asset == asset {
			return v, true
		}
	}
	return AssetView{}, false
}

// Differs gives the accounts on which register and ledger differ.
func (l AssetList) Differs() []AssetSum {
	return slices.DeleteFunc(slices.Clone(l.Sums), func(s AssetSum) bool { return s.Difference() == 0 })
}

// Remains gives the things that left the books and under which something still stands.
func (l AssetList) Remains() []AssetView {
	return slices.DeleteFunc(slices.Clone(l.All), func(v AssetView) bool { return !v.Remains() })
}
