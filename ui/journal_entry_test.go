package ui

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"lumbung/store/coop"
	"lumbung/ui/kit"
)

// lines types lines of a plain journal entry, from the first account on: "account debit credit", - for nothing.
func (s *screen) lines(t testing.TB, text string) *journalEntryPage {
	t.Helper()
	p, is := s.at.self.(*journalEntryPage)
	if !is {
		t.Fatalf("%+v is open", s.here())
	}
	for i, line := range strings.Split(text, ";") {
		cells := strings.Fields(line)
		for n, place := range []int{rowAccount, rowDebit, rowCredit} {
			if cells[n] == "-" {
				continue
			}
			p.form.FocusOn(p.rows[i].fields[place])
			s.typed(cells[n])
			if place == rowAccount {
				s.pressed(fyne.KeyReturn)
			}
		}
	}
	return p
}

// Lines by keys alone: Enter is the next box, a new line comes by itself, ↓ fills in what is missing, and Enter in the
// empty line at the end records.
func TestJournalEntry_ByKeys(t *testing.T) {
	v := busyVillage(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	before := len(v.entries())
	s.command(t, "journal-entry")
	s.pressed(fyne.KeyReturn)
	s.typed("bayar sewa dan listrik")
	s.pressed(fyne.KeyReturn, fyne.KeyReturn)
	s.typed("61204")
	s.pressed(fyne.KeyReturn)
	s.typed("2x125000")
	s.pressed(fyne.KeyReturn)
	if !s.shown("kredit kurang 250.000") {
		t.Error("the difference is not in sight")
	}
	s.typed("listrik dan")
	s.pressed(fyne.KeyReturn) // the credit is what is missing; this one is a debit
	p := s.at.self.(*journalEntryPage)
	p.form.FocusOn(p.rows[1].fields[rowDebit])
	s.typed("50rb")
	s.pressed(fyne.KeyReturn)
	s.typed("11101")
	s.pressed(fyne.KeyReturn, fyne.KeyDown)
	if !s.shown("Seimbang · debit dan kredit 300.000") {
		t.Fatal("↓ does not balance it")
	}
	s.pressed(fyne.KeyReturn, fyne.KeyReturn)
	e := v.latest()
	if len(v.entries()) != before+1 || e.Amount != 300_000*coop.Rupiah || len(e.Lines) != 3 || e.Occasion != "" ||
		e.Lines[2].Account != "11101" || e.Lines[2].Amount != -300_000*coop.Rupiah {
		t.Fatalf("recorded %+v", e)
	}
	if len(v.drafts) != 0 {
		t.Error("the draft stays")
	}
}

// The account says who must be named.
func TestJournalEntry_AsksForMember(t *testing.T) {
	v := busyVillage(t)
	m := v.someMember(t, 4)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	s.command(t, "journal-entry")
	p := s.lines(t, "11101 75000 -;21101 - 75000")
	if !s.shown("Anggota: nama atau nomor") {
		t.Fatal("nobody asks for the member")
	}
	s.pressed(fyne.KeyReturn)
	s.typed(m.Number)
	s.pressed(fyne.KeyReturn)
	s.command(t, "record")
	if e := v.latest(); len(e.Lines) != 2 || e.Lines[1].Member != m.Member || !e.Lines[0].Member.IsZero() {
		t.Errorf("recorded %+v of %d rows", e.Lines, len(p.rows))
	}
}

// journalRefusals are lines, and the sentence that refuses them.
const journalRefusals = `
11101 50000 -;71101 - 45000   | debit lebih Rp5.000
11101 45000 -;71101 - 50000   | kredit lebih Rp5.000
11101 50000 -                 | paling sedikit dua baris
11101 50000 50000;71101 - 1   | isi debit atau kredit saja
11101 50000 -;21101 - 50000   | meminta nama anggota
11101 50000 -;71101 - -       | isi debit atau kreditnya
- 50000 -;71101 - 50000       | pilih dulu akunnya
11101 -50000 -;71101 50000 -  | tidak boleh kurang dari nol
11101 lima -;71101 - 50000    | bukan jumlah uang
zzz 50000 -;71101 - 50000     | Tidak ada yang cocok
11101 - 9999999999;61201 9999999999 - | Tulis sebabnya di sini
`

func TestJournalEntry_Refuses(t *testing.T) {
	v := busyVillage(t)
	for _, row := range strings.Split(strings.TrimSpace(journalRefusals), "\n") {
		lines, want, _ := strings.Cut(row, "|")
		t.Run(strings.TrimSpace(want), func(t *testing.T) {
			clear(v.drafts)
			s := newScreen(t, v, "id", kit.LookPaper, 100)
			head := v.head
			s.command(t, "journal-entry")
			p := s.lines(t, strings.TrimSpace(lines))
			typed := p.rows[0].account.Text + p.rows[0].debit.Text + p.rows[0].credit.Text
			s.command(t, "record")
			if !s.shown(strings.TrimSpace(want)) || v.head != head {
				t.Error("it is not said, or something was recorded")
			}
			if now := p.rows[0].account.Text + p.rows[0].debit.Text + p.rows[0].credit.Text; now != typed {
				t.Errorf("%q became %q", typed, now)
			}
		})
	}
}

// What is half typed comes back whole, with members and parties.
func TestJournalEntry_Draft(t *testing.T) {
	v := busyVillage(t)
	s := newScreen(t, v, "id", kit.LookPaper, 100)
	s.command(t, "journal-entry")
	s.lines(t, "11101 75000 -;22101 - 75000")
	s.pressed(fyne.KeyReturn)
	s.typed("Toko Maju")
	s.command(t, "journal")
	again := newScreen(t, v, "id", kit.LookPaper, 100)
	again.command(t, "journal-entry")
	if !again.shown("belum selesai") {
		t.Error("it is not said")
	}
	again.command(t, "record")
	e := v.latest()
	if e.Amount != 75_000*coop.Rupiah || e.Lines[1].Supplier != coop.PartyID("supplier", "Toko Maju") ||
		e.Remark != "Toko Maju" {
		t.Errorf("recorded %+v", e)
	}
}
