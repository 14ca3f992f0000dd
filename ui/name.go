package ui

import (
	"context"
	"fmt"
	"strings"
	"time"

	"lumbung/store/coop"
)

// names are what ids, codes and logs are called.
type names struct {
	text     *Text
	describe func(coop.EntryView) string
	users    map[coop.ID]string
	members  map[coop.ID]string
	accounts map[string]string
	devices  map[coop.ID]string
	entries  map[coop.ID]coop.EntryView
}

func (s *Shell) readNames(ctx context.Context, book attentionBook) (*names, error) {
	n := &names{
		text: s.Text, describe: s.describe, users: map[coop.ID]string{}, members: map[coop.ID]string{},
		accounts: map[string]string{}, devices: map[coop.ID]string{}, entries: map[coop.ID]coop.EntryView{},
	}
	users, err := book.Users(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the people: %w", err)
	}
	for _, u := range users {
		n.users[u.User] = u.Name
	}
	members, err := book.Members(ctx, "")
	if err != nil {
		return nil, fmt.Errorf("read the members: %w", err)
	}
	for _, m := range members {
		n.members[m.Member] = m.Name
	}
	accounts, err := book.Accounts(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the accounts: %w", err)
	}
	for _, a := range accounts {
		n.accounts[a.Code] = a.Code + " " + s.Text.In(a.NameID, a.NameEN)
	}
	devices, err := book.Devices(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the devices: %w", err)
	}
	for _, d := range devices {
		n.devices[d.Log] = strings.TrimSpace(d.Letters + " " + d.Name)
	}
	return n, nil
}

// readEntry reads an entry that is spoken of. One that is not in the tables (what it says cannot be read) has no name.
func (n *names) readEntry(ctx context.Context, book entryBook, id coop.ID) {
	if id.IsZero() {
		return
	}
	if e, err := book.Entry(ctx, id); err == nil {
		n.entries[id] = e
	}
}

// entry says which entry it is.
func (n *names) entry(id coop.ID) string {
	e, known := n.entries[id]
	if !known {
		return n.text.T("ui.entry.what")
	}
	return strings.TrimPrefix(shortVoucher(e)+" · "+n.describe(e), " · ")
}

// about says what an exception concerns.
func (n *names) about(x coop.Exception) string {
	var parts []string
	switch {
	case !x.Entry.IsZero():
		return n.entry(x.Entry)
	case !x.Member.IsZero():
		parts = append(parts, n.members[x.Member])
	case x.Account != "":
		parts = append(parts, orElse(n.accounts[x.Account], x.Account))
	case x.Month == 0:
		parts = append(parts, orElse(n.devices[x.Log], "–"))
	}
	if x.Month != 0 {
		parts = append(parts, n.text.Month(x.Month))
	}
	return strings.Join(parts, " · ")
}

// aboutFinding says what a finding concerns.
func (n *names) aboutFinding(f coop.FindingView) string {
	switch {
	case !f.Entry.IsZero():
		return n.entry(f.Entry)
	case f.Period != 0:
		return n.text.Month(f.Period)
	}
	return "–"
}

// by says who wrote a finding: a person of the cooperative, or an officer of the district.
func (n *names) by(f coop.FindingRow) string {
	if f.By != "" {
		return n.text.T("ui.finding.officer", f.By)
	}
	return orElse(n.users[f.Author], "–")
}

// shortMoment is the day of a moment, for a column.
func (s *Shell) shortMoment(minutes int64) string {
	if minutes == 0 {
		return "–"
	}
	return s.Text.ShortDay(coop.DateFromTime(time.Unix(minutes*60, 0).In(s.Now().Location())))
}
