package coop

import (
	"os"
	"reflect"
	"testing"
)

func occasionNamed(t *testing.T, id string) Occasion {
	t.Helper()
	data, err := os.ReadFile("../../assets/occasions.txt")
	if err != nil {
		t.Fatal(err)
	}
	all, err := LoadOccasions(data, standardChart(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range all {
		if o.ID == id {
			return o
		}
	}
	t.Fatalf("no occasion %s", id)
	return Occasion{}
}

func TestEntryOf(t *testing.T) {
	member := testID("member")
	dues := occasionNamed(t, "dues-mandatory")
	e, problems := EntryOf(dues, Answers{"member": say(member.String()), "months": rapel}, 20260131, " lunas ")
	want := Entry{Date: 20260131, Occasion: "dues-mandatory", Remark: "lunas", Lines: []Line{
		{Account: "11101", Amount: 65000_00},
		{Account: "31102", Amount: -20000_00, Member: member, Month: 202511},
		{Account: "31102", Amount: -20000_00, Member: member, Month: 202512},
		{Account: "31102", Amount: -25000_00, Member: member, Month: 202601},
	}}
	if len(problems) > 0 || !reflect.DeepEqual(e, want) {
		t.Errorf("rapel: %+v (%s)", e, said(problems))
	}
	out := occasionNamed(t, "cash-out")
	answers := Answers{
		"amount": rp(5000), "purpose": say("22101"), "party": say("Toko  Maju"), "outlet": say("warung"),
		"remark": say("beli beras"),
	}
	e, problems = EntryOf(out, answers, 20260131, "")
	line := Line{Account: "22101", Amount: 5000_00, Supplier: PartyID("supplier", "toko maju"), Outlet: "warung"}
	if len(problems) > 0 || e.Remark != "beli beras · Toko  Maju" || e.Lines[0] != line {
		t.Errorf("a supplier by name: %+v (%s)", e, said(problems))
	}
	answers["party"] = say(testID("supplier").String())
	e, _ = EntryOf(out, answers, 20260131, "")
	if e.Remark != "beli beras" || e.Lines[0].Supplier != testID("supplier") {
		t.Errorf("a supplier by id: %+v", e)
	}
}

func TestEntryOf_Refuses(t *testing.T) {
	dues := occasionNamed(t, "dues-mandatory")
	good := Answers{"member": say(testID("member").String()), "months": rapel}
	for _, c := range []struct {
		what    string
		answers Answers
		date    Date
		remark  string
		want    string
	}{
		{"what the occasion misses", Answers{"months": rapel}, 20260131, "", "occasion.answer.missing Anggota"},
		{
			"a member that is no id",
			Answers{"member": say("M-7"), "months": rapel},
			20260131, "",
			"occasion.answer.member Anggota M-7",
		},
		{"no day", good, 20260230, "", "occasion.entry.date"},
		{"a remark that is no text", good, 20260131, "\xff", "occasion.entry.remark"},
		{"more than a line can carry", Answers{"member": good["member"], "months": {Months: []MonthShare{
			{202601, maxLineAmount + 1},
		}}}, 20260131, "", "occasion.draft.too-large"},
	} {
		if e, problems := EntryOf(dues, c.answers, c.date, c.remark); said(problems) != c.want || e.Lines != nil {
			t.Errorf("%s: %s, want %s", c.what, said(problems), c.want)
		}
	}
}

func TestDefaultDate(t *testing.T) {
	for _, c := range []struct {
		clock, last, want Date
		marked            bool
	}{
		{20260503, 0, 20260503, false},
		{20260503, 20260503, 20260503, false},
		{20260503, 20260430, 20260503, true},
		{20100101, 20260430, 20260430, true},
	} {
		if day, marked := DefaultDate(c.clock, c.last); day != c.want || marked != c.marked {
			t.Errorf("clock %v, last entry %v: %v %v", c.clock, c.last, day, marked)
		}
	}
}
