package ui

import (
	"bytes"
	"crypto/sha256"
	"image"
	"image/color"
	"image/jpeg"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

func init() { moreScenes = append(moreScenes, evidenceScenes) }

// nota draws what a telephone makes of a receipt.
func nota(t testing.TB) []byte {
	t.Helper()
	m := image.NewRGBA(image.Rect(0, 0, 700, 940))
	for y := range 940 {
		for x := range 700 {
			c := color.RGBA{R: 238, G: 233, B: uint8(222 - y/40), A: 255}
			row := (y - 120) / 34
			if y > 120 && (y-120)%34 < 13 && row < 20 && x > 60 && x < 130+(row*97)%430 && (x*13/7+row*5)%9 < 6 {
				c = color.RGBA{R: 48, G: 50, B: 74, A: 255}
			}
			if y > 50 && y < 84 && x > 60 && x < 380 {
				c = color.RGBA{R: 120, G: 30, B: 36, A: 255}
			}
			m.SetRGBA(x, y, c)
		}
	}
	var out bytes.Buffer
	if err := jpeg.Encode(&out, m, nil); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// provenVillage has an entry with a paper, a photo, a photo that has not arrived, and many entries with nothing.
func provenVillage(t testing.TB) (*village, string) {
	t.Helper()
	v := busyVillage(t)
	var entry coop.EntryView
	for _, e := range v.entries() {
		if e.Kind == coop.KindEntry && e.ReversedBy.IsZero() && e.What.Counts() {
			entry = e
			break
		}
	}
	photo := nota(t)
	sum := coop.Hash(sha256.Sum256(photo))
	album[sum] = photo
	for _, e := range []coop.Evidence{
		{Entry: entry.ID, Paper: "Nota Toko Makmur no. 0117"},
		{Entry: entry.ID, Sum: sum, Size: 48_000, Media: coop.MediaJPEG},
		{Entry: entry.ID, Sum: coop.Hash{7}, Size: 51_000, Media: coop.MediaJPEG},
	} {
		v.must(t, "Siti Rahmawati", coop.KindEvidence, e)
	}
	return v, entry.ID.String()
}

func evidenceScenes(t testing.TB, _ *village) []scene {
	v, entry := provenVillage(t)
	quiet := newVillage(t)
	with := func(book *village, page, arg string) func(*screen) {
		return func(s *screen) {
			s.Book = book
			s.Go(Route{Page: page, Arg: arg})
		}
	}
	return []scene{
		{"evidence", with(v, PageEvidence, "")},
		{"evidence-none", with(quiet, PageEvidence, "")},
		{"evidence-entry", with(v, PageEntry, entry)},
		{"evidence-view", with(v, PageEvidenceView, entry+"@1")},
		{"evidence-form", func(s *screen) {
			s.Book = v
			s.Go(Route{Page: PageEvidenceForm, Arg: entry})
			s.command(t, "record")
		}},
		{"evidence-preview", func(s *screen) {
			s.Book = v
			s.Go(Route{Page: PageEvidenceForm, Arg: entry})
			s.at.self.(*evidenceForm).onPhoto(ShelfFile{Name: "IMG_2011.jpg"}, nota(t))
		}},
	}
}

// One goes through the folder of receipts by keys alone: the list, a number, back to the list, which is shorter.
func TestEvidence_Paper(t *testing.T) {
	v := busyVillage(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	s.command(t, "evidence")
	missing, total, err := v.Unevidenced(t.Context(), 20261101, 20261130)
	if err != nil || len(missing) < 2 || s.here().Page != PageEvidence {
		t.Fatalf("%d of %d miss a paper, at %+v (%v)", len(missing), total, s.here(), err)
	}
	if !s.shown(s.Text.T("ui.evidence.sum", s.Text.Count(total-len(missing)), s.Text.Count(total),
		s.Text.Count((total-len(missing))*100/total))) {
		t.Error("the percentage is not shown")
	}
	s.pressed(fyne.KeyReturn)
	if s.here().Page != PageEvidenceForm {
		t.Fatalf("Enter leads to %+v", s.here())
	}
	s.command(t, "record")
	if !s.shown("Tulis nomor buktinya, atau pilih sebuah foto.") {
		t.Error("an empty number is taken")
	}
	s.typed("nota 117")
	s.pressed(fyne.KeyReturn)
	if s.here().Page != PageEvidence || !s.shown("Bukti disimpan") {
		t.Fatalf("after the number at %+v", s.here())
	}
	left, _, _ := v.Unevidenced(t.Context(), 20261101, 20261130)
	if len(left) != len(missing)-1 {
		t.Errorf("%d are left of %d", len(left), len(missing))
	}
	last := missing[len(missing)-1]
	if e := v.entry(last.ID); len(e.Evidences) != 1 || e.Evidences[0].Paper != "nota 117" {
		t.Errorf("the latest entry has %+v", e.Evidences)
	}
}

// A photo is seen as it will be kept before it is; a file that is no photo is refused and the number typed stays.
func TestEvidence_Photo(t *testing.T) {
	v := busyVillage(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	var entry coop.EntryView
	for _, e := range v.entries() {
		if e.Kind == coop.KindEntry && e.ReversedBy.IsZero() && e.What.Counts() {
			entry = e
		}
	}
	s.Go(Route{Page: PageEntry, Arg: entry.ID.String()})
	s.command(t, "evidence") // on an entry it adds to that entry
	p := s.at.self.(*evidenceForm)
	s.typed("nota 5")
	p.onPhoto(ShelfFile{Name: "surat.jpg"}, []byte("bukan foto"))
	if p.small != nil || p.paper.Text != "nota 5" || !s.shown("Berkas ini tidak terbaca sebagai gambar") {
		t.Errorf("after a file that is no photo: %q", p.paper.Text)
	}
	p.onPhoto(ShelfFile{Name: "IMG_2011.jpg"}, nota(t))
	if !s.shown("Pasang foto ini") || len(v.entry(entry.ID).Evidences) != 0 {
		t.Error("the photo is not shown first")
	}
	p.onOther()
	if p.paper.Text != "nota 5" {
		t.Errorf("the number typed before is now %q", p.paper.Text)
	}
	p.onPhoto(ShelfFile{Name: "IMG_2011.jpg"}, nota(t))
	s.command(t, "record")
	if s.here().Page != PageEntry || !s.shown("Bukti disimpan") || !s.shown("Lihat besar") {
		t.Errorf("after the photo at %+v", s.here())
	}
	if e := v.entry(entry.ID); len(e.Evidences) != 1 || e.Evidences[0].Size == 0 {
		t.Errorf("the entry has %+v", e.Evidences)
	}
}

// A supervisor sees evidence and adds none.
func TestEvidence_Others(t *testing.T) {
	v, entry := provenVillage(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	s.Enter(v.as("Wati Lestari", coop.RoleSupervisor))
	s.Go(Route{Page: PageEntry, Arg: entry})
	for _, text := range []string{"Nota Toko Makmur no. 0117", "Lihat besar", "Fotonya belum sampai"} {
		if !s.shown(text) {
			t.Errorf("%q is not shown", text)
		}
	}
	if s.shown("Tambah bukti") {
		t.Error("a supervisor is offered to add evidence")
	}
	s.command(t, "evidence")
	s.pressed(fyne.KeyReturn)
	if s.here().Page != PageEntry {
		t.Errorf("Enter leads the supervisor to %+v", s.here())
	}
	if imageOf([]byte(strings.Repeat("x", 99))) != nil {
		t.Error("text is a picture")
	}
}

// Right after an entry was recorded Ctrl+E opens the evidence of that very entry; once something is typed it does not.
func TestEvidence_JustRecorded(t *testing.T) {
	v := busyVillage(t)
	v.expense(t, 20261103, 450_000)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	for _, typed := range []bool{false, true} {
		s.command(t, "repeat")
		s.typed("465000")
		s.command(t, "record")
		made := v.latest().ID
		if !s.shown("Foto buktinya: Ctrl+E") {
			t.Fatal("the photo is not offered")
		}
		if typed {
			s.at.self.(*recordPage).desk.typed = true
		}
		s.command(t, "evidence")
		if at := s.here(); (at.Page == PageEvidenceForm && at.Arg == made.String()) == typed {
			t.Errorf("typed %v: at %+v", typed, at)
		}
	}
}

// The page of the exchange says how many photos have not arrived.
func TestSync_Photos(t *testing.T) {
	v := busyVillage(t)
	entry := v.expense(t, 20261103, 450_000)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	s.Go(Route{Page: PageSync})
	if s.shown("foto bukti belum sampai") {
		t.Error("photos are missing where none was taken")
	}
	v.must(t, "Siti Rahmawati", coop.KindEvidence, coop.Evidence{
		Entry: entry, Sum: coop.Hash{7, 7, 7}, Size: 900, Media: coop.MediaJPEG,
	})
	s.Reload()
	if !s.shown("1 foto bukti belum sampai") {
		t.Error("the photo that is on its way is not counted")
	}
}
