package ui

import (
	"context"
	"slices"
	"strings"

	"lumbung/store/coop"
)

// Surplus gives what dividing a year's surplus rests on, as the book does.
func (v *village) Surplus(ctx context.Context, year int, day coop.Date) (coop.SurplusView, error) {
	view := coop.SurplusView{}
	from, to := coop.Date(year*10000+101), coop.Date(year*10000+1231)
	settings, err := v.Settings(ctx)
	if err != nil {
		return view, err
	}
	var by []*coop.EntryView
	by, view.Try = v.onceDone(func(try int) coop.Once { return coop.SurplusOnce(year, 1, try) })
	for _, e := range by {
		view.Divided, view.DividedBy, day = e.Date, append(view.DividedBy, e.ID), e.Date
		view.DividedOn = e.Evidence
		for _, l := range e.Lines {
			if l.Account == coop.AccountCapitalShare || l.Account == coop.AccountPatronageShare {
				view.DividedFor = dividedFor(view.DividedFor, l.Line)
				i := slices.IndexFunc(view.DividedInto, func(s coop.AccountSum) bool { return s.Account == l.Account })
				if i >= 0 {
					view.DividedInto[i].Amount -= l.Amount
					continue
				}
			}
			view.DividedInto = append(view.DividedInto, coop.AccountSum{Account: l.Account, Amount: -l.Amount})
		}
	}
	view.Policy = coop.SurplusPolicyOf(settings, day)
	moved, err := v.TrialBalance(ctx, from, to)
	if err != nil {
		return view, err
	}
	closing, err := v.Closing(ctx, from, to)
	for i := range moved {
		for _, l := range closing {
			if l.Account == moved[i].Account.Code {
				moved[i].Debit, moved[i].Credit = moved[i].Debit-max(l.Amount, 0), moved[i].Credit-max(-l.Amount, 0)
			}
		}
	}
	if err != nil {
		return view, err
	}
	if view.Surplus, err = coop.SeparateSurplus(year, moved, view.Policy.Key); err != nil {
		return view, err
	}
	debit, credit := v.sum(coop.AccountUndivided, 0, 99991231)
	view.Undivided = credit - debit
	view.Closed = coop.NewFold(v.state).LastClose() != coop.Hash{}
	return view, v.surplusMembers(year, &view)
}

// dividedFor adds a member's line of the entry that divided the surplus.
func dividedFor(list []coop.SurplusMember, l coop.Line) []coop.SurplusMember {
	i := slices.IndexFunc(list, func(m coop.SurplusMember) bool { return m.Member == l.Member })
	if i < 0 {
		i, list = len(list), append(list, coop.SurplusMember{Member: l.Member, Nobody: l.Member.IsZero()})
	}
	if l.Account == coop.AccountCapitalShare {
		list[i].Capital -= l.Amount
	} else {
		list[i].Patronage -= l.Amount
	}
	return list
}

// surplusMembers makes the members' list of a year.
func (v *village) surplusMembers(year int, view *coop.SurplusView) (err error) {
	held := map[coop.ID]coop.Money{}
	var business []coop.MemberMove
	for _, e := range v.entries() {
		for _, l := range e.Lines {
			switch inYear := int(e.Posted)/10000 == year; {
			case e.Posted == 0:
			case l.Account == "31101" || l.Account == "31102":
				if int(e.Posted)/10000 <= year {
					held[l.Member] -= l.Amount
				}
			case inYear && strings.HasPrefix(l.Account, "41") && !l.Member.IsZero():
				business = append(business, coop.MemberMove{Member: l.Member, Account: l.Account, Amount: -l.Amount})
			}
		}
	}
	people := rows[coop.MemberRow](v.state, &coop.MemberRow{}, 0)
	slices.SortFunc(people, func(a, b coop.MemberRow) int { return strings.Compare(a.Number, b.Number) })
	view.Members, err = coop.SurplusMembers(year, people, held, nil, business, view.Policy)
	return err
}

// onceDone finds the entry of what may be done once, and again where it was reversed.
func (v *village) onceDone(once func(try int) coop.Once) ([]*coop.EntryView, int) {
	for try := 1; ; try++ {
		var found *coop.EntryView
		for _, e := range v.entries() {
			if e.Once == once(try).ID() && e.Posted != 0 {
				found = &e
			}
		}
		switch {
		case found == nil:
			return nil, try
		case found.ReversedBy.IsZero():
			return []*coop.EntryView{found}, try
		}
	}
}

func (v *village) SurplusShares(ctx context.Context, year int) ([]coop.SurplusShare, error) {
	entries, _ := v.onceDone(func(try int) coop.Once { return coop.SurplusOnce(year, 1, try) })
	var shares []coop.SurplusShare
	for _, e := range entries {
		for _, l := range e.Lines {
			if l.Member.IsZero() {
				continue
			}
			i := slices.IndexFunc(shares, func(s coop.SurplusShare) bool { return s.Of == l.Member })
			if i < 0 {
				member, err := v.Member(ctx, l.Member)
				if err != nil {
					return nil, err
				}
				i, shares = len(shares), append(shares, coop.SurplusShare{
					Of: l.Member, Member: member, Year: year, Divided: e.Date,
				})
			}
			if l.Account == coop.AccountCapitalShare {
				shares[i].Capital -= l.Amount
			} else {
				shares[i].Patronage -= l.Amount
			}
			shares[i].Held = shares[i].Sum()
		}
	}
	for i := range shares {
		v.settles(&shares[i])
	}
	return shares, nil
}

// settles takes in what was paid of a share.
func (v *village) settles(s *coop.SurplusShare) {
	s.Try = 1
	for _, e := range v.entries() {
		if e.Once == coop.SurplusPayOnce(s.Of, s.Year, s.Try).ID() && e.Posted != 0 {
			s.Try++
			if e.ReversedBy.IsZero() {
				var lines []coop.Line
				for _, l := range e.Lines {
					lines = append(lines, l.Line)
				}
				s.Settle(e.ID, e.Date, lines)
			}
		}
	}
	s.Held -= s.Settled()
}

func (v *village) LossCover(_ context.Context, year int) (coop.LossView, error) {
	view := coop.LossView{Year: year}
	debit, credit := v.sum(coop.AccountDeficit, 0, 99991231)
	view.Loss = debit - credit
	debit, credit = v.sum(coop.AccountReserve, 0, 99991231)
	view.Reserve = credit - debit
	done, try := v.onceDone(func(try int) coop.Once { return coop.LossCoverOnce(year, try) })
	if view.Try = try; len(done) > 0 {
		view.Covered = done[0].ID
	}
	return view, nil
}

func (v *village) Meetings(ctx context.Context) ([]coop.MeetingView, error) {
	all := func(kind coop.Kind) []coop.RegisterRow {
		return rows[coop.RegisterRow](v.state,
			&coop.RegisterRow{Kind: kind}, 1)
	}
	views := coop.MeetingsOf(all(coop.KindMeeting), all(coop.KindMinutes))
	names := map[coop.ID]string{}
	for _, u := range rows[coop.UserRow](v.state, &coop.UserRow{}, 0) {
		names[u.User] = u.Name
	}
	for i := range views {
		one := &views[i]
		one.CallerName, one.WriterName = names[one.Row.Author], names[one.Written.Author]
		approvals, err := v.Approvals(ctx, one.Written.Hash)
		if err != nil {
			return nil, err
		}
		for _, a := range approvals {
			if a.Granted {
				one.SignedBy, one.SignedName = a.Author, a.AuthorName
			} else {
				one.Declined, one.DeclinedBy, one.Why = true, a.AuthorName, a.Reason
			}
		}
	}
	return views, nil
}
