package takeover

import (
	"crypto/ed25519"
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"
	"testing"

	"lumbung/store/coop"
)

// testBook is a cooperative's book in memory: the real rules over a map.
type testBook struct {
	state     *coop.Map
	fold      *coop.Fold
	head      coop.Head
	treasurer coop.ID
	now       int64
}

func testID(name string) coop.ID {
	sum := sha256.Sum256([]byte(name))
	return coop.ID(sum[:16])
}

// newBook founds a cooperative with the standard chart.
func newBook(t testing.TB, chart []coop.ChartAccount) *testBook {
	t.Helper()
	b := &testBook{state: coop.NewMap(), head: coop.Head{Log: testID("log")}, now: 29_000_000}
	b.fold = coop.NewFold(b.state)
	seed := sha256.Sum256([]byte("key"))
	key := ed25519.NewKeyFromSeed(seed[:])
	hash := b.apply(t, coop.KindFound, coop.Found{
		Cooperative: testID("coop"), Name: "KDMP Contoh", Village: "6112032001", Letters: "A",
		Sign:   [32]byte(key.Public().(ed25519.PublicKey)),
		People: []coop.FoundOne{{Name: "Siti", Role: coop.RoleTreasurer}},
	})
	b.treasurer = coop.HashID(hash, 1)
	var add []coop.AccountAdd
	for _, a := range chart {
		add = append(add, coop.AccountAdd{
			Code: a.Code, NameID: a.NameID, NameEN: a.NameEN, Type: a.Type, Heading: a.Heading, Credit: a.NormalCredit,
			Sub: a.Sub,
		})
	}
	b.apply(t, coop.KindAccounts, coop.Accounts{Add: add})
	return b
}

// apply records a body that must count.
func (b *testBook) apply(t teller, kind coop.Kind, body any) coop.Hash {
	t.Helper()
	hash, what := b.try(kind, body)
	if !what.Counts() {
		t.Fatalf("%T %+v is refused: %v", body, body, what)
	}
	return hash
}

func (b *testBook) try(kind coop.Kind, body any) (coop.Hash, coop.What) {
	c := coop.Change{
		Log: b.head.Log, Seq: 1, At: b.now, Author: b.treasurer, Kind: kind, Version: 1, Body: coop.EncodeBody(body),
	}
	if kind == coop.KindFound {
		c.Prev = coop.Genesis(testID("coop"), b.head.Log)
	} else {
		c.Prev, c.Seq, c.Seen = b.fold.Next(b.head)
	}
	b.now++
	what := b.fold.Apply(c)
	b.head = coop.Head{Log: c.Log, Seq: c.Seq, Hash: c.Hash()}
	return b.head.Hash, what
}

// entries are what a real book answers to EntryQuery{}.
func (b *testBook) entries() []coop.EntryView {
	var all []coop.EntryView
	b.state.Scan(&coop.EntryRow{}, 0, func(r coop.Record) bool {
		v := coop.EntryView{EntryRow: *r.(*coop.EntryRow)}
		for _, l := range b.fold.Lines(v.ID) {
			v.Lines = append(v.Lines, coop.LineView{Line: l})
		}
		all = append(all, v)
		return true
	})
	for _, r := range all {
		for i := range all {
			if all[i].ID == r.Reverses && r.What.Counts() {
				all[i].ReversedBy = r.ID
			}
		}
	}
	return all
}

func (b *testBook) members() []KnownMember {
	var all []KnownMember
	b.state.Scan(&coop.MemberRow{}, 0, func(r coop.Record) bool {
		m := r.(*coop.MemberRow)
		all = append(all, KnownMember{ID: m.Member.String(), Number: m.Number, Name: m.Name})
		return true
	})
	return all
}

// balance is what an account has at the end of a day, debit positive.
func (b *testBook) balance(account string, day coop.Date) coop.Money {
	var sum coop.Money
	b.state.Scan(&coop.LineRow{}, 0, func(r coop.Record) bool {
		if l := r.(*coop.LineRow); l.Account == account && l.Posted != 0 && l.Posted <= day {
			sum += l.Amount
		}
		return true
	})
	return sum
}

// take takes workbooks over as a caller does: members first, then the acts. Nothing may be refused.
func (b *testBook) take(t teller, o Options, books ...*Workbook) *Proposal {
	t.Helper()
	o.Held, o.Members = b.entries(), b.members()
	p := Propose(books, o)
	made := map[string]coop.ID{}
	for _, m := range p.NewMembers() {
		made[m.Key] = coop.HashID(b.apply(t, coop.KindMember, m.Act().Body), 0)
	}
	acts, err := p.Acts(made)
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range acts {
		b.apply(t, a.Kind, a.Body)
	}
	return p
}

// again records the same acts once more, past all that recognises rows: none of them may count.
func (b *testBook) again(t testing.TB, p *Proposal) {
	t.Helper()
	made := map[string]coop.ID{}
	for _, m := range b.members() {
		id, err := coop.ParseID(m.ID)
		if err != nil {
			t.Fatal(err)
		}
		made[memberKey(m.Name)] = id
	}
	acts, err := p.Acts(made)
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range acts {
		if _, what := b.try(a.Kind, a.Body); what != coop.WhatTwice {
			t.Errorf("the second %+v is %v, want twice", a.Body, what)
		}
	}
}

// money lists the accounts that must not depend on how books are taken over.
func (b *testBook) money() string {
	var parts []string
	for _, a := range []string{accountCash, accountBank, accountTransit, coop.OpeningAccount} {
		parts = append(parts, fmt.Sprintf("%s %s", a, b.balance(a, 21991231)))
	}
	return strings.Join(parts, ", ")
}

// agree compares the book at each month's end with what the proofs arrived at, and those with the sheets.
func (b *testBook) agree(t teller, p *Proposal) {
	t.Helper()
	for _, s := range p.Sheets {
		if s.Book == "" || s.Month == 0 {
			continue
		}
		if got := b.balance(s.Account, s.Month.Last()); got != s.Ours {
			t.Errorf("%s %s: the book has %s at the month's end, the proof %s", s.Book, s.Sheet, got, s.Ours)
		}
		explain(t, s)
	}
}

// explain checks the sums of a proof: every row has one fate, and the breaks add up to the difference.
func explain(t teller, s Proof) {
	t.Helper()
	rows := s.Taken + s.Suspense + s.Recorded
	for _, c := range s.Aside {
		rows += len(c.Rows)
	}
	if rows != s.Read {
		t.Errorf("%s: %d rows read, %d accounted for", s.Sheet, s.Read, rows)
	}
	var breaks coop.Money
	for _, k := range s.Breaks {
		breaks += k.By
	}
	if s.StatedRow > 0 && breaks != s.Difference {
		t.Errorf("%s: a difference of %s, explained %s", s.Sheet, s.Difference, breaks)
	}
	if s.Opening+s.In-s.Out != s.Ours {
		t.Errorf("%s: %s + %s - %s is not %s", s.Sheet, s.Opening, s.In, s.Out, s.Ours)
	}
}

// months splits workbooks into one for each sheet that holds rows to record.
func months(books []*Workbook) []*Workbook {
	var all []*Workbook
	for _, w := range books {
		for _, s := range w.Sheets {
			if slices.ContainsFunc(s.Rows, func(r Row) bool { return r.Kind == Posting }) {
				all = append(all, &Workbook{Name: w.Name + " " + s.Name, Sheets: []Sheet{s}, Year: w.Year})
			}
		}
	}
	return all
}

// takenAnyHow takes books over whole and in pieces, in several orders; cash, bank and transit must end the same.
func takenAnyHow(t *testing.T, books []*Workbook) {
	o, chart := standard(t)
	both := newBook(t, chart)
	p := both.take(t, o, books...)
	both.agree(t, p)
	want := both.money()
	both.again(t, p)
	if got := both.money(); got != want {
		t.Errorf("the same acts again changed %s to %s", want, got)
	}
	pieces := months(books)
	backwards := slices.Clone(pieces)
	slices.Reverse(backwards)
	zigzag := slices.Clone(pieces)
	slices.SortStableFunc(zigzag, func(a, b *Workbook) int { return int(a.Sheets[0].Month%3 - b.Sheets[0].Month%3) })
	turned := slices.Clone(books)
	slices.Reverse(turned)
	for name, order := range map[string][][]*Workbook{
		"turned": {turned}, "first_book_first": {books[:1], books[1:]}, "first_book_last": {books[1:], books[:1]},
		"by_months": each(pieces), "backwards": each(backwards), "zigzag": each(zigzag),
		"twice": {books, turned, books},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBook(t, chart)
			for _, some := range order {
				if len(some) > 0 {
					b.take(t, o, some...)
				}
			}
			if got := b.money(); got != want {
				t.Errorf("%s\nwant %s", got, want)
			}
			last := b.take(t, o, books...)
			if acts, err := last.Acts(nil); err != nil || len(acts) > 0 {
				t.Errorf("taken over once more: %d acts, %v", len(acts), err)
			}
			b.agree(t, last)
		})
	}
}

func each(books []*Workbook) [][]*Workbook {
	var all [][]*Workbook
	for _, w := range books {
		all = append(all, []*Workbook{w})
	}
	return all
}

// teller is the part of testing.TB that rapid.T has too.
type teller interface {
	Helper()
	Errorf(format string, args ...any)
	Fatalf(format string, args ...any)
	Fatal(args ...any)
}
