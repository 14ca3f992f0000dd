package coop

import (
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// TestAnswersOf_MakeTheSameEntry fills every occasion with random answers, makes the entry, reads the answers back out
// of its lines, and makes it again: the same lines and the same remark, never other ones.
func TestAnswersOf_MakeTheSameEntry(t *testing.T) {
	chart := standardChart(t)
	for _, o := range standardOccasions(t) {
		t.Run(o.ID, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				remark := rapid.SampledFrom([]string{"", "beli beras", "Toko Maju", "nota 3 · lunas"}).Draw(t, "remark")
				answers := drawAnswers(t, o, chart)
				made, problems := EntryOf(o, answers, 20260131, remark)
				if len(problems) > 0 {
					return
				}
				back, rest, ok := AnswersOf(o, made.Date, made.Remark, made.Lines)
				if !ok && leftNoTrace(o, made.Lines) {
					return
				}
				if !ok {
					t.Fatalf("%+v is not read back from %+v", answers, made)
				}
				again, problems := EntryOf(o, back, made.Date, rest)
				if len(problems) > 0 || !slices.Equal(again.Lines, made.Lines) {
					t.Fatalf("%+v became %+v (%s)", made, again, said(problems))
				}
			})
		})
	}
}

// leftNoTrace says whether somebody who was asked for stands in no line: tax that takes all of the interest leaves no
// line of the member.
func leftNoTrace(o Occasion, lines []Line) bool {
	for _, p := range o.Prompts {
		if p.Kind == PromptMember && !p.Optional &&
			!slices.ContainsFunc(lines, func(l Line) bool { return !l.Member.IsZero() }) {
			return true
		}
	}
	return false
}

// drawAnswers answers every prompt, optional ones sometimes not.
func drawAnswers(t *rapid.T, o Occasion, chart []ChartAccount) Answers {
	answers := Answers{}
	for _, p := range o.Prompts {
		if p.Optional && rapid.Bool().Draw(t, "leave out "+p.Key) {
			continue
		}
		answer := PromptAnswer{}
		switch p.Kind {
		case PromptAmount:
			answer.Amount = Money(rapid.Int64Range(1, 9_999_999).Draw(t, p.Key))
		case PromptMoney, PromptAccount:
			answer.Text = rapid.SampledFrom(p.Choices(chart)).Draw(t, p.Key).Code
		case PromptMonths:
			for i := range rapid.IntRange(1, 3).Draw(t, p.Key) {
				answer.Months = append(answer.Months, MonthShare{Month(202601).Add(i), Money(1 + i)})
			}
		case PromptMember:
			answer.Text = testID(rapid.SampledFrom([]string{"a", "b"}).Draw(t, p.Key)).String()
		case PromptOutlet:
			answer.Text = "warung"
		case PromptDate:
			answer.Date = 20260131
		default:
			answer.Text = rapid.SampledFrom([]string{"Toko Maju", "KUR-7", testID("x").String()}).Draw(t, p.Key)
		}
		answers[p.Key] = answer
	}
	return answers
}

// What an occasion never made is not forced into it: the lines would come out otherwise.
func TestAnswersOf_RefusesOtherLines(t *testing.T) {
	dues := findOccasion(t, "dues-mandatory")
	a, b := testID("a"), testID("b")
	for name, lines := range map[string][]Line{
		"several_members": {
			{Account: "11101", Amount: 2},
			{Account: "31102", Amount: -1, Member: a, Month: 202601},
			{Account: "31102", Amount: -1, Member: b, Month: 202601},
		},
		"another_account": {{Account: "11101", Amount: 2}, {Account: "31101", Amount: -2, Member: a}},
		"other_side":      {{Account: "11101", Amount: -2}, {Account: "31102", Amount: 2, Member: a, Month: 202601}},
		"one_line_more": {
			{Account: "11101", Amount: 2},
			{Account: "31102", Amount: -2, Member: a, Month: 202601},
			{Account: "11102", Amount: 1},
			{Account: "11103", Amount: -1},
		},
		"a_quantity": {
			{Account: "11101", Amount: 2, Quantity: 7}, {Account: "31102", Amount: -2, Member: a, Month: 202601},
		},
		"nothing": nil,
	} {
		if answers, _, ok := AnswersOf(dues, 20260131, "", lines); ok {
			t.Errorf("%s: read as %+v", name, answers)
		}
	}
}

// The name of a party is not stored; it stands in the remark, and comes out of it again.
func TestAnswersOf_NamesTheParty(t *testing.T) {
	out := findOccasion(t, "cash-out")
	e, problems := EntryOf(out, Answers{
		"amount": rp(5000), "purpose": say("22101"), "party": say("Toko  Maju"), "outlet": say("warung"),
		"remark": say("beli beras"),
	}, 20260131, "")
	if len(problems) > 0 {
		t.Fatal(said(problems))
	}
	answers, rest, ok := AnswersOf(out, e.Date, e.Remark, e.Lines)
	if !ok || rest != "beli beras" || answers["party"].Text != "Toko  Maju" || answers["outlet"].Text != "warung" {
		t.Errorf("%v, %q, %+v", ok, rest, answers)
	}
	again, _ := EntryOf(out, answers, e.Date, rest)
	if !reflect.DeepEqual(again, e) {
		t.Errorf("%+v became %+v", e, again)
	}
}
