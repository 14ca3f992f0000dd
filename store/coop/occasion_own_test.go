package coop

import (
	"os"
	"strings"
	"testing"
)

func TestOwnOccasionReadsBackAndBalances(t *testing.T) {
	chart := standardChart(t)
	for _, own := range []OwnOccasion{
		{
			Name: "own-telur", NameID: "Jual telur", NameEN: "Eggs sold", Hint: "ayam, telur", Flow: MoneyIn,
			Account: "71107",
		},
		{Name: "own-arisan", NameID: `Titip "arisan"`, Flow: MoneyOut, Account: "21105"},
		{Name: "own-hidden", NameID: "Lama", Flow: MoneyOut, Account: "61203", Hidden: true},
		{Name: "own-still", NameID: "Pindah buku", Flow: MoneyStill, Account: "61203", Credited: "71107", Member: true},
	} {
		if !hasAccount(chart, own.Account) {
			t.Fatalf("the chart has no %s", own.Account)
		}
		text := own.Text(chart)
		got, ok := ReadOwn(OccasionRow{Name: own.Name, Text: text}, chart)
		if !ok {
			_, err := LoadOccasions([]byte(text), chart)
			t.Errorf("%s is not read back: %v\n%s", own.Name, err, text)
			continue
		}
		if got.Flow != own.Flow || got.Account != own.Account || got.Credited != own.Credited ||
			got.Hidden != own.Hidden || got.NameID != strings.ReplaceAll(own.NameID, `"`, "”") {
			t.Errorf("%+v came back as %+v", own, got)
		}
	}
}

func hasAccount(chart []ChartAccount, code string) bool {
	for _, a := range chart {
		if a.Code == code && !a.Heading {
			return true
		}
	}
	return false
}

func TestAllOccasions(t *testing.T) {
	chart := standardChart(t)
	standard := standardOccasions(t)
	own := OwnOccasion{Name: "own-x", NameID: "Beli paku", Flow: MoneyOut, Account: "61203"}
	data, err := os.ReadFile("../../assets/occasions.txt")
	if err != nil {
		t.Fatal(err)
	}
	source := OccasionSource(data, "stationery")
	if !strings.HasPrefix(source, "occasion stationery\n") || strings.Count(source, "occasion ") != 1 {
		t.Fatalf("the source of one occasion:\n%s", source)
	}
	all, hidden := AllOccasions(standard, []OccasionRow{
		{Name: "own-x", Text: own.Text(chart)},
		{Name: "own-bad", Text: "occasion own-bad\n  id x"},
		{Name: "stationery", Text: HideOccasion(source, true)},
		{Name: "electricity"},
	}, chart)
	if len(all) != len(standard)+1 || all[len(all)-1].NameID != "Beli paku" {
		t.Errorf("%d occasions of %d and one own", len(all), len(standard))
	}
	if !hidden["stationery"] || !hidden["electricity"] || hidden["own-x"] {
		t.Errorf("hidden %v", hidden)
	}
	if HideOccasion(HideOccasion(source, true), false) != source {
		t.Error("hiding and showing again changes the text")
	}
}

func TestOwnAccountCode(t *testing.T) {
	accounts := []AccountRow{
		{Code: "61", Heading: true},
		{Code: "61201", Type: Expense},
		{Code: "61901", Type: Expense},
		{Code: "61902A", Type: Revenue},
	}
	for _, c := range []struct{ heading, letters, want string }{
		{"61", "A", "61902"}, {"61", "AB", "61901AB"}, {"6", "A", ""}, {"xx", "", ""}, {"71", "A", "71901"},
	} {
		if got := OwnAccountCode(c.heading, accounts, c.letters); got != c.want {
			t.Errorf("%s on %s: %q, want %q", c.heading, c.letters, got, c.want)
		}
	}
	if kind, credit := TypeUnder("61", accounts); kind != Expense || credit {
		t.Errorf("under 61: %v, credit %v", kind, credit)
	}
}

func TestReviewFrom(t *testing.T) {
	rows := []SettingRow{
		{Key: SettingReview, Value: "500000"}, {Key: SettingReview, From: 20261001, Value: "750000"},
	}
	for day, want := range map[Date]Money{20260901: 500_000 * Rupiah, 20261001: 750_000 * Rupiah} {
		if got := ReviewFrom(rows, day); got != want {
			t.Errorf("on %v from %v, want %v", day, got, want)
		}
	}
	if ReviewFrom(nil, 20261001) != SettingReviewFirst {
		t.Error("no amount where none was set")
	}
}
