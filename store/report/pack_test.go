package report_test

import (
	"bytes"
	"context"
	"os"
	"strings"
	"testing"

	"lumbung/store/coop"
	"lumbung/store/report"
)

// packOf makes the golden year's papers.
func packOf(t testing.TB, v report.Source, lang string) *report.Pack {
	t.Helper()
	pack, err := report.BuildPack(context.Background(), v, report.PackOrder{Year: 2025, Lang: lang, Printed: 20260115})
	if err != nil {
		t.Fatal(err)
	}
	return pack
}

// All papers of the golden year agree with one another, none has an untranslated word or a blank amount, and the
// contents name every one.
func TestPack(t *testing.T) {
	folder := os.Getenv("LUMBUNG_REPORTS")
	for _, lang := range []string{"id", "en"} {
		v := meeting{village: golden(t)}
		v.populate()
		pack := packOf(t, v, lang)
		if wrong := pack.Wrong(); len(wrong) > 0 || len(pack.Proofs) < 10 {
			t.Errorf("%d proofs, wrong: %v", len(pack.Proofs), wrong)
		}
		if contents := pack.Sheets[1]; len(contents.Rows) != len(pack.Sheets)-2 {
			t.Errorf("%d papers, the contents name %d", len(pack.Sheets)-2, len(contents.Rows))
		}
		for _, s := range pack.Sheets {
			var text strings.Builder
			if err := report.WriteText(&text, s); err != nil {
				t.Fatal(err)
			}
			if said := text.String(); strings.Contains(said, "report.") || strings.Contains(said, "pack.") ||
				strings.Contains(said, "{") {
				t.Errorf("%s in %s has a word without a translation:\n%s", s.Name, lang, said)
			}
			for i, r := range s.Rows {
				for c, column := range s.Columns {
					if column.Kind == report.Amount && r.Cells[c].Kind == report.None && r.Kind != report.Heading &&
						r.Kind != report.Prose {
						t.Errorf("%s, row %d: the amount under %s is blank", s.Name, i+1, column.Title)
					}
				}
			}
		}
		for _, format := range []string{"pdf", "xlsx"} {
			var out bytes.Buffer
			if err := pack.Write(&out, format); err != nil {
				t.Fatal(err)
			}
			if folder != "" {
				if err := os.WriteFile(folder+"/rat."+lang+"."+format, out.Bytes(), 0o600); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}

// Papers that disagree are not printed; the refusal says which and by how much.
func TestPack_RefusesDisagreement(t *testing.T) {
	v := meeting{village: golden(t)}
	v.populate()
	v.savings[0].By["31101"] += 100 * coop.Rupiah
	pack := packOf(t, v, "id")
	var out bytes.Buffer
	err := pack.Write(&out, "pdf")
	problem, is := err.(coop.Problem)
	if !is || problem.Key != "pack.wrong" || out.Len() > 0 {
		t.Fatalf("got %v, %d bytes", err, out.Len())
	}
	if said := problem.Args[1].(string); !strings.Contains(said, "Simpanan, akun 31101: Daftar simpanan anggota "+
		"Rp1.950.100, Laporan posisi keuangan (neraca) Rp1.950.000, selisih Rp100.") {
		t.Errorf("it says %s", said)
	}
}

// The numbers beside the figures of the balance sheet lead to notes: each stands in the notes under the same number,
// and the note comes to the same amount.
func TestPack_NoteNumbers(t *testing.T) {
	v := meeting{village: golden(t)}
	v.populate()
	pack := packOf(t, v, "id")
	told := map[string]coop.Money{}
	number := ""
	sheets := map[string]*report.Sheet{}
	for _, s := range pack.Sheets {
		sheets[s.Name] = s
	}
	for _, r := range sheets["notes"].Rows {
		switch first, _, _ := strings.Cut(r.Cells[0].Text, " "); {
		case r.Kind == report.Heading:
			number = strings.TrimSuffix(first, ".")
			told[number] = 0
		case r.Kind == report.Subtotal:
			told[number] += r.Cells[1].Amount
		}
	}
	sums, seen := map[string]coop.Money{}, 0
	for _, r := range sheets["balance-sheet"].Rows {
		if n := r.Cells[2].Text; n != "" {
			sums[n] += r.Cells[3].Amount
			seen++
		}
	}
	for n, m := range sums {
		if said, there := told[n]; !there || said != m {
			t.Errorf("note %s: the balance sheet has %s, the notes %s (%v)", n, m, said, there)
		}
	}
	if seen < 8 || sums["3.1"] == 0 {
		t.Errorf("only %d numbers: %v", seen, sums)
	}
	led := noted(t, told, sheets["income"], 2, 4) + noted(t, told, sheets["cash-flow"], 1, 1) +
		noted(t, told, sheets["equity"], 1, 2)
	var pdf bytes.Buffer
	if err := pack.Write(&pdf, "pdf"); err != nil {
		t.Fatal(err)
	}
	if links := bytes.Count(pdf.Bytes(), []byte("/Subtype /Link")); links != seen+led {
		t.Errorf("%d numbers lead to their notes, want %d", links, seen+led)
	}
}

// noted counts the numbers of notes that a sheet has in a column, and says which are of no note.
func noted(t *testing.T, told map[string]coop.Money, s *report.Sheet, column, want int) (seen int) {
	t.Helper()
	for _, r := range s.Rows {
		n := r.Cells[column].Text
		if n == "" {
			continue
		}
		seen++
		if _, there := told[n]; !there {
			t.Errorf("%s: no note %s", s.Name, n)
		}
	}
	if seen != want {
		t.Errorf("%s has %d numbers of notes, want %d", s.Name, seen, want)
	}
	return seen
}

// The register of a past year's end showed those who came later, and those who left later as gone: the papers of one
// meeting told two numbers of members.
func TestPack_RegisterOfThatDay(t *testing.T) {
	v := meeting{village: golden(t)}
	v.populate()
	v.members[3].Joined = "2026-04-06"
	for account, m := range v.savings[3].By { // whoever came later has nothing yet
		v.savings[2].By[account] += m
	}
	v.savings[3].By = nil
	v.members[4].Left, v.members[4].Status = "2026-02-01", "keluar"
	v.members[5].Left, v.members[5].Status = "2025-11-30", "keluar"
	v.members[6].Status = "calon"
	v.members[7].Left, v.members[7].Status = "2026-03-01", "meninggal"
	pack := packOf(t, v, "id")
	var told string
	for _, s := range pack.Sheets {
		if s.Name == "members" {
			var out strings.Builder
			if err := report.WriteText(&out, s); err != nil {
				t.Fatal(err)
			}
			told = out.String()
		}
	}
	for _, c := range []struct {
		line string
		in   bool
	}{
		{"Anggota ke-4 ", false},
		{"Anggota ke-5 ", true},
		{"01/02/2026", false},
		{"30/11/2025", true},
		{"eninggal", false},
	} {
		if strings.Contains(told, c.line) != c.in {
			t.Errorf("%q: %v wanted in\n%s", c.line, c.in, told)
		}
	}
	for _, said := range pack.Wrong() {
		if strings.Contains(said, "nggota:") {
			t.Error(said)
		}
	}
}

// A candidate is told by what the book has and not by the word on the paper: where two states bore one word, or a word
// was changed, the papers of a village no longer agreed and could not be printed.
func TestPack_CandidateByValue(t *testing.T) {
	for _, lang := range []string{"id", "en"} {
		v := meeting{village: golden(t)}
		v.populate()
		v.members[6].Status = "Calon"
		v.members[8].Left, v.members[8].Status = "2025-11-30", "diberhentikan"
		for _, said := range packOf(t, v, lang).Wrong() {
			if strings.Contains(said, "nggota:") || strings.Contains(said, "embers:") {
				t.Error(said)
			}
		}
	}
}

// From Rp5 billion of capital on the papers say that an accountant has to audit them, and hold a place for the opinion;
// below it there is no such paper, unless somebody wrote of an audit.
func TestPack_Audit(t *testing.T) {
	audit := func(v meeting) (*report.Pack, string) {
		pack := packOf(t, v, "id")
		for _, s := range pack.Sheets {
			if s.Name == "audit" {
				var out strings.Builder
				if err := report.WriteText(&out, s); err != nil {
					t.Fatal(err)
				}
				return pack, out.String()
			}
		}
		return pack, ""
	}
	v := meeting{village: golden(t)}
	v.populate()
	if pack, said := audit(v); pack.Audit != coop.AuditFree || said != "" {
		t.Errorf("%d: %s", pack.Audit, said)
	}
	v.settings = []coop.SettingRow{agreed(coop.SettingAuditFrom, "16693202")} // the golden year's own capital
	if pack, said := audit(v); pack.Audit != coop.AuditMust || !strings.Contains(said, "wajib diaudit") ||
		!strings.Contains(said, "Batas Rp16.693.202") || strings.Count(said, "......") < 6 {
		t.Errorf("%d: %s", pack.Audit, said)
	}
	v.settings = []coop.SettingRow{agreed(coop.SettingAuditFrom, "16693203")}
	if pack, said := audit(v); pack.Audit != coop.AuditAsk || !strings.Contains(said, "Tanyakan kepada dinas") {
		t.Errorf("%d: %s", pack.Audit, said)
	}
	v.settings = nil
	v.words = []coop.NoteView{{Note: coop.Note{Book: coop.PackBook, Year: 2025, Fields: map[string]string{
		coop.PackFieldSection: "audit.opinion", coop.PackFieldText: "Wajar tanpa pengecualian.",
	}}}}
	_, said := audit(v)
	if !strings.Contains(said, "Wajar tanpa pengecualian.") || !strings.Contains(said, "Pasal 40") {
		t.Error(said)
	}
}

// Words are kept for next year: the policies that a village wrote once were printed in that year alone, and the next
// year's papers had the program's own draft again. What tells of one year is not printed for another.
func TestPack_KeepsWords(t *testing.T) {
	note := func(year int64, section, text string) coop.NoteView {
		return coop.NoteView{Note: coop.Note{Book: coop.PackBook, Year: year, Fields: map[string]string{
			coop.PackFieldSection: section, coop.PackFieldText: text,
		}}}
	}
	v := meeting{village: golden(t), words: []coop.NoteView{
		note(2023, "notes.policies", "Kebijakan lama."), note(2024, "notes.policies", "Persediaan: {shu} FIFO."),
		note(2024, "lpj.problems", "Banjir bulan Maret."), note(2026, "lpj.closing", "Tahun depan."),
		note(2025, "plan.work", "Membuka gerai apotek."),
	}}
	v.populate()
	var said strings.Builder
	for _, s := range packOf(t, v, "id").Sheets {
		for _, r := range s.Rows {
			if r.Kind == report.Prose {
				said.WriteString(r.Cells[0].Text + "\n")
			}
		}
	}
	for words, wanted := range map[string]bool{
		"Persediaan: Rp3.143.202 FIFO.": true, "Kebijakan lama.": false, "Banjir": false, "Tahun depan.": false,
		"Membuka gerai apotek.": true, "Kendala yang dihadapi": true,
	} {
		if strings.Contains(said.String(), words) != wanted {
			t.Errorf("%q: printed %v", words, !wanted)
		}
	}
}

// called is a village that called its members to meetings.
type called struct {
	meeting
	rows map[coop.Kind][]coop.RegisterRow
}

func (v called) Registers(_ context.Context, kind coop.Kind, _ coop.ID) ([]coop.RegisterRow, error) {
	return v.rows[kind], nil
}

// call adds a row of a register and gives its id.
func (v called) call(kind coop.Kind, body any) coop.ID {
	n := byte(len(v.rows[coop.KindMeeting]) + 10*len(v.rows[coop.KindMinutes]) + 1)
	row := coop.RegisterRow{
		Kind: kind, ID: coop.ID{n}, Hash: coop.Hash{n}, Lamport: int64(n), Body: coop.EncodeBody(body),
	}
	v.rows[kind] = append(v.rows[kind], row)
	return row.ID
}

// A meeting to which too few came is called again, and one whose day was moved keeps its place in the book: the papers
// printed the first one's minutes under the second one's day, and the moved one under its old day.
func TestPack_MeetingCalledAgain(t *testing.T) {
	v := called{meeting{village: golden(t)}, map[coop.Kind][]coop.RegisterRow{}}
	v.populate()
	first := v.call(coop.KindMeeting, coop.Meeting{
		Class: coop.MeetingAnnual, Year: 2025, Date: 20260210, Place: "Balai",
	})
	v.call(coop.KindMinutes, coop.Minutes{
		Meeting: first, Members: 40, Present: []coop.ID{v.members[0].Member}, Text: "Tidak cukup yang datang.",
	})
	second := coop.Meeting{Class: coop.MeetingAnnual, Year: 2025, Date: 20260224, Place: "Aula", Quorum: 2000}
	id := v.call(coop.KindMeeting, second)
	second.Date, second.Replaces = 20260303, id
	v.call(coop.KindMeeting, second)
	minutes := func() string {
		t.Helper()
		var out strings.Builder
		for _, s := range packOf(t, v, "id").Sheets {
			if s.Name == "minutes" {
				if err := report.WriteText(&out, s); err != nil {
					t.Fatal(err)
				}
			}
		}
		return out.String()
	}
	if said := minutes(); !strings.Contains(said, "3 Maret 2026") || strings.Contains(said, "Tidak cukup") ||
		!strings.Contains(said, "Hadir ............ dari") {
		t.Errorf("before the second meeting:\n%s", said)
	}
	v.call(coop.KindMinutes, coop.Minutes{
		Meeting: id, Members: 40, Present: []coop.ID{v.members[0].Member, v.members[1].Member}, Guests: "Pak Camat",
		Decisions: []coop.Decision{{Text: "Laporan diterima", For: 2}}, Chair: "Hasan Basri", Secretary: "Maria Goreti",
	})
	for _, wanted := range []string{
		"3 Maret 2026", "Hadir 2 dari 40", "Kuorum 20 % dari anggota, yaitu 8 orang: tidak tercapai.",
		"Tamu: Pak Camat.",
		"1. Laporan diterima (setuju 2",
	} {
		if said := minutes(); !strings.Contains(said, wanted) {
			t.Errorf("no %q in\n%s", wanted, said)
		}
	}
	book := coop.AdminBook{Key: "decisions-members", Data: true}
	s, err := report.AdminSheet(context.Background(), v, book, report.Order{
		Lang: "id", Period: report.Period{Date: 20261231},
	})
	if err != nil || !strings.Contains(s.Rows[0].Cells[1].String(), "03/03/2026") {
		t.Errorf("the book of decisions: %v, %v", s.Rows[0].Cells, err)
	}
}
