package report_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"lumbung/store/coop"
	"lumbung/store/report"
)

// Surplus separates what the village's journal says. Forty members saved alike; three of them bought.
func (v *village) Surplus(ctx context.Context, year int, day coop.Date) (coop.SurplusView, error) {
	view := coop.SurplusView{Policy: coop.SurplusPolicyOf(nil, day)}
	moved, err := v.TrialBalance(ctx, coop.Date(year*10000+101), coop.Date(year*10000+1231))
	if err != nil {
		return view, err
	}
	for i := range v.members {
		m := coop.SurplusMember{
			Member: v.members[i].Member, Number: v.members[i].Number, Name: v.members[i].Name, Savings: 90_000_00,
		}
		if i < 3 {
			m.Bought, m.Interest = 1_000_000_00, coop.Money(i)*100_000_00
		}
		view.Members = append(view.Members, m)
	}
	view.Surplus, err = coop.SeparateSurplus(year, moved, view.Policy.Key)
	return view, err
}

func (v *village) Meetings(context.Context) ([]coop.MeetingView, error) { return v.meetings, nil }

// The golden year's surplus on paper: where it came from and how the meeting divides it.
func TestGoldenSurplus(t *testing.T) {
	v := golden(t)
	v.populate()
	s := build(t, v, report.Order{Name: "surplus", Period: bookYear})
	want(t, figures(s, "amount"), `
		Hasil dengan anggota (A)             13.081.417
		Hasil dengan bukan anggota (B)        4.720.000
		Hasil keagenan (C)                    1.900.000
		Biaya bersama, bersih               (16.558.215)
		SHU dari anggota                      2.087.034
		SHU dari bukan anggota dan keagenan   1.056.168
		SHU TAHUN BERJALAN                    3.143.202
		Cadangan Umum                           628.643
		SHU Bagian Anggota - Jasa Modal         471.480
		SHU Bagian Anggota - Jasa Usaha         785.799
		Dana Pembangunan Desa/Daerah Kerja      628.640
		Dana Pengurus dan Pengawas              157.160
		Dana Karyawan                           157.160
		Dana Pendidikan                         157.160
		Dana Sosial                             157.160
		Jumlah yang dibagi                    3.143.202
	`)
	list := build(t, v, report.Order{Name: "surplus-members", Period: bookYear})
	if got := figures(list, "surplus-share")["Jumlah"]; got != "1.257.279" || !s.Agrees() || !list.Agrees() {
		t.Errorf("the list comes to %s: %v %v", got, s.Notes, list.Notes)
	}
	if !said(s, "Usulan") {
		t.Errorf("an undecided division does not say so: %v", s.Notes)
	}
}

func said(s *report.Sheet, words string) bool {
	return slices.ContainsFunc(s.Notes, func(n report.Note) bool { return strings.Contains(n.Text, words) })
}

// A meeting that decided other percentages decides what is printed; percentages that are not the whole are said.
func TestSurplus_Decided(t *testing.T) {
	v := golden(t)
	v.populate()
	rat := coop.MeetingView{
		Meeting: coop.Meeting{Class: coop.MeetingAnnual, Year: 2025, Date: 20260314}, SignedBy: coop.ID{1},
		Minutes: coop.Minutes{Shares: []coop.Share{
			{Account: "31401", BasisPoints: 7000}, {Account: "24107", BasisPoints: 3000},
		}},
	}
	v.meetings = []coop.MeetingView{rat}
	s := build(t, v, report.Order{Name: "surplus", Period: bookYear})
	if got := figures(s, "amount")["Cadangan Umum"]; got != "2.200.242" || !said(s,
		"keputusan rapat anggota 14 Maret") {
		t.Errorf("%s %v", got, s.Notes)
	}
	rat.Minutes.Shares[0].BasisPoints = 7500
	if s = build(t, v, report.Order{Name: "surplus", Period: bookYear}); !said(s, "baru 105%") {
		t.Errorf("105 percent: %v", s.Notes)
	}
}
