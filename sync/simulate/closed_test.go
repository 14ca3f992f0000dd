package simulate

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"lumbung/store/coop"
	"lumbung/sync/client"
)

// standing is what stood on the accounts at the end of 2025.
func (l *laptop) standing() map[string]coop.Money {
	l.t.Helper()
	rows, err := l.book.TrialBalance(l.t.Context(), 0, 20251231)
	if err != nil {
		l.t.Fatal(err)
	}
	out := map[string]coop.Money{}
	for _, a := range rows {
		out[a.Account.Code] = a.Closing()
	}
	return out
}

const closePhrase = "sawah kerbau hujan lumbung"

// closeYear lets the chair close the months up to November, and then the year.
func (l *laptop) closeYear(year coop.Month) {
	l.t.Helper()
	ctx, chair := l.t.Context(), l.as(coop.RoleChair)
	if _, err := l.book.MakeUserKey(ctx, chair, closePhrase, ""); err != nil {
		l.t.Fatal(err)
	}
	for _, period := range []coop.Month{year*100 + 11, year*100 + 12} {
		plan, err := l.book.PlanClose(ctx, period, period%100 == 12)
		if err != nil || len(plan.Against("")) > 0 {
			l.t.Fatal(plan.Against(""), err)
		}
		mark, err := l.book.Sign(ctx, chair, closePhrase, coop.KindClose, plan.Body)
		if err != nil {
			l.t.Fatal(err)
		}
		if _, err := l.book.Record(ctx, chair, plan.Acts(mark, "")...); err != nil {
			l.t.Fatal(err)
		}
	}
}

// moves records that something was earned in cash.
func (l *laptop) moves(day coop.Date, remark string, rupiah coop.Money) {
	l.t.Helper()
	amount := rupiah * coop.Rupiah
	if err := l.record(coop.RoleTreasurer, coop.KindEntry, coop.Entry{Date: day, Remark: remark, Lines: []coop.Line{
		{Account: "11101", Amount: amount}, {Account: "42101", Amount: -amount},
	}}); err != nil {
		l.t.Fatal(err)
	}
}

// What another laptop recorded in time and sends after the close, through the district's server, changes nothing of the
// closed year on any of the three: it posts on the first day of the next and is listed.
func TestClosedPeriodOverTheLine(t *testing.T) {
	o := openOffice(t)
	a := found(t, 7)
	ca := o.enrol(t, a)
	a.moves(20251110, "telur", 90_000)
	b := a.guest("ketua", 7)
	cb := client.New(b.book, client.Options{})
	syncAll(t, ca, cb)
	b.moves(20251220, "tanpa sinyal", 7000)
	a.closeYear(2025)
	before := a.standing()
	body, err := a.book.CloseBody(t.Context(), 202512, false)
	if err != nil {
		t.Fatal(err)
	}
	syncAll(t, ca, cb)
	o.agree(t, a, b)
	for _, l := range []*laptop{a, b} {
		for account, sum := range l.standing() {
			if sum != before[account] {
				t.Errorf("%s: %s was %v and is %v", l.name, account, before[account], sum)
			}
		}
		late, err := l.book.Entries(t.Context(), coop.EntryQuery{Text: "sinyal"})
		if err != nil || len(late) != 1 || late[0].Posted != 20260101 || late[0].What != coop.WhatLate {
			t.Errorf("%s: %+v (%v)", l.name, late, err)
		}
		l.verify()
	}
	info, err := a.book.Info(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := o.Look(t.Context(), info.Cooperative.Cooperative, func(s coop.State) error {
		if coop.TrialDigest(s, 202512) != body.Digest {
			t.Error("the office has other balances at the end of the closed year")
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}

// late records an entry dated in 2025, as a person types it.
func (l *laptop) late() error {
	return l.record(coop.RoleTreasurer, coop.KindEntry, coop.Entry{Date: 20251220, Remark: "uji", Lines: []coop.Line{
		{Account: "11101", Amount: 7000_00}, {Account: "42101", Amount: -7000_00},
	}})
}

// A copy of the book that is put on a new machine, made before the close or after it, and a laptop that joins: each
// refuses a closed year as soon as it has heard of the close. The copy from before the close has not heard: what it
// takes is late everywhere once it meets the others.
func TestClosedPeriodOnEveryMachine(t *testing.T) {
	o := openOffice(t)
	d := &dies{laptop: found(t, 7)}
	ca := o.enrol(t, d.laptop)
	d.moves(20251110, "telur", 90_000)
	early := d.backUp()
	d.closeYear(2025)
	before := d.standing()
	syncAll(t, ca)
	d.copied = d.backUp()
	guest := d.guest("ketua", 8)
	syncAll(t, ca)
	for _, l := range []*laptop{d.laptop, guest, d.restored(t, d.recovery)} {
		var problem coop.Problem
		if err := l.late(); !errors.As(err, &problem) || problem.Key != coop.ProblemClosedDay {
			t.Errorf("%s: %v", l.name, err)
		}
	}
	d.copied = early
	old := d.restored(t, d.recovery)
	if err := old.late(); err != nil { // it knows of no close
		t.Fatal(err)
	}
	co := old.client(nil)
	if err := co.Connect(t.Context(), o.url); err != nil {
		t.Fatal(err)
	}
	syncAll(t, co, ca)
	o.agree(t, d.laptop, old)
	for _, l := range []*laptop{d.laptop, old} {
		for account, sum := range l.standing() {
			if sum != before[account] {
				t.Errorf("%s: %s was %v and is %v", l.name, account, before[account], sum)
			}
		}
		closes, err := l.book.Closes(t.Context())
		if err != nil || len(closes) != 2 || len(closes[0].Late)+len(closes[1].Late) != 1 {
			t.Errorf("%s: %+v (%v)", l.name, closes, err)
		}
		l.verify()
	}
	if err := old.late(); err == nil {
		t.Error("the old copy goes on taking what is closed")
	}
}

// signs records an act of the chair, who has a key already.
func (l *laptop) signs(kind coop.Kind, body any) {
	l.t.Helper()
	chair := l.as(coop.RoleChair)
	mark, err := l.book.Sign(l.t.Context(), chair, closePhrase, kind, body)
	if err != nil {
		l.t.Fatal(err)
	}
	if _, err := l.book.Record(l.t.Context(), chair, coop.Act{Kind: kind, Body: body, Mark: mark}); err != nil {
		l.t.Fatal(err)
	}
}

// closes lets the chair close a month.
func (l *laptop) closes(month coop.Month) {
	l.t.Helper()
	plan, err := l.book.PlanClose(l.t.Context(), month, false)
	if err != nil || len(plan.Against("")) > 0 {
		l.t.Fatal(l.name, plan.Against(""), err)
	}
	l.signs(coop.KindClose, plan.Body)
}

// holding lists the closes that hold, and counts those that do not.
func (l *laptop) holding() (holds []coop.CloseView, void int) {
	l.t.Helper()
	all, err := l.book.Closes(l.t.Context())
	if err != nil {
		l.t.Fatal(err)
	}
	for _, c := range all {
		if c.Holds {
			holds = append(holds, c)
		} else {
			void++
		}
	}
	return holds, void
}

// Two laptops close October at once, and one of them November behind it. One October holds, the same on both; what
// stands behind the other holds no more, and is said to. What the one that lost had typed in time, and the other did
// not hold, is late in November. Then everything is reopened, where it goes back to its own day, and closed again.
func TestTwoCloseAtOnce(t *testing.T) {
	o := openOffice(t)
	a := found(t, 7)
	ca := o.enrol(t, a)
	if _, err := a.book.MakeUserKey(t.Context(), a.as(coop.RoleChair), closePhrase, ""); err != nil {
		t.Fatal(err)
	}
	b := a.guest("ketua", 7)
	cb := client.New(b.book, client.Options{})
	a.moves(20251005, "telur", 90_000)
	syncAll(t, ca, cb)
	a.moves(20251010, "di laptop bendahara", 1_000)
	b.moves(20251011, "di laptop ketua", 2_000)
	a.closes(202510)
	b.closes(202510)
	b.closes(202511)
	syncAll(t, ca, cb)
	o.agree(t, a, b)
	ours, void := a.holding()
	theirs, _ := b.holding()
	if len(ours) == 0 || len(ours)+void != 3 || len(theirs) != len(ours) || ours[0].Hash != theirs[0].Hash {
		t.Fatalf("%d and %d closes hold, %d do not", len(ours), len(theirs), void)
	}
	october := ours[len(ours)-1]
	if len(october.Late) != 1 || october.Late[0].Posted < 20251101 {
		t.Errorf("late is %+v", october.Late)
	}
	if got := a.moved(); got != "20251005 20251010 20251011" {
		t.Errorf("dated %s", got)
	}
	plan, err := b.book.PlanReopen(t.Context(), 202510)
	if err != nil || len(plan.Closes) != len(ours) || len(plan.Moves) != 1 {
		t.Errorf("reopening: %+v (%v)", plan, err)
	}
	b.signs(coop.KindReopen, coop.Reopen{Close: october.Hash, Reason: "tutup bersamaan"})
	syncAll(t, ca, cb)
	for holds, _ := a.holding(); len(holds) > 0; holds, _ = a.holding() { // the other October came to hold in its place
		if slices.ContainsFunc(holds, func(c coop.CloseView) bool { return c.Hash == october.Hash }) {
			t.Fatal("what was reopened holds")
		}
		a.signs(coop.KindReopen, coop.Reopen{Close: holds[len(holds)-1].Hash, Reason: "juga"})
	}
	a.closes(202510)
	syncAll(t, ca, cb)
	o.agree(t, a, b)
	ours, _ = b.holding()
	if len(ours) != 1 || len(ours[0].Late) != 0 || ours[0].Period != 202510 {
		t.Errorf("closed again: %+v", ours)
	}
	for _, l := range []*laptop{a, b} {
		l.verify()
	}
}

// moved lists the days that cash moved.
func (l *laptop) moved() string {
	l.t.Helper()
	all, err := l.book.Entries(l.t.Context(), coop.EntryQuery{Account: "42101"})
	if err != nil {
		l.t.Fatal(err)
	}
	var days []string
	for _, e := range all {
		days = append(days, fmt.Sprint(int(e.Date)))
	}
	slices.Sort(days)
	return strings.Join(days, " ")
}
