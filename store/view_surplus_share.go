package store

import (
	"context"
	"database/sql"
	"slices"

	"lumbung/store/coop"
)

// SurplusShares gives what everybody has of a year's divided surplus and what became of it, by member number.
func (b *Book) SurplusShares(ctx context.Context, year int) ([]coop.SurplusShare, error) {
	var shares []coop.SurplusShare
	err := b.look(ctx, func(q *sql.Tx) error {
		r := surplusReader{ctx: ctx, q: q, year: year}
		if err := r.divided(); err != nil || len(r.v.DividedBy) == 0 {
			return err
		}
		members, err := b.memberReader(ctx, q, b.thisMonth())
		if err != nil {
			return err
		}
		members.private = false
		people, err := members.read("")
		if err != nil {
			return err
		}
		shares, err = r.shares(people, members.saved)
		return err
	})
	slices.SortFunc(shares, func(x, y coop.SurplusShare) int {
		return compareNumbers(x.Member.Number, y.Member.Number)
	})
	return shares, err
}

// shares reads the members' lines of the entries that divided the surplus, and who was paid.
func (r *surplusReader) shares(
	people []coop.MemberView, saved map[coop.ID]map[string]coop.Money,
) ([]coop.SurplusShare, error) {
	by := map[coop.ID]*coop.MemberView{}
	for i := range people {
		by[people[i].Member] = &people[i]
	}
	recorded, err := r.recorded()
	var shares []coop.SurplusShare
	for _, m := range recorded {
		if m.Nobody {
			continue
		}
		shares = append(shares, coop.SurplusShare{
			Of: m.Member, Year: r.year, Divided: r.v.Divided, Capital: m.Capital, Patronage: m.Patronage,
		})
	}
	for i := range shares {
		s := &shares[i]
		if person := by[s.Of]; person != nil {
			s.Member = *by[person.Same]
		}
		held := saved[s.Member.Member]
		s.Held = held[coop.AccountCapitalShare] + held[coop.AccountPatronageShare]
		if err := r.settled(s); err != nil {
			return nil, err
		}
	}
	return shares, err
}

// settled takes in what was paid of a share. After a payout that was reversed, and after one that did not settle all of
// it because the surplus was divided anew, there may be another.
func (r *surplusReader) settled(s *coop.SurplusShare) error {
	for s.Try = 1; ; s.Try++ {
		entry, reversed, err := claimedBy(r.ctx, r.q, coop.SurplusPayOnce(s.Of, r.year, s.Try))
		if err != nil || entry == nil {
			return err
		}
		if reversed {
			continue
		}
		var lines []coop.Line
		var account string
		var amount int64
		err = eachRow(r.ctx, r.q, "SELECT account, amount FROM line WHERE entry = ?", []any{entry.ID[:]},
			[]any{&account, &amount}, func() error {
				lines = append(lines, coop.Line{Account: account, Amount: coop.Money(amount)})
				return nil
			})
		if err != nil {
			return err
		}
		s.Settle(entry.ID, entry.Date, lines)
	}
}

// recorded gives what the entries that divided the surplus put down for everybody, in the order of their lines; what
// names nobody stands in a line of its own.
func (r *surplusReader) recorded() ([]coop.SurplusMember, error) {
	at := map[coop.ID]int{}
	var list []coop.SurplusMember
	var member []byte
	var account string
	var amount int64
	for _, entry := range r.v.DividedBy {
		text := "SELECT member, account, -amount FROM line WHERE entry = ? AND account IN (?, ?) ORDER BY n"
		args := []any{entry[:], coop.AccountCapitalShare, coop.AccountPatronageShare}
		err := eachRow(r.ctx, r.q, text, args, []any{&member, &account, &amount}, func() error {
			id := idOf(member)
			i, known := at[id]
			if !known {
				i, list = len(list), append(list, coop.SurplusMember{Member: id, Nobody: id.IsZero()})
				at[id] = i
			}
			if account == coop.AccountCapitalShare {
				list[i].Capital += coop.Money(amount)
			} else {
				list[i].Patronage += coop.Money(amount)
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return list, nil
}

// dividedFor names whom the entries that divided the surplus put something down for. Registrations that were joined
// since are one person.
func (r *surplusReader) dividedFor(all []coop.MemberRow) error {
	list, err := r.recorded()
	by := map[coop.ID]*coop.MemberRow{}
	for i := range all {
		by[all[i].Member] = &all[i]
	}
	at := map[coop.ID]int{}
	for _, m := range list {
		if was := by[m.Member]; was != nil && by[was.Same] != nil {
			is := by[was.Same]
			m.Member, m.Number, m.Name, m.Left = is.Member, is.Number, is.Name, is.Left != ""
		}
		if i, known := at[m.Member]; known {
			r.v.DividedFor[i].Capital += m.Capital
			r.v.DividedFor[i].Patronage += m.Patronage
			continue
		}
		at[m.Member] = len(r.v.DividedFor)
		r.v.DividedFor = append(r.v.DividedFor, m)
	}
	return err
}

// LossCover gives what covering a loss from the reserve rests on, by what the meeting about a year decided.
func (b *Book) LossCover(ctx context.Context, year int) (coop.LossView, error) {
	v := coop.LossView{Year: year}
	err := b.look(ctx, func(q *sql.Tx) error {
		r := surplusReader{ctx: ctx, q: q, year: year}
		if err := r.balances(); err != nil {
			return err
		}
		v.Loss, v.Reserve = r.v.Deficit, r.v.Reserve
		entry, try, err := done(ctx, q, func(try int) coop.Once { return coop.LossCoverOnce(year, try) })
		if v.Try = try; entry != nil {
			v.Covered = entry.ID
		}
		return err
	})
	return v, err
}
