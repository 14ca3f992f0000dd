package coop

import (
	"cmp"
	"slices"
)

// What is recorded once a period: the parts of assets, recurring entries, interest, provisions. Each has a once-rule of
// its subject and month, so that two laptops that both record a month record it once. An area tells what it has for a
// month as chores; nothing here knows which areas there are.

// Chore is one thing that a month needs once.
type Chore struct {
	Source   string // whose it is: ChoreAsset …; the texts know it as chore.source.<source>
	Name     string // what it is about, in a person's words: the name on the card, of the template …
	Subject  ID     // the card or other thing that a page can show; zero: none
	Month    Month
	Entry    Entry     // what is to be recorded; with problems it may be none
	More     []Entry   // what goes with it: interest is an entry a member, and one chore
	Done     Became    // what was recorded for it
	Problems []Problem // why it cannot be recorded as it is
}

// Sources of chores, in the order in which they are to be recorded.
const (
	ChoreAsset     = "asset"
	ChorePrepaid   = "prepaid"
	ChoreUnearned  = "unearned"
	ChoreAccrual   = "accrual"
	ChoreRecurring = "recurring"
	ChoreInterest  = "interest"  // on members' savings
	ChoreTerm      = "term"      // accrued on term deposits
	ChoreLoan      = "loan"      // interest on loans that fell due, or is taken back
	ChoreProvision = "provision" // the allowance for loans
)

// ProblemChoreEarly is a chore of a month that is not over: what it comes to is known on {0}.
const ProblemChoreEarly = "chore.early"

// Open tells whether it still has to be recorded.
func (r *Chore) Open() bool { return !r.Done.There() }

// Ready tells whether it can be recorded now.
func (r *Chore) Ready() bool { return r.Open() && len(r.Problems) == 0 }

// Amount is what its entries come to: the sum of the debits.
func (r *Chore) Amount() Money {
	var sum Money
	for _, e := range r.entries() {
		for _, l := range e.Lines {
			sum += max(0, l.Amount)
		}
	}
	return sum
}

func (r *Chore) entries() []Entry { return append([]Entry{r.Entry}, r.More...) }

// Of makes one chore of several entries; false where there are none and none was recorded.
func (r Chore) Of(entries []Entry, today Date) (Chore, bool) {
	if len(entries) == 0 {
		return r, !r.Done.Entry.IsZero()
	}
	r.Done = Became{} // something is open
	r.Entry, r.More = entries[0], entries[1:]
	if today < r.Month.Last() {
		r.Problems = append(r.Problems, Problem{Key: ProblemChoreEarly, Args: []any{r.Month.Last()}})
	}
	return r, true
}

// ChoreActs gives the acts that record those of the chores that can be.
func ChoreActs(chores []Chore) []Act {
	var acts []Act
	for i := range chores {
		if chores[i].Ready() {
			for _, e := range chores[i].entries() {
				acts = append(acts, Act{Kind: KindEntry, Body: e})
			}
		}
	}
	return acts
}

// SortChores puts chores in the order of their months, and in a month of their sources and names.
func SortChores(chores []Chore) {
	order := []string{
		ChoreAsset, ChorePrepaid, ChoreUnearned, ChoreAccrual, ChoreRecurring, ChoreInterest, ChoreTerm, ChoreLoan,
		ChoreProvision,
	}
	place := func(source string) int {
		if i := slices.Index(order, source); i >= 0 {
			return i
		}
		return len(order) // of areas that came later
	}
	slices.SortStableFunc(chores, func(a, b Chore) int {
		return cmp.Or(cmp.Compare(a.Month, b.Month), cmp.Compare(place(a.Source), place(b.Source)),
			cmp.Compare(a.Source, b.Source), cmp.Compare(a.Name, b.Name))
	})
}

// AssetChores are the parts of all things for a month, and those of the months before that are still open.
func AssetChores(views []AssetView, settings []SettingRow, m Month, closed Date) []Chore {
	var chores []Chore
	for i := range views {
		v := &views[i]
		rules := v.Rules(settings)
		source := [...]string{AssetFixed: ChoreAsset, AssetPrepaid: ChorePrepaid, AssetUnearned: ChoreUnearned}
		for _, one := range v.Months(rules) {
			if one.Month > m || v.gone(one.Month, rules) || one.Month < m && one.Done.There() {
				continue
			}
			chores = append(chores, Chore{
				Source: source[v.Card.Class], Name: v.Card.Name, Subject: v.Asset, Month: one.Month,
				Entry: v.monthEntry(one, closed), Done: one.Done,
			})
		}
	}
	return chores
}

// Rules are the settings about assets that hold for a thing: those of the day on which its parts begin, so that a later
// setting does not change a plan that is half recorded.
func (v *AssetView) Rules(settings []SettingRow) AssetRules {
	if !v.Card.First.Valid() {
		return AssetRulesOf(settings, v.Card.Bought)
	}
	return AssetRulesOf(settings, v.Card.First.Last())
}
