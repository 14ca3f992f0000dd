package simulate

import (
	"testing"

	"lumbung/store/coop"
	"lumbung/sync/client"
)

// asked gives the only finding of a laptop's book.
func (l *laptop) asked() coop.FindingView {
	l.t.Helper()
	all, err := l.book.Findings(l.t.Context())
	if err != nil || len(all) != 1 {
		l.t.Fatalf("%s: findings %+v (%v)", l.name, all, err)
	}
	return all[0]
}

// unreviewed counts what waits for the supervisor in a laptop's book, as of so many.
func (l *laptop) unreviewed() (waiting, total int) {
	l.t.Helper()
	who := l.as(coop.RoleSupervisor).User
	waiting, total, err := l.book.Unreviewed(l.t.Context(), who, 20261101, 20261130)
	if err != nil {
		l.t.Fatal(err)
	}
	return waiting, total
}

// stick carries everything from one laptop to another in a file.
func stick(t *testing.T, from, to *laptop) {
	t.Helper()
	file, err := client.New(from.book, client.Options{}).WriteFile(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := to.read(file.Data); err != nil {
		t.Fatal(err)
	}
}

// Without any line: the supervisor reads the treasurer's month on her own laptop, agrees, asks; the question goes back
// on a stick, the answer comes, she is content, and in the end both books say the same of every entry.
func TestReviewOverAStick(t *testing.T) {
	a := found(t, 21)
	b := a.guest("pengawas", 21)
	stick(t, b, a) // the guest's first: with it the host learns who it is
	var made []coop.ID
	for i := range coop.Money(6) {
		done, err := a.book.Record(t.Context(), a.as(coop.RoleTreasurer), coop.Act{
			Kind: coop.KindEntry, Body: coop.Entry{Date: 20261102, Lines: []coop.Line{
				{Account: "11101", Amount: (i + 1) * coop.Rupiah}, {Account: "42101", Amount: -(i + 1) * coop.Rupiah},
			}},
		})
		if err != nil {
			t.Fatal(err)
		}
		made = append(made, done[0].ID)
	}
	stick(t, a, b)
	agreed := coop.Review{Entries: made[:4], Verdict: coop.VerdictAgreed}
	acts := append([]coop.Act{{Kind: coop.KindReview, Body: agreed}}, coop.Query(made[4], "dari siapa?")...)
	if _, err := b.book.Record(t.Context(), b.as(coop.RoleSupervisor), acts...); err != nil {
		t.Fatal(err)
	}
	if waiting, total := b.unreviewed(); waiting != 1 || total != 6 {
		t.Errorf("%d of %d wait for the supervisor", waiting, total)
	}
	if waiting, _ := a.unreviewed(); waiting != 6 {
		t.Errorf("the treasurer's book knows of marks before they came: %d wait", waiting)
	}
	stick(t, b, a)
	f := a.asked()
	if waiting, _ := a.unreviewed(); waiting != 1 || !f.Asks || f.Text != "dari siapa?" || f.Entry != made[4] {
		t.Fatalf("the treasurer reads %+v, %d wait", f, waiting)
	}
	answer := coop.Answer{Finding: f.Finding, Text: "Pak Darto"}
	if err := a.record(coop.RoleTreasurer, coop.KindAnswer, answer); err != nil {
		t.Fatal(err)
	}
	stick(t, a, b)
	if f = b.asked(); len(f.Answers) != 1 || f.Answers[0].Text != "Pak Darto" || f.Settled {
		t.Fatalf("the supervisor reads %+v", f)
	}
	agreed.Entries = made[4:5]
	if err := b.record(coop.RoleSupervisor, coop.KindReview, agreed); err != nil {
		t.Fatal(err)
	}
	stick(t, b, a)
	if f = a.asked(); !f.Settled {
		t.Errorf("the treasurer reads %+v", f)
	}
	wati := b.as(coop.RoleSupervisor).User
	for i, id := range made[:5] {
		e, err := a.book.Entry(t.Context(), id)
		if err != nil || e.State != coop.StateReviewed || e.VerdictOf(wati) != coop.VerdictAgreed {
			t.Errorf("entry %d: %v, %v (%v)", i, e.State, e.Reviews, err)
		}
	}
	equal(t, a.name, a.dump(), b.name, b.dump())
	a.verify()
	b.verify()
}
