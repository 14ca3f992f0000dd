package coop

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
)

// AssetRecord is a card as it was recorded, with its place in the order of changes.
type AssetRecord struct {
	ID      ID
	Lamport int64
	Hash    Hash
	Card    AssetCard
}

// AssetMove is a line that counts on an account on which things with cards stand or wear.
type AssetMove struct {
	Asset    ID // zero: a line that names no card
	Account  string
	Amount   Money // debit positive
	Posted   Date
	Entry    ID
	Kind     Kind // of the entry
	Occasion string
	Once     ID
	Reverses ID
	Corrects ID
}

// Became says what came of what may be recorded once; zero: it was never recorded.
type Became struct {
	Entry ID   // that counts for it, or the last one that was taken back
	Back  bool // it was taken back and nothing stands in its place
}

// There tells whether something counts for it.
func (b Became) There() bool { return !b.Entry.IsZero() && !b.Back }

// Again gives the entry by which something is recorded once: the first time with its own once-rule, and after it was
// taken back in the place of the entry that was, so that two laptops that do so still record it once.
func (b Became) Again(e Entry) Entry {
	if b.Back {
		e.Corrects, e.Once = b.Entry, CorrectionOnce(b.Entry)
	}
	return e
}

// AssetView is one thing on a day: its card as it was last written, and what the ledger says of it.
type AssetView struct {
	Asset    ID // of the first card: what lines and once-rules name
	Version  ID // of the card that holds
	Card     AssetCard
	Original AssetCard // the first card
	Held     bool      // it was in the balances before it had a card: no entry brought it in
	Cost     Money     // what it cost, or what was paid or received ahead; 0 when it is gone
	Worn     Money     // what of it was borne, in the book and before
	Ended    Date      // sold, thrown away, given back or finished; 0: still there
	EndEntry ID
	Recorded map[Month]Became // months whose part was recorded

	cards      []AssetCard // as each change left it, the first first
	parts      map[Month]Money
	end        Became // what came of the entry by which it leaves
	ending     Date   // on which it leaves, be it after the day of the view; 0: never
	moved      Date   // the last day on which its cost changed
	cost, worn Money  // as Cost and Worn, with what stands on later days
}

// Left is what it is still worth in the books: cost without what was borne.
func (v *AssetView) Left() Money { return v.Cost - v.Worn }

// Owned tells whether it is the cooperative's; goods that the village lent are not (domain §4).
func (v *AssetView) Owned() bool { return !strings.HasPrefix(v.Card.Account, "9") }

// AssetOnce is the once-rule of a month's part.
func AssetOnce(asset ID, m Month) Once {
	return Once{Rule: "asset", Subject: asset.String(), Period: m.String()}
}

// AssetEndOnce is the once-rule of the entry by which a thing leaves the books.
func AssetEndOnce(asset ID) Once { return Once{Rule: "asset-end", Subject: asset.String()} }

// AssetBeginOnce is the once-rule of the entry by which it comes in together with its card.
func AssetBeginOnce(asset ID) Once { return Once{Rule: "asset-begin", Subject: asset.String()} }

// AssetAccounts are the accounts on which things with cards stand or wear, ascending; an own kind's too.
func AssetAccounts(cards []AssetRecord) []string {
	all := map[string]bool{}
	for _, k := range AssetKinds() {
		all[k.Account] = true
		if k.Class == AssetFixed && k.Credit != "" {
			all[k.Credit] = true
		}
	}
	for _, c := range cards {
		all[c.Card.Account] = true
		if worn := c.Card.wornOn(); worn != "" {
			all[worn] = true
		}
	}
	return sortedKeys(all)
}

// wornOn is the account that collects what was borne: for what was paid or received ahead the account it stands on.
func (c AssetCard) wornOn() string {
	switch {
	case c.Class == AssetFixed:
		return c.Credit
	case c.Class == AssetUnearned:
		return c.Debit
	}
	return c.Account
}

// AssetViews tells how all things stand at the end of a day, by account and then by name. Moves are those of the
// accounts of AssetAccounts, in any order; later ones than the day are looked at only for which months are recorded.
// Cards bought after the day are left out.
func AssetViews(cards []AssetRecord, moves []AssetMove, day Date) []AssetView {
	roots, bodies := assetRoots(cards), map[ID]AssetCard{}
	for _, c := range cards {
		bodies[c.ID] = c.Card
	}
	views := map[ID]*AssetView{}
	for _, c := range slices.SortedFunc(slices.Values(cards), earlier) {
		root := roots[c.ID]
		v := views[root]
		if v == nil {
			v = &AssetView{Asset: root, Original: c.Card, Recorded: map[Month]Became{}, parts: map[Month]Money{}}
			views[root] = v
		}
		if c.ID == root {
			v.Original = c.Card
		}
		v.Version, v.Card = c.ID, v.after(c.Card, bodies)
		v.cards = append(v.cards, v.Card)
	}
	by := map[ID][]AssetMove{}
	for _, m := range moves {
		by[m.Asset] = append(by[m.Asset], m)
	}
	out := make([]AssetView, 0, len(views))
	for root, v := range views {
		if v.Original.Bought > day {
			continue
		}
		v.reckon(by[root], day)
		out = append(out, *v)
	}
	slices.SortFunc(out, func(a, b AssetView) int {
		return cmp.Or(cmp.Compare(a.Card.Account, b.Card.Account), cmp.Compare(a.Card.Bought, b.Card.Bought),
			cmp.Compare(a.Card.Name, b.Card.Name), bytes.Compare(a.Asset[:], b.Asset[:]))
	})
	return out
}

func earlier(a, b AssetRecord) int {
	return cmp.Or(cmp.Compare(a.Lamport, b.Lamport), bytes.Compare(a.Hash[:], b.Hash[:]))
}

// assetRoots finds the first card of each chain of replacements. A card that replaces one that is not there, or that
// replaces itself by a roundabout way, begins a chain of its own.
func assetRoots(cards []AssetRecord) map[ID]ID {
	before := map[ID]ID{}
	for _, c := range cards {
		before[c.ID] = c.Card.Replaces
	}
	roots := map[ID]ID{}
	for _, c := range cards {
		root := c.ID
		for range len(cards) {
			next := before[root]
			if _, there := before[next]; next.IsZero() || !there {
				break
			}
			root = next
		}
		roots[c.ID] = root
	}
	return roots
}

// after gives the card once another took its place: only what that one changed of the card that its author saw is
// changed. Two laptops of which one finds another life and the other a better name so lose neither.
func (v *AssetView) after(now AssetCard, bodies map[ID]AssetCard) AssetCard {
	was, known := bodies[now.Replaces]
	if len(v.cards) == 0 || !known {
		return now
	}
	card := v.Card
	card.Replaces = now.Replaces
	for _, text := range [...]struct{ was, now, card *string }{
		{&was.Name, &now.Name, &card.Name},
		{&was.Tag, &now.Tag, &card.Tag},
		{&was.Place, &now.Place, &card.Place},
		{&was.Condition, &now.Condition, &card.Condition},
		{&was.Outlet, &now.Outlet, &card.Outlet},
	} {
		if *text.now != *text.was {
			*text.card = *text.now
		}
	}
	if now.plan() != was.plan() {
		card.Amount, card.Residual, card.Months, card.First = now.Amount, now.Residual, now.Months, now.First
		card.Debit, card.Credit, card.Borne = now.Debit, now.Credit, now.Borne
	}
	return card
}

// plan is what of a card says how its worth is spread: it is changed together or not at all.
func (c AssetCard) plan() AssetCard {
	return AssetCard{
		Amount: c.Amount, Residual: c.Residual, Months: c.Months, First: c.First, Borne: c.Borne, Debit: c.Debit,
		Credit: c.Credit,
	}
}

// reckon reads off the ledger's lines what a thing is worth.
func (v *AssetView) reckon(moves []AssetMove, day Date) {
	fates, worn := fatesOf(moves), v.wearing(moves)
	months, end := v.monthsByOnce(), AssetEndOnce(v.Asset).ID()
	borne := map[ID]Money{} // by entry
	v.Held = true
	for _, m := range moves {
		if month, is := months[m.Once]; is {
			v.Recorded[month] = fates.of(m.Entry)
		}
		if m.Once == end {
			v.end = fates.of(m.Entry)
		}
		v.Held = v.Held && !v.brings(m)
		amount := m.Amount
		if v.Card.Class == AssetUnearned { // it stands on the credit side
			amount = -amount
		}
		if v.wears(m, worn) {
			borne[m.Entry] -= amount
			continue
		}
		if v.cost += amount; m.Posted <= day {
			v.Cost += amount
		}
		if amount > 0 && m.Kind != KindReversal && !fates.back[m.Entry] {
			v.moved = max(v.moved, m.Posted)
		}
	}
	v.settle(fates, borne, day)
}

// settle adds up what was borne, and says whether the thing is gone on the day.
func (v *AssetView) settle(fates fates, borne map[ID]Money, day Date) {
	for entry, amount := range borne {
		v.worn += amount
		if fates.posted[entry] <= day {
			v.Worn += amount
		}
	}
	for month, became := range v.Recorded {
		v.parts[month] = borne[became.Entry]
	}
	if v.end.There() {
		v.ending = fates.posted[v.end.Entry]
	}
	if v.ending != 0 && v.ending <= day {
		v.Ended, v.EndEntry = v.ending, v.end.Entry
	}
	if v.Held {
		v.Cost, v.cost = v.Cost+v.Original.Amount, v.cost+v.Original.Amount
		v.Worn, v.worn = v.Worn+v.Original.Borne, v.worn+v.Original.Borne
	}
}

// fates say which entries were taken back, and what stands in the place of which.
type fates struct {
	back   map[ID]bool
	put    map[ID]ID // the entry that puts one right
	posted map[ID]Date
}

func fatesOf(moves []AssetMove) fates {
	f := fates{back: map[ID]bool{}, put: map[ID]ID{}, posted: map[ID]Date{}}
	for _, m := range moves {
		f.posted[m.Entry] = m.Posted
		if !m.Reverses.IsZero() {
			f.back[m.Reverses] = true
		}
		if !m.Corrects.IsZero() {
			f.put[m.Corrects] = m.Entry
		}
	}
	return f
}

// of follows an entry to what counts in its place. An entry puts right only one that was there before it, so that this
// ends.
func (f fates) of(entry ID) Became {
	for f.back[entry] {
		next, is := f.put[entry]
		if !is {
			return Became{Entry: entry, Back: true}
		}
		entry = next
	}
	return Became{Entry: entry}
}

// wears tells whether a line is of what was borne, not of the cost.
func (v *AssetView) wears(m AssetMove, worn map[ID]bool) bool {
	if v.Card.Class != AssetFixed {
		return worn[m.Entry]
	}
	return slices.ContainsFunc(v.cards, func(c AssetCard) bool { return c.Credit == m.Account })
}

// wearing finds the entries that bear a part of what was paid or received ahead, which wears on the account it stands
// on: those of the months, and else the side tells. What takes an entry back is as that was.
func (v *AssetView) wearing(moves []AssetMove) map[ID]bool {
	worn := map[ID]bool{}
	for _, m := range moves {
		if m.Kind != KindReversal {
			worn[m.Entry] = m.Occasion == OccasionPrepaidMonth || m.Occasion == OccasionUnearnedMonth ||
				(m.Amount < 0) != (v.Card.Class == AssetUnearned)
		}
	}
	for _, m := range moves {
		if m.Kind == KindReversal {
			worn[m.Entry] = worn[m.Reverses]
		}
	}
	return worn
}

// brings tells whether a line is of the entry by which the thing came into the book.
func (v *AssetView) brings(m AssetMove) bool {
	if m.Once == AssetBeginOnce(v.Asset).ID() {
		return true
	}
	// what was built becomes something else: one entry ends the one and brings the other
	return m.Occasion == OccasionAssetFinished && m.Kind == KindEntry && m.Amount > 0
}

// monthsByOnce gives the months that any of its cards can bear by the ids of their once-rules, and the months right
// after, one of which takes what is left over.
func (v *AssetView) monthsByOnce() map[ID]Month {
	all := map[ID]Month{}
	if first, last := v.span(); last != 0 {
		for m := first; m.Valid() && m <= last.Add(12); m = m.Add(1) {
			all[AssetOnce(v.Asset, m).ID()] = m
		}
	}
	return all
}

// span gives the first and the last month that any of its cards bears; zero where none does.
func (v *AssetView) span() (first, last Month) {
	for _, c := range v.cards {
		if c.Last() != 0 && (first == 0 || c.First < first) {
			first = c.First
		}
		last = max(last, c.Last())
	}
	return first, last
}
