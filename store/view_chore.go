package store

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"

	"lumbung/store/coop"
)

// choreAsk is what an area is asked for when somebody looks at what a month needs.
type choreAsk struct {
	month     coop.Month
	today     coop.Date
	closed    coop.Date // the last day of the last close that holds; 0: none
	settings  []coop.SettingRow
	occasions []coop.Occasion
}

// choreSource gives what one area records once a period: that of the month asked for, whether it is recorded or not,
// and what earlier months still lack. Each chore's entry has a once-rule; Became tells what was recorded under it.
type choreSource func(ctx context.Context, b *Book, ask choreAsk) ([]coop.Chore, error)

// choreSources are the areas that record something once a period. Another area adds its own here.
var choreSources = []choreSource{
	assetChores, accrualChores, recurringChores, interestChores, termChores, loanChores,
}

// Chores lists what a month needs once, and what the months before still lack, in the order of coop.SortChores.
// Occasions are those that can be chosen: recurring entries are made by them.
func (b *Book) Chores(ctx context.Context, month coop.Month, occasions []coop.Occasion) ([]coop.Chore, error) {
	ask := choreAsk{month: month, today: coop.DateFromTime(b.at.now()), occasions: occasions}
	err := b.look(ctx, func(q *sql.Tx) error {
		period, err := numberOf(ctx, q, "SELECT max(period) FROM close WHERE holds = 1")
		if period != 0 {
			ask.closed = coop.Month(period).Last()
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	if ask.settings, err = b.Settings(ctx); err != nil {
		return nil, err
	}
	var all []coop.Chore
	for _, source := range choreSources {
		chores, err := source(ctx, b, ask)
		if err != nil {
			return nil, err
		}
		all = append(all, chores...)
	}
	coop.SortChores(all)
	return all, nil
}

func assetChores(ctx context.Context, b *Book, ask choreAsk) ([]coop.Chore, error) {
	list, err := b.Assets(ctx, ask.month.Last())
	return coop.AssetChores(list.All, ask.settings, ask.month, ask.closed), err
}

func accrualChores(ctx context.Context, b *Book, ask choreAsk) ([]coop.Chore, error) {
	if coop.SettingText(ask.settings, coop.SettingAccrualTurn, ask.month.First()) != "yes" {
		return nil, nil
	}
	open, err := b.Accruals(ctx, ask.month.Last())
	return coop.AccrualChores(open, ask.settings, ask.month, ask.closed), err
}

func recurringChores(ctx context.Context, b *Book, ask choreAsk) ([]coop.Chore, error) {
	if len(coop.RecurringsOf(ask.settings)) == 0 {
		return nil, nil
	}
	accounts, err := b.Accounts(ctx)
	if err != nil {
		return nil, err
	}
	desk := coop.Desk{Occasions: ask.occasions, Accounts: accounts}
	var chores []coop.Chore
	err = b.look(ctx, func(q *sql.Tx) (err error) {
		chores = coop.RecurringChores(ask.settings, desk, ask.month, ask.closed, func(once coop.Once) coop.Became {
			became, e := becameOf(ctx, q, once)
			if e != nil {
				err = e
			}
			return became
		})
		return err
	})
	return chores, err
}

// Became tells what was recorded under some once-rules, by the id of each; those under which nothing was are left out.
func (b *Book) Became(ctx context.Context, rules ...coop.Once) (all map[coop.ID]coop.Became, err error) {
	err = b.look(ctx, func(q *sql.Tx) (err error) {
		all, err = becameAll(ctx, q, rules...)
		return err
	})
	return all, err
}

// becameOf finds the entry that counts for a once-rule, and follows it to what stands in its place where it was taken
// back.
func becameOf(ctx context.Context, q *sql.Tx, once coop.Once) (coop.Became, error) {
	all, err := becameAll(ctx, q, once)
	return all[once.ID()], err
}

// becameAll finds those of many once-rules, by the id of each; rules under which nothing was recorded are left out.
func becameAll(ctx context.Context, q *sql.Tx, rules ...coop.Once) (map[coop.ID]coop.Became, error) {
	counts := fmt.Sprintf("SELECT c.once, e.id, EXISTS (SELECT 1 FROM entry r WHERE r.reverses = e.id AND "+
		"r.posted > 0 AND r.kind = %d) FROM claim c JOIN entry e ON e.id = c.entry WHERE e.posted > 0 AND c.once IN ",
		coop.KindReversal)
	all := map[coop.ID]coop.Became{}
	asked := map[coop.ID]coop.ID{} // the rule that is asked about now, and the one that it stands for
	for _, once := range rules {
		asked[once.ID()] = once.ID()
	}
	for len(asked) > 0 {
		next := map[coop.ID]coop.ID{}
		var once, entry sql.RawBytes
		var back bool
		err := eachOf(ctx, q, counts, slices.Collect(maps.Keys(asked)), []any{&once, &entry, &back}, func() error {
			became := coop.Became{Entry: idOf(entry), Back: back}
			all[asked[idOf(once)]] = became
			if back {
				next[coop.CorrectionOnce(became.Entry).ID()] = asked[idOf(once)]
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
		asked = next
	}
	return all, nil
}
