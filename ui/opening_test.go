package ui

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

func init() { moreScenes = append(moreScenes, openingScenes) }

// tables reads a fixed list out of any file.
type tables struct{}

func (tables) Table(string, []byte) (OpeningTable, error) {
	return OpeningTable{Sheet: "Anggota", Rows: [][]string{
		{"No", "Nama", "Simpanan pokok", "Simpanan wajib", "Sukarela"},
		{"1", "Aminah Wulandari", "100000", "240000", "-"},
		{"2", "Darmawan Joyo Kusumo bin Abdullah", "100.000", "60.000", ""},
	}}, nil
}

// newOpeningVillage has members and not one entry: it starts in mid-life.
func newOpeningVillage(t testing.TB) *village {
	t.Helper()
	v := newVillage(t)
	for _, name := range []string{
		"Aminah Wulandari", "Bambang Hidayat", "Citra binti Abdullah", "Darmawan Kusumawardani", "Eka Siregar",
		"Fatimah Wulandari", "Gunawan Hidayat", "Hasanah binti Abdullah",
	} {
		if _, err := v.AddMember(t.Context(), v.treasurer(), coop.MemberInput{Name: name}); err != nil {
			t.Fatal(err)
		}
	}
	return v
}

// half types a whole opening but for its end.
func (s *screen) halfOpening(t testing.TB) {
	t.Helper()
	s.Tables = tables{}
	s.command(t, "opening")
	s.typed("1/1/2026")
	s.pressed(fyne.KeyReturn) // the day is the only field: Enter goes on
	s.typed("1250000")
	s.pressed(fyne.KeyReturn)
	s.typed("7.500.000")
	s.command(t, "record")
	for range 4 { // claims, goods, assets, debts
		s.command(t, "record")
	}
	s.typed("800000")
	s.pressed(fyne.KeyReturn)
	s.typed("Rp 1.920.000,-")
	s.command(t, "record")
	s.command(t, "record") // capital: not known
}

const pastedList = "No\tNama\tPokok\tWajib\tSukarela\n1\tAMINAH WULANDARI\t100.000\t240.000\t-\n" +
	"2\tBambang Hidayat\tRp 100.000,-\t240.000\t150.000\n3\tJoko Tingkir\t100.000\t20.000\t\n" +
	"4\tCitra binti Abdullah\tseratus ribu\t240.000\t\n5\tEka Siregar\t100.000\t240.000\t\n" +
	"\tJumlah\t400.000\t740.000\t150.000"

func (s *screen) pastes(text string) {
	clipboard := fyne.CurrentApp().Clipboard()
	clipboard.SetContent(text)
	s.window.Canvas().Focused().(fyne.Shortcutable).TypedShortcut(&fyne.ShortcutPaste{Clipboard: clipboard})
}

func openingScenes(t testing.TB, _ *village) []scene {
	return []scene{
		{"opening-day", func(s *screen) { s.onVillage(newOpeningVillage(t)); s.command(t, "opening") }},
		{"opening-cash", func(s *screen) {
			s.onVillage(newOpeningVillage(t))
			s.command(t, "opening")
			s.typed("1/1/2026")
			s.pressed(fyne.KeyReturn)
			s.typed("1250000")
		}},
		{"opening-savings", func(s *screen) {
			s.onVillage(newOpeningVillage(t))
			s.halfOpening(t)
			s.Go(Route{Page: PageOpening, Arg: "savings"})
		}},
		{"opening-members", func(s *screen) {
			s.onVillage(newOpeningVillage(t))
			s.halfOpening(t)
			s.typed("100000")
			s.pressed(fyne.KeyReturn)
			s.typed("24")
		}},
		{"opening-pasted", func(s *screen) {
			s.onVillage(newOpeningVillage(t))
			s.halfOpening(t)
			s.pastes(pastedList)
			s.layer.Quieten()
		}},
		{"opening-row", func(s *screen) {
			s.onVillage(newOpeningVillage(t))
			s.halfOpening(t)
			s.pastes(pastedList)
			s.layer.Quieten()
			s.Go(Route{Page: PageOpening, Arg: "pasted:2"})
		}},
		{"opening-check", func(s *screen) {
			s.onVillage(newOpeningVillage(t))
			s.halfOpening(t)
			s.pastes("Aminah Wulandari\t800.000\t1.920.000\t150.000")
			s.layer.Quieten()
			s.command(t, "record")
		}},
		{"opening-change", func(s *screen) {
			v := newOpeningVillage(t)
			s.onVillage(v)
			s.recordOpening(t)
			s.Go(Route{Page: PageOpening, Arg: "cash"})
			s.typed("1300000")
			s.Go(Route{Page: PageOpening, Arg: "check"})
		}},
		{"opening-again", func(s *screen) {
			s.onVillage(newOpeningVillage(t))
			s.recordOpening(t)
			s.Go(Route{Page: PageOpening})
		}},
		{"opening-done", func(s *screen) {
			s.onVillage(newOpeningVillage(t))
			s.recordOpening(t)
			s.layer.Quieten()
		}},
	}
}

// onVillage sits the treasurer before another book.
func (s *screen) onVillage(v *village) {
	s.village, s.Book, s.opening = v, v, nil
	s.Enter(v.treasurer())
}

// recordOpening goes through the whole of it and records.
func (s *screen) recordOpening(t testing.TB) {
	t.Helper()
	s.halfOpening(t)
	s.pastes("Aminah Wulandari\t800.000\t1.920.000\t150.000")
	s.command(t, "record")
	s.typed("31502")
	s.pressed(fyne.KeyReturn)
	s.typed("sisa usaha 2023 sampai 2025")
	s.command(t, "record")
	if !s.shown("sudah tercatat") && !s.shown("are recorded") {
		t.Fatal("the opening is not recorded")
	}
}

// A cooperative in mid-life is opened by keys alone, with savings pasted from Excel, and every account agrees.
func TestOpening_ByKeys(t *testing.T) {
	v := newOpeningVillage(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	s.halfOpening(t)
	s.pastes(pastedList)
	if !s.shown("Tidak ada anggota bernama “Joko Tingkir”") || !s.shown("“seratus ribu” bukan jumlah uang") {
		t.Fatal("what is unclear is not listed with a sentence")
	}
	s.Go(Route{Page: PageOpening, Arg: "pasted:1"}) // Joko: nobody knows him, he is registered
	s.command(t, "record")
	s.typed("citra")
	s.pressed(fyne.KeyReturn)
	s.typed("100.000")
	s.command(t, "record")
	if !s.shown("Pokok Rp500.000: kurang Rp300.000") {
		t.Fatal("the difference of simpanan pokok is not in sight")
	}
	s.command(t, "record")
	if s.here().Arg != openingMembers || !s.shown("biarkan belum dirinci") {
		t.Fatal("a difference that nobody named is let pass")
	}
	page := s.at.self.(*openingMembersPage)
	page.onLetStand(coop.AccountPrincipal, 300_000*coop.Rupiah)
	page.onLetStand(coop.AccountMandatory, 940_000*coop.Rupiah)
	s.command(t, "record")
	if !s.shown("Sisa Rp5.880.000 ini milik siapa?") {
		t.Fatal("what is left is not asked for")
	}
	s.command(t, "record")
	if !s.shown("pilih “Belum tahu”") || len(v.entries()) != 0 {
		t.Fatal("a difference without a name is recorded")
	}
	s.typed("31502")
	s.pressed(fyne.KeyReturn)
	s.typed("sisa usaha 2023 sampai 2025")
	s.command(t, "record")
	for account, want := range map[string]coop.Money{
		"11101": 1_250_000, "11201": 7_500_000, "31101": -800_000, "31102": -1_920_000, "21101": -150_000,
		"31502": -5_880_000, "31901": 0,
	} {
		if debit, credit := v.sum(account, 0, 20251231); debit-credit != want*coop.Rupiah {
			t.Errorf("%s holds %v, want %d", account, debit-credit, want)
		}
	}
	joko := v.someMember(t, 8)
	if joko.Name != "Joko Tingkir" || joko.Savings != 120_000*coop.Rupiah {
		t.Errorf("the new member is %+v", joko)
	}
	if v.drafts[openingDraftKey] != nil {
		t.Error("the draft stays")
	}
}

// What is recorded is shown at the second run; a change reverses the old with a reason, and doubles cannot be.
func TestOpening_SecondRun(t *testing.T) {
	v := newOpeningVillage(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	s.recordOpening(t)
	before := len(v.entries())
	s.command(t, "home")
	s.command(t, "opening")
	if !s.shown("Sudah tercatat 5 saldo awal") {
		t.Error("what is recorded is not told")
	}
	s.Go(Route{Page: PageOpening, Arg: "cash"})
	if !s.shown("1.250.000") {
		t.Error("the recorded balance is not in its field")
	}
	s.typed("1300000")
	s.Go(Route{Page: PageOpening, Arg: "check"})
	if !s.shown("dari Rp1.250.000 menjadi Rp1.300.000") {
		t.Error("the change is not said")
	}
	s.command(t, "record")
	if !s.shown("Pilih dulu") || !s.shown("Tulis alasannya") || len(v.entries()) != before {
		t.Fatal("put right without a reason, or the new difference has no name")
	}
	s.typed("cadangan")
	s.pressed(fyne.KeyReturn)
	s.typed("kas terselip")
	s.pressed(fyne.KeyReturn)
	s.typed("salah hitung")
	s.command(t, "record")
	if debit, credit := v.sum("11101", 0, 20251231); debit-credit != 1_300_000*coop.Rupiah {
		t.Errorf("cash holds %v", debit-credit)
	}
	if debit, credit := v.sum("31901", 0, 20251231); debit != credit {
		t.Errorf("a difference of %v is left", debit-credit)
	}
	s.Go(Route{Page: PageOpening, Arg: "check"})
	s.command(t, "record")
	if got := len(v.entries()); got != before+3 {
		t.Errorf("%d entries, want a reversal, the right balance and a name beside %d", got, before)
	}
}

// Everything typed survives a power cut, also what was pasted and not yet decided.
func TestOpening_PowerCut(t *testing.T) {
	v := newOpeningVillage(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	s.Later = func(_ time.Duration, do func()) { do() }
	s.halfOpening(t)
	s.pastes(pastedList)
	again := newScreen(t, v, "id", kit.LookPaper, 100)
	again.command(t, "opening")
	if !again.shown("Ketikan Anda yang dulu masih ada") {
		t.Error("the draft is not told")
	}
	again.command(t, "record")
	if !again.shown("1.250.000") {
		t.Error("the cash is gone")
	}
	again.Go(Route{Page: PageOpening, Arg: openingPasted})
	if !again.shown("Joko Tingkir") || !again.shown("Citra binti Abdullah") {
		t.Error("the pasted rows are gone")
	}
}

// Every wrong input is refused with a sentence, and nothing typed is lost by it.
func TestOpening_Refuses(t *testing.T) {
	v := newOpeningVillage(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	s.command(t, "opening")
	for typed, said := range map[string]string{
		"": "Tanggal mulai belum diisi", "30/2": "bukan tanggal", "1/1/2030": "masih terlalu jauh",
	} {
		page := s.at.self.(*openingDayPage)
		page.day.SetText(typed)
		s.command(t, "record")
		if !s.shown(said) || s.here().Arg != "" || page.day.Text != typed {
			t.Errorf("%q: the day is taken, or %q is not said", typed, said)
		}
	}
	s.Go(Route{Page: PageOpening, Arg: "cash"})
	s.typed("seribu")
	s.command(t, "record")
	if !s.shown("“seribu” bukan jumlah") || s.here().Arg != "cash" || s.opening.Balances["11101"] == "" {
		t.Error("letters are taken for an amount, or lost")
	}
	s.Go(Route{Page: PageOpening, Arg: "check"})
	if !s.shown("Ada jumlah yang tidak terbaca di “Kas dan bank”") {
		t.Error("what cannot be read is let pass")
	}
	s.command(t, "record")
	s.Go(Route{Page: PageOpening, Arg: "members"})
	s.typed("abc")
	s.pressed(fyne.KeyReturn)
	if !s.shown("“abc” bukan jumlah uang") || !s.shown("abc|") {
		t.Error("letters are taken for an amount, or thrown away")
	}
	s.pressed(fyne.KeyEscape)
	s.typed("-5000")
	s.pressed(fyne.KeyReturn)
	if !s.shown("tidak bisa kurang dari nol") {
		t.Error("savings below zero are taken")
	}
	s.pastes("Joko Tingkir\t5.000\nX\t1")
	s.Go(Route{Page: PageOpening, Arg: "pasted:1"})
	page := s.at.self.(*openingRowPage)
	page.who.SetChosen(kit.Option{})
	s.command(t, "record")
	if !s.shown("Pilih anggotanya") || len(s.opening.Rows) != 2 {
		t.Error("a row of nobody is taken or lost")
	}
	if len(v.entries()) != 0 {
		t.Error("something was recorded")
	}
}

// A supervisor who tries is told so, and what she typed stays.
func TestOpening_TellsWhoMayNot(t *testing.T) {
	v := newOpeningVillage(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	s.Enter(v.as("Wati Lestari", coop.RoleSupervisor))
	s.command(t, "opening")
	if !s.shown("Hanya bendahara") {
		t.Error("a supervisor is not told beforehand")
	}
	s.typed("1/1/2026")
	s.pressed(fyne.KeyReturn)
	s.typed("5000")
	s.Go(Route{Page: PageOpening, Arg: "check"})
	s.typed("belum tahu")
	s.pressed(fyne.KeyReturn)
	s.typed("coba")
	s.command(t, "record")
	if !s.shown("tidak berhak") || len(v.entries()) != 0 || s.opening.Balances["11101"] != "5.000" {
		t.Error("the refusal is not told, or something is lost")
	}
}

// A list out of a file is taken like a pasted one.
func TestOpening_File(t *testing.T) {
	v := newOpeningVillage(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	s.halfOpening(t)
	s.Go(Route{Page: PageOpening, Arg: openingFiles})
	s.at.self.(*openingFilesPage).onFile(ShelfFile{Name: "simpanan.xlsx"}, nil)
	if len(s.opening.Rows) != 1 || !strings.Contains(s.opening.Rows[0].Text, "Joyo Kusumo") ||
		s.opening.Members[v.someMember(t, 0).Member.String()][coop.AccountMandatory] != 240_000*coop.Rupiah {
		t.Errorf("taken %+v", s.opening)
	}
}

// A difference that nobody can name stands with the treasurer's words, is shown until it has one, and gets it later.
func TestOpening_Unknown(t *testing.T) {
	v := newOpeningVillage(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	s.halfOpening(t)
	s.pastes("Aminah Wulandari\t800.000\t1.920.000")
	s.command(t, "record")
	s.typed("belum tahu")
	s.pressed(fyne.KeyReturn)
	s.typed("buku 2024 hilang")
	s.command(t, "record")
	if debit, credit := v.sum("31901", 0, 20251231); credit-debit != 6_030_000*coop.Rupiah {
		t.Fatalf("%v stands without a name", credit-debit)
	}
	s.Go(Route{Page: PageOpening})
	if !s.shown("Selisih Rp6.030.000 belum bernama") || !s.shown("“buku 2024 hilang”") {
		t.Error("the difference or the words about it are not shown")
	}
	s.Go(Route{Page: PageOpening, Arg: "check"})
	s.at.self.(*openingCheckPage).name.SetChosen(kit.Option{Key: "31401", Title: "Cadangan koperasi"})
	s.at.self.(*openingCheckPage).form.OnChange()
	s.command(t, "record")
	if debit, credit := v.sum("31901", 0, 20251231); debit != credit {
		t.Errorf("after naming it %v stands without a name", credit-debit)
	}
	if e := v.latest(); e.Remark != "buku 2024 hilang" || e.Amount != 6_030_000*coop.Rupiah {
		t.Errorf("the name is %+v", e)
	}
}

// closedOpening has recorded its opening, and everything through January was closed since.
func closedOpening(t testing.TB, s *screen) *village {
	t.Helper()
	s.recordOpening(t)
	s.Go(Route{Page: PageClose, Arg: "2026-01"})
	s.closes()
	return s.village
}

// Balances from before a close are neither added nor changed: the first step says so, not the eighth, and what was
// typed stays. An opening that a close contains says so too, and leads to where it is reopened.
func TestOpening_Closed(t *testing.T) {
	v := newOpeningVillage(t)
	v.must(t, "Siti Rahmawati", coop.KindEntry, coop.Entry{Date: 20260110, Remark: "jual", Lines: []coop.Line{
		{Account: "11101", Amount: 1000_00}, {Account: "42101", Amount: -1000_00},
	}})
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	s.Go(Route{Page: PageClose, Arg: "2026-01"})
	s.closes()
	s.command(t, "opening")
	for typed, refused := range map[string]bool{"1/1/2026": true, "1/2/2026": true, "2/2/2026": false} {
		page := s.at.self.(*openingDayPage)
		page.day.SetText(typed)
		wrong := page.dayWrong()
		if (wrong != "") != refused || refused && !strings.Contains(wrong, "31 Januari 2026") {
			t.Errorf("from %s: %q", typed, wrong)
		}
	}
	s = newScreen(t, newOpeningVillage(t), "id", kit.LookPaper, 100)
	v = closedOpening(t, s)
	head := v.head
	s.command(t, "opening")
	if !s.shown("sudah ikut ditutup") || !s.shown("Daftar penutupan") {
		t.Error("the first step does not say that the opening is closed")
	}
	s.Go(Route{Page: PageOpening, Arg: "cash"})
	s.opening.Balances["11101"] = "1.300.000"
	s.opening.Why = "uang logam belum dihitung"
	s.Go(Route{Page: PageOpening, Arg: "check"})
	s.command(t, "record")
	if v.head != head || s.here().Arg != openingCheck || s.opening.Balances["11101"] != "1.300.000" {
		t.Error("a closed opening is changed, or what was typed is lost")
	}
}
