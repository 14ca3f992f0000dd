package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"lumbung/assets"
	"lumbung/store/report"
	"lumbung/sync/wire"
)

// keysInSource are the ways in which sources name a text: whole keys of ours, and what commands are made from.
var keysInSource = []struct {
	pattern *regexp.Regexp
	prefix  string
}{
	{regexp.MustCompile(`"(ctl\.[a-z0-9.-]*[a-z0-9])"`), ""},
	{regexp.MustCompile(`"(verify\.[a-z-]+)"`), ""},
	{regexp.MustCompile(`Problem\{\s*Key:\s*"([a-z0-9.-]+[a-z0-9])"`), ""},
	{regexp.MustCompile(`key: "([a-z.-]+)"`), "ctl."},
	{regexp.MustCompile(`p\.group\(\s*"[^"]*", "([a-z.-]+)"`), "ctl."},
}

// Whatever this program, the book or the line may have to say has a sentence in the person's language.
func TestEverythingThatIsSaidHasAText(t *testing.T) {
	texts, err := assets.Translations("id")
	if err != nil {
		t.Fatal(err)
	}
	wants := func(key, where string) {
		if _, known := texts[key]; !known {
			t.Errorf("%s: no text for %s", where, key)
		}
	}
	root := filepath.Join("..", "..")
	for _, folder := range []string{"cmd/lumbungctl", "store", "sync/client"} {
		err := filepath.WalkDir(filepath.Join(root, folder), func(name string, entry fs.DirEntry, err error) error {
			if err != nil || filepath.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") {
				return err
			}
			source, err := os.ReadFile(name)
			for _, k := range keysInSource {
				if k.prefix != "" && folder != "cmd/lumbungctl" {
					continue
				}
				for _, found := range k.pattern.FindAllSubmatch(source, -1) {
					wants(k.prefix+string(found[1]), name)
				}
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for code := wire.CodeOK; code <= wire.CodeRevoked; code++ {
		wants("sync.code."+code.String(), "sync/wire")
	}
	for _, r := range report.List() {
		wants("report.title."+r.Name, "store/report")
	}
}
