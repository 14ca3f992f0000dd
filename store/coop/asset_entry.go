package coop

import "strings"

// The keys of what can be wrong with what happens to a thing that has a card.
const (
	ProblemAssetGone    = "asset.gone"     // {0} left the books on {1}
	ProblemAssetOpen    = "asset.open"     // the part of {0} is not recorded yet
	ProblemAssetEarly   = "asset.early"    // {0} lies before the purchase on {1}
	ProblemAssetPrice   = "asset.price"    // the price {0} is below zero
	ProblemAssetBack    = "asset.back"     // {0} comes back, of {1} that is left
	ProblemAssetNoPrice = "asset.no-price" // what was lent is not sold; no argument
	ProblemAssetFinish  = "asset.finish"   // {0} is no building that is being made
	ProblemAssetInto    = "asset.into"     // a building that is made becomes a fixed asset of the same cost {0}
	ProblemAssetAfter   = "asset.after"    // the part of {0} is recorded already: it is taken back first
	ProblemAssetMoved   = "asset.moved"    // money was put into it on {0} still
	ProblemAssetNothing = "asset.nothing"  // {0} does not stand in the books: its entry was taken back
)

// AssetEnd is what somebody says of a thing that goes.
type AssetEnd struct {
	Date Date
	// Price is what was paid for it; of what was paid ahead what came back, of what was received ahead what was given
	// back.
	Price  Money
	Cash   string // the till or bank
	Reason string
}

// EndAsset is the entry by which a thing leaves the books (domain §8.3 T38): what it cost and what was borne go, and
// what the price is more or less than what it was worth is a gain or a loss. All months before must be recorded: else
// the gain would hide a cost.
func EndAsset(v *AssetView, in AssetEnd, rules AssetRules) (Entry, []Problem) {
	reason := strings.TrimSpace(in.Reason)
	if problems := mayEnd(v, in, rules); len(problems) > 0 {
		return Entry{}, problems
	}
	if !plain(reason) {
		return Entry{}, []Problem{{Key: ProblemEntryRemark}}
	}
	e := Entry{Date: in.Date, Once: AssetEndOnce(v.Asset), Remark: remarkWith(v.Card.Name, []string{reason})}
	c, left := v.Card, v.cost-v.worn
	add := func(l Line) {
		if l.Amount != 0 {
			e.Lines = append(e.Lines, l)
		}
	}
	stands := Line{Account: c.Account, Asset: v.Asset, Outlet: c.Outlet}
	switch {
	case !v.Owned():
		e.Occasion = OccasionAssetLentBack
		add(Line{Account: AccountMemo, Amount: v.cost})
		stands.Amount = -v.cost
		add(stands)
	case c.Class == AssetPrepaid:
		e.Occasion = OccasionPrepaidMonth
		add(Line{Account: in.Cash, Amount: in.Price})
		add(Line{Account: c.Debit, Amount: left - in.Price, Outlet: c.Outlet})
		stands.Amount = -left
		add(stands)
	case c.Class == AssetUnearned:
		e.Occasion = OccasionUnearnedMonth
		stands.Amount = left
		add(stands)
		add(Line{Account: in.Cash, Amount: -in.Price})
		add(Line{Account: c.Credit, Amount: in.Price - left, Outlet: c.Outlet})
	default:
		e.Occasion = OccasionAssetSold
		add(Line{Account: in.Cash, Amount: in.Price})
		add(Line{Account: c.Credit, Amount: v.worn, Asset: v.Asset})
		if in.Price < left {
			e.Occasion = OccasionAssetLoss
			add(Line{Account: AccountAssetLoss, Amount: left - in.Price, Outlet: c.Outlet})
		}
		stands.Amount = -v.cost
		add(stands)
		if in.Price > left {
			add(Line{Account: AccountAssetGain, Amount: left - in.Price, Outlet: c.Outlet})
		}
	}
	return v.end.Again(e), nil
}

func mayEnd(v *AssetView, in AssetEnd, rules AssetRules) []Problem {
	one := func(key string, args ...any) []Problem { return []Problem{{Key: key, Args: args}} }
	switch {
	case v.end.There():
		return one(ProblemAssetGone, v.Card.Name, v.ending)
	case v.cost == 0 && v.worn == 0 || v.Card.Class != AssetFixed && v.cost == v.worn:
		return one(ProblemAssetNothing, v.Card.Name)
	case !in.Date.Valid():
		return one(ProblemEntryDate)
	case in.Date < v.Original.Bought:
		return one(ProblemAssetEarly, in.Date, v.Original.Bought)
	case in.Date < v.moved:
		return one(ProblemAssetMoved, v.moved)
	case in.Price < 0 || in.Price > maxLineAmount:
		return one(ProblemAssetPrice, in.Price)
	case !v.Owned() && in.Price != 0:
		return one(ProblemAssetNoPrice)
	case v.Card.Class != AssetFixed && in.Price > v.cost-v.worn:
		return one(ProblemAssetBack, in.Price, v.cost-v.worn)
	case in.Price > 0 && !IsMoney(in.Cash):
		return one(ProblemAssetCash, in.Cash)
	}
	through := in.Date.Month()
	if !rules.LastPart {
		through = through.Add(-1)
	}
	if open := AssetOpen(v, through, rules); open != 0 {
		return one(ProblemAssetOpen, open)
	}
	if next := AssetNext(v); next.Valid() && next.Add(-1) > through {
		return one(ProblemAssetAfter, next.Add(-1))
	}
	return nil
}

// FinishAsset turns a building that is being made into what it becomes (domain §8.3 T39): the act that records the new
// card, whose Bought is the day, and then the entry that moves the cost.
func FinishAsset(v *AssetView, into AssetCard) (Act, func(made []ID) ([]Act, error), []Problem) {
	into = tidyAsset(into)
	problems := CheckAsset(into)
	switch {
	case v.Card.Account != AccountAssetBuilding:
		problems = append(problems, Problem{Key: ProblemAssetFinish, Args: []any{v.Card.Name}})
	case v.end.There():
		problems = append(problems, Problem{Key: ProblemAssetGone, Args: []any{v.Card.Name, v.ending}})
	case into.Class != AssetFixed || into.Account == AccountAssetBuilding || into.Account == AccountAssetLent ||
		into.Amount != v.cost:
		problems = append(problems, Problem{Key: ProblemAssetInto, Args: []any{v.cost}})
	case into.Bought < v.Original.Bought:
		problems = append(problems, Problem{Key: ProblemAssetEarly, Args: []any{into.Bought, v.Original.Bought}})
	case into.Bought < v.moved:
		problems = append(problems, Problem{Key: ProblemAssetMoved, Args: []any{v.moved}})
	case into.Borne != 0:
		problems = append(problems, Problem{Key: ProblemAssetNewBorne})
	}
	if len(problems) > 0 {
		return Act{}, nil, problems
	}
	old, cost, outlet, end := v.Asset, v.cost, v.Card.Outlet, v.end
	return Act{Kind: KindAsset, Body: into}, func(made []ID) ([]Act, error) {
		return []Act{{Kind: KindEntry, Body: end.Again(Entry{
			Date: into.Bought, Occasion: OccasionAssetFinished, Remark: into.Name, Once: AssetEndOnce(old),
			Lines: []Line{
				{Account: into.Account, Amount: cost, Asset: made[0], Outlet: into.Outlet},
				{Account: AccountAssetBuilding, Amount: -cost, Asset: old, Outlet: outlet},
			},
		})}}, nil
	}, nil
}
