package store

import (
	"errors"
	"testing"

	"lumbung/store/coop"
)

// TestImportWith: members and what stands on them are recorded in one transaction. A take-over that was refused at its
// last row once left the members registered that its first rows had named.
func TestImportWith(t *testing.T) {
	b := newTestBook(t)
	siti := b.person(t, "Siti")
	before := dumpOf(t, b)
	people := []coop.MemberInput{
		{Name: "Aminah", MemberPrivate: coop.MemberPrivate{NIK: "6112034107850001"}},
		{Name: "Joko", Number: "7"},
		{Name: "Wayan"},
	}
	pay := func(last string) func([]coop.ID) ([]coop.Act, error) {
		return func(made []coop.ID) ([]coop.Act, error) {
			var acts []coop.Act
			for _, id := range made {
				e := dues(20260105, id, 20_000, 202601)
				e.Once = coop.ImportOnce("kas.csv", id.String())
				acts = append(acts, act(e))
			}
			return append(acts, act(entry(20260106, "11101", last, 1000))), nil
		}
	}
	unchanged := func(t *testing.T) {
		t.Helper()
		if dumpOf(t, b) != before {
			t.Error("something was recorded")
		}
	}
	t.Run("refuses_last_act", func(t *testing.T) {
		_, err := b.ImportWith(ctx, siti, people, pay("98765"))
		var refusal *coop.Refusal
		if !errors.As(err, &refusal) || refusal.What != coop.WhatAccount || refusal.Index != len(people)+3 {
			t.Errorf("an account that is not there: %v", err)
		}
		unchanged(t)
	})
	t.Run("refuses_last_member", func(t *testing.T) {
		_, err := b.ImportWith(ctx, siti, append(people[:3:3], coop.MemberInput{Name: " "}), pay("41109"))
		if problem(err) != "member.needs-name" {
			t.Errorf("a member without a name: %v", err)
		}
		unchanged(t)
	})
	t.Run("refuses_with_caller", func(t *testing.T) {
		stop := errors.New("stop")
		if _, err := b.ImportWith(ctx, siti, people, func([]coop.ID) ([]coop.Act, error) {
			return nil, stop
		}); !errors.Is(err, stop) {
			t.Errorf("the caller's own error: %v", err)
		}
		unchanged(t)
		b.reopen(t)
		unchanged(t)
	})
	t.Run("OK", func(t *testing.T) {
		done := must(b.ImportWith(ctx, siti, people, pay("41109")))(t)
		if len(done) != len(people)+4 {
			t.Fatalf("%d recorded", len(done))
		}
		for i, number := range []string{"8", "7", "9"} {
			row := coop.MemberRow{Member: done[i].ID}
			if b.over.Get(&row); row.Number != number || row.Name != people[i].Name {
				t.Errorf("member %d: %+v", i, row)
			}
		}
		if known := must(b.NIKKnown(ctx, "6112034107850001"))(t); len(known) != 1 || known[0].Name != "Aminah" {
			t.Errorf("found by NIK: %+v", known)
		}
		b.clean(t)
	})
}

// TestImportWith_twice: what is there already does not stop the rest, also where it is found out while recording.
func TestImportWith_twice(t *testing.T) {
	b := newTestBook(t)
	siti := b.person(t, "Siti")
	first := entry(20260106, "11101", "41109", 1000)
	first.Once = coop.ImportOnce("kas.csv", "1")
	was := b.record(t, "Siti", first)
	other := first
	other.Evidence = "K-1" // the same rule with another body is found out while recording
	for _, again := range []coop.Entry{first, other} {
		done, err := b.ImportWith(ctx, siti, []coop.MemberInput{{Name: "Aminah"}},
			func(made []coop.ID) ([]coop.Act, error) {
				return []coop.Act{act(again), act(dues(20260105, made[0], 20_000, 202601))}, nil
			})
		var refusal *coop.Refusal
		switch {
		case errors.As(err, &refusal) && refusal.What == coop.WhatTwiceOther && refusal.Index == 1:
		case err != nil:
			t.Fatal(err)
		case !done[1].Already || done[1].ID != was.ID || done[0].Already || done[2].Already:
			t.Errorf("%+v", done)
		}
	}
	b.clean(t)
}
