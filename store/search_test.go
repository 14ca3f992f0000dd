package store

import (
	"bytes"
	"os"
	"slices"
	"strings"
	"testing"

	"lumbung/store/coop"
)

// remarks gives the remarks of the entries that are found.
func (b *testBook) remarks(t testing.TB, q coop.EntryQuery) []string {
	t.Helper()
	found, err := b.Entries(ctx, q)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, e := range found {
		all = append(all, e.Remark)
	}
	return all
}

func said(date coop.Date, remark string) coop.Entry {
	e := entry(date, "11101", "42101", 5000)
	e.Remark = remark
	return e
}

func TestSearch(t *testing.T) {
	b := newTestBook(t)
	member := b.record(t, "Siti", coop.Member{Fields: map[coop.Field]string{
		coop.FieldName: "Aminah binti Umar", coop.FieldNumber: "7",
	}})
	dues := entry(20260104, "11101", "31102", 20000)
	dues.Occasion, dues.Remark, dues.Evidence = "dues-mandatory", "rapel", "nota 17/B"
	dues.Lines[1].Member, dues.Lines[1].Month = member.ID, 202601
	b.NameOccasions(map[string]string{"dues-mandatory": "Terima simpanan wajib iuran"})
	b.record(t, "Siti", said(20260105, "jual pupuk kepada pak Édi"))
	b.record(t, "Siti", dues)
	b.record(t, "Siti", said(20260103, "jual pupuk di pasar"))
	pasar, edi := "jual pupuk di pasar", "jual pupuk kepada pak Édi"
	for name, c := range map[string]struct {
		query coop.EntryQuery
		want  []string
	}{
		"a_word_by_day":        {coop.EntryQuery{Text: "pupuk"}, []string{pasar, edi}},
		"beginnings_of_words":  {coop.EntryQuery{Text: "PUP pas"}, []string{pasar}},
		"without_accents":      {coop.EntryQuery{Text: "edi"}, []string{edi}},
		"a_member":             {coop.EntryQuery{Text: "aminah"}, []string{"rapel"}},
		"the_occasion":         {coop.EntryQuery{Text: "iuran"}, []string{"rapel"}},
		"a_voucher":            {coop.EntryQuery{Text: "BKM-A-2026-000002"}, []string{"rapel"}},
		"evidence":             {coop.EntryQuery{Text: "17/B"}, []string{"rapel"}},
		"newest_first":         {coop.EntryQuery{Text: "jual", Newest: true, Limit: 1}, []string{edi}},
		"an_account_too":       {coop.EntryQuery{Text: "BKM", Account: "31102"}, []string{"rapel"}},
		"days_too":             {coop.EntryQuery{Text: "jual", To: 20260104}, []string{pasar}},
		"the_second":           {coop.EntryQuery{Text: "jual", Offset: 1}, []string{edi}},
		"nothing_but_signs":    {coop.EntryQuery{Text: `" * ( NEAR`}, nil},
		"signs_mean_nothing":   {coop.EntryQuery{Text: `pupuk OR rapel`}, nil},
		"words_that_are_not":   {coop.EntryQuery{Text: "pupuk semen"}, nil},
		"quotes_around_a_word": {coop.EntryQuery{Text: `"rapel"`}, []string{"rapel"}},
	} {
		t.Run(name, func(t *testing.T) {
			if got := b.remarks(t, c.query); !slices.Equal(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// Entries of an own occasion are found by its name, also after it was given another, and with it those from before.
func TestSearch_ownOccasion(t *testing.T) {
	b := newTestBook(t)
	own := func(name string) {
		text := coop.OwnOccasion{Name: "own-gotong", NameID: name, Account: "42101", Flow: coop.MoneyIn}.Text(nil)
		b.recordKind(t, coop.KindOccasion, coop.OccasionText{Name: "own-gotong", Text: text})
	}
	own("Sewa tenda hajatan")
	e := said(20260103, "pak Udin")
	e.Occasion = "own-gotong"
	b.record(t, "Siti", e)
	b.record(t, "Siti", said(20260104, "lain"))
	b.finds(t, "hajatan", 1)
	own("Sewa terop")
	b.finds(t, "hajatan", 0)
	b.finds(t, "terop", 1)
	b.NameOccasions(map[string]string{"own-gotong": "Nama bawaan"})
	b.finds(t, "terop", 1)
	b.finds(t, "bawaan", 0)
}

// The search file follows the book, and is made again when somebody deletes it, ruins it or swaps it for another's.
func TestSearchFileIsDisposable(t *testing.T) {
	b := newTestBook(t)
	file := b.at.File + searchEnd
	member := b.record(t, "Siti", coop.Member{Fields: map[coop.Field]string{coop.FieldName: "Amina"}})
	e := said(20260103, "pupuk satu")
	e.Lines[1] = coop.Line{Account: "31102", Amount: -5000 * coop.Rupiah, Member: member.ID}
	b.record(t, "Siti", e)
	b.finds(t, "pupuk", 1)
	b.record(t, "Siti", said(20260104, "pupuk dua"))
	b.finds(t, "pupuk", 2)
	b.recordKind(t, coop.KindMemberEdit, coop.MemberEdit{
		Member: member.ID, Fields: map[coop.Field]string{coop.FieldName: "Sulastri"},
	})
	b.finds(t, "Sulastri", 1)
	b.finds(t, "Amina", 0)
	ruin := map[string]func(){
		"deleted":   func() { os.Remove(file) },
		"garbage":   func() { os.WriteFile(file, bytes.Repeat([]byte("bukan basis data"), 400), 0o600) },
		"empty":     func() { os.WriteFile(file, nil, 0o600) },
		"cut":       func() { os.Truncate(file, 5000) },
		"a_byte":    func() { flip(t, file) },
		"other":     func() { swap(t, file) },
		"old_words": func() { b.NameOccasions(map[string]string{"x": "y"}) },
	}
	for name, f := range ruin {
		t.Run(name, func(t *testing.T) {
			b.reopen(t)
			f()
			b.finds(t, "pupuk", 2)
		})
	}
}

func (b *testBook) finds(t testing.TB, text string, want int) {
	t.Helper()
	if got := b.remarks(t, coop.EntryQuery{Text: text}); len(got) != want {
		t.Errorf("%q finds %q, want %d", text, got, want)
	}
}

// flip ruins the first page's list of tables.
func flip(t testing.TB, file string) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	copy(data[100:], "\xff\xff\xff\xff")
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
}

// swap puts the search file of another cooperative in the place of this one.
func swap(t testing.TB, file string) {
	t.Helper()
	other := newTestBook(t)
	other.record(t, "Siti", said(20260103, "pupuk lain"))
	other.finds(t, "lain", 1)
	other.Book.Close()
	data, err := os.ReadFile(other.at.File + searchEnd)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
}

// What is sealed in the book is not in the file beside it.
func TestSearchHoldsNothingSealed(t *testing.T) {
	b := newTestBook(t)
	who := b.person(t, "Siti")
	m, err := b.AddMember(ctx, who, coop.MemberInput{
		Name: "Aminah", MemberPrivate: coop.MemberPrivate{
			NIK: "6112034107850001", Phone: "081234567890", Address: "Gang Kwarsa",
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	e := said(20260103, "titip untuk 6112034107850001 telepon 081234567890")
	e.Lines[1] = coop.Line{Account: "31102", Amount: -5000 * coop.Rupiah, Member: m.ID}
	b.record(t, "Siti", e)
	b.finds(t, "titip", 1)
	b.finds(t, "6112034107850001", 0)
	b.Book.Close()
	data, err := os.ReadFile(b.at.File + searchEnd)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(data), "itip") { // words are kept without the letters that the one before begins with
		t.Error("the file has no words at all")
	}
	for _, secret := range []string{"6112034107850001", "081234567890", "kwarsa", "Kwarsa"} {
		if strings.Contains(string(data), secret[2:]) {
			t.Errorf("%s stands in the search file", secret)
		}
	}
}
