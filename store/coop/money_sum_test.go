package coop

import (
	"errors"
	"math/big"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestParseAmount(t *testing.T) {
	for text, want := range map[string]Money{
		"50000+25000": 75000_00, "3x20000": 60000_00, "3 × Rp 20.000": 60000_00, "2*15rb + 500": 30500_00,
		"=1.250.000,- + 50": 1250050_00, "2x3x1000": 6000_00, "2 x 1.222,50": 2445_00, "20.000 x 12": 240000_00,
		"1.250.000": 1250000_00, "-500": -500_00, "2,5 jt": 2500000_00, "1,250,000.00": 1250000_00,
		"Rp 1.250.000,-": 1250000_00, "1.250.000,50": 1250000_50, "750rb": 750000_00, "0+0": 0,
	} {
		if got, err := ParseAmount(text); err != nil || got != want {
			t.Errorf("ParseAmount(%q) = %v, %v; want %v", text, got, err, want)
		}
	}
	for text, key := range map[string]string{
		"50000+": ProblemMoneySum, "+62812345678": ProblemMoneySum, "3x": ProblemMoneySum, "x": ProblemMoneySum,
		"3x-5": ProblemMoneySum, "50000+lima": ProblemMoneySum, "1,5+1.2": ProblemMoneySum, "": ProblemMoneyEmpty,
		"100000-5000": ProblemMoneyNumber, "0812-3456-7890": ProblemMoneyNumber, "0,01x0,5": ProblemMoneyDecimals,
		"2x1000000000000": ProblemMoneyTooLarge, "1000000000000+1": ProblemMoneyTooLarge, "++": ProblemMoneySum,
	} {
		wantProblem(t, text, key, func() error { _, err := ParseAmount(text); return err })
	}
}

// TestParseAmount_Sums compares with the same sum reckoned without end of figures, however each part is written.
func TestParseAmount_Sums(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var parts []string
		want := new(big.Int)
		for range rapid.IntRange(1, 5).Draw(t, "parts") {
			amount := Money(rapid.Int64Range(0, int64(maxLineAmount)/1000).Draw(t, "amount"))
			times := rapid.Int64Range(1, 200).Draw(t, "times")
			written := rapid.SampledFrom([]string{FormatMoney(amount), FormatPlain(amount)}).Draw(t, "written")
			if times > 1 {
				sign := rapid.SampledFrom([]string{"x", " x ", "*", " × "}).Draw(t, "sign")
				written = FormatPlain(Money(times)*Rupiah) + sign + written
			}
			parts = append(parts, written)
			want.Add(want, new(big.Int).Mul(big.NewInt(int64(amount)), big.NewInt(times)))
		}
		text := strings.Join(parts, rapid.SampledFrom([]string{"+", " + "}).Draw(t, "plus"))
		got, err := ParseAmount(text)
		if fits := want.Cmp(big.NewInt(int64(maxLineAmount))) <= 0; fits != (err == nil) ||
			(err == nil && int64(got) != want.Int64()) {
			t.Fatalf("%q = %v, %v; want %v", text, got, err, want)
		}
	})
}

func FuzzParseAmount(f *testing.F) {
	for _, text := range []string{"50000+25000", "3x20000", "=2 x 15rb + 500", "Rp 1.250.000,-", "1,250,000.00", "x+"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		amount, err := ParseAmount(text)
		var p Problem
		if err != nil {
			if !errors.As(err, &p) || amount != 0 {
				t.Fatalf("%q: %v, %v", text, amount, err)
			}
			return
		}
		if again, err := ParseAmount(FormatPlain(amount)); err != nil || again != amount {
			t.Fatalf("%q is %v, read again %v, %v", text, amount, again, err)
		}
		if simple, err := ParseMoney(text); err == nil && simple != amount {
			t.Fatalf("%q is %v as an amount and %v as money", text, amount, simple)
		}
	})
}
