package ui

import (
	"context"
	"fmt"
	"testing"

	"fyne.io/fyne/v2"

	"lumbung/store/coop"
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

// The power goes after who came was ticked and two decisions were typed: all of it is there again, on another screen of
// the same machine. Four hundred ticks were once gone, and a sixth decision had no line at all.
func TestMinutes_PowerCut(t *testing.T) {
	v := surplusVillage(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	s.calls(t)
	meeting := s.here().Arg
	s.command(t, "record")
	for range 6 {
		s.pressed(fyne.KeySpace, fyne.KeyDown)
	}
	s.command(t, "record")
	p := s.at.self.(*minutesPage)
	for i := range 7 {
		p.decisions[i].SetText(fmt.Sprintf("Keputusan ke-%d", i+1))
		p.votes[i].SetText("6/0/0")
	}
	if len(p.decisions) != 8 {
		t.Fatalf("%d lines for 7 decisions", len(p.decisions))
	}
	if err := s.Settle(); err != nil {
		t.Fatal(err)
	}
	s = newScreen(t, v, "id", kit.LookPaper, 100)
	s.Go(Route{Page: PageAttendance, Arg: meeting})
	if !s.shown("Hadir 6 dari 24") {
		t.Error("who was ticked is gone")
	}
	s.Go(Route{Page: PageMinutes, Arg: meeting})
	s.command(t, "record")
	all, _ := v.Meetings(context.Background())
	if m := all[0].Minutes; len(m.Decisions) != 7 || m.Decisions[6].Text != "Keputusan ke-7" || len(m.Present) != 6 {
		t.Fatalf("%+v", m)
	}
	s.Go(Route{Page: PageMinutes, Arg: meeting})
	if p := s.at.self.(*minutesPage); p.busy() || len(p.decisions) != 8 || len(s.came(p.data.meeting)) != 6 {
		t.Error("the written minutes do not stand in the form")
	}
}

// An invitation that is half typed is there again, with as many points as were written.
func TestMeetingForm_PowerCut(t *testing.T) {
	v := surplusVillage(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	s.Go(Route{Page: PageMeetingForm})
	p := s.at.self.(*meetingFormPage)
	p.place.SetText("Balai dusun")
	for i := range 9 {
		p.agenda[i].SetText(fmt.Sprint("Acara ", i+1))
	}
	if err := s.Settle(); err != nil {
		t.Fatal(err)
	}
	s = newScreen(t, v, "id", kit.LookPaper, 100)
	s.Go(Route{Page: PageMeetingForm})
	p = s.at.self.(*meetingFormPage)
	if p.place.Text != "Balai dusun" || len(p.meeting().Agenda) != 9 || len(p.agenda) != 10 {
		t.Errorf("%q, %d points", p.place.Text, len(p.meeting().Agenda))
	}
}

// The board meets alone: who came is counted of the board, the quorum of members does not matter, and no surplus is
// asked for.
func TestMinutes_Board(t *testing.T) {
	v := surplusVillage(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	s.Go(Route{Page: PageMeetingForm})
	form := s.at.self.(*meetingFormPage)
	form.class.SetChosen(kit.Option{Key: fmt.Sprint(coop.MeetingBoard)})
	form.date.SetDay(s.today().Time())
	form.place.SetText("Kantor")
	if len(form.points()) != 0 {
		t.Errorf("the board is to talk about %q", form.points())
	}
	form.agenda[0].SetText("Kas bulan ini")
	s.command(t, "record")
	s.command(t, "record")
	s.pressed(fyne.KeySpace, fyne.KeyDown, fyne.KeySpace)
	if !s.shown("Hadir 2 dari 2 orang") {
		t.Error("counted of the members")
	}
	s.command(t, "record")
	p := s.at.self.(*minutesPage)
	if p.shares != nil {
		t.Error("the board is asked how the surplus is divided")
	}
	p.decisions[0].SetText("Membeli timbangan")
	s.command(t, "record")
	all, _ := v.Meetings(context.Background())
	if len(all) != 1 || all[0].Minutes.Members != 2 || len(all[0].Minutes.Decisions) != 1 {
		t.Errorf("%+v", all)
	}
}
