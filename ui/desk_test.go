package ui

import (
	"testing"

	"fyne.io/fyne/v2"

	"lumbung/store/coop"
)

func init() { moreScenes = append(moreScenes, deskScenes) }

// expense is an entry of electricity that stands in the village's cash.
func (v *village) expense(t testing.TB, day coop.Date, rupiah int64) coop.ID {
	t.Helper()
	amount := coop.Money(rupiah) * coop.Rupiah
	return coop.HashID(v.must(t, "Siti Rahmawati", coop.KindEntry, coop.Entry{
		Date: day, Occasion: "electricity", Remark: "listrik kantor", Lines: []coop.Line{
			{Account: "61201", Amount: amount}, {Account: "11101", Amount: -amount},
		},
	}), 0)
}

// correct puts an entry of the village right by the rules alone.
func (v *village) correct(t testing.TB, old coop.ID, rupiah int64) coop.ID {
	t.Helper()
	view := v.entry(old)
	now := coop.Entry{Date: view.Date, Occasion: view.Occasion, Remark: view.Remark, Lines: linesOf(view)}
	for i := range now.Lines {
		sign := coop.Money(1)
		if now.Lines[i].Amount < 0 {
			sign = -1
		}
		now.Lines[i].Amount = sign * coop.Money(rupiah) * coop.Rupiah
	}
	acts, problems := coop.Correct(view, view.Posted, "Salah jumlah", now)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	made, err := v.Record(t.Context(), v.treasurer(), acts...)
	if err != nil {
		t.Fatal(err)
	}
	return made[1].ID
}

// keepTemplates keeps two templates of the treasurer's own.
func (v *village) keepTemplates(t testing.TB) {
	t.Helper()
	for _, one := range []coop.Template{
		{Name: "Listrik kantor", Occasion: "electricity", Answers: map[string]string{"amount": "350.000"}},
		{Name: "Sewa gudang", Remark: "gudang pupuk", Lines: []coop.TemplateLine{
			{Account: "61204", Debit: "500.000"}, {Account: "11101", Credit: "500.000"},
		}},
	} {
		acts, problems := coop.KeepTemplate(nil, one, "")
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		v.must(t, "Siti Rahmawati", coop.KindSetting, acts[0].Body)
	}
}

// deskScenes are the forms that make entries, filled in and not.
func deskScenes(t testing.TB, _ *village) []scene {
	v := busyVillage(t)
	wrong := v.expense(t, 20261120, 450_000)
	fixed := v.expense(t, 20261121, 75_000)
	right := v.correct(t, fixed, 57_000)
	v.keepTemplates(t)
	at := func(page, arg string, then func(*screen)) func(*screen) {
		return func(s *screen) {
			clear(v.drafts)
			s.drafts = drafts{}
			s.Book = v
			s.Enter(v.treasurer())
			s.Go(Route{Page: page, Arg: arg})
			if then != nil {
				then(s)
			}
		}
	}
	return []scene{
		{"record-sum", at(PageRecord, "electricity", func(s *screen) { s.typed("3x20000+500") })},
		{"record-grey", at(PageRecord, "electricity", nil)},
		{"record-again", at(PageRecord, "@like:"+wrong.String(), nil)},
		{"record-template", at(PageRecord, "", func(s *screen) { s.typed("listr") })},
		{"record-unfinished", at(PageRecord, "electricity", func(s *screen) {
			s.typed("125000")
			s.Go(Route{Page: PageRecord, Arg: "wages"})
		})},
		{"correct", at(PageCorrect, wrong.String(), nil)},
		{"correct-refused", at(PageCorrect, fixed.String(), nil)},
		{"entry-corrected", at(PageEntry, fixed.String(), nil)},
		{"entry-corrects", at(PageEntry, right.String(), nil)},
		{"journal-entry", at(PageJournalEntry, "", nil)},
		{"journal-entry-filled", at(PageJournalEntry, "", func(s *screen) {
			s.pressed(fyne.KeyReturn, fyne.KeyReturn, fyne.KeyReturn)
			s.typed("61204")
			s.pressed(fyne.KeyReturn)
			s.typed("250000")
			s.pressed(fyne.KeyReturn)
			s.typed("21101")
			s.pressed(fyne.KeyReturn)
		})},
		{"templates", at(PageTemplates, "", nil)},
		{"templates-keep", at(PageRecord, "electricity", func(s *screen) {
			s.typed("125000")
			s.onTemplates()
		})},
		{"templates-one", at(PageTemplates, "Listrik kantor", nil)},
	}
}
