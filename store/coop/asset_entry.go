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
	ProblemAssetSame    = "asset.same"     // nothing was changed; no argument
	ProblemAssetLife    = "asset.life"     // another life cannot begin in {0}: the first month is {1}
)

// AssetMonthEntry is the entry of a month's part (golden rows 59 and 60; domain §8.3 T40, T59): false where the month
// bears nothing or the thing is gone. It stands on the month's last day, or on the first open day where that is closed.
// The same card gives the same entry on every laptop.
func AssetMonthEntry(v *AssetView, m Month, rules AssetRules, closed Date) (Entry, bool) {
	c := v.Card
	part := c.Part(m, rules.Unit)
	if part <= 0 || v.Ended != 0 && (m > v.Ended.Month() || m == v.Ended.Month() && !rules.LastPart) {
		return Entry{}, false
	}
	debit, credit := Line{Account: c.Debit, Amount: part}, Line{Account: c.Credit, Amount: -part}
	e := Entry{Date: max(m.Last(), closed.next()), Remark: c.Name, Once: AssetOnce(v.Asset, m)}
	switch c.Class {
	case AssetUnearned:
		e.Occasion, debit.Asset, credit.Outlet = OccasionUnearnedMonth, v.Asset, c.Outlet
	case AssetPrepaid:
		e.Occasion, debit.Outlet, credit.Asset = OccasionPrepaidMonth, c.Outlet, v.Asset
	default:
		e.Occasion, debit.Outlet, credit.Asset = OccasionAssetMonth, c.Outlet, v.Asset
	}
	e.Lines = []Line{debit, credit}
	return v.Recorded[m].Again(e), true
}

// next is the day after; 0 where there is no day.
func (d Date) next() Date {
	if d == 0 {
		return 0
	}
	return d.AddDays(1)
}

// AssetOpen gives the first month up to and including one whose part should be in the book and is not; zero where all
// are. A month whose entry was taken back is open again.
func AssetOpen(v *AssetView, through Month, unit Money) Month {
	for m := v.Card.First; m.Valid() && m <= min(through, v.Card.Last()); m = m.Add(1) {
		if !v.Recorded[m].There() && v.Card.Part(m, unit) > 0 {
			return m
		}
	}
	return 0
}

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
	c, left := v.Card, v.Left()
	add := func(l Line) {
		if l.Amount != 0 {
			e.Lines = append(e.Lines, l)
		}
	}
	stands := Line{Account: c.Account, Asset: v.Asset, Outlet: c.Outlet}
	switch {
	case !v.Owned():
		e.Occasion = OccasionAssetLentBack
		add(Line{Account: AccountMemo, Amount: v.Cost})
		stands.Amount = -v.Cost
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
		add(Line{Account: c.Credit, Amount: v.Worn, Asset: v.Asset})
		if in.Price < left {
			e.Occasion = OccasionAssetLoss
			add(Line{Account: AccountAssetLoss, Amount: left - in.Price, Outlet: c.Outlet})
		}
		stands.Amount = -v.Cost
		add(stands)
		if in.Price > left {
			add(Line{Account: AccountAssetGain, Amount: left - in.Price, Outlet: c.Outlet})
		}
	}
	return e, nil
}

func mayEnd(v *AssetView, in AssetEnd, rules AssetRules) []Problem {
	one := func(key string, args ...any) []Problem { return []Problem{{Key: key, Args: args}} }
	switch {
	case v.Ended != 0:
		return one(ProblemAssetGone, v.Card.Name, v.Ended)
	case !in.Date.Valid():
		return one(ProblemEntryDate)
	case in.Date < v.Original.Bought:
		return one(ProblemAssetEarly, in.Date, v.Original.Bought)
	case in.Price < 0 || in.Price > maxLineAmount:
		return one(ProblemAssetPrice, in.Price)
	case !v.Owned() && in.Price != 0:
		return one(ProblemAssetNoPrice)
	case v.Card.Class != AssetFixed && in.Price > v.Left():
		return one(ProblemAssetBack, in.Price, v.Left())
	case in.Price > 0 && !IsMoney(in.Cash):
		return one(ProblemAssetCash, in.Cash)
	}
	through := in.Date.Month()
	if !rules.LastPart {
		through = through.Add(-1)
	}
	if open := AssetOpen(v, through, rules.Unit); open != 0 {
		return one(ProblemAssetOpen, open)
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
	case v.Ended != 0:
		problems = append(problems, Problem{Key: ProblemAssetGone, Args: []any{v.Card.Name, v.Ended}})
	case into.Class != AssetFixed || into.Account == AccountAssetBuilding || into.Account == AccountAssetLent ||
		into.Amount != v.Cost:
		problems = append(problems, Problem{Key: ProblemAssetInto, Args: []any{v.Cost}})
	case into.Bought < v.Original.Bought:
		problems = append(problems, Problem{Key: ProblemAssetEarly, Args: []any{into.Bought, v.Original.Bought}})
	case into.Borne != 0:
		problems = append(problems, Problem{Key: ProblemAssetNewBorne})
	}
	if len(problems) > 0 {
		return Act{}, nil, problems
	}
	old, cost, outlet := v.Asset, v.Cost, v.Card.Outlet
	return Act{Kind: KindAsset, Body: into}, func(made []ID) ([]Act, error) {
		return []Act{{Kind: KindEntry, Body: Entry{
			Date: into.Bought, Occasion: OccasionAssetFinished, Remark: into.Name, Once: AssetEndOnce(old),
			Lines: []Line{
				{Account: into.Account, Amount: cost, Asset: made[0], Outlet: into.Outlet},
				{Account: AccountAssetBuilding, Amount: -cost, Asset: old, Outlet: outlet},
			},
		}}}, nil
	}, nil
}

// ChangeAsset gives the card that takes another's place: another name, place or condition, or another life, residual or
// accounts from a month on. What was borne until then stays, and what is left is spread over the months that are left:
// From is the first of them, zero where the plan stays as it is. All months before From must be recorded, and none from
// it on.
func ChangeAsset(v *AssetView, now AssetCard, from Month, unit Money) (AssetCard, []Problem) {
	one := func(key string, args ...any) (AssetCard, []Problem) {
		return AssetCard{}, []Problem{{Key: key, Args: args}}
	}
	old := v.Card
	now = tidyAsset(now)
	now.Replaces, now.Class, now.Account, now.Bought = v.Version, old.Class, old.Account, old.Bought
	now.First, now.Borne = old.First, old.Borne
	if v.Ended != 0 {
		return one(ProblemAssetGone, old.Name, v.Ended)
	}
	if from != 0 {
		if from < old.First || v.Recorded[from].There() {
			return one(ProblemAssetLife, from, AssetNext(v))
		}
		if open := AssetOpen(v, from.Add(-1), unit); open != 0 {
			return one(ProblemAssetOpen, open)
		}
		now.First, now.Borne = from, old.Through(from.Add(-1), unit)
	} else if now.Months != old.Months || now.Residual != old.Residual || now.Amount != old.Amount {
		return one(ProblemAssetLife, Month(0), AssetNext(v))
	}
	problems := CheckAsset(now)
	same := now
	same.Replaces = old.Replaces
	if len(problems) == 0 && same == old {
		return one(ProblemAssetSame)
	}
	if len(problems) > 0 {
		return AssetCard{}, problems
	}
	return now, nil
}

// AssetNext is the month after the last whose part is in the book; the card's first where none is.
func AssetNext(v *AssetView) Month {
	next := v.Card.First
	for m, became := range v.Recorded {
		if became.There() {
			next = max(next, m.Add(1))
		}
	}
	return next
}
