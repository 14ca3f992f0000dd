package ui

import (
	"context"
	"io"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

func init() { moreScenes = append(moreScenes, countScenes) }

// countsTill types the pieces of a till that is short or over by some rupiah.
func (s *screen) countsTill(t testing.TB, over coop.Money) {
	t.Helper()
	s.command(t, "count")
	left := s.at.self.(*countPage).data.booked["11101"] + over*coop.Rupiah
	for _, kind := range coop.Denominations() {
		if n := left / kind.Value; n > 0 {
			s.typed(s.Text.Count(int(n)))
			left -= n * kind.Value
		}
		s.pressed(fyne.KeyReturn)
	}
}

func countScenes(t testing.TB, _ *village) []scene {
	return []scene{
		{"count", func(s *screen) {
			s.onVillage(busyVillage(t))
			s.countsTill(t, -15_000)
			s.typed("salah kembalian")
		}},
		{"count-refused", func(s *screen) {
			s.onVillage(busyVillage(t))
			s.countsTill(t, 6_100)
			s.command(t, "record")
		}},
		{"count-witness", func(s *screen) {
			s.onVillage(busyVillage(t))
			s.countsShort(t)
			s.layer.Quieten()
		}},
		{"count-words", func(s *screen) {
			s.onVillage(busyVillage(t))
			s.countsShort(t)
			s.witnessed("1234", "")
			s.layer.Quieten()
		}},
		{"count-against", func(s *screen) {
			s.onVillage(busyVillage(t))
			s.countsShort(t)
			s.layer.Quieten()
			s.Swap(Route{Page: PageWitness, Arg: s.here().Arg + witnessAgainst})
		}},
		{"counted", func(s *screen) {
			s.onVillage(busyVillage(t))
			s.countsShort(t)
			s.Back()
			s.layer.Quieten()
		}},
		{"counts", func(s *screen) {
			s.onVillage(busyVillage(t))
			s.countsShort(t)
			s.witnessed("1234", "")
			s.typed("bato lumi seka rodu")
			s.command(t, "record")
			s.countsTill(t, 0)
			s.command(t, "record")
			s.command(t, "counts")
			s.layer.Quieten()
		}},
		{"counts-none", func(s *screen) { s.onVillage(newVillage(t)); s.command(t, "counts") }},
		{"count-bank", func(s *screen) {
			s.onVillage(busyVillage(t))
			s.command(t, "count-bank")
			s.typed("2998500")
		}},
	}
}

// countsShort records a count that is fifteen thousand short.
func (s *screen) countsShort(t testing.TB) {
	t.Helper()
	s.countsTill(t, -15_000)
	s.typed("salah kembalian")
	s.command(t, "record")
}

// witnessed answers as the chair.
func (s *screen) witnessed(pin, words string) {
	s.typed("budi")
	s.pressed(fyne.KeyReturn)
	s.typed(pin)
	s.pressed(fyne.KeyReturn)
	s.typed(words)
	s.pressed(fyne.KeyReturn)
}

// counts reads the counts of the village.
func (v *village) counts(t testing.TB) []coop.CountView {
	t.Helper()
	all, err := v.Counts(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// The treasurer counts by keys, the difference is posted with its reason, and the chair signs for the figures on the
// same laptop with her own words, made on the spot.
func TestCount_ByKeys(t *testing.T) {
	v := busyVillage(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	s.countsTill(t, -15_000)
	if !s.shown("Kurang Rp15.000") {
		t.Error("the difference is not said")
	}
	s.command(t, "record")
	if !s.shown("Ada selisih. Tulis sebabnya") || len(v.counts(t)) != 0 {
		t.Fatal("a difference without a reason is taken")
	}
	s.typed("salah kembalian")
	s.command(t, "record")
	if s.here().Page != PageWitness || !s.shown("Dihitung oleh Siti Rahmawati") {
		t.Fatalf("not asked for a second person: %v", s.here())
	}
	e := v.latest()
	if e.Occasion != coop.OccasionCashShort || e.Amount != 15_000*coop.Rupiah || e.Remark != "salah kembalian" {
		t.Errorf("the difference is %+v", e)
	}
	s.witnessed("1234", "")
	if !s.shown("bato lumi seka rodu") {
		t.Fatal("the first signature makes no words")
	}
	s.typed("bato lumi")
	s.command(t, "record")
	if !s.shown("Belum sama dengan empat kata") || !v.counts(t)[0].Witness.IsZero() {
		t.Fatal("other words are taken")
	}
	s.at.self.(*witnessPage).words.SetText("")
	s.typed("Bato lumi  seka rodu")
	s.command(t, "record")
	c := v.counts(t)[0]
	if c.WitnessName != "Budi Santoso" || c.Entry != e.ID || c.Difference() != -15_000*coop.Rupiah {
		t.Errorf("the count is %+v", c)
	}
	if s.here().Page != PageCounted || !s.shown("✓ Budi Santoso") || !s.shown("Selisihnya sudah dibukukan") {
		t.Error("the count does not say who signed")
	}
	if s.session.Name != "Siti Rahmawati" || len(v.drafts) != 0 {
		t.Error("somebody else sits before the screen now, or a draft stays")
	}
}

// A wrong PIN and wrong words sign nothing, and say so beside their field.
func TestWitness_Refuses(t *testing.T) {
	v := busyVillage(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	s.countsShort(t)
	s.command(t, "record")
	if !s.shown("Pilih nama saksinya") {
		t.Error("nobody signs")
	}
	s.witnessed("9999", "bato lumi seka rodu")
	if !v.counts(t)[0].Witness.IsZero() || s.here().Page != PageWitness {
		t.Error("a wrong PIN signs")
	}
	budi := v.as("Budi Santoso", coop.RoleChair)
	if _, err := v.MakeUserKey(t.Context(), budi, "padi sawah lumbung desa", ""); err != nil {
		t.Fatal(err)
	}
	s.typed("1234")
	s.pressed(fyne.KeyReturn)
	s.command(t, "record")
	if !s.shown("Kata sandi tanda tangan tidak cocok") || !v.counts(t)[0].Witness.IsZero() {
		t.Error("wrong words sign, or are not said")
	}
	s.at.self.(*witnessPage).words.SetText("padi sawah lumbung desa")
	s.command(t, "record")
	if v.counts(t)[0].WitnessName != "Budi Santoso" {
		t.Error("the right words do not sign")
	}
	if n := len(s.at.self.(*countedPage).actions()); n != 1 {
		t.Errorf("%d buttons: a second signature is asked for", n)
	}
}

// Who does not agree says why, in their own name; the count stands and says so.
func TestWitness_Against(t *testing.T) {
	v := busyVillage(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	budi := v.as("Budi Santoso", coop.RoleChair)
	if _, err := v.MakeUserKey(t.Context(), budi, "padi sawah lumbung desa", ""); err != nil {
		t.Fatal(err)
	}
	s.countsShort(t)
	s.Swap(Route{Page: PageWitness, Arg: v.counts(t)[0].Count.String() + witnessAgainst})
	s.witnessed("1234", "padi sawah lumbung desa")
	s.command(t, "record")
	if !s.shown("Tulis apa yang tidak benar") || v.counts(t)[0].Declined {
		t.Error("an objection without a reason is taken")
	}
	s.typed("uang kecil tidak dihitung")
	s.command(t, "record")
	c := v.counts(t)[0]
	if !c.Declined || c.DeclinedWhy != "uang kecil tidak dihitung" || !c.Witness.IsZero() || c.Entry.IsZero() {
		t.Errorf("the count is %+v", c)
	}
	if !s.shown("Budi Santoso tidak setuju: uang kecil tidak dihitung") {
		t.Error("the objection is not shown")
	}
	s.Home()
	if !s.shown("Ada keberatan pada hitungan kas") || !s.shown("uang kecil tidak dihitung") {
		t.Error("home does not call the counter")
	}
}

// Skipped with one key, the count says that nobody witnessed it; the counter herself is not offered as a witness.
func TestWitness_Later(t *testing.T) {
	v := busyVillage(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	s.countsShort(t)
	s.typed("siti")
	if o := s.at.self.(*witnessPage).users; len(o) != 2 {
		t.Errorf("offered as witnesses: %v", o)
	}
	s.pressed(fyne.KeyEscape, fyne.KeyEscape) // the list of names, and the page
	if s.here().Page != PageCounted || !s.shown("Belum disaksikan") {
		t.Error("not skipped by one key, or not said")
	}
}

// The chair may count and not record entries: the difference waits for the treasurer, who posts it by one key, once.
func TestCount_ChairCounts(t *testing.T) {
	v := busyVillage(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	s.Enter(v.as("Budi Santoso", coop.RoleChair))
	before := len(v.entries())
	s.countsShort(t)
	if len(v.entries()) != before || len(v.counts(t)) != 1 {
		t.Fatal("the chair's count is lost, or an entry is in her name")
	}
	s.Enter(v.treasurer())
	s.Go(Route{Page: PageCounted, Arg: v.counts(t)[0].Count.String()})
	if !s.shown("Selisihnya belum dibukukan") {
		t.Error("the open difference is not said")
	}
	s.command(t, "record")
	if e := v.latest(); len(v.entries()) != before+1 || e.Once != coop.CountOnce(v.counts(t)[0].Count).ID() {
		t.Errorf("posted %+v", e)
	}
	s.command(t, "record") // now it asks for a witness
	if len(v.entries()) != before+1 {
		t.Error("posted twice")
	}
}

// Every wrong input is refused with a sentence and nothing typed is lost; a power cut takes nothing either.
func TestCount_Refuses(t *testing.T) {
	v := busyVillage(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	s.Later = func(_ time.Duration, do func()) { do() }
	s.command(t, "count")
	s.typed("dua")
	s.pressed(fyne.KeyReturn)
	s.typed("7")
	page := s.at.self.(*countPage)
	for typed, said := range map[string]string{
		"30/2": "bukan tanggal", "1/1/2030": "Tanggal itu belum tiba", "": "Tanggal",
	} {
		page.date.SetText(typed)
		s.command(t, "record")
		if !s.shown(said) || !s.shown("Tulis banyaknya dengan angka") || page.pieces[0].Text != "dua" {
			t.Errorf("%q: taken, lost, or %q is not said", typed, said)
		}
	}
	page.date.SetDay(s.today().Time())
	page.pieces[0].SetText("9999999999")
	s.command(t, "record")
	if len(v.counts(t)) != 0 {
		t.Error("absurdly many notes are taken")
	}
	again := newScreen(t, v, "id", kit.LookPaper, 100)
	again.command(t, "count")
	if got := again.at.self.(*countPage); got.pieces[1].Text != "7" || got.pieces[0].Text != "9999999999" {
		t.Error("what was typed is gone after a power cut")
	}
}

// News that come between looking and recording are not signed for: the difference is shown anew first.
func TestCount_BookMoves(t *testing.T) {
	v := busyVillage(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	s.countsTill(t, 0)
	if !s.shown("Sama dengan buku") {
		t.Error("an agreeing till is not said")
	}
	if _, err := v.Record(t.Context(), v.treasurer(), coop.Act{Kind: coop.KindEntry, Body: coop.Entry{
		Date: 20261125, Lines: []coop.Line{{Account: "61201", Amount: 500_00}, {Account: "11101", Amount: -500_00}},
	}}); err != nil {
		t.Fatal(err)
	}
	s.command(t, "record")
	if len(v.counts(t)) != 0 || !s.shown("Buku baru saja berubah") || !s.shown("Lebih Rp500") {
		t.Error("a figure is recorded that nobody saw")
	}
}

// A bank's balance is compared the same way; fee and interest are one key away and what was typed waits.
func TestCount_Bank(t *testing.T) {
	v := busyVillage(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	s.Later = func(_ time.Duration, do func()) { do() }
	s.command(t, "count-bank")
	s.command(t, "record")
	if !s.shown("Tulis saldo yang tertera") {
		t.Error("an empty balance is taken")
	}
	s.typed("2.998.722,50")
	if !s.shown("Kurang Rp2.500") || !s.shown("Terima bunga bank") {
		t.Error("the difference or the last entries are not in sight")
	}
	s.Go(Route{Page: PageRecord, Arg: "bank-fee"})
	s.typed("2500")
	s.command(t, "record")
	s.Back()
	if !s.shown("Sama dengan buku") {
		t.Error("the balance does not wait, or does not agree after the fee")
	}
	s.command(t, "record")
	if c := v.counts(t)[0]; c.Account != "11201" || c.Difference() != 0 || len(c.Notes()) != 0 {
		t.Errorf("recorded %+v", c)
	}
}

// keeping is a shelf that remembers what was kept and opened.
type keeping struct {
	shelf
	name, opened string
	size         int
}

func (k *keeping) Keep(_ context.Context, name string, write func(io.Writer) error) (string, error) {
	var b strings.Builder
	err := write(&b)
	k.name, k.size = name, b.Len()
	return "Dokumen/" + name, err
}

func (k *keeping) Open(path string) error { k.opened = path; return nil }

// The minutes are written as PDF under a name that says what they are, and opened.
func TestCounted_Minutes(t *testing.T) {
	v := busyVillage(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	kept := &keeping{}
	s.Shelf = kept
	s.countsShort(t)
	s.Back()
	s.command(t, "print")
	const name = "2026-11-25 Berita acara hitung kas 11101.pdf"
	if kept.name != name || kept.size < 1000 || kept.opened != "Dokumen/"+kept.name {
		t.Errorf("kept %q, %d bytes, opened %q", kept.name, kept.size, kept.opened)
	}
}
