package ui

import (
	"context"
	"testing"

	"fyne.io/fyne/v2"

	"lumbung/ui/kit"
)

func init() { moreScenes = append(moreScenes, meetingScenes) }

func meetingScenes(t testing.TB, _ *village) []scene {
	on := func(s *screen, decided, signed bool) {
		v := surplusVillage(t)
		if decided {
			v.decided(t, signed)
		}
		s.onVillage(v)
	}
	open := func(s *screen) {
		s.command(t, "meetings")
		s.pressed(fyne.KeyReturn)
	}
	return []scene{
		{"meetings", func(s *screen) { on(s, true, true); s.command(t, "meetings") }},
		{"meetings-none", func(s *screen) { on(s, false, false); s.command(t, "meetings") }},
		{"meeting-form", func(s *screen) { on(s, false, false); s.Go(Route{Page: PageMeetingForm}) }},
		{"meeting", func(s *screen) { on(s, true, false); open(s) }},
		{"meeting-sign", func(s *screen) {
			on(s, true, false)
			open(s)
			s.command(t, "record")
		}},
		{"meeting-attendance", func(s *screen) {
			on(s, false, false)
			s.calls(t)
			s.command(t, "record")
			s.pressed(fyne.KeySpace, fyne.KeyDown, fyne.KeySpace)
		}},
		{"meeting-minutes", func(s *screen) {
			on(s, false, false)
			s.calls(t)
			s.command(t, "record")
			s.pressed(fyne.KeySpace, fyne.KeyDown, fyne.KeySpace)
			s.command(t, "record")
		}},
	}
}

// calls calls an annual meeting on today's day in the village hall.
func (s *screen) calls(t testing.TB) {
	t.Helper()
	s.Go(Route{Page: PageMeetingForm})
	form := s.at.self.(*meetingFormPage)
	form.date.SetDay(s.today().Time())
	form.place.SetText("Balai desa")
	s.command(t, "record")
	s.layer.Quieten()
}

// From the invitation to minutes that wait for the chair, by keys: who came is ticked, too few decide nothing, and
// percentages of 105 divide nothing.
func TestMeeting_ByKeys(t *testing.T) {
	v := surplusVillage(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	s.calls(t)
	if s.here().Page != PageMeeting || !s.shown("Balai desa") {
		t.Fatalf("on %v", s.here())
	}
	s.command(t, "record")
	s.pressed(fyne.KeySpace)
	if !s.shown("belum kuorum, perlu 5") {
		t.Error("too few, and it is not said")
	}
	s.command(t, "record")
	p := s.at.self.(*minutesPage)
	p.decisions[0].SetText("Laporan pengurus diterima")
	p.votes[0].SetText("1")
	s.command(t, "record")
	if !s.shown("Rapat belum sah mengambil keputusan") {
		t.Error("one member decided for all")
	}
	s.Back()
	for range 5 {
		s.pressed(fyne.KeyDown, fyne.KeySpace)
	}
	if !s.shown("kuorum tercapai") {
		t.Error("enough came, and it is not said")
	}
	s.command(t, "record")
	p = s.at.self.(*minutesPage)
	p.decisions[0].SetText("Laporan pengurus diterima")
	p.votes[0].SetText("6/0/0")
	p.shares.entries[0].SetText("25")
	s.command(t, "record")
	if !s.shown("Semua bagian baru 105%") {
		t.Error("105 percent were taken")
	}
	p.shares.entries[0].SetText("20")
	s.command(t, "record")
	all, _ := v.Meetings(context.Background())
	if len(all) != 1 || !all[0].HasMinutes() || len(all[0].Minutes.Present) != 6 || len(all[0].Minutes.Shares) != 8 {
		t.Fatalf("%+v", all)
	}
	if s.here().Page != PageMeeting || !s.shown("Menunggu tanda tangan") {
		t.Errorf("on %v", s.here())
	}
}

func TestReadVotes(t *testing.T) {
	for text, want := range map[string][3]int64{
		"": {}, "15": {15, 0, 0}, "15/0/1": {15, 0, 1}, " 3 / 2 ": {3, 2, 0}, "a": {-1}, "1/2/3/4": {-1}, "-1": {-1},
	} {
		got, ok := readVotes(text)
		if !ok {
			got = [3]int64{-1}
		}
		if got != want {
			t.Errorf("%q is %v", text, got)
		}
	}
}
