package ui

import (
	"context"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// A wrong amount is put right by keys alone: Ctrl+G, the amount, why, Ctrl+Enter. Both entries say so.
func TestCorrect_ByKeys(t *testing.T) {
	v := busyVillage(t)
	wrong := v.expense(t, 20261120, 450_000)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	debit, credit := v.sum("61201", 0, 20261231)
	s.Go(Route{Page: PageEntry, Arg: wrong.String()})
	s.command(t, "correct")
	if !s.shown("Anda membetulkan") {
		t.Fatal("it is not said what is put right")
	}
	s.typed("45000") // the amount is selected
	s.focusReason(t)
	s.typed("salah jum")
	s.pressed(fyne.KeyReturn)
	old := v.entry(wrong)
	made := v.entry(old.CorrectedBy)
	if old.ReversedBy.IsZero() || made.Corrects != wrong || made.Amount != 45_000*coop.Rupiah ||
		made.Occasion != "electricity" || made.Date != 20261120 || made.Remark != "listrik kantor" {
		t.Fatalf("old %+v, new %+v", old, made.EntryRow)
	}
	if back := v.entry(old.ReversedBy); back.Date != 20261120 || back.Remark != "Salah jumlah" {
		t.Errorf("taken back on %v: %s", back.Date, back.Remark)
	}
	if d, c := v.sum("61201", 0, 20261231); d-c != debit-credit-405_000*coop.Rupiah {
		t.Errorf("the account moved from %v to %v", debit-credit, d-c)
	}
	if !s.shown("Catatan ini membetulkan " + old.Voucher) {
		t.Error("the new entry does not say what it puts right")
	}
	s.Go(Route{Page: PageEntry, Arg: wrong.String()})
	if !s.shown("Sudah dibetulkan oleh " + made.Voucher) {
		t.Error("the old entry does not say what stands in its place")
	}
	if len(v.drafts) != 0 {
		t.Error("the draft stays")
	}
}

// focusReason goes to the question for the reason, which is the last.
func (s *screen) focusReason(t testing.TB) {
	t.Helper()
	switch p := s.at.self.(type) {
	case *recordPage:
		p.form.FocusOn(p.desk.fix.field)
	case *journalEntryPage:
		p.form.FocusOn(p.desk.fix.field)
	default:
		t.Fatalf("%+v is open", s.here())
	}
}

// shutVillage is a village whose October is closed.
type shutVillage struct{ *village }

func (v shutVillage) Info(ctx context.Context) (coop.Info, error) {
	info, err := v.village.Info(ctx)
	info.Closed = 20261031
	return info, err
}

// correctCases are entries of every make: what is said, which form opens, and on which day each of the two stands.
//
//	case | entry | form | says | reversal | new entry
const correctCases = `
open month     | expense 2026-11-20     | record        | Anda membetulkan                    | 2026-11-20 | 2026-11-20
closed month   | expense 2026-10-20     | record        | Oktober 2026 sudah ditutup          | 2026-11-25 | 2026-11-25
another person | foreign 2026-11-20     | record        | Yang mencatat dulu Tono Wijaya      | 2026-11-20 | 2026-11-20
rapel of many  | rapel 2026-11-20       | journal-entry | Anda membetulkan                    | 2026-11-20 | 2026-11-20
one member     | dues 2026-11-20        | record        | Anda membetulkan                    | 2026-11-20 | 2026-11-20
plain journal  | plain 2026-11-20       | journal-entry | Anda membetulkan                    | 2026-11-20 | 2026-11-20
opening        | opening 2026-11-01     | journal-entry | Ini saldo awal                      | 2026-11-01 | 2026-11-01
reversed       | reversed 2026-11-20    | refused       | Catatan ini sudah dibatalkan        |            |
corrected      | corrected 2026-11-20   | refused       | Catatan ini sudah dibatalkan        |            |
a reversal     | reversal 2026-11-20    | refused       | Ini sendiri sebuah pembatalan       |            |
`

func TestCorrect_Cases(t *testing.T) {
	for _, row := range strings.Split(strings.TrimSpace(correctCases), "\n") {
		cells := strings.Split(row, "|")
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		t.Run(strings.ReplaceAll(cells[0], " ", "_"), func(t *testing.T) {
			v := busyVillage(t)
			made, day, _ := strings.Cut(cells[1], " ")
			date, err := coop.ParseDate(day, 20261125)
			if err != nil {
				t.Fatal(err)
			}
			old := v.entryToCorrect(t, made, date)
			s := newScreen(t, v, "id", kit.LookPaper, 100)
			s.Book = shutVillage{v}
			head := v.head
			s.Go(Route{Page: PageCorrect, Arg: old.String()})
			if !s.shown(cells[3]) {
				t.Errorf("%q is not said", cells[3])
			}
			if cells[2] == "refused" {
				if s.command(t, "record"); v.head != head {
					t.Error("something was recorded")
				}
				return
			}
			judgeCorrection(t, s, old, cells[2:])
		})
	}
}

// judgeCorrection gives the open form another remark and a reason, records, and compares with what the case expects.
func judgeCorrection(t *testing.T, s *screen, old coop.ID, want []string) {
	t.Helper()
	v, before := s.village, s.village.entry(old)
	page := "record"
	switch p := s.at.self.(type) {
	case *journalEntryPage:
		page = "journal-entry"
		p.form.FocusOn(p.remarkAt)
	case *recordPage:
		s.layer.Focus(p.remark)
	}
	if page != want[0] {
		t.Fatalf("%s opens", page)
	}
	s.typed(" tambahan")
	s.focusReason(t)
	s.typed("keterangan")
	s.command(t, "record")
	e := v.entry(old)
	made, back := v.entry(e.CorrectedBy), v.entry(e.ReversedBy)
	if made.Date.String() != want[3] || back.Date.String() != want[2] {
		t.Fatalf("taken back on %v, new on %v", back.Date, made.Date)
	}
	if !sameLines(linesOf(made), linesOf(before)) || !strings.Contains(made.Remark, "tambahan") {
		t.Errorf("%+v became %+v", before.Lines, made.Lines)
	}
}

// entryToCorrect records an entry of some make.
func (v *village) entryToCorrect(t testing.TB, made string, day coop.Date) coop.ID {
	t.Helper()
	a, b := v.someMember(t, 3).Member, v.someMember(t, 4).Member
	entry := func(author, occasion string, lines ...coop.Line) coop.ID {
		return coop.HashID(v.must(t, author, coop.KindEntry, coop.Entry{
			Date: day, Occasion: occasion, Remark: "x", Lines: lines,
		}), 0)
	}
	const siti = "Siti Rahmawati"
	switch made {
	case "foreign":
		hash := v.must(t, "Budi Santoso", coop.KindUser, coop.User{Name: "Tono Wijaya", Role: coop.RoleClerk})
		v.people["Tono Wijaya"] = coop.HashID(hash, 0)
		return entry("Tono Wijaya", "electricity", coop.Line{Account: "61201", Amount: 100},
			coop.Line{Account: "11101", Amount: -100})
	case "dues":
		return entry(siti, "dues-mandatory", coop.Line{Account: "11101", Amount: 40_000_00},
			coop.Line{Account: "31102", Amount: -20_000_00, Member: a, Month: 202512},
			coop.Line{Account: "31102", Amount: -20_000_00, Member: a, Month: 202701})
	case "rapel":
		return entry(siti, "dues-mandatory", coop.Line{Account: "11101", Amount: 40_000_00},
			coop.Line{Account: "31102", Amount: -20_000_00, Member: a, Month: 202701},
			coop.Line{Account: "31102", Amount: -20_000_00, Member: b, Month: 202701})
	case "plain":
		return entry(siti, "", coop.Line{Account: "61201", Amount: 1_222_50},
			coop.Line{Account: "11101", Amount: -1_222_50})
	case "opening":
		return coop.HashID(v.must(t, siti, coop.KindOpening, coop.Opening{
			Date: day, Account: "13101", Amount: 500_000_00,
		}), 0)
	}
	old := v.expense(t, day, 450_000)
	switch made {
	case "reversed", "reversal":
		back := v.must(t, siti, coop.KindReversal, coop.Reversal{Entry: old, Date: day, Reason: "dobel"})
		if made == "reversal" {
			return coop.HashID(back, 0)
		}
	case "corrected":
		v.correct(t, old, 45_000)
	}
	return old
}

// Leaving changes nothing in the book, and what was typed can be gone on with.
func TestCorrect_EscChangesNothing(t *testing.T) {
	v := busyVillage(t)
	wrong := v.expense(t, 20261120, 450_000)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	head := v.head
	s.Go(Route{Page: PageEntry, Arg: wrong.String()})
	s.command(t, "correct")
	s.typed("45000")
	s.pressed(fyne.KeyEscape)
	if v.head != head || s.here().Page != PageEntry {
		t.Fatalf("at %+v, or something was recorded", s.here())
	}
	s.command(t, "correct")
	if !s.shown("45.000") || s.shown("450.000 ") {
		t.Error("what was typed is gone")
	}
}

// What will not do is said in a sentence, and nothing typed is lost by it.
func TestCorrect_Refuses(t *testing.T) {
	v := busyVillage(t)
	wrong := v.expense(t, 20261120, 450_000)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	head := v.head
	s.Go(Route{Page: PageCorrect, Arg: wrong.String()})
	s.typed("45000")
	if s.command(t, "record"); !s.shown("Pilih atau tulis dulu apa yang salah.") {
		t.Error("a missing reason is not said")
	}
	s.typed("salah jumlah")
	p := s.at.self.(*recordPage)
	s.layer.Focus(p.questions[0].input)
	s.typed("450000")
	if s.command(t, "record"); !s.shown("Belum ada yang diubah.") {
		t.Error("nothing was changed, and it is not said")
	}
	s.layer.Focus(p.questions[0].input)
	s.typed("1.5")
	if s.command(t, "record"); !s.shown("Titik pada") {
		t.Error("a stray dot is not said")
	}
	if v.head != head || p.desk.fix.reasonText() == "" || p.remark.Text != "listrik kantor" {
		t.Error("something was recorded, or what was typed is lost")
	}
}
