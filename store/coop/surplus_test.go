package coop

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
)

// goldenBalances are what the accounts of the golden year moved (domain §8.1).
func goldenBalances(t *testing.T) []AccountBalance {
	t.Helper()
	v, _ := goldenLedger(t)
	state := v.devices["A"].state
	sums := map[string]AccountBalance{}
	state.Scan(&BalanceRow{}, 0, func(r Record) bool {
		b := r.(*BalanceRow)
		sum := sums[b.Account]
		sum.Account = AccountRow{Code: b.Account}
		state.Get(&sum.Account)
		sum.Debit, sum.Credit = sum.Debit+b.Debit, sum.Credit+b.Credit
		sums[b.Account] = sum
		return true
	})
	var rows []AccountBalance
	for _, code := range slices.Sorted(mapKeysOf(sums)) {
		rows = append(rows, sums[code])
	}
	return rows
}

// table writes rows of a word and an amount, for comparing.
func amountTable(rows ...any) string {
	var b strings.Builder
	for i := 0; i < len(rows); i += 2 {
		fmt.Fprintf(&b, "%-28s %15s\n", rows[i], FormatPlain(rows[i+1].(Money)))
	}
	return b.String()
}

func sameText(t *testing.T, got, want string) {
	t.Helper()
	lines := func(s string) (out []string) {
		for _, line := range strings.Split(s, "\n") {
			if f := strings.Fields(line); len(f) > 0 {
				out = append(out, strings.Join(f, " "))
			}
		}
		return out
	}
	if g, w := lines(got), lines(want); !slices.Equal(g, w) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(g, "\n"), strings.Join(w, "\n"))
	}
}

func separationTable(s Surplus) string {
	return amountTable(
		"anggota (A)", s.Members, "bukan anggota (B)", s.Others, "keagenan (C)", s.Agency, "bersama", s.Common,
		"bersama, anggota", s.CommonMembers, "bersama, lainnya", s.CommonOthers, "SHU", s.Total,
		"dari anggota", s.FromMembers, "dari lainnya", s.FromOthers,
	)
}

// The golden year separates as domain §10 says.
func TestSeparateSurplus_Golden(t *testing.T) {
	s, err := SeparateSurplus(2025, goldenBalances(t), SurplusByGross)
	if err != nil {
		t.Fatal(err)
	}
	sameText(t, separationTable(s), `
		anggota (A)          13.081.417
		bukan anggota (B)     4.720.000
		keagenan (C)          1.900.000
		bersama              16.558.215
		bersama, anggota     10.994.383
		bersama, lainnya      5.563.832
		SHU                   3.143.202
		dari anggota          2.087.034
		dari lainnya          1.056.168
	`)
	byTurnover, err := SeparateSurplus(2025, goldenBalances(t), SurplusByTurnover)
	if err != nil {
		t.Fatal(err)
	}
	// 90.529.667 : (23.800.000 + 1.900.000); 16.558.215 × 90.529.667 / 116.229.667 = 12.896.962,76
	sameText(t, separationTable(byTurnover), `
		anggota (A)          13.081.417
		bukan anggota (B)     4.720.000
		keagenan (C)          1.900.000
		bersama              16.558.215
		bersama, anggota     12.896.963
		bersama, lainnya      3.661.252
		SHU                   3.143.202
		dari anggota            184.454
		dari lainnya          2.958.748
	`)
}

// resultOf makes accounts of a line "41101 500 51101 -300": credit positive rupiah.
func resultOf(t *testing.T, line string) []AccountBalance {
	t.Helper()
	var rows []AccountBalance
	words := strings.Fields(line)
	for i := 0; i < len(words); i += 2 {
		m, err := ParseData(words[i+1])
		if err != nil {
			t.Fatal(err)
		}
		b := AccountBalance{Account: AccountRow{Code: words[i], Type: Revenue}}
		switch words[i][0] {
		case '5', '6', '8':
			b.Account.Type = Expense
		case '1', '3':
			b.Account.Type = Asset
		}
		if b.Credit = m; m < 0 {
			b.Credit, b.Debit = 0, -m
		}
		rows = append(rows, b)
	}
	return rows
}

// Years that are not smooth: what members and others are said to have left.
func TestSeparateSurplus(t *testing.T) {
	for _, c := range []struct{ name, year, members, others string }{
		{"nothing happened", "", "0", "0"},
		{"members only", "41101 500 51101 -300 61101 -50", "150", "0"},
		{"others only", "42101 500 52101 -300 61101 -50", "0", "150"},
		{"a third each way, half up", "41101 1 42101 1 43101 1 61101 -1.50", "0", "1.50"},
		{"further income is divided too", "41101 300 42101 100 71101 40", "330", "110"},
		{"a loss with members takes no common cost", "41101 100 51101 -150 42101 300 61101 -60", "-50", "240"},
		{"a loss with others takes no common cost", "42101 100 52101 -150 41101 300 61101 -60", "240", "-50"},
		{"both at a loss: by turnover", "41101 100 51101 -150 42101 300 52101 -350 61101 -40", "-60", "-80"},
		{"common items alone", "61101 -100", "0", "-100"},
		{"accounts of the balance sheet are no result", "41101 100 11101 999", "100", "0"},
	} {
		t.Run(strings.ReplaceAll(c.name, " ", "_"), func(t *testing.T) {
			s, err := SeparateSurplus(2025, resultOf(t, c.year), SurplusByGross)
			if err != nil {
				t.Fatal(err)
			}
			if m, o := FormatData(s.FromMembers), FormatData(s.FromOthers); m != c.members || o != c.others {
				t.Errorf("members %s others %s, want %s and %s", m, o, c.members, c.others)
			}
			if s.FromMembers+s.FromOthers != s.Total {
				t.Errorf("the parts do not come to %v", s.Total)
			}
		})
	}
}

func TestSeparateSurplus_refuses_too_large(t *testing.T) {
	huge := AccountBalance{Account: AccountRow{Code: "41101", Type: Revenue}, Credit: 1<<63 - 1}
	other := huge
	other.Account.Code = "41102"
	if _, err := SeparateSurplus(2025, []AccountBalance{huge, other}, SurplusByGross); err == nil {
		t.Error("sums that do not fit were added")
	}
}

// The defaults of domain §7.2 come to the whole, in the order of domain §8.2.
func TestSurplusPolicy_Defaults(t *testing.T) {
	p := SurplusPolicyOf(nil, 20260314)
	if problems := CheckShares(p.Shares); len(problems) > 0 {
		t.Error(problems)
	}
	want := "[{{} 31401 2000} {{} 24101 1500} {{} 24102 2500} {{} 24107 2000} " +
		"{{} 24103 500} {{} 24104 500} {{} 24105 500} {{} 24106 500}]"
	if got := fmt.Sprint(p.Shares); got != want {
		t.Errorf("shares %s", got)
	}
	if p.Key != SurplusByGross || p.Average || p.Leavers || p.PayUnit != Rupiah || p.PayRest != AccountReserve ||
		p.VillageLeast != 2000 || p.CapWarns || p.UnclaimedYears != 0 ||
		p.Weight("41101") != 100 || p.Weight("41204") != 0 {
		t.Errorf("%+v", p)
	}
}

// Settings are dated; what cannot be read counts as not set.
func TestSurplusPolicyOf(t *testing.T) {
	settings := []SettingRow{
		{Key: SettingShare + AccountReserve, Value: "3000"},
		{Key: SettingShare + "31402", Value: "500", From: 20270101},
		{Key: SettingShare + "24107", Value: "-5"},
		{Key: SettingShare + "24106", Value: "0"},
		{Key: SettingCapitalBase, Value: "average"},
		{Key: SettingPayUnit, Value: "250"},
		{Key: SettingSurplusKey, Value: "turnover"},
		{Key: SettingWeight + "41105", Value: "50"},
	}
	p := SurplusPolicyOf(settings, 20260314)
	if pointsOf(p.Shares, AccountReserve) != 3000 || pointsOf(p.Shares, "31402") != 0 || pointsOf(p.Shares,
		"24107") != 2000 ||
		pointsOf(p.Shares, "24106") != 0 || !p.Average || p.PayUnit != Rupiah || p.Key != SurplusByTurnover ||
		p.Weight("41105") != 50 {
		t.Errorf("%+v", p)
	}
	if later := SurplusPolicyOf(settings, 20270401); pointsOf(later.Shares, "31402") != 500 {
		t.Errorf("%+v", later.Shares)
	}
}

// What a member's business is: purchases less what was sent back, and interest paid but not what is only due.
func TestSurplusPolicy_Volume(t *testing.T) {
	p := SurplusPolicyOf([]SettingRow{{Key: SettingWeight + "41105", Value: "50"}}, 20260314)
	for _, c := range []struct {
		name             string
		by               map[string]Money
		bought, interest string
	}{
		{"nothing", nil, "0", "0"},
		{"groceries and fertiliser at half", map[string]Money{"41101": 1000_00, "41105": 301_00}, "1150.50", "0"},
		{"sent back", map[string]Money{"41101": 1000_00, "41191": -400_00}, "600", "0"},
		{"more sent back than bought", map[string]Money{"41191": -400_00}, "0", "0"},
		{"interest that is due is not paid", map[string]Money{"41201": 400_00, "12201": -200_00}, "0", "200"},
		{"interest of last year, paid now", map[string]Money{"12201": 200_00}, "0", "200"},
		{"penalty and fees are no business", map[string]Money{"41202": 9_00, "41203": 9_00, "41204": 9_00}, "0", "0"},
		{"savings and trade with others are none", map[string]Money{"31102": 9_00, "42101": 9_00}, "0", "0"},
	} {
		t.Run(strings.ReplaceAll(c.name, " ", "_"), func(t *testing.T) {
			bought, interest, err := p.Volume(c.by)
			if err != nil || FormatData(bought) != c.bought || FormatData(interest) != c.interest {
				t.Errorf("bought %s, interest %s, %v", FormatData(bought), FormatData(interest), err)
			}
		})
	}
}

// long says whether the long run was asked for.
func longRun() bool { return os.Getenv("LUMBUNG_LONG") != "" }
