package report_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"lumbung/store/coop"
	"lumbung/store/report"
)

// Entry is the village's answer to what slips are made from.
func (v *village) Entry(_ context.Context, id coop.ID) (coop.EntryView, error) {
	for _, e := range v.entries {
		if e.ID == id {
			return e, nil
		}
	}
	return coop.EntryView{}, errors.New("no such entry")
}

// rapel posts dues of so many members.
func (v *village) rapel(members int) *coop.EntryView {
	var pairs []any
	for range members {
		pairs = append(pairs, "31102", -40_000)
	}
	e := v.post(20260115, "", append(pairs, "11101", 40_000*members)...)
	e.Occasion, e.Voucher, e.Hash = "dues-mandatory", "BKM-A-2026-000123", coop.Hash{byte(members)}
	for i := range members {
		m := v.members[i]
		e.Lines[i].Member, e.Lines[i].MemberName, e.Lines[i].MemberNumber = m.Member, m.Name, m.Number
		e.Lines[i].Month = coop.Month(202601)
	}
	return e
}

func slipText(t *testing.T, name string, v *village, order report.SlipOrder) (text string, pages int) {
	t.Helper()
	slips, err := report.Slips(t.Context(), v, order)
	if err != nil {
		t.Fatal(err)
	}
	var pdf bytes.Buffer
	if err := report.WriteSlips(&pdf, slips); err != nil {
		t.Fatal(err)
	}
	keep(t, "slip-"+name+".pdf", pdf.Bytes())
	text = pdfText(t, pdf.Bytes())
	return text, strings.Count(text, "\f")
}

// says wants every one of the words on the paper.
func says(t *testing.T, text string, wanted ...string) {
	t.Helper()
	flat := strings.Join(strings.Fields(text), " ")
	for _, want := range wanted {
		if !strings.Contains(flat, want) {
			t.Errorf("%q does not stand in\n%s", want, text)
		}
	}
}

func TestSlips_Rapel(t *testing.T) {
	v := busy(t)
	e := v.rapel(10)
	text, pages := slipText(t, "rapel", v, report.SlipOrder{Entry: e.ID})
	if pages != 4 {
		t.Errorf("%d pages for ten slips", pages)
	}
	for _, part := range coop.MemberSlips(e) {
		says(t, text, part.Code.String(), part.Name+" (No. anggota "+part.Number+")")
	}
	says(t, text, "Empat puluh ribu rupiah", "Rp40.000", "BKM-A-2026-000123", "Januari 2026", "15 Januari 2026",
		"Sari Wulandari")
	if strings.Contains(text, "SALINAN") || strings.Contains(text, "DIBATALKAN") {
		t.Error("a first print is stamped")
	}
}

func TestSlips_One(t *testing.T) {
	v := busy(t)
	e := v.post(20260203, "Gaji penjaga gudang bulan Januari dan uang makan", "61101", 1_234_567, "11101", -1_234_567)
	e.Voucher, e.Hash = "BKK-A-2026-000009", coop.Hash{9}
	long := "Bapak Haji Muhammad Abdurrahman Kusumawardhana bin Sulaiman Al-Qadrie dari Dusun Parit Haji Husin II"
	text, pages := slipText(t, "out", v, report.SlipOrder{Entry: e.ID, Party: "  " + long, Copy: true})
	says(t, text, long[:31], "Al-Qadrie dari Dusun Parit Haji Husin II", "Rp1.234.567",
		"Satu juta dua ratus tiga puluh empat ribu lima ratus enam puluh tujuh rupiah",
		"Sudah terima dari : KDMP Contoh", "SALINAN", "Lembar arsip koperasi", "Gaji penjaga gudang",
		coop.CheckCodeOf(e.Hash, coop.ID{}).String(), "Yang membayar")
	if pages != 1 {
		t.Errorf("%d pages", pages)
	}
	e.ReversedBy = coop.ID{1}
	text, _ = slipText(t, "void", v, report.SlipOrder{Entry: e.ID, English: true})
	says(t, text, "DIBATALKAN · CANCELLED", "Received from", "One million two hundred thirty-four thousand",
		"Sudah terima dari")
}

func TestSlips_Refuses(t *testing.T) {
	v := busy(t)
	for name, c := range map[string]struct {
		change func(*coop.EntryView)
		want   string
	}{
		"reversal":       {func(e *coop.EntryView) { e.Kind = coop.KindReversal }, "report.slip.reversal"},
		"opening":        {func(e *coop.EntryView) { e.Kind = coop.KindOpening }, "report.slip.void"},
		"does_not_count": {func(e *coop.EntryView) { e.What = coop.WhatUnbalanced }, "report.slip.void"},
		"no_money":       {func(e *coop.EntryView) { e.Lines[0].Account = "13101" }, "report.slip.no-money"},
	} {
		t.Run(name, func(t *testing.T) {
			e := v.post(20260203, "", "11101", 5000, "41109", -5000)
			c.change(e)
			_, err := report.Slips(t.Context(), v, report.SlipOrder{Entry: e.ID})
			if problem, is := err.(coop.Problem); !is || problem.Key != c.want {
				t.Errorf("%v, want %s", err, c.want)
			}
		})
	}
	e := v.post(20260203, "", "11101", 5000, "41109", -5000)
	if _, err := report.SlipList(t.Context(), v, report.SlipOrder{Entry: e.ID}, "id"); fmt.Sprint(err) !=
		fmt.Sprint(coop.Problem{Key: "report.slip.one"}) {
		t.Errorf("a list of one: %v", err)
	}
}

// The list of a rapel says the sum of all, in figures and words, and every member's own code.
func TestSlipList(t *testing.T) {
	v := busy(t)
	e := v.rapel(10)
	for _, lang := range []string{"id", "en"} {
		s, err := report.SlipList(t.Context(), v, report.SlipOrder{Entry: e.ID, Copy: true}, lang)
		if err != nil {
			t.Fatal(err)
		}
		var pdf bytes.Buffer
		if err := report.WritePDF(&pdf, s); err != nil {
			t.Fatal(err)
		}
		keep(t, "slip-list."+lang+".pdf", pdf.Bytes())
		text := pdfText(t, pdf.Bytes())
		says(t, text, "400.000", coop.WholeSlip(e).Code.String(), "BKM-A-2026-000123", "Sari Wulandari",
			map[string]string{"id": "Empat ratus ribu rupiah", "en": "Four hundred thousand rupiah"}[lang])
		for _, part := range coop.MemberSlips(e) {
			says(t, text, part.Code.String())
		}
	}
}
