package ui

import (
	"context"
	"strconv"

	"lumbung/store/coop"
)

// choreLines tell, source by source, what a month needs once and does not have yet: depreciation, prepaid costs,
// recurring entries, interest, the provision for loans. All of them are recorded on one page.
func choreLines(ctx context.Context, c *checked) ([]checkLine, error) {
	t := c.shell.Text
	all, err := c.book.Chores(ctx, c.month, c.shell.occasions)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	to, keys := Route{Page: PageChores, Arg: c.month.String()}, keysOfCommand("chores")
	var out []checkLine
	for len(all) > 0 { // sorted by month first: what one source lacks may stand apart
		source, rest := all[0].Source, []coop.Chore(nil)
		var open []coop.Chore
		for i := range all {
			switch {
			case all[i].Source != source:
				rest = append(rest, all[i])
			case all[i].Open():
				open = append(open, all[i])
			}
		}
		all = rest
		if len(open) > 0 {
			out = append(out, checkLine{
				Title: t.T("ui.close.chore", t.T("chore.source."+source), sumOfChores(open)),
				About: c.aboutChores(open), To: to, Keys: keys,
			})
		}
	}
	if len(out) == 0 {
		out = []checkLine{{Done: true, Title: t.T("ui.close.chores-ok"), To: to, Keys: keys}}
	}
	return out, nil
}

func sumOfChores(some []coop.Chore) (sum coop.Money) {
	for i := range some {
		sum += some[i].Amount()
	}
	return sum
}

// aboutChores says how many there are and how they are recorded, or why the first cannot be recorded as it is.
func (c *checked) aboutChores(open []coop.Chore) string {
	t := c.shell.Text
	for i := range open {
		if problems := open[i].Problems; len(problems) > 0 {
			return joined(": ", open[i].Name, t.Problem(problems[0]))
		}
	}
	if first := open[0].Month; first < c.month {
		return t.T("ui.close.chore-since", t.Count(len(open)), first)
	}
	return t.T("ui.close.chore-about", t.Count(len(open)))
}

// yearLine asks for the close of the year before, where it waits for one: no later month is closed before it.
func yearLine(_ context.Context, c *checked) ([]checkLine, error) {
	t, year := c.shell.Text, int(c.plan.Owed)
	if year == 0 {
		return nil, nil
	}
	return []checkLine{{
		Title: t.T("ui.close.year", year), About: t.T("ui.close.year-about", year+1),
		To: Route{Page: PageYearEnd, Arg: strconv.Itoa(year)},
	}}, nil
}

// moneyLines ask that every till with money in it was counted in the month's last days or since, and that every bank's
// account was compared with the bank's statement up to the month's end, or with its balance in those days.
func moneyLines(ctx context.Context, c *checked) ([]checkLine, error) {
	rows, err := c.book.TrialBalance(ctx, 0, c.month.Last())
	if err != nil {
		return nil, err
	}
	counts, err := c.book.Counts(ctx)
	if err != nil {
		return nil, err
	}
	said, err := c.book.Reconciles(ctx)
	if err != nil {
		return nil, err
	}
	counted, matched := map[string]coop.Date{}, map[string]coop.Date{}
	for _, n := range counts {
		counted[n.Account] = max(counted[n.Account], n.Date)
	}
	for _, r := range said {
		matched[r.Account] = max(matched[r.Account], r.Until)
	}
	var out []checkLine
	for _, b := range rows {
		code := b.Account.Code
		switch {
		case b.Account.Heading || !coop.IsMoney(code) || b.Closing() == 0:
		case coop.IsBank(code):
			out = append(out, c.bankLine(b, counted[code], matched[code]))
		default:
			out = append(out, c.cashLine(b, counted[code]))
		}
	}
	return out, nil
}

func (c *checked) cashLine(b coop.AccountBalance, counted coop.Date) checkLine {
	t, name := c.shell.Text, c.shell.Text.In(b.Account.NameID, b.Account.NameEN)
	line := checkLine{
		Done: c.month.TellsEnd(counted), To: Route{Page: PageCount, Arg: b.Account.Code}, Keys: keysOfCommand("count"),
	}
	if line.Done {
		line.Title = t.T("ui.close.cash-ok", name, counted)
		return line
	}
	line.Title, line.About = t.T("ui.close.cash", name, b.Closing()), t.T("ui.close.cash-about")
	if counted != 0 {
		line.About = t.T("ui.close.cash-last", counted)
	}
	return line
}

func (c *checked) bankLine(b coop.AccountBalance, counted, matched coop.Date) checkLine {
	t, name := c.shell.Text, c.shell.Text.In(b.Account.NameID, b.Account.NameEN)
	line := checkLine{
		To:   Route{Page: PageBank, Arg: b.Account.Code + "@" + c.month.String()},
		Keys: keysOfCommand("bank"),
	}
	switch {
	case matched >= c.month.Last():
		line.Done, line.Title = true, t.T("ui.close.bank-matched", name, matched)
	case c.month.TellsEnd(counted):
		line.Done, line.Title = true, t.T("ui.close.bank-ok", name, counted)
	case max(matched, counted) != 0:
		line.Title = t.T("ui.close.bank", name, b.Closing())
		line.About = t.T("ui.close.bank-last", max(matched, counted))
	default:
		line.Title, line.About = t.T("ui.close.bank", name, b.Closing()), t.T("ui.close.bank-about")
	}
	return line
}
