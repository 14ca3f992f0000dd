package ui

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// A form is kept under a name, found among the occasions by it, and records what it was filled with.
func TestTemplate_ByKeys(t *testing.T) {
	v := busyVillage(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	s.Go(Route{Page: PageRecord, Arg: "electricity"})
	s.typed("350000")
	s.command(t, "templates")
	s.typed("Listrik balai")
	s.pressed(fyne.KeyReturn)
	if !s.shown("Templat tersimpan: Listrik balai") || !s.shown("350.000") {
		t.Fatal("it is not told, or the form is not there again")
	}
	s.at.self.(*recordPage).desk.discard(s.at.self.(*recordPage).desk.key)
	s.command(t, "write")
	s.typed("balai")
	s.pressed(fyne.KeyReturn)
	s.command(t, "record")
	if e := v.latest(); e.Amount != 350_000*coop.Rupiah || e.Occasion != "electricity" || e.Date != s.today() {
		t.Errorf("recorded %+v", e.EntryRow)
	}
}

// A plain journal entry is kept and used likewise.
func TestTemplate_OfPlainEntry(t *testing.T) {
	v := busyVillage(t)
	v.keepTemplates(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	s.command(t, "write")
	s.typed("gudang")
	s.pressed(fyne.KeyReturn)
	if _, is := s.at.self.(*journalEntryPage); !is {
		t.Fatalf("%+v is open", s.here())
	}
	s.command(t, "record")
	if e := v.latest(); e.Amount != 500_000*coop.Rupiah || e.Remark != "gudang pupuk" {
		t.Errorf("recorded %+v", e.EntryRow)
	}
}

func TestTemplate_RenameAndDrop(t *testing.T) {
	v := busyVillage(t)
	v.keepTemplates(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	s.command(t, "templates")
	s.pressed(fyne.KeyReturn) // the first: Listrik kantor
	s.typed("X ")
	s.command(t, "record")
	if !s.shown("Listrik kantor") { // the letters stand before or behind the name
		t.Error("the name is gone")
	}
	settings, _ := v.Settings(t.Context())
	all := coop.TemplatesOf(settings)
	if len(all) != 2 || !strings.Contains(all[0].Name+all[1].Name, "X") {
		t.Fatalf("the templates are %+v", all)
	}
	for _, one := range all {
		s.Go(Route{Page: PageTemplates, Arg: one.Name})
		s.at.self.(*templatesPage).onDrop()
	}
	settings, _ = v.Settings(t.Context())
	if left := coop.TemplatesOf(settings); len(left) != 0 {
		t.Errorf("left are %+v", left)
	}
}

// Names that will not do are refused in a sentence and stay; who may not keep templates is told so.
func TestTemplate_Refuses(t *testing.T) {
	v := busyVillage(t)
	v.keepTemplates(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	head := v.head
	for typed, want := range map[string]string{
		"": "Beri nama dulu", "listrik KANTOR": "Sudah ada templat", strings.Repeat("a", 61): "terlalu panjang",
		"Joko 081234567890": "NIK dan nomor telepon",
	} {
		s.Go(Route{Page: PageRecord, Arg: "electricity"})
		s.typed("350000")
		s.command(t, "templates")
		s.typed(typed)
		s.command(t, "record")
		if !s.shown(want) || v.head != head || s.at.self.(*templatesPage).as.Text != typed {
			t.Errorf("%q: %q is not said, or something was kept or lost", typed, want)
		}
	}
	s.session = coop.Session{User: v.people["Wati Lestari"], Name: "Wati Lestari", Role: coop.RoleSupervisor}
	s.Go(Route{Page: PageRecord, Arg: "electricity"})
	s.typed("1")
	if s.command(t, "templates"); !s.shown("Hanya bendahara dan ketua") {
		t.Error("a supervisor is not told")
	}
}
