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
	board := func(s *screen, class coop.MeetingClass) {
		on(s, false, false)
		s.callsOwn(t, class)
	}
	return []scene{
		{"meeting-board", func(s *screen) { board(s, coop.MeetingBoard) }},
		{"meeting-board-attendance", func(s *screen) {
			board(s, coop.MeetingBoard)
			s.command(t, "record")
			s.pressed(fyne.KeySpace)
		}},
		{"meeting-board-minutes", func(s *screen) {
			board(s, coop.MeetingBoard)
			s.command(t, "record")
			s.pressed(fyne.KeySpace)
			s.command(t, "record")
		}},
		{"meeting-supervisors", func(s *screen) { board(s, coop.MeetingSupervisors) }},
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

// callsOwn calls a meeting of the board or the supervisors on today's day in the office.
func (s *screen) callsOwn(t testing.TB, class coop.MeetingClass) {
	t.Helper()
	s.Go(Route{Page: PageMeetingForm})
	form := s.at.self.(*meetingFormPage)
	form.class.SetChosen(kit.Option{Key: fmt.Sprint(class)})
	form.date.SetDay(s.today().Time())
	form.place.SetText("Kantor")
	form.agenda[0].SetText("KUR 2026")
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
	if !s.shown("perlu 5: belum kuorum") {
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
// asked for. Who sits in it was looked for among the members by name: where no member bore the chair's name, the first
// two of the register were ticked as the whole board.
func TestMinutes_Board(t *testing.T) {
	v := surplusVillage(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	s.callsOwn(t, coop.MeetingBoard)
	if all, _ := v.Meetings(context.Background()); len(all) != 1 || len(all[0].Meeting.Agenda) != 1 {
		t.Errorf("the board is to talk about %+v", all)
	}
	s.command(t, "record")
	p0 := s.at.self.(*attendancePage)
	if len(p0.found) != 2 || !s.shown("Budi Santoso") || s.shown("Aminah Wulandari") {
		t.Errorf("%d people stand in the board's list", len(p0.found))
	}
	s.pressed(fyne.KeySpace, fyne.KeyDown, fyne.KeySpace)
	if !s.shown("Hadir 2 dari 2 orang") {
		t.Error("counted of the members")
	}
	s.typed("aminah")
	if !s.shown("Aminah Wulandari") {
		t.Error("a member who came too is not found")
	}
	s.command(t, "record")
	p := s.at.self.(*minutesPage)
	if p.shares != nil {
		t.Error("the board is asked how the surplus is divided")
	}
	p.decisions[0].SetText("Membeli timbangan")
	s.command(t, "record")
	all, _ := v.Meetings(context.Background())
	if m := all[0].Minutes; m.Members != 2 || len(m.Decisions) != 1 || len(m.People) != 2 || len(m.Present) != 0 {
		t.Errorf("%+v", all)
	}
}

// Minutes that named guests and votes carried for others lost both when they were written anew: the page asked for
// neither and wrote none.
func TestMinutes_AnewKeepsGuests(t *testing.T) {
	v := surplusVillage(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	s.calls(t)
	all, _ := v.Meetings(context.Background())
	members, _ := v.Members(context.Background(), "")
	v.must(t, "Siti Rahmawati", coop.KindSetting, coop.Setting{Key: coop.SettingProxies, Value: "1"})
	v.must(t, "Siti Rahmawati", coop.KindMinutes, coop.Minutes{
		Meeting: all[0].Row.ID, Members: 24, Present: []coop.ID{members[0].Member, members[1].Member}, Proxies: 2,
		Guests: "Kepala desa", Chair: "Budi Santoso", Secretary: "Siti Rahmawati",
		Text: "Dibuka ketua.\nDitutup pukul 12.",
	})
	s.Go(Route{Page: PageMinutes, Arg: all[0].ID.String()})
	s.command(t, "record")
	again, _ := v.Meetings(context.Background())
	if m := again[0].Minutes; m.Guests != "Kepala desa" || m.Proxies != 2 ||
		m.Text != "Dibuka ketua.\nDitutup pukul 12." || again[0].Written.Hash == all[0].Written.Hash {
		t.Errorf("%+v", m)
	}
}
