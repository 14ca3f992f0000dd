package ui

import (
	"fmt"
	"maps"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// duesVillage is a busy village with groups, a member who has left, one who has paid a part, and one who is new.
var duesVillage = func() func(testing.TB) *village {
	var once sync.Once
	var v *village
	return func(t testing.TB) *village {
		t.Helper()
		once.Do(func() { v = newDuesVillage(t) })
		return v
	}
}()

func newDuesVillage(t testing.TB) *village {
	t.Helper()
	v := busyVillage(t)
	who := v.treasurer()
	rp := func(n coop.Money) coop.Money { return n * coop.Rupiah }
	part := v.someMember(t, 5).Member
	v.must(t, who.Name, coop.KindEntry, coop.Entry{Date: 20261124, Occasion: coop.RapelOccasion, Lines: []coop.Line{
		{Account: "11101", Amount: rp(5_000)},
		{Account: "31102", Amount: -rp(5_000), Member: part, Month: 202610},
	}})
	edit := func(member int, field coop.Field, value string) {
		v.must(t, who.Name, coop.KindMemberEdit, coop.MemberEdit{
			Member: v.someMember(t, member).Member, Fields: map[coop.Field]string{field: value},
		})
	}
	for i := range 20 {
		edit(i, coop.FieldGroup, []string{"Melati", "Kenanga"}[i%2])
	}
	edit(3, coop.FieldLeft, "2026-11-02")
	edit(1, coop.FieldJoined, "2026-10-01")
	v.now = clock
	return v
}

func init() {
	moreScenes = append(moreScenes, func(t testing.TB, _ *village) []scene {
		open := func(s *screen) {
			s.Book = duesVillage(t)
			s.Go(Route{Page: PageDues})
		}
		tick := func(s *screen) {
			open(s)
			s.pressed(fyne.KeySpace, fyne.KeyLeft, fyne.KeySpace, fyne.KeyDown, fyne.KeyRight, fyne.KeyRight,
				fyne.KeySpace, fyne.KeyDown, fyne.KeyDown, fyne.KeyDown, fyne.KeyLeft, fyne.KeySpace, fyne.KeyLeft,
				fyne.KeyDown, fyne.KeySpace)
		}
		return []scene{
			{"dues", open},
			{"dues-ticked", tick},
			{"dues-refused", func(s *screen) {
				tick(s)
				s.pressed(fyne.KeyUp, fyne.KeyLeft, fyne.KeySpace)
			}},
			{"dues-confirm", func(s *screen) {
				tick(s)
				s.at.self.(recorder).record()
			}},
		}
	})
}

// duesScreen is the grid, opened by its key, over a village that the test may change.
func duesScreen(t *testing.T) (*screen, *village) {
	t.Helper()
	v := newDuesVillage(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	s.command(t, "dues")
	return s, v
}

// duesPage is the grid that is open.
func (s *screen) duesPage(t *testing.T) *duesPage {
	t.Helper()
	p, is := s.at.self.(*duesPage)
	if !is {
		t.Fatalf("%+v is open", s.here())
	}
	return p
}

// A rapel of three members by keys alone: ticked, agreed to, recorded as one entry of which each line is one member's
// month, and the grid shows the months as paid.
func TestDues_RapelByKeys(t *testing.T) {
	s, v := duesScreen(t)
	before := len(v.entries())
	s.pressed(fyne.KeyLeft, fyne.KeySpace, fyne.KeyRight, fyne.KeySpace) // Aminah: October and November
	s.pressed(fyne.KeyDown, fyne.KeyRight, fyne.KeySpace)                // Bambang: December, ahead
	s.pressed(fyne.KeyDown, fyne.KeyDown, fyne.KeyDown, fyne.KeyDown, fyne.KeyLeft, fyne.KeyLeft, fyne.KeySpace)
	if !s.shown("3 anggota · 4 bulan · Rp75.000") { // Fatimah has paid 5.000 of October
		t.Error("what is ticked is not told")
	}
	s.command(t, "record")
	if s.here().Page != PageDuesConfirm || !s.shown("Rp75.000") || !s.shown("Seimbang") {
		t.Fatalf("%+v is open", s.here())
	}
	s.pressed(fyne.KeyReturn, fyne.KeyReturn)
	s.typed("rapel di balai")
	s.command(t, "record")
	e := v.latest()
	if len(v.entries()) != before+1 || e.Amount != 75_000*coop.Rupiah || len(e.Lines) != 5 ||
		e.Remark != "rapel di balai" || e.Occasion != coop.RapelOccasion || e.Lines[0].Account != "11101" {
		t.Fatalf("recorded %+v", e)
	}
	for i, want := range []coop.Line{
		{Month: 202610, Amount: -20_000},
		{Month: 202611, Amount: -20_000},
		{Month: 202612, Amount: -20_000},
		{Month: 202610, Amount: -15_000},
	} {
		if l := e.Lines[i+1]; l.Month != want.Month || l.Amount != want.Amount*coop.Rupiah || l.Account != "31102" {
			t.Errorf("line %d is %+v", i+1, l.Line)
		}
	}
	if s.here() != (Route{Page: PageEntry, Arg: e.ID.String()}) || !s.shown("dan 2 lainnya · Okt–Des 2026") {
		t.Errorf("%+v is open", s.here())
	}
	if len(v.drafts) != 0 || s.dues != nil {
		t.Error("the ticks stay")
	}
	s.Back()
	p := s.duesPage(t)
	if at := p.grid.Cell(0, 10); at.Mark != kit.GridDone || s.shown("Terima uangnya") {
		t.Errorf("what was recorded is shown as %+v", at)
	}
}

// What is ticked survives a power cut, and with what the confirmation asked; another language or text size does not
// even move the cursor.
func TestDues_TicksSurvive(t *testing.T) {
	s, v := duesScreen(t)
	s.Later = func(_ time.Duration, do func()) { do() }
	s.pressed(fyne.KeySpace, fyne.KeyDown, fyne.KeyRight, fyne.KeySpace)
	s.switchLanguage()
	s.grow(5)
	p := s.duesPage(t)
	if row, column := p.grid.Cursor(); row != 1 || column != 11 || !s.shown("2 members · 2 months · Rp40.000") {
		t.Errorf("drawn anew, the cursor is at %d, %d", row, column)
	}
	s.switchLanguage()
	s.command(t, "record")
	s.pressed(fyne.KeyReturn, fyne.KeyReturn)
	s.typed("di rumah Pak RT")
	again := newScreen(t, v, "id", kit.LookPaper, 100)
	again.command(t, "dues")
	if !again.shown("2 anggota · 2 bulan · Rp40.000") {
		t.Error("the ticks are gone")
	}
	again.command(t, "record")
	if !again.shown("di rumah Pak RT") {
		t.Error("the remark is gone")
	}
}

// A month that was paid meanwhile is refused with a sentence before anything is recorded; what was typed stays.
func TestDues_RefusesWhatWasPaidMeanwhile(t *testing.T) {
	s, v := duesScreen(t)
	s.pressed(fyne.KeySpace)
	s.command(t, "record")
	s.pressed(fyne.KeyReturn, fyne.KeyReturn)
	s.typed("titipan")
	pay := func(rupiah coop.Money) {
		v.must(t, "Siti Rahmawati", coop.KindEntry, coop.Entry{Date: 20261125, Lines: []coop.Line{
			{Account: "11101", Amount: rupiah * coop.Rupiah},
			{Account: "31102", Amount: -rupiah * coop.Rupiah, Member: v.someMember(t, 0).Member, Month: 202611},
		}})
	}
	pay(5_000)
	head := v.head
	s.command(t, "record")
	if v.head != head || !s.shown("Tadi jumlahnya Rp20.000, sekarang Rp15.000") || !s.shown("titipan") {
		t.Error("another sum than was agreed to is recorded or not told")
	}
	pay(15_000)
	head = v.head
	s.command(t, "record")
	if v.head != head || !s.shown("Aminah Wulandari sudah membayar November 2026.") || !s.shown("titipan") {
		t.Error("a month is recorded twice, or that is not told")
	}
	s.Back()
	if p := s.duesPage(t); len(p.work.ticks) != 0 || !s.shown("1 centang dilepas") {
		t.Error("the tick of a paid month stays")
	}
}

// Each wrong input is refused with a sentence that says what to do.
func TestDues_Refuses(t *testing.T) {
	s, v := duesScreen(t)
	head := v.head
	s.command(t, "record")
	if !s.shown("Belum ada bulan yang dicentang.") || s.here().Page != PageDues {
		t.Error("nothing is ticked and that is not told")
	}
	s.pressed(fyne.KeyDown, fyne.KeyDown, fyne.KeySpace) // Citra has paid
	if !s.shown("✗ November 2026: sudah dibayar Rp20.000 · Citra bin Abdullah (0003)") {
		t.Error("a paid month is ticked, or it is not told why not")
	}
	s.pressed(fyne.KeyDown, fyne.KeyRight, fyne.KeySpace) // Darmawan has left
	if !s.shown("Desember 2026: sudah keluar") {
		t.Error("a month after leaving is ticked, or it is not told why not")
	}
	s.pressed(fyne.KeyHome, fyne.KeySpace) // before joining
	if !s.shown("belum menjadi anggota") || len(s.duesPage(t).work.ticks) != 0 {
		t.Error("a month before joining is ticked, or it is not told why not")
	}
	s.pressed(fyne.KeyEnd, fyne.KeyUp, fyne.KeySpace)
	s.command(t, "record")
	p := s.at.self.(*duesConfirmPage)
	p.date.SetText("32/13")
	s.command(t, "record")
	if !s.shown("“32/13” bukan tanggal") {
		t.Error("a day that there is not is taken")
	}
	p.date.SetText("")
	s.command(t, "record")
	if !s.shown("✗") {
		t.Error("no day is taken")
	}
	p.date.SetText("25/11/2026")
	p.cash.SetText("")
	s.command(t, "record")
	if !s.shown("Pilih kas atau rekening bank") {
		t.Error("no cash is taken")
	}
	if v.head != head {
		t.Error("something was recorded")
	}
}

// Shift+Space ticks all that a member owes and takes it off again, Ctrl+Space a month for everybody shown; hamlet,
// group and letters choose who that is, and what is ticked of others stays.
func TestDues_RowsColumnsFilters(t *testing.T) {
	s, v := duesScreen(t)
	p := s.duesPage(t)
	shift := &fyne.KeyEvent{Name: desktop.KeyShiftLeft}
	p.grid.KeyDown(shift)
	s.pressed(fyne.KeySpace)
	if len(p.work.ticks) != 4 || !s.shown("1 anggota · 4 bulan · Rp80.000") { // Aminah owes since August
		t.Errorf("%d months are ticked", len(p.work.ticks))
	}
	s.pressed(fyne.KeySpace)
	p.grid.KeyUp(shift)
	if len(p.work.ticks) != 0 {
		t.Errorf("%d months stay ticked", len(p.work.ticks))
	}
	s.pressed(fyne.KeySpace)
	s.typed("si") // also in Hasanah of Parit Haji Husin, but not in her name
	row, _ := p.grid.Cursor()
	if name := p.data.list[p.found[row]].Member.Name; name != "Eka Siregar" || s.shown("Citra bin Abdullah") {
		t.Errorf("the letters lead to %s", name)
	}
	s.pressed(fyne.KeyEscape)
	p.work.behind = "behind"
	p.sift()
	for _, i := range p.found {
		if p.data.list[i].Arrears <= 0 || len(p.found) < 10 {
			t.Errorf("%d are shown, also who owes nothing", len(p.found))
		}
	}
	p.work.behind, p.work.hamlet, p.work.group = "", "Sungai Durian", "Kenanga"
	p.sift()
	column := &desktop.CustomShortcut{KeyName: fyne.KeySpace, Modifier: fyne.KeyModifierShortcutDefault}
	s.pressed(fyne.KeyEnd, fyne.KeyLeft)
	p.grid.TypedShortcut(column)
	want := map[coop.DueTick]bool{{Member: v.someMember(t, 0).Member, Month: 202611}: true}
	for _, d := range p.data.list {
		if d.Member.Hamlet == "Sungai Durian" && d.Member.Group == "Kenanga" && d.Dues.Paid[202611] == 0 {
			want[coop.DueTick{Member: d.Member.Member, Month: 202611}] = true
		}
	}
	if len(want) < 3 || !maps.Equal(p.work.ticks, want) {
		t.Errorf("%d months are ticked, want %d", len(p.work.ticks), len(want))
	}
	s.command(t, "month-next")
	if p.grid.TypedShortcut(column); len(p.work.ticks) <= len(want) || !s.shown("2027") {
		t.Error("a month of the next year cannot be paid ahead")
	}
}

// A rapel of tens of millions is written out whole in its journal: half a figure would be another one.
func TestDues_LargeSumIsNotCut(t *testing.T) {
	s, v := duesScreen(t)
	v.must(t, "Siti Rahmawati", coop.KindSetting, coop.Setting{
		Key: coop.SettingMandatory, From: 20261201, Value: "2500000",
	})
	s.Reload()
	p := s.duesPage(t)
	s.pressed(fyne.KeyEnd)
	p.grid.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeySpace, Modifier: fyne.KeyModifierShortcutDefault})
	sum := s.Text.Figure(coop.RapelSum(first(p.shares())))
	s.command(t, "record")
	s.command(t, "record")
	if e := v.latest(); s.here().Page != PageEntry || !s.shown(sum+" ") || s.Text.Figure(e.Amount) != sum {
		t.Errorf("%s is not shown on %+v", sum, s.here())
	}
}

func first[A, B any](a A, _ B) A { return a }

// A member's page leads to the first month that they owe, and Enter on the grid back to their page.
func TestDues_OfOneMember(t *testing.T) {
	s, v := duesScreen(t)
	m := v.someMember(t, 6)
	s.Go(Route{Page: PageDues, Arg: m.Member.String()})
	row, column := s.duesPage(t).grid.Cursor()
	if row != 6 || column != 8 || !s.shown("September 2026: ") || !s.shown(m.Name+" ("+m.Number+")") {
		t.Errorf("%s begins at %d, %d", m.Name, row, column)
	}
	s.pressed(fyne.KeyRight)
	s.Reload()
	if _, column := s.duesPage(t).grid.Cursor(); column != 9 {
		t.Errorf("drawn anew, the cursor goes to %d", column)
	}
	s.pressed(fyne.KeyReturn)
	if s.here() != (Route{Page: PageMember, Arg: m.Member.String()}) {
		t.Errorf("%+v is open", s.here())
	}
}

// BenchmarkDues is what one step of the cursor costs on the page of 1,000 members, in the software driver.
func BenchmarkDues(b *testing.B) {
	v := newVillage(b)
	for i := range 1000 {
		_, err := v.AddMember(b.Context(), v.treasurer(), coop.MemberInput{
			Name: fmt.Sprintf("Anggota Nomor %d", i), Joined: "2026-01-01",
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	s := newScreen(b, v, "id", kit.LookPaper, 100)
	s.Go(Route{Page: PageDues})
	p := s.at.self.(*duesPage)
	for name, keys := range map[string][]fyne.KeyName{
		"step": {fyne.KeyDown}, "page": {fyne.KeyPageDown}, "tick": {fyne.KeySpace, fyne.KeyDown},
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				s.pressed(keys...)
				if row, column := p.grid.Cursor(); row >= 998 {
					p.grid.GoTo(0, column)
				}
			}
		})
	}
}
