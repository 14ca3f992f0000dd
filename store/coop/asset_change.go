package coop

import "strings"

// What can be wrong with another card, or with money that is put into a thing.
const (
	ProblemAssetSame = "asset.same" // nothing was changed; no argument
	ProblemAssetLife = "asset.life" // another life cannot begin in {0}: the first month is {1}
	ProblemAssetCost = "asset.cost" // money can be put into a fixed asset of one's own only; no argument
	ProblemAssetWhat = "asset.what" // nobody said what the money was for; no argument
	// ProblemAssetLonger is money that is put into a thing whose months are over: how many more it lasts is to be said.
	ProblemAssetLonger = "asset.longer"
)

// ChangeAsset gives the card that takes another's place: another name, place or condition, or another life, residual or
// cost account from a month on. What was borne until then stays, and what is left is spread over the months that are
// left: From is the first of them, zero where the plan stays as it is. All months before From must be recorded, and
// none from it on.
func ChangeAsset(v *AssetView, now AssetCard, from Month, rules AssetRules) (AssetCard, []Problem) {
	one := func(key string, args ...any) (AssetCard, []Problem) {
		return AssetCard{}, []Problem{{Key: key, Args: args}}
	}
	old := v.Card
	now = tidyAsset(now)
	now.Replaces, now.Class, now.Account, now.Bought = v.Version, old.Class, old.Account, old.Bought
	now.First, now.Borne = old.First, old.Borne
	if old.Credit != "" { // what was borne stays where it stands
		now.Credit = old.Credit
	}
	if v.end.There() {
		return one(ProblemAssetGone, old.Name, v.ending)
	}
	if from != 0 {
		if next := AssetNext(v); from < next {
			return one(ProblemAssetLife, from, next)
		}
		if open := AssetOpen(v, from.Add(-1), rules); open != 0 {
			return one(ProblemAssetOpen, open)
		}
		now.First, now.Borne = from, v.worn
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

// AssetCost is money that is put into a thing: work on a building that is being made, or what makes a thing last longer
// or do more than it did. A repair that only keeps it going is a cost of its month, not this.
type AssetCost struct {
	Date     Date
	Amount   Money
	Payment         // who is paid, and who is owed the rest
	What     string // it was for
	Evidence string
	// Months are those over which what is left and the new cost are spread from the first that bears it on; 0: those
	// that are left of the card.
	Months int64
}

// ImproveAsset gives the acts by which money is put into a thing (domain §8.3 T39 for a building that is being made):
// the entry, and where the thing wears the card that spreads it, from the first month that bears it on. That is the
// month of the setting asset.first-month, or the next one where that is recorded already. Both belong into one Record.
func ImproveAsset(v *AssetView, in AssetCost, rules AssetRules) ([]Act, []Problem) {
	in.What = strings.Join(strings.Fields(in.What), " ")
	one := func(key string, args ...any) ([]Act, []Problem) { return nil, []Problem{{Key: key, Args: args}} }
	c := v.Card
	switch {
	case v.end.There():
		return one(ProblemAssetGone, c.Name, v.ending)
	case c.Class != AssetFixed || !v.Owned():
		return one(ProblemAssetCost)
	case !in.Date.Valid():
		return one(ProblemEntryDate)
	case in.Date < v.Original.Bought:
		return one(ProblemAssetEarly, in.Date, v.Original.Bought)
	case in.Amount <= 0 || in.Amount > maxLineAmount-max(v.cost, c.Amount):
		return one(ProblemAssetAmount)
	case in.What == "":
		return one(ProblemAssetWhat)
	case !plain(in.What) || !plain(in.Evidence):
		return one(ProblemEntryRemark)
	}
	paid, problems := in.lines(in.Amount)
	if len(problems) > 0 {
		return nil, problems
	}
	about := append([]string{in.What}, in.names(in.Amount)...)
	acts := []Act{{Kind: KindEntry, Body: Entry{
		Date: in.Date, Occasion: OccasionAssetImproved, Remark: remarkWith(c.Name, about),
		Evidence: strings.TrimSpace(in.Evidence),
		Lines:    append([]Line{{Account: c.Account, Amount: in.Amount, Asset: v.Asset, Outlet: c.Outlet}}, paid...),
	}}}
	if c.Last() == 0 {
		return acts, nil
	}
	card, problems := v.improved(in, rules)
	return append(acts, Act{Kind: KindAsset, Body: card}), problems
}

// improved is the card once money was put into the thing.
func (v *AssetView) improved(in AssetCost, rules AssetRules) (AssetCard, []Problem) {
	now := v.Card
	from := max(rules.FirstMonth(in.Date), AssetNext(v))
	now.Amount, now.Months = v.cost+in.Amount, in.Months
	if now.Months == 0 {
		if now.Months = int64(monthsFrom(from, v.Card.Last()) + 1); now.Months < 1 {
			return AssetCard{}, []Problem{{Key: ProblemAssetLonger}}
		}
	}
	return ChangeAsset(v, now, from, rules)
}
