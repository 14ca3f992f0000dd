package coop

import (
	"errors"
	"math"
	"math/big"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestParseMoney(t *testing.T) {
	for text, want := range map[string]Money{
		"0": 0, "1234567": 1234567_00, "1.234.567": 1234567_00, "Rp 1.234.567": 1234567_00,
		"1.234.567,00": 1234567_00, "Rp 1.234.567,00": 1234567_00, "Rp 1.250.000,-": 1250000_00,
		"rp.1.250.000,--": 1250000_00, "Rp1.222,50": 1222_50, "9.490.152,50": 9490152_50, "9490152,5": 9490152_50,
		"1,5 jt": 1500000_00, "1,5jt": 1500000_00, "2 juta": 2000000_00, "250rb": 250000_00, "250 ribu": 250000_00,
		"1,25 miliar": 1250000000_00, "1 triliun": 1_000_000_000_000_00, "0,01": 1, "1,234567 juta": 1234567_00,
		"-500": -500_00, "(1.234.567)": -1234567_00, "-Rp1.234.567": -1234567_00, "Rp-5": -5_00, "−7,25": -7_25,
		"1,234,567": 1234567_00, "1,234.50": 1234_50, "Rp 1,250,000.00": 1250000_00, "(1,234,567.5)": -1234567_50,
		"  1 ": 1_00, "Rp\u00a020.000": 20000_00, "idr 5": 5_00, "(Rp1.234)": -1234_00,
	} {
		if got, err := ParseMoney(text); err != nil || got != want {
			t.Errorf("ParseMoney(%q) = %v, %v; want %v", text, got, err, want)
		}
	}
	for text, key := range map[string]string{
		"": ProblemMoneyEmpty, "  ": ProblemMoneyEmpty, "lima": ProblemMoneyNumber, "Rp": ProblemMoneyNumber,
		"1 250": ProblemMoneyNumber, "1e6": ProblemMoneyNumber, "12,": ProblemMoneyNumber, ",5": ProblemMoneyNumber,
		"--5": ProblemMoneyNumber, "(-5)": ProblemMoneyNumber, "٣": ProblemMoneyNumber, "5 dolar": ProblemMoneyNumber,
		"1,234": ProblemMoneyComma, "1,23,456": ProblemMoneyComma, "1,234.567": ProblemMoneyComma,
		"1.23": ProblemMoneyGrouping, "1.2345": ProblemMoneyGrouping, "1234.567": ProblemMoneyGrouping,
		"1..000": ProblemMoneyGrouping, ".000": ProblemMoneyGrouping,
		"1.250 juta": ProblemMoneyAmbiguous, "1.5 jt": ProblemMoneyAmbiguous, "0,000001 rb": ProblemMoneyDecimals,
		"1000000000001": ProblemMoneyTooLarge, "99999999999999999999999": ProblemMoneyTooLarge,
		"1,1 triliun": ProblemMoneyTooLarge,
	} {
		wantProblem(t, text, key, func() error { _, err := ParseMoney(text); return err })
	}
}

func wantProblem(t *testing.T, text, key string, parse func() error) {
	t.Helper()
	var p Problem
	if err := parse(); !errors.As(err, &p) || p.Key != key {
		t.Errorf("%q: %v, want %s", text, err, key)
	}
}

func TestFormatMoney(t *testing.T) {
	for _, c := range []struct {
		amount                          Money
		form, accounting, plain, plain2 string
	}{
		{0, "Rp0", "Rp0", "0", "0"},
		{1234567_00, "Rp1.234.567", "Rp1.234.567", "1.234.567", "1234567"},
		{1222_50, "Rp1.222,50", "Rp1.222,50", "1.222,50", "1222.50"},
		{5, "Rp0,05", "Rp0,05", "0,05", "0.05"},
		{-1234567_00, "-Rp1.234.567", "(Rp1.234.567)", "(1.234.567)", "-1234567"},
		{-50, "-Rp0,50", "(Rp0,50)", "(0,50)", "-0.50"},
		{100_00, "Rp100", "Rp100", "100", "100"},
		{
			math.MinInt64, "-Rp92.233.720.368.547.758,08", "(Rp92.233.720.368.547.758,08)",
			"(92.233.720.368.547.758,08)", "-92233720368547758.08",
		},
	} {
		got := []string{
			FormatMoney(c.amount), FormatAccounting(c.amount), FormatPlain(c.amount), FormatData(c.amount),
		}
		want := []string{c.form, c.accounting, c.plain, c.plain2}
		if strings.Join(got, "|") != strings.Join(want, "|") {
			t.Errorf("%d sen: %q, want %q", int64(c.amount), got, want)
		}
	}
}

func TestParseData(t *testing.T) {
	for text, want := range map[string]Money{"1250000": 1250000_00, "1222.50": 1222_50, "-0.5": -50, "0": 0} {
		if got, err := ParseData(text); err != nil || got != want {
			t.Errorf("ParseData(%q) = %v, %v; want %v", text, got, err, want)
		}
	}
	for _, text := range []string{"", "1.250.000", "1.", ".5", "1.234", "1,5", "Rp1", "--1", "1-", "+1"} {
		wantProblem(t, text, ProblemMoneyData, func() error { _, err := ParseData(text); return err })
	}
}

func TestTerbilang(t *testing.T) {
	for amount, want := range map[Money][2]string{
		0:             {"nol rupiah", "zero rupiah"},
		11_00:         {"sebelas rupiah", "eleven rupiah"},
		12_00:         {"dua belas rupiah", "twelve rupiah"},
		20_00:         {"dua puluh rupiah", "twenty rupiah"},
		100_00:        {"seratus rupiah", "one hundred rupiah"},
		1100_00:       {"seribu seratus rupiah", "one thousand one hundred rupiah"},
		10000_00:      {"sepuluh ribu rupiah", "ten thousand rupiah"},
		1000000_00:    {"satu juta rupiah", "one million rupiah"},
		1000000000_00: {"satu miliar rupiah", "one billion rupiah"},
		933333_00: {
			"sembilan ratus tiga puluh tiga ribu tiga ratus tiga puluh tiga rupiah",
			"nine hundred thirty-three thousand three hundred thirty-three rupiah",
		},
		3143202_00: {
			"tiga juta seratus empat puluh tiga ribu dua ratus dua rupiah",
			"three million one hundred forty-three thousand two hundred two rupiah",
		},
		53478818_00: {
			"lima puluh tiga juta empat ratus tujuh puluh delapan ribu delapan ratus delapan belas rupiah",
			"fifty-three million four hundred seventy-eight thousand eight hundred eighteen rupiah",
		},
		101001_00: {"seratus satu ribu satu rupiah", "one hundred one thousand one rupiah"},
		2_50:      {"dua rupiah lima puluh sen", "two rupiah and fifty sen"},
		-1500_00:  {"minus seribu lima ratus rupiah", "minus one thousand five hundred rupiah"},
	} {
		if got := [2]string{MoneyWords(amount, "id"), MoneyWords(amount, "en")}; got != want {
			t.Errorf("%v in words: %q, want %q", amount, got, want)
		}
	}
	if words := Terbilang(math.MinInt64); !strings.HasPrefix(words, "minus sembilan puluh dua kuadriliun dua ratus") {
		t.Errorf("the least amount in words: %s", words)
	}
}

func TestSplitMoney(t *testing.T) {
	if got := SplitMoney(10_000_000_00, Rupiah, 11, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1); got[0] != 833333_00 ||
		got[11] != 833337_00 {
		t.Errorf("twelve instalments: %v", got)
	}
	// SHU of the golden year (domain §8.2 C5): the rest goes to the reserve.
	want := []Money{628642_00, 471480_00, 785800_00, 628640_00, 157160_00, 157160_00, 157160_00, 157160_00}
	got := SplitMoney(3143202_00, Rupiah, 0, 20, 15, 25, 20, 5, 5, 5, 5)
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("SHU part %d is %v, want %v", i, got[i], want[i])
		}
	}
	for _, bad := range [][]Money{
		SplitMoney(1, 1, 0), SplitMoney(1, 1, 0, 0, 0), SplitMoney(1, 1, 2, 1, 1), SplitMoney(1, 1, 0, 2, -1),
		SplitMoney(1, 0, 0, 1),
	} {
		if bad != nil {
			t.Errorf("a split that makes no sense gives %v", bad)
		}
	}
}

func TestSplitMoney_Exact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		total := Money(rapid.Int64().Draw(t, "total"))
		weights := rapid.SliceOfN(rapid.Int64Range(0, math.MaxInt64), 1, 9).Draw(t, "weights")
		unit := rapid.SampledFrom([]Money{1, Rupiah, 500 * Rupiah}).Draw(t, "unit")
		rest := rapid.IntRange(0, len(weights)-1).Draw(t, "rest")
		parts := SplitMoney(total, unit, rest, weights...)
		all := new(big.Int)
		for _, w := range weights {
			all.Add(all, big.NewInt(w))
		}
		if all.Sign() == 0 {
			return
		}
		sum := new(big.Int)
		for i, p := range parts {
			sum.Add(sum, big.NewInt(int64(p)))
			if i != rest && p%unit != 0 {
				t.Fatalf("part %d is %v, no multiple of %v", i, p, unit)
			}
		}
		if !sum.IsInt64() || Money(sum.Int64()) != total {
			t.Fatalf("parts %v come to %v, not %v", parts, sum, total)
		}
	})
}

func TestMulMoney(t *testing.T) {
	for _, c := range []struct {
		amount      Money
		over, under int64
		want        Money
		what        string
	}{
		{933333_00, 5, 1000, 4667_00, "penalty 0,1 % a day, 5 days"},
		{5_000_000_00, 6 * 31, 100 * 365, 25479_00, "deposit 6 % a year, 31 days"},
		{116_229_667_00, 5, 1000, 581148_00, "half a per cent, rounded"},
		{-50, 1, 1, -1_00, "half away from zero"},
		{49, 1, 1, 0, "down"},
	} {
		if got, err := MulMoney(c.amount, c.over, c.under, Rupiah); err != nil || got != c.want {
			t.Errorf("%s: %v, %v; want %v", c.what, got, err, c.want)
		}
	}
	if _, err := MulMoney(math.MaxInt64, 2, 1, 1); !errors.Is(err, ErrMoneyTooLarge) {
		t.Errorf("twice the greatest amount: %v", err)
	}
}

func TestAddMoney(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := rapid.Int64().Draw(t, "a"), rapid.Int64().Draw(t, "b")
		want := new(big.Int).Add(big.NewInt(a), big.NewInt(b))
		got, err := AddMoney(Money(a), Money(b))
		if (err == nil) != want.IsInt64() || (err == nil && int64(got) != want.Int64()) {
			t.Fatalf("%d + %d = %d, %v; want %v", a, b, got, err, want)
		}
	})
	if _, err := SumMoney(math.MaxInt64, 1, -1); !errors.Is(err, ErrMoneyTooLarge) {
		t.Errorf("a partial sum that does not fit: %v", err)
	}
	if sum, err := SumMoney(1, 2, -5); err != nil || sum != -2 {
		t.Errorf("1+2-5 = %d, %v", sum, err)
	}
}

func FuzzParseMoney(f *testing.F) {
	for _, text := range []string{"Rp 1.250.000,-", "1,5 jt", "(9.490.152,50)", "-Rp0,05", "1,234,567", "250rb"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		amount, err := ParseMoney(text)
		if err != nil {
			var p Problem
			if !errors.As(err, &p) || amount != 0 {
				t.Fatalf("%q: %v, %v", text, amount, err)
			}
			return
		}
		for _, written := range []string{FormatMoney(amount), FormatAccounting(amount), FormatPlain(amount)} {
			if again, err := ParseMoney(written); err != nil || again != amount {
				t.Fatalf("%q is %d sen, written %q, read again %d sen, %v", text, amount, written, again, err)
			}
		}
		if again, err := ParseData(FormatData(amount)); err != nil || again != amount {
			t.Fatalf("%d sen as data: %d, %v", amount, again, err)
		}
	})
}
