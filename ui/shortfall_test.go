package ui

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// Paying out more than the till holds warns before it is recorded, and any reason lets it through.
func TestRecord_ShortfallWantsReason(t *testing.T) {
	v := busyVillage(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	before := len(v.entries())
	s.command(t, "write")
	s.typed("bayar listrik")
	s.pressed(fyne.KeyReturn)
	s.typed("900 juta")
	s.pressed(fyne.KeyReturn)
	if !s.shown("Perhatikan: Kas Umum (Kantor) akan menjadi") {
		t.Error("no warning beside the journal")
	}
	s.command(t, "record")
	if len(v.entries()) != before || !s.shown("Tulis sebabnya di sini") {
		t.Fatal("recorded without a reason, or none was asked for")
	}
	s.typed("kas dari desa belum dicatat")
	s.command(t, "record")
	if len(v.entries()) != before+1 || v.latest().Remark != "kas dari desa belum dicatat" {
		t.Error("the reason does not let it through")
	}
}

// A till that never held anything warns as well: the first payment of a new book once went through without a word.
func TestRecord_ShortfallOfAnEmptyBook(t *testing.T) {
	v := newVillage(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	s.command(t, "write")
	s.typed("bayar listrik")
	s.pressed(fyne.KeyReturn)
	s.typed("75000")
	s.pressed(fyne.KeyReturn)
	if !s.shown("Perhatikan: Kas Umum (Kantor) akan menjadi") {
		t.Error("no warning beside the journal")
	}
	s.command(t, "record")
	if len(v.entries()) != 0 {
		t.Error("recorded without a reason")
	}
}

// Taking out more than a member has warns, as the rules say it; the rule was there and nobody asked it.
func TestRecord_WithdrawalBeyondSavings(t *testing.T) {
	v := busyVillage(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	before := len(v.entries())
	all, err := v.Savings(t.Context(), s.today())
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(all, func(x coop.SavingsView) bool {
		return x.By[coop.AccountVoluntary] == 250_000*coop.Rupiah
	})
	s.Go(Route{Page: PageRecord, Arg: "savings-withdrawal:" + all[i].Member.Member.String()})
	s.pressed(fyne.KeyReturn)
	s.typed("250001")
	s.pressed(fyne.KeyReturn)
	if !s.shown("Yang diambil Rp250.001, sedangkan saldonya hanya Rp250.000.") {
		t.Error("no warning beside the journal")
	}
	s.command(t, "record")
	if len(v.entries()) != before || !s.shown("Tulis sebabnya di sini") {
		t.Error("recorded without a reason, or none was asked for")
	}
}

// One word finds what is recorded on most days before what only has the word in its name.
func TestRecord_UsualComesFirst(t *testing.T) {
	v := busyVillage(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	find := kit.FindIn(s.occasionOptions())
	for word, want := range map[string]string{
		"iuran": "dues-mandatory", "bank": "bank-deposit", "sukarela": "savings-deposit",
		"simpanan pokok": "dues-principal",
	} {
		if found := find(word); len(found) == 0 || found[0].Key != want {
			t.Errorf("%q finds %v first, want %s", word, found[:min(1, len(found))], want)
		}
	}
}

// The button that records stays in sight under the longest form, on the smallest screen and with the largest letters.
func TestRecord_ButtonStaysInSight(t *testing.T) {
	v := busyVillage(t)
	for _, percent := range []int{100, 200} {
		s := newScreen(t, v, "id", kit.LookPaper, percent)
		s.Go(Route{Page: PageRecord, Arg: "dues-mandatory"})
		size := s.window.Canvas().Size()
		seen := false
		room := [4]float32{0, 0, size.Width, size.Height}
		for _, b := range boxes(s.window.Canvas().Content(), fyne.Position{}, room, false) {
			if strings.Contains(b.text, "Simpan catatan") {
				seen = !b.scrolled && b.at.Y+b.size.Height < size.Height
			}
		}
		if !seen {
			t.Errorf("at %d %% the button is below the fold", percent)
		}
	}
}
