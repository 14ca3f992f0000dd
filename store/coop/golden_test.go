package coop

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"maps"
	"os"
	"strings"
	"testing"
)

const goldenFile = "testdata/canonical.txt"

// golden is one body of every kind with every field filled, in the order of the kinds.
func golden() []any {
	hash := func(name string) Hash { return ChainHash(Hash{}, []byte(name)) }
	head := Head{Log: testID("log A"), Seq: 300, Hash: hash("head")}
	line := Line{
		Account: "11101", Amount: 1222_50, Member: testID("member"), Month: 202601, Outlet: "warung",
		Loan: testID("loan"), Supplier: testID("supplier"), Item: testID("item"), Quantity: -1500,
		Asset: testID("asset"),
	}
	return append([]any{
		Found{
			Cooperative: testID("coop"), Name: "KDMP Contoh", Village: "6112032001", Sign: hash("sign"),
			Box: hash("box"), Letters: "A", Recovery: hash("recovery"),
			People: []FoundOne{{Name: "Siti", Role: RoleTreasurer}},
		},
		Device{
			Log: testID("log B"), Letters: "AB", Name: "laptop ketua", Sign: hash("sign"), Box: hash("box"),
			Server: true, Invite: hash("invite"), Proof: []byte{1, 2, 3}, From: head,
		},
		Invite{Key: hash("invite"), Letters: "AB", User: testID("Budi")},
		Revoke{Log: head.Log, Seq: head.Seq, Hash: head.Hash, Reason: "laptop hilang"},
		Adopt{Log: head.Log, Seq: head.Seq, Hash: head.Hash},
		User{Name: "Joko", Role: RoleClerk},
		RoleChange{User: testID("Joko"), Role: RoleSecretary},
		UserKey{User: testID("Budi"), Public: hash("key"), Slot: []byte{4, 5}},
		Member{
			Fields: map[Field]string{FieldName: "Aminah", FieldNumber: "0007", FieldJoined: "2026-01-05"},
			Sealed: []Field{FieldNIK, FieldPhone}, Box: []byte{6}, NIKKey: hash("nik"),
		},
		MemberEdit{
			Member: testID("member"), Fields: map[Field]string{FieldHamlet: "Dusun Baru"}, Sealed: []Field{FieldPhone},
			Box: []byte{7}, NIKKey: hash("nik"),
		},
		MemberSame{A: testID("member"), B: testID("other"), Apart: true},
		Accounts{Add: []AccountAdd{{
			Code: "61A", NameID: "Beban Baru", NameEN: "New expense", Type: Expense, Heading: true, Credit: true,
			Sub: "M",
		}}},
		AccountEdit{Code: "61A", NameID: "Beban Lain", NameEN: "Other expense", Closed: true},
		OccasionText{Name: "jual-telur", Text: "occasion jual-telur"},
		Outlet{Code: "warung", NameID: "Warung", NameEN: "Shop", Closed: true},
		Setting{Key: SettingMandatory, From: 20260201, Value: "25000"},
		Entry{
			Date: 20260131, Occasion: "cash-in", Remark: "jual telur",
			Lines:    []Line{line, {Account: "41109", Amount: -1222_50}},
			Evidence: "nota 12", Once: ImportOnce("kas.csv", "12"), Corrects: testID("entry"), Sealed: []byte{8},
		},
		Reversal{Entry: testID("entry"), Date: 20260201, Reason: "salah jumlah"},
		Opening{Date: 20260101, Account: "21101", Amount: -5000_00, Member: testID("member"), Outlet: "warung"},
		Close{Period: 202601, Year: true, Prev: hash("close"), Contains: []Head{head}, Digest: hash("digest")},
		Reopen{Close: hash("close"), Reason: "kurang bukti"},
		Approval{Subject: head, Granted: true, Figures: []Figure{{Name: "amount", Value: -5}}, Reason: "sesuai rapat"},
		Finding{Entry: testID("entry"), Period: 202601, Text: "bukti mana?", By: "Pak Camat"},
		Answer{Finding: testID("finding"), Text: "terlampir"},
		Receipt{Heads: []Head{head}},
		Enrol{Village: "6112032001", Log: head.Log, Sign: hash("sign")},
		Look{What: WhatFork, Subject: head.Hash, Note: "sudah dilihat"},
		Vault{Log: head.Log, Epoch: 2, Key: []byte{9}},
		Count{
			Account: "11101", Date: 20260131, Counted: 250_000_00, Booked: 251_500_00, Reason: "kembalian kurang",
			Notes: []CountNote{{Value: 100_000_00, Pieces: 2}, {Value: 50_000_00, Pieces: 1}},
		},
		Evidence{
			Entry: testID("entry"), Paper: "nota 12", Sum: hash("picture"), Size: 48_211, Media: MediaPNG,
		},
		Review{Entries: []ID{testID("entry"), testID("other")}, Verdict: VerdictQuery},
	}, goldenRegisters()...)
}

// least are bodies with every optional field left out, which must not leave a trace in the bytes.
func least() map[Kind]any {
	lines := []Line{{Account: "11101", Amount: 1}, {Account: "41109", Amount: -1}}
	all := map[Kind]any{
		KindDevice: Device{Log: testID("log B"), Letters: "AB"},
		KindInvite: Invite{Letters: "AB"}, KindRevoke: Revoke{Log: testID("log B")},
		KindMember:     Member{Fields: map[Field]string{FieldName: "Aminah"}},
		KindMemberEdit: MemberEdit{Member: testID("member")}, KindSetting: Setting{Key: SettingMandatory},
		KindEntry:    Entry{Date: 20260131, Lines: lines},
		KindOpening:  Opening{Date: 20260101, Account: "11101", Amount: 1},
		KindClose:    Close{Period: 202601, Contains: []Head{{Log: testID("log A"), Seq: 1}}},
		KindApproval: Approval{Subject: Head{Log: testID("log A"), Seq: 1}}, KindFinding: Finding{Text: "bukti mana?"},
		KindCount:    Count{Account: "11201", Date: 20260131, Booked: -1},
		KindEvidence: Evidence{Entry: testID("entry"), Paper: "nota 12"},
	}
	maps.Copy(all, leastRegisters())
	return all
}

func goldenChange(kind Kind, body any) Change {
	return Change{
		Log: testID("log A"), Seq: 7, Prev: Genesis(testID("coop"), testID("log A")), Kind: kind, Version: 1,
		Seen: []Sighting{{Log: testID("log B"), Seq: 1000, Hash: Short{1, 2, 3, 4, 5, 6, 7, 8}}},
		At:   29_000_000, Author: testID("Siti"), Body: EncodeBody(body), Mark: bytes.Repeat([]byte{0xab}, 64),
	}
}

// goldenLines writes everything whose bytes are frozen: what is hashed and what is signed.
func goldenLines() []string {
	var lines []string
	add := func(name string, data []byte) { lines = append(lines, fmt.Sprintf("%s %x", name, data)) }
	change := func(name string, c Change) {
		add(name, c.Encode())
		hash := c.Hash()
		add(name+" hash", hash[:])
	}
	kinds := func(from, to Kind) {
		for kind := from; kind <= to; kind++ {
			change(fmt.Sprintf("kind %d", kind), goldenChange(kind, golden()[kind-1]))
		}
		for kind := from; kind <= to; kind++ {
			if body, ok := least()[kind]; ok {
				add(fmt.Sprintf("least %d", kind), EncodeBody(body))
			}
		}
	}
	kinds(KindFound, KindVault)
	change("bare change", Change{
		Log: testID("log A"), Seq: 1, Prev: Genesis(testID("coop"), testID("log A")), Kind: KindAnswer, Version: 1,
		Body: EncodeBody(Answer{Finding: testID("finding"), Text: "ada"}),
	})
	genesis := Genesis(testID("coop"), testID("log A"))
	add("genesis", genesis[:])
	add("head", HeadBytes(testID("coop"), Head{Log: testID("log A"), Seq: 300, Hash: genesis}))
	add("mark", MarkBytes(testID("coop"), KindClose, 1, EncodeBody(Reopen{Close: genesis, Reason: "kurang bukti"})))
	add("join", JoinBytes(testID("coop"), golden()[1].(Device)))
	for i := range 2 {
		id := HashID(genesis, i)
		add(fmt.Sprint("hash id ", i), id[:])
	}
	for _, once := range []Once{
		ReversalOnce(testID("entry")), OpeningOnce("21101", "warung", testID("member")), ImportOnce("kas.csv", "12"),
	} {
		id := once.ID()
		add("once "+once.Rule, id[:])
	}
	m := NewMap()
	m.Put(&BalanceRow{Account: "11101", Month: 202601, Debit: 500})
	m.Put(&BalanceRow{Account: "31102", Outlet: "warung", Month: 202602, Credit: 500})
	digest := TrialDigest(m, 202602)
	add("trial digest", digest[:])
	kinds(KindCount, KindReview) // what came later stands below
	once := CountOnce(testID("count")).ID()
	add("once count", once[:])
	kinds(KindLoan, KindReconcile)
	more := func(name string, kind Kind, body any) {
		c := goldenChange(kind, body)
		c.Version = VersionOf(body)
		change(name, c)
	}
	more("approval that cites", KindApproval, Approval{Subject: Head{Log: testID("log A"), Seq: 1}, Cites: genesis})
	more("minutes with people", KindMinutes, Minutes{Meeting: testID("meeting"), People: []ID{testID("Budi")}})
	return lines
}

// TestGolden fails when a single byte of what is hashed or signed changes: every log ever written would break. There
// is no way to write the file anew; a new rule gets a new body version and new lines.
func TestGolden(t *testing.T) {
	data, err := os.ReadFile(goldenFile)
	if err != nil {
		t.Fatal(err)
	}
	want := strings.Split(strings.TrimSpace(string(data)), "\n")
	got := goldenLines()
	for i := range max(len(got), len(want)) {
		switch {
		case i >= len(want):
			t.Errorf("not in %s yet:\n%s", goldenFile, got[i])
		case i >= len(got) || got[i] != want[i]:
			t.Errorf("the frozen bytes of line %d have changed; it says\n%s", i+1, want[i])
		}
	}
	if kinds := len(golden()); kinds != len(decoders) || kinds != int(KindReconcile) {
		t.Errorf("%d kinds are frozen, %d can be read", kinds, len(decoders))
	}
}

// TestGolden_Decode reads every frozen change and body again, and refuses each with one byte more or less.
func TestGolden_Decode(t *testing.T) {
	f := NewFold(NewMap())
	for i, body := range golden() {
		c := goldenChange(Kind(i+1), body)
		data := c.Encode()
		got, err := DecodeChange(data)
		if err != nil || string(got.Encode()) != string(data) {
			t.Fatalf("kind %d: %v", i+1, err)
		}
		a := &arrival{Change: got}
		if what := f.decode(a); what != WhatNone || string(EncodeBody(a.Body)) != string(got.Body) {
			t.Errorf("the body of kind %d: %v", i+1, what)
		}
		for _, bent := range [][]byte{data[:len(data)-1], append(bytes.Clone(data), 0)} {
			if _, err := DecodeChange(bent); err == nil {
				t.Errorf("kind %d: a bent change is read", i+1)
			}
		}
	}
}

func FuzzDecodeChange(f *testing.F) {
	for i, body := range golden() {
		f.Add(goldenChange(Kind(i+1), body).Encode())
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := DecodeChange(data)
		if err != nil {
			return
		}
		if string(c.Encode()) != string(data) {
			t.Fatalf("%s is read, but written otherwise", hex.EncodeToString(data))
		}
		NewFold(NewMap()).Apply(c) // whatever it says, nothing falls
	})
}

// FuzzDecodeBody gives any bytes to every kind, in a village that knows what they may speak of.
func FuzzDecodeBody(f *testing.F) {
	for i, body := range golden() {
		f.Add(uint8(i+1), EncodeBody(body))
	}
	for kind, body := range least() {
		f.Add(uint8(kind), EncodeBody(body))
	}
	f.Fuzz(func(t *testing.T, kind uint8, data []byte) {
		a := &arrival{Change: Change{Kind: Kind(kind), Version: 1, Body: data}}
		if NewFold(NewMap()).decode(a) == WhatNone && string(EncodeBody(a.Body)) != string(data) {
			t.Fatalf("kind %d: %x is read, but written otherwise", kind, data)
		}
		if len(data) > MaxChangeBytes/2 || !wellFormed(data) {
			return
		}
		v := found(t)
		for _, author := range []string{"Siti", "Budi"} {
			d := v.devices["A"]
			c := v.make(d, author, Kind(kind), nil)
			c.Body = data
			d.fold.Apply(c)
			d.head = Head{Log: d.log, Seq: c.Seq, Hash: c.Hash()}
		}
		d := v.devices["A"]
		if got, want := dumpOf(d), dump(d.state); got != want {
			t.Fatalf("kind %d, %x: a replay differs:\n%s", kind, data, firstDifference(got, want))
		}
		d.fold.Exceptions()
		CheckSums(d.state)
	})
}

// wellFormed says whether the bytes can stand inside a change at all.
func wellFormed(data []byte) bool { return decoding.Wellformed(data) == nil }

// dumpOf replays what the device holds.
func dumpOf(d *device) string {
	m := NewMap()
	f := NewFold(m)
	d.state.Scan(&ChangeRow{}, 0, func(r Record) bool {
		row := r.(*ChangeRow)
		c, err := DecodeChange(row.Bytes)
		if err == nil {
			c.Prev = row.Prev
			f.Apply(c)
		}
		return true
	})
	return dump(m)
}
