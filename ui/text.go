package ui

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"fyne.io/fyne/v2/lang"

	"lumbung/assets"
	"lumbung/store/coop"
)

// Text is the catalogue of everything the screen says, in the language that is chosen. Switching it changes nothing
// that is already drawn: the shell draws anew.
type Text struct {
	lang  string
	texts map[string]map[string]string
}

// NewText reads the catalogue of every language and begins in the one asked for, or in Indonesian.
func NewText(language string) (*Text, error) {
	t := &Text{texts: map[string]map[string]string{}}
	for _, l := range assets.Languages() {
		texts, err := assets.Translations(l)
		if err != nil {
			return nil, fmt.Errorf("read the screen's texts: %w", err)
		}
		t.texts[l] = texts
	}
	t.Use(language)
	return t, nil
}

// Use switches to a language; an unknown one is the first.
func (t *Text) Use(language string) {
	if t.texts[language] == nil {
		language = assets.Languages()[0]
	}
	t.lang = language
	texts := assets.FyneTexts()
	if language == "en" {
		texts = fyneEnglish
	}
	// Fyne asks the system for its language and has no Indonesian: its own words go in under the system's name.
	_ = lang.AddTranslationsForLocale(texts, lang.SystemLocale())
}

// Tongue is a language with the name that it gives itself.
type Tongue struct{ Code, Name string }

// Languages are those of the screen, each under its own name: whoever cannot read the other one finds it.
func (t *Text) Languages() []Tongue {
	var all []Tongue
	for _, l := range assets.Languages() {
		all = append(all, Tongue{l, t.texts[l]["program.language"]})
	}
	return all
}

// Language is "id" or "en".
func (t *Text) Language() string { return t.lang }

// T gives the text of a key with {0}, {1} … replaced. Amounts, days and months are written in the language; labels
// and lists of labels are taken in it. A key without a text stands in pointed brackets: a test finds those first.
func (t *Text) T(key string, args ...any) string {
	text, known := t.texts[t.lang][key]
	if !known {
		text = "‹" + key + "›"
	}
	words := make([]string, len(args))
	for i, arg := range args {
		words[i] = t.word(arg)
	}
	return coop.FillText(text, words...)
}

// Has tells whether the key has a text.
func (t *Text) Has(key string) bool { return t.texts[t.lang][key] != "" }

func (t *Text) word(arg any) string {
	switch v := arg.(type) {
	case coop.Money:
		return t.Rupiah(v)
	case coop.Date:
		return t.Day(v)
	case coop.Month:
		return t.Month(v)
	case coop.PromptLabel:
		return v.Text(t.lang)
	}
	return fmt.Sprint(arg)
}

// In takes the Indonesian or the English of two names; where there is no English, the Indonesian.
func (t *Text) In(id, en string) string {
	if t.lang == "en" && en != "" {
		return en
	}
	return id
}

// Problem says what is wrong in a sentence.
func (t *Text) Problem(p coop.Problem) string { return t.T(p.Key, p.Args...) }

// Sentence says of any error what a person can understand of it. Refusals and problems have sentences of their own;
// the rest is told as it is, behind a sentence that says that nothing was changed.
func (t *Text) Sentence(err error) string {
	var problem coop.Problem
	var refusal *coop.Refusal
	switch {
	case err == nil:
		return ""
	case errors.As(err, &problem):
		return t.Problem(problem)
	case errors.As(err, &refusal):
		return t.What(refusal.What)
	}
	if key := faultKey(err); key != "" {
		return t.T(key)
	}
	return t.T("ui.error.other", err.Error())
}

// What says why something is irregular.
func (t *Text) What(w coop.What) string { return t.T(fmt.Sprintf("exception.%02d", uint8(w))) }

// fyneEnglish gives Fyne's own dialogs back their English after another language was in use.
var fyneEnglish = []byte(`{
	"Advanced":"Advanced","Cancel":"Cancel","Confirm":"Confirm","Copy":"Copy","Create Folder":"Create Folder",
	"Cut":"Cut","Enter filename":"Enter filename","Error":"Error","Favourites":"Favourites","File":"File",
	"Folder":"Folder","New Folder":"New Folder","No":"No","OK":"OK","Open":"Open","Paste":"Paste","Quit":"Quit",
	"Redo":"Redo","Save":"Save","Select all":"Select all","Show Hidden Files":"Show Hidden Files","Undo":"Undo",
	"Yes":"Yes","file.name":{"other":"Name"},"file.parent":{"other":"Parent"},
	"monday":"Monday","tuesday":"Tuesday","wednesday":"Wednesday","thursday":"Thursday","friday":"Friday",
	"saturday":"Saturday","sunday":"Sunday","monday.short":"Mon","tuesday.short":"Tue","wednesday.short":"Wed",
	"thursday.short":"Thu","friday.short":"Fri","saturday.short":"Sat","sunday.short":"Sun"}`)

// KeysOf are the keys whose text in this language is this one, whatever stands for {0}, {1} …; sorted.
func (t *Text) KeysOf(text string) []string {
	var keys []string
	for key, value := range t.texts[t.lang] {
		if value == text || strings.Contains(value, "{") && slices.ContainsFunc(formsOf(value), func(says string) bool {
			return saysSo(says, text)
		}) {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	return keys
}

// formsOf gives what a text can be where it says otherwise of one than of several: with several of everything, with one
// of everything, and with one of one thing. Most texts have no such forms.
func formsOf(text string) []string {
	if !strings.Contains(text, "|") {
		return []string{text}
	}
	var all []string
	for _, ones := range []string{"", "012345", "0", "1", "2"} {
		all = append(all, formed.ReplaceAllStringFunc(text, func(form string) string {
			parts := formed.FindStringSubmatch(form)
			if strings.Contains(ones, parts[1]) {
				return parts[2]
			}
			return parts[3]
		}))
	}
	return all
}

// formed is where a text has the form of one and that of several (coop.FillText).
var formed = regexp.MustCompile(`\{([0-9]+)\|([^|}]*)\|([^}]*)\}`)

// saysSo tells whether a text can be what its key says with something in the place of {0}, {1} …
func saysSo(says, text string) bool {
	parts := placed.Split(says, -1)
	if len(strings.Join(parts, "")) < 4 {
		return false // nearly nothing but what is filled in: it would fit everything
	}
	for i, part := range parts {
		at := strings.Index(text, part)
		last := i == len(parts)-1
		if at < 0 || i == 0 && at > 0 || last && !strings.HasSuffix(text, part) {
			return false
		}
		text = text[at+len(part):]
	}
	return true
}

// placed is where a value goes in a text.
var placed = regexp.MustCompile(`\{[0-9]+\}`)

// KeysUnder are the keys that begin so, sorted.
func (t *Text) KeysUnder(prefix string) []string {
	var keys []string
	for key := range t.texts[t.lang] {
		if strings.HasPrefix(key, prefix) {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	return keys
}
