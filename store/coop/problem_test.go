package coop

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// One member is not "1 members", and a text without forms stays as it was.
func TestFillText(t *testing.T) {
	for _, c := range []struct {
		text  string
		words []string
		want  string
	}{
		{"{0} {0|member owes|members owe} {1}", []string{"1", "Rp5"}, "1 member owes Rp5"},
		{"{0} {0|member owes|members owe} {1}", []string{"21", "Rp5"}, "21 members owe Rp5"},
		{"{0} of {1} {1|entry|entries} {0|has|have}", []string{"1", "3"}, "1 of 3 entries has"},
		{"{1|it is|they are} {1}, {0}", []string{"1", "0"}, "they are 0, 1"},
		{"{0} and {1}", []string{"1"}, "1 and {1}"},
		// Somebody's remark was altered on paper: what stood in it like a place was filled, or chosen from.
		{"{0} by {1}", []string{"form {1} {1|a|b} {", "Siti"}, "form {1} {1|a|b} { by Siti"},
		{"{1} {1|one|more} of {0}", []string{"{0|x|y}", "2"}, "2 more of {0|x|y}"},
		{"{ {x} {-0} {12} {0", []string{"1"}, "{ {x} {-0} {12} {0"},
		{"{0} {0|never closed", []string{"1"}, "1 never closed"},
	} {
		if got := FillText(c.text, c.words...); got != c.want {
			t.Errorf("%q: %q, not %q", c.text, got, c.want)
		}
	}
}

// screenTexts reads all texts of a language; the assets package itself may not be imported here.
func screenTexts(t *testing.T, lang string) map[string]string {
	t.Helper()
	files, err := filepath.Glob("../../assets/translations/*." + lang + ".json")
	if err != nil || len(files) == 0 {
		t.Fatalf("no texts in %s: %v", lang, err)
	}
	texts := map[string]string{}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(data, &texts); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
	return texts
}

// TestTexts wants a sentence in both languages for every problem that this package can name and every exception.
func TestTexts(t *testing.T) {
	declared := regexp.MustCompile(`(?m)^\tProblem\w+ += "([a-z0-9.-]+)" *(//.*)?$`)
	sources, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var keys []string
	for _, name := range sources {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range declared.FindAllStringSubmatch(string(data), -1) {
			keys = append(keys, m[1])
		}
	}
	if len(keys) < 45 {
		t.Fatalf("only %d problems are declared: %v", len(keys), keys)
	}
	for what := range whatNames {
		if what != WhatNone {
			keys = append(keys, what.Key())
		}
	}
	for _, lang := range []string{"id", "en"} {
		texts := screenTexts(t, lang)
		for _, key := range keys {
			if texts[key] == "" {
				t.Errorf("%s has no text in %s", key, lang)
			}
		}
	}
	indonesian, english := screenTexts(t, "id"), screenTexts(t, "en")
	for _, key := range keys {
		for n := range 4 {
			place := fmt.Sprintf("{%d}", n)
			if strings.Contains(indonesian[key], place) != strings.Contains(english[key], place) {
				t.Errorf("%s: %s stands in one language only", key, place)
			}
		}
	}
}
