package coop

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// LoanTerms are what a loan runs under, complete: what an approval of the application carries as figures, so that no
// later setting changes a running loan. Rates a year are in basis points. Source: domain §6.2.
type LoanTerms struct {
	Method    LoanMethod
	Principal Money
	Months    int64
	Rate      int64 // basis points a year: 1,200 is 12 %
	Rounding  LoanRounding
	First     Date  // when the first instalment is due
	DueDay    int64 // of every month, 1–31; in a shorter month its last day. 0: the day of First
	Provision int64 // basis points of the principal, taken once
	Admin     Money // taken once
	Penalty   int64 // a day, in thousandths of a per cent of what is overdue: 100 is 0.1 %
	Grace     int64 // days after the due date that cost nothing
	Cap       int64 // of the penalty, in basis points of the instalment: 10,000 is one instalment; 0: none
	Order     PaymentOrder
	EarlyFlat int64 // basis points of the later months' flat interest that an early settlement still pays
	EarlyDays bool  // the running month's interest at an early settlement goes by days; else the whole month
	Advance   AdvanceRule
}

// LoanRounding says how amounts of a schedule become whole rupiah.
type LoanRounding uint8

// Roundings of instalments. Those up to Rp100 and more round the instalment; the excess makes the last one smaller.
// Append only.
const (
	RoundHalfUp LoanRounding = 1 // to the nearest rupiah
	RoundDown   LoanRounding = 2 // the part of a rupiah is dropped
	RoundUp100  LoanRounding = 3 // the instalment up to a multiple of Rp100
	RoundUp500  LoanRounding = 4
	RoundUp1000 LoanRounding = 5
)

// AdvanceRule says what becomes of money beyond the next instalment.
type AdvanceRule uint8

// Rules for advance payments. Append only.
const (
	AdvanceReduce AdvanceRule = 1 // it lowers the principal, and the later instalments with it
	AdvancePark   AdvanceRule = 2 // it waits on 21105 for the next due dates
)

// PaymentOrder says what a payment covers first: three digits, each of 1 penalty, 2 interest and 3 principal once.
type PaymentOrder int64

// PaymentUsual is penalty, then interest, then principal (domain §6.2).
const PaymentUsual PaymentOrder = 123

// The parts that a payment covers.
const (
	partPenalty   = 1
	partInterest  = 2
	partPrincipal = 3
)

// Parts gives the order as three parts; false where it is none.
func (o PaymentOrder) parts() ([3]int, bool) {
	p := [3]int{int(o / 100), int(o / 10 % 10), int(o % 10)}
	sorted := p
	slices.Sort(sorted[:])
	return p, sorted == [3]int{partPenalty, partInterest, partPrincipal}
}

// Valid says whether each part is named once.
func (o PaymentOrder) Valid() bool {
	_, ok := o.parts()
	return ok
}

// The words of the command line and of products, by number.
var (
	methodWords   = []string{"", "flat", "declining", "annuity"}
	roundingWords = []string{"", "half-up", "down", "100", "500", "1000"}
	advanceWords  = []string{"", "reduce", "park"}
	partWords     = []string{"", "penalty", "interest", "principal"}
)

// String gives the word of the command line: flat, declining or annuity.
func (m LoanMethod) String() string { return wordOf(methodWords, int(m)) }

// String gives the word of the command line: half-up, down, 100, 500 or 1000.
func (r LoanRounding) String() string { return wordOf(roundingWords, int(r)) }

// String gives reduce or park.
func (a AdvanceRule) String() string { return wordOf(advanceWords, int(a)) }

// String gives penalty,interest,principal in the order's own sequence.
func (o PaymentOrder) String() string {
	var words []string
	for _, digit := range strconv.FormatInt(int64(o), 10) {
		words = append(words, wordOf(partWords, int(digit-'0')))
	}
	return strings.Join(words, ",")
}

func wordOf(words []string, n int) string {
	if n < 0 || n >= len(words) || words[n] == "" {
		return strconv.Itoa(n)
	}
	return words[n]
}

// ParseLoanMethod reads flat, declining or annuity.
func ParseLoanMethod(word string) (LoanMethod, bool) {
	i := slices.Index(methodWords, word)
	return LoanMethod(max(i, 0)), i > 0
}

// ParseLoanRounding reads half-up, down, 100, 500 or 1000.
func ParseLoanRounding(word string) (LoanRounding, bool) {
	i := slices.Index(roundingWords, word)
	return LoanRounding(max(i, 0)), i > 0
}

// ParseAdvanceRule reads reduce or park.
func ParseAdvanceRule(word string) (AdvanceRule, bool) {
	i := slices.Index(advanceWords, word)
	return AdvanceRule(max(i, 0)), i > 0
}

// ParsePaymentOrder reads what PaymentOrder.String writes.
func ParsePaymentOrder(text string) (PaymentOrder, bool) {
	var o PaymentOrder
	for word := range strings.SplitSeq(text, ",") {
		i := slices.Index(partWords, strings.TrimSpace(word))
		if i < 1 || o > 99 {
			return 0, false
		}
		o = o*10 + PaymentOrder(i)
	}
	return o, o.Valid()
}

// Bounds of terms: far beyond any cooperative's, near enough that no sum overflows.
const (
	MaxLoanMonths = 360
	MaxLoanRate   = 100_000 // basis points a year: 1,000 %
)

// Keys of what is wrong with a loan's terms.
const (
	ProblemLoanPrincipal = "loan.terms.principal" // the amount is not above zero, or is beyond a book's largest
	ProblemLoanMonths    = "loan.terms.months"    // {0} months is not from 1 to {1}
	ProblemLoanRate      = "loan.terms.rate"      // the yearly rate is not from 0 to 1,000 %
	ProblemLoanMethod    = "loan.terms.method"
	ProblemLoanRounding  = "loan.terms.rounding"
	ProblemLoanFirst     = "loan.terms.first" // the first due date is no day, or not on its due day {0}
	ProblemLoanFees      = "loan.terms.fees"  // fees below zero, or as much as the loan
	ProblemLoanPenalty   = "loan.terms.penalty"
	ProblemLoanOrder     = "loan.terms.order"
	ProblemLoanEarly     = "loan.terms.early"
	ProblemLoanAdvance   = "loan.terms.advance"
)

// Problems says what is wrong with the terms; nil where a loan can run under them.
func (t *LoanTerms) Problems() []Problem {
	problems := t.formulaProblems()
	within := func(n, most int64) bool { return n >= 0 && n <= most }
	add := func(ok bool, key string, args ...any) {
		if !ok {
			problems = append(problems, Problem{Key: key, Args: args})
		}
	}
	fees := within(t.Provision, 10_000) && t.Admin >= 0 && t.Admin <= maxLineAmount
	add(fees && (t.Principal <= 0 || t.Fees() < t.Principal), ProblemLoanFees)
	add(t.First.Valid() && within(t.DueDay, 31) && dueIn(t.First.Month(), t.dueDay()) == t.First, ProblemLoanFirst,
		t.dueDay())
	add(within(t.Penalty, 100_000) && within(t.Grace, 3660) && within(t.Cap, 1_000_000), ProblemLoanPenalty)
	add(t.Order.Valid(), ProblemLoanOrder)
	add(within(t.EarlyFlat, 10_000), ProblemLoanEarly)
	add(t.Advance == AdvanceReduce || t.Advance == AdvancePark, ProblemLoanAdvance)
	return problems
}

// formulaProblems says what keeps a schedule from being reckoned.
func (t *LoanTerms) formulaProblems() []Problem {
	var problems []Problem
	if t.Principal <= 0 || t.Principal > maxLineAmount {
		problems = append(problems, Problem{Key: ProblemLoanPrincipal})
	}
	if t.Months < 1 || t.Months > MaxLoanMonths {
		problems = append(problems, Problem{Key: ProblemLoanMonths, Args: []any{t.Months, MaxLoanMonths}})
	}
	if t.Rate < 0 || t.Rate > MaxLoanRate {
		problems = append(problems, Problem{Key: ProblemLoanRate})
	}
	if t.Method < MethodFlat || t.Method > MethodAnnuity {
		problems = append(problems, Problem{Key: ProblemLoanMethod})
	}
	if t.Rounding < RoundHalfUp || t.Rounding > RoundUp1000 {
		problems = append(problems, Problem{Key: ProblemLoanRounding})
	}
	return problems
}

// ProvisionFee is the provision in rupiah, rounded half up.
func (t *LoanTerms) ProvisionFee() Money {
	fee, err := MulMoney(t.Principal, t.Provision, 10_000, Rupiah)
	if err != nil {
		return 0
	}
	return fee
}

// Fees are provision and administration together.
func (t *LoanTerms) Fees() Money { return t.ProvisionFee() + t.Admin }

func (t *LoanTerms) dueDay() int64 {
	if t.DueDay == 0 {
		return int64(t.First % 100)
	}
	return t.DueDay
}

// Due gives the due date of the instalment k, from 1.
func (t *LoanTerms) Due(k int) Date {
	if !t.First.Valid() {
		return 0
	}
	return dueIn(t.First.Month().Add(k-1), t.dueDay())
}

// dueIn is a day of a month, or its last day where it has no such day.
func dueIn(m Month, day int64) Date { return min(Date(int64(m)*100+day), m.Last()) }

// FirstDue is the usual first due date: the same day of the month after the payout.
func FirstDue(paidOut Date) Date { return dueIn(paidOut.Month().Add(1), int64(paidOut%100)) }

// figure names a term in an approval: the names are recorded, so append only.
type figure struct {
	name string
	get  func(*LoanTerms) int64
	set  func(*LoanTerms, int64)
}

func figureOf[N ~int64 | ~int32 | ~uint8](name string, field func(*LoanTerms) *N) figure {
	return figure{
		name, func(t *LoanTerms) int64 { return int64(*field(t)) },
		func(t *LoanTerms, v int64) { *field(t) = N(v) },
	}
}

var loanFigures = []figure{
	figureOf("method", func(t *LoanTerms) *LoanMethod { return &t.Method }),
	figureOf("principal", func(t *LoanTerms) *Money { return &t.Principal }),
	figureOf("months", func(t *LoanTerms) *int64 { return &t.Months }),
	figureOf("rate", func(t *LoanTerms) *int64 { return &t.Rate }),
	figureOf("rounding", func(t *LoanTerms) *LoanRounding { return &t.Rounding }),
	figureOf("first", func(t *LoanTerms) *Date { return &t.First }),
	figureOf("due-day", func(t *LoanTerms) *int64 { return &t.DueDay }),
	figureOf("provision", func(t *LoanTerms) *int64 { return &t.Provision }),
	figureOf("admin", func(t *LoanTerms) *Money { return &t.Admin }),
	figureOf("penalty", func(t *LoanTerms) *int64 { return &t.Penalty }),
	figureOf("grace", func(t *LoanTerms) *int64 { return &t.Grace }),
	figureOf("cap", func(t *LoanTerms) *int64 { return &t.Cap }),
	figureOf("order", func(t *LoanTerms) *PaymentOrder { return &t.Order }),
	figureOf("early-flat", func(t *LoanTerms) *int64 { return &t.EarlyFlat }),
	{
		"early-days", func(t *LoanTerms) int64 {
			if t.EarlyDays {
				return 1
			}
			return 0
		},
		func(t *LoanTerms, v int64) { t.EarlyDays = v != 0 },
	},
	figureOf("advance", func(t *LoanTerms) *AdvanceRule { return &t.Advance }),
}

// Figures are the terms as an approval carries them, always all and in this order.
func (t *LoanTerms) Figures() []Figure {
	figures := make([]Figure, len(loanFigures))
	for i, f := range loanFigures {
		figures[i] = Figure{Name: f.name, Value: f.get(t)}
	}
	return figures
}

// TermsOf reads the terms that an approval carries, in any order; false where one is missing, is there twice or is not
// what a loan can run under. Figures of other names are left to others.
func TermsOf(figures []Figure) (LoanTerms, bool) {
	var t LoanTerms
	seen := map[string]bool{}
	for _, f := range figures {
		i := slices.IndexFunc(loanFigures, func(known figure) bool { return known.name == f.Name })
		if i < 0 {
			continue
		}
		if seen[f.Name] {
			return LoanTerms{}, false
		}
		seen[f.Name] = true
		if loanFigures[i].set(&t, f.Value); loanFigures[i].get(&t) != f.Value {
			return LoanTerms{}, false // beyond the field: 256 is no method
		}
	}
	return t, len(seen) == len(loanFigures) && len(t.Problems()) == 0
}

// FigureLabel is the translation key of an approval's figure: loan.figure.rate.
func FigureLabel(f Figure) string { return "loan.figure." + cmp.Or(f.Name, "none") }
