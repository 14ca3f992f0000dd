package ui

import (
	"context"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// unclosedYear has sold something in 2025, and nobody closed that year.
func unclosedYear(t testing.TB) *village {
	t.Helper()
	v := busyVillage(t)
	v.must(t, "Siti Rahmawati", coop.KindEntry, coop.Entry{Date: 20251215, Remark: "jual telur", Lines: []coop.Line{
		{Account: "11101", Amount: 90_000 * coop.Rupiah}, {Account: "42101", Amount: -90_000 * coop.Rupiah},
	}})
	return v
}

// listed writes what a month's end asks for, as "+" what is done and "-" what is missing, then the words.
func (s *screen) listed(t testing.TB, month coop.Month) []string {
	t.Helper()
	page := newMonthEnd(s.Shell, month.String())
	d := must(page.self.(*monthEndPage).load(context.Background()))(t)
	var all []string
	for _, l := range d.lines {
		sign := "- "
		if l.Done {
			sign = "+ "
		}
		all = append(all, strings.TrimSpace(sign+l.Title+" | "+l.About+" | "+l.Keys+" | "+l.To.Page+" "+l.To.Arg))
	}
	return all
}

// wantsListed looks for beginnings of lines, each once.
func wantsListed(t *testing.T, all []string, wanted ...string) {
	t.Helper()
	for _, w := range wanted {
		n := 0
		for _, line := range all {
			if strings.Contains(line, w) {
				n++
			}
		}
		if n != 1 {
			t.Errorf("%d lines say %q:\n%s", n, w, strings.Join(all, "\n"))
		}
	}
}

// What runs once a month is asked for by its name and sum, with the key that goes there; what is recorded is asked for
// no more, and a bank is asked for until it is compared through the month's last day.
func TestMonthEnd_RunsAndBanks(t *testing.T) {
	v := equippedVillage(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	all := s.listed(t, 202610)
	wantsListed(t, all,
		"- Penyusutan belum dicatat: Rp200.000 | 1 hal bulan ini. Dicatat sekaligus dengan satu tombol. "+
			"| Ctrl+Shift+U | chores 2026-10",
		"- Biaya di muka belum dicatat: Rp200.000",
		"- Bank BRI belum dicocokkan", "| Ctrl+Shift+B | bank 11201@2026-10")
	s.Go(Route{Page: PageChores, Arg: "2026-10"})
	s.at.self.(*choresPage).record()
	until := coop.Reconcile{Account: "11201", Until: 20261030, Balance: 1}
	v.must(t, "Siti Rahmawati", coop.KindReconcile, until)
	all = s.listed(t, 202610)
	wantsListed(t, all, "+ Semua yang dicatat sekali sebulan sudah tercatat",
		"- Bank BRI belum dicocokkan", "| Terakhir dicocokkan 30 Oktober 2026. Cocokkan lagi sampai akhir bulan. |")
	until.Until = 20261031
	v.must(t, "Siti Rahmawati", coop.KindReconcile, until)
	wantsListed(t, s.listed(t, 202610), "+ Bank BRI dicocokkan sampai 31 Oktober 2026")
	wantsListed(t, s.listed(t, 202611), "- Bank BRI belum dicocokkan", "- Catatan berulang belum dicatat: Rp300.000")
}

// A till counted in the middle of the month was not counted at its end.
func TestMonthEnd_CountedAtTheEnd(t *testing.T) {
	s := newScreen(t, newVillage(t), "id", kit.LookPaper, 100)
	v := busyVillage(t)
	s.onVillage(v)
	for day, want := range map[coop.Date]string{
		20261010: "- Kas Umum (Kantor) belum dihitung",
		20261024: "| Terakhir dihitung 24 Oktober 2026. Hitung lagi di akhir bulan. |",
		20261025: "+ Kas Umum (Kantor) dihitung 25 Oktober 2026",
		20261102: "+ Kas Umum (Kantor) dihitung 2 November 2026",
	} {
		was := *v
		v.state = copyOf(v.state)
		v.must(t, "Siti Rahmawati", coop.KindCount, coop.Count{
			Date: day, Account: "11101", Counted: 1, Booked: 1, Reason: "uji",
		})
		wantsListed(t, s.listed(t, 202610), want)
		*v = was
	}
}

// A year that nobody closed comes before every month after it: the list of the month says so, the close is refused, and
// both lead to the year's close.
func TestMonthEnd_YearFirst(t *testing.T) {
	s := newScreen(t, newVillage(t), "id", kit.LookPaper, 100)
	v := unclosedYear(t)
	s.onVillage(v)
	wantsListed(t, s.listed(t, 202610), "- Tahun buku 2025 belum ditutup | Tutup tahun itu dahulu; bulan-bulan 2026 "+
		"ditutup sesudahnya. |  | year-end 2025")
	s.command(t, "month-end")
	if page := s.at.self.(*monthEndPage); page.month != 202512 {
		t.Errorf("the next month to be closed is %v", page.month)
	}
	s.command(t, "year-end")
	if page := s.at.self.(*closePage); page.month != 202512 || page.form == nil {
		t.Errorf("the next year to be closed ends with %v", page.month)
	}
	s.Go(Route{Page: PageClose, Arg: "2026-10"})
	if page := s.at.self.(*closePage); page.form != nil || !s.shown("Tutup dahulu tahun itu") {
		t.Error("a month is closed before the year")
	}
	s.Go(Route{Page: PageYearEnd, Arg: "2025"})
	s.closes()
	s.command(t, "year-end")
	if page := s.at.self.(*closePage); page.month != 202612 {
		t.Errorf("after 2025 the next year ends with %v", page.month)
	}
	s.command(t, "month-end")
	if page := s.at.self.(*monthEndPage); page.month != 202610 {
		t.Errorf("after 2025 the next month is %v", page.month)
	}
}

// Home says that the last month is open, leads to its list, and is silent when it is closed.
func TestHome_UnclosedMonth(t *testing.T) {
	v := busyVillage(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	s.onVillage(v)
	waiting := func() (wait, bool) {
		s.Home()
		p := s.at.self.(*homePage)
		return p.monthWait(must(p.load(t.Context()))(t))
	}
	w, is := waiting()
	if !is || w.to != (Route{Page: PageMonthEnd}) || w.tone != kit.ToneWait || !strings.Contains(w.title, "Oktober") {
		t.Errorf("%v %+v", is, w)
	}
	v.now = clock.AddDate(0, 0, -16) // the ninth of November
	if w, is = waiting(); !is || w.tone != kit.ToneSoft {
		t.Errorf("soon after the month: %v %+v", is, w)
	}
	v.now = clock.AddDate(0, 2, 0) // in January nobody closed since
	if w, is = waiting(); !is || !strings.Contains(w.title, "Desember 2026 dan bulan sebelumnya") {
		t.Errorf("in January: %v %+v", is, w)
	}
	v.now = clock
	s.Go(Route{Page: PageClose, Arg: "2026-10"})
	s.closes()
	if w, is = waiting(); is {
		t.Errorf("after the close: %+v", w)
	}
}

// Two laptops closed October at once. The page of the close that lost says so; reopening the one that holds brings the
// other to hold, and the page says that the month is still closed and asks for that one too. It said "open" before.
func TestReopen_TwoCloses(t *testing.T) {
	s := newScreen(t, newVillage(t), "id", kit.LookPaper, 100)
	v := busyVillage(t)
	s.onVillage(v)
	s.Go(Route{Page: PageClose, Arg: "2026-10"})
	first := s.at.self.(*closePage).data
	s.closes()
	budi := v.as("Budi Santoso", coop.RoleChair)
	mark := must(v.Sign(t.Context(), budi, "bato lumi seka rodu", coop.KindClose, first.plan.Body))(t)
	must(v.Record(t.Context(), budi, coop.Act{Kind: coop.KindClose, Body: first.plan.Body, Mark: mark}))(t)
	closes := must(v.Closes(t.Context()))(t)
	if len(closes) != 2 || closes[0].Holds == closes[1].Holds {
		t.Fatalf("%d closes", len(closes))
	}
	for _, c := range closes {
		s.Go(Route{Page: PageClosed, Arg: c.Hash.String()})
		if s.shown("sudah ditutup lebih dahulu di laptop lain") == c.Holds {
			t.Errorf("the page of a close that holds (%v)", c.Holds)
		}
	}
	reopen := func() {
		s.Go(Route{Page: PageReopen, Arg: "2026-10"})
		s.typed("tutup bersamaan")
		s.pressed(fyne.KeyReturn)
		s.typed("budi")
		s.pressed(fyne.KeyReturn)
		s.typed("1234")
		s.pressed(fyne.KeyReturn)
		s.typed("bato lumi seka rodu")
		s.pressed(fyne.KeyReturn)
	}
	reopen()
	if s.here().Page != PageReopen || !s.shown("Oktober 2026 masih tertutup") {
		t.Errorf("after the first: %v", s.here())
	}
	reopen()
	if s.here().Page != PageCloses || !s.shown("Oktober 2026 terbuka kembali") {
		t.Errorf("after the second: %v", s.here())
	}
}
