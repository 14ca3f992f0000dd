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
