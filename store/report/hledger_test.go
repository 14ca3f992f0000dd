package report_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"lumbung/store/coop"
	"lumbung/store/report"
)

func (v *village) Accounts(context.Context) ([]coop.AccountRow, error) {
	var all []coop.AccountRow
	for _, code := range slices.Sorted(maps.Keys(v.chart)) {
		all = append(all, v.chart[code])
	}
	return all, nil
}

func (v *village) EachEntry(_ context.Context, _ coop.EntryQuery, each func(*coop.EntryView) error) error {
	for i := range v.entries {
		if err := each(&v.entries[i]); err != nil {
			return err
		}
	}
	return nil
}

// hledgerBalances exports the village, lets hledger check the file strictly, and gives its balance of each account.
func hledgerBalances(t interface {
	Helper()
	Fatalf(string, ...any)
}, folder string, v *village,
) map[string]string {
	t.Helper()
	var out bytes.Buffer
	if err := report.WriteHledger(context.Background(), &out, v, "id"); err != nil {
		t.Fatalf("%v", err)
	}
	file := filepath.Join(folder, "book.journal")
	if err := os.WriteFile(file, out.Bytes(), 0o600); err != nil {
		t.Fatalf("%v", err)
	}
	said, err := exec.Command(
		"hledger", "balance", "--strict", "-f", file, "--flat", "--no-total", "--empty", "--output-format=csv",
	).Output()
	if err != nil {
		why, _ := exec.Command("hledger", "check", "--strict", "-f", file).CombinedOutput()
		t.Fatalf("hledger balance: %v\n%s\n%s", err, why, out.Bytes())
	}
	rows, err := csv.NewReader(bytes.NewReader(said)).ReadAll()
	if err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	balances := map[string]string{}
	for _, row := range rows[1:] {
		leaf := row[0][strings.LastIndex(row[0], ":")+1:]
		code, _, _ := strings.Cut(leaf, " ")
		balances[code] = strings.TrimPrefix(row[1], "Rp ")
	}
	return balances
}

// compare holds our trial balance against hledger's, account by account, both ways.
func compare(t interface {
	Helper()
	Fatalf(string, ...any)
}, theirs map[string]string, ours []coop.AccountBalance,
) {
	t.Helper()
	seen := 0
	for _, b := range ours {
		if b.Account.Heading {
			continue
		}
		want := coop.FormatData(b.Closing())
		if got := strings.TrimSuffix(theirs[b.Account.Code], ".00"); got != want {
			t.Fatalf("%s: hledger says %q, we say %s", b.Account.Code, theirs[b.Account.Code], want)
		}
		seen++
	}
	if seen != len(theirs) {
		t.Fatalf("hledger has %d accounts, we have %d", len(theirs), seen)
	}
}

func needHledger(t *testing.T) {
	t.Helper()
	if _, err := exec.LookPath("hledger"); err != nil {
		t.Skip("hledger is not installed")
	}
}

func TestHledgerAgreesOnTheGoldenLedger(t *testing.T) {
	needHledger(t)
	v := golden(t)
	ours, _ := v.TrialBalance(t.Context(), 0, 20991231)
	folder := t.TempDir()
	compare(t, hledgerBalances(t, folder, v), ours)
	file := filepath.Join(folder, "book.journal")
	check := exec.Command("hledger", "check", "--strict", "ordereddates", "uniqueleafnames", "-f", file)
	if said, err := check.CombinedOutput(); err != nil {
		t.Errorf("hledger check: %v\n%s", err, said)
	}
}

// Whatever people type, and whatever the entries are, hledger accepts the file and arrives at our balances.
func TestHledgerAgreesOnAnyBook(t *testing.T) {
	needHledger(t)
	folder := t.TempDir()
	var codes []string
	for code, a := range newVillage(t).chart {
		if !a.Heading {
			codes = append(codes, code)
		}
	}
	codes = append(codes, "11110")
	slices.Sort(codes)
	for range 3 { // a hundred books each
		rapid.Check(t, func(rt *rapid.T) {
			v := newVillage(t)
			own := rapid.SampledFrom([]string{"Kas; kecil", "a:b  c", "[Kas] | (dua)", "Kas ; type:X"}).Draw(rt, "own")
			v.chart["11110"] = coop.AccountRow{Code: "11110", NameID: own, Type: coop.Asset}
			for range rapid.IntRange(1, 12).Draw(rt, "entries") {
				drawEntry(rt, v, codes)
			}
			ours, _ := v.TrialBalance(context.Background(), 0, 20991231)
			compare(rt, hledgerBalances(rt, folder, v), ours)
		})
	}
}

// drawEntry posts an entry of two to five lines with odd words in it; every tenth posts nothing.
func drawEntry(rt *rapid.T, v *village, codes []string) {
	on := coop.Date(20260101).AddDays(rapid.IntRange(0, 700).Draw(rt, "day"))
	remark := rapid.SampledFrom([]string{
		"", "Juni - Des 25", "a; b", "x | y", "(kurung)", "= rumus", "* bintang", "tag:nilai, lain:lagi", "baris\nbaru",
		"  spasi  ganda ", "; komentar", "!", "\"kutip\"", "{0}", "Rp 5.000", "2026-01-01", "é ü 米",
	}).Draw(rt, "remark")
	e := v.post(on, remark)
	var sum coop.Money
	lines := rapid.IntRange(1, 4).Draw(rt, "lines")
	for range lines {
		amount := coop.Money(rapid.Int64Range(-5_000_000_00, 5_000_000_00).Draw(rt, "amount"))
		if amount+sum == 0 || amount == 0 {
			amount++
		}
		if amount+sum == 0 {
			amount++
		}
		sum += amount
		code := rapid.SampledFrom(codes).Draw(rt, "account")
		e.Lines = append(e.Lines, coop.LineView{Line: coop.Line{Account: code, Amount: amount}, MemberName: remark})
		e.Lines[len(e.Lines)-1].Member[0] = 1
	}
	e.Lines = append(e.Lines, coop.LineView{Line: coop.Line{
		Account: rapid.SampledFrom(codes).Draw(rt, "against"), Amount: -sum, Outlet: remark, Month: 202601,
	}})
	e.Evidence = remark
	if rapid.IntRange(0, 9).Draw(rt, "counts") == 0 {
		e.Posted = 0
	}
}
