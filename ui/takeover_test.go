package ui

import (
	"context"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// oldBooks are two workbooks as a village brings them: the values are those that a reader of workbooks gives.
type oldBooks struct {
	told     []string
	refuses  error
	shut     *TakeoverRefusal // what recording is refused with
	found    TakeoverFound
	decided  []TakeoverDecision
	recorded int
}

func (o *oldBooks) Open(_ context.Context, _ Book, files []TakeoverFile, told func(string)) (Takeover, error) {
	for _, f := range files {
		told(f.Name)
		o.told = append(o.told, f.Name)
	}
	if o.refuses != nil {
		return nil, o.refuses
	}
	o.found = oldFound()
	return o, nil
}

func (o *oldBooks) Found() TakeoverFound { return o.found }

func (o *oldBooks) Decide(_ context.Context, d TakeoverDecision) error {
	o.decided = append(o.decided, d)
	for _, a := range o.found.Asks {
		for i, r := range a.Rows {
			if slices.Contains(d.Rows, r.Key) {
				a.Rows[i].Decided, a.Rows[i].Suspense = true, d.Suspense
				if d.Occasion != "" {
					a.Rows[i].Occasion = d.Occasion
				}
			}
		}
	}
	return nil
}

func (o *oldBooks) Join(_ context.Context, pair TakeoverPair, same bool) error {
	for i, p := range o.found.Pairs {
		if p.Key == pair.Key {
			o.found.Pairs[i].Decided, o.found.Pairs[i].Together = true, same
		}
	}
	return nil
}

func (o *oldBooks) Record(context.Context, coop.Session) (TakeoverDone, error) {
	if o.shut != nil {
		return TakeoverDone{}, o.shut
	}
	o.recorded++
	return TakeoverDone{Recorded: 71, Suspense: 2, Members: 3}, nil
}

func why(key string, args ...any) coop.Problem {
	return coop.Problem{Key: "takeover." + key, Args: args}
}

func rupiah(n coop.Money) coop.Money { return n * coop.Rupiah }

func oldFound() TakeoverFound {
	months := []string{"Januari", "Pebruari", "Maret", "April", "Mei", "Juni", "Juli"}
	var f TakeoverFound
	for i, name := range months {
		s := TakeoverSheet{
			File: "buku-bank-2026.xlsx", Name: name, Account: "11201", BankSide: true, Read: 21 + i, Taken: 8 + i,
			Ours: rupiah(8837000) + coop.Money(i)*rupiah(224000) + 50, StatedRow: 47, Aside: []TakeoverAside{
				{why("kind.title"), []int{1, 2, 3}},
				{why("kind.header"), []int{4}},
				{why("kind.blank"), []int{15, 16, 17, 18}},
				{why("kind.total"), []int{45, 46, 47}},
				{why("kind.signature"), []int{49, 50}},
			},
		}
		if name == "Januari" {
			s.Suspense, s.Read = 2, 23
		}
		if name == "Juli" {
			s.Taken, s.Read = 0, 13
		}
		s.Stated = s.Ours
		f.Sheets = append(f.Sheets, s)
	}
	june := &f.Sheets[5]
	june.Difference, june.Stated = -rupiah(2500), june.Ours-rupiah(2500)
	june.Differences = []TakeoverBreak{
		{Row: 17, By: rupiah(5000), Why: why("gap-skips", 15)},
		{Row: 20, By: -rupiah(7500), Why: why("gap-total-misses", 17)},
	}
	f.Sheets = append(f.Sheets, TakeoverSheet{
		File: "buku-kas-umum-2026.xlsx", Name: "Januari", Account: "11101", Read: 56, Taken: 53, StatedRow: 60,
		Ours: rupiah(4840500), Stated: rupiah(4840500), Aside: []TakeoverAside{{why("kind.title"), []int{1, 2, 3}}},
	})
	var loans []TakeoverRow
	for i := range 3 {
		loans = append(loans, TakeoverRow{
			Key: "loan" + months[i], File: "buku-kas-umum-2026.xlsx", Sheet: months[i+2], N: 7 + i,
			Date: coop.Date(20260312 + 100*i), Amount: -rupiah(80000),
			Text:    "Untuk mengembalikan pihak ke-3 operasional",
			Reasons: []coop.Problem{why("rule-unsure")}, Occasion: "petty-cash-fill", Accounts: []string{"11102"},
		})
	}
	f.Asks = []TakeoverAsk{{ID: "loans", Rows: loans, Text: true}, {ID: "heru", Rows: []TakeoverRow{{
		Key: "heru", File: "buku-kas-umum-2026.xlsx", Sheet: "Januari", N: 42, Date: 20260105,
		Text: "Terima Simpanan wajib anggota an HERU PURNOMO", Remark: "Anggota Desember", Amount: rupiah(100000),
		Reasons: []coop.Problem{why("looks-principal")}, Occasion: "member-deposit-held", Accounts: []string{"21105"},
		Member: "Heru Purnomo",
	}}}, {ID: "transfer", Rows: []TakeoverRow{{
		Key: "transfer", File: "buku-bank-2026.xlsx", Sheet: "Januari", N: 9, Date: 20260109, Text: "Transfer",
		Amount: rupiah(63000), Reasons: []coop.Problem{why("rule-unsure"), why("not-placed")},
		Occasion: "bank-unidentified", Accounts: []string{"29101"}, Suspense: true,
	}}}}
	f.Principal, f.Mandatory = rupiah(100000), []TakeoverRate{{202507, rupiah(20000)}}
	f.Problems = []coop.Problem{why("bank-assumed", "11201")}
	meetOld(&f)
	return f
}

// meetOld names the people of the workbooks.
func meetOld(f *TakeoverFound) {
	f.Pairs = []TakeoverPair{
		{
			Name: "Suryanto Adi", Other: "Adi Suryanto", Key: "suryanto adi", OtherKey: "adi suryanto", Rows: 3,
			Why: why("near-order"), Percent: 95,
		},
		{
			Name: "Aminah Wulandary", Other: "Aminah Wulandari", Key: "aminah wulandary", OtherKey: "x", Known: true,
			Rows: 1, Why: why("near-letter"), Percent: 93,
		},
	}
	f.Members = []TakeoverMember{
		{"Heru Purnomo", 2, 202512},
		{"Suryanto Adi", 3, 0},
		{"Siti Mutmainah", 6, 202601},
	}
}

// atTakeover opens a step of a take-over of both workbooks.
func atTakeover(step string) func(*screen) {
	return func(s *screen) {
		s.takeover.files = []TakeoverFile{{Name: "buku-kas-umum-2026.xlsx"}, {Name: "buku-bank-2026.xlsx"}}
		s.Go(Route{Page: PageTakeover})
		s.at.self.(recorder).record()
		s.Go(Route{Page: PageTakeover, Arg: step})
	}
}

// texts is every text in sight or reach of the page.
func (s *screen) texts() string {
	var all []string
	size := s.window.Canvas().Size()
	root := s.window.Canvas().Content().(*fyne.Container)
	for _, b := range boxes(root.Objects[0], fyne.Position{}, [4]float32{0, 0, size.Width, size.Height}, false) {
		all = append(all, b.text)
	}
	return strings.Join(all, " ")
}

func takeoverScreen(t *testing.T) (*screen, *oldBooks) {
	s := newScreen(t, busyVillage(t), "id", kit.LookPaper, 100)
	books := &oldBooks{}
	s.Takeovers = books
	return s, books
}

func TestTakeoverChoose(t *testing.T) {
	s, books := takeoverScreen(t)
	s.Go(Route{Page: PageTakeover})
	s.typed("catatan.docx")
	s.pressed(fyne.KeyReturn)
	if !strings.Contains(s.texts(), "catatan.docx bukan buku Excel") {
		t.Errorf("a document is not refused in words: %s", s.texts())
	}
	s.at.self.(*choosePage).path.SetText("")
	s.typed(`"E:\Buku Kas.xlsx"`)
	s.pressed(fyne.KeyReturn)
	if len(s.takeover.files) != 1 || string(s.takeover.files[0].Data) != "x" {
		t.Fatalf("typed path: %v", s.takeover.files)
	}
	books.refuses = why("error.damaged", "Buku Kas.xlsx")
	s.pressed(fyne.KeyReturn)
	if !strings.Contains(s.texts(), "rusak") || s.here().Arg != "" {
		t.Errorf("a damaged file is not said at %v: %s", s.here(), s.texts())
	}
	books.refuses = nil
	s.pressed(fyne.KeyReturn)
	if s.here().Arg != takeoverFound || len(books.told) != 2 {
		t.Errorf("at %v after reading %v", s.here(), books.told)
	}
}

func TestTakeoverFound(t *testing.T) {
	s, _ := takeoverScreen(t)
	atTakeover(takeoverFound)(s)
	for _, want := range []string{
		"212 baris dibaca: 116 diambil, 2 belum jelas", "mulai baris 17", "lebih Rp5.000", "beda 2.500", "✓ cocok",
	} {
		if !strings.Contains(s.texts(), want) {
			t.Errorf("%q is not said: %s", want, s.texts())
		}
	}
	s.pressed(fyne.KeyDown, fyne.KeyReturn)
	if s.here().Arg != takeoverSheet+":1" || !strings.Contains(s.texts(), "45–47") {
		t.Errorf("at %v: %s", s.here(), s.texts())
	}
}

// TestTakeoverDecide goes through what is unsure with the keys alone.
func TestTakeoverDecide(t *testing.T) {
	s, books := takeoverScreen(t)
	atTakeover(takeoverAsks)(s)
	s.pressed(fyne.KeyReturn)
	s.at.self.(recorder).record()
	if d := books.decided[0]; !d.Accept || !d.Text || len(d.Rows) != 3 {
		t.Errorf("accepted as proposed: %+v", d)
	}
	if s.here().Arg != takeoverAsk+":1" {
		t.Fatalf("next is %v", s.here())
	}
	s.typed("simpanan pokok")
	s.pressed(fyne.KeyReturn)
	s.at.self.(recorder).record()
	if d := books.decided[1]; d.Accept || d.Occasion != "dues-principal" || d.Text || d.Member != "Heru Purnomo" {
		t.Errorf("placed elsewhere: %+v", d)
	}
	s.at.self.(*askPage).onUnknown()
	if d := books.decided[2]; !d.Suspense || !slices.Equal(d.Rows, []string{"transfer"}) {
		t.Errorf("put into suspense: %+v", d)
	}
	if s.here().Arg != takeoverAsks || !strings.Contains(s.texts(), "Semua sudah diputuskan") {
		t.Errorf("at %v: %s", s.here(), s.texts())
	}
}

func TestTakeoverMembersAndRecord(t *testing.T) {
	s, books := takeoverScreen(t)
	atTakeover(takeoverMembers)(s)
	s.at.self.(*metPage).onJoin(books.found.Pairs[0], true)
	if !strings.Contains(s.texts(), "Dicatat sebagai Adi Suryanto") || !strings.Contains(s.texts(), "Rp20.000") {
		t.Errorf("joined: %s", s.texts())
	}
	s.at.self.(recorder).record()
	if books.recorded != 0 || s.here().Arg != takeoverRecord {
		t.Fatalf("recorded %d times at %v", books.recorded, s.here())
	}
	if !strings.Contains(s.texts(), "3 hal belum diputuskan") || !strings.Contains(s.texts(), "Catat 118 baris") {
		t.Errorf("before recording: %s", s.texts())
	}
	s.at.self.(recorder).record()
	if books.recorded != 1 || !strings.Contains(s.texts(), "71") || s.here().Arg != takeoverDone {
		t.Errorf("recorded %d times at %v: %s", books.recorded, s.here(), s.texts())
	}
	for i := range books.found.Sheets { // the same files again
		sheet := &books.found.Sheets[i]
		sheet.Recorded, sheet.Taken, sheet.Suspense = sheet.Taken+sheet.Suspense, 0, 0
	}
	s.Go(Route{Page: PageTakeover, Arg: takeoverRecord})
	if !strings.Contains(s.texts(), "Tidak ada yang baru") {
		t.Errorf("the same again: %s", s.texts())
	}
}

// Old books whose rows lie in a closed month are refused as a whole: the page says which row and until when, stays
// where it is with all that was decided, and records when the month was reopened.
func TestTakeover_Closed(t *testing.T) {
	s, books := takeoverScreen(t)
	atTakeover(takeoverRecord)(s)
	books.shut = &TakeoverRefusal{Row: "Januari!17", What: coop.WhatLate, Closed: 20260131}
	s.at.self.(recorder).record()
	if books.recorded != 0 || s.here().Arg != takeoverRecord || !strings.Contains(s.texts(), "Catat 118 baris") {
		t.Errorf("recorded %d times, at %v: %s", books.recorded, s.here(), s.texts())
	}
	if !s.shown("Januari!17 bertanggal di bulan yang sudah ditutup (sampai 31 Januari 2026)") {
		t.Error("the row in the closed month is not named")
	}
	books.shut = nil
	s.at.self.(recorder).record()
	if books.recorded != 1 || s.here().Arg != takeoverDone {
		t.Errorf("after reopening: recorded %d times, at %v", books.recorded, s.here())
	}
}
