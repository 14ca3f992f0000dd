package report_test

import (
	"bytes"
	"strings"
	"testing"

	"lumbung/assets"
	"lumbung/store/report"
)

// The card is two pages, says all of its texts, and is the same each time.
func TestCard(t *testing.T) {
	for _, lang := range assets.Languages() {
		var card, again bytes.Buffer
		if err := report.WriteCard(&card, lang); err != nil {
			t.Fatal(err)
		}
		if err := report.WriteCard(&again, lang); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(card.Bytes(), again.Bytes()) {
			t.Errorf("%s: two cards differ", lang)
		}
		keep(t, "card."+lang+".pdf", card.Bytes())
		read := pdfText(t, card.Bytes())
		if pages := strings.Count(read, "\f"); pages != 2 {
			t.Errorf("%s: %d pages", lang, pages)
		}
		flat := strings.Join(strings.Fields(read), "")
		texts, err := assets.Translations(lang)
		if err != nil {
			t.Fatal(err)
		}
		for key, text := range texts {
			if !strings.HasPrefix(key, "card.") {
				continue
			}
			for _, word := range strings.Fields(text) {
				if !strings.Contains(flat, word) {
					t.Errorf("%s: %s is not on the card: %q", lang, key, word)
				}
			}
		}
	}
}
