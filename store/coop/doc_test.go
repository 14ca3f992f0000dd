package coop

import (
	"os"
	"regexp"
	"testing"
)

// TestDoc wants every file that the first page names to be there: a newcomer follows it.
func TestDoc(t *testing.T) {
	page, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	names := regexp.MustCompile(`[a-z_/]+\.(go|txt)`).FindAllString(string(page), -1)
	if len(names) < 30 {
		t.Fatalf("only %d files are named", len(names))
	}
	for _, name := range names {
		if _, err := os.Stat(name); err != nil {
			t.Error(err)
		}
	}
}
