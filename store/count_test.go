package store

import (
	"errors"
	"math/rand/v2"
	"strings"
	"testing"

	"lumbung/store/coop"
)

// A count and the entry that posts its difference are one transaction: either both are there or neither.
func TestRecordWith_CountAndDifference(t *testing.T) {
	b := newTestBook(t)
	b.record(t, "Siti", entry(20260105, "11101", "41109", 100_000))
	count := coop.Count{
		Account: "11101", Date: 20260131, Counted: 85_000_00, Booked: 100_000_00, Reason: "kembalian",
		Notes: []coop.CountNote{{Value: 5_000_00, Pieces: 17}},
	}
	act := coop.Act{Kind: coop.KindCount, Body: count}
	siti, before := b.person(t, "Siti"), b.own
	broken := errors.New("no")
	if _, err := b.RecordWith(ctx, siti, []coop.Act{act}, func([]coop.ID) ([]coop.Act, error) {
		return nil, broken
	}); !errors.Is(err, broken) || b.own != before || len(must(b.Counts(ctx))(t)) != 0 {
		t.Fatalf("half of it stays: %v", err)
	}
	done, err := b.RecordWith(ctx, siti, []coop.Act{act}, func(made []coop.ID) ([]coop.Act, error) {
		body, differs := coop.CountEntry(made[0], count)
		if !differs {
			t.Error("no difference")
		}
		return []coop.Act{{Kind: coop.KindEntry, Body: body}}, nil
	})
	if err != nil || len(done) != 2 {
		t.Fatal(done, err)
	}
	c := must(b.Counts(ctx))(t)[0]
	if c.Entry != done[1].ID || c.Unposted() || done[1].Voucher == "" {
		t.Errorf("the count %+v, its entry %+v", c, done[1])
	}
	b.record(t, "Budi", coop.Count{Account: "11101", Date: 20260201, Counted: 1, Booked: 1})
	wati := b.person(t, "Wati")
	if _, err := b.MakeUserKey(ctx, wati, testPhrase, ""); err != nil {
		t.Fatal(err)
	}
	b.marked(t, wati, coop.KindApproval, coop.Approval{Subject: c.Head(), Reason: "uang kecil"})
	for _, one := range must(b.Counts(ctx))(t) {
		if declined := one.Count == c.Count; one.Declined != declined || declined != (one.DeclinedBy == "Wati") ||
			declined != (one.DeclinedWhy == "uang kecil") {
			t.Errorf("%v: %+v", declined, one)
		}
	}
	body, _ := coop.CountEntry(c.Count, c.Body())
	again, err := b.Record(ctx, siti, coop.Act{Kind: coop.KindEntry, Body: body})
	if err != nil || !again[0].Already {
		t.Errorf("posted a second time: %+v, %v", again, err)
	}
	b.clean(t)
}

// A till was ten thousand over because the other laptop's receipt of the day before had not arrived. When it comes, the
// count says what it really differs by; its entry is taken back, and what is left is posted in its place. An entry that
// was taken back counted as posted for ever, and could not be posted anew.
func TestCounts_Late(t *testing.T) {
	a := newTestBook(t)
	a.record(t, "Siti", entry(20260105, "11101", "41109", 100_000))
	b := a.join(t, "b")
	a.exchange(t, b)
	b.record(t, "Siti", entry(20260130, "11101", "41109", 7_000))
	siti := a.person(t, "Siti")
	count := coop.Count{Account: "11101", Date: 20260131, Counted: 110_000_00, Booked: 100_000_00, Reason: "?"}
	must(a.RecordWith(ctx, siti, []coop.Act{{Kind: coop.KindCount, Body: count}},
		func(made []coop.ID) ([]coop.Act, error) {
			body, _ := coop.CountEntry(made[0], count)
			return []coop.Act{{Kind: coop.KindEntry, Body: body}}, nil
		}))(t)
	a.exchange(t, b)
	last := func() coop.CountView { return must(a.Counts(ctx))(t)[0] }
	if c := last(); c.Late != 7_000_00 || !c.Outdated() || c.Posted != 10_000_00 || c.Real() != 3_000_00 {
		t.Fatalf("%+v", c)
	}
	a.record(t, "Siti", coop.Reversal{Entry: last().Entry, Date: 20260131, Reason: "datang terlambat"})
	c := last()
	again, differs := c.PostEntry()
	if !c.Unposted() || !differs {
		t.Fatalf("%+v", c)
	}
	if done := a.record(t, "Siti", again); done.Already {
		t.Error("nothing was posted")
	}
	if c := last(); c.Unposted() || c.Outdated() || c.Posted != 3_000_00 {
		t.Errorf("%+v", c)
	}
	b.exchange(t, a)
	if dumpOf(t, a) != dumpOf(t, b) {
		t.Error("the books differ")
	}
	a.clean(t)
}

// The counter's laptop had written far more than the other one, whose receipt came in later: it was looked for only
// among what stands behind the count in the order of all changes, so that this receipt was never told. What the counter
// had seen tells, not the order; and what the counter had seen is not told as late.
func TestCounts_LateBehind(t *testing.T) {
	a := newTestBook(t)
	a.record(t, "Siti", entry(20260105, "11101", "41109", 100_000))
	b := a.join(t, "b")
	a.exchange(t, b)
	b.record(t, "Siti", entry(20260129, "11101", "41109", 4_000))
	b.exchange(t, a)
	a.exchange(t, b)
	b.record(t, "Siti", entry(20260130, "11101", "41109", 7_000)) // while the other one writes on
	for range 5 {
		a.record(t, "Siti", entry(20260128, "11101", "41109", 1_000))
	}
	a.record(t, "Siti", coop.Count{
		Account: "11101", Date: 20260131, Counted: 116_000_00, Booked: 109_000_00, Reason: "?",
	})
	a.exchange(t, b)
	b.exchange(t, a)
	for _, book := range []*testBook{a, b} {
		if c := must(book.Counts(ctx))(t)[0]; c.Late != 7_000_00 || c.Real() != 0 || c.Unposted() {
			t.Errorf("%+v", c)
		}
	}
}

// A cloned disk: the copy wrote a receipt under a number that the counter's log had reached in its own way before the
// count. It has a smaller number and yet was never in the counter's book.
func TestCounts_LateFork(t *testing.T) {
	a := newTestBook(t)
	a.record(t, "Siti", entry(20260105, "11101", "41109", 100_000))
	b := a.join(t, "b")
	a.exchange(t, b)
	twin := a.twin(t)
	for range 5 {
		a.record(t, "Siti", entry(20260128, "11101", "41109", 1_000))
	}
	a.record(t, "Siti", coop.Count{
		Account: "11101", Date: 20260131, Counted: 112_000_00, Booked: 105_000_00, Reason: "?",
	})
	twin.record(t, "Siti", entry(20260130, "11101", "41109", 7_000))
	for range 8 {
		twin.record(t, "Siti", entry(20260130, "11201", "41109", 1_000))
	}
	for _, book := range []*testBook{a, twin} {
		if err := book.Leaving(ctx, must(book.Heads(ctx))(t)); err != nil {
			t.Fatal(err)
		}
		book.exchange(t, b)
	}
	a.exchange(t, b)
	for _, book := range []*testBook{a, b} {
		if c := must(book.Counts(ctx))(t)[0]; c.Late != 7_000_00 || c.Real() != 0 {
			t.Errorf("late %v, real %v", c.Late, c.Real())
		}
	}
}

// What a count had not heard of is, whichever way two laptops and a cloned disk wrote, what the rules say when they are
// asked about every entry: late ones, reversals, and what was posted later because its month was closed.
func TestCounts_LateWitness(t *testing.T) {
	for seed := range uint64(4) {
		r := rand.New(rand.NewPCG(seed, 5))
		a := newTestBook(t)
		b := a.join(t, "b")
		a.exchange(t, b)
		books := []*testBook{a, b}
		for round := range 6 {
			if round == 2 && seed%2 == 1 {
				books = append(books, a.twin(t))
			}
			for _, book := range books {
				for range r.IntN(4) {
					day := coop.Date(20260201 + r.IntN(28))
					done := book.record(t, "Siti", entry(day, "11101", "41109", int64(1+r.IntN(9000))))
					if r.IntN(3) == 0 {
						book.record(t, "Siti", coop.Reversal{Entry: done.ID, Date: day, Reason: "salah"})
					}
				}
				if r.IntN(2) == 0 {
					day := coop.Date(20260201 + r.IntN(28))
					book.record(t, "Siti", coop.Count{Account: "11101", Date: day, Counted: 1, Booked: 1})
				}
			}
			if round == 4 {
				a.record(t, "Siti", entry(20260115, "11101", "41109", 3))
				a.closeMonth(t, 202601)
				b.record(t, "Siti", entry(20260110, "11101", "41109", 5))
			}
			if r.IntN(2) == 0 {
				talk(t, books)
			}
			for _, book := range books {
				book.lateHolds(t)
			}
		}
		for range 3 {
			talk(t, books)
		}
		for _, book := range books {
			book.lateHolds(t)
		}
	}
}

// talk lets each book tell the second, and the second each, what they lack.
func talk(t *testing.T, books []*testBook) {
	t.Helper()
	for _, book := range books {
		if err := book.Leaving(ctx, must(book.Heads(ctx))(t)); err != nil {
			t.Fatal(err)
		}
		for _, way := range [][2]*testBook{{book, books[1]}, {books[1], book}} {
			runs := must(way[0].Runs(ctx, must(way[1].Heads(ctx))(t), 0))(t)
			must(way[1].Receive(ctx, runs...))(t)
		}
	}
}

// lateHolds asks the rules about every entry before the last count of each account.
func (b *testBook) lateHolds(t *testing.T) {
	t.Helper()
	of := ""
	for _, c := range must(b.Counts(ctx))(t) {
		if c.Account == of {
			continue
		}
		of = c.Account
		var want coop.Money
		for _, e := range must(b.Entries(ctx, coop.EntryQuery{From: 1, To: c.Date.AddDays(-1), Posted: true}))(t) {
			head := coop.Head{Log: e.Log, Seq: e.Seq, Hash: e.Hash}
			b.mu.Lock()
			saw := b.fold.CountSaw(&c.CountRow, head)
			b.mu.Unlock()
			for _, l := range e.Lines {
				if l.Account == c.Account && !saw {
					want += l.Amount
				}
			}
		}
		if c.Late != want {
			t.Errorf("count of %s: late %v, entry by entry %v", c.Date, c.Late, want)
		}
	}
}

// A day of a closed month takes no count with a difference any more: two counts of it would have posted it twice, in
// the next month, because the book of that day never changes.
func TestCounts_Closed(t *testing.T) {
	b := newTestBook(t)
	b.record(t, "Siti", entry(20260105, "11101", "41109", 100_000))
	b.closeMonth(t, 202601)
	count := coop.Count{Account: "11101", Date: 20260131, Counted: 90_000_00, Booked: 100_000_00, Reason: "?"}
	for range 2 {
		_, err := b.RecordWith(ctx, b.person(t, "Siti"), []coop.Act{{Kind: coop.KindCount, Body: count}},
			func(made []coop.ID) ([]coop.Act, error) {
				body, _ := coop.CountEntry(made[0], count)
				return []coop.Act{{Kind: coop.KindEntry, Body: body}}, nil
			})
		if err == nil {
			t.Error("a closed month takes it")
		}
	}
	if got := b.balances(t, 20260228, "11101", "61213"); got != "11101 100.000, 61213 0" {
		t.Error(got)
	}
}

// Four words of four letters that can be said, never the same twice, and a key can be made with them.
func TestNewPassphrase(t *testing.T) {
	b := newTestBook(t)
	seen := map[string]bool{}
	for range 200 {
		words := b.NewPassphrase()
		if seen[words] || len(strings.Fields(words)) != 4 || len(words) != 19 {
			t.Fatalf("%q", words)
		}
		seen[words] = true
	}
	if _, err := b.MakeUserKey(ctx, b.person(t, "Budi"), b.NewPassphrase(), ""); err != nil {
		t.Error(err)
	}
}
