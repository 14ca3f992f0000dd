package coop

import (
	"cmp"
	"slices"
	"strconv"
)

// OpeningSavings are the accounts whose opening balance is told apart by member, in the order of the screen.
func OpeningSavings() []string { return []string{AccountPrincipal, AccountMandatory, AccountVoluntary} }

// OpeningDay is the day on which opening balances stand: the evening before the book runs, so that the first year's
// statements begin with them and show none of them as moved.
func OpeningDay(from Date) Date { return from.AddDays(-1) }

// OpeningItem is what one account, or one member on it, has before the book runs.
type OpeningItem struct {
	Account string
	Member  ID
	Amount  Money // debit positive
}

type openingKey struct {
	account string
	member  ID
}

func (i OpeningItem) key() openingKey { return openingKey{i.Account, i.Member} }

// OpeningHeld is an opening balance that was recorded. Amount is 0 where it was reversed and nothing put in its place.
type OpeningHeld struct {
	OpeningItem
	Outlet  string
	Entry   ID // the opening, or the entry that put it right
	Date    Date
	lamport int64
}

// OpeningNamed is a part of the difference that somebody gave a name.
type OpeningNamed struct {
	Entry   ID
	Account string
	Amount  Money // what was taken off the difference, debit positive on Account
	Words   string
}

// OpeningState is what a book holds of its opening.
type OpeningState struct {
	Held  []OpeningHeld
	Named []OpeningNamed
	Day   Date  // of the openings; 0: none
	Left  Money // what stands on OpeningAccount: credit positive, nought when all is named
	names int   // how many names were given, also those reversed
}

// OpeningNames are the accounts of capital that what is left of an opening may turn out to be: of more
// (credit positive) earlier surplus, reserves, donated or the village's capital; of less, losses or a correction of
// earlier surplus (domain §4).
func OpeningNames(left Money) []string {
	if left > 0 {
		return []string{"31502", "31401", "31301", "31202"}
	}
	return []string{"31503", "31504"}
}

// OpeningsOf reads what was recorded of the opening out of the entries that touch OpeningAccount.
func OpeningsOf(entries []EntryView) OpeningState {
	var s OpeningState
	last := map[openingKey]int{}
	for _, e := range entries {
		if e.Posted == 0 || !e.Reverses.IsZero() {
			if e.Posted != 0 {
				s.Left -= onOpening(e)
			}
			continue
		}
		s.Left -= onOpening(e)
		line, is := openingLine(e)
		switch {
		case !is:
		case slices.ContainsFunc(e.names(), func(id ID) bool { return id == e.Once }):
			s.names++
			if e.ReversedBy.IsZero() {
				s.Named = append(s.Named, OpeningNamed{e.ID, line.Account, line.Amount, e.Remark})
			}
		case e.Kind == KindOpening || !e.Corrects.IsZero():
			s.hold(last, e, line)
		}
	}
	return s
}

// hold keeps the last word on each account and member; what was reversed is held as nothing.
func (s *OpeningState) hold(last map[openingKey]int, e EntryView, line Line) {
	h := OpeningHeld{
		OpeningItem: OpeningItem{line.Account, line.Member, line.Amount}, Outlet: line.Outlet, Entry: e.ID,
		Date: e.Date, lamport: e.Lamport,
	}
	if !e.ReversedBy.IsZero() {
		h.Amount = 0
	}
	if s.Day == 0 || h.Date < s.Day {
		s.Day = h.Date
	}
	at, twice := last[h.key()]
	switch {
	case !twice || h.Outlet != "":
		if h.Outlet == "" {
			last[h.key()] = len(s.Held)
		}
		s.Held = append(s.Held, h)
	case s.Held[at].Amount == 0 && (h.Amount != 0 || h.lamport > s.Held[at].lamport):
		s.Held[at] = h
	}
}

func onOpening(e EntryView) Money {
	var sum Money
	for _, l := range e.Lines {
		if l.Account == OpeningAccount {
			sum += l.Amount
		}
	}
	return sum
}

// openingLine is the line of an entry of two lines that does not lie on OpeningAccount.
func openingLine(e EntryView) (Line, bool) {
	if len(e.Lines) != 2 || (e.Lines[0].Account == OpeningAccount) == (e.Lines[1].Account == OpeningAccount) {
		return Line{}, false
	}
	if e.Lines[0].Account == OpeningAccount {
		return e.Lines[1].Line, true
	}
	return e.Lines[0].Line, true
}

// openingNames is how many names the difference of one book may get: each has an id of its own.
const openingNames = 16

// openingNameOnce is the once-rule of the nth name that the difference gets.
func openingNameOnce(n int) Once { return Once{Rule: "opening-name", Period: strconv.Itoa(n)} }

func (e EntryView) names() []ID {
	var ids []ID
	if e.Kind == KindEntry && !e.Once.IsZero() {
		for n := range openingNames {
			ids = append(ids, openingNameOnce(n).ID())
		}
	}
	return ids
}

// NameAct gives a name to a difference: the amount, credit positive as in Left, moves from OpeningAccount to an account
// of capital. The words are the person's own and stand in the journal.
func (s OpeningState) NameAct(day Date, account string, left Money, words string) Act {
	return Act{Kind: KindEntry, Body: Entry{
		Date: day, Remark: words, Once: openingNameOnce(min(s.names, openingNames-1)),
		Lines: []Line{{Account: OpeningAccount, Amount: left}, {Account: account, Amount: -left}},
	}}
}

// NameDay is the day on which a difference gets its name: that of the opening, or the first open day where a close
// contains it already. Capital that is named late moves in the period in which its name was found.
func (s OpeningState) NameDay(day, closed Date) Date {
	if day <= closed {
		return closed.AddDays(1)
	}
	return day
}

// SettingOpeningLeft is the key of the words about a difference that nobody can name yet.
const SettingOpeningLeft = "opening.left"

// Whole is what there would be in all: what is wanted, and what the book holds that nobody spoke of.
func (s OpeningState) Whole(wanted []OpeningItem) []OpeningItem {
	spoken := map[openingKey]bool{}
	for _, w := range wanted {
		spoken[w.key()] = true
	}
	all := slices.Clone(wanted)
	for _, h := range s.Held {
		if h.Outlet != "" || !spoken[h.key()] {
			all = append(all, h.OpeningItem)
		}
	}
	for _, n := range s.Named {
		all = append(all, OpeningItem{Account: n.Account, Amount: n.Amount})
	}
	return all
}

// OpeningChange is an opening balance that is put right.
type OpeningChange struct {
	Was OpeningHeld
	Now Money
}

// OpeningPlan is what recording would do.
type OpeningPlan struct {
	Fresh   []OpeningItem
	Same    int
	Changed []OpeningChange
	Left    Money // what would stand on OpeningAccount then, credit positive
}

// Plan compares what is wanted with what the book has. What is not spoken of stays as it is.
func (s OpeningState) Plan(wanted []OpeningItem) OpeningPlan {
	p := OpeningPlan{Left: s.Left}
	held := map[openingKey]OpeningHeld{}
	for _, h := range s.Held {
		if h.Outlet == "" {
			held[h.key()] = h
		}
	}
	for _, w := range wanted {
		h, known := held[w.key()]
		p.Left += w.Amount - h.Amount
		switch {
		case known && h.Amount == w.Amount:
			p.Same++
		case known:
			p.Changed = append(p.Changed, OpeningChange{h, w.Amount})
		case w.Amount != 0:
			p.Fresh = append(p.Fresh, w)
		}
	}
	slices.SortStableFunc(p.Fresh, func(a, b OpeningItem) int { return cmp.Compare(a.Account, b.Account) })
	return p
}

// Acts are what is recorded: openings for what is new; for what is put right a reversal, and the right balance beside
// it. Every one has a derived id: recorded twice, or on two laptops, it counts once. why is the reason of a change.
func (p OpeningPlan) Acts(day Date, why string) []Act {
	var acts []Act
	for _, f := range p.Fresh {
		acts = append(acts, Act{Kind: KindOpening, Body: Opening{
			Date: day, Account: f.Account, Amount: f.Amount, Member: f.Member,
		}})
	}
	for _, c := range p.Changed {
		if c.Was.Amount != 0 {
			reversal := Reversal{Entry: c.Was.Entry, Date: c.Was.Date, Reason: why}
			acts = append(acts, Act{Kind: KindReversal, Body: reversal})
		}
		if c.Now == 0 {
			continue
		}
		acts = append(acts, Act{Kind: KindEntry, Body: Entry{
			Date: c.Was.Date, Remark: why, Corrects: c.Was.Entry,
			Once: Once{Rule: "opening-again", Subject: c.Was.Entry.String()},
			Lines: []Line{
				{Account: c.Was.Account, Amount: c.Now, Member: c.Was.Member},
				{Account: OpeningAccount, Amount: -c.Now},
			},
		}})
	}
	return acts
}

// OpeningWish is what was typed: balances by account, each on the side where the account usually stands, and savings
// by member, credit positive.
type OpeningWish struct {
	Balances map[string]Money
	Members  map[ID]map[string]Money
}

// Unnamed is what of a saving account's balance belongs to no member yet ("belum dirinci"), credit positive; below
// zero where the members have more than the account. An account without a balance has what its members have.
func (w OpeningWish) Unnamed(account string) Money {
	total, typed := w.Balances[account]
	if !typed {
		return 0
	}
	return total - w.MemberSum(account)
}

// MemberSum is what the members have on a saving account, credit positive.
func (w OpeningWish) MemberSum(account string) Money {
	var sum Money
	for _, by := range w.Members {
		sum += by[account]
	}
	return sum
}

// Items turns what was typed into opening balances, in the order of the accounts. Unknown accounts, headings, memo
// accounts and OpeningAccount itself are left out.
func (w OpeningWish) Items(accounts []AccountRow) []OpeningItem {
	var items []OpeningItem
	members := make([]ID, 0, len(w.Members))
	for id := range w.Members {
		members = append(members, id)
	}
	slices.SortFunc(members, func(a, b ID) int { return slices.Compare(a[:], b[:]) })
	for _, a := range accounts {
		if !a.Opens() {
			continue
		}
		amount, typed := w.Balances[a.Code]
		if slices.Contains(OpeningSavings(), a.Code) {
			for _, id := range members {
				if has, said := w.Members[id][a.Code]; said {
					items = append(items, OpeningItem{Account: a.Code, Member: id, Amount: -has})
				}
			}
			amount, typed = w.Unnamed(a.Code), typed || w.MemberSum(a.Code) != 0
		}
		if !typed {
			continue
		}
		if a.Credit {
			amount = -amount
		}
		items = append(items, OpeningItem{Account: a.Code, Amount: amount})
	}
	return items
}

// Opens tells whether an account can have an opening balance. The summary of the year's result has none: nothing stays
// on it.
func (a AccountRow) Opens() bool {
	return !a.Heading && !a.Closed && a.Type != Memo && a.Code != OpeningAccount && a.Code != AccountSummary
}

// Wish gives the recorded balances back as they would be typed, so that a second run begins with them.
func (s OpeningState) Wish(accounts []AccountRow) OpeningWish {
	w := OpeningWish{Balances: map[string]Money{}, Members: map[ID]map[string]Money{}}
	credit := map[string]bool{}
	for _, a := range accounts {
		credit[a.Code] = a.Credit
	}
	for _, h := range s.Held {
		switch {
		case h.Outlet != "":
			continue
		case slices.Contains(OpeningSavings(), h.Account) && !h.Member.IsZero():
			if w.Members[h.Member] == nil {
				w.Members[h.Member] = map[string]Money{}
			}
			w.Members[h.Member][h.Account] -= h.Amount
			w.Balances[h.Account] -= h.Amount
		case !h.Member.IsZero():
		case credit[h.Account]:
			w.Balances[h.Account] -= h.Amount
		default:
			w.Balances[h.Account] += h.Amount
		}
	}
	return w
}

// OpeningSum is what the balances come to, each credit or debit as people say it.
type OpeningSum struct {
	Assets  Money // what the cooperative has
	Debts   Money // what it owes others and its members
	Capital Money // its own, with what it earned so far
}

// Left is what the assets are more than all claims on them; below zero: less.
func (s OpeningSum) Left() Money { return s.Assets - s.Debts - s.Capital }

// SumOpening adds items up by what their accounts are.
func SumOpening(accounts []AccountRow, items []OpeningItem) OpeningSum {
	types := map[string]AccountType{}
	for _, a := range accounts {
		types[a.Code] = a.Type
	}
	var s OpeningSum
	for _, i := range items {
		switch types[i.Account] {
		case Asset, ContraAsset:
			s.Assets += i.Amount
		case Liability:
			s.Debts -= i.Amount
		default:
			s.Capital -= i.Amount
		}
	}
	return s
}
