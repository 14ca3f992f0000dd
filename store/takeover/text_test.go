package takeover

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestTexts checks that everything the package can say has a text in both languages, and that no text is left over.
func TestTexts(t *testing.T) {
	said := map[string]bool{}
	for _, k := range Kinds() {
		said["kind."+k.String()] = true
	}
	for _, name := range []string{
		"book.cash", "book.bank", "state.taken", "state.suspense", "state.recorded", "state.aside", "near-order",
		"near-initials", "near-letter", "error.damaged-at", "error.too-large-at", "member-missing", "looks-principal",
		"amount-unreadable", "amount-unsaved", "bank.order-dmy", "bank.order-mdy", "bank.order-ymd",
	} {
		said[name] = true
	}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	call := regexp.MustCompile(`\b(?:problem|because|say|aside|wrong|told)\("([a-z.-]+)"`)
	for _, name := range files {
		source, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range call.FindAllStringSubmatch(string(source), -1) {
			said[m[1]] = said[m[1]] || !strings.HasSuffix(name, "_test.go")
		}
	}
	for _, lang := range []string{"id", "en"} {
		var texts map[string]string
		for _, file := range []string{"takeover.", "takeover.bank."} {
			data, err := os.ReadFile("../../assets/translations/" + file + lang + ".json")
			if err != nil {
				t.Fatal(err)
			}
			if err := json.Unmarshal(data, &texts); err != nil { // the second file's are added to the first's
				t.Fatal(err)
			}
		}
		for key := range said {
			if texts["takeover."+key] == "" {
				t.Errorf("%s: takeover.%s has no text", lang, key)
			}
		}
		for key := range texts {
			if !said[strings.TrimPrefix(key, "takeover.")] {
				t.Errorf("%s: nothing says %s", lang, key)
			}
		}
	}
}
