package ui

import (
	"context"
	"slices"

	"lumbung/store/coop"
)

// assetMoves are the lines that count, as the book reads them.
func (v *village) assetMoves(accounts []string) []coop.AssetMove {
	var moves []coop.AssetMove
	for _, e := range v.entries() {
		for _, l := range e.Lines {
			if e.Posted != 0 && slices.Contains(accounts, l.Account) {
				moves = append(moves, coop.AssetMove{
					Asset: l.Asset, Account: l.Account, Amount: l.Amount, Posted: e.Posted, Entry: e.ID, Kind: e.Kind,
					Occasion: e.Occasion, Once: e.Once, Reverses: e.Reverses, Corrects: e.Corrects,
				})
			}
		}
	}
	return moves
}

func (v *village) Assets(_ context.Context, day coop.Date) (coop.AssetList, error) {
	list := coop.AssetList{Day: day}
	var cards []coop.AssetRecord
	for _, r := range rows[coop.RegisterRow](v.state, &coop.RegisterRow{Kind: coop.KindAsset}, 1) {
		if card, ok := coop.AssetOf(r); ok {
			cards = append(cards, coop.AssetRecord{ID: r.ID, Lamport: r.Lamport, Hash: r.Hash, Card: card})
		}
	}
	moves := v.assetMoves(coop.AssetAccounts(cards))
	list.All = coop.AssetViews(cards, moves, day)
	list.Sums = coop.ReconcileAssets(list.All, moves, day)
	return list, nil
}

func (v *village) Accruals(_ context.Context, day coop.Date) ([]coop.Accrual, error) {
	var some []coop.EntryView
	for _, e := range v.entries() {
		if slices.ContainsFunc(e.Lines, func(l coop.LineView) bool { return coop.IsAccrued(l.Account) }) {
			some = append(some, e)
		}
	}
	return coop.Accruals(some, day), nil
}

func (v *village) Chores(ctx context.Context, m coop.Month, occasions []coop.Occasion) ([]coop.Chore, error) {
	settings, err := v.Settings(ctx)
	if err != nil {
		return nil, err
	}
	list, err := v.Assets(ctx, m.Last())
	if err != nil {
		return nil, err
	}
	accounts, err := v.Accounts(ctx)
	if err != nil {
		return nil, err
	}
	all := coop.AssetChores(list.All, settings, m, 0)
	all = append(all, coop.RecurringChores(settings, coop.Desk{Occasions: occasions, Accounts: accounts}, m, 0,
		func(once coop.Once) coop.Became {
			for _, e := range v.entries() {
				if e.Once == once.ID() && e.Posted != 0 {
					return coop.Became{Entry: e.ID, Back: !e.ReversedBy.IsZero()}
				}
			}
			return coop.Became{}
		})...)
	coop.SortChores(all)
	return all, nil
}
