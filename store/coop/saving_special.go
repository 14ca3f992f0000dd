package coop

import (
	"cmp"
	"slices"
	"strings"
)

// Special is a saving for a purpose: it stands on 21102 with an id of its own in Line.Loan, so that each purpose has
// its sum beside the others.
type Special struct {
	Code string // empty: what was saved without naming a purpose
	Name string
	ID   ID
}

// SpecialID is the id that a purpose has in the lines of 21102; zero for the empty code.
func SpecialID(code string) ID {
	if code == "" {
		return ID{}
	}
	return OnceID("special-saving", code, "")
}

// Specials lists the special-purpose savings that the cooperative named, by name; one whose name was emptied is left
// out.
func (r SavingRules) Specials(day Date) []Special {
	return r.specials(func(rows []SettingRow) string {
		name := ""
		for _, s := range rows {
			if s.From <= day {
				name = s.Value
			}
		}
		return name
	})
}

// AllSpecials lists every purpose that ever had a name, under the last name it had: what was saved for one that is
// offered no more is still there.
func (r SavingRules) AllSpecials() []Special {
	return r.specials(func(rows []SettingRow) string {
		name := ""
		for _, s := range rows {
			if s.Value != "" {
				name = s.Value
			}
		}
		return name
	})
}

// specials lists the purposes whose name, by the rows of its setting, is not empty.
func (r SavingRules) specials(name func([]SettingRow) string) []Special {
	var all []Special
	for key, rows := range r.by {
		code, is := strings.CutPrefix(key, specialPrefix)
		if code, is2 := strings.CutSuffix(code, nameSuffix); is && is2 && code != "" {
			if name := name(rows); name != "" {
				all = append(all, Special{code, name, SpecialID(code)})
			}
		}
	}
	slices.SortFunc(
		all,
		func(a, b Special) int { return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Code, b.Code)) },
	)
	return all
}

// SettingSpecial gives the key of one special-purpose saving's setting: what is name, rate or minimum.
func SettingSpecial(code, what string) string { return specialPrefix + code + "." + what }

// SpecialGroup is what was saved for one purpose, person by person. A group without a name and with an id is a purpose
// that nobody here has named; one without an id is what was saved without naming a purpose.
type SpecialGroup struct {
	Special
	Moves []SavingMove
}

// Sum adds the group up: what was there, came, went.
func (g *SpecialGroup) Sum() SavingMove {
	sum := SavingMove{Account: AccountSpecial, Special: g.ID}
	for _, m := range g.Moves {
		sum.Opening, sum.In, sum.Out = sum.Opening+m.Opening, sum.In+m.In, sum.Out+m.Out
	}
	return sum
}

// Savers counts the people who have something in the group at the end of the period.
func (g *SpecialGroup) Savers() int {
	n := 0
	for _, m := range g.Moves {
		if !m.Member.Member.IsZero() && m.Closing() != 0 {
			n++
		}
	}
	return n
}

// SpecialRegister is the register of special-purpose savings over a period, and what the ledger says of account 21102.
type SpecialRegister struct {
	Groups []SpecialGroup // by name; then those without a name; what has no purpose last
	Ledger Money          // credit positive, at the end of the period
}

// NewSpecialRegister puts every saving on 21102 under its purpose. The older occasions named none, and an opening
// balance names none: those savings stand in a group of their own, so that the register comes to the account.
func NewSpecialRegister(r SavingRules, moves []SavingMove, ledger Money) SpecialRegister {
	at := map[ID]int{}
	reg := SpecialRegister{Ledger: ledger}
	for _, s := range r.AllSpecials() {
		at[s.ID] = len(reg.Groups)
		reg.Groups = append(reg.Groups, SpecialGroup{Special: s})
	}
	named := len(reg.Groups)
	for _, m := range moves {
		i, known := at[m.Special]
		if !known {
			i = len(reg.Groups)
			at[m.Special] = i
			reg.Groups = append(reg.Groups, SpecialGroup{Special: Special{ID: m.Special}})
		}
		reg.Groups[i].Moves = append(reg.Groups[i].Moves, m)
	}
	slices.SortStableFunc(reg.Groups[named:], func(a, b SpecialGroup) int {
		if a.ID.IsZero() != b.ID.IsZero() {
			return map[bool]int{true: 1, false: -1}[a.ID.IsZero()]
		}
		return cmp.Compare(string(a.ID[:]), string(b.ID[:]))
	})
	reg.Groups = slices.DeleteFunc(reg.Groups, func(g SpecialGroup) bool { return len(g.Moves) == 0 })
	return reg
}

// Sum is what all the purposes come to at the end of the period, with what has none.
func (r *SpecialRegister) Sum() Money {
	var sum Money
	for i := range r.Groups {
		sum += r.Groups[i].Sum().Closing()
	}
	return sum
}

// Off is by how much the ledger's account differs from the register; nought where they agree.
func (r *SpecialRegister) Off() Money { return r.Ledger - r.Sum() }
