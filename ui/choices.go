package ui

import (
	"context"
	"slices"
	"strings"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// choicesBook is what the forms that make entries choose from.
type choicesBook interface {
	statusBook
	homeBook
	membersBook
	memberBook
	Outlets(ctx context.Context) ([]coop.OutletRow, error)
	Settings(ctx context.Context) ([]coop.SettingRow, error)
	// TrialBalance gives what the accounts hold on a day.
	TrialBalance(ctx context.Context, from, to coop.Date) ([]coop.AccountBalance, error)
	// Savings gives what each person has on each saving account at the end of a day.
	Savings(ctx context.Context, to coop.Date) ([]coop.SavingsView, error)
	// Blocks lists what is blocked of members' savings, and was.
	Blocks(ctx context.Context) ([]coop.BlockView, error)
	draftBook
	// Parties are suppliers, buyers, staff and others.
	Parties(ctx context.Context) (coop.Parties, error)
}

// choices are what can be chosen, and what is there to be warned by.
type choices struct {
	last     coop.Date // of the last entry
	closed   coop.Date // the last day of the last close
	members  []coop.MemberView
	accounts []coop.AccountRow
	outlets  []coop.OutletRow
	settings []coop.SettingRow
	balances []coop.AccountBalance
	parties  coop.Parties
	savings  map[coop.ID]map[string]coop.Money // by person and account, credit positive
	blocks   []coop.BlockView
}

func readChoices(ctx context.Context, book choicesBook, today coop.Date) (c choices, err error) {
	home, err := book.Home(ctx, today)
	if err != nil {
		return c, err
	}
	for _, e := range home.Recent {
		c.last = max(c.last, e.Date)
	}
	info, err := book.Info(ctx)
	if err != nil {
		return c, err
	}
	c.closed = info.Closed
	if c.members, err = book.Members(ctx, ""); err != nil {
		return c, err
	}
	if c.accounts, err = book.Accounts(ctx); err != nil {
		return c, err
	}
	if c.outlets, err = book.Outlets(ctx); err != nil {
		return c, err
	}
	if c.settings, err = book.Settings(ctx); err != nil {
		return c, err
	}
	if c.balances, err = book.TrialBalance(ctx, 0, max(today, c.last)); err != nil {
		return c, err
	}
	c.addUntouched()
	if c.parties, err = book.Parties(ctx); err != nil {
		return c, err
	}
	if c.blocks, err = book.Blocks(ctx); err != nil {
		return c, err
	}
	all, err := book.Savings(ctx, max(today, c.last))
	c.savings = map[coop.ID]map[string]coop.Money{}
	for _, s := range all {
		c.savings[s.Member.Member] = s.By
	}
	return c, err
}

// person gives the registration that stands for a person.
func (c *choices) person(id coop.ID) coop.ID {
	for i := range c.members {
		if c.members[i].Member == id {
			return c.members[i].Same
		}
	}
	return id
}

// addUntouched gives the accounts that nothing was ever booked on a balance too: of nought. The trial balance leaves
// them out, and so a till that never held anything could be paid out of without a word.
func (c *choices) addUntouched() {
	known := map[string]bool{}
	for _, b := range c.balances {
		known[b.Account.Code] = true
	}
	for _, a := range c.accounts {
		if !known[a.Code] {
			c.balances = append(c.balances, coop.AccountBalance{Account: a})
		}
	}
}

// account finds an account by its code.
func (c *choices) account(code string) (coop.AccountRow, bool) {
	for _, a := range c.accounts {
		if a.Code == code {
			return a, true
		}
	}
	return coop.AccountRow{}, false
}

// memberOptions offers the members by name, number and hamlet. A number is also found without its noughts.
func (c *choices) memberOptions() []kit.Option {
	var options []kit.Option
	for _, m := range c.members {
		options = append(options, kit.Option{
			Key: m.Member.String(), Title: m.Name, Remark: strings.TrimSuffix(m.Number+" · "+m.Hamlet, " · "),
			Words: strings.TrimLeft(m.Number, "0") + " " + m.Group,
		})
	}
	return options
}

// purposeOptions offers the purposes of special savings that were named.
func (c *choices) purposeOptions(today coop.Date) []kit.Option {
	var options []kit.Option
	for _, x := range coop.SavingRulesOf(c.settings).Specials(today) {
		options = append(options, kit.Option{Key: x.ID.String(), Title: x.Name, Words: x.Code})
	}
	return options
}

// accountOptions offers the accounts that can take lines by code and by name in either language.
func (c *choices) accountOptions(t *Text, accepts func(code string) bool) []kit.Option {
	var options []kit.Option
	for _, a := range c.accounts {
		if !a.Heading && !a.Closed && accepts(a.Code) {
			options = append(options, kit.Option{
				Key: a.Code, Title: t.In(a.NameID, a.NameEN), Remark: a.Code, Words: a.NameID + " " + a.NameEN,
			})
		}
	}
	return options
}

func (c *choices) outletOptions(t *Text) []kit.Option {
	var options []kit.Option
	for _, o := range c.outlets {
		if !o.Closed {
			options = append(options, kit.Option{Key: o.Code, Title: t.In(o.NameID, o.NameEN), Remark: o.Code})
		}
	}
	return options
}

// occasionOptions offers every occasion in the words of the treasurer. It is found by its further words in both
// languages, and by codes and names of the accounts that it moves.
func (s *Shell) occasionOptions() []kit.Option {
	var options []kit.Option
	for _, o := range s.offered() {
		words := append(slices.Clone(o.WordsID), o.WordsEN...)
		words = append(words, o.NameID, o.NameEN)
		for _, l := range o.Lines {
			if strings.HasPrefix(l.Account, "{") {
				continue
			}
			name := s.chart[l.Account]
			words = append(words, l.Account, name[0], name[1])
		}
		options = append(options, kit.Option{
			Key: o.ID, Title: s.Text.In(o.NameID, o.NameEN), Remark: s.Text.T("occasion.group." + o.Group),
			Words: strings.Join(words, " "), Usual: slices.Contains(usual, o.ID),
		})
	}
	return options
}

// partyOptions offers suppliers, buyers, staff and others by every name that they ever had.
func (c *choices) partyOptions(t *Text) []kit.Option {
	var options []kit.Option
	for _, p := range c.parties.All {
		if !p.Closed {
			options = append(options, kit.Option{
				Key: p.ID.String(), Title: p.Name, Remark: t.T(partyKey(p.Class)), Words: strings.Join(p.Names, " "),
			})
		}
	}
	return options
}

// chooser is a field to choose one of the options, with the one of the key chosen.
func (s *Shell) chooser(options []kit.Option, key string) *kit.Choice {
	c := kit.NewChoice(s.layer, s.Text.T("ui.choice.none"), kit.FindIn(options))
	for _, o := range options {
		if o.Key == key && key != "" {
			c.SetChosen(o)
		}
	}
	return c
}
