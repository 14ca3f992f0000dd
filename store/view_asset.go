package store

import (
	"context"
	"database/sql"
	"strings"

	"lumbung/store/coop"
)

// Assets gives the register of fixed assets, of what was paid and of what was received ahead, on a day, and compares it
// with the ledger.
func (b *Book) Assets(ctx context.Context, day coop.Date) (coop.AssetList, error) {
	list := coop.AssetList{Day: day}
	err := b.look(ctx, func(q *sql.Tx) error {
		rows, err := rowsOf[*coop.RegisterRow](ctx, q, "WHERE kind = ? ORDER BY lamport, hash", int64(coop.KindAsset))
		if err != nil {
			return err
		}
		var cards []coop.AssetRecord
		for _, r := range rows {
			if card, ok := coop.AssetOf(*r); ok {
				cards = append(cards, coop.AssetRecord{ID: r.ID, Lamport: r.Lamport, Hash: r.Hash, Card: card})
			}
		}
		moves, err := assetMoves(ctx, q, coop.AssetAccounts(cards))
		if err != nil {
			return err
		}
		list.All = coop.AssetViews(cards, moves, day)
		list.Sums = coop.ReconcileAssets(list.All, moves, day)
		return nil
	})
	return list, err
}

// assetMoves reads all lines that count on some accounts.
func assetMoves(ctx context.Context, q *sql.Tx, accounts []string) ([]coop.AssetMove, error) {
	text := "SELECT l.asset, l.account, l.amount, l.posted, e.id, e.kind, e.occasion, e.once, e.reverses, e.corrects " +
		"FROM line l JOIN entry e ON e.id = l.entry WHERE l.account IN (?" + strings.Repeat(", ?", len(accounts)-1) +
		") AND l.posted > 0 ORDER BY l.posted, e.lamport, e.id, l.n"
	args := make([]any, len(accounts))
	for i, a := range accounts {
		args[i] = a
	}
	var moves []coop.AssetMove
	var asset, entry, once, reverses, corrects []byte
	var amount, posted, kind int64
	var m coop.AssetMove
	into := []any{
		&asset, &m.Account, &amount, &posted, &entry, &kind, &m.Occasion, &once, &reverses, &corrects,
	}
	err := eachRow(ctx, q, text, args, into, func() error {
		m.Asset, m.Entry, m.Once = idOf(asset), idOf(entry), idOf(once)
		m.Reverses, m.Corrects = idOf(reverses), idOf(corrects)
		m.Amount, m.Posted, m.Kind = coop.Money(amount), coop.Date(posted), coop.Kind(kind)
		moves = append(moves, m)
		return nil
	})
	return moves, err
}

// Accruals lists the costs that were recorded and are not paid at the end of a day.
func (b *Book) Accruals(ctx context.Context, day coop.Date) ([]coop.Accrual, error) {
	chart, err := b.Accounts(ctx)
	if err != nil {
		return nil, err
	}
	var entries []coop.EntryView
	seen := map[coop.ID]bool{}
	for _, account := range coop.AccruedAccounts(chart) {
		some, err := b.Entries(ctx, coop.EntryQuery{Account: account})
		if err != nil {
			return nil, err
		}
		for _, e := range some {
			if !seen[e.ID] {
				entries = append(entries, e)
			}
			seen[e.ID] = true
		}
	}
	return coop.Accruals(entries, day), nil
}
