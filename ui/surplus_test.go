package ui

import (
	"context"
	"fmt"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

func init() { moreScenes = append(moreScenes, surplusScenes) }

// surplusVillage is a cooperative in March 2026 whose year 2025 is over: 24 members saved and bought.
func surplusVillage(t testing.TB) *village {
	t.Helper()
	v := newVillage(t)
	ctx, who := context.Background(), v.treasurer()
	post := func(day coop.Date, lines ...coop.Line) {
		v.now = day.Time().Add(4 * time.Hour)
		if _, err := v.Record(ctx, who, coop.Act{Kind: coop.KindEntry, Body: coop.Entry{
			Date:  day,
			Lines: lines,
		}}); err != nil {
			t.Fatal(err)
		}
	}
	names := []string{
		"Aminah Wulandari", "Bambang Hidayat", "Citra bin Abdullah", "Darmawan Kusumawardani", "Eka Siregar",
		"Fatimah Wulandari",
	}
	for i := range 24 {
		made, err := v.AddMember(ctx, who, coop.MemberInput{
			Name: names[i%len(names)] + []string{"", " II", " III", " IV"}[i/len(names)], Joined: "2025-07-01",
			Number: fmt.Sprintf("%04d", i+1),
		})
		if err != nil {
			t.Fatal(err)
		}
		saved, bought := coop.Money(150_000+i*7_500)*coop.Rupiah, coop.Money(i+1)*123_450*coop.Rupiah
		post(20250705, coop.Line{Account: "11101", Amount: saved + bought},
			coop.Line{Account: "31101", Amount: -100_000_00, Member: made.ID},
			coop.Line{Account: "31102", Amount: 100_000_00 - saved, Member: made.ID},
			coop.Line{Account: "41101", Amount: -bought, Member: made.ID})
	}
	post(20251130, coop.Line{Account: "11104", Amount: 9_000_000_00}, coop.Line{
		Account: "42101",
		Amount:  -9_000_000_00,
	})
	post(20251220, coop.Line{Account: "51101", Amount: 20_000_000_00}, coop.Line{
		Account: "52101",
		Amount:  6_000_000_00,
	},
		coop.Line{Account: "61101", Amount: 4_000_000_00}, coop.Line{Account: "11101", Amount: -30_000_000_00})
	v.now = time.Date(2026, 3, 20, 9, 30, 0, 0, clock.Location())
	return v
}

const chairWords = "bato lumi seka rodu"

func (v *village) chair() coop.Session {
	return coop.Session{User: v.people["Budi Santoso"], Name: "Budi Santoso", Role: coop.RoleChair}
}

// marked records an act with the chair's own signature.
func (v *village) marked(t testing.TB, kind coop.Kind, body any) {
	t.Helper()
	ctx, who := context.Background(), v.chair()
	mark, err := v.Sign(ctx, who, chairWords, kind, body)
	if err != nil {
		if _, err = v.MakeUserKey(ctx, who, chairWords, ""); err != nil {
			t.Fatal(err)
		}
		mark, _ = v.Sign(ctx, who, chairWords, kind, body)
	}
	if _, err := v.Record(ctx, who, coop.Act{Kind: kind, Body: body, Mark: mark}); err != nil {
		t.Fatal(err)
	}
}

// decided closes the year 2025 and lets the members' meeting of 14 March decide; signed, or not yet.
func (v *village) decided(t testing.TB, signed bool) {
	t.Helper()
	fold := coop.NewFold(v.state)
	v.marked(t, coop.KindClose, coop.Close{
		Period: 202512, Year: true, Contains: fold.Heads(), Digest: coop.TrialDigest(v.state, 202512),
		Lines: coop.ClosingLines(v.state, 202512),
	})
	id := coop.HashID(v.must(t, "Siti Rahmawati", coop.KindMeeting, coop.Meeting{
		Class: coop.MeetingAnnual, Year: 2025, Date: 20260314, Time: "09.00 WIB", Place: "Balai desa Sungai Ambawang",
		Agenda: []string{"LPJ", "SHU"}, Quorum: 2000,
	}), 0)
	var present []coop.ID
	for _, m := range rows[coop.MemberRow](v.state, &coop.MemberRow{}, 0)[:15] {
		present = append(present, m.Member)
	}
	minutes := coop.Minutes{
		Meeting: id, Members: 24, Present: present, Chair: "Budi Santoso", Secretary: "Siti Rahmawati",
		Decisions: []coop.Decision{
			{Text: "LPJ 2025", For: 14, Abstain: 1},
			{Text: "SHU 2025", For: 15},
		},
		Shares: coop.SurplusPolicyOf(nil, 20260314).Shares,
	}
	head := coop.RegisterRow{Hash: v.must(t, "Siti Rahmawati", coop.KindMinutes, minutes)}
	if signed {
		v.marked(t, coop.KindApproval, coop.Approval{
			Subject: coop.Head{Log: v.head.Log, Seq: v.head.Seq, Hash: head.Hash}, Granted: true,
			Figures: coop.MinutesFigures(minutes),
		})
	}
}

func surplusScenes(t testing.TB, _ *village) []scene {
	on := func(s *screen, decided, signed bool) {
		v := surplusVillage(t)
		if decided {
			v.decided(t, signed)
		}
		s.onVillage(v)
	}
	divided := func(s *screen) {
		on(s, true, true)
		s.command(t, "surplus")
		s.command(t, "record")
		s.command(t, "record")
		s.layer.Quieten()
	}
	lost := func(s *screen, signed bool) {
		v := surplusVillage(t)
		if signed {
			v.decided(t, true)
		}
		v.lost(t)
		s.onVillage(v)
		s.Go(Route{Page: PageSurplusCover, Arg: "2025"})
	}
	return []scene{
		{"surplus-cover", func(s *screen) { lost(s, true) }},
		{"surplus-cover-undecided", func(s *screen) { lost(s, false) }},
		{"surplus-pay-heir", func(s *screen) {
			divided(s)
			s.Book.(*village).dies(t)
			s.Go(Route{Page: PageSurplusPay, Arg: "2025"})
			s.pressed(fyne.KeySpace)
		}},
		{"surplus", func(s *screen) { on(s, true, true); s.command(t, "surplus") }},
		{"surplus-proposed", func(s *screen) { on(s, false, false); s.command(t, "surplus") }},
		{"surplus-shares", func(s *screen) { on(s, false, false); s.Go(Route{Page: PageSurplusShares}) }},
		{"surplus-members", func(s *screen) { on(s, true, true); s.Go(Route{Page: PageSurplusMembers}) }},
		{"surplus-member", func(s *screen) {
			on(s, true, true)
			s.Go(Route{Page: PageSurplusMembers})
			s.pressed(fyne.KeyDown, fyne.KeyReturn)
		}},
		{"surplus-divide", func(s *screen) { on(s, true, true); s.Go(Route{Page: PageSurplusDivide}) }},
		{"surplus-rules", func(s *screen) { on(s, false, false); s.Go(Route{Page: PageSurplusRules}) }},
		{"surplus-rule", func(s *screen) {
			on(s, false, false)
			s.Go(Route{Page: PageSurplusRule, Arg: coop.SettingQuorum})
		}},
		{"surplus-pay", func(s *screen) {
			divided(s)
			s.command(t, "record")
			s.pressed(fyne.KeySpace, fyne.KeyDown, fyne.KeyRight, fyne.KeySpace)
		}},
	}
}

// From the decided year to money in hands by keys alone: Ctrl+Shift+Y, divide, tick one in cash and one to the saving.
func TestSurplus_ByKeys(t *testing.T) {
	v := surplusVillage(t)
	v.decided(t, true)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	s.command(t, "surplus")
	if !s.shown("Diputuskan RAT") {
		t.Fatal("the decision is not said")
	}
	s.command(t, "record")
	if s.here().Page != PageSurplusDivide {
		t.Fatalf("on %v", s.here())
	}
	s.command(t, "record")
	if s.here().Page != PageSurplus || !s.shown("Sudah dibagi") {
		t.Fatalf("on %v", s.here())
	}
	e := v.latest()
	if e.Remark != "Pembagian SHU 2025" || e.Lines[0].Account != "31502" {
		t.Errorf("%+v", e.EntryRow)
	}
	s.command(t, "record")
	s.pressed(fyne.KeySpace, fyne.KeyDown, fyne.KeyRight, fyne.KeySpace)
	if !s.shown("2 anggota: tunai") {
		t.Error("what is ticked is not said")
	}
	s.command(t, "record")
	shares, _ := v.SurplusShares(context.Background(), 2025)
	if shares[0].Open() || shares[1].Open() || !shares[2].Open() {
		t.Errorf("%+v", shares[:3])
	}
	if saved := v.latest(); saved.Occasion != coop.OccasionSurplusSaved {
		t.Errorf("the second is %q", saved.Occasion)
	}
}

// Without a signature nothing is divided; without a decision the way leads to the meeting.
func TestSurplus_NotYet(t *testing.T) {
	v := surplusVillage(t)
	v.decided(t, false)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	s.Go(Route{Page: PageSurplusDivide})
	before := len(v.entries())
	s.command(t, "record")
	if len(v.entries()) != before || !s.shown("belum ditandatangani ketua") {
		t.Error("unsigned minutes divided the surplus")
	}
}

// Percentages that are not the whole are not kept.
func TestSurplusShares_Whole(t *testing.T) {
	v := surplusVillage(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	s.Go(Route{Page: PageSurplusShares})
	s.typed("5")
	if !s.shown("harus tepat 100%") {
		t.Error("not said that it is not the whole")
	}
	before := v.head.Seq
	s.command(t, "record")
	if v.head.Seq != before {
		t.Error("kept what is not the whole")
	}
}

func TestReadPercent(t *testing.T) {
	for text, want := range map[string]int64{
		"": 0, "20": 2000, "12,5": 1250, "12.5": 1250, "0,05": 5, "100": 10000, " 7 %": 700,
		"101": -1, "abc": -1, "12,345": -1, "-5": -1,
	} {
		got, ok := readPercent(text)
		if !ok {
			got = -1
		}
		if got != want {
			t.Errorf("%q is %d, want %d", text, got, want)
		}
	}
}

// A rule of the surplus is set in people's terms, from today on, and not backwards.
func TestSurplusRule_Set(t *testing.T) {
	v := surplusVillage(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	s.command(t, "surplus-rules")
	if !s.shown("Kuorum rapat anggota") || !s.shown("20%") || !s.shown("tanpa pembulatan") {
		t.Error("the rules are not said in words")
	}
	s.Go(Route{Page: PageSurplusRule, Arg: coop.SettingQuorum})
	p := s.at.self.(*surplusRulePage)
	before := v.head.Seq
	p.value.(*kit.Entry).SetText("33,5")
	p.date.SetDay(s.today().AddDays(-1).Time())
	s.command(t, "record")
	if v.head.Seq != before || !s.shown("Mulai hari ini") {
		t.Error("a rule was set backwards")
	}
	p.date.SetDay(s.today().Time())
	s.command(t, "record")
	settings, _ := v.Settings(context.Background())
	if got := coop.MeetingPolicyOf(settings, s.today()).Quorum; got != 3350 {
		t.Errorf("the quorum is %d", got)
	}
}

// lost is a loss of Rp700.000 and a reserve of Rp500.000.
func (v *village) lost(t testing.TB) {
	t.Helper()
	for _, x := range []struct {
		debit, credit string
		amount        coop.Money
	}{{"31503", "11101", 700_000_00}, {"11101", "31401", 500_000_00}} {
		v.must(t, "Siti Rahmawati", coop.KindEntry, coop.Entry{Date: 20260315, Lines: []coop.Line{
			{Account: x.debit, Amount: x.amount}, {Account: x.credit, Amount: -x.amount},
		}})
	}
}

// dies registers that the first member with a share died.
func (v *village) dies(t testing.TB) {
	t.Helper()
	shares, _ := v.SurplusShares(context.Background(), 2025)
	v.must(t, "Siti Rahmawati", coop.KindMemberEdit, coop.MemberEdit{
		Member: shares[0].Of, Fields: map[coop.Field]string{
			coop.FieldStatus: coop.StatusDead, coop.FieldLeft: "2026-01-20",
		},
	})
}

// A loss is covered from the reserve by signed minutes alone.
func TestSurplusCover(t *testing.T) {
	v := surplusVillage(t)
	v.decided(t, true)
	v.lost(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	s.Go(Route{Page: PageSurplusCover, Arg: "2025"})
	p := s.at.self.(*surplusCoverPage)
	if p.amount.Text != "500.000" {
		t.Errorf("%q is proposed", p.amount.Text)
	}
	s.command(t, "record")
	if e := v.latest(); e.Occasion != coop.OccasionLossCovered || e.Lines[0].Amount != 500_000_00 {
		t.Fatalf("%+v", e.EntryRow)
	}
	before := v.head.Seq
	s.Go(Route{Page: PageSurplusCover, Arg: "2025"})
	s.command(t, "record")
	if v.head.Seq != before {
		t.Error("covered twice")
	}
}

// Whoever died gets nothing without a name of who receives it, and a held key pays nobody twice.
func TestSurplusPay_Heir(t *testing.T) {
	v := surplusVillage(t)
	v.decided(t, true)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	s.Go(Route{Page: PageSurplusDivide})
	s.command(t, "record")
	v.dies(t)
	s.Go(Route{Page: PageSurplusPay})
	s.pressed(fyne.KeySpace)
	before := v.head.Seq
	s.command(t, "record")
	if v.head.Seq != before || !s.shown("ahli waris") {
		t.Error("paid to nobody")
	}
	s.at.self.(*surplusPayPage).heir.SetText("Rini Wulandari")
	s.command(t, "record")
	s.command(t, "record")
	if e := v.latest(); v.head.Seq != before+1 || e.Remark != "SHU 2025, diterima ahli waris: Rini Wulandari" {
		t.Errorf("%d changes, %q", v.head.Seq-before, e.Remark)
	}
}
