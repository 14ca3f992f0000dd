package store

import (
	"encoding/csv"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"lumbung/store/coop"
)

// goldenMembers posts the golden year (domain §8.1) with member names: savings and business all M-001's, so that the
// members' shares have no remainder and come out as domain §8.2 has them. It closes the year.
func goldenMembers(t *testing.T) (*testBook, coop.ID) {
	t.Helper()
	b := newTestBook(t)
	who := b.person(t, "Siti")
	made := must(b.AddMember(ctx, who, coop.MemberInput{Number: "M-001", Name: "Aminah", Joined: "2025-07-01"}))(t)
	must(b.AddMember(ctx, who, coop.MemberInput{Number: "M-002", Name: "Budi", Joined: "2025-07-01"}))(t)
	data, err := os.ReadFile("coop/testdata/golden-ledger.csv")
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(string(data))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var acts []coop.Act
	last := ""
	var e *coop.Entry
	for _, row := range rows[1:] { // no, date, description, account, debit, credit
		if row[0] != last {
			last, e = row[0], &coop.Entry{Date: must(coop.ParseDate(row[1], 20251231))(t), Remark: row[2]}
			acts = append(acts, coop.Act{Kind: coop.KindEntry, Body: e})
		}
		l := coop.Line{Account: row[3], Amount: must(coop.ParseData(row[4] + row[5]))(t)}
		if row[5] != "" {
			l.Amount = -l.Amount
		}
		named := strings.HasPrefix(l.Account, "41") && l.Account != "41191" || l.Account == "12201"
		if named || l.Account == "31101" || l.Account == "31102" {
			l.Member = made.ID
		}
		e.Lines = append(e.Lines, l)
	}
	must(b.Import(ctx, who, acts))(t)
	b.closeYear(t, 202512)
	return b, made.ID
}

// closeYear lets the chair close a year with its closing entry.
func (b *testBook) closeYear(t testing.TB, month coop.Month) {
	t.Helper()
	budi := b.person(t, "Budi")
	if len(b.slots(budi.User)) == 0 {
		if _, err := b.MakeUserKey(ctx, budi, testPhrase, ""); err != nil {
			t.Fatal(err)
		}
	}
	body, err := b.CloseBody(ctx, month, true)
	if err != nil {
		t.Fatal(err)
	}
	b.marked(t, budi, coop.KindClose, body)
}

// balancesAt writes the balances of accounts on a day, debit positive.
func balancesAt(t *testing.T, b *testBook, day coop.Date, codes ...string) string {
	t.Helper()
	var out strings.Builder
	for _, row := range must(b.TrialBalance(ctx, 0, day))(t) {
		if slices.Contains(codes, row.Account.Code) && row.Closing() != 0 {
			fmt.Fprintf(&out, "%s %s\n", row.Account.Code, coop.FormatPlain(row.Closing()))
		}
	}
	return out.String()
}

func decided(year int64, shares []coop.Share) coop.Decided {
	return coop.Decided{
		Hash: coop.Hash{1}, Signed: true, Meeting: coop.Meeting{Class: coop.MeetingAnnual, Year: year, Date: 20260314},
		Minutes: coop.Minutes{Shares: shares},
	}
}

// TestSurplus_Golden goes from the closed golden year to the money in the member's hand (domain §8.2 C3–C7): what the
// view says, C5, the payout, and that the year's figures stay what they were.
func TestSurplus_Golden(t *testing.T) {
	b, aminah := goldenMembers(t)
	who := b.person(t, "Siti")
	v := must(b.Surplus(ctx, 2025, 20260314))(t)
	s := v.Surplus
	if s.Total != 3_143_202_00 || s.FromMembers != 2_087_034_00 || s.FromOthers != 1_056_168_00 {
		t.Errorf("SHU %v: %v and %v", s.Total, s.FromMembers, s.FromOthers)
	}
	if !v.Closed || v.Undivided != 3_143_202_00 || v.Divided != 0 || v.Prior != 0 || v.Nameless != -100_000_00 {
		t.Errorf("%+v", v)
	}
	// 56.000.000 + 3.600.000 + 2.400.000 + 7.200.000 + 20.900.000; interest 400.000 of which 200.000 is only accrued.
	if len(v.Members) != 1 || v.Members[0].Bought != 90_100_000_00 || v.Members[0].Interest != 200_000_00 ||
		v.Members[0].Savings != 3_550_000_00 {
		t.Fatalf("%+v", v.Members)
	}
	a, problems := v.Allocation(v.Policy.Shares)
	if problems = append(problems, v.Ready(a)...); len(problems) > 0 {
		t.Fatal(problems)
	}
	entries, problems := a.Entries(decided(2025, v.Policy.Shares), 20260314, v.Try)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	b.record(t, "Siti", entries[0])
	funds := []string{"31401", "31502", "24101", "24102", "24103", "24104", "24105", "24106", "24107", "11101"}
	want := "11101 1.890.000\n24101 (471.480)\n24102 (785.800)\n24103 (157.160)\n24104 (157.160)\n24105 (157.160)\n" +
		"24106 (157.160)\n24107 (628.640)\n31401 (628.642)\n"
	if got := balancesAt(t, b, 20260314, funds...); got != want {
		t.Errorf("after C5\n%s", got)
	}
	if after := must(b.Surplus(ctx, 2025, 20260601))(t); after.Divided != 20260314 || after.Surplus != s {
		t.Errorf("the divided year changed: %+v", after)
	}
	shares := must(b.SurplusShares(ctx, 2025))(t)
	if len(shares) != 1 || shares[0].Of != aminah || shares[0].Sum() != 1_257_280_00 || !shares[0].Open() {
		t.Fatalf("%+v", shares)
	}
	pay, problems := v.Policy.SurplusPayEntry(shares[0], coop.Payout{Money: "11101", Day: 20260320})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	paid := b.record(t, "Siti", pay)
	if again := must(b.Record(ctx, who, act(pay)))(t); !again[0].Already {
		t.Error("a share was paid twice")
	}
	shares = must(b.SurplusShares(ctx, 2025))(t)
	if shares[0].Open() || shares[0].Paid != paid.ID || shares[0].PaidOn != 20260320 {
		t.Errorf("%+v", shares[0])
	}
	if got := balancesAt(t, b, 20260320, "24101", "24102", "11101"); got != "11101 632.720\n" {
		t.Errorf("after C6\n%s", got)
	}
}

// TestSurplus_Reversed reverses a payout and the division itself: both can be done once more, and not twice.
func TestSurplus_Reversed(t *testing.T) {
	b, _ := goldenMembers(t)
	divide := func() (coop.SurplusView, coop.Recorded) {
		v := must(b.Surplus(ctx, 2025, 20260314))(t)
		a, _ := v.Allocation(v.Policy.Shares)
		if problems := v.Ready(a); len(problems) > 0 {
			t.Fatal(problems)
		}
		entries, _ := a.Entries(decided(2025, v.Policy.Shares), 20260314, v.Try)
		return v, b.record(t, "Siti", entries[0])
	}
	v, first := divide()
	if now := must(b.Surplus(ctx, 2025, 20260314))(t); len(now.Ready(coop.Allocation{})) == 0 {
		t.Error("a year could be divided twice")
	}
	for range 2 {
		share := must(b.SurplusShares(ctx, 2025))(t)[0]
		pay, problems := v.Policy.SurplusPayEntry(share, coop.Payout{Way: coop.PaySave, Day: 20260320})
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		done := b.record(t, "Siti", pay)
		b.record(t, "Siti", coop.Reversal{Entry: done.ID, Date: 20260321, Reason: "salah orang"})
	}
	if share := must(b.SurplusShares(ctx, 2025))(t)[0]; !share.Open() || share.Try != 3 {
		t.Errorf("%+v", share)
	}
	b.record(t, "Siti", coop.Reversal{Entry: first.ID, Date: 20260322, Reason: "salah persen"})
	if v, _ := divide(); v.Try != 2 {
		t.Errorf("try %d", v.Try)
	}
	if got := balancesAt(t, b, 20260401, "31502", "24101", "24102"); got != "24101 (471.480)\n24102 (785.800)\n" {
		t.Errorf("after the second division\n%s", got)
	}
}

// TestSurplus_Members looks at who shares and by what: savings of the year's end or of the months' ends, joined
// registrations as one, candidates and leavers left out.
func TestSurplus_Members(t *testing.T) {
	b := newTestBook(t)
	who := b.person(t, "Siti")
	ids := map[string]coop.ID{}
	for _, m := range []coop.MemberInput{
		{Number: "1", Name: "Aminah", Joined: "2025-01-01"},
		{Number: "2", Name: "Budi", Joined: "2025-01-01"},
		{Number: "3", Name: "Budi lagi", Joined: "2025-06-01"},
		{Number: "4", Name: "Citra", Joined: "2025-01-01", Left: "2025-11-15"},
		{Number: "5", Name: "Dewi", Status: "calon"},
		{Number: "6", Name: "Eko", Joined: "2026-02-01"},
	} {
		ids[m.Name] = must(b.AddMember(ctx, who, m))(t).ID
	}
	small, large := ids["Budi"], ids["Budi lagi"]
	if string(large[:]) < string(small[:]) {
		small, large = large, small
	}
	must(b.Record(ctx, who, coop.Act{Kind: coop.KindMemberSame, Body: coop.MemberSame{A: small, B: large}}))(t)
	for _, e := range []struct {
		day     coop.Date
		account string
		member  string
		rupiah  coop.Money
	}{
		{20250110, "31101", "Aminah", 50_000},
		{20250331, "31102", "Aminah", 20_000},
		{20251231, "31102", "Budi", 30_000},
		{20250601, "31101", "Budi lagi", 50_000},
		{20260105, "31102", "Aminah", 99_000},
		{20250501, "41101", "Aminah", 500_000},
		{20250501, "41101", "Budi", 100_000},
		{20250601, "41105", "Budi lagi", 200_000},
		{20250601, "41101", "Citra", 700_000},
		{20250601, "31101", "Citra", 50_000},
		{20250601, "31101", "Dewi", 50_000},
		{20250601, "41101", "", 300_000},
		{20241231, "41101", "Aminah", 900_000},
		{20260201, "31101", "Eko", 50_000},
	} {
		b.record(t, "Siti", coop.Entry{Date: e.day, Lines: []coop.Line{
			{Account: "11101", Amount: e.rupiah * coop.Rupiah},
			{Account: e.account, Amount: -e.rupiah * coop.Rupiah, Member: ids[e.member]},
		}})
	}
	list := func() string {
		var out strings.Builder
		for _, m := range must(b.Surplus(ctx, 2025, 20260314))(t).Members {
			fmt.Fprintln(&out, m.Number, coop.FormatPlain(m.Savings), coop.FormatPlain(m.Volume()))
		}
		return out.String()
	}
	if got := list(); got != "1 70.000 500.000\n2 80.000 300.000\n" && got != "1 70.000 500.000\n3 80.000 300.000\n" {
		t.Errorf("year's end\n%s", got)
	}
	if v := must(b.Surplus(ctx, 2025, 20260314))(t); v.Nameless != 300_000_00 || v.Closed {
		t.Errorf("%+v", v)
	}
	must(b.Record(ctx, who, act(coop.Setting{Key: coop.SettingCapitalBase, Value: "average"}),
		act(coop.Setting{Key: coop.SettingLeavers, Value: "share"}),
		act(coop.Setting{Key: coop.SettingWeight + "41105", Value: "10"})))(t)
	// Aminah 12 × 50.000 + 10 × 20.000; Budi 1 × 30.000 + 7 × 50.000; Citra 7 × 50.000, with her business.
	got := strings.ReplaceAll(list(), "\n3 ", "\n2 ")
	if got != "1 800.000 500.000\n2 380.000 120.000\n4 350.000 700.000\n" {
		t.Errorf("by months\n%s", got)
	}
}

// BenchmarkSurplus reads the members' list of 1,000 members who bought twice a month and paid their dues.
func BenchmarkSurplus(b *testing.B) {
	book := newTestBook(b)
	who := book.person(b, "Siti")
	var members []coop.MemberInput
	for i := range 1000 {
		members = append(members, coop.MemberInput{Number: fmt.Sprint(i + 1), Name: fmt.Sprint("Anggota ", i+1)})
	}
	_, err := book.ImportWith(ctx, who, members, func(made []coop.ID) ([]coop.Act, error) {
		var acts []coop.Act
		for _, id := range made {
			for month := range 12 {
				day := coop.Date(20250101 + month*100)
				due := dues(day, id, 20_000, day.Month())
				acts = append(acts, act(due))
				for range 2 {
					e := entry(day, "11104", "41101", int64(1000+month))
					e.Lines[1].Member = id
					acts = append(acts, act(e))
				}
			}
		}
		return acts, nil
	})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		v, err := book.Surplus(ctx, 2025, 20260314)
		if err != nil || len(v.Members) != 1000 {
			b.Fatal(err, len(v.Members))
		}
	}
}
