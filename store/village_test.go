package store

import (
	"crypto/ed25519"
	"crypto/sha256"
	"testing"

	"lumbung/store/coop"
)

// district is a server's log: what a book receives from outside, made with the rules alone.
type district struct {
	key  ed25519.PrivateKey
	log  coop.ID
	mem  *coop.Map
	fold *coop.Fold
	head coop.Head
	coop coop.ID
}

func newDistrict() *district {
	seed := sha256.Sum256([]byte("district"))
	d := &district{key: ed25519.NewKeyFromSeed(seed[:]), log: coop.ID{9, 9}, mem: coop.NewMap()}
	d.fold = coop.NewFold(d.mem)
	d.head.Log = d.log
	return d
}

// enrol introduces the district in the book and gives it everything.
func (d *district) enrol(t testing.TB, b *testBook) {
	t.Helper()
	intro := coop.Device{Log: d.log, Letters: "S", Name: "Dinas", Sign: public(d.key), Box: [32]byte{1}, Server: true}
	if _, err := b.Introduce(ctx, b.person(t, "Siti"), intro); err != nil {
		t.Fatal(err)
	}
	d.receive(t, b)
	d.coop = d.fold.Cooperative().Cooperative
}

func (d *district) receive(t testing.TB, b *testBook) {
	t.Helper()
	for _, run := range must(b.Runs(ctx, d.fold.Heads(), 0))(t) {
		if in := d.fold.Receive(run); in.Damaged || in.Aside > 0 || in.Waiting > 0 {
			t.Fatalf("the district refuses a run: %+v", in)
		}
	}
}

// says records in the district's log and gives the signed run.
func (d *district) says(kind coop.Kind, body any) coop.Run {
	c := coop.Change{Log: d.log, At: 29_000_000, Kind: kind, Version: 1, Body: coop.EncodeBody(body)}
	c.Prev, c.Seq, c.Seen = d.fold.Next(d.head)
	d.fold.Apply(c)
	d.head = coop.Head{Log: d.log, Seq: c.Seq, Hash: c.Hash()}
	return coop.Run{
		Log: d.log, Changes: []coop.Change{c}, Sign: ed25519.Sign(d.key, coop.HeadBytes(d.coop, d.head)),
	}
}

// aYear fills a book with every kind of change, so that every table has rows.
func (b *testBook) aYear(t testing.TB) *district {
	t.Helper()
	siti, budi := b.person(t, "Siti"), b.person(t, "Budi")
	var members []coop.ID
	for i, name := range []string{"Aminah", "Aminah B.", "Joko"} {
		done, err := b.AddMember(ctx, siti, coop.MemberInput{
			Name: name, Hamlet: "Krajan", Joined: "2025-01-0" + string(rune('1'+i)),
			MemberPrivate: coop.MemberPrivate{NIK: "611203410785000" + string(rune('1'+i)), Phone: "081234567890"},
		})
		if err != nil {
			t.Fatal(err)
		}
		members = append(members, done.ID)
	}
	if _, err := b.EditMember(ctx, siti, members[2], coop.MemberInput{Group: "Melati"}); err != nil {
		t.Fatal(err)
	}
	first := b.record(t, "Siti", dues(20260105, members[0], 20_000, 202601))
	b.record(t, "Siti", dues(20260105, members[0], 20_000, 202601))
	again := entry(20260106, "11101", "41109", 1000)
	again.Once = coop.ImportOnce("kas.csv", "1")
	b.record(t, "Siti", again)
	b.record(t, "Siti", coop.Reversal{Entry: first.ID, Date: 20260107, Reason: "salah orang"})
	b.record(t, "Siti", coop.Opening{Date: 20260101, Account: "11101", Amount: 500_000_00})
	small, large := members[0], members[1]
	if string(large[:]) < string(small[:]) {
		small, large = large, small
	}
	acts := []coop.Act{
		{Kind: coop.KindMemberSame, Body: coop.MemberSame{A: small, B: large}},
		{Kind: coop.KindAccounts, Body: coop.Accounts{Add: []coop.AccountAdd{
			{Code: "61299", NameID: "Beban Jamu", Type: coop.Expense},
		}}},
		{Kind: coop.KindAccountEdit, Body: coop.AccountEdit{Code: "61299", NameID: "Beban Jamu dan Kopi"}},
		{Kind: coop.KindOccasion, Body: coop.OccasionText{Name: "jual-telur", Text: "x"}},
		{Kind: coop.KindOutlet, Body: coop.Outlet{Code: "warung", NameID: "Warung"}},
	}
	if _, err := b.Record(ctx, siti, acts...); err != nil {
		t.Fatal(err)
	}
	acts = []coop.Act{
		{Kind: coop.KindUser, Body: coop.User{Name: "Tono", Role: coop.RoleClerk}},
		{Kind: coop.KindLook, Body: coop.Look{What: coop.WhatFork, Subject: first.Hash, Note: "sudah"}},
	}
	if _, err := b.Record(ctx, budi, acts...); err != nil {
		t.Fatal(err)
	}
	d := newDistrict()
	d.enrol(t, b)
	b.reviewed(t, d, first)
	return d
}

// reviewed lets the board and the district look at the book: close, reopen, approve, find, answer, receipt, enrolment.
func (b *testBook) reviewed(t testing.TB, d *district, first coop.Recorded) {
	t.Helper()
	budi := b.person(t, "Budi")
	b.closeMonth(t, 202601)
	b.reopenMonth(t)
	b.closeLate(t, 202601, true, entry(20260120, "11101", "41109", 2000))
	b.marked(t, budi, coop.KindApproval, coop.Approval{
		Subject: coop.Head{Log: b.own.Log, Seq: first.Seq, Hash: first.Hash}, Granted: true,
		Figures: []coop.Figure{{Name: "batas", Value: 7}},
	})
	finding := b.record(t, "Wati", coop.Finding{Entry: first.ID, Text: "bukti mana?"})
	if _, err := b.Record(ctx, b.person(t, "Siti"), coop.Act{
		Kind: coop.KindAnswer, Body: coop.Answer{Finding: finding.ID, Text: "ada di map"},
	}); err != nil {
		t.Fatal(err)
	}
	b.atDesk(t, first)
	b.record(t, "Siti", coop.Party{Class: coop.PartySupplier, Name: "Toko Makmur"})
	d.receive(t, b)
	enrol := coop.Enrol{Village: "6112032001", Log: b.own.Log, Sign: public(b.device.sign)}
	runs := []coop.Run{
		d.says(coop.KindEnrol, enrol),
		d.says(coop.KindReceipt, coop.Receipt{Heads: []coop.Head{b.own}}),
		d.says(coop.KindFinding, coop.Finding{Period: 202601, Text: "cocokkan kas", By: "Pak Camat"}),
	}
	if in := must(b.Receive(ctx, runs...))(t); in.Counting != 3 {
		t.Fatalf("the district's changes: %+v", in)
	}
}

func dues(date coop.Date, member coop.ID, rupiah int64, months ...coop.Month) coop.Entry {
	e := coop.Entry{Date: date, Occasion: "terima-simpanan-wajib"}
	for _, m := range months {
		e.Lines = append(e.Lines, coop.Line{
			Account: "31102", Amount: -coop.Money(rupiah) * coop.Rupiah, Member: member, Month: m,
		})
	}
	total := coop.Money(rupiah) * coop.Rupiah * coop.Money(len(months))
	e.Lines = append(e.Lines, coop.Line{Account: "11101", Amount: total})
	return e
}

// atDesk counts the cash with a second person, puts evidence on an entry and has it reviewed.
func (b *testBook) atDesk(t testing.TB, first coop.Recorded) {
	t.Helper()
	notes := []coop.CountNote{{Value: 100_000_00, Pieces: 4}, {Value: 50_000_00, Pieces: 2}}
	count := b.record(t, "Siti", coop.Count{
		Account: "11101", Date: 20260131, Notes: notes, Counted: 500_000_00, Booked: 523_000_00, Reason: "kurang",
	})
	b.marked(t, b.person(t, "Budi"), coop.KindApproval, coop.Approval{
		Subject: coop.Head{Log: b.own.Log, Seq: count.Seq, Hash: count.Hash}, Granted: true,
		Figures: coop.CountFigures(500_000_00, 523_000_00),
	})
	b.record(t, "Siti", coop.Evidence{Entry: first.ID, Paper: "nota 9"})
	b.record(t, "Siti", coop.Evidence{Entry: first.ID, Sum: coop.Hash{1}, Size: 4711, Media: coop.MediaJPEG})
	b.record(t, "Wati", coop.Review{Entries: []coop.ID{first.ID}, Verdict: coop.VerdictAgreed})
}
