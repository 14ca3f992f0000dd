package ui

import (
	"testing"

	"fyne.io/fyne/v2"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

func init() { moreScenes = append(moreScenes, closeScenes) }

// closes lets the chair sign on the treasurer's laptop: name, PIN, and four words the first time and the second.
func (s *screen) closes() {
	s.witnessed("1234", "")
	s.typed("bato lumi seka rodu")
	s.pressed(fyne.KeyReturn)
}

// closedVillage has closed October, and then heard of an entry that was recorded in time elsewhere.
func (s *screen) closedVillage(t testing.TB) {
	t.Helper()
	s.onVillage(busyVillage(t))
	s.Go(Route{Page: PageClose, Arg: "2026-10"})
	s.village.must(t, "Siti Rahmawati", coop.KindEntry, coop.Entry{
		Date: 20261030, Occasion: "electricity", Remark: "token listrik gudang", Lines: []coop.Line{
			{Account: "61201", Amount: 50_000 * coop.Rupiah}, {Account: "11101", Amount: -50_000 * coop.Rupiah},
		},
	})
	s.closes()
	s.layer.Quieten()
}

func closeScenes(t testing.TB, _ *village) []scene {
	on := func(do func(s *screen)) func(s *screen) {
		return func(s *screen) {
			s.onVillage(busyVillage(t))
			do(s)
		}
	}
	return []scene{
		{"close-month-end", on(func(s *screen) { s.command(t, "month-end") })},
		{"close-month-runs", func(s *screen) {
			s.onVillage(equippedVillage(t))
			s.command(t, "month-end")
		}},
		{"close-month-years", func(s *screen) {
			s.onVillage(unclosedYear(t))
			s.Go(Route{Page: PageMonthEnd, Arg: "2026-10"})
		}},
		{"close-month-year-first", func(s *screen) {
			s.onVillage(unclosedYear(t))
			s.Go(Route{Page: PageClose, Arg: "2026-10"})
		}},
		{"close-month", on(func(s *screen) { s.Go(Route{Page: PageClose, Arg: "2026-10"}) })},
		{"close-month-words", on(func(s *screen) {
			s.Go(Route{Page: PageClose, Arg: "2026-10"})
			s.witnessed("1234", "")
		})},
		{"close-year-refused", on(func(s *screen) { s.command(t, "year-end") })},
		{"close-list", func(s *screen) { s.closedVillage(t) }},
		{"close-one", func(s *screen) {
			s.closedVillage(t)
			s.pressed(fyne.KeyReturn)
		}},
		{"close-reopen", func(s *screen) {
			s.closedVillage(t)
			s.Go(Route{Page: PageReopen, Arg: "2026-10"})
		}},
		{"close-year", func(s *screen) {
			s.closedVillage(t)
			s.Go(Route{Page: PageClose, Arg: "2026-11"})
			s.typed("budi")
			s.pressed(fyne.KeyReturn)
			s.typed("1234")
			s.pressed(fyne.KeyReturn)
			s.typed("bato lumi seka rodu")
			s.pressed(fyne.KeyReturn)
			s.layer.Quieten()
			s.command(t, "year-end")
		}},
		{"close-none", on(func(s *screen) { s.command(t, "closes") })},
	}
}

// The treasurer prepares a close and the chair signs it with PIN and words, by keys alone; then the year, with its
// closing entry; the supervisor's reopening takes both away.
func TestCloseByKeys(t *testing.T) {
	s := newScreen(t, newVillage(t), "id", kit.LookPaper, 100)
	s.closedVillage(t)
	v := s.village
	closes, _ := v.Closes(t.Context())
	if len(closes) != 1 || !closes[0].Holds || closes[0].AuthorName != "Budi Santoso" || len(closes[0].Late) != 1 {
		t.Fatalf("after closing October: %+v", closes)
	}
	if s.here().Page != PageCloses {
		t.Errorf("the page after closing is %v", s.here())
	}
	s.Go(Route{Page: PageClose, Arg: "2026-10"})
	if page := s.at.self.(*closePage); page.form != nil {
		t.Error("October can be closed a second time")
	}
	before := v.head
	s.Go(Route{Page: PageJournalEntry})
	form := s.at.self.(*journalEntryPage)
	form.date.SetDay(coop.Date(20261015).Time())
	if wrong := form.desk.dateWrong(form.date, form.data.closed); wrong == "" {
		t.Error("a day in a closed month is not refused on the screen")
	}
	if v.head != before {
		t.Error("something was recorded")
	}
	sign := func() {
		s.typed("budi")
		s.pressed(fyne.KeyReturn)
		s.typed("1234")
		s.pressed(fyne.KeyReturn)
		s.typed("bato lumi seka rodu")
		s.pressed(fyne.KeyReturn)
	}
	s.Go(Route{Page: PageClose, Arg: "2026-11"})
	sign()
	s.command(t, "year-end")
	sign()
	closes, _ = v.Closes(t.Context())
	if len(closes) != 3 || !closes[0].Year || !closes[0].Holds {
		t.Fatalf("after closing the year: %+v", closes)
	}
	entry := v.entry(coop.HashID(closes[0].Hash, 0))
	if entry.Voucher != "TUTUP 2026" || entry.Posted != 20261231 {
		t.Errorf("the closing entry is %+v", entry)
	}
	s.Go(Route{Page: PageReopen, Arg: "2026-10"})
	s.typed("bukti bank menyusul")
	s.pressed(fyne.KeyReturn)
	sign()
	if closes, _ = v.Closes(t.Context()); closes[0].Holds || closes[1].Holds || closes[2].Holds {
		t.Errorf("after reopening: %+v", closes)
	}
	if entry := v.entry(entry.ID); !entry.ID.IsZero() {
		t.Errorf("the closing entry is still there: %+v", entry)
	}
}

// The list of a month's end names what is missing, and a number leads there.
func TestMonthEndLeads(t *testing.T) {
	s := newScreen(t, newVillage(t), "id", kit.LookPaper, 100)
	s.onVillage(busyVillage(t))
	s.command(t, "month-end")
	page := s.at.self.(*monthEndPage)
	if page.month != 202610 || len(page.tasks) < 3 {
		t.Fatalf("month %v with %d tasks", page.month, len(page.tasks))
	}
	page.letter('1')
	if s.here() != (Route{Page: PageEvidence, Arg: "2026-10"}) {
		t.Errorf("1 leads to %v", s.here())
	}
	s.command(t, "back")
	s.command(t, "record")
	if s.here() != (Route{Page: PageClose, Arg: "2026-10"}) {
		t.Errorf("Ctrl+Enter leads to %v", s.here())
	}
}
