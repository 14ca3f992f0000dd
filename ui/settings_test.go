package ui

import (
	"context"
	"testing"

	"fyne.io/fyne/v2"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

func init() {
	moreScenes = append(moreScenes, settingsScenes)
}

// settledVillage has an outlet, an own account and two own occasions, one of them hidden.
func settledVillage(t testing.TB) *village {
	t.Helper()
	v := busyVillage(t)
	v.must(t, "Siti Rahmawati", coop.KindOutlet, coop.Outlet{
		Code: "SEMBAKO", NameID: "Gerai Sembako", NameEN: "Grocery",
	})
	v.must(t, "Siti Rahmawati", coop.KindOutlet, coop.Outlet{
		Code: "LPG", NameID: "Gerai LPG dan Pupuk", NameEN: "LPG and fertiliser", Closed: true,
	})
	v.must(t, "Siti Rahmawati", coop.KindAccounts, coop.Accounts{Add: []coop.AccountAdd{{
		Code: "61901", NameID: "Beban Kegiatan Posyandu", NameEN: "Costs of the health post", Type: coop.Expense,
	}}})
	for _, own := range []coop.OwnOccasion{
		{
			Name: "own-telur", NameID: "Jual telur ayam", NameEN: "Eggs sold", Hint: "ayam, kandang",
			Flow: coop.MoneyIn, Account: "71107",
		},
		{Name: "own-posyandu", NameID: "Bayar kegiatan posyandu", Flow: coop.MoneyOut, Account: "61901", Hidden: true},
	} {
		accounts, err := v.Accounts(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		v.must(t, "Siti Rahmawati", coop.KindOccasion, coop.OccasionText{
			Name: own.Name, Text: own.Text(coop.ChartOf(accounts)),
		})
	}
	v.must(t, "Siti Rahmawati", coop.KindSetting, coop.Setting{
		Key: coop.SettingMandatory, From: 20270101, Value: "25000",
	})
	return v
}

func settingsScenes(t testing.TB, v *village) []scene {
	settled := settledVillage(t)
	at := func(page, arg string) func(*screen) {
		return func(s *screen) {
			s.Book = settled
			s.Enter(settled.treasurer())
			s.Go(Route{Page: page, Arg: arg})
		}
	}
	return []scene{
		{"settings", at(PageSettings, "")},
		{"settings-rates", at(PageRates, "")},
		{"settings-rates-supervisor", func(s *screen) {
			s.Enter(v.as("Wati Lestari", coop.RoleSupervisor))
			s.Go(Route{Page: PageRates})
		}},
		{"settings-letterhead", at(PageLetterhead, "")},
		{"settings-outlets", at(PageOutlets, "")},
		{"settings-outlets-none", func(s *screen) { s.Go(Route{Page: PageOutlets}) }},
		{"settings-outlet", at(PageOutlet, "SEMBAKO")},
		{"settings-outlet-new", at(PageOutlet, "")},
		{"settings-accounts", at(PageAccounts, "")},
		{"settings-account", at(PageAccount, "61901")},
		{"settings-account-new", func(s *screen) {
			at(PageAccount, "")(s)
			s.typed("61")
			s.pressed(fyne.KeyReturn)
		}},
		{"settings-occasions", at(PageOccasions, "")},
		{"settings-occasion", at(PageOccasion, "own-telur")},
		{"settings-occasion-standard", at(PageOccasion, "stationery")},
		{"settings-occasion-new", at(PageOccasion, "")},
	}
}

// Language and size change while the program runs, and the keys stay on the answer that was taken.
func TestSettings_ByKeys(t *testing.T) {
	s := newScreen(t, busyVillage(t), "id", kit.LookPaper, 100)
	s.command(t, "settings")
	s.pressed(fyne.KeyRight, fyne.KeyReturn)
	if s.Text.Language() != "en" || !s.shown("Size of letters") || s.shown("Ukuran huruf") {
		t.Fatal("the screen does not speak English")
	}
	if pick, is := s.window.Canvas().Focused().(*kit.Pick); !is || pick.Text != "English" {
		t.Errorf("the keys are on %v", s.window.Canvas().Focused())
	}
	s.pressed(fyne.KeyRight, fyne.KeyRight, fyne.KeySpace)
	if s.Prefs.Int(prefPercent) != 120 {
		t.Errorf("%d %%", s.Prefs.Int(prefPercent))
	}
	s.pressed(fyne.KeyEscape)
	if here := s.here(); here.Page != PageHome {
		t.Errorf("Esc leads to %+v", here)
	}
}

// A rate holds from its month on, is refused in sentences, and the history shows it.
func TestRates_ByKeys(t *testing.T) {
	v := busyVillage(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	s.Go(Route{Page: PageRates})
	s.pressed(fyne.KeyReturn)
	s.typed("bulan entah")
	s.pressed(fyne.KeyReturn, fyne.KeyReturn)
	for _, sentence := range []string{"Pilih dulu: simpanan wajib", "Tulis jumlahnya dalam rupiah", "bulan entah"} {
		if !s.shown(sentence) {
			t.Errorf("nothing says %q", sentence)
		}
	}
	s.Go(Route{Page: PageRates})
	if !s.shown("bulan entah") {
		t.Error("what was refused is not kept")
	}
	s.onEmpty()
	s.typed("wajib")
	s.pressed(fyne.KeyReturn)
	s.typed("januari 2027")
	if !s.shown("Berlaku mulai Januari 2027") {
		t.Error("the month is not said back")
	}
	s.pressed(fyne.KeyReturn)
	s.typed("25000")
	s.command(t, "record")
	settings, _ := v.Settings(context.Background())
	rates := coop.RatesOf(settings, coop.SettingMandatory)
	if rates.Of(202612) != 20_000*coop.Rupiah || rates.Of(202701) != 25_000*coop.Rupiah || !s.shown("Jan 2027") {
		t.Errorf("rates %v", rates)
	}
}

func TestOutlet_ByKeys(t *testing.T) {
	v := busyVillage(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	s.Go(Route{Page: PageOutlet})
	s.typed("Gerai Sembako")
	s.pressed(fyne.KeyReturn, fyne.KeyReturn)
	s.typed("se mbako!")
	s.command(t, "record")
	if !s.shown("1 sampai 12 huruf") || !s.shown("Gerai Sembako") {
		t.Fatal("a wrong code is not refused in a sentence, or what was typed is gone")
	}
	for range 9 {
		s.pressed(fyne.KeyBackspace)
	}
	s.typed("sembako")
	s.command(t, "record")
	outlets, _ := v.Outlets(context.Background())
	if len(outlets) != 1 || outlets[0].Code != "SEMBAKO" || outlets[0].NameID != "Gerai Sembako" {
		t.Fatalf("recorded %+v", outlets)
	}
	s.Go(Route{Page: PageOutlet, Arg: "SEMBAKO"})
	s.at.self.(*outletPage).settle(true)
	if outlets, _ = v.Outlets(context.Background()); !outlets[0].Closed {
		t.Error("it is not closed")
	}
	s.Go(Route{Page: PageOutlet})
	s.typed("Lain")
	s.pressed(fyne.KeyReturn, fyne.KeyReturn)
	s.typed("Sembako")
	s.command(t, "record")
	if !s.shown("sudah dipakai oleh Gerai Sembako") {
		t.Error("a code is given twice")
	}
}

// An own account takes the kind of its group, and a code that no other laptop gives out.
func TestAccount_ByKeys(t *testing.T) {
	v := busyVillage(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	s.Go(Route{Page: PageAccount})
	s.command(t, "record")
	if !s.shown("Pilih kelompoknya dulu") {
		t.Error("an account without group is not refused in a sentence")
	}
	s.typed("61")
	s.pressed(fyne.KeyReturn)
	s.typed("Beban Kegiatan Posyandu")
	s.command(t, "record")
	made := accountNamed(v, "Beban Kegiatan Posyandu")
	if made.Type != coop.Expense || made.Code != "61901" || !made.Own {
		t.Fatalf("made %+v", made)
	}
	s.Go(Route{Page: PageAccount, Arg: made.Code})
	s.pressed(fyne.KeyEnd)
	s.typed(" Desa")
	s.command(t, "record")
	if renamed := accountNamed(v, "Beban Kegiatan Posyandu Desa"); renamed.Code != made.Code {
		t.Errorf("renamed to %+v", renamed)
	}
	s.Go(Route{Page: PageAccount, Arg: made.Code})
	s.at.self.(*accountPage).settle(true)
	if !accountNamed(v, "Beban Kegiatan Posyandu Desa").Closed {
		t.Error("it is not closed")
	}
}

func accountNamed(v *village, name string) coop.AccountRow {
	accounts, _ := v.Accounts(context.Background())
	for _, a := range accounts {
		if a.NameID == name {
			return a
		}
	}
	return coop.AccountRow{}
}

// An occasion that was made in words can be recorded at once, and no longer once it is hidden.
func TestOccasion_ByKeys(t *testing.T) {
	v := busyVillage(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	s.Go(Route{Page: PageOccasion})
	s.command(t, "record")
	if !s.shown("Pilih dulu salah satu") {
		t.Error("an empty occasion is not refused in a sentence")
	}
	s.typed("Jual telur ayam")
	s.pressed(fyne.KeyReturn)
	s.typed("masuk")
	s.pressed(fyne.KeyReturn)
	s.typed("71107")
	s.pressed(fyne.KeyReturn, fyne.KeyReturn, fyne.KeyReturn)
	s.typed("kandang")
	s.command(t, "record")
	s.command(t, "write")
	s.typed("kandang")
	s.pressed(fyne.KeyReturn)
	s.typed("45000")
	s.command(t, "record")
	if e := v.latest(); e.Amount != 45_000*coop.Rupiah || e.Occasion != "own-jual-telur-ayam" ||
		e.Lines[1].Account != "71107" {
		t.Fatalf("recorded %+v", e)
	}
	s.Go(Route{Page: PageOccasion, Arg: "own-jual-telur-ayam"})
	s.at.self.(*occasionPage).hide(true)
	s.Go(Route{Page: PageJournal})
	if !s.shown("Jual telur ayam") {
		t.Error("the old entry has lost its name")
	}
	for _, o := range s.offered() {
		if o.ID == "own-jual-telur-ayam" {
			t.Error("it is still offered")
		}
	}
}

// What is printed at the head of the paper is recorded as it changes, and only what changes.
func TestLetterhead_ByKeys(t *testing.T) {
	v := busyVillage(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	s.Go(Route{Page: PageLetterhead})
	if s.shown(s.Text.T("ui.letterhead.review")) {
		t.Error("the treasurer may choose which of their own entries the board looks at")
	}
	s.Enter(v.as("Budi Santoso", coop.RoleChair))
	s.Go(Route{Page: PageLetterhead})
	before := v.head.Seq
	s.typed("Jl. Poros RT 02, Sungai Ambawang")
	s.at.self.(*letterheadPage).review.SetText("0")
	s.command(t, "record")
	if !s.shown("di atas nol") || v.head.Seq != before {
		t.Fatal("nought is not refused in a sentence")
	}
	s.at.self.(*letterheadPage).review.SetText("500000")
	s.command(t, "record")
	settings, _ := v.Settings(context.Background())
	if coop.SettingText(settings, coop.SettingAddress, s.today()) != "Jl. Poros RT 02, Sungai Ambawang" ||
		coop.ReviewFrom(settings, s.today()) != 500_000*coop.Rupiah || v.head.Seq != before+2 {
		t.Errorf("recorded %+v", settings)
	}
}
