package ui

import (
	"context"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// troubledVillage is a busy village where some things are irregular and the supervisor has remarked on others.
func troubledVillage(t testing.TB) *village {
	t.Helper()
	v := busyVillage(t)
	member := v.someMember(t, 4).Member
	rp := func(n coop.Money) coop.Money { return n * coop.Rupiah }
	entry := func(day coop.Date, occasion string, lines ...coop.Line) coop.Act {
		return coop.Act{Kind: coop.KindEntry, Body: coop.Entry{Date: day, Occasion: occasion, Lines: lines}}
	}
	for range 2 { // the dues of October, once in the hamlet and once at the office
		v.must(t, "Siti Rahmawati", coop.KindEntry, entry(20261103, "dues-mandatory",
			coop.Line{Account: "11101", Amount: rp(20_000)},
			coop.Line{Account: "31102", Amount: -rp(20_000), Member: member, Month: 202610}).Body)
	}
	v.must(t, "Siti Rahmawati", coop.KindEntry, entry(20261116, "savings-withdrawal",
		coop.Line{Account: "21101", Amount: rp(75_000), Member: member},
		coop.Line{Account: "11101", Amount: -rp(75_000)}).Body)
	v.now = clock.AddDate(0, 0, -2)
	v.take(v.people["Wati Lestari"], entry(20261117, "purchase-cash", coop.Line{Account: "14101", Amount: rp(300_000)},
		coop.Line{Account: "11101", Amount: -rp(300_000)}), true)
	entries := v.entries()
	v.must(t, "Wati Lestari", coop.KindFinding, coop.Finding{
		Entry: entries[1].ID, Text: "Nota pembelian beras belum ada di map. Mohon dilampirkan atau dijelaskan.",
	})
	v.now = clock.AddDate(0, 0, -9)
	old := v.must(t, "Wati Lestari", coop.KindFinding, coop.Finding{
		Period: 202610, Text: "Kas fisik akhir Oktober lebih Rp20.000 dari buku kas.",
	})
	v.must(t, "Siti Rahmawati", coop.KindAnswer, coop.Answer{
		Finding: coop.HashID(old, 0), Text: "Iuran Pak Rusdi belum sempat dicatat; sudah dicatat 3 November.",
	})
	v.accepted = v.head.Seq - 3
	v.now = clock
	return v
}

// as is a session of somebody of the village.
func (v *village) as(name string, role coop.Role) coop.Session {
	return coop.Session{User: v.people[name], Name: name, Role: role}
}

// exception and finding are routes to one of a kind.
func (v *village) exception(what coop.What) func() string {
	return func() string {
		exceptions, _ := v.Exceptions(context.Background())
		for _, x := range exceptions {
			if x.What == what {
				return exceptionArg(x)
			}
		}
		return ""
	}
}

func (v *village) finding(answers int) func() string {
	return func() string {
		findings, _ := v.Findings(context.Background())
		for _, f := range findings {
			if len(f.Answers) == answers {
				return f.Finding.String()
			}
		}
		return ""
	}
}

// copied is the village's book as a copy.
func copied(v *village, keyless bool) *village {
	other := *v
	other.copied, other.keyless = true, keyless
	return &other
}

// What home says waits leads to the list, the list to the matter, and the matter to what it is about.
func TestAttention_Walk(t *testing.T) {
	v := troubledVillage(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	waiting, err := countWaiting(context.Background(), v)
	if err != nil || waiting != 4 || s.waiting != waiting || s.frame.places[PageAttention].Count != "4" {
		t.Fatalf("%d wait, the side bar says %d (%v)", waiting, s.waiting, err)
	}
	s.command(t, "attention")
	leads := map[string]bool{}
	for row := range s.at.self.(*attentionPage).rows {
		s.command(t, "attention")
		for range row {
			s.pressed(fyne.KeyDown)
		}
		s.pressed(fyne.KeyReturn)
		if s.here().Page == PageException {
			s.pressed(fyne.KeyReturn)
		}
		leads[s.here().Page] = true
		if s.here().Page == PageAttention {
			t.Errorf("row %d leads nowhere", row)
		}
	}
	for _, page := range []string{PageFinding, PageEntry, PageMember} {
		if !leads[page] {
			t.Errorf("no row leads to %s", page)
		}
	}
}

// The chair looks and writes what was seen; the treasurer cannot.
func TestException_Look(t *testing.T) {
	v := troubledVillage(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	arg := v.exception(coop.WhatMonthTwice)()
	s.Go(Route{Page: PageAttention})
	s.Go(Route{Page: PageException, Arg: arg})
	if s.at.self.(*exceptionPage).form != nil || !s.shown("Ketua atau pengawas menandai") {
		t.Error("the treasurer may say that the board has looked")
	}
	s.Enter(v.as("Budi Santoso", coop.RoleChair))
	s.Go(Route{Page: PageAttention})
	s.Go(Route{Page: PageException, Arg: arg})
	s.command(t, "record")
	if !s.shown("Tulis sedikit tentang yang Anda lihat.") {
		t.Error("an empty note is taken")
	}
	s.typed("memang dua kali bayar")
	s.command(t, "record")
	if s.here().Page != PageAttention || !s.shown("Ditandai sudah dilihat") || s.waiting != 3 {
		t.Errorf("at %+v, %d wait", s.here(), s.waiting)
	}
	s.Go(Route{Page: PageException, Arg: arg})
	if !s.shown("Sudah dilihat Budi Santoso: memang dua kali bayar") {
		t.Error("what was seen is not told")
	}
}

// A supervisor remarks on an entry, and the treasurer answers; both by keys.
func TestFinding_WriteAndAnswer(t *testing.T) {
	v := busyVillage(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	s.Enter(v.as("Wati Lestari", coop.RoleSupervisor))
	s.Go(Route{Page: PageEntry, Arg: v.entries()[1].ID.String()})
	if s.shown("Batalkan catatan") || !s.shown("M · Temuan") {
		t.Error("a supervisor is offered what is the treasurer's, or not what is theirs")
	}
	s.Go(Route{Page: PageFindingForm, Arg: s.here().Arg})
	s.command(t, "record")
	if !s.shown("Temuannya belum ditulis.") {
		t.Error("an empty finding is taken")
	}
	s.typed("Notanya mana?")
	s.pressed(fyne.KeyReturn)
	if s.here().Page != PageEntry || s.waiting != 1 {
		t.Fatalf("at %+v, %d wait", s.here(), s.waiting)
	}
	if findings, _ := v.Findings(context.Background()); findings[0].Entry != v.entries()[1].ID {
		t.Errorf("the finding speaks of %v", findings[0].Entry)
	}
	s.Enter(v.treasurer())
	s.command(t, "attention")
	s.pressed(fyne.KeyReturn)
	s.typed("Sudah dilampirkan")
	s.command(t, "record")
	if s.here().Page != PageAttention || s.waiting != 0 || s.frame.places[PageAttention].Count != "" {
		t.Errorf("at %+v, %d wait", s.here(), s.waiting)
	}
	s.pressed(fyne.KeyReturn)
	if !s.shown("Jawaban Siti Rahmawati") || !s.shown("Sudah dilampirkan") {
		t.Error("the answer does not stand with the finding")
	}
}

// A copied book says so before anything else, asks for what is newest, and goes on as a device of its own.
func TestCopy_GoOn(t *testing.T) {
	v := busyVillage(t)
	v.copied = true
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	s.Leave()
	if s.here().Page != PageCopy || !s.shown("Buku ini salinan") || !s.shown("Baca berkas kiriman") {
		t.Fatalf("at %+v", s.here())
	}
	s.command(t, "record")
	if s.here().Page != PageCopy || !v.copied {
		t.Error("it goes on without a name")
	}
	s.typed("laptop baru")
	s.pressed(fyne.KeyReturn)
	s.typed("salah")
	s.pressed(fyne.KeyReturn)
	if !v.copied || !s.shown("Kode pemulihan ini bukan milik koperasi ini.") {
		t.Error("a wrong code is not told")
	}
	for range 5 {
		s.pressed(fyne.KeyBackspace)
	}
	s.typed(recoveryCode)
	s.pressed(fyne.KeyReturn)
	if v.copied || v.wentOn != recoveryCode || s.here().Page != PageLogin || s.Exchange.(*line).tries != 1 {
		t.Errorf("copied %v, with %q, at %+v", v.copied, v.wentOn, s.here())
	}
}

// When everything has come back, the book is no copy any more, and the page makes way by itself.
func TestCopy_CatchesUp(t *testing.T) {
	v := busyVillage(t)
	v.copied = true
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	s.Leave()
	v.copied = false
	s.Turned(true)
	if s.here().Page != PageLogin {
		t.Errorf("at %+v", s.here())
	}
	v.copied, v.keyless = true, true
	s.Home()
	if s.here().Page != PageCopy || s.shown("Baca berkas kiriman") || !s.shown("kunci untuk mencatat tetap di sana") {
		t.Error("a book without keys is offered what needs them")
	}
}

// Every kind of exception has few words for the list and a sentence for its page, in both languages: one kind once
// stood in the list as the name of its key.
func TestWhat_named(t *testing.T) {
	text, err := NewText("id")
	if err != nil {
		t.Fatal(err)
	}
	for _, tongue := range []string{"id", "en"} {
		text.Use(tongue)
		for w := coop.WhatUnknown; w < 100; w++ {
			if strings.HasPrefix(w.String(), "what-") {
				continue
			}
			if key := whatKey(w); text.T(key) == key || text.What(w) == w.Key() {
				t.Errorf("%s: %s is not named: %q, %q", tongue, w, text.T(key), text.What(w))
			}
		}
	}
}
