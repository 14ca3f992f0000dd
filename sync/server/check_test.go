package server

import (
	"context"
	"testing"
)

// TestCheck edits what is stored behind the server's back; each edit is found and named.
func TestCheck(t *testing.T) {
	edits := map[string]string{
		"tables": `UPDATE "balance" SET debit = debit + 1 WHERE account = '11101'`,
		"bytes":  `UPDATE "change" SET prev = hash WHERE kind = 17`,
		"sign":   `UPDATE "signed_head" SET sign = hash`,
	}
	for want, edit := range edits {
		t.Run(want, func(t *testing.T) {
			onEach(t, func(t *testing.T, p place) {
				ctx, s := context.Background(), p.open(t)
				v, _ := enrolled(t, s, "KDMP Periksa")
				v.due(t, "A", v.member(t, "A", "Ani"), 20260105)
				if _, err := s.Ingest(ctx, v.coop, v.run("A")); err != nil {
					t.Fatal(err)
				}
				kinds := map[string]int{}
				look := func() int {
					_, changes, err := s.Check(ctx, func(f Fault) { kinds[f.Kind]++ })
					if err != nil {
						t.Fatal(err)
					}
					return changes
				}
				if n := look(); n != int(v.devices["A"].head.Seq) || len(kinds) > 0 {
					t.Fatal(n, kinds)
				}
				if _, err := s.db.write.Exec(edit); err != nil {
					t.Fatal(err)
				}
				if look(); kinds[want] == 0 {
					t.Fatal("not found:", kinds)
				}
			})
		})
	}
}

// TestSurvey counts what the district's page shows, and counts again only what was heard.
func TestSurvey(t *testing.T) {
	onEach(t, func(t *testing.T, p place) {
		ctx, s := context.Background(), p.open(t)
		v, _ := enrolled(t, s, "KDMP Hitung")
		member := v.member(t, "A", "Ani")
		v.due(t, "A", member, 20260205)
		v.due(t, "A", member, 20260206) // the same month twice: an exception
		v.due(t, "A", member, 20260105)
		if _, err := s.Ingest(ctx, v.coop, v.run("A")); err != nil {
			t.Fatal(err)
		}
		if err := s.Survey(ctx); err != nil {
			t.Fatal(err)
		}
		all, err := s.district(ctx, "61")
		if err != nil || len(all) != 1 {
			t.Fatal(all, err)
		}
		want := standing{
			ID: v.coop, Name: "KDMP Hitung", Village: "6112032001",
			HeardAt: testNow.UnixMicro(), HeardHow: heardNetwork,
			Entries: 2, LastEntry: 20260206, Members: 1, Exception: 1, Active: true,
		}
		if all[0] != want {
			t.Fatalf("%+v, want %+v", all[0], want)
		}
		if due, err := s.due(ctx, -1); err != nil || len(due) != 0 {
			t.Fatal(due, err)
		}
		if all, err := s.district(ctx, "62"); err != nil || len(all) != 0 {
			t.Fatal(all, err)
		}
	})
}
