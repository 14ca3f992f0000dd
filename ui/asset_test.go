package ui

import (
	"context"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

func init() { moreScenes = append(moreScenes, assetScenes) }

// withAsset records a card with the entry that brings the thing in.
func (v *village) withAsset(t testing.TB, in coop.AssetInput) coop.ID {
	t.Helper()
	act, then, problems := coop.NewAsset(in)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	if then == nil {
		then = func([]coop.ID) ([]coop.Act, error) { return nil, nil }
	}
	done, err := v.RecordWith(context.Background(), v.treasurer(), []coop.Act{act}, then)
	if err != nil {
		t.Fatal(err)
	}
	return done[0].ID
}

// equippedVillage has a computer since July, a rented store, goods of the village, a building that is being made, a
// bill that is not paid, and pay that recurs.
func equippedVillage(t testing.TB) *village {
	t.Helper()
	v := busyVillage(t)
	paid := func(c coop.AssetCard) coop.AssetInput {
		return coop.AssetInput{Card: c, From: coop.AssetPaid, Cash: "11201", Paid: c.Amount}
	}
	computer := coop.AssetCard{
		Class: coop.AssetFixed, Name: "Komputer dan printer kantor", Account: "16105", Debit: "61404", Credit: "16205",
		Amount: 9_600_000_00, Months: 48, First: 202607, Bought: 20260706, Place: "Kantor", Tag: "INV-001",
		Condition: "good",
	}
	v.withAsset(t, paid(computer))
	v.withAsset(t, paid(coop.AssetCard{
		Class: coop.AssetPrepaid, Name: "Sewa gudang pupuk", Account: "14101", Debit: "61204", Credit: "14101",
		Amount: 1_200_000_00, Months: 6, First: 202610, Bought: 20261001,
	}))
	v.withAsset(t, coop.AssetInput{From: coop.AssetLent, Card: coop.AssetCard{
		Class: coop.AssetFixed, Name: "Mobil pikap desa", Account: "99103", Amount: 80_000_000_00, Bought: 20260901,
	}})
	v.withAsset(t, paid(coop.AssetCard{
		Class: coop.AssetFixed, Name: "Gerai baru", Account: "16108", Amount: 2_000_000_00, Bought: 20261102,
	}))
	for _, c := range must(v.Chores(context.Background(), 202609, nil))(t) {
		v.must(t, "Siti Rahmawati", coop.KindEntry, c.Entry)
	}
	bill := coop.Entry{Date: 20261031, Occasion: coop.OccasionAccrual, Remark: "Listrik Oktober", Lines: []coop.Line{
		{Account: "61201", Amount: 150_000_00}, {Account: "23104", Amount: -150_000_00},
	}}
	v.must(t, "Siti Rahmawati", coop.KindEntry, bill)
	template, problems := coop.KeepTemplate(nil, coop.Template{
		Name: "Honor pengurus", Occasion: "honoraria", Answers: map[string]string{"amount": "300rb", "cash": "11201"},
	}, "")
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	rhythm, problems := coop.KeepRecurring([]coop.Template{{Name: "Honor pengurus"}}, coop.Recurring{
		Name: "Honor pengurus", Day: 25, Every: 1, From: 202611,
	})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	for _, a := range append(template, rhythm) {
		v.must(t, "Siti Rahmawati", a.Kind, a.Body)
	}
	return v
}

func must[T any](v T, err error) func(testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// thing opens the card of a thing by its name.
func (s *screen) thing(t testing.TB, v *village, name string) string {
	t.Helper()
	for _, one := range must(v.Assets(context.Background(), 20261125))(t).All {
		if strings.HasPrefix(one.Card.Name, name) {
			return one.Asset.String()
		}
	}
	t.Fatalf("nothing called %s", name)
	return ""
}

// buysComputer fills in the form of a new card by the keys, up to the amount.
func (s *screen) buysComputer(t testing.TB) {
	t.Helper()
	s.command(t, "asset-new")
	s.typed("16105") // of office equipment, in any language
	s.pressed(fyne.KeyReturn)
	s.pressed(fyne.KeyReturn) // paid now
	s.typed("Laptop bendahara")
	s.pressed(fyne.KeyReturn)
	s.pressed(fyne.KeyReturn) // today
	s.typed("4,8jt")
}

func assetScenes(t testing.TB, _ *village) []scene {
	open := func(page, thing string) func(*screen) {
		return func(s *screen) {
			v := equippedVillage(t)
			s.onVillage(v)
			s.Go(Route{Page: page, Arg: s.thing(t, v, thing)})
		}
	}
	command := func(name string) func(*screen) {
		return func(s *screen) { s.onVillage(equippedVillage(t)); s.command(t, name) }
	}
	return []scene{
		{"assets", command("assets")},
		{"assets-none", func(s *screen) { s.onVillage(newVillage(t)); s.command(t, "assets") }},
		{"asset", open(PageAsset, "Komputer")},
		{"asset-building", open(PageAsset, "Gerai")},
		{"asset-form", func(s *screen) { s.onVillage(equippedVillage(t)); s.buysComputer(t) }},
		{"asset-form-empty", command("asset-new")},
		{"asset-form-wrong", func(s *screen) {
			s.onVillage(equippedVillage(t))
			s.buysComputer(t)
			s.typed("x")
			s.command(t, "record")
		}},
		{"asset-change", func(s *screen) {
			v := equippedVillage(t)
			s.onVillage(v)
			s.Go(Route{Page: PageAssetForm, Arg: assetChange + s.thing(t, v, "Komputer")})
		}},
		{"asset-finish", func(s *screen) {
			v := equippedVillage(t)
			s.onVillage(v)
			s.Go(Route{Page: PageAssetForm, Arg: assetFinish + s.thing(t, v, "Gerai")})
		}},
		{"asset-cost", func(s *screen) {
			v := equippedVillage(t)
			s.onVillage(v)
			s.Go(Route{Page: PageAssetCost, Arg: s.thing(t, v, "Gerai")})
			s.typed("Gerai baru")
			s.pressed(fyne.KeyReturn)
			s.pressed(fyne.KeyReturn)
			s.typed("1,25jt")
			s.pressed(fyne.KeyReturn)
		}},
		{"asset-cost-computer", open(PageAssetCost, "Komputer")},
		{"asset-rules", func(s *screen) { s.onVillage(equippedVillage(t)); s.Go(Route{Page: PageAssetRules}) }},
		{"asset-rule", func(s *screen) {
			s.onVillage(equippedVillage(t))
			s.Go(Route{Page: PageAssetRule, Arg: coop.SettingAssetFirst})
		}},
		{"asset-end", open(PageAssetEnd, "Komputer")},
		{"asset-end-prepaid", open(PageAssetEnd, "Sewa")},
		{"chores", command("chores")},
		{"chores-none", func(s *screen) { s.onVillage(newVillage(t)); s.command(t, "chores") }},
		{"recurring", command("recurring")},
		{"recurring-one", func(s *screen) {
			s.onVillage(equippedVillage(t))
			s.Go(Route{Page: PageRecurring, Arg: "Honor pengurus"})
		}},
		{"recurring-none", func(s *screen) { s.onVillage(newVillage(t)); s.command(t, "recurring") }},
		{"accruals", command("accruals")},
		{"accrual", func(s *screen) {
			s.onVillage(equippedVillage(t))
			s.command(t, "accruals")
			s.pressed(fyne.KeyReturn)
		}},
	}
}

// The treasurer buys a laptop by keys alone; the card and its entry are recorded together, and what the months need is
// recorded by one key and then not again.
func TestAssets_ByKeys(t *testing.T) {
	v := equippedVillage(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	before := len(v.entries())
	s.buysComputer(t)
	s.command(t, "record")
	if s.here().Page != PageAsset || len(v.entries()) != before+1 {
		t.Fatalf("on %s with %d entries more:\n%s", s.here().Page, len(v.entries())-before, s.texts())
	}
	card := s.at.self.(*assetPage).view
	if card.Card.Name != "Laptop bendahara" || card.Card.Months != 48 || card.Card.First != 202611 ||
		card.Cost != 4_800_000_00 || card.Held {
		t.Errorf("%+v", card)
	}
	s.command(t, "chores")
	chores := s.at.self.(*choresPage)
	open := len(chores.ready())
	if open == 0 {
		t.Fatal("a month with three things needs nothing")
	}
	s.pressed(fyne.KeySpace) // leave out the first
	if len(chores.ready()) != open-1 {
		t.Errorf("%d of %d are chosen", len(chores.ready()), open)
	}
	s.command(t, "record")
	chores = s.at.self.(*choresPage)
	if len(chores.ready()) != 1 {
		t.Errorf("%d are left", len(chores.ready()))
	}
	s.command(t, "record")
	chores = s.at.self.(*choresPage)
	if len(chores.ready()) != 0 {
		t.Errorf("%d are left", len(chores.ready()))
	}
	if list := must(v.Assets(context.Background(), 20261130))(t); len(list.Differs()) > 0 {
		t.Errorf("%+v", list.Differs())
	}
}

// What cannot be is refused by a sentence below its question, and nothing is recorded.
func TestAssets_Refused(t *testing.T) {
	v := equippedVillage(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	before := v.head
	s.buysComputer(t)
	s.typed("x")
	s.command(t, "record")
	if s.here().Page != PageAssetForm || v.head != before {
		t.Error("an amount that is none was recorded")
	}
	s.Home()
	s.Go(Route{Page: PageAssetEnd, Arg: s.thing(t, v, "Komputer")})
	s.command(t, "record")
	if !strings.Contains(s.texts(), "Oktober 2026") || v.head != before {
		t.Errorf("sold with a month open:\n%s", s.texts())
	}
}

// A building is given more cost by the keys, part of it owed to a registered party; it stands on the card, is finished
// with it, and what is owed has the party's name: nobody types a name twice.
func TestAssetCost_ByKeys(t *testing.T) {
	v := equippedVillage(t)
	party := coop.HashID(v.must(t, "Siti Rahmawati", coop.KindParty, coop.Party{
		Name: "Toko Bangunan Jaya", Class: coop.PartySupplier,
	}), 0)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	s.Go(Route{Page: PageAssetCost, Arg: s.thing(t, v, "Gerai")})
	for _, text := range []string{
		"semen dan pasir", "", "1,25jt", "", "250rb", "pemasok lain", "bangunan jaya", "NOTA 7",
	} {
		s.typed(text)
		s.pressed(fyne.KeyReturn)
	}
	s.command(t, "record")
	e := v.latest()
	if e.Occasion != coop.OccasionAssetImproved || e.Amount != 1_250_000_00 || e.Evidence != "NOTA 7" ||
		len(e.Lines) != 3 {
		t.Fatalf("%+v\n%s", e, s.texts())
	}
	if owed := e.Lines[2].Line; owed.Account != "22105" || owed.Amount != -1_000_000_00 || owed.Supplier != party {
		t.Errorf("owed: %+v, want it of %v", owed, party)
	}
	one := must(v.Assets(context.Background(), 20261125))(t)
	for _, x := range one.All {
		if x.Card.Name == "Gerai baru" && x.Cost != 3_250_000_00 {
			t.Errorf("it cost %v", x.Cost)
		}
	}
	if s.here().Page != PageAsset && s.here().Page != PageHome {
		t.Errorf("on %s", s.here().Page)
	}
}

// What is half typed about an asset is there again after the power was cut, and gone once it is recorded.
func TestAssets_HalfTyped(t *testing.T) {
	v := equippedVillage(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	s.Later = func(_ time.Duration, do func()) { do() }
	s.buysComputer(t)
	again := newScreen(t, v, "id", kit.LookPaper, 100)
	again.Later = s.Later
	again.command(t, "asset-new")
	if !again.shown("Laptop bendahara") || again.at.self.(*assetFormPage).ask.amount.Text == "" {
		t.Fatalf("what was typed is lost:\n%s", again.texts())
	}
	again.command(t, "record")
	if again.here().Page != PageAsset {
		t.Fatalf("not recorded:\n%s", again.texts())
	}
	again.Home()
	again.command(t, "asset-new")
	if again.shown("Laptop bendahara") {
		t.Error("what was recorded is offered again")
	}
}

// The rule by which the next thing wears is set on its page, in words, from a day on.
func TestAssetRules_ByKeys(t *testing.T) {
	v := equippedVillage(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	s.Go(Route{Page: PageAssetRules})
	s.pressed(fyne.KeyReturn)
	rule := s.at.self.(*assetRulePage)
	rule.value.(*kit.Choice).SetText("")
	s.typed("berikut")
	s.pressed(fyne.KeyReturn)
	s.command(t, "record")
	settings := must(v.Settings(context.Background()))(t)
	if rules := coop.AssetRulesOf(settings, 20261115); rules.First != "next" {
		t.Errorf("%+v\n%s", rules, s.texts())
	}
	if rules := coop.AssetRulesOf(settings, 20261031); rules.First != "bought" {
		t.Errorf("%+v", rules)
	}
	if !s.shown("bulan berikutnya") || !s.shown("✓ 01/11/2026") {
		t.Errorf("the list does not say it:\n%s", s.texts())
	}
}
