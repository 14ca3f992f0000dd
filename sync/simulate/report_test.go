package simulate_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"lumbung/assets"
	"lumbung/store"
	"lumbung/store/coop"
	"lumbung/store/report"
)

// *store.Book is what statements and exports are made from.
var (
	_ report.Source       = (*store.Book)(nil)
	_ report.OutletSource = (*store.Book)(nil)
	_ report.Journal      = (*store.Book)(nil)
	_ report.FlowSource   = (*store.Book)(nil)
)

// foundBook makes a real book with the standard chart and gives its treasurer.
func foundBook(t testing.TB, folder string) (*store.Book, coop.Session) {
	t.Helper()
	chart, err := coop.LoadChart(assets.Chart())
	if err != nil {
		t.Fatal(err)
	}
	founding := store.Founding{
		Name: "KDMP Contoh", Village: "6112032001", DeviceName: "laptop",
		People: []coop.FoundOne{{Name: "Siti", Role: coop.RoleTreasurer}, {Name: "Budi", Role: coop.RoleChair}},
	}
	for _, a := range chart {
		founding.Accounts = append(founding.Accounts, coop.AccountAdd{
			Code: a.Code, NameID: a.NameID, NameEN: a.NameEN, Type: a.Type, Heading: a.Heading, Credit: a.NormalCredit,
			Sub: a.Sub,
		})
	}
	now := time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)
	book, _, err := store.Create(t.Context(), store.Place{
		File: filepath.Join(folder, "a.lumbung"), Machine: filepath.Join(folder, "machine"),
		Now: func() time.Time { now = now.Add(time.Minute); return now },
	}, founding)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { book.Close() })
	users, err := book.Users(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(users, func(u coop.UserRow) bool { return u.Role == coop.RoleTreasurer })
	return book, coop.Session{User: users[i].User, Name: users[i].Name, Role: users[i].Role}
}

// goldenActs reads the ledger of domain §8.1.
func goldenActs(t *testing.T) []coop.Act {
	t.Helper()
	data, err := os.ReadFile("../../store/testdata/golden-ledger.csv")
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var entries []coop.Entry
	for i, row := range rows[1:] {
		if i == 0 || rows[i][0] != row[0] {
			on, _ := strconv.Atoi(strings.ReplaceAll(row[1], "-", ""))
			entries = append(entries, coop.Entry{Date: coop.Date(on), Remark: row[2]})
		}
		debit, _ := strconv.ParseInt("0"+row[4], 10, 64)
		credit, _ := strconv.ParseInt("0"+row[5], 10, 64)
		e := &entries[len(entries)-1]
		e.Lines = append(e.Lines, coop.Line{Account: row[3], Amount: coop.Money(debit-credit) * coop.Rupiah})
	}
	var acts []coop.Act
	for _, e := range entries {
		acts = append(acts, coop.Act{Kind: coop.KindEntry, Body: e})
	}
	return acts
}

// The statements of the golden year, from a real book on a disk to the figure on the paper (domain §10).
func TestStatementsOfTheGoldenYear(t *testing.T) {
	book, who := foundBook(t, t.TempDir())
	if _, err := book.Import(t.Context(), who, goldenActs(t)); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]map[string]string{
		"trial-balance": {"Jumlah": "189.520.732"},
		"balance-sheet": {
			"TOTAL ASET": "75.080.600", "Total liabilitas": "58.387.398", "Total ekuitas": "16.693.202",
			"SHU tahun berjalan": "3.143.202", "TOTAL LIABILITAS DAN EKUITAS": "75.080.600",
			"Kas dan Setara Kas": "50.620.933", "Persediaan": "6.968.000",
		},
		"income": {
			"Partisipasi neto anggota (A)": "13.081.417", "SHU BRUTO (A + B + C)": "19.701.417",
			"SHU SEBELUM PAJAK": "3.724.350", "SHU TAHUN BERJALAN": "3.143.202", "dari anggota": "2.087.034",
		},
		"equity":    {"Saldo 31 Desember 2025": "16.693.202"},
		"cash-flow": {"KAS AKHIR": "50.620.933", "Penerimaan dari penjualan dan jasa": "116.150.000"},
		"cash-book": {"Saldo akhir": "50.156.333"},
		"bank-book": {"Saldo akhir": "464.600"},
		"journal":   {"Jumlah 63 catatan": "559.595.798"},
		"savings":   {"Jumlah": "11.081.250"},
		"ledger":    {}, "members": {}, "dues": {},
	} {
		order := report.Order{Name: name, Period: report.Period{Year: 2025}}
		if name == "trial-balance" {
			order.Period = report.Period{Date: 20251231}
		}
		sheet, err := report.Build(t.Context(), book, order)
		if err != nil {
			t.Fatal(err)
		}
		if !sheet.Agrees() {
			t.Errorf("%s: %v", name, sheet.Notes)
		}
		for words, figure := range want {
			if got := figureOf(sheet, words); got != figure {
				t.Errorf("%s, %s: %q, want %s", name, words, got, figure)
			}
		}
	}
}

// figureOf gives the last amount of the row with these words.
func figureOf(s *report.Sheet, words string) string {
	found := ""
	for _, row := range s.Rows {
		said := func(c report.Cell) bool { return c.Kind == report.Text && c.Text == words }
		if !slices.ContainsFunc(row.Cells, said) {
			continue
		}
		for _, cell := range row.Cells {
			if cell.Kind == report.Amount {
				found = cell.String()
			}
		}
	}
	return found
}

// Books with entries, openings, reversals, reversals of reversals and double reversals: another program reckons from
// our export what our running sums say, account by account.
func TestHledgerReckonsTheSameBalances(t *testing.T) {
	if _, err := exec.LookPath("hledger"); err != nil {
		t.Skip("hledger is not installed")
	}
	folder := t.TempDir()
	books := 0
	rapid.Check(t, func(rt *rapid.T) {
		if books++; books > 25 {
			return
		}
		book, who := foundBook(t, filepath.Join(folder, strconv.Itoa(books)))
		defer book.Close()
		playBook(rt, book, who)
		compareWithHledger(rt, book, filepath.Join(folder, "book.journal"))
	})
}

// playBook records up to 30 random acts.
func playBook(rt *rapid.T, book *store.Book, who coop.Session) {
	accounts := []string{"11101", "11201", "13101", "31102", "41101", "42101", "51101", "61201", "99101", "12109"}
	var made []coop.ID
	for range rapid.IntRange(1, 30).Draw(rt, "acts") {
		on := coop.Date(20260101).AddDays(rapid.IntRange(0, 120).Draw(rt, "day"))
		amount := coop.Money(rapid.Int64Range(1, 9_000_000_00).Draw(rt, "amount"))
		from := rapid.SampledFrom(accounts).Draw(rt, "credit")
		to := rapid.SampledFrom(accounts).Draw(rt, "debit")
		remark := rapid.SampledFrom([]string{"", "beli; jual", "a | b", "Juni - Des 25"}).Draw(rt, "remark")
		act := coop.Act{Kind: coop.KindEntry, Body: coop.Entry{
			Date: on, Remark: remark,
			Lines: []coop.Line{{Account: to, Amount: amount}, {Account: from, Amount: -amount}},
		}}
		switch kind := rapid.IntRange(0, 5).Draw(rt, "kind"); {
		case kind == 0 && len(made) > 0:
			entry := rapid.SampledFrom(made).Draw(rt, "entry")
			act = coop.Act{Kind: coop.KindReversal, Body: coop.Reversal{Entry: entry, Date: on, Reason: "salah"}}
		case kind == 1:
			act = coop.Act{Kind: coop.KindOpening, Body: coop.Opening{Date: on, Account: to, Amount: amount}}
		}
		done, err := book.Record(context.Background(), who, act)
		if err == nil {
			made = append(made, done[0].ID)
		} // refused: a second reversal or opening of one thing; nothing is recorded then
	}
}

func compareWithHledger(rt *rapid.T, book *store.Book, file string) {
	var out bytes.Buffer
	if err := report.WriteHledger(context.Background(), &out, book, "id"); err != nil {
		rt.Fatal(err)
	}
	if err := os.WriteFile(file, out.Bytes(), 0o600); err != nil {
		rt.Fatal(err)
	}
	said, err := exec.Command(
		"hledger", "balance", "--strict", "-f", file, "--flat", "--no-total", "--empty", "--output-format=csv",
	).Output()
	if err != nil {
		why, _ := exec.Command("hledger", "check", "--strict", "-f", file).CombinedOutput()
		rt.Fatalf("%v\n%s\n%s", err, why, out.Bytes())
	}
	rows, err := csv.NewReader(bytes.NewReader(said)).ReadAll()
	if err != nil {
		rt.Fatal(err)
	}
	theirs := map[string]string{}
	for _, row := range rows[1:] {
		leaf := row[0][strings.LastIndex(row[0], ":")+1:]
		code, _, _ := strings.Cut(leaf, " ")
		if sum := strings.TrimSuffix(strings.TrimPrefix(row[1], "Rp "), ".00"); sum != "0" {
			theirs[code] = sum
		}
	}
	ours, err := book.TrialBalance(context.Background(), 0, 20991231)
	if err != nil {
		rt.Fatal(err)
	}
	for _, b := range ours {
		if sum := coop.FormatData(b.Closing()); !b.Account.Heading && sum != "0" {
			if theirs[b.Account.Code] != sum {
				rt.Fatalf("%s: hledger %q, ours %s", b.Account.Code, theirs[b.Account.Code], sum)
			}
			delete(theirs, b.Account.Code)
		}
	}
	if len(theirs) > 0 {
		rt.Fatal(fmt.Sprint("hledger has more: ", theirs))
	}
}
