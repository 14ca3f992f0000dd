package main

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// goldenFile turns the golden ledger of an accountant's book year into the columns that entries import reads.
func goldenFile(t *testing.T) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "..", "store", "report", "testdata", "golden-ledger.csv"))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	w.Write(append(entryColumns[:len(entryColumns):len(entryColumns)], "unit"))
	for _, r := range rows[1:] {
		w.Write([]string{r[0], r[1], "", r[2], "", r[3], "", r[4], r[5], ""})
	}
	w.Flush()
	return write(t, "golden.csv", out.String())
}

// The golden ledger goes in by the command line and comes out as the statements of domain §10.
func TestGoldenLedger(t *testing.T) {
	env := villager(t)
	if done := must(t, env, "entries", "import", goldenFile(t)); number(done, "recorded") != 63 {
		t.Fatal(done)
	}
	trial := must(t, env, "report", "trial-balance", "--date", "2025-12-31")
	if trial["agrees"] != true {
		t.Error(trial["notes"])
	}
	for name, want := range map[string]string{
		"trial-balance": "189.520.732", "balance-sheet": "75.080.600", "income": "3.143.202",
	} {
		out, errs, status := ctl(t, env, "report", name, "--year", "2025")
		if status != exitDone || !strings.Contains(out, want) {
			t.Errorf("%s: status %d, %s, no %s in\n%s", name, status, errs, want, out)
		}
	}
	if done := must(t, env, "verify"); done["ok"] != true {
		t.Error(done)
	}
}

// hledger, another program by other people, reckons the exported book and comes to our balances, account by account.
func TestExportHledger(t *testing.T) {
	if _, err := exec.LookPath("hledger"); err != nil {
		t.Skip("hledger is not installed here; .ci/deps installs it")
	}
	env := villager(t)
	folder := t.TempDir()
	must(t, env, "members", "import", write(t, "anggota.csv", string(memberFile(20))))
	must(t, env, "entries", "import", goldenFile(t))
	must(t, env, "entries", "import", write(t, "jurnal.csv", string(entryFile(300, 20, 7))))
	must(t, env, "entries", "import", write(t, "sen.csv", entryHead+
		"1,2026-02-01,,\"Bunga; bank, | sen: (uji)\",,11201,,1222.50,\n1,2026-02-01,,,,71101,,,1222.50\n"))
	must(t, env, "reverse", "BKM-A-2026-000001", "--reason", "uji; balik")
	journal := filepath.Join(folder, "buku.journal")
	must(t, env, "export", "hledger", "-o", journal)
	if said, err := exec.Command("hledger", "check", "--strict", "-f", journal).CombinedOutput(); err != nil {
		t.Fatalf("hledger check: %v\n%s", err, said)
	}
	theirs := hledgerBalances(t, journal)
	ours, err := balancesOf(must(t, env, "report", "trial-balance", "--date", "2199-12-31"))
	if err != nil {
		t.Fatal(err)
	}
	plain := map[string]string{}
	for account, balance := range ours {
		plain[account] = fmt.Sprintf("%d.%02d", balance/100, max(balance, -balance)%100)
	}
	if !maps.Equal(plain, theirs) {
		t.Errorf("ours   %v\ntheirs %v", plain, theirs)
	}
}

// hledgerBalances gives the balance of every account that has one, by code.
func hledgerBalances(t *testing.T, journal string) map[string]string {
	t.Helper()
	said, err := exec.Command("hledger", "balance", "-f", journal, "--flat", "--no-total", "-O", "csv").Output()
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(said)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	balances := map[string]string{}
	for _, row := range rows[1:] {
		leaf := row[0][strings.LastIndex(row[0], ":")+1:]
		code, _, _ := strings.Cut(leaf, " ")
		balances[code] = strings.TrimPrefix(row[1], "Rp ")
	}
	return balances
}
