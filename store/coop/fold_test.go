package coop

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// TestFold_ArrivalOrder is the fold property (design §4): random histories of up to three devices with every kind of
// change give, in any causal order of arrival, exactly the rows of the fold in the order (lamport, hash).
func TestFold_ArrivalOrder(t *testing.T) {
	if os.Getenv("LUMBUNG_LONG") != "" {
		if err := flag.Set("rapid.checks", "10000"); err != nil {
			t.Fatal(err)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		h := newHistory(t)
		steps := rapid.IntRange(5, 45).Draw(t, "steps")
		for range steps {
			h.step()
		}
		h.checkArrival()
	})
}

// history drives a village by drawn choices.
type history struct {
	*village
	t       *rapid.T
	names   []string
	members []ID
	entries []Head
	ids     []ID
	closes  []Hash
	found   []ID
	users   []ID
}

func newHistory(t *rapid.T) *history {
	tb := quiet{}
	h := &history{village: found(tb), t: t, names: []string{"A"}}
	for _, name := range []string{"B", "C"}[:rapid.IntRange(0, 2).Draw(t, "guests")] {
		h.join(tb, "A", name)
		h.names = append(h.names, name)
	}
	for _, name := range []string{"Siti", "Budi", "Wati"} {
		h.users = append(h.users, h.people[name])
	}
	return h
}

// quiet lets the village's helpers run under rapid.
type quiet struct{ testing.TB }

func (quiet) Helper() {}

func (h *history) pick(label string, n int) int { return rapid.IntRange(0, n-1).Draw(h.t, label) }

func (h *history) anyMember() ID {
	if len(h.members) == 0 {
		return ID{}
	}
	return h.members[h.pick("member", len(h.members))]
}

func (h *history) anyEntry() (ID, Head) {
	if len(h.ids) == 0 {
		return testID("no entry"), Head{Seq: 1}
	}
	i := h.pick("entry", len(h.ids))
	return h.ids[i], h.entries[i]
}

func (h *history) step() {
	on := h.names[h.pick("device", len(h.names))]
	if h.pick("what", 5) == 0 && len(h.names) > 1 {
		h.exchange(h.names[h.pick("from", len(h.names))], on)
		return
	}
	if h.pick("fork", 60) == 0 && h.devices["F"] == nil {
		h.fork(on, "F")
		h.names = append(h.names, "F")
		return
	}
	author := []string{"Siti", "Siti", "Siti", "Budi", "Wati"}[h.pick("author", 5)]
	kind, body := h.body(on, author)
	hash := h.record(quiet{}, on, author, kind, body)
	head := h.devices[on].head
	switch kind {
	case KindMember:
		h.members = append(h.members, HashID(hash, 0))
	case KindEntry, KindReversal, KindOpening:
		h.ids, h.entries = append(h.ids, HashID(hash, 0)), append(h.entries, head)
	case KindClose:
		h.closes = append(h.closes, hash)
	case KindFinding:
		h.found = append(h.found, HashID(hash, 0))
	case KindUser:
		h.users = append(h.users, HashID(hash, 0))
	}
}

func (h *history) date() Date {
	return Date(20260100+100*h.pick("month", 4)) + Date(1+h.pick("day", 28))
}

func (h *history) body(on, author string) (Kind, any) {
	kinds := []Kind{
		KindEntry, KindEntry, KindEntry, KindEntry, KindReversal, KindReversal, KindOpening, KindMember, KindMember,
		KindMemberEdit, KindMemberSame, KindAccounts, KindAccountEdit, KindOccasion, KindOutlet, KindSetting, KindClose,
		KindClose, KindReopen, KindApproval, KindFinding, KindAnswer, KindLook, KindUser, KindRole, KindUserKey,
		KindRevoke,
		KindAdopt, KindVault, KindEnrol, 200,
	}
	kind := kinds[h.pick("kind", len(kinds))]
	if b := h.moneyBody(kind); b != nil {
		return kind, b
	}
	if b := h.peopleBody(kind, author); b != nil {
		return kind, b
	}
	if b := h.reviewBody(kind, on); b != nil {
		return kind, b
	}
	return kind, h.profileBody(kind)
}

func (h *history) moneyBody(kind Kind) any {
	amount := Money(1+h.pick("amount", 5)) * 1000_00
	switch kind {
	case KindEntry:
		e := bodyEntry(
			h.date(),
			"11101",
			[]string{"31102", "21101", "41109", "99", "61X"}[h.pick("account", 5)],
			amount,
			h.anyMember(),
			Month(202601+h.pick("for", 3)),
		)
		if h.pick("once", 3) == 0 {
			e.Once = ImportOnce("kas.csv", fmt.Sprint(h.pick("row", 3)))
		}
		if h.pick("unbalanced", 12) == 0 {
			e.Lines[0].Amount++
		}
		return e
	case KindReversal:
		id, _ := h.anyEntry()
		return Reversal{Entry: id, Date: h.date(), Reason: "salah"}
	case KindOpening:
		return Opening{
			Date:    20260101,
			Account: []string{"11101", "21101"}[h.pick("account", 2)],
			Amount:  amount,
			Member:  h.anyMember(),
		}
	}
	return nil
}

func (h *history) peopleBody(kind Kind, author string) any {
	switch kind {
	case KindMember:
		return Member{Fields: map[Field]string{FieldName: "Aminah", FieldNumber: fmt.Sprint(h.pick("number", 3))}}
	case KindMemberEdit:
		return MemberEdit{
			Member: h.anyMember(),
			Fields: map[Field]string{FieldHamlet: fmt.Sprint(h.pick("hamlet", 9))},
		}
	case KindMemberSame:
		a, b := h.anyMember(), h.anyMember()
		if string(b[:]) < string(a[:]) {
			a, b = b, a
		}
		return MemberSame{A: a, B: b, Apart: h.pick("apart", 4) == 0}
	case KindUser:
		return User{Name: "Joko", Role: Role(1 + h.pick("role", 6))}
	case KindRole:
		return RoleChange{User: h.users[h.pick("user", len(h.users))], Role: Role(h.pick("role", 7))}
	case KindUserKey:
		return UserKey{User: h.people[author], Public: public(testKey(fmt.Sprint("more ", h.pick("key", 3))))}
	}
	return nil
}

func (h *history) reviewBody(kind Kind, on string) any {
	d := h.devices[on]
	_, entry := h.anyEntry()
	switch kind {
	case KindClose:
		period := Month(202601 + h.pick("period", 3))
		heads := d.fold.Heads()
		if h.pick("less", 3) == 0 && len(heads) > 1 {
			heads = heads[:1]
		}
		return Close{Period: period, Prev: d.fold.LastClose(), Contains: heads, Digest: TrialDigest(d.state, period)}
	case KindReopen:
		if len(h.closes) == 0 {
			return Reopen{Close: Hash{1}, Reason: "x"}
		}
		return Reopen{Close: h.closes[h.pick("close", len(h.closes))], Reason: "kurang bukti"}
	case KindApproval:
		return Approval{Subject: entry, Granted: h.pick("granted", 2) == 0}
	case KindFinding:
		return Finding{Text: "bukti mana?"}
	case KindAnswer:
		if len(h.found) == 0 {
			return Answer{Finding: testID("none"), Text: "ada"}
		}
		return Answer{Finding: h.found[h.pick("finding", len(h.found))], Text: "ada"}
	case KindLook:
		return Look{What: WhatFork, Subject: entry.Hash}
	case KindRevoke, KindAdopt:
		other := h.devices[h.names[h.pick("other", len(h.names))]]
		row, ok := h.someChange(d, other.log)
		if kind == KindAdopt {
			return Adopt{Log: other.log, Seq: max(1, row.Seq), Hash: row.Hash}
		}
		if !ok {
			return Revoke{Log: other.log}
		}
		return Revoke{Log: other.log, Seq: row.Seq, Hash: row.Hash}
	}
	return nil
}

// someChange picks a change of a log that the device holds.
func (h *history) someChange(d *device, log ID) (ChangeRow, bool) {
	var rows []ChangeRow
	d.state.Scan(&ChangeRow{Log: log}, 1, func(r Record) bool { rows = append(rows, *r.(*ChangeRow)); return true })
	if len(rows) == 0 {
		return ChangeRow{}, false
	}
	return rows[h.pick("change", len(rows))], true
}

func (h *history) profileBody(kind Kind) any {
	n := fmt.Sprint(h.pick("value", 9))
	switch kind {
	case KindAccounts:
		return Accounts{
			Add: []AccountAdd{{Code: "61X", NameID: "Beban " + n, Type: Expense, Heading: h.pick("heading", 4) == 0}},
		}
	case KindAccountEdit:
		return AccountEdit{Code: "61X", NameID: "Beban " + n}
	case KindOccasion:
		return OccasionText{Name: "jual-telur", Text: n}
	case KindOutlet:
		return Outlet{Code: "warung", NameID: "Warung " + n}
	case KindSetting:
		return Setting{Key: SettingMandatory, From: h.date(), Value: n + "000"}
	case KindVault:
		return Vault{Log: testID("log A"), Epoch: 1, Key: []byte(n)}
	case KindEnrol:
		return Enrol{Log: testID("log A"), Village: n}
	default:
		return []string{"from the future", n}
	}
}

// checkArrival gives everything to fresh folds in random causal orders and compares all rows; then takes every
// device's own state, grown by its own arrivals, against the fold of what it holds.
func (h *history) checkArrival() {
	for _, name := range h.names {
		d := h.devices[name]
		if got, want := dump(d.state), dump(h.reference(d)); got != want {
			h.t.Fatalf("device %s differs from the fold:\n%s", name, firstDifference(got, want))
		}
	}
	for _, name := range h.names {
		h.exchange(name, "A")
	}
	want := dump(h.reference(h.devices["A"]))
	if got := dump(h.devices["A"].state); got != want {
		h.t.Fatalf("device A differs from the fold after the exchange:\n%s", firstDifference(got, want))
	}
	m := NewMap()
	f := NewFold(m)
	left := slices.Clone(h.order)
	for len(left) > 0 {
		ready := slices.DeleteFunc(slices.Clone(left), func(x Hash) bool { return !f.ready(h.all[x]) })
		x := ready[h.pick("next", len(ready))]
		f.Apply(h.all[x])
		left = slices.DeleteFunc(left, func(y Hash) bool { return y == x })
	}
	if got := dump(m); got != want {
		h.t.Fatalf("random arrival differs from the fold:\n%s", firstDifference(got, want))
	}
	if broken := CheckSums(m); len(broken) > 0 {
		h.t.Fatalf("invariants: %v", broken)
	}
	if broken := CheckVouchers(m); len(broken) > 0 && len(f.forks()) == 0 {
		h.t.Fatalf("vouchers: %v", broken)
	}
	f.Exceptions()
}
