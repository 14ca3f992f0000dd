package coop

import (
	"slices"
	"testing"
)

func sampleIDs(month Month, members []MemberView) (ids []ID) {
	for _, m := range Sample(month, members, SampleSize) {
		ids = append(ids, m.Member)
	}
	return ids
}

func TestSample(t *testing.T) {
	var members []MemberView
	for i := range 40 {
		id := ID{byte(i + 1)}
		members = append(members, MemberView{MemberRow: MemberRow{Member: id, Same: id}})
	}
	members[3].Left = "2026-05-01"
	members[4].Status = "Calon"
	members[5].Same = members[6].Member
	first := sampleIDs(202611, members)
	shuffled := slices.Clone(members)
	slices.Reverse(shuffled)
	if len(first) != SampleSize || !slices.Equal(first, sampleIDs(202611, shuffled)) {
		t.Fatalf("%v and %v", first, sampleIDs(202611, shuffled))
	}
	asked := map[ID]bool{}
	for month := Month(202001); month < 202612; month = month.Add(1) {
		for _, id := range sampleIDs(month, members) {
			asked[id] = true
		}
	}
	if len(asked) != 37 {
		t.Errorf("in seven years %d of 37 are asked", len(asked))
	}
	for _, m := range members[3:6] {
		if asked[m.Member] {
			t.Errorf("%v is asked", m.Member)
		}
	}
	if got := Sample(202611, members[:2], SampleSize); len(got) != 2 {
		t.Errorf("of two, %d are asked", len(got))
	}
}

// What a reviewer should look at twice.
func TestEntryView_Flags(t *testing.T) {
	day := Date(20261102)
	at := day.Time().Unix() / 60
	entry := EntryView{EntryRow: EntryRow{Kind: KindEntry, Date: day, Posted: day, At: at + 6*24*60}}
	if entry.Late() || entry.Corrected() || !entry.Bare() {
		t.Errorf("%v %v %v", entry.Late(), entry.Corrected(), entry.Bare())
	}
	late := entry
	late.At = at + 7*24*60
	moved := entry
	moved.Posted = 20261201
	if !late.Late() || !moved.Late() {
		t.Error("what is late is not")
	}
	opening := late
	opening.Kind = KindOpening
	if opening.Late() || opening.Bare() {
		t.Error("an opening balance is late or wants evidence")
	}
	for _, change := range []func(e *EntryView){
		func(e *EntryView) { e.Reverses = ID{1} },
		func(e *EntryView) { e.ReversedBy = ID{1} },
		func(e *EntryView) { e.Corrects = ID{1} },
	} {
		e := entry
		if change(&e); !e.Corrected() {
			t.Errorf("%+v is not corrected", e)
		}
	}
	paper := entry
	paper.Evidence = "12"
	if paper.Bare() {
		t.Error("an entry with a paper is bare")
	}
}
