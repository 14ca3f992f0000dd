package report

import (
	"fmt"
	"maps"
	"strings"
	"sync"

	"lumbung/assets"
	"lumbung/store/coop"
)

// Words says dates, months and entries in the language of the reader.
type Words struct {
	lang      string
	texts     map[string]string
	occasions map[string]coop.Occasion
}

// standard are the texts and occasions that the program carries, read once.
var standard = sync.OnceValues(func() (*carried, error) {
	c := &carried{texts: map[string]map[string]string{}, occasions: map[string]coop.Occasion{}}
	for _, lang := range assets.Languages() {
		texts, err := assets.Translations(lang)
		if err != nil {
			return nil, err
		}
		c.texts[lang] = texts
	}
	chart, err := coop.LoadChart(assets.Chart())
	if err != nil {
		return nil, err
	}
	all, err := coop.LoadOccasions(assets.Occasions(), chart)
	if err != nil {
		return nil, err
	}
	for _, o := range all {
		c.occasions[o.ID] = o
	}
	return c, nil
})

type carried struct {
	texts     map[string]map[string]string
	occasions map[string]coop.Occasion
}

// NewWords prepares the words of a language, "id" or "en"; empty is "id". Own are the cooperative's own occasions.
func NewWords(lang string, own []coop.OccasionRow) (*Words, error) {
	c, err := standard()
	if err != nil {
		return nil, err
	}
	if lang == "" {
		lang = assets.Languages()[0]
	}
	if c.texts[lang] == nil {
		return nil, coop.Problem{Key: "report.wrong.language", Args: []any{lang}}
	}
	w := &Words{lang: lang, texts: c.texts[lang], occasions: c.occasions}
	if len(own) > 0 {
		w.occasions = maps.Clone(c.occasions)
	}
	for _, row := range own {
		// An own occasion may post on own accounts, which the standard chart does not have; its name is enough here.
		if named, ok := namesOf(row); ok {
			w.occasions[row.Name] = named
		}
	}
	return w, nil
}

// namesOf reads the two names of an own occasion from its text.
func namesOf(row coop.OccasionRow) (coop.Occasion, bool) {
	o := coop.Occasion{ID: row.Name}
	for line := range strings.Lines(row.Text) {
		word, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		switch word {
		case "id":
			o.NameID = strings.TrimSpace(rest)
		case "en":
			o.NameEN = strings.TrimSpace(rest)
		}
	}
	return o, o.NameID != ""
}

// t gives the text of a key with {0}, {1} … filled in. A key without a text shows itself.
func (w *Words) t(key string, args ...any) string {
	s, ok := w.texts[key]
	if !ok {
		return key
	}
	words := make([]string, len(args))
	for i, a := range args {
		words[i] = fmt.Sprint(a)
	}
	return coop.FillText(s, words...)
}

// pick chooses between an Indonesian and an English name.
func (w *Words) pick(id, en string) string {
	if w.lang == "en" && en != "" {
		return en
	}
	return id
}

// Date says a day: 31 Desember 2025.
func (w *Words) Date(d coop.Date) string {
	return coop.DateText(d, w.lang)
}

// Month says a month: Desember 2025.
func (w *Words) Month(m coop.Month) string {
	return coop.MonthText(m, w.lang)
}

// monthShort says the month of a year in three letters.
func (w *Words) monthShort(n int) string { return w.t(fmt.Sprintf("month.short.%02d", n)) }

// Entry describes an entry from its occasion, its member and what was typed: only the remark is stored (design §5).
func (w *Words) Entry(e *coop.EntryView) string {
	member := ""
	for _, l := range e.Lines {
		if l.MemberName != "" && member == "" {
			member = l.MemberName
		} else if l.MemberName != "" && l.MemberName != member {
			member = ""
			break
		}
	}
	return w.describe(e.Kind, e.Occasion, member, e.Remark)
}

// Line describes a line of an account's page in the same words.
func (w *Words) Line(l *coop.PageLine) string {
	return w.describe(l.Kind, l.Occasion, l.Member, l.Remark)
}

func (w *Words) describe(kind coop.Kind, occasion, member, remark string) string {
	var parts []string
	switch kind {
	case coop.KindReversal:
		parts = append(parts, w.t("report.entry.reversal"))
	case coop.KindOpening:
		parts = append(parts, w.t("report.entry.opening"))
	case coop.KindClose:
		return w.t("report.entry." + occasion)
	}
	if o, ok := w.occasions[occasion]; ok {
		parts = append(parts, w.pick(o.NameID, o.NameEN))
	} else if occasion != "" {
		parts = append(parts, occasion)
	}
	for _, part := range []string{member, remark} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, " – ")
}

// say gives a text in the sheet's own language.
func (s *Sheet) say(key string, args ...any) string {
	w, err := NewWords(s.Lang, nil)
	if err != nil {
		return key
	}
	return w.t(key, args...)
}
