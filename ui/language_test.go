package ui

import (
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2/lang"

	"lumbung/assets"
	"lumbung/store/coop"
)

var wordOf = regexp.MustCompile(`\p{L}{3,}`)

func wordsInto(into map[string]bool, texts ...string) {
	for _, text := range texts {
		for _, word := range wordOf.FindAllString(strings.ToLower(text), -1) {
			into[word] = true
		}
	}
}

// wordLists are the words of each language: the catalogue, the chart of accounts and the occasions.
func wordLists(t *testing.T) map[string]map[string]bool {
	t.Helper()
	lists := map[string]map[string]bool{"id": {}, "en": {}}
	for l, list := range lists {
		texts, err := assets.Translations(l)
		if err != nil {
			t.Fatal(err)
		}
		for _, text := range texts {
			wordsInto(list, text)
		}
	}
	chart, err := coop.LoadChart(assets.Chart())
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range chart {
		wordsInto(lists["id"], a.NameID)
		wordsInto(lists["en"], a.NameEN)
	}
	occasions, err := coop.LoadOccasions(assets.Occasions(), chart)
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range occasions {
		wordsInto(lists["id"], o.NameID)
		wordsInto(lists["en"], o.NameEN)
		for _, p := range o.Prompts {
			wordsInto(lists["id"], p.LabelID)
			wordsInto(lists["en"], p.LabelEN)
		}
	}
	return lists
}

// given are the words that people gave: names, hamlets, remarks, reasons; they are in whatever language was typed.
func given(v *village) map[string]bool {
	words := map[string]bool{}
	for _, row := range []coop.Record{
		&coop.CoopRow{}, &coop.UserRow{}, &coop.MemberRow{}, &coop.EntryRow{}, &coop.FindingRow{}, &coop.AnswerRow{},
		&coop.OutletRow{}, &coop.LogRow{}, &coop.SettingRow{}, &coop.AccountEditRow{}, &coop.CountRow{},
		&coop.OccasionRow{}, &coop.LookRow{}, &coop.EvidenceRow{}, &coop.AccountMakeRow{},
	} {
		v.state.Scan(row, 0, func(r coop.Record) bool {
			value := reflect.ValueOf(r).Elem()
			for i := range value.NumField() {
				if field := value.Field(i); field.Kind() == reflect.String {
					wordsInto(words, field.String())
				}
			}
			return true
		})
	}
	for _, row := range rows[coop.RegisterRow](v.state, &coop.RegisterRow{}, 0) {
		if loan, is := coop.LoanOf(row); is {
			wordsInto(words, loan.Purpose, loan.Note)
			for _, behind := range loan.Behind {
				wordsInto(words, behind.Text)
			}
		}
	}
	for _, product := range coop.DefaultLoanProducts() {
		wordsInto(words, product.NameID, product.NameEN)
	}
	for _, private := range v.private {
		wordsInto(words, private.Address)
	}
	for _, a := range rows[coop.AccountRow](v.state, &coop.AccountRow{}, 0) {
		if a.Own {
			wordsInto(words, a.NameID, a.NameEN)
		}
	}
	return words
}

// lying is what lies in the tests' folders and old workbooks, and what is half typed in a scene.
var lying = []string{
	"/home/siti/Dokumen/Lumbung/Cadangan Documents ketua.undangan Stik USB Unduhan WhatsApp kiriman pengurus",
	"Rekening anggota Nota Toko Makmur laptop kantor baru ini dinas.kuburaya.example salah kembalian modal warung",
	"Terima Simpanan wajib Anggota Januari Maret Mei Juni Desember operasional Untuk mengembalikan pihak seratus ribu",
}

// judgeWords: no Indonesian word stands on an English page and no English one on an Indonesian page. A word that only
// the one language's texts have must not be drawn in the other's. What people gave is theirs, and each language stands
// under its own name on the button that leads to it.
func judgeWords(t *testing.T, s *screen, lists map[string]map[string]bool, all []box) {
	t.Helper()
	language := s.Text.Language()
	other := map[string]string{"id": "en", "en": "id"}[language]
	theirs := map[string]bool{}
	if book, is := s.Book.(*village); is {
		theirs = given(book)
	}
	wordsInto(theirs, lying...)
	for _, l := range s.Text.Languages() {
		wordsInto(theirs, l.Name)
	}
	for _, b := range all {
		if strings.HasSuffix(b.text, "…") {
			b.text = b.text[:max(0, strings.LastIndexAny(strings.TrimSuffix(b.text, "…"), " ."))] // half a word is none
		}
		for _, word := range wordOf.FindAllString(strings.ToLower(b.text), -1) {
			if lists[other][word] && !lists[language][word] && !theirs[word] {
				t.Errorf("%s: %q in %q", language, word, b.text)
			}
		}
	}
}

// The words that Fyne draws itself are Indonesian too.
func TestLanguages_Fyne(t *testing.T) {
	if _, err := NewText("id"); err != nil {
		t.Fatal(err)
	}
	for word, want := range map[string]string{"Copy": "Salin", "Paste": "Tempel"} {
		if got := fyneWord(word); got != want {
			t.Errorf("%s is %s", word, got)
		}
	}
}

func fyneWord(key string) string { return lang.L(key) }

// A text of one and of several is said with its number, and found again by what is shown: help asks so.
func TestLanguages_OneOfOne(t *testing.T) {
	text, err := NewText("en")
	if err != nil {
		t.Fatal(err)
	}
	for want, args := range map[string][]any{
		"1 member · 1 month · Rp5":      {1, "1", coop.Money(5_00)},
		"1 member · 12 months · Rp5":    {1, "12", coop.Money(5_00)},
		"21 members · 12 months · Rp5":  {21, "12", coop.Money(5_00)},
		"1,001 members · 1 month · Rp5": {"1,001", 1, coop.Money(5_00)},
	} {
		if got := text.T("ui.dues.tally", args...); got != want || !slices.Contains(text.KeysOf(got), "ui.dues.tally") {
			t.Errorf("%q, keys %v", got, text.KeysOf(got))
		}
	}
}
