package report_test

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"lumbung/store/coop"
	"lumbung/store/report"
)

// settled is a village that has said what stands on its paper.
type settled struct{ *village }

func (settled) Settings(context.Context) ([]coop.SettingRow, error) {
	return []coop.SettingRow{
		{Key: coop.SettingLegal, Value: "AHU-0012345.AH.01.29"},
		{Key: coop.SettingAddress, Value: "Jalan Trans Kalimantan km 12"},
		{Key: coop.SettingPhone, Value: "0812 3456 7890"},
		{Key: coop.SettingVillageName, Value: "Desa Sungai Ambawang Kuala, Kecamatan Sungai Ambawang"},
		{Key: coop.SettingAddress, From: 20990101, Value: "kantor yang belum ada"},
	}, nil
}

// What the cooperative has set stands at the head of its papers, and the place is its village's name.
func TestLetterhead(t *testing.T) {
	v := settled{busy(t)}
	s := build(t, v, report.Order{Name: "income", Period: bookYear})
	var pdf bytes.Buffer
	if err := report.WritePDF(&pdf, s); err != nil {
		t.Fatal(err)
	}
	e := v.rapel(2)
	slips, err := report.Slips(t.Context(), v, report.SlipOrder{Entry: e.ID})
	if err != nil {
		t.Fatal(err)
	}
	var small bytes.Buffer
	if err := report.WriteSlips(&small, slips); err != nil {
		t.Fatal(err)
	}
	keep(t, "letterhead.pdf", pdf.Bytes())
	keep(t, "letterhead-slip.pdf", small.Bytes())
	for _, text := range []string{pdfText(t, pdf.Bytes()), pdfText(t, small.Bytes())} {
		says(t, text, "AHU-0012345.AH.01.29", "Jalan Trans Kalimantan km 12", "0812 3456 7890",
			"Sungai Ambawang Kuala, ")
		if strings.Contains(text, "belum ada") || strings.Contains(text, "Desa Sungai") {
			t.Errorf("the head says too much:\n%s", text)
		}
	}
}

// Headings never stand at a page's end without what they head.
func TestHeadingsAreNotAlone(t *testing.T) {
	v := newVillage(t)
	for n := range 60 {
		v.post(20260105, "x", "11101", 1000+n, "31102", -1000-n)
		s := build(t, v, report.Order{Name: "journal", Period: report.Period{Year: 2026}})
		var pdf bytes.Buffer
		if err := report.WritePDF(&pdf, s); err != nil {
			t.Fatal(err)
		}
		if n < 18 || n%6 > 0 {
			continue
		}
		for _, page := range strings.Split(pdfText(t, pdf.Bytes()), "\f") {
			lines := strings.Split(strings.TrimSpace(page), "\n")
			if len(lines) < 4 {
				continue
			}
			last := ""
			for _, line := range lines[:len(lines)-1] { // the last is the foot
				if strings.TrimSpace(line) != "" {
					last = line
				}
			}
			if strings.Contains(last, "05/01/2026") {
				t.Errorf("%d entries: a page ends with %q", n+1, last)
			}
		}
	}
}
