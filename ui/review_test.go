package ui

import (
	"context"
	"testing"

	"fyne.io/fyne/v2"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

func init() { moreScenes = append(moreScenes, reviewScenes) }

func reviewScenes(t testing.TB, _ *village) []scene {
	v := pictureVillage(t)
	as := func(name string, role coop.Role, do func(s *screen)) func(*screen) {
		return func(s *screen) {
			s.Book = v
			s.Enter(v.as(name, role))
			do(s)
		}
	}
	review := func(keys string) func(s *screen) {
		return func(s *screen) {
			s.Go(Route{Page: PageReview})
			s.typed(keys)
		}
	}
	asked, _ := v.asked()
	return []scene{
		{"review", as("Wati Lestari", coop.RoleSupervisor, review(""))},
		{"review-chosen", as("Budi Santoso", coop.RoleChair, func(s *screen) {
			s.Go(Route{Page: PageReview})
			s.pressed(fyne.KeySpace, fyne.KeyDown, fyne.KeyDown, fyne.KeySpace)
		})},
		{"review-large", as("Budi Santoso", coop.RoleChair, review("2"))},
		{"review-all", as("Wati Lestari", coop.RoleSupervisor, review("7"))},
		{"review-done", as("Wati Lestari", coop.RoleSupervisor, func(s *screen) {
			s.Go(Route{Page: PageReview, Arg: "2026-12"})
		})},
		{"sample", as("Wati Lestari", coop.RoleSupervisor, review("8"))},
		{"review-treasurer", as("Siti Rahmawati", coop.RoleTreasurer, review(""))},
		{"entry-thread", as("Siti Rahmawati", coop.RoleTreasurer, func(s *screen) {
			s.Go(Route{Page: PageEntry, Arg: asked.Entry.String()})
		})},
		{"entry-thread-asker", as("Wati Lestari", coop.RoleSupervisor, func(s *screen) {
			s.Go(Route{Page: PageEntry, Arg: asked.Entry.String()})
		})},
		{"question-answered", as("Wati Lestari", coop.RoleSupervisor, func(s *screen) {
			s.Go(Route{Page: PageFinding, Arg: asked.Finding.String()})
		})},
		{"question-form", as("Wati Lestari", coop.RoleSupervisor, func(s *screen) {
			s.Go(Route{Page: PageFindingForm, Arg: findingAsks + asked.Entry.String()})
		})},
	}
}

// asked is the question of the village, where there is one.
func (v *village) asked() (coop.FindingView, bool) {
	all, _ := v.Findings(context.Background())
	for _, f := range all {
		if f.Asks {
			return f, true
		}
	}
	return coop.FindingView{}, false
}

// reviewer is a screen with the review page open before the supervisor.
func reviewer(t *testing.T, v *village, name string, role coop.Role) (*screen, func() *reviewPage) {
	t.Helper()
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	s.Enter(v.as(name, role))
	s.command(t, "review")
	return s, func() *reviewPage {
		p, is := s.at.self.(*reviewPage)
		if !is {
			t.Fatalf("at %+v", s.here())
		}
		return p
	}
}

// verdicts counts what somebody has said.
func (v *village) verdicts(who string, verdict coop.Verdict) (n int) {
	for _, e := range v.entries() {
		if e.VerdictOf(v.people[who]) == verdict {
			n++
		}
	}
	return n
}

// A chair marks entries by single letters, one by one and many at once, and sees how far the month is done.
func TestReview_MarksByKeys(t *testing.T) {
	v := busyVillage(t)
	s, page := reviewer(t, v, "Budi Santoso", coop.RoleChair)
	all := len(page().found)
	s.pressed(fyne.KeyDown)
	want := page().found[1].ID
	s.typed("d")
	if e := v.entry(want); e.VerdictOf(v.people["Budi Santoso"]) != coop.VerdictRead || e.State != coop.StateReviewed {
		t.Errorf("%v of %+v", e.VerdictOf(v.people["Budi Santoso"]), e.State)
	}
	if len(page().found) != all-1 || page().near() != 1 || !s.shown("1 dari 22 diperiksa, November 2026") {
		t.Errorf("%d are left, the keys are on %d", len(page().found), page().near())
	}
	s.pressed(fyne.KeySpace, fyne.KeyDown, fyne.KeySpace, fyne.KeyUp, fyne.KeySpace) // one is taken back
	s.typed("s")
	if n := v.verdicts("Budi Santoso", coop.VerdictAgreed); n != 1 || len(page().found) != all-2 {
		t.Errorf("%d are agreed, %d left", n, len(page().found))
	}
	s.typed("0S")
	n := v.verdicts("Budi Santoso", coop.VerdictAgreed)
	if n != all-1 || !s.shown("Semua catatan November 2026 sudah Anda periksa") {
		t.Error("the whole month is not agreed")
	}
	s.typed("7")
	if len(page().found) != all {
		t.Errorf("%d of all are shown", len(page().found))
	}
	s.Home()
	if s.shown("catatan bulan ini belum Anda periksa") || !s.shown("catatan Oktober 2026 belum Anda periksa") {
		t.Error("home does not know what was reviewed")
	}
}

// Nobody reviews their own entry, and a question is about one entry: each is said in a sentence, and nothing recorded.
func TestReview_Refusals(t *testing.T) {
	v := busyVillage(t)
	s, page := reviewer(t, v, "Budi Santoso", coop.RoleChair)
	before := v.head
	s.pressed(fyne.KeySpace, fyne.KeyDown, fyne.KeySpace)
	s.typed("t")
	if !s.shown("ditulis untuk satu catatan") || len(page().chosen) != 2 {
		t.Error("a question about two entries is taken, or what was chosen is lost")
	}
	s.Enter(coop.Session{User: v.people["Budi Santoso"], Name: "Budi Santoso", Role: coop.RoleSecretary})
	s.command(t, "review")
	s.typed("m")
	if !s.shown("ditulis oleh ketua atau pengawas") {
		t.Error("a secretary is not told who writes findings")
	}
	s.Enter(v.treasurer())
	s.command(t, "review")
	s.window.Canvas().OnTypedRune()('d')
	if !s.shown("Halaman ini untuk pengurus dan pengawas") {
		t.Error("the treasurer is not told whose page it is")
	}
	own := v.treasurer()
	own.Role = coop.RoleChair // who changes office reviews nothing of what they recorded before
	s.Enter(own)
	s.command(t, "review")
	s.typed("7s")
	if !s.shown("Ini catatan Anda sendiri.") || v.head != before {
		t.Error("somebody may review their own entry")
	}
	s.pressed(fyne.KeyReturn)
	s.window.Canvas().OnTypedRune()('D')
	if s.here().Page != PageEntry || !s.shown("Ini catatan Anda sendiri.") || v.head != before {
		t.Error("on its page somebody may")
	}
}

// Each way to see shows what it says; the amount that is large is the reviewer's own, and wrong ones are refused.
func TestReview_WaysToSee(t *testing.T) {
	v := troubledVillage(t)
	s, page := reviewer(t, v, "Budi Santoso", coop.RoleChair)
	fits := []func(e coop.EntryView) bool{
		func(coop.EntryView) bool { return true },
		func(e coop.EntryView) bool { return e.Amount >= 1_000_000*coop.Rupiah },
		func(e coop.EntryView) bool { return e.Date.AddDays(7) <= coop.DateFromTime(clock) },
		func(e coop.EntryView) bool { return !e.Reverses.IsZero() || !e.ReversedBy.IsZero() },
		func(e coop.EntryView) bool { return !e.Evidenced() },
	}
	for i, fit := range fits {
		s.typed(string(rune('1' + i)))
		if i == reviewLarge && len(page().found) != 1 {
			t.Errorf("%d are large", len(page().found))
		}
		for _, e := range page().found {
			if !fit(e) {
				t.Errorf("way %d shows %+v", i+1, e)
			}
		}
	}
	s.typed("2")
	p := page()
	for _, wrong := range []string{"", "nol", "0", "-5000", "1.000,50"} {
		p.limit.SetText(wrong)
		p.onLimit()
		if s.reviewLimit() != coop.SettingReviewFirst || p.limit.Text == "1.000.000" {
			t.Errorf("%q is taken, or lost", wrong)
		}
	}
	if !s.shown("Isi jumlah dalam rupiah bulat, misalnya 1.000.000.") {
		t.Error("it is not said how the amount is written")
	}
	p.limit.SetText("75000")
	p.form.OnRecord()
	if len(page().found) != 4 {
		t.Errorf("%d are 75.000 or more", len(page().found))
	}
	s.typed("1u")
	if first := page().found[0].Amount; first != 1_250_000*coop.Rupiah {
		t.Errorf("the largest is %v", first)
	}
}

// A supervisor asks, the treasurer answers from home, the supervisor sees it at home and is content: all by keys.
func TestReview_QuestionAndAnswer(t *testing.T) {
	v := busyVillage(t)
	s, page := reviewer(t, v, "Wati Lestari", coop.RoleSupervisor)
	about := page().found[0].ID
	s.typed("t")
	s.command(t, "record")
	if s.here().Page != PageFindingForm || !s.shown("Pertanyaannya belum ditulis.") {
		t.Fatalf("an empty question is taken, at %+v", s.here())
	}
	s.typed("Bunga ini dari rekening mana?")
	s.command(t, "record")
	if s.here().Page != PageReview || page().found[0].ID == about {
		t.Fatalf("at %+v", s.here())
	}
	if e := v.entry(about); !e.Query() || e.State == coop.StateReviewed {
		t.Error("the entry does not say that somebody asks")
	}
	s.Enter(v.treasurer())
	s.typed("1")
	if s.here().Page != PageFinding || !s.shown("Bunga ini dari rekening mana?") {
		t.Fatalf("the treasurer's key leads to %+v", s.here())
	}
	s.typed("Tabungan BRI")
	s.command(t, "record")
	s.Enter(v.as("Wati Lestari", coop.RoleSupervisor))
	s.typed("3")
	if !s.shown("Tabungan BRI") || !s.shown("Apakah jawaban ini cukup?") {
		t.Fatalf("at %+v", s.here())
	}
	s.command(t, "record")
	if asked, _ := v.asked(); !asked.Settled {
		t.Errorf("%+v", asked)
	}
	if e := v.entry(about); e.Query() {
		t.Error("the entry says still that somebody asks")
	}
	s.Go(Route{Page: PageEntry, Arg: about.String()})
	for _, text := range []string{"✓ Wati Lestari bertanya", "Jawaban Siti Rahmawati", "✓✓ Disetujui Wati Lestari"} {
		if !s.shown(text) {
			t.Errorf("the entry does not show %q", text)
		}
	}
}

// On an entry's page the same letters mark it and go back; in a form about it they are only letters.
func TestReview_LettersOnTheEntry(t *testing.T) {
	v := busyVillage(t)
	s, page := reviewer(t, v, "Budi Santoso", coop.RoleChair)
	about := page().found[0].ID
	s.pressed(fyne.KeyReturn)
	s.window.Canvas().OnTypedRune()('m')
	if s.here().Page != PageFindingForm {
		t.Fatalf("at %+v", s.here())
	}
	s.window.Canvas().Unfocus()
	s.window.Canvas().OnTypedRune()('s')
	if e := v.entry(about); s.here().Page != PageFindingForm || len(e.Reviews) != 0 {
		t.Error("a letter in the form marks the entry")
	}
	s.Back()
	s.window.Canvas().OnTypedRune()('s')
	if e := v.entry(about); s.here().Page != PageReview || e.VerdictOf(v.people["Budi Santoso"]) != coop.VerdictAgreed {
		t.Errorf("at %+v", s.here())
	}
}

// The members to ask are reached by their key, and each leads to what the book says of them.
func TestSample_ByKeys(t *testing.T) {
	v := busyVillage(t)
	s, _ := reviewer(t, v, "Wati Lestari", coop.RoleSupervisor)
	s.typed("8")
	if s.here().Page != PageSample || !s.shown("Tanyakan kepada 5 anggota ini") {
		t.Fatalf("at %+v", s.here())
	}
	s.pressed(fyne.KeyDown, fyne.KeyReturn)
	if s.here().Page != PageMember {
		t.Errorf("at %+v", s.here())
	}
	s.Book = newVillage(t)
	s.Go(Route{Page: PageSample})
	if !s.shown("Belum ada anggota") {
		t.Error("a village without members has no words")
	}
}
