package coop

import (
	"encoding/hex"
	"flag"
	"fmt"
	"math/bits"
	"os"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// TestFold_ArrivalOrder is the fold property (design §4): random histories of up to three devices with every kind of
// change give, in any causal order of arrival, exactly the rows of the fold in the order (lamport, hash).
func TestFold_ArrivalOrder(t *testing.T) {
	if os.Getenv("LUMBUNG_LONG") != "" {
		set(t, "10000")
	} else if f := flag.Lookup("rapid.checks"); f.Value.String() == f.DefValue {
		set(t, "100")
		defer set(t, f.DefValue)
	}
	rapid.Check(t, func(t *rapid.T) {
		h := newHistory(t)
		for range 5 + h.pick("steps", 56) {
			h.step()
		}
		h.checkArrival()
	})
	coverage.check(t)
}

func set(t *testing.T, checks string) {
	if err := flag.Set("rapid.checks", checks); err != nil {
		t.Fatal(err)
	}
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
	counts  []Head
	cards   map[Kind][]Head // what stands in the registers
}

func newHistory(t *rapid.T) *history {
	tb := quiet{}
	h := &history{village: found(tb), t: t, names: []string{"A"}, cards: map[Kind][]Head{}}
	h.record(tb, "A", "Siti", KindAccounts, Accounts{Add: []AccountAdd{{
		Code: AccountLoan, NameID: "Pinjaman", Type: Asset, Sub: "ML",
	}}})
	for _, name := range []string{"Aminah", "Dullah"} {
		m := Member{Fields: map[Field]string{FieldName: name}}
		h.members = append(h.members, HashID(h.record(tb, "A", "Siti", KindMember, m), 0))
	}
	for _, name := range []string{"B", "C"}[:rapid.IntRange(0, 2).Draw(t, "guests")] {
		h.join(tb, "A", name)
		h.names = append(h.names, name)
	}
	for _, name := range []string{"Siti", "Budi", "Wati"} {
		h.users = append(h.users, h.people[name])
	}
	h.keys["Siti"] = testKey("Siti")
	h.record(tb, "A", "Siti", KindUserKey, UserKey{User: h.people["Siti"], Public: public(h.keys["Siti"])})
	if rapid.Bool().Draw(t, "key from the treasurer") {
		second := testKey("second Wati")
		h.record(tb, "A", "Siti", KindUserKey, UserKey{User: h.people["Wati"], Public: public(second)})
		h.keys["Wati"] = second
	}
	return h
}

// quiet lets the village's helpers run under rapid.
type quiet struct{ testing.TB }

func (quiet) Helper() {}

// pick draws evenly, bit by bit: rapid's ranges prefer small numbers, and late kinds would hardly ever come.
func (h *history) pick(label string, n int) int {
	at := 0
	for range bits.Len(uint(n-1)) + 2 {
		at *= 2
		if rapid.Bool().Draw(h.t, label) {
			at++
		}
	}
	return at % n
}

func (h *history) anyMember() ID {
	if h.pick("nobody", 8) == 0 {
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
	switch h.pick("what", 12) {
	case 0, 1, 2:
		h.exchange(h.names[h.pick("from", len(h.names))], on)
		return
	case 3:
		h.grow(on)
		return
	case 4:
		d := h.devices[on] // the program is closed and opened again
		d.fold = NewFold(d.state)
		return
	}
	kind := h.kind(on)
	author := h.author(on, kind)
	body := h.body(kind, on, author)
	hash := h.record(quiet{}, on, author, kind, body)
	switch kind {
	case KindMember:
		h.members = append(h.members, HashID(hash, 0))
	case KindEntry, KindReversal, KindOpening:
		h.ids, h.entries = append(h.ids, HashID(hash, 0)), append(h.entries, h.devices[on].head)
	case KindClose:
		h.closes = append(h.closes, hash)
		if body.(Close).Year { // its entries may be spoken of like others, while they are there and afterwards
			i := h.pick("made", 2)
			h.ids, h.entries = append(h.ids, HashID(hash, i)), append(h.entries, h.devices[on].head)
		}
	case KindFinding:
		h.found = append(h.found, HashID(hash, 0))
	case KindUser:
		h.users = append(h.users, HashID(hash, 0))
	case KindCount:
		h.counts = append(h.counts, h.devices[on].head)
	}
	if kind.registered() {
		h.cards[kind] = append(h.cards[kind], h.devices[on].head)
	}
}

// grow makes the village larger: a copied machine goes on as a second branch, a second device uses the invite of the
// first, or a server comes in.
func (h *history) grow(on string) {
	switch name := []string{"F", "G", "T", "S", "R"}[h.pick("grow", 5)]; {
	case h.devices[name] != nil || on == "S":
	case name == "T" && h.devices["B"] != nil && h.enter(quiet{}, on, "T", "B"),
		name == "R" && h.enter(quiet{}, on, "R", h.code()), name == "S" && h.serve(quiet{}, on):
		h.names = append(h.names, name)
	case name == "F" || name == "G":
		h.fork(on, name)
		h.names = append(h.names, name)
	}
}

var anyKind = []Kind{
	KindEntry, KindEntry, KindEntry, KindEntry, KindEntry, KindEntry, KindReversal, KindReversal, KindReversal,
	KindOpening, KindMember, KindMember, KindMemberEdit, KindMemberEdit, KindMemberSame, KindMemberSame, KindAccounts,
	KindAccountEdit, KindAccountEdit, KindOccasion, KindOutlet, KindSetting, KindSetting, KindClose, KindClose,
	KindClose, KindReopen, KindReopen, KindApproval, KindApproval, KindFinding, KindFinding, KindAnswer, KindAnswer,
	KindLook, KindUser, KindRole, KindUserKey, KindInvite, KindDevice, KindRevoke, KindAdopt, KindVault, KindReceipt,
	KindCount, KindCount, KindEvidence, KindEvidence, KindReview, KindReview, 200,
	KindLoan, KindLoan, KindLoan, KindLoanAct, KindTerm, KindBlock, KindAsset, KindBorrowing, KindBudget, KindMeeting,
	KindMinutes, KindNote, KindParty, KindStatement, KindReconcile,
}

// kind draws what is recorded; a server's log mostly says what a server may say.
func (h *history) kind(on string) Kind {
	if on == "S" && h.pick("stray", 6) > 0 {
		return serverMay[h.pick("served", len(serverMay))]
	}
	return anyKind[h.pick("kind", len(anyKind))]
}

// author draws who records; mostly somebody who was given the right in the beginning.
func (h *history) author(on string, kind Kind) string {
	people := []string{"Siti", "Budi", "Wati"}
	if on == "S" {
		return ""
	}
	if h.pick("stranger", 6) > 0 {
		people = slices.DeleteFunc(people, func(name string) bool {
			role := map[string]Role{"Siti": RoleTreasurer, "Budi": RoleChair, "Wati": RoleSupervisor}[name]
			return !slices.Contains(may[kind], role)
		})
	}
	if len(people) == 0 {
		return "Siti"
	}
	return people[h.pick("author", len(people))]
}

func (h *history) date() Date {
	return Date(20260100+100*h.pick("month", 4)) + Date(1+h.pick("day", 28))
}

func (h *history) body(kind Kind, on, author string) any {
	for _, b := range []any{
		h.moneyBody(kind), h.peopleBody(kind, author), h.deviceBody(kind, on), h.reviewBody(kind, on), h.deskBody(kind),
		h.registerBody(kind),
	} {
		if b != nil {
			return b
		}
	}
	return h.profileBody(kind)
}

func (h *history) moneyBody(kind Kind) any {
	amount := []Money{5000_00, 20000_00, 25000_00}[h.pick("amount", 3)]
	switch kind {
	case KindEntry:
		return h.entryBody(amount)
	case KindReversal:
		id, _ := h.anyEntry()
		date := Date(20260215)
		if h.pick("another day", 3) == 0 {
			date = h.date()
		}
		return Reversal{Entry: id, Date: date, Reason: "salah"}
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

func (h *history) entryBody(amount Money) Entry {
	if h.pick("once", 4) == 0 {
		row := fmt.Sprint(h.pick("row", 2))
		e := bodyEntry(20260103, "11101", "41109", 7000_00, ID{}, 0)
		if h.pick("other content", 3) == 0 {
			e.Date = h.date()
		}
		e.Once = ImportOnce("kas.csv", row)
		return e
	}
	if loans := h.cards[KindLoan]; len(loans) > 0 && h.pick("payout", 4) == 0 {
		return h.payout(HashID(loans[h.pick("loan", len(loans))].Hash, 0))
	}
	account := []string{"31102", "31102", "31102", "21101", "41109", "99", "61X"}[h.pick("account", 7)]
	if h.pick("correction", 4) == 0 { // of an entry that may be a correction itself, or not be here yet
		e := bodyEntry(20260104, "11101", "41109", amount, ID{}, 0)
		e.Corrects, _ = h.anyEntry()
		e.Once = CorrectionOnce(e.Corrects)
		if n := len(h.counts); n > 0 && h.pick("difference", 2) == 0 {
			e.Corrects, e.Once = ID{}, CountOnce(HashID(h.counts[h.pick("count", n)].Hash, 0))
		}
		return e
	}
	e := bodyEntry(h.date(), "11101", account, amount, h.anyMember(), Month(202601+h.pick("for", 2)))
	switch h.pick("bent", 12) {
	case 0:
		e.Lines[0].Amount++
	case 1, 2:
		e.Lines[0].Amount, e.Lines[1].Amount = -amount, amount
	}
	return e
}

func (h *history) peopleBody(kind Kind, author string) any {
	switch kind {
	case KindMember:
		m := Member{Fields: map[Field]string{FieldName: "Aminah", FieldNumber: fmt.Sprint(h.pick("number", 3))}}
		if n := h.pick("nik", 4); n > 0 {
			m.Sealed, m.Box, m.NIKKey = []Field{FieldNIK}, []byte{byte(n)}, Hash{byte(n)}
		}
		return m
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
		user := h.people[author]
		if h.pick("for another", 3) == 0 {
			user = h.users[h.pick("user", len(h.users))]
		}
		return UserKey{User: user, Public: public(testKey(fmt.Sprint("more ", h.pick("key", 3))))}
	}
	return nil
}

func (h *history) reviewBody(kind Kind, on string) any {
	d := h.devices[on]
	_, entry := h.anyEntry()
	switch kind {
	case KindClose:
		return h.closeBody(d)
	case KindReopen:
		if len(h.closes) == 0 {
			return Reopen{Close: Hash{1}, Reason: "x"}
		}
		return Reopen{Close: h.closes[h.pick("close", len(h.closes))], Reason: "kurang bukti"}
	case KindApproval:
		if row, ok := h.someChange(d, d.log); ok && h.pick("own log", 2) == 0 {
			entry = Head{Log: row.Log, Seq: row.Seq, Hash: row.Hash}
		}
		if n := len(h.counts); n > 0 && h.pick("countersign", 2) == 0 {
			counted := Money(h.pick("counted", 2)) * 5000_00
			return Approval{Subject: h.counts[h.pick("count", n)], Granted: true, Figures: CountFigures(counted, 0)}
		}
		if loans := h.cards[KindLoan]; len(loans) > 0 && h.pick("of a loan", 2) == 0 {
			entry = loans[h.pick("loan", len(loans))]
		}
		return Approval{
			Subject: entry, Granted: h.pick("granted", 3) > 0,
			Figures: []Figure{{Name: "principal", Value: 200_000_00}},
		}
	case KindFinding:
		return Finding{Text: "bukti mana?"}
	case KindAnswer:
		if len(h.found) == 0 {
			return Answer{Finding: testID("none"), Text: "ada"}
		}
		return Answer{Finding: h.found[h.pick("finding", len(h.found))], Text: "ada"}
	case KindLook:
		return Look{What: WhatFork, Subject: entry.Hash}
	}
	return nil
}

// closeBody closes a month or, as often, a year that ends with it; now and then with an entry that is not right.
func (h *history) closeBody(d *device) Close {
	period := Month(202601 + h.pick("period", 3))
	heads := d.fold.Heads()
	if h.pick("less", 3) == 0 && len(heads) > 1 {
		heads = heads[:1]
	}
	c := Close{Period: period, Prev: d.fold.LastClose(), Contains: heads, Digest: TrialDigest(d.state, period)}
	if h.pick("year", 2) == 0 {
		return c
	}
	c.Year, c.Lines = true, ClosingLines(d.state, period)
	if n := len(c.Lines); n > 3 && h.pick("wrong", 6) == 0 {
		c.Lines[0].Amount += 100_00
		c.Lines[1].Amount -= 100_00
		c.Lines[n-2].Amount += 100_00
		c.Lines[n-1].Amount -= 100_00
	}
	return c
}

func (h *history) deskBody(kind Kind) any {
	switch kind {
	case KindCount:
		c := Count{
			Account: []string{"11101", "61X", "99"}[h.pick("account", 3)], Date: h.date(),
			Counted: Money(h.pick("counted", 2)) * 5000_00,
		}
		if c.Counted > 0 {
			c.Notes = []CountNote{{Value: 1000_00, Pieces: int64(4 + h.pick("pieces", 2))}} // the sum may be wrong
		}
		return c
	case KindEvidence:
		id, head := h.anyEntry()
		if h.pick("picture", 2) == 0 {
			return Evidence{Entry: id, Sum: head.Hash, Size: 5, Media: Media(h.pick("media", 3))}
		}
		return Evidence{Entry: id, Paper: "nota"}
	case KindReview:
		r := Review{Verdict: Verdict(1 + h.pick("verdict", 3))}
		for range 1 + h.pick("more", 3) {
			if id, _ := h.anyEntry(); !slices.Contains(r.Entries, id) {
				r.Entries = append(r.Entries, id)
			}
		}
		return r
	}
	return nil
}

func (h *history) deviceBody(kind Kind, on string) any {
	d := h.devices[on]
	switch kind {
	case KindInvite:
		return Invite{Key: public(testKey(fmt.Sprint("invite ", h.pick("invite", 3)))), Letters: "AX"}
	case KindDevice:
		name := fmt.Sprint("X", h.pick("log", 2))
		return Device{
			Log: testID(name), Letters: "A" + name[:1], Name: fmt.Sprint(h.pick("name", 9)),
			Sign: public(testKey(name)), Server: h.pick("server", 3) == 0,
		}
	case KindReceipt:
		return Receipt{Heads: d.fold.Heads()}
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
		if h.pick("code", 4) == 0 {
			return recoverySetting(fmt.Sprint("invite recovery ", h.pick("new", 2)))
		}
		return Setting{Key: SettingMandatory, From: h.date(), Value: n + "000"}
	case KindVault:
		return Vault{Log: testID("log A"), Epoch: 1, Key: []byte(n)}
	case KindEnrol:
		return Enrol{Log: testID("log A"), Village: n}
	default:
		return []string{"from the future", n}
	}
}

// recoverySetting replaces the recovery code by that of a test key.
func recoverySetting(key string) Setting {
	public := public(testKey(key))
	return Setting{Key: SettingRecovery, Value: hex.EncodeToString(public[:])}
}

// code names the recovery code of the founding, or one that may have come after it.
func (h *history) code() string {
	return []string{"recovery", "recovery", "recovery 0", "recovery 1"}[h.pick("code", 4)]
}
