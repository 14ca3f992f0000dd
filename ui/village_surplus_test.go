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
		for _, l := range e.Lines {
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
		paid, try := v.onceDone(func(try int) coop.Once { return coop.SurplusPayOnce(shares[i].Of, year, try) })
		if shares[i].Try = try; len(paid) > 0 {
			shares[i].Paid, shares[i].PaidOn, shares[i].Held = paid[0].ID, paid[0].Date, 0
		}
	}
	return shares, nil
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
