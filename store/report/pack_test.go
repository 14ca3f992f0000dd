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
	}{{"Anggota ke-4 ", false}, {"Anggota ke-5 ", true}, {"01/02/2026", false}, {"30/11/2025", true}} {
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
