package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The whole story runs, its table shows what was measured, and everything stays in the folder; a second run does not
// touch it.
func TestDemo(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "demo")
	env := map[string]string{"LANG": "en_GB.UTF-8"}
	done := must(t, env, "demo", folder)
	steps, _ := done["steps"].([]any)
	if len(steps) != 11 {
		t.Fatal(done)
	}
	measured := map[string]int{}
	for _, s := range steps {
		step, _ := s.(map[string]any)
		for _, key := range []string{"entries", "bytes_up", "bytes_down", "requests"} {
			measured[key] += number(step, key)
		}
	}
	for key, n := range measured {
		if n == 0 {
			t.Errorf("nothing was measured as %s", key)
		}
	}
	for _, name := range []string{
		"perintah.txt", "bendahara/buku.lumbung", "ketua/buku.lumbung", "kabupaten", "usb/kiriman.lumbung",
		"usb/tanda-terima.lumbung",
	} {
		if _, err := os.Stat(filepath.Join(folder, filepath.FromSlash(name))); err != nil {
			t.Error(err)
		}
	}
	out, errs, status := ctl(t, map[string]string{}, "demo", folder)
	if status != exitNo || out != "" || !strings.Contains(errs, "tidak kosong") {
		t.Errorf("a second run: status %d, %q, %q", status, out, errs)
	}
	out, errs, status = ctl(t, map[string]string{}, "demo", filepath.Join(folder, "perintah.txt"))
	if status != exitNo || out != "" || !strings.Contains(errs, "bukan folder") {
		t.Errorf("into a file: status %d, %q, %q", status, out, errs)
	}
}
