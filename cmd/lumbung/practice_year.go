package main

import (
	"context"
	"fmt"
	"strings"

	"lumbung/store/coop"
	"lumbung/store/report"
)

// plans are the budgets: of the first year, and of each later one as its members' meeting agreed to it.
func (v *practiceVillage) plans() {
	v.at(v.on(7, 25), func(ctx context.Context, _ coop.Date) error { return v.budget(ctx, v.last, 6) })
	v.at(v.on(14, 10), func(ctx context.Context, _ coop.Date) error { return v.budget(ctx, v.last+1, 12) })
	v.at(v.on(23, 15), func(ctx context.Context, _ coop.Date) error { return v.budget(ctx, v.last+2, 13) })
}

// budget plans so many months of a year, and the chair agrees.
func (v *practiceVillage) budget(ctx context.Context, year int, months coop.Money) error {
	accounts, err := v.book.Accounts(ctx)
	if err != nil {
		return err
	}
	outlets, err := v.book.Outlets(ctx)
	if err != nil {
		return err
	}
	var cells []coop.BudgetLine
	for _, c := range []struct {
		account, outlet string
		month           coop.Money // rupiah
	}{
		{"41101", "SEMBAKO", 2_000_000},
		{"41201", "", 35_000},
		{"41202", "", 8_000},
		{"41203", "", 12_000},
		{"51101", "SEMBAKO", 1_640_000},
		{"53101", "", 11_000},
		{"53102", "", 15_000},
		{"61104", "", 75_000},
		{"61201", "", 55_000},
		{"61203", "", 40_000},
		{"61204", "", 80_000},
		{"61404", "SEMBAKO", 130_000},
		{"71101", "", 1_000},
		{"71107", "", 165_000},
		{"72101", "", 45_000},
	} {
		cells = append(cells, coop.BudgetLine{
			Account: c.account, Outlet: c.outlet, Amount: c.month * months * coop.Rupiah,
		})
	}
	plan, problems := coop.MakeBudget(int64(year), cells, accounts, outlets)
	if len(problems) > 0 {
		return problems[0]
	}
	if _, err := v.book.Record(ctx, v.who, coop.Act{Kind: coop.KindBudget, Body: plan}); err != nil {
		return err
	}
	view, err := v.book.Budget(ctx, int64(year))
	if err != nil {
		return err
	}
	return v.approve(ctx, coop.Approval{
		Subject: view.Row.Head(), Granted: true, Figures: coop.BudgetFigures(plan, accounts),
	})
}

// annual is the members' meeting about the closed year: called, held, written down by the secretary, signed by the
// chair, the surplus divided by the treasurer and most of it fetched.
func (v *practiceVillage) annual() {
	id := new(coop.ID)
	meeting := coop.Meeting{
		Class: coop.MeetingAnnual, Year: int64(v.last), Date: v.on(14, 20), Time: "09.00 WIB",
		Place: "Balai Desa Lumbung Sari", Quorum: 2000, Agenda: []string{
			"Pembukaan dan pengesahan kuorum", "Laporan pengurus tahun buku yang lalu", "Laporan pengawas",
			"Pengesahan laporan dan pembagian SHU", "Rencana kerja dan RAPB", "Penutup",
		},
	}
	v.at(v.on(14, 5), func(ctx context.Context, _ coop.Date) error {
		made, err := v.book.Record(ctx, v.scribe, coop.Act{Kind: coop.KindMeeting, Body: meeting})
		if err == nil {
			*id = made[0].ID
		}
		return err
	})
	v.at(v.on(14, 21), func(ctx context.Context, day coop.Date) error { return v.decideAnnual(ctx, *id, day) })
	v.at(v.on(14, 24), v.divide)
	v.at(v.on(14, 26), v.payShares)
	v.at(v.on(10, 6), func(ctx context.Context, day coop.Date) error { return v.board(ctx, day) })
}

// decideAnnual writes down what the members decided, and the chair signs it.
func (v *practiceVillage) decideAnnual(ctx context.Context, meeting coop.ID, _ coop.Date) error {
	settings, err := v.book.Settings(ctx)
	if err != nil {
		return err
	}
	minutes := coop.Minutes{
		Meeting: meeting, Members: int64(len(v.members)), Chair: practiceChair, Secretary: practiceScribe,
		Guests: "Kepala Desa; Dinas Koperasi kabupaten", Shares: coop.SurplusPolicyOf(settings, v.on(14, 20)).Shares,
		Text: "Rapat dibuka ketua. Pengurus dan pengawas membacakan laporan, anggota bertanya tentang harga beras " +
			"dan lama angsuran; semua dijawab.",
	}
	for i, m := range v.members {
		if i%6 != 5 {
			minutes.Present = append(minutes.Present, m)
		}
	}
	came := int64(len(minutes.Present))
	for _, d := range []struct {
		text    string
		abstain int64
	}{
		{fmt.Sprintf("Laporan pengurus dan pengawas tahun buku %d diterima dan disahkan", v.last), 0},
		{fmt.Sprintf("SHU tahun buku %d dibagi menurut anggaran rumah tangga", v.last), 0},
		{fmt.Sprintf("Rencana kerja dan RAPB tahun %d disahkan", v.last+1), 1},
	} {
		minutes.Decisions = append(minutes.Decisions, coop.Decision{
			Text: d.text, For: came - d.abstain, Abstain: d.abstain,
		})
	}
	return v.minute(ctx, minutes)
}

// minute records minutes and lets the chair sign them.
func (v *practiceVillage) minute(ctx context.Context, minutes coop.Minutes) error {
	made, err := v.book.Record(ctx, v.scribe, coop.Act{Kind: coop.KindMinutes, Body: minutes})
	if err != nil {
		return err
	}
	row, _, err := v.book.Register(ctx, coop.KindMinutes, made[0].ID)
	if err != nil {
		return err
	}
	return v.approve(ctx, coop.Approval{
		Subject: row.Head(), Granted: true, Figures: coop.MinutesFigures(minutes),
	})
}

// board is a meeting of the board that decides to borrow.
func (v *practiceVillage) board(ctx context.Context, day coop.Date) error {
	made, err := v.book.Record(ctx, v.scribe, coop.Act{Kind: coop.KindMeeting, Body: coop.Meeting{
		Class: coop.MeetingBoard, Date: day, Time: "19.30 WIB", Place: "Kantor koperasi",
		Agenda: []string{"Pinjaman BRI untuk lemari pendingin", "Jadwal jaga gerai"},
	}})
	if err != nil {
		return err
	}
	return v.minute(ctx, coop.Minutes{
		Meeting: made[0].ID, Present: v.members[:3], Members: 3, Chair: practiceChair, Secretary: practiceScribe,
		Decisions: []coop.Decision{{Text: "Mengajukan KUR Rp10.000.000 ke BRI, 36 bulan, untuk gerai", For: 3}},
	})
}

// divide posts what the members decided about the surplus.
func (v *practiceVillage) divide(ctx context.Context, day coop.Date) error {
	d, err := report.DivisionOf(ctx, v.book, v.last)
	if err != nil {
		return err
	}
	if problems := append(d.Problems, d.View.Ready(d.Division)...); len(problems) > 0 {
		return problems[0]
	}
	entries, problems := d.Division.Entries(d.Meeting.Decided(), day, d.View.Try)
	if len(problems) > 0 {
		return problems[0]
	}
	for _, e := range entries {
		if err := v.enter(ctx, e, nil); err != nil {
			return err
		}
	}
	return nil
}

// payShares pays most members their share, in cash or into their saving; some have not come yet.
func (v *practiceVillage) payShares(ctx context.Context, day coop.Date) error {
	settings, err := v.book.Settings(ctx)
	if err != nil {
		return err
	}
	shares, err := v.book.SurplusShares(ctx, v.last)
	if err != nil {
		return err
	}
	policy := coop.SurplusPolicyOf(settings, day)
	for i, s := range shares {
		out := coop.Payout{Way: coop.PayCash, Money: "11101", Day: day, Evidence: "daftar terima SHU"}
		switch {
		case !s.Open() || i%5 == 4:
			continue
		case i%5 == 2:
			out.Way, out.Money = coop.PaySave, ""
		}
		e, problems := policy.SurplusPayEntry(s, out)
		if err := v.enter(ctx, e, problems); err != nil {
			return err
		}
	}
	return nil
}

// papers are lines of the administration books, and words of the annual papers.
func (v *practiceVillage) papers() {
	note := func(day coop.Date, book string, fields ...string) {
		body := coop.Note{Book: book, Fields: map[string]string{"date": day.String()}}
		for _, f := range fields {
			key, value, _ := strings.Cut(f, "=")
			body.Fields[key] = value
		}
		v.at(day, func(ctx context.Context, _ coop.Date) error {
			_, err := v.book.Record(ctx, v.scribe, coop.Act{Kind: coop.KindNote, Body: body})
			return err
		})
	}
	note(v.on(8, 14), "guests", "name=Hendra Saputra", "institution=Dinas Koperasi kabupaten",
		"purpose=Melihat pembukuan dan gerai")
	note(v.on(14, 20), "guests", "name=Kepala Desa Lumbung Sari", "institution=Pemerintah desa",
		"purpose=Menghadiri RAT")
	note(v.on(9, 3), "suggestions", "member=Juminten", "suggestion=Gerai buka juga hari Minggu pagi",
		"answer=Dicoba mulai Oktober, jam 07.00–10.00")
	note(v.on(8, 15), "advice-agencies", "official=Hendra Saputra, Dinas Koperasi",
		"advice=Hitung kas tiap akhir pekan", "follow-up=Dilakukan tiap Sabtu")
	note(v.on(10, 15), "events", "event=Lemari pendingin tiba di gerai", "effect=Gerai menjual minuman dingin")
	note(v.on(14, 6), "letters", fmt.Sprintf("number=001/KDMP-LS/II/%d", v.last+1), "direction=keluar",
		"party=Semua anggota", "subject=Undangan RAT")
	v.at(v.on(14, 15), func(ctx context.Context, _ coop.Date) error {
		_, err := v.book.Record(ctx, v.scribe, coop.Act{Kind: coop.KindNote, Body: coop.Note{
			Book: coop.PackBook, Year: int64(v.last), Fields: map[string]string{
				coop.PackFieldSection: "lpj.problems",
				coop.PackFieldText: "Listrik sering padam sehingga barang beku cepat rusak; sejak Desember gerai " +
					"memakai kotak pendingin cadangan. Beberapa anggota terlambat membayar simpanan wajib dan " +
					"didatangi pengurus.",
			},
		}})
		return err
	})
}
