package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestMembersImport_whole: a member that the book refuses leaves none of its file recorded. Members were once recorded
// one by one, so that a file that failed half-way left its first half behind.
func TestMembersImport_whole(t *testing.T) {
	env := villager(t)
	file := filepath.Join(t.TempDir(), "anggota.csv")
	before := must(t, env, "info")["changes"]
	rows := "no,nama\nM-1,Aminah\nM-2,Joko\nM-3," + strings.Repeat("a", 1<<20) + "\n"
	if err := os.WriteFile(file, []byte(rows), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, errs, status := ctl(t, env, "members", "import", file); status != exitNo {
		t.Errorf("a name of a million letters: status %d: %.200s", status, errs)
	}
	if after := must(t, env, "info")["changes"]; after != before {
		t.Errorf("%v changes, %v before", after, before)
	}
	if err := os.WriteFile(file, memberFile(3), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, want := range []int{3, 0} {
		if done := must(t, env, "members", "import", file); number(done, "recorded") != want {
			t.Errorf("recorded %v, want %d", done["recorded"], want)
		}
	}
}
