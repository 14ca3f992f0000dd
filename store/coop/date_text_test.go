package coop

import (
	"errors"
	"fmt"
	"testing"

	"pgregory.net/rapid"
)

const testToday = Date(20260503)

func TestParseDate(t *testing.T) {
	for text, want := range map[string]Date{
		"3/5": 20260503, "3/5/2026": 20260503, "03-05-26": 20260503, "3.5.2026": 20260503, "2026-05-03": 20260503,
		"3": 20260503, "31": 20260531, "hari ini": 20260503, "Hari  Ini": 20260503, "kemarin": 20260502,
		"Kemarin dulu": 20260501, "besok": 20260504, "3 Mei": 20260503, "3 mei 2026": 20260503, "3 May 2026": 20260503,
		"May 3, 2026": 20260503, "17 agt 2025": 20250817, "3mei": 20260503, "1 Des": 20251201, "30/6": 20260630,
		"31/12": 20251231, "29 feb 2024": 20240229, "15 Nop 25": 20251115, "3 5 2026": 20260503, "today": 20260503,
		"3-5-26": 20260503, "yesterday": 20260502, "minggu": 20260503, "Senin": 20260427, "monday": 20260427,
		"hari sabtu": 20260502, "Jum'at": 20260501, "minggu lalu": 20260426, "last sunday": 20260426,
		"senin lalu": 20260427, "tomorrow": 20260504,
	} {
		if got, err := ParseDate(text, testToday); err != nil || got != want {
			t.Errorf("ParseDate(%q) = %v, %v; want %v", text, got, err, want)
		}
	}
	if got, err := ParseDate("2/1", 20251225); err != nil || got != 20260102 {
		t.Errorf("2/1 typed at Christmas is %v, %v; want the coming January", got, err)
	}
	for text, key := range map[string]string{
		"": ProblemDateEmpty, "30/2": ProblemDateNoDay, "29 feb 2025": ProblemDateNoDay, "32": ProblemDateNoDay,
		"5/13": ProblemDateNoDay, "nanti": ProblemDateUnknown, "3 maret april": ProblemDateUnknown,
		"3/5/202": ProblemDateUnknown, "0/5": ProblemDateNoDay, "2026-13-01": ProblemDateNoDay,
		"3 foo": ProblemDateUnknown, "senin selasa": ProblemDateUnknown, "lalu": ProblemDateUnknown,
	} {
		wantProblem(t, text, key, func() error { _, err := ParseDate(text, testToday); return err })
	}
}

func TestDateText(t *testing.T) {
	for _, c := range [][2]string{
		{DateText(20260503, "id"), "3 Mei 2026"},
		{DateText(20260503, "en"), "3 May 2026"},
		{DayText(20250326, "id"), "Rabu, 26 Maret 2025"},
		{DayText(20250326, "en"), "Wednesday, 26 March 2025"},
		{DateShort(20251231), "31/12/2025"},
		{MonthText(202508, "id"), "Agustus 2025"},
		{MonthText(202508, "en"), "August 2025"},
		{DateText(0, "id") + DayText(0, "en") + DateShort(0) + MonthText(0, "id"), ""},
		{Month(202605).String(), "2026-05"},
	} {
		if c[0] != c[1] {
			t.Errorf("%q, want %q", c[0], c[1])
		}
	}
}

// TestDateText_Back reads every day of four years again as it is written.
func TestDateText_Back(t *testing.T) {
	for d := Date(20230101); d < 20270101; d = d.AddDays(1) {
		for _, text := range []string{DateText(d, "id"), DateText(d, "en"), DateShort(d), d.String()} {
			if got, err := ParseDate(text, testToday); err != nil || got != d {
				t.Fatalf("%v written %q is read as %v, %v", d, text, got, err)
			}
		}
		for _, text := range []string{MonthText(d.Month(), "id"), MonthText(d.Month(), "en"), d.Month().String()} {
			if got, err := ParseMonth(text, testToday); err != nil || got != d.Month() {
				t.Fatalf("%v written %q is read as %v, %v", d.Month(), text, got, err)
			}
		}
	}
}

func TestParseMonths(t *testing.T) {
	for text, want := range map[string]string{
		"Mei":                        "[2026-05]",
		"jan-mar 2026":               "[2026-01 2026-02 2026-03]",
		"Juni - Des 25":              "[2025-06 2025-07 2025-08 2025-09 2025-10 2025-11 2025-12]",
		"11/2025 s/d 2/2026":         "[2025-11 2025-12 2026-01 2026-02]",
		"Nov - Feb 2026":             "[2025-11 2025-12 2026-01 2026-02]",
		"2025-11, 2025-12":           "[2025-11 2025-12]",
		"mei, Juni dan Agustus":      "[2025-05 2025-06 2025-08]",
		"Mei, Juni dan Agustus 2026": "[2026-05 2026-06 2026-08]",
		"Des 25 dan Jan 26":          "[2025-12 2026-01]",
		"1 sampai 3":                 "[2026-01 2026-02 2026-03]",
		"bulan ini":                  "[2026-05]",
		"bulan lalu, bulan ini":      "[2026-04 2026-05]",
		"mar & mar 2026":             "[2026-03]",
		"5-2026":                     "[2026-05]",
	} {
		got, err := ParseMonths(text, testToday)
		if err != nil || fmt.Sprint(got) != want {
			t.Errorf("ParseMonths(%q) = %v, %v; want %v", text, got, err, want)
		}
	}
	for text, key := range map[string]string{
		"": ProblemMonthEmpty, "mei,": ProblemMonthWrong, "13/2026": ProblemMonthWrong,
		"jan-feb-mar": ProblemMonthWrong,
		"rapel":       ProblemMonthWrong, "5/2026 - 3/2026": ProblemMonthOrder, "1/1990 - 1/2026": ProblemMonthOrder,
	} {
		wantProblem(t, text, key, func() error { _, err := ParseMonths(text, testToday); return err })
	}
	wantProblem(t, "", ProblemMonthEmpty, func() error { _, err := ParseMonth("", testToday); return err })
	wantProblem(t, "x", ProblemMonthWrong, func() error { _, err := ParseMonth("x", testToday); return err })
}

func FuzzParseDate(f *testing.F) {
	for _, text := range []string{"3/5", "3 Mei 2026", "kemarin", "2026-05-03", "Juni - Des 25", "s/d", "-"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var p Problem
		if d, err := ParseDate(text, testToday); (err == nil) != d.Valid() || (err != nil && !errors.As(err, &p)) {
			t.Fatalf("%q: %v, %v", text, d, err)
		}
		months, err := ParseMonths(text, testToday)
		if (err == nil) != (len(months) > 0) || (err != nil && !errors.As(err, &p)) {
			t.Fatalf("%q: %v, %v", text, months, err)
		}
		for _, m := range months {
			if !m.Valid() {
				t.Fatalf("%q: month %d", text, m)
			}
		}
	})
}

// TestParseDate_ShownBack proves that a day is the one that the field then shows in full words.
func TestParseDate_ShownBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		today := testToday.AddDays(rapid.IntRange(-4000, 4000).Draw(t, "today"))
		text := rapid.SampledFrom([]string{
			"senin", "jumat lalu", "last tuesday", "kemarin", "hari ini", "besok", "yesterday", "3", "3/5", "29-2",
		}).Draw(t, "text")
		d, err := ParseDate(text, today)
		if err != nil {
			return // no such day: the calendar has no 29 February then
		}
		for _, lang := range []string{"id", "en"} {
			shown := DateText(d, lang)
			if again, err := ParseDate(shown, today); err != nil || again != d {
				t.Fatalf("%q on %v is %v, shown as %q, read again as %v, %v", text, today, d, shown, again, err)
			}
		}
		if _, named := weekWords[text]; named && (d > today || today.AddDays(-6) > d) {
			t.Fatalf("%q on %v is %v", text, today, d)
		}
	})
}
