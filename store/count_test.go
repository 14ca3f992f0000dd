package store

import (
	"errors"
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
