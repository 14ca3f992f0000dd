package ui

import (
	"context"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

func init() { moreScenes = append(moreScenes, slipScenes) }

// rapel records dues of so many members in one entry.
func (v *village) rapel(t testing.TB, members int) coop.EntryView {
	t.Helper()
	body := coop.Entry{Date: 20261118, Occasion: "dues-mandatory", Remark: "rapel RT 03 dibawa Pak Kadus"}
	for i := range members {
		body.Lines = append(body.Lines, coop.Line{
			Account: "31102", Amount: -20_000 * coop.Rupiah, Member: v.someMember(t, i).Member, Month: 202612,
		})
	}
	body.Lines = append(body.Lines, coop.Line{Account: "11101", Amount: 20_000 * coop.Rupiah * coop.Money(members)})
	made, err := v.Record(context.Background(), v.treasurer(), coop.Act{Kind: coop.KindEntry, Body: body})
	if err != nil {
		t.Fatal(err)
	}
	return v.entry(made[0].ID)
}

// reverse takes an entry back and puts another in its place.
func (v *village) reverse(t testing.TB, e coop.EntryView) {
	t.Helper()
	v.must(t, "Siti Rahmawati", coop.KindReversal, coop.Reversal{Entry: e.ID, Date: 20261124, Reason: "salah jumlah"})
	v.must(t, "Siti Rahmawati", coop.KindEntry, coop.Entry{
		Date: 20261124, Occasion: e.Occasion, Corrects: e.ID, Lines: []coop.Line{
			{Account: "11101", Amount: 5_000_00}, {Account: "71101", Amount: -5_000_00},
		},
	})
}

func slipScenes(t testing.TB, _ *village) []scene {
	v := busyVillage(t)
	many, all := v.rapel(t, 10), v.entries()
	var dues, power coop.EntryView
	for _, e := range all {
		switch {
		case e.Occasion == "dues-mandatory" && e.ID != many.ID && dues.ID.IsZero():
			dues = e
		case e.Occasion == "electricity":
			power = e
		}
	}
	gone := v.rapel(t, 2)
	v.reverse(t, gone)
	at := func(page, arg string) func(*screen) {
		return func(s *screen) {
			s.Book = v
			s.Go(Route{Page: page, Arg: arg})
		}
	}
	check := func(code coop.CheckCode) func(*screen) {
		return func(s *screen) {
			at(PageCheck, "")(s)
			s.typed(strings.ToLower(code.String()))
			s.pressed(fyne.KeyReturn)
		}
	}
	return []scene{
		{"slip-one", at(PageSlip, dues.ID.String())},
		{"slip-party", at(PageSlip, power.ID.String())},
		{"slip-many", at(PageSlip, many.ID.String())},
		{"slip-void", at(PageSlip, gone.ID.String())},
		{"check", at(PageCheck, "")},
		{"check-found", check(coop.MemberSlips(&many)[3].Code)},
		{"check-corrected", check(coop.WholeSlip(&gone).Code)},
		{"check-missing", check(coop.CheckCodeOf(coop.Hash{1}, coop.ID{}))},
		{"check-mistyped", func(s *screen) {
			at(PageCheck, "")(s)
			s.typed("7K2M9-QX4TF")
			s.pressed(fyne.KeyReturn)
		}},
		{"print-kept", func(s *screen) {
			s.Go(Route{Page: PageKept, Arg: "/home/siti/Dokumen/Lumbung/2026 Rekening anggota 0012 Raden Ayu Siti " +
				"Nurhaliza Kusumawardhani.pdf"})
		}},
		{"report-outlets", func(s *screen) {
			s.Book = settledVillage(t)
			s.Go(Route{Page: PageReport, Arg: "income"})
		}},
		{"report-members", at(PageReport, "members")},
	}
}

// Ctrl+P on an entry makes its kuitansi; the second print is a copy, and the page says so beforehand.
func TestSlip_CopyIsSaid(t *testing.T) {
	v := busyVillage(t)
	s, kept := printed(t, v, "id")
	e := v.rapel(t, 1)
	s.Go(Route{Page: PageEntry, Arg: e.ID.String()})
	s.command(t, "print")
	if kept.last != "2026-11-18 Kuitansi "+e.Voucher+".pdf" {
		t.Errorf("kept %q", kept.last)
	}
	if text := pdfText(t, kept.kept[kept.last]); strings.Contains(text, "SALINAN") ||
		!strings.Contains(text, coop.WholeSlip(&e).Code.String()) || !strings.Contains(text, "Dua puluh ribu rupiah") {
		t.Error("the first print:", text)
	}
	s.Go(Route{Page: PageSlip, Arg: e.ID.String()})
	if !s.shown("cetakan berikutnya bertanda SALINAN") {
		t.Error("the page does not say that the next one is a copy")
	}
	s.command(t, "record")
	if !strings.Contains(pdfText(t, kept.kept[kept.last]), "SALINAN") {
		t.Error("the second print is no copy")
	}
}

// The paper of who is no member bears the name that was typed, which a change of language or a print does not lose.
func TestSlip_Party(t *testing.T) {
	v := busyVillage(t)
	s, kept := printed(t, v, "id")
	s.Go(Route{Page: PageSlip, Arg: v.occasionEntry(t, "electricity").ID.String()})
	s.typed(strings.Repeat("Pak Darto ", 20))
	s.pressed(fyne.KeyReturn)
	s.command(t, "record")
	if !s.shown("paling panjang 120 huruf") || len(kept.kept) > 0 {
		t.Error("a name that fits no paper is printed")
	}
	page := s.at.self.(*slipPage)
	page.party.SetText("PLN Sungai Raya")
	page.onEnglish(true)
	s.command(t, "record")
	text := pdfText(t, kept.kept[kept.last])
	if !strings.Contains(text, "PLN Sungai Raya") || !strings.Contains(text, "KUITANSI · RECEIPT") {
		t.Error(text)
	}
	if got := s.at.self.(*slipPage).party.Text; got != "PLN Sungai Raya" {
		t.Errorf("after the print the name is %q", got)
	}
}

// A rapel prints a slip for each member, and a list on one sheet.
func TestSlip_Many(t *testing.T) {
	v := busyVillage(t)
	s, kept := printed(t, v, "id")
	e := v.rapel(t, 10)
	s.Go(Route{Page: PageSlip, Arg: e.ID.String()})
	s.command(t, "print")
	slips := pdfText(t, kept.kept[kept.last])
	s.at.self.(*slipPage).onList()
	list := pdfText(t, kept.kept[kept.last])
	for _, part := range coop.MemberSlips(&e) {
		if !strings.Contains(slips, part.Code.String()) || !strings.Contains(list, part.Code.String()) {
			t.Errorf("%s has no slip or stands on no list", part.Name)
		}
	}
	if kept.last != "2026-11-18 Daftar kuitansi "+e.Voucher+".pdf" || !strings.Contains(list, "Dua ratus ribu rupiah") {
		t.Errorf("%s: %s", kept.last, list)
	}
}

func TestSlip_Refuses(t *testing.T) {
	v := busyVillage(t)
	s, kept := printed(t, v, "en")
	s.Go(Route{Page: PageSlip, Arg: v.occasionEntry(t, "bank-deposit").ID.String()})
	s.command(t, "print")
	if !s.shown("No money was received or paid") || len(kept.kept) > 0 {
		t.Error("cash to the bank has a receipt")
	}
}

// occasionEntry is the latest entry of an occasion.
func (v *village) occasionEntry(t testing.TB, occasion string) coop.EntryView {
	t.Helper()
	for _, e := range v.entries() {
		if e.Occasion == occasion {
			return e
		}
	}
	t.Fatal("no entry of " + occasion)
	return coop.EntryView{}
}

// The check page answers by keys alone, forgives how a code is written, and says what is wrong with one.
func TestCheck_ByKeys(t *testing.T) {
	v := busyVillage(t)
	e, gone := v.rapel(t, 3), v.rapel(t, 2)
	v.reverse(t, gone)
	part := coop.MemberSlips(&e)[1]
	for _, c := range []struct{ typed, want string }{
		{part.Code.String(), "COCOK"},
		{strings.ToLower(string(part.Code)), part.Name + " · " + part.Number},
		{" " + string(part.Code[:2]) + " " + string(part.Code[2:]), e.Voucher},
		{coop.WholeSlip(&e).Code.String(), "Rp60.000"},
		{coop.WholeSlip(&gone).Code.String(), "DIBATALKAN"},
		{coop.WholeSlip(&gone).Code.String(), "sudah dibatalkan dan diganti dengan"},
		{coop.CheckCodeOf(coop.Hash{3}, coop.ID{}).String(), "TIDAK DITEMUKAN di buku ini"},
		{"", "Kode cek belum diisi"},
		{"BKM-A-2026-000123", "kode cek berisi 10"},
		{"7K2M9-QX4T?", "“?” tidak ada dalam kode cek"},
		{string(part.Code[1]) + string(part.Code[0]) + string(part.Code[2:]), "Ada yang salah ketik"},
	} {
		s := newScreen(t, v, "id", kit.LookPaper, 100)
		s.command(t, "check")
		s.typed(c.typed)
		s.pressed(fyne.KeyReturn)
		if !s.shown(c.want) {
			t.Errorf("%q does not lead to %q", c.typed, c.want)
		}
		if got := s.at.self.(*checkPage).code.Text; got != c.typed {
			t.Errorf("%q has become %q", c.typed, got)
		}
		s.typed("X")
		if s.shown("COCOK") || s.shown("TIDAK DITEMUKAN") || s.shown("DIBATALKAN") {
			t.Errorf("the answer for %q stays while another code is typed", c.typed)
		}
		s.pressed(fyne.KeyEscape)
		if s.here().Page != PageHome {
			t.Errorf("Esc leads to %+v", s.here())
		}
	}
}
