package ui

import (
	"bytes"
	"context"
	"io"
	"os/exec"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"lumbung/store/coop"
	"lumbung/store/report"
	"lumbung/ui/kit"
)

// papers is a shelf that keeps what is printed.
type papers struct {
	shelf
	kept    map[string][]byte
	last    string
	full    error
	noProgs bool
}

func (p *papers) Keep(_ context.Context, name string, write func(io.Writer) error) (string, error) {
	if p.full != nil {
		return "", p.full
	}
	var out bytes.Buffer
	if err := write(&out); err != nil {
		return "", err
	}
	p.kept[name], p.last = out.Bytes(), name
	return "/home/siti/Dokumen/Lumbung/" + name, nil
}

func (p *papers) Open(string) error {
	if p.noProgs {
		return ErrNoViewer
	}
	return nil
}

// printed makes a screen whose papers are kept.
func printed(t testing.TB, v *village, language string) (*screen, *papers) {
	t.Helper()
	s, kept := newScreen(t, v, language, kit.LookPaper, 100), &papers{kept: map[string][]byte{}}
	s.Shelf = kept
	return s, kept
}

// pdfText gives what poppler reads of a PDF, without how it is laid out; without poppler the test is skipped.
func pdfText(t testing.TB, pdf []byte) string {
	t.Helper()
	tool, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skip("poppler is not here")
	}
	command := exec.Command(tool, "-layout", "-", "-")
	command.Stdin = bytes.NewReader(pdf)
	out, err := command.Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(strings.Fields(string(out)), " ")
}

// Every statement's page prints what it shows: each figure on the screen stands in the PDF, in its order, and the
// workbook of it can be made.
func TestPrint_EveryReport(t *testing.T) {
	v := busyVillage(t)
	for _, language := range []string{"id", "en"} {
		s, kept := printed(t, v, language)
		for _, l := range report.List() {
			for _, arg := range []string{"@202611", "@y202611"} {
				s.Go(Route{Page: PageReport, Arg: l.Name + arg})
				s.command(t, "print")
				page := s.at.self.(*reportPage)
				text, at := pdfText(t, kept.kept[kept.last]), 0
				for i, row := range page.sheet.Rows {
					cells := make([]kit.Cell, len(page.columns))
					if page.ledger != nil {
						page.fill(i, cells)
					}
					for n, cell := range cells {
						if at := page.columns[n]; row.Cells[at].Kind != report.Amount {
							continue
						}
						figure := strings.ReplaceAll(cell.Text, "–", "0")
						found := strings.Index(text[at:], figure)
						if found < 0 {
							t.Fatalf("%s%s in %s: %s is on the screen and not on paper", l.Name, arg, language, figure)
						}
						at += found + len(figure)
					}
				}
				s.command(t, "print-sheet")
				if !strings.HasSuffix(kept.last, ".xlsx") || len(kept.kept[kept.last]) == 0 {
					t.Errorf("%s: kept %q", l.Name, kept.last)
				}
			}
		}
	}
}

// A member's page prints their statement with every figure that it shows, and the village's papers have names that
// sort and say what they are.
func TestPrint_Names(t *testing.T) {
	v := busyVillage(t)
	s, kept := printed(t, v, "id")
	m := v.someMember(t, 3)
	for _, c := range []struct{ page, arg, want string }{
		{PageMember, m.Member.String(), "2026 Rekening anggota " + m.Number + " " + m.Name + ".pdf"},
		{PageReport, "ledger@202611@11101", "2026-11 Buku besar 11101.pdf"},
		{PageReport, "trial-balance@y202611", "2026 Neraca saldo.pdf"},
		{PageJournal, "2026-10", "2026-10 Jurnal umum.pdf"},
		{PageMembers, "", "2026-11-25 Buku daftar anggota.pdf"},
		{PageDues, "", "2026 Daftar iuran simpanan wajib.pdf"},
	} {
		s.Go(Route{Page: c.page, Arg: c.arg})
		s.command(t, "print")
		if kept.last != c.want {
			t.Errorf("%s prints %q, want %q", c.page, kept.last, c.want)
		}
	}
	text := pdfText(t, kept.kept["2026 Rekening anggota "+m.Number+" "+m.Name+".pdf"])
	for _, want := range []string{
		m.Name, "100.000", "250.000", "20.000", "Siti Rahmawati", "Halaman 1 dari 1",
		"Dicetak 25 November 2026", "Sungai Ambawang Kuala, 25 November 2026",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not on the statement:\n%s", want, text)
		}
	}
	if got := fileName(` a/b\c:d*e?"f<g>h|i. `); got != "a-b-c-d-e--f-g-h-i" {
		t.Errorf("a name for Windows: %q", got)
	}
	if got := fileName(strings.Repeat("é", 300)); len([]rune(got)) != fileNameMost {
		t.Errorf("%d letters", len([]rune(got)))
	}
}

// What was found in the journal is what is printed.
func TestPrint_Found(t *testing.T) {
	s, kept := printed(t, busyVillage(t), "id")
	s.Go(Route{Page: PageJournal})
	s.typed("darto")
	s.pressed(fyne.KeyReturn)
	s.command(t, "print")
	text := pdfText(t, kept.kept[kept.last])
	if !strings.Contains(text, "Pak Darto") || strings.Contains(text, "token listrik") {
		t.Errorf("%s: %s", kept.last, text)
	}
}

// Where the paper cannot be kept or shown, a sentence says what to do, and nothing is lost.
func TestPrint_Troubles(t *testing.T) {
	s, kept := printed(t, busyVillage(t), "id")
	s.Go(Route{Page: PageHome})
	s.command(t, "print")
	if !s.shown("Halaman ini tidak punya lembar") || len(kept.kept) > 0 {
		t.Error("home prints something")
	}
	s.Go(Route{Page: PageReport, Arg: "trial-balance"})
	kept.full = coop.Problem{Key: "ui.print.full"}
	s.command(t, "print")
	if !s.shown("Ruang penyimpanan laptop penuh") {
		t.Error("nothing says that the disk is full")
	}
	kept.full = coop.Problem{Key: "ui.print.read-only", Args: []any{"/media/stik"}}
	s.command(t, "print-sheet")
	if !s.shown("Folder /media/stik tidak boleh ditulisi") {
		t.Error("nothing says that the folder may not be written to")
	}
	kept.full, kept.noProgs = nil, true
	s.command(t, "print")
	if s.here().Page != PageKept || !s.shown("2026-11 Neraca saldo.pdf") {
		t.Fatalf("at %+v", s.here())
	}
	s.pressed(fyne.KeyReturn)
	if got := fyne.CurrentApp().Clipboard().Content(); got != "/home/siti/Dokumen/Lumbung/2026-11 Neraca saldo.pdf" {
		t.Errorf("copied %q", got)
	}
	s.at.self.(*keptPage).onTry()
	if s.here().Page != PageKept {
		t.Error("what no program shows was shown")
	}
	kept.noProgs = false
	s.at.self.(*keptPage).onTry()
	if s.here().Page != PageReport {
		t.Errorf("after it was shown: %+v", s.here())
	}
}

// One outlet's statement is printed as one outlet's.
func TestPrint_Outlet(t *testing.T) {
	v := settledVillage(t)
	s, kept := printed(t, v, "id")
	s.Go(Route{Page: PageReport, Arg: "trial-balance"})
	s.at.self.(*reportPage).onOutlet("SEMBAKO")
	s.command(t, "print")
	if kept.last != "2026-11 Neraca saldo SEMBAKO.pdf" ||
		!strings.Contains(pdfText(t, kept.kept[kept.last]), "SEMBAKO") {
		t.Errorf("kept %q", kept.last)
	}
}

// The register with NIK is printed only when that is asked for.
func TestPrint_Private(t *testing.T) {
	v := busyVillage(t)
	v.private[v.someMember(t, 0).Member] = coop.MemberPrivate{NIK: "6112034507900003"}
	s, kept := printed(t, v, "id")
	s.Go(Route{Page: PageReport, Arg: "members"})
	s.command(t, "print")
	if strings.Contains(pdfText(t, kept.kept[kept.last]), "6112034507900003") {
		t.Error("the NIK is printed without being asked for")
	}
	s.at.self.(*reportPage).onPrivate()
	s.command(t, "print")
	if !strings.Contains(pdfText(t, kept.kept[kept.last]), "6112034507900003") {
		t.Error("the NIK is not printed")
	}
}
