package store

import (
	"testing"

	"lumbung/store/coop"
)

// A slip is found by its code alone: the whole of a rapel and each member's part of it, and what became of it.
func TestSlips(t *testing.T) {
	b := newTestBook(t)
	who := b.person(t, "Siti")
	var members []coop.ID
	for _, name := range []string{"Aminah", "Budi"} {
		members = append(members, must(b.AddMember(ctx, who, coop.MemberInput{Name: name}))(t).ID)
	}
	done := must(b.Record(ctx, who, act(coop.Entry{Date: 20260115, Lines: []coop.Line{
		{Account: "11101", Amount: 60_000_00},
		{Account: "31102", Amount: -20_000_00, Member: members[0], Month: 202601},
		{Account: "31102", Amount: -40_000_00, Member: members[1], Month: 202601},
	}})))(t)[0]
	find := func(member coop.ID) coop.SlipView {
		t.Helper()
		found := must(b.Slips(ctx, coop.CheckCodeOf(done.Hash, member)))(t)
		if len(found) != 1 || found[0].Entry.ID != done.ID || found[0].Entry.Voucher != done.Voucher {
			t.Fatalf("found %+v", found)
		}
		return found[0]
	}
	if whole := find(coop.ID{}); whole.Amount != 60_000_00 || whole.Name != "" {
		t.Errorf("whole: %+v", whole.Slip)
	}
	if part := find(members[1]); part.Amount != 40_000_00 || part.Name != "Budi" || !part.Entry.ReversedBy.IsZero() {
		t.Errorf("part: %+v", part)
	}
	for _, other := range []coop.CheckCode{
		coop.CheckCodeOf(done.Hash, coop.ID{7}), coop.CheckCodeOf(coop.Hash{7}, members[0]),
	} {
		if found := must(b.Slips(ctx, other))(t); len(found) != 0 {
			t.Errorf("the code of nothing finds %+v", found)
		}
	}
	must(b.Record(ctx, who, act(coop.Reversal{Entry: done.ID, Date: 20260116, Reason: "keliru"})))(t)
	right := must(b.Record(ctx, who, act(coop.Entry{Date: 20260115, Corrects: done.ID, Lines: []coop.Line{
		{Account: "11101", Amount: 40_000_00},
		{Account: "31102", Amount: -40_000_00, Member: members[1], Month: 202601},
	}})))(t)[0]
	if part := find(members[0]); part.Entry.ReversedBy.IsZero() || part.CorrectedBy != right.Voucher {
		t.Errorf("after it was put right: %+v", part)
	}
}

// BenchmarkSlips shows that a code is found in a book of 250,000 entries as fast as in a small one.
func BenchmarkSlips(b *testing.B) {
	book := largeBook(b, 250_000)
	some, err := book.Entries(ctx, coop.EntryQuery{Account: "31102", Limit: 1, Newest: true})
	if err != nil {
		b.Fatal(err)
	}
	code := coop.CheckCodeOf(some[0].Hash, coop.ID{})
	for b.Loop() {
		if found, err := book.Slips(ctx, code); err != nil || len(found) != 1 {
			b.Fatal(found, err)
		}
	}
}
