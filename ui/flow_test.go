package ui

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// command runs a command as its menu item would.
func (s *screen) command(t testing.TB, name string) {
	t.Helper()
	for _, c := range commands {
		if c.Name == name {
			s.run(c)
			return
		}
	}
	t.Fatalf("no command %s", name)
}

// shown tells whether a text stands on the screen.
func (s *screen) shown(text string) bool {
	size := s.window.Canvas().Size()
	var all strings.Builder
	room := [4]float32{0, 0, size.Width, size.Height}
	for _, b := range boxes(s.window.Canvas().Content(), fyne.Position{}, room, false) {
		all.WriteString(b.text + " ") // a paragraph is several texts
	}
	return strings.Contains(all.String(), text)
}

// A treasurer takes dues without touching the mouse: what happened, who, and Ctrl+Enter.
func TestRecord_DuesByKeys(t *testing.T) {
	v := busyVillage(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	before := len(v.entries())
	s.command(t, "write")
	s.typed("terima simpanan wajib")
	s.pressed(fyne.KeyReturn)
	s.typed("gunawan hid")
	s.pressed(fyne.KeyReturn)
	s.pressed(fyne.KeyRight, fyne.KeySpace) // September is ticked already; October too
	if !s.shown("40.000") || !s.shown("Seimbang") {
		t.Error("the journal beside does not show both months")
	}
	s.command(t, "record")
	all := v.entries()
	if len(all) != before+1 {
		t.Fatalf("%d entries before, %d after", before, len(all))
	}
	e := v.latest()
	if e.Amount != 40_000*coop.Rupiah || len(e.Lines) != 3 || e.Lines[1].Month != 202609 ||
		e.Lines[2].Month != 202610 || e.Lines[1].MemberName != "Gunawan Hidayat" || e.Occasion != "dues-mandatory" {
		t.Errorf("recorded %+v", e)
	}
	if !s.shown("Tercatat: " + e.Voucher) {
		t.Error("the voucher is not told")
	}
	if len(v.drafts) != 0 {
		t.Error("the draft stays")
	}
}

// latest is the entry that was recorded last.
func (v *village) latest() coop.EntryView {
	var last coop.EntryView
	for _, e := range v.entries() {
		if e.Seq > last.Seq {
			last = e
		}
	}
	return last
}

// Answers that will not do are said below their questions, and nothing is recorded.
func TestRecord_RefusesWhatIsMissing(t *testing.T) {
	v := busyVillage(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	before := v.head
	s.Go(Route{Page: PageRecord, Arg: "savings-deposit"})
	s.command(t, "record")
	if !s.shown("“Anggota” belum diisi.") {
		t.Error("the missing member is not said")
	}
	if v.head != before {
		t.Error("something was recorded")
	}
}

// A kind of goods that does not exist shows no balanced journal of another kind: it once showed that of the usual kind.
func TestRecord_NoJournalOfAnotherAnswer(t *testing.T) {
	s := newScreen(t, busyVillage(t), "id", kit.LookPaper, 100)
	s.command(t, "write")
	s.typed("beli barang dagangan tunai")
	s.pressed(fyne.KeyReturn)
	s.typed("listrik")
	s.pressed(fyne.KeyReturn)
	s.typed("75000")
	s.pressed(fyne.KeyReturn)
	if s.shown("Seimbang") || !s.shown("Menunggu jawaban. Tidak ada yang cocok.") {
		t.Error("a journal is shown for goods that do not exist")
	}
}

// What is half typed survives a power cut: it is saved while one types and offered when the page is opened again.
func TestRecord_DraftIsOfferedAgain(t *testing.T) {
	v := busyVillage(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	s.Later = func(_ time.Duration, do func()) { do() }
	s.Go(Route{Page: PageRecord, Arg: "savings-deposit"})
	s.typed("gunawan hid")
	s.pressed(fyne.KeyReturn)
	s.typed("75000")
	again := newScreen(t, v, "id", kit.LookPaper, 100)
	again.Go(Route{Page: PageRecord})
	if !again.shown("belum selesai") || !again.shown("75.000") {
		t.Error("the draft is not offered")
	}
	again.command(t, "record")
	if e := v.latest(); e.Amount != 75_000*coop.Rupiah || e.Occasion != "savings-deposit" {
		t.Errorf("recorded %+v", e)
	}
}

func TestReversal(t *testing.T) {
	v := busyVillage(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	original := v.latest()
	s.Go(Route{Page: PageReversal, Arg: original.ID.String()})
	s.command(t, "record")
	if !s.shown("Alasan harus diisi.") || v.latest().ID != original.ID {
		t.Fatal("a reversal without a reason is taken")
	}
	s.typed("salah rekening")
	s.command(t, "record")
	if e := v.latest(); e.Reverses != original.ID || e.Remark != "salah rekening" {
		t.Errorf("recorded %+v", e)
	}
	if e := v.entry(original.ID); e.ReversedBy.IsZero() {
		t.Error("the original does not say that it was reversed")
	}
}

// Whoever has no right to record is told so in words, and the book stays as it was.
func TestRecord_TellsWhoMayNot(t *testing.T) {
	v := busyVillage(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	s.session = coop.Session{User: v.people["Wati Lestari"], Name: "Wati Lestari", Role: coop.RoleSupervisor}
	before := v.head
	s.Go(Route{Page: PageReversal, Arg: v.latest().ID.String()})
	s.typed("coba")
	s.command(t, "record")
	if !s.shown("tidak berhak") || v.head != before {
		t.Error("the refusal is not told, or something was recorded")
	}
}

func TestMember_RegisterByKeys(t *testing.T) {
	v := busyVillage(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	s.command(t, "member-new")
	s.typed("Zubaidah")
	s.command(t, "record")
	members, err := v.Members(context.Background(), "")
	if err != nil || members[len(members)-1].Name != "Zubaidah" {
		t.Fatalf("the last member is %+v, %v", members[len(members)-1].Name, err)
	}
	if !s.shown("Zubaidah tercatat sebagai anggota.") {
		t.Error("it is not told")
	}
}

func TestLogin(t *testing.T) {
	v := busyVillage(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	s.command(t, "leave")
	s.command(t, "members") // nobody has logged in: nothing happens
	if !s.shown("Siapa Anda?") {
		t.Fatal("a command opens a page before the log-in")
	}
	s.typed("siti")
	s.pressed(fyne.KeyReturn)
	s.typed("9999")
	s.pressed(fyne.KeyReturn)
	if !s.session.User.IsZero() || !s.shown("Nama atau PIN tidak cocok.") {
		t.Fatal("a wrong PIN opens, or is not told")
	}
	s.typed("1234")
	s.pressed(fyne.KeyReturn)
	if s.session.Name != "Siti Rahmawati" || !s.shown("Catatan terakhir") {
		t.Error("the right PIN does not open home")
	}
}

func TestFound(t *testing.T) {
	v := busyVillage(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	s.Book = nil
	s.Leave()
	s.Go(Route{Page: PageFound})
	for _, answer := range []string{"KDMP Baru", "61120", "Siti", "Budi", "7391", "7391", "", "100000", "20000"} {
		s.typed(answer)
		s.pressed(fyne.KeyReturn)
	}
	if !s.shown("Kode desa terdiri dari 10 angka.") {
		t.Fatal("half a village code is taken")
	}
	s.typed("32001")
	s.command(t, "record")
	if !s.shown("3GKL") {
		t.Fatal("the recovery code is not shown")
	}
	s.pressed(fyne.KeyReturn)
	if !s.shown("Belum sama.") {
		t.Error("an unwritten code is taken for written")
	}
	s.typed("3gkl")
	s.pressed(fyne.KeyReturn)
	if s.recovery != "" || !s.shown("Siapa Anda?") {
		t.Error("the code is kept, or the log-in does not follow")
	}
}

// Each answer of a founding that will not do is told below its question, before a book is made: a PIN that was too easy
// once left half a book behind, whose name was then taken for ever. Nothing typed is lost by it.
func TestFound_RefusesEachWrongAnswer(t *testing.T) {
	right := []string{"KDMP Baru", "6112032001", "Siti", "Budi", "2580", "2580", "9753", "100000", "20000"}
	for _, wrong := range []struct {
		at           int
		answer, told string
	}{
		{0, "  ", "Isian ini harus diisi."},
		{1, "61.12.abc", "Kode desa terdiri dari 10 angka."},
		{2, "", "Isian ini harus diisi."},
		{3, "", "Isian ini harus diisi."},
		{3, "siti", "Ketua dan bendahara harus dua orang."},
		{4, "123", "PIN"},
		{4, "1234", "terlalu mudah ditebak"},
		{4, "1975", "tahun"},
		{5, "2581", "Tidak sama dengan PIN di atas."},
		{6, "0000", "terlalu mudah ditebak"},
		{7, "seratus", "bukan jumlah uang"},
		{7, "-100000", "tidak boleh kurang dari nol"},
		{8, "-1", "tidak boleh kurang dari nol"},
	} {
		s := newScreen(t, busyVillage(t), "id", kit.LookPaper, 100)
		s.Book = nil
		s.Leave()
		s.Go(Route{Page: PageFound})
		answers := slices.Clone(right)
		answers[wrong.at] = wrong.answer
		for i, answer := range answers {
			s.typed(answer)
			if i < len(answers)-1 {
				s.pressed(fyne.KeyReturn)
			}
		}
		s.command(t, "record")
		if s.here().Page != PageFound || s.recovery != "" {
			t.Errorf("%q is taken for answer %d", wrong.answer, wrong.at)
		}
		if !s.shown(wrong.told) {
			t.Errorf("%q for answer %d: not told %q", wrong.answer, wrong.at, wrong.told)
		}
		if !s.shown("Siti") && wrong.at != 2 || !s.shown("20.000") && wrong.at != 8 {
			t.Errorf("%q for answer %d: what else was typed is gone", wrong.answer, wrong.at)
		}
	}
}

// A PIN that is typed anew replaces the one that did not fit: nobody can see that the new figures stand behind the old.
func TestFound_WrongPINIsTypedAnew(t *testing.T) {
	s := newScreen(t, busyVillage(t), "id", kit.LookPaper, 100)
	s.Book = nil
	s.Leave()
	s.Go(Route{Page: PageFound})
	for _, answer := range []string{"KDMP Baru", "6112032001", "Siti", "Budi", "2580", "2581"} {
		s.typed(answer)
		s.pressed(fyne.KeyReturn)
	}
	s.command(t, "record")
	s.typed("2580")
	s.command(t, "record")
	if !s.shown("3GKL") {
		t.Error("the second PIN was set behind the first")
	}
}

// A laptop that joined before the cooperative enrolled knows the server from the book: it was once asked for an
// activation code of its own, and the district gives only one.
func TestSync_ConnectsWithoutCode(t *testing.T) {
	v := busyVillage(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	line := &line{code: "none given"}
	s.Exchange = line
	v.enrolledElsewhere(true)
	s.Go(Route{Page: PageSync})
	s.command(t, "record")
	if line.state.Server != "" {
		t.Fatal("connected to no address")
	}
	s.typed("https://dinas.example")
	s.command(t, "record")
	if line.state.Server != "https://dinas.example" || line.code != "" {
		t.Errorf("%+v", line)
	}
}

// News from the line must not take away what somebody is typing.
func TestChanged_LeavesWhatIsTyped(t *testing.T) {
	v := busyVillage(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	s.command(t, "member-new")
	s.typed("Zub")
	s.Turned(true)
	s.typed("aidah")
	if !s.shown("Zubaidah") {
		t.Error("the form was drawn anew")
	}
	s.Home()
	v.accepted = v.head.Seq
	s.Turned(true)
	if !s.shown("Semua catatan terkirim") {
		t.Error("the foot does not follow")
	}
}

func TestSwitchLanguage(t *testing.T) {
	s := newScreen(t, busyVillage(t), "id", kit.LookPaper, 100)
	s.Go(Route{Page: PageMembers})
	s.command(t, "language")
	if !s.shown("Members") || s.shown("Anggota") || s.window.MainMenu().Items[0].Label != "Book" {
		t.Error("not everything speaks English")
	}
	s.command(t, "language")
	if !s.shown("Anggota") {
		t.Error("and not back")
	}
}

// Every command has a key of its own, or none; two with one key would hide each other.
func TestCommands(t *testing.T) {
	seen := map[string]string{}
	for _, c := range commands {
		if c.Press == "" {
			continue
		}
		key := string(c.Press) + "+" + string(rune('0'+c.Mod))
		if other := seen[key]; other != "" {
			t.Errorf("%s and %s have one key", c.Name, other)
		}
		seen[key] = c.Name
		switch c.Press {
		case fyne.KeyA, fyne.KeyC, fyne.KeyV, fyne.KeyX, fyne.KeyZ:
			if c.Mod == ctrl { // with Shift it is no key of a field
				t.Errorf("%s takes a key of editing", c.Name)
			}
		}
	}
}

// A figure leads to the account, the account to the entry.
func TestReport_DrillDown(t *testing.T) {
	s := newScreen(t, busyVillage(t), "id", kit.LookPaper, 100)
	s.Go(Route{Page: PageReport, Arg: "trial-balance"})
	s.pressed(fyne.KeyDown, fyne.KeyDown, fyne.KeyReturn)
	if here := s.here(); here.Arg != "ledger@202611@11101" {
		t.Fatalf("the row of the cash leads to %+v", here)
	}
	s.pressed(fyne.KeyDown, fyne.KeyDown, fyne.KeyDown, fyne.KeyReturn)
	if here := s.here(); here.Page != PageEntry {
		t.Errorf("its line leads to %+v", here)
	}
	s.Back()
	s.Back()
	if here := s.here(); here.Arg != "trial-balance" {
		t.Errorf("back leads to %+v", here)
	}
}
