package coop

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// A party is one party under the name it was first typed with, under its new name and under its registration.
func TestJoinParties(t *testing.T) {
	p := JoinParties([]PartyChange{
		{ID{1}, Party{Class: PartySupplier, Name: "Bulog Cabang"}},
		{ID{2}, Party{Class: PartyStaff, Name: "Andi"}},
		{ID{3}, Party{Subject: ID{1}, Class: PartySupplier, Name: "Perum Bulog"}},
		{ID{4}, Party{Class: PartyBuyer, Name: "andi"}},
	})
	if len(p.All) != 3 || p.All[2].Name != "Perum Bulog" || p.All[2].ID != (ID{1}) {
		t.Fatalf("%+v", p.All)
	}
	for _, id := range []ID{{1}, PartyID("supplier", "bulog  cabang"), PartyID("supplier", "PERUM BULOG")} {
		if v, known := p.Of(id); !known || v.ID != (ID{1}) {
			t.Error(id, v)
		}
	}
	if v, _ := p.Named("Andi"); v.ID != (ID{2}) {
		t.Error("of two of one name the first has it")
	}
	for name, want := range map[string]string{
		"": ProblemPartyName, " bulog cabang": ProblemPartyTaken, "Sri": "",
		"Bu Sri 081234567890": ProblemPartyPersonal,
	} {
		var got string
		for _, problem := range p.CheckParty(ID{}, Party{Name: name}) {
			got = problem.Key
		}
		if got != want {
			t.Errorf("%q: %s, want %s", name, got, want)
		}
	}
	if len(p.CheckParty(ID{1}, Party{Name: "Bulog Cabang"})) != 0 {
		t.Error("a party may take its own old name back")
	}
}

func advance(party ID, amount Money) Line {
	return Line{Account: AccountAdvance, Supplier: party, Amount: amount}
}

// Kas bon: rows 40 and 41 of the golden year, a second one before the first is settled, and more paid than was given.
func TestOpenAdvances(t *testing.T) {
	p := JoinParties([]PartyChange{{ID{1}, Party{Class: PartyStaff, Name: "Andi"}}})
	andi, named, budi := ID{1}, PartyID("supplier", "andi"), PartyID("supplier", "Budi")
	lines := []SubLine{
		{Entry: ID{9, 1}, Line: advance(andi, 300_000), Posted: 20251020},
		{Entry: ID{9, 2}, Line: advance(named, -300_000), Posted: 20251025},
		{Entry: ID{9, 3}, Line: advance(budi, 200_000), Posted: 20251101, Remark: "A · Budi"},
		{Entry: ID{9, 4}, Line: advance(budi, 100_000), Posted: 20251110},
		{Entry: ID{9, 5}, Line: advance(budi, -250_000), Posted: 20251111},
		{Entry: ID{9, 6}, Line: advance(andi, -20_000), Posted: 20251112},
		{Entry: ID{9, 7}, Line: advance(andi, 7), Posted: 20251113},
		{Entry: ID{9, 8}, Line: advance(andi, -7), Posted: 20251113, Reverses: ID{9, 7}},
	}
	var got []string
	for _, a := range p.OpenAdvances(lines, 20251120) {
		got = append(got, fmt.Sprint(a.Posted, a.Name, int64(a.Open), a.Days))
	}
	want := "2025-11-1050000 10|2025-11-12Andi-20000 8"
	if strings.Join(got, "|") != want {
		t.Errorf("%s, want %s", strings.Join(got, "|"), want)
	}
	var sum []string
	for _, b := range p.PartyBalances(lines, false) {
		sum = append(sum, fmt.Sprint(b.Name, int64(b.Amount), b.Known))
	}
	if strings.Join(sum, "|") != "Andi-20000 true|Budi50000 false" {
		t.Error(sum)
	}
}

// What is open by party comes to what the account holds, whatever was given, settled and taken back.
func TestOpenAdvancesSum(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var lines []SubLine
		var balance Money
		for i := range rapid.IntRange(0, 20).Draw(t, "lines") {
			l := SubLine{Entry: ID{9, byte(i)}}
			l.Posted = Date(20250101 + rapid.IntRange(0, 27).Draw(t, "day"))
			l.Account, l.Supplier = AccountAdvance, ID{byte(rapid.IntRange(0, 3).Draw(t, "party"))}
			l.Amount = Money(rapid.IntRange(-50, 50).Draw(t, "amount"))
			balance += l.Amount
			lines = append(lines, l)
		}
		var open, sums Money
		for _, a := range (Parties{}).OpenAdvances(lines, 20250201) {
			open += a.Open
		}
		for _, b := range (Parties{}).PartyBalances(lines, false) {
			sums += b.Amount
		}
		if open != balance || sums != balance {
			t.Fatal(open, sums, balance)
		}
	})
}
