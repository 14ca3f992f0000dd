package ui

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

func init() { moreScenes = append(moreScenes, homeScenes) }

func homeScenes(t testing.TB, v *village) []scene {
	empty := newVillage(t)
	asking := pictureVillage(t)
	return []scene{
		{"home-charts", func(s *screen) {
			s.Home()
			s.layer.Focus(s.at.self.(*homePage).duesChart)
			s.pressed(fyne.KeyLeft, fyne.KeyLeft)
		}},
		{"home-empty", func(s *screen) {
			s.Book = empty
			s.Home()
		}},
		{"home-clock", func(s *screen) {
			far := newVillage(t)
			far.simple(t, 20620303, 5_000)
			far.accepted = far.head.Seq
			s.Book = far
			s.Home()
		}},
		{"home-board", func(s *screen) {
			s.Book = asking
			s.Enter(asking.as("Wati Lestari", coop.RoleSupervisor))
		}},
	}
}

// simple records a sale of a day.
func (v *village) simple(t testing.TB, day coop.Date, rupiah coop.Money) coop.ID {
	t.Helper()
	return coop.HashID(v.must(t, "Siti Rahmawati", coop.KindEntry, coop.Entry{Date: day, Lines: []coop.Line{
		{Account: "11101", Amount: rupiah * coop.Rupiah}, {Account: "42101", Amount: -rupiah * coop.Rupiah},
	}}), 0)
}

// asking is the village that the pictures of questions show; making one for each manner of drawing takes long.
var asking *village

func pictureVillage(t testing.TB) *village {
	t.Helper()
	if asking == nil {
		asking = askingVillage(t)
	}
	return asking
}

// askingVillage is a troubled village whose supervisor has read some entries and asked about one, and was answered.
func askingVillage(t testing.TB) *village {
	t.Helper()
	v := troubledVillage(t)
	who := v.as("Wati Lestari", coop.RoleSupervisor)
	v.now = clock.AddDate(0, 0, -1)
	read := coop.Review{Verdict: coop.VerdictRead}
	var deposit coop.ID
	for _, e := range v.entries() {
		switch {
		case e.Occasion == "savings-deposit":
			deposit = e.ID
		case e.Author != who.User && len(read.Entries) < 8 && e.Occasion == "dues-mandatory":
			read.Entries = append(read.Entries, e.ID)
		}
	}
	acts := append([]coop.Act{{Kind: coop.KindReview, Body: read}},
		coop.Query(deposit, "Setoran Rp250.000 ini titipan siapa?")...)
	asked, err := v.Record(t.Context(), who, acts...)
	if err != nil {
		t.Fatal(err)
	}
	v.must(t, "Siti Rahmawati", coop.KindAnswer, coop.Answer{
		Finding: asked[2].ID, Text: "Titipan Pak Darmawan lewat Bu RT; kuitansinya nomor 14.",
	})
	v.now = clock
	return v
}

// Everything that waits is one key away, wherever on the page the keys are.
func TestHome_EachThingHasItsKey(t *testing.T) {
	v := askingVillage(t)
	v.must(t, "Wati Lestari", coop.KindFinding, coop.Finding{Period: 202610, Text: "Kas lebih."})
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	waits := len(s.at.self.(*homePage).tasks)
	if waits != 7 { // the last of them: October is not closed
		t.Fatalf("%d things wait", waits)
	}
	seen := map[Route]bool{}
	for i := range waits {
		for _, from := range []func(p *homePage){
			func(*homePage) {},
			func(p *homePage) { s.layer.Focus(p.tiles[2]) },
			func(p *homePage) { s.layer.Focus(p.moneyChart) },
		} {
			s.Home()
			from(s.at.self.(*homePage))
			s.typed(string(rune('1' + i)))
			seen[s.here()] = true
			if s.here().Page == PageHome {
				t.Errorf("key %d leads nowhere", i+1)
			}
		}
	}
	for _, to := range []string{PageSync, PageAttention} {
		if !seen[Route{Page: to}] {
			t.Errorf("no key leads to %s: %v", to, seen)
		}
	}
	s.Home()
	s.typed("0")
	s.typed(string(rune('1' + waits)))
	if s.here().Page != PageHome {
		t.Error("a key without a task leads somewhere")
	}
	s.pressed(fyne.KeyDown, fyne.KeyReturn)
	if s.here().Page == PageHome {
		t.Error("the arrows and Enter lead nowhere")
	}
	s.Home()
	s.window.Canvas().Unfocus()
	s.window.Canvas().OnTypedRune()('2')
	if s.here().Page == PageHome {
		t.Error("the key does nothing where nothing has the keys")
	}
}

// A book in which nothing waits says so, and one without entries leads.
func TestHome_CalmAndEmpty(t *testing.T) {
	v := newVillage(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	if !s.shown("Selamat datang, Siti Rahmawati.") || s.shown("Uang kas") {
		t.Error("an empty book does not lead")
	}
	for key, page := range map[string]string{
		"1": PageMemberForm, "2": PageOpening, "3": PageTakeover, "4": PageRecord,
	} {
		s.Home()
		s.typed(key)
		if s.here().Page != page {
			t.Errorf("key %s leads to %+v", key, s.here())
		}
	}
	v.must(t, "Siti Rahmawati", coop.KindEntry, coop.Entry{Date: 20261124, Evidence: "12", Lines: []coop.Line{
		{Account: "11101", Amount: 500_000}, {Account: "42101", Amount: -500_000},
	}})
	v.accepted = v.head.Seq
	s.Home()
	if !s.shown("Semua beres.") || !s.shown("Uang kas") || s.shown("Menunggu Anda") {
		t.Error("a calm day is not calm")
	}
	s.Enter(v.as("Wati Lestari", coop.RoleSupervisor))
	if !s.shown("1 catatan bulan ini belum Anda periksa") || s.shown("Catat hari ini") {
		t.Error("the supervisor's home is not the supervisor's")
	}
}

// Doubts about the clock stand first: an entry from the future, or a clock behind what is recorded.
func TestHome_ClockDoubt(t *testing.T) {
	v := newVillage(t)
	v.simple(t, 20261124, 5_000)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	if s.shown("Jam laptop ini meragukan") {
		t.Fatal("a right clock is doubted")
	}
	v.now = clock.AddDate(-1, 0, 0)
	s.Home()
	if !s.shown("padahal ada catatan yang sudah direkam 25 November 2026") &&
		!s.shown("Padahal sudah ada catatan bertanggal 24 November 2026") {
		t.Error("a clock of last year is not doubted")
	}
	if s.at.self.(*homePage).tasks[0].Tone != kit.ToneBad {
		t.Error("the doubt does not stand first")
	}
}

// What is half typed waits on home, and its key goes on with it.
func TestHome_Draft(t *testing.T) {
	v := busyVillage(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	s.keepDraft("record@1", PageRecord, "Terima simpanan sukarela", recordDraft{Occasion: "savings-deposit"})
	s.Home()
	if !s.shown("Terima simpanan sukarela") {
		t.Error("it is not said what is half typed")
	}
	s.typed("1")
	if s.here().Page != PageRecord {
		t.Errorf("at %+v", s.here())
	}
}

// The charts' figures are read exactly by keys, without colours.
func TestHome_ChartsByKeys(t *testing.T) {
	s := newScreen(t, busyVillage(t), "id", kit.LookPaper, 100)
	p := s.at.self.(*homePage)
	if got := p.moneyChart.Reading(); got != "November 2026: Rp6.098.722,50" {
		t.Error(got)
	}
	s.layer.Focus(p.duesChart)
	s.pressed(fyne.KeyLeft, fyne.KeyLeft)
	if got := p.duesChart.Reading(); got != "September 2026: Rp600.000 dari Rp840.000 (71%)" {
		t.Error(got)
	}
}

func TestText_ShortRupiah(t *testing.T) {
	text, err := NewText("id")
	if err != nil {
		t.Fatal(err)
	}
	for rupiah, want := range map[int64]string{
		0: "Rp0", 950: "Rp950", 1_000: "Rp1 rb", 840_000: "Rp840 rb", 6_850_000: "Rp6,8 jt", 12_000_000: "Rp12 jt",
		123_400_000: "Rp123 jt", 2_500_000_000: "Rp2,5 M", -1_500_000: "-Rp1,5 jt",
	} {
		if got := text.ShortRupiah(coop.Money(rupiah) * coop.Rupiah); got != want {
			t.Errorf("%d: %s, want %s", rupiah, got, want)
		}
	}
}

// A book that has changed since its last copy days ago says so, and one whose copy failed at once.
func TestHome_Backup(t *testing.T) {
	v := busyVillage(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	for _, c := range []struct {
		state BackupState
		want  string
	}{
		{BackupState{}, "Buku ini belum pernah dicadangkan"},
		{BackupState{At: clock.AddDate(0, 0, -4), Changes: 9}, "Cadangan terakhir 4 hari lalu"},
		{BackupState{At: clock.AddDate(0, 0, -1), Changes: 9}, ""},
		{BackupState{At: clock.AddDate(0, 0, -40), Changes: int(v.head.Seq)}, ""},
		{BackupState{At: clock, Changes: int(v.head.Seq), Failed: errors.New("penuh")}, "Cadangan terakhir gagal"},
	} {
		s.Backups = &cupboard{state: c.state}
		s.Home()
		asks := slices.ContainsFunc(s.at.self.(*homePage).tasks, func(task *kit.Task) bool {
			return strings.Contains(task.Title, "adang") && strings.HasSuffix(task.Title, c.want)
		})
		if asks != (c.want != "") {
			t.Errorf("%+v: home asks %v", c.state, asks)
		}
	}
}
