package report_test

import (
	"context"
	"strings"
	"testing"

	"lumbung/store/coop"
	"lumbung/store/report"
)

// governed is a village whose board and supervisors are known by their ids; two people bear one name.
type governed struct{ meeting }

func (governed) Users(context.Context) ([]coop.UserRow, error) {
	return []coop.UserRow{
		{User: coop.ID{201}, Name: "Sari Wulandari", Role: coop.RoleTreasurer},
		{User: coop.ID{202}, Name: "Hasan Basri", Role: coop.RoleChair},
		{User: coop.ID{203}, Name: "Yohanes Dapa", Role: coop.RoleSupervisor},
		{User: coop.ID{204}, Name: "Hasan Basri", Role: coop.RoleSupervisor},
		{User: coop.ID{205}, Name: "Bekas Ketua", Role: coop.RoleNone},
	}, nil
}

// printedMeeting is a paper of a meeting as text.
func printedMeeting(t *testing.T, v report.Source, name, lang string, held coop.MeetingView) (string, *report.Sheet) {
	t.Helper()
	s, err := report.MeetingPaper(context.Background(), v, name, held, lang)
	if err != nil {
		t.Fatal(err)
	}
	var out, pdf strings.Builder
	if err := report.WriteText(&out, s); err != nil {
		t.Fatal(err)
	}
	if err := report.WritePDF(&pdf, s); err != nil {
		t.Fatal(err)
	}
	keep(t, s.Name+"."+lang+"."+strings.ReplaceAll(s.TitleIn(), " ", "-")+".pdf", []byte(pdf.String()))
	if said := out.String(); strings.Contains(said, "pack.") || strings.Contains(said, "report.") {
		t.Errorf("a word without a translation:\n%s", said)
	}
	return out.String(), s
}

// Meetings that are not the annual one had no paper at all, and who sat in the board's was found by name: of two
// people named Hasan Basri both the chair and the supervisor sat in it.
func TestMeetingPaper_Board(t *testing.T) {
	v := governed{meeting{village: golden(t)}}
	v.populate()
	v.members[3].Name = "Hasan Basri"
	held := coop.MeetingView{
		ID: coop.ID{1}, Meeting: coop.Meeting{
			Class: coop.MeetingBoard, Date: 20260310, Time: "19.30 WIB", Place: "Kantor",
			Agenda: []string{"Kas bulan ini"},
		},
		Minutes: coop.Minutes{
			Members: 2, People: []coop.ID{{202}}, Present: []coop.ID{v.members[5].Member}, Chair: "Hasan Basri",
			Secretary: "Sari Wulandari", Decisions: []coop.Decision{{Text: "Membeli timbangan"}},
		},
		Written: coop.RegisterRow{Hash: coop.Hash{1}},
	}
	letter, s := printedMeeting(t, v, "invitation", "id", held)
	if s.TitleIn() != "Undangan rapat pengurus" || !strings.Contains(letter,
		"Kepada pengurus: Hasan Basri (Ketua), Sari Wulandari (Bendahara).") || !strings.Contains(letter, "19.30 WIB") {
		t.Error(letter)
	}
	list, s := printedMeeting(t, v, "attendance", "id", held)
	var rows []string
	for _, r := range s.Rows {
		rows = append(rows, r.Cells[1].Text+"|"+r.Cells[2].Text+"|"+r.Cells[3].Text)
	}
	want := []string{
		"Hasan Basri|Ketua|1. hadir", "Sari Wulandari|Bendahara|2.", "Anggota ke-6|anggota A-006|3. hadir", "||4.",
	}
	for i, row := range want {
		if i >= len(rows) || rows[i] != row {
			t.Errorf("row %d is %q, want %q\n%s", i, rows[i], row, list)
		}
	}
	minutes, s := printedMeeting(t, v, "minutes", "id", held)
	for _, words := range []string{
		"Rapat pengurus KDMP Contoh", "Hadir 2 orang; pengurus ada 2 orang.", "1. Membeli timbangan\n",
	} {
		if !strings.Contains(minutes, words) {
			t.Errorf("no %q in\n%s", words, minutes)
		}
	}
	if strings.Contains(minutes, "Kuorum") || len(s.Signatures) != 2 {
		t.Errorf("a board asks its members: %v\n%s", s.Signatures, minutes)
	}
}

// The supervisors' letter is signed by every one of them, the members' extraordinary meeting has its quorum.
func TestMeetingPaper_Others(t *testing.T) {
	v := governed{meeting{village: golden(t)}}
	v.populate()
	for _, lang := range []string{"id", "en"} {
		held := coop.MeetingView{Meeting: coop.Meeting{
			Class: coop.MeetingSupervisors, Date: 20260105, Agenda: []string{"Kas"},
		}}
		if said, s := printedMeeting(t, v, "invitation", lang, held); len(s.Signatures) != 2 ||
			s.Signatures[1].Name != "Hasan Basri" || !strings.Contains(said, "Yohanes Dapa (") {
			t.Errorf("%v\n%s", s.Signatures, said)
		}
		printedMeeting(t, v, "attendance", lang, held)
		if said, _ := printedMeeting(t, v, "minutes", lang, held); strings.Count(said, "......") < 6 {
			t.Errorf("no room to write in\n%s", said)
		}
		held.Meeting.Class, held.Meeting.Quorum = coop.MeetingExtraordinary, 5000
		held.Minutes = coop.Minutes{Members: 40, Present: []coop.ID{v.members[0].Member}}
		held.Written.Hash = coop.Hash{1}
		if _, s := printedMeeting(t, v, "invitation", lang, held); len(s.Signatures) != 1 {
			t.Errorf("signed by %v", s.Signatures)
		}
		if _, s := printedMeeting(t, v, "attendance", lang, held); len(s.Rows) != len(v.members) {
			t.Errorf("%d rows", len(s.Rows))
		}
		said, s := printedMeeting(t, v, "minutes", lang, held)
		if !strings.Contains(said, "50 %") || len(s.Signatures) != 3 {
			t.Error(said)
		}
	}
}

// The first annual meeting, to which too few came, was printed with the day and the minutes of the second one: its page
// asked for the papers of the year and not for its own.
func TestMeetingPaper_First(t *testing.T) {
	v := called{meeting{village: golden(t)}, map[coop.Kind][]coop.RegisterRow{}}
	v.populate()
	call := func(day coop.Date, place string) coop.ID {
		return v.call(coop.KindMeeting, coop.Meeting{Class: coop.MeetingAnnual, Year: 2025, Date: day, Place: place})
	}
	first, second := call(20260210, "Balai"), call(20260303, "Aula")
	v.call(coop.KindMinutes, coop.Minutes{
		Meeting: second, Members: 40, Present: []coop.ID{v.members[0].Member},
		Decisions: []coop.Decision{{Text: "Laporan diterima", For: 1}},
	})
	for _, held := range coop.MeetingsOf(v.rows[coop.KindMeeting], v.rows[coop.KindMinutes]) {
		said, _ := printedMeeting(t, v, "minutes", "id", held)
		if held.ID == first && (!strings.Contains(said, "Balai") || strings.Contains(said, "Laporan diterima")) {
			t.Errorf("the first meeting says\n%s", said)
		}
	}
}

// reviewed is a village whose supervisors asked twice and got one answer.
type reviewed struct{ governed }

func (reviewed) Findings(context.Context) ([]coop.FindingView, error) {
	on := func(d coop.Date) int64 { return d.Time().Unix() / 60 }
	return []coop.FindingView{
		{FindingRow: coop.FindingRow{Text: "Tahun lain.", At: on(20240501)}},
		{
			FindingRow: coop.FindingRow{Text: "Nota solar tidak ada.", At: on(20251012)}, Voucher: "BKK-A-2025-000007",
			Answers: []coop.AnswerRow{{Text: "Sudah ditempel."}},
		},
		{FindingRow: coop.FindingRow{Period: 202511, At: on(20251203)}},
	}, nil
}

func (reviewed) Closes(context.Context) ([]coop.CloseView, error) {
	return []coop.CloseView{
		{CloseRow: coop.CloseRow{Period: 202511, Holds: true}}, {CloseRow: coop.CloseRow{Period: 202512}},
	}, nil
}

// The supervisors' papers: what they asked in the year and what was answered, and a sheet with what the books say.
func TestSupervisorsPapers(t *testing.T) {
	v := reviewed{governed{meeting{village: golden(t)}}}
	v.populate()
	print := func(name string) (string, *report.Sheet) {
		t.Helper()
		s, err := report.Build(context.Background(), v, report.Order{
			Name: name, Lang: "id", Period: report.Period{Year: 2025},
		})
		if err != nil {
			t.Fatal(err)
		}
		var out strings.Builder
		if err := report.WriteText(&out, s); err != nil {
			t.Fatal(err)
		}
		return strings.Join(strings.Fields(out.String()), " "), s
	}
	said, s := print("supervisors")
	for _, words := range []string{
		"1. 12 Oktober 2025 (BKK-A-2025-000007): Nota solar tidak ada. Jawaban: Sudah ditempel.",
		"2. 3 Desember 2025 (November 2025): mohon dijelaskan Belum dijawab.", "TOTAL ASET 75.080.600 0",
	} {
		if !strings.Contains(said, words) {
			t.Errorf("no %q in\n%s", words, said)
		}
	}
	if strings.Contains(said, "Tahun lain.") || len(s.Signatures) != 2 {
		t.Errorf("%v\n%s", s.Signatures, said)
	}
	said, s = print(report.Examination)
	for _, words := range []string{
		"A. UANG KAS", "31101 Simpanan Pokok 1.950.000", "Bulan terakhir yang sudah ditutup: November 2025.",
		"Pertanyaan pengawas dalam tahun ini: 2; belum dijawab: 1.",
	} {
		if !strings.Contains(said, words) {
			t.Errorf("no %q in\n%s", words, said)
		}
	}
	if !s.Lines || len(s.Signatures) != 2 {
		t.Errorf("nobody can write on it: %v", s.Signatures)
	}
}
