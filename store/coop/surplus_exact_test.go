package coop

import (
	"flag"
	"math"
	"math/big"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// drawn is a random cooperative about to divide its surplus: people with savings and business, among them who left, who
// is only a candidate, who has nothing, and many alike.
type drawn struct {
	surplus  Surplus
	prior    Money
	shares   []Share
	people   []MemberRow
	held     map[ID]Money
	saved    []MemberMove
	business []MemberMove
	policy   SurplusPolicy
}

// amountOf draws an amount: a few sen, usual rupiah, or as much as money can be.
func amountOf(t *rapid.T, name string, most Money) Money {
	m := Money(0)
	switch rapid.IntRange(0, 9).Draw(t, name+" kind") {
	case 0:
		m = Money(rapid.Int64Range(0, 99).Draw(t, name))
	case 1:
		m = Money(rapid.Int64Range(int64(most)-200, int64(most)).Draw(t, name))
	case 2:
		m = 1_000_000_00
	default:
		m = Money(rapid.Int64Range(0, min(int64(most), 1e13)).Draw(t, name))
	}
	if rapid.Bool().Draw(t, name+" whole") {
		m -= m % Rupiah
	}
	return min(m, most)
}

func drawShares(t *rapid.T) (shares []Share) {
	accounts := rapid.Permutation(SurplusParts()).Draw(t, "accounts")
	switch rapid.IntRange(0, 4).Draw(t, "percentages") {
	case 0: // everything into one part
		return []Share{{Account: accounts[0], BasisPoints: WholeShares}}
	case 1: // thirds
		return []Share{
			{Account: "24101", BasisPoints: 3333},
			{Account: "24102", BasisPoints: 3333},
			{Account: accounts[0][:3] + "09", BasisPoints: 3334},
		}
	}
	left := int64(WholeShares)
	for _, account := range accounts[:rapid.IntRange(1, 10).Draw(t, "parts")] {
		points := rapid.Int64Range(0, left).Draw(t, "points")
		shares = append(shares, Share{Account: account, BasisPoints: points})
		left -= points
	}
	shares[0].BasisPoints += left
	return shares
}

func draw(t *rapid.T) drawn {
	d := drawn{held: map[ID]Money{}, policy: SurplusPolicyOf(nil, 20260314), shares: drawShares(t)}
	d.surplus = ofMembers(amountOf(t, "surplus", rapid.SampledFrom([]Money{
		maxLineAmount, maxLineAmount, math.MaxInt64,
	}).Draw(t, "up to")))
	if rapid.IntRange(0, 19).Draw(t, "loss") == 0 {
		d.surplus = ofMembers(-d.surplus.Total)
	}
	if rapid.IntRange(0, 2).Draw(t, "had a loss") == 0 {
		d.prior = amountOf(t, "prior", math.MaxInt64)
	}
	d.policy.CapWarns = rapid.Bool().Draw(t, "warns")
	d.policy.Leavers = rapid.Bool().Draw(t, "leavers share")
	d.policy.Average = rapid.Bool().Draw(t, "by months")
	d.policy.Apart = rapid.IntRange(0, 4).Draw(t, "apart") == 0
	d.policy.PayUnit = rapid.SampledFrom([]Money{Rupiah, 100 * Rupiah, 500 * Rupiah}).Draw(t, "unit")
	most := Money(1e13)
	if rapid.IntRange(0, 9).Draw(t, "huge") == 0 {
		most = math.MaxInt64
	}
	idle := rapid.IntRange(0, 3).Draw(t, "nobody buys") == 0
	for i := range rapid.SampledFrom([]int{0, 1, 1, 2, 7, 30}).Draw(t, "people") {
		d.person(t, ID{1, byte(i)}, most, idle)
	}
	return d
}

// person draws somebody; one in four is exactly like the one before.
func (d *drawn) person(t *rapid.T, id ID, most Money, idle bool) {
	p := MemberRow{Member: id, Same: id, Name: id.String(), Status: StatusActive}
	switch rapid.IntRange(0, 9).Draw(t, "status") {
	case 0:
		p.Status = "calon"
	case 1:
		p.Left = rapid.SampledFrom([]string{"2025-06-30", "2025-12-31", "2026-01-01"}).Draw(t, "left")
	}
	d.people = append(d.people, p)
	before := ID{1, id[1] - 1}
	if rapid.IntRange(0, 3).Draw(t, "alike") == 0 && id[1] > 0 {
		d.held[id] = d.held[before]
		for _, moves := range []*[]MemberMove{&d.saved, &d.business} {
			for _, m := range *moves {
				if m.Member == before {
					m.Member = id
					*moves = append(*moves, m)
				}
			}
		}
		return
	}
	d.held[id] = amountOf(t, "savings", most) - Money(rapid.Int64Range(0, 1).Draw(t, "sent back"))*1000
	for range rapid.IntRange(0, 2).Draw(t, "moves") {
		d.saved = append(d.saved, MemberMove{
			Member: id, Month: Month(202500 + rapid.IntRange(1, 12).Draw(t, "month")), Amount: amountOf(t, "saved",
				1e10),
		})
	}
	for range rapid.IntRange(0, 3).Draw(t, "buys") {
		if account := rapid.SampledFrom([]string{"41101", "41105", "41201", "41204", "41191", "12201"}).Draw(t,
			"bought at"); !idle {
			d.business = append(d.business, MemberMove{
				Member: id, Account: account, Amount: amountOf(t, "bought", most) * Money(1-2*rapid.IntRange(0,
					1).Draw(t, "back")),
			})
		}
	}
}

// TestAllocate_Exact is what no cooperative may ever miss (I9): parts come to the surplus, the members' list to its
// pools, the journal to both, nothing is negative, who is alike gets alike on every device, and payouts rounded to
// Rp100 or Rp500 balance with the difference shown.
func TestAllocate_Exact(t *testing.T) {
	if longRun() {
		set(t, "200000") // more than half of them are divided, the others rightly refused
	} else if f := flag.Lookup("rapid.checks"); f.Value.String() == f.DefValue {
		set(t, "400")
		defer set(t, f.DefValue)
	}
	seen := map[string]int{}
	rapid.Check(t, func(t *rapid.T) {
		d := draw(t)
		members, err := SurplusMembers(2025, d.people, d.held, d.saved, d.business, d.policy)
		if err != nil {
			seen["too much for a member"]++
			return
		}
		d.onList(t, members)
		a, problems := Allocate(d.surplus, d.prior, d.shares, members, d.policy)
		if len(problems) > 0 {
			seen[problems[0].Key]++
			d.refused(t, problems[0].Key, members)
			return
		}
		seen["divided"]++
		if len(members) < 2 {
			seen["one member or none"]++
		}
		capital, patronage := d.adds(t, a)
		journal := journalOf(t, a, d.shares)
		if journal[AccountUndivided] != a.Divided+a.Covers || journal[AccountCapitalShare] != -capital ||
			journal[AccountPatronageShare] != -patronage {
			t.Fatalf("journal %v", journal)
		}
		d.fair(t, a, members)
		paysOut(t, a, d.policy, journal)
	})
	t.Log(seen)
}

// onList looks who stands on the list: nobody who is no member, and who left by the policy alone.
func (d *drawn) onList(t *rapid.T, members []SurplusMember) {
	for _, m := range members {
		p := d.people[m.Member[1]]
		if p.Candidate() || m.Left != (p.Left == "2025-06-30" || p.Left == "2025-12-31") || m.Left &&
			!d.policy.Leavers {
			t.Fatalf("%+v is on the list", p)
		}
	}
}

// refused looks whether what was refused is so.
func (d *drawn) refused(t *rapid.T, key string, members []SurplusMember) {
	savings, volume := new(big.Int), new(big.Int)
	for _, m := range members {
		savings.Add(savings, big.NewInt(max(int64(m.Savings), 0)))
		volume.Add(volume, big.NewInt(max(int64(m.Bought), 0))).Add(volume, big.NewInt(max(int64(m.Interest), 0)))
	}
	var is bool
	switch key {
	case ProblemSurplusLoss:
		is = d.surplus.Total <= 0
	case ProblemSurplusPrior:
		is = d.prior >= d.surplus.Total && !d.policy.Apart
	case ProblemSurplusLarge:
		is = !savings.IsInt64() || !volume.IsInt64() || d.surplus.Total > maxLineAmount
	}
	if !is {
		t.Fatalf("refused as %s: %+v", key, d)
	}
}

// adds looks that the parts are the surplus and the lists their pools.
func (d *drawn) adds(t *rapid.T, a Allocation) (capital, patronage Money) {
	sum := a.Covers
	for _, p := range a.Parts {
		if sum += p.Amount; p.Amount < 0 || p.Floor < 0 {
			t.Fatalf("%s is %v", p.Account, p.Amount)
		}
	}
	for _, m := range a.Members {
		if capital, patronage = capital+m.Capital, patronage+m.Patronage; m.Capital < 0 || m.Patronage < 0 {
			t.Fatalf("%+v", m)
		}
	}
	if sum != d.surplus.Total || capital != a.Of(AccountCapitalShare) || patronage != a.Of(AccountPatronageShare) {
		t.Fatalf("parts %v of %v; lists %v %v of %+v", sum, d.surplus.Total, capital, patronage, a.Parts)
	}
	if a.CapitalRest < 0 || a.PatronageRest < 0 || a.PartsRest < 0 ||
		a.CapitalRest > Money(len(a.Members))*Rupiah || a.PatronageRest > Money(len(a.Members))*Rupiah ||
		a.PartsRest > Money(len(a.Parts)+1)*Rupiah {
		t.Fatalf("remainders %v %v %v", a.PartsRest, a.CapitalRest, a.PatronageRest)
	}
	return capital, patronage
}

// fair looks that who has the same gets the same and who has more gets no less, and that another device, which lists
// the members in another order, comes to the same to the rupiah.
func (d *drawn) fair(t *rapid.T, a Allocation, members []SurplusMember) {
	turned := slices.Clone(members)
	slices.Reverse(turned)
	other, _ := Allocate(d.surplus, d.prior, d.shares, turned, d.policy)
	there := map[ID]SurplusMember{}
	for _, m := range other.Members {
		there[m.Member] = m
	}
	for i, m := range a.Members {
		if o := there[m.Member]; o.Capital != m.Capital || o.Patronage != m.Patronage || m.Nobody != o.Nobody {
			t.Fatalf("%+v here, %+v on the other device", m, o)
		}
		if i == 0 || m.Nobody {
			continue
		}
		p := a.Members[i-1]
		more, less := m, p
		if p.Savings > m.Savings {
			more, less = p, m
		}
		if more.Capital < less.Capital || m.Savings == p.Savings && m.Capital != p.Capital ||
			m.Volume() == p.Volume() && m.Patronage != p.Patronage {
			t.Fatalf("%+v and %+v", p, m)
		}
	}
}

// journalOf sums the entries of an allocation by account, and looks at each. Read back from the book, they are the
// allocation again.
func journalOf(t *rapid.T, a Allocation, shares []Share) map[string]Money {
	entries, problems := a.Entries(signedRAT(2025, shares), 20260314, 1)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	journal, at := map[string]Money{}, map[ID]int{}
	v := SurplusView{Surplus: a.Surplus, Divided: 20260314}
	for _, e := range entries {
		if what := CheckLines(e.Lines); what != WhatNone {
			t.Fatalf("%v: %+v", what, e.Lines)
		}
		for _, l := range e.Lines {
			journal[l.Account] += l.Amount
			if l.Account != AccountCapitalShare && l.Account != AccountPatronageShare {
				continue
			}
			i, known := at[l.Member]
			if !known {
				i, at[l.Member] = len(v.DividedFor), len(v.DividedFor)
				v.DividedFor = append(v.DividedFor, SurplusMember{Member: l.Member, Nobody: l.Member.IsZero()})
			}
			if l.Account == AccountCapitalShare {
				v.DividedFor[i].Capital -= l.Amount
			} else {
				v.DividedFor[i].Patronage -= l.Amount
			}
		}
	}
	for account, amount := range journal {
		v.DividedInto = append(v.DividedInto, AccountSum{account, -amount})
	}
	again, _ := v.Allocation(shares)
	if again.Divided != a.Divided || again.Covers != a.Covers || again.MembersShare() != a.MembersShare() {
		t.Fatalf("read back: %+v", again)
	}
	return journal
}

// paysOut hands every share out in cash and looks that nothing of the members' accounts is left, and that what rounding
// keeps is what is shown.
func paysOut(t *rapid.T, a Allocation, p SurplusPolicy, journal map[string]Money) {
	var shown PaySum
	out := Payout{Money: "11101", Day: 20260320}
	rest, before := Money(0), journal[p.PayRest]
	for _, m := range a.Members {
		s := SurplusShare{
			Of: m.Member, Year: 2025, Capital: m.Capital, Patronage: m.Patronage, Held: m.Share(), Try: 1,
		}
		out.Way = PayCash
		if paid, _ := p.Pay(s.Sum()); paid == 0 {
			out.Way = PaySave
		}
		if !s.Open() {
			continue
		}
		e, problems := p.SurplusPayEntry(s, out)
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		if what := CheckLines(e.Lines); what != WhatNone {
			t.Fatalf("%v: %+v", what, e.Lines)
		}
		shown = p.Add(shown, s, out.Way)
		for _, l := range e.Lines {
			if journal[l.Account] += l.Amount; l.Account == "11101" && l.Amount%p.PayUnit != 0 {
				t.Fatalf("paid %v", l.Amount)
			}
		}
		if s.Settle(ID{9}, out.Day, e.Lines); s.Left() != 0 || s.Open() {
			t.Fatalf("%v is left", s.Left())
		}
	}
	rest = before - journal[p.PayRest]
	if journal[AccountCapitalShare] != 0 || journal[AccountPatronageShare] != 0 || rest != shown.Rest ||
		shown.Cash+shown.Saved+shown.Rest != a.MembersShare() || -journal["11101"] != shown.Cash {
		t.Fatalf("left over: %v, shown %+v", journal, shown)
	}
}
