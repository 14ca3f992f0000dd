package coop

import (
	"crypto/ed25519"
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// village is a cooperative with devices, for tests: real keys, real logs, every device with its own fold.
type village struct {
	coop    ID
	devices map[string]*device
	people  map[string]ID
	keys    map[string]ed25519.PrivateKey
	all     map[Hash]Change
	order   []Hash // as recorded
	now     int64
}

type device struct {
	name  string
	log   ID
	key   ed25519.PrivateKey
	fold  *Fold
	state *Map
	head  Head
}

func testID(name string) ID {
	sum := sha256.Sum256([]byte("id " + name))
	return ID(sum[:16])
}

func testKey(name string) ed25519.PrivateKey {
	seed := sha256.Sum256([]byte("key " + name))
	return ed25519.NewKeyFromSeed(seed[:])
}

func public(key ed25519.PrivateKey) [32]byte { return [32]byte(key.Public().(ed25519.PublicKey)) }

var testChart = []AccountAdd{
	{Code: "11101", NameID: "Kas", Type: Asset, Sub: "O"},
	{Code: "11201", NameID: "Bank", Type: Asset, Sub: "B"},
	{Code: "21101", NameID: "Simpanan Sukarela", Type: Liability, Credit: true, Sub: "M"},
	{Code: "31101", NameID: "Simpanan Pokok", Type: Equity, Credit: true, Sub: "M"},
	{Code: "31102", NameID: "Simpanan Wajib", Type: Equity, Credit: true, Sub: "M"},
	{Code: "31501", NameID: "SHU Tahun Berjalan", Type: Equity, Credit: true},
	{Code: "31502", NameID: "SHU Tahun Lalu Belum Dibagi", Type: Equity, Credit: true},
	{Code: "31503", NameID: "Akumulasi Rugi", Type: ContraEquity},
	{Code: "31901", NameID: "Ekuitas Saldo Awal", Type: Equity, Credit: true},
	{Code: "41109", NameID: "Pendapatan Lain", Type: Revenue, Credit: true},
	{Code: "61203", NameID: "ATK", Type: Expense},
	{Code: "6", NameID: "Beban", Heading: true},
	{Code: "91101", NameID: "Ikhtisar SHU", Type: Equity, Credit: true},
}

// found begins a village: device A of the treasurer Siti and the chair Budi, who has a signing key.
func found(t testing.TB) *village { return foundOn(t, testChart) }

func foundOn(t testing.TB, chart []AccountAdd) *village {
	t.Helper()
	v := &village{
		coop: testID("coop"), devices: map[string]*device{}, people: map[string]ID{},
		keys: map[string]ed25519.PrivateKey{}, all: map[Hash]Change{}, now: 29_000_000,
	}
	a := v.device("A")
	hash := v.record(t, "A", "", KindFound, Found{
		Cooperative: v.coop, Name: "KDMP Contoh", Village: "6112032001", Sign: public(a.key), Letters: "A",
		Recovery: public(testKey("invite recovery")),
		People: []FoundOne{
			{Name: "Siti", Role: RoleTreasurer},
			{Name: "Budi", Role: RoleChair},
			{Name: "Wati", Role: RoleSupervisor},
		},
	})
	for i, name := range []string{"Siti", "Budi", "Wati"} {
		v.people[name] = HashID(hash, 1+i)
	}
	v.record(t, "A", "Siti", KindAccounts, Accounts{Add: chart})
	v.record(t, "A", "Siti", KindSetting, Setting{Key: SettingMandatory, Value: "20000"})
	for _, name := range []string{"Budi", "Wati"} {
		v.keys[name] = testKey(name)
		v.record(t, "A", name, KindUserKey, UserKey{User: v.people[name], Public: public(v.keys[name])})
	}
	return v
}

func (v *village) device(name string) *device {
	d := &device{name: name, log: testID("log " + name), key: testKey("device " + name), state: NewMap()}
	d.fold = NewFold(d.state)
	d.head = Head{Log: d.log}
	v.devices[name] = d
	return d
}

// join invites a device on another and lets it introduce itself with everything the host holds.
func (v *village) join(t testing.TB, host, guest string) *device {
	t.Helper()
	v.record(t, host, "Siti", KindInvite, Invite{Key: public(testKey("invite " + guest)), Letters: "A" + guest})
	v.enter(t, host, guest, guest)
	v.exchange(guest, host)
	return v.devices[guest]
}

// enter lets a guest introduce itself with the key of an invite and says whether that counts.
func (v *village) enter(t testing.TB, host, guest, invited string) bool {
	t.Helper()
	invite := testKey("invite " + invited)
	d := v.device(guest)
	v.exchange(host, guest)
	letters := "A" + strings.ToUpper(invited[:1])
	intro := Device{Log: d.log, Letters: letters, Sign: public(d.key), Invite: public(invite)}
	intro.Proof = ed25519.Sign(invite, JoinBytes(v.coop, intro))
	hash, what := v.try(guest, "", KindDevice, intro)
	if what.Counts() || what == WhatCut {
		return true
	}
	delete(v.all, hash) // nobody would let it in
	v.order = v.order[:len(v.order)-1]
	return false
}

// serve introduces a server's log on a device and lets the server certify the first device. It says whether the
// introduction counts: a log that nobody with the right to it introduced stays outside.
func (v *village) serve(t testing.TB, host string) bool {
	t.Helper()
	log, key := testID("log S"), testKey("device S")
	_, what := v.try(host, "Siti", KindDevice, Device{Log: log, Letters: "S", Sign: public(key), Server: true})
	if !what.Counts() && what != WhatCut {
		return false
	}
	v.device("S")
	v.exchange(host, "S")
	first := v.devices["A"]
	v.record(t, "S", "", KindEnrol, Enrol{Village: "6112032001", Log: first.log, Sign: public(first.key)})
	return true
}

// fork copies a device with its keys, as a copied machine does: from now on two branches of one log can grow.
func (v *village) fork(from, to string) *device {
	d := v.devices[from]
	c := &device{name: to, log: d.log, key: d.key, state: NewMap(), head: d.head}
	c.fold = NewFold(c.state)
	v.devices[to] = c
	v.exchange(from, to)
	return c
}

// make builds the next change of a device without recording it.
func (v *village) make(d *device, author string, kind Kind, body any) Change {
	if !d.fold.Cooperative().Log.IsZero() || kind != KindFound {
		prev, seq, seen := d.fold.Next(d.head)
		c := Change{
			Log: d.log, Seq: seq, Prev: prev, Seen: seen, At: v.now, Author: v.people[author], Kind: kind,
			Version: VersionOf(body), Body: EncodeBody(body),
		}
		if key := v.keys[author]; key != nil {
			c.Mark = ed25519.Sign(key, MarkBytes(v.coop, kind, c.Version, c.Body))
		}
		return c
	}
	return Change{
		Log:     d.log,
		Seq:     1,
		Prev:    Genesis(v.coop, d.log),
		At:      v.now,
		Kind:    kind,
		Version: 1,
		Body:    EncodeBody(body),
	}
}

// record records on a device and returns the change's hash; it does not judge the verdict.
func (v *village) record(t testing.TB, on, author string, kind Kind, body any) Hash {
	t.Helper()
	hash, _ := v.try(on, author, kind, body)
	return hash
}

func (v *village) try(on, author string, kind Kind, body any) (Hash, What) {
	v.now++
	d := v.devices[on]
	c := v.make(d, author, kind, body)
	what := d.fold.Apply(c)
	hash := c.Hash()
	d.head = Head{Log: d.log, Seq: c.Seq, Hash: hash}
	v.all[hash] = c
	v.order = append(v.order, hash)
	return hash, what
}

// exchange gives the second device everything the first holds, in the order (lamport, hash).
func (v *village) exchange(from, to string) {
	var rows []*ChangeRow
	v.devices[from].state.Scan(
		&ChangeRow{},
		0,
		func(r Record) bool { rows = append(rows, r.(*ChangeRow)); return true },
	)
	slices.SortFunc(rows, func(a, b *ChangeRow) int {
		if (stamp{a.Lamport, a.Hash}).before(stamp{b.Lamport, b.Hash}) {
			return -1
		}
		return 1
	})
	for _, row := range rows {
		v.devices[to].fold.Apply(v.all[row.Hash])
	}
}

// dump writes every derived table, to compare two states.
func dump(m *Map) string {
	var b strings.Builder
	for _, t := range Tables {
		m.Scan(t.New(), 0, func(r Record) bool {
			fmt.Fprintf(&b, "%s", t.Name)
			for i, c := range Values(nil, r) {
				switch c := c.(type) {
				case []byte:
					fmt.Fprintf(&b, " %s=%x", t.Columns[i].Name, c)
				default:
					fmt.Fprintf(&b, " %s=%v", t.Columns[i].Name, c)
				}
			}
			b.WriteByte('\n')
			return true
		})
	}
	return b.String()
}

// reference folds everything recorded so far, or the subset a device holds, in the order (lamport, hash).
func (v *village) reference(of *device) *Map {
	var all []*arrival
	of.state.Scan(&ChangeRow{}, 0, func(r Record) bool {
		row := r.(*ChangeRow)
		all = append(all, &arrival{Change: v.all[row.Hash], Hash: row.Hash, Lamport: row.Lamport})
		return true
	})
	sortArrivals(all)
	m := NewMap()
	f := NewFold(m)
	for _, a := range all {
		f.Apply(a.Change)
	}
	return m
}

// firstDifference finds the first line in which two dumps differ.
func firstDifference(a, b string) string {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range max(len(x), len(y)) {
		l, r := "(end)", "(end)"
		if i < len(x) {
			l = x[i]
		}
		if i < len(y) {
			r = y[i]
		}
		if l != r {
			return l + "\n" + r
		}
	}
	return ""
}

func bodyEntry(date Date, debit, credit string, amount Money, member ID, month Month) Entry {
	return Entry{Date: date, Occasion: "test", Lines: []Line{
		{Account: debit, Amount: amount}, {Account: credit, Amount: -amount, Member: member, Month: month},
	}}
}
