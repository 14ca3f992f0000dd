package main

import (
	"fmt"
	"strconv"
	"strings"

	"lumbung/assets"
	"lumbung/store/coop"
	"lumbung/store/takeover"
)

// words are the texts of one language.
type words struct {
	lang  string
	texts map[string]string
}

func newWords(lang string) (words, error) {
	texts, err := assets.Translations(lang)
	if err != nil {
		return words{lang: lang}, fmt.Errorf("texts: %w", err)
	}
	return words{lang: lang, texts: texts}, nil
}

// text gives the text of a key with its values filled in. A key without a text is shown as it is.
func (w words) text(key string, args ...any) string {
	text, known := w.texts[key]
	if !known {
		if len(args) == 0 {
			return key
		}
		return key + " " + fmt.Sprint(args...)
	}
	said := make([]string, len(args))
	for i, arg := range args {
		said[i] = w.value(arg)
	}
	return coop.FillText(text, said...)
}

// value writes a value as people of this language read it.
func (w words) value(v any) string {
	switch v := v.(type) {
	case coop.PromptLabel:
		return v.Text(w.lang)
	case coop.Money:
		return w.money(v)
	case coop.Problem:
		return w.text(v.Key, v.Args...)
	case coop.What:
		return w.what(v)
	case takeover.Problem:
		return w.text(v.Key, v.Args...)
	case keyed:
		return w.text(string(v))
	}
	return fmt.Sprint(v)
}

// keyed is a value that is itself a key of a text.
type keyed string

// name chooses the name in this language of something that has two.
func (w words) name(id, en string) string {
	if w.lang == "en" && en != "" {
		return en
	}
	return id
}

// what says why something is irregular.
func (w words) what(x coop.What) string { return w.text(fmt.Sprintf("exception.%02d", uint8(x))) }

// money writes an amount without currency, with the separators of the language and sen only where there are some.
func (w words) money(m coop.Money) string {
	thousands, decimal := ".", ","
	if w.lang == "en" {
		thousands, decimal = ",", "."
	}
	digits := strconv.FormatUint(magnitude(m)/100, 10)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + thousands + digits[i:]
	}
	if sen := magnitude(m) % 100; sen != 0 {
		digits += fmt.Sprintf("%s%02d", decimal, sen)
	}
	if m < 0 {
		return "-" + digits
	}
	return digits
}

// magnitude is the absolute amount; as uint64 it also fits the least int64.
func magnitude(m coop.Money) uint64 {
	if m < 0 {
		return -uint64(m)
	}
	return uint64(m)
}

// languageOf finds the language before any flag is read, because wrong use must already be answered in it. Without
// --lang the environment decides, as for other programs; where it says nothing it is Indonesian, the language of those
// who use it.
func languageOf(args []string, env func(string) string) (string, error) {
	lang := ""
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if lang = env(name); lang != "" {
			break
		}
	}
	lang, _, _ = strings.Cut(lang, ".")
	switch {
	case lang == "", lang == "C", lang == "POSIX", strings.HasPrefix(lang, "id"):
		lang = "id"
	default:
		lang = "en"
	}
	for i, arg := range args {
		value, given := strings.CutPrefix(arg, "--lang=")
		if arg == "--lang" && i+1 < len(args) {
			value, given = args[i+1], true
		}
		if !given {
			continue
		}
		if value != "id" && value != "en" {
			return lang, wrongUse("ctl.use.lang", value)
		}
		lang = value
	}
	return lang, nil
}
