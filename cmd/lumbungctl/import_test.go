package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// villager is a person's laptop with a book of its own, for tests that run the whole program.
func villager(t testing.TB) map[string]string {
	t.Helper()
	env := map[string]string{"LUMBUNG_DATA": t.TempDir(), "LUMBUNG_PIN": "246810", "LANG": "id_ID.UTF-8"}
	must(t, env, "create", "--name", "KDMP Contoh", "--village", "6101012001", "--treasurer", "Siti", "--chair", "Budi")
	return env
}

// must runs the program with --json, wants success and gives the object.
func must(t testing.TB, env map[string]string, args ...string) map[string]any {
	t.Helper()
	out, errs, status := ctl(t, env, append([]string{"--json"}, args...)...)
	if status != exitDone {
		t.Fatalf("%s: status %d: %s", strings.Join(args, " "), status, errs)
	}
	object := map[string]any{}
	decoder := json.NewDecoder(strings.NewReader(out))
	decoder.UseNumber()
	if err := decoder.Decode(&object); err != nil {
		t.Fatalf("%s: %v in %.200s", strings.Join(args, " "), err, out)
	}
	if decoder.More() {
		t.Fatalf("%s: more than one object on standard output", strings.Join(args, " "))
	}
	return object
}

// memberFile and entryFile are what a village's month looks like, n entries of it: dues, savings, sales with their
// cost, expenses; the same for the same seed.
func memberFile(n int) []byte {
	var b bytes.Buffer
	b.WriteString("no,nama\n")
	for i := range n {
		fmt.Fprintf(&b, "M-%03d,Anggota %d\n", i+1, i+1)
	}
	return b.Bytes()
}

func entryFile(entries, members int, seed uint64) []byte {
	r := rand.New(rand.NewPCG(seed, 0))
	var b bytes.Buffer
	b.WriteString(entryHead)
	row := func(no int, date, member, account string, debit, credit int) {
		fmt.Fprintf(&b, "%d,%s,K-%d,Catatan %d,%s,%s,,%d,%d\n", no, date, no, no, member, account, debit, credit)
	}
	for no := 1; no <= entries; no++ {
		date := fmt.Sprintf("2026-%02d-%02d", 1+r.IntN(12), 1+r.IntN(28))
		member, amount := fmt.Sprintf("M-%03d", 1+r.IntN(members)), 1000*(1+r.IntN(500))
		switch kind := r.IntN(10); {
		case kind < 5:
			row(no, date, "", "11101", 20000, 0)
			row(no, date, member, "31102", 0, 20000)
		case kind < 7:
			row(no, date, "", "11101", amount, 0)
			row(no, date, member, "21101", 0, amount)
		case kind < 9:
			row(no, date, "", "11104", amount, 0)
			row(no, date, "", "41101", 0, amount)
			row(no, date, "", "51101", amount*8/10, 0)
			row(no, date, "", "13101", 0, amount*8/10)
		default:
			row(no, date, "", "61201", amount, 0)
			row(no, date, "", "11101", 0, amount)
		}
	}
	return b.Bytes()
}

// BenchmarkImport imports 25,000 generated entries through the whole program, from its start to its end: design §10
// asks for 10,000 entries a second.
func BenchmarkImport(b *testing.B) {
	const entries, members = 25_000, 200
	folder := b.TempDir()
	for name, data := range map[string][]byte{
		"anggota.csv": memberFile(members), "jurnal.csv": entryFile(entries, members, 1),
	} {
		if err := os.WriteFile(filepath.Join(folder, name), data, 0o600); err != nil {
			b.Fatal(err)
		}
	}
	for b.Loop() {
		b.StopTimer()
		env := villager(b)
		must(b, env, "members", "import", filepath.Join(folder, "anggota.csv"))
		b.StartTimer()
		done := must(b, env, "entries", "import", filepath.Join(folder, "jurnal.csv"))
		if number(done, "recorded") != entries {
			b.Fatal(done)
		}
	}
	b.ReportMetric(float64(entries*b.N)/b.Elapsed().Seconds(), "entries/s")
}
