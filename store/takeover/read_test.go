package takeover

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"lumbung/store/coop"
)

// pack puts parts into a zip file as a workbook of one sheet "Januari".
func pack(t testing.TB, sheet, shared string) []byte {
	t.Helper()
	const kind = `" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/`
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, part := range [][2]string{
		{"_rels/.rels", `<R><Relationship Id="a` + kind + `officeDocument" Target="xl/workbook.xml"/></R>`},
		{"xl/workbook.xml", `<workbook xmlns:r="r"><sheets><sheet name="Januari" r:id="b"/></sheets></workbook>`},
		{
			"xl/_rels/workbook.xml.rels",
			`<R><Relationship Id="b` + kind + `worksheet" Target="s.xml"/>` +
				`<Relationship Id="c` + kind + `sharedStrings" Target="t.xml"/></R>`,
		},
		{"xl/s.xml", sheet},
		{"xl/t.xml", shared},
	} {
		w, err := z.Create(part[0])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(part[1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestRead_Refuses(t *testing.T) {
	whole := workbook(t, "sheet Januari\nBUKU KAS\nNo|Tanggal|Uraian|Debet|Kredit|Saldo\n1|2026-01-01|Saldo awal|||5\n")
	cells := strings.Repeat("<c><v>1</v></c>", 200)
	blanks, endless := strings.Repeat(" ", maxUnpacked+1), strings.Repeat("x", maxUnpacked+1)
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"nothing":       {nil, "not-xlsx [a.xlsx]"},
		"a text":        {[]byte("No,Tanggal"), "not-xlsx [a.xlsx]"},
		"a cut file":    {whole[:len(whole)/2], "not-xlsx [a.xlsx]"},
		"old or locked": {[]byte{0xD0, 0xCF, 0x11, 0xE0, 0, 0}, "old-or-locked [a.xlsx]"},
		"rows backwards": {
			pack(t, `<r><row r="3"><c><v>1</v></c></row><row r="2"/></r>`, ""), "damaged-at [a.xlsx Januari 3]",
		},
		"an open row": {
			pack(t, `<r><row r="7"><c><v>1</v></c></row><row r="8"><c>`, ""), "damaged-at [a.xlsx Januari 8]",
		},
		"a row far below":  {pack(t, `<r><row r="99999999"/></r>`, ""), "damaged-at [a.xlsx Januari 0]"},
		"broken texts":     {pack(t, "<r/>", "<sst><si>"), "damaged [a.xlsx]"},
		"a bomb of blanks": {pack(t, "<r>"+blanks+"</r>", ""), "too-large-at [a.xlsx Januari 0]"},
		"a bomb of texts":  {pack(t, "<r/>", "<sst><si><t>"+endless), "too-large [a.xlsx]"},
		"a bomb of cells": {
			pack(t, "<r>"+strings.Repeat("<row>"+cells+"</row>", maxCells/200+1)+"</r>", ""),
			"too-large-at [a.xlsx Januari 1251]",
		},
	} {
		t.Run(strings.ReplaceAll(name, " ", "_"), func(t *testing.T) {
			_, err := Read("a.xlsx", c.data)
			if p := (Problem{}); !errors.As(err, &p) || p.Error() != "takeover.error."+c.want {
				t.Errorf("got %v, want %s", err, c.want)
			}
		})
	}
}

// TestCells_LikeExcelize reads every cell of our workbooks twice, by our own decoder and by excelize.
func TestCells_LikeExcelize(t *testing.T) {
	for _, name := range []string{"village-cash", "village-bank"} {
		table, err := os.ReadFile("testdata/" + name + ".txt")
		if err != nil {
			t.Fatal(err)
		}
		data := workbook(t, string(table))
		ours, err := openXLSX(name, data)
		if err != nil {
			t.Fatal(err)
		}
		theirs, err := excelize.OpenReader(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		for i, sheet := range theirs.GetSheetList() {
			rows, err := theirs.GetRows(sheet, excelize.Options{RawCellValue: true})
			if err != nil {
				t.Fatal(err)
			}
			var want, got []string
			for n, row := range rows {
				for c, value := range row {
					if value != "" {
						want = append(want, fmt.Sprint(n+1, c, strings.TrimSpace(value)))
					}
				}
			}
			for _, row := range ours.sheets[i].rows {
				for _, c := range row.cells {
					got = append(got, fmt.Sprint(row.n, c.col, c.text))
				}
			}
			if !slices.Equal(got, want) {
				t.Errorf("%s: we read\n%q\nexcelize\n%q", sheet, got, want)
			}
		}
	}
}

// sound is what must hold of any bytes at all.
func sound(t *testing.T, data []byte, o Options) {
	w, err := Read("a.xlsx", data)
	if err != nil {
		p := Problem{}
		if !errors.As(err, &p) || !strings.HasPrefix(p.Key, "takeover.error.") || p.Args[0] != "a.xlsx" {
			t.Fatalf("refused with %v", err)
		}
		return
	}
	p := Propose([]*Workbook{w}, o)
	for _, s := range p.Sheets {
		explain(t, s)
	}
	made := map[string]coop.ID{}
	for _, m := range p.NewMembers() {
		made[m.Key] = testID(m.Key)
	}
	if _, err := p.Acts(made); err != nil {
		t.Fatal(err)
	}
}

// FuzzRead changes bytes of whole files.
func FuzzRead(f *testing.F) {
	o, _ := standard(f)
	f.Add(workbook(f, "sheet Januari\nBUKU KAS\nNo|Tanggal|Uraian|Debet|Kredit|Saldo\n1|2026-01-01|Saldo awal|||5\n"))
	f.Add(pack(f, "<r/>", ""))
	f.Fuzz(func(t *testing.T, data []byte) { sound(t, data, o) })
}

// FuzzSheet changes the parts inside, which FuzzRead seldom gets at.
func FuzzSheet(f *testing.F) {
	o, _ := standard(f)
	f.Add(`<r><row r="1"><c t="inlineStr"><is><t>BUKU KAS Januari 2026</t></is></c></row><row r="2">`+
		`<c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>1</v></c><c t="s"><v>2</v></c><c t="s"><v>3</v></c></row>`+
		`<row><c t="inlineStr"><is><t>Bayar listrik</t></is></c><c><v>0</v></c><c><v>1.5E3</v></c></row></r>`,
		`<sst><si><t>Uraian</t></si><si><t>Debet</t></si><si><r><t>Kre</t></r><r><t>dit</t></r></si>`+
			`<si><t>Saldo</t></si></sst>`)
	f.Fuzz(func(t *testing.T, sheet, shared string) { sound(t, pack(t, sheet, shared), o) })
}
