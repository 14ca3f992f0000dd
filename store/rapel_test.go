package store

import (
	"fmt"
	"testing"

	"lumbung/store/coop"
)

// A rapel of three members is one entry in the book; the list of dues shows it as paid at once, to the rupiah, and
// the same ticks are refused when they are recorded again.
func TestRapel(t *testing.T) {
	b := newTestBook(t)
	b.record(t, "Siti", coop.Setting{Key: coop.SettingMandatory, From: 20260201, Value: "25000"})
	var ticks []coop.DueTick
	for i, months := range [][]coop.Month{{202512, 202601}, {202601, 202602, 202603}, {202601}} {
		joined := []string{"2025-12-10", "2026-01-20", "2025-06-01"}[i]
		m := b.member(t, coop.MemberInput{Number: fmt.Sprint(i + 1), Name: fmt.Sprint("Anggota ", i), Joined: joined})
		for _, month := range months {
			ticks = append(ticks, coop.DueTick{Member: m, Month: month})
		}
	}
	settings, err := b.Settings(ctx)
	if err != nil {
		t.Fatal(err)
	}
	rates := coop.RatesOf(settings, coop.SettingMandatory)
	share := func() ([]coop.DueShare, []coop.Problem) {
		list, err := b.Dues(ctx, 2026, 202602)
		if err != nil {
			t.Fatal(err)
		}
		return coop.TickedShares(ticks, list, 202602, rates)
	}
	shares, problems := share()
	if len(problems) > 0 || coop.RapelSum(shares) != 130_000*coop.Rupiah || coop.RapelMembers(shares) != 3 {
		t.Fatalf("%v (%v)", shares, problems)
	}
	e, problems := coop.RapelEntry(shares, "11101", 20260210, "", "")
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	b.record(t, "Siti", e)
	list, err := b.Dues(ctx, 2026, 202602)
	if err != nil {
		t.Fatal(err)
	}
	for i, arrears := range []coop.Money{25_000, 0, 175_000 - 20_000 + 10_000} {
		if got := list[i].Arrears; got != arrears*coop.Rupiah {
			t.Errorf("member %d is behind by %v, want %v", i, got, arrears*coop.Rupiah)
		}
	}
	if again, problems := share(); len(again) > 0 || len(problems) != len(ticks) {
		t.Errorf("a second time: %v (%v)", again, problems)
	}
	b.clean(t)
}

// BenchmarkDues shows what opening the dues grid of a very large cooperative costs: 1,000 members who have paid every
// month of five years.
func BenchmarkDues(b *testing.B) {
	book := newTestBook(b)
	members := book.withMembers(b, 1000)
	acts := make([]coop.Act, 0, 60)
	for i := range 60 {
		month := coop.Month(202201).Add(i)
		shares := make([]coop.DueShare, len(members))
		for n, m := range members {
			shares[n] = coop.DueShare{DueTick: coop.DueTick{Member: m, Month: month}, Amount: 20_000 * coop.Rupiah}
		}
		e, problems := coop.RapelEntry(shares, "11101", month.First().AddDays(9), "", "")
		if len(problems) > 0 {
			b.Fatal(problems)
		}
		acts = append(acts, act(e))
	}
	if _, err := book.Import(ctx, book.person(b, "Siti"), acts); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		list, err := book.Dues(ctx, 2026, 202612)
		if err != nil || len(list) != len(members) {
			b.Fatal(len(list), err)
		}
	}
}
