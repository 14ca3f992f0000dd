package coop

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
)

// AccountAdvance is what staff were given to account for: kas bon (domain §4, rows 40 and 41 of §8.1).
const AccountAdvance = "12502"

// PartyPrefixes are the beginnings of the accounts that are kept by party: claims and debts (domain §4: the letter S).
func PartyPrefixes() []string { return []string{"12", "22"} }

// PartyClassOn is what somebody probably is who stands on an account: staff hold advances, suppliers are owed, and the
// others owe.
func PartyClassOn(account string) PartyClass {
	switch {
	case account == AccountAdvance:
		return PartyStaff
	case strings.HasPrefix(account, "12"):
		return PartyBuyer
	}
	return PartySupplier
}

// PartyChange is one recorded body about a party, under the id that it makes: HashID(hash, 0).
type PartyChange struct {
	ID   ID
	Body Party
}

// PartyView is a party as it is known now.
type PartyView struct {
	ID ID
	Party
	Names []string // all that it ever had
}

// Parties are all parties of a book.
type Parties struct {
	All []PartyView // by name
	by  map[ID]int
}

// JoinParties puts the changes about parties together; they come in the order of (lamport, hash). A party is known by
// the id of the change that registered it, and by every name that it ever had: an entry made before it was registered,
// or on another laptop, names it by PartyID. Of two of one name the first has it.
func JoinParties(changes []PartyChange) Parties {
	p := Parties{by: map[ID]int{}}
	for _, c := range changes {
		at, known := p.by[c.Body.Subject]
		if c.Body.Subject.IsZero() || !known {
			at = len(p.All)
			p.All = append(p.All, PartyView{ID: c.ID})
			p.by[c.ID] = at
		}
		v := &p.All[at]
		v.Party = c.Body
		v.Subject = ID{}
		v.Names = append(v.Names, c.Body.Name)
		if id := PartyID("supplier", c.Body.Name); !id.IsZero() {
			if _, taken := p.by[id]; !taken {
				p.by[id] = at
			}
		}
	}
	order := make([]int, len(p.All))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Compare(strings.ToLower(p.All[a].Name), strings.ToLower(p.All[b].Name))
	})
	sorted, place := make([]PartyView, len(order)), map[int]int{}
	for to, from := range order {
		sorted[to], place[from] = p.All[from], to
	}
	for id, at := range p.by {
		p.by[id] = place[at]
	}
	p.All = sorted
	return p
}

// Of finds a party by its id or by an id that was made of one of its names.
func (p Parties) Of(id ID) (PartyView, bool) {
	at, known := p.by[id]
	if !known || id.IsZero() {
		return PartyView{}, false
	}
	return p.All[at], true
}

// Known gives the name of every id that a party is known by: of its registration, and made of each name it ever had.
func (p Parties) Known() map[ID]string {
	names := map[ID]string{}
	for id, at := range p.by {
		names[id] = p.All[at].Name
	}
	return names
}

// Named finds a party by its name; capitals and spaces do not matter.
func (p Parties) Named(name string) (PartyView, bool) { return p.Of(PartyID("supplier", name)) }

// What can be wrong with a party that somebody registers.
const (
	ProblemPartyName     = "party.name"     // it has no name; no argument
	ProblemPartyTaken    = "party.taken"    // there is one of the name {0} already
	ProblemPartyPersonal = "party.personal" // a NIK or telephone number, which lies open here; no argument
)

// CheckParty says what is against registering or changing a party; subject is the one changed, zero a new one.
func (p Parties) CheckParty(subject ID, in Party) []Problem {
	name := strings.Join(strings.Fields(in.Name), " ")
	if name == "" || !says(name) {
		return []Problem{{Key: ProblemPartyName}}
	}
	for _, text := range []string{name, in.Note} {
		if _, private := HidePersonal(text); private {
			return []Problem{{Key: ProblemPartyPersonal}}
		}
	}
	if other, taken := p.Named(name); taken && other.ID != subject {
		return []Problem{{Key: ProblemPartyTaken, Args: []any{other.Name}}}
	}
	return nil
}

// PartyBalance is what one party has on one account, debit positive.
type PartyBalance struct {
	Account string
	Party   ID     // the registered party; an id made of a name where it is not registered; zero: nobody said
	Name    string // empty where nobody said, or the name cannot be found again
	Known   bool   // it is registered
	Amount  Money
	Last    Date // of its last line
	Lines   int
}

// PartyBalances adds lines up by account and party. What comes to nothing is left out unless all is wanted. The sum
// over an account is that of its lines: the list cannot differ from the account.
func (p Parties) PartyBalances(lines []SubLine, all bool) []PartyBalance {
	type key struct {
		account string
		party   ID
	}
	sums := map[key]*PartyBalance{}
	for _, l := range lines {
		b := PartyBalance{Account: l.Account, Party: l.Supplier}
		b.Name, b.Known = p.name(l)
		if v, known := p.Of(l.Supplier); known {
			b.Party = v.ID
		}
		sum := sums[key{b.Account, b.Party}]
		if sum == nil {
			sum = &b
			sums[key{b.Account, b.Party}] = sum
		}
		if sum.Name == "" {
			sum.Name = b.Name
		}
		sum.Amount += l.Amount
		sum.Last = max(sum.Last, l.Posted)
		sum.Lines++
	}
	var out []PartyBalance
	for _, b := range sums {
		if all || b.Amount != 0 {
			out = append(out, *b)
		}
	}
	slices.SortFunc(out, func(a, b PartyBalance) int {
		return cmp.Or(cmp.Compare(a.Account, b.Account), cmp.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)),
			bytes.Compare(a.Party[:], b.Party[:]))
	})
	return out
}

// name gives the name of a line's party: as it is registered, else as it stands in the remark that its id came from.
func (p Parties) name(l SubLine) (name string, known bool) {
	if v, is := p.Of(l.Supplier); is {
		return v.Name, true
	}
	if l.Supplier.IsZero() {
		return "", false
	}
	for _, part := range strings.Split(l.Remark, " · ") {
		if part != "" && PartyID("supplier", part) == l.Supplier {
			return part, false
		}
	}
	return "", false
}

// SettingAdvanceDays is the key of the setting that says after how many days an advance should be accounted for.
const SettingAdvanceDays = "advance.days"

// AdvanceDaysFirst is that number where none was set: two weeks. [GK], July 2025.
const AdvanceDaysFirst = 14

// AdvanceDays gives after how many days an advance is late.
func AdvanceDays(settings []SettingRow, day Date) int {
	return settingCount(settings, SettingAdvanceDays, day, AdvanceDaysFirst, 366)
}

// Advance is what is left of an advance that was given.
type Advance struct {
	SubLine
	Party ID // as in PartyBalance
	Name  string
	Open  Money
	Days  int // since it was given
}

// OpenAdvances lists what was given and is not accounted for yet, the oldest first. What somebody accounts for settles
// their oldest advances first; what they were paid beyond stands as an advance below zero of the last one's day.
func (p Parties) OpenAdvances(lines []SubLine, today Date) []Advance {
	by := map[ID][]Advance{}
	for _, l := range slices.SortedStableFunc(slices.Values(dropReversed(lines)), func(a, b SubLine) int {
		return cmp.Or(cmp.Compare(a.Posted, b.Posted), cmp.Compare(b.Amount, a.Amount))
	}) {
		name, _ := p.name(l)
		party := l.Supplier
		if v, known := p.Of(party); known {
			party = v.ID
		}
		a := Advance{SubLine: l, Name: name, Open: l.Amount, Days: daysApart(l.Posted, max(today, l.Posted))}
		a.Party = party
		for i := range by[party] {
			other := &by[party][i]
			if (other.Open > 0) == (a.Open > 0) {
				continue
			}
			part := min(max(other.Open, -other.Open), max(a.Open, -a.Open))
			if a.Open < 0 {
				part = -part
			}
			a.Open -= part
			other.Open += part
		}
		if a.Open != 0 {
			by[party] = append(by[party], a)
		}
	}
	var out []Advance
	for _, advances := range by {
		for _, a := range advances {
			if a.Open != 0 {
				out = append(out, a)
			}
		}
	}
	slices.SortFunc(out, func(a, b Advance) int {
		return cmp.Or(cmp.Compare(a.Posted, b.Posted), bytes.Compare(a.Entry[:], b.Entry[:]))
	})
	return out
}

// dropReversed leaves out entries that were taken back, and what took them back.
func dropReversed(lines []SubLine) []SubLine {
	gone, here := map[ID]bool{}, map[ID]bool{}
	for _, l := range lines {
		here[l.Entry] = true
	}
	for _, l := range lines {
		if !l.Reverses.IsZero() && here[l.Reverses] {
			gone[l.Entry], gone[l.Reverses] = true, true
		}
	}
	return slices.DeleteFunc(slices.Clone(lines), func(l SubLine) bool { return gone[l.Entry] })
}
