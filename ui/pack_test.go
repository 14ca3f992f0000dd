package ui

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

func init() { moreScenes = append(moreScenes, packScenes) }

// writtenVillage has guests in its book, a book of its own, and words of last year's papers.
func writtenVillage(t testing.TB) *village {
	t.Helper()
	v := settledVillage(t)
	for _, g := range [][4]string{
		{"2026-11-03", "Drs. H. Suparman", "Diskumindag Pontianak", "Monev triwulan III, RT 01–07"},
		{"2026-11-17", "Yuliana", "BRI Unit Sungai Ambawang", "KUR 2027"},
	} {
		v.must(t, "Siti Rahmawati", coop.KindNote, coop.Note{Book: "guests", Fields: map[string]string{
			"date": g[0], "name": g[1], "institution": g[2], "purpose": g[3],
		}})
	}
	v.must(t, "Siti Rahmawati", coop.KindSetting, coop.Setting{
		Key: coop.SettingAdminBook + "own-alat", From: 20260101, Value: "Buku pinjam alat|Tanggal|Nama|Alat",
	})
	v.must(t, "Siti Rahmawati", coop.KindNote, coop.Note{
		Book: coop.PackBook, Year: 2025, Fields: map[string]string{
			"section": "lpj.problems", "text": "Pak Kadus, Bu Yuliana, RT 03.\nSHU {shu}.",
		},
	})
	return v
}

func packScenes(t testing.TB, _ *village) []scene {
	v := writtenVillage(t)
	at := func(page, arg string) func(*screen) {
		return func(s *screen) {
			s.Book = v
			s.Enter(v.treasurer())
			s.Go(Route{Page: page, Arg: arg})
		}
	}
	return []scene{
		{"pack", at(PagePack, "2026")},
		{"pack-audit", func(s *screen) {
			rich := writtenVillage(t)
			rich.must(t, "Siti Rahmawati", coop.KindSetting, coop.Setting{
				Key: coop.SettingAuditFrom, From: 20260101, Value: "1000000",
			})
			s.Book = rich
			s.Enter(rich.treasurer())
			s.Go(Route{Page: PagePack, Arg: "2026"})
		}},
		{"pack-words", at(PagePackWords, "2026@lpj.business")},
		{"pack-words-last", at(PagePackWords, "2026@lpj.problems")},
		{"admin", at(PageAdmin, "")},
		{"admin-guests", at(PageAdminBook, "guests")},
		{"admin-members", at(PageAdminBook, "members")},
		{"admin-empty", at(PageAdminBook, "letters")},
		{"admin-line", at(PageAdminLine, "guests@")},
		{"admin-new", at(PageAdminNew, "")},
		{"report-notes", at(PageReport, "notes@y202612")},
		{"report-by-outlet", at(PageReport, "outlets@y202612")},
		{"report-promotion", at(PageReport, "promotion@y202612")},
	}
}

// Words of last year are this year's start; recorded, they are this year's and tell this year's figures.
func TestPackWords(t *testing.T) {
	v := writtenVillage(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	s.Go(Route{Page: PagePackWords, Arg: "2026@lpj.problems"})
	if !s.shown("Pak Kadus, Bu Yuliana, RT 03.") {
		t.Fatal("last year's words are not offered")
	}
	s.typed("Kini. ")
	s.command(t, "record")
	notes, err := v.Notes(t.Context(), coop.PackBook)
	if err != nil {
		t.Fatal(err)
	}
	now, ok := coop.PackNote(notes, "lpj.problems", 2026)
	if !ok || !strings.Contains(now.Fields["text"], "Kini.") || !strings.Contains(now.Fields["text"], "{shu}") {
		t.Errorf("recorded %+v, %v", now, ok)
	}
}

// A guest is written into the book by keys alone, and stands in it.
func TestAdminLine(t *testing.T) {
	v := writtenVillage(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	s.command(t, "admin")
	for range 4 {
		s.pressed(fyne.KeyDown)
	}
	s.pressed(fyne.KeyReturn)
	if s.here() != (Route{Page: PageAdminBook, Arg: "guests"}) {
		t.Fatalf("opened %v", s.here())
	}
	s.Go(Route{Page: PageAdminLine, Arg: "guests@"})
	s.pressed(fyne.KeyReturn)
	s.typed("Pak Lurah")
	s.command(t, "record")
	notes, _ := v.Notes(t.Context(), "guests")
	if len(notes) != 3 || notes[2].Fields["name"] != "Pak Lurah" || notes[2].Fields["date"] != "2026-11-25" {
		t.Fatalf("the book has %+v", notes)
	}
	if !s.shown("Pak Lurah") {
		t.Error("the guest does not stand in the book")
	}
}
