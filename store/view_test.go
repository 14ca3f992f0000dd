package store

import (
	"cmp"
	"encoding/csv"
	"os"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"lumbung/store/coop"
)

// goldenEntries reads the ledger of domain §8.1.
func goldenEntries(t testing.TB) []coop.Entry {
	t.Helper()
	file, err := os.Open("testdata/golden-ledger.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var all []coop.Entry
	last := ""
	for _, row := range rows[1:] {
		if row[0] != last {
			on, _ := strconv.Atoi(strings.ReplaceAll(row[1], "-", ""))
			all = append(all, coop.Entry{Date: coop.Date(on), Remark: row[2], Once: coop.Once{
				Rule: "import", Subject: "golden-ledger.csv", Period: row[0],
			}})
			last = row[0]
		}
		debit, _ := strconv.ParseInt(cmp.Or(row[4], "0"), 10, 64)
		credit, _ := strconv.ParseInt(cmp.Or(row[5], "0"), 10, 64)
		e := &all[len(all)-1]
		e.Lines = append(e.Lines, coop.Line{Account: row[3], Amount: coop.Money(debit-credit) * coop.Rupiah})
	}
	return all
}

func (b *testBook) importEntries(t testing.TB, entries []coop.Entry) []coop.Recorded {
	t.Helper()
	var acts []coop.Act
	for _, e := range entries {
		acts = append(acts, act(e))
	}
	done, err := b.Import(ctx, b.person(t, "Siti"), acts)
	if err != nil {
		t.Fatal(err)
	}
	return done
}

// closings gives the closing balances of a trial balance in rupiah, by code.
func closings(t testing.TB, b *Book, from, to coop.Date) map[string]int64 {
	t.Helper()
	rows, err := b.TrialBalance(ctx, from, to)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]int64{}
	for _, r := range rows {
		all[r.Account.Code] = int64(r.Closing() / coop.Rupiah)
	}
	return all
}

// The figures of domain §10 come out of the running sums of the real book, before closing (debit positive).
func TestGoldenLedger(t *testing.T) {
	b := newTestBook(t)
	b.importEntries(t, goldenEntries(t))
	b.reopen(t)
	got := closings(t, b.Book, 0, 20251231)
	for code, want := range map[string]int64{
		"11": 50620933, "11101": 1890000, "11103": 9371333, "11104": 6145000, "11105": 5200000, "11106": 3900000,
		"11107": 21800000, "11108": 1850000, "11201": 464600, "12101": 8333334, "12109": -41667, "12201": 200000,
		"13": 6968000, "13101": 2068000, "13102": 1000000, "13103": 2100000, "13105": 800000, "13107": 1000000,
		"14": 600000, "16105": 9600000, "16205": -1200000, "1": 75080600, "21101": -2531250, "21103": -5000000,
		"23101": -125000, "23104": -150000, "23204": -581148, "25101": -50000000, "2": -58387398,
		"31101": -1950000, "31102": -1600000, "31301": -10000000, "3": -13550000,
		"41101": -56000000, "41191": 100000, "51101": 49192000, "61": 13976667, "81101": 581148, "71101": -12000,
		"22104": 0, "29101": 0, "12301": 0,
	} {
		if got[code] != want {
			t.Errorf("%s: %d, want %d", code, got[code], want)
		}
	}
	var debit, credit, surplus int64
	for code, sum := range got {
		if len(code) < 5 {
			continue
		}
		debit += max(sum, 0)
		credit += max(-sum, 0)
		if code[0] >= '4' {
			surplus -= sum
		}
	}
	if debit != 189520732 || credit != debit || surplus != 3143202 {
		t.Errorf("debit %d, credit %d, surplus %d", debit, credit, surplus)
	}
	cash, err := b.CashBook(ctx, 20250701, 20251231)
	if err != nil || cash.Opening != 0 || cash.Closing() != 50156333*coop.Rupiah {
		t.Errorf("cash book closes with %v (%v)", cash.Closing(), err)
	}
	bank, err := b.BankBook(ctx, 20251201, 20251231)
	if err != nil || len(bank.Lines) != 2 ||
		bank.Opening != 1715000*coop.Rupiah || bank.Closing() != 464600*coop.Rupiah {
		t.Errorf("bank book: %+v (%v)", bank, err)
	}
	if got := bank.Lines[0]; got.Against != "72101" || got.Voucher != "BBK-A-2025-000012" {
		t.Errorf("bank line: %+v", got)
	}
}

// Whatever the period, running sums and lines by index give what adding up every line gives.
func TestTrialBalanceOfAnyPeriod(t *testing.T) {
	b := newTestBook(t)
	entries := goldenEntries(t)
	b.importEntries(t, entries)
	rapid.Check(t, func(t *rapid.T) {
		from := coop.Date(20250620).AddDays(rapid.IntRange(-1, 200).Draw(t, "from"))
		to := from.AddDays(rapid.IntRange(0, 200).Draw(t, "days"))
		if rapid.Bool().Draw(t, "month ends") {
			from, to = from.Month().First(), to.Month().Last()
		}
		if rapid.IntRange(0, 4).Draw(t, "always") == 0 {
			from = 0
		}
		want := map[string]coop.AccountBalance{}
		for _, e := range entries {
			for _, l := range e.Lines {
				sum := want[l.Account]
				switch {
				case e.Date > to:
				case e.Date < from:
					sum.Opening += l.Amount
				case l.Amount > 0:
					sum.Debit += l.Amount
				default:
					sum.Credit -= l.Amount
				}
				want[l.Account] = sum
			}
		}
		rows, err := b.TrialBalance(ctx, from, to)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range rows {
			if r.Account.Heading {
				continue
			}
			w := want[r.Account.Code]
			delete(want, r.Account.Code)
			if w.Opening != r.Opening || w.Debit != r.Debit || w.Credit != r.Credit {
				t.Fatalf("%s from %s to %s: got %+v, want %+v", r.Account.Code, from, to, r, w)
			}
			page, err := b.AccountPage(ctx, r.Account.Code, from, to)
			if err != nil || page.Opening != r.Opening || page.Closing() != r.Closing() {
				t.Fatalf("%s from %s to %s: page %v to %v, want %v to %v (%v)", r.Account.Code, from, to, page.Opening,
					page.Closing(), r.Opening, r.Closing(), err)
			}
		}
		for code, w := range want {
			if w.Opening != 0 || w.Debit != 0 || w.Credit != 0 {
				t.Fatalf("%s from %s to %s is missing: %+v", code, from, to, w)
			}
		}
	})
}

func TestOutletBalance(t *testing.T) {
	b := newTestBook(t)
	e := entry(20260105, "11104", "42101", 70000)
	e.Lines[1].Outlet = "sembako"
	b.record(t, "Siti", coop.Outlet{Code: "sembako", NameID: "Gerai Sembako"})
	b.record(t, "Siti", e)
	b.record(t, "Siti", entry(20260107, "11104", "42101", 5000))
	for _, to := range []coop.Date{20260106, 20260131} {
		rows, err := b.OutletBalance(ctx, "sembako", 20260101, to)
		if err != nil || len(rows) != 3 || rows[2].Account.Code != "42101" || rows[2].Credit != 70000*coop.Rupiah {
			t.Errorf("to %s: %+v (%v)", to, rows, err)
		}
	}
}

func TestAccountPageOfAnUnknownAccount(t *testing.T) {
	b := newTestBook(t)
	if _, err := b.AccountPage(ctx, "99", 0, 20260131); !reflect.DeepEqual(err, error(coop.Problem{
		Key: "account.unknown", Args: []any{"99"},
	})) {
		t.Errorf("got %v", err)
	}
}

func TestEntries(t *testing.T) {
	b := newTestBook(t)
	siti := b.record(t, "Siti", coop.Member{Fields: map[coop.Field]string{
		coop.FieldName: "Aminah", coop.FieldNumber: "7", coop.FieldJoined: "2026-01-01",
	}})
	again := b.record(t, "Siti", coop.Member{Fields: map[coop.Field]string{coop.FieldName: "Bu Aminah"}})
	e := entry(20260105, "11101", "31102", 20000)
	e.Lines[1].Member, e.Lines[1].Month = again.ID, 202601
	first := b.record(t, "Siti", e)
	second := b.record(t, "Siti", entry(20260103, "11201", "11101", 5000))
	reversal := b.record(t, "Siti", coop.Reversal{Entry: second.ID, Date: 20260107, Reason: "salah bank"})
	ids := func(q coop.EntryQuery) []coop.ID {
		t.Helper()
		found, err := b.Entries(ctx, q)
		if err != nil {
			t.Fatal(err)
		}
		var all []coop.ID
		for _, e := range found {
			all = append(all, e.ID)
		}
		return all
	}
	a, s := siti.ID, again.ID
	if string(s[:]) < string(a[:]) {
		a, s = s, a
	}
	b.recordKind(t, coop.KindMemberSame, coop.MemberSame{A: a, B: s})
	for name, c := range map[string]struct {
		query coop.EntryQuery
		want  []coop.ID
	}{
		"all_by_day":           {coop.EntryQuery{}, []coop.ID{second.ID, first.ID, reversal.ID}},
		"newest_first":         {coop.EntryQuery{Newest: true}, []coop.ID{reversal.ID, first.ID, second.ID}},
		"a_page":               {coop.EntryQuery{Offset: 1, Limit: 1}, []coop.ID{first.ID}},
		"a_span":               {coop.EntryQuery{From: 20260104, To: 20260106}, []coop.ID{first.ID}},
		"by_posting_day":       {coop.EntryQuery{From: 20260104, Posted: true}, []coop.ID{first.ID, reversal.ID}},
		"an_account":           {coop.EntryQuery{Account: "11201"}, []coop.ID{second.ID, reversal.ID}},
		"an_account_in_a_span": {coop.EntryQuery{Account: "11201", To: 20260106}, []coop.ID{second.ID}},
		"a_joined_member":      {coop.EntryQuery{Member: siti.ID}, []coop.ID{first.ID}},
		"its_other_half":       {coop.EntryQuery{Member: again.ID, From: 20260101}, []coop.ID{first.ID}},
		"nobody":               {coop.EntryQuery{Member: coop.ID{1}}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			if got := ids(c.query); !slices.Equal(got, c.want) {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
	view, err := b.Entry(ctx, second.ID)
	if err != nil || view.ReversedBy != reversal.ID || view.Voucher != "BKK-A-2026-000001" ||
		view.AuthorName != "Siti" || view.State != coop.StateRecorded || view.Lines[0].AccountName[0] != "Bank BRI" {
		t.Errorf("%+v (%v)", view, err)
	}
	seen := 0
	err = b.EachEntry(ctx, coop.EntryQuery{}, func(*coop.EntryView) error { seen++; return nil })
	if err != nil || seen != 3 {
		t.Errorf("EachEntry: %d (%v)", seen, err)
	}
	if _, err := b.Entry(ctx, coop.ID{9}); err != ErrNoEntry {
		t.Errorf("an unknown entry: %v", err)
	}
}

func (b *testBook) recordKind(t testing.TB, kind coop.Kind, body any) coop.Recorded {
	t.Helper()
	done, err := b.Record(ctx, b.person(t, "Siti"), coop.Act{Kind: kind, Body: body})
	if err != nil {
		t.Fatal(err)
	}
	return done[0]
}
