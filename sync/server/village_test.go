package server

import (
	"crypto/ecdh"
	"crypto/ed25519"
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"
	"testing"

	"lumbung/store/coop"
)

// village is a cooperative whose devices keep their books in memory: real keys, real logs, the same fold.
type village struct {
	name    string
	coop    coop.ID
	people  map[string]coop.ID
	devices map[string]*device
	now     int64
}

type device struct {
	log    coop.ID
	sign   ed25519.PrivateKey
	box    *ecdh.PrivateKey
	state  *coop.Map
	fold   *coop.Fold
	head   coop.Head
	unsent []coop.Change
	kept   map[coop.Hash][]byte // of packs that came in ranges
}

func seed(text string) []byte {
	sum := sha256.Sum256([]byte(text))
	return sum[:]
}

func testID(text string) coop.ID { return coop.ID(seed("id " + text)[:16]) }

func public(key ed25519.PrivateKey) [32]byte { return [32]byte(key.Public().(ed25519.PublicKey)) }

var testChart = []coop.AccountAdd{
	{Code: "1", NameID: "Aset", NameEN: "Assets", Heading: true},
	{Code: "11101", NameID: "Kas", NameEN: "Cash", Type: coop.Asset},
	{Code: "11201", NameID: "Bank", NameEN: "Bank", Type: coop.Asset},
	{Code: "3", NameID: "Ekuitas", NameEN: "Equity", Heading: true},
	{Code: "31101", NameID: "Simpanan Pokok", NameEN: "Principal savings", Type: coop.Equity, Credit: true, Sub: "M"},
	{Code: "31102", NameID: "Simpanan Wajib", NameEN: "Mandatory savings", Type: coop.Equity, Credit: true, Sub: "M"},
	{Code: "31901", NameID: "Saldo Awal", NameEN: "Opening", Type: coop.Equity, Credit: true},
	{Code: "41109", NameID: "Pendapatan Lain", NameEN: "Other revenue", Type: coop.Revenue, Credit: true},
	{Code: "61203", NameID: "ATK", NameEN: "Stationery", Type: coop.Expense},
}

// newVillage founds a cooperative on device A with the treasurer Siti and the chair Budi.
func newVillage(t testing.TB, name string) *village {
	t.Helper()
	v := &village{
		name: name, coop: testID("coop " + name), people: map[string]coop.ID{}, devices: map[string]*device{},
		now: 29_506_000,
	}
	a := v.device("A")
	hash := v.record(t, "A", "", coop.KindFound, coop.Found{
		Cooperative: v.coop, Name: name, Village: "6112032001", Sign: public(a.sign),
		Box: [32]byte(a.box.PublicKey().Bytes()), Letters: "A",
		People: []coop.FoundOne{{Name: "Siti", Role: coop.RoleTreasurer}, {Name: "Budi", Role: coop.RoleChair}},
	})
	for i, person := range []string{"Siti", "Budi"} {
		v.people[person] = coop.HashID(hash, 1+i)
	}
	v.record(t, "A", "Siti", coop.KindAccounts, coop.Accounts{Add: testChart})
	v.record(t, "A", "Siti", coop.KindSetting, coop.Setting{Key: coop.SettingMandatory, Value: "20000"})
	return v
}

func (v *village) device(name string) *device {
	box, err := ecdh.X25519().NewPrivateKey(seed("box " + v.name + name))
	if err != nil {
		panic(err)
	}
	d := &device{
		log: testID("log " + v.name + name), box: box, state: coop.NewMap(),
		kept: map[coop.Hash][]byte{},
		sign: ed25519.NewKeyFromSeed(seed("sign " + v.name + name)),
	}
	d.fold = coop.NewFold(d.state)
	d.head = coop.Head{Log: d.log}
	v.devices[name] = d
	return d
}

// record records on a device and fails the test when the change does not count there.
func (v *village) record(t testing.TB, on, author string, kind coop.Kind, body any) coop.Hash {
	t.Helper()
	if what := v.try(on, author, kind, body); what != coop.WhatNone {
		t.Fatalf("change of kind %d on device %s: %v", kind, on, what)
	}
	return v.devices[on].head.Hash
}

// try records whatever a device's program would record, and gives the verdict.
func (v *village) try(on, author string, kind coop.Kind, body any) coop.What {
	v.now++
	d := v.devices[on]
	c := coop.Change{
		Log: d.log, Seq: 1, Prev: coop.Genesis(v.coop, d.log), At: v.now, Author: v.people[author], Kind: kind,
		Version: 1, Body: coop.EncodeBody(body),
	}
	if kind != coop.KindFound {
		c.Prev, c.Seq, c.Seen = d.fold.Next(d.head)
	}
	what := d.fold.Apply(c)
	d.head = coop.Head{Log: d.log, Seq: c.Seq, Hash: c.Hash()}
	d.unsent = append(d.unsent, c)
	return what
}

// member registers a member and gives its id.
func (v *village) member(t testing.TB, on, name string) coop.ID {
	t.Helper()
	hash := v.record(t, on, "Siti", coop.KindMember, coop.Member{Fields: map[coop.Field]string{
		coop.FieldName: name, coop.FieldNumber: fmt.Sprintf("%04d", v.devices[on].head.Seq),
	}})
	return coop.HashID(hash, 0)
}

// due records one month of simpanan wajib of a member.
func (v *village) due(t testing.TB, on string, member coop.ID, day coop.Date) coop.Hash {
	t.Helper()
	return v.record(t, on, "Siti", coop.KindEntry, coop.Entry{
		Date: day, Occasion: "mandatory", Remark: "iuran", Lines: []coop.Line{
			{Account: "11101", Amount: 2_000_000},
			{Account: "31102", Amount: -2_000_000, Member: member, Month: day.Month()},
		},
	})
}

// run hands out everything unsent of a device as one signed run.
func (v *village) run(on string) coop.Run {
	d := v.devices[on]
	r := coop.Run{
		Log: d.log, Changes: slices.Clone(d.unsent), Sign: ed25519.Sign(d.sign, coop.HeadBytes(v.coop, d.head)),
	}
	d.unsent = nil
	return r
}

// dump writes the derived tables of a state in order.
func dump(s coop.State) string {
	var b strings.Builder
	for _, t := range coop.Tables {
		s.Scan(t.New(), 0, func(r coop.Record) bool {
			fmt.Fprintf(&b, "%s %v\n", t.Name, coop.Values(nil, r))
			return true
		})
	}
	return b.String()
}
