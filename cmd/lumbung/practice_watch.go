package main

import (
	"context"

	"lumbung/store/coop"
)

// mistake records a figure with a nought too many, reverses it and records it anew.
func (v *practiceVillage) mistake(ctx context.Context) error {
	const rp = coop.Rupiah
	entry := func(amount coop.Money, corrects coop.ID) coop.Act {
		return coop.Act{Kind: coop.KindEntry, Body: coop.Entry{
			Date: v.today.AddDays(-2), Occasion: "stationery", Remark: "fotokopi daftar anggota", Corrects: corrects,
			Lines: []coop.Line{{Account: "61203", Amount: amount * rp}, practiceCash(-amount * rp)},
		}}
	}
	made, err := v.book.Record(ctx, v.who, entry(240_000, coop.ID{}))
	if err != nil {
		return err
	}
	_, err = v.book.Record(ctx, v.who, coop.Act{Kind: coop.KindReversal, Body: coop.Reversal{
		Entry: made[0].ID, Date: v.today.AddDays(-2), Reason: "kelebihan satu nol",
	}}, entry(24_000, made[0].ID))
	return err
}

// count counts the cash: a note of a thousand is missing.
func (v *practiceVillage) count(ctx context.Context) error {
	day := v.today.AddDays(-1)
	balances, err := v.book.TrialBalance(ctx, 0, day)
	if err != nil {
		return err
	}
	var booked coop.Money
	for _, b := range balances {
		if b.Account.Code == "11101" {
			booked = b.Closing()
		}
	}
	counted := booked/(1_000*coop.Rupiah)*(1_000*coop.Rupiah) - 1_000*coop.Rupiah
	made := coop.Count{
		Account: "11101", Date: day, Counted: counted, Booked: booked, Reason: "belum tahu, mungkin salah kembalian",
	}
	for _, note := range []coop.Money{100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000} {
		if pieces := counted / (note * coop.Rupiah); pieces > 0 {
			made.Notes = append(made.Notes, coop.CountNote{Value: note * coop.Rupiah, Pieces: int64(pieces)})
			counted -= pieces * note * coop.Rupiah
		}
	}
	_, err = v.book.Record(ctx, v.who, coop.Act{Kind: coop.KindCount, Body: made})
	return err
}

// watch lets the supervisor ask two questions, of which the treasurer has answered one.
func (v *practiceVillage) watch(ctx context.Context) error {
	for _, q := range []struct{ occasion, text, answer string }{
		{
			"transport", "Perjalanan ke dinas dua kali sebulan? Mohon suratnya.",
			"Sekali saja; suratnya di map biru, no. 12.",
		},
		{"purchase-cash", "Mana nota beras dari Pak Darto? Harganya naik dari bulan lalu.", ""},
	} {
		entries, err := v.book.Entries(ctx, coop.EntryQuery{Occasion: q.occasion, Newest: true, Limit: 1})
		if err != nil || len(entries) == 0 {
			return err
		}
		made, err := v.book.Record(ctx, v.supervisor, coop.Act{Kind: coop.KindFinding, Body: coop.Finding{
			Entry: entries[0].ID, Text: q.text,
		}})
		if err != nil || q.answer == "" {
			return err
		}
		if _, err := v.book.Record(ctx, v.who, coop.Act{Kind: coop.KindAnswer, Body: coop.Answer{
			Finding: made[0].ID, Text: q.answer,
		}}); err != nil {
			return err
		}
	}
	return nil
}
