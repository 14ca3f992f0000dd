package assets

import (
	"bytes"
	"encoding/json"
	"image/png"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var placeholder = regexp.MustCompile(`\{[0-9]+\}`)

// A screen that lacks a text in one language, or loses a value in it, is found here and not by a villager.
func TestTranslationsSayTheSameInBothLanguages(t *testing.T) {
	texts := map[string]map[string]string{}
	for _, lang := range Languages() {
		var err error
		if texts[lang], err = Translations(lang); err != nil {
			t.Fatal(err)
		}
	}
	for _, lang := range Languages() {
		for key, text := range texts[lang] {
			if strings.TrimSpace(text) == "" {
				t.Errorf("%s: %s is empty", lang, key)
			}
			for _, other := range Languages() {
				theirs, found := texts[other][key]
				if !found {
					t.Errorf("%s stands in %s and not in %s", key, lang, other)
				} else if got, want := values(theirs), values(text); !slices.Equal(got, want) {
					t.Errorf("%s: %s has the values %v, %s has %v", key, other, got, lang, want)
				}
			}
		}
	}
}

// forms are what a language says otherwise of one than of several.
var forms = regexp.MustCompile(`\{([0-9]+)\|[^{|}]+\|[^{|}]+\}`)

// counted are things that are counted: behind a number they need the form of one, too.
var counted = regexp.MustCompile(`\{[0-9]\} (members|months|days|entries|records|rows|receipts|deposits|changes|` +
	`photos|people|lines|votes|notes|coins|figures|findings|accounts|balances|loans|cooperatives)\b`)

// A villager who reads "1 members" thinks that the program counts badly. Indonesian says one and many alike.
func TestTranslationsSayOneOfOne(t *testing.T) {
	for _, lang := range Languages() {
		texts, err := Translations(lang)
		if err != nil {
			t.Fatal(err)
		}
		for key, text := range texts {
			if lang == "en" && counted.MatchString(text) {
				t.Errorf("%s says %q also of one", key, counted.FindString(text))
			}
			for _, form := range forms.FindAllStringSubmatch(text, -1) {
				if !strings.Contains(text, "{"+form[1]+"}") {
					t.Errorf("%s has a form of %s, which it does not name", key, form[0])
				}
			}
			if strings.Contains(forms.ReplaceAllString(text, ""), "|") {
				t.Errorf("%s has a form that is not whole: %s", key, text)
			}
		}
	}
}

// values lists the placeholders of a text, each once, in order of number.
func values(text string) []string {
	found := placeholder.FindAllString(text, -1)
	slices.Sort(found)
	return slices.Compact(found)
}

// Sorted files let several people add keys without the same line changing for all of them.
func TestTranslationFilesAreSortedAndPaired(t *testing.T) {
	names, err := fs.Glob(files, "translations/*.*.json")
	if err != nil || len(names) == 0 {
		t.Fatal("no translation files", err)
	}
	for _, name := range names {
		topic, lang, _ := strings.Cut(strings.TrimSuffix(strings.TrimPrefix(name, "translations/"), ".json"), ".")
		if i := strings.LastIndexByte(lang, '.'); i >= 0 { // a topic may have dots: ui.home.id.json
			topic, lang = topic+"."+lang[:i], lang[i+1:]
		}
		if !slices.Contains(Languages(), lang) {
			t.Errorf("%s: %q is no language", name, lang)
		}
		for _, other := range Languages() {
			if !slices.Contains(names, "translations/"+topic+"."+other+".json") {
				t.Errorf("%s has no twin in %s", name, other)
			}
		}
		var keys []string
		for line := range strings.Lines(string(mustRead(name))) {
			if _, rest, found := strings.Cut(line, `  "`); found {
				keys = append(keys, rest[:strings.IndexByte(rest, '"')])
			}
		}
		if !slices.IsSorted(keys) || len(keys) == 0 {
			t.Errorf("%s: the keys are not sorted, one a line", name)
		}
	}
}

func TestTranslationsOfUnknownLanguageAreRefused(t *testing.T) {
	for _, lang := range []string{"", "xx", "json", "../id"} {
		if texts, err := Translations(lang); err == nil {
			t.Errorf("%q gave %d texts", lang, len(texts))
		}
	}
}

// The 39 texts that Fyne v2.8 looks up, from its lang/translations/base.en.json.
const fyneKeys = "" +
	`Advanced|Cancel|Confirm|Copy|Create Folder|Cut|Enter filename|Error|Favourites|File|Folder|New Folder|No|
OK|Open|Paste|Quit|Redo|Save|Select all|Show Hidden Files|Undo|Yes|file.name|file.parent|
friday|friday.short|monday|monday.short|saturday|saturday.short|sunday|sunday.short|thursday|thursday.short|
tuesday|tuesday.short|wednesday|wednesday.short`

func TestFyneTextsCoverEveryKey(t *testing.T) {
	var texts map[string]any
	if err := json.Unmarshal(FyneTexts(), &texts); err != nil {
		t.Fatal(err)
	}
	want := strings.Split(strings.ReplaceAll(fyneKeys, "\n", ""), "|")
	slices.Sort(want)
	if got := slices.Sorted(maps.Keys(texts)); !slices.Equal(got, want) {
		t.Errorf("keys %v, want %v", got, want)
	}
	for key, text := range texts {
		if plural, is := text.(map[string]any); is { // Indonesian has the plural form "other" only
			text = plural["other"]
		}
		if word, _ := text.(string); word == "" {
			t.Errorf("%s has no text", key)
		}
	}
}

func TestEveryOccasionGroupHasATitle(t *testing.T) {
	texts, err := Translations("id")
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for line := range strings.Lines(string(Occasions())) {
		if words := strings.Fields(line); len(words) == 2 && words[0] == "group" {
			seen++
			if texts["occasion.group."+words[1]] == "" {
				t.Errorf("the group %s has no title", words[1])
			}
		}
	}
	if seen < 30 {
		t.Errorf("%d occasions, want 30 or more", seen)
	}
}

func TestIconAndFontsAreWhole(t *testing.T) {
	icon, err := png.Decode(bytes.NewReader(IconPNG()))
	if err != nil {
		t.Fatal(err)
	}
	if size := icon.Bounds().Size(); size.X != 512 || size.Y != 512 {
		t.Errorf("icon of %v, want 512 × 512", size)
	}
	if !bytes.Contains(IconSVG(), []byte("<svg ")) {
		t.Error("the vector icon is no SVG")
	}
	for name, font := range map[string][]byte{"regular": FontRegular(), "bold": FontBold()} {
		if !bytes.HasPrefix(font, []byte{0, 1, 0, 0}) {
			t.Errorf("%s is no TrueType font", name)
		}
	}
}

func TestBytesBelongToTheCaller(t *testing.T) {
	Chart()[0] = '!'
	if Chart()[0] == '!' {
		t.Error("writing into the chart changed it for everybody")
	}
}
