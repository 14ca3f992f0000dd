package ui

import (
	"testing"

	"fyne.io/fyne/v2"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// Ctrl+D fills the form with what was recorded last, whatever its day; the amount is selected, the day is today.
func TestRepeat_Last(t *testing.T) {
	v := busyVillage(t)
	v.expense(t, 20261103, 450_000) // of an earlier day than others, and recorded last
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	s.command(t, "repeat")
	s.typed("465000")
	s.command(t, "record")
	e := v.latest()
	if e.Amount != 465_000*coop.Rupiah || e.Date != s.today() || e.Occasion != "electricity" ||
		e.Remark != "listrik kantor" || !e.Corrects.IsZero() {
		t.Errorf("recorded %+v", e.EntryRow)
	}
}

func TestRepeat_NothingYet(t *testing.T) {
	v := newVillage(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	s.command(t, "repeat")
	if !s.shown("Belum ada catatan Anda di laptop ini yang bisa diulang.") {
		t.Error("it is not said")
	}
	s.command(t, "record") // and the key does no harm
}

// From the journal the marked entry is repeated; dues are repeated for the months that are due now.
func TestRepeat_FromJournal(t *testing.T) {
	v := busyVillage(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	s.command(t, "journal")
	s.pressed(fyne.KeyReturn) // to the list
	p := s.at.self.(*journalPage)
	row := 0
	for i, e := range p.found {
		if e.Occasion == "dues-mandatory" {
			row = i
		}
	}
	for range row {
		s.pressed(fyne.KeyDown)
	}
	marked, there := p.marked()
	if !there || marked.Occasion != "dues-mandatory" {
		t.Fatalf("marked is %+v", marked.EntryRow)
	}
	s.command(t, "repeat")
	form, is := s.at.self.(*recordPage)
	if !is {
		t.Fatalf("%+v is open", s.here())
	}
	m, _ := form.chosenMember()
	if len(form.questions) == 0 || m.Member != marked.Lines[1].Member {
		t.Fatalf("the form is about %s", m.Name)
	}
	for _, q := range form.questions {
		if q.months != nil && len(q.ticked()) > 0 && q.ticked()[0] <= m.PaidTo {
			t.Errorf("%v is offered and paid up to %v", q.ticked(), m.PaidTo)
		}
	}
}

// The last amount stands grey, is no answer as long as it does, and one key takes it.
func TestRecord_LastAmountIsGrey(t *testing.T) {
	v := busyVillage(t)
	v.expense(t, 20261124, 450_000)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	before := len(v.entries())
	s.Go(Route{Page: PageRecord, Arg: "electricity"})
	if !s.shown("450.000 ↓") || !s.shown("Terakhir Rp450.000 (24/11/2026)") {
		t.Error("the last amount is not offered")
	}
	if s.command(t, "record"); len(v.entries()) != before || !s.shown("belum diisi") {
		t.Fatal("the grey amount was taken for an answer")
	}
	s.pressed(fyne.KeyDown)
	s.command(t, "record")
	if e := v.latest(); len(v.entries()) != before+1 || e.Amount != 450_000*coop.Rupiah {
		t.Errorf("recorded %+v", e.EntryRow)
	}
}

// With a member the last amount is that member's; a reversed entry says nothing.
func TestRecord_LastAmountOfTheMember(t *testing.T) {
	v := busyVillage(t)
	a, b := v.someMember(t, 3), v.someMember(t, 5)
	save := func(m coop.ID, rupiah int64) coop.Hash {
		amount := coop.Money(rupiah) * coop.Rupiah
		return v.must(t, "Siti Rahmawati", coop.KindEntry, coop.Entry{
			Date: 20261124, Occasion: "savings-deposit", Lines: []coop.Line{
				{Account: "11101", Amount: amount}, {Account: "21101", Amount: -amount, Member: m},
			},
		})
	}
	save(a.Member, 12_345)
	save(b.Member, 77_000)
	wrong := save(a.Member, 99_999)
	v.must(t, "Siti Rahmawati", coop.KindReversal, coop.Reversal{
		Entry: coop.HashID(wrong, 0), Date: 20261124, Reason: "salah",
	})
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	s.Go(Route{Page: PageRecord, Arg: "savings-deposit"})
	if s.shown("↓") {
		t.Error("somebody else's amount is offered")
	}
	s.typed(a.Number)
	s.pressed(fyne.KeyReturn)
	if !s.shown("12.345 ↓") {
		t.Error("the member's last amount is not offered")
	}
}

// Whatever is chosen is found by number, hamlet, code and other words, also by beginnings inside a name.
func TestChoices_FoundByManyWords(t *testing.T) {
	v := busyVillage(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	c, err := readChoices(t.Context(), s.Book, s.today())
	if err != nil {
		t.Fatal(err)
	}
	m := v.someMember(t, 4)
	every := func(string) bool { return true }
	for _, x := range []struct {
		options []kit.Option
		word    string
		want    string
	}{
		{c.memberOptions(), m.Number, m.Member.String()},
		{c.memberOptions(), m.Name[2:], m.Member.String()},
		{c.accountOptions(s.Text, every), "11101", "11101"},
		{c.accountOptions(s.Text, every), "cash on hand off", "11101"},
		{c.accountOptions(s.Text, every), "kantor", "11101"},
		{s.occasionOptions(), "pln", "electricity"},
		{s.occasionOptions(), "61201", "electricity"},
		{s.occasionOptions(), "tabungan", "savings-deposit"},
	} {
		if found := kit.FindIn(x.options)(x.word); len(found) == 0 || found[0].Key != x.want {
			t.Errorf("%q finds %v first, want %s", x.word, found[:min(1, len(found))], x.want)
		}
	}
}

// What cannot be an amount or a day is refused in a sentence below its field, and stays as it was typed.
func TestRecord_RefusesAndKeepsWhatIsTyped(t *testing.T) {
	v := busyVillage(t)
	for typed, want := range map[string]string{
		"1.250 juta": "bisa berarti dua jumlah", "50000+": "dari hitungan ini tidak terbaca",
		"lima":  "bukan jumlah uang",
		"1,250": "Koma pada", "99999999999999": "terlalu besar",
	} {
		s := newScreen(t, v, "id", kit.LookPaper, 100)
		clear(v.drafts)
		head := v.head
		s.Go(Route{Page: PageRecord, Arg: "electricity"})
		s.typed(typed)
		s.command(t, "record")
		p := s.at.self.(*recordPage)
		if !s.shown(want) || v.head != head {
			t.Errorf("%q: %q is not said, or it was recorded", typed, want)
		}
		if p.questions[0].money().Text == "" {
			t.Errorf("%q is gone", typed)
		}
		s.layer.Focus(p.date)
		s.typed("30 februari")
		s.command(t, "record")
		if p.date.Text != "30 februari" || v.head != head {
			t.Errorf("the day is %q, or something was recorded", p.date.Text)
		}
	}
}

// A day is said back in full words while one types.
func TestRecord_DayInFullWords(t *testing.T) {
	s := newScreen(t, busyVillage(t), "id", kit.LookPaper, 100)
	s.Go(Route{Page: PageRecord, Arg: "electricity"})
	p := s.at.self.(*recordPage)
	s.layer.Focus(p.date)
	s.typed("senin")
	if !s.shown("Senin, 23 November 2026") {
		t.Error("the day is not said back")
	}
}
