package coop

import (
	"fmt"
	"math"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func rp(amount Money) PromptAnswer   { return PromptAnswer{Amount: amount * Rupiah} }
func say(answer string) PromptAnswer { return PromptAnswer{Text: answer} }

// showDraft writes draft lines as "D 11101 60000" with the dimensions behind, whole rupiah.
func showDraft(lines []DraftLine) string {
	var out []string
	for _, line := range lines {
		side, amount := "D", line.Amount
		if amount < 0 {
			side, amount = "K", -amount
		}
		row := fmt.Sprintf("%s %s %d", side, line.Account, amount/Rupiah)
		if line.Month != 0 {
			row += fmt.Sprintf(" %d", line.Month)
		}
		for _, key := range []string{line.Member, line.Outlet, line.Supplier, line.Loan} {
			if key != "" {
				row += " " + key
			}
		}
		out = append(out, row)
	}
	return strings.Join(out, "; ")
}

var rapel = PromptAnswer{Months: []MonthShare{{202511, 20_000_00}, {202512, 20_000_00}, {202601, 25_000_00}}}

// draftEntries: the names that begin with a number are rows of the golden ledger (domain §8.1).
var draftEntries = []struct {
	name, occasion string
	answers        Answers
	want           string
}{
	{
		"rapel is one entry that knows its months", "dues-mandatory",
		Answers{"member": say("M-7"), "months": rapel},
		"D 11101 65000; K 31102 20000 202511 M-7; K 31102 20000 202512 M-7; K 31102 25000 202601 M-7",
	},
	{
		"principal and mandatory together", "dues-joining",
		Answers{"member": say("M-7"), "principal": rp(100000), "months": rapel, "cash": say("11201")},
		"D 11201 165000; K 31101 100000 M-7; " +
			"K 31102 20000 202511 M-7; K 31102 20000 202512 M-7; K 31102 25000 202601 M-7",
	},
	{
		"3 bank deposit", "bank-deposit",
		Answers{"amount": rp(2000000)},
		"D 11201 2000000; K 11101 2000000",
	},
	{
		"5 loan received with fees taken off", "loan-received",
		Answers{"lender": say("25101"), "amount": rp(50000000), "fee": rp(750000), "cash": say("11201")},
		"D 11201 49250000; D 72102 750000; K 25101 50000000",
	},
	{
		"27 member loan with fees taken off", "member-loan-out",
		Answers{
			"member": say("M-1"), "amount": rp(10000000), "fee": rp(100000), "admin": rp(25000),
			"cash": say("11201"), "loan": say("L-1"),
		},
		"D 12101 10000000 M-1 L-1; K 11201 9875000; K 41202 100000 M-1; K 41203 25000 M-1",
	},
	{
		"42 instalment with penalty", "member-loan-payment",
		Answers{
			"member": say("M-1"), "principal": rp(833333), "interest": rp(100000), "penalty": rp(4667),
			"cash": say("11103"),
		},
		"D 11103 938000; K 12101 833333 M-1; K 41201 100000 M-1; K 41204 4667 M-1",
	},
	{
		"optional amounts left out give no line", "member-loan-payment",
		Answers{"member": say("M-1"), "principal": rp(500000)},
		"D 11101 500000; K 12101 500000 M-1",
	},
	{
		"41 work advance settled", "work-advance-settled",
		Answers{"spent": rp(270000), "returned": rp(30000), "party": say("S-2")},
		"D 61104 270000; D 11101 30000; K 12502 300000 S-2",
	},
	{
		"50 member leaves", "member-exit",
		Answers{"member": say("M-40"), "principal": rp(50000), "mandatory": rp(40000)},
		"D 31101 50000 M-40; D 31102 40000 M-40; K 11101 90000",
	},
	{
		"partner returns capital with profit", "partner-return",
		Answers{"party": say("S-1"), "principal": rp(3500000), "profit": rp(80000), "outlet": say("09")},
		"D 11101 3580000; K 12403 3500000 09 S-1; K 42109 80000 09",
	},
}

func TestDraftMakesTheEntryOfTheOccasion(t *testing.T) {
	for _, test := range draftEntries {
		t.Run(test.name, func(t *testing.T) {
			lines, problems := findOccasion(t, test.occasion).Draft(test.answers)
			if len(problems) > 0 {
				t.Fatalf("problems %v", problems)
			}
			if got := showDraft(lines); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}

func monthAnswers(shares ...MonthShare) Answers {
	return Answers{"member": say("M-7"), "months": {Months: shares}}
}

var monthsLabel = PromptLabel{"months", "Untuk bulan", "For the months"}

var draftProblems = []struct {
	name, occasion string
	answers        Answers
	key            string
	args           []any
}{
	{
		"member not given", "savings-deposit",
		Answers{"amount": rp(1)},
		ProblemAnswerMissing,
		[]any{PromptLabel{"member", "Anggota", "Member"}},
	},
	{
		"amount not given", "savings-deposit",
		Answers{"member": say("M-7")},
		ProblemAnswerMissing,
		[]any{PromptLabel{"amount", "Jumlah uang", "Amount"}},
	},
	{
		"amount below zero", "savings-deposit",
		Answers{"member": say("M-7"), "amount": rp(-1)},
		ProblemAnswerNegative,
		[]any{PromptLabel{"amount", "Jumlah uang", "Amount"}},
	},
	{"no month", "dues-mandatory", monthAnswers(), ProblemAnswerMissing, []any{monthsLabel}},
	{
		"month 13", "dues-mandatory", monthAnswers(MonthShare{202613, 1}),
		ProblemAnswerMonth,
		[]any{monthsLabel, Month(202613)},
	},
	{
		"month 0", "dues-mandatory", monthAnswers(MonthShare{202600, 1}),
		ProblemAnswerMonth,
		[]any{monthsLabel, Month(202600)},
	},
	{
		"month twice", "dues-mandatory", monthAnswers(MonthShare{202601, 1}, MonthShare{202601, 2}),
		ProblemAnswerTwice,
		[]any{monthsLabel, Month(202601)},
	},
	{
		"month without amount", "dues-mandatory", monthAnswers(MonthShare{202601, 1}, MonthShare{202602, 0}),
		ProblemAnswerShare,
		[]any{monthsLabel, Month(202602)},
	},
	{
		"account that is no choice", "savings-deposit",
		Answers{"member": say("M-7"), "amount": rp(1), "cash": say("31101")},
		ProblemAnswerAccount,
		[]any{PromptLabel{"cash", "Uang masuk ke", "Money goes into"}, "31101"},
	},
	{
		"account not given", "general",
		Answers{"debit": say("61214"), "amount": rp(1), "remark": say("x")},
		ProblemAnswerMissing,
		[]any{PromptLabel{"credit", "Dikredit", "Credited"}},
	},
	{
		"from an account to itself", "money-transfer",
		Answers{"amount": rp(1), "from": say("11201")},
		ProblemAnswerSame,
		[]any{PromptLabel{"from", "Dari", "From"}, PromptLabel{"to", "Ke", "To"}, "11201"},
	},
	{
		"fee above the amount", "member-loan-out",
		Answers{"member": say("M-7"), "amount": rp(10), "fee": rp(11)},
		ProblemDraftExceeds,
		[]any{"11101"},
	},
	{"nothing filled in", "loan-returned", Answers{}, ProblemDraftNothing, nil},
	{
		"a sum beyond money", "loan-returned",
		Answers{"principal": {Amount: math.MaxInt64}, "interest": {Amount: 1}},
		ProblemDraftTooLarge, nil,
	},
}

func TestDraftSaysWhatIsWrongWithTheAnswers(t *testing.T) {
	for _, test := range draftProblems {
		t.Run(test.name, func(t *testing.T) {
			lines, problems := findOccasion(t, test.occasion).Draft(test.answers)
			want := Problem{Key: test.key, Args: test.args}
			if len(problems) != 1 || !reflect.DeepEqual(problems[0], want) {
				t.Errorf("problems %v, want only %v", problems, want)
			}
			if lines != nil {
				t.Errorf("lines %v in spite of problems", lines)
			}
		})
	}
}

func TestDraftCannotOverflowDownwards(t *testing.T) {
	o := Occasion{
		Prompts: []Prompt{
			{Key: "a", Kind: PromptAmount}, {Key: "b", Kind: PromptAmount}, {Key: "c", Kind: PromptAmount},
		},
		Lines: []OccasionLine{{Debit: true, Account: "11101", Amount: "a-b-c"}},
	}
	huge := PromptAnswer{Amount: math.MaxInt64}
	_, problems := o.Draft(Answers{"a": rp(1), "b": huge, "c": huge})
	if len(problems) != 1 || problems[0].Key != ProblemDraftTooLarge {
		t.Errorf("problems %v, want %s", problems, ProblemDraftTooLarge)
	}
}

// Every occasion, whatever is answered: either problems, or an entry that balances and has no empty line. Sensible
// answers always give an entry.
func TestDraftOfEveryOccasionBalances(t *testing.T) {
	occasions, chart := standardOccasions(t), standardChart(t)
	rapid.Check(t, func(t *rapid.T) {
		occasion := rapid.SampledFrom(occasions).Draw(t, "occasion")
		sensible := rapid.Bool().Draw(t, "sensible")
		answers := Answers{}
		for _, prompt := range occasion.Prompts {
			answers[prompt.Key] = drawAnswer(t, prompt, chart, sensible)
		}
		lines, problems := occasion.Draft(answers)
		if sensible {
			for _, problem := range problems {
				if problem.Key != ProblemAnswerSame && problem.Key != ProblemDraftExceeds {
					t.Fatalf("%s: %v for %v", occasion.ID, problem, answers)
				}
			}
		}
		if len(problems) > 0 {
			return
		}
		var sum Money
		for _, line := range lines {
			if sum += line.Amount; line.Amount == 0 || line.Account == "" {
				t.Fatalf("%s: line %+v", occasion.ID, line)
			}
		}
		if sum != 0 || len(lines) < 2 {
			t.Fatalf("%s: %s", occasion.ID, showDraft(lines))
		}
	})
}

func drawAnswer(t *rapid.T, prompt Prompt, chart []ChartAccount, sensible bool) PromptAnswer {
	low, high := int64(-1), int64(math.MaxInt64)
	if sensible {
		low, high = 1, 1_000_000_000_00
	}
	amount := func() Money { return Money(rapid.Int64Range(low, high).Draw(t, prompt.Key)) }
	switch {
	case !sensible && rapid.Bool().Draw(t, "empty"):
		return PromptAnswer{}
	case prompt.Kind == PromptAmount:
		return PromptAnswer{Amount: amount()}
	case prompt.Kind == PromptMonths:
		first := Month(rapid.IntRange(202601, 202606).Draw(t, "first"))
		var shares []MonthShare
		for i := range Month(rapid.IntRange(1, 6).Draw(t, "count")) {
			shares = append(shares, MonthShare{first + i, amount()})
		}
		return PromptAnswer{Months: shares}
	case prompt.Kind.isAccount():
		return PromptAnswer{Text: rapid.SampledFrom(prompt.Choices(chart)).Draw(t, prompt.Key).Code}
	default:
		return PromptAnswer{Text: "key", Date: 20260131}
	}
}
