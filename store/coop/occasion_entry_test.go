package coop

import (
	"reflect"
	"testing"
)

func TestEntryOf(t *testing.T) {
	member := testID("member")
	dues := findOccasion(t, "dues-mandatory")
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
	out := findOccasion(t, "cash-out")
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
	dues := findOccasion(t, "dues-mandatory")
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

// TestEntryOf_All answers every occasion that the programs carry and records it on the standard chart.
func TestEntryOf_All(t *testing.T) {
	chart := standardChart(t)
	var standard []AccountAdd
	for _, a := range chart {
		standard = append(standard, a.Add())
	}
	v := foundOn(t, standard)
	member := HashID(v.record(t, "A", "Siti", KindMember, Member{Fields: map[Field]string{FieldName: "Aminah"}}), 0)
	for _, o := range standardOccasions(t) {
		answers := Answers{}
		used := map[string]bool{}
		for i, p := range o.Prompts {
			switch p.Kind {
			case PromptAmount:
				answers[p.Key] = PromptAnswer{Amount: Money(1000>>i+1) * Rupiah} // what is taken off comes later: less
			case PromptMonths:
				answers[p.Key] = rapel
			case PromptMoney, PromptAccount:
				for _, c := range p.Choices(chart) {
					if !used[c.Code] {
						answers[p.Key], used[c.Code] = say(c.Code), true
						break
					}
				}
			case PromptMember:
				answers[p.Key] = say(member.String())
			case PromptDate:
				answers[p.Key] = PromptAnswer{Date: 20260115}
			default:
				answers[p.Key] = say("Toko Maju")
			}
		}
		e, problems := EntryOf(o, answers, 20260131, "")
		if len(problems) > 0 {
			t.Errorf("%s: %s", o.ID, said(problems))
			continue
		}
		if _, what := v.try("A", "Siti", KindEntry, e); what != WhatNone {
			t.Errorf("%s: recorded, but %v: %+v", o.ID, what, e)
		}
	}
	if broken := CheckSums(v.devices["A"].state); len(broken) > 0 {
		t.Error(broken)
	}
}
