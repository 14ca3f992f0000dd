package store

import (
	"testing"

	"lumbung/store/coop"
)

// acts records several acts of a person together.
func (b *testBook) acts(t *testing.T, name string, acts ...coop.Act) []coop.Recorded {
	t.Helper()
	done, err := b.Record(ctx, b.person(t, name), acts...)
	if err != nil {
		t.Fatal(err)
	}
	return done
}

// A supervisor asks, the treasurer answers, and the supervisor is content; a plain finding beside it is no question.
func TestFindings_QuestionIsSettled(t *testing.T) {
	b := newTestBook(t)
	e := b.record(t, "Siti", entry(20260105, "11101", "42101", 1000))
	asked := b.acts(t, "Wati", coop.Query(e.ID, "dari siapa?")...)
	b.record(t, "Wati", coop.Finding{Entry: e.ID, Text: "nota belum ada"})
	see := func(i int, asks, settled bool, answers int) {
		t.Helper()
		all, err := b.Findings(ctx)
		if err != nil || len(all) != 2 {
			t.Fatalf("%+v (%v)", all, err)
		}
		f := all[i]
		if f.Asks != asks || f.Settled != settled || len(f.Answers) != answers {
			t.Errorf("finding %d: %+v", i, f)
		}
	}
	first, second := 0, 1
	if all, _ := b.Findings(ctx); all[0].Finding != asked[1].ID {
		first, second = 1, 0 // of one minute, the lesser id comes first
	}
	see(first, true, false, 0)
	see(second, false, false, 0)
	b.recordKind(t, coop.KindAnswer, coop.Answer{Finding: asked[1].ID, Text: "dari Pak Darto"})
	see(first, true, false, 1)
	b.acts(t, "Wati", coop.Act{
		Kind: coop.KindReview, Body: coop.Review{Entries: []coop.ID{e.ID}, Verdict: coop.VerdictAgreed},
	})
	see(first, true, true, 1)
}

// What waits for a reviewer is what others recorded in the period and the reviewer has said nothing of, in any way.
func TestUnreviewed(t *testing.T) {
	b := newTestBook(t)
	see := func(name string, waiting, total int) {
		t.Helper()
		w, n, err := b.Unreviewed(ctx, b.person(t, name).User, 20260101, 20260131)
		if err != nil || w != waiting || n != total {
			t.Errorf("%d of %d wait for %s, want %d of %d (%v)", w, n, name, waiting, total, err)
		}
	}
	see("Wati", 0, 0)
	var made []coop.ID
	for i := range 4 {
		made = append(made, b.record(t, "Siti", entry(20260105, "11101", "42101", int64(1000+i))).ID)
	}
	b.record(t, "Siti", entry(20260205, "11101", "42101", 1000))
	see("Wati", 4, 4)
	see("Siti", 0, 0)
	b.acts(t, "Wati", coop.Act{
		Kind: coop.KindReview, Body: coop.Review{Entries: made[:2], Verdict: coop.VerdictRead},
	})
	b.acts(t, "Wati", coop.Query(made[1], "apa ini?")...)
	see("Wati", 2, 4)
	b.record(t, "Wati", coop.Finding{Entry: made[2], Text: "nota belum ada"})
	see("Wati", 1, 4)
	see("Budi", 4, 4)
}
