package coop

import (
	"flag"
	"os"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// tenMillion is the example of domain §6.2.
func tenMillion(method LoanMethod) LoanTerms {
	return LoanTerms{
		Method: method, Principal: 10_000_000 * Rupiah, Months: 12, Rate: 1200, Rounding: RoundHalfUp, First: 20250922,
		Order: PaymentUsual, EarlyFlat: 10_000, Advance: AdvancePark,
	}
}

// TestLoanGolden compares the three schedules of domain §6.2 line by line, and the sums of §14.
func TestLoanGolden(t *testing.T) {
	data, err := os.ReadFile("testdata/loan-schedules.txt")
	if err != nil {
		t.Fatal(err)
	}
	want := map[int][]string{}
	for line := range strings.Lines(string(data)) {
		cells := strings.Split(line, "|")
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		if k, err := strconv.Atoi(cells[0]); err == nil && len(cells) == 13 {
			want[k] = cells[1:]
		}
	}
	if len(want) != 12 {
		t.Fatalf("%d rows, want 12", len(want))
	}
	sums := []Money{1_200_000 * Rupiah, 650_000 * Rupiah, 661_853 * Rupiah}
	effective := []int64{2146, 1200, 1200}
	for m := MethodFlat; m <= MethodAnnuity; m++ {
		terms := tenMillion(m)
		lines, err := terms.Schedule()
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range lines {
			for i, got := range []Money{l.Principal, l.Interest, l.Instalment(), l.Balance} {
				if w := want[l.K][(int(m)-1)*4+i]; FormatPlain(got) != w {
					t.Errorf("%s %d.%d is %s, want %s", m, l.K, i, FormatPlain(got), w)
				}
			}
		}
		if s := SumLoan(lines); s.Interest != sums[m-1] || s.Principal != terms.Principal {
			t.Errorf("%s: interest %s of %s", m, s.Interest, s.Principal)
		}
		if got := EffectiveRate(lines, terms.Principal); got != effective[m-1] {
			t.Errorf("%s: effectively %d basis points, want %d", m, got, effective[m-1])
		}
	}
}

// TestLoanSmall are loans that a clerk can reckon on paper: what each line pays of the principal and as interest.
func TestLoanSmall(t *testing.T) {
	for _, c := range []struct {
		name, method, rounding string
		principal, months      int64
		rate                   int64
		want                   string
	}{
		{"one month takes all", "annuity", "half-up", 100_000, 1, 1200, "100000+1000"},
		{"without interest, the rest last", "annuity", "half-up", 100_000, 3, 0, "33333+0 33333+0 33334+0"},
		{"the published example drops the part", "declining", "down", 1_000_000, 12, 1100, // 916.667 × 1.1 %/12 …
			"83333+9166 83333+8402 83333+7638 83333+6875 83333+6111 83333+5347 83333+4583 83333+3819 83333+3055 " +
				"83333+2291 83333+1527 83337+763"},
		{"up to Rp100 makes the last one smaller", "flat", "100", 1_000_000, 3, 1200, "333400+10000 333400+10000 " +
			"333200+10000"},
		{"up to Rp1.000", "flat", "1000", 1_000_000, 3, 1200, "334000+10000 334000+10000 332000+10000"},
		{"paid before the last month", "flat", "1000", 3_000, 5, 1200, "970+30 970+30 970+30 90+30 0+30"},
		{"annuity up to Rp500", "annuity", "500", 1_000_000, 3, 1200, "330500+10000 333805+6695 335695+3357"},
	} {
		t.Run(c.name, func(t *testing.T) {
			terms := LoanTerms{Principal: Money(c.principal) * Rupiah, Months: c.months, Rate: c.rate}
			terms.Method, _ = ParseLoanMethod(c.method)
			terms.Rounding, _ = ParseLoanRounding(c.rounding)
			lines, err := terms.Schedule()
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, l := range lines {
				got = append(got, FormatData(l.Principal)+"+"+FormatData(l.Interest))
			}
			if s := strings.Join(got, " "); s != c.want {
				t.Errorf("got  %s\nwant %s", s, c.want)
			}
		})
	}
}

// TestLoanEveryRandom: whatever is lent, the parts of the principal sum to it, the balance ends at zero and no line is
// below zero (I10). 100,000 loans with LUMBUNG_LONG.
func TestLoanEveryRandom(t *testing.T) {
	if os.Getenv("LUMBUNG_LONG") != "" {
		set(t, "100000")
	} else if f := flag.Lookup("rapid.checks"); f.Value.String() == f.DefValue {
		set(t, "300")
		defer set(t, f.DefValue)
	}
	rapid.Check(t, func(t *rapid.T) {
		terms := drawTerms(t)
		lines, err := terms.Schedule()
		if err != nil {
			t.Fatal(err)
		}
		checkSchedule(t, &terms, lines)
	})
}

func drawTerms(t *rapid.T) LoanTerms {
	return LoanTerms{
		Method:    LoanMethod(rapid.IntRange(1, 3).Draw(t, "method")),
		Principal: Money(rapid.OneOf(rapid.Int64Range(1, 1000), rapid.Int64Range(1, 1e11)).Draw(t, "lent")) * Rupiah,
		Months:    rapid.OneOf(rapid.Int64Range(1, 36), rapid.Int64Range(1, 120)).Draw(t, "months"),
		Rate:      rapid.OneOf(rapid.Just(int64(0)), rapid.Int64Range(1, 3600)).Draw(t, "rate"),
		Rounding:  LoanRounding(rapid.IntRange(1, 5).Draw(t, "rounding")),
		First:     Date(20240100 + rapid.IntRange(1, 31).Draw(t, "first")),
		Order:     PaymentUsual, Advance: AdvanceRule(rapid.IntRange(1, 2).Draw(t, "advance")),
	}
}

func checkSchedule(t *rapid.T, terms *LoanTerms, lines []LoanLine) {
	if len(lines) != int(terms.Months) {
		t.Fatalf("%d lines of %d months", len(lines), terms.Months)
	}
	owed := terms.Principal
	for i, l := range lines {
		owed -= l.Principal
		if l.Principal < 0 || l.Interest < 0 || l.Balance < 0 || l.Balance != owed || l.K != i+1 {
			t.Fatalf("line %+v, owed %s", l, owed)
		}
		if l.Interest%Rupiah != 0 || i < len(lines)-1 && l.Principal%Rupiah != 0 {
			t.Fatalf("line %+v is not in whole rupiah", l)
		}
		if i > 0 && (l.Due <= lines[i-1].Due || !l.Due.Valid()) {
			t.Fatalf("due %s after %s", l.Due, lines[i-1].Due)
		}
	}
	if owed != 0 {
		t.Fatalf("%s is left", owed)
	}
}

// TestLoanDue: a day that a month has not is its last day, and the next month has the day again.
func TestLoanDue(t *testing.T) {
	terms := tenMillion(MethodFlat)
	terms.First, terms.DueDay = 20260131, 31
	var got []string
	for k := 1; k <= 4; k++ {
		got = append(got, terms.Due(k).String())
	}
	if s := strings.Join(got, " "); s != "2026-01-31 2026-02-28 2026-03-31 2026-04-30" {
		t.Error(s)
	}
	if d := FirstDue(20251231); d != 20260131 {
		t.Error(d)
	}
	terms.First, terms.DueDay = 20260228, 30
	if problems := terms.Problems(); problems != nil || terms.Due(2) != 20260330 {
		t.Error(problems, terms.Due(2))
	}
}

// TestLoanTermsFigures: an approval carries the terms whole, and what does not carry them whole grants nothing.
func TestLoanTermsFigures(t *testing.T) {
	terms := tenMillion(MethodAnnuity)
	terms.Penalty, terms.Grace, terms.Cap, terms.EarlyDays, terms.Admin = 100, 3, 10_000, true, 25_000*Rupiah
	if got, ok := TermsOf(terms.Figures()); !ok || got != terms {
		t.Errorf("%v: %+v", ok, got)
	}
	for i := range terms.Figures() {
		figures := terms.Figures()
		if _, ok := TermsOf(append(figures[:i:i], figures[i+1:]...)); ok {
			t.Errorf("granted without %s", figures[i].Name)
		}
		if figures[i].Name != "early-days" && figures[i].Name != "due-day" {
			figures[i].Value = 1 << 40
			if figures[i].Value = -1; figures[i].Name == "principal" {
				figures[i].Value = 0
			}
			if _, ok := TermsOf(figures); ok {
				t.Errorf("granted with %s %d", figures[i].Name, figures[i].Value)
			}
		}
	}
}

// TestLoanProductText: a product's setting says all of it, and nothing that is no product is taken for one.
func TestLoanProductText(t *testing.T) {
	for _, p := range DefaultLoanProducts() {
		if problems := p.Problems(); problems != nil {
			t.Error(p.Code, problems)
		}
		if got, problems := ParseLoanProduct(p.Code, p.Text()); problems != nil || got != p {
			t.Errorf("%s became %+v, %v", p.Text(), got, problems)
		}
	}
	for text, key := range map[string]string{
		"name":                                ProblemProductPair,
		"name X; name Y":                      ProblemProductWord,
		"name X; colour red":                  ProblemProductWord,
		"name X; method steep":                ProblemProductValue,
		"name X; rate -1":                     ProblemProductValue,
		"name X; rate 12.5":                   ProblemProductValue,
		"name X; admin Rp5":                   ProblemProductValue,
		"name X; order penalty,interest":      ProblemProductValue,
		"name X; order 9999999999999999999,1": ProblemProductValue,
		"rate 1200":                           ProblemProductName,
		"name X; months 60":                   ProblemLoanMonths,
	} {
		if _, problems := ParseLoanProduct("x", text); len(problems) == 0 || problems[0].Key != key {
			t.Errorf("%s: %v, want %s", text, problems, key)
		}
	}
	settings := []SettingRow{
		{Key: "loan.product.flat", From: 20260101, Value: "name Flat baru; method flat; rate 900"},
		{Key: "loan.product.flat", From: 20270101, Value: "nonsense"},
		{Key: "loan.product.panen", Value: "name Pinjaman panen; method declining; months 6; most-months 6"},
	}
	for day, want := range map[Date]int64{20251231: 1200, 20260101: 900, 20280101: 900} {
		products := LoanProducts(settings, day)
		if p, ok := ProductOf(products, "flat"); !ok || p.Terms.Rate != want || len(products) != 4 {
			t.Errorf("%s: %d products, %+v", day, len(products), p)
		}
	}
}
