// Package assets holds what the programs carry inside themselves as plain data: the icon, the fonts, the screen texts
// in both languages, the standard chart of accounts, the occasions and the rules of the Excel take-over.
//
// It only hands out bytes and texts. It imports nothing but the standard library and must not know what an account or
// an occasion means: store/coop reads those, store/takeover reads the rules. Every returned slice belongs to the
// caller.
package assets

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"path"
	"strings"
)

//go:embed chart-of-accounts.csv occasions.txt takeover-rules.csv bank-layouts.csv borrowing-presets.csv
//go:embed icon.svg icon.png fonts translations
var files embed.FS

// Languages are the languages of the screen, the first being the one shown unless another is chosen.
func Languages() []string { return []string{"id", "en"} }

// Chart is the standard chart of accounts as CSV (domain §4); store/coop.LoadChart reads it.
func Chart() []byte { return mustRead("chart-of-accounts.csv") }

// Occasions is the list of occasions; its format stands at the top of the file; store/coop.LoadOccasions reads it.
func Occasions() []byte { return mustRead("occasions.txt") }

// TakeoverRules is the list of text patterns for taking over Excel books; its format stands at the top of the file.
func TakeoverRules() []byte { return mustRead("takeover-rules.csv") }

// BankLayouts says how banks write their statements; its format stands at the top of the file; store/takeover reads it.
func BankLayouts() []byte { return mustRead("bank-layouts.csv") }

// BorrowPresets is the list of terms under which cooperatives are lent money; store/coop.LoadBorrowPresets reads it.
func BorrowPresets() []byte { return mustRead("borrowing-presets.csv") }

// IconPNG is the program's icon, 512 × 512 pixels.
func IconPNG() []byte { return mustRead("icon.png") }

// IconSVG is the same icon as vectors.
func IconSVG() []byte { return mustRead("icon.svg") }

// FontRegular is a TrueType font for screen and paper that has every letter Indonesian and English need, and the signs
// of screen and paper (✓ ✗ ● ☐ → …), so that no system font is asked for them. It holds no more than that: every glyph
// costs memory and time at each start.
func FontRegular() []byte { return mustRead("fonts/NotoSans-Regular.ttf") }

// FontBold is the bold cut of FontRegular.
func FontBold() []byte { return mustRead("fonts/NotoSans-Bold.ttf") }

// FyneTexts is what Fyne's own dialogs say in Indonesian, in the form that fyne/lang reads.
func FyneTexts() []byte { return mustRead("translations/fyne-id.json") }

// Translations returns every text of the screen in one language ("id" or "en") by its key, merged from the files
// translations/<topic>.<lang>.json. Texts hold {0}, {1} … where values go. An unknown language, a file that is not a
// flat JSON object of texts, or a key that stands twice is an error that names the file.
func Translations(lang string) (map[string]string, error) {
	entries, err := files.ReadDir("translations")
	if err != nil {
		return nil, fmt.Errorf("list translations: %w", err)
	}
	texts, origin := map[string]string{}, map[string]string{}
	for _, entry := range entries {
		name := entry.Name()
		if !strings.HasSuffix(name, "."+lang+".json") {
			continue
		}
		if err := mergeTexts(name, texts, origin); err != nil {
			return nil, err
		}
	}
	if len(texts) == 0 {
		return nil, fmt.Errorf("no texts in the language %q", lang)
	}
	return texts, nil
}

// mergeTexts adds the texts of one file. It reads token by token because json.Unmarshal would silently let the second
// of two equal keys win.
func mergeTexts(name string, texts, origin map[string]string) error {
	decoder := json.NewDecoder(bytes.NewReader(mustRead(path.Join("translations", name))))
	if token, err := decoder.Token(); err != nil || token != json.Delim('{') {
		return fmt.Errorf("%s: not a JSON object", name)
	}
	for decoder.More() {
		var value string
		key, err := decoder.Token()
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		if err := decoder.Decode(&value); err != nil {
			return fmt.Errorf("%s: the text of %v: %w", name, key, err)
		}
		word, _ := key.(string)
		if first, twice := origin[word]; twice {
			return fmt.Errorf("%s: the key %q already stands in %s", name, word, first)
		}
		texts[word], origin[word] = value, name
	}
	if _, err := decoder.Token(); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

// mustRead panics on a missing file: the compiler put it there, so only a mistake in this package can lose it.
func mustRead(name string) []byte {
	data, err := files.ReadFile(name)
	if err != nil {
		panic("assets: " + err.Error())
	}
	return data
}
