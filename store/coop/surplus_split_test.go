package coop

import (
	"fmt"
	"strings"
	"testing"
)

// ofMembers is a surplus that came of business with members alone.
func ofMembers(m Money) Surplus { return Surplus{Year: 2025, Total: m, FromMembers: m, Members: m} }

// fiveMembers are the whole cooperative of domain §7.4.
func fiveMembers() []SurplusMember {
	one := func(n byte, name string, saved, bought, interest Money) SurplusMember {
		return SurplusMember{
			Member: ID{n}, Number: fmt.Sprintf("M-%03d", n), Name: name,
			Savings: saved * Rupiah, Bought: bought * Rupiah, Interest: interest * Rupiah,
		}
	}
	return []SurplusMember{
		one(1, "Aminah", 1_290_000, 12_500_000, 1_066_667), one(2, "Budi", 970_000, 8_340_000, 0),
		one(3, "Citra", 650_000, 3_275_500, 412_500), one(4, "Darma", 430_000, 0, 0),
		one(5, "Eko", 290_000, 965_250, 0),
	}
}

func partsTable(a Allocation) string {
	var b strings.Builder
	for _, p := range a.Parts {
		fmt.Fprintf(&b, "%s %s%% %s %s\n", p.Account, PercentText(p.BasisPoints), FormatPlain(p.Floor),
			FormatPlain(p.Amount))
	}
	return b.String()
}

func membersTable(a Allocation) string {
	var b strings.Builder
	var capital, patronage Money
	for _, m := range a.Members {
		fmt.Fprintf(&b, "%s %s %s %s %s %s %s\n", m.Number, m.Name, FormatPlain(m.Savings), FormatPlain(m.Volume()),
			FormatPlain(m.Capital), FormatPlain(m.Patronage), FormatPlain(m.Share()))
		capital, patronage = capital+m.Capital, patronage+m.Patronage
	}
	fmt.Fprintf(&b, "Σ %s %s %s %s %s\n", FormatPlain(a.Savings), FormatPlain(a.Volume),
		FormatPlain(capital), FormatPlain(patronage), FormatPlain(capital+patronage))
	return b.String()
}

func allocate(t *testing.T, s Surplus, prior Money, shares []Share, members []SurplusMember,
	p SurplusPolicy,
) Allocation {
	t.Helper()
	a, problems := Allocate(s, prior, shares, members, p)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return a
}

// The tables of domain §7.4, to the rupiah.
func TestAllocate_Worked(t *testing.T) {
	p := SurplusPolicyOf(nil, 20260314)
	a := allocate(t, ofMembers(48_765_432*Rupiah), 0, p.Shares, fiveMembers(), p)
	sameText(t, partsTable(a), `
		31401 20%  9.753.086  9.753.093
		24101 15%  7.314.814  7.314.813
		24102 25% 12.191.358 12.191.356
		24107 20%  9.753.086  9.753.086
		24103 5%   2.438.271  2.438.271
		24104 5%   2.438.271  2.438.271
		24105 5%   2.438.271  2.438.271
		24106 5%   2.438.271  2.438.271
	`)
	sameText(t, membersTable(a), `
		M-001 Aminah 1.290.000 13.566.667 2.599.479  6.227.282  8.826.761
		M-002 Budi     970.000  8.340.000 1.954.647  3.828.171  5.782.818
		M-003 Citra    650.000  3.688.000 1.309.815  1.692.841  3.002.656
		M-004 Darma    430.000          0   866.493          0    866.493
		M-005 Eko      290.000    965.250   584.379    443.062  1.027.441
		Σ            3.630.000 26.559.917 7.314.813 12.191.356 19.506.169
	`)
	if a.PartsRest != 4*Rupiah || a.CapitalRest != Rupiah || a.PatronageRest != 2*Rupiah || len(a.Warnings) > 0 {
		t.Errorf("remainders %v %v %v, warnings %v", a.PartsRest, a.CapitalRest, a.PatronageRest, a.Warnings)
	}
}

// Domain §7.3, from a published source: 1.000.000 + 240.000 = 1.240.000.
func TestAllocate_Source(t *testing.T) {
	members := []SurplusMember{
		{Name: "A", Savings: 5_000_000 * Rupiah, Bought: 2_000_000 * Rupiah},
		{Name: "others", Savings: 70_000_000 * Rupiah, Bought: 98_000_000 * Rupiah},
	}
	shares := []Share{
		{Account: AccountReserve, BasisPoints: 5500},
		{Account: AccountCapitalShare, BasisPoints: 2500},
		{Account: AccountPatronageShare, BasisPoints: 2000},
	}
	a := allocate(t, ofMembers(60_000_000*Rupiah), 0, shares, members, SurplusPolicyOf(nil, 20260314))
	m := a.Members[0]
	if got := amountTable("modal", m.Capital, "usaha", m.Patronage, "SHU", m.Share()); got !=
		amountTable("modal", 1_000_000*Rupiah, "usaha", 240_000*Rupiah, "SHU", 1_240_000*Rupiah) {
		t.Error(got)
	}
	if len(a.Warnings) != 1 || a.Warnings[0].Key != WarnVillage {
		t.Errorf("warnings %v", a.Warnings)
	}
}

// The golden year's C5 (domain §8.2): parts before the members' remainders.
func TestAllocate_Golden(t *testing.T) {
	s, err := SeparateSurplus(2025, goldenBalances(t), SurplusByGross)
	if err != nil {
		t.Fatal(err)
	}
	p := SurplusPolicyOf(nil, 20260314)
	one := []SurplusMember{{Member: ID{1}, Savings: 50_000 * Rupiah, Bought: 1000 * Rupiah}}
	a := allocate(t, s, 0, p.Shares, one, p)
	sameText(t, partsTable(a), `
		31401 20% 628.640 628.642
		24101 15% 471.480 471.480
		24102 25% 785.800 785.800
		24107 20% 628.640 628.640
		24103 5%  157.160 157.160
		24104 5%  157.160 157.160
		24105 5%  157.160 157.160
		24106 5%  157.160 157.160
	`)
	if got := a.MembersShare(); got != 1_257_280*Rupiah || got > s.FromMembers {
		t.Errorf("members get %v of %v", got, s.FromMembers)
	}
}

// What is refused, and what is only said.
func TestAllocate_Refuses(t *testing.T) {
	usual := SurplusPolicyOf(nil, 20260314)
	warns := usual
	warns.CapWarns = true
	bp := func(text string) (shares []Share) {
		words := strings.Fields(text)
		for i := 0; i < len(words); i += 2 {
			var points int64
			if _, err := fmt.Sscan(words[i+1], &points); err != nil {
				t.Fatal(err)
			}
			shares = append(shares, Share{Account: words[i], BasisPoints: points})
		}
		return shares
	}
	textbook := "31401 4000 24101 1500 24102 2500 24103 500 24104 500 24105 500 24106 500 24107 500"
	half := Surplus{Year: 2025, Total: 1000 * Rupiah, FromMembers: 200 * Rupiah}
	for _, c := range []struct {
		name, shares string
		surplus      Surplus
		prior        Money
		members      []SurplusMember
		policy       SurplusPolicy
		refused      string
		warned       string
	}{
		{"refuses_105_percent", textbook, ofMembers(1000_00), 0, fiveMembers(), usual, "surplus.share.sum [105]", ""},
		{"refuses_99,99_percent", "31401 9999", ofMembers(1000_00), 0, nil, usual, "surplus.share.sum [99,99]", ""},
		{"refuses_none", "", ofMembers(1000_00), 0, nil, usual, "surplus.share.sum [0]", ""},
		{
			"refuses_minus", "31401 11000 24101 -1000", ofMembers(1000_00), 0, nil, usual,
			"surplus.share.minus [31401]", "",
		},
		{"refuses_cash", "11101 10000", ofMembers(1000_00), 0, nil, usual, "surplus.share.account [11101]", ""},
		{
			"refuses_twice", "31401 5000 31401 5000", ofMembers(1000_00), 0, nil, usual,
			"surplus.share.twice [31401]", "",
		},
		{"refuses_loss", "31401 10000", ofMembers(-5_00), 0, nil, usual, "surplus.loss [2025 Rp5]", ""},
		{"refuses_nothing", "31401 10000", ofMembers(0), 0, nil, usual, "surplus.loss [2025 Rp0]", ""},
		{"refuses_all_prior", "31401 10000", ofMembers(9_00), 9_00, nil, usual, "surplus.prior-loss [Rp9 Rp9]", ""},
		{
			"refuses_more_than_members", "24101 10000", half, 0, fiveMembers(), usual,
			"surplus.members.more [Rp998 Rp200]", "",
		},
		{
			"warns_by_setting", "24101 10000", half, 0, fiveMembers(), warns,
			"", "surplus.village.less [0 20] surplus.members.more [Rp998 Rp200]",
		},
		{"warns_village", "31401 8001 24107 1999", half, 0, nil, usual, "", "surplus.village.less [19,99 20]"},
		{
			"warns_nobody", "24101 5000 24102 3000 24107 2000", ofMembers(1000_00), 0, nil, usual, "",
			"surplus.capital.nobody [Rp500] surplus.patronage.none [Rp300]",
		},
		{
			"covers_prior_loss_first", "31401 8000 24107 2000", ofMembers(1000_00), 300_00, nil, usual, "",
			"surplus.prior-covered [Rp300]",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, problems := Allocate(c.surplus, c.prior, bp(c.shares), c.members, c.policy)
			if got := problemText(problems[:min(1, len(problems))]); got != c.refused {
				t.Errorf("refused %q, want %q", got, c.refused)
			}
			if got := problemText(a.Warnings); got != c.warned && c.refused == "" {
				t.Errorf("warned %q, want %q", got, c.warned)
			}
		})
	}
}

func problemText(problems []Problem) string {
	var all []string
	for _, p := range problems {
		all = append(all, fmt.Sprint(p.Key, " ", p.Args))
	}
	return strings.Join(all, " ")
}

// The golden year names no members: what is theirs is posted to the rupiah of domain §8.2 C5 all the same, and the list
// holds it in one line without a name. It once went to the reserve, and the journal was not the one of C5.
func TestAllocate_Nobody(t *testing.T) {
	policy := SurplusPolicyOf(nil, 20260314)
	s := Surplus{Year: 2025, Total: 3_143_202_00, FromMembers: 2_087_034_00, FromOthers: 1_056_168_00}
	a, problems := Allocate(s, 0, policy.Shares, []SurplusMember{{Name: "Aminah"}}, policy)
	if len(problems) > 0 {
		t.Fatal(said(problems))
	}
	for account, want := range map[string]Money{
		"31401": 628_642, "24101": 471_480, "24102": 785_800, "24107": 628_640, "24103": 157_160, "24104": 157_160,
		"24105": 157_160, "24106": 157_160,
	} {
		if got := a.Of(account); got != want*Rupiah {
			t.Errorf("%s gets %v, want %v", account, got, want*Rupiah)
		}
	}
	last := a.Members[len(a.Members)-1]
	if len(a.Members) != 2 || !last.Nobody || last.Share() != a.MembersShare() {
		t.Errorf("the list is %+v", a.Members)
	}
}
